//! Labelled lines → the page's blocks in order: paragraphs, head blocks, bylines, captions.

use super::label::Label;
use super::line::Observed;
use crate::read::EditionText;

/// A paragraph of body text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its lines, ascending; not always one run, since a caption can stand in its midst.
    pub lines: Vec<usize>,
}

/// Lines of one kind that stand together between or within paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub lines: Vec<usize>,
    /// The paragraph it stands before: paragraphs `0..gap` begin above it.
    pub gap: usize,
}

/// What a page is made of.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub paragraphs: Vec<Paragraph>,
    pub heads: Vec<Block>,
    pub bylines: Vec<Block>,
    pub captions: Vec<Block>,
    pub furniture: Vec<usize>,
}

impl Blocks {
    /// The first line of paragraph `k`.
    pub(super) fn first_line(&self, k: usize) -> usize {
        self.paragraphs.get(k).and_then(|p| p.lines.first()).copied().unwrap_or(0)
    }

    /// The last line of paragraph `k`.
    pub(super) fn last_line(&self, k: usize) -> usize {
        self.paragraphs.get(k).and_then(|p| p.lines.last()).copied().unwrap_or(0)
    }

    /// The last lines of paragraph `k`, joined, spaces and all.
    pub(super) fn tail(&self, page: &EditionText, k: usize) -> String {
        let lines = self.paragraphs.get(k).map_or(&[][..], |p| &p.lines);
        lines[lines.len().saturating_sub(2)..].iter().map(|&i| page.line(i)).collect()
    }
}

/// Most lines in one head block; a longer run is cut, so that no block grows without bound.
const MOST_HEAD_LINES: usize = 24;

/// Paragraphs after which a stretch may end at a page's end, at a lead, and after which it must.
const STRETCH: usize = 12;
const LONG_STRETCH: usize = 160;
const LONGEST_STRETCH: usize = 480;

/// The blocks of a text, in stretches of bounded length that are split each for itself, so that
/// time grows with the text's length and no faster.
pub(super) fn blocks<'a>(labels: &'a [Label], lines: &'a [Observed]) -> impl Iterator<Item = Blocks> + 'a {
    let mut rest = labels.iter().copied().enumerate().peekable();
    std::iter::from_fn(move || {
        let mut blocks = Blocks::default();
        let mut last: Option<Label> = None;
        while let Some((i, label)) = rest.next_if(|&(i, label)| !blocks.end_before(label, last, &lines[i])) {
            blocks.add(i, label, last, lines);
            last = Some(label);
        }
        last.is_some().then_some(blocks)
    })
}

impl Blocks {
    /// Whether a stretch of these blocks, the last line of which has the label `last`, ends before a line.
    fn end_before(&self, label: Label, last: Option<Label>, line: &Observed) -> bool {
        let length = self.paragraphs.len();
        let starts = label == Label::Start;
        let page = line.begins_page && label != Label::Continue;
        let lead = starts && line.lead && last == Some(Label::Continue);
        length >= STRETCH && page || length >= LONG_STRETCH && lead || length >= LONGEST_STRETCH && starts
    }

    fn add(&mut self, i: usize, label: Label, last: Option<Label>, lines: &[Observed]) {
        let gap = self.paragraphs.len();
        match label {
            Label::Start => {
                // Room for the lines of most paragraphs.
                let mut lines = Vec::with_capacity(8);
                lines.push(i);
                self.paragraphs.push(Paragraph { lines });
            }
            Label::Continue => match self.paragraphs.last_mut() {
                Some(paragraph) => paragraph.lines.push(i),
                None => self.paragraphs.push(Paragraph { lines: vec![i] }),
            },
            Label::Head => {
                // A page's first line never joins the last lines of the page before.
                let joins = last == Some(Label::Head) && !lines[i].begins_page;
                push(&mut self.heads, i, gap, joins, MOST_HEAD_LINES);
            }
            Label::Caption => {
                let joins = last == Some(Label::Caption) && !lines[i].caption;
                push(&mut self.captions, i, gap, joins, usize::MAX);
            }
            Label::Byline => push(&mut self.bylines, i, gap, last == Some(Label::Byline), usize::MAX),
            Label::Furniture => self.furniture.push(i),
        }
    }
}

fn push(blocks: &mut Vec<Block>, line: usize, gap: usize, joins: bool, most: usize) {
    match blocks.last_mut() {
        Some(block) if joins && block.gap == gap && block.lines.len() < most => block.lines.push(line),
        _ => blocks.push(Block { lines: vec![line], gap }),
    }
}

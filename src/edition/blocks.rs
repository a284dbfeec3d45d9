//! Labelled lines → the page's blocks in order: paragraphs, head blocks, bylines, captions.

use super::label::Label;
use super::line::Observed;

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

/// Most lines in one head block; a longer run is cut, so that no block grows without bound.
const MOST_HEAD_LINES: usize = 24;

pub(super) fn blocks(labels: &[Label], lines: &[Observed]) -> Blocks {
    let mut blocks = Blocks::default();
    let mut last: Option<Label> = None;
    for (i, &label) in labels.iter().enumerate() {
        let gap = blocks.paragraphs.len();
        match label {
            Label::Start => blocks.paragraphs.push(Paragraph { lines: vec![i] }),
            Label::Continue => match blocks.paragraphs.last_mut() {
                Some(paragraph) => paragraph.lines.push(i),
                None => blocks.paragraphs.push(Paragraph { lines: vec![i] }),
            },
            Label::Head => {
                // A page's first line never joins the last lines of the page before.
                let joins = last == Some(Label::Head) && !lines[i].begins_page;
                push(&mut blocks.heads, i, gap, joins, MOST_HEAD_LINES);
            }
            Label::Caption => {
                let joins = last == Some(Label::Caption) && !lines[i].caption;
                push(&mut blocks.captions, i, gap, joins, usize::MAX);
            }
            Label::Byline => push(&mut blocks.bylines, i, gap, last == Some(Label::Byline), usize::MAX),
            Label::Furniture => blocks.furniture.push(i),
        }
        last = Some(label);
    }
    blocks
}

fn push(blocks: &mut Vec<Block>, line: usize, gap: usize, joins: bool, most: usize) {
    match blocks.last_mut() {
        Some(block) if joins && block.gap == gap && block.lines.len() < most => block.lines.push(line),
        _ => blocks.push(Block { lines: vec![line], gap }),
    }
}

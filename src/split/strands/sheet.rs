//! The text of one page, and how well one line of it follows another.

use std::ops::Range;

use super::said::Said;
use super::weights::Weights;
use crate::read::EditionText;
use crate::split::joint::{Joint, joint_of};
use crate::split::label::Label;
use crate::split::line::{Ending, Observed};

/// So many paragraphs that end without a stop within so many lines are a list.
const LIST: usize = 3;
const LIST_LINES: usize = 12;

/// A line of text and what stands above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    pub line: usize,
    /// Headlines or bylines stand between it and the text above.
    pub headed: bool,
    /// A blank line stands above it or above what stands between.
    pub blank: bool,
    /// Lines above it that are no captions and no furniture.
    row: usize,
    /// Stands among paragraphs that end without a stop, as those of a list do.
    listed: bool,
    /// Its first two characters and its last two.
    edges: [[char; 2]; 2],
}

/// The lines of text of one page, in order.
pub(super) struct Sheet<'a> {
    pub page: &'a EditionText,
    pub weights: &'a Weights,
    lines: &'a [Observed],
    labels: &'a [Label],
    range: Range<usize>,
    pub text: Vec<Text>,
    /// Paragraphs are indented.
    indents: bool,
    /// Share of the headlines below a blank line.
    headlines_parted: f32,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(
        page: &'a EditionText,
        lines: &'a [Observed],
        labels: &'a [Label],
        range: Range<usize>,
        weights: &'a Weights,
    ) -> Self {
        let mut text: Vec<Text> = Vec::with_capacity(range.len());
        let (mut headed, mut blank, mut row) = (false, false, 0);
        let (mut heads, mut parted) = (0.5, 0.25);
        for i in range.clone() {
            blank |= lines[i].after_blank;
            match labels[i] {
                // The rows of a table follow nothing.
                Label::Start | Label::Continue if is_row(lines, i) => row += 1,
                label if matches!(label, Label::Start | Label::Continue) || may_be_text(&lines[i]) => {
                    text.push(Text { line: i, headed, blank, row, listed: false, edges: edges(page.line(i)) });
                    (headed, blank) = (false, false);
                    row += 1;
                }
                Label::Head | Label::Byline => {
                    if !headed {
                        heads += 1.0;
                        parted += f32::from(lines[i].after_blank);
                    }
                    headed = true;
                    row += 1;
                }
                _ => {}
            }
        }
        let mut sheet =
            Self { page, weights, lines, labels, range, text, indents: false, headlines_parted: parted / heads };
        sheet.indents = sheet.has_indents();
        sheet.find_lists();
        sheet
    }

    /// Most lines below the short last line of a paragraph are indented.
    fn has_indents(&self) -> bool {
        let ends = |k: &usize| !self.text[*k].headed && !self.line(*k - 1).open() && self.line(*k - 1).fullness < 0.85;
        let (mut all, mut indented) = (0, 0);
        for k in (1..self.text.len()).filter(ends) {
            all += 1;
            indented += usize::from(self.line(k).indented || self.line(k).lead);
        }
        indented * 2 > all
    }

    fn find_lists(&mut self) {
        let count = self.text.len();
        let ends: Vec<usize> = (0..count.saturating_sub(1))
            .filter(|&k| {
                let line = self.line(k);
                line.open() && line.fullness < 0.8 && (self.opens(k + 1) || self.text[k + 1].blank)
            })
            .collect();
        for near in ends.windows(LIST) {
            let (first, last) = (near[0], near[LIST - 1]);
            if last - first <= LIST_LINES {
                let around = first.saturating_sub(LIST)..count.min(last + LIST + 1);
                self.text[around].iter_mut().for_each(|t| t.listed = true);
            }
        }
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        self.text.iter().map(|t| self.page.line(t.line))
    }

    pub(super) fn line(&self, k: usize) -> &Observed {
        &self.lines[self.text[k].line]
    }

    /// The first line of what stands above line `k` of text, below captions and furniture of the text before.
    pub(super) fn top(&self, k: usize) -> usize {
        let above = self.text[k - 1].line + 1;
        let to = self.text[k].line;
        (above..to).find(|&i| matches!(self.labels[i], Label::Head | Label::Byline)).unwrap_or(to)
    }

    /// Where the text ends that line `k` of text, if there is one, does not belong to.
    pub(super) fn end(&self, k: usize) -> usize {
        if k < self.text.len() { self.top(k) } else { self.text.last().map_or(self.range.end, |t| t.line + 1) }
    }

    /// Rows of a column from line `k` of text to the one before `end`.
    pub(super) fn rows(&self, k: usize, end: usize) -> usize {
        self.text[end - 1].row + 1 - self.text[k].row
    }

    /// An article may begin at a line.
    pub(super) fn opens(&self, k: usize) -> bool {
        self.text[k].headed || self.line(k).lead || self.line(k).indented
    }

    /// The sentence is unfinished.
    pub(super) fn open(&self, k: usize) -> bool {
        self.line(k).open() && !self.text[k].listed && !self.signed(k)
    }

    /// Ends with the names of the writers in brackets, or looks so.
    fn signed(&self, k: usize) -> bool {
        self.line(k).fullness < 0.85 && self.page.line(self.text[k].line).ends_with(['）', ')'])
    }

    pub(super) fn joint(&self, above: usize, below: usize) -> Joint {
        joint_of(self.text[above].edges[1][1], self.text[below].edges[0][0])
    }

    /// How much likelier it is that line `below` follows line `above` in an article than by chance, as log-odds.
    pub(super) fn follows(&self, said: &Said, above: usize, below: usize) -> f32 {
        let (upper, lower) = (self.line(above), self.line(below));
        let weights = self.weights;
        let begins = lower.indented || lower.lead;
        let ending = if self.signed(above) { Ending::Stop } else { upper.ending };
        match ending {
            Ending::Bare | Ending::Comma if begins && self.open(above) && upper.fullness > 0.8 => weights.begins[0],
            Ending::Bare | Ending::Comma if begins => weights.begins[1],
            Ending::Stop | Ending::Mark if begins => weights.begins[2],
            Ending::Stop | Ending::Mark if self.indents => weights.flush[usize::from(upper.fullness <= 0.85)],
            Ending::Stop | Ending::Mark => weights.flush[2],
            Ending::Weak => weights.mark[2] + self.bracket(upper, lower),
            Ending::Comma => weights.mark[1] + self.bracket(upper, lower),
            Ending::Bare => {
                let across = said.across(self.text[above].edges[1], self.text[below].edges[0]);
                let odds = match self.joint(above, below) {
                    Joint::Word => weights.word,
                    Joint::Usual => weights.usual,
                    Joint::Silent => weights.silent,
                    Joint::Unusual => weights.unusual,
                };
                let short = if upper.fullness > 0.8 { 0.0 } else { weights.mark[0] };
                odds[across.saturating_sub(1)] + short + self.bracket(upper, lower)
            }
        }
    }

    /// What brackets say of two lines in one sentence.
    fn bracket(&self, upper: &Observed, lower: &Observed) -> f32 {
        match (upper.bracket_open, lower.bracket_closed) {
            (true, true) => self.weights.bracket[0],
            (true, false) => self.weights.bracket[1],
            (false, true) => self.weights.bracket[2],
            (false, false) => 0.0,
        }
    }

    /// A paragraph may begin at a line: the sentence above it is complete, and the line does not show that it goes on.
    pub(super) fn may_begin(&self, k: usize) -> bool {
        let line = self.line(k);
        !self.open(k - 1) && (line.indented || line.lead || !self.indents)
    }

    /// How much likelier a blank line, and none, is above a piece than where an article goes on, as log-odds: within a
    /// paragraph and between two.
    pub(super) fn blanks(&self) -> [[f32; 2]; 2] {
        // Lines that surely go on or begin a paragraph, and those of them below a blank line.
        let (mut words, mut words_parted) = (12.0, 0.1);
        let (mut paragraphs, mut paragraphs_parted) = (2.0, 0.2);
        for k in 1..self.text.len() {
            let Text { headed, blank, .. } = self.text[k];
            if headed {
                continue;
            }
            let blank = f32::from(blank);
            if !self.opens(k) && self.open(k - 1) && self.joint(k - 1, k) == Joint::Word {
                words += 1.0;
                words_parted += blank;
            } else if self.may_begin(k) && self.line(k - 1).fullness < 0.85 {
                paragraphs += 1.0;
                paragraphs_parted += blank;
            }
        }
        let expected = 0.96 * self.headlines_parted + 0.02;
        [words_parted / words, paragraphs_parted / paragraphs]
            .map(|usual| [(expected / usual).ln(), ((1.0 - expected) / (1.0 - usual)).ln()])
    }

    /// What a blank line above a line of text, or that there is none, says for a break by those odds.
    pub(super) fn parted(&self, blanks: &[[f32; 2]; 2], k: usize) -> f32 {
        let Text { headed, blank, .. } = self.text[k];
        let begins = self.may_begin(k);
        // Where neither an indent nor a short line tells a paragraph, a missing blank line tells nothing.
        let unclear = begins && !blank && !self.opens(k) && self.line(k - 1).fullness >= 0.85;
        if headed || unclear { 0.0 } else { self.weights.blank[0] * blanks[usize::from(begins)][usize::from(!blank)] }
    }
}

/// A line that is text if it may be: a few words of a sentence that stand at the top or foot of a column look like
/// something else.
fn may_be_text(line: &Observed) -> bool {
    let told = line.caption || line.furniture || line.photo || line.marked || line.byline || line.bracketed;
    !told && matches!(line.ending, Ending::Stop | Ending::Comma) && line.has_han && line.fullness <= 1.1
}

/// A row of a table or of a list of names: words and figures with white space between.
fn is_row(lines: &[Observed], i: usize) -> bool {
    let gaps = |line: &Observed| line.plain() && !line.lead && line.gaps >= 2;
    let figures = |line: &Observed| gaps(line) && (line.ascii_share >= 0.3 || line.gaps >= 4);
    let beside = |line: Option<&Observed>| line.is_some_and(figures);
    gaps(&lines[i]) && (figures(&lines[i]) || beside(lines.get(i + 1)) || beside(i.checked_sub(1).map(|b| &lines[b])))
}

fn edges(text: &str) -> [[char; 2]; 2] {
    let solid = |c: &char| !c.is_whitespace();
    let (mut first, mut last) = (text.chars().filter(solid), text.chars().rev().filter(solid));
    let mut next = |end: bool| if end { last.next() } else { first.next() }.unwrap_or('\0');
    let (last, before) = (next(true), next(true));
    [[next(false), next(false)], [before, last]]
}

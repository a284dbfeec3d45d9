//! The text of one page, and how well one line of it follows another.

use std::ops::Range;

use super::said::Said;
use crate::edition::joint::{Joint, joint_of};
use crate::edition::label::Label;
use crate::edition::line::{Ending, Observed};
use crate::reader::EditionText;

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
    lines: &'a [Observed],
    labels: &'a [Label],
    range: Range<usize>,
    pub text: Vec<Text>,
    /// Share of the headlines below a blank line.
    headlines_parted: f32,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(page: &'a EditionText, lines: &'a [Observed], labels: &'a [Label], range: Range<usize>) -> Self {
        let mut text: Vec<Text> = Vec::with_capacity(range.len());
        let (mut headed, mut blank, mut row) = (false, false, 0);
        let (mut heads, mut parted) = (1.0, 0.5);
        for i in range.clone() {
            blank |= lines[i].after_blank;
            match labels[i] {
                // The rows of a table follow nothing.
                Label::Start | Label::Continue if is_row(&lines[i]) => row += 1,
                Label::Start | Label::Continue => {
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
                Label::Caption | Label::Furniture => {}
            }
        }
        let mut sheet = Self { page, lines, labels, range, text, headlines_parted: parted / heads };
        sheet.find_lists();
        sheet
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

    /// The sentence is unfinished, and not because the names of the writers stand at the end.
    pub(super) fn open(&self, k: usize) -> bool {
        self.line(k).open() && !self.text[k].listed && !self.page.line(self.text[k].line).ends_with(['）', ')'])
    }

    pub(super) fn joint(&self, above: usize, below: usize) -> Joint {
        joint_of(self.text[above].edges[1][1], self.text[below].edges[0][0])
    }

    /// How much likelier it is that line `below` follows line `above` in an article than by chance, as log-odds.
    pub(super) fn follows(&self, said: &Said, above: usize, below: usize) -> f32 {
        let (upper, lower) = (self.line(above), self.line(below));
        let begins = lower.indented || lower.lead;
        match upper.ending {
            Ending::Bare | Ending::Comma if begins && self.open(above) && upper.fullness > 0.8 => -4.0,
            Ending::Bare | Ending::Comma if begins => -0.7,
            Ending::Comma => 0.6,
            Ending::Bare => {
                let across = said.across(self.text[above].edges[1], self.text[below].edges[0]);
                let odds = match self.joint(above, below) {
                    Joint::Word => [0.7, 2.8, 4.5],
                    Joint::Usual => [-0.3, 1.4, 2.5],
                    Joint::Silent => [-0.8, 1.0, 2.6],
                    Joint::Unusual => [-1.1, 0.0, 3.5],
                };
                odds[across.saturating_sub(1)] - if upper.fullness > 0.8 { 0.0 } else { 1.2 }
            }
            Ending::Weak => 0.3,
            Ending::Stop | Ending::Mark if begins => 0.4,
            Ending::Stop | Ending::Mark if lower.page_indents && upper.fullness > 0.85 => -2.0,
            Ending::Stop | Ending::Mark if lower.page_indents => -4.0,
            Ending::Stop | Ending::Mark => -0.8,
        }
    }

    /// How much likelier a blank line, and none, is above a piece than within a sentence, as log-odds.
    pub(super) fn blanks(&self) -> [f32; 2] {
        // Lines that go on within a word, and those of them below a blank line.
        let (mut words, mut parted) = (12.0, 0.1);
        for k in 1..self.text.len() {
            if !self.opens(k) && self.open(k - 1) && self.joint(k - 1, k) == Joint::Word {
                words += 1.0;
                parted += f32::from(self.text[k].blank);
            }
        }
        let (within, expected) = (parted / words, 0.95 * self.headlines_parted + 0.02);
        [(expected / within).ln(), ((1.0 - expected) / (1.0 - within)).ln()]
    }
}

/// A row of a table: words and figures with white space between.
fn is_row(line: &Observed) -> bool {
    line.plain() && !line.lead && line.gaps >= 2 && line.ascii_share >= 0.3
}

fn edges(text: &str) -> [[char; 2]; 2] {
    let solid = |c: &char| !c.is_whitespace();
    let (mut first, mut last) = (text.chars().filter(solid), text.chars().rev().filter(solid));
    let mut next = |end: bool| if end { last.next() } else { first.next() }.unwrap_or('\0');
    let (last, before) = (next(true), next(true));
    [[next(false), next(false)], [before, last]]
}

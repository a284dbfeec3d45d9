//! What is seen of head lines before any article is asked: what joins them, what they break, what marks them as
//! no headline.

use super::blocks::Blocks;
use super::fit::{Extent, Work, on};
use super::joint::Joint;
use super::line::{Ending, Observed};

pub(super) const JOIN_FEATURES: usize = 42;
/// What is seen of two lines of a head block, one below the other.
pub(super) type Join = [f32; JOIN_FEATURES];

pub(super) const NONE_FEATURES: usize = 23;
/// What is seen of a head line that is no article's headline.
pub(super) type Unclaimed = [f32; NONE_FEATURES];

/// What joins lines `i - 1` and `i` of block `b` to one headline.
pub(super) fn join_seen(lines: &[Observed], blocks: &Blocks, b: usize, i: usize) -> Join {
    let block = &blocks.heads[b];
    let (above, below) = (block.lines[i - 1], block.lines[i]);
    let count = block.lines.len();
    let edge = block.gap == 0 || block.gap == blocks.paragraphs.len();
    let blanks = block.lines[1..].iter().filter(|&&l| lines[l].after_blank).count();
    let (parted, none_parted) = (blanks + 1 == count, blanks == 0);
    let long = count >= 6;
    let (a, b) = (&lines[above], &lines[below]);
    let blank = b.after_blank;
    let adjacent = above + 1 == below;
    let run_on = adjacent && !blank;
    let longer = a.width > b.width + 0.7;
    let shorter = a.width + 0.7 < b.width;
    [
        1.0,
        on(blank),
        on(!adjacent),
        on(longer && run_on),
        on(shorter && run_on),
        on(!longer && !shorter && run_on),
        on(a.full()),
        on(a.full() && run_on),
        on(a.open() && run_on && !shorter),
        on(a.inner_space),
        on(b.inner_space),
        on(b.dash_start || a.ending == Ending::Weak || a.ending == Ending::Comma),
        on(a.ending == Ending::Mark),
        on(b.width <= 4.5 && run_on),
        on(a.width <= 4.5),
        on(a.dangling && run_on),
        on(a.very_full() && run_on && longer),
        on(b.closing_start),
        on(a.page_blanks && blank),
        on(a.page_blanks && run_on),
        on(a.width <= 5.5 && blank),
        on(b.width <= 5.5 && blank),
        on(a.width <= 8.5 && b.width <= 8.5),
        on(a.ending == Ending::Stop),
        on(b.joint == Joint::Word && run_on),
        on(b.joint == Joint::Word && adjacent && blank),
        on(b.joint == Joint::Usual && run_on),
        on(b.joint == Joint::Unusual && run_on),
        on(b.joint == Joint::Word && run_on && b.width <= a.width + 0.7),
        on(a.bracket_open || a.quote_open),
        on(b.bracket_closed),
        on(edge && run_on),
        on(edge && blank),
        on(long && run_on && none_parted),
        on(long && run_on && !none_parted),
        on(blank && parted),
        on(blank && parted && long),
        on(run_on && none_parted && edge),
        on(count == 2 && run_on),
        on(count == 2 && blank),
        on(longer && run_on && none_parted && long),
        on(shorter && run_on && none_parted && long),
    ]
}

/// What a head block breaks where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// The text above it is complete.
    Nothing,
    /// The paragraph above it ends in mid-sentence.
    Sentence,
    /// Its lines stand in the midst of a paragraph.
    Paragraph,
}

impl Work<'_> {
    /// What block `b` breaks.
    pub(super) fn breaks(&self, b: usize) -> Breaks {
        let block = &self.blocks.heads[b];
        let (Some(above), Some(&line)) = (block.gap.checked_sub(1), block.lines.first()) else {
            return Breaks::Nothing;
        };
        let last = self.blocks.last_line(above);
        if last > line {
            Breaks::Paragraph
        } else if self.lines[last].open() && self.lines[last].full() {
            Breaks::Sentence
        } else {
            Breaks::Nothing
        }
    }

    /// Block `b` stands among the paragraphs of article `a`.
    pub(super) fn is_inside(&self, b: usize, a: &Extent) -> bool {
        let gap = self.blocks.heads[b].gap;
        gap > a.first && (gap < a.end || gap == a.end && self.breaks(b) == Breaks::Paragraph)
    }

    /// What is seen of line `i` of block `b` by itself; `margin` is its [`head_margin`](super::label::head_margin),
    /// `inside` whether it stands among the paragraphs of an article.
    pub(super) fn none_seen(&self, b: usize, i: usize, margin: f32, inside: bool) -> Unclaimed {
        let block = &self.blocks.heads[b];
        let line = block.lines[i];
        let breaks = self.breaks(b);
        let seen = &self.lines[line];
        let alone = block.lines.len() == 1;
        [
            1.0,
            on(inside),
            on(inside && breaks == Breaks::Sentence),
            on(inside && breaks == Breaks::Paragraph),
            on(!inside && breaks != Breaks::Nothing),
            on(self.is_slogan(line)),
            on(self.is_slogan(line) && inside),
            margin,
            on(margin < 0.0),
            on(seen.width <= 5.5),
            on(seen.width <= 8.5),
            on(seen.notice || seen.long_number),
            on(inside && seen.width <= 12.0),
            on(inside && alone),
            on(!inside && alone),
            on(seen.joint == Joint::Word && i == 0),
            on(i > 0 && !seen.after_blank),
            on(i + 1 < block.lines.len() && !seen.before_blank),
            on(seen.page_blanks && seen.after_blank && seen.before_blank),
            on(seen.page_blanks && seen.after_blank && seen.before_blank && !inside),
            self.content.level,
            self.content.level * on(inside),
            self.content.level * on(seen.width <= 8.5),
        ]
    }
}

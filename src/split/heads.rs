//! What is seen of head lines before any article is asked: what joins them, what they break, what marks them as
//! no headline.

use super::blocks::Blocks;
use super::fit::{Extent, Work, on};
use super::joint::Joint;
use super::line::{Ending, Observed};
use super::weights::features;

/// What is seen of two lines of a head block.
pub(super) enum JoinFeature {}
/// What is seen of two lines of a head block, one below the other.
pub(super) type Join = [f32; JoinFeature::COUNT];

/// What is seen of a head line that no article has.
pub(super) enum NoneFeature {}
/// What is seen of a head line that is no article's headline.
pub(super) type Unclaimed = [f32; NoneFeature::COUNT];

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
    let form = b.form;
    features!(JoinFeature in join {
        bias: 1.0,
        blank: on(blank),
        apart: on(!adjacent),
        longer_above: on(longer && run_on),
        longer_below: on(shorter && run_on),
        equal: on(!longer && !shorter && run_on),
        full_above: on(a.full()),
        full_above_run_on: on(a.full() && run_on),
        open_run_on: on(a.open() && run_on && !shorter),
        space_above: on(a.inner_space),
        space_below: on(b.inner_space),
        dash_or_comma: on(b.dash_start || a.ending == Ending::Weak || a.ending == Ending::Comma),
        mark_above: on(a.ending == Ending::Mark),
        very_narrow_below_run_on: on(b.width <= 4.5 && run_on),
        very_narrow_above: on(a.width <= 4.5),
        dangling_run_on: on(a.dangling && run_on),
        very_full_longer_run_on: on(a.very_full() && run_on && longer),
        closing_start: on(b.closing_start),
        blanks_blank: on(a.page_blanks && blank),
        blanks_run_on: on(a.page_blanks && run_on),
        narrow_above_blank: on(a.width <= 5.5 && blank),
        narrow_below_blank: on(b.width <= 5.5 && blank),
        narrow_both: on(a.width <= 8.5 && b.width <= 8.5),
        stop_above: on(a.ending == Ending::Stop),
        within_word_run_on: on(b.joint == Joint::Word && run_on),
        within_word_blank: on(b.joint == Joint::Word && adjacent && blank),
        usual_pair_run_on: on(b.joint == Joint::Usual && run_on),
        unlikely_pair_run_on: on(b.joint == Joint::Unusual && run_on),
        within_word_not_wider: on(b.joint == Joint::Word && run_on && b.width <= a.width + 0.7),
        bracket_or_quote_open: on(a.bracket_open || a.quote_open),
        bracket_closed: on(b.bracket_closed),
        edge_run_on: on(edge && run_on),
        edge_blank: on(edge && blank),
        long_run_on: on(long && run_on && none_parted),
        long_parted_run_on: on(long && run_on && !none_parted),
        all_parted_blank: on(blank && parted),
        long_all_parted_blank: on(blank && parted && long),
        edge_whole_run_on: on(run_on && none_parted && edge),
        two_lines_run_on: on(count == 2 && run_on),
        two_lines_blank: on(count == 2 && blank),
        long_longer_above: on(longer && run_on && none_parted && long),
        long_longer_below: on(shorter && run_on && none_parted && long),
        sectioned_blank: on(form.sectioned && blank),
        sectioned_run_on: on(form.sectioned && run_on),
        sectioned_indented_below: on(form.sectioned && run_on && b.indented && !a.indented),
        unwrapped_run_on: on(form.unwrapped && run_on),
        old_run_on: on(form.old && run_on),
        bracketed_below: on(b.bracketed && run_on),
    })
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
        features!(NoneFeature in none {
            bias: 1.0,
            inside: on(inside),
            inside_sentence: on(inside && breaks == Breaks::Sentence),
            inside_paragraph: on(inside && breaks == Breaks::Paragraph),
            outside_broken: on(!inside && breaks != Breaks::Nothing),
            slogan: on(self.is_slogan(line)),
            slogan_inside: on(self.is_slogan(line) && inside),
            margin: margin,
            furniture_like: on(margin < 0.0),
            very_narrow: on(seen.width <= 5.5),
            narrow: on(seen.width <= 8.5),
            notice: on(seen.notice || seen.long_number),
            inside_short: on(inside && seen.width <= 12.0),
            inside_alone: on(inside && alone),
            outside_alone: on(!inside && alone),
            begins_within_word: on(seen.joint == Joint::Word && i == 0),
            run_on_above: on(i > 0 && !seen.after_blank),
            run_on_below: on(i + 1 < block.lines.len() && !seen.before_blank),
            blanks_alone: on(seen.page_blanks && seen.after_blank && seen.before_blank),
            blanks_alone_outside: on(seen.page_blanks && seen.after_blank && seen.before_blank && !inside),
            level: self.content.level,
            level_inside: self.content.level * on(inside),
            level_narrow: self.content.level * on(seen.width <= 8.5),
            sectioned_after_blank: on(seen.form.sectioned && seen.after_blank),
            sectioned_close: on(seen.form.sectioned && !seen.after_blank && i == 0),
            indented_inside: on(seen.indented && inside),
            indented_outside: on(seen.indented && !inside),
            numeral: on(seen.is_numeral()),
            old: on(seen.form.old),
            unwrapped_inside: on(seen.form.unwrapped && inside),
        })
    }
}

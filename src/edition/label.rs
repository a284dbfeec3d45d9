//! Labels every line by what it is, with evidence combined over the whole page.
//!
//! A linear chain: each line adds the weights of what is seen of it ([`Observed`]) under its
//! label, each step from line to line those of what joins or parts the two, and the labels with
//! the highest sum win (Viterbi 1967). States other than body remember whether the body text
//! left behind was in mid-sentence, so that a caption or a folio in the middle of a column does
//! not break the sentence around it.

use super::line::{Ending, Observed};
use super::weights::{EMISSION, FROM_BODY, FROM_OTHER};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// First line of a paragraph.
    Start = 0,
    /// A further line of a paragraph.
    Continue = 1,
    /// A line of a headline or subhead.
    Head = 2,
    /// A line of a caption.
    Caption = 3,
    /// A byline on a line of its own.
    Byline = 4,
    /// Belongs to no article.
    Furniture = 5,
}

pub(super) const LABELS: usize = 6;
const ALL: [Label; LABELS] =
    [Label::Start, Label::Continue, Label::Head, Label::Caption, Label::Byline, Label::Furniture];

/// States: the two body labels, then each other label with body text complete, then in mid-sentence.
const STATES: usize = 2 + 4 * 2;

fn label_of(state: usize) -> Label {
    ALL[if state < LABELS { state } else { state - 4 }]
}

fn pending(state: usize) -> bool {
    state >= LABELS
}

pub(super) const LINE_FEATURES: usize = 32;
pub(super) const BODY_FEATURES: usize = 13;
pub(super) const OTHER_FEATURES: usize = 9;

/// What is seen of one line and its neighbours, as 0 or 1.
pub(super) fn line_features(lines: &[Observed], i: usize) -> [bool; LINE_FEATURES] {
    let line = &lines[i];
    let next = lines.get(i + 1);
    let short = line.fullness <= 0.9;
    let plain = line.ending == Ending::Bare && line.commas == 0 && !line.inner_stop;
    let paragraph_follows = next.is_some_and(|n| n.lead || n.indented || n.byline);
    let contiguous = next.is_some_and(|n| !n.after_blank);
    [
        true,
        !short && line.fullness <= 1.12,
        short,
        line.fullness <= 0.45,
        line.fullness > 1.12,
        line.fullness > 1.45,
        line.ending == Ending::Stop,
        line.ending == Ending::Mark,
        line.ending == Ending::Weak,
        line.ending == Ending::Comma,
        line.ending == Ending::Bare,
        line.inner_stop,
        line.commas == 1,
        line.commas >= 2,
        line.inner_space,
        line.indented,
        line.page_indents && !line.indented,
        line.lead,
        line.byline,
        line.caption,
        line.furniture,
        line.overprint,
        line.bare_date,
        line.closing_start,
        line.ascii_share > 0.5,
        line.after_blank && line.before_blank,
        paragraph_follows,
        line.from_top < 4,
        contiguous && next.is_some_and(|n| n.caption),
        short && plain,
        line.fullness > 1.3 && line.ending == Ending::Stop && line.after_blank && line.before_blank,
        next.is_none(),
    ]
}

/// What joins or parts two lines, the first of them body text.
pub(super) fn body_features(before: &Observed, line: &Observed) -> [bool; BODY_FEATURES] {
    let blank = line.after_blank;
    let (open, full) = (before.open(), before.full());
    let weak = before.ending == Ending::Weak;
    let closed = !open && !weak;
    [
        true,
        open && full && !blank,
        open && full && blank,
        open && !full && !blank,
        open && !full && blank,
        closed && full && !blank,
        closed && full && blank,
        closed && !full && !blank,
        closed && !full && blank,
        line.indented,
        line.page_indents && !line.indented,
        line.lead,
        weak,
    ]
}

/// What joins or parts two lines, the first of them no body text.
pub(super) fn other_features(before: Label, line: &Observed) -> [bool; OTHER_FEATURES] {
    [
        true,
        line.after_blank,
        line.indented,
        line.page_indents && !line.indented,
        line.lead,
        before == Label::Head,
        before == Label::Caption,
        before == Label::Byline,
        before == Label::Furniture,
    ]
}

fn dot<const N: usize>(features: &[bool; N], weights: &[f32; N]) -> f32 {
    features.iter().zip(weights).map(|(on, w)| if *on { *w } else { 0.0 }).sum()
}

/// The most plausible label of every line.
pub(super) fn label_lines(lines: &[Observed]) -> Vec<Label> {
    let Some(first) = lines.first() else { return Vec::new() };
    let mut scores = [f32::NEG_INFINITY; STATES];
    for (state, score) in scores.iter_mut().enumerate().take(LABELS) {
        let label = label_of(state);
        let start = dot(&other_features(Label::Furniture, first), &FROM_OTHER[0][label as usize]);
        *score = start + dot(&line_features(lines, 0), &EMISSION[label as usize]);
    }
    let mut back: Vec<[u8; STATES]> = vec![[0; STATES]];
    for i in 1..lines.len() {
        let (next, from) = step(lines, i, &scores);
        // Only differences matter; without this, sums over a million lines lose their precision.
        let best = next.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        scores = next.map(|s| s - best);
        back.push(from);
    }
    trace(&scores, &back)
}

fn step(lines: &[Observed], i: usize, scores: &[f32; STATES]) -> ([f32; STATES], [u8; STATES]) {
    let (before, line) = (&lines[i - 1], &lines[i]);
    let seen = line_features(lines, i);
    let emission: [f32; LABELS] = std::array::from_fn(|l| dot(&seen, &EMISSION[l]));
    let joined = body_features(before, line);
    let from_body: [f32; LABELS] = std::array::from_fn(|l| dot(&joined, &FROM_BODY[l]));
    let mut next = [f32::NEG_INFINITY; STATES];
    let mut from = [0; STATES];
    for previous in 0..STATES {
        let label = label_of(previous);
        let body = matches!(label, Label::Start | Label::Continue);
        let parted = if body { [false; OTHER_FEATURES] } else { other_features(label, line) };
        let open = if body { before.open() } else { pending(previous) };
        for target in ALL {
            let joint = if body {
                from_body[target as usize]
            } else {
                dot(&parted, &FROM_OTHER[usize::from(open)][target as usize])
            };
            let state = match target {
                Label::Start | Label::Continue => target as usize,
                _ => target as usize + if open { 4 } else { 0 },
            };
            let score = scores[previous] + joint + emission[target as usize];
            if score > next[state] {
                next[state] = score;
                from[state] = previous as u8;
            }
        }
    }
    (next, from)
}

fn trace(scores: &[f32; STATES], back: &[[u8; STATES]]) -> Vec<Label> {
    let mut state = 0;
    for (s, score) in scores.iter().enumerate() {
        if *score > scores[state] {
            state = s;
        }
    }
    let mut labels = Vec::with_capacity(back.len());
    for from in back.iter().rev() {
        labels.push(label_of(state));
        state = usize::from(from[state]);
    }
    labels.reverse();
    labels
}

//! Labels every line by what it is, with evidence combined over the whole page.
//!
//! A linear chain: each line adds the weights of what is seen of it (see
//! [`features`](super::features)) under its label, each step from line to line those of what joins
//! or parts the two, and the labels with the highest sum win (Viterbi 1967). States other than
//! body remember whether the body text left behind was in mid-sentence, so that a caption or a
//! folio in the middle of a column does not break the sentence around it.

use std::cell::LazyCell;

use super::features::{Bits, body_features, line_features, other_features, seen_after_other};
use super::line::{HABITS, Observed};
use super::weights::{AROUND, EMISSION, FORMS, FROM_BODY, FROM_OTHER};

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

impl Label {
    /// Its name in `weights/*.tsv`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Continue => "continue",
            Self::Head => "head",
            Self::Caption => "caption",
            Self::Byline => "byline",
            Self::Furniture => "furniture",
        }
    }
}

pub(super) const LABELS: usize = 6;
pub(super) const ALL: [Label; LABELS] =
    [Label::Start, Label::Continue, Label::Head, Label::Caption, Label::Byline, Label::Furniture];

/// A weight for each label.
pub(super) type Row = [f32; LABELS];

/// Weights of the chain, a row a feature.
pub(super) struct Weights<'a> {
    /// Of what is seen of a line, for each habit of a page.
    pub emission: [&'a [Row]; HABITS],
    /// Of what stands around it.
    pub around: [&'a [Row]; HABITS],
    /// Of where it stands in the form of its page.
    pub forms: &'a [Row],
    /// Of the step from a body line.
    pub from_body: &'a [Row],
    /// Of the step from another line: body text complete, then in mid-sentence.
    pub from_other: [&'a [Row]; 2],
}

/// The weights learned.
pub(super) static LEARNED: Weights<'static> = Weights {
    emission: [&EMISSION[0], &EMISSION[1], &EMISSION[2], &EMISSION[3]],
    around: [&AROUND[0], &AROUND[1], &AROUND[2], &AROUND[3]],
    forms: &FORMS,
    from_body: &FROM_BODY,
    from_other: [&FROM_OTHER[0], &FROM_OTHER[1]],
};

/// States: the two body labels, then each other label with body text complete, then in mid-sentence.
const STATES: usize = 2 + 4 * 2;

fn label_of(state: usize) -> Label {
    ALL[if state < LABELS { state } else { state - 4 }]
}

fn pending(state: usize) -> bool {
    state >= LABELS
}

/// What it costs a line right below 上接第1版 to be no text and no headline: pages to learn it from are few.
pub(super) const BELOW_NOTE: f32 = -6.0;

/// What it costs an author's name under a headline, or a photographer's credit, to be anything else.
const NO_BYLINE: f32 = -40.0;

/// A state so far below the best one is not followed any further.
const HOPELESS: f32 = -20.0;

/// Sum of the rows of the features that are set.
fn sum(features: Bits, rows: &[Row]) -> Row {
    let mut sum = [0.0; LABELS];
    // In halves, which fit a register.
    for (mut half, rows) in [(features as u64, rows), ((features >> 64) as u64, rows.get(64..).unwrap_or_default())] {
        while half != 0 {
            if let Some(row) = rows.get(half.trailing_zeros() as usize) {
                for (s, w) in sum.iter_mut().zip(row) {
                    *s += w;
                }
            }
            half &= half - 1;
        }
    }
    sum
}

/// How much more line `i` by itself looks like a headline than like furniture, from -3 to 3.
pub(super) fn head_margin(lines: &[Observed], i: usize) -> f32 {
    let habit = lines[i].habit();
    let seen = sum(line_features(lines, i), LEARNED.emission[habit]);
    let around = sum(lines[i].around.into(), LEARNED.around[habit]);
    let forms = sum(lines[i].forms, LEARNED.forms);
    let of = |label: Label| seen[label as usize] + around[label as usize] + forms[label as usize];
    (of(Label::Head) - of(Label::Furniture)).clamp(-3.0, 3.0)
}

/// The most plausible label of every line.
pub(super) fn label_lines(lines: &[Observed]) -> Vec<Label> {
    best_labels(lines, &LEARNED, |i, label| {
        let line = &lines[i];
        let note = line.below_note && matches!(label, Label::Caption | Label::Furniture);
        let author =
            (line.author || line.credit) && label != Label::Byline && !(line.credit && label == Label::Caption);
        f32::from(u8::from(note)) * BELOW_NOTE + f32::from(u8::from(author)) * NO_BYLINE
    })
}

/// The labels with the highest sum, `bias` of line and label added.
pub(super) fn best_labels(lines: &[Observed], weights: &Weights, bias: impl Fn(usize, Label) -> f32) -> Vec<Label> {
    let mut scores = [f32::NEG_INFINITY; STATES];
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(lines.len());
    for i in 0..lines.len() {
        let habit = lines[i].habit();
        let mut emission = sum(line_features(lines, i), weights.emission[habit]);
        let around = sum(lines[i].around.into(), weights.around[habit]);
        let forms = sum(lines[i].forms, weights.forms);
        for (((e, around), form), label) in emission.iter_mut().zip(around).zip(forms).zip(ALL) {
            *e += around + form + bias(i, label);
        }
        let (next, from) = match i.checked_sub(1).map(|b| &lines[b]) {
            Some(before) => step(before, &lines[i], &scores, &emission, weights),
            None => first(&lines[i], &emission, weights),
        };
        // Only differences matter; without this, sums over a million lines lose their precision.
        let best = next.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        scores = next.map(|s| s - best);
        back.push(from);
    }
    trace(&scores, &back)
}

/// The first line stands as if after furniture.
fn first(line: &Observed, emission: &Row, weights: &Weights) -> ([f32; STATES], [u8; STATES]) {
    let start = sum(other_features(Label::Furniture, seen_after_other(line)), weights.from_other[0]);
    let mut scores = [f32::NEG_INFINITY; STATES];
    for (s, score) in scores.iter_mut().enumerate().take(LABELS) {
        *score = start[s] + emission[s];
    }
    (scores, [0; STATES])
}

fn step(
    before: &Observed,
    line: &Observed,
    scores: &[f32; STATES],
    emission: &Row,
    weights: &Weights,
) -> ([f32; STATES], [u8; STATES]) {
    let from_body = sum(body_features(before, line), weights.from_body);
    let mut next = [f32::NEG_INFINITY; STATES];
    let mut from = [0; STATES];
    let alive = |l: usize| scores[l] >= HOPELESS || scores[l + 4] >= HOPELESS;
    let seen = seen_after_other(line);
    let parted: [Bits; LABELS] =
        std::array::from_fn(|l| if l < 2 || !alive(l) { Bits::MAX } else { other_features(ALL[l], seen) });
    // What is seen whatever the label before: summed once, after complete text and in mid-sentence.
    let common = parted.iter().fold(Bits::MAX, |all, f| all & f);
    let shared: [LazyCell<Row, _>; 2] = weights.from_other.map(|w| LazyCell::new(move || sum(common, w)));
    for (previous, &reached) in scores.iter().enumerate() {
        if reached < HOPELESS {
            continue;
        }
        let label = label_of(previous);
        let body = matches!(label, Label::Start | Label::Continue);
        let open = if body { before.open() } else { pending(previous) };
        let joint = if body {
            from_body
        } else {
            let open = usize::from(open);
            let own = sum(parted[label as usize] & !common, weights.from_other[open]);
            std::array::from_fn(|l| own[l] + shared[open][l])
        };
        for (target, (joint, emission)) in joint.iter().zip(emission).enumerate() {
            let state = if target < 2 || !open { target } else { target + 4 };
            let score = reached + joint + emission;
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

//! How much of head lines stands in each article they may belong to, and what an article says of their breaks.

use std::hint::black_box;

use super::fit::REACH;
use super::head_line::Share;

/// Added to shares before the logarithm.
const LEAST: f32 = 0.03;

/// The greatest share of a line, alone.
pub(super) fn top(line: &[[Share; 2]]) -> f32 {
    line.iter().map(|s| s[0].value()).fold(0.0, f32::max)
}

/// The logarithm of a line's share, alone, under the greatest.
pub(super) fn under(share: Share, top: f32) -> f32 {
    ((share.value() + LEAST) / (top + LEAST)).ln()
}

/// What an article says of the break between two head lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Crossed {
    /// No pair of characters crosses the break.
    Silent,
    /// The pair stands in the article.
    Said,
    /// It does not.
    Unsaid,
}

/// For each line and candidate what the candidate says of the break above the line.
pub(super) fn crossed(shares: &[[Share; 2]]) -> Vec<Crossed> {
    shares
        .iter()
        .map(|[alone, joined]| match alone.crossing(*joined) {
            None => Crossed::Silent,
            Some(true) => Crossed::Said,
            Some(false) => Crossed::Unsaid,
        })
        .collect()
}

/// The greatest shares of all candidates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peaks {
    best: f32,
    second: f32,
    /// Logarithms of the two.
    logs: [f32; 2],
    /// Logarithm of no share, which most candidates have; taken when the program runs, as the others are, since a
    /// compiler may round otherwise.
    none: f32,
}

impl Peaks {
    /// The logarithm of a candidate's share, and how far that is above the strongest rival's.
    pub(super) fn of(&self, share: f32) -> [f32; 2] {
        let own = if share > 0.0 { (share + LEAST).ln() } else { self.none };
        [own, own - self.logs[usize::from(share >= self.best)]]
    }

    /// A candidate with this share can come or go without a change.
    pub(super) fn tower_over(&self, share: f32) -> bool {
        share < self.second || share == 0.0
    }
}

/// Share of the lines `from..to` in candidate `c` of `width`.
pub(super) fn value(shares: &[[Share; 2]], width: usize, from: usize, to: usize, c: usize) -> f32 {
    let sum = (from..to).map(|i| shares[i * width + c][usize::from(i > from)]);
    sum.fold(Share::default(), std::ops::Add::add).value()
}

/// Share of the lines `from..to` in each of `width` candidates.
pub(super) fn values(shares: &[[Share; 2]], width: usize, from: usize, to: usize) -> [f32; 2 * REACH] {
    let mut sums = [Share::default(); 2 * REACH];
    for i in from..to {
        for (sum, share) in sums.iter_mut().zip(&shares[i * width..(i + 1) * width]) {
            *sum = *sum + share[usize::from(i > from)];
        }
    }
    sums.map(Share::value)
}

/// The greatest of the first `width` shares.
pub(super) fn peaks(values: &[f32; 2 * REACH], width: usize) -> Peaks {
    // Each candidate's strongest rival is one of the two best.
    let (mut best, mut second) = (0.0_f32, 0.0_f32);
    for &share in &values[..width] {
        if share > best {
            (best, second) = (share, best);
        } else {
            second = second.max(share);
        }
    }
    Peaks { best, second, logs: [(best + LEAST).ln(), (second + LEAST).ln()], none: black_box(LEAST).ln() }
}

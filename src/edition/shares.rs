//! How much of head lines stands in each article they may belong to, and what an article says of their breaks.

use std::hint::black_box;

use super::content::Share;
use super::fit::REACH;

/// Added to shares before the logarithm.
const LEAST: f32 = 0.03;

/// For each line and candidate the logarithm of its share, alone, under the best candidate's.
pub(super) fn under(shares: &[[Share; 2]], width: usize) -> Vec<f32> {
    let mut under = Vec::with_capacity(shares.len());
    for line in shares.chunks(width.max(1)) {
        let best = line.iter().map(|s| s[0].value()).fold(0.0, f32::max);
        under.extend(line.iter().map(|s| ((s[0].value() + LEAST) / (best + LEAST)).ln()));
    }
    under
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

/// Each candidate's share, the best, and the logarithms of the two best.
pub(super) struct Rated {
    values: [f32; 2 * REACH],
    best: f32,
    logs: [f32; 2],
    /// Logarithm of no share, which most candidates have; taken when the program runs, as the others are, since a
    /// compiler may round otherwise.
    none: f32,
}

impl Rated {
    /// Share of candidate `c`, its logarithm, and how far that is above the strongest rival's.
    pub(super) fn of(&self, c: usize) -> [f32; 3] {
        let share = self.values[c];
        let own = if share > 0.0 { (share + LEAST).ln() } else { self.none };
        [share, own, own - self.logs[usize::from(share >= self.best)]]
    }
}

/// Share of the lines `from..to` in each of `width` candidates.
pub(super) fn rated(shares: &[[Share; 2]], width: usize, from: usize, to: usize) -> Rated {
    let mut sums = [Share::default(); 2 * REACH];
    for i in from..to {
        for (sum, share) in sums.iter_mut().zip(&shares[i * width..(i + 1) * width]) {
            *sum = *sum + share[usize::from(i > from)];
        }
    }
    let values = sums.map(Share::value);
    // Of all candidates' shares the two best: each one's strongest rival.
    let (mut best, mut second) = (0.0_f32, 0.0_f32);
    for &share in &values[..width] {
        if share > best {
            (best, second) = (share, best);
        } else {
            second = second.max(share);
        }
    }
    Rated { values, best, logs: [(best + LEAST).ln(), (second + LEAST).ln()], none: black_box(LEAST).ln() }
}

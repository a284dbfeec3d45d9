//! Candidates → the best set of them that fits.
//!
//! A candidate is a sentence, or, where sentences are not counted, what remains of one when clauses at its end, or
//! circumstances at its beginning, are left out and it still is a sentence. Its gain is
//!
//! ```text
//! chars · (score − worth) + following · [the sentence before it is taken] − cut · (most/60)² · [it is not whole]
//! ```
//!
//! where `most` is the length in characters: the more whole sentences there is room for, the less one is cut.
//!
//! The set with the largest sum of gains within the length is found exactly, by dynamic programming over the
//! sentences and the room that is left.

use super::Length;
use super::article::{Article, Sentence};
use super::clauses::may_part;
use super::features::{Candidate, Places};
use super::weights::Weights;

/// Shortest part of a sentence that is taken without the rest, in characters.
const SHORTEST_PART: usize = 14;
/// Steps in which room is counted: a summary longer than so many characters is measured in more at a time.
const STEPS: usize = 240;
/// A lead longer than the summary may be is taken when it is worth this many times what fits, and
/// twice as long at most.
const TELLING: f32 = 1.2;
/// Share of its pairs that stood before, from which on a sentence only says again what was said.
const REPEATED: f32 = 0.85;
/// The same, where it stood in what a summary holds already.
const REPEATED_BY_SUMMARY: f32 = 0.6;

/// The candidates of a summary, in the order in which they stand.
pub(super) fn chosen(article: &Article<'_>, weights: &Weights, length: Length) -> Vec<Candidate> {
    let places = Places::new(article);
    for strictness in [Strictness::Full, Strictness::Marked, Strictness::None] {
        let allowed = candidates(article, &places, length, strictness);
        let scored: Vec<Scored> = allowed.into_iter().map(|c| Scored::new(c, article, &places, weights)).collect();
        if !scored.is_empty() {
            return unrepeated(article, scored, weights, length);
        }
    }
    Vec::new()
}

/// The best set in which no sentence says what those before it say.
fn unrepeated(article: &Article<'_>, mut scored: Vec<Scored>, weights: &Weights, length: Length) -> Vec<Candidate> {
    loop {
        let taken = best(article, &scored, weights, length);
        let mut held = vec![false; article.kinds];
        let again = taken.iter().find(|c| {
            let pairs = article.pairs_of(c.clauses.clone());
            let said = pairs.iter().filter(|&&p| held[p as usize]).count();
            let again = said as f32 >= REPEATED_BY_SUMMARY * pairs.len().max(1) as f32;
            for &p in pairs {
                held[p as usize] = true;
            }
            again
        });
        match again.map(|c| c.sentence) {
            Some(n) if matches!(length, Length::Chars(_)) => scored.retain(|s| s.candidate.sentence != n),
            _ => return taken,
        }
    }
}

/// What may stand in a summary; all but the first are for articles that have nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Sentences that can stand by themselves.
    Full,
    /// Whatever ends with a mark.
    Marked,
    /// Any line.
    None,
}

impl Strictness {
    fn allows(self, n: usize, sentence: &Sentence) -> bool {
        let signs = &sentence.signs;
        match self {
            Self::Full => {
                let lacks = signs.within_quotation || signs.no_speaker || signs.unended || sentence.broken;
                let begins_badly = n == 0 && signs.refers_back;
                !(signs.never || signs.announces || lacks || begins_badly)
            }
            Self::Marked => !signs.unended,
            Self::None => true,
        }
    }
}

/// A candidate with what it is worth.
struct Scored {
    candidate: Candidate,
    score: f32,
    whole: bool,
    needs_before: bool,
    lead: bool,
}

impl Scored {
    fn new(candidate: Candidate, article: &Article<'_>, places: &Places<'_, '_>, weights: &Weights) -> Self {
        let sentence = &article.sentences[candidate.sentence];
        Self {
            score: places.score(&candidate, weights),
            whole: candidate.clauses == (sentence.first..sentence.clauses.end),
            needs_before: sentence.signs.refers_back && candidate.sentence > 0,
            lead: candidate.sentence == places.lead,
            candidate,
        }
    }

    fn gain(&self, weights: &Weights, length: Length) -> f32 {
        match length {
            Length::Chars(most) => {
                let cut = if self.whole { 0.0 } else { weights.cut * (most as f32 / 60.0).powi(2) };
                self.candidate.chars.min(most) as f32 * (self.score - weights.worth) - cut
            }
            // Each more than anything a score can tell: as many are taken as may be.
            Length::Sentences(_) => 10.0 + self.score,
        }
    }
}

/// Every candidate of an article that may stand in its summary, sentence by sentence.
pub(super) fn candidates(
    article: &Article<'_>,
    places: &Places<'_, '_>,
    length: Length,
    strictness: Strictness,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (n, sentence) in article.sentences.iter().enumerate() {
        if sentence.heading && strictness != Strictness::None || !strictness.allows(n, sentence) {
            continue;
        }
        if strictness != Strictness::None && places.said_before(n) >= REPEATED {
            continue;
        }
        parts(article, n, matches!(length, Length::Chars(_)), |c| found.push(c));
    }
    found
}

/// Calls `found` for a sentence and, where it may be cut, for the parts of it that are sentences.
pub(super) fn parts(article: &Article<'_>, n: usize, cut: bool, mut found: impl FnMut(Candidate)) {
    let sentence = &article.sentences[n];
    let end = sentence.clauses.end;
    let mut starts = vec![sentence.first];
    if cut && sentence.loose > sentence.first && !sentence.signs.refers_back {
        starts.push(sentence.loose);
    }
    let cut = cut && mark(article, n).is_some();
    for start in starts {
        let mut chars = 0;
        for c in start..end {
            chars += article.clauses[c].chars;
            let whole = c + 1 == end;
            let parted = || cut && c >= sentence.core && may_part(article.clauses[c].text, article.clauses[c + 1].text);
            if (whole || parted()) && (chars >= SHORTEST_PART || start == sentence.first && whole) {
                found(Candidate { sentence: n, clauses: start..c + 1, chars });
            }
        }
    }
}

/// The mark that ends a sentence, where it is no part of a quotation.
pub(super) fn mark(article: &Article<'_>, n: usize) -> Option<char> {
    let last = &article.clauses[article.sentences[n].clauses.end - 1];
    last.text.chars().next_back().filter(|c| matches!(c, '。' | '！' | '!'))
}

fn best(article: &Article<'_>, scored: &[Scored], weights: &Weights, length: Length) -> Vec<Candidate> {
    let (room, unit) = match length {
        Length::Chars(most) => (most.min(STEPS), most.div_ceil(STEPS).max(1)),
        Length::Sentences(sentences) => (sentences.min(article.sentences.len()), 0),
    };
    let cost = |s: &Scored| if unit == 0 { 1 } else { s.candidate.chars.div_ceil(unit) };
    let following = if unit == 0 { weights.following / 60.0 } else { weights.following };
    let room = if unit > 1 { room.min(length.most() / unit) } else { room };
    let table = Table::new(
        article.sentences.len(),
        room,
        scored,
        |s, follows| {
            let needed = !s.needs_before || follows;
            needed.then(|| s.gain(weights, length) + if follows { following } else { 0.0 })
        },
        &cost,
    );
    let (gain, taken) = table.best(scored, &cost);
    if let Length::Chars(most) = length {
        let longer = |s: &&Scored| s.candidate.chars > most && s.lead;
        let by_gain = |a: &&Scored, b: &&Scored| {
            let (a_gain, b_gain) = (a.gain(weights, length), b.gain(weights, length));
            a_gain.total_cmp(&b_gain).then(b.candidate.sentence.cmp(&a.candidate.sentence))
        };
        let near = |s: &&Scored| s.candidate.chars <= 2 * most && s.gain(weights, length) > TELLING * gain;
        if let Some(long) = scored.iter().filter(longer).filter(near).max_by(by_gain) {
            return vec![long.candidate.clone()];
        }
        if taken.is_empty() {
            // Nothing is worth its room: the best that fits, else the best there is.
            let fits = scored.iter().filter(|s| s.candidate.chars <= most && !s.needs_before);
            let by_score = |a: &&Scored, b: &&Scored| {
                a.score.total_cmp(&b.score).then(b.candidate.sentence.cmp(&a.candidate.sentence))
            };
            let any = fits.max_by(by_score).or_else(|| scored.iter().max_by(by_score));
            return any.map(|s| vec![s.candidate.clone()]).unwrap_or_default();
        }
    }
    taken.into_iter().map(|i| scored[i].candidate.clone()).collect()
}

/// The best sums of gains: for each sentence, the room that is left, and whether the one before is taken.
struct Table {
    room: usize,
    best: Vec<[f32; 2]>,
    /// The candidate to take there, plus one; 0 for none.
    take: Vec<[u32; 2]>,
    sentences: usize,
}

impl Table {
    fn new(
        sentences: usize,
        room: usize,
        scored: &[Scored],
        gain: impl Fn(&Scored, bool) -> Option<f32>,
        cost: &impl Fn(&Scored) -> usize,
    ) -> Self {
        let width = room + 1;
        let mut best = vec![[0.0_f32; 2]; (sentences + 1) * width];
        let mut take = vec![[0_u32; 2]; sentences * width];
        let mut end = scored.len();
        for n in (0..sentences).rev() {
            let mut start = end;
            while start > 0 && scored[start - 1].candidate.sentence == n {
                start -= 1;
            }
            for left in 0..width {
                best[n * width + left] = [best[(n + 1) * width + left][0]; 2];
            }
            for (i, one) in scored.iter().enumerate().take(end).skip(start) {
                let cost = cost(one);
                for follows in [false, true] {
                    let Some(gain) = gain(one, follows) else { continue };
                    for left in cost..width {
                        let sum = gain + best[(n + 1) * width + left - cost][usize::from(one.whole)];
                        if sum > best[n * width + left][usize::from(follows)] {
                            best[n * width + left][usize::from(follows)] = sum;
                            take[n * width + left][usize::from(follows)] = i as u32 + 1;
                        }
                    }
                }
            }
            end = start;
        }
        Self { room, best, take, sentences }
    }

    /// The largest sum and the candidates that make it, by number.
    fn best(&self, scored: &[Scored], cost: &impl Fn(&Scored) -> usize) -> (f32, Vec<usize>) {
        let (mut left, mut follows, mut taken) = (self.room, false, Vec::new());
        for n in 0..self.sentences {
            let take = self.take[n * (self.room + 1) + left][usize::from(follows)];
            follows = false;
            if take > 0 {
                let i = take as usize - 1;
                taken.push(i);
                left -= cost(&scored[i]);
                follows = scored[i].whole;
            }
        }
        (self.best[self.room][0], taken)
    }
}

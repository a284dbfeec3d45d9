//! TF-IDF rows → topic probabilities, and what spoke for them.
//!
//! The classifier is linear: a topic's score is its prior plus the sum over the document's terms of
//! `x · w`, where `x` is the term's TF-IDF value and `w` the term's weight for the topic. Scores are
//! log-odds against the geometric mean of all topics (the weights of a term add up to 0 over the
//! topics, but for rounding), so that probabilities are their softmax, and every term's part in a
//! decision can be told exactly.

mod explain;
mod heading;
mod sentences;
mod weights;

pub use explain::{Contribution, Explanation};
pub use heading::parted;
pub use sentences::SentencePart;
pub(crate) use weights::are_positive;
pub use weights::{WeightTable, half, whole};

use std::hint::black_box;
use std::sync::LazyLock;

use crate::vectorize::{CutDocument, Vocabulary, with_cut};

/// A document as the classifier sees it: sorted terms with their TF-IDF values, of Euclidean length 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Term number and value, ascending by term.
    pub values: Vec<(u32, f32)>,
}

/// Scores terms for topics.
#[derive(Debug, Clone, PartialEq)]
pub struct Classifier {
    /// The terms it knows.
    pub vocabulary: Vocabulary,
    /// Inverse document frequency of each term.
    pub idf: Vec<f32>,
    /// A term's weight for each topic.
    pub weights: WeightTable,
    /// Log-odds of each topic before anything is read.
    pub prior: Vec<f32>,
    /// Weight of a headline's term against the body's.
    pub title_weight: u32,
}

/// A document's score and probability for each topic, in the taxonomy's order.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Log-odds of each topic.
    pub scores: Vec<f64>,
    /// Their softmax: positive, adding up to 1.
    pub probabilities: Vec<f64>,
}

impl Prediction {
    /// Topic numbers, the likeliest first, ties in the taxonomy's order.
    pub fn ranking(&self) -> Vec<usize> {
        let mut ranking: Vec<usize> = (0..self.probabilities.len()).collect();
        ranking.sort_by(|&a, &b| self.scores[b].total_cmp(&self.scores[a]).then(a.cmp(&b)));
        ranking
    }

    /// The prediction of these scores.
    pub fn of(scores: Vec<f64>) -> Self {
        let probabilities = softmax(&scores);
        Self { scores, probabilities }
    }
}

/// Softmax with the largest score taken out first, so that no exponential overflows.
pub fn softmax(scores: &[f64]) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|p| p / sum).collect()
}

/// Term counts → TF-IDF values: `(1 + ln count) · idf`, divided by the row's Euclidean length.
///
/// `counts` holds (term, count), in any order, a term more than once.
pub fn tfidf(mut counts: Vec<(u32, f32)>, idf: &[f32]) -> Row {
    counts.sort_unstable_by_key(|&(term, _)| term);
    let mut values: Vec<(u32, f32)> = Vec::with_capacity(counts.len());
    for (term, count) in counts {
        match values.last_mut() {
            Some((last, sum)) if *last == term => *sum += count,
            _ => values.push((term, count)),
        }
    }
    weighed(values, idf)
}

/// Sums by ascending term → TF-IDF values.
fn weighed(mut values: Vec<(u32, f32)>, idf: &[f32]) -> Row {
    // Frequencies far apart in memory are fetched side by side, before the other arithmetic.
    let idf_of: Vec<f32> = values.iter().map(|&(term, _)| idf.get(term as usize).copied().unwrap_or(0.0)).collect();
    for ((_, value), idf) in values.iter_mut().zip(idf_of) {
        *value = frequency(*value) * idf;
    }
    let square: f64 = values.iter().map(|&(_, value)| f64::from(value) * f64::from(value)).sum();
    let length = square.sqrt() as f32;
    if length > 0.0 {
        for (_, value) in &mut values {
            *value /= length;
        }
    }
    Row { values }
}

/// `1 + ln count`, and 1 below a count of 1.
fn frequency(count: f32) -> f32 {
    const KNOWN: usize = 64;
    static FREQUENCIES: LazyLock<[f32; KNOWN]> =
        LazyLock::new(|| std::array::from_fn(|n| 1.0 + black_box(n.max(1) as f32).ln()));
    // Nearly all terms stand a few times. The logarithms are taken when the program runs, as those of larger
    // counts are, since a compiler may round otherwise.
    match FREQUENCIES.get(count as usize) {
        Some(&frequency) if count.fract() == 0.0 => frequency,
        _ if count > 1.0 => 1.0 + count.ln(),
        _ => 1.0,
    }
}

/// Numbers of terms, one an occurrence → how often each stands, by ascending term.
fn counted(mut numbers: Vec<u32>, terms: usize) -> Vec<(u32, f32)> {
    sort(&mut numbers, terms);
    let mut counts: Vec<(u32, f32)> = Vec::with_capacity(numbers.len());
    for number in numbers {
        match counts.last_mut() {
            Some((last, count)) if *last == number => *count += 1.0,
            _ => counts.push((number, 1.0)),
        }
    }
    counts
}

/// Sorts numbers below `below`: by digits of eleven bits where there are enough to make up for the two
/// tables of counts.
fn sort(numbers: &mut Vec<u32>, below: usize) {
    const BITS: u32 = 11;
    if numbers.len() < 1 << 8 || below > 1 << (2 * BITS) {
        numbers.sort_unstable();
        return;
    }
    let digit = |n: u32, pass: usize| (n >> (pass as u32 * BITS)) as usize & ((1 << BITS) - 1);
    let mut counts = [[0_u32; 1 << BITS]; 2];
    for &n in &*numbers {
        counts[0][digit(n, 0)] += 1;
        counts[1][digit(n, 1)] += 1;
    }
    let mut other = vec![0; numbers.len()];
    for (pass, places) in counts.iter_mut().enumerate() {
        let mut next = 0;
        for place in places.iter_mut() {
            next += std::mem::replace(place, next);
        }
        for &n in &*numbers {
            let place = &mut places[digit(n, pass)];
            other[*place as usize] = n;
            *place += 1;
        }
        std::mem::swap(numbers, &mut other);
    }
}

impl Classifier {
    /// The TF-IDF row of a document.
    ///
    /// `headline` may be empty: then a first line of up to 60 characters that is no sentence is taken for
    /// it, if text follows. The lead's own words (本报讯（记者 …）) say nothing of the topic and are passed over.
    pub fn row(&self, headline: &str, text: &str) -> Row {
        let (headline, body) = parted(headline, text);
        with_cut(headline, body, |document| self.row_of(document))
    }

    /// The TF-IDF row of a document that is cut already, its body without the lead's own words.
    pub fn row_of(&self, document: &CutDocument<'_>) -> Row {
        weighed(counted(self.vocabulary.numbers(document, self.title_weight), self.idf.len()), &self.idf)
    }

    /// Scores and probabilities of a row.
    ///
    /// A row without terms is given the prior.
    pub fn predict(&self, row: &Row) -> Prediction {
        let mut scores: Vec<f64> = self.prior.iter().map(|&p| f64::from(p)).collect();
        self.weights.add_to(&mut scores, &row.values);
        Prediction::of(scores)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_sorted(mut numbers in proptest::collection::vec(0_u32..200_000, 0..2000)) {
            let mut wanted = numbers.clone();
            wanted.sort_unstable();
            sort(&mut numbers, 200_000);
            prop_assert_eq!(numbers, wanted);
        }
    }
}

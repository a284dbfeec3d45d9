//! Which terms a vocabulary keeps where there are more than it may have.
//!
//! The measures are those that Yang & Pedersen compare (*A Comparative Study on Feature Selection in Text
//! Categorization*, ICML 1997), of a term's standing in a document, whatever its count.

use std::collections::BTreeMap;

use super::counts::Counts;

/// The measure by which terms are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Selection {
    /// Document frequency: the most frequent terms stay.
    #[default]
    Frequency,
    /// χ² of term and topic, the largest over the topics: `N (AD − BC)² / ((A+C)(B+D)(A+B)(C+D))`, with A
    /// documents of the topic with the term, B others with it, C of the topic without it, D others without.
    ChiSquared,
    /// Information gain: how many bits the term's presence tells of the topic.
    Gain,
}

/// The `most` terms of `kept` that score best, ascending; ties in the order of the terms.
///
/// A document counts for its primary topic.
pub(super) fn best(kept: Vec<u32>, most: usize, by: Selection, frequencies: &[u32], counts: &Counts) -> Vec<u32> {
    if kept.len() <= most {
        return kept;
    }
    let mut scored: Vec<(f64, u32)> = match by {
        Selection::Frequency => kept.into_iter().map(|t| (f64::from(frequencies[t as usize]), t)).collect(),
        Selection::ChiSquared | Selection::Gain => {
            let table = Table::of(counts, frequencies.len());
            let score = |t: u32| if by == Selection::Gain { table.gain(t) } else { table.chi_squared(t) };
            kept.into_iter().map(|t| (score(t), t)).collect()
        }
    };
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<u32> = scored.into_iter().take(most).map(|(_, t)| t).collect();
    chosen.sort_unstable();
    chosen
}

/// In how many documents of each topic each term stands.
struct Table {
    topics: usize,
    with: Vec<u32>,
    sizes: Vec<f64>,
    documents: f64,
}

impl Table {
    fn of(counts: &Counts, terms: usize) -> Self {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        for label in counts.documents.iter().filter_map(|d| d.labels.first()) {
            let next = numbers.len();
            numbers.entry(label).or_insert(next);
        }
        let topics = numbers.len();
        let (mut with, mut sizes) = (vec![0_u32; terms * topics], vec![0.0; topics]);
        for document in &counts.documents {
            let Some(topic) = document.labels.first().and_then(|l| numbers.get(l.as_str())) else { continue };
            sizes[*topic] += 1.0;
            for &(term, _) in &document.counts {
                with[term as usize * topics + topic] += 1;
            }
        }
        let documents = sizes.iter().sum();
        Self { topics, with, sizes, documents }
    }

    fn row(&self, term: u32) -> &[u32] {
        &self.with[term as usize * self.topics..][..self.topics]
    }

    fn chi_squared(&self, term: u32) -> f64 {
        let row = self.row(term);
        let all: f64 = row.iter().map(|&n| f64::from(n)).sum();
        let of = |(&with, &size): (&u32, &f64)| {
            let (a, b) = (f64::from(with), all - f64::from(with));
            let (c, d) = (size - a, self.documents - size - b);
            let below = (a + c) * (b + d) * (a + b) * (c + d);
            if below > 0.0 { self.documents * (a * d - b * c) * (a * d - b * c) / below } else { 0.0 }
        };
        row.iter().zip(&self.sizes).map(of).fold(0.0, f64::max)
    }

    fn gain(&self, term: u32) -> f64 {
        let row: Vec<f64> = self.row(term).iter().map(|&n| f64::from(n)).collect();
        let rest: Vec<f64> = self.sizes.iter().zip(&row).map(|(size, with)| size - with).collect();
        let weighted = |part: &[f64]| part.iter().sum::<f64>() / self.documents * entropy(part);
        entropy(&self.sizes) - weighted(&row) - weighted(&rest)
    }
}

/// Bits of a distribution given by its counts.
fn entropy(counts: &[f64]) -> f64 {
    let sum: f64 = counts.iter().sum();
    counts.iter().filter(|&&n| n > 0.0).map(|n| -(n / sum) * libm::log2(n / sum)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labelled::LabelledDocument;
    use jzclass::vectorize::{FeatureParams, Kind};

    /// Ten documents of two topics. scikit-learn's `chi2` gives the same order; by hand, 甲 stands in four
    /// documents of `a` and none of `b`: χ² = 10 · (4·5 − 0·1)² / (5·5·4·6), gain = 1 − 0.6 · H(1/6).
    fn counts() -> Counts {
        let texts = [
            ("a", "甲丙"),
            ("a", "甲丙"),
            ("a", "甲"),
            ("a", "甲丙"),
            ("a", "丙"),
            ("b", "丙"),
            ("b", "乙丙"),
            ("b", "丙"),
            ("b", "丙"),
            ("b", "丙"),
        ];
        let document = |&(label, text): &(&str, &str)| LabelledDocument {
            title: String::new(),
            text: text.into(),
            labels: vec![label.into()],
            group: String::new(),
        };
        Counts::of(&texts.iter().map(document).collect::<Vec<_>>(), &FeatureParams::default())
    }

    #[test]
    fn the_measures_are_those_of_their_formulas() {
        let counts = counts();
        let number = |text: &str| {
            (0..counts.terms.len()).find(|&n| counts.terms.term(n) == Some((Kind::Character, text))).unwrap()
        };
        let table = Table::of(&counts, counts.terms.len() as usize);
        let (first, rare) = (number("甲"), number("乙"));
        assert!((table.chi_squared(first) - 10.0 * 400.0 / 600.0).abs() < 1e-12);
        let h = -(1.0_f64 / 6.0) * (1.0_f64 / 6.0).log2() - (5.0_f64 / 6.0) * (5.0_f64 / 6.0).log2();
        assert!((table.gain(first) - (1.0 - 0.6 * h)).abs() < 1e-12);
        let mut frequencies = vec![0; counts.terms.len() as usize];
        for d in &counts.documents {
            for &(t, _) in &d.counts {
                frequencies[t as usize] += 1;
            }
        }
        let choose = |by| best(vec![first, rare, number("丙")], 1, by, &frequencies, &counts);
        assert_eq!(choose(Selection::Frequency), [number("丙")]);
        assert_eq!(choose(Selection::ChiSquared), [first]);
        assert_eq!(choose(Selection::Gain), [first]);
    }
}

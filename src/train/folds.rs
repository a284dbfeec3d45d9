//! Which documents are held out together.

use std::collections::{BTreeMap, BTreeSet};

use crate::classify::SplitMix;
use crate::reader::LabelledDocument;

pub(super) struct Folds {
    /// The fold of each document.
    pub of: Vec<usize>,
    pub count: usize,
    pub description: String,
}

/// Whole groups (files or folders by one hand) where there are enough that each shows most topics,
/// since documents of one hand resemble each other; else parts with the same share of each topic.
pub(super) fn folds(documents: &[LabelledDocument], labels: &[Vec<usize>], most: usize, seed: u64) -> Folds {
    let mut topics_of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (document, labels) in documents.iter().zip(labels) {
        topics_of.entry(&document.group).or_default().extend(labels.first());
    }
    let all: BTreeSet<usize> = labels.iter().filter_map(|l| l.first().copied()).collect();
    let broad = topics_of.values().all(|topics| topics.len() * 4 >= all.len() * 3);
    if topics_of.len() >= 3 && topics_of.len() <= 20 && broad {
        let numbers: BTreeMap<&str, usize> = topics_of.keys().enumerate().map(|(n, &g)| (g, n)).collect();
        return Folds {
            of: documents.iter().map(|d| numbers[d.group.as_str()]).collect(),
            count: numbers.len(),
            description: format!("each of {} groups held out in turn", numbers.len()),
        };
    }
    // Within each topic, documents in random order are dealt out like cards.
    let mut by_topic: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (d, labels) in labels.iter().enumerate() {
        by_topic.entry(labels.first().copied().unwrap_or(0)).or_default().push(d);
    }
    let mut of = vec![0; documents.len()];
    let mut random = SplitMix(seed);
    let mut next = 0;
    for documents in by_topic.values_mut() {
        random.shuffle(documents);
        for &d in documents.iter() {
            of[d] = next % most;
            next += 1;
        }
    }
    Folds { of, count: most, description: format!("{most} folds, each topic shared out evenly") }
}

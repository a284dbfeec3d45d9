//! Which documents are held out together.

use std::collections::{BTreeMap, BTreeSet};

use super::terms::SAMPLED;
use jzclass::random::SplitMix;

pub(super) struct Folds {
    /// The fold of each document.
    pub of: Vec<usize>,
    /// How many folds are held out, the first ones.
    pub held_out: usize,
    pub description: String,
}

impl Folds {
    /// Holds out every fold, not the first ones alone.
    pub(super) fn hold_out_all(&mut self) {
        self.held_out = self.of.iter().filter(|&&f| f != NEVER).max().map_or(0, |&last| last + 1);
    }
}

/// Whole groups (files or folders by one hand) where there are enough that each shows most topics,
/// since documents of one hand resemble each other; else parts with the same share of each topic.
pub(super) fn folds(groups: &[&str], labels: &[Vec<usize>], asked: Option<usize>, seed: u64) -> Folds {
    let mut topics_of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let written = |group: &str| !group.starts_with(SAMPLED);
    for (group, labels) in groups.iter().zip(labels).filter(|(g, _)| written(g)) {
        topics_of.entry(group).or_default().extend(labels.first());
    }
    let all: BTreeSet<usize> = labels.iter().filter_map(|l| l.first().copied()).collect();
    let broad = topics_of.values().all(|topics| topics.len() * 4 >= all.len() * 3);
    if asked.is_none() && topics_of.len() >= 3 && topics_of.len() <= 20 && broad {
        let numbers: BTreeMap<&str, usize> = topics_of.keys().enumerate().map(|(n, &g)| (g, n)).collect();
        return Folds {
            of: groups.iter().map(|g| numbers.get(g).copied().unwrap_or(NEVER)).collect(),
            held_out: numbers.len(),
            description: format!("each of {} groups held out in turn", numbers.len()),
        };
    }
    let count = asked.unwrap_or(FOLDS);
    // Within each topic, documents in random order are dealt out like cards.
    let mut by_topic: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (d, labels) in labels.iter().enumerate() {
        if written(groups[d]) {
            by_topic.entry(labels.first().copied().unwrap_or(0)).or_default().push(d);
        }
    }
    let mut of = vec![NEVER; groups.len()];
    let mut random = SplitMix(seed);
    let mut next = 0;
    for documents in by_topic.values_mut() {
        random.shuffle(documents);
        for &d in documents.iter() {
            of[d] = next % count;
            next += 1;
        }
    }
    if asked.is_none() && groups.len() >= MANY {
        return Folds { of, held_out: 1, description: format!("one document in {count} held out") };
    }
    Folds { of, held_out: count, description: format!("{count} folds, each topic shared out evenly") }
}

/// The fold of what is never held out.
const NEVER: usize = usize::MAX;
/// Folds where no number is asked for.
const FOLDS: usize = 5;
/// From so many documents on, one fold tells as much as is needed.
const MANY: usize = 5000;

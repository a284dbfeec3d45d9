//! Labelled documents → term counts: all that training needs of them.
//!
//! Counts of several files, machines or days merge into the counts of all their documents, whatever
//! the order, and a model trained on merged counts is the model trained on the documents together, to
//! the bit: documents are kept in an order of their own that does not depend on where they came from.

use std::collections::BTreeMap;

use jzclass::Taxonomy;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::labelled::LabelledDocument;
use jzclass::topics::parted;
use jzclass::vectorize::{FeatureParams, KINDS, Kind, Terms, features_of_document};

/// The counts of one document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct CountedDocument {
    pub labels: Vec<String>,
    /// Term numbers, ascending, with their counts.
    pub counts: Vec<(u32, u32)>,
    pub group: String,
    /// What it is known by: a hash of its letters; 0 in counts of an earlier version.
    pub key: u64,
}

/// What a document is known by, whatever its white space and punctuation (FNV-1a of its letters and digits).
fn key(title: &str, text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in title.chars().chain(text.chars()).filter(|c| c.is_alphanumeric()) {
        hash = (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    }
    hash.max(1)
}

/// What became of documents that were learned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Learned {
    /// Those that are new.
    pub added: usize,
    /// Those that were there with other labels.
    pub replaced: usize,
    /// Those that were there as they are.
    pub same: usize,
}

/// The counts of labelled documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    pub(super) terms: Terms,
    pub(super) documents: Vec<CountedDocument>,
    /// How many times a headline's term was counted.
    pub(super) title_weight: u32,
    /// The topics that the labels are of, with their names and codes, where they are told.
    pub(super) taxonomy: Option<Taxonomy>,
}

/// Terms numbered in the order of their first appearance, and documents in those numbers.
#[derive(Default)]
struct Part {
    /// Words and edges; the other kinds are looked up by [`packed`].
    texts: [FxHashMap<Box<str>, u32>; KINDS],
    runs: [FxHashMap<u64, u32>; KINDS],
    size: u32,
    documents: Vec<CountedDocument>,
}

/// Kinds whose terms are runs of at most three characters, which fit a number.
fn is_run(kind: Kind) -> bool {
    matches!(kind, Kind::Character | Kind::Pair | Kind::Triple)
}

/// A run of at most three characters as one number; numbers sort as the runs do.
fn packed(run: &str) -> u64 {
    run.chars().fold(0, |number, c| (number << 21) | u64::from(u32::from(c)))
}

/// The run behind a number, appended to a text.
fn unpack(number: u64, text: &mut String) {
    for shift in [42, 21, 0] {
        text.extend(char::from_u32((number >> shift) as u32 & 0x1f_ffff).filter(|c| *c != '\0'));
    }
}

impl Part {
    fn of(documents: &[LabelledDocument], title_weight: u32) -> Self {
        let mut part = Self::default();
        for document in documents {
            let mut counts: Vec<(u32, u32)> = Vec::new();
            let (headline, body) = parted(&document.title, &document.text);
            features_of_document(headline, body, title_weight, |kind, term, weight| {
                counts.push((part.number(kind, term), weight));
            });
            part.documents.push(CountedDocument {
                labels: document.labels.clone(),
                counts: summed(counts),
                group: document.group.clone(),
                key: key(&document.title, &document.text),
            });
        }
        part
    }

    fn from_counts(counts: &Counts) -> Self {
        let mut part = Self::default();
        for number in 0..counts.terms.len() {
            if let Some((kind, term)) = counts.terms.term(number) {
                part.number(kind, term);
            }
        }
        part.documents.clone_from(&counts.documents);
        part
    }

    fn number(&mut self, kind: Kind, term: &str) -> u32 {
        let next = self.size;
        let number = if is_run(kind) {
            *self.runs[kind as usize].entry(packed(term)).or_insert(next)
        } else if let Some(&number) = self.texts[kind as usize].get(term) {
            number
        } else {
            self.texts[kind as usize].insert(term.into(), next);
            next
        };
        self.size += u32::from(number == next);
        number
    }
}

/// Sorted by term, the counts of a term added up.
pub(super) fn summed(mut counts: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    counts.sort_unstable_by_key(|&(term, _)| term);
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    counts
}

impl Counts {
    /// Counts the terms of documents, on all threads; the result is the same on any number of them.
    ///
    /// ```
    /// use jzclass::vectorize::FeatureParams;
    /// use jzclass_train::{Counts, LabelledDocument};
    /// let document = LabelledDocument {
    ///     title: "夺冠".into(),
    ///     text: "球队夺冠。".into(),
    ///     labels: vec!["体育".into()],
    ///     group: String::new(),
    /// };
    /// assert_eq!(Counts::of(&[document], &FeatureParams::default()).len(), 1);
    /// ```
    pub fn of(documents: &[LabelledDocument], params: &FeatureParams) -> Self {
        let size = documents.len().div_ceil(rayon::current_num_threads().max(1)).max(1);
        let parts = documents.par_chunks(size).map(|d| Part::of(d, params.title_weight)).collect();
        join(parts, params.title_weight)
    }

    /// The counts of all documents of several counts.
    ///
    /// # Errors
    /// [`Error::BadData`](jzclass::Error::BadData) when headlines were not counted alike.
    pub fn merge(all: &[Self]) -> jzclass::Result<Self> {
        let weights: std::collections::BTreeSet<u32> = all.iter().map(|c| c.title_weight).collect();
        if weights.len() > 1 {
            return Err(jzclass::Error::BadData {
                cause: "the count files weigh headlines differently and cannot be merged".into(),
            });
        }
        let parts = all.par_iter().map(Part::from_counts).collect();
        let mut merged = join(parts, weights.first().copied().unwrap_or(1));
        for taxonomy in all.iter().filter_map(|c| c.taxonomy.as_ref()) {
            let known = merged.taxonomy.get_or_insert_with(|| taxonomy.clone());
            for topic in &taxonomy.topics {
                match known.position(&topic.id) {
                    None => known.topics.push(topic.clone()),
                    Some(at) if known.topics[at] == *topic => {}
                    Some(_) => {
                        let cause = format!("the count files describe the topic `{}` differently", topic.id);
                        return Err(crate::Error::BadData { cause });
                    }
                }
            }
        }
        if let Some(known) = merged.taxonomy.as_mut().filter(|known| known.is_of_labels()) {
            known.topics.sort_by(|a, b| a.id.cmp(&b.id));
        }
        Ok(merged)
    }

    /// The same with the topics that its labels are of.
    #[must_use]
    pub fn with_taxonomy(self, taxonomy: Taxonomy) -> Self {
        Self { taxonomy: Some(taxonomy), ..self }
    }

    /// The topics that the labels are of, where the counts tell.
    pub fn taxonomy(&self) -> Option<&Taxonomy> {
        self.taxonomy.as_ref()
    }

    /// Adds documents: one that is counted already with the same labels changes nothing, with others it takes its
    /// place. Of several alike the last counts.
    ///
    /// # Errors
    /// Those of [`Self::merge`].
    pub fn learn(self, documents: &[LabelledDocument]) -> crate::Result<(Self, Learned)> {
        let mut last: BTreeMap<u64, &LabelledDocument> = BTreeMap::new();
        for document in documents {
            last.insert(key(&document.title, &document.text), document);
        }
        let mut learned = Learned::default();
        let mut known = self;
        let mut labels: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        for document in &known.documents {
            if last.contains_key(&document.key) {
                labels.insert(document.key, document.labels.clone());
            }
        }
        let mut taken = Vec::new();
        for (key, document) in last {
            match labels.get(&key) {
                Some(before) if *before == document.labels => learned.same += 1,
                Some(_) => {
                    known.documents.retain(|d| d.key != key);
                    learned.replaced += 1;
                    taken.push(document.clone());
                }
                None => {
                    learned.added += 1;
                    taken.push(document.clone());
                }
            }
        }
        if taken.is_empty() {
            return Ok((known, learned));
        }
        let params = FeatureParams { title_weight: known.title_weight, ..FeatureParams::default() };
        Ok((Self::merge(&[known, Self::of(&taken, &params)])?, learned))
    }

    /// How many times a headline's term was counted.
    pub fn title_weight(&self) -> u32 {
        self.title_weight
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// True without a document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The labels found, sorted.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        let labels: std::collections::BTreeSet<&str> =
            self.documents.iter().flat_map(|d| d.labels.iter().map(String::as_str)).collect();
        labels.into_iter()
    }
}

/// One numbering for all parts: kind by kind, in code-point order; and one order of documents.
fn join(parts: Vec<Part>, title_weight: u32) -> Counts {
    let mut renumbering: Vec<Vec<u32>> = parts.iter().map(|p| vec![0; p.size as usize]).collect();
    let mut terms = Terms::default();
    for kind in Kind::ALL {
        if is_run(kind) {
            number_terms(
                &parts,
                |p| p.runs[kind as usize].iter().map(|(&t, &n)| (t, n)),
                &mut renumbering,
                |run| terms.push(kind, |text| unpack(run, text)),
            );
        } else {
            let of = |p: &'_ Part| p.texts[kind as usize].iter().map(|(t, &n)| (t.clone(), n)).collect::<Vec<_>>();
            number_terms(&parts, of, &mut renumbering, |text| terms.push(kind, |blob| blob.push_str(&text)));
        }
    }
    let mut documents: Vec<CountedDocument> = parts
        .into_par_iter()
        .zip(&renumbering)
        .flat_map_iter(|(part, numbers)| {
            part.documents.into_iter().map(move |mut document| {
                for (term, _) in &mut document.counts {
                    *term = numbers[*term as usize];
                }
                document.counts.sort_unstable();
                document
            })
        })
        .collect();
    documents.par_sort();
    Counts { terms, documents, title_weight, taxonomy: None }
}

/// Numbers the terms of one kind, equal ones alike, in their order.
fn number_terms<'p, T: Ord + Clone + Send, I: IntoIterator<Item = (T, u32)>>(
    parts: &'p [Part],
    terms_of: impl Fn(&'p Part) -> I,
    renumbering: &mut [Vec<u32>],
    mut number: impl FnMut(T) -> u32,
) {
    let mut terms: Vec<(T, usize, u32)> = Vec::new();
    for (p, part) in parts.iter().enumerate() {
        terms.extend(terms_of(part).into_iter().map(|(term, number)| (term, p, number)));
    }
    terms.par_sort_unstable();
    let mut before: Option<(T, u32)> = None;
    for (term, part, old) in terms {
        let new = match &before {
            Some((same, new)) if *same == term => *new,
            _ => number(term.clone()),
        };
        renumbering[part][old as usize] = new;
        before = Some((term, new));
    }
}

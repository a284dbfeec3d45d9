//! Labelled documents → term counts: all that training needs of them.
//!
//! Counts of several files, machines or days merge into the counts of all their documents, whatever
//! the order, and a model trained on merged counts is the model trained on the documents together, to
//! the bit: documents are kept in an order of their own that does not depend on where they came from.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::edition::parse_lead;
use crate::reader::LabelledDocument;
use crate::vectorize::{FeatureParams, KINDS, Kind, Vocabulary, features_of_document};

/// The counts of one document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CountedDocument {
    pub labels: Vec<String>,
    /// Term numbers, ascending, with their counts.
    pub counts: Vec<(u32, u32)>,
    pub group: String,
}

/// The counts of labelled documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    pub(super) vocabulary: Vocabulary,
    pub(super) documents: Vec<CountedDocument>,
    /// How many times a headline's term was counted.
    pub(super) title_weight: u32,
}

/// Terms numbered in the order of their first appearance, and documents in those numbers.
#[derive(Default)]
struct Part {
    numbers: [FxHashMap<Box<str>, u32>; KINDS],
    size: u32,
    documents: Vec<CountedDocument>,
}

impl Part {
    fn of(documents: &[LabelledDocument], title_weight: u32) -> Self {
        let mut part = Self::default();
        for document in documents {
            let mut counts: Vec<(u32, u32)> = Vec::new();
            let body = &document.text[parse_lead(&document.text).bytes..];
            features_of_document(&document.title, body, title_weight, |kind, term, weight| {
                counts.push((part.number(kind, term), weight));
            });
            part.documents.push(CountedDocument {
                labels: document.labels.clone(),
                counts: summed(counts),
                group: document.group.clone(),
            });
        }
        part
    }

    fn from_counts(counts: &Counts) -> Self {
        let mut part = Self { size: counts.vocabulary.len() as u32, ..Self::default() };
        for number in 0..part.size {
            if let Some((kind, term)) = counts.vocabulary.term(number) {
                part.numbers[kind as usize].insert(term.into(), number);
            }
        }
        part.documents.clone_from(&counts.documents);
        part
    }

    fn number(&mut self, kind: Kind, term: &str) -> u32 {
        let numbers = &mut self.numbers[kind as usize];
        if let Some(&number) = numbers.get(term) {
            return number;
        }
        let number = self.size;
        numbers.insert(term.into(), number);
        self.size += 1;
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
    /// use jzclass::{reader::LabelledDocument, train::Counts, vectorize::FeatureParams};
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
    /// [`Error::BadData`](crate::Error::BadData) when headlines were not counted alike.
    pub fn merge(all: &[Self]) -> crate::Result<Self> {
        let weights: std::collections::BTreeSet<u32> = all.iter().map(|c| c.title_weight).collect();
        if weights.len() > 1 {
            return Err(crate::Error::BadData {
                cause: "the count files weigh headlines differently and cannot be merged".into(),
            });
        }
        let parts = all.par_iter().map(Part::from_counts).collect();
        Ok(join(parts, weights.first().copied().unwrap_or(1)))
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
    let mut blob = String::new();
    let mut sizes = [0_u32; KINDS];
    let mut first = 0_u32;
    for (kind, size) in sizes.iter_mut().enumerate() {
        let mut terms: Vec<(&str, usize, u32)> = Vec::new();
        for (p, part) in parts.iter().enumerate() {
            terms.extend(part.numbers[kind].iter().map(|(term, &number)| (&**term, p, number)));
        }
        terms.par_sort_unstable();
        let mut before: Option<&str> = None;
        for (term, part, number) in terms {
            if before != Some(term) {
                blob.push_str(term);
                blob.push('\n');
                *size += 1;
                before = Some(term);
            }
            renumbering[part][number as usize] = first + *size - 1;
        }
        first += *size;
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
    Counts { vocabulary: Vocabulary::new(blob.into(), sizes), documents, title_weight }
}

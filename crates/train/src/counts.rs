//! Labelled documents → term counts: all that training needs of them.
//!
//! Counts of several files, machines or days merge into the counts of all their documents, whatever
//! the order, and a model trained on merged counts is the model trained on the documents together, to
//! the bit: documents are kept in an order of their own that does not depend on where they came from.

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
}

/// The counts of labelled documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    pub(super) terms: Terms,
    pub(super) documents: Vec<CountedDocument>,
    /// How many times a headline's term was counted.
    pub(super) title_weight: u32,
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
        Ok(join(parts, weights.first().copied().unwrap_or(1)))
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
    Counts { terms, documents, title_weight }
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

//! Labelled documents → vocabulary, counts and TF-IDF rows.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::classify::{SparseRows, half, tfidf, whole};
use crate::edition::parse_lead;
use crate::reader::LabelledDocument;
use crate::vectorize::{FeatureParams, KINDS, Kind, Vocabulary, features_of};

/// A training set in numbers.
pub(crate) struct Matrix {
    pub vocabulary: Vocabulary,
    /// Inverse document frequencies, as a model file keeps them.
    pub idf: Vec<f32>,
    /// TF-IDF rows, one a document.
    pub rows: SparseRows,
}

/// Terms of some documents, numbered in the order of their first appearance.
#[derive(Default)]
struct Local {
    numbers: [FxHashMap<Box<str>, u32>; KINDS],
    documents: Vec<u32>,
    /// Per document: local term number and count.
    counts: Vec<Vec<(u32, f32)>>,
}

impl Local {
    fn of(documents: &[LabelledDocument], params: &FeatureParams) -> Self {
        let mut local = Self::default();
        for document in documents {
            let mut counts: Vec<(u32, f32)> = Vec::new();
            let body = &document.text[parse_lead(&document.text).bytes..];
            for (text, weight) in [(document.title.as_str(), params.title_weight as f32), (body, 1.0)] {
                features_of(text, |kind, term| counts.push((local.number(kind, term), weight)));
            }
            counts.sort_unstable_by_key(|&(term, _)| term);
            counts.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                if same {
                    kept.1 += next.1;
                }
                same
            });
            for &(term, _) in &counts {
                local.documents[term as usize] += 1;
            }
            local.counts.push(counts);
        }
        local
    }

    fn number(&mut self, kind: Kind, term: &str) -> u32 {
        let numbers = &mut self.numbers[kind as usize];
        if let Some(&number) = numbers.get(term) {
            return number;
        }
        let number = self.documents.len() as u32;
        numbers.insert(term.into(), number);
        self.documents.push(0);
        number
    }
}

/// Counts the documents' terms and weights them.
///
/// The parts are counted on all threads and merged by term, so the result is the same on any number.
pub(crate) fn matrix(documents: &[LabelledDocument], params: &FeatureParams) -> Matrix {
    let part = documents.len().div_ceil(rayon::current_num_threads().max(1)).max(1);
    let locals: Vec<Local> = documents.par_chunks(part).map(|d| Local::of(d, params)).collect();
    let (vocabulary, frequencies, renumbering) = merge(&locals, params);
    let idf: Vec<f32> = frequencies
        .iter()
        .map(|&df| {
            let ratio = (1.0 + documents.len() as f64) / (1.0 + f64::from(df));
            whole(half((libm::log(ratio) + 1.0) as f32))
        })
        .collect();
    let mut rows = SparseRows::new(vocabulary.len());
    for (local, numbers) in locals.iter().zip(&renumbering) {
        let weighted: Vec<_> = local
            .counts
            .par_iter()
            .map(|counts| {
                let known = counts.iter().map(|&(t, n)| (numbers[t as usize], n)).filter(|&(t, _)| t != u32::MAX);
                tfidf(known.collect(), &idf)
            })
            .collect();
        for row in weighted {
            rows.push(row.values);
        }
    }
    Matrix { vocabulary, idf, rows }
}

/// One vocabulary of all parts, its document frequencies, and for each part its terms' new numbers
/// (`u32::MAX` for those left out).
fn merge(locals: &[Local], params: &FeatureParams) -> (Vocabulary, Vec<u32>, Vec<Vec<u32>>) {
    let mut blob = String::new();
    let mut sizes = [0_u32; KINDS];
    let mut frequencies = Vec::new();
    let mut renumbering: Vec<Vec<u32>> = locals.iter().map(|l| vec![u32::MAX; l.documents.len()]).collect();
    let mut chosen: Vec<Vec<(&str, u32)>> = Vec::new();
    for kind in Kind::ALL {
        let mut sums: FxHashMap<&str, u32> = FxHashMap::default();
        for local in locals {
            for (term, &number) in &local.numbers[kind as usize] {
                *sums.entry(term).or_default() += local.documents[number as usize];
            }
        }
        let mut terms: Vec<(&str, u32)> =
            sums.into_iter().filter(|&(_, n)| n >= params.min_documents).collect();
        terms.par_sort_unstable();
        chosen.push(terms);
    }
    keep_most_frequent(&mut chosen, params.max_terms);
    for (kind, terms) in chosen.into_iter().enumerate() {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        for (term, count) in terms {
            numbers.insert(term, frequencies.len() as u32);
            frequencies.push(count);
            sizes[kind] += 1;
            blob.push_str(term);
            blob.push('\n');
        }
        for (local, renumbering) in locals.iter().zip(&mut renumbering) {
            for (term, &number) in &local.numbers[kind] {
                if let Some(&new) = numbers.get(&**term) {
                    renumbering[number as usize] = new;
                }
            }
        }
    }
    (Vocabulary::new(blob.into(), sizes), frequencies, renumbering)
}

/// Leaves the terms of most documents, over all kinds; ties in term order.
fn keep_most_frequent(chosen: &mut [Vec<(&str, u32)>], most: usize) {
    if chosen.iter().map(Vec::len).sum::<usize>() <= most {
        return;
    }
    let mut all: Vec<(u32, usize, usize)> = Vec::new();
    for (kind, terms) in chosen.iter().enumerate() {
        all.extend(terms.iter().enumerate().map(|(i, &(_, count))| (count, kind, i)));
    }
    all.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    all.truncate(most);
    all.sort_unstable_by_key(|&(_, kind, i)| (kind, i));
    for (kind, terms) in chosen.iter_mut().enumerate() {
        *terms = all.iter().filter(|a| a.1 == kind).map(|&(_, _, i)| terms[i]).collect();
    }
}

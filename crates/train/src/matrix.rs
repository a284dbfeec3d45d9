//! Counts → the terms a model knows and TF-IDF rows.

use rayon::prelude::*;

use super::counts::Counts;
use super::select::{Selection, best};
use crate::fit::SparseRows;
use jzclass::topics::{half, tfidf, whole};
use jzclass::vectorize::{FeatureParams, Terms};

/// A training set in numbers.
pub(crate) struct Matrix {
    pub terms: Terms,
    /// `(ln((1 + documents) / (1 + frequency)) + 1) ^ idf_power`, times the weight of the term's kind, as a
    /// model file keeps it.
    pub idf: Vec<f32>,
    /// TF-IDF rows, one a document.
    pub rows: SparseRows,
}

pub(crate) fn matrix(counts: &Counts, params: &FeatureParams, selection: Selection) -> Matrix {
    let frequencies = document_frequencies(counts);
    let kept = kept_terms(counts, &frequencies, params, selection);
    let mut numbers = vec![u32::MAX; frequencies.len()];
    let mut terms = Terms::default();
    let mut idf = Vec::with_capacity(kept.len());
    for &old in &kept {
        let Some((kind, term)) = counts.terms.term(old) else { continue };
        numbers[old as usize] = terms.push(kind, |blob| blob.push_str(term));
        let ratio = (1.0 + counts.len() as f64) / (1.0 + f64::from(frequencies[old as usize]));
        let weight = libm::pow(libm::log(ratio) + 1.0, params.idf_power) * params.kind_weight(kind);
        idf.push(whole(half(weight as f32)));
    }
    let weighted: Vec<_> = counts
        .documents
        .par_iter()
        .map(|document| {
            let known = document.counts.iter().map(|&(term, n)| (numbers[term as usize], n as f32));
            tfidf(known.filter(|&(term, _)| term != u32::MAX).collect(), &idf)
        })
        .collect();
    let mut rows = SparseRows::new(kept.len());
    for row in weighted {
        rows.push(row.values);
    }
    Matrix { terms, idf, rows }
}

/// In how many documents each term stands.
fn document_frequencies(counts: &Counts) -> Vec<u32> {
    let mut frequencies = vec![0_u32; counts.terms.len() as usize];
    for document in &counts.documents {
        for &(term, _) in &document.counts {
            frequencies[term as usize] += 1;
        }
    }
    frequencies
}

/// Terms of enough documents, ascending; the best ones where there are too many.
fn kept_terms(counts: &Counts, frequencies: &[u32], params: &FeatureParams, selection: Selection) -> Vec<u32> {
    let least = params.min_documents.unwrap_or_else(|| default_min_documents(counts));
    let kept = (0..frequencies.len() as u32).filter(|&t| frequencies[t as usize] >= least).collect();
    best(kept, params.max_terms, selection, frequencies, counts)
}

/// Titles have few terms and need them all; of long documents, a term in one of them only says
/// nothing about a topic and costs much.
fn default_min_documents(counts: &Counts) -> u32 {
    const LONG: usize = 200;
    let terms: usize = counts.documents.iter().map(|d| d.counts.len()).sum();
    if terms / counts.len().max(1) >= LONG { 2 } else { 1 }
}

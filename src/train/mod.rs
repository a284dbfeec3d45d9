//! Labelled corpus → model: counts, naive Bayes and its refinement, calibration on held-out folds.

mod folds;
mod matrix;

use linfa::ParamGuard;
use ndarray::{Array2, Axis};
use rayon::prelude::*;

use crate::classify::{Classifier, Prediction, Shares, TopicParams, TopicValidParams, WeightTable, best_scale};
use crate::error::{Error, Result};
use crate::evaluate::Report;
use crate::model::{Model, Thresholds};
use crate::reader::LabelledDocument;
use crate::taxonomy::Taxonomy;
use crate::vectorize::{FeatureParams, Vocabulary};
use matrix::{Matrix, matrix};

/// How a model is trained.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrainParams {
    /// Text → features.
    pub features: FeatureParams,
    /// Features → topics.
    pub topics: TopicParams,
    /// What labelling decides by.
    pub thresholds: Thresholds,
    /// Folds and other limits.
    pub limits: Limits,
}

/// Limits of training.
///
/// | Name | Default | Purpose | Range |
/// |---|---|---|---|
/// | `folds` | 5 | parts that are held out in turn to score and to calibrate | 2 to 20 |
/// | `secondary_share` | 0.1 | weight of a document's further labels, together, in training | 0 to 0.9 |
/// | `model_terms` | 120,000 | terms kept in the model, the most telling ones | 1 or more |
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Parts held out in turn.
    pub folds: usize,
    /// Weight of further labels.
    pub secondary_share: f32,
    /// Terms kept in the model.
    pub model_terms: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { folds: 5, secondary_share: 0.1, model_terms: 120_000 }
    }
}

/// A model and how it did on documents it had not seen.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// Scores over the held-out folds.
    pub held_out: Report,
    /// How the folds were made.
    pub folds: String,
}

/// Trains a model.
///
/// # Errors
/// [`Error::NoDocuments`], [`Error::OneTopic`], [`Error::LoneDocument`], [`Error::UnknownLabel`] when
/// a label is not in `taxonomy`, [`Error::Parameter`], [`Error::Fit`].
pub fn train(documents: &[LabelledDocument], taxonomy: &Taxonomy, params: &TrainParams) -> Result<Trained> {
    let topics = params.topics.clone().check()?;
    if !(2..=20).contains(&params.limits.folds) {
        return Err(Error::Parameter { name: "folds", value: params.limits.folds.to_string(), range: "2 to 20" });
    }
    let labels = numbered_labels(documents, taxonomy, Purpose::Training)?;
    let shares: Vec<Shares> = labels.iter().map(|l| shares_of(l, params.limits.secondary_share)).collect();
    let data = matrix(documents, &params.features);
    let folds = folds::folds(documents, &labels, params.limits.folds, topics.seed());
    let scores = held_out_scores(&data, &shares, taxonomy.len(), &folds.of, folds.count, &topics)?;
    // Probabilities are those of the primary label.
    let primary: Vec<Shares> = labels.iter().map(|l| shares_of(&l[..1], 0.0)).collect();
    let scale = best_scale(&scores, &primary);
    let predictions: Vec<Prediction> =
        scores.axis_iter(Axis(0)).map(|s| Prediction::of(s.iter().map(|x| x * scale).collect())).collect();
    let held_out = Report::of(taxonomy, &labels, &predictions);
    let model = fit_model(data, &shares, taxonomy, params, &topics, scale)?;
    Ok(Trained { model, held_out, folds: folds.description })
}

/// What labels are read for: training needs two topics of two documents each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Training,
    Measuring,
}

/// The documents' labels as topic numbers, the primary one first.
pub(crate) fn numbered_labels(
    documents: &[LabelledDocument],
    taxonomy: &Taxonomy,
    purpose: Purpose,
) -> Result<Vec<Vec<usize>>> {
    if documents.is_empty() {
        return Err(Error::NoDocuments);
    }
    let numbers: std::collections::BTreeMap<&str, usize> =
        taxonomy.topics.iter().enumerate().map(|(n, t)| (t.id.as_str(), n)).collect();
    let mut labels = Vec::with_capacity(documents.len());
    let mut counts = vec![0_usize; taxonomy.len()];
    for (d, document) in documents.iter().enumerate() {
        let own = document.labels.iter().map(|label| {
            numbers.get(label.as_str()).copied().ok_or_else(|| Error::UnknownLabel {
                label: label.clone(),
                document: d + 1,
                known: known_labels(taxonomy),
            })
        });
        let own: Vec<usize> = own.collect::<Result<_>>()?;
        counts[*own.first().ok_or(Error::NoDocuments)?] += 1;
        labels.push(own);
    }
    if purpose == Purpose::Measuring {
        return Ok(labels);
    }
    let seen: Vec<usize> = (0..counts.len()).filter(|&t| counts[t] > 0).collect();
    if let [only] = seen[..] {
        return Err(Error::OneTopic { topic: taxonomy.topics[only].id.clone() });
    }
    if let Some(&lone) = seen.iter().find(|&&t| counts[t] == 1) {
        return Err(Error::LoneDocument { topic: taxonomy.topics[lone].id.clone() });
    }
    Ok(labels)
}

fn known_labels(taxonomy: &Taxonomy) -> String {
    const SHOWN: usize = 25;
    let ids: Vec<&str> = taxonomy.topics.iter().take(SHOWN).map(|t| t.id.as_str()).collect();
    let more = if taxonomy.len() > SHOWN { ", …" } else { "" };
    ids.join(", ") + more
}

fn shares_of(labels: &[usize], secondary: f32) -> Shares {
    match labels {
        [] => Vec::new(),
        [only] => vec![(*only, 1.0)],
        [first, more @ ..] => {
            let each = secondary / more.len() as f32;
            std::iter::once((*first, 1.0 - secondary)).chain(more.iter().map(|&t| (t, each))).collect()
        }
    }
}

/// Scores of every document by a model that has not seen its fold: documents × topics.
fn held_out_scores(
    data: &Matrix,
    shares: &[Shares],
    topics: usize,
    fold_of: &[usize],
    folds: usize,
    params: &TopicValidParams,
) -> Result<Array2<f64>> {
    let mut scores = Array2::zeros((shares.len(), topics));
    let parts: Vec<Vec<(usize, Vec<f64>)>> = (0..folds)
        .into_par_iter()
        .map(|fold| {
            let (out, kept): (Vec<usize>, Vec<usize>) = (0..shares.len()).partition(|&d| fold_of[d] == fold);
            let own: Vec<Shares> = kept.iter().map(|&d| shares[d].clone()).collect();
            let fitted = params.fit_shares(&data.rows.select(&kept), &own, topics, None)?;
            Ok(out
                .into_iter()
                .map(|d| {
                    let (terms, values) = data.rows.row(d);
                    (d, fitted.scores(terms, values))
                })
                .collect())
        })
        .collect::<Result<_>>()?;
    for (d, own) in parts.into_iter().flatten() {
        for (t, score) in own.into_iter().enumerate() {
            scores[[d, t]] = score;
        }
    }
    Ok(scores)
}

/// Fits all documents, scales, centres, keeps the most telling terms and rounds the weights.
fn fit_model(
    data: Matrix,
    shares: &[Shares],
    taxonomy: &Taxonomy,
    params: &TrainParams,
    topics: &TopicValidParams,
    scale: f64,
) -> Result<Model> {
    let fitted = topics.fit_shares(&data.rows, shares, taxonomy.len(), None)?;
    let centred = |row: &[f32]| -> Vec<f32> {
        let mean = row.iter().sum::<f32>() / row.len() as f32;
        row.iter().map(|w| (w - mean) * scale as f32).collect()
    };
    let mut rows: Vec<Vec<f32>> = fitted.weights.axis_iter(Axis(0)).map(|r| centred(&r.to_vec())).collect();
    let prior = centred(&fitted.bias);
    let kept = most_telling(&data, &rows, params.limits.model_terms);
    let mut blob = String::new();
    let mut sizes = [0_u32; crate::vectorize::KINDS];
    for &term in &kept {
        if let Some((kind, text)) = data.vocabulary.term(term as u32) {
            sizes[kind as usize] += 1;
            blob.push_str(text);
            blob.push('\n');
        }
    }
    let weights = WeightTable::from_rows(taxonomy.len(), kept.iter().map(|&t| std::mem::take(&mut rows[t])));
    Ok(Model {
        taxonomy: taxonomy.clone(),
        features: params.features.clone(),
        thresholds: params.thresholds.clone(),
        classifier: Classifier {
            vocabulary: Vocabulary::new(blob.into(), sizes),
            idf: kept.iter().map(|&t| data.idf[t]).collect(),
            weights,
            prior,
            title_weight: params.features.title_weight as f32,
        },
        documents: shares.len() as u32,
    })
}

/// The numbers of the `most` terms whose weights move scores most, ascending: largest weight times
/// the root of the documents it stands in.
fn most_telling(data: &Matrix, rows: &[Vec<f32>], most: usize) -> Vec<usize> {
    let mut documents = vec![0.0_f32; rows.len()];
    for (terms, values) in data.rows.iter() {
        for (&term, &value) in terms.iter().zip(values) {
            documents[term as usize] += value * value;
        }
    }
    let mut ranked: Vec<(f32, usize)> = rows
        .iter()
        .enumerate()
        .map(|(t, row)| {
            let largest = row.iter().fold(0.0_f32, |m, w| m.max(w.abs()));
            (largest * documents[t].sqrt(), t)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut kept: Vec<usize> = ranked.into_iter().take(most).map(|(_, t)| t).collect();
    kept.sort_unstable();
    kept
}

/// The documents the default model is trained on: those below `corpus/` in a data folder, grouped
/// by the sub-folder (the hand that wrote them).
///
/// # Errors
/// [`Error::Io`] without such a folder, and those of
/// [`read_labelled`](crate::reader::read_labelled).
pub fn default_corpus(data: &std::path::Path) -> Result<Vec<LabelledDocument>> {
    let corpus = data.join("corpus");
    let mut batches: Vec<_> = std::fs::read_dir(&corpus)
        .map_err(|e| Error::io(&corpus, e))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    batches.sort();
    let mut documents = Vec::new();
    for batch in batches {
        let group = batch.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let own = crate::reader::read_labelled(&batch, None)?;
        documents.extend(own.into_iter().map(|d| LabelledDocument { group: group.clone(), ..d }));
    }
    Ok(documents)
}

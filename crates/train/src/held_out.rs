//! Predictions of documents by models that have not seen them.

use linfa::ParamGuard;
use ndarray::Axis;

use super::folds::folds;
use super::matrix::matrix;
use super::{Counts, Purpose, TrainParams, held_out_scores, numbered_labels, shares_of};
use crate::fit::{Shares, best_scale};
use crate::labelled::LabelledDocument;
use jzclass::error::Result;
use jzclass::taxonomy::Taxonomy;
use jzclass::topics::Prediction;

/// Predicts each document by a model trained on the other folds; its probabilities are scaled over all
/// of them, as a model's are.
///
/// The folds are those of [`train`](super::train), but every one is held out, however many documents there
/// are. Gives the documents' numbers (0-based, ascending) with their predictions; documents that are
/// sampled from term tables are never held out and are left out.
///
/// # Errors
/// Those of [`train`](super::train).
pub fn held_out(
    documents: &[LabelledDocument],
    taxonomy: &Taxonomy,
    params: &TrainParams,
) -> Result<Vec<(usize, Prediction)>> {
    let topics = params.topics.clone().check()?;
    params.limits.checked()?;
    numbered_labels(documents.iter().map(|d| &d.labels[..]), taxonomy, Purpose::Training)?;
    // Counts keep documents in an order of their own; a mark behind the group tells which is which and
    // does not change that order.
    let marked: Vec<LabelledDocument> = documents
        .iter()
        .enumerate()
        .map(|(n, d)| LabelledDocument { group: format!("{}{MARK}{n:012}", d.group), ..d.clone() })
        .collect();
    let counts = Counts::of(&marked, params.features.checked()?);
    drop(marked);
    let (groups, numbers): (Vec<&str>, Vec<usize>) = counts
        .documents
        .iter()
        .map(|d| d.group.rsplit_once(MARK).map_or((&d.group[..], 0), |(group, n)| (group, n.parse().unwrap_or(0))))
        .unzip();
    let labels = numbered_labels(counts.documents.iter().map(|d| &d.labels[..]), taxonomy, Purpose::Training)?;
    let shares: Vec<Shares> = labels.iter().map(|l| shares_of(l, params.limits.secondary_share)).collect();
    let data = matrix(&counts, &params.features, params.limits.selection);
    let mut folds = folds(&groups, &labels, params.limits.folds, topics.seed());
    folds.hold_out_all();
    let (documents, scores) = held_out_scores(&data, &shares, taxonomy.len(), &folds, &topics)?;
    let primary: Vec<Shares> = documents.iter().map(|&d| shares_of(&labels[d][..1], 0.0)).collect();
    let scale = best_scale(&scores, &primary);
    let mut predictions: Vec<(usize, Prediction)> = documents
        .iter()
        .zip(scores.axis_iter(Axis(0)))
        .map(|(&d, row)| (numbers[d], Prediction::of(row.iter().map(|x| x * scale).collect())))
        .collect();
    predictions.sort_by_key(|&(n, _)| n);
    Ok(predictions)
}

/// Stands between a document's group and its number.
const MARK: char = '\0';

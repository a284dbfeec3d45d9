//! Learning from documents without labels: expectation–maximisation with naive Bayes (Nigam et al.,
//! *Text Classification from Labeled and Unlabeled Documents using EM*, 2000), with a
//! safeguard.
//!
//! Naive Bayes of the labelled documents gives each unlabelled one its share of every topic; naive Bayes
//! is fitted anew on both, and so on for some rounds. The refinement then sees all documents, the
//! unlabelled ones by their shares and at less than full weight.
//!
//! Unlabelled documents harm where they are of other matters than the labelled ones. Hence the
//! safeguard: labelled documents are held out, and scored both ways by models that have not seen them.
//! What is unlabelled is used only where more of them become right than wrong, by more than the standard
//! error of that difference, and their macro-F1 does not fall.

use linfa::ParamGuard;
use ndarray::{Array2, Axis};
use rayon::prelude::*;

use super::matrix::{Matrix, matrix};
use super::{Counts, TrainParams, Trained, TrainingSet, rounded, training_set};
use crate::evaluate::Report;
use crate::fit::{LinearTopics, Shares, SparseRows, TopicValidParams};
use crate::labelled::LabelledDocument;
use jzclass::error::Result;
use jzclass::read::ArticleRow;
use jzclass::taxonomy::Taxonomy;
use jzclass::topics::softmax;
use jzclass::vectorize::FeatureParams;

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 5;
/// Shares below this are left out.
const LEAST_SHARE: f64 = 0.02;

/// What unlabelled documents brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Gain {
    /// How many unlabelled documents there were.
    pub documents: usize,
    /// Held-out scores of the labelled documents without the unlabelled ones.
    pub without: Report,
    /// Held-out scores of the same documents with them.
    pub with: Report,
    /// Held-out documents that became right.
    pub became_right: usize,
    /// Held-out documents that became wrong.
    pub became_wrong: usize,
    /// Whether the model uses the unlabelled documents.
    pub kept: bool,
}

impl Gain {
    /// More became right than wrong, by more than the standard error of the difference under no gain,
    /// `√(right + wrong)` (that of a sign test), and macro-F1 did not fall.
    fn holds(&self) -> bool {
        let gained = self.became_right as f64 - self.became_wrong as f64;
        gained > ((self.became_right + self.became_wrong) as f64).sqrt() && self.with.macro_f1 >= self.without.macro_f1
    }
}

impl Counts {
    /// Counts the terms of documents without labels, for [`train_unlabelled`].
    pub fn of_unlabelled(documents: &[ArticleRow], params: &FeatureParams) -> Self {
        let documents: Vec<LabelledDocument> = documents
            .iter()
            .map(|row| LabelledDocument {
                title: row.title.clone().unwrap_or_default(),
                text: row.text.clone(),
                labels: Vec::new(),
                group: String::new(),
            })
            .collect();
        Self::of(&documents, params)
    }
}

/// Trains a model on labelled and unlabelled documents, or on the labelled ones alone where the others
/// bring no held-out gain.
///
/// # Errors
/// Those of [`train_counts`](super::train_counts) and of [`Counts::merge`].
pub fn train_unlabelled(
    labelled: &Counts,
    unlabelled: &Counts,
    taxonomy: &Taxonomy,
    params: &TrainParams,
) -> Result<(Trained, Gain)> {
    let set = training_set(labelled, taxonomy, params)?;
    // Documents without labels come first, the others stay in their order.
    let merged = Counts::merge(&[labelled.clone(), unlabelled.clone()])?;
    let mixture = Mixture {
        data: matrix(&merged, &params.features, params.limits.selection),
        free: unlabelled.len(),
        topics: taxonomy.len(),
        weight: params.limits.unlabelled_weight,
        bayes: params.topics.clone().epochs(0).check()?,
        full: set.topics.clone(),
    };
    drop(merged);
    let plain = set.held_out(taxonomy.len())?;
    let enlarged = mixture.held_out(&set)?;
    let (became_right, became_wrong) = changes(&set.labels, &plain, &enlarged);
    let (without, plain_scale) = set.judge(plain, taxonomy, params);
    let (with, scale) = set.judge(enlarged, taxonomy, params);
    let mut gain = Gain { documents: unlabelled.len(), without, with, became_right, became_wrong, kept: false };
    gain.kept = gain.holds();
    let folds = set.folds.description.clone();
    let (model, held_out) = if gain.kept {
        let fitted = mixture.fit(&mixture.data.rows, &set.shares)?;
        (rounded(mixture.data, fitted, taxonomy, params, scale), gain.with.clone())
    } else {
        let fitted = set.topics.fit_shares(&set.data.rows, &set.shares, taxonomy.len())?;
        (rounded(set.data, fitted, taxonomy, params, plain_scale), gain.without.clone())
    };
    Ok((Trained { model, held_out, folds }, gain))
}

/// Held-out scores: the documents' numbers, and documents × topics.
type Scored = (Vec<usize>, Array2<f64>);

/// How many held-out documents became right and how many wrong.
fn changes(labels: &[Vec<usize>], before: &Scored, after: &Scored) -> (usize, usize) {
    let right = |scored: &Scored| -> Vec<bool> {
        let best = |row: ndarray::ArrayView1<f64>| {
            // Of equal scores the first, as in a ranking.
            (0..row.len()).rev().max_by(|&a, &b| row[a].total_cmp(&row[b]))
        };
        let rows = scored.1.axis_iter(Axis(0));
        scored.0.iter().zip(rows).map(|(&d, row)| best(row) == labels[d].first().copied()).collect()
    };
    let pairs: Vec<(bool, bool)> = right(before).into_iter().zip(right(after)).collect();
    let count = |pair: (bool, bool)| pairs.iter().filter(|&&p| p == pair).count();
    (count((false, true)), count((true, false)))
}

/// Documents without labels, the first `free` rows, and labelled ones behind them.
struct Mixture {
    data: Matrix,
    free: usize,
    topics: usize,
    /// Weight of a document without a label.
    weight: f32,
    bayes: TopicValidParams,
    full: TopicValidParams,
}

impl Mixture {
    /// Fits rows of which the last ones have the shares given.
    fn fit(&self, rows: &SparseRows, labelled: &[Shares]) -> Result<LinearTopics> {
        let own: Vec<usize> = (self.free..rows.len()).collect();
        let seen = rows.select(&own);
        let mut known = seen.known_terms();
        let mut fitted = self.bayes.fit_shares(&seen, labelled, self.topics)?;
        drop(seen);
        let mut shares: Vec<Shares> = Vec::new();
        for _ in 0..ROUNDS {
            shares = (0..self.free).into_par_iter().map(|d| self.guess(&fitted, rows.row(d), &known)).collect();
            shares.extend_from_slice(labelled);
            fitted = self.bayes.fit_shares(rows, &shares, self.topics)?;
            known.fill(true);
        }
        self.full.fit_shares(rows, &shares, self.topics)
    }

    /// The shares of a document without a label.
    fn guess(&self, fitted: &LinearTopics, row: (&[u32], &[f32]), known: &[bool]) -> Shares {
        let probabilities = softmax(&fitted.scores_of_known(row, known));
        let kept: Vec<(usize, f64)> =
            probabilities.into_iter().enumerate().filter(|&(_, p)| p >= LEAST_SHARE).collect();
        let sum: f64 = kept.iter().map(|&(_, p)| p).sum();
        kept.into_iter().map(|(topic, p)| (topic, (p / sum) as f32 * self.weight)).collect()
    }

    /// Scores of the labelled documents that are held out.
    fn held_out(&self, set: &TrainingSet) -> Result<Scored> {
        let mut all: Vec<(usize, Vec<f64>)> = Vec::new();
        for fold in 0..set.folds.held_out {
            let (out, kept): (Vec<usize>, Vec<usize>) = (0..set.shares.len()).partition(|&d| set.folds.of[d] == fold);
            let own: Vec<Shares> = kept.iter().map(|&d| set.shares[d].clone()).collect();
            let chosen: Vec<usize> = (0..self.free).chain(kept.iter().map(|&d| self.free + d)).collect();
            let seen = self.data.rows.select(&chosen);
            let fitted = self.fit(&seen, &own)?;
            let known = seen.known_terms();
            let score = |&d: &usize| (d, fitted.scores_of_known(self.data.rows.row(self.free + d), &known));
            all.extend(out.iter().map(score));
        }
        all.sort_by_key(|&(d, _)| d);
        let scores = Array2::from_shape_fn((all.len(), self.topics), |(i, t)| all[i].1[t]);
        Ok((all.into_iter().map(|(d, _)| d).collect(), scores))
    }
}

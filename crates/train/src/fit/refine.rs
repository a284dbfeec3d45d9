//! Naive Bayes refined: a softmax regression that starts from the naive-Bayes scores.
//!
//! Naive Bayes counts evidence twice where terms come together. The refinement adds to its weights
//! a correction `V`, fitted by minimising the log-loss of `softmax(t·S + V·x + b)` with AdaGrad
//! (Duchi, Hazan & Singer, JMLR 2011), where `S` are the documents' naive-Bayes scores **with the
//! document itself left out** of the counts: scores with it in would look better than they are on
//! any new document, and the correction would trust them too much. Wang & Manning (ACL 2012) found
//! the same marriage of generative and discriminative weights the strongest baseline for short texts.
//!
//! The steps run in one fixed order, so that the result is the same on any number of threads.

use libm::{exp, exp2, log, logf};
use linfa::dataset::{DatasetBase, Records};
use linfa::traits::Fit;
use ndarray::{Array1, Array2, Axis};
use rayon::prelude::*;

use super::bayes::{class_sums, complement_weights};
use super::params::{TopicParams, TopicValidParams};
use super::rows::{Packed, SparseRows};
use super::sgd::{Correction, descend};
use jzclass::error::{Error, Result};

/// The topics of one document and their shares, which add up to the document's weight: 1, less for a guess.
pub type Shares = Vec<(usize, f32)>;

/// A linear scorer: a document's score for a topic is `bias + Σ x · w`.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearTopics {
    /// A row a term, a column a topic.
    pub weights: Array2<f32>,
    /// Log-odds of each topic before reading.
    pub bias: Vec<f32>,
}

impl LinearTopics {
    /// Scores of one row.
    pub fn scores(&self, terms: &[u32], values: &[f32]) -> Vec<f64> {
        let mut scores: Vec<f64> = self.bias.iter().map(|&b| f64::from(b)).collect();
        for (&term, &value) in terms.iter().zip(values) {
            if (term as usize) < self.weights.nrows() {
                for (score, &w) in scores.iter_mut().zip(self.weights.row(term as usize)) {
                    *score += f64::from(value) * f64::from(w);
                }
            }
        }
        scores
    }
}

impl LinearTopics {
    /// Scores of a row whose unknown terms are left out and whose length is 1 again, as it would be
    /// for a model that never saw them.
    pub(crate) fn scores_of_known(&self, (terms, values): (&[u32], &[f32]), known: &[bool]) -> Vec<f64> {
        let own: Vec<(u32, f32)> = terms
            .iter()
            .zip(values)
            .filter(|&(&term, _)| known.get(term as usize).is_some_and(|k| *k))
            .map(|(&term, &value)| (term, value))
            .collect();
        let length = own.iter().map(|&(_, v)| v * v).sum::<f32>().sqrt();
        let (terms, values): (Vec<u32>, Vec<f32>) = own.into_iter().map(|(t, v)| (t, v / length)).unzip();
        self.scores(&terms, &values)
    }
}

impl TopicValidParams {
    /// Fits topics to rows whose shares are given.
    ///
    /// # Errors
    /// [`Error::NoDocuments`] without rows, and the errors of linfa-bayes as [`Error::Fit`].
    pub(crate) fn fit_shares(&self, rows: &SparseRows, shares: &[Shares], topics: usize) -> Result<LinearTopics> {
        let features = rows.features();
        if rows.is_empty() || topics == 0 {
            return Err(Error::NoDocuments);
        }
        let packed = rows.packed();
        let rows = &packed.rows;
        let sums = class_sums(rows, shares, topics);
        let bayes = complement_weights(&sums, self.alpha())?;
        let left_out = left_out_scores(&packed, shares, &sums, self.alpha());
        drop(sums);
        let best = best_scale(&left_out, shares);
        let scale = if self.epochs() == 0 { best } else { best * self.bayes_share() };
        let offsets = left_out.mapv(|s| (s * scale) as f32);
        drop(left_out);
        let Correction { weights: corrections, bias } = descend(&packed, shares, &offsets, self);
        let mut weights = Array2::zeros((features, topics));
        for ((&term, correction), bayes) in packed.terms.iter().zip(corrections.rows()).zip(bayes.rows()) {
            for ((w, &c), &b) in weights.row_mut(term as usize).iter_mut().zip(&correction).zip(&bayes) {
                *w = c + b * scale as f32;
            }
        }
        Ok(LinearTopics { weights, bias })
    }
}

/// Why linfa's [`Fit`] failed.
#[derive(Debug, thiserror::Error)]
pub enum FitError {
    /// The rows or the parameters cannot be fitted.
    #[error(transparent)]
    Data(#[from] Error),
    /// linfa refused the data.
    #[error(transparent)]
    Linfa(#[from] linfa::Error),
}

impl Fit<SparseRows, Array1<usize>, FitError> for TopicValidParams {
    type Object = LinearTopics;

    /// Fits one topic a row; topics are numbered from 0.
    fn fit(&self, dataset: &DatasetBase<SparseRows, Array1<usize>>) -> Result<LinearTopics, FitError> {
        let topics = dataset.targets().iter().max().map_or(0, |&t| t + 1);
        if dataset.targets().len() != dataset.records().nsamples() {
            return Err(Error::Fit { cause: "as many targets as rows are needed".into() }.into());
        }
        let shares: Vec<Shares> = dataset.targets().iter().map(|&t| vec![(t, 1.0)]).collect();
        Ok(self.fit_shares(dataset.records(), &shares, topics)?)
    }
}

impl TopicParams {
    /// The default parameters.
    ///
    /// ```
    /// use jzclass_train::fit::{SparseRows, TopicParams};
    /// use linfa::prelude::*;
    /// let mut rows = SparseRows::new(2);
    /// for row in [[(0, 1.0), (1, 0.2)], [(0, 0.9), (1, 0.1)], [(0, 0.1), (1, 1.0)], [(0, 0.2), (1, 0.8)]] {
    ///     rows.push(row);
    /// }
    /// let topics = TopicParams::new().fit(&DatasetBase::new(rows, ndarray::arr1(&[0_usize, 0, 1, 1])))?;
    /// let scores = topics.scores(&[0], &[1.0]);
    /// assert!(scores[0] > scores[1]);
    /// # Ok::<(), jzclass_train::fit::FitError>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }
}

/// Complement naive-Bayes scores of every document with the document itself taken out of the
/// counts, centred: documents × topics.
fn left_out_scores(packed: &Packed, shares: &[Shares], sums: &Array2<f64>, alpha: f64) -> Array2<f64> {
    let rows = &packed.rows;
    let (terms, topics) = sums.dim();
    let total = sums.sum_axis(Axis(1));
    let others: Vec<f64> = {
        let all = total.sum();
        sums.sum_axis(Axis(0)).iter().map(|own| all - own).collect()
    };
    let mut scores = Array2::zeros((rows.len(), topics));
    scores.axis_iter_mut(Axis(0)).into_par_iter().enumerate().for_each(|(i, mut out)| {
        let (own_terms, values) = rows.row(i);
        let length: f64 = values.iter().map(|&v| f64::from(v)).sum();
        // Of topic t's complement, the document is the share that is not t's.
        let weight = weight_of(&shares[i]);
        let mut outside = vec![weight; topics];
        for &(topic, share) in &shares[i] {
            outside[topic] -= f64::from(share);
        }
        let mut sum = vec![0.0; topics];
        // A term of this document alone is left with nothing, for every topic alike.
        for (&term, &value) in own_terms.iter().zip(values).filter(|&(&term, _)| (term as usize) < packed.shared) {
            let value = f64::from(value);
            let all = total[term as usize];
            let part = |n: f64| value * f64::from(logf((n.max(0.0) + alpha) as f32));
            // Most terms stand in few topics: the others share one logarithm.
            let elsewhere = part(all - weight * value);
            for ((s, &own), &out) in sum.iter_mut().zip(sums.row(term as usize)).zip(&outside) {
                *s -= if own <= 0.0 && out >= weight { elsewhere } else { part(all - own - out * value) };
            }
        }
        for (topic, s) in sum.iter_mut().enumerate() {
            let size = others[topic] - outside[topic] * length + alpha * terms as f64;
            *s += length * log(size);
        }
        let mean = sum.iter().sum::<f64>() / topics as f64;
        for (o, s) in out.iter_mut().zip(&sum) {
            *o = s - mean;
        }
    });
    scores
}

/// The weight of a document: the sum of its shares, 1 but for rounding unless it is a guess.
pub(super) fn weight_of(shares: &Shares) -> f64 {
    let sum: f64 = shares.iter().map(|&(_, share)| f64::from(share)).sum();
    if (sum - 1.0).abs() < 1e-4 { 1.0 } else { sum }
}

/// The scale of scores under which their softmax loses least on the documents' topics.
///
/// Golden-section search over the logarithm of the scale: the loss is convex in the scale.
pub(crate) fn best_scale(scores: &Array2<f64>, shares: &[Shares]) -> f64 {
    const RATIO: f64 = 0.618_033_988_749_895;
    let loss = |log2_scale: f64| log_loss(scores, shares, exp2(log2_scale));
    let (mut low, mut high) = (-6.0, 9.0);
    let (mut left, mut right) = (high - RATIO * (high - low), low + RATIO * (high - low));
    let (mut at_left, mut at_right) = (loss(left), loss(right));
    for _ in 0..24 {
        if at_left <= at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - RATIO * (high - low);
            at_left = loss(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + RATIO * (high - low);
            at_right = loss(right);
        }
    }
    exp2(f64::midpoint(low, high))
}

/// Mean log-loss of `softmax(scale · scores)`.
fn log_loss(scores: &Array2<f64>, shares: &[Shares], scale: f64) -> f64 {
    let losses: Vec<f64> = (0..scores.nrows())
        .into_par_iter()
        .map(|i| {
            let row = scores.row(i);
            let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max) * scale;
            let sum: f64 = row.iter().map(|&s| exp(s * scale - most)).sum();
            let normal = most + log(sum);
            shares[i].iter().map(|&(t, share)| f64::from(share) * (normal - scale * row[t])).sum()
        })
        .collect();
    // Summed in one order, so that the result does not depend on the threads.
    losses.iter().sum::<f64>() / losses.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_scale_is_that_of_the_odds() {
        // Two of three documents with score difference 1 belong to the first topic: e^t = 2.
        let scores = ndarray::arr2(&[[1.0, 0.0], [1.0, 0.0], [1.0, 0.0]]);
        let shares: Vec<Shares> = [0, 0, 1].iter().map(|&t| vec![(t, 1.0)]).collect();
        assert!((best_scale(&scores, &shares) - 2.0_f64.ln()).abs() < 1e-4);
    }
}

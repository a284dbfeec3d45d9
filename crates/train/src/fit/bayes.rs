//! Naive Bayes by linfa-bayes, of which this is the only user.
//!
//! Multinomial naive Bayes depends on its documents through their sums alone, so it is fitted on one
//! row a class, the sums of the class's TF-IDF rows: the feature log-probabilities are those of
//! fitting all rows, without a dense documents × vocabulary array. The complement form (Rennie,
//! Shih, Teevan & Karger, *Tackling the Poor Assumptions of Naive Bayes Text Classifiers*, ICML
//! 2003) fits each class on the sums of all **other** classes and turns the sign: it does not
//! favour the larger classes.

use linfa::prelude::*;
use linfa_bayes::MultinomialNb;
use ndarray::{Array1, Array2, Axis};
use serde::Deserialize;

use super::rows::SparseRows;
use jzclass::error::{Error, Result};

/// What linfa-bayes learned of one class, as it serialises it.
#[derive(Deserialize)]
struct Fitted {
    class_info: Vec<(usize, ClassInfo)>,
}

#[derive(Deserialize)]
struct ClassInfo {
    #[serde(rename = "class_count")]
    _class_count: usize,
    #[serde(rename = "prior")]
    _prior: f64,
    #[serde(rename = "feature_count")]
    _feature_count: Array1<f64>,
    feature_log_prob: Array1<f64>,
}

/// Sums of the rows of each class, weighted by the documents' shares in it: terms × topics.
pub(crate) fn class_sums(rows: &SparseRows, shares: &[Vec<(usize, f32)>], topics: usize) -> Array2<f64> {
    let mut sums = Array2::zeros((rows.features(), topics));
    for ((terms, values), shares) in rows.iter().zip(shares) {
        for (&term, &value) in terms.iter().zip(values) {
            for &(topic, share) in shares {
                sums[[term as usize, topic]] += f64::from(share) * f64::from(value);
            }
        }
    }
    sums
}

/// Smoothed log-probabilities of the terms in one class, given its sums.
///
/// `ln p = ln((n + alpha) / (N + alpha · terms))`, n a term's sum and N that of all.
///
/// # Errors
/// [`Error::Fit`] when linfa-bayes refuses the data.
pub(crate) fn log_probabilities(sums: Array1<f64>, alpha: f64) -> Result<Array1<f64>> {
    let fail = |e: &dyn std::fmt::Display| Error::Fit { cause: e.to_string() };
    let dataset = Dataset::new(sums.insert_axis(Axis(0)), Array1::from_elem(1, 0_usize));
    let params = MultinomialNb::<f64, usize>::params().alpha(alpha).check().map_err(|e| fail(&e))?;
    let fitted = params.fit(&dataset).map_err(|e| fail(&e))?;
    // Its log-probabilities are private, but it serialises them.
    let bytes = postcard::to_stdvec(&fitted).map_err(|e| fail(&e))?;
    let fitted: Fitted = postcard::from_bytes(&bytes).map_err(|e| fail(&e))?;
    let class = fitted.class_info.into_iter().next().ok_or_else(|| fail(&"it knows no class"))?;
    Ok(class.1.feature_log_prob)
}

/// Weights of complement naive Bayes, centred over the topics: terms × topics.
///
/// # Errors
/// Those of [`log_probabilities`].
pub(crate) fn complement_weights(sums: &Array2<f64>, alpha: f64) -> Result<Array2<f32>> {
    let total = sums.sum_axis(Axis(1));
    let mut weights = Array2::zeros(sums.dim());
    for topic in 0..sums.ncols() {
        // Differences of equal sums can come out a hair below zero.
        let complement = (&total - &sums.column(topic)).mapv_into(|n| n.max(0.0));
        let fitted = log_probabilities(complement, alpha)?;
        weights.column_mut(topic).zip_mut_with(&fitted, |w, &p| *w = -p as f32);
    }
    for mut row in weights.rows_mut() {
        let mean = row.sum() / row.len() as f32;
        row -= mean;
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    // scikit-learn 1.5:
    //   from sklearn.naive_bayes import MultinomialNB, ComplementNB; import numpy as np
    //   X = np.array([[2., 1, 0], [1, 0, 0], [0, 1, 3], [0, 0, 1]]); y = [0, 0, 1, 1]
    //   MultinomialNB(alpha=0.5).fit(X, y).feature_log_prob_
    //   -ComplementNB(alpha=0.5, norm=False).fit(X, y).feature_log_prob_  (then centred)
    #[test]
    fn as_scikit_learn_has_it() {
        let mut rows = SparseRows::new(3);
        rows.push([(0, 2.0), (1, 1.0)]);
        rows.push([(0, 1.0)]);
        rows.push([(1, 1.0), (2, 3.0)]);
        rows.push([(2, 1.0)]);
        let shares: Vec<Vec<(usize, f32)>> = [0, 0, 1, 1].iter().map(|&t| vec![(t, 1.0)]).collect();
        let sums = class_sums(&rows, &shares, 2);
        let ln = |a: f64, b: f64| (a / b).ln();
        let wanted = array![[ln(3.5, 5.5), ln(1.5, 5.5), ln(0.5, 5.5)], [ln(0.5, 6.5), ln(1.5, 6.5), ln(4.5, 6.5)]];
        for topic in 0..2 {
            let found = log_probabilities(sums.column(topic).to_owned(), 0.5).unwrap();
            assert!((&found - &wanted.row(topic)).iter().all(|d| d.abs() < 1e-12), "{found}");
        }
        let weights = complement_weights(&sums, 0.5).unwrap();
        let half = (wanted.row(0).to_owned() - wanted.row(1)) / 2.0;
        assert!((weights.column(0).mapv(f64::from) - &half).iter().all(|d| d.abs() < 1e-6), "{weights}");
    }
}

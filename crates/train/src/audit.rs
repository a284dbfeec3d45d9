//! Which labels held-out predictions contradict: confident learning.
//!
//! After C. Northcutt, L. Jiang and I. Chuang, "Confident learning: estimating uncertainty in dataset
//! labels", JAIR 70 (2021): a model that has not seen a document counts as confident of a class when it
//! gives it at least the probability it gives on average to the documents that carry the class's label.

use jzclass::topics::Prediction;

/// A document whose label is probably wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspect {
    /// Number of the document, as the predictions number it.
    pub document: usize,
    /// Its (primary) label.
    pub label: usize,
    /// The topic it probably has.
    pub suggested: usize,
    /// Held-out probability of the label.
    pub label_probability: f64,
    /// Held-out probability of the suggested topic.
    pub suggested_probability: f64,
}

impl Suspect {
    /// The normalised margin: probability of the label less that of the suggested topic, -1 to 1; the
    /// lower, the surer the contradiction.
    pub fn margin(&self) -> f64 {
        self.label_probability - self.suggested_probability
    }
}

/// The documents whose labels held-out predictions contradict, the surest contradiction first.
///
/// `predictions` holds document numbers and their held-out predictions
/// ([`held_out`](crate::held_out)), `labels` the topic numbers of every document, the primary first.
///
/// - A topic's threshold is its mean self-confidence: the mean of its probability over the documents that
///   have it as primary label.
/// - Of the topics whose probability reaches their threshold, the likeliest is suggested; a document is a
///   suspect when that is neither its primary label nor one of its further labels.
/// - Suspects are ranked by [`Suspect::margin`], those alike by number.
pub fn suspects(labels: &[Vec<usize>], predictions: &[(usize, Prediction)]) -> Vec<Suspect> {
    let thresholds = self_confidence(labels, predictions);
    let mut found: Vec<Suspect> = predictions
        .iter()
        .filter_map(|(document, prediction)| {
            let own = labels.get(*document)?;
            let &label = own.first()?;
            let confident = |&t: &usize| {
                let threshold = thresholds.get(t).copied().flatten();
                threshold.is_some_and(|threshold| prediction.probabilities[t] >= threshold)
            };
            let suggested = prediction.ranking().into_iter().find(confident)?;
            (!own.contains(&suggested)).then(|| Suspect {
                document: *document,
                label,
                suggested,
                label_probability: prediction.probabilities.get(label).copied().unwrap_or(0.0),
                suggested_probability: prediction.probabilities[suggested],
            })
        })
        .collect();
    found.sort_by(|a, b| a.margin().total_cmp(&b.margin()).then(a.document.cmp(&b.document)));
    found
}

/// Mean probability of each topic over the documents labelled with it; none for a topic without any.
fn self_confidence(labels: &[Vec<usize>], predictions: &[(usize, Prediction)]) -> Vec<Option<f64>> {
    let topics = predictions.first().map_or(0, |(_, p)| p.probabilities.len());
    let mut sums = vec![(0.0_f64, 0_usize); topics];
    for (document, prediction) in predictions {
        let label = labels.get(*document).and_then(|l| l.first());
        if let Some((sum, &p)) = label.and_then(|&l| Some((sums.get_mut(l)?, prediction.probabilities.get(l)?))) {
            *sum = (sum.0 + p, sum.1 + 1);
        }
    }
    sums.into_iter().map(|(sum, n)| (n > 0).then(|| sum / n as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prediction(probabilities: &[f64]) -> Prediction {
        Prediction { scores: probabilities.iter().map(|p| p.ln()).collect(), probabilities: probabilities.to_vec() }
    }

    #[test]
    fn thresholds_are_mean_self_confidence() {
        let labels = [vec![0], vec![0], vec![1], vec![0, 1], vec![0], vec![0]];
        let predictions: Vec<(usize, Prediction)> = [
            [0.90, 0.08, 0.02],
            [0.20, 0.75, 0.05], // says 1, at least as surely as of the documents of 1
            [0.25, 0.70, 0.05], // sets the threshold of 1
            [0.10, 0.85, 0.05], // says 1, which is a further label
            [0.35, 0.60, 0.05], // says 1, but not surely enough
            [0.02, 0.08, 0.90], // says 2, which nobody has
        ]
        .iter()
        .map(|p| prediction(p))
        .enumerate()
        .collect();
        let found = suspects(&labels, &predictions);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].document, found[0].label, found[0].suggested), (1, 0, 1));
        assert!((found[0].margin() + 0.55).abs() < 1e-12);
        assert!(suspects(&[], &[]).is_empty());
    }
}

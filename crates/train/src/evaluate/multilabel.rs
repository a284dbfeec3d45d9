//! Scores over all the topics of a document, not the first alone.

use serde::Serialize;

use jzclass::topics::Prediction;

/// Scores of sets and rankings of topics, all between 0 and 1.
///
/// A document has `G` gold topics (primary and further labels) and is assigned `A`: its first topic and
/// those whose probability reaches the secondary threshold. F1 are those of scikit-learn's `f1_score`
/// (`average=` micro, macro, samples); precision and nDCG those that Annif's `eval` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MultiLabel {
    /// Probability from which a topic after the first was assigned.
    pub secondary: f64,
    /// Documents with more than one label.
    pub documents: usize,
    /// Over all documents together: `2 Σ|G ∩ A| / Σ(|G| + |A|)`.
    pub micro_f1: f64,
    /// Mean over the topics that are anyone's label or were assigned of each topic's F1.
    pub macro_f1: f64,
    /// Mean over documents of `2 |G ∩ A| / (|G| + |A|)`.
    pub sample_f1: f64,
    /// Share of documents whose likeliest topic is in `G`.
    pub precision_at_1: f64,
    /// Mean over documents of the share of their three likeliest topics that are in `G`.
    pub precision_at_3: f64,
    /// Mean over documents of the discounted cumulative gain of the full ranking, `Σ 1 / log2(rank + 1)`
    /// over the ranks of `G`, against that of a ranking with `G` in front (Järvelin & Kekäläinen 2002).
    pub ndcg: f64,
    /// The same over the first five ranks.
    pub ndcg_at_5: f64,
}

impl MultiLabel {
    /// Scores predictions against labels, topics from the probability `secondary` on being assigned.
    ///
    /// `topics` is the number of topics, above every label's; labels may stand behind those that the
    /// predictions know, which no ranking can then reach. None when no document has more than one label.
    pub fn of(topics: usize, labels: &[Vec<usize>], predictions: &[Prediction], secondary: f64) -> Option<Self> {
        let several = labels.iter().filter(|l| l.len() > 1).count();
        if several == 0 {
            return None;
        }
        let mut counts = vec![Counts::default(); topics];
        let mut sums = [0.0_f64; 5];
        for (gold, prediction) in labels.iter().zip(predictions) {
            let ranking = prediction.ranking();
            let assigned = assigned(prediction, &ranking, secondary);
            let both = assigned.iter().filter(|t| gold.contains(t)).count();
            for &t in gold {
                counts[t].gold += 1;
                counts[t].both += usize::from(assigned.contains(&t));
            }
            for &t in assigned {
                counts[t].assigned += 1;
            }
            let each = [
                f1(both, gold.len(), assigned.len()),
                precision(gold, &ranking, 1),
                precision(gold, &ranking, 3),
                ndcg(gold, &ranking, topics),
                ndcg(gold, &ranking, 5),
            ];
            for (sum, value) in sums.iter_mut().zip(each) {
                *sum += value;
            }
        }
        let documents = labels.len().min(predictions.len()).max(1) as f64;
        let [sample_f1, precision_at_1, precision_at_3, ndcg, ndcg_at_5] = sums.map(|s| s / documents);
        let all = |of: fn(&Counts) -> usize| counts.iter().map(of).sum::<usize>();
        let occurring: Vec<&Counts> = counts.iter().filter(|c| c.gold + c.assigned > 0).collect();
        let per_topic: f64 = occurring.iter().map(|c| f1(c.both, c.gold, c.assigned)).sum();
        Some(Self {
            secondary,
            documents: several,
            micro_f1: f1(all(|c| c.both), all(|c| c.gold), all(|c| c.assigned)),
            macro_f1: per_topic / occurring.len().max(1) as f64,
            sample_f1,
            precision_at_1,
            precision_at_3,
            ndcg,
            ndcg_at_5,
        })
    }
}

#[derive(Clone, Default)]
struct Counts {
    gold: usize,
    assigned: usize,
    both: usize,
}

/// The first topic and those behind it that reach the threshold.
fn assigned<'r>(prediction: &Prediction, ranking: &'r [usize], secondary: f64) -> &'r [usize] {
    let more = ranking.iter().skip(1).take_while(|&&t| prediction.probabilities[t] >= secondary).count();
    &ranking[..(1 + more).min(ranking.len())]
}

fn f1(both: usize, gold: usize, assigned: usize) -> f64 {
    if gold + assigned == 0 { 0.0 } else { 2.0 * both as f64 / (gold + assigned) as f64 }
}

fn precision(gold: &[usize], ranking: &[usize], most: usize) -> f64 {
    let first = &ranking[..most.min(ranking.len())];
    first.iter().filter(|t| gold.contains(t)).count() as f64 / first.len().max(1) as f64
}

fn ndcg(gold: &[usize], ranking: &[usize], most: usize) -> f64 {
    let discount = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
    let gain: f64 =
        ranking.iter().take(most).enumerate().filter(|(_, t)| gold.contains(t)).map(|(rank, _)| discount(rank)).sum();
    let ideal: f64 = (0..gold.len().min(most)).map(discount).sum();
    if ideal > 0.0 { gain / ideal } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures are those of scikit-learn 1.9.1:
    ///
    /// ```python
    /// gold = [[0], [1, 2], [2, 5], [3, 0], [1, 4, 3]]
    /// p = np.array([...])  # as below
    /// y = np.zeros_like(p, dtype=int)
    /// for i, g in enumerate(gold): y[i, g] = 1
    /// z = (p >= .2).astype(int); z[np.arange(5), p.argmax(1)] = 1
    /// top = lambda k: np.array([[int(t in np.argsort(-r)[:k]) for t in range(7)] for r in p])
    /// # topic 6 is nobody's label and was never assigned
    /// [f1_score(y, z, average=a, labels=range(6), zero_division=0) for a in ("micro", "macro", "samples")]
    /// [precision_score(y, top(k), average="samples") for k in (1, 3)]
    /// [ndcg_score(y, p, k=k) for k in (None, 5)]
    /// ```
    #[test]
    fn the_scores_are_those_of_scikit_learn() {
        let gold = [vec![0], vec![1, 2], vec![2, 5], vec![3, 0], vec![1, 4, 3]];
        let probabilities = [
            [0.60, 0.15, 0.10, 0.07, 0.04, 0.03, 0.01],
            [0.30, 0.40, 0.20, 0.04, 0.03, 0.02, 0.01],
            [0.33, 0.05, 0.24, 0.29, 0.04, 0.02, 0.03],
            [0.21, 0.08, 0.06, 0.50, 0.09, 0.05, 0.01],
            [0.05, 0.10, 0.50, 0.22, 0.08, 0.04, 0.01],
        ];
        let predictions: Vec<Prediction> = probabilities
            .iter()
            .map(|p| Prediction { scores: p.iter().map(|p: &f64| p.ln()).collect(), probabilities: p.to_vec() })
            .collect();
        let scores = MultiLabel::of(7, &gold, &predictions, 0.2).unwrap();
        for (found, wanted) in [
            (scores.micro_f1, 2.0 / 3.0),
            (scores.macro_f1, 0.488_888_888_888_888_9),
            (scores.sample_f1, 0.72),
            (scores.precision_at_1, 0.6),
            (scores.precision_at_3, 0.533_333_333_333_333_3),
            (scores.ndcg, 0.832_701_080_719_438_7),
            (scores.ndcg_at_5, 0.791_824_601_201_741_6),
        ] {
            assert!((found - wanted).abs() < 1e-12, "{found} instead of {wanted}: {scores:?}");
        }
        assert_eq!(scores.documents, 4);
        assert_eq!(MultiLabel::of(7, &[vec![0]], &predictions[..1], 0.2), None);
    }
}

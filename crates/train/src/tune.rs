//! Parameters chosen by held-out scores.

use linfa::ParamGuard;

use super::{Counts, TrainParams, held_out_report};
use crate::fit::TopicParams;
use jzclass::error::Result;
use jzclass::random::SplitMix;
use jzclass::taxonomy::Taxonomy;

/// One set of parameters that was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The parameters.
    pub params: TrainParams,
    /// Mean of held-out accuracy and macro-F1.
    pub score: f64,
}

/// Tries sets of parameters on held-out folds and gives the best.
///
/// The sets are the given one and then those of a grid (smoothing, share of naive Bayes, passes, rate,
/// shrinkage, form of TF-IDF, weight of words) in an order that the seed fixes. `go_on` is told each
/// trial and ends the search by `false`: a limit of time only cuts the list short. Of equal scores the
/// earlier stays.
///
/// # Errors
/// Those of [`train_counts`](super::train_counts).
pub fn tune(
    counts: &Counts,
    taxonomy: &Taxonomy,
    params: &TrainParams,
    mut go_on: impl FnMut(&Trial) -> bool,
) -> Result<Trial> {
    let seed = params.topics.check_ref()?.seed();
    let first = tried(counts, taxonomy, params.clone())?;
    let mut more = go_on(&first);
    let mut best = first;
    for params in grid(params, seed) {
        if !more {
            break;
        }
        let trial = tried(counts, taxonomy, params)?;
        more = go_on(&trial);
        if trial.score > best.score {
            best = trial;
        }
    }
    Ok(best)
}

fn tried(counts: &Counts, taxonomy: &Taxonomy, params: TrainParams) -> Result<Trial> {
    let report = held_out_report(counts, taxonomy, &params)?;
    Ok(Trial { params, score: f64::midpoint(report.accuracy, report.macro_f1) })
}

/// All sets of the grid, in random order.
fn grid(base: &TrainParams, seed: u64) -> Vec<TrainParams> {
    let mut all = Vec::new();
    for alpha in [0.1, 0.3, 1.0] {
        for share in [0.2, 0.35, 0.7] {
            for (epochs, rate) in [(1, 0.2), (4, 0.2), (10, 0.25)] {
                for shrinkage in [0.0, 0.03, 0.1] {
                    for (idf_power, word_weight) in [(0.5, 1.5), (1.0, 1.0)] {
                        let mut params = base.clone();
                        params.topics = TopicParams::new()
                            .alpha(alpha)
                            .bayes_share(share)
                            .epochs(epochs)
                            .learning_rate(rate)
                            .shrinkage(shrinkage)
                            .seed(seed);
                        params.features.idf_power = idf_power;
                        params.features.word_weight = word_weight;
                        all.push(params);
                    }
                }
            }
        }
    }
    SplitMix(seed).shuffle(&mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labelled::LabelledDocument;
    use jzclass::vectorize::FeatureParams;

    #[test]
    fn the_best_trial_is_given_and_the_search_repeats_itself() {
        let words = [["球队", "夺冠", "联赛", "教练"], ["股市", "银行", "利率", "企业"]];
        let documents: Vec<LabelledDocument> = (0..24)
            .map(|n| LabelledDocument {
                title: String::new(),
                text: format!("{}{}", words[n % 2][n / 2 % 4], words[n % 2][n / 8 % 4]),
                labels: vec![["s", "f"][n % 2].to_owned()],
                group: String::new(),
            })
            .collect();
        let counts = Counts::of(&documents, &FeatureParams::default());
        let taxonomy = Taxonomy::from_labels(["s", "f"]);
        let search = || {
            let mut trials = Vec::new();
            let best = tune(&counts, &taxonomy, &TrainParams::default(), |trial| {
                trials.push(trial.clone());
                trials.len() < 5
            });
            (best.unwrap(), trials)
        };
        let (best, trials) = search();
        assert_eq!(trials.len(), 5);
        assert!(trials.iter().all(|t| t.score <= best.score));
        assert_eq!(search(), (best, trials));
    }
}

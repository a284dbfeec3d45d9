//! Which terms spoke for a topic and which against.

use super::{Classifier, Row};
use crate::vectorize::Kind;

/// One term's part in a topic's score.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The term.
    pub term: String,
    /// What kind of feature it is.
    pub kind: Kind,
    /// Log-odds it adds to the topic's score; negative when it spoke against it.
    pub log_odds: f64,
}

/// A topic's score taken apart: `prior` and the contributions add up to `score`.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Log-odds of the topic before reading.
    pub prior: f64,
    /// Every known term of the document, the strongest first.
    pub contributions: Vec<Contribution>,
    /// The topic's log-odds.
    pub score: f64,
}

impl Classifier {
    /// Takes the score of topic number `topic` apart.
    pub fn explain(&self, row: &Row, topic: usize) -> Explanation {
        let prior = self.prior.get(topic).copied().map_or(0.0, f64::from);
        let mut contributions: Vec<Contribution> = row
            .values
            .iter()
            .filter_map(|&(term, value)| {
                let weight = *self.weights.weights(term).get(topic)?;
                let (kind, text) = self.vocabulary.term(term)?;
                Some(Contribution { term: text.to_owned(), kind, log_odds: f64::from(value) * f64::from(weight) })
            })
            .collect();
        let score = prior + contributions.iter().map(|c| c.log_odds).sum::<f64>();
        contributions.sort_by(|a, b| {
            b.log_odds.abs().total_cmp(&a.log_odds.abs()).then_with(|| (a.kind, &a.term).cmp(&(b.kind, &b.term)))
        });
        Explanation { prior, contributions, score }
    }
}

//! How good predictions are: scores against labels.

mod calibration;
mod coverage;
pub mod editions;
mod multilabel;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::labelled::LabelledDocument;
use crate::numbered_labels;
pub use calibration::{BINS, ReliabilityBin, calibration_error, reliability};
pub use coverage::{COVERAGES, CoveragePoint, Decision, coverage};
use jzclass::error::Result;
use jzclass::model::Model;
use jzclass::taxonomy::{Taxonomy, Topic};
use jzclass::topics::Prediction;
pub use multilabel::MultiLabel;

/// One topic's scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicReport {
    /// The topic's id.
    pub id: String,
    /// Documents whose primary label it is.
    pub documents: usize,
    /// Documents given this topic.
    pub predicted: usize,
    /// Share of the documents given this topic that have it.
    pub precision: f64,
    /// Share of the documents with this topic that were given it.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

/// Counts of documents by label (row) and prediction (column).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Topic ids of rows and columns.
    pub topics: Vec<String>,
    /// The counts.
    pub counts: Vec<Vec<usize>>,
}

/// Scores over a set of documents, all between 0 and 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// How many documents.
    pub documents: usize,
    /// First prediction = primary label.
    pub accuracy: f64,
    /// First prediction = primary or one of the further labels.
    pub accepted: f64,
    /// Mean over the topics that occur of the harmonic mean of precision and recall.
    pub macro_f1: f64,
    /// Primary label among the three likeliest topics.
    pub top3: f64,
    /// Expected calibration error of the first prediction, ten bins of equal width
    /// ([`calibration_error`]).
    pub ece: f64,
    /// The bins it is the mean of.
    pub reliability: Vec<ReliabilityBin>,
    /// How right the model is when the documents it is least sure of are checked by a person.
    pub coverage: Vec<CoveragePoint>,
    /// Scores over all topics of a document, where documents have several
    /// ([`Report::with_secondary`]).
    pub multilabel: Option<MultiLabel>,
    /// Table by topic.
    pub topics: Vec<TopicReport>,
    /// Table of confusions.
    pub confusion: Confusion,
}

impl Report {
    /// Scores predictions against labels (topic numbers, the primary first).
    pub fn of(taxonomy: &Taxonomy, labels: &[Vec<usize>], predictions: &[Prediction]) -> Self {
        let topics = taxonomy.len();
        let mut counts = vec![vec![0_usize; topics]; topics];
        let (mut accepted, mut top3) = (0, 0);
        let mut decisions = Vec::with_capacity(labels.len());
        for (labels, prediction) in labels.iter().zip(predictions) {
            let ranking = prediction.ranking();
            let (Some(&gold), Some(&best)) = (labels.first(), ranking.first()) else { continue };
            counts[gold][best] += 1;
            let decision = Decision {
                probability: prediction.probabilities[best],
                right: best == gold,
                accepted: labels.contains(&best),
            };
            accepted += usize::from(decision.accepted);
            decisions.push(decision);
            top3 += usize::from(ranking.iter().take(3).any(|&t| t == gold));
        }
        let documents = labels.len().min(predictions.len());
        let share = |n: usize| if documents == 0 { 0.0 } else { n as f64 / documents as f64 };
        let per_topic: Vec<TopicReport> = (0..topics)
            .map(|t| {
                let right = counts[t][t] as f64;
                let gold: usize = counts[t].iter().sum();
                let given: usize = counts.iter().map(|row| row[t]).sum();
                let ratio = |all: usize| if all == 0 { 0.0 } else { right / all as f64 };
                let f1 = if gold + given == 0 { 0.0 } else { 2.0 * right / (gold + given) as f64 };
                let id = taxonomy.topics[t].id.clone();
                TopicReport { id, documents: gold, predicted: given, precision: ratio(given), recall: ratio(gold), f1 }
            })
            .collect();
        let occurring: Vec<&TopicReport> = per_topic.iter().filter(|t| t.documents > 0 || t.predicted > 0).collect();
        let reliability = reliability(decisions.iter().map(|d| (d.probability, d.right)));
        Self {
            documents,
            accuracy: share((0..topics).map(|t| counts[t][t]).sum()),
            accepted: share(accepted),
            macro_f1: occurring.iter().map(|t| t.f1).sum::<f64>() / occurring.len().max(1) as f64,
            top3: share(top3),
            ece: calibration_error(&reliability),
            reliability,
            coverage: coverage(&decisions),
            multilabel: None,
            topics: per_topic,
            confusion: Confusion { topics: taxonomy.topics.iter().map(|t| t.id.clone()).collect(), counts },
        }
    }

    /// Adds the scores over all topics of a document, topics from the probability `secondary` on being
    /// assigned; nothing where no document has further labels.
    #[must_use]
    pub fn with_secondary(self, labels: &[Vec<usize>], predictions: &[Prediction], secondary: f64) -> Self {
        Self { multilabel: MultiLabel::of(self.topics.len(), labels, predictions, secondary), ..self }
    }
}

/// Predicts every document with a model and scores it.
///
/// Labels that the model does not know get a row of their own, in which every prediction is wrong.
///
/// # Errors
/// [`Error::NoDocuments`](jzclass::Error::NoDocuments).
pub fn evaluate(model: &Model, documents: &[LabelledDocument]) -> Result<Report> {
    use rayon::prelude::*;
    let mut taxonomy = model.taxonomy.clone();
    let unknown: BTreeSet<&str> = documents
        .iter()
        .flat_map(|d| d.labels.iter().map(String::as_str))
        .filter(|l| model.taxonomy.position(l).is_none())
        .collect();
    taxonomy.topics.extend(unknown.into_iter().map(Topic::from_label));
    let labels = numbered_labels(documents.iter().map(|d| &d.labels[..]), &taxonomy, crate::Purpose::Measuring)?;
    let predictions: Vec<Prediction> = documents.par_iter().map(|d| model.predict(&d.title, &d.text)).collect();
    let secondary = model.thresholds.secondary;
    Ok(Report::of(&taxonomy, &labels, &predictions).with_secondary(&labels, &predictions, secondary))
}

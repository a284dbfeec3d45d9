//! Labelled corpus → model: counts, naive Bayes and its refinement, calibration on held-out folds.

pub mod audit;
mod count_file;
mod counts;
mod default;
pub mod evaluate;
pub mod fit;
mod folds;
mod held_out;
mod labelled;
mod matrix;
mod packed;
mod select;
mod table;
mod terms;
mod texts;
mod tune;
mod unlabelled;

use linfa::ParamGuard;
use ndarray::{Array2, Axis};
use rayon::prelude::*;

use crate::evaluate::Report;
use crate::fit::{LinearTopics, Shares, TopicParams, TopicValidParams, best_scale};
pub use counts::{Counts, Learned};
pub use default::{DefaultData, default_data};
pub use held_out::held_out;
use jzclass::error::{Error, Result};
use jzclass::model::{Model, Thresholds};
use jzclass::taxonomy::Taxonomy;
use jzclass::topics::{Classifier, Prediction, WeightTable};
use jzclass::vectorize::FeatureParams;
pub use labelled::{LabelledDocument, Place, read_labelled, read_placed};
use matrix::{Matrix, matrix};
pub use packed::packed_data;
pub use select::Selection;
pub use table::{Edit, LabelColumns, RowDocument, Table, TableDocuments, table_documents};
pub use terms::TermTable;
pub use texts::train_texts;
pub use tune::{Trial, tune};
pub use unlabelled::{Gain, train_unlabelled};

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

impl TrainParams {
    /// The parameters of the default model: those under which held-out batches of `data/` score best.
    ///
    /// Two thousand articles want more passes, and a pull against learning them by heart, than tens of
    /// thousands of titles do.
    pub fn of_default_model() -> Self {
        Self {
            features: FeatureParams { idf_power: 1.0, word_weight: 1.0, ..FeatureParams::default() },
            topics: TopicParams::new().epochs(3).runs(10).learning_rate(0.25).shrinkage(0.1),
            ..Self::default()
        }
    }
}

/// Limits of training.
///
/// | Name | Default | Purpose | Range |
/// |---|---|---|---|
/// | `folds` | none | parts that are held out in turn to score and to calibrate; without it 5, of which one is held out when there are many documents | 2 to 20 |
/// | `secondary_share` | 0.1 | weight of a document's further labels, together, in training | 0 to 0.9 |
/// | `unlabelled_weight` | 0.3 | weight of a document without a label against one with a label ([`train_unlabelled`]) | above 0, to 1 |
/// | `selection` | document frequency | measure by which terms are chosen where there are more than `max_terms`; χ² and information gain see the held-out labels too, so that the cross-validated score is a little hopeful | [`Selection`] |
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Parts held out in turn.
    pub folds: Option<usize>,
    /// Weight of further labels.
    pub secondary_share: f32,
    /// Weight of documents without labels.
    pub unlabelled_weight: f32,
    /// Measure by which terms are chosen where there are more than `max_terms`.
    pub selection: Selection,
}

impl Limits {
    fn checked(&self) -> Result<()> {
        let bad = |name, value: String, range| Err(Error::Parameter { name, value, range });
        if let Some(folds) = self.folds.filter(|n| !(2..=20).contains(n)) {
            return bad("folds", folds.to_string(), "2 to 20");
        }
        if !(0.0..=0.9).contains(&self.secondary_share) {
            return bad("secondary_share", self.secondary_share.to_string(), "0 to 0.9");
        }
        if !(self.unlabelled_weight > 0.0 && self.unlabelled_weight <= 1.0) {
            return bad("unlabelled_weight", self.unlabelled_weight.to_string(), "above 0, to 1");
        }
        Ok(())
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { folds: None, secondary_share: 0.1, unlabelled_weight: 0.3, selection: Selection::default() }
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

/// Trains a model on documents.
///
/// # Errors
/// [`Error::NoDocuments`], [`Error::OneTopic`], [`Error::LoneDocument`], [`Error::UnknownLabel`] when
/// a label is not in `taxonomy`, [`Error::Parameter`], [`Error::Fit`].
pub fn train(documents: &[LabelledDocument], taxonomy: &Taxonomy, params: &TrainParams) -> Result<Trained> {
    check_labels(documents, taxonomy)?;
    train_counts(&Counts::of(documents, params.features.checked()?), taxonomy, params)
}

/// Refuses documents that [`train`] would refuse, telling each by its number, which counts no longer know.
///
/// # Errors
/// [`Error::NoDocuments`], [`Error::OneTopic`], [`Error::LoneDocument`], [`Error::UnknownLabel`].
pub fn check_labels(documents: &[LabelledDocument], taxonomy: &Taxonomy) -> Result<()> {
    numbered_labels(documents.iter().map(|d| &d.labels[..]), taxonomy, Purpose::Training).map(|_| ())
}

/// Trains a model on counts: the same model as on their documents.
///
/// # Errors
/// Those of [`train`].
pub fn train_counts(counts: &Counts, taxonomy: &Taxonomy, params: &TrainParams) -> Result<Trained> {
    let set = training_set(counts, taxonomy, params)?;
    // The model of all documents and those of the folds do not wait for each other.
    let (fitted, scores) = rayon::join(
        || set.topics.fit_shares(&set.data.rows, &set.shares, taxonomy.len()),
        || set.held_out(taxonomy.len()),
    );
    let (held_out, scale) = set.judge(scores?, taxonomy, params);
    let model = rounded(set.data, fitted?, taxonomy, params, scale);
    Ok(Trained { model, held_out, folds: set.folds.description })
}

/// The held-out scores that [`train_counts`] would report, without a model.
///
/// # Errors
/// Those of [`train`].
pub fn held_out_report(counts: &Counts, taxonomy: &Taxonomy, params: &TrainParams) -> Result<Report> {
    let set = training_set(counts, taxonomy, params)?;
    Ok(set.judge(set.held_out(taxonomy.len())?, taxonomy, params).0)
}

/// What training starts from.
struct TrainingSet {
    labels: Vec<Vec<usize>>,
    shares: Vec<Shares>,
    data: Matrix,
    folds: folds::Folds,
    topics: TopicValidParams,
}

fn training_set(counts: &Counts, taxonomy: &Taxonomy, params: &TrainParams) -> Result<TrainingSet> {
    let topics = params.topics.clone().check()?;
    params.features.checked()?;
    params.limits.checked()?;
    let labels = numbered_labels(counts.documents.iter().map(|d| &d.labels[..]), taxonomy, Purpose::Training)?;
    let shares = labels.iter().map(|l| shares_of(l, params.limits.secondary_share)).collect();
    let groups: Vec<&str> = counts.documents.iter().map(|d| d.group.as_str()).collect();
    let folds = folds::folds(&groups, &labels, params.limits.folds, topics.seed());
    Ok(TrainingSet { labels, shares, data: matrix(counts, &params.features, params.limits.selection), folds, topics })
}

impl TrainingSet {
    /// Scores of the held-out documents.
    fn held_out(&self, topics: usize) -> Result<(Vec<usize>, Array2<f64>)> {
        held_out_scores(&self.data, &self.shares, topics, &self.folds, &self.topics)
    }

    /// Scores held-out documents (their numbers, and documents × topics), and the scale under which they
    /// are probabilities of the primary label.
    fn judge(
        &self,
        (documents, scores): (Vec<usize>, Array2<f64>),
        taxonomy: &Taxonomy,
        params: &TrainParams,
    ) -> (Report, f64) {
        let labels: Vec<Vec<usize>> = documents.iter().map(|&d| self.labels[d].clone()).collect();
        let primary: Vec<Shares> = labels.iter().map(|l| shares_of(&l[..1], 0.0)).collect();
        let scale = best_scale(&scores, &primary);
        let scaled = |row: ndarray::ArrayView1<f64>| Prediction::of(row.iter().map(|x| x * scale).collect());
        let predictions: Vec<Prediction> = scores.axis_iter(Axis(0)).map(scaled).collect();
        let secondary = params.thresholds.secondary;
        (Report::of(taxonomy, &labels, &predictions).with_secondary(&labels, &predictions, secondary), scale)
    }
}

/// What labels are read for: training needs two topics of two documents each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Training,
    Measuring,
}

/// The documents' labels as topic numbers, the primary one first.
pub(crate) fn numbered_labels<'d>(
    documents: impl ExactSizeIterator<Item = &'d [String]>,
    taxonomy: &Taxonomy,
    purpose: Purpose,
) -> Result<Vec<Vec<usize>>> {
    if documents.len() == 0 {
        return Err(Error::NoDocuments);
    }
    let numbers: std::collections::BTreeMap<&str, usize> =
        taxonomy.topics.iter().enumerate().map(|(n, t)| (t.id.as_str(), n)).collect();
    let mut labels = Vec::with_capacity(documents.len());
    let mut counts = vec![0_usize; taxonomy.len()];
    for (d, document) in documents.enumerate() {
        let own = document.iter().map(|label| {
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

/// Scores of the documents of the folds held out, each by a model that has not seen its fold:
/// the documents' numbers, and documents × topics.
fn held_out_scores(
    data: &Matrix,
    shares: &[Shares],
    topics: usize,
    folds: &folds::Folds,
    params: &TopicValidParams,
) -> Result<(Vec<usize>, Array2<f64>)> {
    let parts: Vec<Vec<(usize, Vec<f64>)>> = (0..folds.held_out)
        .into_par_iter()
        .map(|fold| {
            let (out, kept): (Vec<usize>, Vec<usize>) = (0..shares.len()).partition(|&d| folds.of[d] == fold);
            let own: Vec<Shares> = kept.iter().map(|&d| shares[d].clone()).collect();
            let seen = data.rows.select(&kept);
            let fitted = params.fit_shares(&seen, &own, topics)?;
            let known = seen.known_terms();
            Ok(out.into_iter().map(|d| (d, fitted.scores_of_known(data.rows.row(d), &known))).collect())
        })
        .collect::<Result<_>>()?;
    let mut all: Vec<(usize, Vec<f64>)> = parts.into_iter().flatten().collect();
    all.sort_by_key(|&(d, _)| d);
    let scores = Array2::from_shape_fn((all.len(), topics), |(i, t)| all[i].1[t]);
    Ok((all.into_iter().map(|(d, _)| d).collect(), scores))
}

/// Scales, centres and rounds what was fitted.
fn rounded(data: Matrix, mut fitted: LinearTopics, taxonomy: &Taxonomy, params: &TrainParams, scale: f64) -> Model {
    let documents = data.rows.len() as u32;
    let centred = |row: &mut [f32]| {
        let mean = row.iter().sum::<f32>() / row.len() as f32;
        for w in row {
            *w = (*w - mean) * scale as f32;
        }
    };
    centred(&mut fitted.bias);
    let (weights, vocabulary) = rayon::join(
        || {
            let topics = taxonomy.len();
            fitted.weights.axis_iter_mut(Axis(0)).for_each(|mut row| row.as_slice_mut().map_or((), centred));
            WeightTable::from_rows(topics, fitted.weights.as_slice().unwrap_or(&[]).chunks_exact(topics))
        },
        || data.terms.into(),
    );
    Model {
        taxonomy: taxonomy.clone(),
        features: params.features.clone(),
        thresholds: params.thresholds.clone(),
        classifier: Classifier {
            vocabulary,
            idf: data.idf,
            weights,
            prior: fitted.bias,
            title_weight: params.features.title_weight,
        },
        documents,
    }
}

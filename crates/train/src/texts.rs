//! Training in memory, on texts that need not stand in files.

use jzclass::error::Result;
use jzclass::taxonomy::Taxonomy;

use crate::labelled::LabelledDocument;
use crate::{TrainParams, Trained, train};

/// Trains a model on texts with their labels, the primary one first; the topics are the labels.
///
/// # Errors
/// Those of [`train`]; a text without a label is [`Error::NoDocuments`](jzclass::Error::NoDocuments).
///
/// ```
/// use std::sync::Arc;
/// use jzclass_train::{TrainParams, train_texts};
/// let texts = [("球队夺冠", ["体育"]), ("球队出线", ["体育"]), ("股市收涨", ["财经"]), ("股市收跌", ["财经"])];
/// let model = train_texts(texts, &TrainParams::default())?.model;
/// let pipeline = jzclass::Pipeline::builder().model(Arc::new(model)).build()?;
/// assert_eq!(pipeline.classify("", "球队备战")[0].id, "体育");
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn train_texts<L: Into<String>>(
    texts: impl IntoIterator<Item = (impl Into<String>, impl IntoIterator<Item = L>)>,
    params: &TrainParams,
) -> Result<Trained> {
    let documents: Vec<LabelledDocument> = texts
        .into_iter()
        .map(|(text, labels)| LabelledDocument {
            title: String::new(),
            text: text.into(),
            labels: labels.into_iter().map(Into::into).collect(),
            group: String::new(),
        })
        .collect();
    let taxonomy = Taxonomy::from_labels(documents.iter().flat_map(|d| d.labels.iter().map(String::as_str)));
    train(&documents, &taxonomy, params)
}

//! Counts as a file: the line `jzclass counts 2`, the counts as postcard, and a CRC-32 of all that.

use std::path::Path;

use jzclass::Taxonomy;
use serde::Deserialize;

use super::counts::{CountedDocument, Counts};
use jzclass::error::{Error, Result};
use jzclass::vectorize::{KINDS, Terms};

const MAGIC: &[u8] = b"jzclass counts 2\n";
/// The first version had neither taxonomy nor keys.
const FIRST: &[u8] = b"jzclass counts 1\n";

/// A document of the first version.
#[derive(Deserialize)]
struct FirstDocument {
    labels: Vec<String>,
    counts: Vec<(u32, u32)>,
    group: String,
}

type Content = (u32, [u32; KINDS], String, Vec<CountedDocument>, Option<String>);

impl Counts {
    /// The bytes of the counts' file; equal counts give equal bytes.
    ///
    /// # Errors
    /// [`Error::Write`] when the counts cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let fail = |e: postcard::Error| Error::Write { format: "counts", cause: e.to_string() };
        // As JSON: postcard has no fields that are left out.
        let taxonomy = self.taxonomy.as_ref().map(serde_json::to_string).transpose();
        let taxonomy = taxonomy.map_err(|e| Error::Write { format: "counts", cause: e.to_string() })?;
        let content = (self.title_weight, self.terms.sizes(), self.terms.blob(), &self.documents, &taxonomy);
        let mut bytes = postcard::to_extend(&content, MAGIC.to_vec()).map_err(fail)?;
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        Ok(bytes)
    }

    /// Counts from the bytes of a file.
    ///
    /// # Errors
    /// [`Error::BadData`] for anything but such a file, whole and unaltered.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let bad = |cause: &str| Error::BadData { cause: cause.to_owned() };
        let first = bytes.starts_with(FIRST);
        let rest = bytes
            .strip_prefix(if first { FIRST } else { MAGIC })
            .ok_or_else(|| bad("not a count file of this version"))?;
        let body = bytes.len() - 4.min(rest.len());
        let sum = bytes.get(body..).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
        if sum != Some(crc32fast::hash(&bytes[..body])) {
            return Err(bad("damaged count file: it is cut short or altered"));
        }
        let content = &bytes[MAGIC.len()..body];
        let read = if first { of_first(content) } else { postcard::from_bytes::<Content>(content).ok() };
        let (title_weight, sizes, blob, documents, taxonomy) = read.ok_or_else(|| bad("damaged count file"))?;
        if title_weight > MOST_TITLE_WEIGHT {
            return Err(bad("damaged count file: the weight of headlines is beyond measure"));
        }
        let taxonomy = taxonomy.as_deref().map(Taxonomy::from_json).transpose()?;
        let named = |label: &String| taxonomy.as_ref().is_none_or(|t| t.position(label).is_some());
        if !documents.iter().flat_map(|d| &d.labels).all(named) {
            return Err(bad("damaged count file: it has labels that it does not list"));
        }
        let terms = Terms::new(blob.into(), sizes);
        let known = |d: &CountedDocument| d.counts.iter().all(|&(term, _)| term < terms.len()) && !d.labels.is_empty();
        if !documents.iter().all(known) {
            return Err(bad("damaged count file: it counts terms that it does not list"));
        }
        Ok(Self { terms, documents, title_weight, taxonomy })
    }

    /// Reads a count file.
    ///
    /// # Errors
    /// [`Error::Io`] and those of [`Self::from_bytes`].
    pub fn open(path: &Path) -> Result<Self> {
        Self::from_bytes(&std::fs::read(path).map_err(|e| Error::io(path, e))?)
    }
}

/// A weight that no training takes.
const MOST_TITLE_WEIGHT: u32 = 1 << 16;

fn of_first(content: &[u8]) -> Option<Content> {
    let (title_weight, sizes, blob, documents): (u32, [u32; KINDS], String, Vec<FirstDocument>) =
        postcard::from_bytes(content).ok()?;
    let documents = documents
        .into_iter()
        .map(|FirstDocument { labels, counts, group }| CountedDocument { labels, counts, group, key: 0 })
        .collect();
    Some((title_weight, sizes, blob, documents, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labelled::LabelledDocument;
    use crate::{TrainParams, train_counts};
    use jzclass::Taxonomy;
    use jzclass::vectorize::FeatureParams;
    use proptest::prelude::*;

    fn documents() -> impl Strategy<Value = Vec<LabelledDocument>> {
        let document = ("[甲乙丙丁戊 ，]{0,12}", "[ab]", "[甲乙]{0,3}")
            .prop_map(|(text, label, title)| LabelledDocument { title, text, labels: vec![label], group: "g".into() });
        proptest::collection::vec(document, 1..12)
    }

    fn both_topics() -> Vec<LabelledDocument> {
        ["a", "a", "b", "b"]
            .iter()
            .map(|label| LabelledDocument {
                title: String::new(),
                text: format!("{label}甲"),
                labels: vec![(*label).to_owned()],
                group: "g".into(),
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        // Learning A, then B, is training on both: the counts are equal, and so are the models' bytes.
        #[test]
        fn counts_of_parts_merge_into_the_counts_of_all(first in documents(), second in documents()) {
            let params = FeatureParams::default();
            let first = [both_topics(), first].concat();
            let together = Counts::of(&[first.clone(), second.clone()].concat(), &params);
            let (a, b) = (Counts::of(&first, &params), Counts::of(&second, &params));
            let read = Counts::from_bytes(&a.to_bytes().unwrap()).unwrap();
            prop_assert_eq!(&read, &a);
            let merged = Counts::merge(&[b, read]).unwrap();
            prop_assert_eq!(&merged, &together);
            let taxonomy = Taxonomy::from_labels(["a", "b"]);
            let model = |counts| train_counts(counts, &taxonomy, &TrainParams::default()).unwrap().model.to_bytes().unwrap();
            prop_assert_eq!(model(&merged), model(&together));
        }

        #[test]
        fn any_bytes_give_counts_or_an_error(tail in proptest::collection::vec(any::<u8>(), 0..120)) {
            let _ = Counts::from_bytes(&tail);
            let mut signed = [MAGIC, &tail].concat();
            signed.extend(crc32fast::hash(&signed).to_le_bytes());
            if let Ok(counts) = Counts::from_bytes(&signed) {
                let _ = Counts::merge(&[counts.clone(), counts]);
            }
        }
    }
}

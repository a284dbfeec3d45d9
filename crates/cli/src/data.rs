//! Labelled documents for `train` and `eval`.

use std::path::{Path, PathBuf};

use jzclass::read::{Encoding, decode};
use jzclass::{Error, Taxonomy};
use jzclass_train::{Edit, LabelColumns, LabelledDocument, RowDocument, Table, read_labelled, table_documents};

use super::{Failure, at, sheet};

/// Reads all files and folders, in the order given.
pub(crate) fn read_all(paths: &[PathBuf], encoding: Option<Encoding>) -> Result<Vec<LabelledDocument>, Failure> {
    let mut documents = Vec::new();
    for path in paths {
        documents.extend(read(path, encoding)?);
    }
    Ok(documents)
}

/// The paths as one name for messages.
pub(crate) fn names(paths: &[PathBuf]) -> String {
    paths.iter().map(|p| jzclass::visible::path(p)).collect::<Vec<_>>().join(", ")
}

/// Reads a file or folder.
pub(crate) fn read(path: &Path, encoding: Option<Encoding>) -> Result<Vec<LabelledDocument>, Failure> {
    read_labelled(path, encoding).map_err(at(path))
}

/// Labels that name a topic, in whichever language, become its id.
pub(crate) fn named(documents: &mut [LabelledDocument], taxonomy: &Taxonomy) {
    for label in documents.iter_mut().flat_map(|d| &mut d.labels) {
        if let Some(at) = taxonomy.find(label) {
            label.clone_from(&taxonomy.topics[at].id);
        }
    }
}

/// What is learned from: documents, and what was left out of them.
#[derive(Debug, Default)]
pub(crate) struct Corrections {
    pub documents: Vec<RowDocument>,
    pub without_text: usize,
    pub without_label: usize,
}

/// Reads tables, workbooks and catalogues by their rows, all else as labelled documents.
pub(crate) fn corrections(
    paths: &[PathBuf],
    encoding: Option<Encoding>,
    taxonomy: &Taxonomy,
) -> Result<Corrections, Failure> {
    let mut all = Corrections::default();
    for path in paths {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let group = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let table = match ending.as_str() {
            "csv" => text_table(path, encoding, b','),
            "tsv" | "tab" => text_table(path, encoding, b'\t'),
            "xlsx" => sheet::of_workbook(path),
            "db" | "sqlite" | "sqlite3" => sheet::of_catalogue(path),
            _ => {
                for (document, place) in jzclass_train::read_placed(path, encoding).map_err(at(path))? {
                    if document.text.trim().is_empty() && document.title.trim().is_empty() {
                        all.without_text += 1;
                    } else {
                        all.documents.push(RowDocument { document, line: place.line, edit: Edit::Given });
                    }
                }
                continue;
            }
        };
        let found = table.and_then(|table| table_documents(&table, &group, &LabelColumns::default(), Some(taxonomy)));
        let found = found.map_err(at(path))?;
        all.documents.extend(found.documents);
        all.without_text += found.without_text;
        all.without_label += found.without_label;
    }
    Ok(all)
}

fn text_table(path: &Path, encoding: Option<Encoding>, delimiter: u8) -> Result<Table, Error> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    Table::from_text(&decode(&bytes, encoding)?.text, delimiter)
}

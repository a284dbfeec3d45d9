//! Labelled documents for `train` and `eval`.

use std::path::{Path, PathBuf};

use jzclass::read::Encoding;
use jzclass_train::{LabelledDocument, read_labelled};

use super::{Failure, at};

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
    paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// Reads a file or folder.
pub(crate) fn read(path: &Path, encoding: Option<Encoding>) -> Result<Vec<LabelledDocument>, Failure> {
    read_labelled(path, encoding).map_err(at(path))
}

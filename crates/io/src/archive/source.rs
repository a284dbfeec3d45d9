//! One file or standard input, read whole.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::filter::Filter;
use super::kind::Kind;
use super::walk::Walk;
use jzclass::Pipeline;
use jzclass::document::{Document, Hints};
use jzclass::error::{Error, Result};
use jzclass::read::Encoding;
use jzclass::record::Record;

/// One thing to label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input, read to its end, as bytes.
    Stdin(Vec<u8>),
}

impl Source {
    /// Reads standard input to its end.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn stdin() -> Result<Self> {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|e| Error::io("-", e))?;
        Ok(Self::Stdin(bytes))
    }

    /// Its name in records and messages.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => jzclass::visible::path(path),
            Self::Stdin(_) => "-".into(),
        }
    }
}

/// The pages and files of rows that paths lead to, each read whole: files as they are, folders with all
/// below them by name. Archives are passed over in folders.
pub fn sources(paths: Vec<PathBuf>) -> Vec<Result<Source, (PathBuf, Error)>> {
    let filter = Filter::default();
    let mut sources = Vec::new();
    for entry in Walk::new(paths, &filter) {
        match entry {
            Err((_, Error::OwnOutput)) => {}
            Err(failed) => sources.push(Err(failed)),
            Ok(entry) if entry.identity.is_stdin() => sources.push(Source::stdin().map_err(|e| (entry.path, e))),
            Ok(entry) => {
                let kind = Kind::of_name(&entry.identity.path);
                if entry.named || matches!(kind, Some(Kind::Page | Kind::JsonLines)) {
                    sources.push(Ok(Source::File(entry.path)));
                }
            }
        }
    }
    sources
}

/// Reads a source as its name and its beginning say.
///
/// # Errors
/// [`Error::Io`], and those of [`Document::read`].
pub fn read(source: &Source, encoding: Option<Encoding>) -> Result<Document> {
    match source {
        Source::File(path) => {
            let hints = Hints { encoding, folder: path.parent() };
            Document::read(&source.name(), read_file(path)?, hints)
        }
        Source::Stdin(bytes) => Document::read("-", bytes.clone(), Hints { encoding, folder: None }),
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| Error::io(path, e))
}

/// The records of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// Its records, in order.
    pub records: Vec<Record>,
    /// Undecodable byte sequences and the encoding they were read as, when there were any.
    pub undecodable: Option<(usize, Encoding)>,
}

/// Reads and labels a source.
///
/// # Errors
/// Those of [`read`] and of [`Pipeline::document`].
pub fn label(pipeline: &Pipeline, source: &Source) -> Result<Labelled> {
    let labelled = super::page::label(pipeline, &source.name(), read(source, pipeline.encoding())?)?;
    Ok(Labelled { records: labelled.records, undecodable: labelled.undecodable })
}

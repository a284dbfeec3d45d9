//! One file or standard input, read whole.

use std::fs;
use std::path::{Path, PathBuf};

use super::kind::Kind;
use super::label::place;
use crate::error::{Error, Result};
use crate::issue::Issue;
use crate::pipeline::Labeller;
use crate::reader::{ArticleRow, Decoded, Encoding, decode, read_rows};
use crate::record::Record;

/// One thing to label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input, read to its end, as bytes.
    Stdin(Vec<u8>),
}

impl Source {
    /// Its name in records and messages.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin(_) => "-".into(),
        }
    }
}

/// A source read and decoded.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// An edition's text.
    Edition(Decoded),
    /// Articles, one a row, with their 1-based line numbers.
    Rows(Vec<(usize, ArticleRow)>),
}

/// Reads a source: `.jsonl` and `.ndjson` files as rows, all else as an edition.
///
/// # Errors
/// [`Error::Io`], those of [`decode`] and of [`read_rows`].
pub fn read(source: &Source, encoding: Option<Encoding>) -> Result<Content> {
    let (bytes, rows) = match source {
        Source::File(path) => (std::borrow::Cow::Owned(read_file(path)?), Kind::of_name(&source.name())),
        Source::Stdin(bytes) => (std::borrow::Cow::Borrowed(bytes.as_slice()), Some(Kind::of_start(bytes))),
    };
    let decoded = decode(&bytes, encoding)?;
    if rows == Some(Kind::JsonLines) {
        Ok(Content::Rows(read_rows(&decoded.text)?))
    } else {
        Ok(Content::Edition(decoded))
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
/// Those of [`read`] and of [`Labeller::edition`].
pub fn label(labeller: &Labeller<'_>, source: &Source, encoding: Option<Encoding>) -> Result<Labelled> {
    let name = source.name();
    let mut labelled = match read(source, encoding)? {
        Content::Edition(decoded) => {
            let undecodable = (decoded.undecodable > 0).then_some((decoded.undecodable, decoded.encoding));
            Labelled { records: labeller.decoded(&name, decoded)?, undecodable }
        }
        Content::Rows(rows) => {
            let records = rows.iter().enumerate().map(|(n, (_, row))| labeller.row(&name, n + 1, row)).collect();
            Labelled { records, undecodable: None }
        }
    };
    place(&mut labelled.records, &Issue::of_path(&name, None));
    Ok(labelled)
}

//! One file or standard input, read whole.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::filter::Filter;
use super::kind::Kind;
use super::label::{fill, place};
use super::page::Page;
use super::walk::Walk;
use jzclass::error::{Error, Result};
use jzclass::issue::Issue;
use jzclass::pipeline::Labeller;
use jzclass::read::{ArticleRow, Decoded, Encoding, decode, read_rows};
use jzclass::record::Record;
use jzclass::split::Laid;

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
            Self::File(path) => path.display().to_string(),
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

/// A source read and decoded.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// An edition's text.
    Edition(Decoded),
    /// Pages of a PDF or recognised from images, split into articles by their geometry.
    Laid(Laid),
    /// Articles, one a row, with their 1-based line numbers.
    Rows(Vec<(usize, ArticleRow)>),
}

/// Reads a source: `.jsonl` and `.ndjson` files as rows, `.xml`, `.hocr` and HTML (recognised pages) and
/// PDFs by their geometry, all else as an edition.
///
/// # Errors
/// [`Error::Io`], those of [`decode`], of [`read_rows`] and of [`read_recognised`](jzclass::read::read_recognised).
pub fn read(source: &Source, encoding: Option<Encoding>) -> Result<Content> {
    let name = source.name();
    let (bytes, kind) = match source {
        Source::File(path) => (std::borrow::Cow::Owned(read_file(path)?), Kind::of_name(&name)),
        Source::Stdin(bytes) => (std::borrow::Cow::Borrowed(bytes.as_slice()), Some(Kind::of_start(bytes))),
    };
    if kind == Some(Kind::JsonLines) {
        return Ok(Content::Rows(read_rows(&decode(&bytes, encoding)?.text)?));
    }
    let folder = match source {
        Source::File(path) => path.parent(),
        Source::Stdin(_) => None,
    };
    Ok(match Page::read(&name, bytes.into_owned(), encoding, folder)? {
        Page::Laid(laid) => Content::Laid(laid),
        Page::Text(decoded) => Content::Edition(decoded),
    })
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
    let page = match read(source, encoding)? {
        Content::Edition(decoded) => Page::Text(decoded),
        Content::Laid(laid) => Page::Laid(laid),
        Content::Rows(rows) => {
            let mut records: Vec<Record> =
                rows.iter().enumerate().map(|(n, (_, row))| labeller.row(&name, n + 1, row)).collect();
            fill(&mut records, &Issue::of_path(&name, None));
            return Ok(Labelled { records, undecodable: None });
        }
    };
    let mut labelled = super::page::label(labeller, &name, page)?;
    place(&mut labelled.records, &Issue::of_path(&name, None));
    Ok(Labelled { records: labelled.records, undecodable: labelled.undecodable })
}

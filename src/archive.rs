//! Paths → the editions and article files to label.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
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

pub(crate) const EDITION: [&str; 2] = ["txt", "text"];
const ROWS: [&str; 2] = ["jsonl", "ndjson"];

fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The files a path names: itself, or those of a folder and its sub-folders, sorted by name.
///
/// In folders only `.txt`, `.text`, `.jsonl` and `.ndjson` files count; hidden entries are passed
/// over, and a folder that links back to one of its parents is not entered again.
///
/// # Errors
/// [`Error::Io`] when the path cannot be read, [`Error::NoEdition`] for a folder without editions.
pub fn sources(path: &Path) -> Result<Vec<Source>> {
    let meta = fs::metadata(path).map_err(|e| Error::io(path, e))?;
    if !meta.is_dir() {
        return Ok(vec![Source::File(path.to_owned())]);
    }
    let mut files = Vec::new();
    walk(path, &mut Vec::new(), &mut files)?;
    if files.is_empty() { Err(Error::NoEdition) } else { Ok(files) }
}

fn walk(folder: &Path, above: &mut Vec<PathBuf>, files: &mut Vec<Source>) -> Result<()> {
    let real = fs::canonicalize(folder).map_err(|e| Error::io(folder, e))?;
    if above.contains(&real) {
        return Ok(());
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| Error::io(folder, e))? {
        let entry = entry.map_err(|e| Error::io(folder, e))?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            entries.push(entry.path());
        }
    }
    entries.sort();
    above.push(real);
    for path in entries {
        // A dangling link is no edition.
        let Ok(meta) = fs::metadata(&path) else { continue };
        if meta.is_dir() {
            walk(&path, above, files)?;
        } else if EDITION.contains(&extension(&path).as_str()) || ROWS.contains(&extension(&path).as_str()) {
            files.push(Source::File(path));
        }
    }
    above.pop();
    Ok(())
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
        Source::File(path) => {
            let bytes = fs::read(path).map_err(|e| Error::io(path, e))?;
            (std::borrow::Cow::Owned(bytes), ROWS.contains(&extension(path).as_str()))
        }
        Source::Stdin(bytes) => (std::borrow::Cow::Borrowed(bytes.as_slice()), looks_like_rows(bytes)),
    };
    let decoded = decode(&bytes, encoding)?;
    if rows { Ok(Content::Rows(read_rows(&decoded.text)?)) } else { Ok(Content::Edition(decoded)) }
}

/// Standard input has no name that tells its form: JSON Lines begin with an object.
fn looks_like_rows(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line = start.split(|&b| b == b'\n').find(|l| !l.iter().all(u8::is_ascii_whitespace)).unwrap_or(&[]);
    line.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<ArticleRow>(line).is_ok()
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
    match read(source, encoding)? {
        Content::Edition(decoded) => {
            let undecodable = (decoded.undecodable > 0).then_some((decoded.undecodable, decoded.encoding));
            Ok(Labelled { records: labeller.decoded(&name, decoded)?, undecodable })
        }
        Content::Rows(rows) => {
            let records = rows.iter().enumerate().map(|(n, (_, row))| labeller.row(&name, n + 1, row)).collect();
            Ok(Labelled { records, undecodable: None })
        }
    }
}

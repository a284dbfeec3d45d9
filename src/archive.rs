//! Paths → the editions and article files to label.

use std::fs;
use std::path::{Path, PathBuf};

use crate::edition::Laid;
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

const EDITION: [&str; 2] = ["txt", "text"];
const ROWS: [&str; 2] = ["jsonl", "ndjson"];
const PDF: &str = "pdf";

fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The files a path names: itself, or those of a folder and its sub-folders, sorted by name.
///
/// In folders only `.txt`, `.text`, `.pdf`, `.jsonl` and `.ndjson` files count; hidden entries are passed
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
            continue;
        }
        let extension = extension(&path);
        let extension = extension.as_str();
        if EDITION.contains(&extension) || ROWS.contains(&extension) || extension == PDF {
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
    /// Pages with their geometry, split into articles.
    Laid(Laid),
    /// Articles, one a row, with their 1-based line numbers.
    Rows(Vec<(usize, ArticleRow)>),
}

/// Reads a source: `.jsonl` and `.ndjson` files as rows, a PDF (`%PDF-` stands in its beginning) by
/// its geometry, all else as an edition.
///
/// # Errors
/// [`Error::Io`], those of [`decode`], of [`read_rows`] and, of a PDF, [`Error::Pdf`],
/// [`Error::PdfPassword`], [`Error::PdfWithoutText`] and [`Error::PdfLimit`].
pub fn read(source: &Source, encoding: Option<Encoding>) -> Result<Content> {
    let (bytes, rows) = match source {
        Source::File(path) => {
            let bytes = fs::read(path).map_err(|e| Error::io(path, e))?;
            (std::borrow::Cow::Owned(bytes), ROWS.contains(&extension(path).as_str()))
        }
        Source::Stdin(bytes) => (std::borrow::Cow::Borrowed(bytes.as_slice()), looks_like_rows(bytes)),
    };
    let named = matches!(source, Source::File(path) if extension(path) == PDF);
    if !rows && (is_pdf(&bytes) || named) {
        return Ok(Content::Laid(read_pdf(bytes.into_owned())?));
    }
    let decoded = decode(&bytes, encoding)?;
    if rows { Ok(Content::Rows(read_rows(&decoded.text)?)) } else { Ok(Content::Edition(decoded)) }
}

/// `%PDF-` stands in the first kilobyte.
fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-")
}

#[cfg(feature = "pdf")]
fn read_pdf(bytes: Vec<u8>) -> Result<Laid> {
    crate::edition::lay_out(crate::reader::pdf_pages(bytes))
}

#[cfg(not(feature = "pdf"))]
fn read_pdf(_: Vec<u8>) -> Result<Laid> {
    Err(Error::Pdf { cause: "this program was built without the feature `pdf`".into() })
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
        Content::Laid(laid) => Ok(Labelled { records: labeller.laid(&name, &laid)?, undecodable: None }),
        Content::Rows(rows) => {
            let records = rows.iter().enumerate().map(|(n, (_, row))| labeller.row(&name, n + 1, row)).collect();
            Ok(Labelled { records, undecodable: None })
        }
    }
}

//! Paths → the editions and article files to label.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::pipeline::Labeller;
use crate::reader::{
    ArticleRow, Decoded, Encoding, Garble, Recognised, SourceText, decode, linked_files, looks_like_hocr,
    looks_like_markup, read_recognised, read_rows,
};
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
const RECOGNISED: [&str; 2] = ["xml", "hocr"];
const HTML: [&str; 3] = ["html", "htm", "xhtml"];
/// How much of an HTML file is looked at to see whether it is hOCR.
const BEGINNING: u64 = 1 << 16;

fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The files a path names: itself, or those of a folder and its sub-folders, sorted by name.
///
/// In folders only `.txt`, `.text`, `.jsonl`, `.ndjson`, `.xml` and `.hocr` files count, and HTML that is
/// hOCR; files that a METS file there links to are read with it and not alone. Hidden entries are passed over, and a folder that links back to one of its parents is not entered again.
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
    without_linked(&mut files);
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
        } else if is_input(&path) {
            files.push(Source::File(path));
        }
    }
    above.pop();
    Ok(())
}

fn is_input(path: &Path) -> bool {
    let extension = extension(path);
    let kinds = [&EDITION[..], &ROWS, &RECOGNISED];
    kinds.iter().any(|kind| kind.contains(&extension.as_str()))
        || HTML.contains(&extension.as_str()) && looks_like_hocr(&beginning(path))
}

fn beginning(path: &Path) -> Vec<u8> {
    use std::io::Read;
    let mut bytes = Vec::new();
    // One that cannot be read is told of when its turn comes.
    let _ = fs::File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes));
    bytes
}

/// Leaves out the files that a METS file links to.
fn without_linked(files: &mut Vec<Source>) {
    let mut linked = std::collections::BTreeSet::new();
    for source in files.iter() {
        if let Source::File(path) = source
            && extension(path) == "xml"
            && looks_like_markup(&beginning(path))
        {
            linked.extend(linked_files(path).into_iter().map(|p| fs::canonicalize(&p).unwrap_or(p)));
        }
    }
    if !linked.is_empty() {
        files.retain(|source| match source {
            Source::File(path) => !fs::canonicalize(path).is_ok_and(|real| linked.contains(&real)),
            Source::Stdin(_) => true,
        });
    }
}

/// A source read and decoded.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// An edition's text.
    Edition(Decoded),
    /// Pages recognised from images.
    Recognised(Recognised),
    /// Articles, one a row, with their 1-based line numbers.
    Rows(Vec<(usize, ArticleRow)>),
}

/// Reads a source: `.jsonl` and `.ndjson` files as rows, `.xml`, `.hocr` and HTML as recognised pages, all
/// else as an edition.
///
/// # Errors
/// [`Error::Io`], those of [`decode`], of [`read_rows`] and of [`read_recognised`].
pub fn read(source: &Source, encoding: Option<Encoding>) -> Result<Content> {
    match source {
        Source::File(path) => {
            let bytes = fs::read(path).map_err(|e| Error::io(path, e))?;
            let extension = extension(path);
            if RECOGNISED.contains(&extension.as_str()) || HTML.contains(&extension.as_str()) {
                return Ok(Content::Recognised(read_recognised(&bytes, encoding, path.parent())?));
            }
            content(&bytes, encoding, ROWS.contains(&extension.as_str()))
        }
        Source::Stdin(bytes) if looks_like_markup(bytes) => {
            Ok(Content::Recognised(read_recognised(bytes, encoding, None)?))
        }
        Source::Stdin(bytes) => content(bytes, encoding, looks_like_rows(bytes)),
    }
}

fn content(bytes: &[u8], encoding: Option<Encoding>, rows: bool) -> Result<Content> {
    let decoded = decode(bytes, encoding)?;
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
    /// The garbled pages: their numbers in the file, 0 for a file of one page.
    pub garbled: Vec<(usize, Garble)>,
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
            let text = SourceText::plain(decoded)?;
            Ok(Labelled { records: labeller.source(&name, &text)?, undecodable, garbled: garbled(&text) })
        }
        Content::Recognised(file) => {
            let text = SourceText::recognised(file)?;
            Ok(Labelled { records: labeller.source(&name, &text)?, undecodable: None, garbled: garbled(&text) })
        }
        Content::Rows(rows) => {
            let records = rows.iter().enumerate().map(|(n, (_, row))| labeller.row(&name, n + 1, row)).collect();
            Ok(Labelled { records, undecodable: None, garbled: Vec::new() })
        }
    }
}

/// The pages of which at least one character in a thousand is garbled.
pub fn garbled(text: &SourceText) -> Vec<(usize, Garble)> {
    let told = text.sheets.iter().filter(|s| s.garble.share() >= 0.001);
    told.map(|s| (s.number, s.garble)).collect()
}

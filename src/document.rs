//! A file's bytes → what is in it: a page's text, pages with places, or articles in rows.

use std::path::Path;

use serde::de::IgnoredAny;

use crate::error::Result;
use crate::read::{ArticleRow, Decoded, Encoding, decode, looks_like_markup, read_recognised, read_rows};
use crate::split::{Grouping, Laid, lay_out_recognised};

/// A file, read and decoded.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// An edition's text.
    Text(Decoded),
    /// Pages of a PDF or recognised from images, split into articles by their geometry.
    Laid(Laid),
    /// Articles, one a row, with their 1-based line numbers.
    Rows(Vec<(usize, ArticleRow)>),
}

/// What a file's bytes are read as, where the file does not tell.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'p> {
    /// The encoding; detected without it.
    pub encoding: Option<Encoding>,
    /// Where the files lie that a METS file links to; without it none is followed.
    pub folder: Option<&'p Path>,
}

impl Document {
    /// Reads a file by the ending of its name: `.jsonl` and `.ndjson` as rows, `.xml`, `.hocr` and HTML as recognised
    /// pages, PDFs by their geometry, all else as an edition. Of a file named `-` the beginning tells.
    ///
    /// # Errors
    /// Those of [`decode`], of [`read_rows`] and of [`read_recognised`]; of a PDF those of
    /// [`lay_out`](crate::split::lay_out).
    ///
    /// ```
    /// use jzclass::document::{Document, Hints};
    /// let rows = "{\"text\":\"好雨知时节\"}\n".as_bytes().to_vec();
    /// assert!(matches!(Document::read("a.jsonl", rows, Hints::default())?, Document::Rows(rows) if rows.len() == 1));
    /// # Ok::<(), jzclass::Error>(())
    /// ```
    pub fn read(name: &str, bytes: Vec<u8>, hints: Hints<'_>) -> Result<Self> {
        if ends(name, &ROWS) || name == "-" && looks_like_rows(&bytes) {
            return Ok(Self::Rows(read_rows(&decode(&bytes, hints.encoding)?.text)?));
        }
        Self::page(name, bytes, hints)
    }

    /// Reads a page or pages, whatever the bytes look like: never rows.
    ///
    /// # Errors
    /// Those of [`Self::read`].
    pub fn page(name: &str, bytes: Vec<u8>, hints: Hints<'_>) -> Result<Self> {
        if is_pdf(name, &bytes) {
            return Ok(Self::Laid(read_pdf(bytes)?));
        }
        let bytes = &bytes[..];
        if is_markup(name) || name == "-" && looks_like_markup(bytes) {
            let file = read_recognised(bytes, hints.encoding, hints.folder)?;
            return Ok(Self::Laid(lay_out_recognised(file, Grouping::Given)?));
        }
        Ok(Self::Text(decode(bytes, hints.encoding)?))
    }
}

/// Endings of files of rows.
pub const ROWS: [&str; 2] = ["jsonl", "ndjson"];
/// Endings of editions' texts, the likeliest first.
pub const EDITION: [&str; 2] = ["txt", "text"];
/// Ending of PDF files.
pub const PDF: &str = "pdf";
/// Endings of recognised pages.
pub const RECOGNISED: [&str; 2] = ["xml", "hocr"];
/// Endings of recognised pages and of much else.
pub const HTML: [&str; 3] = ["html", "htm", "xhtml"];

fn ends(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|e| ending.eq_ignore_ascii_case(e)))
}

/// The ending of a name says that it is markup.
pub fn is_markup(name: &str) -> bool {
    ends(name, &RECOGNISED) || is_html(name)
}

/// The ending of a name says that it is HTML.
pub fn is_html(name: &str) -> bool {
    ends(name, &HTML)
}

/// By its name, or `%PDF-` stands in the first kilobyte.
fn is_pdf(name: &str, bytes: &[u8]) -> bool {
    ends(name, &[PDF]) || bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-")
}

#[cfg(feature = "pdf")]
fn read_pdf(bytes: Vec<u8>) -> Result<Laid> {
    crate::split::lay_out(crate::read::pdf_pages(bytes))
}

#[cfg(not(feature = "pdf"))]
fn read_pdf(_: Vec<u8>) -> Result<Laid> {
    Err(crate::Error::Pdf { cause: "this program was built without the feature `pdf`".into() })
}

/// How many bytes are looked at to tell what a stream holds.
pub const PEEK: usize = 1 << 13;

/// JSON Lines begin with an object, or with one cut short by the end of what is seen.
pub fn looks_like_rows(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line = start.split(|&b| b == b'\n').find(|l| !l.iter().all(u8::is_ascii_whitespace)).unwrap_or(&[]);
    if !line.trim_ascii_start().starts_with(b"{") {
        return false;
    }
    match serde_json::from_slice::<IgnoredAny>(line) {
        Ok(_) => true,
        Err(e) => e.is_eof() && line.len() >= PEEK / 2,
    }
}

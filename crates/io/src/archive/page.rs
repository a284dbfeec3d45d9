//! A page's bytes → its text, by what its name and its beginning say it is.

use std::path::Path;

use super::kind::{PDF, is_markup};
use jzclass::error::Result;
use jzclass::pipeline::Labeller;
use jzclass::read::{Decoded, Encoding, Garble, SourceText, decode, looks_like_markup, read_recognised};
use jzclass::record::Record;
use jzclass::split::{Grouping, Laid, lay_out_recognised};

/// A page or pages, read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Page {
    /// An edition's text.
    Text(Decoded),
    /// Pages of a PDF or recognised from images, split into articles by their geometry.
    Laid(Laid),
}

impl Page {
    /// Reads a page of this name; what METS files link to lies in `folder`.
    pub(crate) fn read(name: &str, bytes: Vec<u8>, encoding: Option<Encoding>, folder: Option<&Path>) -> Result<Self> {
        if is_pdf(name, &bytes) {
            return Ok(Self::Laid(read_pdf(bytes)?));
        }
        let bytes = &bytes[..];
        if is_markup(name) || name == "-" && looks_like_markup(bytes) {
            let file = read_recognised(bytes, encoding, folder)?;
            return Ok(Self::Laid(lay_out_recognised(file, Grouping::Given)?));
        }
        Ok(Self::Text(decode(bytes, encoding)?))
    }
}

/// By its name, or `%PDF-` stands in the first kilobyte.
fn is_pdf(name: &str, bytes: &[u8]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case(PDF))
        || bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-")
}

#[cfg(feature = "pdf")]
fn read_pdf(bytes: Vec<u8>) -> Result<Laid> {
    jzclass::split::lay_out(jzclass::read::pdf_pages(bytes))
}

#[cfg(not(feature = "pdf"))]
fn read_pdf(_: Vec<u8>) -> Result<Laid> {
    Err(jzclass::Error::Pdf { cause: "this program was built without the feature `pdf`".into() })
}

/// A page, labelled.
#[derive(Debug, Default)]
pub(crate) struct LabelledPage {
    pub records: Vec<Record>,
    pub undecodable: Option<(usize, Encoding)>,
    /// The garbled pages: their numbers in the file, 0 for a file of one page.
    pub garbled: Vec<(usize, Garble)>,
}

pub(crate) fn label(labeller: &Labeller<'_>, name: &str, page: Page) -> Result<LabelledPage> {
    match page {
        Page::Laid(laid) => {
            let undecodable = None;
            Ok(LabelledPage { records: labeller.laid(name, &laid)?, undecodable, garbled: garbled(&laid.source) })
        }
        Page::Text(decoded) => {
            let undecodable = (decoded.undecodable > 0).then_some((decoded.undecodable, decoded.encoding));
            let text = SourceText::plain(decoded)?;
            Ok(LabelledPage { records: labeller.source(name, &text)?, undecodable, garbled: garbled(&text) })
        }
    }
}

/// The pages of which at least one character in a hundred is garbled.
pub fn garbled(text: &SourceText) -> Vec<(usize, Garble)> {
    let told = text.sheets.iter().filter(|s| s.garble.share() >= 0.01);
    told.map(|s| (s.number, s.garble)).collect()
}

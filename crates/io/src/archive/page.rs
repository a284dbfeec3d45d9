//! A page → its records, and what is to be told of it.

use jzclass::Pipeline;
use jzclass::document::Document;
use jzclass::error::Result;
use jzclass::read::{Encoding, Garble, SourceText};
use jzclass::record::Record;

/// A page, labelled.
#[derive(Debug, Default)]
pub(crate) struct LabelledPage {
    pub records: Vec<Record>,
    pub undecodable: Option<(usize, Encoding)>,
    /// The garbled pages: their numbers in the file, 0 for a file of one page.
    pub garbled: Vec<(usize, Garble)>,
}

pub(crate) fn label(pipeline: &Pipeline, name: &str, document: Document) -> Result<LabelledPage> {
    let undecodable = undecodable(&document);
    let (records, garbled) = match document {
        Document::Laid(laid) => (pipeline.laid(name, &laid)?, garbled(&laid.source)),
        Document::Text(decoded) => {
            let text = SourceText::plain(decoded)?;
            (pipeline.source(name, &text)?, garbled(&text))
        }
        rows @ Document::Rows(_) => (pipeline.document(name, rows)?, Vec::new()),
    };
    Ok(LabelledPage { records, undecodable, garbled })
}

/// Undecodable byte sequences of a text and the encoding they were read as, when there are any.
pub(crate) fn undecodable(document: &Document) -> Option<(usize, Encoding)> {
    match document {
        Document::Text(decoded) => Some((decoded.undecodable, decoded.encoding)).filter(|(n, _)| *n > 0),
        _ => None,
    }
}

/// The pages of which at least one character in a hundred is garbled.
pub fn garbled(text: &SourceText) -> Vec<(usize, Garble)> {
    let told = text.sheets.iter().filter(|s| s.garble.share() >= 0.01);
    told.map(|s| (s.number, s.garble)).collect()
}

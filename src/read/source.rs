//! An edition's text with what its file tells of it: pages, confidences, newspaper and day.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use super::encoding::Decoded;
use super::garble::{GARBLED_REVIEW, Garble};
use super::layout::LaidPage;
use super::recognised::Recognised;
use super::text::EditionText;
use crate::error::Result;
use crate::measure::solid_chars;

/// From this mean confidence of its recognised characters down an article needs review.
pub const OCR_REVIEW: f64 = 0.8;

/// One page of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// 1-based number in the file; 0 for a file of one page.
    pub number: usize,
    /// What the paper itself calls the page; empty when not known.
    pub name: String,
    /// How much of it is garbled.
    pub garble: Garble,
    /// Its lines, as indices into [`EditionText::lines`].
    lines: Range<usize>,
}

/// The text of an edition with its pages.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceText {
    /// The text, pages parted by form feeds; records count its lines.
    pub text: EditionText,
    /// Name of the newspaper; empty when not known.
    pub paper: String,
    /// Day of the edition as `2024-11-08`; empty when not known.
    pub date: String,
    /// Undecodable byte sequences.
    pub undecodable: usize,
    /// Its pages.
    pub sheets: Vec<Sheet>,
    /// Confidence of each non-blank line; empty for text that was not recognised.
    confidences: Vec<Option<f32>>,
}

/// What the source tells of some of its lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Origin<'s> {
    /// The page of the first of them.
    pub sheet: &'s Sheet,
    /// Mean confidence of their characters, where the input tells it.
    pub ocr_confidence: Option<f64>,
    /// Share of the page that is garbled; none for a clean page.
    pub garbled: Option<f64>,
}

impl Origin<'_> {
    /// So much is garbled, or so little sure, that a person should look.
    pub fn needs_review(&self) -> bool {
        self.garbled.is_some_and(|g| g >= GARBLED_REVIEW) || self.ocr_confidence.is_some_and(|c| c < OCR_REVIEW)
    }
}

impl SourceText {
    /// Decoded text, a form feed before each further page.
    ///
    /// # Errors
    /// Those of [`EditionText::new`].
    pub fn plain(decoded: Decoded) -> Result<Self> {
        Self::new(decoded.text, decoded.undecodable)
    }

    /// Recognised pages: their lines in the source's order, a blank line between blocks, and an indent
    /// where a line begins further in than its block.
    ///
    /// # Errors
    /// Those of [`EditionText::new`].
    ///
    /// ```
    /// use jzclass::read::{SourceText, read_recognised};
    /// let alto = "<alto><Layout><Page><PrintSpace><TextBlock ID='b'><TextLine><String CONTENT='江堤' WC='0.5'/>\
    ///             </TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
    /// let source = SourceText::recognised(read_recognised(alto.as_bytes(), None, None)?)?;
    /// assert_eq!(source.text.line(0), "江堤");
    /// assert_eq!(source.origin([1]).ocr_confidence, Some(0.5));
    /// # Ok::<(), jzclass::Error>(())
    /// ```
    pub fn recognised(file: Recognised) -> Result<Self> {
        let mut source = Self::new(laid_text(&file.pages), file.undecodable)?;
        (source.paper, source.date) = (file.paper, file.date);
        // Pages without a line begin none in the text.
        let shown = file.pages.iter().zip(file.names).filter(|(page, _)| !page.lines.is_empty());
        for (sheet, (page, name)) in source.sheets.iter_mut().zip(shown) {
            sheet.name = name;
            sheet.number = if file.pages.len() > 1 { page.number } else { 0 };
        }
        source.confidences = file.pages.iter().flat_map(|p| &p.lines).map(|l| l.confidence).collect();
        Ok(source)
    }

    /// The text of laid pages, each begun by a form feed. `pages` are those that have a line: their number in
    /// the file (0 where it has one page) and what the paper calls them; `confidences` are those of its lines.
    pub(crate) fn laid(text: EditionText, pages: Vec<(usize, String)>, confidences: Vec<Option<f32>>) -> Self {
        let mut source = Self::of(text);
        for (sheet, (number, name)) in source.sheets.iter_mut().zip(pages) {
            (sheet.number, sheet.name) = (number, name);
        }
        source.confidences = confidences;
        source
    }

    fn new(text: String, undecodable: usize) -> Result<Self> {
        let mut source = Self::of(EditionText::new(text)?);
        source.undecodable = undecodable;
        Ok(source)
    }

    /// A text whose pages begin with form feeds.
    fn of(text: EditionText) -> Self {
        let lines = text.lines();
        let mut starts: Vec<usize> = (1..lines.len()).filter(|&i| lines[i].begins_page).collect();
        starts.insert(0, 0);
        let several = starts.len() > 1;
        let mut sheets = Vec::with_capacity(starts.len());
        for (n, &start) in starts.iter().enumerate() {
            let end = starts.get(n + 1).copied().unwrap_or(lines.len());
            let from = if n == 0 { 0 } else { lines[start].span.start };
            let to = starts.get(n + 1).map_or(text.text().len(), |&next| lines[next].span.start);
            let garble = Garble::of(&text.text()[from..to]);
            let number = if several { n + 1 } else { 0 };
            sheets.push(Sheet { number, name: String::new(), garble, lines: start..end });
        }
        Self { text, paper: String::new(), date: String::new(), undecodable: 0, sheets, confidences: Vec::new() }
    }

    /// What the source tells of lines, given by their 1-based numbers.
    pub fn origin(&self, numbers: impl IntoIterator<Item = usize>) -> Origin<'_> {
        let (mut first, mut sum, mut weighed) = (None, 0.0, 0.0);
        for number in numbers {
            let Ok(index) = self.text.lines().binary_search_by_key(&number, |l| l.number) else { continue };
            first = first.or(Some(index));
            if self.confidences.is_empty() {
                break;
            }
            if let Some(confidence) = self.confidences.get(index).copied().flatten() {
                let chars = solid_chars(self.text.line(index)) as f64;
                sum += f64::from(confidence) * chars;
                weighed += chars;
            }
        }
        let first = first.unwrap_or(0);
        let sheet = self.sheets.partition_point(|s| s.lines.end <= first).min(self.sheets.len() - 1);
        let sheet = &self.sheets[sheet];
        let rounded = |share: f64| (share * 1e4).round() / 1e4;
        Origin {
            sheet,
            ocr_confidence: (weighed > 0.0).then(|| rounded(sum / weighed)),
            garbled: (sheet.garble.garbled() > 0).then(|| rounded(sheet.garble.share())),
        }
    }
}

/// Pages as text: a form feed before each further page, a blank line between blocks.
fn laid_text(pages: &[LaidPage]) -> String {
    let mut text = String::new();
    for page in pages.iter().filter(|p| !p.lines.is_empty()) {
        if !text.is_empty() {
            text.push('\u{c}');
        }
        let mut lefts: BTreeMap<Option<usize>, f32> = BTreeMap::new();
        for line in page.lines.iter().filter(|l| !l.vertical) {
            let left = lefts.entry(line.block).or_insert(f32::INFINITY);
            *left = left.min(line.area.left);
        }
        let mut before = None;
        for line in &page.lines {
            let indent = line.area.left - lefts.get(&line.block).copied().unwrap_or(0.0);
            if before.is_some_and(|b| b != line.block) {
                text.push('\n');
            }
            before = Some(line.block);
            let set_in = !line.vertical && line.block.is_some() && indent > 1.2 * line.size && line.size > 0.0;
            let _ = writeln!(text, "{}{}", if set_in { "　　" } else { "" }, line.text);
        }
    }
    text
}

//! Bytes → text with provenance: encodings, lines, files of articles and of labelled documents.

mod alto;
mod columns;
mod encoding;
mod garble;
mod hocr;
mod layout;
mod markup;
mod mets;
mod page_xml;
#[cfg(feature = "pdf")]
mod pdf;
mod recognised;
mod rows;
mod settle;
mod source;
mod text;
mod words;

pub use columns::{Columns, FIELDS, Field, Values};
pub use encoding::{Decoded, Encoding, decode};
pub use garble::{GARBLED_REVIEW, Garble};
pub use layout::{Area, LaidLine, LaidPage, Role};
#[cfg(feature = "pdf")]
pub use pdf::{FILE_BYTES, PAGE_BYTES, PAGE_GLYPHS, PAGE_SECONDS, PdfPages, THREAD as PDF_THREAD, pdf_pages};
pub use recognised::{Recognised, linked_files, looks_like_hocr, looks_like_markup, read_recognised};
pub use rows::{ArticleRow, BadLines, json_lines, read_row, read_rows};
pub use source::{OCR_REVIEW, Origin, Sheet, SourceText};
pub use text::{EditionText, Line, MAX_LINE_BYTES};

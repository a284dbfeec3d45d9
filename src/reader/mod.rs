//! Bytes → text with provenance: encodings, lines, files of articles and of labelled documents.

mod encoding;
mod labelled;
mod layout;
#[cfg(feature = "pdf")]
mod pdf;
mod rows;
mod text;

pub use encoding::{Decoded, Encoding, decode};
pub use labelled::{LabelledDocument, read_labelled};
pub use layout::{Area, LaidLine, LaidPage, Role};
#[cfg(feature = "pdf")]
pub use pdf::{FILE_BYTES, PAGE_BYTES, PAGE_GLYPHS, PAGE_SECONDS, PdfPages, THREAD as PDF_THREAD, pdf_pages};
pub use rows::{ArticleRow, read_rows};
pub use text::{EditionText, Line, MAX_LINE_BYTES};

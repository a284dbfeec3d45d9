//! Bytes → text with provenance: encodings, lines, files of articles and of labelled documents.

mod encoding;
mod labelled;
mod layout;
mod rows;
mod text;

pub use encoding::{Decoded, Encoding, decode};
pub use labelled::{LabelledDocument, Place, read_labelled, read_placed};
pub use layout::{Area, LaidLine, LaidPage, Role};
pub use rows::{ArticleRow, read_rows};
pub use text::{EditionText, Line, MAX_LINE_BYTES};

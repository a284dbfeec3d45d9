//! Bytes → text with provenance: encodings, lines, files of articles and of labelled documents.

mod encoding;
mod labelled;
mod layout;
mod rows;
mod text;

pub use encoding::{Decoded, Encoding, decode};
pub use labelled::{LabelledDocument, read_labelled};
pub use layout::{Area, LaidLine, LaidPage, Role};
pub(crate) use rows::read_row;
pub use rows::{ArticleRow, read_rows};
pub use text::{EditionText, Line, MAX_LINE_BYTES};

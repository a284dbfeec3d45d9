//! Records → bytes, one file a format.

mod annif;
mod beside;
mod columns;
mod csv;
mod json;
mod ninjs;
mod page;
pub mod parquet;
mod sqlite;
mod xlsx;

use std::io::{self, Write};

pub use self::csv::{CsvWriter, Language};
pub use self::parquet::ParquetWriter;
pub use annif::AnnifWriter;
pub use beside::{destination, remove_leftovers, temporary_beside};
pub use json::{JsonLinesWriter, JsonWriter};
pub use ninjs::NinjsWriter;
pub use page::{PageStyle, PageWriter, wrap};
pub use sqlite::SqliteWriter;
pub use xlsx::XlsxWriter;

use jzclass::record::Record;

/// How CSV files that are written here begin, in each language.
pub(crate) fn csv_headers() -> [String; 2] {
    [Language::English, Language::Chinese].map(|language| self::csv::header(language)[..8].join(","))
}

/// Something that writes records, source by source.
pub trait RecordWriter {
    /// Writes the records of one source.
    ///
    /// # Errors
    /// Those of the output.
    fn write(&mut self, records: &[Record], out: &mut dyn Write) -> io::Result<()>;

    /// Writes what stands before the first record.
    ///
    /// # Errors
    /// Those of the output.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes what stands behind the last record.
    ///
    /// # Errors
    /// Those of the output.
    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// The user's own identifier as text.
fn identifier(id: &serde_json::Value) -> String {
    match id {
        serde_json::Value::String(id) => id.clone(),
        other => other.to_string(),
    }
}

/// A topic's address at the IPTC, from a code such as `medtop:03000000`.
fn media_topic(iptc: Option<&str>) -> Option<String> {
    iptc?.strip_prefix("medtop:").map(|code| format!("http://cv.iptc.org/newscodes/mediatopic/{code}"))
}

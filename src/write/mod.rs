//! Records → bytes, one file a format.

mod csv;
mod json;
mod page;

use std::io::{self, Write};

pub use self::csv::CsvWriter;
pub use json::{JsonLinesWriter, JsonWriter};
pub use page::{PageStyle, PageWriter};

use crate::record::Record;

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

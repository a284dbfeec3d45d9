//! JSON and JSON Lines, in real UTF-8.

use std::io::{self, Write};

use super::RecordWriter;
use jzclass::record::Record;

/// One record a line.
#[derive(Debug, Default)]
pub struct JsonLinesWriter;

impl RecordWriter for JsonLinesWriter {
    fn write(&mut self, records: &[Record], out: &mut dyn Write) -> io::Result<()> {
        for record in records {
            serde_json::to_writer(&mut *out, record)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// One array of all records, a record a line.
#[derive(Debug, Default)]
pub struct JsonWriter {
    some: bool,
}

impl RecordWriter for JsonWriter {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn write(&mut self, records: &[Record], out: &mut dyn Write) -> io::Result<()> {
        for record in records {
            out.write_all(if self.some { b",\n" } else { b"\n" })?;
            self.some = true;
            serde_json::to_writer(&mut *out, record)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]\n")
    }
}

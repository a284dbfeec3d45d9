//! Apache Parquet, for pandas, polars, DuckDB and Spark.
//!
//! A row is an article (or a page's furniture, with `article` 0); columns have the names and meanings
//! of the [record](jzclass::record)'s fields:
//!
//! | column | type | |
//! |---|---|---|
//! | `schema`, `article`, `chars`, `undecodable` | int32 | |
//! | `sheet`, `column` | int32 | null for a file of one page; where not known |
//! | `source`, `headline`, `kicker`, `subtitle`, `summary` | string | |
//! | `paper`, `page`, `id`, `duplicate_of`, `text` | string | null where not known or not asked for; `id` of another type than text as JSON |
//! | `date` | date | null where not known or no calendar day |
//! | `byline` | struct of `reporters`, `correspondents`, `other` | lists of strings |
//! | `lines` | struct of `headline`, `body`, `caption`, `byline`, `furniture` | lists of struct `from`, `to` (int32) |
//! | `topics` | list of struct | `id`, `name` (string), `probability` (double), `assigned` (bool), `iptc` (string or null), `gbt` (null or struct of `code`, `name`, `provisional`) |
//! | `needs_review` | bool | |
//! | `keywords`, `places`, `organisations` | lists of strings | |
//! | `garbled`, `ocr_confidence` | double | null where the record has none |
//!
//! Values are compressed by Snappy; the file says `jzclass` as its maker and carries no time, so that
//! the same records give the same bytes.
//!
//! ```sql
//! -- DuckDB: topics by month
//! SELECT date_trunc('month', date) AS month, topics[1].id AS topic, count(*)
//! FROM 'catalogue.parquet' WHERE article > 0 GROUP BY ALL ORDER BY ALL;
//! ```

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::columns::{RowGroup, day, int, text};
use super::{RecordWriter, identifier};
use jzclass::record::{LineRange, Record, TopicScore};

/// The columns, as Parquet's own notation has them.
pub const SCHEMA: &str = "
message article {
  required int32 schema;
  required binary source (STRING);
  optional binary paper (STRING);
  optional int32 date (DATE);
  optional binary page (STRING);
  optional int32 sheet;
  optional int32 column;
  required int32 article;
  optional binary id (STRING);
  required binary headline (STRING);
  required binary kicker (STRING);
  required binary subtitle (STRING);
  required group byline {
    required group reporters (LIST) { repeated group list { required binary element (STRING); } }
    required group correspondents (LIST) { repeated group list { required binary element (STRING); } }
    required group other (LIST) { repeated group list { required binary element (STRING); } }
  }
  required group lines {
    required group headline (LIST) { repeated group list { required group element { required int32 from; required int32 to; } } }
    required group body (LIST) { repeated group list { required group element { required int32 from; required int32 to; } } }
    required group caption (LIST) { repeated group list { required group element { required int32 from; required int32 to; } } }
    required group byline (LIST) { repeated group list { required group element { required int32 from; required int32 to; } } }
    required group furniture (LIST) { repeated group list { required group element { required int32 from; required int32 to; } } }
  }
  required group topics (LIST) {
    repeated group list {
      required group element {
        required binary id (STRING);
        required binary name (STRING);
        required double probability;
        required boolean assigned;
        optional binary iptc (STRING);
        optional group gbt {
          required binary code (STRING);
          required binary name (STRING);
          required boolean provisional;
        }
      }
    }
  }
  required boolean needs_review;
  required binary summary (STRING);
  required group keywords (LIST) { repeated group list { required binary element (STRING); } }
  required group places (LIST) { repeated group list { required binary element (STRING); } }
  required group organisations (LIST) { repeated group list { required binary element (STRING); } }
  required int32 chars;
  required int32 undecodable;
  optional double garbled;
  optional double ocr_confidence;
  optional binary duplicate_of (STRING);
  optional binary text (STRING);
}
";

/// Whether a Parquet file has this schema.
pub(crate) fn is_written_here(path: &std::path::Path) -> bool {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let Ok(reader) = std::fs::File::open(path).map_err(ParquetError::from).and_then(SerializedFileReader::new) else {
        return false;
    };
    let names: Vec<&str> = reader.metadata().file_metadata().schema().get_fields().iter().map(|f| f.name()).collect();
    names.starts_with(&["schema", "source", "paper", "date", "page"])
}

/// Most articles of a row group.
const ROWS: usize = 16_384;
/// Most bytes of text held before a row group is written.
const BYTES: usize = 16 << 20;

/// Writes Parquet. Records are held until a row group is full (16,384 articles or 16 MB of text),
/// so that memory does not grow with the archive.
#[derive(Default)]
pub struct ParquetWriter {
    file: Option<SerializedFileWriter<Vec<u8>>>,
    rows: Vec<Record>,
    bytes: usize,
}

impl std::fmt::Debug for ParquetWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetWriter")
            .field("rows", &self.rows.len())
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

impl RecordWriter for ParquetWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        let properties = WriterProperties::builder()
            .set_writer_version(WriterVersion::PARQUET_1_0)
            .set_compression(Compression::SNAPPY)
            .set_created_by("jzclass".to_owned())
            .build();
        let schema = parse_message_type(SCHEMA).map_err(failed)?;
        let file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        self.file = Some(file);
        Ok(())
    }

    fn write(&mut self, records: &[Record], out: &mut dyn Write) -> io::Result<()> {
        for record in records {
            self.bytes += record.text.as_ref().map_or(0, String::len) + record.summary.len() + 512;
            self.rows.push(record.clone());
            if self.rows.len() >= ROWS || self.bytes >= BYTES {
                self.row_group(out)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.rows.is_empty() {
            self.row_group(out)?;
        }
        match self.file.take() {
            None => Ok(()),
            Some(mut file) => {
                file.finish().map_err(failed)?;
                out.write_all(file.inner_mut())
            }
        }
    }
}

impl ParquetWriter {
    fn row_group(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut group = RowGroup::new(file.next_row_group().map_err(failed)?, &rows);
        columns(&mut group).map_err(failed)?;
        group.close().map_err(failed)?;
        file.flush()?;
        out.write_all(&std::mem::take(file.inner_mut()))
    }
}

fn columns(group: &mut RowGroup<'_, Vec<u8>>) -> Result<(), ParquetError> {
    let some = |value: &str| Some(value).filter(|v| !v.is_empty()).map(text);
    group.required::<Int32Type>(|r| r.schema as i32)?;
    group.required::<ByteArrayType>(|r| text(&r.source))?;
    group.optional::<ByteArrayType>(|r| some(&r.paper))?;
    group.optional::<Int32Type>(|r| day(&r.date))?;
    group.optional::<ByteArrayType>(|r| some(&r.page))?;
    group.optional::<Int32Type>(|r| (r.sheet > 0).then(|| int(r.sheet)))?;
    group.optional::<Int32Type>(|r| (r.column > 0).then(|| int(r.column)))?;
    group.required::<Int32Type>(|r| int(r.article))?;
    group.optional::<ByteArrayType>(|r| r.id.as_ref().map(|id| text(&identifier(id))))?;
    group.required::<ByteArrayType>(|r| text(&r.headline))?;
    group.required::<ByteArrayType>(|r| text(&r.kicker))?;
    group.required::<ByteArrayType>(|r| text(&r.subtitle))?;
    for names in
        [(|r| &r.byline.reporters) as fn(&Record) -> &Vec<String>, |r| &r.byline.correspondents, |r| &r.byline.other]
    {
        group.list::<ByteArrayType, _>(|r| names(r), |name| text(name))?;
    }
    for ranges in [
        (|r| &r.lines.headline) as fn(&Record) -> &Vec<LineRange>,
        |r| &r.lines.body,
        |r| &r.lines.caption,
        |r| &r.lines.byline,
        |r| &r.lines.furniture,
    ] {
        group.list::<Int32Type, _>(|r| ranges(r), |range| int(range[0]))?;
        group.list::<Int32Type, _>(|r| ranges(r), |range| int(range[1]))?;
    }
    let topics: fn(&Record) -> &[TopicScore] = |r| &r.topics;
    group.list::<ByteArrayType, _>(topics, |t| text(&t.id))?;
    group.list::<ByteArrayType, _>(topics, |t| text(&t.name))?;
    group.list::<DoubleType, _>(topics, |t| t.probability)?;
    group.list::<BoolType, _>(topics, |t| t.assigned)?;
    group.optional_list::<ByteArrayType, _>(topics, |t| t.iptc.as_deref().map(text))?;
    group.optional_list::<ByteArrayType, _>(topics, |t| t.gbt.as_ref().map(|g| text(&g.code)))?;
    group.optional_list::<ByteArrayType, _>(topics, |t| t.gbt.as_ref().map(|g| text(&g.name)))?;
    group.optional_list::<BoolType, _>(topics, |t| t.gbt.as_ref().map(|g| g.provisional))?;
    group.required::<BoolType>(|r| r.needs_review)?;
    group.required::<ByteArrayType>(|r| text(&r.summary))?;
    group.list::<ByteArrayType, _>(|r| &r.keywords, |word| text(word))?;
    group.list::<ByteArrayType, _>(|r| &r.places, |name| text(name))?;
    group.list::<ByteArrayType, _>(|r| &r.organisations, |name| text(name))?;
    group.required::<Int32Type>(|r| int(r.chars))?;
    group.required::<Int32Type>(|r| int(r.undecodable))?;
    group.optional::<DoubleType>(|r| r.garbled)?;
    group.optional::<DoubleType>(|r| r.ocr_confidence)?;
    group.optional::<ByteArrayType>(|r| r.duplicate_of.as_deref().map(text))?;
    group.optional::<ByteArrayType>(|r| r.text.as_deref().map(text))
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => io::Error::other(cause),
        other => io::Error::other(other.to_string()),
    }
}

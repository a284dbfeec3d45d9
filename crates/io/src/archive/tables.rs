//! CSV, TSV and Parquet: the columns that hold articles, some rows at a time.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;

use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use super::BATCH_BYTES;
use super::bound::Pieces;
use jzclass::error::{Error, Result};
use jzclass::read::{ArticleRow, Columns, Field as Column, Values};

/// What takes the rows; it says when no more are wanted.
pub(crate) type Rows<'s> = &'s mut dyn FnMut(Vec<ArticleRow>) -> ControlFlow<()>;

/// Why reading a table ended before its end.
pub(crate) enum Stopped {
    /// The data are not what they should be.
    Bad(Error),
    /// Reading failed.
    Read(io::Error),
    /// No more is wanted.
    Enough,
}

/// Gathers rows into batches.
struct Gathered<'s> {
    rows: Vec<ArticleRow>,
    bytes: usize,
    into: Rows<'s>,
}

impl Gathered<'_> {
    fn push(&mut self, row: ArticleRow) -> ControlFlow<()> {
        self.bytes += row.text.len() + 64;
        self.rows.push(row);
        if self.bytes < BATCH_BYTES { ControlFlow::Continue(()) } else { self.pass_on() }
    }

    fn pass_on(&mut self) -> ControlFlow<()> {
        self.bytes = 0;
        if self.rows.is_empty() { ControlFlow::Continue(()) } else { (self.into)(std::mem::take(&mut self.rows)) }
    }
}

/// Reads comma- or tab-separated values with a header, as UTF-8.
///
/// Returns how many fields held what is no UTF-8.
pub(crate) fn read_csv(
    stream: &mut dyn Read,
    delimiter: u8,
    columns: &Columns,
    into: Rows<'_>,
) -> Result<usize, Stopped> {
    let since = Cell::new(0);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(Pieces::new(stream, &since));
    let header = reader.byte_headers().map_err(stopped)?.clone();
    let names: Vec<String> = header.iter().map(|n| String::from_utf8_lossy(n).trim().to_owned()).collect();
    let positions = columns.positions(&names);
    if positions[Column::Text as usize].is_none() {
        return Err(no_column(columns, &names));
    }
    let mut gathered = Gathered { rows: Vec::new(), bytes: 0, into };
    let mut broken = 0;
    let mut row = csv::ByteRecord::new();
    while reader.read_byte_record(&mut row).map_err(stopped)? {
        since.set(0);
        let mut values = Values::default();
        values.set(Column::Text, String::new().into());
        for (column, _) in columns.fields() {
            let Some(bytes) = positions[column as usize].and_then(|at| row.get(at)) else { continue };
            broken += usize::from(std::str::from_utf8(bytes).is_err());
            values.set(column, String::from_utf8_lossy(bytes).into_owned().into());
        }
        let article = values.article().unwrap_or_default();
        if gathered.push(article).is_break() {
            return Err(Stopped::Enough);
        }
    }
    if gathered.pass_on().is_break() { Err(Stopped::Enough) } else { Ok(broken) }
}

fn no_column(columns: &Columns, names: &[String]) -> Stopped {
    Stopped::Bad(Error::NoColumn { column: columns.text.join("`, `"), found: names.join(", ") })
}

fn stopped(error: csv::Error) -> Stopped {
    let cause = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(e) => Stopped::Read(e),
        _ => Stopped::Bad(Error::DamagedArchive { format: "table", cause }),
    }
}

/// Reads the articles of a Parquet file, only the columns that hold them.
pub(crate) fn read_parquet<R: ChunkReader + 'static>(
    file: R,
    columns: &Columns,
    into: Rows<'_>,
) -> Result<(), Stopped> {
    let reader = SerializedFileReader::new(file).map_err(damaged)?;
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<String> = schema.get_fields().iter().map(|f| f.name().to_owned()).collect();
    let positions = columns.positions(&names);
    if positions[Column::Text as usize].is_none() {
        return Err(no_column(columns, &names));
    }
    // The row iterator gives the columns in the order of the file.
    let mut wanted: Vec<(usize, Column)> =
        columns.fields().into_iter().filter_map(|(c, _)| positions[c as usize].map(|at| (at, c))).collect();
    wanted.retain(|&(at, column)| column == Column::Text || schema.get_fields()[at].is_primitive());
    wanted.sort_unstable_by_key(|&(at, _)| at);
    let fields = wanted.iter().map(|&(at, _)| schema.get_fields()[at].clone()).collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(fields).build().map_err(damaged)?;
    let mut gathered = Gathered { rows: Vec::new(), bytes: 0, into };
    for row in reader.get_row_iter(Some(projection)).map_err(damaged)? {
        if gathered.push(article(&row.map_err(damaged)?, &wanted)).is_break() {
            return Err(Stopped::Enough);
        }
    }
    if gathered.pass_on().is_break() { Err(Stopped::Enough) } else { Ok(()) }
}

fn article(row: &Row, wanted: &[(usize, Column)]) -> ArticleRow {
    let mut values = Values::default();
    values.set(Column::Text, String::new().into());
    for ((_, field), &(_, column)) in row.get_column_iter().zip(wanted) {
        let value = match field {
            Field::Null => continue,
            Field::Str(text) => text.clone().into(),
            Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned().into(),
            _ if column == Column::Text => continue,
            Field::Int(number) => (*number).into(),
            Field::Long(number) => (*number).into(),
            // Days and times are written as such.
            other => other.to_string().into(),
        };
        values.set(column, value);
    }
    values.article().unwrap_or_default()
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn damaged(error: ParquetError) -> Stopped {
    Stopped::Bad(Error::DamagedArchive { format: "Parquet file", cause: error.to_string() })
}

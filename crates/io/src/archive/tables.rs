//! CSV, TSV and Parquet: the columns that hold articles, some rows at a time.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;

use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use super::bound::{Bomb, Pieces};
use super::{BATCH_BYTES, FREE_BYTES, MAX_RATIO};
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

/// Most lines of a row: a page of a newspaper has fewer. A row of more has a quotation mark that is not closed.
const MOST_LINES: u64 = 2_000;

/// A row of so many lines, the last of a file with an odd number of quotation marks, ends in one that is not closed.
const FEW_LINES: usize = 10;

/// Tells whether the number of quotation marks is odd so far.
struct Quotes<'c, R> {
    inner: R,
    odd: &'c Cell<bool>,
}

impl<R: Read> Read for Quotes<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.odd.set(buffer[..read].iter().fold(self.odd.get(), |odd, &b| odd ^ (b == b'"')));
        Ok(read)
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
    let odd = Cell::new(false);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(Quotes { inner: Pieces::new(stream, &since), odd: &odd });
    let header = reader.byte_headers().map_err(stopped)?.clone();
    let names: Vec<String> = header.iter().map(|n| String::from_utf8_lossy(n).trim().to_owned()).collect();
    let positions = columns.positions(&names);
    if positions[Column::Text as usize].is_none() {
        return Err(no_column(columns, &names));
    }
    let mut gathered = Gathered { rows: Vec::new(), bytes: 0, into };
    let mut broken = 0;
    let mut last = (0, 0);
    let mut row = csv::ByteRecord::new();
    while reader.read_byte_record(&mut row).map_err(stopped)? {
        since.set(0);
        let begins = row.position().map_or(0, csv::Position::line);
        let lines = reader.position().line().saturating_sub(begins);
        last = (begins as usize, lines as usize);
        if lines > MOST_LINES {
            return Err(Stopped::Bad(Error::LongRow { line: begins as usize, lines: lines as usize }));
        }
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
    if gathered.pass_on().is_break() {
        return Err(Stopped::Enough);
    }
    // The last row took all that was left.
    let (line, lines) = last;
    if odd.get() && lines > FEW_LINES { Err(Stopped::Bad(Error::LongRow { line, lines })) } else { Ok(broken) }
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
    let most = file.len().saturating_mul(MAX_RATIO).saturating_add(FREE_BYTES);
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
    let mut given = 0_u64;
    for row in reader.get_row_iter(Some(projection)).map_err(damaged)? {
        let article = article(&row.map_err(damaged)?, &wanted);
        given = given.saturating_add(article.text.len() as u64);
        if given > most {
            return Err(Stopped::Read(io::Error::other(Bomb)));
        }
        if gathered.push(article).is_break() {
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
            // A day that no calendar has is none.
            Field::Date(days) if !is_of_calendar(i64::from(*days)) => continue,
            Field::TimestampMillis(time) if !is_of_calendar(time.div_euclid(86_400_000)) => continue,
            Field::TimestampMicros(time) if !is_of_calendar(time.div_euclid(86_400_000_000)) => continue,
            // Days and times are written as such.
            other => other.to_string().into(),
        };
        values.set(column, value);
    }
    values.article().unwrap_or_default()
}

/// Whether a day, counted from 1970, is in a year of four digits.
fn is_of_calendar(days: i64) -> bool {
    (-719_162..=2_932_896).contains(&days)
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn damaged(error: ParquetError) -> Stopped {
    Stopped::Bad(Error::DamagedArchive { format: "Parquet file", cause: error.to_string() })
}

//! Where `tag` puts its records: a stream in some format, or a catalogue.

use std::path::Path;

use jzclass::Record;
use jzclass_io::archive::RecordLine;
use jzclass_io::write::{
    AnnifWriter, CsvWriter, JsonLinesWriter, JsonWriter, NinjsWriter, PageStyle, PageWriter, ParquetWriter,
    RecordWriter, SqliteWriter, XlsxWriter,
};

use super::args::{Format, TagArgs};
use super::inputs::Destination;
use super::language::{asked_language, language};
use super::leftover::Kept;
use super::output::{Output, colour, columns};
use super::{Failure, at, ending};

/// The format asked for, or the one the output's name tells.
pub(crate) fn format(args: &TagArgs, to: &Destination) -> Result<Format, Failure> {
    ending::format(args.format, to, Format::Page)
}

/// Whether the records need their text for this format, asked for or not.
pub(crate) fn needs_text(format: Format) -> bool {
    matches!(format, Format::Sqlite | Format::Ninjs | Format::Annif)
}

/// Records go in, in order; a file is put in place at the end.
pub(crate) enum Sink {
    Stream { output: Output, writer: Box<dyn RecordWriter> },
    Catalogue { path: String, writer: SqliteWriter, _kept: Kept },
}

impl Sink {
    pub(crate) fn open(args: &TagArgs, to: &Destination) -> Result<Self, Failure> {
        let mut writer: Box<dyn RecordWriter> = match format(args, to)? {
            Format::Sqlite => {
                // The command line asks for --output where the format is SQLite.
                let path = to.path().unwrap_or(Path::new("catalogue.db"));
                let writer = SqliteWriter::create(path).map_err(at(path))?;
                let kept = Kept::new(writer.temporary());
                return Ok(Self::Catalogue { path: jzclass::visible::path(path), writer, _kept: kept });
            }
            Format::Json => Box::new(JsonWriter::default()),
            Format::Jsonl => Box::new(JsonLinesWriter),
            Format::Csv => Box::new(CsvWriter { mark: args.csv_bom, language: asked_language() }),
            Format::Xlsx => Box::new(XlsxWriter::new(language())),
            Format::Parquet => Box::new(ParquetWriter::default()),
            Format::Ninjs => Box::new(NinjsWriter),
            Format::Annif => Box::new(AnnifWriter),
            Format::Page => Box::new(PageWriter::new(PageStyle {
                width: if to.path().is_some() { 80 } else { columns() },
                colour: colour(to),
                language: language(),
            })),
        };
        let mut output = Output::open(to)?;
        output.write(|out| writer.begin(out))?;
        Ok(Self::Stream { output, writer })
    }

    pub(crate) fn write(&mut self, records: &[Record]) -> Result<(), Failure> {
        match self {
            Self::Stream { output, writer } => output.write(|out| writer.write(records, out)),
            Self::Catalogue { path, writer, .. } => writer.write(records).map_err(at(path)),
        }
    }

    /// Writes records whose JSON is there, to a stream of JSON Lines.
    pub(crate) fn write_lines(&mut self, lines: &[RecordLine]) -> Result<(), Failure> {
        match self {
            Self::Stream { output, .. } => {
                output.write(|out| lines.iter().try_for_each(|line| writeln!(out, "{}", line.json())))
            }
            Self::Catalogue { .. } => Ok(()),
        }
    }

    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stream { mut output, mut writer } => {
                output.write(|out| writer.end(out))?;
                output.finish()
            }
            Self::Catalogue { path, writer, .. } => writer.finish().map_err(at(path)),
        }
    }
}

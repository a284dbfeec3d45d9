//! Where `tag` puts its records: a stream in some format, or a catalogue.

use std::path::Path;

use jzclass::Record;
use jzclass_io::archive::RecordLine;
use jzclass_io::write::{
    AnnifWriter, CsvWriter, JsonLinesWriter, JsonWriter, NinjsWriter, PageStyle, PageWriter, ParquetWriter,
    RecordWriter, SqliteWriter,
};

use super::args::{Format, TagArgs};
use super::output::{Output, colour, columns};
use super::{Failure, at};

/// The format asked for, or the one the output's name tells.
pub(crate) fn format(args: &TagArgs) -> Format {
    let name = args.output.as_deref().and_then(Path::file_name).map(|n| n.to_string_lossy().to_lowercase());
    let name = name.unwrap_or_default();
    let by_name = [
        ([".annif.jsonl", ".annif"].as_slice(), Format::Annif),
        (&[".ninjs.jsonl", ".ninjs"], Format::Ninjs),
        (&[".json"], Format::Json),
        (&[".jsonl", ".ndjson"], Format::Jsonl),
        (&[".csv"], Format::Csv),
        (&[".parquet"], Format::Parquet),
        (&[".db", ".sqlite", ".sqlite3"], Format::Sqlite),
    ];
    args.format.unwrap_or_else(|| {
        let found = by_name.iter().find(|(endings, _)| endings.iter().any(|ending| name.ends_with(ending)));
        found.map_or(Format::Page, |&(_, format)| format)
    })
}

/// Whether the records need their text for this format, asked for or not.
pub(crate) fn needs_text(format: Format) -> bool {
    matches!(format, Format::Sqlite | Format::Ninjs | Format::Annif)
}

/// Records go in, in order; a file is put in place at the end.
pub(crate) enum Sink {
    Stream { output: Output, writer: Box<dyn RecordWriter> },
    Catalogue { path: String, writer: SqliteWriter },
}

impl Sink {
    /// `path` is where --output leads; a link is followed.
    pub(crate) fn open(args: &TagArgs, path: Option<&Path>) -> Result<Self, Failure> {
        let mut writer: Box<dyn RecordWriter> = match (format(args), path) {
            (Format::Sqlite, path) => {
                // The command line asks for --output where the format is SQLite.
                let path = path.unwrap_or(Path::new("catalogue.db"));
                let writer = SqliteWriter::create(path).map_err(at(path))?;
                return Ok(Self::Catalogue { path: path.display().to_string(), writer });
            }
            (Format::Json, _) => Box::new(JsonWriter::default()),
            (Format::Jsonl, _) => Box::new(JsonLinesWriter),
            (Format::Csv, _) => Box::new(CsvWriter { mark: args.csv_bom }),
            (Format::Parquet, _) => Box::new(ParquetWriter::default()),
            (Format::Ninjs, _) => Box::new(NinjsWriter),
            (Format::Annif, _) => Box::new(AnnifWriter),
            (Format::Page, path) => Box::new(PageWriter::new(PageStyle {
                width: if path.is_some() { 80 } else { columns() },
                colour: colour(path),
            })),
        };
        let mut output = Output::open(path)?;
        output.write(|out| writer.begin(out))?;
        Ok(Self::Stream { output, writer })
    }

    pub(crate) fn write(&mut self, records: &[Record]) -> Result<(), Failure> {
        match self {
            Self::Stream { output, writer } => output.write(|out| writer.write(records, out)),
            Self::Catalogue { path, writer } => writer.write(records).map_err(at(path)),
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
            Self::Catalogue { path, writer } => writer.finish().map_err(at(path)),
        }
    }
}

//! Formats by the ending of an output's name: what is written is what the name says, or nothing.

use clap::ValueEnum;
use jzclass::Error;

use super::Failure;
use super::args::{DigestFormat, Format, SplitFormat};
use super::inputs::Destination;
use super::output::is_device;

/// An ending, the format it stands for, and others that may be asked for under it.
pub(crate) struct Ending<F: 'static>(&'static str, F, &'static [F]);

/// A format whose endings are known.
pub(crate) trait ByEnding: ValueEnum + Copy + PartialEq + 'static {
    /// Longer endings before those they end with.
    const ENDINGS: &'static [Ending<Self>];
}

impl ByEnding for Format {
    const ENDINGS: &'static [Ending<Self>] = {
        use Format::{Annif, Csv, Json, Jsonl, Ninjs, Page, Parquet, Sqlite, Xlsx};
        &[
            Ending(".annif.jsonl", Annif, &[]),
            Ending(".annif", Annif, &[]),
            Ending(".ninjs.jsonl", Ninjs, &[]),
            Ending(".ninjs", Ninjs, &[]),
            Ending(".jsonl", Jsonl, &[Ninjs, Annif]),
            Ending(".ndjson", Jsonl, &[Ninjs, Annif]),
            Ending(".json", Json, &[Jsonl, Ninjs, Annif]),
            Ending(".csv", Csv, &[]),
            Ending(".xlsx", Xlsx, &[]),
            Ending(".parquet", Parquet, &[]),
            Ending(".db", Sqlite, &[]),
            Ending(".sqlite", Sqlite, &[]),
            Ending(".sqlite3", Sqlite, &[]),
            Ending(".txt", Page, &[Json, Jsonl, Csv, Ninjs, Annif]),
            Ending(".text", Page, &[Json, Jsonl, Csv, Ninjs, Annif]),
        ]
    };
}

impl ByEnding for SplitFormat {
    const ENDINGS: &'static [Ending<Self>] = {
        use SplitFormat::{Csv, Json, Jsonl, Markdown, Text, Xlsx};
        &[
            Ending(".jsonl", Jsonl, &[]),
            Ending(".ndjson", Jsonl, &[]),
            Ending(".json", Json, &[Jsonl]),
            Ending(".csv", Csv, &[]),
            Ending(".xlsx", Xlsx, &[]),
            Ending(".txt", Text, &[Json, Jsonl, Csv, Markdown]),
            Ending(".text", Text, &[Json, Jsonl, Csv, Markdown]),
            Ending(".md", Markdown, &[]),
            Ending(".markdown", Markdown, &[]),
        ]
    };
}

impl ByEnding for DigestFormat {
    const ENDINGS: &'static [Ending<Self>] = {
        use DigestFormat::{Html, Markdown, Text};
        &[
            Ending(".txt", Text, &[Markdown, Html]),
            Ending(".text", Text, &[Markdown, Html]),
            Ending(".md", Markdown, &[]),
            Ending(".markdown", Markdown, &[]),
            Ending(".html", Html, &[]),
            Ending(".htm", Html, &[]),
        ]
    };
}

/// The format asked for, else that of the output's ending, else `usual`.
///
/// # Errors
/// [`Error::OutputEnding`] where the ending is not known, or stands for another format than the one asked for.
pub(crate) fn format<F: ByEnding>(asked: Option<F>, to: &Destination, usual: F) -> Result<F, Failure> {
    let Some(path) = to.path().filter(|path| !is_device(path)) else { return Ok(asked.unwrap_or(usual)) };
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let wrong = |cause: String| Failure::Usage(jzclass::visible::path(path), Error::OutputEnding { cause });
    let known = || F::ENDINGS.iter().map(|e| e.0).collect::<Vec<_>>().join(", ");
    match (F::ENDINGS.iter().find(|e| name.ends_with(e.0)), asked) {
        (Some(ending), None) => Ok(ending.1),
        (Some(ending), Some(asked)) if ending.1 == asked || ending.2.contains(&asked) => Ok(asked),
        (Some(ending), Some(asked)) => {
            Err(wrong(format!("`{}` is no ending of the format `{}`", ending.0, name_of(&asked))))
        }
        (None, Some(asked)) if !is_known(&name) => Ok(asked),
        (None, _) => Err(wrong(format!("its ending tells no format that is written here; known are {}", known()))),
    }
}

fn name_of<F: ValueEnum>(format: &F) -> String {
    format.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned())
}

/// Endings of files that people open with some program, and that nothing else should be called.
const KNOWN: [&str; 40] = [
    ".annif",
    ".bmp",
    ".csv",
    ".db",
    ".doc",
    ".docx",
    ".gif",
    ".gz",
    ".htm",
    ".html",
    ".jpeg",
    ".jpg",
    ".json",
    ".jsonl",
    ".jzm",
    ".markdown",
    ".md",
    ".ndjson",
    ".ninjs",
    ".odt",
    ".ods",
    ".parquet",
    ".pdf",
    ".png",
    ".pptx",
    ".rtf",
    ".sqlite",
    ".sqlite3",
    ".svg",
    ".tar",
    ".text",
    ".tif",
    ".tsv",
    ".txt",
    ".xls",
    ".xlsx",
    ".xml",
    ".zip",
    ".zst",
    ".hocr",
];

fn is_known(name: &str) -> bool {
    KNOWN.iter().any(|ending| name.ends_with(ending))
}

/// That the name of an output of one kind alone does not end as something else.
///
/// # Errors
/// [`Error::OutputEnding`] for an ending that is known and not among `own`.
pub(crate) fn check(to: &Destination, what: &str, own: &[&str]) -> Result<(), Failure> {
    let Some(path) = to.path().filter(|path| !is_device(path)) else { return Ok(()) };
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    if own.iter().any(|ending| name.ends_with(ending)) || !is_known(&name) {
        return Ok(());
    }
    let cause = format!("its ending stands for something else than {what}; usual is {}", own.join(" or "));
    Err(Failure::Usage(jzclass::visible::path(path), Error::OutputEnding { cause }))
}

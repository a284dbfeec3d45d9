//! The one error type of the library; every variant carries the data a caller can act on.

use std::io;
use std::path::PathBuf;

/// Result of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong, with the data to act on.
///
/// The [`Display`](std::fmt::Display) text is the cause alone, in one line; the command-line
/// program prints it behind the path it was working on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused an operation.
    #[error("{source}")]
    Io {
        /// The file or folder concerned.
        path: PathBuf,
        /// The operating system's cause.
        source: io::Error,
    },
    /// A file without any text.
    #[error("the file is empty")]
    Empty,
    /// A file that is not text.
    #[error("not a text file ({found})")]
    Binary {
        /// What gave it away.
        found: String,
    },
    /// A PDF that could not be read.
    #[error("the PDF cannot be read: {cause}")]
    Pdf {
        /// What is wrong with it.
        cause: String,
    },
    /// A PDF that opens with a password only.
    #[error("the PDF asks for a password")]
    PdfPassword,
    /// A PDF of images without any text.
    #[error("no text in the PDF, only images ({pages} page(s))")]
    PdfWithoutText {
        /// Pages looked at.
        pages: usize,
    },
    /// A PDF that asks for more than a page of a newspaper ever needs.
    #[error("the PDF exceeds the limit for {what} ({limit})")]
    PdfLimit {
        /// What there is too much of.
        what: &'static str,
        /// The most that is read.
        limit: String,
    },
    /// A line too long to be a line of a page.
    #[error("line {line} is {bytes} bytes long, a page's line has at most {limit}")]
    LineTooLong {
        /// 1-based line number.
        line: usize,
        /// Its length in bytes.
        bytes: usize,
        /// The longest line accepted, in bytes.
        limit: usize,
    },
    /// Text in which no article could be found.
    #[error("no article found in {lines} lines of text")]
    NoArticle {
        /// Non-blank lines read.
        lines: usize,
    },
    /// A folder that holds no file of a kind this program reads.
    #[error("no edition in this folder (looked for .txt, .pdf, .jsonl)")]
    NoEdition,
    /// An encoding name that is not known.
    #[error("unknown encoding `{name}`")]
    UnknownEncoding {
        /// The name as given.
        name: String,
    },
    /// A file with lines that do not parse.
    #[error("{count} unreadable line(s): {}", lines_cause(.lines))]
    UnreadableLines {
        /// How many lines could not be read.
        count: usize,
        /// The first few, as (1-based line number, cause).
        lines: Vec<(usize, String)>,
    },
    /// Training or evaluation data whose form could not be recognised.
    #[error("{cause}")]
    BadData {
        /// What is missing or wrong.
        cause: String,
    },
    /// No document to train on or to measure with.
    #[error("no labelled document found")]
    NoDocuments,
    /// Fewer than two topics.
    #[error("only one topic (`{topic}`) in the data; a classifier needs at least two")]
    OneTopic {
        /// The only topic.
        topic: String,
    },
    /// A topic with a single training document.
    #[error("topic `{topic}` has one document only; it needs at least two")]
    LoneDocument {
        /// The topic concerned.
        topic: String,
    },
    /// A label that the fixed taxonomy does not list.
    #[error("unknown label `{label}` (document {document}); the taxonomy lists {known}")]
    UnknownLabel {
        /// The label as found.
        label: String,
        /// 1-based number of the document.
        document: usize,
        /// Labels that are known, joined.
        known: String,
    },
    /// Parameters out of their range.
    #[error("{name} = {value} is out of range ({range})")]
    Parameter {
        /// Parameter's name.
        name: &'static str,
        /// Value as given.
        value: String,
        /// What is accepted.
        range: &'static str,
    },
    /// A taxonomy file that does not hold a taxonomy.
    #[error("not a taxonomy: {cause}")]
    Taxonomy {
        /// What is wrong in it.
        cause: String,
    },
    /// A file that is not a model of this program.
    #[error("not a jzclass model (it does not begin with `{magic}`)")]
    NotAModel {
        /// What a model begins with.
        magic: &'static str,
    },
    /// A model written by a later version.
    #[error("model format {found} is newer than this program, which reads up to {supported}")]
    NewerModel {
        /// Format version in the file.
        found: u32,
        /// Highest version this program reads.
        supported: u32,
    },
    /// A model file that was cut short or altered.
    #[error("damaged model: {cause}")]
    DamagedModel {
        /// What does not hold.
        cause: String,
    },
    /// The statistics library refused the data.
    #[error("naive Bayes could not be fitted: {cause}")]
    Fit {
        /// Its cause.
        cause: String,
    },
    /// An article number outside the page.
    #[error("article {asked} was asked for, the page has {found}")]
    NoSuchArticle {
        /// 1-based number asked for.
        asked: usize,
        /// Articles on the page.
        found: usize,
    },
    /// A record could not be written in the format asked for.
    #[error("cannot write {format}: {cause}")]
    Write {
        /// Output format.
        format: &'static str,
        /// Cause.
        cause: String,
    },
}

impl From<linfa::Error> for Error {
    fn from(error: linfa::Error) -> Self {
        Self::Fit { cause: error.to_string() }
    }
}

impl Error {
    /// An I/O error with the path it happened on.
    pub fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }

    /// True when the reader of our output has gone away (a closed pipe), which is no error to report.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }

    /// A short hint on what to do, where there is one.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Io { source, .. } if source.kind() == io::ErrorKind::NotFound => "check the path's spelling",
            Self::Binary { .. } => "extract the text first, for example with pdftotext",
            Self::Pdf { .. } => "repair the file, for example with `qpdf in.pdf out.pdf`, or extract its text",
            Self::PdfPassword => "take the password off first, for example with `qpdf --decrypt`",
            Self::PdfWithoutText { .. } => "run OCR over it and give the ALTO, hOCR or PAGE-XML it writes",
            Self::NoArticle { .. } => "is this an edition's text? --encoding names its encoding",
            Self::UnknownEncoding { .. } => "use utf-8, utf-16le, utf-16be, gb18030, gbk or big5",
            Self::NotAModel { .. } | Self::DamagedModel { .. } => {
                "make a model with `jzclass train`, or leave --model away for the built-in one"
            }
            Self::NewerModel { .. } => "update jzclass",
            Self::UnknownLabel { .. } => "leave --taxonomy away to take the topics from the data's labels",
            Self::BadData { .. } => {
                "give JSON Lines with text and label, CSV with a header, __label__ lines or a folder a class"
            }
            _ => return None,
        })
    }
}

fn lines_cause(lines: &[(usize, String)]) -> String {
    lines.iter().map(|(line, cause)| format!("line {line}: {cause}")).collect::<Vec<_>>().join("; ")
}

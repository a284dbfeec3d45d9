//! The one error type of the library; every variant carries the data a caller can act on.

use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Result of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong, with the data to act on.
///
/// The [`Display`](std::fmt::Display) text is the cause alone, in one line; [`Error::kind`] is what to decide by.
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
    /// A PDF that shows text, but none that can be read off its pages.
    #[error("no text on the PDF's pages: {cause} ({pages} page(s))")]
    PdfTextElsewhere {
        /// Pages looked at.
        pages: usize,
        /// Where its text stands.
        cause: &'static str,
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
    /// A folder or archive that holds no file of a kind this program reads.
    #[error("no edition in it (nothing whose ending is known and that is neither hidden nor excluded)")]
    NoEdition,
    /// A table's row that goes over more lines than a page has.
    #[error("the row of line {line} goes over {lines} lines: a quotation mark that is not closed?")]
    LongRow {
        /// 1-based line at which it begins.
        line: usize,
        /// How many lines it takes.
        lines: usize,
    },
    /// An entry that its archive does not have.
    #[error("the archive has no such entry that is read")]
    NoEntry,
    /// Several pages where one is wanted.
    #[error("several pages are in it: {names}")]
    SeveralPages {
        /// The first few, joined.
        names: String,
    },
    /// A pattern of paths that no file fits.
    #[error("no file fits this pattern")]
    NoMatch,
    /// A pattern that cannot be read.
    #[error("bad pattern `{pattern}`: {cause}")]
    BadPattern {
        /// The pattern as given.
        pattern: String,
        /// What is wrong in it.
        cause: String,
    },
    /// An archive or compressed file that is cut short or altered.
    #[error("damaged {format}: {cause}")]
    DamagedArchive {
        /// What kind of archive it is.
        format: &'static str,
        /// What does not hold.
        cause: String,
    },
    /// An archive's entry that only a password opens.
    #[error("encrypted")]
    Encrypted,
    /// More text in one piece than is read at once.
    #[error("{bytes} bytes or more in one piece, at most {limit} are read")]
    TooLarge {
        /// Its size in bytes, as far as it was seen.
        bytes: u64,
        /// The most that is read.
        limit: u64,
    },
    /// Compressed data that expand beyond any text's measure.
    #[error("expands to more than {ratio} times its size: a decompression bomb?")]
    Expands {
        /// The most times its size that is read.
        ratio: u64,
    },
    /// Archives within archives, too many of them.
    #[error("archives within archives beyond {limit} levels")]
    TooDeep {
        /// How many levels are opened.
        limit: u32,
    },
    /// A file that was written to while it was read.
    #[error("the file changed while the run was under way")]
    Changed,
    /// A table without the column that holds the text.
    #[error("no column `{column}` (there are: {found})")]
    NoColumn {
        /// The column looked for.
        column: String,
        /// The columns that are there, joined.
        found: String,
    },
    /// A file in a folder that this program wrote itself.
    #[error("an output of jzclass, which is not read in folders")]
    OwnOutput,
    /// A text or archive of a kind that is not read.
    #[error("files of the kind .{ending} are not read")]
    UnreadKind {
        /// Its ending.
        ending: String,
    },
    /// A link in a tar archive.
    #[error("a link to {target} within the archive, which is not followed")]
    ArchiveLink {
        /// Where it leads.
        target: String,
    },
    /// An output that the run would read.
    #[error("this is an input of the run ({}) and is not overwritten", input.display())]
    OutputIsInput {
        /// The input, by the name it is read under.
        input: PathBuf,
    },
    /// Two outputs of one run at the same place.
    #[error("another output of this run goes there, too")]
    OutputTwice,
    /// An output whose ending stands for another format, or for none.
    #[error("{cause}")]
    OutputEnding {
        /// What does not fit, and the endings that do.
        cause: String,
    },
    /// Another run is writing the same output.
    #[error("another run is writing this output")]
    InUse,
    /// The journal of a run that was not finished stands where a new run would put its own.
    #[error("an unfinished run left its journal: {}", path.display())]
    Unfinished {
        /// The journal.
        path: PathBuf,
    },
    /// The journal was made with other settings.
    #[error("the journal was made with other settings: {differences}")]
    OtherSettings {
        /// Each setting that differs: its name, then and now.
        differences: String,
    },
    /// The journal is not one, or of another version.
    #[error("not a journal of this version: {cause}")]
    NotAJournal {
        /// What does not hold.
        cause: String,
    },
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
    /// A file that is not a catalogue of this program.
    #[error("not a jzclass catalogue")]
    NotACatalogue,
    /// A catalogue written by a later version.
    #[error("catalogue version {found} is newer than this program, which reads up to {supported}")]
    NewerCatalogue {
        /// Version in the file.
        found: i64,
        /// Highest version this program reads.
        supported: i32,
    },
    /// A catalogue that could not be read.
    #[error("cannot read the catalogue: {cause}")]
    Catalogue {
        /// Cause.
        cause: String,
    },
    /// A topic that a catalogue does not have.
    #[error("no topic `{topic}` in the catalogue; it has {known}")]
    NoSuchTopic {
        /// The topic asked for.
        topic: String,
        /// The topics there are, joined.
        known: String,
    },
    /// What went wrong in one file of a folder.
    #[error("{source}")]
    InFile {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: Box<Self>,
    },
    /// A truth file that does not parse.
    #[error("not a truth file: {cause}")]
    Truth {
        /// What is wrong in it.
        cause: String,
    },
    /// A folder in which no edition has a truth file.
    #[error("no edition with a truth file in this folder")]
    NoTruth,
    /// Too few articles to fill a page.
    #[error("{found} usable article(s), a page needs {needed}")]
    TooFewArticles {
        /// Articles that could be used.
        found: usize,
        /// The least a page is made of.
        needed: usize,
    },
    /// XML or HTML that is not well-formed.
    #[error("damaged markup in line {line}: {cause}")]
    BadMarkup {
        /// 1-based line where reading stopped.
        line: usize,
        /// What is wrong there.
        cause: String,
    },
    /// XML of a kind this program does not read.
    #[error("the root element is `{root}`, not alto, mets, PcGts or an hOCR page's html")]
    OtherMarkup {
        /// Its root element; empty when there is none.
        root: String,
    },
    /// HTML that holds no recognised page.
    #[error("this HTML is no hOCR (nothing in it is of class `ocr_page`)")]
    NotHocr,
    /// A link of a METS file that cannot be followed.
    #[error("METS link `{href}`: {cause}")]
    BadLink {
        /// The link as written.
        href: String,
        /// Why it cannot be followed.
        cause: String,
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

/// What kind of failure an [`Error`] is: what a program decides by, and gives advice by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such file.
    NotFound,
    /// The operating system refused an operation otherwise.
    Io,
    /// A file without text or rows.
    Empty,
    /// A file that is not text.
    NotText,
    /// A damaged PDF.
    Pdf,
    /// A PDF that asks for a password.
    PdfPassword,
    /// A PDF of images, or whose text cannot be read off its pages.
    PdfWithoutText,
    /// A PDF that asks for too much.
    PdfLimit,
    /// Damaged markup.
    Markup,
    /// Markup of a kind that is not read.
    OtherMarkup,
    /// More in one piece than is read at once.
    TooLarge,
    /// Text without an article.
    NoArticle,
    /// A folder, archive or pattern with nothing to read.
    NothingToRead,
    /// An argument out of its range, or of something that is not there.
    BadArgument,
    /// An encoding that is not known.
    UnknownEncoding,
    /// A damaged archive or compressed file.
    Damaged,
    /// An entry that only a password opens.
    Encrypted,
    /// Compressed data beyond any text's measure.
    Expands,
    /// Archives within archives, too many of them.
    TooDeep,
    /// A file that was written to while it was read.
    Changed,
    /// A table without the column looked for.
    NoColumn,
    /// An output of this program in a folder, which is passed over.
    OwnOutput,
    /// A text or archive of a kind that is not read.
    UnreadKind,
    /// A link within an archive.
    ArchiveLink,
    /// Several pages where one is wanted.
    SeveralPages,
    /// An output that is an input or another output.
    OutputTaken,
    /// An output whose ending does not fit.
    OutputEnding,
    /// An output that another run writes.
    InUse,
    /// The journal of an unfinished run.
    Unfinished,
    /// A journal of other settings.
    OtherSettings,
    /// A journal that is none, or of another version.
    NotAJournal,
    /// Lines that do not parse.
    UnreadableLines,
    /// Labelled data of a form that is not known.
    BadData,
    /// A label that the taxonomy does not list.
    UnknownLabel,
    /// Data that are too few to train on or to measure with.
    TooLittleData,
    /// A file that is no taxonomy.
    Taxonomy,
    /// A file that is no model, or a damaged one.
    Model,
    /// A model or catalogue of a later version.
    Newer,
    /// A file that is no catalogue.
    NotACatalogue,
    /// A damaged catalogue.
    Catalogue,
    /// A truth file that is none.
    Truth,
    /// A folder without truth files.
    NoTruth,
    /// A format in which a record cannot be written.
    Write,
}

impl Error {
    /// An I/O error with the path it happened on.
    pub fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }

    /// The same error with the file it happened in.
    #[must_use]
    pub fn in_file(self, path: impl Into<PathBuf>) -> Self {
        match self {
            Self::Io { .. } | Self::InFile { .. } => self,
            _ => Self::InFile { path: path.into(), source: Box::new(self) },
        }
    }

    /// True when the reader of our output has gone away (a closed pipe), which is no error to report.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }

    /// What kind of failure it is, whatever file it happened in.
    pub fn kind(&self) -> ErrorKind {
        use ErrorKind as K;
        match self {
            Self::InFile { source, .. } => source.kind(),
            Self::Io { source, .. } if source.kind() == io::ErrorKind::NotFound => K::NotFound,
            Self::Io { .. } => K::Io,
            Self::Empty => K::Empty,
            Self::Binary { .. } => K::NotText,
            Self::Pdf { .. } => K::Pdf,
            Self::PdfPassword => K::PdfPassword,
            Self::PdfWithoutText { .. } | Self::PdfTextElsewhere { .. } => K::PdfWithoutText,
            Self::PdfLimit { .. } => K::PdfLimit,
            Self::LineTooLong { .. } | Self::TooLarge { .. } => K::TooLarge,
            Self::NoArticle { .. } => K::NoArticle,
            Self::NoEdition | Self::NoMatch | Self::NoEntry => K::NothingToRead,
            Self::OwnOutput => K::OwnOutput,
            Self::UnreadKind { .. } => K::UnreadKind,
            Self::ArchiveLink { .. } => K::ArchiveLink,
            Self::SeveralPages { .. } => K::SeveralPages,
            Self::OutputIsInput { .. } | Self::OutputTwice => K::OutputTaken,
            Self::OutputEnding { .. } => K::OutputEnding,
            Self::BadPattern { .. }
            | Self::Parameter { .. }
            | Self::NoSuchArticle { .. }
            | Self::NoSuchTopic { .. } => K::BadArgument,
            Self::UnknownEncoding { .. } => K::UnknownEncoding,
            Self::DamagedArchive { .. } | Self::LongRow { .. } => K::Damaged,
            Self::Encrypted => K::Encrypted,
            Self::Expands { .. } => K::Expands,
            Self::TooDeep { .. } => K::TooDeep,
            Self::Changed => K::Changed,
            Self::NoColumn { .. } => K::NoColumn,
            Self::InUse => K::InUse,
            Self::Unfinished { .. } => K::Unfinished,
            Self::OtherSettings { .. } => K::OtherSettings,
            Self::NotAJournal { .. } => K::NotAJournal,
            Self::UnreadableLines { .. } => K::UnreadableLines,
            Self::BadData { .. } => K::BadData,
            Self::UnknownLabel { .. } => K::UnknownLabel,
            Self::NoDocuments | Self::OneTopic { .. } | Self::LoneDocument { .. } | Self::Fit { .. } => {
                K::TooLittleData
            }
            Self::TooFewArticles { .. } => K::TooLittleData,
            Self::Taxonomy { .. } => K::Taxonomy,
            Self::NotAModel { .. } | Self::DamagedModel { .. } => K::Model,
            Self::NewerModel { .. } | Self::NewerCatalogue { .. } => K::Newer,
            Self::NotACatalogue => K::NotACatalogue,
            Self::Catalogue { .. } => K::Catalogue,
            Self::Truth { .. } => K::Truth,
            Self::NoTruth => K::NoTruth,
            Self::BadMarkup { .. } | Self::BadLink { .. } => K::Markup,
            Self::OtherMarkup { .. } | Self::NotHocr => K::OtherMarkup,
            Self::Write { .. } => K::Write,
        }
    }
}

fn lines_cause(lines: &[(usize, String)]) -> String {
    lines.iter().map(|(line, cause)| format!("line {line}: {cause}")).collect::<Vec<_>>().join("; ")
}

// Every public item of the core library, written by `cargo dev public`.

pub mod articles {
    pub const UNSURE: f32 = _;
    #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
    pub struct SplitArticle {
        pub schema: u32,
        pub source: String,
        pub paper: String,
        pub date: String,
        pub page: String,
        pub sheet: Option<usize>,
        pub column: Option<usize>,
        pub continued_on: Option<String>,
        pub continued_from: Option<String>,
        pub article: usize,
        pub id: Option<serde_json::Value>,
        pub headline: String,
        pub kicker: String,
        pub subtitle: String,
        pub byline: Byline,
        pub lines: Lines,
        pub paragraphs: Vec<String>,
        pub text: String,
        pub chars: usize,
        pub boundary: Option<f64>,
        pub needs_review: bool,
        pub undecodable: Option<usize>,
        pub garbled: Option<f64>,
        pub ocr_confidence: Option<f64>,
    }
    pub fn split_source(name: &str, source: &SourceText) -> Result<Vec<SplitArticle>> {}
    pub fn split_laid(name: &str, laid: &Laid) -> Result<Vec<SplitArticle>> {}
    pub struct SplitArticles<'a> {}
    impl<'a> SplitArticles<'a> {
        pub fn of(name: &'a str, source: &'a SourceText) -> Result<Self> {}
    }
    pub fn from_row(name: &str, number: usize, row: &ArticleRow) -> SplitArticle {}
}
pub mod document {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Document {
        Text(Decoded),
        Laid(Laid),
        Rows(Vec<(usize, ArticleRow)>),
    }
    impl Document {
        pub fn read(name: &str, bytes: Vec<u8>, hints: Hints<'_>) -> Result<Self> {}
        pub fn page(name: &str, bytes: Vec<u8>, hints: Hints<'_>) -> Result<Self> {}
    }
    #[derive(Debug, Clone, Copy, Default)]
    pub struct Hints<'p> {
        pub encoding: Option<Encoding>,
        pub folder: Option<&'p Path>,
    }
    pub const ROWS: [&str; 2] = _;
    pub const EDITION: [&str; 2] = _;
    pub const PDF: &str = _;
    pub const RECOGNISED: [&str; 2] = _;
    pub const HTML: [&str; 3] = _;
    pub fn is_markup(name: &str) -> bool {}
    pub fn is_html(name: &str) -> bool {}
    pub const PEEK: usize = _;
    pub fn looks_like_rows(bytes: &[u8]) -> bool {}
}
pub mod duplicates {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
    pub struct Signature {}
    impl Signature {
        pub fn new(body: &str) -> Self {}
    }
    #[derive(Debug, Clone, Default)]
    pub struct Duplicates {}
    impl Duplicates {
        pub fn push(&mut self, signature: Signature) {}
        pub fn finish(mut self) -> Firsts {}
    }
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Firsts {}
    impl Firsts {
        pub fn of(&self, n: usize) -> Option<usize> {}
        pub fn marker(self) -> Marker {}
    }
    #[derive(Debug, Clone, Default)]
    pub struct Marker {}
    impl Marker {
        pub fn mark(&mut self, record: &mut Record) {}
    }
}
pub mod error {
    pub type Result<T, E = Error> = std::result::Result<T, E>;
    #[derive(Debug, thiserror::Error)]
    #[non_exhaustive]
    pub enum Error {
        Io { path: PathBuf, source: io::Error },
        Empty,
        Binary { found: String },
        Pdf { cause: String },
        PdfPassword,
        PdfWithoutText { pages: usize },
        PdfTextElsewhere { pages: usize, cause: &'static str },
        PdfLimit { what: &'static str, limit: String },
        LineTooLong { line: usize, bytes: usize, limit: usize },
        NoArticle { lines: usize },
        NoEdition,
        LongRow { line: usize, lines: usize },
        NoEntry,
        SeveralPages { names: String },
        NoMatch,
        BadPattern { pattern: String, cause: String },
        DamagedArchive { format: &'static str, cause: String },
        Encrypted,
        TooLarge { bytes: u64, limit: u64 },
        Expands { ratio: u64 },
        TooDeep { limit: u32 },
        Changed,
        NoColumn { column: String, found: String },
        OwnOutput,
        UnreadKind { ending: String },
        ArchiveLink { target: String },
        OutputIsInput { input: PathBuf },
        OutputTwice,
        OutputEnding { cause: String },
        InUse,
        Unfinished { path: PathBuf },
        OtherSettings { differences: String },
        NotAJournal { cause: String },
        UnknownEncoding { name: String },
        UnreadableLines { count: usize, lines: Vec<(usize, String)> },
        BadData { cause: String },
        NoDocuments,
        OneTopic { topic: String },
        LoneDocument { topic: String },
        UnknownLabel { label: String, document: usize, known: String },
        Parameter { name: &'static str, value: String, range: &'static str },
        Taxonomy { cause: String },
        NotAModel { magic: &'static str },
        NewerModel { found: u32, supported: u32 },
        DamagedModel { cause: String },
        Fit { cause: String },
        NoSuchArticle { asked: usize, found: usize },
        NotACatalogue,
        NewerCatalogue { found: i64, supported: i32 },
        Catalogue { cause: String },
        NoSuchTopic { topic: String, known: String },
        InFile { path: PathBuf, source: Box<Self> },
        Truth { cause: String },
        NoTruth,
        TooFewArticles { found: usize, needed: usize },
        BadMarkup { line: usize, cause: String },
        OtherMarkup { root: String },
        NotHocr,
        BadLink { href: String, cause: String },
        Write { format: &'static str, cause: String },
    }
    impl Error {
        pub fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {}
        #[must_use]
        pub fn in_file(self, path: impl Into<PathBuf>) -> Self {}
        pub fn is_broken_pipe(&self) -> bool {}
        pub fn kind(&self) -> ErrorKind {}
    }
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[non_exhaustive]
    pub enum ErrorKind {
        NotFound,
        Io,
        Empty,
        NotText,
        Pdf,
        PdfPassword,
        PdfWithoutText,
        PdfLimit,
        Markup,
        OtherMarkup,
        TooLarge,
        NoArticle,
        NothingToRead,
        BadArgument,
        UnknownEncoding,
        Damaged,
        Encrypted,
        Expands,
        TooDeep,
        Changed,
        NoColumn,
        OwnOutput,
        UnreadKind,
        ArchiveLink,
        SeveralPages,
        OutputTaken,
        OutputEnding,
        InUse,
        Unfinished,
        OtherSettings,
        NotAJournal,
        UnreadableLines,
        BadData,
        UnknownLabel,
        TooLittleData,
        Taxonomy,
        Model,
        Newer,
        NotACatalogue,
        Catalogue,
        Truth,
        NoTruth,
        Write,
    }
}
pub mod han {
    pub fn is_han(c: char) -> bool {}
}
pub mod issue {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct NamePattern {}
    impl NamePattern {
        pub fn new(pattern: &str) -> Result<Self> {}
        pub fn text(&self) -> &str {}
    }
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Issue {
        pub paper: String,
        pub date: String,
        pub page: String,
    }
    impl Issue {
        pub fn of_path(path: &str, pattern: Option<&NamePattern>) -> Self {}
        pub fn of_furniture<'l>(lines: impl IntoIterator<Item = &'l str>) -> Self {}
        pub fn of_row(row: &ArticleRow) -> Self {}
        #[must_use]
        pub fn or(self, other: Self) -> Self {}
    }
}
pub mod keywords {
    pub fn keywords(vocabulary: &Vocabulary, row: &Row, most: usize) -> Vec<String> {}
}
pub mod model {
    pub const MAGIC: &str = _;
    pub const FORMAT: u32 = _;
    pub const SECONDARY: f64 = _;
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub struct Thresholds {
        pub secondary: f64,
        pub review: f64,
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct Model {
        pub taxonomy: Taxonomy,
        pub features: FeatureParams,
        pub thresholds: Thresholds,
        pub classifier: Classifier,
        pub documents: u32,
    }
    impl Model {
        pub fn built_in() -> Result<Self> {}
        pub fn open(path: &Path) -> Result<Self> {}
        pub fn checksum(path: Option<&Path>) -> Result<u32> {}
        pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {}
        pub fn predict(&self, headline: &str, text: &str) -> crate::topics::Prediction {}
        pub fn to_bytes(&self) -> Result<Vec<u8>> {}
    }
}
pub mod names {
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Names {
        pub places: Vec<String>,
        pub organisations: Vec<String>,
    }
    pub fn names(words: &[&str]) -> Names {}
}
pub mod pipeline {
    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub struct LabelOptions {
        pub length: Length,
        pub summary: Style,
        pub with_text: bool,
        pub furniture: bool,
        pub review_below: Option<f64>,
    }
    impl LabelOptions {
        pub fn settings(&self) -> Vec<(&'static str, String)> {}
    }
    #[derive(Debug, Clone, Default)]
    pub struct PipelineBuilder {}
    impl PipelineBuilder {
        #[must_use]
        pub fn model(mut self, model: Arc<Model>) -> Self {}
        #[must_use]
        pub fn options(mut self, options: LabelOptions) -> Self {}
        #[must_use]
        pub fn encoding(mut self, encoding: Encoding) -> Self {}
        #[must_use]
        pub fn names(mut self, pattern: NamePattern) -> Self {}
        pub fn build(self) -> Result<Pipeline> {}
    }
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct ArticleText {
        pub headline: String,
        pub body: String,
    }
    #[derive(Debug, Clone)]
    pub struct Pipeline {}
    impl Pipeline {
        pub fn builder() -> PipelineBuilder {}
        pub fn model(&self) -> &Model {}
        pub fn options(&self) -> &LabelOptions {}
        pub fn encoding(&self) -> Option<Encoding> {}
        pub fn names(&self) -> Option<&NamePattern> {}
        pub fn run(&self, name: &str, bytes: impl Into<Vec<u8>>) -> Result<Vec<Record>> {}
        pub fn run_in(
            &self,
            name: &str,
            bytes: impl Into<Vec<u8>>,
            folder: Option<&Path>,
        ) -> Result<Vec<Record>> {}
        pub fn document(&self, name: &str, document: Document) -> Result<Vec<Record>> {}
        pub fn classify(&self, headline: &str, text: &str) -> Vec<TopicScore> {}
        pub fn summarise(&self, headline: &str, text: &str) -> String {}
        pub fn fill_issue(&self, name: &str, records: &mut [Record]) {}
        pub fn source(&self, name: &str, source: &SourceText) -> Result<Vec<Record>> {}
        pub fn laid(&self, source: &str, laid: &Laid) -> Result<Vec<Record>> {}
        pub fn row(&self, source: &str, number: usize, row: &ArticleRow) -> Record {}
    }
    pub fn article_text(article: &Article, page: &EditionText) -> ArticleText {}
}
pub mod random {
    #[derive(Debug, Clone)]
    pub struct SplitMix(pub u64);
    impl SplitMix {
        pub fn next(&mut self) -> u64 {}
        pub fn shuffle<T>(&mut self, items: &mut [T]) {}
    }
}
pub mod read {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Columns {
        pub text: Vec<String>,
        pub title: Vec<String>,
        pub id: Vec<String>,
        pub paper: Vec<String>,
        pub date: Vec<String>,
        pub page: Vec<String>,
    }
    impl Columns {
        pub fn fields(&self) -> [(Field, &[String]); FIELDS] {}
        pub fn field(&self, name: &str) -> Option<(Field, usize)> {}
        pub fn positions(&self, names: &[String]) -> [Option<usize>; FIELDS] {}
    }
    pub const FIELDS: usize = _;
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Field {
        Text,
        Title,
        Id,
        Paper,
        Date,
        Page,
    }
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Values(_);
    impl Values {
        pub fn set(&mut self, field: Field, value: Value) {}
        pub fn article(self) -> Result<ArticleRow, String> {}
    }
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Decoded {
        pub text: String,
        pub encoding: Encoding,
        pub undecodable: usize,
    }
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Encoding {
        Utf8,
        Utf16Le,
        Utf16Be,
        Gb18030,
        Big5,
    }
    impl Encoding {
        pub fn from_name(name: &str) -> Result<Self> {}
        pub fn name(self) -> &'static str {}
    }
    pub fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Result<Decoded> {}
    pub const GARBLED_REVIEW: f64 = _;
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub struct Garble {
        pub chars: usize,
        pub replaced: usize,
        pub private: usize,
        pub control: usize,
        pub mojibake: usize,
        pub doubled: usize,
        pub spaced: usize,
        pub interleaved: usize,
    }
    impl Garble {
        pub fn of(text: &str) -> Self {}
        pub fn garbled(&self) -> usize {}
        pub fn share(&self) -> f64 {}
    }
    #[derive(Debug, Clone, Copy, Default, PartialEq)]
    pub struct Area {
        pub left: f32,
        pub top: f32,
        pub right: f32,
        pub bottom: f32,
    }
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct LaidLine {
        pub text: String,
        pub area: Area,
        pub size: f32,
        pub bold: bool,
        pub vertical: bool,
        pub confidence: Option<f32>,
        pub block: Option<usize>,
        pub article: Option<usize>,
        pub role: Option<Role>,
    }
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct LaidPage {
        pub number: usize,
        pub width: f32,
        pub height: f32,
        pub lines: Vec<LaidLine>,
        pub pictures: Vec<Area>,
        pub boxes: Vec<Area>,
    }
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Role {
        Headline,
        Caption,
        Furniture,
    }
    pub const FILE_BYTES: usize = _;
    pub const PAGE_BYTES: usize = _;
    pub const PAGE_GLYPHS: usize = _;
    pub const PAGE_SECONDS: u64 = _;
    #[derive(Debug)]
    pub struct PdfPages {}
    pub use THREAD as PDF_THREAD;
    pub fn pdf_pages(bytes: Vec<u8>) -> PdfPages {}
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Recognised {
        pub pages: Vec<LaidPage>,
        pub names: Vec<String>,
        pub paper: String,
        pub date: String,
        pub undecodable: usize,
    }
    pub fn linked_files(path: &Path) -> Vec<PathBuf> {}
    pub fn looks_like_hocr(beginning: &[u8]) -> bool {}
    pub fn looks_like_markup(beginning: &[u8]) -> bool {}
    pub fn read_recognised(
        bytes: &[u8],
        encoding: Option<Encoding>,
        folder: Option<&Path>,
    ) -> Result<Recognised> {}
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct ArticleRow {
        pub text: String,
        pub title: Option<String>,
        pub id: Option<serde_json::Value>,
        pub paper: Option<String>,
        pub date: Option<String>,
        pub page: Option<String>,
    }
    impl ArticleRow {
        pub fn headline(&self) -> String {}
    }
    #[derive(Debug, Default)]
    pub struct BadLines {}
    impl BadLines {
        pub fn push(&mut self, line: usize, cause: String) {}
        pub fn none_or<T>(self, value: T) -> Result<T> {}
    }
    pub fn json_lines<T: serde::de::DeserializeOwned>(
        text: &str,
    ) -> Result<Vec<(usize, T)>> {}
    pub fn read_row(
        line: &str,
        columns: &Columns,
    ) -> std::result::Result<ArticleRow, String> {}
    pub fn read_rows(text: &str) -> Result<Vec<(usize, ArticleRow)>> {}
    pub const OCR_REVIEW: f64 = _;
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub struct Origin<'s> {
        pub sheet: &'s Sheet,
        pub ocr_confidence: Option<f64>,
        pub garbled: Option<f64>,
    }
    impl Origin<'_> {
        pub fn needs_review(&self) -> bool {}
    }
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Sheet {
        pub number: usize,
        pub name: String,
        pub garble: Garble,
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct SourceText {
        pub text: EditionText,
        pub paper: String,
        pub date: String,
        pub undecodable: usize,
        pub sheets: Vec<Sheet>,
    }
    impl SourceText {
        pub fn plain(decoded: Decoded) -> Result<Self> {}
        pub fn recognised(file: Recognised) -> Result<Self> {}
        pub fn origin(&self, numbers: impl IntoIterator<Item = usize>) -> Origin<'_> {}
    }
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct EditionText {}
    impl EditionText {
        pub fn new(text: String) -> Result<Self> {}
        pub fn text(&self) -> &str {}
        pub fn lines(&self) -> &[Line] {}
        pub fn line(&self, index: usize) -> &str {}
    }
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Line {
        pub number: usize,
        pub span: Range<usize>,
        pub indent: usize,
        pub after_blank: bool,
        pub begins_page: bool,
    }
    pub const MAX_LINE_BYTES: usize = _;
}
pub mod record {
    pub const SCHEMA: u32 = _;
    pub type LineRange = [usize; 2];
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Lines {
        pub headline: Vec<LineRange>,
        pub body: Vec<LineRange>,
        pub caption: Vec<LineRange>,
        pub byline: Vec<LineRange>,
        pub furniture: Vec<LineRange>,
    }
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub struct TopicScore {
        pub id: String,
        pub name: String,
        pub probability: f64,
        pub assigned: bool,
        pub iptc: Option<String>,
        pub gbt: Option<GbCategory>,
    }
    #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
    pub struct Record {
        pub schema: u32,
        pub source: String,
        pub paper: String,
        pub date: String,
        pub page: String,
        pub sheet: usize,
        pub column: usize,
        pub continued_on: Option<String>,
        pub continued_from: Option<String>,
        pub article: usize,
        pub id: Option<serde_json::Value>,
        pub headline: String,
        pub kicker: String,
        pub subtitle: String,
        pub byline: Byline,
        pub lines: Lines,
        pub topics: Vec<TopicScore>,
        pub needs_review: bool,
        pub summary: String,
        pub summary_lines: Vec<LineRange>,
        pub keywords: Vec<String>,
        pub places: Vec<String>,
        pub organisations: Vec<String>,
        pub chars: usize,
        pub undecodable: usize,
        pub garbled: Option<f64>,
        pub ocr_confidence: Option<f64>,
        pub duplicate_of: Option<String>,
        pub text: Option<String>,
    }
    pub fn line_ranges(numbers: impl IntoIterator<Item = usize>) -> Vec<LineRange> {}
}
pub mod segment {
    pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {}
    pub struct Segmenter {}
    impl Segmenter {
        pub fn shared() -> &'static Self {}
        pub fn part_of_speech(word: &str) -> Option<&'static str> {}
        pub fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {}
    }
    pub fn fold(c: char) -> char {}
}
pub mod split {
    pub fn split(page: &EditionText) -> Edition {}
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Byline {
        pub reporters: Vec<String>,
        pub correspondents: Vec<String>,
        pub other: Vec<String>,
    }
    impl Byline {
        pub fn is_empty(&self) -> bool {}
    }
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Competitor {
        pub lines: Vec<usize>,
        pub text: String,
        pub log_odds: f32,
        pub owner: Option<usize>,
        pub evidence: Vec<Evidence>,
    }
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Evidence {
        pub file: &'static str,
        pub feature: &'static str,
        pub weight: f32,
    }
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct LineExplanation {
        pub line: usize,
        pub text: String,
        pub tag: &'static str,
        pub runner_up: &'static str,
        pub log_odds: f32,
        pub evidence: Vec<Evidence>,
        pub article: Option<usize>,
        pub heads: Vec<Competitor>,
    }
    pub fn explain(page: &EditionText, number: usize) -> Option<LineExplanation> {}
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Beginning {
        pub sheet: usize,
        pub label: String,
        pub column: usize,
        pub paper: String,
        pub date: String,
    }
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub enum Grouping {
        Given,
        Found,
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct Laid {
        pub source: SourceText,
        pub edition: Edition,
        pub places: Vec<Beginning>,
    }
    pub fn lay_out(pages: impl IntoIterator<Item = Result<LaidPage>>) -> Result<Laid> {}
    pub fn lay_out_recognised(mut file: Recognised, grouping: Grouping) -> Result<Laid> {}
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Paragraph {
        pub lines: Vec<usize>,
        pub subhead: bool,
    }
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Article {
        pub kicker: Vec<usize>,
        pub headline: Vec<usize>,
        pub subtitle: Vec<usize>,
        pub byline_lines: Vec<usize>,
        pub captions: Vec<usize>,
        pub paragraphs: Vec<Paragraph>,
        pub byline: Byline,
        pub boundary: f32,
        pub continued_on: Option<String>,
        pub continued_from: Option<String>,
    }
    impl Article {
        pub fn headline_text(&self, page: &EditionText) -> String {}
        pub fn kicker_text(&self, page: &EditionText) -> String {}
        pub fn subtitle_text(&self, page: &EditionText) -> String {}
        pub fn body_text(&self, page: &EditionText) -> String {}
        pub fn lines(&self) -> Vec<usize> {}
    }
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Edition {
        pub articles: Vec<Article>,
        pub furniture: Vec<usize>,
    }
}
pub mod summary {
    pub fn leading(paragraphs: &[impl AsRef<str>], length: Length) -> Summary {}
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Part {
        pub paragraph: usize,
        pub bytes: Range<usize>,
    }
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Summary {
        pub text: String,
        pub parts: Vec<Part>,
    }
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum Style {
        Best,
        Lead,
    }
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Length {
        Chars(usize),
        Sentences(usize),
    }
    pub fn summary(
        style: Style,
        headline: &str,
        paragraphs: &[impl AsRef<str>],
        length: Length,
    ) -> Summary {}
}
pub mod taxonomy {
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct GbCategory {
        pub code: String,
        pub name: String,
        pub provisional: bool,
    }
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Topic {
        pub id: String,
        pub name: String,
        pub name_en: String,
        pub definition: String,
        pub iptc: Option<String>,
        pub iptc_closer: Vec<String>,
        pub gbt: Option<GbCategory>,
    }
    impl Topic {
        pub fn from_label(label: &str) -> Self {}
    }
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Taxonomy {
        pub name: String,
        pub topics: Vec<Topic>,
    }
    impl Taxonomy {
        pub fn from_json(json: &str) -> Result<Self> {}
        pub fn from_labels<'a>(labels: impl IntoIterator<Item = &'a str>) -> Self {}
        pub fn checked(self) -> Result<Self> {}
        pub fn position(&self, id: &str) -> Option<usize> {}
        pub fn find(&self, text: &str) -> Option<usize> {}
        pub fn near(&self, text: &str) -> Option<&Topic> {}
        pub fn is_of_labels(&self) -> bool {}
        pub fn len(&self) -> usize {}
        pub fn is_empty(&self) -> bool {}
    }
}
pub mod topics {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Contribution {
        pub term: String,
        pub kind: Kind,
        pub log_odds: f64,
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct Explanation {
        pub prior: f64,
        pub contributions: Vec<Contribution>,
        pub score: f64,
    }
    pub fn parted<'t>(headline: &'t str, text: &'t str) -> (&'t str, &'t str) {}
    #[derive(Debug, Clone, PartialEq)]
    pub struct SentencePart {
        pub headline: bool,
        pub text: String,
        pub log_odds: f64,
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct WeightTable {}
    impl WeightTable {
        pub fn from_rows(
            topics: usize,
            rows: impl IntoIterator<Item = impl AsRef<[f32]>>,
        ) -> Self {}
        pub fn topics(&self) -> usize {}
        pub fn terms(&self) -> usize {}
        pub fn weights(&self, term: u32) -> Vec<f32> {}
    }
    pub fn half(x: f32) -> u16 {}
    pub fn whole(half: u16) -> f32 {}
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Row {
        pub values: Vec<(u32, f32)>,
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct Classifier {
        pub vocabulary: Vocabulary,
        pub idf: Vec<f32>,
        pub weights: WeightTable,
        pub prior: Vec<f32>,
        pub title_weight: u32,
    }
    impl Classifier {
        pub fn row(&self, headline: &str, text: &str) -> Row {}
        pub fn row_of(&self, document: &CutDocument<'_>) -> Row {}
        pub fn predict(&self, row: &Row) -> Prediction {}
    }
    impl Classifier {
        pub fn explain(&self, row: &Row, topic: usize) -> Explanation {}
    }
    impl Classifier {
        pub fn explain_sentences(
            &self,
            headline: &str,
            text: &str,
            topic: usize,
        ) -> Vec<SentencePart> {}
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct Prediction {
        pub scores: Vec<f64>,
        pub probabilities: Vec<f64>,
    }
    impl Prediction {
        pub fn ranking(&self) -> Vec<usize> {}
        pub fn of(scores: Vec<f64>) -> Self {}
    }
    pub fn softmax(scores: &[f64]) -> Vec<f64> {}
    pub fn tfidf(mut counts: Vec<(u32, f32)>, idf: &[f32]) -> Row {}
}
pub mod traditional {
    pub fn simplified_char(c: char) -> char {}
    pub fn simplified(text: &str) -> Cow<'_, str> {}
    pub fn is_traditional(text: &str) -> bool {}
}
pub mod truth {
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Truth {
        pub file: String,
        pub kinds: Vec<String>,
        pub furniture_lines: Vec<usize>,
        pub noise_lines: Vec<usize>,
        pub articles: Vec<TruthArticle>,
    }
    impl Truth {
        pub fn open(path: &Path) -> Result<Self> {}
    }
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub struct TruthArticle {
        pub id: String,
        pub headline_lines: Vec<usize>,
        pub kicker_lines: Vec<usize>,
        pub subtitle_lines: Vec<usize>,
        pub byline_lines: Vec<usize>,
        pub caption_lines: Vec<usize>,
        pub body_lines: Vec<usize>,
        pub subhead_lines: Vec<usize>,
        pub noise_lines: Vec<usize>,
        pub label: String,
        pub also: Vec<String>,
        pub reporters: Option<Vec<String>>,
        pub correspondents: Vec<String>,
    }
    impl TruthArticle {
        pub fn head_lines(&self) -> Vec<usize> {}
    }
}
pub mod vectorize {
    #[derive(
        Debug,
        Clone,
        Copy,
        PartialEq,
        Eq,
        PartialOrd,
        Ord,
        Hash,
        Serialize,
        Deserialize
    )]
    pub enum Kind {
        Word,
        Character,
        Pair,
        Triple,
        Edge,
    }
    impl Kind {
        pub const ALL: [Self; KINDS] = _;
        pub fn name(self) -> &'static str {}
    }
    pub const KINDS: usize = _;
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub struct FeatureParams {
        pub title_weight: u32,
        pub min_documents: Option<u32>,
        pub max_terms: usize,
        pub idf_power: f64,
        pub word_weight: f64,
    }
    impl FeatureParams {
        pub fn kind_weight(&self, kind: Kind) -> f64 {}
        pub fn checked(&self) -> Result<&Self> {}
    }
    pub fn folded(text: &str) -> Cow<'_, str> {}
    pub fn each_feature<'t>(
        text: &'t str,
        words: &[&'t str],
        mut found: impl FnMut(Kind, &'t str),
    ) {}
    pub fn each_feature_at<'t>(
        text: &'t str,
        words: &[&'t str],
        mut found: impl FnMut(Kind, usize, &'t str),
    ) {}
    pub fn each_edge(text: &str, words: &[&str], mut found: impl FnMut(&str)) {}
    #[derive(Debug)]
    pub struct CutDocument<'t> {
        pub headline: &'t str,
        pub headline_words: &'t [&'t str],
        pub body: &'t str,
        pub body_words: &'t [&'t str],
    }
    pub fn each_document_feature(
        document: &CutDocument<'_>,
        title_weight: u32,
        mut found: impl FnMut(Kind, &str, u32),
    ) {}
    pub fn features_of_document(
        headline: &str,
        body: &str,
        title_weight: u32,
        found: impl FnMut(Kind, &str, u32),
    ) {}
    pub fn with_cut<T>(
        headline: &str,
        body: &str,
        then: impl FnOnce(&CutDocument<'_>) -> T,
    ) -> T {}
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Terms {}
    impl Terms {
        pub fn new(blob: Cow<'static, str>, sizes: [u32; KINDS]) -> Self {}
        pub fn push(&mut self, kind: Kind, write: impl FnOnce(&mut String)) -> u32 {}
        pub fn len(&self) -> u32 {}
        pub fn is_empty(&self) -> bool {}
        pub fn sizes(&self) -> [u32; KINDS] {}
        pub fn blob(&self) -> &str {}
        pub fn term(&self, number: u32) -> Option<(Kind, &str)> {}
    }
    #[derive(Debug, Clone)]
    pub struct Vocabulary {}
    impl Vocabulary {
        pub fn new(blob: Cow<'static, str>, sizes: [u32; KINDS]) -> Self {}
        pub fn terms(&self) -> &Terms {}
        pub fn len(&self) -> usize {}
        pub fn is_empty(&self) -> bool {}
        pub fn term(&self, number: u32) -> Option<(Kind, &str)> {}
        pub fn number(&self, kind: Kind, term: &str) -> Option<u32> {}
    }
}
pub mod visible {
    pub fn visible(text: &str) -> Cow<'_, str> {}
    pub fn line(text: &str) -> Cow<'_, str> {}
    pub fn path(path: &Path) -> String {}
}
pub use error::Error;
pub use error::ErrorKind;
pub use error::Result;
pub use model::Model;
pub use pipeline::LabelOptions;
pub use pipeline::Pipeline;
pub use pipeline::PipelineBuilder;
pub use record::Record;
pub use taxonomy::Taxonomy;
pub use taxonomy::Topic;

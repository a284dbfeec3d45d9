//! The program's arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jzclass::issue::NamePattern;
use jzclass::read::Encoding;
use jzclass_compose::{Damage, Part};

#[derive(Parser)]
#[command(name = "jzclass", version, about, max_term_width = 100)]
#[expect(clippy::doc_markdown, reason = "the help prints the words as they stand")]
pub(crate) struct Cli {
    /// Language of pages, messages and the columns of spreadsheets [default: by LC_ALL, LC_MESSAGES or LANG]
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<Lang>,
    #[command(subcommand)]
    pub command: Command,
}

/// Languages of what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// Chinese
    Zh,
    /// English
    En,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Find the articles of editions, assign their topics and summarise them
    Tag(TagArgs),
    /// Find the articles of editions and write them, without topics or summaries
    Split(SplitArgs),
    /// Show an edition in one screen: the lead of each article, by topic
    Digest(DigestArgs),
    /// Train a model: the default one from data/, or one from labelled documents of your own
    Train(TrainArgs),
    /// Add documents (corrections, say) to the counts of a model and train it anew
    Learn(LearnArgs),
    /// Measure a model on labelled documents, or splitting on editions with truth files
    Eval(EvalArgs),
    /// List labelled documents whose labels are probably wrong
    Audit(AuditArgs),
    /// List the topics of a model
    Topics(TopicsArgs),
    /// Count the words of labelled documents by topic, as data/counts/ keeps them
    Count(CountArgs),
    /// Show which terms spoke for and against an article's topic
    Explain(ExplainArgs),
    /// Set articles as newspaper pages with known truth, to measure splitting with `eval --editions`
    #[command(after_long_help = super::compose::kinds())]
    Compose(ComposeArgs),
    /// Find articles in a catalogue made by `tag -o catalogue.db`
    Search(SearchArgs),
    /// Count a catalogue's articles by topic and month
    Stats(StatsArgs),
    /// Write a shell's completions: `jzclass completions bash > /etc/bash_completion.d/jzclass`
    Completions(CompletionsArgs),
    /// Write the manual page, or with --out those of all commands
    Man(ManArgs),
}

#[derive(Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

#[derive(Args)]
pub(crate) struct ManArgs {
    /// Folder for the pages of all commands
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A page for reading
    Page,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// A table for spreadsheets and databases, as text
    Csv,
    /// A workbook for Excel, LibreOffice and WPS
    Xlsx,
    /// Columns for pandas, polars, DuckDB and Spark
    Parquet,
    /// A database with full-text search, for `search` and `stats`; holds the texts
    Sqlite,
    /// The IPTC's News in JSON, one item a line; holds the texts
    Ninjs,
    /// Annif's document corpus, one document a line; holds the texts
    Annif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Summary {
    /// The clauses an editor would keep
    Best,
    /// The leading sentences
    Lead,
}

#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub(crate) struct TagArgs {
    /// Editions (.txt, .pdf, or ALTO, METS, PAGE-XML and hOCR as .xml, .hocr, .html), articles one a line or row
    /// (.jsonl, .csv, .tsv, .parquet), any of them compressed (.gz, .zst) or in archives (.zip, .tar, .tar.gz,
    /// .tar.zst), folders of all these, patterns ('1998/**/*.txt'), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A model made by `jzclass train`, instead of the built-in one
    #[arg(short, long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// How to write the articles [default: by the ending of --output, else page]
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Write to a file, put in place when all is done; its ending tells the format (.json, .jsonl, .csv,
    /// .xlsx, .parquet, .db or .sqlite, .ninjs, .annif)
    #[arg(short, long, value_name = "FILE", required_if_eq_any([("format", "sqlite"), ("format", "xlsx")]))]
    pub output: Option<PathBuf>,
    /// Encoding of the input: utf-8, utf-16le, utf-16be, gb18030, gbk or big5 [default: detected]
    #[arg(long, value_parser = parse_encoding, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// How to summarise
    #[arg(long, value_enum, default_value_t = Summary::Best)]
    pub summary: Summary,
    /// Longest summary, in characters; 40 gives one line for a catalogue
    #[arg(long, value_name = "N", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub summary_chars: u32,
    /// Longest summary, in whole sentences, instead of characters
    #[arg(long, value_name = "N", conflicts_with = "summary_chars", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub summary_sentences: Option<u32>,
    /// Put the article's text into the record
    #[arg(long)]
    pub with_text: bool,
    /// Add a record of what belongs to no article: masthead, folio, imprint, slogans
    #[arg(long)]
    pub furniture: bool,
    /// Mark articles that repeat an earlier one, whole or cut, as `duplicate_of` it
    #[arg(long)]
    pub duplicates: bool,
    /// Mark articles for review whose topic is less probable than this [default: the model's]
    #[arg(long, value_name = "P", value_parser = parse_probability)]
    pub review_below: Option<f64>,
    /// Begin CSV with a byte order mark, for Excel
    #[arg(long)]
    pub csv_bom: bool,
    /// Threads to use [default: one a core]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Show no progress and no summary
    #[arg(short, long)]
    pub quiet: bool,
    /// Go on with an unfinished run to the same --output, or label only what is new or changed since the last
    /// run with --resume
    #[arg(long, requires = "output")]
    pub resume: bool,
    /// Begin anew where an unfinished run to the same --output has left its journal
    #[arg(long, requires = "output", conflicts_with = "resume")]
    pub restart: bool,
    /// Write the paths that failed and the causes to a file: .jsonl, else tab-separated
    #[arg(long, value_name = "FILE")]
    pub failures: Option<PathBuf>,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

/// What is read of folders and archives, and how.
#[derive(Args)]
pub(crate) struct ArchiveArgs {
    /// Read only files and entries that fit a pattern: '*.txt', '2024/**'; can be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Archives")]
    pub include: Vec<String>,
    /// Pass over files, folders and entries that fit a pattern; can be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Archives")]
    pub exclude: Vec<String>,
    /// How paths tell the issue, such as '{paper}/{date}/{page}.txt'; also {year} {month} {day} {*}
    /// [default: common forms are recognised]
    #[arg(long, value_name = "PATTERN", value_parser = parse_name_pattern, help_heading = "Archives")]
    pub name_pattern: Option<NamePattern>,
    /// Column of tables, or key of JSON Lines, that holds the text [default: text, content, 正文, 内容 or 全文]
    #[arg(long, value_name = "NAME", help_heading = "Archives")]
    pub text_column: Option<String>,
    /// Column that holds the headline [default: title, headline, 标题, 题名 or 题目]
    #[arg(long, value_name = "NAME", help_heading = "Archives")]
    pub title_column: Option<String>,
    /// Column that holds an identifier [default: id, identifier or 编号]
    #[arg(long, value_name = "NAME", help_heading = "Archives")]
    pub id_column: Option<String>,
    /// Column that holds the newspaper's name [default: paper, newspaper, 报纸, 报纸名称, 报名 or 报刊]
    #[arg(long, value_name = "NAME", help_heading = "Archives")]
    pub paper_column: Option<String>,
    /// Column that holds the day [default: date, published, 日期, 出版日期, 发布日期 or 见报日期]
    #[arg(long, value_name = "NAME", help_heading = "Archives")]
    pub date_column: Option<String>,
    /// Column that holds the page [default: page, 版次, 版面, 版号 or 版]
    #[arg(long, value_name = "NAME", help_heading = "Archives")]
    pub page_column: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SplitFormat {
    /// One JSON object a line
    Jsonl,
    /// One JSON array
    Json,
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// A table for spreadsheets and databases, as text
    Csv,
    /// A workbook for Excel, LibreOffice and WPS
    Xlsx,
}

#[derive(Args)]
pub(crate) struct SplitArgs {
    /// Editions (.txt, or ALTO, METS, PAGE-XML and hOCR as .xml, .hocr, .html), files of one article a
    /// line (.jsonl), folders of them, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to write the articles [default: by the ending of --output; text with --out-dir; else jsonl]
    #[arg(short, long, value_enum)]
    pub format: Option<SplitFormat>,
    /// Write each article to a file of its own in this folder, made where it is missing
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub out_dir: Option<PathBuf>,
    /// Write to a file, put in place when all is done
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Print the text as it was read instead, with the line numbers that records refer to
    #[arg(long, conflicts_with_all = ["format", "out_dir"])]
    pub text: bool,
    /// Show why a line (its number, as --text prints it) was tagged as it was, and which heads competed for its article
    #[arg(long, value_name = "LINE", conflicts_with_all = ["format", "out_dir", "text"])]
    pub explain: Option<usize>,
    /// With --explain: as JSON, with all of the evidence
    #[arg(long, requires = "explain")]
    pub json: bool,
    /// Encoding of the input: utf-8, utf-16le, utf-16be, gb18030, gbk or big5 [default: detected]
    #[arg(long, value_parser = parse_encoding, value_name = "NAME")]
    pub encoding: Option<Encoding>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DigestFormat {
    /// For a terminal
    Text,
    /// Markdown
    Markdown,
    /// A page of HTML
    Html,
}

#[derive(Args)]
pub(crate) struct DigestArgs {
    /// Editions, tables, archives and folders as for `tag`
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A model made by `jzclass train` [default: the built-in one]
    #[arg(short, long, value_name = "MODEL")]
    pub model: Option<PathBuf>,
    /// How to write it [default: by the ending of --output, else text]
    #[arg(short, long, value_enum)]
    pub format: Option<DigestFormat>,
    /// Write to a file (.txt, .md, .html), put in place when all is done
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Encoding of the input [default: detected]
    #[arg(long, value_parser = parse_encoding, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// Longest lead, in characters
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub summary_chars: u32,
}

#[derive(Args)]
pub(crate) struct TrainArgs {
    /// Labelled documents: .jsonl, .csv, .tsv, __label__ lines, or a folder a class
    /// [default: the data/ folder of this project]
    #[arg(long, num_args = 1.., value_name = "FILE", requires = "out")]
    pub data: Vec<PathBuf>,
    /// Count files made by --keep-counts, merged; the model is the one of all their documents
    #[arg(long, num_args = 1.., value_name = "FILE", requires = "out", conflicts_with = "data")]
    pub counts: Vec<PathBuf>,
    /// Documents without labels to learn from as well: editions (.txt), .jsonl rows with `text` or
    /// `paragraphs`, folders; used only where held-out scores of the labelled ones gain
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pub unlabelled: Vec<PathBuf>,
    /// Write the documents' counts, for `learn` and --counts
    #[arg(long, value_name = "FILE")]
    pub keep_counts: Option<PathBuf>,
    /// Where the model goes [default: models/default.jzm]
    #[arg(short, long, value_name = "MODEL")]
    pub out: Option<PathBuf>,
    /// A fixed taxonomy (JSON); labels outside it are refused [default: the labels found]
    #[arg(long, value_name = "FILE")]
    pub taxonomy: Option<PathBuf>,
    /// Encoding of the documents [default: detected]
    #[arg(long, value_parser = parse_encoding, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// Parts held out in turn for the cross-validated score [default: 5, of which only one is held out
    /// when there are many documents; the groups of data/ without --data]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(2..=20))]
    pub folds: Option<u8>,
    /// Smoothing of naive Bayes
    #[arg(long, value_name = "X")]
    pub alpha: Option<f64>,
    /// Passes of each run of the refinement; 0 gives plain complement naive Bayes
    #[arg(long, value_name = "N")]
    pub epochs: Option<usize>,
    /// Runs of the refinement that are averaged, each over the documents in an order of its own
    /// [default: 4, or 10 for fewer than 10,000 documents]
    #[arg(long, value_name = "N")]
    pub runs: Option<usize>,
    /// Fewest documents a term must stand in [default: 2, or 1 for documents of one line]
    #[arg(long, value_name = "N")]
    pub min_documents: Option<u32>,
    /// Most terms in the vocabulary
    #[arg(long, value_name = "N")]
    pub max_terms: Option<usize>,
    /// How terms are chosen where there are more than --max-terms
    #[arg(long, value_enum, default_value_t, value_name = "MEASURE")]
    pub select: Measure,
    /// Choose the parameters by held-out scores before training
    #[arg(long)]
    pub tune: bool,
    /// How long to search with --tune, as 90s, 5m or 1h
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = parse_time, requires = "tune")]
    pub time: std::time::Duration,
    /// How many sets of parameters to try with --tune at most
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..), requires = "tune")]
    pub trials: u32,
    /// Seed of everything random
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Threads to use [default: one a core]; the model is the same on any number
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Print the cross-validated scores as JSON
    #[arg(long)]
    pub json: bool,
}

/// Measures of terms.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub(crate) enum Measure {
    /// Document frequency
    #[default]
    Df,
    /// χ² of term and topic
    Chi2,
    /// Information gain
    Ig,
}

#[derive(Args)]
pub(crate) struct LearnArgs {
    /// Corrected catalogues (.xlsx, .csv, .db, with texts), of which the changed topics are taken; or labelled documents:
    /// .jsonl, .csv, .tsv, __label__ lines, or a folder a class
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub data: Vec<PathBuf>,
    /// The count file of the model, made by `train --keep-counts`; it is brought up to date. Where there is none it is
    /// made from what the default model was trained from
    #[arg(long, value_name = "FILE")]
    pub counts: PathBuf,
    /// Where the model goes
    #[arg(short, long, value_name = "MODEL")]
    pub out: PathBuf,
    /// Take labels that the model does not know for new topics
    #[arg(long)]
    pub new_topics: bool,
    /// A fixed taxonomy (JSON); labels outside it are refused [default: that of the counts]
    #[arg(long, value_name = "FILE")]
    pub taxonomy: Option<PathBuf>,
    /// Encoding of the documents [default: detected]
    #[arg(long, value_parser = parse_encoding, value_name = "NAME")]
    pub encoding: Option<Encoding>,
}

#[derive(Args)]
pub(crate) struct EvalArgs {
    /// Labelled documents: .jsonl, .csv, .tsv, __label__ lines, or a folder a class
    #[arg(long, required_unless_present = "editions", num_args = 1.., value_name = "FILE")]
    pub data: Vec<PathBuf>,
    /// Measure splitting: a folder of editions (NAME.txt) with truth files (NAME.truth.json)
    #[arg(long, value_name = "DIR", conflicts_with_all = ["data", "model", "encoding"])]
    pub editions: Option<PathBuf>,
    /// How many of the worst editions to list
    #[arg(long, value_name = "N", default_value_t = 10, requires = "editions")]
    pub worst: usize,
    /// The model to measure [default: the built-in one]
    #[arg(short, long, value_name = "MODEL")]
    pub model: Option<PathBuf>,
    /// Encoding of the documents [default: detected]
    #[arg(long, value_parser = parse_encoding, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// One JSON object instead of tables
    #[arg(long)]
    pub json: bool,
}

/// Which articles `compose` uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ComposePart {
    /// All of them
    All,
    /// Those of days that are not held out
    Tuning,
    /// Those of the days held out for measuring, a fifth
    HeldOut,
}

impl From<ComposePart> for Part {
    fn from(part: ComposePart) -> Self {
        match part {
            ComposePart::All => Self::All,
            ComposePart::Tuning => Self::Tuning,
            ComposePart::HeldOut => Self::HeldOut,
        }
    }
}

#[derive(Args)]
pub(crate) struct ComposeArgs {
    /// Articles, one a line: JSON with title, paragraphs (or text), optional date and label
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub articles: Vec<PathBuf>,
    /// Which articles to use; days are held out by a hash of their date
    #[arg(long, value_enum, default_value_t = ComposePart::All)]
    pub part: ComposePart,
    /// How many pages
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub pages: u64,
    /// Seed; the same articles and seed give the same pages
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Damage every page by this kind alone; give it several times for several kinds
    /// [default: each page draws its own]
    #[arg(long, value_name = "NAME", value_parser = parse_damage)]
    pub kind: Vec<Damage>,
    /// Most kinds of damage a page draws; 0 for undamaged pages
    #[arg(long, value_name = "N", default_value_t = 5, conflicts_with = "kind")]
    pub damage: usize,
    /// Pages of one file, parted by form feeds; some articles run on a later one
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub sheets: u16,
    /// Folder the pages and their truth files go to
    #[arg(short, long, value_name = "DIR")]
    pub out: PathBuf,
}

fn parse_damage(name: &str) -> Result<Damage, String> {
    Damage::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Damage::all().map(Damage::name).collect();
        format!("the kinds are {}", names.join(", "))
    })
}

#[derive(Args)]
pub(crate) struct AuditArgs {
    /// Labelled documents: .jsonl, .csv, .tsv, __label__ lines, or a folder a class
    /// [default: the data/ folder of this project]
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub data: Vec<PathBuf>,
    /// A fixed taxonomy (JSON); labels outside it are refused [default: the labels found]
    #[arg(long, value_name = "FILE")]
    pub taxonomy: Option<PathBuf>,
    /// Most documents to list
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Encoding of the documents [default: detected]
    #[arg(long, value_parser = parse_encoding, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// One JSON object a document and line
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub(crate) struct TopicsArgs {
    /// The model whose topics to list [default: the built-in one]
    #[arg(short, long, value_name = "MODEL")]
    pub model: Option<PathBuf>,
    /// The taxonomy as JSON, ready for --taxonomy
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub(crate) struct CountArgs {
    /// Labelled documents: .jsonl, .csv, .tsv, __label__ lines, or a folder a class
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub data: Vec<PathBuf>,
    /// Lines of a label and its topic, parted by a tab; other labels are passed over
    #[arg(long, value_name = "FILE")]
    pub mapping: PathBuf,
    /// Leave out words that stand in fewer documents
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub least: u32,
    /// Encoding of the documents [default: detected]
    #[arg(long, value_parser = parse_encoding, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// Write to a file, put in place when all is done
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct ExplainArgs {
    /// An edition, a table, an archive's entry (`1998.zip!/03.txt`, as records name it), or - for standard input
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Number of the article, as `tag` shows it
    #[arg(short, long, default_value_t = 1, value_name = "N")]
    pub article: usize,
    /// The topic to explain [default: the one chosen]
    #[arg(short, long, value_name = "ID")]
    pub topic: Option<String>,
    /// How many terms for and against to show
    #[arg(short = 'n', long, default_value_t = 12, value_name = "N")]
    pub terms: usize,
    /// A model made by `jzclass train` [default: the built-in one]
    #[arg(short, long, value_name = "MODEL")]
    pub model: Option<PathBuf>,
    /// Encoding of the input [default: detected]
    #[arg(long, value_parser = parse_encoding, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// One JSON object with every term
    #[arg(long)]
    pub json: bool,
}

fn parse_name_pattern(text: &str) -> Result<NamePattern, String> {
    NamePattern::new(text).map_err(|e| e.to_string())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    /// The best first
    Relevance,
    /// The newest first
    Newest,
    /// The oldest first
    Oldest,
}

/// Which articles of a catalogue count.
#[derive(Args)]
pub(crate) struct FilterArgs {
    /// Only articles filed under this topic
    #[arg(short, long, value_name = "ID")]
    pub topic: Option<String>,
    /// Only from this year, month or day on: 2024, 2024-01 or 2024-01-31
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub from: Option<String>,
    /// Only up to the end of this year, month or day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub to: Option<String>,
    /// Only editions of this newspaper
    #[arg(long, value_name = "NAME")]
    pub paper: Option<String>,
}

#[derive(Args)]
pub(crate) struct SearchArgs {
    /// A catalogue made by `tag -o catalogue.db`
    #[arg(value_name = "CATALOGUE")]
    pub catalogue: PathBuf,
    /// Words that must all occur, in headline, byline or body; "…" keeps words together. None: every article
    #[arg(value_name = "WORD")]
    pub words: Vec<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// How to order the articles [default: relevance; newest without words]
    #[arg(short, long, value_enum)]
    pub sort: Option<Sort>,
    /// Most articles to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// One JSON object an article and line
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// 2024-11
    Month,
    /// 2024
    Year,
}

#[derive(Args)]
pub(crate) struct StatsArgs {
    /// A catalogue made by `tag -o catalogue.db`
    #[arg(value_name = "CATALOGUE")]
    pub catalogue: PathBuf,
    /// The unit of time
    #[arg(long, value_enum, default_value_t = By::Month)]
    pub by: By,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Rows of period, topic, name and number of articles as CSV, instead of table and chart
    #[arg(long)]
    pub csv: bool,
    /// Draw the chart into an SVG file too
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

fn parse_date(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &&str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let within = |part: Option<&&str>, most: u8| {
        part.is_none_or(|p| digits(p, 2) && p.parse().is_ok_and(|n: u8| (1..=most).contains(&n)))
    };
    if parts.len() <= 3 && digits(&parts[0], 4) && within(parts.get(1), 12) && within(parts.get(2), 31) {
        Ok(text.to_owned())
    } else {
        Err("a date such as 2024, 2024-01 or 2024-01-31 is needed".into())
    }
}

fn parse_encoding(name: &str) -> Result<Encoding, String> {
    Encoding::from_name(name).map_err(|e| format!("{e}; {}", super::hints::hint(e.kind()).unwrap_or_default()))
}

fn parse_probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a probability from 0 to 1 is needed".into()),
    }
}

fn parse_time(text: &str) -> Result<std::time::Duration, String> {
    let (number, seconds) = match text.char_indices().next_back() {
        Some((at, 's')) => (&text[..at], 1),
        Some((at, 'm')) => (&text[..at], 60),
        Some((at, 'h')) => (&text[..at], 3600),
        _ => (text, 1),
    };
    let number: u64 = number.parse().map_err(|_| "a time such as 90s, 5m or 1h is needed".to_owned())?;
    Ok(std::time::Duration::from_secs(number.saturating_mul(seconds)))
}

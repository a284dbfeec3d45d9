//! The program's arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jzclass::reader::Encoding;

#[derive(Parser)]
#[command(name = "jzclass", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Find the articles of editions, assign their topics and summarise them
    Tag(TagArgs),
    /// Show an edition in one screen: the lead of each article, by topic
    Digest(DigestArgs),
    /// Train a model: the default one from data/, or one from labelled documents of your own
    Train(TrainArgs),
    /// Add documents (corrections, say) to the counts of a model and train it anew
    Learn(LearnArgs),
    /// Measure a model on labelled documents
    Eval(EvalArgs),
    /// List labelled documents whose labels are probably wrong
    Audit(AuditArgs),
    /// List the topics of a model
    Topics(TopicsArgs),
    /// Count the words of labelled documents by topic, as data/counts/ keeps them
    Count(CountArgs),
    /// Show which terms spoke for and against an article's topic
    Explain(ExplainArgs),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A page for reading
    Page,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// A table for spreadsheets
    Csv,
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
    /// Editions (.txt), files of one article a line (.jsonl), folders of both, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A model made by `jzclass train`, instead of the built-in one
    #[arg(short, long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// How to write the articles [default: by the ending of --output, else page]
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Write to a file, put in place when all is done
    #[arg(short, long, value_name = "FILE")]
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
    /// Put the article's text into the record
    #[arg(long)]
    pub with_text: bool,
    /// Add a record of what belongs to no article: masthead, folio, imprint, slogans
    #[arg(long)]
    pub furniture: bool,
    /// Mark articles for review whose topic is less probable than this [default: the model's]
    #[arg(long, value_name = "P", value_parser = parse_probability)]
    pub review_below: Option<f64>,
    /// Begin CSV with a byte order mark, for Excel
    #[arg(long)]
    pub csv_bom: bool,
    /// Threads to use [default: one a core]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Show no progress
    #[arg(short, long)]
    pub quiet: bool,
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
    /// An edition (.txt) or a file of one article a line (.jsonl)
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// A model made by `jzclass train` [default: the built-in one]
    #[arg(short, long, value_name = "MODEL")]
    pub model: Option<PathBuf>,
    /// How to write it
    #[arg(short, long, value_enum, default_value_t = DigestFormat::Text)]
    pub format: DigestFormat,
    /// Write to a file, put in place when all is done
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
    /// Passes of the refinement; 0 gives plain complement naive Bayes
    #[arg(long, value_name = "N")]
    pub epochs: Option<usize>,
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
    /// Labelled documents to add: .jsonl, .csv, .tsv, __label__ lines, or a folder a class
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub data: Vec<PathBuf>,
    /// The count file of the model, made by `train --keep-counts`; it is brought up to date
    #[arg(long, value_name = "FILE")]
    pub counts: PathBuf,
    /// Where the model goes
    #[arg(short, long, value_name = "MODEL")]
    pub out: PathBuf,
    /// A fixed taxonomy (JSON); labels outside it are refused [default: the labels found]
    #[arg(long, value_name = "FILE")]
    pub taxonomy: Option<PathBuf>,
    /// Encoding of the documents [default: detected]
    #[arg(long, value_parser = parse_encoding, value_name = "NAME")]
    pub encoding: Option<Encoding>,
}

#[derive(Args)]
pub(crate) struct EvalArgs {
    /// Labelled documents: .jsonl, .csv, .tsv, __label__ lines, or a folder a class
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub data: Vec<PathBuf>,
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
    /// An edition, a .jsonl file, or - for standard input
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

fn parse_encoding(name: &str) -> Result<Encoding, String> {
    Encoding::from_name(name).map_err(|e| format!("{e}; {}", e.hint().unwrap_or_default()))
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

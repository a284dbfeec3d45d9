//! The command-line program: arguments in, an exit code out. One file a subcommand; the only place that prints.

mod args;
mod audit;
mod compose;
mod count;
mod data;
mod digest;
mod editions;
mod ending;
mod eval;
mod explain;
mod hints;
mod inputs;
mod language;
mod learn;
mod leftover;
mod manual;
mod output;
mod progress;
mod report;
mod search;
mod sheet;
mod sink;
mod split;
mod stats;
mod svg;
mod tag;
mod topics;
mod train;
mod unlabelled;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use jzclass::articles::split_source;
use jzclass::pipeline::{Pipeline, PipelineBuilder};
use jzclass::read::{Encoding, SourceText, decode};
use jzclass::segment::Segmenter;
use jzclass::{Error, Model, visible};

use args::{Cli, Command};
use hints::hint;

/// Why a command ended badly.
pub(crate) enum Failure {
    /// Something went wrong with this path.
    At(String, Error),
    /// The call itself is wrong, which is seen before anything is read.
    Usage(String, Error),
    /// Some inputs failed and were told of already.
    Told,
}

/// An error that knows its path, or is of no file.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        at("-")(error)
    }
}

pub(crate) type Outcome = Result<(), Failure>;

/// Puts the path into an error.
pub(crate) fn at(path: impl AsRef<Path>) -> impl FnOnce(Error) -> Failure {
    move |error| {
        // An I/O error knows the path it happened on, which can be a file below the one given.
        let path = match &error {
            Error::Io { path, .. } | Error::InFile { path, .. } => path.clone(),
            _ => path.as_ref().to_owned(),
        };
        Failure::At(visible::path(&path), error)
    }
}

/// The system's allocator gives memory back to the system that is asked for again at once: a tenth of an archive's
/// time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs the program; 0 when all went well, 1 when something failed, 2 for a wrong call.
fn main() -> ExitCode {
    #[cfg(feature = "pdf")]
    quiet_pdf_reader();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    language::set(cli.lang);
    leftover::removed_on_signals();
    let outcome = match &cli.command {
        Command::Tag(args) => tag::run(args),
        Command::Split(args) => split::run(args),
        Command::Digest(args) => digest::run(args),
        Command::Train(args) => train::run(args),
        Command::Learn(args) => learn::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Audit(args) => audit::run(args),
        Command::Topics(args) => topics::run(args),
        Command::Count(args) => count::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Compose(args) => compose::run(args),
        Command::Search(args) => search::run(args),
        Command::Stats(args) => stats::run(args),
        Command::Completions(args) => manual::completions(args),
        Command::Man(args) => manual::man(args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads our output has read enough.
        Err(Failure::At(_, error)) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(Failure::At(path, error)) => {
            tell(&path, &error);
            ExitCode::FAILURE
        }
        Err(Failure::Usage(path, error)) => {
            tell(&path, &error);
            ExitCode::from(2)
        }
        Err(Failure::Told) => ExitCode::FAILURE,
    }
}

/// A panic of the PDF reader ends in an error of its file, which is told like any other.
#[cfg(feature = "pdf")]
fn quiet_pdf_reader() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(jzclass::read::PDF_THREAD) {
            tell(panic);
        }
    }));
}

/// One line on standard error: path, cause and, where there is one, a hint.
pub(crate) fn tell(path: &str, error: &Error) {
    match hint(error.kind()) {
        Some(hint) => say(&format!("{path}: {error} ({hint})")),
        None => say(&format!("{path}: {error}")),
    }
}

/// A line of the program's own on standard error. Names in it are shown as what they are, and where nobody can be told
/// the work goes on.
pub(crate) fn say(message: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "jzclass: {}", visible::line(message));
}

/// Builds the tables of reader, splitter and segmenter beside what comes next, since the model takes its time, too.
pub(crate) fn prepare() {
    const PAGE: &str = "江堤加固工程开工\n本报讯（记者 林静）3月2日，江堤加固工程开工，防汛标准提高。\n";
    // Without a thread they are built when they are first wanted.
    let _ = std::thread::Builder::new().spawn(|| {
        if let Ok(page) = decode(PAGE.as_bytes(), None).and_then(SourceText::plain) {
            let _ = split_source("", &page);
        }
        Segmenter::shared().words(PAGE);
    });
}

/// The pipeline with this model (or the built-in one) and encoding (or each text's own).
pub(crate) fn pipeline(
    builder: PipelineBuilder,
    path: Option<&Path>,
    encoding: Option<Encoding>,
) -> Result<Pipeline, Failure> {
    let builder = builder.model(Arc::new(model(path)?));
    let builder = encoding.into_iter().fold(builder, PipelineBuilder::encoding);
    Ok(builder.build()?)
}

/// The model given, or the built-in one.
pub(crate) fn model(path: Option<&Path>) -> Result<Model, Failure> {
    match path {
        Some(path) => Model::open(path).map_err(at(path)),
        None => Model::built_in().map_err(at("built-in model")),
    }
}

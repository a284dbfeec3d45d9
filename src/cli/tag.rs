//! `jzclass tag`: articles, topics and summaries of editions.

use std::io::IsTerminal;
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jzclass::archive::{Labelled, Source, label, sources};
use jzclass::reader::Garble;
use jzclass::summarize::Style;
use jzclass::write::{CsvWriter, JsonLinesWriter, JsonWriter, PageStyle, PageWriter, RecordWriter};
use jzclass::{Error, LabelOptions, Labeller};
use rayon::prelude::*;

use super::args::{Format, Summary, TagArgs};
use super::output::{Output, colour, columns};
use super::{Failure, Outcome, at, model, say, stdin, tell};

/// Sources labelled before their records are written: enough for all cores, few enough for memory.
const AT_ONCE: usize = 64;

pub(crate) fn run(args: &TagArgs) -> Outcome {
    let mut failed = 0_usize;
    let mut all = Vec::new();
    for path in &args.paths {
        match find(path) {
            Ok(found) => all.extend(found),
            Err(error) => {
                failed += 1;
                tell_at(path, error);
            }
        }
    }
    if all.is_empty() {
        return Err(Failure::Told);
    }
    let model = model(args.model.as_deref())?;
    let labeller = Labeller::new(
        &model,
        LabelOptions {
            summary_chars: args.summary_chars as usize,
            summary: match args.summary {
                Summary::Best => Style::Best,
                Summary::Lead => Style::Lead,
            },
            with_text: args.with_text,
            furniture: args.furniture,
            review_below: args.review_below,
        },
    );
    let threads = args.threads.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|e| {
        at("threads")(Error::Parameter { name: "threads", value: e.to_string(), range: "what the system gives" })
    })?;
    let mut output = Output::open(args.output.as_deref())?;
    let mut writer = writer(args);
    let progress = progress(all.len(), args.quiet);
    output.write(|out| writer.begin(out))?;
    let mut written = 0_usize;
    for some in all.chunks(AT_ONCE) {
        let results: Vec<Result<Labelled, Error>> =
            pool.install(|| some.par_iter().map(|source| label(&labeller, source, args.encoding)).collect());
        for (source, result) in some.iter().zip(results) {
            match result {
                Ok(labelled) => {
                    if let Some((count, encoding)) = labelled.undecodable {
                        let name = source.name();
                        progress.suspend(|| {
                            say(&format!("{name}: {count} undecodable byte sequence(s), read as {}", encoding.name()));
                        });
                    }
                    for (sheet, garble) in &labelled.garbled {
                        progress.suspend(|| say(&garbled_page(&source.name(), *sheet, garble)));
                    }
                    output.write(|out| writer.write(&labelled.records, out))?;
                    written += 1;
                }
                Err(error) => {
                    failed += 1;
                    progress.suspend(|| tell_at(Path::new(&source.name()), error));
                }
            }
            progress.inc(1);
        }
    }
    progress.finish_and_clear();
    // Nothing to show for it: a good file of an earlier run stays.
    if written > 0 {
        output.write(|out| writer.end(out))?;
        output.finish()?;
    }
    if failed > 0 { Err(Failure::Told) } else { Ok(()) }
}

/// What is told of a garbled page.
pub(crate) fn garbled_page(name: &str, sheet: usize, garble: &Garble) -> String {
    if sheet == 0 { format!("{name}: {garble}") } else { format!("{name}, page {sheet}: {garble}") }
}

pub(crate) fn find(path: &Path) -> Result<Vec<Source>, Error> {
    if path == Path::new("-") { Ok(vec![stdin()?]) } else { sources(path) }
}

pub(crate) fn tell_at(path: &Path, error: Error) {
    if let Failure::At(path, error) = at(path)(error) {
        tell(&path, &error);
    }
}

fn format(args: &TagArgs) -> Format {
    let ending = args.output.as_deref().and_then(Path::extension).map(|e| e.to_string_lossy().to_lowercase());
    args.format.unwrap_or(match ending.as_deref() {
        Some("json") => Format::Json,
        Some("jsonl" | "ndjson") => Format::Jsonl,
        Some("csv") => Format::Csv,
        _ => Format::Page,
    })
}

fn writer(args: &TagArgs) -> Box<dyn RecordWriter> {
    match format(args) {
        Format::Json => Box::new(JsonWriter::default()),
        Format::Jsonl => Box::new(JsonLinesWriter),
        Format::Csv => Box::new(CsvWriter { mark: args.csv_bom }),
        Format::Page => Box::new(PageWriter::new(PageStyle {
            width: if args.output.is_some() { 80 } else { columns() },
            colour: colour(args.output.as_deref()),
        })),
    }
}

/// A bar on standard error, when that is a terminal and there is something to wait for.
fn progress(sources: usize, quiet: bool) -> ProgressBar {
    if quiet || sources < 2 * AT_ONCE || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {per_sec}, {eta} left");
    let bar = ProgressBar::with_draw_target(Some(sources as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = style { bar.with_style(style) } else { bar }
}

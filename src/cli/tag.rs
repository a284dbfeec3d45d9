//! `jzclass tag`: articles, topics and summaries of editions.

use std::io::IsTerminal;
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jzclass::archive::{Labelled, Source, label, sources};
use jzclass::duplicates::Duplicates;
use jzclass::summarize::Style;
use jzclass::{Error, LabelOptions, Labeller};
use rayon::prelude::*;

use super::args::{Summary, TagArgs};
use super::sink::{Sink, format, needs_text};
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
            with_text: args.with_text || needs_text(format(args)),
            furniture: args.furniture,
            signatures: args.duplicates,
            review_below: args.review_below,
        },
    );
    let threads = args.threads.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|e| {
        at("threads")(Error::Parameter { name: "threads", value: e.to_string(), range: "what the system gives" })
    })?;
    let mut sink = Sink::open(args)?;
    let progress = progress(all.len(), args.quiet);
    let mut duplicates = Duplicates::default();
    let mut kept = Vec::new();
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
                    if args.duplicates {
                        labelled.records.iter().filter_map(|r| r.signature).for_each(|s| duplicates.push(s));
                        kept.extend(labelled.records);
                    } else {
                        sink.write(&labelled.records)?;
                    }
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
    let mut marker = duplicates.finish().marker();
    for record in &mut kept {
        marker.mark(record);
    }
    for records in kept.chunk_by(|a, b| a.source == b.source) {
        sink.write(records)?;
    }
    // Nothing to show for it: a good file of an earlier run stays.
    if written > 0 {
        sink.finish()?;
    }
    if failed > 0 { Err(Failure::Told) } else { Ok(()) }
}

fn find(path: &Path) -> Result<Vec<Source>, Error> {
    if path == Path::new("-") { Ok(vec![stdin()?]) } else { sources(path) }
}

fn tell_at(path: &Path, error: Error) {
    if let Failure::At(path, error) = at(path)(error) {
        tell(&path, &error);
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

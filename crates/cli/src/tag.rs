//! `jzclass tag`: articles, topics and summaries of editions and whole archives.

use std::fs;
use std::path::{Path, PathBuf};

use jzclass::duplicates::{Duplicates, Marker};
use jzclass::pipeline::PipelineBuilder;
use jzclass::summary::{Length, Style};
use jzclass::{Error, LabelOptions, Model, Pipeline, Record};
use jzclass_io::archive::{
    Archive, BadLines, Catalogue, Columns, Failure as Failed, Filter, Found, Index, Journal, Notes, Reading, Settings,
    Signatures, Start, Tally, journal_path,
};
use jzclass_io::write::remove_leftovers;
use serde::Serialize;

use super::args::{ArchiveArgs, Format, Summary, TagArgs};
use super::hints::hint;
use super::inputs::{Destination, Inputs};
use super::output::{Output, is_device};
use super::progress::{Progress, summary};
use super::sink::{Sink, format, needs_text};
use super::{Failure, Outcome, at, ending, pipeline, prepare, say};

/// A single file smaller than this is labelled without further threads.
const SMALL: u64 = 1 << 20;

pub(crate) fn run(args: &TagArgs) -> Outcome {
    let mut inputs = Inputs::of(&args.paths).and(args.model.as_deref());
    let to = inputs.destination(args.output.as_deref())?;
    let failures = inputs.destination(args.failures.as_deref())?;
    ending::check(&failures, "a list of failures", &[".tsv", ".txt", ".jsonl", ".ndjson"])?;
    let journal = to.path().filter(|path| !is_device(path)).map(journal_path);
    inputs.destination(journal.as_deref())?;
    let format = format(args, &to)?;
    let reading = reading(args)?;
    prepare();
    let builder = Pipeline::builder().options(options(args, format));
    let builder = args.archive.name_pattern.iter().cloned().fold(builder, PipelineBuilder::names);
    let pipeline = pipeline(builder, args.model.as_deref(), args.encoding)?;
    let signatures = signatures(args, format);
    let archive = Archive { pipeline: &pipeline, reading: &reading, threads: threads(args), signatures };
    let mut report = Report::open(args, &failures, journal.is_some(), &reading)?;
    match &journal {
        Some(place) => {
            let settings = Settings::new(&archive, checksum(args)?);
            journalled(args, &archive, &to, place, &settings, &mut report)?;
        }
        None => direct(args, &archive, &to, &mut report)?,
    }
    report.finish()
}

fn checksum(args: &TagArgs) -> Result<u32, Failure> {
    Model::checksum(args.model.as_deref()).map_err(at(args.model.as_deref().unwrap_or(Path::new("built-in model"))))
}

fn options(args: &TagArgs, format: Format) -> LabelOptions {
    let mut options = LabelOptions::default();
    options.length =
        args.summary_sentences.map_or(Length::Chars(args.summary_chars as usize), |n| Length::Sentences(n as usize));
    options.summary = match args.summary {
        Summary::Best => Style::Best,
        Summary::Lead => Style::Lead,
    };
    // Copies are found by the texts.
    options.with_text = with_text(args, format) || args.duplicates;
    options.furniture = args.furniture;
    options.review_below = args.review_below;
    options
}

/// Whether the output has the texts.
fn with_text(args: &TagArgs, format: Format) -> bool {
    args.with_text || needs_text(format)
}

fn signatures(args: &TagArgs, format: Format) -> Signatures {
    match (args.duplicates, with_text(args, format)) {
        (false, _) => Signatures::None,
        (true, true) => Signatures::OfTexts,
        (true, false) => Signatures::InsteadOfTexts,
    }
}

fn reading(args: &TagArgs) -> Result<Reading, Failure> {
    let own = args.output.iter().flat_map(|o| [o.clone(), journal_path(o)]).chain(args.failures.clone());
    let filter = Filter::new(&args.archive.include, &args.archive.exclude).map_err(at("--include, --exclude"))?;
    Ok(Reading { columns: columns(&args.archive), filter: filter.without(own) })
}

/// The columns by the names asked for, else by the usual ones.
fn columns(args: &ArchiveArgs) -> Columns {
    let asked = [
        &args.text_column,
        &args.title_column,
        &args.id_column,
        &args.paper_column,
        &args.date_column,
        &args.page_column,
    ];
    let usual = Columns::default();
    // A usual name that is asked for something else no longer means the usual.
    let named = |name: &Option<String>, usual: Vec<String>| match name {
        Some(name) => vec![name.clone()],
        None => usual.into_iter().filter(|u| !asked.iter().any(|a| a.as_deref() == Some(u))).collect(),
    };
    Columns {
        text: named(&args.text_column, usual.text),
        title: named(&args.title_column, usual.title),
        id: named(&args.id_column, usual.id),
        paper: named(&args.paper_column, usual.paper),
        date: named(&args.date_column, usual.date),
        page: named(&args.page_column, usual.page),
    }
}

/// One thread where there is little to do: starting others costs more than they gain.
fn threads(args: &TagArgs) -> usize {
    if let [path] = &args.paths[..]
        && fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() < SMALL)
    {
        return 1;
    }
    args.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// Records go to the output as they are made; with --duplicates when all are made.
fn direct(args: &TagArgs, archive: &Archive<'_>, to: &Destination, report: &mut Report) -> Outcome {
    let mut sink = None;
    let mut duplicates = Duplicates::default();
    let mut kept: Vec<Vec<Record>> = Vec::new();
    archive.run(args.paths.clone(), None, |found| {
        report.found(&found, None);
        let Found::Part(part) = found else { return Ok(()) };
        if part.records.is_empty() {
            return Ok(());
        }
        report.tally.records(&part.records);
        if args.duplicates {
            part.signatures.into_iter().for_each(|s| duplicates.push(s));
            kept.push(part.records);
            return Ok(());
        }
        write(args, &mut sink, to, &part.records)
    })?;
    let mut marker = duplicates.finish().marker();
    for records in &mut kept {
        for record in &mut *records {
            marker.mark(record);
        }
        write(args, &mut sink, to, records)?;
    }
    // Nothing to show for it: a good file of an earlier run stays.
    sink.map_or(Ok(()), Sink::finish)
}

/// Writes records; with the first ones the output is opened.
fn write(args: &TagArgs, sink: &mut Option<Sink>, to: &Destination, records: &[Record]) -> Outcome {
    opened(args, sink, to)?.write(records)
}

fn opened<'s>(args: &TagArgs, sink: &'s mut Option<Sink>, to: &Destination) -> Result<&'s mut Sink, Failure> {
    let opened = match sink.take() {
        Some(sink) => sink,
        None => Sink::open(args, to)?,
    };
    Ok(sink.insert(opened))
}

/// Records go to the journal, and from there to the output when all are made.
fn journalled(
    args: &TagArgs,
    archive: &Archive<'_>,
    to: &Destination,
    place: &Path,
    settings: &Settings,
    report: &mut Report,
) -> Outcome {
    let path = to.path().unwrap_or(place);
    let start = match (args.resume, args.restart) {
        (true, _) => Start::Resume,
        (_, true) => Start::Restart,
        _ => Start::New,
    };
    let (mut journal, index) = Journal::open(place, settings, start).map_err(at(path))?;
    remove_leftovers(path);
    let run: Result<(), Error> = archive.run(args.paths.clone(), Some(&index), |found| {
        report.found(&found, Some(&index));
        journal.add(&found, &index)
    });
    drop(index);
    report.kept = journal.kept();
    let catalogue = run.and_then(|()| journal.finish());
    let finished = catalogue.map_err(at(place)).and_then(|catalogue| {
        let written = write_catalogue(args, archive.threads, &catalogue, to, &mut report.tally)?;
        let end = if args.resume && written { catalogue.keep() } else { catalogue.discard() };
        end.map_err(at(place))
    });
    if finished.is_err() && place.exists() {
        report.progress.end();
        say(&format!("what was finished is kept in {}: run again with --resume to go on", place.display()));
    }
    finished
}

/// Writes the records in order to a file that is put in place at the end; whether there were any.
fn write_catalogue(
    args: &TagArgs,
    threads: usize,
    catalogue: &Catalogue,
    to: &Destination,
    tally: &mut Tally,
) -> Result<bool, Failure> {
    let mut sink = None;
    if args.duplicates {
        let mut marker = marker(threads, catalogue)?;
        catalogue.records(threads, |mut records| {
            tally.records(&records);
            for record in &mut records {
                marker.mark(record);
            }
            write(args, &mut sink, to, &records)
        })?;
    } else if format(args, to)? == Format::Jsonl {
        // The journal has them as they are wanted.
        catalogue.lines(threads, |lines| {
            for line in &lines {
                tally.record(line.article(), line.topic());
            }
            opened(args, &mut sink, to).and_then(|sink| sink.write_lines(&lines))
        })?;
    } else {
        catalogue.records(threads, |records| {
            tally.records(&records);
            write(args, &mut sink, to, &records)
        })?;
    }
    // Nothing to show for it: a good file of an earlier run stays.
    let Some(sink) = sink else { return Ok(false) };
    sink.finish()?;
    Ok(true)
}

/// Compares all articles before the first is written: a copy names the first one of its story.
fn marker(threads: usize, catalogue: &Catalogue) -> Result<Marker, Failure> {
    let mut duplicates = Duplicates::default();
    catalogue.signatures(threads, |signatures| {
        for signature in signatures {
            duplicates.push(signature);
        }
        Ok::<(), Error>(())
    })?;
    Ok(duplicates.finish().marker())
}

/// What is told of a run, and counted.
struct Report {
    tally: Tally,
    progress: Progress,
    failures: Option<(Output, PathBuf)>,
    failure: Option<Failure>,
    /// Unreadable lines of the present table.
    bad_lines: (String, BadLines),
    /// Files that fail now and keep the records of an earlier run.
    kept: usize,
    /// At its end the run is summed up.
    summed_up: bool,
}

impl Report {
    fn open(args: &TagArgs, failures: &Destination, summed_up: bool, reading: &Reading) -> Result<Self, Failure> {
        let failures = match failures.path() {
            Some(path) => Some((Output::open(failures)?, path.to_owned())),
            None => None,
        };
        Ok(Self {
            tally: Tally::default(),
            progress: Progress::new(args.quiet, &args.paths, &reading.filter),
            failures,
            failure: None,
            bad_lines: (String::new(), BadLines::default()),
            kept: 0,
            summed_up: !args.quiet && summed_up,
        })
    }

    fn found(&mut self, found: &Found, index: Option<&Index>) {
        match found {
            Found::Missing(failure) => self.failed(failure),
            Found::Part(part) => {
                self.tally.bytes += part.bytes;
                self.notes(&Notes::of(part));
                self.progress.position(part.position, part.records.iter().filter(|r| r.article > 0).count());
            }
            Found::Known { file, part } => {
                for notes in index.iter().flat_map(|i| i.notes(file, Some(*part))) {
                    self.notes(notes);
                }
            }
            Found::Complete(file) => {
                for notes in index.iter().flat_map(|i| i.notes(file, None)) {
                    self.notes(notes);
                }
                self.end_of_table();
                self.tally.taken_over += 1;
                self.progress.file(file.size);
            }
            Found::End { file, undecodable, .. } => {
                let undecodable = undecodable.map(|(n, e)| (n, e.name().to_owned()));
                self.notes(&Notes { name: file.path.clone(), undecodable, ..Notes::default() });
                self.end_of_table();
                self.progress.file(file.size);
            }
        }
    }

    fn notes(&mut self, notes: &Notes) {
        if self.bad_lines.0 != notes.name {
            self.end_of_table();
            self.bad_lines.0.clone_from(&notes.name);
        }
        self.bad_lines.1.add(&notes.bad());
        self.tally.pages += u64::from(notes.page);
        if let Some((count, encoding)) = &notes.undecodable {
            self.progress.tell(&format!("{}: {count} undecodable byte sequence(s), read as {encoding}", notes.name));
        }
        for (sheet, garble) in &notes.garbled {
            self.progress.tell(&garbled_page(&notes.name, *sheet, garble));
        }
        if let Some(failure) = &notes.failure {
            self.failed(failure);
        }
    }

    fn end_of_table(&mut self) {
        let (name, bad) = std::mem::take(&mut self.bad_lines);
        if let Some(error) = bad.error() {
            self.failed(&Failed::new(name, &error));
        }
    }

    fn failed(&mut self, failure: &Failed) {
        self.tally.failure(failure);
        if failure.is_own_output() {
            // Said once, and counted.
            if self.tally.own_outputs == 1 {
                self.progress.tell(&format!("{}: {}", failure.path, failure.cause));
            }
            return;
        }
        let hint = hint(failure.kind);
        let told = hint.map(|h| format!(" ({h})")).unwrap_or_default();
        self.progress.tell(&format!("{}: {}{told}", failure.path, failure.cause));
        if let (Some((output, path)), None) = (&mut self.failures, &self.failure) {
            let json = path.extension().is_some_and(|e| e == "jsonl" || e == "ndjson");
            let line = if json {
                serde_json::to_string(&Listed::of(failure)).unwrap_or_default()
            } else {
                let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
                format!("{}\t{}\t{}", plain(&failure.path), plain(failure.words()), plain(&failure.cause))
            };
            self.failure = output.write(|out| writeln!(out, "{line}")).err();
        }
    }

    fn finish(mut self) -> Outcome {
        self.progress.end();
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if let Some((output, _)) = self.failures {
            output.finish()?;
        }
        if self.kept > 0 {
            say(&format!("{} failed now and keep their records of the last run", self.kept));
        }
        if self.summed_up {
            for line in summary(&self.tally, self.progress.seconds()) {
                say(&line);
            }
        }
        if self.tally.failed() > 0 { Err(Failure::Told) } else { Ok(()) }
    }
}

/// A failure as it is written to --failures.
#[derive(Serialize)]
struct Listed<'f> {
    path: &'f str,
    kind: &'f str,
    cause: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'static str>,
}

impl<'f> Listed<'f> {
    fn of(failure: &'f Failed) -> Self {
        Self { path: &failure.path, kind: failure.words(), cause: &failure.cause, hint: hint(failure.kind) }
    }
}

/// What is told of a garbled page.
pub(crate) fn garbled_page(name: &str, sheet: usize, garble: &str) -> String {
    if sheet == 0 { format!("{name}: {garble}") } else { format!("{name}, page {sheet}: {garble}") }
}

//! Files → records, on several threads, in input order.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::identity::Identity;
use super::item::{Item, Payload, Reading};
use super::journal::Index;
use super::page;
use super::parallel::in_order;
use super::rows::each_row;
use super::tally::Failure;
use super::unpack::unpack;
use super::walk::Walk;
use super::{MAX_PIECE_BYTES, WINDOW_BYTES};
use jzclass::Pipeline;
use jzclass::document::{Document, Hints};
use jzclass::duplicates::Signature;
use jzclass::error::{Error, Result};
use jzclass::read::{Encoding, Garble, decode};
use jzclass::record::Record;

/// Lines of a table that could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BadLines {
    /// How many.
    pub count: usize,
    /// The first few: number of the line, and cause.
    pub first: Vec<(usize, String)>,
}

impl BadLines {
    const SHOWN: usize = 5;

    pub(crate) fn push(&mut self, line: usize, cause: String) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push((line, cause));
        }
    }

    /// Adds those of a later part of the file.
    pub fn add(&mut self, other: &Self) {
        self.count += other.count;
        let room = Self::SHOWN.saturating_sub(self.first.len());
        self.first.extend(other.first.iter().take(room).cloned());
    }

    /// The error that tells of them; `None` when there are none.
    pub fn error(&self) -> Option<Error> {
        (self.count > 0).then(|| Error::UnreadableLines { count: self.count, lines: self.first.clone() })
    }
}

/// A part of a file, labelled.
#[derive(Debug)]
pub struct Part {
    /// The file it is of.
    pub file: Arc<Identity>,
    /// Its 0-based number in the file.
    pub part: u32,
    /// The name its records have as their source.
    pub name: Arc<str>,
    /// How far into the file on disk reading had come, in bytes.
    pub position: u64,
    /// Bytes of its text.
    pub bytes: u64,
    /// It is a page, and not rows of a table.
    pub is_page: bool,
    /// Its records.
    pub records: Vec<Record>,
    /// The signatures of its articles, where they are asked for ([`Signatures`]).
    pub signatures: Vec<Signature>,
    /// Why it could not be read, in whole.
    pub failure: Option<Error>,
    /// Its lines that could not be read.
    pub bad_lines: BadLines,
    /// Undecodable byte sequences and the encoding they were read as.
    pub undecodable: Option<(usize, Encoding)>,
    /// Its garbled pages: their numbers in the file, 0 for a file of one page.
    pub garbled: Vec<(usize, Garble)>,
    /// Its entry for the journal, where there is one.
    pub(crate) entry: Option<Vec<u8>>,
}

impl Part {
    /// Whether the next run should try again: it is the system's failure and not the data's.
    pub(crate) fn is_passing(&self) -> bool {
        let time = matches!(self.failure, Some(Error::PdfLimit { what, .. }) if what.starts_with("time"));
        time || matches!(self.failure, Some(Error::Io { .. } | Error::Changed))
    }
}

/// What a run finds, in input order.
#[derive(Debug)]
pub enum Found {
    /// A path that is no file or cannot be read.
    Missing(Failure),
    /// A part of a file that is labelled now.
    Part(Box<Part>),
    /// A part that an earlier run labelled.
    Known {
        /// The file.
        file: Arc<Identity>,
        /// The part's number in it.
        part: u32,
    },
    /// A file that an earlier run labelled to its end.
    Complete(Arc<Identity>),
    /// A file's end.
    End {
        /// The file.
        file: Arc<Identity>,
        /// How many parts it has.
        parts: u32,
        /// Undecodable byte sequences of what was decoded as a stream, and their encoding.
        undecodable: Option<(usize, Encoding)>,
    },
}

enum Work {
    Missing(PathBuf, Error),
    Complete(Arc<Identity>),
    Item(Item),
}

/// Labels all that paths lead to.
#[derive(Debug)]
pub struct Archive<'a> {
    /// Labels pages and rows.
    pub pipeline: &'a Pipeline,
    /// How input is read.
    pub reading: &'a Reading,
    /// Worker threads; with one, all is done in turn in the caller's.
    pub threads: usize,
    /// What copies are to be found by.
    pub signatures: Signatures,
}

/// Whether signatures of the articles are made, by which copies are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signatures {
    /// None are.
    #[default]
    None,
    /// From the records' texts, which the pipeline must put in and which stay.
    OfTexts,
    /// From the records' texts, which the pipeline must put in and which are taken out again.
    InsteadOfTexts,
}

impl Signatures {
    /// Its name in settings.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "no",
            Self::OfTexts => "with texts",
            Self::InsteadOfTexts => "without texts",
        }
    }

    /// The signatures of the articles among the records.
    fn take(self, records: &mut [Record]) -> Vec<Signature> {
        if self == Self::None {
            return Vec::new();
        }
        let articles = records.iter_mut().filter(|r| r.article > 0);
        articles
            .map(|record| {
                let signature = Signature::new(record.text.as_deref().unwrap_or_default());
                if self == Self::InsteadOfTexts {
                    record.text = None;
                }
                signature
            })
            .collect()
    }
}

impl Archive<'_> {
    /// Hands over what is found in the order of the paths; `known` is what an earlier run has labelled.
    ///
    /// # Errors
    /// Only those of `found`; what cannot be read is told as it is found.
    ///
    /// ```
    /// use jzclass_io::archive::{Archive, Found, Reading, Signatures};
    /// use jzclass::Pipeline;
    /// let pipeline = Pipeline::builder().build()?;
    /// let reading = Reading::default();
    /// let archive = Archive { pipeline: &pipeline, reading: &reading, threads: 2, signatures: Signatures::None };
    /// let mut articles = 0;
    /// archive.run(vec!["../../tests/editions".into()], None, |found| {
    ///     if let Found::Part(part) = found {
    ///         articles += part.records.len();
    ///     }
    ///     Ok::<(), jzclass::Error>(())
    /// })?;
    /// assert!(articles > 50);
    /// # Ok::<(), jzclass::Error>(())
    /// ```
    pub fn run<E>(
        &self,
        paths: Vec<PathBuf>,
        known: Option<&Index>,
        found: impl FnMut(Found) -> Result<(), E>,
    ) -> Result<(), E> {
        let is_known = |file: &Identity, part: u32| known.is_some_and(|index| index.has(file, part));
        in_order(
            self.threads,
            WINDOW_BYTES,
            |work| match work {
                Work::Item(item) => item.weight(),
                Work::Missing(..) | Work::Complete(_) => 256,
            },
            |sink| {
                for entry in Walk::new(paths, &self.reading.filter) {
                    let flow = match entry {
                        Err((path, error)) => sink(Work::Missing(path, error)),
                        Ok(entry) if known.is_some_and(|i| i.is_complete(&entry.identity)) => {
                            sink(Work::Complete(Arc::new(entry.identity)))
                        }
                        Ok(entry) => unpack(&entry, self.reading, self.pipeline.encoding(), &is_known, &mut |item| {
                            sink(Work::Item(item))
                        }),
                    };
                    if flow == ControlFlow::Break(()) {
                        return;
                    }
                }
            },
            |work| self.work(work, known.is_some()),
            found,
        )
    }

    fn work(&self, work: Work, journal: bool) -> Found {
        let item = match work {
            Work::Missing(path, error) => {
                let path = if let Error::Io { path, .. } = &error { path.clone() } else { path };
                return Found::Missing(Failure::new(jzclass::visible::path(&path), &error));
            }
            Work::Complete(file) => return Found::Complete(file),
            Work::Item(item) => item,
        };
        match item.payload {
            Payload::Known => return Found::Known { file: item.file, part: item.part },
            Payload::End { undecodable } => return Found::End { file: item.file, parts: item.part, undecodable },
            _ => {}
        }
        let mut part = Part {
            file: item.file,
            part: item.part,
            name: item.name,
            position: item.position,
            bytes: 0,
            is_page: false,
            records: Vec::new(),
            signatures: Vec::new(),
            failure: None,
            bad_lines: BadLines::default(),
            undecodable: None,
            garbled: Vec::new(),
            entry: None,
        };
        if let Err(error) = self.label(&mut part, item.payload) {
            part.failure = Some(error);
        }
        if journal && !part.is_passing() {
            part.entry = Some(super::journal::entry_of(&part));
        }
        Found::Part(Box::new(part))
    }

    fn label(&self, part: &mut Part, payload: Payload) -> Result<()> {
        let name = part.name.clone();
        match payload {
            Payload::File(path) => self.page(part, read_page(&path, &part.file)?, path.parent())?,
            Payload::Page(bytes) => self.page(part, bytes, None)?,
            Payload::Failed(error) => return Err(error),
            Payload::Lines { bytes, first, rows } => {
                part.bytes = bytes.len() as u64;
                let decoded = decode(&bytes, Some(Encoding::Utf8))?;
                drop(bytes);
                part.undecodable = (decoded.undecodable > 0).then_some((decoded.undecodable, decoded.encoding));
                each_row(&decoded.text, first, rows, &self.reading.columns, |number, row| match row {
                    Ok(row) => part.records.push(self.pipeline.row(&name, number, &row)),
                    Err((line, cause)) => part.bad_lines.push(line, cause),
                });
            }
            Payload::Rows { articles, rows } => {
                part.bytes = articles.iter().map(|a| a.text.len() as u64).sum();
                let label = |(n, row)| self.pipeline.row(&name, rows + n + 1, row);
                part.records = articles.iter().enumerate().map(label).collect();
            }
            Payload::Known | Payload::End { .. } => {}
        }
        if !part.is_page {
            self.pipeline.fill_issue(&name, &mut part.records);
        }
        part.signatures = self.signatures.take(&mut part.records);
        Ok(())
    }

    fn page(&self, part: &mut Part, bytes: Vec<u8>, folder: Option<&Path>) -> Result<()> {
        part.is_page = true;
        part.bytes = bytes.len() as u64;
        let hints = Hints { encoding: self.pipeline.encoding(), folder };
        let page = Document::page(&part.name, bytes, hints)?;
        part.undecodable = page::undecodable(&page);
        let labelled = page::label(self.pipeline, &part.name, page)?;
        (part.records, part.garbled) = (labelled.records, labelled.garbled);
        Ok(())
    }
}

/// A page's bytes, if the file is still the one that was found.
pub(crate) fn read_page(path: &Path, file: &Identity) -> Result<Vec<u8>> {
    let io = |e| Error::io(path, e);
    let mut opened = File::open(path).map_err(io)?;
    if file.size > MAX_PIECE_BYTES {
        return Err(Error::TooLarge { bytes: file.size, limit: MAX_PIECE_BYTES });
    }
    let mut bytes = Vec::with_capacity(file.size as usize + 1);
    (&mut opened).take(MAX_PIECE_BYTES + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > MAX_PIECE_BYTES {
        return Err(Error::TooLarge { bytes: bytes.len() as u64, limit: MAX_PIECE_BYTES });
    }
    let meta = opened.metadata().map_err(io)?;
    if meta.is_file() && !file.still(&meta) { Err(Error::Changed) } else { Ok(bytes) }
}

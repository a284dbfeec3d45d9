//! The journal of a run: what is finished stays finished.
//!
//! A JSON Lines file beside the output. Its first line holds the version and the settings of the run; each
//! further line one part of a file with its records, or a file's end. Every line is
//! `{"crc32":"8 hexadecimal digits","entry":{…}}`, with the CRC-32 of the entry's bytes; reading ends
//! before the first line that is torn or altered. Entries are handed to the system at least every quarter of a second
//! and to the disk every five seconds, so that a killed program loses a quarter of a second's work and a power
//! cut five seconds'.

mod catalogue;
mod entry;
mod index;

use std::fs::{File, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use catalogue::Catalogue;
pub(crate) use entry::entry_of;
use entry::{Header, Written, entry_of_line, line, named};
pub use entry::{Notes, RecordLine};
pub use index::Index;
use index::Span;

use super::identity::Identity;
use super::label::Found;
use super::settings::Settings;
use jzclass::error::{Error, Result};

/// Version of the journal's form. The first one had the options in the form of their debug output, and signatures in
/// the records.
const VERSION: u32 = 2;
const FLUSH_AFTER: Duration = Duration::from_millis(250);
const SYNC_AFTER: Duration = Duration::from_secs(5);
const FLUSH_BYTES: usize = 1 << 18;

/// Where the journal of an output stands: beside it, its name with `.jzclass-journal`.
///
/// ```
/// let journal = jzclass_io::archive::journal_path("out/catalogue.jsonl".as_ref());
/// assert_eq!(journal, std::path::Path::new("out/catalogue.jsonl.jzclass-journal"));
/// ```
pub fn journal_path(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(".jzclass-journal");
    name.into()
}

/// How a run begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Anew; the journal of an unfinished run is refused.
    New,
    /// From the journal, if there is one.
    Resume,
    /// Anew, whatever there is.
    Restart,
}

/// The journal being written, with the order in which its entries become the catalogue.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: BufWriter<File>,
    end: u64,
    header: u64,
    order: Vec<Span>,
    /// Where the present file begins in the order, and whether it failed.
    present: Option<Arc<Identity>>,
    begins: usize,
    failed: bool,
    /// Records and failures of the present file that are new.
    records: usize,
    failures: usize,
    kept: usize,
    flushed: Instant,
    synced: Instant,
}

impl Journal {
    /// Opens the journal at `path` for a run with these settings.
    ///
    /// # Errors
    /// [`Error::InUse`], [`Error::Unfinished`], [`Error::OtherSettings`], [`Error::NotAJournal`] and [`Error::Io`].
    pub fn open(path: &Path, settings: &Settings, start: Start) -> Result<(Self, Index)> {
        let io = |e| Error::io(path, e);
        let exists = path.exists();
        // Two runs would write into one another's lines.
        let file = File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(io)?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(Error::InUse);
        }
        if exists && start == Start::New && !ends_done(path).map_err(io)? {
            return Err(Error::Unfinished { path: path.to_owned() });
        }
        let mut index = Index::default();
        let (end, header) = if exists && start == Start::Resume { load(path, settings, &mut index)? } else { (0, 0) };
        file.set_len(end).map_err(io)?;
        let now = Instant::now();
        let mut journal = Self {
            path: path.to_owned(),
            file: BufWriter::with_capacity(FLUSH_BYTES, file),
            end,
            header,
            order: Vec::new(),
            present: None,
            begins: 0,
            failed: false,
            records: 0,
            failures: 0,
            kept: 0,
            flushed: now,
            synced: now,
        };
        journal.file.seek(SeekFrom::Start(end)).map_err(io)?;
        if end == 0 {
            journal.append(&line(&Header { jzclass_journal: VERSION, settings: settings.clone() }))?;
            journal.header = journal.end;
        }
        Ok((journal, index))
    }

    fn append(&mut self, line: &[u8]) -> Result<Span> {
        let io = |e| Error::io(&self.path, e);
        self.file.write_all(line).map_err(io)?;
        let span = Span { at: self.end, length: u32::try_from(line.len()).unwrap_or(u32::MAX) };
        self.end += line.len() as u64;
        let now = Instant::now();
        if now - self.flushed > FLUSH_AFTER {
            self.file.flush().map_err(io)?;
            self.flushed = now;
        }
        if now - self.synced > SYNC_AFTER {
            self.file.flush().map_err(io)?;
            self.file.get_ref().sync_data().map_err(io)?;
            self.synced = Instant::now();
        }
        Ok(span)
    }

    /// Takes what was found, in order.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn add(&mut self, found: &Found, index: &Index) -> Result<()> {
        match found {
            Found::Missing(failure) => {
                // What was tagged is not replaced by nothing because it cannot be seen now.
                for path in index.below(&failure.path) {
                    self.order.extend(index.last(path).into_iter().flatten());
                    self.kept += 1;
                }
            }
            Found::Complete(file) => {
                if let Some(known) = index.files.get(&**file) {
                    self.order.extend(known.parts.iter().flatten());
                    self.order.extend(known.end.map(|(_, span)| span));
                }
            }
            Found::Known { file, part } => {
                self.enter(file);
                self.order.extend(index.span(file, *part));
            }
            Found::Part(part) => {
                self.enter(&part.file);
                self.failed |= part.is_passing();
                self.records += part.records.len();
                self.failures += usize::from(part.failure.is_some());
                if let Some(entry) = &part.entry {
                    let span = self.append(entry)?;
                    self.order.push(span);
                }
                if matches!(part.failure, Some(Error::Changed)) {
                    // What was read before and after the change does not belong together.
                    self.order.truncate(self.begins);
                }
            }
            Found::End { file, parts, undecodable } => {
                self.enter(file);
                if !self.failed {
                    let notes = Notes { name: file.path.clone(), undecodable: named(*undecodable), ..Notes::default() };
                    let entry = Written { file: Some(file), parts: Some(*parts), notes, ..Written::default() };
                    let span = self.append(&line(&entry))?;
                    self.order.push(span);
                }
                // A file that is damaged now, or cannot be read: what it gave before stays.
                if (self.failed || self.failures > 0 && self.records == 0)
                    && let Some(before) = index.last(&file.path)
                {
                    self.order.truncate(self.begins);
                    self.order.extend(before);
                    self.kept += 1;
                }
                self.present = None;
            }
        }
        Ok(())
    }

    fn enter(&mut self, file: &Arc<Identity>) {
        if self.present.as_ref().is_none_or(|p| !Arc::ptr_eq(p, file)) {
            self.present = Some(file.clone());
            self.begins = self.order.len();
            self.failed = false;
            (self.records, self.failures) = (0, 0);
        }
    }

    /// How many files fail now and keep the records of an earlier run.
    pub fn kept(&self) -> usize {
        self.kept
    }

    /// The records of the run, ready to be read in order.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn finish(mut self) -> Result<Catalogue> {
        self.file.flush().map_err(|e| Error::io(&self.path, e))?;
        Ok(Catalogue { path: self.path, order: self.order, header: self.header, end: self.end })
    }
}

/// Whether the journal's last line says that its run came to its end.
fn ends_done(path: &Path) -> io::Result<bool> {
    let done = line(&Written { done: Some(true), ..Written::default() });
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let Some(at) = length.checked_sub(done.len() as u64) else { return Ok(false) };
    file.seek(SeekFrom::Start(at))?;
    let mut last = Vec::new();
    file.read_to_end(&mut last)?;
    Ok(last == done)
}

/// Reads a journal up to its first torn line; where that is, and where the first line ends.
fn load(path: &Path, settings: &Settings, index: &mut Index) -> Result<(u64, u64)> {
    let io = |e| Error::io(path, e);
    let mut reader = BufReader::with_capacity(1 << 18, File::open(path).map_err(io)?);
    let mut raw = Vec::new();
    reader.read_until(b'\n', &mut raw).map_err(io)?;
    if !raw.ends_with(b"\n") {
        // Killed before the first line was whole: nothing is lost by beginning anew.
        let begun = br#"{"crc32":""#;
        let ours = raw.len() < begun.len() && begun.starts_with(&raw) || raw.starts_with(begun);
        return if ours { Ok((0, 0)) } else { Err(Error::NotAJournal { cause: "its first line is not one".into() }) };
    }
    let header: Header = entry_of_line(&raw)
        .and_then(|entry| serde_json::from_slice(entry).ok())
        .ok_or_else(|| Error::NotAJournal { cause: "its first line is not one".into() })?;
    if header.jzclass_journal != VERSION {
        let cause = format!("it is of version {}, this program writes version {VERSION}", header.jzclass_journal);
        return Err(Error::NotAJournal { cause });
    }
    let differences = settings.differences(&header.settings);
    if !differences.is_empty() {
        return Err(Error::OtherSettings { differences });
    }
    let first = raw.len() as u64;
    let mut at = first;
    loop {
        raw.clear();
        reader.read_until(b'\n', &mut raw).map_err(io)?;
        let entry = entry_of_line(&raw).and_then(|e| serde_json::from_slice(e).ok());
        let Some(entry) = entry else { return Ok((at, first)) };
        index.add(entry, Span { at, length: raw.len() as u32 });
        at += raw.len() as u64;
    }
}

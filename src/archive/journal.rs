//! The journal of a run: what is finished stays finished.
//!
//! A JSON Lines file beside the output. Its first line holds the version and the settings of the run; each
//! further line one part of a file with its records, or a file's end. Every line is
//! `{"crc32":"8 hexadecimal digits","entry":{…}}`, with the CRC-32 of the entry's bytes; reading ends
//! before the first line that is torn or altered. Entries are handed to the system at least every quarter of a second
//! and to the disk every five seconds, so that a killed program loses a quarter of a second's work and a power
//! cut five seconds'.

use std::collections::hash_map::Entry as Slot;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::identity::Identity;
use super::label::{BadLines, Found, Part};
use super::parallel::in_order;
use super::settings::Settings;
use super::tally::Failure;
use crate::error::{Error, Result};
use crate::reader::Encoding;
use crate::record::Record;

/// Version of the journal's form.
const VERSION: u32 = 1;
const FLUSH_AFTER: Duration = Duration::from_millis(250);
const SYNC_AFTER: Duration = Duration::from_secs(5);
const FLUSH_BYTES: usize = 1 << 18;
/// Journal lines under way at a time when the catalogue is read, in bytes.
const READ_WINDOW: usize = 8 << 20;

/// Where the journal of an output stands: beside it, its name with `.jzclass-journal`.
///
/// ```
/// let journal = jzclass::archive::journal_path("out/catalogue.jsonl".as_ref());
/// assert_eq!(journal, std::path::Path::new("out/catalogue.jsonl.jzclass-journal"));
/// ```
pub fn journal_path(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(".jzclass-journal");
    name.into()
}

#[derive(Serialize, Deserialize)]
struct Header {
    jzclass_journal: u32,
    settings: Settings,
}

/// A part of a file, or (`parts`) its end, or (`done`) a run's, as it is written.
#[derive(Serialize, Default)]
struct Written<'e> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'e Identity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<u32>,
    #[serde(skip_serializing_if = "Notes::is_empty")]
    notes: Notes,
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<&'e [Record]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<bool>,
}

/// The same, as it is read.
#[derive(Deserialize)]
struct EntryLine<R> {
    file: Option<Identity>,
    part: Option<u32>,
    parts: Option<u32>,
    #[serde(default)]
    notes: Notes,
    records: Option<R>,
}

/// What is told of a part besides its records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notes {
    /// The name its records have as their source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// It is a page of which records were made.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub page: bool,
    /// Its failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// Lines that could not be read: how many, and the first few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bad_lines: Option<(usize, Vec<(usize, String)>)>,
    /// Undecodable byte sequences and the name of the encoding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undecodable: Option<(usize, String)>,
    /// Garbled pages: their numbers in the file, 0 for a file of one page, and what is garbled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub garbled: Vec<(usize, String)>,
}

impl Notes {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn is_telling(&self) -> bool {
        self.failure.is_some()
            || self.bad_lines.is_some()
            || self.undecodable.is_some()
            || !self.garbled.is_empty()
            || self.page
    }

    /// The notes of a part.
    pub fn of(part: &Part) -> Self {
        Self {
            name: part.name.to_string(),
            page: part.is_page && part.failure.is_none(),
            failure: part.failure.as_ref().map(|e| Failure::new(&*part.name, e)),
            bad_lines: (part.bad_lines.count > 0).then(|| (part.bad_lines.count, part.bad_lines.first.clone())),
            undecodable: named(part.undecodable),
            garbled: part.garbled.iter().map(|(sheet, garble)| (*sheet, garble.to_string())).collect(),
        }
    }

    /// Lines that could not be read.
    pub fn bad(&self) -> BadLines {
        self.bad_lines.clone().map(|(count, first)| BadLines { count, first }).unwrap_or_default()
    }
}

fn named(undecodable: Option<(usize, Encoding)>) -> Option<(usize, String)> {
    undecodable.map(|(n, e)| (n, e.name().to_owned()))
}

/// A line of the journal.
fn line(entry: &impl Serialize) -> Vec<u8> {
    const BEFORE: usize = br#"{"crc32":"00000000","entry":"#.len();
    let mut line = br#"{"crc32":"00000000","entry":"#.to_vec();
    // Records are plain data and cannot fail to become JSON; a line without an entry would be passed over.
    let _ = serde_json::to_writer(&mut line, entry);
    let sum = format!("{:08x}", crc32fast::hash(&line[BEFORE..]));
    line[10..18].copy_from_slice(sum.as_bytes());
    line.extend(b"}\n");
    line
}

/// The entry of a line, if its checksum holds.
fn entry_of_line(line: &[u8]) -> Option<&[u8]> {
    let rest = line.strip_prefix(br#"{"crc32":""#)?.strip_suffix(b"}\n")?;
    let (sum, rest) = rest.split_at_checked(8)?;
    let entry = rest.strip_prefix(br#"","entry":"#)?;
    (format!("{:08x}", crc32fast::hash(entry)).as_bytes() == sum).then_some(entry)
}

/// The entry of a part, made by whoever labels it.
pub(crate) fn entry_of(part: &Part) -> Vec<u8> {
    line(&Written {
        file: Some(&part.file),
        part: Some(part.part),
        notes: Notes::of(part),
        records: Some(&part.records),
        ..Written::default()
    })
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    at: u64,
    length: u32,
}

/// What the journal holds of a file.
#[derive(Debug, Default)]
struct KnownFile {
    parts: Vec<Option<Span>>,
    end: Option<(u32, Span)>,
    /// Notes of parts that have some worth telling.
    notes: Vec<(u32, Notes)>,
}

impl KnownFile {
    fn is_complete(&self) -> bool {
        self.end.is_some_and(|(parts, _)| self.parts.len() >= parts as usize && self.parts.iter().all(Option::is_some))
    }
}

/// What earlier runs have labelled.
#[derive(Debug, Default)]
pub struct Index {
    files: FxHashMap<Identity, KnownFile>,
}

impl Index {
    /// Whether a part of a file is labelled.
    pub fn has(&self, file: &Identity, part: u32) -> bool {
        self.span(file, part).is_some()
    }

    /// Whether a file is labelled to its end.
    pub fn is_complete(&self, file: &Identity) -> bool {
        self.files.get(file).is_some_and(KnownFile::is_complete)
    }

    /// What is to be told of a file's parts: of one, or of all.
    pub fn notes(&self, file: &Identity, part: Option<u32>) -> impl Iterator<Item = &Notes> {
        let notes = self.files.get(file).map_or(&[][..], |f| &f.notes[..]);
        notes.iter().filter(move |(n, _)| part.is_none_or(|p| p == *n)).map(|(_, notes)| notes)
    }

    /// How many files it knows.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True when it knows no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    fn span(&self, file: &Identity, part: u32) -> Option<Span> {
        self.files.get(file)?.parts.get(part as usize).copied().flatten()
    }

    fn add(&mut self, entry: EntryLine<serde::de::IgnoredAny>, span: Span) {
        let Some(file) = entry.file.filter(|f| !f.is_stdin()) else { return };
        let known = match self.files.entry(file) {
            Slot::Occupied(slot) => slot.into_mut(),
            Slot::Vacant(slot) => slot.insert(KnownFile::default()),
        };
        if let Some(parts) = entry.parts {
            known.end = Some((parts, span));
        }
        let number = entry.part.or(entry.parts).unwrap_or_default();
        if let Some(part) = entry.part {
            let part = part as usize;
            if known.parts.len() <= part {
                known.parts.resize(part + 1, None);
            }
            known.parts[part] = Some(span);
        }
        if entry.notes.is_telling() {
            known.notes.push((number, entry.notes));
        }
    }
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
            Found::Missing(_) => {}
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
        }
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
        return Err(Error::NotAJournal { cause: format!("version {}", header.jzclass_journal) });
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

/// The records of a finished run in the order of its input.
#[derive(Debug)]
pub struct Catalogue {
    path: PathBuf,
    order: Vec<Span>,
    header: u64,
    end: u64,
}

impl Catalogue {
    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Hands over the records, those of one page or of some rows at a time, in order. It can be gone
    /// through more than once: to find what repeats itself, say, and then to write.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::NotAJournal`] when the journal was altered meanwhile, and those of `each`.
    pub fn records(&self, threads: usize, mut each: impl FnMut(Vec<Record>) -> Result<()>) -> Result<()> {
        let io = |e| Error::io(&self.path, e);
        let altered = || Error::NotAJournal { cause: "it was altered while it was read".into() };
        let file = File::open(&self.path).map_err(io)?;
        in_order(
            threads,
            READ_WINDOW,
            |line: &Result<Vec<u8>>| line.as_ref().map_or(0, Vec::len) + 64,
            |sink| {
                let mut lines = Lines { reader: BufReader::with_capacity(1 << 18, file), at: 0 };
                for &span in &self.order {
                    if sink(lines.read(span).map_err(io)) == ControlFlow::Break(()) {
                        return;
                    }
                }
            },
            |line| {
                let line = line?;
                let entry = entry_of_line(&line).ok_or_else(altered)?;
                let entry: EntryLine<Vec<Record>> = serde_json::from_slice(entry).map_err(|_| altered())?;
                Ok(entry.records.unwrap_or_default())
            },
            |records: Result<Vec<Record>>| {
                let records = records?;
                if records.is_empty() { Ok(()) } else { each(records) }
            },
        )
    }

    /// Removes the journal.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn discard(self) -> Result<()> {
        fs::remove_file(&self.path).map_err(|e| Error::io(&self.path, e))
    }

    /// Keeps the journal for a later run, without what is no longer in the archive.
    ///
    /// # Errors
    /// [`Error::Io`]; the journal is then as it was.
    pub fn keep(self) -> Result<()> {
        let io = |e| Error::io(&self.path, e);
        let done = line(&Written { done: Some(true), ..Written::default() });
        let used: u64 = self.header + self.order.iter().map(|s| u64::from(s.length)).sum::<u64>();
        if used == self.end {
            let mut file = File::options().append(true).open(&self.path).map_err(io)?;
            file.write_all(&done).map_err(io)?;
            return file.sync_data().map_err(io);
        }
        let folder = self.path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = tempfile::Builder::new().prefix(".jzclass-").suffix(".tmp").tempfile_in(folder).map_err(io)?;
        let mut out = BufWriter::with_capacity(FLUSH_BYTES, temporary);
        let mut lines = Lines { reader: BufReader::with_capacity(1 << 18, File::open(&self.path).map_err(io)?), at: 0 };
        let header = Span { at: 0, length: self.header as u32 };
        for span in std::iter::once(header).chain(self.order.iter().copied()) {
            out.write_all(&lines.read(span).map_err(io)?).map_err(io)?;
        }
        out.write_all(&done).map_err(io)?;
        let temporary = out.into_inner().map_err(|e| io(e.into_error()))?;
        temporary.as_file().sync_data().map_err(io)?;
        temporary.persist(&self.path).map(|_| ()).map_err(|e| io(e.error))
    }
}

/// Lines at given places, mostly one after the other.
struct Lines {
    reader: BufReader<File>,
    at: u64,
}

impl Lines {
    fn read(&mut self, span: Span) -> io::Result<Vec<u8>> {
        if span.at != self.at {
            self.reader.seek_relative(span.at as i64 - self.at as i64)?;
        }
        let mut line = vec![0; span.length as usize];
        self.reader.read_exact(&mut line)?;
        self.at = span.at + u64::from(span.length);
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_json_with_a_checksum() {
        let done = line(&Written { done: Some(true), ..Written::default() });
        let value: serde_json::Value = serde_json::from_slice(&done).unwrap();
        assert_eq!(value["entry"]["done"], true);
        assert!(entry_of_line(&done).is_some());
    }

    proptest! {
        #[test]
        fn an_altered_or_torn_line_is_seen(at in 0_usize..40, byte in any::<u8>(), cut in 1_usize..40) {
            let good = line(&Written { parts: Some(3), ..Written::default() });
            let mut bad = good.clone();
            let at = at % bad.len();
            prop_assume!(bad[at] != byte);
            bad[at] = byte;
            prop_assert!(entry_of_line(&bad).is_none());
            prop_assert!(entry_of_line(&good[..good.len() - cut.min(good.len())]).is_none());
        }
    }
}

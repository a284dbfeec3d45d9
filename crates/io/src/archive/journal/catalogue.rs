//! A finished run's records, read back in the order of its input.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::super::parallel::in_order;
use super::FLUSH_BYTES;
use super::entry::{EntryLine, RecordLine, SignaturesLine, Written, entry_of_line, line};
use super::index::Span;
use jzclass::duplicates::Signature;
use jzclass::error::{Error, Result};
use jzclass::record::Record;

/// Journal lines under way at a time when the catalogue is read, in bytes.
const READ_WINDOW: usize = 8 << 20;

/// The records of a finished run in the order of its input.
#[derive(Debug)]
pub struct Catalogue {
    pub(super) path: PathBuf,
    pub(super) order: Vec<Span>,
    pub(super) header: u64,
    pub(super) end: u64,
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
    pub fn records<E: From<Error>>(
        &self,
        threads: usize,
        each: impl FnMut(Vec<Record>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.entries(threads, |entry: EntryLine<Vec<Record>>| entry.records.unwrap_or_default(), each)
    }

    /// Hands over the signatures of the articles among [`Self::records`], where the run made them.
    ///
    /// # Errors
    /// Those of [`Self::records`].
    pub fn signatures<E: From<Error>>(
        &self,
        threads: usize,
        each: impl FnMut(Vec<Signature>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.entries(threads, |entry: SignaturesLine| entry.signatures, each)
    }

    /// Hands over what [`Self::records`] does as the JSON that stands in the journal.
    ///
    /// # Errors
    /// Those of [`Self::records`].
    pub fn lines<E: From<Error>>(
        &self,
        threads: usize,
        each: impl FnMut(Vec<RecordLine>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.entries(threads, |entry: EntryLine<Vec<RecordLine>>| entry.records.unwrap_or_default(), each)
    }

    fn entries<L: DeserializeOwned, T: Send, E: From<Error>>(
        &self,
        threads: usize,
        taken: impl Fn(L) -> Vec<T> + Sync,
        mut each: impl FnMut(Vec<T>) -> Result<(), E>,
    ) -> Result<(), E> {
        let io = |e| Error::io(&self.path, e);
        let altered = || Error::NotAJournal { cause: "it was altered while it was read".into() }.in_file(&self.path);
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
                Ok(taken(serde_json::from_slice(entry).map_err(|_| altered())?))
            },
            |taken: Result<Vec<T>>| {
                let taken = taken?;
                if taken.is_empty() { Ok(()) } else { each(taken) }
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

//! Bounds on what compressed data may give.

use std::cell::Cell;
use std::io::{self, Read};

use super::{FREE_BYTES, MAX_PIECE_BYTES, MAX_RATIO};

/// What a whole file on disk may give, over all its archives and streams.
#[derive(Debug)]
pub(crate) struct Allowance {
    left: Cell<u64>,
}

impl Allowance {
    /// For a file of `size` bytes; `None` for a stream of unknown length, which is bounded by its parts.
    pub(crate) fn new(size: Option<u64>) -> Self {
        let all = size.map_or(u64::MAX, |s| s.saturating_mul(MAX_RATIO).saturating_add(FREE_BYTES));
        Self { left: Cell::new(all) }
    }

    fn spend(&self, bytes: u64) -> io::Result<()> {
        match self.left.get().checked_sub(bytes) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(io::Error::other(Bomb)),
        }
    }
}

/// The cause of an I/O error by which reading was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expands beyond measure")]
pub(crate) struct Bomb;

impl Bomb {
    pub(crate) fn is_cause_of(error: &io::Error) -> bool {
        error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()).is_some()
    }
}

/// Counts what is read.
#[derive(Debug)]
pub(crate) struct Counted<'c, R> {
    inner: R,
    count: &'c Cell<u64>,
}

impl<'c, R> Counted<'c, R> {
    pub(crate) fn new(inner: R, count: &'c Cell<u64>) -> Self {
        Self { inner, count }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// A decompressed stream that stops when it gives more than [`MAX_RATIO`] times what it was made of.
pub(crate) struct Expanded<'c, R> {
    inner: R,
    /// How much compressed data were taken so far.
    from: &'c Cell<u64>,
    made: u64,
    allowance: &'c Allowance,
}

impl<'c, R> Expanded<'c, R> {
    pub(crate) fn new(inner: R, from: &'c Cell<u64>, allowance: &'c Allowance) -> Self {
        Self { inner, from, made: 0, allowance }
    }
}

impl<R: Read> Read for Expanded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.made += read as u64;
        self.allowance.spend(read as u64)?;
        if self.made > self.from.get().saturating_mul(MAX_RATIO).saturating_add(FREE_BYTES) {
            return Err(io::Error::other(Bomb));
        }
        Ok(read)
    }
}

/// The cause of an I/O error: one piece is larger than is read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("one piece of {0} bytes or more")]
pub(crate) struct Oversize(pub u64);

impl Oversize {
    pub(crate) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref().and_then(|inner| inner.downcast_ref()).copied()
    }
}

/// A stream of pieces of at most [`MAX_PIECE_BYTES`]: whoever reads sets `since` to 0 where one ends.
pub(crate) struct Pieces<'c, R> {
    inner: R,
    since: &'c Cell<u64>,
}

impl<'c, R> Pieces<'c, R> {
    pub(crate) fn new(inner: R, since: &'c Cell<u64>) -> Self {
        Self { inner, since }
    }
}

impl<R: Read> Read for Pieces<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.since.set(self.since.get() + read as u64);
        if self.since.get() > MAX_PIECE_BYTES { Err(io::Error::other(Oversize(self.since.get()))) } else { Ok(read) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_stop_at_their_ratio_and_files_at_their_allowance() {
        let from = Cell::new(1000);
        let all = Allowance::new(None);
        let read = |from: &Cell<u64>, allowance: &Allowance, bytes: u64| {
            io::copy(&mut Expanded::new(io::repeat(b'a').take(bytes), from, allowance), &mut io::sink())
        };
        let most = FREE_BYTES + 1000 * MAX_RATIO;
        assert_eq!(read(&from, &all, most).unwrap(), most);
        assert!(Bomb::is_cause_of(&read(&from, &all, most + 1).unwrap_err()));
        let small = Allowance::new(Some(0));
        assert!(read(&from, &small, FREE_BYTES).is_ok());
        assert!(Bomb::is_cause_of(&read(&from, &small, 1).unwrap_err()));
    }
}

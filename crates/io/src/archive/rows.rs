//! JSON Lines, some lines at a time.

use std::io::{self, BufRead, BufReader, Read};

use super::bound::Oversize;
use super::{BATCH_BYTES, MAX_PIECE_BYTES};
use jzclass::read::{ArticleRow, Columns};

/// Whole lines of about [`BATCH_BYTES`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    pub bytes: Vec<u8>,
    /// 1-based number of the first line.
    pub first: usize,
    /// How many rows, that is lines that are not blank, stand before.
    pub rows: usize,
}

/// Parts a stream into batches.
pub(crate) struct Batches<R> {
    reader: BufReader<R>,
    lines: usize,
    rows: usize,
}

impl<R: Read> Batches<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader), lines: 0, rows: 0 }
    }

    /// How many rows there were so far.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The stream, to ask it what it saw.
    pub(crate) fn stream(&self) -> &R {
        self.reader.get_ref()
    }

    /// The next batch; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Batch>> {
        let mut batch = Batch { bytes: Vec::new(), first: self.lines + 1, rows: self.rows };
        while batch.bytes.len() < BATCH_BYTES {
            let before = batch.bytes.len();
            let read = (&mut self.reader).take(MAX_PIECE_BYTES + 1).read_until(b'\n', &mut batch.bytes)?;
            if read == 0 {
                break;
            }
            if read as u64 > MAX_PIECE_BYTES {
                return Err(io::Error::other(Oversize(read as u64)));
            }
            self.lines += 1;
            self.rows += usize::from(!batch.bytes[before..].iter().all(u8::is_ascii_whitespace));
        }
        Ok(if batch.bytes.is_empty() { None } else { Some(batch) })
    }
}

/// Calls `found` for every row of a batch's text: its number among all rows, and the row or else the
/// number of its line and the cause.
pub(crate) fn each_row(
    text: &str,
    first: usize,
    rows: usize,
    columns: &Columns,
    mut found: impl FnMut(usize, Result<ArticleRow, (usize, String)>),
) {
    let mut number = rows;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if !line.is_empty() {
            number += 1;
            found(number, jzclass::read::read_row(line, columns).map_err(|cause| (first + index, cause)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn batches_joined_are_the_stream_and_rows_are_numbered_on(
            lines in proptest::collection::vec("[甲乙 ]{0,3}", 0..40), long in 0_usize..40
        ) {
            let text: String = lines.iter().enumerate()
                .map(|(n, l)| if n == long { "长".repeat(BATCH_BYTES / 3) + "\n" } else { format!("{l}\n") })
                .collect();
            let mut batches = Batches::new(text.as_bytes());
            let (mut joined, mut seen) = (String::new(), 0);
            while let Some(batch) = batches.next().unwrap() {
                prop_assert_eq!(batch.first, joined.lines().count() + 1);
                let part = String::from_utf8(batch.bytes).unwrap();
                each_row(&part, batch.first, batch.rows, &Columns::default(), |n, row| { seen += 1; assert_eq!(n, seen); assert!(row.is_err()); });
                joined += &part;
            }
            prop_assert_eq!(batches.rows(), seen);
            prop_assert_eq!(joined, text);
        }
    }
}

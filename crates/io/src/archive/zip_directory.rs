//! Entries of a zip file that others of the same name hide.
//!
//! The reader of zip files keeps its entries by name, so that of several of one name it knows the last. The central
//! directory lists them all ([APPNOTE](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), 4.3.12).

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom};

/// An entry as the central directory has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hidden {
    /// Its name's bytes.
    pub name: Vec<u8>,
    pub encrypted: bool,
    method: u16,
    crc: u32,
    pub packed: u64,
    pub size: u64,
    header: u64,
}

const END: &[u8] = b"PK\x05\x06";
const ENTRY: u32 = 0x0201_4b50;
const LOCAL: u32 = 0x0403_4b50;

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

/// How many entries the end of the file says there are.
pub(crate) fn entries<R: Read + Seek>(reader: &mut R) -> io::Result<u64> {
    const LONGEST: u64 = 22 + 65_535 + 20;
    let length = reader.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(LONGEST);
    reader.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    reader.take(LONGEST).read_to_end(&mut tail)?;
    let Some(at) = tail.windows(4).rposition(|w| w == END) else { return Ok(0) };
    let count = u16_at(&tail, at + 10);
    // With 64 bits the count stands in a record of its own, to which the 20 bytes before lead.
    if count == u16::MAX
        && let Some(locator) = at.checked_sub(20).filter(|&l| tail[l..].starts_with(b"PK\x06\x07"))
    {
        let place = u64_at(&tail, locator + 8);
        let mut record = [0; 56];
        reader.seek(SeekFrom::Start(place))?;
        if reader.read_exact(&mut record).is_ok() && record.starts_with(b"PK\x06\x06") {
            return Ok(u64_at(&record, 32));
        }
    }
    Ok(u64::from(count))
}

/// The entries of a central directory that begins at `start`, but for those whose places in it are `known`; `before` is
/// what stands before the archive.
pub(crate) fn hidden<R: Read + Seek>(
    reader: &mut R,
    start: u64,
    before: u64,
    known: &BTreeSet<u64>,
) -> io::Result<Vec<Hidden>> {
    const FIXED: usize = 46;
    let mut found = Vec::new();
    let mut at = start;
    reader.seek(SeekFrom::Start(start))?;
    let mut reader = io::BufReader::with_capacity(1 << 16, reader);
    let mut fixed = [0; FIXED];
    while reader.read_exact(&mut fixed).is_ok() && u32_at(&fixed, 0) == ENTRY {
        let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(u16_at(&fixed, at)));
        let mut rest = vec![0; name + extra + comment];
        reader.read_exact(&mut rest)?;
        if !known.contains(&at) {
            let (name, extra) = (rest[..name].to_vec(), &rest[name..name + extra]);
            let [packed, size, header] = long(extra, [20, 24, 42].map(|at| u32_at(&fixed, at)));
            let (method, crc) = (u16_at(&fixed, 10), u32_at(&fixed, 16));
            let encrypted = fixed[8] & 1 == 1;
            found.push(Hidden { name, encrypted, method, crc, packed, size, header: before.saturating_add(header) });
        }
        at += (FIXED + rest.len()) as u64;
    }
    Ok(found)
}

/// Sizes and place, from the extra field of 64 bits where they do not fit 32.
fn long(extra: &[u8], short: [u32; 3]) -> [u64; 3] {
    let mut fields = extra;
    let mut values: &[u8] = &[];
    while fields.len() >= 4 {
        let (id, length) = (u16_at(fields, 0), usize::from(u16_at(fields, 2)));
        let Some(content) = fields.get(4..4 + length) else { break };
        if id == 1 {
            values = content;
        }
        fields = &fields[4 + length..];
    }
    let mut values = values.chunks_exact(8);
    // Uncompressed size, compressed size, place: in this order, those that are needed.
    let mut value = |short: u32| match short {
        u32::MAX => values.next().map_or(u64::MAX, |v| u64_at(v, 0)),
        short => u64::from(short),
    };
    let size = value(short[1]);
    [value(short[0]), size, value(short[2])]
}

impl Hidden {
    /// The entry's content; reading it ends in an error where its checksum does not hold.
    pub(crate) fn open<'r, R: Read + Seek>(&self, reader: &'r mut R) -> io::Result<Checked<Box<dyn Read + 'r>>> {
        let bad = |cause: &str| io::Error::new(io::ErrorKind::InvalidData, cause.to_owned());
        let mut local = [0; 30];
        reader.seek(SeekFrom::Start(self.header))?;
        reader.read_exact(&mut local)?;
        if u32_at(&local, 0) != LOCAL {
            return Err(bad("the directory leads to no entry"));
        }
        reader.seek_relative(i64::from(u16_at(&local, 26)) + i64::from(u16_at(&local, 28)))?;
        let packed = reader.take(self.packed);
        let inner: Box<dyn Read + 'r> = match self.method {
            0 => Box::new(packed),
            8 => Box::new(flate2::read::DeflateDecoder::new(packed)),
            _ => return Err(bad("its compression is not known")),
        };
        Ok(Checked { inner, sum: crc32fast::Hasher::new(), expected: self.crc })
    }
}

/// Compares the checksum at the end.
pub(crate) struct Checked<R> {
    inner: R,
    sum: crc32fast::Hasher,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.sum.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.sum.clone().finalize() != self.expected {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "Invalid checksum"));
        }
        Ok(read)
    }
}

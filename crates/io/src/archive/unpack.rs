//! A file → its items: pages and rows, through any archives, streamed.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::bound::{Allowance, Bomb, Counted, Expanded, Oversize};
use super::filter::is_hidden;
use super::identity::Identity;
use super::item::{Item, Payload, Reading};
use super::kind::{Kind, Packing, inner_name};
use super::parallel::Sink;
use super::rows::Batches;
use super::tables::{Stopped, read_csv, read_parquet};
use super::text::{Utf8, read_start};
use super::walk::Entry;
use super::zip_directory::{self, Hidden};
use super::{MAX_DEPTH, MAX_HELD_BYTES, MAX_PIECE_BYTES, MAX_RATIO};
use jzclass::document::{PEEK, is_html};
use jzclass::error::Error;
use jzclass::read::{Encoding, looks_like_hocr};
use rustc_hash::{FxHashMap, FxHasher};

/// Tells which items an earlier run has labelled.
pub(crate) type Known<'k> = &'k (dyn Fn(&Identity, u32) -> bool + Sync);

type Flow = ControlFlow<()>;

/// Where in archives within archives something lies.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    archives: u32,
    streams: u32,
    /// An archive around it is included by a pattern.
    included: bool,
}

/// What is true of the whole file.
struct Whole {
    file: Arc<Identity>,
    position: Cell<u64>,
    allowance: Allowance,
}

struct Unpack<'a> {
    reading: &'a Reading,
    encoding: Option<Encoding>,
    known: Known<'a>,
    sink: Sink<'a, Item>,
    whole: &'a Whole,
    part: u32,
    undecodable: Option<(usize, Encoding)>,
    /// The last item was one whose reading failed.
    broke: bool,
    /// How many entries had a name, by its hash: equal names are told apart.
    names: FxHashMap<u64, u32>,
    /// The only source that is wanted.
    only: Option<&'a str>,
}

/// Hands over the items of a file in order, its end last.
pub(crate) fn unpack(
    entry: &Entry,
    reading: &Reading,
    encoding: Option<Encoding>,
    known: Known<'_>,
    sink: Sink<'_, Item>,
) -> Flow {
    // Pipes and devices have no size.
    let regular = std::fs::metadata(&entry.path).is_ok_and(|meta| meta.is_file());
    let size = regular.then_some(entry.identity.size);
    let file = Arc::new(entry.identity.clone());
    let whole = Whole { file, position: Cell::new(0), allowance: Allowance::new(size) };
    let mut unpack = Unpack {
        reading,
        encoding,
        known,
        sink,
        whole: &whole,
        part: 0,
        undecodable: None,
        broke: false,
        names: FxHashMap::default(),
        only: entry.only.as_deref(),
    };
    unpack.file(entry)?;
    let undecodable = unpack.undecodable;
    whole.position.set(entry.identity.size);
    unpack.give(&Arc::from(entry.identity.path.as_str()), Payload::End { undecodable })
}

impl Unpack<'_> {
    fn give(&mut self, name: &Arc<str>, payload: Payload) -> Flow {
        let wanted = |only: &str| only == &**name || matches!(payload, Payload::End { .. });
        if !self.only.is_none_or(wanted) {
            return Flow::Continue(());
        }
        let whole = self.whole;
        let item = Item {
            file: whole.file.clone(),
            part: self.part,
            name: name.clone(),
            payload,
            position: whole.position.get(),
        };
        self.part += 1;
        self.broke = false;
        (self.sink)(item)
    }

    fn fail(&mut self, name: &str, error: Error) -> Flow {
        self.give(&Arc::from(name), Payload::Failed(error))
    }

    /// An error of reading, told as what it means.
    fn failed_reading(&mut self, name: &str, format: &'static str, error: io::Error) -> Flow {
        use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
        let error = if Bomb::is_cause_of(&error) {
            Error::Expands { ratio: MAX_RATIO }
        } else if let Some(Oversize(bytes)) = Oversize::of(&error) {
            Error::TooLarge { bytes, limit: MAX_PIECE_BYTES }
        } else if matches!(error.kind(), InvalidData | InvalidInput | Other | UnexpectedEof) {
            Error::DamagedArchive { format, cause: error.to_string() }
        } else {
            Error::io(&self.whole.file.path, error)
        };
        self.fail(name, error)?;
        self.broke = true;
        Flow::Continue(())
    }

    /// Whether the item that comes next was labelled by an earlier run.
    fn knows_next(&self) -> bool {
        (self.known)(&self.whole.file, self.part)
    }

    fn file(&mut self, entry: &Entry) -> Flow {
        let archive = entry.only.as_ref().map(|_| jzclass::visible::path(&entry.path));
        let name = archive.as_ref().unwrap_or(&entry.identity.path);
        if entry.identity.is_stdin() {
            let whole = self.whole;
            return self.stream(name, None, &mut Counted::new(io::stdin().lock(), &whole.position), Place::default());
        }
        let kind = Kind::of_name(name);
        if kind == Some(Kind::Page) {
            return self.give(&Arc::from(name.as_str()), Payload::File(entry.path.clone()));
        }
        let mut file = match File::open(&entry.path) {
            Ok(file) => file,
            Err(e) => return self.fail(name, Error::io(&entry.path, e)),
        };
        let kind = match kind {
            Some(kind) => kind,
            None => match read_start(&mut file, PEEK).and_then(|start| file.rewind().map(|()| start)) {
                Ok(start) => Kind::of_start(&start),
                // A pipe cannot be rewound; what it is is told as it is read.
                Err(e) if e.kind() == io::ErrorKind::NotSeekable => return self.pipe(entry),
                Err(e) => return self.fail(name, Error::io(&entry.path, e)),
            },
        };
        let place = Place::default();
        match kind {
            Kind::Page => self.give(&Arc::from(name.as_str()), Payload::File(entry.path.clone()))?,
            Kind::Zip => self.zip(name, BufReader::with_capacity(1 << 16, &file), place)?,
            Kind::Parquet => match file.try_clone() {
                Ok(file) => self.parquet(name, file)?,
                Err(e) => self.fail(name, Error::io(&entry.path, e))?,
            },
            _ => {
                let whole = self.whole;
                self.stream(name, Some(kind), &mut Counted::new(&file, &whole.position), place)?;
            }
        }
        if self.part == 0 && entry.named {
            let (name, error) = match &entry.only {
                Some(only) => (only, Error::NoEntry),
                None => (name, Error::NoEdition),
            };
            self.fail(name, error)?;
        }
        match file.metadata() {
            Ok(meta) if !meta.is_file() || entry.identity.still(&meta) => Flow::Continue(()),
            _ => self.fail(name, Error::Changed),
        }
    }

    fn pipe(&mut self, entry: &Entry) -> Flow {
        match File::open(&entry.path) {
            Ok(mut file) => self.stream(&entry.identity.path, None, &mut file, Place::default()),
            Err(e) => self.fail(&entry.identity.path, Error::io(&entry.path, e)),
        }
    }

    fn stream(&mut self, name: &str, kind: Option<Kind>, reader: &mut dyn Read, place: Place) -> Flow {
        let Some(kind) = kind else {
            let start = match read_start(reader, PEEK) {
                Ok(start) => start,
                Err(e) => return self.failed_reading(name, "stream", e),
            };
            let kind = Kind::of_start(&start);
            return self.stream(name, Some(kind), &mut Cursor::new(start).chain(reader), place);
        };
        match kind {
            Kind::Page => self.page(name, reader),
            Kind::JsonLines | Kind::Table { .. } => self.text_rows(name, kind, reader),
            Kind::Parquet => match self.held(name, reader)? {
                Some(bytes) => self.parquet(name, bytes::Bytes::from(bytes)),
                None => Flow::Continue(()),
            },
            Kind::Zip => match self.held(name, reader)? {
                Some(bytes) => self.zip(name, Cursor::new(bytes), place),
                None => Flow::Continue(()),
            },
            Kind::Tar => self.tar(name, reader, place),
            Kind::Packed(packing) => self.packed(name, packing, reader, place),
        }
    }

    fn page(&mut self, name: &str, reader: &mut dyn Read) -> Flow {
        let mut bytes = Vec::new();
        match reader.take(MAX_PIECE_BYTES + 1).read_to_end(&mut bytes) {
            Ok(read) if read as u64 > MAX_PIECE_BYTES => {
                self.fail(name, Error::TooLarge { bytes: read as u64, limit: MAX_PIECE_BYTES })
            }
            // Much HTML is no page; what is none is passed over in folders, too.
            Ok(_) if is_entry_of_html(name) && !looks_like_hocr(&bytes[..bytes.len().min(PEEK)]) => Flow::Continue(()),
            Ok(_) if self.knows_next() => self.give(&Arc::from(name), Payload::Known),
            Ok(_) => self.give(&Arc::from(name), Payload::Page(bytes)),
            Err(e) => self.failed_reading(name, "file", e),
        }
    }

    /// The whole of what must be held to be read.
    fn held(&mut self, name: &str, reader: &mut dyn Read) -> ControlFlow<(), Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        match reader.take(MAX_HELD_BYTES + 1).read_to_end(&mut bytes) {
            Ok(read) if read as u64 > MAX_HELD_BYTES => {
                self.fail(name, Error::TooLarge { bytes: read as u64, limit: MAX_HELD_BYTES })?;
                ControlFlow::Continue(None)
            }
            Ok(_) => ControlFlow::Continue(Some(bytes)),
            Err(e) => {
                self.failed_reading(name, "archive", e)?;
                ControlFlow::Continue(None)
            }
        }
    }

    fn text_rows(&mut self, name: &str, kind: Kind, reader: &mut dyn Read) -> Flow {
        let mut utf8 = match Utf8::new(reader, self.encoding) {
            Ok(Ok(utf8)) => utf8,
            Ok(Err(error)) => return self.fail(name, error),
            Err(e) => return self.failed_reading(name, "file", e),
        };
        if let Kind::Table { delimiter } = kind {
            let result = self.table(name, |columns, rows| read_csv(&mut utf8, delimiter, columns, rows))?;
            let broken = result.filter(|&n| n > 0).map(|n| (n, Encoding::Utf8));
            self.undecodable = self.undecodable.or(utf8.undecodable()).or(broken);
            return Flow::Continue(());
        }
        let shared: Arc<str> = Arc::from(name);
        let mut batches = Batches::new(utf8);
        loop {
            match batches.next() {
                Ok(Some(_)) if self.knows_next() => self.give(&shared, Payload::Known)?,
                Ok(Some(batch)) => {
                    let (first, rows) = (batch.first, batch.rows);
                    self.give(&shared, Payload::Lines { bytes: batch.bytes, first, rows })?;
                }
                Ok(None) => break,
                Err(e) => return self.failed_reading(name, "file", e),
            }
        }
        self.undecodable = self.undecodable.or(batches.stream().undecodable());
        if batches.rows() == 0 { self.fail(name, Error::Empty) } else { Flow::Continue(()) }
    }

    fn parquet<R: parquet::file::reader::ChunkReader + 'static>(&mut self, name: &str, file: R) -> Flow {
        self.table(name, |columns, rows| read_parquet(file, columns, rows)).map_continue(|_| ())
    }

    /// Hands over the rows of a table; what `read` gives, when it came to the end.
    fn table<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&jzclass::read::Columns, super::tables::Rows<'_>) -> Result<T, Stopped>,
    ) -> ControlFlow<(), Option<T>> {
        let shared: Arc<str> = Arc::from(name);
        let mut before = 0;
        let reading = self.reading;
        let result = read(&reading.columns, &mut |articles| {
            let rows = before;
            before += articles.len();
            let payload = if self.knows_next() { Payload::Known } else { Payload::Rows { articles, rows } };
            self.give(&shared, payload)
        });
        match result {
            Ok(_) if before == 0 => self.fail(name, Error::Empty)?,
            Ok(done) => return ControlFlow::Continue(Some(done)),
            Err(Stopped::Bad(error)) => self.fail(name, error)?,
            Err(Stopped::Read(e)) => self.failed_reading(name, "table", e)?,
            Err(Stopped::Enough) => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(None)
    }

    fn packed(&mut self, name: &str, packing: Packing, reader: &mut dyn Read, place: Place) -> Flow {
        if place.streams == MAX_DEPTH {
            return self.fail(name, Error::TooDeep { limit: MAX_DEPTH });
        }
        let place = Place { streams: place.streams + 1, ..place };
        let inner = inner_name(name);
        let kind = Kind::of_name(&inner);
        let (whole, from) = (self.whole, Cell::new(0));
        let packed = BufReader::with_capacity(1 << 16, Counted::new(reader, &from));
        match packing {
            Packing::Gzip => {
                let stream = flate2::bufread::MultiGzDecoder::new(packed);
                self.stream(name, kind, &mut Expanded::new(stream, &from, &whole.allowance), place)
            }
            Packing::Zstd => match zstd::Decoder::with_buffer(packed) {
                Ok(stream) => self.stream(name, kind, &mut Expanded::new(stream, &from, &whole.allowance), place),
                Err(e) => self.failed_reading(name, "zstd stream", e),
            },
        }
    }

    /// What an entry of an archive is, when it is read at all.
    fn entry_kind(&self, archive: &str, entry: &str, place: Place) -> Option<Kind> {
        if is_passed_over(entry) {
            return None;
        }
        let kind = if is_html(entry) { Kind::Page } else { Kind::of_found(entry)? };
        let path = format!("{}/{}", plain(archive), entry.replace('\\', "/"));
        self.reading.filter.takes_kind(&path, kind, place.included).then_some(kind)
    }

    /// Tells of an entry of a kind that is not read.
    fn unread(&mut self, archive: &str, entry: &str, place: Place) -> Flow {
        let path = format!("{}/{}", plain(archive), entry.replace('\\', "/"));
        match Kind::unread(entry) {
            Some(ending) if !is_passed_over(entry) && self.reading.filter.takes(&path, place.included) => {
                self.fail(&format!("{archive}!/{entry}"), Error::UnreadKind { ending })
            }
            _ => Flow::Continue(()),
        }
    }

    /// The name of an entry in records: where another had it, `#2` and so on stand behind it.
    fn named(&mut self, archive: &str, entry: &str) -> String {
        let full = format!("{archive}!/{entry}");
        let mut hasher = FxHasher::default();
        full.hash(&mut hasher);
        let count = self.names.entry(hasher.finish()).or_default();
        *count += 1;
        if *count > 1 { format!("{full}#{count}") } else { full }
    }

    fn inside(&mut self, name: &str, place: Place) -> ControlFlow<(), Option<Place>> {
        if place.archives == MAX_DEPTH {
            self.fail(name, Error::TooDeep { limit: MAX_DEPTH })?;
            return ControlFlow::Continue(None);
        }
        let included = place.included || self.reading.filter.includes(&plain(name));
        let place = Place { archives: place.archives + 1, streams: 0, included };
        ControlFlow::Continue(Some(place))
    }

    fn zip<R: Read + Seek>(&mut self, name: &str, mut reader: R, place: Place) -> Flow {
        let top = place.archives == 0 && place.streams == 0;
        let Some(place) = self.inside(name, place)? else { return Flow::Continue(()) };
        // What cannot be read of it fails below.
        let listed = zip_directory::entries(&mut reader).unwrap_or_default();
        let mut archive = match zip::ZipArchive::new(reader) {
            Ok(archive) => archive,
            Err(e) => return self.fail(name, zip_error(&e)),
        };
        self.zip_entries(name, &mut archive, top, place)?;
        if listed <= archive.len() as u64 {
            return Flow::Continue(());
        }
        let known: BTreeSet<u64> =
            (0..archive.len()).filter_map(|n| Some(archive.by_index_raw(n).ok()?.central_header_start())).collect();
        let (start, before) = (archive.central_directory_start(), archive.offset());
        let mut reader = archive.into_inner();
        match zip_directory::hidden(&mut reader, start, before, &known) {
            Ok(hidden) => hidden.iter().try_for_each(|entry| self.hidden_entry(name, entry, &mut reader, place)),
            Err(e) => self.failed_reading(name, "zip archive", e),
        }
    }

    /// An entry of a zip file that another of the same name hides.
    fn hidden_entry<R: Read + Seek>(&mut self, archive: &str, entry: &Hidden, reader: &mut R, place: Place) -> Flow {
        let inner = entry_name(&entry.name);
        let Some(kind) = self.entry_kind(archive, &inner, place).filter(|_| !inner.ends_with('/')) else {
            return self.unread(archive, &inner, place);
        };
        let full = self.named(archive, &inner);
        if entry.encrypted {
            return self.fail(&full, Error::Encrypted);
        }
        if kind == Kind::Page && entry.size > MAX_PIECE_BYTES {
            return self.fail(&full, Error::TooLarge { bytes: entry.size, limit: MAX_PIECE_BYTES });
        }
        let (from, whole) = (Cell::new(entry.packed), self.whole);
        match entry.open(reader) {
            Ok(content) => self.stream(&full, Some(kind), &mut Expanded::new(content, &from, &whole.allowance), place),
            Err(e) => self.failed_reading(&full, "zip archive", e),
        }
    }

    fn zip_entries<R: Read + Seek>(
        &mut self,
        name: &str,
        archive: &mut zip::ZipArchive<R>,
        top: bool,
        place: Place,
    ) -> Flow {
        for index in 0..archive.len() {
            let (inner, kind, size, packed) = match archive.by_index_raw(index) {
                Ok(entry) => {
                    let inner = entry_name(entry.name_raw());
                    if top {
                        self.whole.position.set(self.whole.position.get() + entry.compressed_size());
                    }
                    let Some(kind) = entry.is_file().then(|| self.entry_kind(name, &inner, place)).flatten() else {
                        if entry.is_file() {
                            self.unread(name, &inner, place)?;
                        }
                        continue;
                    };
                    let full = self.named(name, &inner);
                    if entry.encrypted() {
                        self.fail(&full, Error::Encrypted)?;
                        continue;
                    }
                    (full, kind, entry.size(), entry.compressed_size())
                }
                Err(e) => {
                    self.fail(&format!("{name}!/{}", index + 1), zip_error(&e))?;
                    continue;
                }
            };
            if kind == Kind::Page && size > MAX_PIECE_BYTES {
                self.fail(&inner, Error::TooLarge { bytes: size, limit: MAX_PIECE_BYTES })?;
                continue;
            }
            if kind == Kind::Page && !is_html(&inner) && self.knows_next() {
                self.give(&Arc::from(inner), Payload::Known)?;
                continue;
            }
            let from = Cell::new(packed);
            let whole = self.whole;
            match archive.by_index(index) {
                Ok(entry) => {
                    self.stream(&inner, Some(kind), &mut Expanded::new(entry, &from, &whole.allowance), place)?;
                }
                Err(e) => self.fail(&inner, zip_error(&e))?,
            }
        }
        Flow::Continue(())
    }

    fn tar(&mut self, name: &str, reader: &mut dyn Read, place: Place) -> Flow {
        let Some(place) = self.inside(name, place)? else { return Flow::Continue(()) };
        let mut archive = tar::Archive::new(reader);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(e) => return self.failed_reading(name, "tar archive", e),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                // What broke off within an entry is told of already.
                Err(_) if self.broke => return Flow::Continue(()),
                Err(e) => return self.failed_reading(name, "tar archive", e),
            };
            let inner = entry_name(&entry.path_bytes());
            let inner = inner.strip_prefix("./").unwrap_or(&inner);
            let what = entry.header().entry_type();
            if what.is_dir() {
                continue;
            }
            let Some(kind) = self.entry_kind(name, inner, place) else {
                self.unread(name, inner, place)?;
                continue;
            };
            let (full, size) = (self.named(name, inner), entry.size());
            if let Some(error) = unread_entry(&mut entry) {
                self.fail(&full, error)?;
                continue;
            }
            if kind == Kind::Page && size > MAX_PIECE_BYTES {
                self.fail(&full, Error::TooLarge { bytes: size, limit: MAX_PIECE_BYTES })?;
            } else if kind == Kind::Page && !is_html(inner) && self.knows_next() {
                self.give(&Arc::from(full), Payload::Known)?;
            } else {
                let mut whole_entry = Complete { inner: &mut entry, left: size };
                self.stream(&full, Some(kind), &mut whole_entry, place)?;
            }
        }
        Flow::Continue(())
    }
}

/// Why an entry of a tar archive is not read as a file: links have no content of their own, devices none at all.
fn unread_entry<R: Read>(entry: &mut tar::Entry<'_, R>) -> Option<Error> {
    let what = entry.header().entry_type();
    if what.is_hard_link() || what.is_symlink() {
        let target = entry.link_name_bytes().map(|name| entry_name(&name)).unwrap_or_default();
        return Some(Error::ArchiveLink { target });
    }
    let damaged = |cause: &str| Some(Error::DamagedArchive { format: "tar archive", cause: cause.to_owned() });
    if !(what.is_file() || what.is_contiguous() || what.is_gnu_sparse()) {
        return damaged("an entry that is no file");
    }
    // In the POSIX form the map of the holes stands within the content.
    let extensions = entry.pax_extensions().ok().flatten();
    let sparse = extensions
        .is_some_and(|mut all| all.any(|one| one.is_ok_and(|one| one.key_bytes().starts_with(b"GNU.sparse."))));
    if sparse { damaged("a sparse file in the form of POSIX") } else { None }
}

/// Hidden entries and what macOS leaves; `.` and `..` are steps and hide nothing.
fn is_passed_over(entry: &str) -> bool {
    entry.split(['/', '\\']).any(|part| part != "." && part != ".." && is_hidden(part))
}

fn is_entry_of_html(name: &str) -> bool {
    name.contains("!/") && is_html(name)
}

/// A tar entry that says when the archive ends within it.
struct Complete<'e, R> {
    inner: &'e mut R,
    left: u64,
}

impl<R: Read> Read for Complete<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        if read == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends within this entry"));
        }
        Ok(read)
    }
}

/// A path within archives as the filter sees it.
fn plain(path: &str) -> String {
    path.replace("!/", "/")
}

/// Names in archives are UTF-8 or, from older Chinese systems, GBK.
fn entry_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
}

fn zip_error(error: &zip::result::ZipError) -> Error {
    match error {
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => Error::Encrypted,
        other => Error::DamagedArchive { format: "zip archive", cause: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changes_meanwhile_is_a_failure_at_its_end() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a.jsonl");
        std::fs::write(&path, "{\"text\":\"球队夺冠。\"}\n").unwrap();
        let name = jzclass::visible::path(&path);
        let identity = Identity::new(name, &std::fs::metadata(&path).unwrap());
        let entry = Entry { identity, path: path.clone(), named: true, only: None };
        let seen = |entry: &Entry| {
            let mut seen = Vec::new();
            let flow = unpack(entry, &Reading::default(), None, &|_, _| false, &mut |item| {
                seen.push(item.payload);
                Flow::Continue(())
            });
            assert!(flow.is_continue());
            seen
        };
        assert!(matches!(seen(&entry)[..], [Payload::Lines { .. }, Payload::End { .. }]));
        std::fs::write(&path, "{\"text\":\"球队落败。\"}\n").unwrap();
        let later =
            Entry { identity: Identity { changed: entry.identity.changed - 1, ..entry.identity.clone() }, ..entry };
        assert!(matches!(
            seen(&later)[..],
            [Payload::Lines { .. }, Payload::Failed(Error::Changed), Payload::End { .. }]
        ));
    }
}

//! Paths and patterns → files, one after the other, in a stable order.

use std::collections::{BTreeSet, VecDeque};
use std::fs::{self, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::filter::{Filter, is_hidden, is_pattern, path_pattern};
use super::identity::Identity;
use super::kind::Kind;
use super::outputs::is_output;
use jzclass::document::{is_html, is_markup};
use jzclass::error::{Error, Result};
use jzclass::read::{linked_files, looks_like_hocr};

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which file.
    pub identity: Identity,
    /// Its path on disk.
    pub path: PathBuf,
    /// It was named by the user, so that it is read whatever its name.
    pub named: bool,
    /// The only entry of the archive that is wanted, by the name that records have as their source.
    pub only: Option<String>,
}

/// A folder being gone through.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// Where it really is, by which a loop of links is seen.
    real: PathBuf,
    /// What is left of it.
    left: VecDeque<PathBuf>,
    /// A folder the user named, which must hold something.
    named: bool,
}

/// Goes through paths: files as they are, folders with all below them by name, patterns (`*`, `?`, `**`,
/// `[…]`, `{…}`) that name no file as what they fit, by name.
///
/// In folders hidden entries are passed over, as are files whose ending says that they are nothing this
/// program reads, what is excluded, and links back to a folder that is gone through already. A folder that
/// cannot be read is an error, and the next is gone on with.
#[derive(Debug)]
pub struct Walk<'f> {
    filter: &'f Filter,
    paths: VecDeque<PathBuf>,
    folders: Vec<Folder>,
    found: u64,
    /// Where the files really are that METS files link to.
    linked: BTreeSet<PathBuf>,
}

/// How much of a file is looked at to see what markup it is.
const BEGINNING: u64 = 1 << 13;

fn beginning(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    // One that cannot be read is told of when its turn comes.
    let _ = fs::File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes));
    bytes
}

impl<'f> Walk<'f> {
    /// Goes through `paths` in their order.
    pub fn new(paths: impl IntoIterator<Item = PathBuf>, filter: &'f Filter) -> Self {
        Self { filter, paths: paths.into_iter().collect(), folders: Vec::new(), found: 0, linked: BTreeSet::new() }
    }

    /// The files that METS files of the folders link to, which are read with them, as far as it has come.
    pub fn linked(&self) -> impl Iterator<Item = &Path> {
        self.linked.iter().map(PathBuf::as_path)
    }

    fn path(&mut self, path: PathBuf) -> Option<Result<Entry, (PathBuf, Error)>> {
        if path == Path::new("-") {
            return Some(Ok(Entry { identity: Identity::stdin(), path, named: true, only: None }));
        }
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => self.enter(path, true).map(Err),
            Ok(meta) => Some(Ok(entry(path, &meta, true))),
            Err(_) if within_archive(&path).is_some() => within_archive(&path).map(Ok),
            Err(_) if is_pattern(&path.to_string_lossy()) => match expand(&path) {
                Ok(fitting) => {
                    for path in fitting.into_iter().rev() {
                        self.paths.push_front(path);
                    }
                    None
                }
                Err(error) => Some(Err((path, error))),
            },
            Err(e) => Some(Err((path.clone(), Error::io(path, e)))),
        }
    }

    /// Enters a folder, unless a link leads back into one gone through already.
    fn enter(&mut self, path: PathBuf, named: bool) -> Option<(PathBuf, Error)> {
        let read = fs::canonicalize(&path).and_then(|real| {
            let loops = self.folders.iter().any(|f| f.real == real);
            Ok((if loops { VecDeque::new() } else { children(&path)? }, real))
        });
        match read {
            Ok((left, real)) => {
                self.link(&left);
                if named {
                    self.found = 0;
                }
                self.folders.push(Folder { path, real, left, named });
                None
            }
            Err(e) => Some((path.clone(), Error::io(path, e))),
        }
    }

    /// Remembers what METS files of a folder link to: it is read with them and not alone.
    fn link(&mut self, children: &VecDeque<PathBuf>) {
        for path in children.iter().filter(|p| is_markup(&p.to_string_lossy())) {
            if beginning(path).windows(4).any(|w| w == b"mets") {
                self.linked.extend(linked_files(path).into_iter().map(|p| fs::canonicalize(&p).unwrap_or(p)));
            }
        }
    }

    fn child(&mut self, path: PathBuf) -> Option<Result<Entry, (PathBuf, Error)>> {
        let name = path.to_string_lossy();
        let meta = match fs::metadata(&path) {
            Ok(meta) => meta,
            // It vanished since its folder was read.
            Err(_) if fs::symlink_metadata(&path).is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound) => {
                return None;
            }
            // A link that leads nowhere, from a name that says nothing.
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && Kind::of_found(&name).is_none() => return None,
            Err(_) if self.filter.excludes(&name) => return None,
            Err(e) => return Some(Err((path.clone(), Error::io(path, e)))),
        };
        if meta.is_dir() {
            if self.filter.excludes(&name) {
                return None;
            }
            return self.enter(path, false).map(Err);
        }
        let kind = match Kind::of_found(&name) {
            Some(kind) => kind,
            None if is_html(&name) && looks_like_hocr(&beginning(&path)) => Kind::Page,
            None => {
                let ending = Kind::unread(&name).filter(|_| meta.is_file() && self.filter.takes(&name, false))?;
                // The run's own output can be a workbook.
                let told = !self.filter.is_own(&path);
                return told.then_some(Err((path, Error::UnreadKind { ending })));
            }
        };
        if is_markup(&name) && fs::canonicalize(&path).is_ok_and(|real| self.linked.contains(&real)) {
            return None;
        }
        let taken = self.filter.takes_kind(&name, kind, false);
        if !taken || !meta.is_file() || self.filter.is_own(&path) {
            return None;
        }
        let table = matches!(kind, Kind::JsonLines | Kind::Table { .. } | Kind::Parquet);
        if table && is_output(&path, kind, &beginning(&path)) {
            return Some(Err((path, Error::OwnOutput)));
        }
        self.found += 1;
        Some(Ok(entry(path, &meta, false)))
    }
}

fn entry(path: PathBuf, meta: &Metadata, named: bool) -> Entry {
    let mut identity = Identity::new(jzclass::visible::path(&path), meta);
    if is_markup(&identity.path) && meta.is_file() && beginning(&path).windows(4).any(|w| w == b"mets") {
        identity = identity.with_linked(linked_files(&path));
    }
    Entry { identity, path, named, only: None }
}

/// An entry by the name that records give it: `1998.zip!/03/A02.txt`.
fn within_archive(path: &Path) -> Option<Entry> {
    let name = jzclass::visible::path(path);
    let file = PathBuf::from(&name[..name.find("!/")?]);
    let meta = fs::metadata(&file).ok().filter(Metadata::is_file)?;
    let identity = Identity { path: name.clone(), ..Identity::new(String::new(), &meta) };
    Some(Entry { identity, path: file, named: true, only: Some(name) })
}

fn children(folder: &Path) -> std::io::Result<VecDeque<PathBuf>> {
    let mut children = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !is_hidden(&entry.file_name().to_string_lossy()) {
            children.push(entry.path());
        }
    }
    children.sort();
    Ok(children.into())
}

impl Iterator for Walk<'_> {
    type Item = Result<Entry, (PathBuf, Error)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let step = if let Some(folder) = self.folders.last_mut() {
                if let Some(path) = folder.left.pop_front() {
                    self.child(path)
                } else {
                    let folder = self.folders.pop()?;
                    (folder.named && self.found == 0).then_some(Err((folder.path, Error::NoEdition)))
                }
            } else {
                let path = self.paths.pop_front()?;
                self.path(path)
            };
            if let Some(Err(_)) = &step {
                // Told of already: the folder around it is not called empty as well.
                self.found += 1;
            }
            if step.is_some() {
                return step;
            }
        }
    }
}

/// The files and folders that fit a pattern, by name.
fn expand(pattern: &Path) -> Result<Vec<PathBuf>> {
    let text = pattern.to_string_lossy();
    let text = text.strip_prefix("./").unwrap_or(&text);
    let matcher = path_pattern(text)?;
    // The folders before the first sign of the pattern are gone to directly.
    let mut base = PathBuf::new();
    let mut depth = 0_usize;
    for component in Path::new(text).components() {
        if depth == 0 && !is_pattern(&component.as_os_str().to_string_lossy()) {
            base.push(component);
        } else {
            depth += 1;
        }
    }
    let depth = if text.contains("**") || text.contains('{') { usize::MAX } else { depth };
    let mut fitting = Vec::new();
    below(&base, depth, &mut Vec::new(), &mut |path| {
        let fits = matcher.is_match(path);
        if fits {
            fitting.push(path.to_owned());
        }
        fits
    })?;
    if fitting.is_empty() { Err(Error::NoMatch) } else { Ok(fitting) }
}

/// Shows `fits` every entry below a folder; does not go below those that fit.
fn below(folder: &Path, depth: usize, above: &mut Vec<PathBuf>, fits: &mut dyn FnMut(&Path) -> bool) -> Result<()> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = fs::canonicalize(here).map_err(|e| Error::io(folder, e))?;
    if depth == 0 || above.contains(&real) {
        return Ok(());
    }
    above.push(real);
    for child in children(here).map_err(|e| Error::io(folder, e))? {
        let child = folder.join(child.file_name().unwrap_or_default());
        if !fits(&child) && child.is_dir() {
            below(&child, depth - 1, above, fits)?;
        }
    }
    above.pop();
    Ok(())
}

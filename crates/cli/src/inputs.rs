//! What a run reads, and that nothing it writes is any of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata};
use std::path::{Path, PathBuf};

use jzclass::Error;
use jzclass_io::archive::{Filter, Walk};
use jzclass_io::write::destination;

use super::Failure;

/// Where an output goes: standard output, or a place that is known to be no input. Only [`Inputs`] makes one, so that
/// nothing is written unchecked.
#[derive(Debug, Clone)]
pub(crate) struct Destination(Option<PathBuf>);

impl Destination {
    pub(crate) fn path(&self) -> Option<&Path> {
        self.0.as_deref()
    }
}

/// The files a run reads, and those it has said it will write.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    files: BTreeMap<FileId, PathBuf>,
    folders: Vec<PathBuf>,
    outputs: BTreeSet<PathBuf>,
}

impl Inputs {
    /// Of these paths: files, folders, patterns, or `-`.
    pub(crate) fn of<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            match fs::metadata(path) {
                Ok(meta) if meta.is_file() => inputs.file(path, &meta),
                Ok(meta) if !meta.is_dir() => {}
                Err(_) if path.as_os_str() == "-" => inputs.standard_input(),
                // Folders and patterns are gone through where there is something to compare with.
                _ => inputs.folders.push(path.clone()),
            }
        }
        inputs
    }

    /// And of this file: a model, a taxonomy, a table of counts.
    pub(crate) fn and(mut self, path: Option<&Path>) -> Self {
        if let Some((path, meta)) = path.and_then(|path| fs::metadata(path).ok().map(|meta| (path, meta))) {
            self.file(path, &meta);
        }
        self
    }

    fn file(&mut self, path: &Path, meta: &Metadata) {
        if meta.is_file() {
            self.files.insert(FileId::new(path, meta), path.to_owned());
            if !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xml")) {
                return;
            }
            // What a METS file links to is read with it.
            for linked in jzclass::read::linked_files(path) {
                if let Ok(meta) = fs::metadata(&linked) {
                    self.files.insert(FileId::new(&linked, &meta), linked);
                }
            }
        }
    }

    /// Standard input can come from a file.
    fn standard_input(&mut self) {
        #[cfg(unix)]
        {
            use std::os::fd::AsFd;
            let meta = std::io::stdin().as_fd().try_clone_to_owned().map(File::from).and_then(|file| file.metadata());
            if let Ok(meta) = meta
                && meta.is_file()
            {
                self.files.insert(FileId::new(Path::new("-"), &meta), PathBuf::from("-"));
            }
        }
    }

    /// Standard output.
    pub(crate) fn stdout() -> Destination {
        Destination(None)
    }

    /// Where an output of this path goes; standard output without one.
    ///
    /// # Errors
    /// [`Error::OutputIsInput`] where the file that is there is read by the run, under whatever name, and
    /// [`Error::OutputTwice`] where the run writes it already.
    pub(crate) fn destination(&mut self, path: Option<&Path>) -> Result<Destination, Failure> {
        let Some(given) = path else { return Ok(Destination(None)) };
        let wrong = |error| Failure::Usage(jzclass::visible::path(given), error);
        let place = destination(given);
        match fs::metadata(&place) {
            Ok(meta) if meta.is_file() => {
                if let Some(input) = self.reads(&place, &meta) {
                    return Err(wrong(Error::OutputIsInput { input }));
                }
            }
            // Devices and pipes are written to and not replaced.
            Ok(_) => return Ok(Destination(Some(place))),
            Err(_) => {
                let folder = folder_of(&place);
                if !folder.is_dir() {
                    let cause = std::io::Error::new(std::io::ErrorKind::NotFound, "no such folder");
                    return Err(Failure::At(jzclass::visible::path(folder), Error::io(folder, cause)));
                }
            }
        }
        if !self.outputs.insert(absolute(&place)) {
            return Err(wrong(Error::OutputTwice));
        }
        Ok(Destination(Some(place)))
    }

    /// The input that is this file.
    fn reads(&self, path: &Path, meta: &Metadata) -> Option<PathBuf> {
        let id = FileId::new(path, meta);
        if let Some(input) = self.files.get(&id) {
            return Some(input.clone());
        }
        let filter = Filter::default();
        let same = |path: &Path| fs::metadata(path).is_ok_and(|meta| FileId::new(path, &meta) == id);
        let walk = &mut Walk::new(self.folders.clone(), &filter);
        // Outputs of earlier runs are passed over and may be replaced.
        if let Some(entry) = walk.flatten().find(|entry| same(&entry.path)) {
            return Some(entry.path);
        }
        walk.linked().find(|path| same(path)).map(Path::to_owned)
    }
}

/// Which file it is: the same under every name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum FileId {
    #[cfg(unix)]
    Inode(u64, u64),
    #[cfg(not(unix))]
    Path(PathBuf),
}

impl FileId {
    #[cfg(unix)]
    fn new(_path: &Path, meta: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self::Inode(meta.dev(), meta.ino())
    }

    #[cfg(not(unix))]
    fn new(path: &Path, _meta: &Metadata) -> Self {
        Self::Path(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The path with its folder's real name.
fn absolute(path: &Path) -> PathBuf {
    fs::canonicalize(folder_of(path))
        .map_or_else(|_| path.to_owned(), |folder| folder.join(path.file_name().unwrap_or_default()))
}

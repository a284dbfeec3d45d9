//! Where data go: standard output, or a file put in place when all is done.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use jzclass::Error;
use tempfile::NamedTempFile;

use super::{Failure, at};

/// An output that is begun, written and finished.
pub(crate) enum Output {
    Stdout(BufWriter<io::Stdout>),
    File {
        path: PathBuf,
        temporary: BufWriter<NamedTempFile>,
    },
    /// A device or named pipe, which cannot be put in place and is written to as it is.
    Device {
        path: PathBuf,
        file: BufWriter<File>,
    },
}

impl Output {
    /// Standard output without a path; else a temporary file beside the path.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout())));
        };
        // A link stays a link: what it points to is replaced.
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
            let file = File::options().write(true).open(path).map_err(|e| at(path)(Error::io(path, e)))?;
            return Ok(Self::Device { path: path.clone(), file: BufWriter::new(file) });
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if path.is_dir() {
            return Err(at(path)(Error::io(path, io::Error::from(io::ErrorKind::IsADirectory))));
        }
        let temporary = tempfile::Builder::new()
            .prefix(&temporary_prefix(path))
            .suffix(".tmp")
            .permissions_like_a_new_file()
            .tempfile_in(folder)
            .map_err(|e| at(path)(Error::io(path, e)))?;
        Ok(Self::File { path: path.to_owned(), temporary: BufWriter::new(temporary) })
    }

    fn name(&self) -> PathBuf {
        match self {
            Self::Stdout(_) => PathBuf::from("standard output"),
            Self::File { path, .. } | Self::Device { path, .. } => path.clone(),
        }
    }

    /// Runs a writing step and names the output when it fails.
    pub(crate) fn write(&mut self, step: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        let result = match self {
            Self::Stdout(out) => step(out),
            Self::File { temporary, .. } => step(temporary),
            Self::Device { file, .. } => step(file),
        };
        let name = self.name();
        result.map_err(|e| at(&name)(Error::io(&name, e)))
    }

    /// Flushes; a file is put in place now and not before.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout(mut out) => out.flush().map_err(|e| {
                let name = Path::new("standard output");
                at(name)(Error::io(name, e))
            }),
            Self::Device { path, mut file } => file.flush().map_err(|e| at(&path)(Error::io(&path, e))),
            Self::File { path, temporary } => {
                let fail = |e| at(&path)(Error::io(&path, e));
                let temporary = temporary.into_inner().map_err(|e| fail(e.into_error()))?;
                temporary.as_file().sync_all().map_err(fail)?;
                temporary.persist(&path).map_err(|e| fail(e.error))?;
                Ok(())
            }
        }
    }
}

fn temporary_prefix(path: &Path) -> String {
    format!(".{}.jzclass-", path.file_name().unwrap_or_default().to_string_lossy())
}

/// Removes what a killed run left of this output, half written.
pub(crate) fn remove_leftovers(path: &Path) {
    let prefix = temporary_prefix(path);
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(&prefix) && name.ends_with(".tmp") {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Permissions a newly created file would have; temporary files are private otherwise.
trait LikeNew {
    fn permissions_like_a_new_file(&mut self) -> &mut Self;
}

impl LikeNew for tempfile::Builder<'_, '_> {
    #[cfg(unix)]
    fn permissions_like_a_new_file(&mut self) -> &mut Self {
        use std::os::unix::fs::PermissionsExt;
        // The process's umask still applies.
        self.permissions(std::fs::Permissions::from_mode(0o666))
    }

    #[cfg(not(unix))]
    fn permissions_like_a_new_file(&mut self) -> &mut Self {
        self
    }
}

/// Columns of the terminal, 80 where it does not say.
pub(crate) fn columns() -> usize {
    std::env::var("COLUMNS")
        .ok()
        .and_then(|c| c.parse().ok())
        .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
        .unwrap_or(80)
}

/// Colours are for a terminal, unless `NO_COLOR` or a dumb terminal says otherwise.
pub(crate) fn colour(path: Option<&Path>) -> bool {
    path.is_none() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

//! Where data go: standard output, or a file put in place when all is done.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use jzclass::Error;
use jzclass_io::write::temporary_beside;
use tempfile::NamedTempFile;

use super::inputs::Destination;
use super::leftover::Kept;
use super::{Failure, at};

/// An output that is begun, written and finished.
pub(crate) enum Output {
    Stdout(BufWriter<io::Stdout>),
    File {
        path: PathBuf,
        temporary: BufWriter<NamedTempFile>,
        _kept: Kept,
    },
    /// A device or named pipe, which cannot be put in place and is written to as it is.
    Device {
        path: PathBuf,
        file: BufWriter<File>,
    },
}

impl Output {
    /// Standard output.
    pub(crate) fn stdout() -> Self {
        Self::Stdout(BufWriter::new(io::stdout()))
    }

    /// Standard output, or a temporary file beside the destination, which no input is.
    pub(crate) fn open(destination: &Destination) -> Result<Self, Failure> {
        let Some(path) = destination.path() else { return Ok(Self::stdout()) };
        if is_device(path) {
            let file = File::options().write(true).open(path).map_err(|e| at(path)(Error::io(path, e)))?;
            return Ok(Self::Device { path: path.to_owned(), file: BufWriter::new(file) });
        }
        let temporary = temporary_beside(path).map_err(at(path))?;
        let kept = Kept::new(temporary.path());
        Ok(Self::File { path: path.to_owned(), temporary: BufWriter::new(temporary), _kept: kept })
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
        result.map_err(|e| {
            let name = self.name();
            at(&name)(Error::io(&name, e))
        })
    }

    /// Flushes; a file is put in place now and not before.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout(mut out) => out.flush().map_err(|e| {
                let name = Path::new("standard output");
                at(name)(Error::io(name, e))
            }),
            Self::Device { path, mut file } => file.flush().map_err(|e| at(&path)(Error::io(&path, e))),
            Self::File { path, temporary, .. } => {
                let fail = |e| at(&path)(Error::io(&path, e));
                let temporary = temporary.into_inner().map_err(|e| fail(e.into_error()))?;
                temporary.as_file().sync_all().map_err(fail)?;
                temporary.persist(&path).map_err(|e| fail(e.error))?;
                Ok(())
            }
        }
    }
}

/// Neither a file nor a folder.
pub(crate) fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
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
pub(crate) fn colour(destination: &Destination) -> bool {
    destination.path().is_none() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

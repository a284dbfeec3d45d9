//! Files that are written beside their place and put there when they are whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use jzclass::error::{Error, Result};

/// Where a path leads: links are followed, also those to files that are not there yet.
pub fn destination(path: &Path) -> PathBuf {
    const LINKS: usize = 40;
    let mut place = path.to_owned();
    for _ in 0..LINKS {
        if let Ok(real) = fs::canonicalize(&place) {
            return real;
        }
        let Ok(next) = fs::read_link(&place) else { break };
        place = folder(&place).join(next);
    }
    place
}

/// A new file beside `path`, to be moved there at the end, with the permissions of the file that is there, or else those
/// a new file has.
///
/// # Errors
/// [`Error::Io`] when `path` is a folder, its folder is missing or cannot be written.
pub fn temporary_beside(path: &Path) -> Result<NamedTempFile> {
    if path.is_dir() {
        return Err(Error::io(path, io::Error::from(io::ErrorKind::IsADirectory)));
    }
    let folder = folder(path);
    if !folder.is_dir() {
        return Err(Error::io(folder, io::Error::new(io::ErrorKind::NotFound, "no such folder")));
    }
    let prefix = prefix(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private otherwise; the process's umask still applies.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let temporary = builder.tempfile_in(folder).map_err(|e| Error::io(path, e))?;
    if let Ok(meta) = fs::metadata(path) {
        temporary.as_file().set_permissions(meta.permissions()).map_err(|e| Error::io(path, e))?;
    }
    Ok(temporary)
}

/// Removes what a killed run left beside `path`, half written.
pub fn remove_leftovers(path: &Path) {
    let prefix = prefix(path);
    let Ok(entries) = fs::read_dir(folder(path)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(&prefix) && name.ends_with(".tmp") {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn prefix(path: &Path) -> String {
    format!(".{}.jzclass-", path.file_name().unwrap_or_default().to_string_lossy())
}

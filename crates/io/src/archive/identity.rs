//! Which file it is, and whether it is still the same.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// A file's path, size and times: a file in which any of these differs is taken for changed.
///
/// The time of the last change of status (Unix) is set by the system at every write, so that a file
/// written to is noticed even when its size and modification time are set back.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// Path as given or found; `-` is standard input.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// Last modification, in nanoseconds since 1970.
    pub modified: i64,
    /// Last change of contents or status, in nanoseconds since 1970; 0 where the system keeps none.
    pub changed: i64,
}

impl Identity {
    /// The identity of the file of this path.
    pub fn new(path: String, meta: &Metadata) -> Self {
        Self { path, size: meta.len(), modified: nanoseconds(meta.modified().ok()), changed: changed(meta) }
    }

    /// Standard input, which is no file and is never the same again.
    pub fn stdin() -> Self {
        Self { path: "-".into(), size: 0, modified: 0, changed: 0 }
    }

    /// Whether this is standard input.
    pub fn is_stdin(&self) -> bool {
        self.path == "-"
    }

    /// Whether the file described by `meta` is still this one.
    pub(crate) fn still(&self, meta: &Metadata) -> bool {
        *self == Self::new(self.path.clone(), meta)
    }
}

fn nanoseconds(time: Option<SystemTime>) -> i64 {
    let Some(time) = time else { return 0 };
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_nanos() as i64,
        Err(before) => -(before.duration().as_nanos() as i64),
    }
}

#[cfg(unix)]
fn changed(meta: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    meta.ctime().saturating_mul(1_000_000_000).saturating_add(meta.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_meta: &Metadata) -> i64 {
    0
}

//! Which file it is, and whether it is still the same.

use std::fs::Metadata;
use std::path::PathBuf;
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
    /// A hash of what is true of the files that it links to and is read with; 0 without any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub linked: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(n: &u64) -> bool {
    *n == 0
}

impl Identity {
    /// The identity of the file of this path.
    pub fn new(path: String, meta: &Metadata) -> Self {
        Self { path, size: meta.len(), modified: nanoseconds(meta.modified().ok()), changed: changed(meta), linked: 0 }
    }

    /// The same with the files it links to: where one of them changes, it is another.
    #[must_use]
    pub(crate) fn with_linked(self, files: impl IntoIterator<Item = PathBuf>) -> Self {
        // FNV-1a, which is the same on every system.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut add = |bytes: &[u8]| {
            for &byte in bytes {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        for path in files {
            let name = jzclass::visible::path(&path);
            add(name.as_bytes());
            if let Ok(meta) = std::fs::metadata(&path) {
                let one = Self::new(name, &meta);
                for n in [one.size as i64, one.modified, one.changed] {
                    add(&n.to_le_bytes());
                }
            }
        }
        Self { linked: hash, ..self }
    }

    /// Standard input, which is no file and is never the same again.
    pub fn stdin() -> Self {
        Self { path: "-".into(), size: 0, modified: 0, changed: 0, linked: 0 }
    }

    /// Whether this is standard input.
    pub fn is_stdin(&self) -> bool {
        self.path == "-"
    }

    /// Whether the file described by `meta` is still this one.
    pub(crate) fn still(&self, meta: &Metadata) -> bool {
        *self == Self { linked: self.linked, ..Self::new(self.path.clone(), meta) }
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

//! Files half written: taken away when the program is told to end.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

static HALF_WRITTEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn half_written() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    HALF_WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file half written that a signal takes away, as long as this lives.
pub(crate) struct Kept(PathBuf);

impl Kept {
    pub(crate) fn new(path: &Path) -> Self {
        half_written().insert(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        half_written().remove(&self.0);
    }
}

/// SIGINT, SIGTERM and SIGHUP take away what is half written, and end the program.
pub(crate) fn removed_on_signals() {
    // Exit code of a program that SIGINT ended.
    const INTERRUPTED: i32 = 130;
    // Where the system gives no handler, the next run to the same output takes them away.
    let _ = ctrlc::set_handler(|| {
        for path in half_written().iter() {
            let _ = std::fs::remove_file(path);
        }
        std::process::exit(INTERRUPTED);
    });
}

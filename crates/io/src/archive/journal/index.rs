//! What a journal holds of each file.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry as Slot;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::super::identity::Identity;
use super::entry::{EntryLine, Notes};

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub at: u64,
    pub length: u32,
}

/// What the journal holds of a file.
#[derive(Debug, Default)]
pub(super) struct KnownFile {
    pub parts: Vec<Option<Span>>,
    pub end: Option<(u32, Span)>,
    /// Notes of parts that have some worth telling.
    pub notes: Vec<(u32, Notes)>,
}

impl KnownFile {
    fn is_complete(&self) -> bool {
        self.end.is_some_and(|(parts, _)| self.parts.len() >= parts as usize && self.parts.iter().all(Option::is_some))
    }
}

/// How far a part may be ahead of those before, which may be known from another run.
const MOST_AHEAD: usize = 1 << 20;

/// What earlier runs have labelled.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) files: FxHashMap<Identity, KnownFile>,
    /// The last identity of each path that is labelled to its end.
    paths: BTreeMap<String, Identity>,
}

impl Index {
    /// Whether a part of a file is labelled.
    pub fn has(&self, file: &Identity, part: u32) -> bool {
        self.span(file, part).is_some()
    }

    /// Whether a file is labelled to its end.
    pub fn is_complete(&self, file: &Identity) -> bool {
        self.files.get(file).is_some_and(KnownFile::is_complete)
    }

    /// What is to be told of a file's parts: of one, or of all.
    pub fn notes(&self, file: &Identity, part: Option<u32>) -> impl Iterator<Item = &Notes> {
        let notes = self.files.get(file).map_or(&[][..], |f| &f.notes[..]);
        notes.iter().filter(move |(n, _)| part.is_none_or(|p| p == *n)).map(|(_, notes)| notes)
    }

    /// How many files it knows.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True when it knows no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The lines of a file as it was labelled last, whatever it is now; none of one never labelled to its end.
    pub(super) fn last(&self, path: &str) -> Option<Vec<Span>> {
        let known = self.files.get(self.paths.get(path)?).filter(|known| known.is_complete())?;
        Some(known.parts.iter().copied().flatten().chain(known.end.map(|(_, span)| span)).collect())
    }

    /// The paths labelled before that are this one or lie below it, in their order.
    pub(super) fn below(&self, path: &str) -> Vec<&str> {
        let within = |p: &str| {
            p.strip_prefix(path).is_some_and(|rest| rest.is_empty() || path.ends_with('/') || rest.starts_with('/'))
        };
        let mut paths: Vec<&str> = self
            .paths
            .range(path.to_owned()..)
            .map(|(p, _)| &p[..])
            .take_while(|p| p.starts_with(path))
            .filter(|p| within(p))
            .collect();
        // Folders are gone through by name.
        paths.sort_by(|a, b| Path::new(a).cmp(Path::new(b)));
        paths
    }

    pub(super) fn span(&self, file: &Identity, part: u32) -> Option<Span> {
        self.files.get(file)?.parts.get(part as usize).copied().flatten()
    }

    pub(super) fn add(&mut self, entry: EntryLine<serde::de::IgnoredAny>, span: Span) {
        let Some(file) = entry.file.filter(|f| !f.is_stdin()) else { return };
        if entry.parts.is_some() {
            self.paths.insert(file.path.clone(), file.clone());
        }
        let known = match self.files.entry(file) {
            Slot::Occupied(slot) => slot.into_mut(),
            Slot::Vacant(slot) => slot.insert(KnownFile::default()),
        };
        if let Some(parts) = entry.parts {
            known.end = Some((parts, span));
        }
        let number = entry.part.or(entry.parts).unwrap_or_default();
        if let Some(part) = entry.part {
            let part = part as usize;
            // Parts are written in their order: one far beyond the others is forged.
            if part > known.parts.len() + MOST_AHEAD {
                return;
            }
            if known.parts.len() <= part {
                known.parts.resize(part + 1, None);
            }
            known.parts[part] = Some(span);
        }
        if entry.notes.is_telling() {
            known.notes.push((number, entry.notes));
        }
    }
}

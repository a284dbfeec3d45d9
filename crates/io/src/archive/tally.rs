//! What a run did, in numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use jzclass::error::{Error, ErrorKind};
use jzclass::record::Record;

/// A failure as it is told and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The file or entry concerned.
    pub path: String,
    /// What kind of failure it is.
    pub kind: ErrorKind,
    /// The cause in one line.
    pub cause: String,
}

impl Failure {
    /// It is no failure: an output of this program, passed over in its folder.
    pub fn is_own_output(&self) -> bool {
        self.kind == ErrorKind::OwnOutput
    }

    /// The failure of a path.
    pub fn new(path: impl Into<String>, error: &Error) -> Self {
        Self { path: path.into(), kind: error.kind(), cause: error.to_string() }
    }

    /// What kind of failure it is, in a few words.
    pub fn words(&self) -> &'static str {
        match self.kind {
            ErrorKind::NotFound | ErrorKind::Io => "cannot be read",
            ErrorKind::Empty => "empty",
            ErrorKind::NotText => "not text",
            ErrorKind::NoArticle => "no article found",
            ErrorKind::NothingToRead => "nothing to read",
            ErrorKind::UnreadableLines => "unreadable lines",
            ErrorKind::Damaged => "damaged",
            ErrorKind::Encrypted => "encrypted",
            ErrorKind::TooLarge => "too large",
            ErrorKind::Expands => "decompression bomb",
            ErrorKind::TooDeep => "nested too deep",
            ErrorKind::Changed => "changed meanwhile",
            ErrorKind::NoColumn => "no such column",
            ErrorKind::UnreadKind => "kind not read",
            ErrorKind::ArchiveLink => "link in an archive",
            ErrorKind::OwnOutput => "own output",
            _ => "other",
        }
    }
}

/// Counts over a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pages of which records were made.
    pub pages: u64,
    /// Articles.
    pub articles: u64,
    /// Bytes of text labelled, decompressed.
    pub bytes: u64,
    /// Outputs of this program that were passed over in folders.
    pub own_outputs: u64,
    /// Files taken over from an earlier run.
    pub taken_over: u64,
    /// Articles by the name of their first topic.
    pub topics: BTreeMap<String, u64>,
    /// Failures by kind.
    pub failures: BTreeMap<String, u64>,
}

impl Tally {
    /// Counts records that are written.
    pub fn records(&mut self, records: &[Record]) {
        for record in records {
            self.record(record.article, record.topics.first().map(|topic| &topic.name[..]));
        }
    }

    /// Counts a record by its number in the source and the name of its first topic.
    pub fn record(&mut self, article: usize, topic: Option<&str>) {
        if article == 0 {
            return;
        }
        self.articles += 1;
        if let Some(topic) = topic {
            match self.topics.get_mut(topic) {
                Some(count) => *count += 1,
                None => {
                    self.topics.insert(topic.to_owned(), 1);
                }
            }
        }
    }

    /// Counts a failure.
    pub fn failure(&mut self, failure: &Failure) {
        if failure.is_own_output() {
            self.own_outputs += 1;
            return;
        }
        *self.failures.entry(failure.words().to_owned()).or_default() += 1;
    }

    /// How many failures there were.
    pub fn failed(&self) -> u64 {
        self.failures.values().sum()
    }
}

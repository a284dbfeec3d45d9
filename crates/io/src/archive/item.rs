//! What is labelled in one go, and how input is read.

use std::path::PathBuf;
use std::sync::Arc;

use super::filter::Filter;
use super::identity::Identity;
use jzclass::error::Error;
use jzclass::read::{ArticleRow, Columns, Encoding};

/// How input is read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Where tables and JSON Lines have the articles.
    pub columns: Columns,
    /// What is read of folders and archives.
    pub filter: Filter,
}

/// What is in an item.
#[derive(Debug)]
pub(crate) enum Payload {
    /// A file on disk that whoever labels it reads.
    File(PathBuf),
    /// A page's bytes.
    Page(Vec<u8>),
    /// Lines of JSON; `first` is the 1-based number of the first line, `rows` the number of rows before.
    Lines { bytes: Vec<u8>, first: usize, rows: usize },
    /// Rows of a table, numbered on from `rows`.
    Rows { articles: Vec<ArticleRow>, rows: usize },
    /// Nothing: it could not be read.
    Failed(Error),
    /// Nothing: it was labelled by an earlier run.
    Known,
    /// The file's end, with the number of its items, and its undecodable byte sequences and their
    /// encoding where it was decoded as a stream.
    End { undecodable: Option<(usize, Encoding)> },
}

/// One item of a file.
#[derive(Debug)]
pub(crate) struct Item {
    pub file: Arc<Identity>,
    /// 0-based number in the file; at the end, how many there were.
    pub part: u32,
    /// Its name in records and messages.
    pub name: Arc<str>,
    pub payload: Payload,
    /// How far into the file on disk reading had come, in bytes.
    pub position: u64,
}

impl Item {
    /// About what it takes while it is under way, in bytes.
    pub(crate) fn weight(&self) -> usize {
        let own = match &self.payload {
            Payload::File(_) => self.file.size as usize,
            Payload::Page(bytes) | Payload::Lines { bytes, .. } => bytes.len(),
            Payload::Rows { articles, .. } => articles.iter().map(|a| a.text.len() + 64).sum(),
            Payload::Failed(_) | Payload::Known | Payload::End { .. } => 0,
        };
        own + 512
    }
}

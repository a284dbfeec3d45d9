//! A catalogue: one SQLite file with full-text search. [`crate::catalogue`] tells its tables.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use serde::Serialize;
use tempfile::TempPath;

use super::{destination, temporary_beside};
use crate::catalogue::{APPLICATION_ID, INDEXES, TABLES, VERSION, spaced};
use crate::write::columns::day;
use jzclass::error::{Error, Result};
use jzclass::record::{Record, TopicScore};

/// Writes a catalogue at a temporary name beside its path and puts it in place at the end.
///
/// The same records give the same bytes. Give records with their text
/// ([`LabelOptions::with_text`](jzclass::LabelOptions)); of others only headline, byline and summary
/// can be found. The page's furniture (article 0) is kept in `articles` but not found by searches.
#[derive(Debug)]
pub struct SqliteWriter {
    path: PathBuf,
    temporary: TempPath,
    connection: Connection,
    articles: i64,
    /// A device or pipe: it is written to and not replaced.
    device: bool,
}

impl SqliteWriter {
    /// Begins a catalogue; an existing file stays until [`Self::finish`].
    ///
    /// # Errors
    /// [`Error::Io`] when the folder cannot be written, [`Error::Write`] by SQLite.
    pub fn create(path: &Path) -> Result<Self> {
        // A link stays a link: what it points to is replaced.
        let path = destination(path);
        let device = std::fs::metadata(&path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir());
        let temporary = if device {
            tempfile::NamedTempFile::new().map_err(|e| Error::io(std::env::temp_dir(), e))?
        } else {
            temporary_beside(&path)?
        };
        let temporary = temporary.into_temp_path();
        let connection = Connection::open(&temporary).map_err(cause)?;
        // The file is of no use before it is whole, so that no journal is needed.
        let settings = format!(
            "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000; \
             PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = OFF; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; \
             BEGIN;"
        );
        connection.execute_batch(&settings).and_then(|()| connection.execute_batch(TABLES)).map_err(cause)?;
        connection.set_prepared_statement_cache_capacity(16);
        Ok(Self { path, temporary, connection, articles: 0, device })
    }

    /// The file it writes until [`Self::finish`].
    pub fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// Adds records, in order.
    ///
    /// # Errors
    /// [`Error::Write`], for example when the disk is full.
    pub fn write(&mut self, records: &[Record]) -> Result<()> {
        for record in records {
            self.record(record).map_err(cause)?;
        }
        Ok(())
    }

    fn record(&mut self, record: &Record) -> rusqlite::Result<()> {
        self.articles += 1;
        let id = self.articles;
        for (rank, topic) in record.topics.iter().enumerate() {
            self.topic(id, rank + 1, topic)?;
        }
        for (role, names) in [
            ("reporter", &record.byline.reporters),
            ("correspondent", &record.byline.correspondents),
            ("other", &record.byline.other),
        ] {
            for (position, name) in names.iter().enumerate() {
                self.connection.prepare_cached("INSERT INTO bylines VALUES (?, ?, ?, ?)")?.execute(params![
                    id,
                    role,
                    position + 1,
                    name
                ])?;
            }
        }
        let first = record.topics.first();
        self.connection
            .prepare_cached(
                "INSERT INTO articles VALUES (?1, ?2, nullif(?3, ''), ?4, nullif(?5, ''), nullif(?6, 0), nullif(?7, 0), \
                 ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, \
                 ?28, ?29, ?30)",
            )?
            .execute(params![
                id,
                record.source,
                record.paper,
                day(&record.date).map(|_| &record.date),
                record.page,
                record.sheet,
                record.column,
                record.article,
                record.id.as_ref().map(super::identifier),
                record.headline,
                record.kicker,
                record.subtitle,
                first.map(|t| &t.id),
                first.map(|t| t.probability),
                record.needs_review,
                record.summary,
                json(&record.keywords),
                json(&record.places),
                json(&record.organisations),
                record.chars,
                record.undecodable,
                record.garbled,
                record.ocr_confidence,
                record.duplicate_of,
                json(&record.lines.headline),
                json(&record.lines.body),
                json(&record.lines.caption),
                json(&record.lines.byline),
                json(&record.lines.furniture),
                record.text,
            ])?;
        if record.article > 0 {
            let heads = format!("{}\n{}\n{}", record.kicker, record.headline, record.subtitle);
            let byline =
                [&record.byline.reporters[..], &record.byline.correspondents, &record.byline.other].concat().join("\n");
            let text = record.text.as_ref().unwrap_or(&record.summary);
            self.connection
                .prepare_cached("INSERT INTO search (rowid, headline, byline, text) VALUES (?, ?, ?, ?)")?
                .execute(params![id, spaced(&heads), spaced(&byline), spaced(text)])?;
        }
        Ok(())
    }

    fn topic(&self, article: i64, rank: usize, topic: &TopicScore) -> rusqlite::Result<()> {
        let gbt = topic.gbt.as_ref();
        self.connection.prepare_cached("INSERT OR IGNORE INTO topics VALUES (?, ?, ?, ?, ?, ?)")?.execute(params![
            topic.id,
            topic.name,
            topic.iptc,
            gbt.map(|g| &g.code),
            gbt.map(|g| &g.name),
            gbt.map(|g| g.provisional),
        ])?;
        self.connection.prepare_cached("INSERT INTO article_topics VALUES (?, ?, ?, ?, ?)")?.execute(params![
            article,
            rank,
            topic.id,
            topic.probability,
            topic.assigned
        ])?;
        Ok(())
    }

    /// Makes the indexes and puts the file in place.
    ///
    /// # Errors
    /// [`Error::Write`] by SQLite, [`Error::Io`] when the file cannot be put in place; the old one stays.
    pub fn finish(self) -> Result<()> {
        let Self { path, temporary, connection, device, .. } = self;
        connection
            .execute_batch("INSERT INTO search (search) VALUES ('optimize');")
            .and_then(|()| connection.execute_batch(INDEXES))
            .and_then(|()| connection.execute_batch("COMMIT;"))
            .map_err(cause)?;
        connection.close().map_err(|(_, error)| cause(error))?;
        let fail = |e| Error::io(&path, e);
        if device {
            let copied = std::fs::File::open(&temporary).and_then(|mut from| {
                let mut to = std::fs::File::options().write(true).open(&path)?;
                std::io::copy(&mut from, &mut to)
            });
            return copied.map(|_| ()).map_err(fail);
        }
        std::fs::File::open(&temporary).and_then(|file| file.sync_all()).map_err(fail)?;
        temporary.persist(&path).map_err(|e| fail(e.error))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
fn cause(error: rusqlite::Error) -> Error {
    Error::Write { format: "SQLite", cause: error.to_string() }
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

//! A catalogue: the records of an archive in one SQLite file, read here and written by
//! [`SqliteWriter`](crate::write::SqliteWriter).
//!
//! The file is an ordinary database that any SQLite tool opens:
//!
//! | table or view | a row is |
//! |---|---|
//! | `articles` | an article, in input order; the columns are the [record](jzclass::record)'s fields |
//! | `topics` | a topic that occurs: `id`, `name`, `iptc`, `gbt_code`, `gbt_name`, `gbt_provisional` |
//! | `article_topics` | a topic of an article: `article_id`, `rank` from 1, `topic_id`, `probability`, `assigned` |
//! | `bylines` | a name: `article_id`, `role` (`reporter`, `correspondent`, `other`), `position` from 1, `name` |
//! | `search` | the full text (FTS5), see below |
//! | `articles_by_topic` | an article under each of its assigned topics |
//! | `topics_by_month` | how many articles have this first topic in this month |
//!
//! In `articles`, `id` numbers the rows from 1, `identifier` is the user's own id, `topic` and
//! `probability` are those of the first topic, `date` is `2024-11-08`, and line ranges, keywords, places and organisations
//! are JSON arrays. What is not known is NULL.
//!
//! # Searching with any SQLite tool
//! Chinese has no spaces, so the full text is kept with each Han character as a token of its own, and
//! a word is a phrase of its characters: `"干 旱"` finds 干旱 anywhere, and one character is found
//! too. A mark (U+E000) stands where the text has punctuation, so that no word is found across it.
//! The table holds no copy of the text; join it with `articles`:
//!
//! ```sql
//! SELECT a.date, a.headline FROM search JOIN articles a ON a.id = search.rowid
//! WHERE search MATCH '"干 旱" AND "水 库"' ORDER BY rank;
//! ```

mod schema;
mod search;
mod stats;
mod terms;

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

pub(crate) use schema::{APPLICATION_ID, INDEXES, TABLES, VERSION};
pub use search::{Filter, Hit, Order, Query};
pub use stats::{Period, Statistics, TopicCounts};
pub use terms::Matcher;
pub(crate) use terms::spaced;

use jzclass::error::{Error, Result};

/// A catalogue opened for reading.
#[derive(Debug)]
pub struct Catalogue {
    connection: Connection,
}

impl Catalogue {
    /// Opens a catalogue; the file is not changed.
    ///
    /// # Errors
    /// [`Error::Io`] when there is no such file, [`Error::NotACatalogue`] for any other file,
    /// [`Error::NewerCatalogue`] for one of a later version, [`Error::Catalogue`] for a damaged one.
    pub fn open(path: &Path) -> Result<Self> {
        let meta = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
        if meta.is_dir() {
            return Err(Error::io(path, std::io::Error::from(std::io::ErrorKind::IsADirectory)));
        }
        std::fs::File::open(path).map_err(|e| Error::io(path, e))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(unreadable)?;
        let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let application = number("application_id").map_err(not_a_database)?;
        if application != i64::from(APPLICATION_ID) {
            return Err(Error::NotACatalogue);
        }
        let version = number("user_version").map_err(unreadable)?;
        if version > i64::from(VERSION) {
            return Err(Error::NewerCatalogue { found: version, supported: VERSION });
        }
        // A view of these names could run for ever.
        let tables_of_these_names = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN \
                                     ('articles', 'topics', 'article_topics', 'bylines', 'search')";
        let tables: i64 = connection.query_row(tables_of_these_names, [], |row| row.get(0)).map_err(unreadable)?;
        if tables != 5 {
            return Err(Error::NotACatalogue);
        }
        Ok(Self { connection })
    }

    /// Of each article that is none of furniture: headline, topic, the topic's name, the topic that was written first
    /// with its probability, and the text. Where somebody changed the topic the first two differ.
    ///
    /// # Errors
    /// [`Error::Catalogue`].
    pub fn topics_of_articles(&self) -> Result<Vec<[String; 5]>> {
        const ARTICLES: &str = "SELECT a.headline, a.topic, \
             (SELECT name FROM topics JOIN article_topics t ON t.topic_id = topics.id WHERE t.article_id = a.id AND t.rank = 1), \
             (SELECT topic_id || ' ' || probability FROM article_topics t WHERE t.article_id = a.id AND t.rank = 1), \
             a.text FROM articles a WHERE a.article > 0 ORDER BY a.id";
        let text = |row: &rusqlite::Row<'_>, at: usize| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
        let mut statement = self.connection.prepare(ARTICLES).map_err(unreadable)?;
        let rows = statement
            .query_map([], |row| Ok([text(row, 0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?, text(row, 4)?]));
        rows.and_then(Iterator::collect).map_err(unreadable)
    }
}

fn not_a_database(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::NotACatalogue,
        _ => unreadable(error),
    }
}

/// What SQLite says, as an error of ours.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn unreadable(error: rusqlite::Error) -> Error {
    Error::Catalogue { cause: error.to_string() }
}

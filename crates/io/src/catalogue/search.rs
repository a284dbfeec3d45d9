//! Queries and their hits.

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

use super::{Catalogue, Matcher, unreadable};
use jzclass::error::Result;
use jzclass::record::LineRange;

/// Which articles count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Articles filed under this topic (id).
    pub topic: Option<String>,
    /// Editions of this newspaper.
    pub paper: Option<String>,
    /// From this year, month or day on: `2024`, `2024-01`, `2024-01-31`.
    pub from: Option<String>,
    /// Up to the end of this year, month or day.
    pub to: Option<String>,
}

/// How hits are ordered; equal ones in the order of the catalogue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The best first: BM25, where a word in the headline counts five times. Without words the newest first.
    #[default]
    Relevance,
    /// The newest first, those without a date last.
    Newest,
    /// The oldest first, those without a date last.
    Oldest,
}

/// What to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words that must all occur in headline, byline or body; none gives every article.
    pub words: Matcher,
    /// Which articles count.
    pub filter: Filter,
    /// How they are ordered.
    pub order: Order,
    /// At most so many.
    pub limit: usize,
}

/// An article found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// Path of its source.
    pub source: String,
    /// Number in the source.
    pub article: usize,
    /// Newspaper, where known.
    pub paper: Option<String>,
    /// Day as `2024-11-08`, where known.
    pub date: Option<String>,
    /// Page, where known.
    pub page: Option<String>,
    /// Headline, kicker and subtitle.
    pub headline: String,
    /// Line above the headline.
    pub kicker: String,
    /// Line below the headline.
    pub subtitle: String,
    /// First topic's id.
    pub topic: Option<String>,
    /// First topic's name.
    pub topic_name: Option<String>,
    /// First topic's probability.
    pub probability: Option<f64>,
    /// Summary.
    pub summary: String,
    /// Lines of the body in the source.
    pub body_lines: Vec<LineRange>,
    /// The article this one repeats.
    pub duplicate_of: Option<String>,
    /// Body, where the catalogue holds it.
    pub text: Option<String>,
    /// BM25 score, higher is better; 0 without words.
    pub score: f64,
}

impl Filter {
    /// The conditions as SQL over `a` (articles), with their values.
    pub(crate) fn conditions(&self) -> (String, Vec<Value>) {
        let mut sql = String::from("a.article > 0");
        let mut values = Vec::new();
        let mut add = |condition: &str, value: String| {
            sql.push_str(" AND ");
            sql.push_str(condition);
            values.push(Value::Text(value));
        };
        if let Some(topic) = &self.topic {
            add(
                "EXISTS (SELECT 1 FROM article_topics t WHERE t.article_id = a.id AND t.topic_id = ? AND t.assigned)",
                topic.clone(),
            );
        }
        if let Some(paper) = &self.paper {
            add("a.paper = ?", paper.clone());
        }
        if let Some(from) = &self.from {
            add("a.date >= ?", from.clone());
        }
        if let Some(to) = &self.to {
            // A tilde sorts behind every day of the year or month.
            add("a.date <= ?", format!("{to}~"));
        }
        (sql, values)
    }
}

const COLUMNS: &str = "a.source, a.article, a.paper, a.date, a.page, a.headline, a.kicker, a.subtitle, a.topic, \
    topics.name, a.probability, a.summary, a.body_lines, a.duplicate_of, a.text";

fn hit(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let lines: String = row.get(12)?;
    Ok(Hit {
        source: row.get(0)?,
        article: row.get(1)?,
        paper: row.get(2)?,
        date: row.get(3)?,
        page: row.get(4)?,
        headline: row.get(5)?,
        kicker: row.get(6)?,
        subtitle: row.get(7)?,
        topic: row.get(8)?,
        topic_name: row.get(9)?,
        probability: row.get(10)?,
        summary: row.get(11)?,
        body_lines: serde_json::from_str(&lines).unwrap_or_default(),
        duplicate_of: row.get(13)?,
        text: row.get(14)?,
        score: row.get(15)?,
    })
}

impl Catalogue {
    /// The articles that answer a query.
    ///
    /// # Errors
    /// [`Error::Catalogue`](jzclass::Error::Catalogue) when the file is damaged.
    pub fn search(&self, query: &Query) -> Result<Vec<Hit>> {
        let (conditions, mut values) = query.filter.conditions();
        let newest = "a.date IS NULL, a.date DESC, a.id";
        let (from, score) = if query.words.is_empty() {
            ("articles a", "0.0")
        } else {
            values.insert(0, Value::Text(query.words.expression()));
            ("search JOIN articles a ON a.id = search.rowid", "-bm25(search, 5.0, 1.0, 1.0)")
        };
        let matching = if query.words.is_empty() { "" } else { "search MATCH ? AND " };
        let order = match query.order {
            Order::Relevance if !query.words.is_empty() => "score DESC, a.id",
            Order::Relevance | Order::Newest => newest,
            Order::Oldest => "a.date IS NULL, a.date, a.id",
        };
        values.push(Value::Integer(i64::try_from(query.limit).unwrap_or(i64::MAX)));
        let sql = format!(
            "SELECT {COLUMNS}, {score} AS score FROM {from} LEFT JOIN topics ON topics.id = a.topic \
             WHERE {matching}{conditions} ORDER BY {order} LIMIT ?"
        );
        let hits = || -> rusqlite::Result<Vec<Hit>> {
            self.connection.prepare(&sql)?.query_map(params_from_iter(values), hit)?.collect()
        };
        hits().map_err(unreadable)
    }

    /// How many articles answer a query, whatever its limit.
    ///
    /// # Errors
    /// [`Error::Catalogue`](jzclass::Error::Catalogue) when the file is damaged.
    pub fn count(&self, query: &Query) -> Result<usize> {
        let (conditions, mut values) = query.filter.conditions();
        let sql = if query.words.is_empty() {
            format!("SELECT count(*) FROM articles a WHERE {conditions}")
        } else {
            values.insert(0, Value::Text(query.words.expression()));
            format!(
                "SELECT count(*) FROM search JOIN articles a ON a.id = search.rowid WHERE search MATCH ? AND {conditions}"
            )
        };
        self.connection.query_row(&sql, params_from_iter(values), |row| row.get(0)).map_err(unreadable)
    }

    /// Ids and names of the topics that occur, by id.
    ///
    /// # Errors
    /// [`Error::Catalogue`](jzclass::Error::Catalogue) when the file is damaged.
    pub fn topics(&self) -> Result<Vec<(String, String)>> {
        const SQL: &str = "SELECT id, name FROM topics ORDER BY id";
        let topics = || -> rusqlite::Result<Vec<_>> {
            self.connection.prepare(SQL)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        topics().map_err(unreadable)
    }
}

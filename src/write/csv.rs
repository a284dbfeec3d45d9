//! CSV (RFC 4180), a row an article, for spreadsheets and databases.

use std::io::{self, Write};

use super::RecordWriter;
use crate::record::{LineRange, Record};

/// The columns, in order.
const COLUMNS: [&str; 22] = [
    "source",
    "article",
    "id",
    "headline",
    "kicker",
    "subtitle",
    "reporters",
    "correspondents",
    "other",
    "topic",
    "topic_name",
    "probability",
    "topics",
    "needs_review",
    "summary",
    "keywords",
    "places",
    "organisations",
    "chars",
    "headline_lines",
    "body_lines",
    "text",
];

/// Writes CSV; lists within a field are parted by `; `.
#[derive(Debug, Default)]
pub struct CsvWriter {
    /// Begin with a byte order mark, by which Excel knows UTF-8.
    pub mark: bool,
}

impl RecordWriter for CsvWriter {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.mark {
            out.write_all("\u{feff}".as_bytes())?;
        }
        row(out, COLUMNS.iter().map(|c| (*c).to_owned()))
    }

    fn write(&mut self, records: &[Record], out: &mut dyn Write) -> io::Result<()> {
        for record in records {
            row(out, fields(record).into_iter())?;
        }
        Ok(())
    }
}

fn row(out: &mut dyn Write, fields: impl Iterator<Item = String>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(fields)?;
    out.write_all(&writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?)
}

/// An en dash: spreadsheets take 5-6 for a date.
fn ranges(ranges: &[LineRange]) -> String {
    let parts: Vec<String> =
        ranges.iter().map(|&[from, to]| if from == to { from.to_string() } else { format!("{from}–{to}") }).collect();
    parts.join("; ")
}

fn fields(record: &Record) -> [String; COLUMNS.len()] {
    let first = record.topics.first();
    let assigned: Vec<String> =
        record.topics.iter().filter(|t| t.assigned).map(|t| format!("{} {:.3}", t.id, t.probability)).collect();
    let id = match &record.id {
        None => String::new(),
        Some(serde_json::Value::String(id)) => id.clone(),
        Some(other) => other.to_string(),
    };
    [
        record.source.clone(),
        record.article.to_string(),
        id,
        record.headline.clone(),
        record.kicker.clone(),
        record.subtitle.clone(),
        record.byline.reporters.join("; "),
        record.byline.correspondents.join("; "),
        record.byline.other.join("; "),
        first.map(|t| t.id.clone()).unwrap_or_default(),
        first.map(|t| t.name.clone()).unwrap_or_default(),
        first.map(|t| format!("{:.4}", t.probability)).unwrap_or_default(),
        assigned.join("; "),
        record.needs_review.to_string(),
        record.summary.clone(),
        record.keywords.join("; "),
        record.places.join("; "),
        record.organisations.join("; "),
        record.chars.to_string(),
        ranges(&record.lines.headline),
        ranges(if record.article == 0 { &record.lines.furniture } else { &record.lines.body }),
        record.text.clone().unwrap_or_default(),
    ]
}

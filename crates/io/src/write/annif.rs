//! Annif's document corpus as JSON Lines (Annif 1.4 and later), a document an article: for training
//! and measuring Annif projects on labelled articles.
//!
//! | member | from the record |
//! |---|---|
//! | `document_id` | the user's own id, else `source#article` |
//! | `text` | headline and body, a line a paragraph; the summary where the record holds no body |
//! | `metadata` | `title`, `paper`, `date`, `page`, `summary`, where known |
//! | `subjects` | the assigned topics: `uri` of the IPTC media topic, and `label` |

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{RecordWriter, identifier, media_topic};
use jzclass::record::Record;

/// Writes Annif documents, one a line; the page's furniture is left out.
#[derive(Debug, Default)]
pub struct AnnifWriter;

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "document_id")]
    id: String,
    text: String,
    metadata: BTreeMap<&'static str, &'a str>,
    subjects: Vec<Subject<'a>>,
}

#[derive(Serialize)]
struct Subject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    label: &'a str,
}

impl RecordWriter for AnnifWriter {
    fn write(&mut self, records: &[Record], out: &mut dyn Write) -> io::Result<()> {
        for record in records.iter().filter(|r| r.article > 0) {
            serde_json::to_writer(&mut *out, &document(record))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

fn document(record: &Record) -> Document<'_> {
    let body = record.text.as_ref().unwrap_or(&record.summary);
    let parts = [&record.kicker, &record.headline, &record.subtitle, body];
    let text: Vec<&str> = parts.into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
    let metadata = [
        ("title", &record.headline),
        ("paper", &record.paper),
        ("date", &record.date),
        ("page", &record.page),
        ("summary", &record.summary),
    ];
    Document {
        id: record.id.as_ref().map_or_else(|| format!("{}#{}", record.source, record.article), identifier),
        text: text.join("\n"),
        metadata: metadata.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k, v.as_str())).collect(),
        subjects: record
            .topics
            .iter()
            .filter(|t| t.assigned)
            .map(|t| Subject { uri: media_topic(t.iptc.as_deref()), label: &t.name })
            .collect(),
    }
}

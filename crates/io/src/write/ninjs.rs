//! ninjs 3.0, the IPTC's News in JSON. The standard describes one item an object, so that each
//! article is one object, one a line; every line is valid against the standard's schema.
//!
//! | member | from the record |
//! |---|---|
//! | `uri` | `urn:x-jzclass:` with the source's path, percent-encoded, `#` and the article's number |
//! | `type`, `language`, `standard` | `text`, `zh`, ninjs 3.0 |
//! | `profile` | `text-only` |
//! | `contentCreated` | the edition's day, at midnight of China Standard Time |
//! | `headlines` | roles `main`, `kicker`, `subtitle` |
//! | `descriptions` | role `summary` |
//! | `bodies` | role `main`: plain text, a line a paragraph, with its number of characters |
//! | `by` | names with their roles |
//! | `infoSources` | the newspaper |
//! | `subjects` | the assigned topics: name, media topic, confidence in per cent |
//! | `places`, `organisations` | their names |
//! | `altIds` | the user's own id (role `id`), the edition's page (`page`), what it repeats (`duplicateOf`) |
//! | `edNote` | that a person should look at the topic |

use std::io::{self, Write};

use serde::Serialize;

use super::{RecordWriter, identifier, media_topic};
use jzclass::record::Record;

/// Writes ninjs items, one a line; the page's furniture is left out.
#[derive(Debug, Default)]
pub struct NinjsWriter;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    uri: String,
    #[serde(rename = "type")]
    kind: &'static str,
    profile: &'static str,
    language: &'static str,
    standard: Standard,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_created: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headlines: Vec<Text<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<Text<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bodies: Vec<Text<'a>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    by: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    info_sources: Vec<Named<'a>>,
    subjects: Vec<Subject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organisations: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alt_ids: Vec<OtherId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ed_note: Option<&'static str>,
}

#[derive(Serialize)]
struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Text<'a> {
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_count: Option<usize>,
    value: &'a str,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Subject<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    literal: &'a str,
    creator: &'static str,
    confidence: u8,
}

#[derive(Serialize)]
struct OtherId {
    role: &'static str,
    value: String,
}

impl RecordWriter for NinjsWriter {
    fn write(&mut self, records: &[Record], out: &mut dyn Write) -> io::Result<()> {
        for record in records.iter().filter(|r| r.article > 0) {
            serde_json::to_writer(&mut *out, &item(record))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

fn item<'r>(record: &'r Record) -> Item<'r> {
    let texts = |parts: &[(&'static str, &'r str)]| -> Vec<Text<'r>> {
        let some = parts.iter().filter(|(_, value)| !value.is_empty());
        some.map(|&(role, value)| Text { role, content_type: None, char_count: None, value }).collect()
    };
    let others = [
        ("id", record.id.as_ref().map(identifier)),
        ("page", Some(record.page.clone()).filter(|p| !p.is_empty())),
        ("duplicateOf", record.duplicate_of.as_deref().map(uri_of_place)),
    ];
    Item {
        uri: uri(&record.source, &record.article.to_string()),
        kind: "text",
        profile: "text-only",
        language: "zh",
        standard: Standard {
            name: "ninjs",
            version: "3.0",
            schema: "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
        },
        content_created: (record.date.len() == 10).then(|| format!("{}T00:00:00+08:00", record.date)),
        headlines: texts(&[("main", &record.headline), ("kicker", &record.kicker), ("subtitle", &record.subtitle)]),
        descriptions: texts(&[("summary", &record.summary)]),
        bodies: record
            .text
            .iter()
            .map(|text| Text {
                role: "main",
                content_type: Some("text/plain"),
                char_count: Some(record.chars),
                value: text,
            })
            .collect(),
        by: by(record),
        info_sources: Some(record.paper.as_str())
            .filter(|p| !p.is_empty())
            .map(|name| Named { name })
            .into_iter()
            .collect(),
        subjects: record
            .topics
            .iter()
            .filter(|t| t.assigned)
            .map(|t| Subject {
                name: &t.name,
                uri: media_topic(t.iptc.as_deref()),
                literal: &t.id,
                creator: "jzclass",
                confidence: (t.probability * 100.0).round().clamp(0.0, 100.0) as u8,
            })
            .collect(),
        places: record.places.iter().map(|name| Named { name }).collect(),
        organisations: record.organisations.iter().map(|name| Named { name }).collect(),
        alt_ids: others.into_iter().filter_map(|(role, value)| Some(OtherId { role, value: value? })).collect(),
        ed_note: record.needs_review.then_some("The topic was assigned by a program that is not sure of it."),
    }
}

fn by(record: &Record) -> String {
    let roles =
        [("记者 ", &record.byline.reporters), ("通讯员 ", &record.byline.correspondents), ("", &record.byline.other)];
    let parts: Vec<String> =
        roles.iter().filter(|(_, n)| !n.is_empty()).map(|(role, names)| format!("{role}{}", names.join(" "))).collect();
    parts.join(" ")
}

fn uri_of_place(place: &str) -> String {
    let (source, article) = place.rsplit_once('#').unwrap_or((place, "1"));
    uri(source, article)
}

/// A URI of what RFC 3986 lets stand in a path.
fn uri(source: &str, article: &str) -> String {
    let mut uri = String::from("urn:x-jzclass:");
    for &byte in source.as_bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            uri.extend([byte >> 4, byte & 15].map(|n| char::from(b"0123456789ABCDEF"[usize::from(n)])));
        }
    }
    uri.push('#');
    uri.push_str(article);
    uri
}

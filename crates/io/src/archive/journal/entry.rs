//! The lines of a journal.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::super::identity::Identity;
use super::super::label::{BadLines, Part};
use super::super::settings::Settings;
use super::super::tally::Failure;
use jzclass::duplicates::Signature;
use jzclass::read::Encoding;
use jzclass::record::Record;

#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    pub jzclass_journal: u32,
    pub settings: Settings,
}

/// A part of a file, or (`parts`) its end, or (`done`) a run's, as it is written.
#[derive(Serialize, Default)]
pub(super) struct Written<'e> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<&'e Identity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<u32>,
    #[serde(skip_serializing_if = "Notes::is_empty")]
    pub notes: Notes,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<&'e [Record]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub signatures: &'e [Signature],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
}

/// The same, as it is read.
#[derive(Deserialize)]
pub(super) struct EntryLine<R> {
    pub file: Option<Identity>,
    pub part: Option<u32>,
    pub parts: Option<u32>,
    #[serde(default)]
    pub notes: Notes,
    pub records: Option<R>,
}

/// The signatures of an entry.
#[derive(Deserialize)]
pub(super) struct SignaturesLine {
    #[serde(default)]
    pub signatures: Vec<Signature>,
}

/// A record as it was written, with what is counted of it.
#[derive(Debug)]
pub struct RecordLine {
    json: Box<RawValue>,
    article: usize,
    topic: Option<String>,
}

impl RecordLine {
    /// The record's JSON.
    pub fn json(&self) -> &str {
        self.json.get()
    }

    /// Its number in the source.
    pub fn article(&self) -> usize {
        self.article
    }

    /// The name of its first topic.
    pub fn topic(&self) -> Option<&str> {
        self.topic.as_deref()
    }
}

impl<'de> Deserialize<'de> for RecordLine {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Counted {
            article: usize,
            topics: Vec<Topic>,
        }
        #[derive(Deserialize)]
        struct Topic {
            name: String,
        }
        let json = Box::<RawValue>::deserialize(deserializer)?;
        let counted: Counted = serde_json::from_str(json.get()).map_err(serde::de::Error::custom)?;
        let topic = counted.topics.into_iter().next().map(|topic| topic.name);
        Ok(Self { json, article: counted.article, topic })
    }
}

/// What is told of a part besides its records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notes {
    /// The name its records have as their source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// It is a page of which records were made.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub page: bool,
    /// Its failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// Lines that could not be read: how many, and the first few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bad_lines: Option<(usize, Vec<(usize, String)>)>,
    /// Undecodable byte sequences and the name of the encoding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undecodable: Option<(usize, String)>,
    /// Garbled pages: their numbers in the file, 0 for a file of one page, and what is garbled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub garbled: Vec<(usize, String)>,
}

impl Notes {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn is_telling(&self) -> bool {
        self.failure.is_some()
            || self.bad_lines.is_some()
            || self.undecodable.is_some()
            || !self.garbled.is_empty()
            || self.page
    }

    /// The notes of a part.
    pub fn of(part: &Part) -> Self {
        Self {
            name: part.name.to_string(),
            page: part.is_page && part.failure.is_none(),
            failure: part.failure.as_ref().map(|e| Failure::new(&*part.name, e)),
            bad_lines: (part.bad_lines.count > 0).then(|| (part.bad_lines.count, part.bad_lines.first.clone())),
            undecodable: named(part.undecodable),
            garbled: part.garbled.iter().map(|(sheet, garble)| (*sheet, garble.to_string())).collect(),
        }
    }

    /// Lines that could not be read.
    pub fn bad(&self) -> BadLines {
        self.bad_lines.clone().map(|(count, first)| BadLines { count, first }).unwrap_or_default()
    }
}

pub(super) fn named(undecodable: Option<(usize, Encoding)>) -> Option<(usize, String)> {
    undecodable.map(|(n, e)| (n, e.name().to_owned()))
}

/// A line of the journal.
pub(super) fn line(entry: &impl Serialize) -> Vec<u8> {
    const BEFORE: usize = br#"{"crc32":"00000000","entry":"#.len();
    let mut line = br#"{"crc32":"00000000","entry":"#.to_vec();
    // Records are plain data and cannot fail to become JSON; a line without an entry would be passed over.
    let _ = serde_json::to_writer(&mut line, entry);
    let sum = format!("{:08x}", crc32fast::hash(&line[BEFORE..]));
    line[10..18].copy_from_slice(sum.as_bytes());
    line.extend(b"}\n");
    line
}

/// The entry of a line, if its checksum holds.
pub(super) fn entry_of_line(line: &[u8]) -> Option<&[u8]> {
    let rest = line.strip_prefix(br#"{"crc32":""#)?.strip_suffix(b"}\n")?;
    let (sum, rest) = rest.split_at_checked(8)?;
    let entry = rest.strip_prefix(br#"","entry":"#)?;
    (format!("{:08x}", crc32fast::hash(entry)).as_bytes() == sum).then_some(entry)
}

/// The entry of a part, made by whoever labels it.
pub(crate) fn entry_of(part: &Part) -> Vec<u8> {
    line(&Written {
        file: Some(&part.file),
        part: Some(part.part),
        notes: Notes::of(part),
        records: Some(&part.records),
        signatures: &part.signatures,
        ..Written::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_json_with_a_checksum() {
        let done = line(&Written { done: Some(true), ..Written::default() });
        let value: serde_json::Value = serde_json::from_slice(&done).unwrap();
        assert_eq!(value["entry"]["done"], true);
        assert!(entry_of_line(&done).is_some());
    }

    proptest! {
        #[test]
        fn an_altered_or_torn_line_is_seen(at in 0_usize..40, byte in any::<u8>(), cut in 1_usize..40) {
            let good = line(&Written { parts: Some(3), ..Written::default() });
            let mut bad = good.clone();
            let at = at % bad.len();
            prop_assume!(bad[at] != byte);
            bad[at] = byte;
            prop_assert!(entry_of_line(&bad).is_none());
            prop_assert!(entry_of_line(&good[..good.len() - cut.min(good.len())]).is_none());
        }
    }
}

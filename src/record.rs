//! The result row: the public contract of every output format.
//!
//! | field | what it is |
//! |---|---|
//! | `schema` | version of this contract, [`SCHEMA`]; a field's meaning changes only with it |
//! | `source` | the path as given, or `-` |
//! | `paper`, `date`, `page` | newspaper, day and page of the edition; left out when not known |
//! | `sheet` | 1-based page of a file of several pages; left out for others |
//! | `column` | 1-based column of its page in which the article begins; left out where not known |
//! | `continued_on`, `continued_from` | pages that notes name (下转第3版, 上接第1版) whose part of the article is not joined to it; left out for others, and in formats other than JSON |
//! | `article` | 1-based number of the article in its source; 0 for the page's furniture |
//! | `id` | the user's own identifier, when the input was a row with one |
//! | `headline`, `kicker`, `subtitle` | 标题, 引题, 副题; empty when there is none |
//! | `byline` | names by role: `reporters`, `correspondents`, `other` |
//! | `lines` | where each part stands: arrays of 1-based inclusive `[from, to]` in the source |
//! | `topics` | topics, best first: those assigned, and the next ones with their probability |
//! | `needs_review` | a person should look at this one (see [`Record::needs_review`]) |
//! | `summary` | its leading sentences, without those that say nothing by themselves; of round-ups the headings |
//! | `summary_lines` | where its sentences stand, one after the other: ranges as in `lines`; left out for rows, and in formats other than JSON |
//! | `keywords` | its most telling words |
//! | `places`, `organisations` | names of the article (see [`names`](crate::names)) |
//! | `chars` | characters of its body, white space left out |
//! | `undecodable` | byte sequences of the source that could not be decoded; left out when 0 |
//! | `garbled` | share of garbled characters of the page; left out when there are none |
//! | `ocr_confidence` | mean confidence of recognised characters, where the input tells it |
//! | `duplicate_of` | the article this one repeats, as `source#article`; left out for others |
//! | `text` | body, a line a paragraph; only when asked for |

use serde::{Deserialize, Serialize};

use crate::split::Byline;
use crate::taxonomy::GbCategory;

/// Version of the record contract.
pub const SCHEMA: u32 = 1;

/// An inclusive range of 1-based line numbers.
pub type LineRange = [usize; 2];

/// Where an article's parts stand in its source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// Kicker, headline and subtitle.
    pub headline: Vec<LineRange>,
    /// Paragraphs and subheads.
    pub body: Vec<LineRange>,
    /// Captions.
    pub caption: Vec<LineRange>,
    /// Byline on lines of its own.
    pub byline: Vec<LineRange>,
    /// The page's furniture, in the record of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub furniture: Vec<LineRange>,
}

/// A topic with its probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicScore {
    /// The topic's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Probability, 0 to 1, rounded to four places; over the whole taxonomy they add up to 1.
    pub probability: f64,
    /// True for the topics the article is filed under: the first, and others above the threshold.
    pub assigned: bool,
    /// IPTC media topic.
    pub iptc: Option<String>,
    /// Category of GB/T 20093; its number is provisional where marked so.
    pub gbt: Option<GbCategory>,
}

/// One article, labelled.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of the contract.
    pub schema: u32,
    /// Path as given.
    pub source: String,
    /// Name of the newspaper; empty when not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paper: String,
    /// Day of the edition as `2024-11-08`; empty when not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Page of the edition as the paper counts, such as `3` or `A02`; empty when not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// 1-based page of a file of several pages; 0 for a file that has none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sheet: usize,
    /// 1-based column of its page in which it begins, from the left (of upright text the tier, from the top);
    /// 0 where the input tells no places. See [`Beginning`](crate::split::Beginning).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub column: usize,
    /// Page that it is continued on, as a note names it (下转第3版), where that part is not in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continued_on: Option<String>,
    /// Page that it is continued from (上接第1版), where that part is not in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continued_from: Option<String>,
    /// 1-based number in the source; 0 for furniture.
    pub article: usize,
    /// The user's own identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<serde_json::Value>,
    /// Main headline.
    pub headline: String,
    /// Line above it.
    pub kicker: String,
    /// Line below it.
    pub subtitle: String,
    /// Names by role.
    pub byline: Byline,
    /// Where its parts stand.
    pub lines: Lines,
    /// Topics, best first.
    pub topics: Vec<TopicScore>,
    /// True when the first topic's probability is below the review threshold, when the article's
    /// beginning is uncertain, when its text says too little, when its page is garbled from
    /// [`GARBLED_REVIEW`](crate::read::GARBLED_REVIEW) on, or when its characters were recognised with
    /// less confidence than [`OCR_REVIEW`](crate::read::OCR_REVIEW).
    pub needs_review: bool,
    /// What tells most, in the article's own words and order.
    pub summary: String,
    /// Where its sentences stand, one after the other; empty where articles are rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub summary_lines: Vec<LineRange>,
    /// Telling words, best first.
    pub keywords: Vec<String>,
    /// Places it names, most often named first.
    #[serde(default)]
    pub places: Vec<String>,
    /// Organisations it names, most often named first.
    #[serde(default)]
    pub organisations: Vec<String>,
    /// Characters of the body without white space.
    pub chars: usize,
    /// Undecodable byte sequences of the source.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub undecodable: usize,
    /// Share of the page's characters that are garbled, 0 to 1; none for a clean page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub garbled: Option<f64>,
    /// Mean confidence of the recognised characters, 0 to 1, where the input tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr_confidence: Option<f64>,
    /// The article this one repeats, as `source#article`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
    /// The body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// Ascending line numbers → inclusive ranges.
pub fn line_ranges(numbers: impl IntoIterator<Item = usize>) -> Vec<LineRange> {
    let mut ranges: Vec<LineRange> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some([_, to]) if *to + 1 == number => *to = number,
            _ => ranges.push([number, number]),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_lines_become_ranges() {
        assert_eq!(line_ranges([2, 3, 4, 6, 9, 10]), [[2, 4], [6, 6], [9, 10]]);
        assert!(line_ranges([]).is_empty());
    }
}

//! Topics: stable id, Chinese and English name, definition, IPTC and GB/T codes.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A category of GB/T 20093 (中文新闻信息分类与代码).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GbCategory {
    /// Two-digit number of the top-level category.
    pub code: String,
    /// Its name.
    pub name: String,
    /// True while the number rests on a secondary source only.
    #[serde(default)]
    pub provisional: bool,
}

/// One topic (class) of a taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Stable id, never reused: what labels and records carry.
    pub id: String,
    /// Name shown to readers, usually Chinese.
    pub name: String,
    /// English name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// What belongs to the topic.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub definition: String,
    /// IPTC media topic, such as `medtop:03000000`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iptc: Option<String>,
    /// Narrower IPTC media topics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub iptc_closer: Vec<String>,
    /// Category of GB/T 20093.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gbt: Option<GbCategory>,
}

impl Topic {
    /// A topic known by its label alone, as in a user's own data.
    pub fn from_label(label: &str) -> Self {
        Self {
            id: label.to_owned(),
            name: label.to_owned(),
            name_en: String::new(),
            definition: String::new(),
            iptc: None,
            iptc_closer: Vec::new(),
            gbt: None,
        }
    }
}

/// An ordered list of topics with distinct ids.
///
/// ```
/// let taxonomy = jzclass::Taxonomy::from_labels(["体育", "财经"]);
/// assert_eq!(taxonomy.position("财经"), Some(1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taxonomy {
    /// Name of the taxonomy.
    pub name: String,
    /// The topics, in the order in which ties are broken.
    pub topics: Vec<Topic>,
}

impl Taxonomy {
    /// Reads a taxonomy from JSON.
    ///
    /// # Errors
    /// [`Error::Taxonomy`] when the JSON does not parse, lists no topic, or repeats an id.
    pub fn from_json(json: &str) -> Result<Self> {
        let taxonomy: Self = serde_json::from_str(json.trim_start_matches('\u{feff}'))
            .map_err(|e| Error::Taxonomy { cause: e.to_string() })?;
        taxonomy.checked()
    }

    /// A taxonomy whose topics are the labels given, sorted and without repetition.
    pub fn from_labels<'a>(labels: impl IntoIterator<Item = &'a str>) -> Self {
        let ids: std::collections::BTreeSet<&str> = labels.into_iter().collect();
        Self { name: "labels of the training data".into(), topics: ids.into_iter().map(Topic::from_label).collect() }
    }

    /// The same where it lists topics with distinct ids.
    ///
    /// # Errors
    /// [`Error::Taxonomy`].
    pub fn checked(self) -> Result<Self> {
        if self.topics.is_empty() {
            return Err(Error::Taxonomy { cause: "it lists no topic".into() });
        }
        let mut seen = std::collections::BTreeSet::new();
        for topic in &self.topics {
            if topic.id.trim().is_empty() {
                return Err(Error::Taxonomy { cause: "a topic has a blank id".into() });
            }
            if !seen.insert(topic.id.as_str()) {
                return Err(Error::Taxonomy { cause: format!("topic id `{}` stands twice", topic.id) });
            }
        }
        Ok(self)
    }

    /// Position of the topic with this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.topics.iter().position(|topic| topic.id == id)
    }

    /// Position of the topic that a text names: by its id, its name or its English name.
    ///
    /// ```
    /// let taxonomy = jzclass::Model::built_in()?.taxonomy;
    /// assert_eq!(taxonomy.find("体育"), taxonomy.position("sports"));
    /// assert_eq!(taxonomy.find(" SPORTS"), taxonomy.position("sports"));
    /// # Ok::<(), jzclass::Error>(())
    /// ```
    pub fn find(&self, text: &str) -> Option<usize> {
        let text = text.trim();
        let by = |is: &dyn Fn(&Topic) -> bool| self.topics.iter().position(is);
        self.position(text).or_else(|| by(&|t| t.name == text)).or_else(|| {
            by(&|t| t.id.eq_ignore_ascii_case(text) || !text.is_empty() && t.name_en.eq_ignore_ascii_case(text))
        })
    }

    /// The topic that a text is likeliest meant to name, where one is near: what to suggest for a name that is not known.
    pub fn near(&self, text: &str) -> Option<&Topic> {
        let text = text.trim().to_lowercase();
        let far = |name: &str| distance(&text, &name.to_lowercase());
        let of = |t: &Topic| [&t.id, &t.name, &t.name_en].into_iter().filter(|n| !n.is_empty()).map(|n| far(n)).min();
        let best = self.topics.iter().filter_map(|t| of(t).map(|d| (d, t))).min_by_key(|&(d, _)| d)?;
        // Half of it must be right.
        (best.0 * 2 <= text.chars().count().max(2)).then_some(best.1)
    }

    /// Its topics are the labels of somebody's data, so that other labels may join them.
    pub fn is_of_labels(&self) -> bool {
        self.topics.iter().all(|t| *t == Topic::from_label(&t.id))
    }

    /// Number of topics.
    pub fn len(&self) -> usize {
        self.topics.len()
    }

    /// True when there is no topic.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }
}

/// Levenshtein's distance, in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let replaced = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = replaced.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_ids_and_no_topics_are_refused() {
        let twice = r#"{"name":"t","topics":[{"id":"a","name":"甲"},{"id":"a","name":"乙"}]}"#;
        assert!(matches!(Taxonomy::from_json(twice), Err(Error::Taxonomy { .. })));
        assert!(matches!(Taxonomy::from_json(r#"{"name":"t","topics":[]}"#), Err(Error::Taxonomy { .. })));
        assert!(matches!(Taxonomy::from_json("[]"), Err(Error::Taxonomy { .. })));
    }
}

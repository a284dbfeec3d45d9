//! Articles that come one a line, as JSON Lines: not split, only labelled.

use serde::Deserialize;

use crate::error::{Error, Result};

/// One article of a JSON Lines file: `text`, and where given `title` and `id`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ArticleRow {
    /// Body text.
    pub text: String,
    /// Headline.
    #[serde(default)]
    pub title: Option<String>,
    /// The user's own identifier: a string or a number.
    #[serde(default)]
    pub id: Option<serde_json::Value>,
}

/// Reads JSON Lines; blank lines are passed over.
///
/// Returns each row with its 1-based line number.
///
/// # Errors
/// [`Error::UnreadableLines`] naming the lines that are not an object with a `text`;
/// [`Error::Empty`] when there is no row.
///
/// ```
/// let rows = jzclass::reader::read_rows("{\"text\":\"好雨知时节\"}\n").unwrap();
/// assert_eq!(rows[0].1.text, "好雨知时节");
/// ```
pub fn read_rows(text: &str) -> Result<Vec<(usize, ArticleRow)>> {
    let rows = json_lines(text)?;
    if rows.is_empty() { Err(Error::Empty) } else { Ok(rows) }
}

/// One row; without it the cause.
pub(crate) fn read_row(line: &str) -> std::result::Result<ArticleRow, String> {
    serde_json::from_str(line).map_err(|e| json_cause(&e))
}

/// Parses every non-blank line as one JSON value of type `T`, with its 1-based line number.
pub(super) fn json_lines<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<(usize, T)>> {
    let mut rows = Vec::new();
    let mut bad = BadLines::default();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        match serde_json::from_str(line) {
            Ok(row) => rows.push((index + 1, row)),
            Err(e) => bad.push(index + 1, json_cause(&e)),
        }
    }
    bad.none_or(rows)
}

/// The cause without serde's "at line 1 column 5": the caller numbers the lines itself.
fn json_cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// Collects the first few unreadable lines and counts the rest.
#[derive(Default)]
pub(super) struct BadLines {
    count: usize,
    first: Vec<(usize, String)>,
}

impl BadLines {
    const SHOWN: usize = 5;

    pub(super) fn push(&mut self, line: usize, cause: String) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push((line, cause));
        }
    }

    pub(super) fn none_or<T>(self, value: T) -> Result<T> {
        if self.count == 0 { Ok(value) } else { Err(Error::UnreadableLines { count: self.count, lines: self.first }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreadable_lines_are_numbered() {
        let text = "{\"text\":\"甲\"}\n\nnonsense\n{\"title\":\"乙\"}\n";
        match read_rows(text) {
            Err(Error::UnreadableLines { count: 2, lines }) => {
                assert_eq!(lines.iter().map(|l| l.0).collect::<Vec<_>>(), [3, 4]);
                assert!(lines[1].1.contains("text"), "{lines:?}");
            }
            other => panic!("{other:?}"),
        }
    }
}

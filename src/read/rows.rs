//! Articles that come one a line, as JSON Lines: not split, only labelled.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::columns::{Columns, FIELDS, Field, Values};
use crate::error::{Error, Result};

/// One article of a table or of a JSON Lines file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleRow {
    /// Body text.
    pub text: String,
    /// Headline.
    pub title: Option<String>,
    /// The user's own identifier: a string or a number.
    pub id: Option<serde_json::Value>,
    /// Name of the newspaper, as the row has it.
    pub paper: Option<String>,
    /// Day of the edition, as the row has it.
    pub date: Option<String>,
    /// Page of the edition, as the row has it.
    pub page: Option<String>,
}

impl ArticleRow {
    /// The title on one line, without outer white space.
    pub fn headline(&self) -> String {
        let lines = self.title.as_deref().unwrap_or_default().lines().map(str::trim).filter(|l| !l.is_empty());
        lines.collect::<Vec<_>>().join(" ")
    }
}

/// Reads JSON Lines by the keys that [`Columns`] names by default; blank lines are passed over.
///
/// Returns each row with its 1-based line number.
///
/// # Errors
/// [`Error::UnreadableLines`] naming the lines that are not an object with a `text`;
/// [`Error::Empty`] when there is no row.
///
/// ```
/// let rows = jzclass::read::read_rows("{\"text\":\"好雨知时节\"}\n").unwrap();
/// assert_eq!(rows[0].1.text, "好雨知时节");
/// ```
pub fn read_rows(text: &str) -> Result<Vec<(usize, ArticleRow)>> {
    let columns = Columns::default();
    let rows = each_line(text, |line| read_row(line, &columns))?;
    if rows.is_empty() { Err(Error::Empty) } else { Ok(rows) }
}

/// One row; without it the cause.
///
/// # Errors
/// What is wrong with the line, in words.
pub fn read_row(line: &str, columns: &Columns) -> std::result::Result<ArticleRow, String> {
    let mut json = serde_json::Deserializer::from_str(line);
    let values = Row(columns).deserialize(&mut json).and_then(|values| json.end().map(|()| values));
    values.map_err(|e| json_cause(&e))?.article()
}

/// A row's values by their keys; what other keys hold is passed over.
struct Row<'c>(&'c Columns);

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = Values;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Values, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = Values;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object with a text")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<Values, M::Error> {
        let mut values = Values::default();
        let mut places = [usize::MAX; FIELDS];
        while let Some(key) = map.next_key::<String>()? {
            let found: Option<(Field, usize)> = self.0.field(&key);
            match found.filter(|&(field, place)| place < places[field as usize]) {
                Some((field, place)) => {
                    places[field as usize] = place;
                    values.set(field, map.next_value()?);
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(values)
    }
}

/// Parses every non-blank line as one JSON value of type `T`, with its 1-based line number.
///
/// # Errors
/// [`Error::UnreadableLines`].
pub fn json_lines<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<(usize, T)>> {
    each_line(text, |line| serde_json::from_str(line).map_err(|e| json_cause(&e)))
}

fn each_line<T>(text: &str, parse: impl Fn(&str) -> std::result::Result<T, String>) -> Result<Vec<(usize, T)>> {
    let mut rows = Vec::new();
    let mut bad = BadLines::default();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        match parse(line) {
            Ok(row) => rows.push((index + 1, row)),
            Err(cause) => bad.push(index + 1, cause),
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
#[derive(Debug, Default)]
pub struct BadLines {
    count: usize,
    first: Vec<(usize, String)>,
}

impl BadLines {
    const SHOWN: usize = 5;

    /// Notes a line (1-based) and what is wrong with it.
    pub fn push(&mut self, line: usize, cause: String) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push((line, cause));
        }
    }

    /// The value, if no line was noted.
    ///
    /// # Errors
    /// [`Error::UnreadableLines`].
    pub fn none_or<T>(self, value: T) -> Result<T> {
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

    #[test]
    fn keys_tell_the_issue_and_others_are_passed_over() {
        let line = r#"{"标题":"渡口通桥","正文":"好","日期":20240506,"版次":"第3版","编号":7,"paper":["x"],"更多":{"text":1}}"#;
        let row = read_row(line, &Columns::default()).unwrap();
        assert_eq!((row.text.as_str(), row.title.as_deref(), row.id), ("好", Some("渡口通桥"), Some(7.into())));
        assert_eq!((row.paper, row.date.as_deref(), row.page.as_deref()), (None, Some("20240506"), Some("第3版")));
        for line in ["{\"text\":1}", "{\"text\":\"a\"} x", "[]", "{\"text\":\"a\",\"title\":[]}", "{\"text\":null}"] {
            assert!(read_row(line, &Columns::default()).is_err(), "{line}");
        }
    }
}

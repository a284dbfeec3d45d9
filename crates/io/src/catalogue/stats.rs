//! Articles by topic and time.

use std::collections::BTreeMap;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::{Catalogue, Filter, unreadable};
use jzclass::error::Result;

/// The unit of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Period {
    /// `2024-11`
    #[default]
    Month,
    /// `2024`
    Year,
}

/// Counts of one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCounts {
    /// Topic id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Articles in each of [`Statistics::periods`].
    pub counts: Vec<usize>,
    /// Articles without a date.
    pub undated: usize,
}

impl TopicCounts {
    /// Articles with a date.
    pub fn dated(&self) -> usize {
        self.counts.iter().sum()
    }

    /// All articles.
    pub fn total(&self) -> usize {
        self.dated() + self.undated
    }
}

/// Articles by first topic and month or year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Months or years from the first to the last, without gaps.
    pub periods: Vec<String>,
    /// Topics, the most frequent first, equal ones by id.
    pub topics: Vec<TopicCounts>,
}

impl Statistics {
    /// Articles of all topics in each period.
    pub fn sums(&self) -> Vec<usize> {
        (0..self.periods.len()).map(|n| self.topics.iter().map(|t| t.counts[n]).sum()).collect()
    }

    /// Articles without a date.
    pub fn undated(&self) -> usize {
        self.topics.iter().map(|t| t.undated).sum()
    }

    /// All articles.
    pub fn total(&self) -> usize {
        self.topics.iter().map(TopicCounts::total).sum()
    }
}

/// Articles by topic (id, name) and period.
type Counts = BTreeMap<(String, String), BTreeMap<Option<String>, usize>>;

impl Catalogue {
    /// The rows of a query: a topic's id and name, a period, how many articles.
    fn counts(&self, sql: &str, values: Vec<Value>) -> rusqlite::Result<Counts> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut counts = Counts::new();
        while let Some(row) = rows.next()? {
            let periods = counts.entry((row.get(0)?, row.get(1)?)).or_default();
            *periods.entry(row.get(2)?).or_default() += row.get::<_, usize>(3)?;
        }
        Ok(counts)
    }

    /// Counts articles by their first topic and by month or year, so that each counts once; a topic in the
    /// filter is the first topic here.
    ///
    /// # Errors
    /// [`Error::Catalogue`](jzclass::Error::Catalogue) when the file is damaged.
    pub fn statistics(&self, filter: &Filter, period: Period) -> Result<Statistics> {
        let (mut conditions, mut values) = Filter { topic: None, ..filter.clone() }.conditions();
        if let Some(topic) = &filter.topic {
            conditions.push_str(" AND a.topic = ?");
            values.push(Value::Text(topic.clone()));
        }
        let length = match period {
            Period::Month => 7,
            Period::Year => 4,
        };
        let sql = format!(
            "SELECT coalesce(a.topic, ''), coalesce(topics.name, ''), \
             CASE WHEN a.date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-*' THEN substr(a.date, 1, {length}) END, count(*) \
             FROM articles a LEFT JOIN topics ON topics.id = a.topic WHERE {conditions} GROUP BY 1, 2, 3"
        );
        let counts = self.counts(&sql, values).map_err(unreadable)?;
        let dated = || counts.values().flat_map(BTreeMap::keys).flatten();
        let periods = match (dated().min(), dated().max()) {
            (Some(first), Some(last)) => between(first, last, period),
            _ => Vec::new(),
        };
        let mut topics: Vec<TopicCounts> = counts
            .iter()
            .map(|((id, name), found)| TopicCounts {
                id: id.clone(),
                name: name.clone(),
                counts: periods.iter().map(|p| found.get(&Some(p.clone())).copied().unwrap_or(0)).collect(),
                undated: found.get(&None).copied().unwrap_or(0),
            })
            .collect();
        topics.sort_by(|a, b| b.total().cmp(&a.total()).then_with(|| a.id.cmp(&b.id)));
        Ok(Statistics { periods, topics })
    }
}

/// All months or years from one to another.
fn between(first: &str, last: &str, period: Period) -> Vec<String> {
    let number = |text: &str| -> usize {
        let year: usize = text.get(..4).and_then(|y| y.parse().ok()).unwrap_or(0);
        let month: usize = text.get(5..7).and_then(|m| m.parse().ok()).unwrap_or(1);
        match period {
            Period::Month => year * 12 + month.clamp(1, 12) - 1,
            Period::Year => year,
        }
    };
    (number(first)..=number(last))
        .map(|n| match period {
            Period::Month => format!("{:04}-{:02}", n / 12, n % 12 + 1),
            Period::Year => format!("{n:04}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_no_gaps() {
        assert_eq!(between("2023-11", "2024-02", Period::Month), ["2023-11", "2023-12", "2024-01", "2024-02"]);
        assert_eq!(between("1999", "2001", Period::Year), ["1999", "2000", "2001"]);
    }
}

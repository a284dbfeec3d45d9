//! Patterns by which paths tell newspaper, day and page.

use super::date::{Date, dates, small_numeral};
use super::{Issue, page_number};
use crate::error::{Error, Result};

/// How paths are built: `{paper}/{date}/{page}.txt`, say.
///
/// | placeholder | stands for |
/// |---|---|
/// | `{paper}` | the newspaper's name: anything but nothing |
/// | `{date}` | a full date: 2024-11-08, 20241108, 2024年11月8日 |
/// | `{year}` `{month}` `{day}` | four digits; one or two; one or two |
/// | `{page}` | a page: 3, 03, A02, 第3版, 03版 |
/// | `{*}` | anything or nothing |
///
/// All stay within one folder's or file's name. A pattern of so many names is held against as many at the
/// path's end; paths in archives go on behind the archive's name (`1998.zip/03/A02.txt`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePattern {
    text: String,
    parts: Vec<Vec<Token>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Literal(String),
    Paper,
    Date,
    Year,
    Month,
    Day,
    Page,
    Any,
}

#[derive(Default, Clone)]
struct Seen {
    paper: String,
    date: Option<Date>,
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    page: String,
}

impl NamePattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// [`Error::BadPattern`] for an unknown placeholder, an open brace, and a pattern without any.
    ///
    /// ```
    /// use jzclass::issue::{Issue, NamePattern};
    /// let pattern = NamePattern::new("{paper}/{year}/{month}-{day}/{page}.txt")?;
    /// let issue = Issue::of_path("archive/qinghe/1998/3-5/02.txt", Some(&pattern));
    /// assert_eq!((issue.paper.as_str(), issue.date.as_str(), issue.page.as_str()), ("qinghe", "1998-03-05", "2"));
    /// # Ok::<(), jzclass::Error>(())
    /// ```
    pub fn new(pattern: &str) -> Result<Self> {
        let bad = |cause: String| Error::BadPattern { pattern: pattern.to_owned(), cause };
        let mut parts = Vec::new();
        for part in pattern.split('/') {
            let mut tokens = Vec::new();
            let mut rest = part;
            while !rest.is_empty() {
                let Some(open) = rest.find('{') else {
                    tokens.push(Token::Literal(rest.to_owned()));
                    break;
                };
                if open > 0 {
                    tokens.push(Token::Literal(rest[..open].to_owned()));
                }
                let close = rest.find('}').filter(|&c| c > open).ok_or_else(|| bad("a brace is not closed".into()))?;
                tokens.push(match &rest[open + 1..close] {
                    "paper" => Token::Paper,
                    "date" => Token::Date,
                    "year" => Token::Year,
                    "month" => Token::Month,
                    "day" => Token::Day,
                    "page" => Token::Page,
                    "*" => Token::Any,
                    other => {
                        return Err(bad(format!(
                            "`{{{other}}}` is none of {{paper}} {{date}} {{year}} {{month}} {{day}} {{page}} {{*}}"
                        )));
                    }
                });
                rest = &rest[close + 1..];
            }
            parts.push(tokens);
        }
        let telling = |t: &Token| !matches!(t, Token::Literal(_) | Token::Any);
        if !parts.iter().flatten().any(telling) {
            return Err(bad("it has no placeholder".into()));
        }
        Ok(Self { text: pattern.to_owned(), parts })
    }

    /// The pattern as given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What a path tells; `None` when it does not fit.
    pub(super) fn read(&self, path: &str) -> Option<Issue> {
        let path = path.replace('\\', "/").replace("!/", "/");
        let names: Vec<&str> = path.split('/').collect();
        let names = &names[names.len().checked_sub(self.parts.len())?..];
        let mut seen = Seen::default();
        for (tokens, name) in self.parts.iter().zip(names) {
            seen = fit(tokens, name, &seen)?;
        }
        let parted = || Date::new(seen.year?, seen.month?, seen.day?);
        let date = seen.date.or_else(parted).map(Date::text).unwrap_or_default();
        Some(Issue { paper: seen.paper, date, page: seen.page })
    }
}

/// Fits a name to tokens, the shortest stretches first.
fn fit(tokens: &[Token], name: &str, seen: &Seen) -> Option<Seen> {
    let Some((token, rest)) = tokens.split_first() else {
        return name.is_empty().then(|| seen.clone());
    };
    if let Token::Literal(text) = token {
        return fit(rest, name.strip_prefix(text.as_str())?, seen);
    }
    let ends = name.char_indices().map(|(i, _)| i).chain([name.len()]);
    for end in ends {
        let mut next = seen.clone();
        if next.take(token, &name[..end])
            && let Some(done) = fit(rest, &name[end..], &next)
        {
            return Some(done);
        }
    }
    None
}

impl Seen {
    /// Takes a stretch of a name for a placeholder, if it can be that.
    fn take(&mut self, token: &Token, text: &str) -> bool {
        let number = |longest: usize| small_numeral(text).filter(|_| text.chars().count() <= longest);
        match token {
            Token::Any => true,
            Token::Literal(literal) => text == literal,
            Token::Paper => {
                text.clone_into(&mut self.paper);
                !text.is_empty()
            }
            Token::Date => {
                self.date = match &dates(text)[..] {
                    [found] if found.span == (0..text.len()) => Some(found.date),
                    _ => None,
                };
                self.date.is_some()
            }
            Token::Year => {
                self.year = text.parse().ok().filter(|_| text.len() == 4);
                self.year.is_some()
            }
            Token::Month => {
                self.month = number(2).filter(|m| (1..=12).contains(m));
                self.month.is_some()
            }
            Token::Day => {
                self.day = number(2).filter(|d| (1..=31).contains(d));
                self.day.is_some()
            }
            Token::Page => {
                let plain = text.strip_suffix('版').unwrap_or(text);
                self.page = page_number(plain.strip_prefix('第').unwrap_or(plain)).unwrap_or_default();
                !self.page.is_empty()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_read_paths() {
        for (pattern, path, paper, date, page) in [
            ("{paper}/{date}/{page}.txt", "x/清河日报/20241108/A02.txt", "清河日报", "2024-11-08", "A02"),
            ("{paper}{date}{*}{page}版.txt", "清河日报2024年11月8日第3版.txt", "清河日报", "2024-11-08", "3"),
            ("{year}年/{month}月/{day}-{page}{*}", "1958年/三月/5-2要闻.txt", "", "1958-03-05", "2"),
            ("{*}.zip/{date}-{page}.txt", "a.zip!/2024-11-08-3.txt", "", "2024-11-08", "3"),
            ("{date}.txt", "x/20241131.txt", "", "", ""),
            ("{year}/{month}/{day}/{page}.txt", "x/2023/02/29/01.txt", "", "", "1"),
            ("{paper}/{date}/{page}.txt", "A02.txt", "", "", ""),
        ] {
            let issue = NamePattern::new(pattern).unwrap().read(path).unwrap_or_default();
            assert_eq!((&*issue.paper, &*issue.date, &*issue.page), (paper, date, page), "{pattern} {path}");
        }
        for bad in ["{title}.txt", "{date", "plain.txt", ""] {
            assert!(matches!(NamePattern::new(bad), Err(Error::BadPattern { .. })), "{bad}");
        }
    }
}

//! Newspaper, day and page from a path of a common form.

use super::date::{FoundDate, dates};
use super::{Issue, agreed, is_paper, page_number};

/// What a path tells.
pub(super) fn read(path: &str) -> Issue {
    let path = without_endings(&path.replace('\\', "/").replace("!/", "/"));
    let found = nearest(&path);
    let date = agreed(found.iter().map(|f| f.date)).map(super::date::Date::text).unwrap_or_default();
    let stem_at = path.rfind('/').map_or(0, |i| i + 1);
    Issue { paper: paper(&path, stem_at, &found), page: page(&path, stem_at, &found), date }
}

/// The path without the endings of its file and of archives.
fn without_endings(path: &str) -> String {
    const ENDINGS: [&str; 12] =
        [".txt", ".text", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".zip", ".tar", ".tgz", ".gz", ".zst"];
    let parts: Vec<&str> = path
        .split('/')
        .map(|mut part| {
            while let Some(ending) = ENDINGS.iter().find(|e| part.len() > e.len() && ends_with(part, e)) {
                part = &part[..part.len() - ending.len()];
            }
            part
        })
        .collect();
    let mut path = parts.join("/");
    // Endings not known here: those of other readers.
    if let Some((stem, ending)) = path.rsplit_once('.')
        && (2..=5).contains(&ending.len())
        && ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        && !stem.is_empty()
    {
        path.truncate(stem.len());
    }
    path
}

fn ends_with(text: &str, ending: &str) -> bool {
    text.as_bytes()[text.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
}

/// The dates that end in the part of the path nearest to its end, of all parts that hold one.
fn nearest(path: &str) -> Vec<FoundDate> {
    let found = dates(path);
    let part = |f: &FoundDate| path[..f.span.end].matches('/').count();
    let last = found.iter().map(part).max();
    found.into_iter().filter(|f| Some(part(f)) == last).collect()
}

fn paper(path: &str, stem_at: usize, found: &[FoundDate]) -> String {
    let named = path.split('/').rev().find_map(|p| p.split(['-', '_', ' ', '.']).rev().find(|t| is_paper(t)));
    if let Some(name) = named {
        return name.to_owned();
    }
    // jingzhou-20241108-A02
    let [date] = found else { return String::new() };
    if date.span.start <= stem_at {
        return String::new();
    }
    let name = path[stem_at..date.span.start].trim_end_matches(['-', '_', '.', ' ']);
    let is_name = name.chars().all(char::is_alphanumeric)
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !name.ends_with('版')
        && page_number(name).is_none();
    if is_name { name.to_owned() } else { String::new() }
}

fn page(path: &str, stem_at: usize, found: &[FoundDate]) -> String {
    // The day can be the name of the file: 2024/11/08.
    let date = found.iter().filter(|f| f.span.end > stem_at).map(|f| f.span.clone()).next_back();
    let (before, behind) = match &date {
        Some(span) => (&path[stem_at.min(span.start).max(stem_at)..span.start.max(stem_at)], &path[span.end..]),
        None => (&path[stem_at..], ""),
    };
    let tokens: Vec<&str> = before.split(is_mark).chain(behind.split(is_mark)).filter(|t| !t.is_empty()).collect();
    let marked: Vec<String> = tokens.iter().filter_map(|t| marked(t)).collect();
    if !marked.is_empty() {
        return agreed(marked).unwrap_or_default();
    }
    // A number alone is a page beside a date, or when it is the whole name.
    let alone = tokens.len() == 1 && before.len() + behind.len() == tokens[0].len();
    let bare = tokens.iter().filter(|t| t.bytes().all(|b| b.is_ascii_digit()) && t.len() <= 3);
    let numbers: Vec<String> = bare.filter_map(|t| page_number(t)).collect();
    if !numbers.is_empty() && (alone || !found.is_empty()) {
        return agreed(numbers).unwrap_or_default();
    }
    path[..stem_at].trim_end_matches('/').rsplit('/').find_map(of_folder).unwrap_or_default()
}

fn is_mark(c: char) -> bool {
    "-_. ()（）[]【】·".contains(c)
}

/// A page's number with its mark: A02, 03版, 第3版, p3, page3.
fn marked(token: &str) -> Option<String> {
    if let Some(number) = token.strip_suffix('版').or_else(|| token.strip_suffix('页')) {
        return page_number(number.strip_prefix('第').unwrap_or(number));
    }
    let lower = token.to_ascii_lowercase();
    for mark in ["page", "p", "版"] {
        if let Some(number) = lower.strip_prefix(mark).filter(|n| n.starts_with(|c: char| c.is_ascii_digit())) {
            return page_number(number);
        }
    }
    let mut chars = token.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    let digits = chars.as_str();
    (letter && (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| page_number(token))
        .flatten()
}

fn of_folder(name: &str) -> Option<String> {
    if !name.ends_with('版') {
        return None;
    }
    agreed(name.split(is_mark).filter_map(marked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_forms() {
        for (path, paper, date, page) in [
            ("a/jingzhou-20241108-A02.txt", "jingzhou", "2024-11-08", "A02"),
            ("清河日报/2024/11/08/03.txt", "清河日报", "2024-11-08", "3"),
            ("清河日报/2024年11月8日/03版.txt", "清河日报", "2024-11-08", "3"),
            ("1998.zip!/1998-03/05/第3版 要闻.txt", "", "1998-03-05", "3"),
            ("x/2024110803.txt", "", "2024-11-08", "3"),
            ("x/20241108_3.txt.gz", "", "2024-11-08", "3"),
            ("x/2024/11/08.txt", "", "2024-11-08", ""),
            ("x/20241108/A02.txt", "", "2024-11-08", "A02"),
            ("x/20241108.zip!/02版/a.txt", "", "2024-11-08", "2"),
            ("2024-11-07/2024-11-08.txt", "", "2024-11-08", ""),
            ("2024-11-07_2024-11-08.txt", "", "", ""),
            ("x/20241308.txt", "", "", ""),
            ("tests/editions/qinghe-01.txt", "", "", ""),
            ("03.txt", "", "", "3"),
            ("-", "", "", ""),
            ("a/20241108-A01-B02.txt", "", "2024-11-08", ""),
            ("a/20241108-p12.pdf", "", "2024-11-08", "12"),
        ] {
            let issue = read(path);
            assert_eq!((&*issue.paper, &*issue.date, &*issue.page), (paper, date, page), "{path}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_path_panics(path in "[0-9a-b/.版第-]{0,24}") {
            let _ = read(&path);
        }
    }
}

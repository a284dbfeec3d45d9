//! Mistakes mended, one by one: `tests/regressions/NAME.txt` is a page, `NAME.expected` what it must be split into.
//!
//! A line of `NAME.expected` is an article, in the order of the bodies: `headline 1-2 byline 3 body 4-9 caption 12
//! reporters 林静、何小满`, with the numbers of its lines (`kicker`, `headline`, `subtitle`, `byline`, `body`, `caption`;
//! what it lacks is left out). Names (`reporters`, `correspondents`, `other`) are compared where they are given. A last
//! line `furniture 1 30` names the lines of no article; without it they are not compared. `#` begins a comment: say what
//! went wrong.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jzclass::read::{EditionText, decode};
use jzclass::split::{Article, split};

const NAMES: [&str; 3] = ["reporters", "correspondents", "other"];

#[test]
fn mistakes_stay_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regressions");
    let files: BTreeSet<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    let of_text = |file: &&PathBuf| file.extension().is_some_and(|e| e == "txt" || e == "expected");
    let names: BTreeSet<PathBuf> = files.iter().filter(of_text).map(|f| f.with_extension("")).collect();
    assert!(!names.is_empty(), "no pages in {}", folder.display());
    let failures: String = names.iter().filter_map(|name| check(name)).collect();
    assert!(failures.is_empty(), "\n{failures}");
}

/// What is wrong with a page, by its name.
fn check(name: &Path) -> Option<String> {
    let title = name.file_name().unwrap().to_string_lossy();
    let bytes = std::fs::read(name.with_extension("txt")).unwrap_or_else(|e| panic!("{title}.txt: {e}"));
    let wanted = std::fs::read_to_string(name.with_extension("expected")).unwrap_or_default();
    let wanted: Vec<&str> = wanted.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    let page = EditionText::new(decode(&bytes, None).unwrap().text).unwrap();
    let edition = split(&page);
    let mut found: Vec<String> = edition.articles.iter().map(|a| article(a, &page)).collect();
    found.push(format!("furniture{}", numbers(&page, &edition.furniture)));
    let named = wanted.last().is_some_and(|l| l.starts_with("furniture"));
    let compared = &found[..found.len() - usize::from(!named)];
    let same = wanted.len() == compared.len() && wanted.iter().zip(compared).all(|(w, f)| agrees(w, f));
    (!same).then(|| {
        let mut message = format!("{title}: this is wanted\n");
        for line in &wanted {
            let _ = writeln!(message, "  {line}");
        }
        message.push_str("and this is found\n");
        for line in &found {
            let _ = writeln!(message, "  {line}");
        }
        message
    })
}

/// The words agree, names only where some are wanted.
fn agrees(wanted: &str, found: &str) -> bool {
    let parts = |line: &str| -> Vec<(String, String)> {
        let mut parts: Vec<(String, String)> = Vec::new();
        for word in line.split_whitespace() {
            match parts.last_mut() {
                Some((_, values)) if word.starts_with(|c: char| !c.is_ascii_lowercase()) => {
                    values.extend([word, " "]);
                }
                _ => parts.push((word.to_owned(), String::new())),
            }
        }
        parts
    };
    let (wanted, found) = (parts(wanted), parts(found));
    let compared =
        |(kind, _): &&(String, String)| !NAMES.contains(&kind.as_str()) || wanted.iter().any(|(k, _)| k == kind);
    wanted.iter().eq(found.iter().filter(compared))
}

fn article(article: &Article, page: &EditionText) -> String {
    let body: Vec<usize> = article.paragraphs.iter().flat_map(|p| p.lines.iter().copied()).collect();
    let mut line = String::new();
    for (kind, lines) in [
        ("kicker", &article.kicker),
        ("headline", &article.headline),
        ("subtitle", &article.subtitle),
        ("byline", &article.byline_lines),
        ("body", &body),
        ("caption", &article.captions),
    ] {
        if !lines.is_empty() {
            let _ = write!(line, "{kind}{} ", numbers(page, lines));
        }
    }
    let byline = &article.byline;
    for (kind, names) in NAMES.into_iter().zip([&byline.reporters, &byline.correspondents, &byline.other]) {
        if !names.is_empty() {
            let _ = write!(line, "{kind} {} ", names.join("、"));
        }
    }
    line.trim_end().to_owned()
}

/// The numbers of lines, blank ones between them passed over: ` 1-3 7`.
fn numbers(page: &EditionText, lines: &[usize]) -> String {
    let mut lines = lines.to_vec();
    lines.sort_unstable();
    let mut runs: Vec<[usize; 2]> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some(run) if run[1] + 1 == line => run[1] = line,
            _ => runs.push([line, line]),
        }
    }
    let number = |line: usize| page.lines()[line].number;
    runs.iter().fold(String::new(), |mut text, &[from, to]| {
        let _ = write!(text, " {}", number(from));
        if to > from {
            let _ = write!(text, "-{}", number(to));
        }
        text
    })
}

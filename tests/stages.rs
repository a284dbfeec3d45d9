//! What the splitter's stages make of the pages in `tests/editions`, to two digits: any weight that changes is seen here.
//!
//! `tests/stages.expected` has a line a page: lines by their tags, the sum of the log-odds of all tags against their
//! runners-up, the articles found, the sums of the log-odds of their boundaries and of the heads that compete for them. A
//! change that is meant (weights learned anew, say) is put there as the message of the failure has it.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use jzclass::read::EditionText;
use jzclass::split::{explain, split};

#[test]
fn stages_are_as_expected() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let entries = std::fs::read_dir(tests.join("editions")).unwrap().map(|e| e.unwrap().path());
    let mut paths: Vec<_> = entries.filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let found: String = paths.iter().map(|path| page(path)).collect();
    let wanted = std::fs::read_to_string(tests.join("stages.expected")).unwrap();
    assert!(found == wanted, "tests/stages.expected differs from\n{found}");
}

fn page(path: &Path) -> String {
    let page = EditionText::new(std::fs::read_to_string(path).unwrap()).unwrap();
    let mut tags: BTreeMap<&str, usize> = BTreeMap::new();
    let mut heads: BTreeMap<(usize, Vec<usize>), f64> = BTreeMap::new();
    let mut odds = 0.0;
    for line in page.lines() {
        let why = explain(&page, line.number).unwrap();
        *tags.entry(why.tag).or_default() += 1;
        odds += f64::from(why.log_odds);
        for head in why.heads {
            heads.insert((why.article.unwrap(), head.lines), f64::from(head.log_odds));
        }
    }
    let edition = split(&page);
    let boundaries = edition.articles.iter().map(|a| f64::from(a.boundary)).filter(|b| b.is_finite()).sum::<f64>();
    let mut text = path.file_stem().unwrap().to_string_lossy().into_owned();
    for (tag, count) in tags {
        let _ = write!(text, " {tag} {count}");
    }
    let articles = edition.articles.len();
    let competing = heads.values().sum::<f64>();
    writeln!(text, " tags {odds:.2} articles {articles} boundaries {boundaries:.2} heads {competing:.2}").unwrap();
    text
}

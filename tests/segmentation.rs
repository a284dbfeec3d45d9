//! How the tokens of this program's dictionary differ from those of jieba's whole one.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jzclass::segment::Segmenter;

/// Ends of tokens, in bytes.
fn ends<'t>(words: impl Iterator<Item = &'t str>) -> BTreeSet<usize> {
    words
        .scan(0, |at, word| {
            *at += word.len();
            Some(*at)
        })
        .collect()
}

/// Share of the whole dictionary's tokens that are the same with ours.
fn same(full: &jieba_rs::Jieba, texts: &[String]) -> (usize, f64) {
    let (mut tokens, mut same) = (0, 0);
    for text in texts {
        let whole: Vec<&str> = full.cut(text, true).into_iter().map(|t| t.word).collect();
        let ours = ends(Segmenter::shared().words(text).into_iter());
        let mut start = 0;
        for word in whole {
            let end = start + word.len();
            tokens += 1;
            let parted = ours.range(start + 1..end).next().is_some();
            let both = (start == 0 || ours.contains(&start)) && ours.contains(&end);
            same += usize::from(both && !parted);
            start = end;
        }
    }
    (tokens, same as f64 / tokens.max(1) as f64)
}

fn texts(path: &Path, most: usize) -> Vec<String> {
    let rows = fs::read_to_string(path).unwrap();
    let field = |row: serde_json::Value| match (&row["text"], &row["paragraphs"]) {
        (serde_json::Value::String(text), _) => text.clone(),
        (_, serde_json::Value::Array(all)) => all.iter().filter_map(|p| p.as_str()).collect::<Vec<_>>().join("\n"),
        _ => row["title"].as_str().unwrap_or_default().to_owned(),
    };
    rows.lines().take(most).filter_map(|l| serde_json::from_str(l).ok()).map(field).collect()
}

#[test]
fn few_tokens_differ_from_those_of_the_whole_dictionary() {
    let full = jieba_rs::Jieba::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root.join("data/corpus")).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    let mut own = Vec::new();
    for folder in folders {
        let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        own.extend(files.iter().flat_map(|f| texts(f, 10)));
    }
    assert!(own.len() > 100);
    let mut sets = vec![("data/corpus".to_owned(), own)];
    let shared = root.join("../shared/corpora");
    if shared.is_dir() {
        for name in ["newscasts.unlabelled.jsonl", "thucnews_titles.train.jsonl", "sogou_fulltext.train.jsonl"] {
            sets.push((name.to_owned(), texts(&shared.join(name), 600)));
        }
    } else {
        println!("skipped in part: no ../shared/corpora");
    }
    for (name, texts) in sets {
        let (tokens, share) = same(&full, &texts);
        println!("{name}: {:.2} % of {tokens} tokens are the same", share * 100.0);
        assert!(share >= 0.9, "{name}: {share}");
    }
}

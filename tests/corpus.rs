//! The training text, checked by machine: fields, lengths, labels, duplicates, lexicon.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jzclass::Taxonomy;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Article {
    id: String,
    title: String,
    text: String,
    label: String,
    also: Vec<String>,
    genre: String,
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn taxonomy() -> Taxonomy {
    Taxonomy::from_json(&std::fs::read_to_string(data().join("taxonomy.json")).unwrap()).unwrap()
}

/// Every article with the batch and the file it stands in.
fn articles() -> Vec<(String, String, Article)> {
    let mut articles = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(data().join("corpus"))
        .unwrap()
        .flat_map(|batch| std::fs::read_dir(batch.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        let batch = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let topic = path.file_stem().unwrap().to_string_lossy().into_owned();
        for (n, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
            let article = serde_json::from_str(line).unwrap_or_else(|e| panic!("{}:{}: {e}", path.display(), n + 1));
            articles.push((batch.clone(), topic.clone(), article));
        }
    }
    articles
}

#[test]
fn fields_lengths_and_labels() {
    let taxonomy = taxonomy();
    assert_eq!(taxonomy.len(), 20);
    let genres = [
        "news",
        "brief",
        "feature",
        "notice",
        "figures",
        "comment",
        "profile",
        "qa",
        "letter",
        "photo",
        "interview",
        "minutes",
    ];
    let mut ids = BTreeSet::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (batch, topic, article) in articles() {
        let id = &article.id;
        assert_eq!(article.label, topic, "{id}: label and file differ");
        assert!(id.starts_with(&format!("{batch}-{topic}-")), "{id}: id, batch and topic differ");
        assert!(ids.insert(id.clone()), "{id}: id stands twice");
        assert!(taxonomy.position(&article.label).is_some(), "{id}: unknown label");
        let also: BTreeSet<&String> = article.also.iter().collect();
        assert_eq!(also.len(), article.also.len(), "{id}: a secondary topic stands twice");
        for topic in &article.also {
            assert!(taxonomy.position(topic).is_some() && *topic != article.label, "{id}: secondary topic {topic}");
        }
        let chars = article.text.chars().count();
        assert!((80..=600).contains(&chars), "{id}: {chars} characters");
        assert!((2..=60).contains(&article.title.chars().count()), "{id}: title {}", article.title);
        assert!(genres.contains(&article.genre.as_str()), "{id}: genre {}", article.genre);
        for text in [&article.title, &article.text] {
            assert!(!text.contains(['\u{fffd}', '"', '\t', '\r']), "{id}: stray character");
        }
        *counts.entry(article.label).or_default() += 1;
    }
    for topic in &taxonomy.topics {
        assert!(counts.get(&topic.id).copied().unwrap_or(0) >= 60, "{}: fewer than 60 articles", topic.id);
    }
}

/// Runs of `n` Han characters, other characters left out.
fn shingles(text: &str, n: usize) -> BTreeSet<Vec<char>> {
    let han: Vec<char> = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    han.windows(n).map(<[char]>::to_vec).collect()
}

#[test]
fn no_two_articles_are_alike() {
    const ALIKE: usize = 24;
    let articles = articles();
    let mut places: BTreeMap<Vec<char>, Vec<usize>> = BTreeMap::new();
    for (i, (_, _, article)) in articles.iter().enumerate() {
        for shingle in shingles(&article.text, 8) {
            places.entry(shingle).or_default().push(i);
        }
    }
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for at in places.values().filter(|at| at.len() > 1) {
        for (n, &a) in at.iter().enumerate() {
            for &b in &at[n + 1..] {
                *common.entry((a, b)).or_default() += 1;
            }
        }
    }
    for ((a, b), count) in common {
        assert!(count < ALIKE, "{} and {} share {count} runs of eight", articles[a].2.id, articles[b].2.id);
    }
}

#[test]
fn the_lexicon_names_known_topics_and_each_term_once() {
    let taxonomy = taxonomy();
    let text = std::fs::read_to_string(data().join("lexicon.tsv")).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("topic\tterm\tstrength"));
    let mut terms = BTreeSet::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields.len(), 3, "{line}");
        assert!(taxonomy.position(fields[0]).is_some(), "{line}: unknown topic");
        assert!(terms.insert(fields[1]), "{line}: the term stands twice");
        assert!((2..=8).contains(&fields[1].chars().count()), "{line}: length");
        assert!(["1", "2", "3"].contains(&fields[2]), "{line}: strength");
        *counts.entry(fields[0]).or_default() += 1;
    }
    for topic in &taxonomy.topics {
        assert!(counts.get(topic.id.as_str()).copied().unwrap_or(0) >= 80, "{}: fewer than 80 terms", topic.id);
    }
}

#[test]
fn nothing_of_the_evaluation_texts_is_in_the_training_text() {
    let eval = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/local_press.dev.jsonl");
    let Ok(text) = std::fs::read_to_string(eval) else {
        println!("skipped: no ../shared/eval");
        return;
    };
    let held: BTreeSet<Vec<char>> = text.lines().flat_map(|l| shingles(l, 14)).collect();
    for (_, _, article) in articles() {
        let common = shingles(&article.text, 14).into_iter().find(|s| held.contains(s));
        assert_eq!(common, None, "{}", article.id);
    }
}

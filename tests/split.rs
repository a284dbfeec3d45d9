//! `jzclass split` with the real program.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn edition(number: u8) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/editions/qinghe-{number:02}.txt"))
}

fn sample() -> String {
    edition(1).to_str().unwrap().to_owned()
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jzclass")).arg("split").args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", stderr(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn articles_are_those_of_tag() {
    let split: Vec<Value> = stdout(&run(&[&sample()])).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let tag = Command::new(env!("CARGO_BIN_EXE_jzclass"))
        .args(["tag", &sample(), "-f", "jsonl", "--with-text"])
        .output()
        .unwrap();
    let tagged: Vec<Value> =
        String::from_utf8(tag.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(split.len(), tagged.len());
    for (split, tagged) in split.iter().zip(&tagged) {
        let fields = "schema source paper date page article headline kicker subtitle byline lines text chars";
        for field in fields.split(' ') {
            assert_eq!(split[field], tagged[field], "{field}");
        }
        assert_eq!(split["date"], "2025-07-11");
        assert!((0.0..=1.0).contains(&split["boundary"].as_f64().unwrap()));
        assert!(!split["paragraphs"].as_array().unwrap().is_empty());
        assert!(split.get("topics").is_none());
    }
    let array: Vec<Value> = serde_json::from_str(&stdout(&run(&[&sample(), "-f", "json"]))).unwrap();
    assert_eq!(array, split);
}

#[test]
fn each_article_has_a_file_of_its_own() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("new/articles");
    let out_name = out.to_str().unwrap();
    let list = || {
        let mut names: Vec<String> =
            std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    stdout(&run(&[&sample(), "--out-dir", out_name]));
    let names = list();
    assert_eq!(names.len(), 6);
    assert_eq!(names[0], "001-洪峰平安过境_六村两千人提前转移.txt");
    let text = std::fs::read_to_string(out.join(&names[0])).unwrap();
    assert!(text.starts_with("上游一夜降雨一百四十毫米\n"), "{text}");
    // Again: the same files; a second source of the same name gets names of its own.
    stdout(&run(&[&sample(), "--out-dir", out_name]));
    assert_eq!(list(), names);
    let twice = folder.path().join("twice");
    stdout(&run(&[&sample(), &sample(), "-f", "markdown", "--out-dir", twice.to_str().unwrap()]));
    assert_eq!(std::fs::read_dir(&twice).unwrap().count(), 12);
    let markdown = std::fs::read_to_string(twice.join("qinghe-01-001-洪峰平安过境_六村两千人提前转移-2.md")).unwrap();
    assert!(markdown.contains("# 洪峰平安过境 六村两千人提前转移\n"), "{markdown}");
}

#[test]
fn the_text_has_the_numbers_that_records_refer_to() {
    let shown = stdout(&run(&[&sample(), "--text"]));
    let first: Value = serde_json::from_str(stdout(&run(&[&sample()])).lines().next().unwrap()).unwrap();
    let number = first["lines"]["headline"][0][0].as_u64().unwrap();
    let line = shown.lines().find(|l| l.trim_start().starts_with(&format!("{number} "))).unwrap();
    // The first head line is the kicker's.
    assert_eq!(first["kicker"], line.split_whitespace().nth(1).unwrap());
    let numbers: Vec<usize> =
        shown.lines().filter_map(|l| l.split_whitespace().next()).map(|n| n.parse().unwrap()).collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
}

#[test]
fn garbled_pages_are_told_and_marked() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("页.txt");
    let text = std::fs::read_to_string(edition(1)).unwrap();
    std::fs::write(&path, format!("{text}\n{}\n", "提升应急提升应急意意识识\n".repeat(20))).unwrap();
    let name = path.to_str().unwrap();
    let output = run(&[name]);
    let message = stderr(&output);
    assert!(message.contains("页.txt: ") && message.contains("% of the characters garbled (doubled 120)"), "{message}");
    let first: Value = serde_json::from_str(stdout(&output).lines().next().unwrap()).unwrap();
    assert!(first["garbled"].as_f64().unwrap() > 0.02);
    assert_eq!(first["needs_review"], true);
    let tagged = Command::new(env!("CARGO_BIN_EXE_jzclass")).args(["tag", name, "-f", "jsonl"]).output().unwrap();
    assert!(stderr(&tagged).contains("doubled 120"));
}

#[test]
fn failures_are_told_and_the_others_go_on() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("feed.xml");
    std::fs::write(&path, "<?xml version='1.0'?><rss/>").unwrap();
    let output = run(&[path.to_str().unwrap(), &sample()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("feed.xml: the root element is `rss`"), "{}", stderr(&output));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 6);
    assert_eq!(run(&[&sample(), "--out-dir", "x", "-o", "y"]).status.code(), Some(2));
}

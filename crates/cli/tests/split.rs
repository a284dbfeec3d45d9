//! `jzclass split` with the real program.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn edition(number: u8) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(format!("tests/editions/qinghe-{number:02}.txt"))
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
    assert_eq!(names[0], "001-上游一夜降雨一百四十毫米.txt");
    let text = std::fs::read_to_string(out.join(&names[0])).unwrap();
    assert!(text.starts_with("上游一夜降雨一百四十毫米\n"), "{text}");
    // Again: the same files; a second source of the same name gets names of its own.
    stdout(&run(&[&sample(), "--out-dir", out_name]));
    assert_eq!(list(), names);
    let twice = folder.path().join("twice");
    stdout(&run(&[&sample(), &sample(), "-f", "markdown", "--out-dir", twice.to_str().unwrap()]));
    assert_eq!(std::fs::read_dir(&twice).unwrap().count(), 12);
    let markdown = std::fs::read_to_string(twice.join("qinghe-01-001-上游一夜降雨一百四十毫米-2.md")).unwrap();
    assert!(markdown.contains("# 上游一夜降雨一百四十毫米\n"), "{markdown}");
}

#[test]
fn the_text_has_the_numbers_that_records_refer_to() {
    let shown = stdout(&run(&[&sample(), "--text"]));
    let first: Value = serde_json::from_str(stdout(&run(&[&sample()])).lines().next().unwrap()).unwrap();
    let number = first["lines"]["headline"][0][0].as_u64().unwrap();
    let line = shown.lines().find(|l| l.trim_start().starts_with(&format!("{number} "))).unwrap();
    // The first head line is the headline's.
    assert_eq!(first["headline"], line.split_whitespace().nth(1).unwrap());
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

/// Pages 1, 2 and 4 of an issue; two articles of page 1 go on on page 4, a third one on a page that is not there.
const ISSUE: &str = "\
清河晚报\n第1版 要闻\n2024年11月8日 星期五\n
柳林渡口建成新码头\n
　　本报讯（记者 林静）11月7日，柳林渡口新码头建\n成，两岸渔民过河不再等潮水。码头长一百二十米，\n同时停靠六艘渔船，渔民把一天的渔获搬上岸，过\n（下转第4版）\n
北山果园苹果丰收\n
　　本报讯（记者 何平）北山果园的苹果红了。今年\n果园少雨多晴，苹果格外甜，果农周大成摘下头一\n筐苹果，装车运往城里。果园新修的水渠把山泉引到\n树下，苹果树一棵也没有旱死，果农都说这是头\n（下转第四版）\n
夜校开班\n
　　本报讯（记者 许诺）城南夜校昨晚开班，四十名\n学员学习木工和裁缝。夜校的课桌是社区木匠做的。\n（下转第3版）\n\u{c}\
第2版 综合\n
河堤种上柳树\n
　　本报讯（记者 白雪）志愿者昨日在河堤种下三百\n棵柳树，明年春天河堤将绿树成荫。\n\u{c}\
第4版 综合\n
旧书市集周末开张\n
　　本报讯（记者 苏晴）旧书市集周末在文昌街开张，\n二十家书摊摆出旧书和连环画，欢迎市民淘书。\n
（上接第一版《北山果园苹果丰收》）\n
一回。收完苹果，果园还要剪枝施肥，果农打算\n明年再种五十亩。\n
柳林渡口建成新码头\n
（上接第1版）\n
去要走半里泥路，如今推车一刻钟就到。\n　　渡口老艄公说，码头建成后，他的渡船也要换成新船。\n";

#[test]
fn articles_of_text_files_go_on_over_leaf() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("issue.txt");
    std::fs::write(&path, ISSUE).unwrap();
    let output = run(&[path.to_str().unwrap()]);
    let articles: Vec<Value> = stdout(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let headlines: Vec<&str> = articles.iter().map(|a| a["headline"].as_str().unwrap()).collect();
    assert_eq!(headlines, ["柳林渡口建成新码头", "北山果园苹果丰收", "夜校开班", "河堤种上柳树", "旧书市集周末开张"]);
    let paragraphs = |a: usize| articles[a]["paragraphs"].as_array().unwrap();
    assert_eq!(paragraphs(0).len(), 2, "{}", articles[0]);
    assert!(paragraphs(0)[0].as_str().unwrap().ends_with("搬上岸，过去要走半里泥路，如今推车一刻钟就到。"));
    assert_eq!(paragraphs(1).len(), 1, "{}", articles[1]);
    assert!(
        paragraphs(1)[0]
            .as_str()
            .unwrap()
            .ends_with("这是头一回。收完苹果，果园还要剪枝施肥，果农打算明年再种五十亩。")
    );
    // The page it begins on; lines of both.
    assert_eq!((&articles[0]["sheet"], &articles[4]["sheet"]), (&1.into(), &3.into()));
    let line = |text: &str| ISSUE.lines().position(|l| l.contains(text)).unwrap() as u64 + 1;
    let body = &articles[0]["lines"]["body"];
    assert_eq!(body[0], serde_json::json!([line("11月7日"), line("渔获")]), "{body}");
    assert_eq!(body[1], serde_json::json!([line("泥路"), line("艄公")]), "{body}");
    // What stands on page 3 is not in the file.
    let on: Vec<&Value> = articles.iter().map(|a| &a["continued_on"]).collect();
    assert_eq!(on, [&Value::Null, &Value::Null, &"3".into(), &Value::Null, &Value::Null]);
    assert!(articles.iter().all(|a| a.get("continued_from").is_none()));
}

#[test]
fn a_page_alone_tells_where_its_articles_go_on() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("page.txt");
    let last = ISSUE.split('\u{c}').next_back().unwrap();
    std::fs::write(&path, last).unwrap();
    let output = run(&[path.to_str().unwrap()]);
    let articles: Vec<Value> = stdout(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let from: Vec<&Value> = articles.iter().map(|a| &a["continued_from"]).collect();
    assert_eq!(from[..3], [&Value::Null, &"1".into(), &"1".into()], "{articles:?}");
}

/// The evidence of a tag, and of each head that competes, adds up.
#[test]
fn a_line_is_explained_by_evidence_that_adds_up() {
    let why: Value = serde_json::from_str(&stdout(&run(&[&sample(), "--explain", "6", "--json"]))).unwrap();
    let sum =
        |of: &Value| of["evidence"].as_array().unwrap().iter().map(|e| e["weight"].as_f64().unwrap()).sum::<f64>();
    assert_eq!((why["line"].as_u64(), why["tag"].as_str()), (Some(6), Some("head")), "{why}");
    assert!((sum(&why) - why["log_odds"].as_f64().unwrap()).abs() < 1e-3);
    let heads = why["heads"].as_array().unwrap();
    assert!(heads.len() > 1 && heads.iter().all(|h| (sum(h) - h["log_odds"].as_f64().unwrap()).abs() < 1e-3));
    assert!(heads.windows(2).all(|h| h[0]["log_odds"].as_f64() >= h[1]["log_odds"].as_f64()));
    // The head that the article has is the one that the line belongs to.
    let own: Vec<&Value> = heads.iter().filter(|h| h["owner"] == why["article"]).collect();
    assert!(own.len() == 1 && own[0]["lines"].as_array().unwrap().contains(&Value::from(6)), "{own:?}");
}

#[test]
fn an_explanation_is_for_reading() {
    let text = stdout(&run(&[&sample(), "--explain", "6"]));
    let mut lines = text.lines();
    assert!(lines.next().unwrap().starts_with("line 6: "), "{text}");
    assert!(lines.next().unwrap().starts_with("tagged head, not "), "{text}");
    assert!(text.contains("\nheads for the article whose text begins at line "), "{text}");
    assert!(text.contains("(its headline)"), "{text}");
}

#[test]
fn lines_that_are_none_are_not_explained() {
    for (args, told) in [
        (vec![sample(), "--explain".into(), "99999".into()], "blank or not in the text"),
        (vec![sample(), sample(), "--explain".into(), "1".into()], "one file"),
        (vec![sample(), "--json".into()], "--explain"),
    ] {
        let output = run(&args.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(!output.status.success() && stderr(&output).contains(told), "{}", stderr(&output));
    }
}

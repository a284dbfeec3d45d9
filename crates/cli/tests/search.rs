//! Catalogues: what is found, shown, counted and drawn, through the real program.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::process::{Command, Output};

use jzclass::Record;
use jzclass::record::{Lines, TopicScore};
use jzclass_io::catalogue::{Catalogue, Matcher, Order, Query};
use jzclass_io::write::SqliteWriter;
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

fn topic(id: &str, name: &str, probability: f64, assigned: bool) -> TopicScore {
    TopicScore { id: id.into(), name: name.into(), probability, assigned, iptc: None, gbt: None }
}

fn record(article: usize, date: &str, topics: &[(&str, &str)], headline: &str, text: &str) -> Record {
    let topics: Vec<TopicScore> = topics.iter().map(|(id, name)| topic(id, name, 0.5, true)).collect();
    Record {
        schema: 1,
        source: format!("{date}/a.txt"),
        paper: if article.is_multiple_of(2) { "清河日报".into() } else { "南河晚报".into() },
        date: date.into(),
        article,
        headline: headline.into(),
        summary: text.split_inclusive('。').next().unwrap_or_default().into(),
        topics,
        lines: Lines { body: vec![[3, 9]], ..Lines::default() },
        chars: text.chars().count(),
        text: Some(text.into()),
        ..Record::default()
    }
}

const DISASTER: (&str, &str) = ("disaster", "灾害应急");
const FARMING: (&str, &str) = ("agriculture", "农业农村");

fn records() -> Vec<Record> {
    vec![
        record(1, "2023-12-30", &[DISASTER], "水库蓄水不足", "去冬以来降雨偏少。全市干旱持续，多座水库见底。"),
        record(2, "2024-01-05", &[FARMING, DISASTER], "抗旱保苗", "三万亩麦田受旱。干旱面积还在扩大，灌区提水。"),
        record(3, "2024-03-02", &[FARMING], "春耕备耕", "天气晴。农资供应充足，ＡＩ农机下田，2024年春耕提前。"),
        record(4, "2024-03-20", &[DISASTER], "防汛演练", "各镇演练转移。不见天，旱季刚过又备汛。"),
        record(5, "", &[FARMING], "旧稿一则", "那年大旱，颗粒无收。"),
        Record { article: 0, text: Some("干旱广告".into()), ..record(0, "2024-03-20", &[], "", "") },
    ]
}

fn catalogue(folder: &TempDir, records: &[Record]) -> PathBuf {
    let path = folder.path().join("catalogue.db");
    let mut writer = SqliteWriter::create(&path).unwrap();
    for record in records {
        writer.write(std::slice::from_ref(record)).unwrap();
    }
    writer.finish().unwrap();
    path
}

fn run(args: &[&str], catalogue: &std::path::Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jzclass"));
    command.arg(args[0]).arg(catalogue).args(&args[1..]).env_remove("COLUMNS").env_remove("NO_COLOR");
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Headlines found, in order.
#[track_caller]
fn found(args: &[&str]) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let output = run(&[&["search"], args, &["--json"]].concat(), &catalogue(&folder, &records()));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let lines = text(&output.stdout);
    lines.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["headline"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn words_of_two_characters_and_of_one_are_found_anywhere() {
    assert_eq!(found(&["干旱", "--sort", "oldest"]), ["水库蓄水不足", "抗旱保苗"]);
    assert_eq!(found(&["旱", "--sort", "oldest"]), ["水库蓄水不足", "抗旱保苗", "防汛演练", "旧稿一则"]);
    assert_eq!(found(&["ai"]), ["春耕备耕"], "full-width and case do not count");
    assert_eq!(found(&["2024年"]), ["春耕备耕"]);
    assert_eq!(found(&["天旱"]), Vec::<String>::new(), "not across punctuation");
}

#[test]
fn several_words_must_all_occur_and_phrases_stay_together() {
    assert_eq!(found(&["干旱", "水库"]), ["水库蓄水不足"]);
    assert_eq!(found(&["干旱 水库"]), ["水库蓄水不足"]);
    assert_eq!(found(&["\"干旱 持续\""]), ["水库蓄水不足"], "a blank in a phrase is nothing in the text");
    assert_eq!(found(&["干旱", "春耕"]), Vec::<String>::new());
}

#[test]
fn filters_by_topic_time_and_paper() {
    assert_eq!(found(&["干旱", "--topic", "disaster", "--sort", "newest"]), ["抗旱保苗", "水库蓄水不足"]);
    assert_eq!(found(&["旱", "--from", "2024-01", "--to", "2024-12", "--sort", "oldest"]), ["抗旱保苗", "防汛演练"]);
    assert_eq!(found(&["旱", "--to", "2023"]), ["水库蓄水不足"]);
    assert_eq!(found(&["--paper", "清河日报"]), ["防汛演练", "抗旱保苗"], "without words the newest first");
    assert_eq!(found(&["旱", "--limit", "1", "--sort", "newest"]), ["防汛演练"]);
}

#[test]
fn a_word_in_the_headline_counts_more() {
    let folder = TempDir::new().unwrap();
    let body = "各地抓紧抢收，晴好天气有利，机械全部下田，粮食收购平稳。";
    let records = [
        record(1, "2024-05-01", &[FARMING], "夏收过半", &format!("{body}也有小麦。")),
        record(2, "2024-05-01", &[FARMING], "小麦丰收", &format!("{body}也有油菜。")),
    ];
    let catalogue = Catalogue::open(&catalogue(&folder, &records)).unwrap();
    let query = Query { words: Matcher::new("小麦"), order: Order::Relevance, limit: 9, ..Query::default() };
    let hits = catalogue.search(&query).unwrap();
    assert_eq!(hits.iter().map(|h| h.headline.as_str()).collect::<Vec<_>>(), ["小麦丰收", "夏收过半"]);
    assert!(hits[0].score > hits[1].score && hits[1].score > 0.0);
}

#[test]
fn the_page_shows_headline_place_summary_and_hits() {
    let folder = TempDir::new().unwrap();
    let output = run(&["search", "干旱", "水库"], &catalogue(&folder, &records()));
    assert_eq!(
        text(&output.stdout),
        " 1  【水库】蓄水不足\n    灾害应急 50% · 南河晚报 2023-12-30 · 2023-12-30/a.txt#1 lines 3–9\n    \
         去冬以来降雨偏少。\n    …去冬以来降雨偏少。全市【干旱】持续，多座【水库】见底。…\n\n"
    );
    let output = run(&["search", "地震"], &catalogue(&folder, &records()));
    assert_eq!((output.stdout.len(), text(&output.stderr).as_str()), (0, "jzclass: no article found\n"));
    assert!(output.status.success());
}

#[test]
fn json_tells_where_the_hits_are() {
    let folder = TempDir::new().unwrap();
    let output = run(&["search", "干旱", "--from", "2024", "--json"], &catalogue(&folder, &records()));
    let hit: Value = serde_json::from_str(text(&output.stdout).trim()).unwrap();
    let passage = &hit["passages"][0];
    let chars: Vec<char> = passage["text"].as_str().unwrap().chars().collect();
    let at = |n: usize| passage["hits"][0][n].as_u64().unwrap() as usize;
    assert_eq!(chars[at(0)..at(1)].iter().collect::<String>(), "干旱");
    assert_eq!(hit["date"], "2024-01-05");
    assert_eq!(hit["body_lines"], serde_json::json!([[3, 9]]));
}

#[test]
fn what_is_no_catalogue_and_wrong_calls_are_told() {
    let folder = TempDir::new().unwrap();
    let good = catalogue(&folder, &records());
    let file = folder.path().join("other.db");
    let fails = |output: Output, code: i32, cause: &str| {
        let message = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{message}");
        assert!(message.contains(cause) && !message.contains("panicked"), "{message}");
    };
    for content in [b"no database".repeat(200), Vec::new(), b"SQLite format 3\0".to_vec()] {
        std::fs::write(&file, content).unwrap();
        for command in ["search", "stats"] {
            fails(run(&[command], &file), 1, "not a jzclass catalogue (make one with");
        }
    }
    let mut cut = std::fs::read(&good).unwrap();
    cut.truncate(20_000);
    std::fs::write(&file, cut).unwrap();
    fails(run(&["search", "旱"], &file), 1, "cannot read the catalogue");
    fails(run(&["search", "旱"], folder.path()), 1, "directory");
    fails(run(&["search", "旱"], &folder.path().join("none.db")), 1, "check the path's spelling");
    fails(run(&["search", "。"], &good), 1, "at least one letter");
    fails(run(&["search", "旱", "--topic", "sports"], &good), 1, "it has agriculture, disaster");
    fails(run(&["search", "旱", "--from", "2024-13"], &good), 2, "a date such as");
    fails(run(&["stats", "--by", "week"], &good), 2, "month");
}

#[test]
fn statistics_count_topics_by_month_and_undated_apart() {
    let folder = TempDir::new().unwrap();
    let path = catalogue(&folder, &records());
    let output = run(&["stats"], &path);
    let expected = [
        "2023            12    sum",
        "灾害应急         1      1",
        "all              1      1",
        "",
        "2024            01   02   03    sum",
        "农业农村         1    -    1      2",
        "灾害应急         -    -    1      1",
        "all              1    -    2      3",
        "",
        "without a date  sum",
        "农业农村          1",
        "all               1",
        "",
        "农业农村   █ █  2",
        "灾害应急  █  █  2",
        "all       ▄▄ █  4",
        "          2023-12 … 2024-03",
        "          (each row as high as its own highest)",
    ];
    let shown = text(&output.stdout);
    let shown: Vec<&str> = shown.lines().collect();
    let squeezed = |lines: &[&str]| -> Vec<Vec<String>> {
        lines.iter().map(|l| l.split_whitespace().map(str::to_owned).collect()).collect()
    };
    assert_eq!(squeezed(&shown), squeezed(&expected), "{shown:#?}");
    let csv = run(&["stats", "--by", "year", "--csv", "--topic", "disaster"], &path);
    assert_eq!(
        text(&csv.stdout),
        "period,topic,topic_name,articles\r\n2023,disaster,灾害应急,1\r\n2024,disaster,灾害应急,1\r\n"
    );
    let bars = run(&["stats", "--topic", "disaster"], &path);
    assert!(text(&bars.stdout).contains("2024-02   0\n"), "{}", text(&bars.stdout));
}

#[test]
fn the_drawing_has_a_panel_a_topic() {
    let folder = TempDir::new().unwrap();
    let svg = folder.path().join("topics.svg");
    let path = catalogue(&folder, &records());
    let output = run(&["stats", "--svg", svg.to_str().unwrap()], &path);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let drawing = std::fs::read_to_string(&svg).unwrap();
    for part in ["<svg xmlns", "灾害应急", "农业农村", "2023-12 to 2024-03", "1 of them have no date", "</svg>"]
    {
        assert!(drawing.contains(part), "{part}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    /// FTS5 and the matcher agree on any text, and nothing typed makes SQL or FTS5 fail.
    #[test]
    fn the_index_finds_what_stands_in_the_text(
        texts in proptest::collection::vec("[一-三a-c1-2，。\u{20000}℃ \n]{1,24}", 1..6),
        words in "[一-三a-c1\"“”*():^ -]{0,6}",
    ) {
        let folder = TempDir::new().unwrap();
        let records: Vec<Record> =
            texts.iter().enumerate().map(|(n, t)| record(n + 1, "2024-01-01", &[DISASTER], "", t)).collect();
        let catalogue = Catalogue::open(&catalogue(&folder, &records)).unwrap();
        let matcher = Matcher::new(&words);
        let query = Query { words: matcher.clone(), order: Order::Oldest, limit: 99, ..Query::default() };
        let hits: Vec<usize> = catalogue.search(&query).unwrap().iter().map(|h| h.article).collect();
        let expected: Vec<usize> =
            texts.iter().enumerate().filter(|(_, t)| matcher.missing_in(t).is_empty()).map(|(n, _)| n + 1).collect();
        prop_assert_eq!(catalogue.count(&query).unwrap(), hits.len());
        prop_assert_eq!(hits, expected);
    }
}

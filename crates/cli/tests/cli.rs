//! The real program: its outputs, messages and exit codes.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::format_push_string)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn sample() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/editions/qinghe-01.txt")
}

fn jzclass(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jzclass"));
    command.args(args).env_remove("COLUMNS").env_remove("NO_COLOR");
    command
}

fn run(args: &[&str]) -> Output {
    jzclass(args).output().unwrap()
}

fn run_with(args: &[&str], input: &[u8]) -> Output {
    let mut child = jzclass(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

fn write(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = path(folder, name);
    std::fs::write(&path, content).unwrap();
    path
}

/// One line that names the path and the cause, exit 1, no panic.
#[track_caller]
fn fails(output: &Output, path: &str, cause: &str) {
    let message = stderr(output);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(message.contains(path) && message.contains(cause), "{message}");
    assert!(!message.contains("panicked"), "{message}");
}

#[test]
fn summaries_by_sentences_and_names() {
    let folder = TempDir::new().unwrap();
    let text = "荆州市公安局昨天通报一起案件。警方在沙市区抓获三人。案件仍在办理。";
    let rows = write(&folder, "a.jsonl", format!("{{\"title\":\"通报\",\"text\":\"{text}\"}}\n"));
    let output = run(&["tag", &rows, "-f", "jsonl", "--summary", "lead", "--summary-sentences", "2"]);
    let record: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(record["summary"], "荆州市公安局昨天通报一起案件。警方在沙市区抓获三人。");
    assert_eq!(record["places"], serde_json::json!(["沙市区"]));
    assert_eq!(record["organisations"], serde_json::json!(["荆州市公安局"]));
    let both = run(&["tag", &rows, "--summary-sentences", "2", "--summary-chars", "40"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn json_lines_carry_the_contract() {
    let output = run(&["tag", sample().to_str().unwrap(), "--format", "jsonl", "--furniture"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    let records: Vec<Value> = stdout(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(records.len(), 7, "six articles and the furniture");
    let first = &records[0];
    for field in [
        "schema",
        "source",
        "article",
        "headline",
        "kicker",
        "subtitle",
        "byline",
        "lines",
        "topics",
        "needs_review",
        "summary",
        "keywords",
        "chars",
    ] {
        assert!(first.get(field).is_some(), "{field}");
    }
    assert!(first.get("text").is_none());
    for topic in first["topics"].as_array().unwrap() {
        assert!(topic["iptc"].as_str().unwrap().starts_with("medtop:"));
        assert!(topic["gbt"]["provisional"].as_bool().unwrap());
    }
    let furniture = &records[6];
    assert_eq!(furniture["article"], 0);
    assert!(!furniture["lines"]["furniture"].as_array().unwrap().is_empty());
    assert!(!stdout(&output).contains("\\u"), "real UTF-8");
}

#[test]
fn every_line_of_the_sample_is_in_one_record() {
    let output = run(&["tag", sample().to_str().unwrap(), "--format", "jsonl", "--furniture"]);
    let text = std::fs::read_to_string(sample()).unwrap();
    let mut seen: Vec<u64> = Vec::new();
    for line in stdout(&output).lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        for ranges in record["lines"].as_object().unwrap().values() {
            for range in ranges.as_array().unwrap() {
                seen.extend(range[0].as_u64().unwrap()..=range[1].as_u64().unwrap());
            }
        }
    }
    seen.sort_unstable();
    let wanted: Vec<u64> =
        text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()).map(|(n, _)| n as u64 + 1).collect();
    assert_eq!(seen, wanted);
}

#[test]
fn formats_agree_and_files_are_put_in_place() {
    let folder = TempDir::new().unwrap();
    let (json, csv, again) = (path(&folder, "a.json"), path(&folder, "a.csv"), path(&folder, "b.json"));
    let sample = sample();
    let sample = sample.to_str().unwrap();
    assert!(run(&["tag", sample, "-o", &json, "--with-text"]).status.success());
    assert!(run(&["tag", sample, "-o", &csv, "--csv-bom"]).status.success());
    assert!(run(&["tag", sample, "-o", &again, "--with-text", "-j", "1"]).status.success());
    let bytes = std::fs::read(&json).unwrap();
    assert_eq!(bytes, std::fs::read(&again).unwrap(), "the same on any number of threads");
    let records: Vec<Value> = serde_json::from_slice(&bytes).unwrap();
    let table = std::fs::read(&csv).unwrap();
    let table = table.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = csv::Reader::from_reader(table);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), records.len());
    for (row, record) in rows.iter().zip(&records) {
        assert_eq!(row[3], *record["headline"].as_str().unwrap());
        assert_eq!(row[9], *record["topics"][0]["id"].as_str().unwrap());
        assert!(!record["text"].as_str().unwrap().is_empty());
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 3, "no temporary file is left behind");
}

#[test]
fn standard_input_folders_and_rows() {
    let text = std::fs::read(sample()).unwrap();
    let piped = run_with(&["tag", "-", "--format", "jsonl"], &text);
    assert_eq!(stdout(&piped).lines().count(), 6, "{}", stderr(&piped));
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("1998")).unwrap();
    write(&folder, "1998/b.txt", &text);
    write(
        &folder,
        "a.jsonl",
        "{\"text\":\"球队在决赛中夺冠。\",\"title\":\"夺冠\",\"id\":\"x-1\"}\n\n{\"text\":\"央行下调利率。\"}\n",
    );
    write(&folder, "notes.md", "not read");
    let output = run(&["tag", folder.path().to_str().unwrap(), "--format", "jsonl"]);
    let records: Vec<Value> = stdout(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(records.len(), 8);
    assert!(records[0]["source"].as_str().unwrap().ends_with("1998/b.txt"), "sorted by name");
    let row = records.iter().find(|r| r["id"] == "x-1").unwrap();
    assert_eq!((row["headline"].as_str(), row["article"].as_u64()), (Some("夺冠"), Some(1)));
    assert_eq!(row["topics"][0]["id"], "sports");
}

#[test]
fn the_page_fits_the_terminal_and_has_no_colour_in_a_pipe() {
    use unicode_width::UnicodeWidthStr;
    let output = jzclass(&["tag", sample().to_str().unwrap()]).env("COLUMNS", "60").output().unwrap();
    let page = stdout(&output);
    assert!(!page.contains('\u{1b}'));
    // The first line is the path, which is not ours to break.
    for line in page.lines().skip(1) {
        assert!(line.width() <= 60, "{line}");
    }
}

#[test]
fn other_encodings_give_the_same_articles() {
    let folder = TempDir::new().unwrap();
    let text = std::fs::read_to_string(sample()).unwrap();
    let plain = run_with(&["tag", "-", "--format", "jsonl"], text.as_bytes());
    let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
    let crlf = text.replace('\n', "\r\n").into_bytes();
    let utf16: Vec<u8> = [b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let mark = ["\u{feff}".as_bytes(), text.as_bytes()].concat();
    for (name, bytes) in [("gb", &gb), ("crlf", &crlf), ("utf16", &utf16), ("mark", &mark)] {
        let output = run_with(&["tag", "-", "--format", "jsonl"], bytes);
        assert_eq!(stdout(&output), stdout(&plain), "{name}: {}", stderr(&output));
    }
    let mut broken = text.clone().into_bytes();
    let at = (300..304).find(|&i| text.is_char_boundary(i)).unwrap();
    broken.insert(at, 0xff);
    let broken = write(&folder, "broken.txt", broken);
    let output = run(&["tag", &broken, "--format", "jsonl"]);
    assert!(output.status.success());
    assert!(stderr(&output).contains("1 undecodable"), "{}", stderr(&output));
    assert!(stdout(&output).contains("\"undecodable\":1"));
}

#[test]
fn bad_input_is_named_and_does_not_stop_the_rest() {
    let folder = TempDir::new().unwrap();
    let cases: [(&str, Vec<u8>, &str); 4] = [
        ("empty.txt", Vec::new(), "empty"),
        ("image.txt", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), vec![0; 300]].concat(), "not a text file"),
        ("line.txt", "字".repeat(4 << 20).into_bytes(), "line 1 is"),
        ("mast.txt", "第03版\n责编 王平 版式 李安\n".into(), "no article"),
    ];
    for (name, bytes, cause) in &cases {
        let bad = write(&folder, name, bytes);
        fails(&run(&["tag", &bad]), &bad, cause);
        let both = run(&["tag", &bad, sample().to_str().unwrap(), "--format", "jsonl"]);
        fails(&both, &bad, cause);
        assert_eq!(stdout(&both).lines().count(), 6);
    }
    let missing = path(&folder, "missing.txt");
    fails(&run(&["tag", &missing]), &missing, "No such file");
    let bare = path(&folder, "bare");
    std::fs::create_dir(&bare).unwrap();
    fails(&run(&["tag", &bare]), &bare, "no edition");
    let rows = write(&folder, "rows.jsonl", "{\"text\":\"好\"}\nnonsense\n");
    fails(&run(&["tag", &rows]), &rows, "line 2");
}

#[cfg(unix)]
#[test]
fn unreadable_files_are_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let closed = write(&folder, "closed.txt", "本报讯");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&closed).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    fails(&run(&["tag", &closed]), &closed, "denied");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_a_closed_pipe_is_no_error() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = jzclass(&["tag", sample().to_str().unwrap()]).stdout(full).output().unwrap();
    fails(&output, "standard output", "No space left");
    let mut child =
        jzclass(&["tag", sample().to_str().unwrap()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_failed_run_leaves_a_good_output_in_place() {
    let folder = TempDir::new().unwrap();
    let good = write(&folder, "good.json", "[]");
    let missing = path(&folder, "missing.txt");
    assert_eq!(run(&["tag", &missing, "-o", &good]).status.code(), Some(1));
    let empty = write(&folder, "empty.txt", "");
    assert_eq!(run(&["tag", &empty, "-o", &good]).status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(&good).unwrap(), "[]");
}

#[cfg(target_os = "linux")]
#[test]
fn devices_are_written_to_and_links_stay() {
    use std::os::unix::fs::FileTypeExt;
    assert!(run(&["tag", sample().to_str().unwrap(), "-o", "/dev/null"]).status.success());
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let full = run(&["tag", sample().to_str().unwrap(), "-o", "/dev/full"]);
    fails(&full, "/dev/full", "No space left");
    let folder = TempDir::new().unwrap();
    let target = write(&folder, "target.json", "[]");
    let link = path(&folder, "link.json");
    std::os::unix::fs::symlink(&target, &link).unwrap();
    assert!(run(&["tag", sample().to_str().unwrap(), "-o", &link]).status.success());
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(std::fs::read_to_string(&target).unwrap().len() > 100);
}

#[test]
fn wrong_calls_end_with_2() {
    for args in [
        &["tag"][..],
        &["tog"],
        &["tag", "x", "--format", "pdf"],
        &["tag", "x", "--encoding", "latin"],
        &["train", "--data", "x"],
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
    assert!(run(&["--help"]).status.success());
}

#[test]
fn bad_models_are_told_apart() {
    let folder = TempDir::new().unwrap();
    let sample = sample();
    let sample = sample.to_str().unwrap();
    let good =
        std::fs::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/models/format-1.jzm"))
            .unwrap();
    for (name, bytes, cause) in [
        ("cut.jzm", good[..good.len() / 2].to_vec(), "damaged model"),
        ("foreign.jzm", b"GIF89a".to_vec(), "not a jzclass model"),
        ("newer.jzm", [b"jzclass model 999\n", &good[16..]].concat(), "newer than this program"),
    ] {
        let model = write(&folder, name, bytes);
        fails(&run(&["tag", sample, "--model", &model]), &model, cause);
    }
    let missing = path(&folder, "none.jzm");
    fails(&run(&["tag", sample, "--model", &missing]), &missing, "No such file");
}

const CLASSES: [(&str, &[&str]); 2] = [
    ("体育", &["球队在决赛中夺冠", "运动员刷新纪录", "联赛开幕，球迷欢呼", "教练谈训练", "马拉松起跑"]),
    ("财经", &["央行下调利率", "股市收涨", "企业利润增长", "银行发行债券", "出口额上升"]),
];

fn forms(folder: &TempDir) -> Vec<String> {
    let mut json = String::new();
    let (mut csv, mut tsv, mut fasttext) = ("text,label\n".to_owned(), "label\ttext\n".to_owned(), String::new());
    for (label, texts) in CLASSES {
        std::fs::create_dir_all(folder.path().join("classes").join(label)).unwrap();
        for (n, text) in texts.iter().enumerate() {
            json += &format!("{{\"text\":\"{text}\",\"label\":\"{label}\"}}\n");
            csv += &format!("\"{text}\",{label}\n");
            tsv += &format!("{label}\t{text}\n");
            fasttext += &format!("__label__{label} {text}\n");
            write(folder, &format!("classes/{label}/{n}.txt"), text);
        }
    }
    vec![
        write(folder, "a.jsonl", json),
        write(folder, "a.csv", csv),
        write(folder, "a.tsv", tsv),
        write(folder, "a.fasttext", fasttext),
        path(folder, "classes"),
    ]
}

#[test]
fn training_takes_every_form_and_is_the_same_on_any_number_of_threads() {
    let folder = TempDir::new().unwrap();
    let mut models = Vec::new();
    for form in forms(&folder) {
        for threads in ["1", "2"] {
            let model = path(&folder, "m.jzm");
            let output = run(&["train", "--data", &form, "--out", &model, "-j", threads]);
            assert!(output.status.success(), "{form}: {}", stderr(&output));
            assert_eq!(stderr(&output), "", "nothing but our own messages");
            assert!(stdout(&output).contains("cross-validated"), "{}", stdout(&output));
            models.push(std::fs::read(&model).unwrap());
        }
        let model = path(&folder, "m.jzm");
        let eval = run(&["eval", "--data", &form, "--model", &model, "--json"]);
        let scores: Value = serde_json::from_str(&stdout(&eval)).unwrap();
        for field in ["accuracy", "macro_f1", "top3", "topics", "confusion"] {
            assert!(scores.get(field).is_some(), "{field}");
        }
        assert!(scores["accuracy"].as_f64().unwrap() > 0.9);
    }
    assert!(models.iter().all(|m| *m == models[0]), "one model from the same documents in any form");
}

#[test]
fn learning_a_then_b_is_training_on_both() {
    let folder = TempDir::new().unwrap();
    let data = &forms(&folder)[0];
    let lines: Vec<String> = std::fs::read_to_string(data).unwrap().lines().map(str::to_owned).collect();
    let (mut a, mut b) = (String::new(), String::new());
    for (n, line) in lines.iter().enumerate() {
        *(if n % 5 < 3 { &mut a } else { &mut b }) += &format!("{line}\n");
    }
    // Documents of one name belong to one group.
    for part in ["1", "2"] {
        std::fs::create_dir(folder.path().join(part)).unwrap();
    }
    let (a, b) = (write(&folder, "1/a.jsonl", a), write(&folder, "2/a.jsonl", b));
    let file = |name: &str| path(&folder, name);
    let done = |args: &[&str]| {
        let output = run(args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        assert_eq!(stderr(&output), "");
    };
    done(&["train", "--data", data, "--out", &file("all.jzm"), "--keep-counts", &file("all.counts")]);
    done(&["train", "--data", &a, "--out", &file("a.jzm"), "--keep-counts", &file("a.counts")]);
    done(&["train", "--data", &b, "--out", &file("b.jzm"), "--keep-counts", &file("b.counts")]);
    done(&["train", "--counts", &file("b.counts"), &file("a.counts"), "--out", &file("merged.jzm")]);
    done(&["learn", "--data", &b, "--counts", &file("a.counts"), "--out", &file("learned.jzm")]);
    let bytes = |name: &str| std::fs::read(path(&folder, name)).unwrap();
    assert_eq!(bytes("learned.jzm"), bytes("all.jzm"));
    assert_eq!(bytes("merged.jzm"), bytes("all.jzm"));
    assert_eq!(bytes("a.counts"), bytes("all.counts"));
    let cut = write(&folder, "cut.counts", &bytes("all.counts")[..40]);
    fails(&run(&["train", "--counts", &cut, "--out", &file("x.jzm")]), &cut, "damaged count file");
    fails(&run(&["train", "--counts", data, "--out", &file("x.jzm")]), data, "not a count file");
}

#[test]
fn tuning_repeats_itself() {
    let folder = TempDir::new().unwrap();
    let data = &forms(&folder)[0];
    let mut models = Vec::new();
    for _ in 0..2 {
        let model = path(&folder, "m.jzm");
        let output = run(&["train", "--data", data, "--out", &model, "--tune", "--trials", "4", "--time", "10m"]);
        assert!(output.status.success() && output.stderr.is_empty(), "{}", stderr(&output));
        models.push(std::fs::read(&model).unwrap());
    }
    assert_eq!(models[0], models[1]);
    assert_eq!(run(&["train", "--data", data, "--out", "m", "--tune", "--time", "soon"]).status.code(), Some(2));
}

#[test]
fn training_refuses_with_the_reason() {
    let folder = TempDir::new().unwrap();
    let out = path(&folder, "m.jzm");
    let two = "{\"text\":\"球队夺冠\",\"label\":\"体育\"}\n{\"text\":\"球队获胜\",\"label\":\"体育\"}\n";
    for (name, content, cause) in [
        ("lone.jsonl", format!("{two}{{\"text\":\"股市\",\"label\":\"财经\"}}\n"), "one document only"),
        ("one.jsonl", two.to_owned(), "only one topic"),
        ("none.jsonl", "\n".to_owned(), "no labelled document"),
        ("bad.jsonl", format!("{two}{{nonsense\n"), "line 3"),
    ] {
        let data = write(&folder, name, content);
        fails(&run(&["train", "--data", &data, "--out", &out]), &data, cause);
        assert!(!Path::new(&out).exists());
    }
    let taxonomy = write(&folder, "t.json", "{\"name\":\"t\",\"topics\":[{\"id\":\"财经\",\"name\":\"财经\"}]}");
    let data = write(&folder, "two.jsonl", two);
    fails(&run(&["train", "--data", &data, "--out", &out, "--taxonomy", &taxonomy]), &data, "unknown label `体育`");
}

#[test]
fn explained_terms_add_up_to_the_score() {
    let output = run(&["explain", sample().to_str().unwrap(), "--article", "1", "--json"]);
    let object: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let sum: f64 = object["terms"].as_array().unwrap().iter().map(|t| t["log_odds"].as_f64().unwrap()).sum();
    let score = object["score"].as_f64().unwrap();
    assert!((object["prior"].as_f64().unwrap() + sum - score).abs() < 1e-9);
    let sentences = object["sentences"].as_array().unwrap();
    assert!(sentences[0]["headline"].as_bool().unwrap() && sentences.len() > 3);
    let sum: f64 = sentences.iter().map(|s| s["log_odds"].as_f64().unwrap()).sum();
    assert!((object["prior"].as_f64().unwrap() + sum - score).abs() < 1e-6);
    let page = jzclass(&["explain", sample().to_str().unwrap()]).env("COLUMNS", "60").output().unwrap();
    let page = stdout(&page);
    let telling = page.lines().find(|l| l.starts_with("most telling sentence")).unwrap();
    assert!(unicode_width::UnicodeWidthStr::width(telling) <= 60 && telling.ends_with('…'), "{telling}");
    fails(&run(&["explain", sample().to_str().unwrap(), "--article", "99"]), "qinghe-01.txt", "the page has 6");
}

#[test]
fn topics_are_listed() {
    let output = stdout(&run(&["topics"]));
    assert!(output.contains("disaster") && output.contains("灾害应急") && output.contains("provisional"));
    let taxonomy = jzclass::Taxonomy::from_json(&stdout(&run(&["topics", "--json"]))).unwrap();
    assert_eq!(taxonomy.len(), 20);
}

#[test]
fn composed_pages_are_measured() {
    let folder = TempDir::new().unwrap();
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("data/corpus/b-jiangnan");
    let file = |name: &str| corpus.join(name).to_str().unwrap().to_owned();
    let (tech, health, sports) = (file("tech.jsonl"), file("health.jsonl"), file("sports.jsonl"));
    let pages = path(&folder, "pages");
    let compose = |more: &[&str]| {
        let args = ["compose", "--articles", &tech, &health, &sports, "--pages", "3", "--seed", "4", "-o", &pages];
        run(&[&args[..], more].concat())
    };
    let output = compose(&["--kind", "kickers"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(std::fs::read_dir(&pages).unwrap().count(), 6);
    let text = std::fs::read_to_string(format!("{pages}/page-4-00002.txt")).unwrap();
    assert!(compose(&["--kind", "kickers"]).status.success());
    assert_eq!(text, std::fs::read_to_string(format!("{pages}/page-4-00002.txt")).unwrap());

    let report: Value = serde_json::from_str(&stdout(&run(&["eval", "--editions", &pages, "--json"]))).unwrap();
    assert_eq!(report["all"]["pages"], 3);
    assert_eq!(report["kinds"][0]["kind"], "kickers");
    assert!(report["all"]["f1"].as_f64().unwrap() > 0.5);
    let table = stdout(&run(&["eval", "--editions", &pages]));
    assert!(table.starts_with("3 pages, ") && table.contains("\nkickers "), "{table}");

    let unknown = compose(&["--kind", "holes"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("narrow-columns"));
    fails(&run(&["compose", "--articles", &tech, "-o", &pages]), "tech.jsonl", "a page needs 20");
}

#[test]
fn editions_without_truth_are_told() {
    let folder = TempDir::new().unwrap();
    let name = folder.path().to_str().unwrap();
    write(&folder, "a.txt", "标题\n正文。\n");
    fails(&run(&["eval", "--editions", name]), name, "no edition with a truth file");
    write(&folder, "a.truth.json", "{\"articles\": 3}");
    fails(&run(&["eval", "--editions", name]), "a.truth.json", "not a truth file");
    write(&folder, "a.truth.json", "{\"articles\": []}");
    write(&folder, "a.txt", "\n\n");
    fails(&run(&["eval", "--editions", name]), "a.txt", "the file is empty");
    assert_eq!(run(&["eval"]).status.code(), Some(2));
    assert_eq!(run(&["eval", "--editions", name, "--data", "x.csv"]).status.code(), Some(2));
}

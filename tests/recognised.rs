//! Recognised pages in the manner of Tesseract, ABBYY and Transkribus, through the library and the real program.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jzclass::Error;
use jzclass::reader::{Recognised, Role, SourceText, read_recognised};
use proptest::prelude::*;
use serde_json::Value;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recognised").join(name)
}

fn read(name: &str) -> Recognised {
    let path = file(name);
    read_recognised(&std::fs::read(&path).unwrap(), None, path.parent()).unwrap()
}

fn texts(file: &Recognised) -> Vec<&str> {
    file.pages.iter().flat_map(|p| &p.lines).map(|l| l.text.as_str()).collect()
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jzclass")).args(args).output().unwrap()
}

fn records(path: &Path) -> Vec<Value> {
    let output = run(&["tag", path.to_str().unwrap(), "-f", "jsonl"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

const HEADS: [&str; 2] = ["早稻开镰 青石镇万亩良田迎丰收", "老街新添口袋公园"];

#[test]
fn every_format_gives_the_same_lines() {
    let hocr = read("tesseract.hocr");
    let alto = read("tesseract.xml");
    let page = read("transkribus.xml");
    assert_eq!(texts(&hocr).len(), 15);
    assert_eq!(texts(&alto), texts(&hocr));
    let solid = |t: Vec<&str>| t.iter().map(|l| l.replace(' ', "")).collect::<Vec<_>>();
    assert_eq!(solid(texts(&page)), solid(texts(&hocr)), "the reading order of the file");
    for file in [&hocr, &alto] {
        let head = &file.pages[0].lines[0];
        assert!(head.confidence.is_some_and(|c| c > 0.3 && c < 1.0));
        assert!(head.size > 1.5 * file.pages[0].lines[1].size);
    }
    assert_eq!(page.pages[0].lines[0].role, Some(Role::Headline));
}

#[test]
fn a_mets_issue_has_order_articles_paper_and_day() {
    let issue = read("issue/mets.xml");
    assert_eq!((issue.paper.as_str(), issue.date.as_str()), ("江岸日报", "2024-07-17"));
    assert_eq!(issue.names, ["A01", "A02"]);
    let heads: Vec<_> = issue.pages.iter().map(|p| &p.lines[0]).collect();
    assert_eq!(heads.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), HEADS);
    assert_eq!(heads.iter().map(|l| l.article).collect::<Vec<_>>(), [Some(0), Some(1)]);
    assert!(heads.iter().all(|l| l.bold && l.role == Some(Role::Headline)));
}

#[test]
fn the_program_labels_each() {
    let found = records(&file("issue/mets.xml"));
    let heads: Vec<_> = found.iter().map(|r| r["headline"].as_str().unwrap()).collect();
    assert_eq!(heads, HEADS);
    assert_eq!(
        (&found[1]["paper"], &found[1]["page"], &found[1]["sheet"]),
        (&"江岸日报".into(), &"A02".into(), &2.into())
    );
    assert_eq!(found[0]["topics"][0]["id"], "agriculture");
    assert_eq!(found[0]["ocr_confidence"], 0.9);
    for name in ["tesseract.hocr", "transkribus.xml"] {
        let found = records(&file(name));
        assert_eq!(found.len(), 2, "{name}");
        assert_eq!(found[1]["headline"], HEADS[1], "{name}");
        assert!(found[0]["ocr_confidence"].as_f64().unwrap() > 0.8);
    }
    // Of low confidence throughout.
    for record in records(&file("tesseract.xml")) {
        assert!(record["ocr_confidence"].as_f64().unwrap() < 0.8);
        assert_eq!(record["needs_review"], true);
    }
}

#[test]
fn a_folder_reads_linked_files_once_and_passes_over_other_html() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("alto")).unwrap();
    for name in ["mets.xml", "alto/page-a.xml", "alto/page-b.xml"] {
        std::fs::copy(file("issue").join(name), folder.path().join(name)).unwrap();
    }
    std::fs::copy(file("tesseract.hocr"), folder.path().join("page.html")).unwrap();
    std::fs::write(folder.path().join("index.html"), "<html><body>目录</body></html>").unwrap();
    let found = records(folder.path());
    assert_eq!(found.len(), 4, "two of the issue, two of the hOCR page");
    let named = run(&["tag", folder.path().join("index.html").to_str().unwrap()]);
    assert_eq!(named.status.code(), Some(1));
    let message = String::from_utf8(named.stderr).unwrap();
    assert!(message.contains("index.html") && message.contains("no hOCR"), "{message}");
}

#[test]
fn other_and_broken_files_are_told() {
    let other = read_recognised(b"<rss><channel/></rss>", None, None);
    assert!(matches!(other, Err(Error::OtherMarkup { root }) if root == "rss"));
    let bytes = std::fs::read(file("tesseract.xml")).unwrap();
    assert!(matches!(read_recognised(&bytes[..bytes.len() / 2], None, None), Err(Error::BadMarkup { .. })));
    let mets = std::fs::read(file("issue/mets.xml")).unwrap();
    assert!(matches!(read_recognised(&mets, None, None), Err(Error::BadLink { .. })));
    let nowhere = tempfile::tempdir().unwrap();
    let missing = read_recognised(&mets, None, Some(nowhere.path()));
    assert!(matches!(missing, Err(Error::Io { path, .. }) if path.ends_with("alto/page-b.xml")));
    let empty = read_recognised(b"<alto><Layout><Page/></Layout></alto>", None, None).unwrap();
    assert!(matches!(SourceText::recognised(empty), Err(Error::Empty)));
}

/// Bytes of a fixture with some of them replaced, left out or doubled.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let names = ["tesseract.hocr", "tesseract.xml", "transkribus.xml", "issue/mets.xml", "issue/alto/page-b.xml"];
    let change = (any::<prop::sample::Index>(), 0_usize..40, prop::collection::vec(any::<u8>(), 0..6));
    (prop::sample::select(names.to_vec()), prop::collection::vec(change, 1..6)).prop_map(|(name, changes)| {
        let mut bytes = std::fs::read(file(name)).unwrap();
        for (at, cut, put) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, put);
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn mutated_files_give_pages_or_an_error(bytes in mutated()) {
        if let Ok(file) = read_recognised(&bytes, None, Some(&file("issue"))) {
            let lines = texts(&file).len();
            if let Ok(source) = SourceText::recognised(file) {
                prop_assert_eq!(source.text.lines().len(), lines);
            } else {
                prop_assert_eq!(lines, 0);
            }
        }
    }

    #[test]
    fn any_bytes_give_pages_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_recognised(&bytes, None, None);
        let _ = read_recognised(&[b"<alto>", &bytes[..]].concat(), None, None);
    }
}

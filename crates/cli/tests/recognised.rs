//! Recognised pages in the manner of Tesseract, ABBYY and Transkribus, through the library and the real program.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jzclass::Error;
use jzclass::read::{Recognised, Role, SourceText, read_recognised};
use jzclass::split::{Article, Grouping, lay_out_recognised};
use proptest::prelude::*;
use serde_json::Value;

fn file(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/recognised").join(name)
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

/// A text block of lines at these tops, 300 pixels wide, and with no places where `left` is none.
fn block(id: &str, left: Option<u32>, top: u32, size: u32, lines: &[&str]) -> String {
    let place = |n: usize| {
        left.map_or(String::new(), |left| {
            let top = top + n as u32 * size * 3 / 2;
            format!("HPOS='{left}' VPOS='{top}' WIDTH='{}' HEIGHT='{size}'", size * lines[n].chars().count() as u32)
        })
    };
    let mut set = String::new();
    for (n, line) in lines.iter().enumerate() {
        let _ = write!(set, "<TextLine {}><String CONTENT='{line}' WC='0.8'/></TextLine>", place(n));
    }
    format!("<TextBlock ID='{id}'>{set}</TextBlock>")
}

fn alto(blocks: &str) -> String {
    format!("<alto><Layout><Page WIDTH='1000' HEIGHT='1400'><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>")
}

const SLUICE: [&str; 3] =
    ["本报讯 三月二日，柳林渡口的新水", "闸开始试运行，两岸六百亩早稻田", "当天就放进了春灌第一渠水。"];
const READING: [&str; 3] =
    ["本报讯 青石小学的旧仓库改成了读", "书角，孩子们自己动手搭书架，捐", "来的三百册书当周借出一半。"];

/// Two articles over two pages; the second page goes on with the first article and has no places.
fn issue(folder: &Path) -> PathBuf {
    std::fs::create_dir(folder.join("alto")).unwrap();
    let first = block("h", Some(60), 100, 60, &["柳林渡口水闸试运行"])
        + &block("b", Some(60), 200, 30, &SLUICE)
        + &block("c", Some(560), 200, 30, &READING);
    let second = block("d", None, 0, 0, &["水闸由县水利站看守，汛期昼夜有人。"]);
    std::fs::write(folder.join("alto/1.xml"), alto(&first)).unwrap();
    std::fs::write(folder.join("alto/2.xml"), alto(&second)).unwrap();
    let file = |n: u32| format!("<file ID='F{n}' MIMETYPE='text/xml'><FLocat xlink:href='alto/{n}.xml'/></file>");
    let area = |n: u32, id: &str| format!("<fptr><area FILEID='F{n}' BEGIN='{id}'/></fptr>");
    let mets = format!(
        "<mets xmlns:xlink='http://www.w3.org/1999/xlink'><fileSec><fileGrp USE='Text'>{}{}</fileGrp></fileSec>\
         <structMap TYPE='PHYSICAL'><div><div ORDER='1' ORDERLABEL='1'><fptr FILEID='F1'/></div>\
         <div ORDER='2' ORDERLABEL='2'><fptr FILEID='F2'/></div></div></structMap>\
         <structMap TYPE='LOGICAL'><div TYPE='Issue'><div TYPE='ARTICLE'>{}<div TYPE='BODY'>{}{}</div></div>\
         <div TYPE='ARTICLE'><div TYPE='BODY'>{}</div></div></div></structMap></mets>",
        file(1),
        file(2),
        format_args!("<div TYPE='HEADING'>{}</div>", area(1, "h")),
        area(1, "b"),
        area(2, "d"),
        area(1, "c"),
    );
    let path = folder.join("mets.xml");
    std::fs::write(&path, mets).unwrap();
    path
}

#[test]
fn articles_of_the_logical_structure_are_taken_at_their_word_and_joined_over_pages() {
    let folder = tempfile::tempdir().unwrap();
    let path = issue(folder.path());
    let found = records(&path);
    let places: Vec<_> =
        found.iter().map(|r| (r["headline"].as_str().unwrap(), r["page"].as_str(), r["column"].as_u64())).collect();
    assert_eq!(places, [("柳林渡口水闸试运行", Some("1"), Some(1)), ("", Some("1"), Some(2))]);
    assert_eq!(found[0]["ocr_confidence"], 0.8);
    let file = || read_recognised(&std::fs::read(&path).unwrap(), None, path.parent()).unwrap();
    let laid = lay_out_recognised(file(), Grouping::Given).unwrap();
    let bodies: Vec<String> = laid.edition.articles.iter().map(|a| a.body_text(&laid.source.text)).collect();
    assert_eq!(bodies[0], format!("{}\n水闸由县水利站看守，汛期昼夜有人。", SLUICE.concat()));
    assert_eq!(bodies[1], READING.concat());
    // By geometry alone the page without places is no part of it.
    let laid = lay_out_recognised(file(), Grouping::Found).unwrap();
    let body = laid.edition.articles[0].body_text(&laid.source.text);
    assert!(body.contains("第一渠水") && !body.contains("水利站"));
}

#[test]
fn without_places_the_text_is_split_in_its_order() {
    let blocks = |left: Option<u32>| {
        // The file's order runs across: the first column's end comes last.
        block("h", left, 100, 60, &["柳林渡口水闸试运行"])
            + &block("b", left, 200, 30, &SLUICE[..2])
            + &block("i", left.map(|l| l + 500), 100, 60, &["旧仓库变成读书角"])
            + &block("c", left.map(|l| l + 500), 200, 30, &READING)
            + &block("e", left, 290, 30, &SLUICE[2..])
    };
    let split = |text: &str| {
        let laid = lay_out_recognised(read_recognised(text.as_bytes(), None, None).unwrap(), Grouping::Given).unwrap();
        laid.edition.articles.iter().map(|a| a.body_text(&laid.source.text)).collect::<Vec<_>>()
    };
    assert_eq!(split(&alto(&blocks(Some(60)))), [SLUICE.concat(), READING.concat()]);
    let plain = alto(&blocks(None));
    let source = SourceText::recognised(read_recognised(plain.as_bytes(), None, None).unwrap()).unwrap();
    let edition = jzclass::split::split(&source.text);
    let wanted: Vec<String> = edition.articles.iter().map(|a| a.body_text(&source.text)).collect();
    assert_eq!(split(&plain), wanted);
    // One place for all lines is none.
    let region: String = [&SLUICE[..], &READING].concat().join("\n");
    let page = format!(
        "<PcGts><Page imageWidth='900' imageHeight='900'><TextRegion id='r'><Coords points='0,0 900,0 900,900 0,900'/>\
         <TextEquiv><Unicode>{region}</Unicode></TextEquiv></TextRegion></Page></PcGts>"
    );
    let laid = lay_out_recognised(read_recognised(page.as_bytes(), None, None).unwrap(), Grouping::Given).unwrap();
    assert_eq!(laid.source.text.line(0), SLUICE[0]);
    assert!(laid.places.iter().all(|p| p.column == 0));
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
            let Ok(laid) = lay_out_recognised(file.clone(), Grouping::Given) else {
                prop_assert_eq!(lines, 0);
                return Ok(());
            };
            prop_assert_eq!(laid.source.text.lines().len(), lines);
            let mut seen = vec![0; lines];
            let articles = laid.edition.articles.iter().flat_map(Article::lines);
            articles.chain(laid.edition.furniture.iter().copied()).for_each(|line| seen[line] += 1);
            prop_assert!(seen.iter().all(|&n| n == 1), "{seen:?}");
            prop_assert_eq!(SourceText::recognised(file).unwrap().text.lines().len(), lines);
        }
    }

    #[test]
    fn any_bytes_give_pages_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_recognised(&bytes, None, None);
        let _ = read_recognised(&[b"<alto>", &bytes[..]].concat(), None, None);
    }
}

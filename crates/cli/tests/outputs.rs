//! What is written is read again: by the Rust libraries, and by the programs people open it with.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;
use std::process::Command;

use jzclass::Record;
use jzclass::record::{Lines, TopicScore};
use jzclass::split::Byline;
use jzclass::taxonomy::GbCategory;
use jzclass_io::write::{AnnifWriter, CsvWriter, NinjsWriter, ParquetWriter, RecordWriter, SqliteWriter};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, RowAccessor};
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

fn topic(id: &str, probability: f64, assigned: bool) -> TopicScore {
    let known = id == "disaster";
    TopicScore {
        id: id.into(),
        name: format!("主题{id}"),
        probability,
        assigned,
        iptc: known.then(|| "medtop:03000000".into()),
        gbt: known.then(|| GbCategory { code: "06".into(), name: "灾难、事故".into(), provisional: true }),
    }
}

/// A record with every field, one with as few as there can be, and a page's furniture.
fn records() -> Vec<Record> {
    let full = Record {
        schema: 1,
        source: "报 纸/2024-11-08#3.txt".into(),
        paper: "清河日报".into(),
        date: "2024-11-08".into(),
        page: "A03".into(),
        sheet: 3,
        column: 4,
        article: 2,
        id: Some(json!("rec-7")),
        headline: "=江堤加固".into(),
        kicker: "引题".into(),
        subtitle: "副题".into(),
        byline: Byline {
            reporters: vec!["林静".into(), "赵一舟".into()],
            correspondents: vec!["何田".into()],
            ..Byline::default()
        },
        lines: Lines { headline: vec![[1, 2]], body: vec![[3, 9], [12, 20]], ..Lines::default() },
        topics: vec![topic("disaster", 0.75, true), topic("own", 0.25, true), topic("other", 0.0, false)],
        needs_review: true,
        summary: "江堤加固工程开工。".into(),
        keywords: vec!["江堤".into(), "加固".into()],
        places: vec!["清河县".into()],
        organisations: vec!["清河县水利局".into()],
        chars: 21,
        undecodable: 1,
        garbled: Some(0.0125),
        ocr_confidence: Some(0.9),
        duplicate_of: Some("a b.txt#1".into()),
        text: Some("江堤加固工程开工。\n“防汛”标准提高。".into()),
        ..Record::default()
    };
    let bare = Record { schema: 1, source: "-".into(), article: 1, date: "2024-02-30".into(), ..Record::default() };
    let furniture = Record {
        schema: 1,
        source: "-".into(),
        lines: Lines { furniture: vec![[1, 1]], ..Lines::default() },
        text: Some("清河日报".into()),
        ..Record::default()
    };
    vec![full, bare, furniture]
}

fn written(mut writer: impl RecordWriter, records: &[Record]) -> Vec<u8> {
    let mut out = Vec::new();
    writer.begin(&mut out).unwrap();
    for record in records {
        writer.write(std::slice::from_ref(record), &mut out).unwrap();
    }
    writer.end(&mut out).unwrap();
    out
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    std::str::from_utf8(bytes).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn rows(bytes: Vec<u8>) -> Vec<Value> {
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    reader.get_row_iter(None).unwrap().map(|row| value(&Field::Group(row.unwrap()))).collect()
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(b) => json!(b),
        Field::Int(n) => json!(n),
        Field::Double(x) => json!(x),
        Field::Str(text) => json!(text),
        Field::Date(_) => json!(field.to_string().split(' ').next()),
        Field::Group(row) => row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect(),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn parquet_holds_every_field() {
    let rows = rows(written(ParquetWriter::default(), &records()));
    assert_eq!(rows.len(), 3);
    assert_eq!(
        rows[0],
        json!({
            "schema": 1, "source": "报 纸/2024-11-08#3.txt", "paper": "清河日报", "date": "2024-11-08", "page": "A03",
            "sheet": 3, "column": 4, "article": 2, "id": "rec-7", "headline": "=江堤加固", "kicker": "引题", "subtitle": "副题",
            "byline": {"reporters": ["林静", "赵一舟"], "correspondents": ["何田"], "other": []},
            "lines": {
                "headline": [{"from": 1, "to": 2}], "body": [{"from": 3, "to": 9}, {"from": 12, "to": 20}],
                "caption": [], "byline": [], "furniture": [],
            },
            "topics": [
                {"id": "disaster", "name": "主题disaster", "probability": 0.75, "assigned": true,
                 "iptc": "medtop:03000000", "gbt": {"code": "06", "name": "灾难、事故", "provisional": true}},
                {"id": "own", "name": "主题own", "probability": 0.25, "assigned": true, "iptc": null, "gbt": null},
                {"id": "other", "name": "主题other", "probability": 0.0, "assigned": false, "iptc": null, "gbt": null},
            ],
            "needs_review": true, "summary": "江堤加固工程开工。", "keywords": ["江堤", "加固"],
            "places": ["清河县"], "organisations": ["清河县水利局"], "chars": 21,
            "undecodable": 1, "garbled": 0.0125, "ocr_confidence": 0.9, "duplicate_of": "a b.txt#1",
            "text": "江堤加固工程开工。\n“防汛”标准提高。",
        })
    );
    for none in ["paper", "date", "page", "sheet", "column", "id", "garbled", "ocr_confidence", "duplicate_of", "text"]
    {
        assert_eq!(rows[1][none], Value::Null, "{none}");
    }
    assert_eq!(rows[1]["topics"], json!([]));
    assert_eq!(rows[2]["lines"]["furniture"], json!([{"from": 1, "to": 1}]));
}

#[test]
fn parquet_of_nothing_and_of_many_row_groups() {
    assert!(rows(written(ParquetWriter::default(), &[])).is_empty());
    let many: Vec<Record> =
        (0..40_000).map(|n| Record { article: n, source: "a".into(), ..Record::default() }).collect();
    let bytes = written(ParquetWriter::default(), &many);
    assert_eq!(bytes, written(ParquetWriter::default(), &many), "the same records, the same bytes");
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    assert_eq!(reader.metadata().num_row_groups(), 3);
    let numbers: Vec<i32> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().get_int(7).unwrap()).collect();
    assert!(numbers.iter().zip(0..40_000).all(|(&found, n)| found == n) && numbers.len() == 40_000);
}

#[test]
fn sqlite_holds_every_field_and_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str| {
        let path = folder.path().join(name);
        let mut writer = SqliteWriter::create(&path).unwrap();
        writer.write(&records()).unwrap();
        writer.finish().unwrap();
        path
    };
    let path = write("a.db");
    assert_eq!(std::fs::read(&path).unwrap(), std::fs::read(write("b.sqlite")).unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing temporary is left");
    let connection = rusqlite::Connection::open(path).unwrap();
    let text = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, Option<String>>(0)).unwrap();
    assert_eq!(text("PRAGMA integrity_check").as_deref(), Some("ok"));
    let article = "SELECT json_array(source, paper, date, page, sheet, column, article, identifier, headline, kicker, subtitle, \
        topic, probability, needs_review, summary, json(keywords), json(places), json(organisations), chars, undecodable, garbled, ocr_confidence, \
        duplicate_of, json(headline_lines), json(body_lines), text) FROM articles WHERE id = ";
    let full: Value = serde_json::from_str(&text(&format!("{article}1")).unwrap()).unwrap();
    assert_eq!(
        full,
        json!([
            "报 纸/2024-11-08#3.txt",
            "清河日报",
            "2024-11-08",
            "A03",
            3,
            4,
            2,
            "rec-7",
            "=江堤加固",
            "引题",
            "副题",
            "disaster",
            0.75,
            1,
            "江堤加固工程开工。",
            ["江堤", "加固"],
            ["清河县"],
            ["清河县水利局"],
            21,
            1,
            0.0125,
            0.9,
            "a b.txt#1",
            [[1, 2]],
            [[3, 9], [12, 20]],
            "江堤加固工程开工。\n“防汛”标准提高。"
        ])
    );
    assert_eq!(text("SELECT date FROM articles WHERE id = 2"), None, "no day of the calendar");
    assert_eq!(
        text("SELECT group_concat(role || name) FROM bylines").as_deref(),
        Some("correspondent何田,reporter林静,reporter赵一舟")
    );
    assert_eq!(text("SELECT group_concat(topic) FROM articles_by_topic").as_deref(), Some("disaster,own"));
    assert_eq!(
        text("SELECT group_concat(month || topic || articles) FROM topics_by_month").as_deref(),
        Some("2024-11disaster1")
    );
    assert_eq!(text("SELECT gbt_name FROM topics WHERE id = 'disaster'").as_deref(), Some("灾难、事故"));
}

#[test]
fn a_catalogue_that_cannot_be_written_leaves_the_old_one() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.db");
    std::fs::write(&path, "old").unwrap();
    let mut writer = SqliteWriter::create(&path).unwrap();
    writer.write(&records()).unwrap();
    drop(writer);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing temporary is left");
    assert!(SqliteWriter::create(folder.path()).is_err());
    assert!(SqliteWriter::create(&folder.path().join("none/a.db")).is_err());
}

#[test]
fn ninjs_has_the_standards_members() {
    let items = lines(&written(NinjsWriter, &records()));
    assert_eq!(items.len(), 2, "furniture is no item");
    assert_eq!(
        items[0],
        json!({
            "uri": "urn:x-jzclass:%E6%8A%A5%20%E7%BA%B8/2024-11-08%233.txt#2", "type": "text", "profile": "text-only",
            "language": "zh",
            "standard": {"name": "ninjs", "version": "3.0", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"},
            "contentCreated": "2024-11-08T00:00:00+08:00",
            "headlines": [{"role": "main", "value": "=江堤加固"}, {"role": "kicker", "value": "引题"}, {"role": "subtitle", "value": "副题"}],
            "descriptions": [{"role": "summary", "value": "江堤加固工程开工。"}],
            "bodies": [{"role": "main", "contentType": "text/plain", "charCount": 21, "value": "江堤加固工程开工。\n“防汛”标准提高。"}],
            "by": "记者 林静 赵一舟 通讯员 何田",
            "infoSources": [{"name": "清河日报"}],
            "subjects": [
                {"name": "主题disaster", "uri": "http://cv.iptc.org/newscodes/mediatopic/03000000", "literal": "disaster", "creator": "jzclass", "confidence": 75},
                {"name": "主题own", "literal": "own", "creator": "jzclass", "confidence": 25},
            ],
            "places": [{"name": "清河县"}], "organisations": [{"name": "清河县水利局"}],
            "altIds": [{"role": "id", "value": "rec-7"}, {"role": "page", "value": "A03"}, {"role": "duplicateOf", "value": "urn:x-jzclass:a%20b.txt#1"}],
            "edNote": "The topic was assigned by a program that is not sure of it.",
        })
    );
}

#[test]
fn annif_documents_have_text_metadata_and_subjects() {
    let documents = lines(&written(AnnifWriter, &records()));
    assert_eq!(
        documents[0],
        json!({
            "document_id": "rec-7", "text": "引题\n=江堤加固\n副题\n江堤加固工程开工。\n“防汛”标准提高。",
            "metadata": {"date": "2024-11-08", "page": "A03", "paper": "清河日报", "summary": "江堤加固工程开工。", "title": "=江堤加固"},
            "subjects": [{"uri": "http://cv.iptc.org/newscodes/mediatopic/03000000", "label": "主题disaster"}, {"label": "主题own"}],
        })
    );
    assert_eq!(documents[1]["document_id"], "-#1");
}

#[test]
fn csv_has_the_new_columns_and_no_formulas() {
    let bytes = written(CsvWriter::default(), &records());
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<std::collections::BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let cell = |column: &str| rows[0][column].as_str();
    assert_eq!(cell("headline"), "'=江堤加固");
    assert_eq!(
        (cell("paper"), cell("date"), cell("page"), cell("sheet"), cell("column")),
        ("清河日报", "2024-11-08", "A03", "3", "4")
    );
    assert_eq!((cell("garbled"), cell("ocr_confidence"), cell("duplicate_of")), ("0.0125", "0.9000", "a b.txt#1"));
    assert_eq!(rows[1]["source"], "-");
    assert_eq!(rows[1]["sheet"], "");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// No cell begins as a formula does, and one leading apostrophe less is the text.
    #[test]
    fn csv_cells_come_back(headline in "[-=+@＝'\t一a\"\n,]{0,5}") {
        let record = Record { headline: headline.clone(), ..Record::default() };
        let bytes = written(CsvWriter::default(), &[record]);
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let row = reader.records().next().unwrap().unwrap();
        let cell = &row[3];
        if headline.chars().count() > 1 {
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '＝', '\t', '\r', '\n']));
            prop_assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), headline);
        } else {
            prop_assert_eq!(cell, headline);
        }
    }

    /// Lists of any lengths come back from Parquet as they were.
    #[test]
    fn parquet_lists_come_back(lists in proptest::collection::vec((0_usize..4, 0_usize..4, 0_usize..3), 0..12)) {
        let records: Vec<Record> = lists
            .iter()
            .map(|&(words, ranges, topics)| Record {
                keywords: (0..words).map(|n| format!("词{n}")).collect(),
                lines: Lines { body: (0..ranges).map(|n| [n, n + 1]).collect(), ..Lines::default() },
                topics: (0..topics).map(|n| topic(if n == 1 { "disaster" } else { "own" }, 0.5, n == 0)).collect(),
                ..Record::default()
            })
            .collect();
        let rows = rows(written(ParquetWriter::default(), &records));
        prop_assert_eq!(rows.len(), records.len());
        for (row, record) in rows.iter().zip(&records) {
            prop_assert_eq!(&row["keywords"], &json!(record.keywords));
            let body: Vec<Value> = record.lines.body.iter().map(|r| json!({"from": r[0], "to": r[1]})).collect();
            prop_assert_eq!(&row["lines"]["body"], &json!(body));
            prop_assert_eq!(&row["topics"], &json!(record.topics));
        }
    }
}

/// The program's files, opened with Python's sqlite3 and csv, and with pyarrow, polars, pandas and
/// `DuckDB` where they are installed. `JZCLASS_PYTHON` names the interpreter; the CI has all of them.
#[test]
fn the_readers_people_have_open_the_files() {
    let python = std::env::var("JZCLASS_PYTHON");
    let required = python.is_ok();
    let python = python.unwrap_or_else(|_| "python3".into());
    if Command::new(&python).arg("--version").output().is_err() {
        assert!(!required, "{python} does not start");
        println!("skipped: no {python}");
        return;
    }
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let folder = TempDir::new().unwrap();
    for ending in ["jsonl", "parquet", "db", "csv", "ninjs", "annif"] {
        let output = Command::new(env!("CARGO_BIN_EXE_jzclass"))
            .current_dir(root)
            .args(["tag", "tests/editions", "--furniture", "--with-text", "--duplicates", "-o"])
            .arg(folder.path().join(format!("catalogue.{ending}")))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let output = Command::new(&python).arg(root.join("tests/readers/read.py")).arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!required || !said.contains("skipped"), "{said}");
}

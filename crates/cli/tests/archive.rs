//! Whole archives through the real program: what is walked, what archives hold, what is kept of a run.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::format_push_string, clippy::format_collect)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

/// A page of two articles, told apart by its number.
fn page(number: usize) -> String {
    format!(
        "清河晚报\n2024年3月{}日 星期二\n第{:02}版 综合\n\n第{number}座泵站通过验收\n本报讯（记者 林静）昨日，清河市第{number}座防汛泵站\
         通过验收，可在三小时内排空低洼街区的积水。\n验收组查看了水泵、闸门和备用电源，要求汛期前完成两次试车。\n\n\
         少年围棋赛落幕\n本报讯（记者 周小川）为期{number}天的少年围棋赛昨日在市体育馆落幕，一百二十名选手\n参加，冠军由十岁的选手夺得。\n",
        number % 28 + 1,
        number % 16 + 1,
    )
}

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jzclass"));
    command.args(args).env_remove("COLUMNS").env_remove("NO_COLOR");
    command
}

fn run(args: &[&str]) -> Output {
    program(args).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn records(output: &Output) -> Vec<Value> {
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// The sources of records, each once, without the folder's path.
fn sources(folder: &TempDir, records: &[Value]) -> Vec<String> {
    let before = format!("{}/", folder.path().display());
    let mut names: Vec<String> = records.iter().map(|r| r["source"].as_str().unwrap().replace(&before, "")).collect();
    names.dedup();
    names
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn write(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    path
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *content).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

fn parquet_of(rows: &[(&str, i64)]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    let schema = "message rows { required binary text (UTF8); required int64 id; optional binary other (UTF8); }";
    let schema = Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let mut bytes = Vec::new();
    let mut writer = parquet::file::writer::SerializedFileWriter::new(&mut bytes, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let texts: Vec<ByteArray> = rows.iter().map(|(t, _)| (*t).into()).collect();
    column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let ids: Vec<i64> = rows.iter().map(|(_, id)| *id).collect();
    column.typed::<Int64Type>().write_batch(&ids, None, None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&[], Some(&vec![0; rows.len()]), None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn every_form_gives_the_same_articles() {
    let folder = TempDir::new().unwrap();
    let p = page(3);
    let inner = zip_of(&[("a/page.txt", p.as_bytes())]);
    write(&folder, "a/page.txt", &p);
    write(&folder, "b.txt.gz", gzip(p.as_bytes()));
    write(&folder, "c.txt.zst", zstd::encode_all(p.as_bytes(), 3).unwrap());
    write(&folder, "d.zip", &inner);
    write(&folder, "e.tar", tar_of(&[("./a/page.txt", p.as_bytes())]));
    write(&folder, "f.tar.gz", gzip(&tar_of(&[("a/page.txt", p.as_bytes())])));
    write(&folder, "g.tgz", gzip(&tar_of(&[("a/page.txt", p.as_bytes())])));
    write(&folder, "h.tar.zst", zstd::encode_all(&tar_of(&[("a/page.txt", p.as_bytes())])[..], 3).unwrap());
    write(&folder, "i.zip", zip_of(&[("in.tar.gz", &gzip(&tar_of(&[("in.zip", &inner)])))]));
    let output = run(&["tag", text(folder.path()), "-f", "jsonl"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let found = records(&output);
    assert_eq!(
        sources(&folder, &found),
        [
            "a/page.txt",
            "b.txt.gz",
            "c.txt.zst",
            "d.zip!/a/page.txt",
            "e.tar!/a/page.txt",
            "f.tar.gz!/a/page.txt",
            "g.tgz!/a/page.txt",
            "h.tar.zst!/a/page.txt",
            "i.zip!/in.tar.gz!/in.zip!/a/page.txt",
        ]
    );
    for two in found.chunks(2) {
        assert_eq!((&two[0]["headline"], &two[1]["headline"]), (&"第3座泵站通过验收".into(), &"少年围棋赛落幕".into()));
        assert_eq!(
            (&two[0]["date"], &two[0]["page"], &two[0]["paper"]),
            (&"2024-03-04".into(), &"4".into(), &"清河晚报".into())
        );
        assert_eq!(two[0]["topics"], found[0]["topics"]);
    }
    // A file named by the user is known by what it holds, and so is standard input.
    for (name, bytes) in [("archive", &inner), ("stream", &gzip(&tar_of(&[("a/page.txt", p.as_bytes())])))] {
        let path = write(&folder, name, bytes);
        assert_eq!(records(&run(&["tag", text(&path), "-f", "jsonl"])).len(), 2, "{name}");
        let piped = program(&["tag", "-", "-f", "jsonl"]).stdin(fs::File::open(&path).unwrap()).output().unwrap();
        assert_eq!(records(&piped).len(), 2, "{}", stderr(&piped));
    }
}

#[test]
fn tables_of_every_form_give_the_same_rows() {
    let folder = TempDir::new().unwrap();
    let texts = ["球队在决赛中夺冠。", "央行下调利率，市场反应平稳。"];
    let json: String = texts.iter().enumerate().map(|(n, t)| format!("{{\"text\":\"{t}\",\"id\":{n}}}\n")).collect();
    let csv = format!("id,Text\n0,{}\n1,\"{}\"\n", texts[0], texts[1]);
    write(&folder, "a.jsonl", &json);
    write(&folder, "b.jsonl.gz", gzip(json.as_bytes()));
    write(&folder, "c.csv", encoding_rs::GB18030.encode(&csv).0);
    write(&folder, "d.tsv.zst", zstd::encode_all(csv.replace(',', "\t").as_bytes(), 3).unwrap());
    write(&folder, "e.parquet", parquet_of(&[(texts[0], 0), (texts[1], 1)]));
    write(&folder, "f.zip", zip_of(&[("e.parquet", &parquet_of(&[(texts[0], 0), (texts[1], 1)]))]));
    let output = run(&["tag", text(folder.path()), "-f", "jsonl"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let found = records(&output);
    assert_eq!(found.len(), 12);
    for two in found.chunks(2) {
        assert_eq!((&two[0]["article"], &two[1]["article"]), (&1.into(), &2.into()));
        assert_eq!((&two[0]["topics"], &two[1]["topics"]), (&found[0]["topics"], &found[1]["topics"]));
        assert_eq!(two[1]["id"].to_string().trim_matches('"'), "1");
    }
    let csv = write(&folder, "g.csv", "body,n\n球队夺冠。,1\n");
    let output = run(&["tag", text(&csv)]);
    let told = "no column `text`, `content`, `正文`, `内容`, `全文` (there are: body, n)";
    assert!(stderr(&output).contains(told), "{}", stderr(&output));
    assert!(run(&["tag", text(&csv), "--text-column", "body"]).status.success());
}

/// One row with a day of Parquet's own kind, a page that is a number, and a paper.
fn parquet_of_an_issue(body: &str, title: &str) -> Vec<u8> {
    use parquet::data_type::{ByteArrayType, Int32Type};
    let schema = "message rows { required binary 正文 (UTF8); required int32 date (DATE); required int32 版次; \
                  required binary title (UTF8); required binary 报纸 (UTF8); }";
    let schema = Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let mut bytes = Vec::new();
    let mut writer = parquet::file::writer::SerializedFileWriter::new(&mut bytes, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    // 19849 days after the first of January 1970 is 2024-05-06.
    for value in [Ok(body), Err(19_849), Err(3), Ok(title), Ok("江岸日报")] {
        let mut column = group.next_column().unwrap().unwrap();
        match value {
            Ok(text) => column.typed::<ByteArrayType>().write_batch(&[text.into()], None, None).unwrap(),
            Err(number) => column.typed::<Int32Type>().write_batch(&[number], None, None).unwrap(),
        };
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn rows_tell_headline_paper_day_and_page() {
    let folder = TempDir::new().unwrap();
    let title = "柳林渡口通桥 两岸往来只要三分钟";
    let body = "柳林渡口的新桥昨日通车。\n过去两岸村民全靠渡船，遇到大风就得停航。";
    let quoted = body.replace('\n', "\r\n");
    write(
        &folder,
        "a.csv",
        format!("编号,报纸,日期,版次,标题,正文\n7,江岸日报,2024年5月6日,第03版,{title},\"{quoted}\"\n"),
    );
    write(
        &folder,
        "b.tsv",
        format!("ID\tPaper\tDate\tPage\tHeadline\tContent\n7\t江岸日报\t2024/5/6 08:30\t3\t{title}\t\"{body}\"\n"),
    );
    let json = serde_json::json!({"id": 7, "paper": "江岸日报", "published": 20_240_506, "page": 3, "title": title, "text": body});
    write(&folder, "c.jsonl", json.to_string());
    write(&folder, "d.parquet", parquet_of_an_issue(body, title));
    let output = run(&["tag", text(folder.path()), "-f", "jsonl", "--with-text"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let found = records(&output);
    assert_eq!(found.len(), 4);
    for record in &found {
        let issue = ["headline", "paper", "date", "page"].map(|f| record[f].as_str().unwrap_or_default());
        assert_eq!(issue, [title, "江岸日报", "2024-05-06", "3"], "{}", record["source"]);
        assert_eq!(record["text"].as_str().unwrap().replace('\r', ""), body, "the title is no part of the text");
        assert_eq!(record["topics"], found[2]["topics"]);
    }
    let ids: Vec<String> = found.iter().map(|r| r["id"].to_string()).collect();
    assert_eq!(ids, ["\"7\"", "\"7\"", "7", "null"]);
    let split = run(&["split", text(&folder.path().join("c.jsonl"))]);
    let split = &records(&split)[0];
    assert_eq!(
        (&split["headline"], &split["date"], &split["page"]),
        (&title.into(), &"2024-05-06".into(), &"3".into())
    );
}

#[test]
fn columns_can_be_named_and_go_before_the_path() {
    let folder = TempDir::new().unwrap();
    let csv = "刊名,刊期,版,标题,摘要,text\n江岸日报,20240506,要闻版,题一,题二,渡口通车。\n,没有日期,https://example.org/a/b,,,渡口停航。\n";
    let path = write(&folder, "清河晚报/2023-01-02-05.csv", csv);
    let tag = |more: &[&str]| records(&run(&[&["tag", text(&path), "-f", "jsonl"], more].concat()));
    let issue = |r: &Value| ["headline", "paper", "date", "page"].map(|f| r[f].as_str().unwrap_or_default().to_owned());
    let found = tag(&[]);
    assert_eq!(issue(&found[0]), ["题一", "清河晚报", "2023-01-02", "要闻版"]);
    let named = ["--paper-column", "刊名", "--date-column", "刊期", "--title-column", "摘要"];
    let found = tag(&named);
    assert_eq!(issue(&found[0]), ["题二", "江岸日报", "2024-05-06", "要闻版"]);
    // What the row does not tell the path does.
    assert_eq!(issue(&found[1]), ["", "清河晚报", "2023-01-02", "5"]);
    let found = tag(&["--text-column", "标题", "--page-column", "刊期"]);
    assert_eq!(issue(&found[0])[3], "20240506");
    let json = write(&folder, "a.jsonl", "{\"body\":\"渡口通车。\",\"day\":\"2024-05-06\"}\n");
    let output = run(&["tag", text(&json), "-f", "jsonl", "--text-column", "body", "--date-column", "day"]);
    assert_eq!(records(&output)[0]["date"], "2024-05-06");
    assert_eq!(run(&["tag", text(&json)]).status.code(), Some(1));
}

#[test]
fn bad_entries_concern_only_themselves() {
    let folder = TempDir::new().unwrap();
    let p = page(5);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default();
    for (name, content) in [
        ("1.txt", p.as_bytes()),
        ("2.txt", b""),
        ("3.txt", p.as_bytes()),
        ("__MACOSX/4.txt", p.as_bytes()),
        (".hidden.txt", p.as_bytes()),
        ("photo.jpg", b"\xff\xd8"),
        ("5.zip", b"PK\x03\x04 and no more"),
        ("6.txt", p.as_bytes()),
    ] {
        zip.start_file(name, plain).unwrap();
        zip.write_all(content).unwrap();
    }
    // 80 MiB of one byte: a page that no press has set.
    zip.start_file("7.txt", plain).unwrap();
    zip.write_all(&vec![b'a'; 80 << 20]).unwrap();
    zip.start_file("8.txt.gz", plain).unwrap();
    zip.write_all(&gzip(&vec![b'a'; 70 << 20])).unwrap();
    zip.start_file("9.txt", plain).unwrap();
    zip.write_all(p.as_bytes()).unwrap();
    let mut bytes = zip.finish().unwrap().into_inner();
    // 3.txt is marked as encrypted in both its headers.
    for (mark, flags) in [(&b"PK\x03\x04"[..], 6), (b"PK\x01\x02", 8)] {
        let name = if flags == 6 { 30 } else { 46 };
        let at =
            (0..bytes.len() - 60).find(|&i| bytes[i..].starts_with(mark) && bytes[i + name..].starts_with(b"3.txt"));
        bytes[at.unwrap() + flags] |= 1;
    }
    write(&folder, "a.zip", &bytes);
    write(&folder, "b.tar.gz", {
        let whole = gzip(&tar_of(&[("1.txt", p.as_bytes()), ("2.txt", page(6).repeat(3000).as_bytes())]));
        whole[..whole.len() / 2].to_vec()
    });
    write(&folder, "c.txt", &p);
    let failures = folder.path().join("failures.tsv");
    let output = run(&["tag", text(folder.path()), "-f", "jsonl", "--failures", text(&failures)]);
    assert_eq!(output.status.code(), Some(1));
    let found = sources(&folder, &records(&output));
    assert_eq!(found, ["a.zip!/1.txt", "a.zip!/6.txt", "a.zip!/9.txt", "b.tar.gz!/1.txt", "c.txt"]);
    let told = fs::read_to_string(&failures).unwrap();
    let kinds: Vec<(&str, &str)> = told
        .lines()
        .map(|l| {
            let mut fields = l.split('\t');
            (fields.next().unwrap().rsplit_once("!/").unwrap().1, fields.next().unwrap())
        })
        .collect();
    assert_eq!(
        kinds,
        [
            ("2.txt", "empty"),
            ("3.txt", "encrypted"),
            ("5.zip", "damaged"),
            ("7.txt", "too large"),
            ("8.txt.gz", "too large"),
            ("2.txt", "damaged"),
        ],
        "{told}"
    );
    assert_eq!(stderr(&output).lines().count(), kinds.len(), "{}", stderr(&output));
}

#[test]
fn bombs_and_nests_are_refused() {
    let folder = TempDir::new().unwrap();
    let p = page(5);
    let rows = format!("{}\n", " ".repeat(4000)).repeat(80_000);
    write(&folder, "bomb.jsonl.gz", gzip(rows.as_bytes()));
    let mut nest = zip_of(&[("page.txt", p.as_bytes())]);
    for _ in 0..3 {
        nest = zip_of(&[("in.zip", &nest)]);
    }
    write(&folder, "nest.zip", nest);
    let mut stream = p.as_bytes().to_vec();
    for _ in 0..5 {
        stream = gzip(&stream);
    }
    let stream = write(&folder, "stream", stream);
    let output = run(&["tag", text(folder.path()), text(&stream)]);
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("bomb.jsonl.gz: expands to more than"), "{told}");
    assert!(told.contains("in.zip!/in.zip!/in.zip: archives within archives beyond 3 levels"), "{told}");
    assert!(told.contains("stream: archives within archives"), "{told}");
}

#[test]
fn names_in_gbk_are_read() {
    let folder = TempDir::new().unwrap();
    let name = encoding_rs::GB18030.encode("清河日报/2024年11月8日/03版.txt").0.into_owned();
    // The zip crate writes names as UTF-8; one as long as the GBK name gives its place to it.
    let stand_in = "x".repeat(name.len() - 4) + ".txt";
    let mut bytes = zip_of(&[(&stand_in, page(7).as_bytes())]);
    let at: Vec<usize> =
        (0..bytes.len() - name.len()).filter(|&i| bytes[i..].starts_with(stand_in.as_bytes())).collect();
    assert_eq!(at.len(), 2);
    for i in at {
        bytes[i..i + name.len()].copy_from_slice(&name);
    }
    let path = write(&folder, "a.zip", bytes);
    let output = run(&["tag", text(&path), "-f", "jsonl"]);
    let found = records(&output);
    assert_eq!(sources(&folder, &found), ["a.zip!/清河日报/2024年11月8日/03版.txt"], "{}", stderr(&output));
    // What the path tells goes before the masthead.
    assert_eq!(
        (&found[0]["paper"], &found[0]["date"], &found[0]["page"]),
        (&"清河日报".into(), &"2024-11-08".into(), &"3".into())
    );
    let output = run(&["tag", text(&path), "-f", "jsonl", "--name-pattern", "{paper}/{*}/{page}.txt"]);
    assert_eq!(
        (&records(&output)[0]["date"], &records(&output)[0]["paper"]),
        (&"2024-03-08".into(), &"清河日报".into())
    );
    assert_eq!(run(&["tag", "x", "--name-pattern", "{title}"]).status.code(), Some(2));
}

#[test]
fn patterns_choose_and_links_do_not_loop() {
    let folder = TempDir::new().unwrap();
    let p = page(1);
    for name in ["2023/01.txt", "2024/01.txt", "2024/02.txt", "2024/旧稿/03.txt", "2024/.git/x.txt", "2024/notes.md"]
    {
        write(&folder, name, &p);
    }
    write(&folder, "2024/z.zip", zip_of(&[("02.txt", p.as_bytes()), ("旧稿/03.txt", p.as_bytes())]));
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), folder.path().join("2024/loop")).unwrap();
    let all = text(folder.path());
    let found = |args: &[&str]| {
        let output = run(&[&["tag", "-f", "jsonl"], args].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        sources(&folder, &records(&output))
    };
    assert_eq!(
        found(&[all]),
        [
            "2023/01.txt",
            "2024/01.txt",
            "2024/02.txt",
            "2024/z.zip!/02.txt",
            "2024/z.zip!/旧稿/03.txt",
            "2024/旧稿/03.txt"
        ]
    );
    assert_eq!(found(&[all, "--include", "2024/*.txt"]), ["2024/01.txt", "2024/02.txt"]);
    assert_eq!(found(&[all, "--include", "*.zip", "--exclude", "旧稿"]), ["2024/z.zip!/02.txt"]);
    assert_eq!(found(&[all, "--exclude", "2024"]), ["2023/01.txt"]);
    assert_eq!(found(&[&format!("{all}/20*/01.txt")]), ["2023/01.txt", "2024/01.txt"]);
    assert_eq!(
        found(&[&format!("{all}/202[34]"), "--include", "01.txt", "--exclude", "loop"]),
        ["2023/01.txt", "2024/01.txt"]
    );
    assert_eq!(found(&[&format!("{all}/**/0?.txt")]).len(), 4);
    let none = run(&["tag", &format!("{all}/*.doc")]);
    assert!(none.status.code() == Some(1) && stderr(&none).contains("no file fits"), "{}", stderr(&none));
    assert_eq!(run(&["tag", all, "--include", "a["]).status.code(), Some(1));
}

/// A small archive of every kind, and what makes a run of it.
fn archive(folder: &TempDir, pages: usize) -> PathBuf {
    let root = folder.path().join("archive");
    let mut tar = Vec::new();
    let mut rows = String::new();
    for n in 0..pages {
        write(folder, &format!("archive/pages/{n:03}.txt"), page(n));
        tar.push((format!("t/{n:03}.txt"), page(n + 1000)));
        rows += &format!("{}\n", serde_json::json!({"text": page(n + 2000), "id": n}));
    }
    let tar: Vec<(&str, &[u8])> = tar.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    write(folder, "archive/q.tar.gz", gzip(&tar_of(&tar)));
    write(folder, "archive/r.jsonl", &rows);
    write(folder, "archive/s.zip", zip_of(&tar));
    write(folder, "archive/t.txt", "");
    root
}

#[test]
fn any_number_of_threads_and_resuming_give_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let root = archive(&folder, 40);
    let out = |name: &str| folder.path().join(name);
    let tag = |name: &str, more: &[&str]| run(&[&["tag", text(&root), "-o", text(&out(name))], more].concat());
    let whole = tag("1.jsonl", &["-j", "1"]);
    assert_eq!(whole.status.code(), Some(1), "one page is empty");
    assert!(stderr(&whole).contains("120 pages, 280 articles"), "{}", stderr(&whole));
    let bytes = fs::read(out("1.jsonl")).unwrap();
    for threads in ["2", "3", "8"] {
        tag("2.jsonl", &["-j", threads, "--quiet"]);
        assert!(bytes == fs::read(out("2.jsonl")).unwrap(), "{threads} threads");
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "no journal is left: {left:?}");
    // Nothing is new: all is taken over. A page more, one less, one changed: as if it were a new run.
    tag("3.jsonl", &["--resume"]);
    let again = tag("3.jsonl", &["--resume"]);
    assert!(stderr(&again).contains("44 files taken over"), "{}", stderr(&again));
    assert_eq!(again.status.code(), Some(1), "the failure is still one");
    assert!(bytes == fs::read(out("3.jsonl")).unwrap());
    write(&folder, "archive/pages/005a.txt", page(500));
    fs::remove_file(root.join("pages/007.txt")).unwrap();
    let changed = root.join("pages/010.txt");
    let time = fs::metadata(&changed).unwrap().modified().unwrap();
    fs::write(&changed, page(10).replace("通过", "待过")).unwrap();
    fs::File::options().write(true).open(&changed).unwrap().set_modified(time).unwrap();
    let grown = tag("3.jsonl", &["--resume"]);
    assert!(stderr(&grown).contains("42 files taken over"), "{}", stderr(&grown));
    tag("4.jsonl", &[]);
    assert!(fs::read(out("4.jsonl")).unwrap() == fs::read(out("3.jsonl")).unwrap());
    assert!(bytes != fs::read(out("3.jsonl")).unwrap());
    let journal = fs::read_to_string(out("3.jsonl.jzclass-journal")).unwrap();
    assert!(!journal.contains("pages/007.txt"), "what is gone is gone from the journal too");
    // Another format of the same records needs no labelling, other records do.
    fs::rename(out("3.jsonl.jzclass-journal"), out("5.csv.jzclass-journal")).unwrap();
    let csv = tag("5.csv", &["--resume"]);
    assert!(stderr(&csv).contains("44 files taken over"), "{}", stderr(&csv));
    let other = tag("5.csv", &["--resume", "--summary-chars", "60"]);
    assert!(stderr(&other).contains("other settings: summary-length was"), "{}", stderr(&other));
    assert!(tag("5.csv", &["--restart", "--summary-chars", "60"]).status.code() == Some(1));
}

#[cfg(unix)]
#[test]
fn a_killed_run_goes_on_and_ends_the_same() {
    let folder = TempDir::new().unwrap();
    let root = archive(&folder, 400);
    let whole = folder.path().join("whole.jsonl");
    run(&["tag", text(&root), "-o", text(&whole), "-q"]);
    let whole = fs::read(whole).unwrap();
    let out = folder.path().join("out.jsonl");
    let journal = folder.path().join("out.jsonl.jzclass-journal");
    let mut killed = 0;
    for n in 0..12_u64 {
        // Later and later, over the whole run; several kills of one and the same run.
        let mut child =
            program(&["tag", text(&root), "-o", text(&out), "-q", "--resume"]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(15 + 37 * n % 300));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        if n % 4 == 1 && journal.exists() {
            // A power cut can leave half a line.
            let length = fs::metadata(&journal).unwrap().len();
            fs::File::options().write(true).open(&journal).unwrap().set_len(length - length.min(9)).unwrap();
        }
        if n % 3 == 2 {
            let end = run(&["tag", text(&root), "-o", text(&out), "-q", "--resume"]);
            assert_eq!(end.status.code(), Some(1), "{}", stderr(&end));
            assert!(fs::read(&out).unwrap() == whole, "kill {n}");
            fs::remove_file(&journal).unwrap();
        }
    }
    assert!(killed > 0, "no run was long enough to be killed");
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 3, "no half-written file is left");
}

#[test]
fn two_runs_do_not_write_the_same_output() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "a.txt", page(1));
    let out = folder.path().join("o.jsonl");
    let journal = fs::File::create(folder.path().join("o.jsonl.jzclass-journal")).unwrap();
    journal.try_lock().unwrap();
    for start in ["--resume", "--restart", "--quiet"] {
        let refused = run(&["tag", text(&path), "-o", text(&out), start]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(stderr(&refused).contains("another run is writing this output"), "{}", stderr(&refused));
    }
    journal.unlock().unwrap();
    assert!(run(&["tag", text(&path), "-o", text(&out), "--resume"]).status.success());
}

#[test]
fn an_unfinished_run_is_not_overwritten() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "a.txt", page(1));
    let out = folder.path().join("o.jsonl");
    let journal = write(&folder, "o.jsonl.jzclass-journal", "{\"crc32\":\"0000");
    let refused = run(&["tag", text(&path), "-o", text(&out)]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("--resume goes on with it; --restart begins anew"), "{}", stderr(&refused));
    assert!(run(&["tag", text(&path), "-o", text(&out), "--resume"]).status.success());
    fs::write(&journal, "no journal\n").unwrap();
    let foreign = run(&["tag", text(&path), "-o", text(&out), "--resume"]);
    assert!(stderr(&foreign).contains("not a journal"), "{}", stderr(&foreign));
    assert!(run(&["tag", text(&path), "-o", text(&out), "--restart"]).status.success());
    assert!(!journal.exists());
}

#[cfg(target_os = "linux")]
struct Unmount(PathBuf);

#[cfg(target_os = "linux")]
impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing_that_was_finished() {
    let folder = TempDir::new().unwrap();
    let root = archive(&folder, 60);
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mount = |size: &str, more: &str| {
        let options = format!("size={size}{more}");
        Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs", text(&disk)]).stderr(Stdio::null()).status()
    };
    if !mount("200k", "").is_ok_and(|s| s.success()) {
        println!("skipped: mounting is not permitted here");
        return;
    }
    let _unmount = Unmount(disk.clone());
    let out = disk.join("out.jsonl");
    let full = run(&["tag", text(&root), "-o", text(&out), "-q"]);
    let told = stderr(&full);
    assert_eq!(full.status.code(), Some(1));
    assert!(told.contains("No space left") && told.contains("run again with --resume to go on"), "{told}");
    assert!(!out.exists());
    // The disk is made larger; the run goes on.
    assert!(mount("20m", ",remount").unwrap().success());
    let end = run(&["tag", text(&root), "-o", text(&out), "--resume"]);
    let taken: usize = stderr(&end).split(" file").next().unwrap().rsplit(' ').next().unwrap().parse().unwrap_or(0);
    println!("{taken} files taken over: {}", stderr(&end));
    let whole = folder.path().join("whole.jsonl");
    run(&["tag", text(&root), "-o", text(&whole), "-q"]);
    assert!(fs::read(&out).unwrap() == fs::read(&whole).unwrap());
}

#[cfg(unix)]
#[test]
fn targets_and_folders_that_cannot_be_used_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let page = write(&folder, "a/1.txt", page(1));
    let missing = folder.path().join("none/o.jsonl");
    let output = run(&["tag", text(&page), "-o", text(&missing)]);
    assert!(output.status.code() == Some(1) && stderr(&output).contains("no such folder"), "{}", stderr(&output));
    // Bound read-only, a folder is closed even to root.
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_ok() {
        println!("skipped in part: this user may read everything");
    } else {
        let output = run(&["tag", text(folder.path()), "-f", "jsonl"]);
        assert!(stderr(&output).contains("closed: Permission denied"), "{}", stderr(&output));
        assert_eq!((output.status.code(), records(&output).len()), (Some(1), 2));
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    let read_only =
        Command::new("mount").args(["-t", "tmpfs", "-o", "ro", "tmpfs", text(&closed)]).stderr(Stdio::null()).status();
    if !read_only.is_ok_and(|s| s.success()) {
        println!("skipped in part: mounting is not permitted here");
        return;
    }
    let output = run(&["tag", text(&page), "-o", text(&closed.join("o.jsonl"))]);
    let _ = Command::new("umount").arg(&closed).status();
    assert!(output.status.code() == Some(1) && stderr(&output).contains("Read-only"), "{}", stderr(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_vanish_or_change_meanwhile_are_failures_of_their_own() {
    let folder = TempDir::new().unwrap();
    let root = archive(&folder, 30);
    // A pipe that is read first holds the run while the others are changed behind it.
    let pipe = folder.path().join("archive/first.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let rows = root.join("r.jsonl");
    let gone = root.join("s.zip");
    let child =
        program(&["tag", text(&pipe), text(&rows), text(&gone), text(&root.join("pages")), "-f", "jsonl", "-j", "1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
    let mut writer = fs::File::options().write(true).open(&pipe).unwrap();
    writer.write_all("{\"text\":\"球队夺冠。\"}\n".as_bytes()).unwrap();
    fs::remove_file(&gone).unwrap();
    drop(writer);
    let output = child.wait_with_output().unwrap();
    let told = stderr(&output);
    assert!(told.contains("s.zip: No such file"), "{told}");
    assert_eq!((output.status.code(), records(&output).len()), (Some(1), 1 + 30 + 60), "{told}");
}

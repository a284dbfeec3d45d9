//! Nothing of the user's is overwritten, dropped or silently wrong: one test a fault, by the program itself.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use calamine::{Data, Reader};
use tempfile::TempDir;

fn page(n: usize) -> String {
    format!(
        "江堤加固工程第{n}段开工\n本报讯（记者 林静）3月{n}日，江堤加固工程第{n}段开工，防汛标准提高到百年一遇，\
         汛期前全部完成。市水务局的负责人说，今年还要加固六段。\n"
    )
}

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jzclass"));
        command.args(args).current_dir(self.0.path()).env_remove("COLUMNS");
        for name in ["LANG", "LC_ALL", "LC_MESSAGES"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs well and gives its standard output.
    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    fn hidden(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
        names.filter(|n| n.starts_with('.')).collect()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn sources(json_lines: &str) -> Vec<String> {
    let record = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    json_lines.lines().map(|line| record(line)["source"].as_str().unwrap().to_owned()).collect()
}

const LABELLED: &str = "text,label\n球队夺冠，决赛三比一取胜,体育\n球队落败，联赛第三轮,体育\n股市上涨，成交放大,财经\n股市下跌，行情走弱,财经\n";

#[test]
fn an_output_that_is_an_input_is_refused_by_every_command() {
    let place = Place::new();
    place.write("a.txt", page(1));
    place.write("papers/b.txt", page(2));
    place.write("tc.csv", LABELLED);
    place.write("map.tsv", "体育\tsports\n财经\tbusiness\n");
    place.write("articles.jsonl", "{\"title\":\"开工\",\"text\":\"江堤加固。\"}\n");
    place.done(&["tag", "a.txt", "-q", "-o", "catalogue.db"]);
    place.done(&["train", "--data", "tc.csv", "--out", "m.jzm", "--keep-counts", "c.jzc"]);
    fs::hard_link(place.path("a.txt"), place.path("hard.txt")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("a.txt", place.path("link.txt")).unwrap();
    let before = |name: &str| fs::read(place.path(name)).unwrap();
    let calls: &[(&[&str], &str)] = &[
        (&["tag", "a.txt", "-o", "a.txt"], "a.txt"),
        (&["tag", "a.txt", "-o", "./a.txt"], "a.txt"),
        (&["tag", "a.txt", "-o", "hard.txt"], "a.txt"),
        #[cfg(unix)]
        (&["tag", "a.txt", "-o", "link.txt"], "a.txt"),
        (&["tag", "papers", "-o", "papers/b.txt"], "papers/b.txt"),
        (&["tag", "papers/*.txt", "-o", "papers/b.txt"], "papers/b.txt"),
        (&["tag", "a.txt", "-f", "jsonl", "--failures", "a.txt"], "a.txt"),
        (&["tag", "a.txt", "-m", "m.jzm", "-f", "jsonl", "-o", "m.jzm"], "m.jzm"),
        (&["split", "a.txt", "-o", "hard.txt"], "a.txt"),
        (&["split", "papers", "-o", "papers/b.txt"], "papers/b.txt"),
        (&["digest", "a.txt", "-o", "a.txt"], "a.txt"),
        (&["train", "--data", "tc.csv", "--out", "tc.csv"], "tc.csv"),
        (&["train", "--data", "tc.csv", "--out", "n.jzm", "--keep-counts", "tc.csv"], "tc.csv"),
        (&["learn", "--data", "tc.csv", "--counts", "c.jzc", "--out", "tc.csv"], "tc.csv"),
        (&["learn", "--data", "tc.csv", "--counts", "c.jzc", "--out", "c.jzc"], "c.jzc"),
        (&["count", "--data", "tc.csv", "--mapping", "map.tsv", "-o", "map.tsv"], "map.tsv"),
        (&["stats", "catalogue.db", "--svg", "catalogue.db"], "catalogue.db"),
    ];
    for (call, kept) in calls {
        let then = before(kept);
        let output = place.run(call);
        assert_eq!(output.status.code(), Some(2), "{call:?}: {}", said(&output));
        assert!(said(&output).contains("name another file"), "{call:?}: {}", said(&output));
        assert_eq!(before(kept), then, "{call:?}");
    }
    let from_input = fs::File::open(place.path("a.txt")).unwrap();
    let output = place.command(&["tag", "-", "-o", "a.txt"]).stdin(from_input).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    place.write("page-0-00001.txt", "{}");
    let output = place.run(&["compose", "--articles", "page-0-00001.txt", "--pages", "1", "-o", "."]);
    assert_eq!((output.status.code(), place.read("page-0-00001.txt")), (Some(2), "{}".into()));
    assert_eq!(place.hidden(), Vec::<String>::new());
}

#[test]
fn two_outputs_of_a_run_do_not_overwrite_one_another() {
    let place = Place::new();
    place.write("a.txt", page(1));
    let output = place.run(&["tag", "a.txt", "-o", "q.jsonl", "--failures", "q.jsonl"]);
    assert_eq!((output.status.code(), place.path("q.jsonl").exists()), (Some(2), false));
}

#[test]
fn an_ending_that_is_not_known_is_refused_with_those_that_are() {
    let place = Place::new();
    place.write("a.txt", page(1));
    for (command, name, known) in [
        ("tag", "a.docx", ".xlsx"),
        ("tag", "a.parquett", ".parquet"),
        ("tag", "a", ".jsonl"),
        ("tag", "a.html", ".csv"),
        ("split", "a.parquet", ".md"),
        ("digest", "a.jsonl", ".html"),
        ("digest", "a.xlsx", ".md"),
    ] {
        let output = place.run(&[command, "a.txt", "-o", name]);
        assert_eq!(output.status.code(), Some(2), "{command} {name}");
        assert!(said(&output).contains(known) && !place.path(name).exists(), "{command} {name}: {}", said(&output));
    }
    let output = place.run(&["tag", "a.txt", "-f", "csv", "-o", "a.xlsx"]);
    assert!(output.status.code() == Some(2) && !place.path("a.xlsx").exists());
    assert!(said(&place.run(&["tag", "a.txt", "-o", "nodir/x.jsonl"])).contains("nodir: no such folder"));
}

#[test]
fn digest_and_split_go_by_the_ending() {
    let place = Place::new();
    place.write("a.txt", page(1));
    for (args, beginning) in [
        (["digest", "a.html"], "<!DOCTYPE html>"),
        (["digest", "a.md"], "# "),
        (["split", "a.csv"], "source,article,"),
        (["split", "b.md"], "# 江堤"),
        (["split", "a.xlsx"], "PK"),
    ] {
        place.done(&[args[0], "a.txt", "-o", args[1]]);
        let written = fs::read(place.path(args[1])).unwrap();
        assert!(written.starts_with(beginning.as_bytes()), "{args:?}");
    }
}

#[test]
fn a_workbook_opens_with_filters_dates_and_chinese_names() {
    let place = Place::new();
    place.write("清河日报-20241108-A02.txt", page(1));
    place.done(&["tag", "清河日报-20241108-A02.txt", "-q", "-o", "en.xlsx"]);
    place.done(&["tag", "清河日报-20241108-A02.txt", "-q", "--lang", "zh", "-o", "zh.xlsx"]);
    for (name, headline, date) in [("en.xlsx", "headline", "date"), ("zh.xlsx", "标题", "日期")] {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(place.path(name)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let rows: Vec<&[Data]> = sheet.rows().collect();
        let column = |name: &str| rows[0].iter().position(|c| *c == *name).unwrap();
        assert_eq!(rows[1][column(headline)].to_string(), "江堤加固工程第1段开工");
        assert!(
            matches!(&rows[1][column(date)], Data::DateTime(day) if day.as_f64().total_cmp(&45604.0).is_eq()),
            "2024-11-08 is day 45604"
        );
    }
    // The same input gives the same bytes.
    let first = fs::read(place.path("en.xlsx")).unwrap();
    place.done(&["tag", "清河日报-20241108-A02.txt", "-q", "-o", "en.xlsx"]);
    assert!(first == fs::read(place.path("en.xlsx")).unwrap());
}

#[cfg(unix)]
#[test]
fn mode_links_and_pipes_of_an_output_stay() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt};
    let place = Place::new();
    place.write("a.txt", page(1));
    for ending in ["jsonl", "db", "xlsx"] {
        let name = format!("mine.{ending}");
        place.write(&name, "");
        fs::set_permissions(place.path(&name), fs::Permissions::from_mode(0o600)).unwrap();
        place.done(&["tag", "a.txt", "-q", "-o", &name]);
        let meta = fs::metadata(place.path(&name)).unwrap();
        assert!(meta.permissions().mode() & 0o777 == 0o600 && meta.len() > 0);
        let (link, target) = (format!("link.{ending}"), format!("new.{ending}"));
        std::os::unix::fs::symlink(&target, place.path(&link)).unwrap();
        place.done(&["tag", "a.txt", "-q", "-o", &link]);
        assert!(place.path(&target).exists() && fs::symlink_metadata(place.path(&link)).unwrap().is_symlink());
    }
    assert!(Command::new("mkfifo").arg(place.path("pipe")).status().unwrap().success());
    let reader = place.path("pipe");
    let read = std::thread::spawn(move || fs::read(reader).unwrap());
    place.done(&["tag", "a.txt", "-q", "-f", "sqlite", "-o", "pipe"]);
    assert!(read.join().unwrap().starts_with(b"SQLite format 3\0"));
    assert!(fs::symlink_metadata(place.path("pipe")).unwrap().file_type().is_fifo());
}

#[cfg(target_os = "linux")]
#[test]
fn standard_error_that_cannot_be_written_stops_nothing() {
    let place = Place::new();
    place.write("a.txt", page(1));
    let full = || fs::File::options().write(true).open("/dev/full").unwrap();
    let output = place.command(&["tag", "a.txt", "gone.txt", "-o", "a.jsonl"]).stderr(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(place.read("a.jsonl").lines().count(), 1);
    assert_eq!(place.command(&["tag", "gone.txt"]).stderr(full()).status().unwrap().code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_told_to_end_leaves_no_hidden_file() {
    let place = Place::new();
    place.write("rows.jsonl", "{\"text\":\"江堤加固工程开工，防汛标准提高，汛期前完成。\"}\n".repeat(200_000));
    let mut child = place.command(&["split", "rows.jsonl", "-o", "out.jsonl"]).stderr(Stdio::null()).spawn().unwrap();
    let waited = (0..2_000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(5));
        !place.hidden().is_empty()
    });
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    let status = child.wait().unwrap();
    // It can have ended by itself before the signal came.
    assert!(waited && (!status.success() || place.path("out.jsonl").exists()));
    assert_eq!(place.hidden(), Vec::<String>::new());
    place.write("a.txt", page(1));
    place.done(&["split", "a.txt", "-o", "good.jsonl"]);
    assert_eq!(place.hidden(), Vec::<String>::new());
}

const HOSTILE: &str = "江堤\u{1b}]0;owned\u{7}加固\u{1b}[2J\u{202e}工程\u{9b}31m开工";

/// Whether bytes would steer a terminal or turn its direction.
fn steers(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.chars().any(|c| c != '\n' && c.is_control() || matches!(c, '\u{202a}'..='\u{202e}'))
}

#[test]
fn what_people_read_shows_controls_and_does_not_obey_them() {
    let place = Place::new();
    let row =
        serde_json::json!({"title": HOSTILE, "text": format!("{HOSTILE}，汛期前完成。防汛标准提高了，汛期前完成。")});
    place.write("hostile.jsonl", format!("{row}\n"));
    let name = if cfg!(unix) { "坏\u{1b}[2J\n名\t.txt" } else { "坏.txt" };
    place.write(name, page(1));
    place.write("empty\u{202e}.txt", "");
    place.done(&["tag", "hostile.jsonl", name, "-q", "-o", "c.db"]);
    for call in [
        &["tag", "hostile.jsonl", name, "empty\u{202e}.txt"][..],
        &["digest", "hostile.jsonl"],
        &["digest", "hostile.jsonl", "-f", "markdown"],
        &["digest", "hostile.jsonl", "-f", "html"],
        &["digest", name],
        &["split", "hostile.jsonl", "-f", "markdown"],
        &["split", "hostile.jsonl", "-f", "text"],
        &["explain", "hostile.jsonl"],
        &["search", "c.db", "加固"],
        &["search", "c.db"],
        &["stats", "c.db"],
        &["tag", "gone\u{1b}[2J.txt"],
    ] {
        let output = place.run(call);
        assert!(!steers(&output.stdout), "{call:?}: {:?}", String::from_utf8_lossy(&output.stdout));
        assert!(!steers(&output.stderr), "{call:?}: {}", said(&output));
    }
    // Data keep the text, and validly.
    let record: serde_json::Value =
        serde_json::from_str(&place.done(&["tag", "hostile.jsonl", "-f", "jsonl"])).unwrap();
    assert_eq!(record["headline"], HOSTILE);
    let table = place.done(&["tag", "hostile.jsonl", "-f", "csv"]);
    let row = csv::Reader::from_reader(table.as_bytes()).records().next().unwrap().unwrap();
    assert_eq!(&row[3], HOSTILE);
}

#[cfg(unix)]
#[test]
fn file_names_of_any_bytes_are_told_apart_and_stay_on_one_line() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    fs::create_dir(place.path("p")).unwrap();
    for name in [&b"\xff\xfe.txt"[..], b"\xff\xff.txt", b"a\nb\t.txt"] {
        fs::write(place.path("p").join(std::ffi::OsStr::from_bytes(name)), page(1)).unwrap();
    }
    fs::write(place.path("p").join(std::ffi::OsStr::from_bytes(b"e\n\xfe.txt")), "").unwrap();
    let output = place.run(&["tag", "p", "-f", "jsonl", "--failures", "f.tsv"]);
    let found = sources(&String::from_utf8_lossy(&output.stdout));
    assert_eq!(found, ["p/a\nb\t.txt", "p/\\xFF\\xFE.txt", "p/\\xFF\\xFF.txt"]);
    assert_eq!(place.read("f.tsv"), "p/e \\xFE.txt\tempty\tthe file is empty\n");
    assert!(said(&output).starts_with("jzclass: p/e␊\\xFE.txt: the file is empty"), "{}", said(&output));
}

fn zip_of(entries: &[(&str, String)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    // The writer refuses equal names: they are made equal afterwards.
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(&mut bytes));
    for (n, (name, text)) in entries.iter().enumerate() {
        let unique = format!("{n:02}{}", &name[2..]);
        writer.start_file(unique, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
    for (n, (name, _)) in entries.iter().enumerate() {
        let unique = format!("{n:02}{}", &name[2..]).into_bytes();
        let places: Vec<usize> =
            bytes.windows(unique.len()).enumerate().filter(|(_, w)| *w == unique).map(|(at, _)| at).collect();
        for at in places {
            bytes[at..at + 2].copy_from_slice(&name.as_bytes()[..2]);
        }
    }
    bytes
}

#[test]
fn every_entry_of_a_zip_file_is_read_whatever_its_name() {
    let place = Place::new();
    let entries = [
        ("p/03.txt", page(1)),
        ("p/03.txt", page(2)),
        ("./b.txt", page(3)),
        ("x/../c.txt", page(4)),
        ("x/./d.txt", page(5)),
        ("p/03.txt", page(6)),
    ];
    place.write("a.zip", zip_of(&entries));
    let mut headlines: Vec<String> = place
        .done(&["tag", "a.zip", "-f", "jsonl"])
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["headline"].as_str().unwrap().to_owned())
        .collect();
    headlines.sort();
    assert_eq!(headlines, (1..=6).map(|n| format!("江堤加固工程第{n}段开工")).collect::<Vec<_>>());
    let mut names = sources(&place.done(&["tag", "a.zip", "-f", "jsonl"]));
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 6, "{names:?}");
}

#[test]
fn what_an_archive_or_folder_holds_and_is_not_read_is_told() {
    let place = Place::new();
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |name: &str, kind: tar::EntryType, text: &str| {
        let mut header = tar::Header::new_ustar();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(kind);
        header.set_size(text.len() as u64);
        if text.is_empty() {
            header.set_link_name("a.txt").unwrap();
        }
        header.set_cksum();
        tar.append(&header, text.as_bytes()).unwrap();
    };
    add("a.txt", tar::EntryType::Regular, &page(1));
    add("x/./b.txt", tar::EntryType::Regular, &page(2));
    add("../c.txt", tar::EntryType::Regular, &page(3));
    add("seven.txt", tar::EntryType::Continuous, &page(4));
    add("hard.txt", tar::EntryType::Link, "");
    add("soft.txt", tar::EntryType::Symlink, "");
    add("e.docx", tar::EntryType::Regular, "PK");
    place.write("p/a.tar", tar.into_inner().unwrap());
    place.write("p/z.docx", "PK");
    place.write("p/.hidden.docx", "PK");
    place.write("p/picture.jpg", "JFIF");
    let output = place.run(&["tag", "p", "-o", "c.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(sources(&place.read("c.jsonl")).len(), 4);
    let said = said(&output);
    for part in [
        "a.tar!/hard.txt: a link to a.txt",
        "a.tar!/soft.txt: a link to a.txt",
        "a.tar!/e.docx: files of the kind .docx",
        "p/z.docx: files of the kind .docx",
        "failures: kind not read 2, link in an archive 2",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(
        place
            .run(&[
                "tag",
                "p",
                "-o",
                "d.jsonl",
                "--exclude",
                "*.docx",
                "--exclude",
                "hard.txt",
                "--exclude",
                "soft.txt"
            ])
            .status
            .success()
    );
}

#[test]
fn what_was_tagged_stays_where_it_cannot_be_read_now() {
    let place = Place::new();
    for n in 1..=3 {
        place.write(&format!("p/{n}.txt"), page(n));
    }
    place.write("q/4.txt", page(4));
    let again = || place.run(&["tag", "p", "q", "-o", "c.jsonl", "--resume"]);
    assert!(again().status.success());
    let before = place.read("c.jsonl");
    // Damaged, and gone with its folder: a disk that is not mounted, say.
    place.write("p/2.txt", "");
    fs::rename(place.path("q"), place.path("elsewhere")).unwrap();
    let output = again();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(place.read("c.jsonl"), before);
    assert!(said(&output).contains("keep their records of the last run"), "{}", said(&output));
    // A second run keeps them, too; and what comes back is read.
    again();
    assert_eq!(place.read("c.jsonl"), before);
    fs::rename(place.path("elsewhere"), place.path("q")).unwrap();
    place.write("p/2.txt", page(7));
    assert!(again().status.success());
    assert!(place.read("c.jsonl").contains("第7段") && place.read("c.jsonl").lines().count() == 4);
    // What was deleted leaves the catalogue.
    fs::remove_file(place.path("p/3.txt")).unwrap();
    assert!(again().status.success());
    assert_eq!(place.read("c.jsonl").lines().count(), 3);
}

#[cfg(unix)]
#[test]
fn a_file_whose_stat_fails_is_told_and_keeps_its_records() {
    let place = Place::new();
    place.write("p/1.txt", page(1));
    place.write("p/2.txt", page(2));
    let again = || place.run(&["tag", "p", "-o", "c.jsonl", "--resume"]);
    assert!(again().status.success());
    let before = place.read("c.jsonl");
    fs::remove_file(place.path("p/2.txt")).unwrap();
    // A link to itself: its status cannot be asked for.
    std::os::unix::fs::symlink("2.txt", place.path("p/2.txt")).unwrap();
    let output = again();
    assert_eq!((output.status.code(), place.read("c.jsonl")), (Some(1), before));
    assert!(said(&output).contains("p/2.txt: Too many levels"), "{}", said(&output));
}

#[test]
fn outputs_that_lie_among_the_inputs_are_not_read() {
    let place = Place::new();
    place.write("p/1.txt", page(1));
    let names = ["a.jsonl", "a.csv", "a.parquet", "a.ninjs.jsonl", "a.annif.jsonl", "zh.csv"];
    for name in names {
        let lang = if name.starts_with("zh") { "zh" } else { "en" };
        place.done(&["tag", "p/1.txt", "-q", "--with-text", "--lang", lang, "-o", &format!("p/{name}")]);
    }
    place.done(&["split", "p/1.txt", "-o", "p/split.jsonl"]);
    let output = place.run(&["tag", "p", "-o", "c.jsonl"]);
    assert!(output.status.success());
    assert_eq!(sources(&place.read("c.jsonl")), ["p/1.txt"]);
    assert!(said(&output).contains("passed over: 7 outputs of jzclass"), "{}", said(&output));
    assert_eq!(said(&output).matches("not read in folders").count(), 1);
    // A second run to the same place in the folder replaces its own output alone.
    place.done(&["tag", "p", "-q", "-o", "p/a.jsonl"]);
    assert_eq!(sources(&place.read("p/a.jsonl")), ["p/1.txt"]);
    // What is named is read.
    assert!(place.run(&["tag", "p/a.csv", "-f", "jsonl"]).status.success());
}

const ALTO: &str = "<alto><Layout><Page WIDTH='600' HEIGHT='900'><PrintSpace><TextBlock ID='b'><TextLine><String CONTENT='%'/>\
                    </TextLine></TextBlock></PrintSpace></Page></Layout></alto>";

#[test]
fn a_mets_file_is_read_anew_when_a_page_it_links_to_changes() {
    let place = Place::new();
    let alto = |text: &str| ALTO.replace('%', text);
    place.write("p/1.xml", alto("本报讯（记者 林静）江堤加固工程今日开工，防汛标准提高到百年一遇，汛期前全部完成。"));
    place.write(
        "p/mets.xml",
        "<mets xmlns:xlink='http://www.w3.org/1999/xlink'><fileSec><fileGrp USE='FULLTEXT'><file ID='a'>\
         <FLocat xlink:href='1.xml'/></file></fileGrp></fileSec></mets>",
    );
    let again = || place.run(&["tag", "p", "--with-text", "-o", "c.jsonl", "--resume"]);
    assert!(again().status.success(), "{}", said(&again()));
    assert!(place.read("c.jsonl").contains("江堤"));
    place.write("p/1.xml", alto("本报讯（记者 林静）水库除险工程今日完工，蓄水位提高两米，下游的村庄更加安全。"));
    assert!(again().status.success());
    assert!(place.read("c.jsonl").contains("水库") && !place.read("c.jsonl").contains("江堤"));
}

#[test]
fn formulas_behind_what_nothing_shows_get_an_apostrophe() {
    let place = Place::new();
    let before = ["\u{feff}", "\u{200b}", "\u{202e}", "\u{a0}", "  ", "\u{b}", "\u{c}", "\t"];
    let rows: String = before
        .iter()
        .map(|b| {
            serde_json::json!({"title": format!("{b}=1+1"), "text": "江堤加固工程开工，防汛标准提高。"}).to_string()
                + "\n"
        })
        .collect();
    place.write("r.jsonl", rows);
    let table = place.done(&["tag", "r.jsonl", "-f", "csv"]);
    let mut seen = 0;
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        let row = row.unwrap();
        assert!(row[3].starts_with('\'') || row[3].is_empty() || !row[3].contains('='), "{:?}", &row[3]);
        seen += 1;
    }
    assert_eq!(seen, before.len());
}

#[test]
fn split_digest_and_explain_read_what_tag_reads() {
    let place = Place::new();
    place.write("p/1.txt", page(1));
    place.write("p/a.zip", zip_of(&[("a/x.txt", page(2)), ("b/y.txt", page(3))]));
    place.write("p/t.csv", format!("标题,正文\n\"水库完工\",\"{}\"\n", page(4).trim().replace('\n', "　")));
    let tagged = sources(&place.done(&["tag", "p", "-f", "jsonl"]));
    assert_eq!(tagged, ["p/1.txt", "p/a.zip!/a/x.txt", "p/a.zip!/b/y.txt", "p/t.csv"]);
    assert_eq!(sources(&place.done(&["split", "p"])), tagged);
    assert!(place.done(&["digest", "p"]).contains("4 篇"));
    for (n, source) in tagged.iter().enumerate() {
        // A record's source is a path that every command takes.
        assert_eq!(sources(&place.done(&["split", source])), [source.as_str()]);
        assert_eq!(sources(&place.done(&["tag", source, "-f", "jsonl"])), [source.as_str()]);
        assert!(place.done(&["digest", source]).contains("1 篇"), "{n}");
        place.done(&["explain", source, "-a", "1"]);
    }
    let several = place.run(&["explain", "p/a.zip"]);
    assert!(said(&several).contains("several pages are in it"), "{}", said(&several));
    let none = place.run(&["tag", "p/a.zip!/z.txt"]);
    assert!(said(&none).contains("p/a.zip!/z.txt: the archive has no such entry"), "{}", said(&none));
    // Standard input is told by its content.
    let bytes = fs::read(place.path("p/a.zip")).unwrap();
    for command in ["tag", "split"] {
        let mut child =
            place.command(&[command, "-", "-f", "jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&bytes).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(sources(&String::from_utf8_lossy(&output.stdout)).len(), 2, "{command}");
    }
}

#[test]
fn an_unclosed_quotation_mark_that_swallows_rows_is_told() {
    let place = Place::new();
    let mut table = String::from("title,text\n水库完工,\"水库除险工程完工，蓄水位提高。\n");
    for n in 0..200 {
        writeln!(table, "第{n}条,球队夺冠，决赛三比一取胜。").unwrap();
    }
    place.write("t.csv", table);
    let output = place.run(&["tag", "t.csv", "-f", "jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("the row of line 2 goes over 201 lines"), "{}", said(&output));
}

fn rows(counts_said: &str) -> String {
    counts_said.lines().next().unwrap_or_default().split(": ").nth(1).unwrap_or_default().to_owned()
}

/// A small model of topics with names and codes, and a catalogue of two articles that it made.
fn small_model(place: &Place) {
    place.write(
        "t.json",
        r#"{"name":"t","topics":[
            {"id":"sports","name":"体育","name_en":"Sport","iptc":"medtop:15000000","gbt":{"code":"36","name":"体育"}},
            {"id":"business","name":"财经","name_en":"Business","iptc":"medtop:04000000"}]}"#,
    );
    let mut rows = String::new();
    for n in 1..=6 {
        writeln!(rows, "联赛第{n}轮，球队三比{n}取胜，前锋梅开二度,体育").unwrap();
        writeln!(rows, "股市第{n}季度成交放大，债券收益走低,business").unwrap();
    }
    place.write("tc.csv", format!("text,label\n{rows}"));
    place.done(&["train", "--data", "tc.csv", "--taxonomy", "t.json", "--out", "a.jzm", "--keep-counts", "c.jzc"]);
    let article = |title: &str, text: &str| serde_json::json!({"title": title, "text": text}).to_string() + "\n";
    let rows = article("球队取胜", "决赛三比一，球队取胜，前锋梅开二度。")
        + &article("股市走高", "股市成交放大，债券收益走低。");
    place.write("r.jsonl", rows);
}

#[test]
fn correcting_topics_goes_round() {
    let place = Place::new();
    small_model(&place);
    place.done(&["tag", "r.jsonl", "-q", "-m", "a.jzm", "--with-text", "-o", "c.csv"]);
    let table = place.read("c.csv");
    assert!(table.contains(",sports,体育,"), "{table}");
    let correct = |name: &str| place.write("c.csv", table.replacen(",sports,体育,", &format!(",sports,{name},"), 1));
    let learn = || place.done(&["learn", "--data", "c.csv", "--counts", "c.jzc", "--out", "b.jzm"]);
    // The name was edited, in whichever language.
    correct("财经");
    let first = learn();
    assert!(rows(&first).starts_with("1 documents added, 0 replaced, 0 known already, 13 in all"), "{first}");
    assert!(first.contains("skipped: 1 articles whose topic was not changed"), "{first}");
    // Names and codes are there without --taxonomy.
    let topics = place.done(&["topics", "--model", "b.jzm"]);
    assert!(topics.contains("财经") && topics.contains("medtop:15000000") && topics.contains("GB/T 36"), "{topics}");
    // The same again changes nothing.
    let (counts, model) = (fs::read(place.path("c.jzc")).unwrap(), fs::read(place.path("b.jzm")).unwrap());
    correct("Business");
    let again = learn();
    assert!(rows(&again).starts_with("0 documents added, 0 replaced, 1 known already, 13 in all"), "{again}");
    assert!(counts == fs::read(place.path("c.jzc")).unwrap() && model == fs::read(place.path("b.jzm")).unwrap());
    // What nobody changed is the model's own word: it replaces no label that a person gave.
    correct("体育");
    let unchanged = place.run(&["learn", "--data", "c.csv", "--counts", "c.jzc", "--out", "b.jzm"]);
    assert!(said(&unchanged).contains("no topic was changed in 2 article(s)"), "{}", said(&unchanged));
    assert!(counts == fs::read(place.path("c.jzc")).unwrap());
    // What is no topic is refused with what may be meant, and nothing is written.
    let model = fs::read(place.path("b.jzm")).unwrap();
    correct("财经类");
    let unknown = place.run(&["learn", "--data", "c.csv", "--counts", "c.jzc", "--out", "b.jzm"]);
    assert!(
        said(&unknown).contains("did you mean `business`") && said(&unknown).contains("unreadable line(s): line "),
        "{}",
        said(&unknown)
    );
    assert!(model == fs::read(place.path("b.jzm")).unwrap());
}

#[test]
fn corrections_come_in_workbooks_and_catalogues_and_not_without_text() {
    let place = Place::new();
    small_model(&place);
    let tag = |more: &[&str]| place.done(&[&["tag", "r.jsonl", "-q", "-m", "a.jzm"], more].concat());
    let learn = |data: &str| place.run(&["learn", "--data", data, "--counts", "c.jzc", "--out", "b.jzm"]);
    tag(&["-o", "c.db"]);
    let unchanged = learn("c.db");
    assert!(said(&unchanged).contains("no topic was changed in 2 article(s)"), "{}", said(&unchanged));
    let catalogue = rusqlite::Connection::open(place.path("c.db")).unwrap();
    assert_eq!(catalogue.execute("UPDATE articles SET topic = 'business' WHERE topic = 'sports'", []).unwrap(), 1);
    drop(catalogue);
    let learned = learn("c.db");
    assert!(String::from_utf8_lossy(&learned.stdout).contains("1 documents added"), "{}", said(&learned));
    // A workbook made anew is unchanged, whatever its columns are called: it takes no correction back.
    tag(&["--with-text", "--lang", "zh", "-o", "c.xlsx"]);
    let workbook = learn("c.xlsx");
    assert!(said(&workbook).contains("no topic was changed in 2 article(s)"), "{}", said(&workbook));
    // Without texts there is nothing to learn from.
    tag(&["-o", "bare.csv"]);
    let bare = learn("bare.csv");
    assert!(said(&bare).contains("2 row(s) have no text to learn from"), "{}", said(&bare));
}

#[test]
fn a_catalogue_whose_table_is_a_view_is_refused() {
    let place = Place::new();
    place.write("a.txt", page(1));
    place.done(&["tag", "a.txt", "-q", "-o", "c.db"]);
    rusqlite::Connection::open(place.path("c.db"))
        .unwrap()
        .execute_batch(
            "PRAGMA writable_schema = 0; ALTER TABLE articles RENAME TO old;
             CREATE VIEW articles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT old.* FROM old, n;",
        )
        .unwrap();
    for call in [&["search", "c.db", "江堤"][..], &["stats", "c.db"]] {
        let output = place.run(call);
        assert!(
            output.status.code() == Some(1) && said(&output).contains("not a jzclass catalogue"),
            "{}",
            said(&output)
        );
    }
}

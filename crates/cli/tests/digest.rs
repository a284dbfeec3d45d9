//! `jzclass digest` in its three formats.
#![allow(clippy::unwrap_used)]

use std::process::Command;

fn digest(format: &str) -> String {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/editions/qinghe-01.txt");
    let out = Command::new(env!("CARGO_BIN_EXE_jzclass")).args(["digest", "-f", format, page]).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn every_article_stands_once_under_a_topic() {
    for (format, article, topic) in
        [("text", "\n 1 ", "\n【"), ("markdown", "\n- **", "\n## "), ("html", "\n<dt>", "\n<h2>")]
    {
        let page = digest(format);
        let articles: usize = page
            .split(" 篇")
            .next()
            .and_then(|s| s.split(|c: char| !c.is_ascii_digit()).next_back())
            .unwrap()
            .parse()
            .unwrap();
        assert!(page.matches(topic).count() >= 1, "{page}");
        let found = page.matches(article).count();
        assert!(if format == "text" { found == 1 } else { found == articles }, "{page}");
    }
}

#[test]
fn text_of_the_page_is_no_markup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    std::fs::write(&path, "{\"title\":\"<b>堤*坝*</b>\",\"text\":\"江堤加固工程<今天>开工。\"}\n").unwrap();
    let run = |format: &str| {
        let out =
            Command::new(env!("CARGO_BIN_EXE_jzclass")).args(["digest", "-f", format]).arg(&path).output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    assert!(run("html").contains("&lt;b&gt;堤*坝*&lt;/b&gt;") && !run("html").contains("<b>"));
    assert!(run("markdown").contains("堤\\*坝\\*"));
}

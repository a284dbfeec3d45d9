//! `cargo dev learn`: writes the splitter's weights anew.

use std::path::Path;

use jzclass::read::EditionText;
use jzclass::split::Edition;
use jzclass::split::learn::{self, KnownHead, Page, Start, Table};
use jzclass::truth::Truth;
use jzclass_train::evaluate::editions::{PageScore, score};

use crate::pages::{arguments, pages};

/// Passes over the pages for the weights of lines, and rounds of search for those of turns.
const EPOCHS: usize = 12;
const ROUNDS: usize = 2;

/// Learns what the first argument names and writes its files.
pub(crate) fn run(root: &Path, given: &[String]) -> Result<String, String> {
    let (what, given) = given.split_first().ok_or("learn what? lines, boundaries, heads, parts, turns or joints")?;
    let given = arguments(given);
    let mut log = |message: String| crate::complain(&message);
    if what == "joints" {
        return joints(root, &mut log);
    }
    if what == "parts" {
        return parts(root, &mut log);
    }
    if given.folders.is_empty() {
        return Err("--pages FOLDER… is wanted".to_owned());
    }
    let sets = given.folders.iter().map(|f| pages(f)).collect::<Result<Vec<Vec<Page>>, String>>()?;
    let known = given.rest.iter().any(|a| a == "--from-known");
    let start = if known { Start::Known } else { Start::Zero };
    let tables = match what.as_str() {
        "lines" => learn::lines(&sets, number(&given.rest, "--epochs", EPOCHS)?, start, &mut log),
        "boundaries" => learn::boundaries(&sets, start, &mut log),
        "heads" => learn::heads(&sets, start, &mut log),
        "turns" => learn::turns(&sets, number(&given.rest, "--rounds", ROUNDS)?, &total, &mut log),
        other => return Err(format!("learn {other}? lines, boundaries, heads, parts, turns or joints")),
    };
    write(root, tables)
}

fn write(root: &Path, tables: Vec<Table>) -> Result<String, String> {
    let mut written = Vec::new();
    for Table { file, text } in tables {
        let path = root.join("weights").join(file).with_extension("tsv");
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
        written.push(format!("weights/{file}.tsv"));
    }
    Ok(format!("written: {}", written.join(", ")))
}

/// The number behind an option.
fn number(arguments: &[String], option: &str, usual: usize) -> Result<usize, String> {
    let Some(at) = arguments.iter().position(|a| a == option) else { return Ok(usual) };
    let number = arguments.get(at + 1).and_then(|n| n.parse().ok()).filter(|n| *n > 0);
    number.ok_or_else(|| format!("{option} wants a number from 1 on"))
}

/// How well pages are split: articles, and headlines that are theirs.
fn total(pages: &[(&EditionText, Edition, &Truth)]) -> f64 {
    let mut all = PageScore::default();
    for (text, edition, known) in pages {
        all.add(&score(text, edition, known));
    }
    all.articles.f1() + all.attached_share()
}

/// Kicker, headline and subtitle: from `data/heads`, with the share that is right where each file is left out in turn.
fn parts(root: &Path, log: &mut dyn FnMut(String)) -> Result<String, String> {
    let files = entries(&root.join("data/heads"))?
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            let heads = text.lines().map(|line| KnownHead::new(line).map_err(|e| format!("{}: {e}", path.display())));
            heads.collect::<Result<Vec<_>, _>>()
        })
        .collect::<Result<Vec<_>, _>>()?;
    let (mut right, mut all) = (0, 0);
    for (n, held_out) in files.iter().enumerate() {
        let others: Vec<KnownHead> =
            files.iter().enumerate().filter(|(i, _)| *i != n).flat_map(|(_, f)| f.clone()).collect();
        let (of_file, count) = learn::parted_right(&others, held_out);
        (right, all) = (right + of_file, all + count);
    }
    log(format!("parts right in files left out: {right} of {all} heads of several lines"));
    write(root, learn::parts(&files.concat()))
}

fn joints(root: &Path, log: &mut dyn FnMut(String)) -> Result<String, String> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
    let data = root.join("data");
    let mut files = Vec::new();
    for folder in entries(&data.join("corpus"))? {
        files.extend(entries(&folder)?);
    }
    let mut texts: Vec<String> = Vec::new();
    for file in &files {
        for line in read(file)?.lines() {
            let article: serde_json::Value =
                serde_json::from_str(line).map_err(|e| format!("{}: {e}", file.display()))?;
            texts.extend(["title", "text"].iter().filter_map(|f| article[f].as_str()).map(str::to_owned));
        }
    }
    let table = learn::joints(&read(&data.join("dictionary.txt"))?, texts.iter().map(String::as_str), log);
    let path = data.join("joints.bin");
    std::fs::write(&path, table).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok("written: data/joints.bin".to_owned())
}

fn entries(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let list = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = list.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

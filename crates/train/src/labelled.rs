//! Labelled documents for training and measuring: JSON Lines, CSV/TSV, fastText lines, a folder a class.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::table::{LabelColumns, Table, table_documents};
use jzclass::error::{Error, Result};
use jzclass::read::{BadLines, Encoding, decode, json_lines};

/// One document with its gold topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledDocument {
    /// Headline, empty when there is none.
    pub title: String,
    /// Body text.
    pub text: String,
    /// Gold topics: the primary one first, never empty.
    pub labels: Vec<String>,
    /// Where it comes from, for grouped cross-validation and messages: file stem or folder.
    pub group: String,
}

/// Where a labelled document stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its file.
    pub file: PathBuf,
    /// The 1-based line of the file at which it begins.
    pub line: usize,
}

/// A document and the line at which it begins.
type Lined = (LabelledDocument, usize);

#[derive(Deserialize)]
struct JsonRow {
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    labels: Option<Vec<String>>,
    #[serde(default)]
    also: Vec<String>,
}

/// Reads labelled documents from a file or folder, in a stable order.
///
/// | what | recognised by | fields |
/// |---|---|---|
/// | JSON Lines | `.jsonl`, `.json`, `.ndjson` | `text`, `label` or `labels`, optional `title`, `also` |
/// | CSV, TSV | `.csv`, `.tsv` and a header | columns `text`, `label` or `labels` (several parted by `;`), optional `title` |
/// | fastText | any other file whose lines begin with `__label__` | labels, then the text; a label ends at the first white space and can hold none |
/// | a folder a class | a folder whose sub-folders hold `.txt` files | the sub-folder's name is the label |
///
/// A folder without class folders is read as all the data files in it and below, by name.
///
/// # Errors
/// [`Error::Io`], [`Error::UnreadableLines`] with line numbers, [`Error::BadData`] when the form
/// is not recognised, and the errors of [`decode`].
pub fn read_labelled(path: &Path, encoding: Option<Encoding>) -> Result<Vec<LabelledDocument>> {
    Ok(read_placed(path, encoding)?.into_iter().map(|(document, _)| document).collect())
}

/// [`read_labelled`], each document with its place.
///
/// # Errors
/// Those of [`read_labelled`].
pub fn read_placed(path: &Path, encoding: Option<Encoding>) -> Result<Vec<(LabelledDocument, Place)>> {
    let meta = fs::metadata(path).map_err(|e| Error::io(path, e))?;
    let mut found = Vec::new();
    if meta.is_dir() { read_folder(path, encoding, &mut found) } else { read_file(path, encoding, &mut found) }?;
    Ok(found)
}

fn sorted_entries(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| Error::io(folder, e))? {
        let path = entry.map_err(|e| Error::io(folder, e))?.path();
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if !hidden {
            entries.push(path);
        }
    }
    entries.sort();
    Ok(entries)
}

fn read_folder(folder: &Path, encoding: Option<Encoding>, found: &mut Vec<(LabelledDocument, Place)>) -> Result<()> {
    for path in sorted_entries(folder)? {
        if path.is_dir() {
            let texts: Vec<_> = sorted_entries(&path)?.into_iter().filter(|p| extension(p) == "txt").collect();
            if texts.is_empty() {
                read_folder(&path, encoding, found)?;
            }
            let label = name_of(&path);
            for file in texts {
                let text = read_text(&file, encoding)?;
                let document =
                    LabelledDocument { title: String::new(), text, labels: vec![label.clone()], group: label.clone() };
                found.push((document, Place { file, line: 1 }));
            }
        } else if matches!(extension(&path).as_str(), "jsonl" | "ndjson" | "csv" | "tsv") {
            read_file(&path, encoding, found)?;
        }
    }
    Ok(())
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn read_text(path: &Path, encoding: Option<Encoding>) -> Result<String> {
    let bytes = fs::read(path).map_err(|e| Error::io(path, e))?;
    Ok(decode(&bytes, encoding)?.text)
}

fn read_file(path: &Path, encoding: Option<Encoding>, found: &mut Vec<(LabelledDocument, Place)>) -> Result<()> {
    let text = read_text(path, encoding)?;
    let group = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let lined = match extension(path).as_str() {
        "jsonl" | "json" | "ndjson" => from_json_lines(&text, &group),
        "csv" => from_table(&text, b',', &group),
        "tsv" => from_table(&text, b'\t', &group),
        _ if text.lines().any(|l| l.trim_start().starts_with("__label__")) => from_fasttext(&text, &group),
        _ => Err(Error::BadData { cause: "the form of the labelled data was not recognised".into() }),
    }?;
    found.extend(lined.into_iter().map(|(document, line)| (document, Place { file: path.to_owned(), line })));
    Ok(())
}

fn from_json_lines(text: &str, group: &str) -> Result<Vec<Lined>> {
    let mut documents = Vec::new();
    let mut bad = BadLines::default();
    for (number, row) in json_lines::<JsonRow>(text)? {
        let mut labels = row.labels.unwrap_or_default();
        if let Some(label) = row.label {
            labels.retain(|l| *l != label);
            labels.insert(0, label);
        }
        for also in row.also {
            if !labels.contains(&also) {
                labels.push(also);
            }
        }
        match checked_labels(&labels) {
            Ok(labels) => documents.push((
                LabelledDocument {
                    title: row.title.unwrap_or_default(),
                    text: row.text,
                    labels,
                    group: group.to_owned(),
                },
                number,
            )),
            Err(cause) => bad.push(number, cause),
        }
    }
    bad.none_or(documents)
}

fn checked_labels(labels: &[String]) -> std::result::Result<Vec<String>, String> {
    let labels: Vec<String> = labels.iter().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
    if labels.is_empty() { Err("neither `label` nor `labels`".into()) } else { Ok(labels) }
}

fn from_table(text: &str, delimiter: u8, group: &str) -> Result<Vec<Lined>> {
    let found = table_documents(&Table::from_text(text, delimiter)?, group, &LabelColumns::default(), None)?;
    if found.without_label > 0 {
        return Err(Error::BadData { cause: format!("{} row(s) without a label", found.without_label) });
    }
    let lined: Vec<Lined> = found.documents.into_iter().map(|row| (row.document, row.line)).collect();
    if lined.is_empty() && found.without_text > 0 {
        let cause = format!("{} row(s) without a text (a catalogue has it with --with-text)", found.without_text);
        return Err(Error::BadData { cause });
    }
    Ok(lined)
}

impl Table {
    /// The table of comma- or otherwise separated values.
    ///
    /// # Errors
    /// [`Error::BadData`] without a header, [`Error::UnreadableLines`].
    pub fn from_text(text: &str, delimiter: u8) -> Result<Self> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|e| Error::BadData { cause: e.to_string() })?;
        let header: Vec<String> = header.iter().map(|h| h.trim().to_owned()).collect();
        let (mut rows, mut bad) = (Vec::new(), BadLines::default());
        for row in reader.records() {
            match row {
                Ok(row) => {
                    let line = row.position().map_or(0, csv::Position::line) as usize;
                    rows.push((line, row.iter().map(str::to_owned).collect()));
                }
                Err(e) => bad.push(e.position().map_or(0, csv::Position::line) as usize, "not a row of text".into()),
            }
        }
        bad.none_or(Self { header, rows })
    }
}

fn from_fasttext(text: &str, group: &str) -> Result<Vec<Lined>> {
    let mut documents = Vec::new();
    let mut bad = BadLines::default();
    for (index, line) in text.lines().enumerate() {
        let mut rest = line.trim();
        if rest.is_empty() {
            continue;
        }
        let mut labels = Vec::new();
        while let Some(tail) = rest.strip_prefix("__label__") {
            let (label, tail) = tail.split_once(char::is_whitespace).unwrap_or((tail, ""));
            if !label.is_empty() {
                labels.push(label.to_owned());
            }
            rest = tail.trim_start();
        }
        if labels.is_empty() {
            bad.push(index + 1, "no `__label__` at its beginning".into());
        } else {
            let document =
                LabelledDocument { title: String::new(), text: rest.to_owned(), labels, group: group.to_owned() };
            documents.push((document, index + 1));
        }
    }
    bad.none_or(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, content: &str) -> Result<Vec<LabelledDocument>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        read_labelled(&path, None)
    }

    #[test]
    fn the_same_documents_from_every_form() {
        let forms = [
            (
                "a.jsonl",
                "{\"text\":\"球队 夺冠\",\"label\":\"体育\"}\n{\"text\":\"股市 收涨\",\"labels\":[\"财经\",\"市场\"]}\n",
            ),
            ("a.csv", "\u{feff}text,label\n球队 夺冠,体育\n股市 收涨,财经;市场\n"),
            ("a.tsv", "label\ttext\n体育\t球队 夺冠\n财经;市场\t股市 收涨\n"),
            ("a.txt", "__label__体育 球队 夺冠\n\n__label__财经 __label__市场 股市 收涨\n"),
        ];
        for (name, content) in forms {
            let documents = read(name, content).unwrap();
            assert_eq!(documents.len(), 2, "{name}");
            assert_eq!(documents[0].text, "球队 夺冠", "{name}");
            assert_eq!(documents[1].labels, ["财经", "市场"], "{name}");
        }
    }

    #[test]
    fn a_folder_a_class() {
        let folder = tempfile::tempdir().unwrap();
        for (class, text) in [("体育", "夺冠"), ("财经", "收涨")] {
            fs::create_dir(folder.path().join(class)).unwrap();
            fs::write(folder.path().join(class).join("1.txt"), text).unwrap();
        }
        let documents = read_labelled(folder.path(), None).unwrap();
        let seen: Vec<_> = documents.iter().map(|d| (d.labels[0].as_str(), d.text.as_str())).collect();
        assert_eq!(seen, [("体育", "夺冠"), ("财经", "收涨")]);
    }

    #[test]
    fn unreadable_lines_and_unknown_forms_are_refused() {
        assert!(matches!(read("a.jsonl", "{\"text\":\"无标签\"}\n"), Err(Error::UnreadableLines { count: 1, .. })));
        assert!(matches!(read("a.csv", "a,b\n1,2\n"), Err(Error::NoColumn { .. })));
        assert!(matches!(read("a.csv", "text,label\n夺冠,\n"), Err(Error::BadData { .. })));
        assert!(matches!(read("a.txt", "只有文字，没有标签\n"), Err(Error::BadData { .. })));
        assert!(matches!(
            read("a.txt", "__label__体育 夺冠\n没有标签\n"),
            Err(Error::UnreadableLines { count: 1, .. })
        ));
    }
}

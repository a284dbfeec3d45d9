//! Documents without labels for `train --unlabelled`.

use std::path::PathBuf;

use jzclass::Error;
use jzclass::document::Document;
use jzclass::pipeline::article_text;
use jzclass::read::{ArticleRow, EditionText, Encoding, decode};
use jzclass::split::{self, Edition};
use jzclass_io::archive::{Source, read, sources};
use serde::Deserialize;

use super::{Failure, at};

/// A row with a text, or with its paragraphs.
#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    paragraphs: Vec<String>,
}

/// Reads rows of `.jsonl` and `.ndjson` files and the articles of editions, below folders too, in the
/// order of their names.
pub(crate) fn read_all(paths: &[PathBuf], encoding: Option<Encoding>) -> Result<Vec<ArticleRow>, Failure> {
    let mut all = Vec::new();
    for source in sources(paths.to_vec()) {
        let source = source.map_err(|(path, error)| at(path)(error))?;
        all.extend(rows(&source, encoding).map_err(at(source.name()))?);
    }
    Ok(all)
}

fn rows(source: &Source, encoding: Option<Encoding>) -> Result<Vec<ArticleRow>, Error> {
    if let Source::File(path) = source
        && path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"))
    {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        return from_rows(&decode(&bytes, encoding)?.text);
    }
    let split = |page: &EditionText| articles(&split::split(page), page);
    Ok(match read(source, encoding)? {
        Document::Rows(rows) => rows.into_iter().map(|(_, row)| row).collect(),
        Document::Text(decoded) => split(&EditionText::new(decoded.text)?),
        Document::Laid(laid) => articles(&laid.edition, &laid.source.text),
    })
}

fn articles(edition: &Edition, page: &EditionText) -> Vec<ArticleRow> {
    let texts = edition.articles.iter().map(|article| article_text(article, page));
    texts.map(|text| ArticleRow { text: text.body, title: Some(text.headline), ..ArticleRow::default() }).collect()
}

fn from_rows(text: &str) -> Result<Vec<ArticleRow>, Error> {
    const SHOWN: usize = 5;
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Ok(row) = serde_json::from_str::<Row>(line) else {
            bad.push((index + 1, "not a JSON object of an article".to_owned()));
            continue;
        };
        match (row.text, row.paragraphs) {
            (None, paragraphs) if paragraphs.is_empty() && row.title.is_none() => {
                bad.push((index + 1, "neither `text`, `paragraphs` nor `title`".to_owned()));
            }
            (text, paragraphs) => {
                let text = text.unwrap_or_else(|| paragraphs.join("\n"));
                rows.push(ArticleRow { text, title: row.title, ..ArticleRow::default() });
            }
        }
    }
    let count = bad.len();
    bad.truncate(SHOWN);
    if count == 0 { Ok(rows) } else { Err(Error::UnreadableLines { count, lines: bad }) }
}

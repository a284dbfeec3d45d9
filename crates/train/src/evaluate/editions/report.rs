//! A folder of editions with truth files → tables of scores.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use super::{PageScore, score};
use jzclass::error::{Error, Result};
use jzclass::read::{EditionText, decode};
use jzclass::split::split;
use jzclass::truth::Truth;

/// Scores over the pages that have one kind of damage, all between 0 and 1 but the counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindRow {
    /// The kind's name, `all` for every page.
    pub kind: String,
    /// Pages that have it.
    pub pages: usize,
    /// True articles on them.
    pub articles: usize,
    /// Articles found on them.
    pub found: usize,
    /// Body and caption lines.
    pub lines: usize,
    /// B³ precision of articles over lines.
    pub precision: f64,
    /// B³ recall.
    pub recall: f64,
    /// B³ F1.
    pub f1: f64,
    /// Articles found in pieces, by pieces too many.
    pub splits: usize,
    /// Articles put into one, by articles too many.
    pub merges: usize,
    /// Share of articles whose head is attached to them: more than half of their kicker, headline and subtitle
    /// lines are found as theirs, and more than half of what is found is theirs.
    pub attached: f64,
    /// Share of articles whose kicker, headline and subtitle lines together are exactly right.
    pub heads: f64,
    /// Share of articles whose headline proper is exactly right.
    pub headlines: f64,
    /// F1 of kickers and subtitles, an article's both together.
    pub kickers: f64,
    /// Precision of names with their role.
    pub name_precision: f64,
    /// Recall of names with their role.
    pub name_recall: f64,
    /// F1 of caption lines.
    pub captions: f64,
    /// F1 of furniture lines.
    pub furniture: f64,
}

impl KindRow {
    fn of(kind: &str, pages: usize, sum: &PageScore) -> Self {
        Self {
            kind: kind.to_owned(),
            pages,
            articles: sum.wanted,
            found: sum.found,
            lines: sum.articles.elements,
            precision: sum.articles.precision(),
            recall: sum.articles.recall(),
            f1: sum.articles.f1(),
            splits: sum.splits,
            merges: sum.merges,
            attached: sum.attached_share(),
            heads: sum.head_share(),
            headlines: sum.headline_share(),
            kickers: sum.kickers.f1(),
            name_precision: sum.names.precision(),
            name_recall: sum.names.recall(),
            captions: sum.captions.f1(),
            furniture: sum.furniture.f1(),
        }
    }
}

/// One page's scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageRow {
    /// The edition's path.
    pub path: PathBuf,
    /// Its kinds of damage.
    pub kinds: Vec<String>,
    /// B³ F1.
    pub f1: f64,
    /// Share of articles whose head lines are exactly right.
    pub heads: f64,
    /// What is wrong, in words with line numbers.
    pub wrong: Vec<String>,
}

/// Scores over a folder.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EditionReport {
    /// Over all pages.
    pub all: KindRow,
    /// By kind of damage, the hardest (lowest B³ F1) last.
    pub kinds: Vec<KindRow>,
    /// Every page, the worst first: by B³ F1, then by heads, then by path.
    pub pages: Vec<PageRow>,
}

/// Splits every edition of a folder that has a truth file beside it (`NAME.txt` with
/// `NAME.truth.json`) and scores it.
///
/// Pages whose truth names no kind are counted as `plain` where others name some.
///
/// # Errors
/// [`Error::Io`]; [`Error::NoTruth`] when no edition has a truth file; what [`decode`] and
/// [`Truth::open`] refuse, in an [`Error::InFile`].
pub fn evaluate_editions(folder: &Path) -> Result<EditionReport> {
    let pairs = pairs(folder)?;
    let scored: Vec<(PathBuf, Truth, PageScore)> = pairs
        .into_par_iter()
        .map(|(path, truth)| {
            let truth = Truth::open(&truth)?;
            let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
            let text = decode(&bytes, None).and_then(|decoded| EditionText::new(decoded.text));
            let page = text.map_err(|e| e.in_file(&path))?;
            let scores = score(&page, &split(&page), &truth);
            Ok((path, truth, scores))
        })
        .collect::<Result<_>>()?;
    let mut all = PageScore::default();
    let mut by_kind: BTreeMap<&str, (usize, PageScore)> = BTreeMap::new();
    let mut pages = Vec::with_capacity(scored.len());
    for (path, truth, scores) in &scored {
        all.add(scores);
        let kinds: Vec<&str> =
            if truth.kinds.is_empty() { vec!["plain"] } else { truth.kinds.iter().map(String::as_str).collect() };
        for kind in kinds {
            let (pages, sum) = by_kind.entry(kind).or_default();
            *pages += 1;
            sum.add(scores);
        }
        pages.push(PageRow {
            path: path.clone(),
            kinds: truth.kinds.clone(),
            f1: scores.articles.f1(),
            heads: scores.head_share(),
            wrong: scores.wrong.clone(),
        });
    }
    let mut kinds: Vec<KindRow> = by_kind.iter().map(|(kind, (n, sum))| KindRow::of(kind, *n, sum)).collect();
    kinds.sort_by(|a, b| b.f1.total_cmp(&a.f1).then_with(|| a.kind.cmp(&b.kind)));
    pages.sort_by(|a, b| a.f1.total_cmp(&b.f1).then(a.heads.total_cmp(&b.heads)).then_with(|| a.path.cmp(&b.path)));
    Ok(EditionReport { all: KindRow::of("all", scored.len(), &all), kinds, pages })
}

/// Editions with their truth files, by name.
fn pairs(folder: &Path) -> Result<Vec<(PathBuf, PathBuf)>> {
    const TRUTH: &str = ".truth.json";
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| Error::io(folder, e))? {
        names.push(entry.map_err(|e| Error::io(folder, e))?.path());
    }
    names.sort();
    let mut pairs = Vec::new();
    for truth in &names {
        let Some(stem) = truth.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(TRUTH)) else {
            continue;
        };
        let edition = ["txt", "text"].iter().map(|e| folder.join(format!("{stem}.{e}"))).find(|p| p.is_file());
        if let Some(edition) = edition {
            pairs.push((edition, truth.clone()));
        }
    }
    if pairs.is_empty() { Err(Error::NoTruth) } else { Ok(pairs) }
}

//! Scoring of split pages against their truth files.
#![allow(clippy::unwrap_used, unreachable_pub)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jzclass::edition::{Edition, split};
use jzclass::reader::{EditionText, decode};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Truth {
    #[serde(default)]
    pub furniture_lines: Vec<usize>,
    pub articles: Vec<TruthArticle>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TruthArticle {
    pub id: String,
    pub headline_lines: Vec<usize>,
    pub kicker_lines: Vec<usize>,
    pub subtitle_lines: Vec<usize>,
    pub byline_lines: Vec<usize>,
    pub caption_lines: Vec<usize>,
    pub body_lines: Vec<usize>,
    pub label: String,
    pub also: Vec<String>,
    pub reporters: Vec<String>,
    pub correspondents: Vec<String>,
}

/// Counts of right and all, over pages.
#[derive(Default, Debug, Clone, Copy)]
pub struct Score {
    pub right: usize,
    pub all: usize,
}

impl Score {
    pub fn add(&mut self, right: usize, all: usize) {
        self.right += right;
        self.all += all;
    }
    pub fn share(self) -> f64 {
        if self.all == 0 { 1.0 } else { self.right as f64 / self.all as f64 }
    }
}

#[derive(Default, Debug, Clone)]
pub struct PageScore {
    pub articles: (usize, usize),
    pub body: Score,
    pub headlines: Score,
    pub reporters: Score,
    pub furniture: Score,
    pub captions: Score,
    /// Body lines put into an article that is not theirs.
    pub strays: usize,
    pub wrong: Vec<String>,
}

pub struct Page {
    pub name: String,
    pub text: EditionText,
    pub edition: Edition,
    pub truth: Truth,
}

pub fn pages(folder: &Path) -> Vec<Page> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(|e| Some(e.ok()?.path())).collect())
        .unwrap_or_default();
    paths.sort();
    paths
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .filter_map(|path| {
            let truth = std::fs::read_to_string(path.with_extension("truth.json")).ok()?;
            let decoded = decode(&std::fs::read(path).unwrap(), None).unwrap();
            let text = EditionText::new(decoded.text).unwrap();
            let edition = split(&text);
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            Some(Page { name, text, edition, truth: serde_json::from_str(&truth).unwrap() })
        })
        .collect()
}

pub fn score(page: &Page) -> PageScore {
    let numbers = |lines: &[usize]| -> BTreeSet<usize> { lines.iter().map(|&i| page.text.lines()[i].number).collect() };
    let mut score =
        PageScore { articles: (page.edition.articles.len(), page.truth.articles.len()), ..Default::default() };
    let bodies: Vec<BTreeSet<usize>> =
        page.edition.articles.iter().map(|a| a.paragraphs.iter().flat_map(|p| numbers(&p.lines)).collect()).collect();
    // One to one, the largest overlap first.
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (t, truth) in page.truth.articles.iter().enumerate() {
        for (a, body) in bodies.iter().enumerate() {
            let common = truth.body_lines.iter().filter(|l| body.contains(l)).count();
            if common > 0 {
                pairs.push((common, t, a));
            }
        }
    }
    pairs.sort_by_key(|&(c, t, a)| (std::cmp::Reverse(c), t, a));
    let mut of_truth = vec![None; page.truth.articles.len()];
    let mut used = vec![false; bodies.len()];
    for (_, t, a) in pairs {
        if of_truth[t].is_none() && !used[a] {
            of_truth[t] = Some(a);
            used[a] = true;
        }
    }
    for (t, truth) in page.truth.articles.iter().enumerate() {
        let Some(a) = of_truth[t] else {
            score.body.add(0, truth.body_lines.len());
            score.headlines.add(0, 1);
            score.reporters.add(0, truth.reporters.len() + truth.correspondents.len());
            score.wrong.push(format!("{}: lost", truth.id));
            continue;
        };
        let article = &page.edition.articles[a];
        let missing: Vec<_> = truth.body_lines.iter().filter(|l| !bodies[a].contains(l)).collect();
        score.body.add(truth.body_lines.len() - missing.len(), truth.body_lines.len());
        if !missing.is_empty() {
            score.wrong.push(format!("{}: body lines missing {missing:?}", truth.id));
        }
        let extra: Vec<_> = bodies[a].iter().filter(|l| !truth.body_lines.contains(l)).collect();
        score.strays += extra.len();
        if !extra.is_empty() {
            score.wrong.push(format!("{}: body lines too many {extra:?}", truth.id));
        }
        let found: BTreeSet<usize> =
            [&article.kicker, &article.headline, &article.subtitle].into_iter().flat_map(|l| numbers(l)).collect();
        let wanted: BTreeSet<usize> = [&truth.kicker_lines, &truth.headline_lines, &truth.subtitle_lines]
            .into_iter()
            .flatten()
            .copied()
            .collect();
        score.headlines.add(usize::from(found == wanted), 1);
        if found != wanted {
            score.wrong.push(format!("{}: headline {found:?}, should be {wanted:?}", truth.id));
        }
        let captions = numbers(&article.captions);
        score
            .captions
            .add(truth.caption_lines.iter().filter(|l| captions.contains(l)).count(), truth.caption_lines.len());
        for (names, found) in
            [(&truth.reporters, &article.byline.reporters), (&truth.correspondents, &article.byline.correspondents)]
        {
            let right = names.iter().filter(|n| found.contains(n)).count();
            score.reporters.add(right, names.len());
            if names != found && !(names.is_empty() && truth.reporters.is_empty() && truth.correspondents.is_empty()) {
                score.wrong.push(format!("{}: names {found:?}, should be {names:?}", truth.id));
            }
        }
    }
    let furniture = numbers(&page.edition.furniture);
    score.furniture.add(
        page.truth.furniture_lines.iter().filter(|l| furniture.contains(l)).count(),
        page.truth.furniture_lines.len(),
    );
    score
}

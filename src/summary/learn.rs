//! Fits weights to editors' summaries and to hand-made marks, and measures those of `weights.tsv` beside them:
//! `JZ_LEARN_SUMMARY=1 cargo test --release --lib summary::learn -- --nocapture`.
//!
//! The target of a candidate is the share of its character pairs that stand in the editor's summary (a newscast,
//! two days of three), or what a hand-made mark says of it (`data/summaries`): 1 for a sentence an editor would
//! keep, ½ for one that he may keep, 0.2 for others, 0 for one that must not be kept. Every article counts
//! twice, with its headline and without. The fit is a logistic regression by Newton's method with a ridge.
//!
//! The weights in use are set by hand, with the signs that both sources agree about. Those of the
//! regression left good leads too often on texts of a third source: they predict shares well, and what a
//! summary needs is to leave the lead only for something surely better.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::article::Article;
use super::choose::{Strictness, candidates};
use super::features::{FEATURES, NAMES, Places, Seen};
use super::weights::Weights;
use super::{Length, best, round_up};

#[path = "../../tests/support/rouge.rs"]
mod rouge;
use rouge::{characters, rouge};

/// An article with its editor's summary, or with marks.
#[derive(Deserialize, Clone, Default)]
struct Item {
    #[serde(default)]
    date: String,
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    paragraphs: Vec<Vec<String>>,
    #[serde(default)]
    gold: Vec<usize>,
    #[serde(default)]
    good: Vec<usize>,
    #[serde(default)]
    bad: Vec<usize>,
}

/// How much the marks count, where the newscasts count 2000.
const MARKS: f64 = 800.0;

struct Sample {
    seen: Seen,
    target: f64,
    weight: f64,
}

impl Item {
    fn lines(&self) -> Vec<String> {
        if self.paragraphs.is_empty() {
            return self.text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        }
        self.paragraphs.iter().map(|p| p.concat()).collect()
    }

    /// The mark of the sentence at a place: 1, ½, 0.2 or 0.
    fn mark(&self, paragraph: usize, at: usize) -> f64 {
        let before: usize = self.paragraphs[..paragraph].iter().map(Vec::len).sum();
        let mut end = 0;
        let inside = self.paragraphs[paragraph].iter().position(|s| {
            end += s.len();
            at < end
        });
        let n = before + inside.unwrap();
        match () {
            () if self.gold.contains(&n) => 1.0,
            () if self.good.contains(&n) => 0.5,
            () if self.bad.contains(&n) => 0.0,
            () => 0.2,
        }
    }

    fn samples(&self, headline: bool, into: &mut Vec<Sample>) {
        let lines = self.lines();
        let title = if headline { self.title.as_str() } else { "" };
        let article = Article::new(title, &lines, 120);
        if round_up::has_headings(&article) {
            return;
        }
        let places = Places::new(&article);
        let kept: HashSet<[char; 2]> = pairs(&self.summary).into_iter().collect();
        for one in candidates(&article, &places, Length::Chars(120), Strictness::Full) {
            let sentence = &article.sentences[one.sentence];
            let whole = one.clauses == (sentence.first..sentence.clauses.end);
            let text: String = article.clauses[one.clauses.clone()].iter().map(|c| c.text).collect();
            let target = if self.paragraphs.is_empty() {
                let pairs = pairs(&text);
                pairs.iter().filter(|p| kept.contains(*p)).count() as f64 / pairs.len().max(1) as f64
            } else if whole {
                self.mark(sentence.paragraph, article.clauses[one.clauses.start].at)
            } else {
                continue;
            };
            let weight = one.chars as f64 / 40.0 * if whole { 1.0 } else { 0.3 };
            into.push(Sample { seen: places.seen(&one), target, weight });
        }
    }
}

fn pairs(text: &str) -> Vec<[char; 2]> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    chars.windows(2).map(|p| [p[0], p[1]]).collect()
}

fn samples<'i>(items: impl IntoIterator<Item = &'i Item>, share: f64) -> Vec<Sample> {
    let mut all = Vec::new();
    for item in items {
        item.samples(true, &mut all);
        item.samples(false, &mut all);
    }
    let sum: f64 = all.iter().map(|s| s.weight).sum();
    for s in &mut all {
        s.weight *= share / sum;
    }
    all
}

/// Newton's method for the weighted logistic regression.
fn fit(samples: &[&[Sample]]) -> [f32; FEATURES] {
    const RIDGE: f64 = 0.001;
    let mut w = [0.0_f64; FEATURES];
    for _ in 0..8 {
        let mut a = vec![[0.0_f64; FEATURES]; FEATURES];
        let mut b = [0.0_f64; FEATURES];
        for s in samples.iter().copied().flatten() {
            let seen: Vec<(usize, f64)> =
                s.seen.iter().enumerate().filter(|(_, x)| **x != 0.0).map(|(i, x)| (i, f64::from(*x))).collect();
            let likely = 1.0 / (1.0 + (-seen.iter().map(|(i, x)| x * w[*i]).sum::<f64>()).exp());
            let (error, curve) = (s.weight * (s.target - likely), s.weight * likely * (1.0 - likely));
            for &(i, xi) in &seen {
                b[i] += error * xi;
                for &(j, xj) in &seen {
                    a[i][j] += curve * xi * xj;
                }
            }
        }
        for i in 0..FEATURES {
            a[i][i] += RIDGE;
            b[i] -= RIDGE * w[i];
        }
        for (w, step) in w.iter_mut().zip(solved(a, b)) {
            *w += step;
        }
    }
    w.map(|w| (w * 1e3).round() as f32 / 1e3)
}

/// Gaussian elimination; the matrix is positive definite.
fn solved(mut a: Vec<[f64; FEATURES]>, mut b: [f64; FEATURES]) -> [f64; FEATURES] {
    for i in 0..FEATURES {
        let pivot = a[i];
        for j in i + 1..FEATURES {
            let factor = a[j][i] / pivot[i];
            a[j].iter_mut().zip(pivot).for_each(|(x, p)| *x -= factor * p);
            b[j] -= factor * b[i];
        }
    }
    for i in (0..FEATURES).rev() {
        let known: f64 = (i + 1..FEATURES).map(|j| a[i][j] * b[j]).sum();
        b[i] = (b[i] - known) / a[i][i];
    }
    b
}

/// ROUGE-1, -2 and -L in per cent at the editors' length.
fn newscast(items: &[&Item], make: impl Fn(&Item, usize) -> String) -> [f64; 3] {
    let mut sum = [0.0; 3];
    for item in items {
        let most = characters(&item.summary).len();
        let text: String = characters(&make(item, most)).into_iter().take(most).collect();
        sum.iter_mut().zip(rouge(&text, &item.summary)).for_each(|(s, x)| *s += 100.0 * x);
    }
    sum.map(|s| s / items.len() as f64)
}

/// R1, R2 with the sentences an editor would keep, and the shares of gold, good, other and bad ones.
fn marked(items: &[&Item], headline: bool, weights: Option<&Weights>) -> [f64; 6] {
    let mut sum = [0.0; 6];
    let mut share = BTreeMap::new();
    for item in items {
        let lines = item.lines();
        let made = match weights {
            Some(w) => best(if headline { &item.title } else { "" }, &lines, Length::Chars(120), w),
            None => super::leading(&lines, Length::Chars(120)),
        };
        let sentences: Vec<&String> = item.paragraphs.iter().flatten().collect();
        let gold: String = item.gold.iter().map(|&n| sentences[n].as_str()).collect();
        let (gold, own) = (characters(&gold), characters(&made.text));
        let solid = |t: &[char]| t.iter().filter(|c| c.is_alphanumeric()).collect::<String>();
        let [r1, r2, _] = rouge(&solid(&own), &solid(&gold));
        sum[0] += r1 / items.len() as f64;
        sum[1] += r2 / items.len() as f64;
        for part in made.parts {
            let kind = [1.0_f64, 0.5, 0.2, 0.0]
                .iter()
                .position(|k| k.total_cmp(&item.mark(part.paragraph, part.bytes.start)).is_eq());
            *share.entry(kind.unwrap()).or_insert(0.0) += part.bytes.len() as f64;
        }
    }
    let all: f64 = share.values().sum();
    for (kind, bytes) in share {
        sum[2 + kind] = bytes / all;
    }
    sum
}

fn read(path: &Path) -> Option<Vec<Item>> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(text.lines().map(|l| serde_json::from_str(l).unwrap()).collect())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every third day of the newscast is held out.
fn held_out(news: &[Item]) -> (Vec<&Item>, Vec<&Item>) {
    let dates: BTreeSet<&str> = news.iter().map(|i| i.date.as_str()).collect();
    let days: Vec<&str> = dates.into_iter().collect();
    news.iter().partition(|i| days.binary_search(&i.date.as_str()).unwrap() % 3 != 2)
}

fn is_round_up(item: &Item) -> bool {
    round_up::has_headings(&Article::new(&item.title, &item.lines(), 120))
}

/// Text from the beginning, to be cut at the editor's length.
fn text(item: &Item) -> String {
    let lines = item.lines();
    lines[0][super::article::past_lead(&lines[0])..].to_owned() + &lines[1..].concat()
}

fn own_marks() -> Vec<Item> {
    let folder = root().join("data/summaries");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| read(file).unwrap()).collect()
}

#[test]
fn learn() {
    if std::env::var_os("JZ_LEARN_SUMMARY").is_none() {
        return;
    }
    let Some(news) = read(&root().join("../shared/corpora/newscast_summaries.dev.jsonl")) else {
        println!("skipped: no ../shared/corpora");
        return;
    };
    let (train, test) = held_out(&news);
    let (test_ups, test): (Vec<&Item>, Vec<&Item>) = test.into_iter().partition(|i| is_round_up(i));
    let own = own_marks();
    let everyone: Vec<&Item> = own.iter().collect();
    let from_news = samples(train.into_iter().filter(|i| !is_round_up(i)), 2000.0);
    let from_marks = samples(&own, MARKS);
    let used = Weights::built_in();
    let fitted = |sources: &[&[Sample]]| Weights { features: fit(sources), ..used.clone() };
    let tables = [
        ("in use", used.clone()),
        ("newscasts", fitted(&[&from_news])),
        ("marks", fitted(&[&from_marks])),
        ("both", fitted(&[&from_news, &from_marks])),
    ];
    println!("marks: R1 R2 gold good other bad, with headlines and without");
    println!("lead       {:.3?}", marked(&everyone, true, None));
    for (name, weights) in &tables {
        let [with, without] = [true, false].map(|headline| marked(&everyone, headline, Some(weights)));
        println!("{name:10} {with:.3?} {without:.3?}");
    }
    println!("newscasts: R1 R2 RL of {} plain items and {} round-ups", test.len(), test_ups.len());
    println!("text       {:.1?} {:.1?}", newscast(&test, |i, _| text(i)), newscast(&test_ups, |i, _| text(i)));
    for (name, w) in &tables {
        let by = |i: &Item, most: usize| best(&i.title, &i.lines(), Length::Chars(most), w).text;
        println!("{name:10} {:.1?} {:.1?}", newscast(&test, by), newscast(&test_ups, by));
    }
    for (n, name) in NAMES.iter().enumerate() {
        println!(
            "{name}\t{}",
            tables.iter().map(|(_, w)| format!("{:.2}", w.features[n])).collect::<Vec<_>>().join("\t")
        );
    }
}

#[test]
fn every_mark_stands_at_a_sentence() {
    let own = own_marks();
    assert!(own.len() >= 150, "{}", own.len());
    for item in &own {
        let mut marks = [&item.gold[..], &item.good, &item.bad].concat();
        marks.sort_unstable();
        assert!(marks.windows(2).all(|m| m[0] < m[1]), "{}: marked twice", item.title);
        let sentences: usize = item.paragraphs.iter().map(Vec::len).sum();
        assert!(!item.gold.is_empty() && marks.iter().all(|&m| m < sentences), "{}", item.title);
        for paragraph in &item.paragraphs {
            let text = paragraph.concat();
            let found: Vec<&str> = crate::segment::sentences(&text).map(|r| &text[r]).collect();
            assert_eq!(&found, paragraph, "{}", item.title);
        }
    }
}

#[test]
fn marked_articles_are_summarised_better_than_by_their_leads() {
    let own = own_marks();
    let everyone: Vec<&Item> = own.iter().collect();
    let lead = marked(&everyone, true, None);
    for headline in [true, false] {
        let made = marked(&everyone, headline, Some(Weights::built_in()));
        assert!(made[0] > lead[0] && made[1] > lead[1] && made[5] < lead[5] - 0.05, "{made:.3?} {lead:.3?}");
    }
}

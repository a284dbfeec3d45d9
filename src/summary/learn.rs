//! Learns the weights: `JZ_LEARN_SUMMARY=1 cargo test --release --lib summary::learn -- --nocapture` writes
//! `weights.tsv` anew and prints what it is worth.
//!
//! The target of a candidate is the share of its character pairs that stand in the editor's summary (a newscast,
//! two days of three), or what a hand-made mark says of it (`data/summaries`): 1 for a sentence an editor would
//! keep, ½ for one that he may keep, 0.2 for others, 0 for one that must not be kept. Every article counts
//! twice, with its headline and without. The weights are those of a logistic regression by Newton's method with a
//! ridge; each source counts the same. What the other source says of weights learned from one alone is printed, too.

use std::collections::{BTreeSet, HashMap, HashSet};
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
    all.iter_mut().for_each(|s| s.weight *= share / sum);
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
            let x: Vec<(usize, f64)> =
                s.seen.iter().enumerate().filter(|(_, x)| **x != 0.0).map(|(i, x)| (i, f64::from(*x))).collect();
            let p = 1.0 / (1.0 + (-x.iter().map(|(i, x)| x * w[*i]).sum::<f64>()).exp());
            let (error, curve) = (s.weight * (s.target - p), s.weight * p * (1.0 - p));
            for &(i, xi) in &x {
                b[i] += error * xi;
                for &(j, xj) in &x {
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
    let mut share = HashMap::new();
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
            let kind = [1.0, 0.5, 0.2, 0.0].iter().position(|k| *k == item.mark(part.paragraph, part.bytes.start));
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

fn dump(out: &mut impl std::io::Write, set: &str, n: usize, i: &Item, headline: bool) {
    let lines = i.lines();
    let article = Article::new(if headline { &i.title } else { "" }, &lines, 120);
    let places = Places::new(&article);
    let cands: Vec<_> = candidates(&article, &places, Length::Chars(120), Strictness::Full)
        .into_iter()
        .map(|c| {
            let s = &article.sentences[c.sentence];
            let text: String = article.clauses[c.clauses.clone()].iter().map(|c| c.text).collect();
            let mark = if i.paragraphs.is_empty() { -1.0 } else { i.mark(s.paragraph, article.clauses[c.clauses.start].at) };
            serde_json::json!({"s": c.sentence, "whole": c.clauses == (s.first..s.clauses.end), "back": s.signs.refers_back && c.sentence > 0,
                "chars": c.chars, "text": text, "mark": mark,
                "x": places.seen(&c).iter().map(|x| (x * 1000.0).round() / 1000.0).collect::<Vec<f32>>()})
        })
        .collect();
    let all = article.sentences.len();
    writeln!(out, "{}", serde_json::json!({"set": set, "n": n, "headline": headline, "title": i.title, "summary": i.summary,
        "lines": lines, "lead": super::article::past_lead(&lines[0]), "gold": i.gold, "paragraphs": i.paragraphs, "sentences": all, "cands": cands})).unwrap();
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
    let dates: BTreeSet<&str> = news.iter().map(|i| i.date.as_str()).collect();
    let days: Vec<&str> = dates.into_iter().collect();
    let held = |i: &&Item| days.binary_search(&i.date.as_str()).unwrap() % 3 == 2;
    let ups = |i: &&Item| round_up::has_headings(&Article::new(&i.title, &i.lines(), 120));
    let mut own = Vec::new();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(root().join("data/summaries")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        own.extend(read(&file).unwrap());
    }
    let train: Vec<&Item> = news.iter().filter(|i| !held(i) && !ups(i)).collect();
    let test: Vec<&Item> = news.iter().filter(|i| held(i) && !ups(i)).collect();
    let test_ups: Vec<&Item> = news.iter().filter(|i| held(i) && ups(i)).collect();
    let from_news = samples(train.iter().copied(), 2000.0);
    println!("{} candidates of newscasts, {} plain items held out, {} round-ups", from_news.len(), test.len(), test_ups.len());
    let path = root().join("src/summary/weights.tsv");
    let mut weights = Weights::read(&std::fs::read_to_string(&path).unwrap_or_default());
    let by = |w: &Weights, i: &Item, most: usize, headline: bool| {
        best(if headline { &i.title } else { "" }, &i.lines(), Length::Chars(most), w).text
    };
    let whole = |i: &Item, _: usize| i.lines().iter().enumerate().map(|(n, l)| {
        if n == 0 { &l[super::article::past_lead(l)..] } else { l }
    }).collect::<String>();
    // Hand-made marks, one fold of five held out at a time.
    let mut held_marks = [[0.0; 6]; 2];
    for fold in 0..5 {
        let (mut rest, mut out) = (Vec::new(), Vec::new());
        for (n, item) in own.iter().enumerate() {
            if n % 5 == fold { out.push(item) } else { rest.push(item) }
        }
        let marks = samples(rest, MARKS);
        let w = Weights { features: fit(&[&from_news, &marks]), ..weights.clone() };
        for (sum, headline) in held_marks.iter_mut().zip([true, false]) {
            sum.iter_mut().zip(marked(&out, headline, Some(&w))).for_each(|(s, x)| *s += x / 5.0);
        }
    }
        let from_marks = samples(own.iter(), MARKS);
    if let Ok(path) = std::env::var("JZ_DUMP") {
        use std::io::Write;
        let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
        for (set, items) in [("train", &train), ("test", &test)] {
            for (n, i) in items.iter().enumerate().filter(|(n, _)| set == "test" || n % 2 == 0) {
                dump(&mut out, set, n, i, true);
            }
        }
        for (n, i) in own.iter().enumerate() {
            dump(&mut out, "own", n, i, true);
            dump(&mut out, "own", n, i, false);
        }
        writeln!(out, "{}", serde_json::json!({"names": NAMES})).unwrap();
        return;
    }
    if let Ok(n) = std::env::var("JZ_SHOW") {
        let w = Weights { worth: 0.1, cut: 3.0, following: 0.0, features: fit(&[&from_news]) };
        for i in test.iter().step_by(37).take(n.parse().unwrap()) {
            let most = characters(&i.summary).len();
            let r = |t: &str| rouge(&characters(t).into_iter().take(most).collect::<String>(), &i.summary)[0];
            let (own, lead) = (by(&w, i, most, true), whole(i, 0));
            println!("## {} {most}\n  E {}\n  J {:.2} {own}\n  L {:.2} {}", i.title, i.summary, r(&own), r(&lead), lead.chars().take(most).collect::<String>());
        }
    }
    let everyone: Vec<&Item> = own.iter().collect();
    println!("marks          R1 R2 gold good other bad");
    println!("lead           {:.3?}", marked(&everyone, true, None));
    println!("held out       {:.3?}", held_marks[0]);
    println!(" no headline   {:.3?}", held_marks[1]);
    let news_only = Weights { features: fit(&[&from_news]), ..weights.clone() };
    println!("from newscasts {:.3?}", marked(&everyone, true, Some(&news_only)));
    println!("newscasts, no round-ups: R1 R2 RL");
    for (worth, cut) in [(0.0, 3.0), (0.1, 1.5), (0.1, 3.0), (0.1, 6.0), (0.1, 9.0)] {
        let w = Weights { worth, cut, following: 0.0, ..news_only.clone() };
        println!("newscasts only, worth {worth} cut {cut} {:.1?}", newscast(&test, |i, most| by(&w, i, most, true)));
    }
    println!("text           {:.1?}", newscast(&test, whole));
    let marks_only = Weights { features: fit(&[&from_marks]), ..weights.clone() };
    println!("from marks     {:.1?}", newscast(&test, |i, most| by(&marks_only, i, most, true)));
    weights.features = fit(&[&from_news, &from_marks]);
    println!("both           {:.1?}", newscast(&test, |i, most| by(&weights, i, most, true)));
    println!(" no headline   {:.1?}", newscast(&test, |i, most| by(&weights, i, most, false)));
    println!("round-ups      {:.1?}", newscast(&test_ups, |i, most| by(&weights, i, most, true)));
    if std::env::var_os("JZ_GRID").is_some() {
        let some: Vec<&Item> = train.iter().copied().step_by(3).collect();
        println!("text {:.1?}", newscast(&some, whole));
        for worth in [0.05, 0.15, 0.25, 0.3, 0.35, 0.4] {
            for following in [0.0, 0.7] {
                for cut in [3.0, 6.0, 10.0] {
                    let w = Weights { worth, following, cut, ..weights.clone() };
                    let news = newscast(&some, |i, most| by(&w, i, most, true));
                    let m = [true, false].map(|h| marked(&everyone, h, Some(&w)));
                    println!("{worth} {following} {cut}: {news:.1?} {:.3?} {:.3?}", m[0], m[1]);
                }
            }
        }
    }
    let by_name: Vec<(&str, f32)> = NAMES.iter().copied().zip(weights.features).collect();
    println!("{by_name:?}");
    std::fs::write(&path, weights.written()).unwrap();
}

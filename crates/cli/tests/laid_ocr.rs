//! Recognised pages set with known truth, in every format, through the real program.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "support/sheets.rs"]
mod sheets;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use sheets::{LAYOUTS, Part, Sheet, Truth, mets};

fn program(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_jzclass")).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[derive(Debug, Clone, Copy, Default)]
struct Score {
    lines: f64,
    precision: f64,
    recall: f64,
    articles: usize,
    headlines: usize,
    captions: usize,
    captions_right: usize,
    strays: usize,
}

impl Score {
    fn add(&mut self, o: Self) {
        self.lines += o.lines;
        self.precision += o.precision;
        self.recall += o.recall;
        self.articles += o.articles;
        self.headlines += o.headlines;
        self.captions += o.captions;
        self.captions_right += o.captions_right;
        self.strays += o.strays;
    }

    fn f1(&self) -> f64 {
        let (p, r) = (self.precision / self.lines, self.recall / self.lines);
        2.0 * p * r / (p + r)
    }

    fn row(&self, name: &str) {
        println!(
            "{name:<24} B3 {:.4}  headlines {}/{}  captions {}/{}  furniture in articles {}",
            self.f1(),
            self.headlines,
            self.articles,
            self.captions_right,
            self.captions,
            self.strays
        );
    }
}

/// The articles of a file and the text of its lines.
fn split(path: &Path, args: &[&str]) -> (Vec<Value>, BTreeMap<usize, String>) {
    let path = path.to_str().unwrap();
    let found = program(&[&["split", path, "--format", "jsonl"], args].concat());
    let text = program(&[&["split", path, "--text"], args].concat());
    let lines = text.lines().filter_map(|l| {
        let (number, text) = l.trim_start().split_once(' ')?;
        Some((number.parse().ok()?, squeeze(text)))
    });
    (found.lines().map(|l| serde_json::from_str(l).unwrap()).collect(), lines.collect())
}

fn numbers(record: &Value, part: &str) -> Vec<usize> {
    let ranges = record["lines"][part].as_array().unwrap();
    ranges.iter().flat_map(|r| r[0].as_u64().unwrap() as usize..=r[1].as_u64().unwrap() as usize).collect()
}

fn score(path: &Path, sheets: &[Sheet], args: &[&str]) -> Score {
    let (articles, text) = split(path, args);
    // Lines stand once in each page; the same words may come twice.
    let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, article) in articles.iter().enumerate() {
        for line in numbers(article, "body") {
            of.entry(&text[&line]).or_default().push(n);
        }
    }
    let truths: Vec<&Truth> = sheets.iter().flat_map(|s| &s.truth).collect();
    let elements: Vec<(usize, String)> =
        truths.iter().enumerate().flat_map(|(t, a)| a.body.iter().map(move |l| (t, squeeze(l)))).collect();
    let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (t, line) in &elements {
        if let Some([found]) = of.get(line.as_str()).map(Vec::as_slice) {
            *votes.entry((*t, *found)).or_default() += 1;
        }
    }
    let mut clusters: Vec<(usize, Option<usize>)> = Vec::new();
    for (t, line) in &elements {
        // Of articles that hold the same words the one that is most of this article.
        let place = of.get_mut(line.as_str()).and_then(|found| {
            let best = (0..found.len()).max_by_key(|&n| votes.get(&(*t, found[n])).copied().unwrap_or(0))?;
            Some(found.swap_remove(best))
        });
        clusters.push((*t, place));
    }
    let mut score = Score { lines: clusters.len() as f64, articles: truths.len(), ..Score::default() };
    for (i, (t, p)) in clusters.iter().enumerate() {
        let found = |j: usize| if p.is_some() { clusters[j].1 == *p } else { i == j };
        let both = (0..clusters.len()).filter(|&j| clusters[j].0 == *t && found(j)).count() as f64;
        score.precision += both / (0..clusters.len()).filter(|&j| found(j)).count() as f64;
        score.recall += both / clusters.iter().filter(|c| c.0 == *t).count() as f64;
    }
    for (t, truth) in truths.iter().enumerate() {
        let mut votes = vec![0; articles.len()];
        clusters.iter().filter(|c| c.0 == t).filter_map(|c| c.1).for_each(|p| votes[p] += 1);
        score.captions += truth.captions.len();
        let Some(best) = (0..votes.len()).max_by_key(|&n| (votes[n], std::cmp::Reverse(n))) else { continue };
        let head = squeeze(articles[best]["headline"].as_str().unwrap());
        if head == squeeze(&truth.headline) {
            score.headlines += 1;
        } else {
            println!("    headline {head} for {}", truth.headline);
        }
        let captions: Vec<&str> = numbers(&articles[best], "caption").iter().map(|l| text[l].as_str()).collect();
        score.captions_right += truth.captions.iter().filter(|c| captions.contains(&squeeze(c).as_str())).count();
    }
    let furniture = sheets.iter().flat_map(|s| &s.blocks);
    let furniture =
        furniture.filter(|b| matches!(b.part, Part::Furniture | Part::Advertisement)).flat_map(|b| &b.lines);
    score.strays = furniture.filter(|l| of.contains_key(squeeze(&l.text).as_str())).count();
    score
}

#[test]
fn layouts_are_read_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let seeds: u64 = std::env::var("JZCLASS_SHEETS").ok().and_then(|s| s.parse().ok()).unwrap_or(4);
    let mut all = Score::default();
    for format in ["alto", "alto-sizes", "mets", "hocr", "page", "page-typed"] {
        let mut of_format = Score::default();
        for layout in LAYOUTS {
            let mut of_layout = Score::default();
            for seed in 0..seeds {
                let sheets = [Sheet::set(layout, seed)];
                let sheet = &sheets[0];
                let (name, text) = match format {
                    "alto" => ("p.xml", sheet.alto(false)),
                    "alto-sizes" => ("p.xml", sheet.alto(true)),
                    "mets" => {
                        std::fs::create_dir_all(folder.path().join("alto")).unwrap();
                        std::fs::write(folder.path().join("alto/0.xml"), sheet.alto(false)).unwrap();
                        ("p.xml", mets(&sheets))
                    }
                    "hocr" => ("p.hocr", sheet.hocr()),
                    "page" => ("p.xml", sheet.page_xml(false)),
                    _ => ("p.xml", sheet.page_xml(true)),
                };
                let path = folder.path().join(name);
                std::fs::write(&path, text).unwrap();
                of_layout.add(score(&path, &sheets, &[]));
            }
            of_layout.row(&format!("{format} {layout}"));
            of_format.add(of_layout);
        }
        of_format.row(format);
        assert!(of_format.f1() >= 0.99, "{format}");
        all.add(of_format);
    }
    all.row("all");
    assert!(all.headlines as f64 >= 0.98 * all.articles as f64);
    assert!(all.captions_right as f64 >= 0.9 * all.captions as f64);
    assert_eq!(all.strays, 0, "masthead and advertisement are no article");
}

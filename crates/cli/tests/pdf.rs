//! PDF editions set for this project (tests/pdf, made by tests/pdf/make/make.py) against their truth.
#![cfg(feature = "pdf")]
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jzclass::read::{Area, LaidPage, Recognised, pdf_pages};
use jzclass::split::{Grouping, Laid, lay_out, lay_out_recognised};
use serde::Deserialize;

#[derive(Deserialize)]
struct Truth {
    articles: Vec<TruthArticle>,
    furniture: Vec<String>,
}

#[derive(Deserialize)]
struct TruthArticle {
    page: usize,
    kicker: String,
    headline: String,
    subtitle: String,
    byline: String,
    body: Vec<String>,
    captions: Vec<String>,
}

/// Without white space; quotation marks that stand upright have the form of 『』, which is no error.
fn squeeze(text: &str) -> String {
    let plain = |c| match c {
        '『' => '“',
        '』' => '”',
        '「' => '‘',
        '」' => '’',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(plain).collect()
}

impl TruthArticle {
    fn parts(&self) -> Vec<String> {
        [&self.kicker, &self.headline, &self.subtitle, &self.byline]
            .into_iter()
            .chain(&self.body)
            .chain(&self.captions)
            .map(|p| squeeze(p))
            .filter(|p| !p.is_empty())
            .collect()
    }
}

#[derive(Default, Clone, Copy)]
struct Sums {
    lines: f64,
    precision: f64,
    recall: f64,
    articles: usize,
    headlines: usize,
    kickers: usize,
    bodies: usize,
    captions: usize,
    captions_right: usize,
    chars: usize,
    chars_right: usize,
    furniture: usize,
    furniture_right: usize,
}

impl Sums {
    fn add(&mut self, o: Self) {
        self.lines += o.lines;
        self.precision += o.precision;
        self.recall += o.recall;
        self.articles += o.articles;
        self.headlines += o.headlines;
        self.kickers += o.kickers;
        self.bodies += o.bodies;
        self.captions += o.captions;
        self.captions_right += o.captions_right;
        self.chars += o.chars;
        self.chars_right += o.chars_right;
        self.furniture += o.furniture;
        self.furniture_right += o.furniture_right;
    }

    fn f1(&self) -> f64 {
        let (p, r) = (self.precision / self.lines, self.recall / self.lines);
        2.0 * p * r / (p + r)
    }

    fn row(&self, name: &str) {
        println!(
            "{name:<24} B3 {:.4}  headlines {}/{}  kickers+subtitles {}  bodies {}  captions {}/{}  text {:.5}  furniture {}/{}",
            self.f1(),
            self.headlines,
            self.articles,
            self.kickers,
            self.bodies,
            self.captions_right,
            self.captions,
            self.chars_right as f64 / self.chars as f64,
            self.furniture_right,
            self.furniture,
        );
    }
}

fn measure(laid: &Laid, truth: &Truth) -> Sums {
    let parts: Vec<Vec<String>> = truth.articles.iter().map(TruthArticle::parts).collect();
    let count = laid.source.text.lines().len();
    let mut predicted: Vec<Option<usize>> = vec![None; count];
    for (n, article) in laid.edition.articles.iter().enumerate() {
        for line in article.lines() {
            predicted[line] = Some(n);
        }
    }
    let furniture: Vec<String> = truth.furniture.iter().map(|f| squeeze(f)).collect();
    let texts: Vec<String> = (0..count).map(|i| squeeze(laid.source.text.line(i))).collect();
    let candidates: Vec<Vec<usize>> = texts
        .iter()
        .map(|t| (0..parts.len()).filter(|&a| parts[a].iter().any(|p| p.contains(t.as_str()))).collect())
        .collect();
    // Lines that stand in several articles of the truth go with the rest of their article.
    let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for i in 0..count {
        if let (Some(p), [a]) = (predicted[i], &candidates[i][..]) {
            *votes.entry((p, *a)).or_default() += texts[i].chars().count();
        }
    }
    let best = |p: usize, among: &[usize]| {
        among.iter().copied().max_by_key(|&a| (votes.get(&(p, a)).copied().unwrap_or(0), std::cmp::Reverse(a)))
    };
    // Pieces of a running head that stand close are one line.
    let joined = furniture.concat();
    let is_furniture = |t: &str| furniture.iter().any(|f| f == t) || t.chars().count() > 2 && joined.contains(t);
    let gold: Vec<Option<usize>> = (0..count)
        .map(|i| match predicted[i] {
            _ if candidates[i].len() == 1 && !is_furniture(&texts[i]) => Some(candidates[i][0]),
            Some(p) => best(p, &candidates[i]),
            None if is_furniture(&texts[i]) => None,
            None => candidates[i].first().copied(),
        })
        .collect();
    let mut sums = Sums::default();
    for i in 0..count {
        let same_predicted = |j: usize| if predicted[i].is_some() { predicted[j] == predicted[i] } else { i == j };
        let same_gold = |j: usize| if gold[i].is_some() { gold[j] == gold[i] } else { i == j };
        if gold[i].is_none() && predicted[i].is_none() {
            continue;
        }
        let both = (0..count).filter(|&j| same_predicted(j) && same_gold(j)).count() as f64;
        sums.lines += 1.0;
        sums.precision += both / (0..count).filter(|&j| same_predicted(j)).count() as f64;
        sums.recall += both / (0..count).filter(|&j| same_gold(j)).count() as f64;
    }
    for (a, article) in truth.articles.iter().enumerate() {
        sums.articles += 1;
        let score = |p: usize| votes.get(&(p, a)).copied().unwrap_or(0);
        let matched = (0..laid.edition.articles.len())
            .max_by_key(|&p| (score(p), std::cmp::Reverse(p)))
            .filter(|&p| score(p) > 0);
        sums.captions += article.captions.len();
        let Some(p) = matched else { continue };
        let found = &laid.edition.articles[p];
        let head = squeeze(&found.headline_text(&laid.source.text));
        if head == squeeze(&article.headline) {
            sums.headlines += 1;
        } else {
            println!("  headline {head:?} for {:?}", article.headline);
        }
        let around = squeeze(&found.kicker_text(&laid.source.text)) == squeeze(&article.kicker)
            && squeeze(&found.subtitle_text(&laid.source.text)) == squeeze(&article.subtitle);
        sums.kickers += usize::from(around);
        let body = squeeze(&found.body_text(&laid.source.text));
        let wanted = squeeze(&article.body.concat());
        sums.bodies += usize::from(body == wanted);
        let captions: String = found.captions.iter().map(|&l| squeeze(laid.source.text.line(l))).collect();
        sums.captions_right += article.captions.iter().filter(|c| captions.contains(&squeeze(c))).count();
        assert!(article.page >= 1);
    }
    let all: usize = parts.iter().flatten().chain(&furniture).map(|p| p.chars().count()).sum();
    let read: usize = texts.iter().map(|t| t.chars().count()).sum();
    sums.chars = all.max(read);
    sums.chars_right = (0..count)
        .filter(|&i| !candidates[i].is_empty() || is_furniture(&texts[i]))
        .map(|i| texts[i].chars().count())
        .sum::<usize>()
        .min(all);
    sums.furniture = furniture.len();
    sums.furniture_right = furniture
        .iter()
        .filter(|f| (0..count).any(|i| predicted[i].is_none() && texts[i].contains(f.as_str())))
        .count();
    sums
}

fn pages_of(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map(|d| {
            d.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.extension().is_some_and(|e| e == "pdf")).collect()
        })
        .unwrap_or_default();
    files.sort();
    files
}

fn measure_folder(folder: &Path) -> (usize, Sums) {
    let mut total = Sums::default();
    let files = pages_of(folder);
    for file in &files {
        let truth: Truth = serde_json::from_slice(&fs::read(file.with_extension("truth.json")).unwrap()).unwrap();
        let laid = lay_out(pdf_pages(fs::read(file).unwrap())).unwrap();
        let sums = measure(&laid, &truth);
        sums.row(&file.file_stem().unwrap().to_string_lossy());
        total.add(sums);
    }
    if !files.is_empty() {
        total.row("all");
    }
    (files.len(), total)
}

#[test]
fn own_pages_are_read_and_split() {
    let (files, sums) = measure_folder(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/pdf"));
    assert!(files >= 12, "{files} files");
    assert!(sums.f1() >= 0.98);
    assert!(sums.headlines as f64 >= 0.97 * sums.articles as f64);
    assert!(sums.chars_right as f64 >= 0.999 * sums.chars as f64);
}

/// Other pages, set by `tests/pdf/make/make.py FOLDER SEED`: named by `JZCLASS_PDF_PAGES`.
#[test]
fn other_pages_are_measured() {
    let Some(folders) = std::env::var_os("JZCLASS_PDF_PAGES") else {
        println!("skipped: JZCLASS_PDF_PAGES names no folder");
        return;
    };
    let mut total = Sums::default();
    for folder in std::env::split_paths(&folders) {
        let (files, sums) = measure_folder(&folder);
        assert!(files > 0, "no PDF in {}", folder.display());
        total.add(sums);
    }
    total.row("all folders");
}

/// A page as a recogniser gives it: no weights, sizes by the height of characters, places a little off and
/// askew, lines that follow each other in blocks.
fn recognised(mut page: LaidPage, seed: u64) -> LaidPage {
    let mut state = seed;
    let mut off = move |most: f32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 40) as f32 / (1_u32 << 23) as f32 - 1.0) * most
    };
    let slope = off(0.01);
    let askew = |a: Area| Area { top: a.top + slope * a.left, bottom: a.bottom + slope * a.left, ..a };
    page.boxes.iter_mut().chain(&mut page.pictures).for_each(|a| *a = askew(*a));
    let mut block = 0;
    let mut before: Option<(Area, f32, bool)> = None;
    for line in &mut page.lines {
        let own = line.area;
        let follows = before.is_some_and(|(b, size, vertical)| {
            let (step, shared) = if line.vertical {
                (b.left - own.left, b.bottom.min(own.bottom) - b.top.max(own.top))
            } else {
                (own.top - b.top, b.right.min(own.right) - b.left.max(own.left))
            };
            vertical == line.vertical
                && (size / line.size - 1.0).abs() < 0.1
                && shared > 0.0
                && step > 0.0
                && step < 2.2 * size
        });
        block += usize::from(!follows);
        before = Some((own, line.size, line.vertical));
        line.block = Some(block);
        let size = line.size;
        let mut edge = |at: f32| at + off(0.1) * size;
        let area = Area { left: edge(own.left), top: edge(own.top), right: edge(own.right), bottom: edge(own.bottom) };
        line.area = askew(area);
        line.size = if line.vertical { area.right - area.left } else { area.bottom - area.top };
        (line.bold, line.confidence) = (false, Some(0.9 + off(0.09)));
    }
    page
}

#[test]
fn own_pages_are_split_as_if_recognised() {
    let mut total = Sums::default();
    for (seed, file) in
        pages_of(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/pdf")).into_iter().enumerate()
    {
        let truth: Truth = serde_json::from_slice(&fs::read(file.with_extension("truth.json")).unwrap()).unwrap();
        let pages: Vec<LaidPage> =
            pdf_pages(fs::read(&file).unwrap()).map(|p| recognised(p.unwrap(), seed as u64)).collect();
        let names = vec![String::new(); pages.len()];
        let laid = lay_out_recognised(Recognised { pages, names, ..Recognised::default() }, Grouping::Given).unwrap();
        let sums = measure(&laid, &truth);
        sums.row(&file.file_stem().unwrap().to_string_lossy());
        total.add(sums);
    }
    total.row("all, as recognised");
    assert!(total.f1() >= 0.99);
    assert!(total.headlines as f64 >= 0.98 * total.articles as f64);
}

fn tag(arguments: &[&str], input: Option<&[u8]>) -> (Option<i32>, String, String) {
    use std::io::Write;
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_jzclass"))
        .args(["tag", "-f", "jsonl"])
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.unwrap_or_default()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_program_tags_pdfs_by_name_in_folders_and_from_standard_input() {
    let file = "tests/pdf/two-pages.pdf";
    let (code, by_name, errors) = tag(&[file], None);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let records: Vec<serde_json::Value> = by_name.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let places: Vec<_> = records.iter().map(|r| (r["sheet"].as_u64(), r["page"].as_str())).collect();
    assert_eq!(places, [(Some(1), Some("1")), (Some(1), Some("1")), (Some(2), Some("2"))]);
    // Lines of both pages belong to the article that goes on over leaf.
    assert!(records[0]["lines"]["body"].as_array().unwrap().len() > 1);
    let bytes = fs::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(file)).unwrap();
    let (code, from_input, _) = tag(&["-"], Some(&bytes));
    assert_eq!(code, Some(0));
    assert_eq!(from_input.replace("\"source\":\"-\"", &format!("\"source\":\"{file}\"")), by_name);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Page.PDF"), &bytes).unwrap();
    fs::write(folder.path().join("torn.pdf"), &bytes[..40]).unwrap();
    let (code, from_folder, errors) = tag(&[folder.path().to_str().unwrap()], None);
    assert_eq!(code, Some(1));
    assert_eq!(from_folder.lines().count(), 3);
    assert!(errors.contains("torn.pdf: the PDF cannot be read"), "{errors}");
}

#[test]
fn path_and_masthead_tell_paper_day_and_page() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("清河晚报/2024/11/08");
    fs::create_dir_all(&place).unwrap();
    let own = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/pdf");
    fs::copy(own.join("three-columns.pdf"), place.join("03.pdf")).unwrap();
    fs::copy(own.join("two-pages.pdf"), place.join("07.pdf")).unwrap();
    let issues = |command: &str, path: &Path| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_jzclass"))
            .args([command, "--format", "jsonl", path.to_str().unwrap()])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let records = text.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
        let mut found: Vec<[String; 3]> =
            records.map(|r| ["paper", "date", "page"].map(|f| r[f].as_str().unwrap_or_default().to_owned())).collect();
        found.dedup();
        found
    };
    for command in ["tag", "split"] {
        assert_eq!(issues(command, &own.join("three-columns.pdf")), [["清江晨报", "2026-03-03", "2"]], "{command}");
        assert_eq!(issues(command, &place.join("03.pdf")), [["清河晚报", "2024-11-08", "3"]], "{command}");
        // A path speaks of one page, the pages of this file speak for themselves.
        let pages = [["清河晚报", "2024-11-08", "1"], ["清河晚报", "2024-11-08", "2"]];
        assert_eq!(issues(command, &place.join("07.pdf")), pages, "{command}");
    }
}

#[test]
fn every_line_of_a_page_is_in_one_part() {
    for file in pages_of(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/pdf")) {
        let laid = lay_out(pdf_pages(fs::read(&file).unwrap())).unwrap();
        let mut seen = vec![0; laid.source.text.lines().len()];
        let lines = laid.edition.articles.iter().flat_map(jzclass::split::Article::lines);
        for line in lines.chain(laid.edition.furniture.iter().copied()) {
            seen[line] += 1;
        }
        assert!(seen.iter().all(|&n| n == 1), "{}", file.display());
    }
}

//! The weights of the log-odds: logistic regression.

use std::fmt::Write as _;

use super::super::blocks::blocks;
use super::super::boundary::{GapFeature, gaps};
use super::super::content::Content;
use super::super::fit::{Extent, PlaceFeature, SeenFeature, Work, learned};
use super::super::form::MANNERS;
use super::super::heads::{JoinFeature, NoneFeature};
use super::super::label::label_lines;
use super::super::weights::{BOUNDARY, HEADLINE, JOIN, NONE};
use super::heads::{Case, Lattice, fit, parts, tune};
use super::{BULK, Page, Start, Table, article_of, number};

/// One example of a log-odds: what is seen, and whether it holds.
struct Example<const N: usize> {
    seen: [f32; N],
    holds: bool,
    weight: f32,
}

/// How strongly weights of log-odds are pulled to what they were before, for each manner of a page: of running
/// pages, more kinds were learned from than stand in the folders named.
const PULLS: [f32; MANNERS] = [2e-4, 5e-5, 2e-5];

/// Weights by which the sum is the log-odds that it holds: gradient descent with steps after
/// Duchi et al. 2011 and a penalty on the squares of their differences from `start`.
fn regress<const N: usize>(
    examples: &[Example<N>],
    start: &[f32; N],
    pull: f32,
    log: &mut dyn FnMut(String),
) -> [f32; N] {
    let (mut weights, mut squares) = (*start, [1e-6_f32; N]);
    let all: f32 = examples.iter().map(|e| e.weight).sum();
    for _ in 0..1500 {
        let mut gradient = [0.0_f32; N];
        for example in examples {
            let odds: f32 = example.seen.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let error = (1.0 / (1.0 + (-odds).exp()) - if example.holds { 1.0 } else { 0.0 }) * example.weight;
            gradient.iter_mut().zip(&example.seen).for_each(|(g, x)| *g += error * x);
        }
        for n in 0..N {
            let g = gradient[n] / all + pull * (weights[n] - start[n]);
            squares[n] += g * g;
            weights[n] -= 0.3 * g / squares[n].sqrt();
        }
    }
    let wrong = examples
        .iter()
        .filter(|e| (e.seen.iter().zip(&weights).map(|(x, w)| x * w).sum::<f32>() > 0.0) != e.holds)
        .count();
    log(format!("{} examples, {} hold, {wrong} wrong", examples.len(), examples.iter().filter(|e| e.holds).count()));
    weights
}

#[derive(Default)]
struct Seen<'a> {
    gaps: Vec<Example<{ GapFeature::COUNT }>>,
    lattices: Vec<Lattice>,
    cases: Vec<Case<'a>>,
}

fn examples<'a>(page: &'a Page, weight: f32, into: &mut Seen<'a>) {
    let labels = label_lines(&page.lines);
    for blocks in blocks(&labels, &page.lines) {
        let content = Content::of(&page.text, &blocks);
        let number = |line: usize| page.text.lines()[line].number;
        let of: Vec<Option<usize>> =
            blocks.paragraphs.iter().map(|p| article_of(&page.truth, number(p.lines[0])).0).collect();
        let mut extents: Vec<Extent> = Vec::new();
        let mut articles = Vec::new();
        for (k, article) in of.iter().enumerate() {
            if k == 0 || article.is_some() && *article != of[k - 1] {
                extents.push(Extent { first: k, end: k + 1, page: 0 });
                articles.push(*article);
            } else if let Some(e) = extents.last_mut() {
                e.end = k + 1;
            }
        }
        for (k, seen) in gaps(&page.text, &page.lines, &blocks, &content).into_iter().enumerate().skip(1) {
            if of[k].is_some() && of[k - 1].is_some() {
                into.gaps.push(Example { seen, holds: of[k] != of[k - 1], weight });
            }
        }
        let head = |line: &usize| article_of(&page.truth, number(*line)).1;
        let of = blocks.heads.iter().map(|b| b.lines.iter().map(head).collect()).collect();
        let case = Case { lines: &page.lines, blocks, content, extents, articles, of, weight };
        lattices(&case, &mut into.lattices);
        into.cases.push(case);
    }
}

fn lattices(case: &Case, into: &mut Vec<Lattice>) {
    let pages = vec![0; case.lines.len()];
    let Case { lines, blocks, content, extents, .. } = case;
    let work = Work { weights: learned(lines), lines, blocks, articles: extents, content, pages: &pages };
    for b in 0..blocks.heads.len() {
        let candidates: Vec<Option<usize>> = work.candidates(b).map(|a| case.articles[a]).collect();
        into.push(Lattice::of(&work, b, &work.table(b, None), &case.of[b], &candidates, case.weight));
    }
}

fn all_examples(sets: &[Vec<Page>]) -> [Seen<'_>; MANNERS] {
    let mut seen = std::array::from_fn(|_| Seen::default());
    for set in sets {
        let weight = if set.len() >= BULK { 1.0 } else { 5.0 };
        for page in set {
            let manner = page.lines.first().map_or(0, |l| l.form.manner());
            examples(page, weight, &mut seen[manner]);
        }
    }
    seen
}

/// The first manner of page that is learned anew: where the weights are known those of running pages stay, which were
/// learned from more kinds of pages than there are here.
fn anew(start: Start) -> usize {
    usize::from(start == Start::Known)
}

/// Learns the weights of boundaries from sets of pages, for each manner of page; `log` is told how it goes. A set of fewer
/// than 50 pages counts five times.
pub fn boundaries(sets: &[Vec<Page>], start: Start, log: &mut dyn FnMut(String)) -> Vec<Table> {
    let mut weights: [_; MANNERS] = std::array::from_fn(|m| BOUNDARY[m]);
    for (manner, seen) in all_examples(sets).iter().enumerate().skip(anew(start)) {
        let zero = [0.0; GapFeature::COUNT];
        let first = if start == Start::Zero { &zero } else { &BOUNDARY[manner] };
        weights[manner] = regress(&seen.gaps, first, PULLS[manner], log);
    }
    vec![table("boundary", &GapFeature::NAMES, &weights.map(|w| w.to_vec()))]
}

/// Learns the weights by which headlines find their articles, likewise.
pub fn heads(sets: &[Vec<Page>], start: Start, log: &mut dyn FnMut(String)) -> Vec<Table> {
    let mut weights: Vec<Vec<f32>> =
        (0..MANNERS).map(|m| [&HEADLINE[m][..], &JOIN[m][..], &NONE[m][..]].concat()).collect();
    for (weights, seen) in weights.iter_mut().zip(&all_examples(sets)).skip(anew(start)) {
        if start == Start::Zero {
            weights.fill(0.0);
        }
        *weights = tune(&seen.cases, &fit(&seen.lattices, weights, log), log);
    }
    let part = |n: usize| weights.iter().map(|w| parts(w)[n].to_vec()).collect::<Vec<_>>();
    vec![
        table("headline", &[&PlaceFeature::NAMES[..], &SeenFeature::NAMES].concat(), &part(0)),
        table("join", &JoinFeature::NAMES, &part(1)),
        table("none", &NoneFeature::NAMES, &part(2)),
    ]
}

/// A row for each feature and manner of page.
fn table(file: &'static str, names: &[&str], weights: &[Vec<f32>]) -> Table {
    let mut text = String::from("feature\tpage\tweight\n");
    for (n, name) in names.iter().enumerate() {
        for (manner, weights) in ["running", "tight", "parted"].iter().zip(weights) {
            let _ = writeln!(text, "{name}\t{manner}\t{}", number(weights[n]));
        }
    }
    Table { file, text }
}

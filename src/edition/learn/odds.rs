//! The weights of the log-odds: logistic regression.

use std::fmt::Write as _;

use super::super::blocks::{Blocks, blocks};
use super::super::boundary::{GAP_FEATURES, gaps};
use super::super::content::Content;
use super::super::fit::{Extent, FIT_FEATURES, JOIN_FEATURES, Work, join_seen};
use super::super::label::label_lines;
use super::{Page, Truth, pages};

/// One example of a log-odds: what is seen, and whether it holds.
struct Example<const N: usize> {
    seen: [f32; N],
    holds: bool,
    weight: f32,
}

/// Weights by which the sum is the log-odds that it holds: gradient descent with steps after
/// Duchi et al. 2011 and a small penalty on the weights' squares.
fn regress<const N: usize>(examples: &[Example<N>]) -> [f32; N] {
    let (mut weights, mut squares) = ([0.0_f32; N], [1e-6_f32; N]);
    let all: f32 = examples.iter().map(|e| e.weight).sum();
    for _ in 0..1500 {
        let mut gradient = [0.0_f32; N];
        for example in examples {
            let odds: f32 = example.seen.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let error = (1.0 / (1.0 + (-odds).exp()) - if example.holds { 1.0 } else { 0.0 }) * example.weight;
            gradient.iter_mut().zip(&example.seen).for_each(|(g, x)| *g += error * x);
        }
        for n in 0..N {
            let g = gradient[n] / all + 2e-5 * weights[n];
            squares[n] += g * g;
            weights[n] -= 0.3 * g / squares[n].sqrt();
        }
    }
    let wrong = examples
        .iter()
        .filter(|e| (e.seen.iter().zip(&weights).map(|(x, w)| x * w).sum::<f32>() > 0.0) != e.holds)
        .count();
    println!("{} examples, {} hold, {wrong} wrong", examples.len(), examples.iter().filter(|e| e.holds).count());
    weights
}

/// The article each line belongs to by its body, and by its headline.
fn article_of(truth: &Truth, number: usize) -> (Option<usize>, Option<usize>) {
    let body = truth.articles.iter().position(|a| a.body_lines.contains(&number));
    let head = truth
        .articles
        .iter()
        .position(|a| [&a.headline_lines, &a.kicker_lines, &a.subtitle_lines].iter().any(|l| l.contains(&number)));
    (body, head)
}

type Seen = (Vec<Example<GAP_FEATURES>>, Vec<Example<FIT_FEATURES>>, Vec<Example<JOIN_FEATURES>>);

fn examples(page: &Page, weight: f32, into: &mut Seen) {
    let labels = label_lines(&page.lines);
    for blocks in &blocks(&labels, &page.lines) {
        let content = Content::of(&page.text, blocks);
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
        for (k, seen) in gaps(&page.text, &page.lines, blocks, &content).into_iter().enumerate().skip(1) {
            if of[k].is_some() && of[k - 1].is_some() {
                into.0.push(Example { seen, holds: of[k] != of[k - 1], weight });
            }
        }
        fits(page, blocks, &content, &extents, &articles, weight, into);
    }
}

fn fits(
    page: &Page,
    blocks: &Blocks,
    content: &Content,
    extents: &[Extent],
    articles: &[Option<usize>],
    weight: f32,
    into: &mut Seen,
) {
    let pages = vec![0; page.lines.len()];
    let work = Work { lines: &page.lines, blocks, articles: extents, content, pages: &pages };
    for (b, block) in blocks.heads.iter().enumerate() {
        let table = work.table(b);
        let of: Vec<Option<usize>> =
            block.lines.iter().map(|&i| article_of(&page.truth, page.text.lines()[i].number).1).collect();
        for (i, pair) in block.lines.windows(2).enumerate() {
            if of[i].is_some() && of[i + 1].is_some() {
                let seen = join_seen(&page.lines, pair[0], pair[1]);
                into.2.push(Example { seen, holds: of[i] == of[i + 1], weight });
            }
        }
        let mut from = 0;
        while from < of.len() {
            let mut to = from + 1;
            while to < of.len() && of[to] == of[from] && to - from < 8 {
                to += 1;
            }
            for (a, fit) in work.candidates(b).zip(work.fits(b, &table, from, to)) {
                into.1.push(Example { seen: fit, holds: of[from].is_some() && articles[a] == of[from], weight });
            }
            from = to;
        }
    }
}

#[test]
fn learn_odds() {
    let Ok(folders) = std::env::var("JZ_LEARN_ODDS") else { return };
    let mut seen = Seen::default();
    for folder in folders.split(':') {
        let set = pages(folder);
        let weight = if set.len() >= super::BULK { 1.0 } else { 5.0 };
        for page in set {
            examples(&page, weight, &mut seen);
        }
    }
    let (boundary, headline, join) = std::thread::scope(|scope| {
        let (boundary, headline) = (scope.spawn(|| regress(&seen.0)), scope.spawn(|| regress(&seen.1)));
        let join = regress(&seen.2);
        (boundary.join().unwrap(), headline.join().unwrap(), join)
    });
    let list = |weights: &[f32]| -> String {
        weights.chunks(10).fold(String::new(), |mut text, row| {
            let cells: Vec<String> = row.iter().map(|w| format!("{w:.2}").replace("-0.00", "0.00")).collect();
            let _ = writeln!(text, "    {},", cells.join(", "));
            text
        })
    };
    let text = format!(
        "//! Weights of log-odds, written by `learn_odds` (learn/odds.rs).\n\n\
         use super::boundary::Gap;\nuse super::fit::{{Fit, Join}};\n\n\
         /// That a gap between paragraphs parts two articles, by what `boundary::gaps` sees.\n\
         #[rustfmt::skip]\npub(super) const BOUNDARY: Gap = [\n{}];\n\n\
         /// That head lines are the headline of an article, by what `fit::Work::fits` sees.\n\
         #[rustfmt::skip]\npub(super) const HEADLINE: Fit = [\n{}];\n\n\
         /// That two lines of a head block are of one headline, by what `fit::join_seen` sees.\n\
         #[rustfmt::skip]\npub(super) const JOIN: Join = [\n{}];\n",
        list(&boundary),
        list(&headline),
        list(&join)
    );
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/edition/odds.rs"), text).unwrap();
}

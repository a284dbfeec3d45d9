//! Which head lines are the headline of which article: content and place together, over the page.
//!
//! A head block (lines of heads that stand together) can hold the headlines of several articles.
//! Each block is labelled line by line with an article or none by dynamic programming; blocks are
//! settled in the order of how sure they are, and an article once taken is taken.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::blocks::Blocks;
use super::line::Observed;
use super::terms::{Pairs, Weights, pairs};
use crate::reader::EditionText;

/// Weight of shared content against that of place.
const CONTENT: f32 = 5.0;
const BEFORE: f32 = 1.3;
const AFTER: f32 = 0.9;
/// In the midst of an article's own paragraphs: a subhead, most likely.
const INSIDE: f32 = -1.2;
const STEP: f32 = -0.25;
const OTHER_PAGE: f32 = -2.0;
/// Least score a headline must reach, a line.
const LEAST: f32 = 0.8;
/// Two lines that belong to one article.
const JOINED: f32 = 0.6;
const JOINED_OVER_BLANK: f32 = 0.2;
/// A cut after a line that fills the column, where the headline is probably going on.
const CUT_WRAPPED: f32 = -1.2;
/// Articles on either side that a head may belong to.
const REACH: usize = 16;

/// Where an article's paragraphs lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// First paragraph.
    pub first: usize,
    /// One past its last paragraph.
    pub end: usize,
    /// Page (of form feeds) it begins on.
    pub page: usize,
}

/// For each head block, an article or none for each of its lines; and for each, the score.
pub(super) struct Assignment {
    pub articles: Vec<Vec<Option<usize>>>,
}

struct Work<'a> {
    page: &'a EditionText,
    lines: &'a [Observed],
    blocks: &'a Blocks,
    articles: &'a [Extent],
    bodies: &'a [Pairs],
    weights: &'a Weights,
    pages: &'a [usize],
}

pub(super) fn assign(
    page: &EditionText,
    lines: &[Observed],
    blocks: &Blocks,
    articles: &[Extent],
    bodies: &[Pairs],
    weights: &Weights,
    pages: &[usize],
) -> Assignment {
    let work = Work { page, lines, blocks, articles, bodies, weights, pages };
    let mut taken = vec![false; articles.len()];
    let mut settled: Vec<Option<Labelling>> = blocks.heads.iter().map(|_| None).collect();
    let mut queue: BinaryHeap<Labelling> =
        (0..blocks.heads.len()).map(|b| work.label(b, &taken)).collect();
    while let Some(best) = queue.pop() {
        if best.articles.iter().flatten().any(|&a| taken[a]) {
            queue.push(work.label(best.block, &taken));
            continue;
        }
        for &a in best.articles.iter().flatten() {
            taken[a] = true;
        }
        let block = best.block;
        settled[block] = Some(best);
    }
    Assignment { articles: settled.into_iter().map(|l| l.map(|l| l.articles).unwrap_or_default()).collect() }
}

/// One way to label a block's lines.
struct Labelling {
    block: usize,
    articles: Vec<Option<usize>>,
    score: f32,
}

impl PartialEq for Labelling {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Labelling {}
impl PartialOrd for Labelling {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Labelling {
    /// The surest first, the earlier block first among equals.
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| other.block.cmp(&self.block))
    }
}

impl Work<'_> {
    /// The best labels for the lines of block `b`, given the articles already taken.
    fn label(&self, b: usize, taken: &[bool]) -> Labelling {
        let block = &self.blocks.heads[b];
        let at = self.articles.partition_point(|a| a.end <= block.gap);
        let range = at.saturating_sub(REACH)..(at + REACH).min(self.articles.len());
        let candidates: Vec<usize> = range.filter(|&a| !taken[a]).collect();
        let lines = &block.lines;
        let place: Vec<f32> = candidates.iter().map(|&a| self.place(block.gap, lines[0], a, at)).collect();
        // States: candidates, then "none".
        let none = candidates.len();
        let emission: Vec<Vec<f32>> = lines
            .iter()
            .map(|&line| {
                let own = pairs([self.page.line(line)]);
                let share = |a: usize| self.weights.containment(&own, &self.bodies[a]);
                // Content all articles share tells nothing: only what stands out counts.
                let mut emission: Vec<f32> = candidates.iter().map(|&a| share(a)).collect();
                let mean = emission.iter().sum::<f32>() / emission.len().max(1) as f32;
                for (e, p) in emission.iter_mut().zip(&place) {
                    *e = CONTENT * (*e - 0.5 * mean) + p - LEAST;
                }
                emission.push(0.0);
                emission
            })
            .collect();
        let (states, score) = self.best_path(lines, &emission);
        let mut articles: Vec<Option<usize>> =
            states.iter().map(|&s| (s != none).then(|| candidates[s])).collect();
        keep_one_run(&mut articles, &candidates, &emission);
        let sure = score / lines.len() as f32;
        Labelling { block: b, articles, score: sure }
    }

    fn place(&self, gap: usize, line: usize, article: usize, _at: usize) -> f32 {
        let a = &self.articles[article];
        let mut place = if gap == a.first {
            BEFORE
        } else if gap == a.end {
            AFTER
        } else if gap > a.first && gap < a.end {
            INSIDE
        } else {
            let between = if gap < a.first {
                self.articles[..article].iter().rev().take_while(|o| o.first >= gap).count()
            } else {
                self.articles[article + 1..].iter().take_while(|o| o.end <= gap).count()
            };
            STEP * (between as f32).min(6.0)
        };
        if self.pages[line] != a.page {
            place += OTHER_PAGE;
        }
        place
    }

    /// Viterbi over the block's lines.
    fn best_path(&self, lines: &[usize], emission: &[Vec<f32>]) -> (Vec<usize>, f32) {
        let states = emission[0].len();
        let mut scores = emission[0].clone();
        let mut back: Vec<Vec<usize>> = Vec::new();
        for i in 1..lines.len() {
            let (before, line) = (lines[i - 1], lines[i]);
            let blank = self.lines[line].after_blank || before + 1 != line;
            let joined = if blank { JOINED_OVER_BLANK } else { JOINED };
            let cut = if !blank && self.lines[before].fullness > 0.93 && self.lines[before].open() {
                CUT_WRAPPED
            } else {
                0.0
            };
            let best = argmax(&scores);
            let mut next = vec![0.0; states];
            let mut from = vec![0; states];
            for s in 0..states {
                let stay = scores[s] + joined;
                let change = scores[best] + cut;
                (next[s], from[s]) = if stay >= change || best == s { (stay, s) } else { (change, best) };
                next[s] += emission[i][s];
            }
            scores = next;
            back.push(from);
        }
        let mut state = argmax(&scores);
        let score = scores[state];
        let mut path = vec![state];
        for from in back.iter().rev() {
            state = from[state];
            path.push(state);
        }
        path.reverse();
        (path, score)
    }
}

fn argmax(scores: &[f32]) -> usize {
    let mut best = 0;
    for (s, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = s;
        }
    }
    best
}

/// An article that two runs of a block claim keeps the better one.
fn keep_one_run(articles: &mut [Option<usize>], candidates: &[usize], emission: &[Vec<f32>]) {
    let mut runs: Vec<(usize, usize, usize)> = Vec::new(); // article, from, to
    for (i, a) in articles.iter().enumerate() {
        let Some(a) = *a else { continue };
        match runs.last_mut() {
            Some((article, _, to)) if *article == a && *to == i => *to = i + 1,
            _ => runs.push((a, i, i + 1)),
        }
    }
    let sum = |&(a, from, to): &(usize, usize, usize)| -> f32 {
        let state = candidates.iter().position(|&c| c == a).unwrap_or(0);
        (from..to).map(|i| emission[i][state]).sum()
    };
    for (r, run) in runs.iter().enumerate() {
        let beaten = runs.iter().enumerate().any(|(o, other)| {
            o != r && other.0 == run.0 && (sum(other), r).partial_cmp(&(sum(run), o)) == Some(Ordering::Greater)
        });
        if beaten {
            for article in &mut articles[run.1..run.2] {
                *article = None;
            }
        }
    }
}

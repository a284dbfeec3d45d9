//! The weights by which head lines find their articles: a semi-Markov conditional random field (Sarawagi and
//! Cohen 2004) over the runs of lines of each head block, where the articles' extents are those of the truth.

use super::super::blocks::Blocks;
use super::super::content::Content;
use super::super::fit::{Extent, FIT_FEATURES, MOST_LINES, Weights, Work};
use super::super::headline::assign;
use super::super::heads::{JoinFeature, NoneFeature, join_seen};
use super::super::line::Observed;
use super::super::table::Table;

/// Weights of [`super::super::weights`] in one list: headline, join, none.
const ALL: usize = FIT_FEATURES + JoinFeature::COUNT + NoneFeature::COUNT;
const JOINS: usize = FIT_FEATURES;
const NONES: usize = JOINS + JoinFeature::COUNT;

/// Passes over the examples by likelihood, then by the auction's answers.
const EPOCHS: usize = 6;
const ROUNDS: usize = 5;

/// A run of lines that may be the headline of a candidate, or a line that is none.
struct Run {
    from: usize,
    to: usize,
    /// What is seen of it, each with its place in the list of weights.
    seen: Vec<(u16, f32)>,
    /// It is so in truth.
    holds: bool,
}

/// A head block's runs, by their last line.
pub(super) struct Lattice {
    lines: usize,
    runs: Vec<Run>,
    weight: f32,
}

fn sparse(into: &mut Vec<(u16, f32)>, at: usize, seen: &[f32], by: f32) {
    into.extend(seen.iter().enumerate().filter(|(_, x)| **x != 0.0).map(|(i, x)| ((at + i) as u16, x * by)));
}

impl Lattice {
    /// The runs of block `b`; `of` has the article of each line, `articles` those of the candidates.
    pub(super) fn of(
        work: &Work,
        b: usize,
        table: &Table,
        of: &[Option<usize>],
        articles: &[Option<usize>],
        weight: f32,
    ) -> Self {
        let count = work.blocks.heads[b].lines.len();
        let joins: Vec<_> = (1..count).map(|i| join_seen(work.lines, work.blocks, b, i)).collect();
        let mut runs = Vec::new();
        for to in 1..=count {
            let mut none = Vec::new();
            sparse(&mut none, NONES, &work.none_seen(b, to - 1, table.margins[to - 1], table.is_inside()), 1.0);
            if to > 1 {
                sparse(&mut none, JOINS, &joins[to - 2], -0.5);
            }
            runs.push(Run { from: to - 1, to, seen: none, holds: of[to - 1].is_none() });
            for from in to.saturating_sub(MOST_LINES)..to {
                let mut common = Vec::new();
                for i in from + 1..to {
                    sparse(&mut common, JOINS, &joins[i - 1], 0.5);
                }
                if from > 0 {
                    sparse(&mut common, JOINS, &joins[from - 1], -0.5);
                }
                let whole = of[from].is_some()
                    && of[from..to].iter().all(|o| *o == of[from])
                    && (from == 0 || of[from - 1] != of[from])
                    && (to == count || of[to] != of[from]);
                for (fit, article) in work.fits(b, table, from, to).iter().zip(articles) {
                    let mut seen = common.clone();
                    sparse(&mut seen, 0, fit, 1.0);
                    runs.push(Run { from, to, seen, holds: whole && *article == of[from] });
                }
            }
        }
        Self { lines: count, runs, weight }
    }

    /// Forward and backward sums over the runs that hold, or all; `None` when nothing is possible.
    fn shares(&self, scores: &[f64], right: bool) -> Option<Vec<f64>> {
        let mut forward = vec![f64::NEG_INFINITY; self.lines + 1];
        let mut backward = forward.clone();
        (forward[0], backward[self.lines]) = (0.0, 0.0);
        let allowed = |run: &Run| !right || run.holds;
        for (run, score) in self.runs.iter().zip(scores).filter(|(r, _)| allowed(r)) {
            forward[run.to] = sum(forward[run.to], forward[run.from] + score);
        }
        for (run, score) in self.runs.iter().zip(scores).rev().filter(|(r, _)| allowed(r)) {
            backward[run.from] = sum(backward[run.from], score + backward[run.to]);
        }
        let all = forward[self.lines];
        let share = |(run, score): (&Run, &f64)| {
            if allowed(run) { (forward[run.from] + score + backward[run.to] - all).exp() } else { 0.0 }
        };
        all.is_finite().then(|| self.runs.iter().zip(scores).map(share).collect())
    }
}

/// `ln(exp(a) + exp(b))`
fn sum(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// Weights under which the true runs are likeliest, with a small penalty on their squares: headline, join, none.
pub(super) fn fit(lattices: &[Lattice], start: &[f32], log: &mut dyn FnMut(String)) -> Vec<f32> {
    let mut weights: Vec<f64> = start.iter().map(|&w| f64::from(w)).collect();
    let mut squares = vec![1.0; ALL];
    let mut mean = vec![0.0; ALL];
    let penalty = 2.0 / lattices.len() as f64;
    for epoch in 0..EPOCHS {
        let mut wrong = 0;
        for lattice in lattices {
            let score = |run: &Run| run.seen.iter().map(|&(i, x)| weights[usize::from(i)] * f64::from(x)).sum();
            let scores: Vec<f64> = lattice.runs.iter().map(score).collect();
            let (Some(right), Some(all)) = (lattice.shares(&scores, true), lattice.shares(&scores, false)) else {
                continue;
            };
            let mut gradient = vec![0.0; ALL];
            let mut off = 0.0;
            for (run, (right, all)) in lattice.runs.iter().zip(right.iter().zip(&all)) {
                let difference = right - all;
                off += difference.abs();
                if difference.abs() > 1e-5 {
                    for &(i, x) in &run.seen {
                        gradient[usize::from(i)] += f64::from(lattice.weight) * difference * f64::from(x);
                    }
                }
            }
            wrong += usize::from(off > 1.0);
            for i in 0..ALL {
                let g = gradient[i] - penalty * weights[i];
                squares[i] += g * g;
                weights[i] += 0.2 * g / squares[i].sqrt();
            }
        }
        log(format!("heads, epoch {epoch}: {wrong} of {} blocks wrong", lattices.len()));
        if epoch >= EPOCHS / 2 {
            mean.iter_mut().zip(&weights).for_each(|(m, w)| *m += w);
        }
    }
    mean.iter().map(|m| (m / (EPOCHS - EPOCHS / 2) as f64) as f32).collect()
}

/// The list of weights → headline, join, none.
pub(super) fn parts(weights: &[f32]) -> [&[f32]; 3] {
    [&weights[..JOINS], &weights[JOINS..NONES], &weights[NONES..]]
}

/// A stretch with its articles as they are in truth.
pub(super) struct Case<'a> {
    pub lines: &'a [Observed],
    pub blocks: Blocks,
    pub content: Content,
    pub extents: Vec<Extent>,
    /// The article of each extent.
    pub articles: Vec<Option<usize>>,
    /// The article of each line of each head block.
    pub of: Vec<Vec<Option<usize>>>,
    pub weight: f32,
}

fn weights_of(list: &[f32]) -> Weights {
    let [headline, join, none] = parts(list);
    let mut weights = super::super::fit::LEARNED[0].clone();
    weights.headline.copy_from_slice(headline);
    weights.join.copy_from_slice(join);
    weights.none.copy_from_slice(none);
    weights
}

/// The weights as they do best where every article takes one headline: an averaged perceptron whose answers are
/// those of the auction.
pub(super) fn tune(cases: &[Case], start: &[f32], log: &mut dyn FnMut(String)) -> Vec<f32> {
    let mut weights = start.to_vec();
    let mut mean = vec![0.0_f64; ALL];
    let mut count = 0.0;
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut state = 11_u64;
    for round in 0..ROUNDS {
        super::shuffle(&mut order, &mut state);
        let mut wrong = 0;
        for &c in &order {
            wrong += learn(&cases[c], &mut weights, 0.002 / (1.0 + round as f32 / 2.0));
            mean.iter_mut().zip(&weights).for_each(|(m, w)| *m += f64::from(*w));
            count += 1.0;
        }
        log(format!("heads, epoch {round} of tuning: {wrong} blocks wrong"));
    }
    mean.iter().map(|m| (m / count) as f32).collect()
}

/// Moves the weights from the answer towards the truth; the number of blocks answered wrongly.
fn learn(case: &Case, weights: &mut [f32], rate: f32) -> usize {
    let known = weights_of(weights);
    let pages = vec![0; case.lines.len()];
    let Case { lines, blocks, content, extents, .. } = case;
    let work = Work { weights: &known, lines, blocks, articles: extents, content, pages: &pages };
    let answer = assign(&work, None).articles;
    let mut wrong = 0;
    let mut moves = Vec::new();
    for (b, answer) in answer.iter().enumerate() {
        let article = |e: &Option<usize>| e.and_then(|e| case.articles[e]);
        if answer.iter().zip(&case.of[b]).all(|(a, of)| article(a) == *of && (a.is_some() == of.is_some())) {
            continue;
        }
        wrong += 1;
        let candidates = work.candidates(b);
        let right: Vec<Option<usize>> = case.of[b]
            .iter()
            .zip(answer)
            .map(|(of, answer)| {
                let answered = *answer;
                of.and_then(|of| {
                    answered
                        .filter(|&e| case.articles[e] == Some(of))
                        .or_else(|| candidates.clone().find(|&e| case.articles[e] == Some(of)))
                })
            })
            .collect();
        let table = work.table(b, None);
        seen_of(&work, b, &table, &right, 1.0, &mut moves);
        seen_of(&work, b, &table, answer, -1.0, &mut moves);
    }
    // Where the truth scores higher and was not found, the weights are not to blame.
    let lead: f32 = moves.iter().map(|&(i, x)| weights[usize::from(i)] * x).sum();
    if lead <= 0.0 {
        for (i, x) in moves {
            weights[usize::from(i)] += rate * case.weight * x;
        }
    }
    wrong
}

/// What is seen of a block with these articles for its lines, times `by`.
fn seen_of(work: &Work, b: usize, table: &Table, articles: &[Option<usize>], by: f32, seen: &mut Vec<(u16, f32)>) {
    let first = work.candidates(b).start;
    let mut from = 0;
    while from < articles.len() {
        let mut to = from + 1;
        let Some(article) = articles[from] else {
            sparse(seen, NONES, &work.none_seen(b, from, table.margins[from], table.is_inside()), by);
            if from > 0 {
                sparse(seen, JOINS, &join_seen(work.lines, work.blocks, b, from), -0.5 * by);
            }
            from = to;
            continue;
        };
        while to < articles.len() && articles[to] == articles[from] && to - from < MOST_LINES {
            to += 1;
        }
        for i in from..to {
            if i > 0 {
                let half = if i > from { 0.5 } else { -0.5 };
                sparse(seen, JOINS, &join_seen(work.lines, work.blocks, b, i), by * half);
            }
        }
        sparse(seen, 0, &work.fits(b, table, from, to)[article - first], by);
        from = to;
    }
}

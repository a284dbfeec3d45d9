//! Which head lines are the headline of which article: content and place together, over the page.
//!
//! A head block (lines of heads that stand together) can hold the headlines of several articles.
//! Each block is cut into runs of lines, each the headline of one article or none, by dynamic
//! programming over log-odds, and an auction among the blocks sees to it that no article gets two.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

use super::fit::{MOST_LINES, Work};
use super::table::Table;

/// For each head block, an article or none for each of its lines; and the sum of the log-odds.
pub(super) struct Assignment {
    pub articles: Vec<Vec<Option<usize>>>,
    pub score: f32,
    tables: Vec<Placed>,
}

/// The first candidate of a block, and what its candidates alone decide; drafts that differ elsewhere share it.
type Placed = (usize, Rc<Known>);

/// A block's table, and its best labelling where no article is dear, which counts articles from the first
/// candidate on.
struct Known {
    table: Table,
    free: Labelling,
}

/// Rounds in which articles claimed twice become dearer, and by how much each time.
const ROUNDS: usize = 16;
const DEARER: f32 = 0.6;

/// The assignment of a draft; what `before`, another draft of the stretch, knows of blocks whose
/// candidates are the same is taken from there.
pub(super) fn assign(work: &Work, before: Option<&Assignment>) -> Assignment {
    let tables: Vec<Placed> = (0..work.blocks.heads.len())
        .map(|b| {
            let candidates = work.candidates(b);
            let other = before.map(|a| &a.tables[b].1);
            let known = other.filter(|k| k.table.extents == work.articles[candidates.clone()]);
            let new = || {
                let table = work.table(b, other.map(|k| &k.table));
                let free = work.label(b, &table, &vec![0.0; candidates.len()]);
                Rc::new(Known { table, free })
            };
            (candidates.start, known.map_or_else(new, Rc::clone))
        })
        .collect();
    let label = |b: usize, prices: &[f32]| {
        let (first, known) = &tables[b];
        work.label(b, &known.table, &prices[*first..]).counted_from(*first)
    };
    // An auction (Bertsekas 1988): every block takes what suits it best, and what two blocks want
    // becomes dearer until one does better elsewhere.
    let mut prices = vec![0.0_f32; work.articles.len()];
    let mut labellings: Vec<Labelling> =
        tables.iter().map(|(first, known)| known.free.clone().counted_from(*first)).collect();
    for _ in 0..ROUNDS {
        let mut claims = vec![0_u32; work.articles.len()];
        for a in labellings.iter().flat_map(Labelling::claimed) {
            claims[a] += 1;
        }
        if claims.iter().all(|&c| c < 2) {
            break;
        }
        for (price, &claims) in prices.iter_mut().zip(&claims) {
            *price += if claims > 1 { DEARER } else { 0.0 };
        }
        for (b, labelling) in labellings.iter_mut().enumerate() {
            if labelling.claimed().any(|a| claims[a] > 1) {
                *labelling = label(b, &prices);
            }
        }
    }
    prices.fill(0.0);
    let (articles, score) = settle(prices, labellings, label);
    Assignment { articles, score, tables }
}

/// What is still claimed twice goes to the surer block; the others choose among the rest.
fn settle(
    mut prices: Vec<f32>,
    labellings: Vec<Labelling>,
    label: impl Fn(usize, &[f32]) -> Labelling,
) -> (Vec<Vec<Option<usize>>>, f32) {
    let mut settled: Vec<Vec<Option<usize>>> = vec![Vec::new(); labellings.len()];
    let mut score = 0.0;
    let mut queue: BinaryHeap<Labelling> = labellings.into();
    while let Some(best) = queue.pop() {
        if best.claimed().any(|a| prices[a] > 0.0) {
            queue.push(label(best.block, &prices));
            continue;
        }
        for a in best.claimed() {
            prices[a] = f32::INFINITY;
        }
        score += best.score;
        let block = best.block;
        settled[block] = best.articles;
    }
    (settled, score)
}

/// One way to label a block's lines.
#[derive(Clone)]
struct Labelling {
    block: usize,
    articles: Vec<Option<usize>>,
    score: f32,
    sure: f32,
}

impl Labelling {
    /// The same with articles counted from the first of all, when they were from `first` on.
    fn counted_from(mut self, first: usize) -> Self {
        self.articles.iter_mut().flatten().for_each(|a| *a += first);
        self
    }

    fn claimed(&self) -> impl Iterator<Item = usize> + '_ {
        let runs = self.articles.iter().enumerate().filter(|&(i, a)| i == 0 || self.articles[i - 1] != *a);
        runs.filter_map(|(_, a)| *a)
    }
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
        self.sure.total_cmp(&other.sure).then_with(|| other.block.cmp(&self.block))
    }
}

impl Work<'_> {
    /// The best runs for the lines of block `b` at these prices of its candidates, which are counted from 0.
    fn label(&self, b: usize, table: &Table, prices: &[f32]) -> Labelling {
        let block = &self.blocks.heads[b];
        let count = block.lines.len();
        // For each number of lines: the best sum, where its last run begins, the run's article, and the
        // candidates that have a run, a bit each.
        let mut best: Vec<(f32, usize, Option<usize>, u32)> = vec![(0.0, 0, None, 0)];
        for to in 1..=count {
            let none = table.none[to - 1] - table.joins[to - 1];
            let mut top = (best[to - 1].0 + none, to - 1, None, best[to - 1].3);
            let mut joins = 0.0;
            for length in 1..=to.min(MOST_LINES) {
                let from = to - length;
                if length > 1 {
                    joins += table.joins[from + 1];
                }
                let base = best[from].0 + joins - table.joins[from];
                let row = table.content(to, length).iter().zip(&table.place_odds).zip(prices);
                let score = |((content, place), price): ((&f32, &f32), &f32)| base + (place + content) - price;
                if !row.clone().fold(false, |any, of| any | (score(of) > top.0)) {
                    continue;
                }
                for (c, of) in row.enumerate() {
                    // Two runs of one article would count its log-odds twice.
                    let (score, bit) = (score(of), 1 << c);
                    if score > top.0 && best[from].3 & bit == 0 {
                        top = (score, from, Some(c), best[from].3 | bit);
                    }
                }
            }
            best.push(top);
        }
        let mut articles = vec![None; count];
        let mut to = count;
        while to > 0 {
            let (_, from, article, _) = best[to];
            articles[from..to].fill(article);
            to = from.min(to - 1);
        }
        let mut labelling = Labelling { block: b, articles, score: best[count].0, sure: 0.0 };
        // The score itself leaves the prices out.
        labelling.score += labelling.claimed().map(|a| prices[a]).filter(|p| p.is_finite()).sum::<f32>();
        labelling.sure = labelling.score / labelling.articles.iter().flatten().count().max(1) as f32;
        labelling
    }

    /// Printed over itself, or beside a line that is: a slogan more likely than a headline.
    pub(super) fn is_slogan(&self, line: usize) -> bool {
        let beside = |i: usize| self.lines.get(i).is_some_and(|l| l.overprint);
        beside(line)
            || beside(line + 1) && !self.lines[line + 1].after_blank
            || line > 0 && beside(line - 1) && !self.lines[line].after_blank
    }
}

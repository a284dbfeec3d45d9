//! Learns the weights: `cargo test --release --lib learn -- --ignored --nocapture` prints the table.
//!
//! The target of a clause is the share of its character pairs that stand in the editor's summary; the
//! weights are those of a ridge regression, every clause weighted by its length. Every third day of
//! the newscast is held out, here and in `tests/summaries.rs`. The constants below the table are
//! the best of a coarse grid by the ROUGE of the other two thirds.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use serde::Deserialize;

use super::clauses::Article;
use super::score::each_seen;
use super::weights::{FEATURES, WEIGHTS};

#[derive(Deserialize)]
struct Item {
    date: String,
    title: String,
    text: String,
    summary: String,
}

/// Sums of the normal equations.
#[derive(Clone)]
struct Sums {
    squares: [[f64; FEATURES]; FEATURES],
    products: [f64; FEATURES],
    target: [f64; 3],
}

impl Sums {
    fn new() -> Self {
        Self { squares: [[0.0; FEATURES]; FEATURES], products: [0.0; FEATURES], target: [0.0; 3] }
    }

    fn add(&mut self, item: &Item) {
        let paragraphs: Vec<String> =
            item.text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        let article = Article::new(&item.title, &paragraphs);
        let kept: HashSet<[char; 2]> = pairs(&item.summary).into_iter().collect();
        let mut clauses = article.clauses.iter();
        each_seen(&article, |seen| {
            let clause = clauses.next().unwrap();
            let pairs = pairs(clause.text);
            let share = pairs.iter().filter(|p| kept.contains(*p)).count() as f64 / pairs.len().max(1) as f64;
            let weight = clause.chars as f64 / 20.0;
            for (i, &x) in seen.iter().enumerate().filter(|(_, x)| **x != 0.0) {
                for (j, &y) in seen.iter().enumerate() {
                    self.squares[i][j] += weight * f64::from(x) * f64::from(y);
                }
                self.products[i] += weight * f64::from(x) * share;
            }
            for (sum, x) in self.target.iter_mut().zip([1.0, share, share * share]) {
                *sum += weight * x;
            }
        });
    }

    /// Solves (X'X + λI) w = X'y by Gaussian elimination; the matrix is positive definite.
    fn solve(&self, lambda: f64) -> [f64; FEATURES] {
        let (mut a, mut b) = (self.squares, self.products);
        for (i, row) in a.iter_mut().enumerate() {
            row[i] += lambda;
        }
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

    /// Share of the target's variance that weights explain.
    fn explained(&self, w: &[f64; FEATURES]) -> f64 {
        let [n, sum, square] = self.target;
        let mut error = square;
        for i in 0..FEATURES {
            error -= 2.0 * w[i] * self.products[i];
            error += (0..FEATURES).map(|j| w[i] * w[j] * self.squares[i][j]).sum::<f64>();
        }
        1.0 - error / (square - sum * sum / n)
    }
}

fn pairs(text: &str) -> Vec<[char; 2]> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    chars.windows(2).map(|p| [p[0], p[1]]).collect()
}

/// `JZ_LEARN_SUMMARY=1 cargo test --release --lib summary::learn -- --nocapture` prints the table of weights.
#[test]
fn learn() {
    if std::env::var_os("JZ_LEARN_SUMMARY").is_none() {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/newscast_summaries.dev.jsonl");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: no ../shared/corpora");
        return;
    };
    let items: Vec<Item> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let dates: BTreeSet<&str> = items.iter().map(|i| i.date.as_str()).collect();
    let days: Vec<&str> = dates.into_iter().collect();
    // Two halves of the training days, the one learned from the other, and both together.
    let mut halves = [Sums::new(), Sums::new()];
    let mut all = Sums::new();
    for item in &items {
        let day = days.binary_search(&item.date.as_str()).unwrap();
        if day % 3 != 2 {
            halves[day % 3].add(item);
            all.add(item);
        }
    }
    let crossed = [0, 1].map(|h| halves[1 - h].explained(&halves[h].solve(5.0)));
    let weights = all.solve(5.0);
    println!("explained: {:.3}, crossed {crossed:.3?}", all.explained(&weights));
    for ((feature, _), weight) in WEIGHTS.iter().zip(weights) {
        println!("    (Feature::{feature:?}, {weight:.3}),");
    }
}

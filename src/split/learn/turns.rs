//! Where articles are read in turns: what is found against the truth, and the weights settled by coordinate search.

use std::collections::BTreeSet;

use super::super::Edition;
use super::super::assemble::{assemble, first_lines, most_plausible, split_in_turns};
use super::super::label::{Label, label_lines};
use super::super::strands::{LEARNED, Turn, Weights, reading_order, turns_of};
use super::{Page, Table, article_of, list};
use crate::read::EditionText;
use crate::truth::Truth;

/// The turns of a page, by the numbers of their lines.
pub struct FoundTurns {
    /// In truth: lines where an article goes on behind another.
    pub truth: Vec<usize>,
    /// As they are found.
    pub found: Vec<usize>,
}

/// The turns of a page.
pub fn found_turns(page: &Page) -> FoundTurns {
    let labels = label_lines(&page.lines);
    let number = |i: usize| page.text.lines()[i].number;
    let mut begun = BTreeSet::new();
    let (mut before, mut truth) = (None, Vec::new());
    for i in 0..page.lines.len() {
        if let Some(a) = article_of(&page.truth, number(i)).0 {
            let new = begun.insert(a);
            if before != Some(a) && !new {
                truth.push(number(i));
            }
            before = Some(a);
        }
    }
    let edition = assemble(&page.text, &page.lines, &labels, most_plausible);
    let found = turns_of(&page.text, &page.lines, &labels, &first_lines(&edition, page.lines.len()));
    let found = found.iter().filter(|t| t.1 != Turn::Begins).map(|t| number(t.0)).collect();
    FoundTurns { truth, found }
}

/// A page with what does not depend on the weights.
struct Ready<'a> {
    page: &'a Page,
    labels: Vec<Label>,
    firsts: Vec<bool>,
    edition: Edition,
}

impl<'a> Ready<'a> {
    fn new(page: &'a Page) -> Self {
        let labels = label_lines(&page.lines);
        let edition = assemble(&page.text, &page.lines, &labels, most_plausible);
        let firsts = first_lines(&edition, page.lines.len());
        Self { page, labels, firsts, edition }
    }

    fn order(&self, weights: &Weights) -> Option<super::super::strands::Order> {
        reading_order(&self.page.text, &self.page.lines, &self.labels, &self.firsts, weights)
    }

    fn split(&self, weights: &Weights) -> Edition {
        let mut edition = self.edition.clone();
        if let Some(order) = self.order(weights) {
            split_in_turns(&self.page.text, &order, &mut edition);
        }
        edition
    }
}

/// A score of pages as they are split, the higher the better.
pub type Score<'a> = &'a dyn Fn(&[(&EditionText, Edition, &Truth)]) -> f64;

/// Settles the weights of turns by coordinate search, so many rounds over all of them, by the score of the pages; `log` is
/// told how it goes.
pub fn turns(sets: &[Vec<Page>], rounds: usize, score: Score, log: &mut dyn FnMut(String)) -> Vec<Table> {
    let mut weights = LEARNED;
    // Pages that no weights put in another order tell nothing.
    let mut eager = LEARNED;
    eager.prior = [3.0, 3.0];
    let pages: Vec<Ready> = sets.iter().flatten().map(Ready::new).filter(|p| p.order(&eager).is_some()).collect();
    let total = |weights: &Weights| {
        let split: Vec<_> = pages.iter().map(|p| (&p.page.text, p.split(weights), &p.page.known)).collect();
        score(&split)
    };
    let mut best = total(&weights);
    log(format!("{} pages, {best:.4}", pages.len()));
    for round in 0..rounds {
        let step = [0.8, 0.4, 0.2][round % 3];
        for w in 0..weights.all().len() {
            for change in [step, -step] {
                let mut other = weights.clone();
                let name = {
                    let mut all = other.all();
                    let (name, weight) = &mut all[w];
                    **weight += if **weight == 0.0 || weight.abs() > 0.5 { change } else { change / 2.0 };
                    *name
                };
                let score = total(&other);
                if score > best + 1e-5 {
                    (best, weights) = (score, other);
                    log(format!("{name} {change}: {best:.4}"));
                    break;
                }
            }
        }
    }
    let (names, weights): (Vec<_>, Vec<_>) = weights.all().into_iter().map(|(name, weight)| (name, *weight)).unzip();
    vec![list("turns", &names, &weights)]
}

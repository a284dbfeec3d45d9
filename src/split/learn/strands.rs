//! Where articles are read in turns: what is found against the truth.

use std::collections::BTreeSet;

use super::super::assemble::{assemble, first_lines, most_plausible, split_in_turns};
use super::super::label::{Label, label_lines};
use super::super::strands::{LEARNED, Turn, Weights, reading_order, turns_of};
use super::super::{Edition, split};
use super::editions::{PageScore, score};
use super::{article_of, pages};

/// `JZ_TURNS=PAGES` prints the turns found, those of the truth, and the scores of pages with and without any.
#[test]
fn turns() {
    let Ok(folders) = std::env::var("JZ_TURNS") else { return };
    let mut counts = [0; 4];
    let mut scores: [PageScore; 2] = Default::default();
    for page in folders.split(':').flat_map(pages) {
        let labels = label_lines(&page.lines);
        let number = |i: usize| page.text.lines()[i].number;
        let mut begun = BTreeSet::new();
        let (mut before, mut truth) = (None, Vec::new());
        for i in 0..page.lines.len() {
            if let Some(a) = article_of(&page.truth, number(i)).0 {
                let new = begun.insert(a);
                if before != Some(a) && !new {
                    truth.push(i);
                }
                before = Some(a);
            }
        }
        let own = score(&page.text, &split(&page.text), &page.scored);
        scores[usize::from(truth.is_empty())].add(&own);
        let edition = assemble(&page.text, &page.lines, &labels, most_plausible);
        let found = turns_of(&page.text, &page.lines, &labels, &first_lines(&edition, page.lines.len()));
        let resumed: Vec<usize> = found.iter().filter(|t| t.1 != Turn::Begins).map(|t| t.0).collect();
        counts[0] += truth.len();
        counts[1] += truth.iter().filter(|t| resumed.contains(t)).count();
        counts[2] += resumed.iter().filter(|t| !truth.contains(t)).count();
        if truth == resumed && (own.articles.f1() > 0.97 || truth.is_empty()) {
            continue;
        }
        counts[3] += 1;
        println!("@ {} {:.3} {}/{}", page.scored.file, own.articles.f1(), own.heads, own.wanted);
        println!("   truth {:?}", truth.iter().map(|&i| (number(i), format!("{:?}", labels[i]))).collect::<Vec<_>>());
        println!("   found {:?}", found.iter().map(|t| (number(t.0), t.1)).collect::<Vec<_>>());
        for wrong in &own.wrong {
            println!("      {wrong}");
        }
    }
    println!("{} turns, {} found, {} wrong, {} pages wrong", counts[0], counts[1], counts[2], counts[3]);
    for (what, all) in ["in turns", "others"].iter().zip(&scores) {
        println!(
            "{what}: F1 {:.4} attached {:.4} heads {:.4}",
            all.articles.f1(),
            all.attached_share(),
            all.head_share()
        );
    }
}

/// A page with what does not depend on the weights.
struct Ready {
    page: super::Page,
    labels: Vec<Label>,
    firsts: Vec<bool>,
    edition: Edition,
    as_it_is: PageScore,
}

impl Ready {
    fn of(page: super::Page) -> Self {
        let labels = label_lines(&page.lines);
        let edition = assemble(&page.text, &page.lines, &labels, most_plausible);
        let firsts = first_lines(&edition, page.lines.len());
        let as_it_is = score(&page.text, &edition, &page.scored);
        Self { page, labels, firsts, edition, as_it_is }
    }

    fn score(&self, weights: &Weights) -> PageScore {
        let page = &self.page.text;
        match reading_order(page, &self.page.lines, &self.labels, &self.firsts, weights) {
            Some(order) => {
                let mut edition = self.edition.clone();
                split_in_turns(page, &order, &mut edition);
                score(page, &edition, &self.page.scored)
            }
            None => self.as_it_is.clone(),
        }
    }
}

fn total(pages: &[Ready], weights: &Weights) -> (f64, PageScore) {
    let halves = pages.split_at(pages.len() / 2);
    let sum = |pages: &[Ready]| {
        let mut all = PageScore::default();
        for page in pages {
            all.add(&page.score(weights));
        }
        all
    };
    let mut all = PageScore::default();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| sum(halves.1));
        all.add(&sum(halves.0));
        all.add(&other.join().unwrap());
    });
    (all.articles.f1() + all.attached_share(), all)
}

/// `JZ_LEARN_TURNS=PAGES` settles the weights by coordinate search and prints them.
#[test]
fn learn_turns() {
    let Ok(folders) = std::env::var("JZ_LEARN_TURNS") else { return };
    let rounds: usize = std::env::var("JZ_ROUNDS").ok().and_then(|r| r.parse().ok()).unwrap_or(2);
    let mut weights = LEARNED;
    // Pages that no weights put in another order tell nothing.
    let mut eager = LEARNED;
    eager.prior = [3.0, 3.0];
    let pages: Vec<Ready> = folders
        .split(':')
        .flat_map(pages)
        .map(Ready::of)
        .filter(|p| reading_order(&p.page.text, &p.page.lines, &p.labels, &p.firsts, &eager).is_some())
        .collect();
    let before = pages.iter().fold(PageScore::default(), |mut all, p| {
        all.add(&p.as_it_is);
        all
    });
    let show = |all: &PageScore| format!("F1 {:.4} attached {:.4}", all.articles.f1(), all.attached_share());
    let (mut best, all) = total(&pages, &weights);
    println!("{} pages, as they stand {}, first {}", pages.len(), show(&before), show(&all));
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
                let (score, all) = total(&pages, &other);
                if score > best + 1e-5 {
                    (best, weights) = (score, other);
                    println!("{name} {change}: {}", show(&all));
                    break;
                }
            }
        }
        println!("{weights:?}");
    }
}

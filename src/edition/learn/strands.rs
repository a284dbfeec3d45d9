//! Where articles are read in turns: what is found against the truth.

use std::collections::BTreeSet;

use super::super::label::label_lines;
use super::super::split;
use super::super::strands::turns_of;
use super::{article_of, pages};
use crate::evaluate::editions::{PageScore, score};

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
        let found = turns_of(&page.text, &page.lines, &labels);
        let resumed: Vec<usize> = found.iter().filter(|t| !t.1.starts_with("Begins")).map(|t| t.0).collect();
        counts[0] += truth.len();
        counts[1] += truth.iter().filter(|t| resumed.contains(t)).count();
        counts[2] += resumed.iter().filter(|t| !truth.contains(t)).count();
        if truth == resumed && (own.articles.f1() > 0.97 || truth.is_empty()) {
            continue;
        }
        counts[3] += 1;
        println!("@ {} {:.3} {}/{}", page.scored.file, own.articles.f1(), own.heads, own.wanted);
        println!("   truth {:?}", truth.iter().map(|&i| (number(i), format!("{:?}", labels[i]))).collect::<Vec<_>>());
        println!("   found {:?}", found.iter().map(|t| (number(t.0), &t.1)).collect::<Vec<_>>());
        for wrong in &own.wrong {
            println!("      {wrong}");
        }
    }
    println!("{} turns, {} found, {} wrong, {} pages wrong", counts[0], counts[1], counts[2], counts[3]);
    for (what, all) in ["in turns", "others"].iter().zip(&scores) {
        println!("{what}: F1 {:.4} attached {:.4} heads {:.4}", all.articles.f1(), all.attached_share(), all.head_share());
    }
}

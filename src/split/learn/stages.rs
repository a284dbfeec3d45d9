//! Where heads are lost: the splitter's score as its stages are given the truth one after the other.

use super::super::Edition;
use super::super::assemble::{assemble, most_plausible};
use super::super::draft::{Draft, Stretch};
use super::super::label::{ALL, LEARNED, best_labels, label_lines};
use super::super::split;
use super::editions::{PageScore, score};
use super::{Page, article_of, bit, pages};

fn told(page: &Page) -> Edition {
    let right = |i: usize, l| if page.right[i] & bit(l) == 0 { -1000.0 } else { 0.0 };
    assemble(&page.text, &page.lines, &best_labels(&page.lines, &LEARNED, right), most_plausible)
}

/// Labels and the articles' extents as they are in truth.
fn all_told(page: &Page) -> Edition {
    let right = |i: usize, l| if page.right[i] & bit(l) == 0 { -1000.0 } else { 0.0 };
    assemble(&page.text, &page.lines, &best_labels(&page.lines, &LEARNED, right), |s| at_truth(page, s))
}

fn at_truth(page: &Page, stretch: Stretch) -> Draft {
    let of: Vec<Option<usize>> = (0..stretch.blocks.paragraphs.len())
        .map(|k| article_of(&page.truth, page.text.lines()[stretch.blocks.first_line(k)].number).0)
        .collect();
    let begins = (0..of.len()).filter(|&k| k == 0 || of[k].is_some() && of[k] != of[k - 1]).collect();
    stretch.draft(begins, None)
}

#[test]
fn stages() {
    let Ok(folders) = std::env::var("JZ_STAGES") else { return };
    for folder in folders.split(':') {
        let pages = pages(folder);
        let sum = |edition: &dyn Fn(&Page) -> Edition| {
            let mut all = PageScore::default();
            for page in &pages {
                let score = score(&page.text, &edition(page), &page.scored);
                for wrong in &score.wrong {
                    println!("@ {} {wrong}", page.scored.file);
                }
                all.add(&score);
            }
            format!("F1 {:.4} heads {:.4} headlines {:.4}", all.articles.f1(), all.head_share(), all.headline_share())
        };
        println!("{folder}");
        println!("  as it is            {}", sum(&|p| split(&p.text)));
        println!("  labels told         {}", sum(&told));
        println!(
            "  extents told        {}",
            sum(&|p| assemble(&p.text, &p.lines, &label_lines(&p.lines), |s| at_truth(p, s)))
        );
        println!("  labels and extents  {}", sum(&all_told));
    }
}

/// Lines whose label is wrong, by what they should be and are.
#[test]
fn wrong_labels() {
    let Ok(folders) = std::env::var("JZ_WRONG_LABELS") else { return };
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for page in folders.split(':').flat_map(pages) {
        let labels = label_lines(&page.lines);
        for (i, &label) in labels.iter().enumerate() {
            if page.right[i] & bit(label) == 0 {
                let wanted: Vec<String> =
                    ALL.iter().filter(|l| page.right[i] & bit(**l) != 0).map(|l| format!("{l:?}")).collect();
                let wrong = format!("{} → {label:?}", wanted.join("|"));
                println!("@ {wrong} {} {}", page.scored.file, page.text.lines()[i].number);
                *counts.entry(wrong).or_default() += 1;
            }
        }
    }
    for (wrong, count) in counts {
        println!("{count:6} {wrong}");
    }
}

/// How often boundaries are wrong, by their log-odds.
#[test]
fn wrong_boundaries() {
    let Ok(folders) = std::env::var("JZ_BOUNDARIES") else { return };
    let mut counts = std::collections::BTreeMap::<i32, [usize; 2]>::new();
    for page in folders.split(':').flat_map(pages) {
        let edition = split(&page.text);
        let of =
            |line: Option<&usize>| line.and_then(|&line| article_of(&page.truth, page.text.lines()[line].number).0);
        for pair in edition.articles.windows(2).filter(|pair| pair[1].boundary.is_finite()) {
            let last = of(pair[0].paragraphs.last().and_then(|p| p.lines.last()));
            let first = of(pair[1].paragraphs.first().and_then(|p| p.lines.first()));
            if last.is_some() && first.is_some() {
                let count = counts.entry(pair[1].boundary.floor().clamp(-1.0, 4.0) as i32).or_default();
                count[0] += 1;
                count[1] += usize::from(last == first);
            }
        }
    }
    for (odds, [all, wrong]) in counts {
        println!("from {odds}: {wrong} of {all} wrong");
    }
}

//! `cargo dev stages`: what each stage of the splitter loses.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jzclass::split::learn::{Page, Stage, found_turns, stage, wrong_boundaries, wrong_labels};
use jzclass_train::evaluate::editions::{PageScore, score};

use crate::pages::{arguments, pages};

const STAGES: [(&str, Stage); 4] = [
    ("as it is", Stage::AsItIs),
    ("given the labels of lines", Stage::Labels),
    ("given which text is an article's", Stage::Extents),
    ("given both", Stage::LabelsAndExtents),
];

/// The report of each folder; `--mistakes` lists every one.
pub(crate) fn run(given: &[String]) -> Result<String, String> {
    let given = arguments(given);
    if given.folders.is_empty() {
        return Err("--pages FOLDER… is wanted".to_owned());
    }
    let mistakes = given.rest.iter().any(|a| a == "--mistakes");
    let mut report = String::new();
    for folder in &given.folders {
        let pages = pages(folder)?;
        let _ = writeln!(report, "{}: {} pages", folder.display(), pages.len());
        scores(&pages, mistakes, &mut report);
        labels(&pages, mistakes, &mut report);
        boundaries(&pages, &mut report);
        turns(&pages, &mut report);
    }
    Ok(report)
}

fn scores(pages: &[Page], mistakes: bool, report: &mut String) {
    for (name, given) in STAGES {
        let mut all = PageScore::default();
        for page in pages {
            let own = score(&page.text, &stage(page, given), &page.known);
            if mistakes && given == Stage::AsItIs {
                for wrong in &own.wrong {
                    let _ = writeln!(report, "  {} {wrong}", page.known.file);
                }
            }
            all.add(&own);
        }
        let _ = writeln!(
            report,
            "  {name:<34} articles {:.4} heads {:.4} headlines {:.4}",
            all.articles.f1(),
            all.head_share(),
            all.headline_share()
        );
    }
}

fn labels(pages: &[Page], mistakes: bool, report: &mut String) {
    let mut counts = BTreeMap::<String, usize>::new();
    for page in pages {
        for wrong in wrong_labels(page) {
            if mistakes {
                let _ = writeln!(report, "  {} line {}: {}", page.known.file, wrong.line, wrong.what);
            }
            *counts.entry(wrong.what).or_default() += 1;
        }
    }
    for (wrong, count) in counts {
        let _ = writeln!(report, "  {count:6} lines {wrong}");
    }
}

fn boundaries(pages: &[Page], report: &mut String) {
    let mut counts = BTreeMap::<i32, [usize; 2]>::new();
    for boundary in pages.iter().flat_map(wrong_boundaries) {
        let count = counts.entry(boundary.odds.floor().clamp(-1.0, 4.0) as i32).or_default();
        count[0] += 1;
        count[1] += usize::from(boundary.wrong);
    }
    for (odds, [all, wrong]) in counts {
        let _ = writeln!(report, "  boundaries of log-odds from {odds}: {wrong} of {all} wrong");
    }
}

fn turns(pages: &[Page], report: &mut String) {
    let (mut all, mut found, mut wrong) = (0, 0, 0);
    for page in pages {
        let turns = found_turns(page);
        all += turns.truth.len();
        found += turns.truth.iter().filter(|t| turns.found.contains(t)).count();
        wrong += turns.found.iter().filter(|t| !turns.truth.contains(t)).count();
    }
    let _ = writeln!(report, "  turns of interleaved columns: {all}, {found} found, {wrong} wrong");
}

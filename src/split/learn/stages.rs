//! Where heads are lost: the splitter's score as its stages are given the truth one after the other.

use super::super::Edition;
use super::super::assemble::{assemble, most_plausible};
use super::super::draft::{Draft, Stretch};
use super::super::label::{ALL, LEARNED, best_labels, label_lines};
use super::super::split;
use super::{Page, article_of, bit};
/// What the splitter is given of the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing.
    AsItIs,
    /// The labels of lines.
    Labels,
    /// Which paragraphs are an article's.
    Extents,
    /// Both.
    LabelsAndExtents,
}

/// The page as it is split where the stages before are right.
pub fn stage(page: &Page, given: Stage) -> Edition {
    let right = |i: usize, l| if page.right[i] & bit(l) == 0 { -1000.0 } else { 0.0 };
    let labels = match given {
        Stage::AsItIs => return split(&page.text),
        Stage::Extents => label_lines(&page.lines),
        Stage::Labels | Stage::LabelsAndExtents => best_labels(&page.lines, &LEARNED, right),
    };
    match given {
        Stage::AsItIs | Stage::Labels => assemble(&page.text, &page.lines, &labels, most_plausible),
        Stage::Extents | Stage::LabelsAndExtents => assemble(&page.text, &page.lines, &labels, |s| at_truth(page, s)),
    }
}

fn at_truth(page: &Page, stretch: Stretch) -> Draft {
    let of: Vec<Option<usize>> = (0..stretch.blocks.paragraphs.len())
        .map(|k| article_of(&page.truth, page.text.lines()[stretch.blocks.first_line(k)].number).0)
        .collect();
    let begins = (0..of.len()).filter(|&k| k == 0 || of[k].is_some() && of[k] != of[k - 1]).collect();
    stretch.draft(begins, None)
}

/// A line whose label is wrong.
pub struct WrongLabel {
    /// Its number.
    pub line: usize,
    /// The labels that would be right, and the one it has.
    pub what: String,
}

/// The lines of a page whose labels are wrong.
pub fn wrong_labels(page: &Page) -> Vec<WrongLabel> {
    let labels = label_lines(&page.lines);
    let wrong = labels.iter().enumerate().filter(|(i, l)| page.right[*i] & bit(**l) == 0);
    wrong
        .map(|(i, &label)| {
            let right: Vec<&str> = ALL.iter().filter(|l| page.right[i] & bit(**l) != 0).map(|l| l.name()).collect();
            let what = format!("{} → {}", right.join("|"), label.name());
            WrongLabel { line: page.text.lines()[i].number, what }
        })
        .collect()
}

/// A boundary between two articles found, and whether there is none.
pub struct WrongBoundary {
    /// Its log-odds.
    pub odds: f32,
    /// The text above and below is one article's.
    pub wrong: bool,
}

/// The boundaries of a page as it is split whose articles above and below are known.
pub fn wrong_boundaries(page: &Page) -> Vec<WrongBoundary> {
    let edition = split(&page.text);
    let of = |line: Option<&usize>| line.and_then(|&line| article_of(&page.truth, page.text.lines()[line].number).0);
    let pairs = edition.articles.windows(2).filter(|pair| pair[1].boundary.is_finite());
    pairs
        .filter_map(|pair| {
            let last = of(pair[0].paragraphs.last().and_then(|p| p.lines.last()))?;
            let first = of(pair[1].paragraphs.first().and_then(|p| p.lines.first()))?;
            Some(WrongBoundary { odds: pair[1].boundary, wrong: last == first })
        })
        .collect()
}

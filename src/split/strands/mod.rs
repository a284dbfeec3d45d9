//! Articles read in turns: two stand one above the other over the same columns, and the text was extracted column by
//! column, so that each breaks off where the other goes on.
//!
//! What is looked for are turns: lines where an article goes on that broke off farther above. `sheet.rs` tells how
//! well a line follows another, `said.rs` what the page speaks of, `turns.rs` finds the most plausible turns, and here
//! the lines are put in the order in which they make sense, to be split like any others.

mod said;
mod sheet;
#[cfg(test)]
mod tests;
mod turns;
mod weights;

use std::ops::Range;

use super::label::Label;
use super::line::Observed;
use crate::read::EditionText;
use sheet::Sheet;
use turns::Step;
pub(super) use turns::Turn;
pub(super) use weights::{LEARNED, Weights};

/// A page of more lines is none, and stays as it is.
const MOST_LINES: usize = 2_000;

/// The order in which the lines make sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    /// Every line once.
    pub lines: Vec<usize>,
    /// For each line whether it goes on with a text that breaks off elsewhere, so that a blank line above it is none.
    pub goes_on: Vec<bool>,
    /// The pages whose lines are put in another order.
    pub pages: Vec<Range<usize>>,
}

/// The order in which the lines make sense, if that is not their own. `begins` tells for each line whether
/// an article's text begins with it where the lines are taken as they stand.
pub(super) fn reading_order(
    page: &EditionText,
    lines: &[Observed],
    labels: &[Label],
    begins: &[bool],
    weights: &Weights,
) -> Option<Order> {
    let mut order: Option<Order> = None;
    let mut from = 0;
    while from < lines.len() {
        let to = (from + 1..lines.len()).find(|&i| lines[i].begins_page).unwrap_or(lines.len());
        let page_lines = from..to;
        from = to;
        if page_lines.len() > MOST_LINES {
            continue;
        }
        let sheet = Sheet::of(page, lines, labels, page_lines.clone(), weights);
        let turns = turns::turns(&sheet, begins);
        if !turns.is_empty() {
            let order = order.get_or_insert_with(|| Order {
                lines: (0..lines.len()).collect(),
                goes_on: vec![false; lines.len()],
                pages: Vec::new(),
            });
            put_in_order(&sheet, &turns, page_lines.clone(), begins, order);
            order.pages.push(page_lines);
        }
    }
    order
}

/// Puts the lines of a range in the order that the turns tell.
fn put_in_order(sheet: &Sheet, turns: &[Step], range: Range<usize>, begins: &[bool], order: &mut Order) {
    let mut placed: Vec<usize> = Vec::with_capacity(range.len());
    // Up to which line all is placed.
    let mut done = range.start;
    let mut groups = turns.iter().peekable();
    while let Some(first) = groups.next() {
        let head = sheet.top(first.at);
        placed.extend(done..head);
        // The pieces of the upper and of the lower article.
        let mut strands: [Vec<Range<usize>>; 2] = [Vec::new(), Vec::new()];
        let (mut reading, mut from, mut end) = (1, head, range.end);
        while let Some(next) = groups.next_if(|s| s.turn != Turn::Begins) {
            let at = sheet.top(next.at);
            strands[reading].push(from..at);
            (reading, from) = (1 - reading, at);
            order.goes_on[from] = true;
            if next.turn == Turn::GoesOnAlone {
                let limit = groups.peek().map_or(sheet.text.len(), |s| s.at);
                let over = (next.at + 1..limit).find(|&k| begins[sheet.text[k].line]).unwrap_or(limit);
                end = sheet.end(over);
                break;
            }
        }
        strands[reading].push(from..end);
        placed.extend(strands.into_iter().flatten().flatten());
        done = end;
    }
    placed.extend(done..range.end);
    order.lines[range].copy_from_slice(&placed);
}

/// The turns found, each by its line; `begins` as in [`reading_order`].
#[cfg(feature = "learn")]
pub(super) fn turns_of(
    page: &EditionText,
    lines: &[Observed],
    labels: &[Label],
    begins: &[bool],
) -> Vec<(usize, Turn)> {
    let sheet = Sheet::of(page, lines, labels, 0..lines.len(), &LEARNED);
    turns::turns(&sheet, begins).iter().map(|s| (sheet.text[s.at].line, s.turn)).collect()
}

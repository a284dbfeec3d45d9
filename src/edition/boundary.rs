//! Between which paragraphs one article ends and the next begins: evidence summed as log-odds.
//!
//! Each gap between two paragraphs collects what speaks for a boundary (a lead such as 本报讯, a
//! byline, headlines in the gap, names in brackets at the end above) and how far the text below
//! speaks of other things than the text above. A sum above 0 is a boundary.

use super::blocks::{Block, Blocks};
use super::line::Observed;
use super::pattern::ends_with_names;
use super::terms::{Pairs, Weights, pairs};
use crate::reader::EditionText;

/// Log-odds of a boundary where nothing speaks for one: few gaps are.
const PRIOR: f32 = -3.6;
const LEAD: f32 = 8.0;
const BYLINE: f32 = 6.0;
const NAMES_ABOVE: f32 = 2.5;
const PAGE: f32 = 2.0;
/// Headlines in the gap, on a page whose articles mostly open without a lead, and on one where most have it.
const HEAD: f32 = 3.0;
const HEAD_AMONG_LEADS: f32 = 1.6;
/// A head block that speaks of one side only is no subhead.
const HEAD_FIT: f32 = 2.0;
/// Characters looked at on either side of a gap.
const WINDOW: usize = 320;

/// The content of every paragraph, and of the page.
pub(super) struct Content {
    pub pairs: Vec<Pairs>,
    pub weights: Weights,
    lengths: Vec<usize>,
}

impl Content {
    pub(super) fn of(page: &EditionText, blocks: &Blocks) -> Self {
        let pairs: Vec<Pairs> =
            blocks.paragraphs.iter().map(|p| pairs(p.lines.iter().map(|&i| page.line(i)))).collect();
        let lengths = blocks
            .paragraphs
            .iter()
            .map(|p| p.lines.iter().map(|&i| page.line(i).len() / 3).sum())
            .collect();
        let weights = Weights::of(&pairs);
        Self { pairs, weights, lengths }
    }

    /// Pairs of paragraphs until about `WINDOW` characters are reached, and how many those are.
    fn window(&self, paragraphs: impl Iterator<Item = usize>) -> (Pairs, usize) {
        let (mut union, mut length) = (Pairs::new(), 0);
        for k in paragraphs {
            union.extend_from_slice(&self.pairs[k]);
            length += self.lengths[k];
            if length >= WINDOW {
                break;
            }
        }
        union.sort_unstable();
        union.dedup();
        (union, length)
    }
}

/// Log-odds that the overlap of two texts comes from two articles and not from one.
///
/// Logarithms of overlaps of neighbouring windows are about normal, around ln 0.13 within an
/// article and ln 0.034 across articles, with equal spread (measured on broadcast news items).
fn change_of_subject(overlap: f32, shorter: usize) -> f32 {
    let evidence = 2.9 * (-2.72 - (overlap + 0.01).ln());
    let trust = (shorter as f32 / 90.0).min(1.0);
    evidence.clamp(-3.0, 3.0) * trust
}

/// Log-odds of a boundary before each paragraph; the first paragraph always begins an article.
pub(super) fn boundary_scores(
    page: &EditionText,
    lines: &[Observed],
    blocks: &Blocks,
    content: &Content,
) -> Vec<f32> {
    let count = blocks.paragraphs.len();
    let mut scores = vec![PRIOR; count];
    let first = |k: usize| &lines[blocks.paragraphs[k].lines[0]];
    let leads = (0..count).filter(|&k| first(k).lead).count();
    let head = if leads >= 2 && leads * 2 >= blocks.heads.len() { HEAD_AMONG_LEADS } else { HEAD };

    for (k, score) in scores.iter_mut().enumerate() {
        if first(k).lead {
            *score += LEAD;
        }
        let above = k.checked_sub(1).map(|a| &blocks.paragraphs[a]);
        let last = above.and_then(|a| a.lines.last());
        if last.is_some_and(|&i| ends_with_names(page.line(i))) {
            *score += NAMES_ABOVE;
        }
        let from = last.map_or(0, |&i| i + 1);
        let to = blocks.paragraphs[k].lines[0];
        if from <= to && (from..=to).any(|i| lines[i].begins_page) {
            *score += PAGE;
        }
    }
    for block in &blocks.bylines {
        let Some(score) = scores.get_mut(block.gap) else { continue };
        // A byline within a paragraph, or closing an article, says nothing of the text below.
        let below = blocks.paragraphs[block.gap].lines[0];
        if block.lines.iter().all(|&i| i < below) && directly_above(block, below, lines.len()) {
            *score += BYLINE;
        }
    }
    let mut strong: Vec<bool> = scores.iter().map(|s| *s > 1.0).collect();
    if let Some(s) = strong.first_mut() {
        *s = true;
    }
    add_content(page, &mut scores, &strong, blocks, content, head);
    scores
}

fn directly_above(block: &Block, below: usize, _lines: usize) -> bool {
    block.lines.last().is_some_and(|&i| i + 1 == below)
}

fn add_content(
    page: &EditionText,
    scores: &mut [f32],
    strong: &[bool],
    blocks: &Blocks,
    content: &Content,
    head: f32,
) {
    let mut heads = vec![Pairs::new(); scores.len()];
    let mut has_head = vec![false; scores.len()];
    for block in blocks.heads.iter().filter(|b| b.gap < scores.len()) {
        heads[block.gap].extend(pairs(block.lines.iter().map(|&i| page.line(i))));
        has_head[block.gap] = true;
    }
    let mut begin = 0;
    for k in 1..scores.len() {
        if strong[k] {
            begin = k;
            continue;
        }
        let (above, above_length) = content.window((begin..k).rev());
        let below_end = (k + 1..scores.len()).find(|&j| strong[j]).unwrap_or(scores.len()).min(k + 24);
        let (below, below_length) = content.window(k..below_end);
        let overlap = content.weights.overlap(&above, &below);
        scores[k] += change_of_subject(overlap, above_length.min(below_length));
        if has_head[k] {
            heads[k].sort_unstable();
            heads[k].dedup();
            let fit_above = content.weights.containment(&heads[k], &above);
            let fit_below = content.weights.containment(&heads[k], &below);
            scores[k] += head + HEAD_FIT * (fit_above - fit_below).abs();
        }
        if scores[k] > 0.0 {
            begin = k;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_overlap_speaks_for_a_boundary() {
        assert!(change_of_subject(0.0, 200) > change_of_subject(0.05, 200));
        assert!(change_of_subject(0.2, 200) < 0.0);
        assert!(change_of_subject(0.0, 9) < 0.5);
    }
}

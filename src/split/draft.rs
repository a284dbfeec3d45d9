//! Articles and headlines settled together: boundaries are opened and closed as long as that
//! makes the page as a whole more plausible.
//!
//! The plausibility of a draft is a sum of log-odds: of its boundaries, of its headlines, and what
//! an article without a headline costs.

use super::blocks::Blocks;
use super::content::Content;
use super::fit::{Extent, Work, learned};
use super::head_line::Share;
use super::headline::{Assignment, assign};
use super::line::Observed;

/// Log-odds above which a gap is a boundary before any headline is looked at.
const SURE: f32 = 0.25;
/// Weight of the headlines' log-odds against the boundaries'.
const HEADLINES: f32 = 0.83;
/// Cost of an article without a headline.
const HEADLESS: f32 = -0.2;
/// Log-odds from which a gap may be opened for a headline.
const OPENABLE: f32 = -4.0;
/// Log-odds, content of the headline counted in, from which that is worth a try.
const PROMISING: f32 = -1.0;
/// Boundaries surer than this are never closed.
const CLOSABLE: f32 = 2.0;
/// Log-odds from which a gap is tried even if every headline is claimed.
const LIKELY: f32 = -2.2;
/// Gaps tried for a headline that no article claims.
const TRIED: usize = 2;
/// Drafts weighed for one stretch of a page at most.
const BUDGET: usize = 16;

/// Articles as extents of paragraphs, with their headlines.
pub(super) struct Draft {
    pub extents: Vec<Extent>,
    pub assignment: Assignment,
    begins: Vec<usize>,
    plausibility: f32,
}

/// A stretch of a page with what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    pub lines: &'a [Observed],
    pub blocks: &'a Blocks,
    pub content: &'a Content,
    pub pages: &'a [usize],
    pub scores: &'a [f32],
}

impl Stretch<'_> {
    /// The most plausible articles found.
    pub(super) fn settle(self) -> Draft {
        let begins = (0..self.scores.len()).filter(|&k| k == 0 || self.scores[k] > SURE).collect();
        let mut best = self.draft(begins, None);
        let (mut budget, mut changes) = (BUDGET, 0);
        // With how many changes made each gap was tried last.
        let mut tried: Vec<Option<usize>> = vec![None; self.scores.len()];
        loop {
            let before = changes;
            let mut gaps = self.openable(&best);
            gaps.extend(self.closable(&best));
            for gap in gaps {
                if budget == 0 {
                    return best;
                }
                if tried[gap] == Some(changes) {
                    continue;
                }
                budget -= 1;
                tried[gap] = Some(changes);
                let draft = self.draft(toggled(&best.begins, gap), Some(&best.assignment));
                if draft.plausibility > best.plausibility + 1e-3 {
                    best = draft;
                    changes += 1;
                }
            }
            if changes == before {
                return best;
            }
        }
    }

    /// The articles that begin at these paragraphs, with their headlines.
    pub(super) fn draft(self, begins: Vec<usize>, before: Option<&Assignment>) -> Draft {
        let ends = begins.iter().skip(1).copied().chain([self.blocks.paragraphs.len()]);
        let extents: Vec<Extent> = begins
            .iter()
            .zip(ends)
            .map(|(&first, end)| Extent { first, end, page: self.pages[self.blocks.first_line(first)] })
            .collect();
        let Self { lines, blocks, content, pages, .. } = self;
        let assignment =
            assign(&Work { weights: learned(lines), lines, blocks, articles: &extents, content, pages }, before);
        let mut draft = Draft { extents, assignment, begins, plausibility: 0.0 };
        let boundaries: f32 = draft.begins.iter().skip(1).map(|&k| self.scores[k]).sum();
        let headless = draft.has_headline().iter().filter(|h| !**h).count() as f32;
        draft.plausibility = boundaries + HEADLINES * draft.assignment.score + HEADLESS * headless;
        draft
    }

    /// Boundaries beside articles without a headline.
    fn closable(self, draft: &Draft) -> Vec<usize> {
        let has = draft.has_headline();
        (1..draft.begins.len())
            .filter(|&a| self.scores[draft.begins[a]] < CLOSABLE && !(has[a] && has[a - 1]))
            .map(|a| draft.begins[a])
            .collect()
    }

    /// Gaps at which a headline that no article claims may get one of its own.
    fn openable(self, draft: &Draft) -> Vec<usize> {
        let mut gaps: Vec<usize> = Vec::new();
        for (b, articles) in draft.assignment.articles.iter().enumerate() {
            let gap = self.blocks.heads[b].gap;
            let free: Vec<usize> = (0..articles.len()).filter(|&i| articles[i].is_none()).collect();
            if free.is_empty() || draft.extents.iter().any(|e| gap > e.first && gap < e.end) && self.scores[gap] < -2.0
            {
                continue;
            }
            let mut found: Vec<(f32, usize)> = (gap.saturating_sub(90)..(gap + 90).min(self.scores.len()))
                .filter(|&k| self.scores[k] > OPENABLE && draft.begins.binary_search(&k).is_err())
                .map(|k| (self.scores[k] + 8.0 * self.gain(draft, b, &free, k), k))
                .filter(|&(promise, _)| promise > PROMISING)
                .collect();
            found.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
            gaps.extend(found.iter().take(TRIED).map(|&(_, k)| k));
        }
        // Headlines of two articles may all have gone to one: the likeliest gaps are tried anyway.
        let mut likely: Vec<usize> = (0..self.scores.len())
            .filter(|&k| self.scores[k] > LIKELY && draft.begins.binary_search(&k).is_err())
            .collect();
        likely.sort_by(|&x, &y| self.scores[y].total_cmp(&self.scores[x]).then(x.cmp(&y)));
        gaps.extend(likely.iter().take(TRIED));
        gaps.sort_by(|&x, &y| self.scores[y].total_cmp(&self.scores[x]).then(x.cmp(&y)));
        gaps.dedup();
        gaps
    }

    /// How much better the lines fit the article's paragraphs from `k` on than those before.
    fn gain(self, draft: &Draft, b: usize, lines: &[usize], k: usize) -> f32 {
        let a = draft.extents.partition_point(|e| e.end <= k);
        let Some(extent) = draft.extents.get(a) else { return 0.0 };
        let share = |range: std::ops::Range<usize>| {
            let lines = lines.iter().filter_map(|&i| self.content.heads[b].get(i));
            lines.map(|l| l.share(range.clone(), false)).fold(Share::default(), std::ops::Add::add).value()
        };
        share(k..extent.end) - share(extent.first..k)
    }
}

/// The beginnings with one more, or one less if it is among them; the first always stays.
fn toggled(begins: &[usize], gap: usize) -> Vec<usize> {
    let mut begins = begins.to_vec();
    match begins.binary_search(&gap) {
        Ok(at) if at > 0 => {
            begins.remove(at);
        }
        Ok(_) => {}
        Err(at) => begins.insert(at, gap),
    }
    begins
}

impl Draft {
    pub(super) fn has_headline(&self) -> Vec<bool> {
        let mut has = vec![false; self.extents.len()];
        for &a in self.assignment.articles.iter().flatten().flatten() {
            has[a] = true;
        }
        has
    }
}

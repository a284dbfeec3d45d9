//! Which blocks go on from which, and what hangs together.

use super::area::{across, stacked};
use super::blocks::{Block, Pieces};
use super::region::Region;
use crate::read::Area;

/// Blocks and heads that belong together: a forest over their numbers, heads behind the blocks.
#[derive(Debug)]
pub(super) struct Groups {
    above: Vec<usize>,
    /// The head of each group, at its root.
    head: Vec<Option<usize>>,
    blocks: usize,
}

impl Groups {
    pub(super) fn new(pieces: &Pieces) -> Self {
        let blocks = pieces.blocks.len();
        let count = blocks + pieces.heads.len();
        let head = (0..count).map(|n| n.checked_sub(blocks)).collect();
        Self { above: (0..count).collect(), head, blocks }
    }

    pub(super) fn root(&self, of: usize) -> usize {
        let mut n = of;
        while self.above[n] != n {
            n = self.above[n];
        }
        n
    }

    /// The head of a block's group.
    pub(super) fn head_of(&self, block: usize) -> Option<usize> {
        self.head[self.root(block)]
    }

    pub(super) fn root_of_head(&self, head: usize) -> usize {
        self.root(self.blocks + head)
    }

    /// Ties two groups, unless each has a head of its own.
    pub(super) fn tie(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        if self.head[a].is_some() && self.head[b].is_some() {
            return false;
        }
        let (low, high) = (a.min(b), a.max(b));
        self.head[low] = self.head[low].or(self.head[high]);
        self.above[high] = low;
        true
    }

    pub(super) fn tie_head(&mut self, head: usize, block: usize) -> bool {
        self.tie(self.blocks + head, block)
    }
}

/// The block straight above in the same column, the gap to it, and whether a head, rule or picture
/// stands between.
pub(super) fn straight_above(region: &Region<'_>, pieces: &Pieces, block: usize) -> Option<(usize, f32, Between)> {
    let own = &pieces.blocks[block];
    let column = own.column();
    let best = (0..pieces.blocks.len())
        .filter(|&n| n != block)
        .map(|n| (n, &pieces.blocks[n]))
        .filter(|(_, b)| b.area.bottom < own.area.top + 0.4 * region.body && stacked(&b.column(), &column))
        .max_by(|(n, a), (m, b)| a.area.bottom.total_cmp(&b.area.bottom).then(m.cmp(n)))?;
    let upper = best.1.area.bottom;
    let lies = |a: &Area| {
        a.bottom > upper - 0.3 * region.body
            && a.top < own.area.top + 0.3 * region.body
            && across(a, &column) > 0.1 * (column.right - column.left)
    };
    let between = if pieces.heads.iter().any(|h| lies(&h.area)) {
        Between::Head
    } else if region.rules.iter().any(lies) {
        Between::Rule
    } else if region.pictures.iter().any(lies) {
        Between::Picture
    } else {
        Between::Nothing
    };
    Some((best.0, own.area.top - upper, between))
}

/// What stands between two blocks of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    Nothing,
    Picture,
    Rule,
    Head,
}

/// Ties blocks below each other in a column.
pub(super) fn tie_columns(region: &Region<'_>, pieces: &Pieces, groups: &mut Groups) {
    for block in 0..pieces.blocks.len() {
        let Some((upper, gap, between)) = straight_above(region, pieces, block) else { continue };
        let (a, b) = (&pieces.blocks[upper], &pieces.blocks[block]);
        let goes_on = a.runs_out && b.runs_in;
        // From the last line's foot to the next line's head.
        let blank = gap - (pieces.pitch - region.body).max(0.0);
        let tied = match between {
            Between::Nothing => {
                let fits = !b.lead && (b.runs_in || !a.runs_out);
                goes_on && blank < 1.7 * pieces.pitch || fits && blank < 1.1 * pieces.pitch
            }
            Between::Picture => {
                let pictures = region.pictures.iter().filter(|p| {
                    p.top > a.area.bottom - region.body
                        && p.bottom < b.area.top + region.body
                        && across(p, &b.column()) > 0.0
                });
                // Nothing but the picture and its caption.
                let rest = blank - pictures.map(|p| p.bottom - p.top).fold(0.0, f32::max);
                rest < 7.0 * region.body && (goes_on || !b.lead && !a.runs_out)
            }
            Between::Rule => goes_on && blank < 1.1 * pieces.pitch,
            Between::Head => false,
        };
        if tied {
            groups.tie(upper, block);
        }
    }
}

/// Ties blocks whose text runs in to the block at their left whose text runs out.
pub(super) fn tie_sentences(region: &Region<'_>, pieces: &Pieces, groups: &mut Groups) {
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    let preceded = |block: usize| {
        straight_above(region, pieces, block)
            .is_some_and(|(upper, ..)| groups.root(upper) == groups.root(block) && pieces.blocks[upper].runs_out)
    };
    for (b, block) in pieces.blocks.iter().enumerate() {
        if !block.runs_in || preceded(b) {
            continue;
        }
        for (a, other) in pieces.blocks.iter().enumerate() {
            if a != b
                && other.full
                && let Some(cost) = cost(region, pieces, other, block)
            {
                pairs.push((cost, a, b));
            }
        }
    }
    pairs.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    let mut before = vec![false; pieces.blocks.len()];
    let mut after = vec![false; pieces.blocks.len()];
    for (_, a, b) in pairs {
        if before[b] || after[a] {
            continue;
        }
        if groups.tie(a, b) {
            before[b] = true;
            after[a] = true;
        }
    }
}

/// How unlikely the text goes on from the end of `a` to the beginning of `b`; none when it cannot.
fn cost(region: &Region<'_>, pieces: &Pieces, a: &Block, b: &Block) -> Option<f32> {
    let em = region.body;
    let gap = b.left - a.right;
    let width = (b.right - b.left).max(em);
    if gap < -0.5 * em || gap > 2.2 * width + 4.0 * em {
        return None;
    }
    let columns = (gap / (width + 2.0 * em)).round().max(0.0);
    // Columns of one article overlap from top to bottom, or nearly so.
    let apart = a.area.top.max(b.area.top) - a.area.bottom.min(b.area.bottom);
    if apart > 6.0 * pieces.pitch {
        return None;
    }
    let ends = (a.area.bottom - b.area.bottom).abs() / pieces.pitch;
    let rises = ((b.area.top - a.area.bottom) / pieces.pitch).max(0.0);
    let closed = if a.runs_out { 0.0 } else { 12.0 };
    let narrower = ((a.right - a.left) / width - 1.0).abs() * 20.0;
    Some(columns * 15.0 + ends.min(20.0) * 0.4 + rises * 3.0 + closed + narrower + apart.max(0.0) / pieces.pitch * 2.0)
}

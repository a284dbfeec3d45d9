//! Heads → the blocks under them; what has no head → its neighbours.

use super::area::{across, down, height, stacked, width};
use super::blocks::{Block, Head, Pieces};
use super::feet::tie_feet;
use super::flow::{Between, Groups, straight_above, tie_columns, tie_sentences};
use super::region::Region;

/// Ties blocks and heads to articles.
pub(super) fn attach(region: &Region<'_>, pieces: &Pieces) -> Groups {
    let mut groups = Groups::new(pieces);
    let direct: Vec<Vec<usize>> = (0..pieces.heads.len()).map(|h| direct(region, pieces, h)).collect();
    for (h, blocks) in direct.iter().enumerate() {
        for &block in blocks {
            groups.tie_head(h, block);
        }
    }
    tie_columns(region, pieces, &mut groups);
    tie_feet(region, pieces, &direct, &mut groups);
    tie_sentences(region, pieces, &mut groups);
    spans(region, pieces, &direct, &mut groups);
    leftovers(region, pieces, &mut groups);
    groups
}

/// The blocks that a head stands over; of an upright head, the first block beside it.
fn direct(region: &Region<'_>, pieces: &Pieces, h: usize) -> Vec<usize> {
    let head = &pieces.heads[h];
    let em = region.body;
    if head.upright {
        let beside = |sign: f32| {
            let gap = move |b: &Block| if sign > 0.0 { b.left - head.area.right } else { head.area.left - b.right };
            (0..pieces.blocks.len())
                .filter(|&n| {
                    let b = &pieces.blocks[n];
                    gap(b) > -em && gap(b) < 4.0 * em && (b.area.top - head.area.top).abs() < 3.0 * em
                })
                .min_by(|&a, &b| gap(&pieces.blocks[a]).total_cmp(&gap(&pieces.blocks[b])).then(a.cmp(&b)))
        };
        return beside(1.0).or_else(|| beside(-1.0)).into_iter().collect();
    }
    let under = |b: &Block| b.area.top > head.area.bottom - 0.35 * head.size;
    let over = |b: &Block| across(&head.area, &b.column()) > 0.25 * width(&head.area).min(b.right - b.left);
    let mut found: Vec<usize> = Vec::new();
    for (n, block) in pieces.blocks.iter().enumerate() {
        if !under(block) || !over(block) {
            continue;
        }
        let between = |area: &crate::read::Area| {
            area.top >= head.area.bottom - 0.35 * head.size
                && area.bottom < block.area.top + 0.4 * em
                && across(area, &block.column()) > 0.2 * (block.right - block.left)
        };
        let hidden = pieces.blocks.iter().enumerate().any(|(m, b)| m != n && between(&b.column()))
            || pieces.heads.iter().enumerate().any(|(m, o)| m != h && between(&o.area));
        let pictured = pictured(region, head, block);
        let gap = block.area.top - head.area.bottom;
        if !hidden && (gap < 5.0 * em + head.size || pictured) {
            found.push(n);
        }
    }
    // Blocks much lower than the highest stand under something else.
    let top = found.iter().map(|&n| pieces.blocks[n].area.top).fold(f32::INFINITY, f32::min);
    found.retain(|&n| {
        let block = &pieces.blocks[n];
        block.area.top < top + 3.0 * pieces.pitch || pictured(region, head, block)
    });
    found
}

/// A picture stands between the head and the block, which begins right under its caption.
fn pictured(region: &Region<'_>, head: &Head, block: &Block) -> bool {
    let em = region.body;
    region.pictures.iter().any(|p| {
        across(p, &block.column()) > 0.2 * (block.right - block.left)
            && p.top > head.area.top
            && p.top < head.area.bottom + 4.0 * em
            && p.bottom < block.area.top + em
            && block.area.top - p.bottom < 7.0 * em
    })
}

/// A head is centred over its columns, or begins with the first of them: columns beside those it
/// stands over that begin at the same height are its own, too.
fn spans(region: &Region<'_>, pieces: &Pieces, direct: &[Vec<usize>], groups: &mut Groups) {
    let mut offers: Vec<(f32, usize, Vec<usize>)> = Vec::new();
    for (h, under) in direct.iter().enumerate() {
        let head = &pieces.heads[h];
        if under.is_empty() {
            continue;
        }
        let mut row: Vec<usize> = under.clone();
        row.sort_by(|&a, &b| pieces.blocks[a].left.total_cmp(&pieces.blocks[b].left).then(a.cmp(&b)));
        let top = row.iter().map(|&n| pieces.blocks[n].area.top).fold(f32::INFINITY, f32::min);
        // Where a picture pushes columns down, those beside it begin right below the head.
        let high = pieces.blocks.iter().map(|b| b.area.top).filter(|&t| t > head.area.bottom - 0.35 * head.size);
        let high = high.filter(|&t| t < head.area.bottom + 2.0 * region.body + 0.5 * head.size).fold(top, f32::min);
        let tops = [top, high];
        let (mut lefts, mut rights) = (Vec::new(), Vec::new());
        let free = |n: usize, groups: &Groups| groups.head_of(n).is_none_or(|other| other == h);
        // Of two narrow blocks that overlap each is the other's neighbour on both sides.
        let new = |n: &usize, row: &[usize], groups: &Groups| free(*n, groups) && !row.contains(n);
        while let Some(n) = neighbour(region, pieces, row[0], &tops, Side::Left).filter(|n| new(n, &row, groups)) {
            row.insert(0, n);
            lefts.push(n);
        }
        while let Some(n) =
            neighbour(region, pieces, row[row.len() - 1], &tops, Side::Right).filter(|n| new(n, &row, groups))
        {
            row.push(n);
            rights.push(n);
        }
        if lefts.is_empty() && rights.is_empty() {
            continue;
        }
        let core_left = under.iter().map(|&n| pieces.blocks[n].left).fold(f32::INFINITY, f32::min);
        let core_right = under.iter().map(|&n| pieces.blocks[n].right).fold(f32::NEG_INFINITY, f32::max);
        let edge_left = |l: usize| if l == 0 { core_left } else { pieces.blocks[lefts[l - 1]].left };
        let edge_right = |r: usize| if r == 0 { core_right } else { pieces.blocks[rights[r - 1]].right };
        let centre = f32::midpoint(head.area.left, head.area.right);
        let em = region.body;
        // Of the spans that the head is centred over, the widest.
        let mut best: Option<(f32, usize, usize)> = None;
        for l in 0..=lefts.len() {
            for r in 0..=rights.len() {
                let off = (f32::midpoint(edge_left(l), edge_right(r)) - centre).abs();
                if off < 1.6 * em && best.is_none_or(|(_, bl, br)| l + r > bl + br) {
                    best = Some((off, l, r));
                }
            }
        }
        let flush = (0..=lefts.len()).find(|&l| (edge_left(l) - head.area.left).abs() < 1.0 * em);
        let (cost, l, r) = match (best, flush) {
            (Some(best), _) => best,
            (None, Some(l)) => (20.0 * em, l, rights.len()),
            (None, None) => continue,
        };
        let chosen = lefts[..l].iter().chain(&rights[..r]).copied().collect();
        offers.push((cost, h, chosen));
    }
    offers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for (_, h, blocks) in offers {
        for block in blocks {
            groups.tie_head(h, block);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The column next to a block that begins at one of the heights `tops`.
fn neighbour(region: &Region<'_>, pieces: &Pieces, of: usize, tops: &[f32], side: Side) -> Option<usize> {
    let own = &pieces.blocks[of];
    let gap = |b: &Block| match side {
        Side::Left => own.left - b.right,
        Side::Right => b.left - own.right,
    };
    (0..pieces.blocks.len())
        .filter(|&n| {
            let b = &pieces.blocks[n];
            let level = tops.iter().any(|t| (b.area.top - t).abs() < 1.2 * pieces.pitch);
            n != of && level && gap(b) > -0.6 * region.body && gap(b) < 4.5 * region.body
        })
        .min_by(|&a, &b| gap(&pieces.blocks[a]).total_cmp(&gap(&pieces.blocks[b])).then(a.cmp(&b)))
}

/// Blocks of groups without a head.
fn leftovers(region: &Region<'_>, pieces: &Pieces, groups: &mut Groups) {
    let mut order: Vec<usize> = (0..pieces.blocks.len()).collect();
    order.sort_by(|&a, &b| {
        let (a_, b_) = (&pieces.blocks[a].area, &pieces.blocks[b].area);
        a_.left.total_cmp(&b_.left).then(a_.top.total_cmp(&b_.top)).then(a.cmp(&b))
    });
    // Twice, since a block may only be reached through another.
    for _ in 0..2 {
        for &block in &order {
            if groups.head_of(block).is_none() {
                rises_beside(region, pieces, block, groups);
            }
        }
        for &block in &order {
            if groups.head_of(block).is_some() {
                continue;
            }
            let own = &pieces.blocks[block];
            if own.lead {
                continue;
            }
            let headed = |side, groups: &Groups| {
                neighbour(region, pieces, block, &[own.area.top], side).filter(|&n| groups.head_of(n).is_some())
            };
            // The head stands over the column at its left, or over one at its right when the columns
            // were not filled to the end.
            if let Some(beside) = headed(Side::Left, groups).or_else(|| headed(Side::Right, groups)) {
                groups.tie(beside, block);
                continue;
            }
            if let Some((upper, gap, between)) = straight_above(region, pieces, block) {
                let near = gap < 4.0 * pieces.pitch && between != Between::Head && between != Between::Rule;
                if near && groups.head_of(upper).is_some() {
                    groups.tie(upper, block);
                }
            }
        }
    }
}

/// A column that rises beside the headline belongs to it: the headline stands between columns.
fn rises_beside(region: &Region<'_>, pieces: &Pieces, block: usize, groups: &mut Groups) {
    let own = &pieces.blocks[block];
    let em = region.body;
    let beside = |head: &Head| {
        let level = (own.area.top - head.area.top).abs() < 2.0 * pieces.pitch;
        let gap = -across(&own.column(), &head.area);
        // A headline narrower than its columns leaves room at its sides.
        level && gap > -0.5 * em && down(&own.area, &head.area) > 0.5 * height(&head.area)
    };
    let adjoins = |h: usize, groups: &Groups| {
        let root = groups.root_of_head(h);
        (0..pieces.blocks.len()).any(|n| {
            let b = &pieces.blocks[n];
            groups.root(n) == root
                && (b.left - own.right).abs().min((own.left - b.right).abs()) < 4.5 * em
                && down(&b.area, &own.area) > 0.0
        })
    };
    let best = (0..pieces.heads.len())
        .filter(|&h| !pieces.heads[h].upright && beside(&pieces.heads[h]) && adjoins(h, groups))
        .min_by(|&a, &b| {
            let gap = |h: usize| -across(&own.column(), &pieces.heads[h].area);
            gap(a).total_cmp(&gap(b)).then(a.cmp(&b))
        });
    if let Some(h) = best {
        groups.tie_head(h, block);
    }
}

/// The head is a subhead of the article whose column it interrupts: small against that article's
/// own headline, no wider than the column, and close to the text above it.
pub(super) fn is_subhead(region: &Region<'_>, pieces: &Pieces, groups: &Groups, h: usize) -> Option<usize> {
    let head = &pieces.heads[h];
    if head.upright || head.size > 1.4 * region.body {
        return None;
    }
    let upper = pieces
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| b.area.bottom < head.area.top + 0.4 * region.body && stacked(&b.column(), &head.area))
        .max_by(|a, b| a.1.area.bottom.total_cmp(&b.1.area.bottom).then(b.0.cmp(&a.0)))?;
    let close = head.area.top - upper.1.area.bottom < 0.9 * pieces.pitch;
    let within = width(&head.area) <= upper.1.right - upper.1.left + region.body;
    let own = groups.head_of(upper.0).filter(|&o| o != h)?;
    (close && within && pieces.heads[own].size > 1.35 * head.size).then_some(own)
}

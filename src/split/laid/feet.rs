//! Text that goes on from the foot of a column at the head of the next one.

use super::area::{across, stacked, width};
use super::blocks::{Block, Pieces};
use super::flow::Groups;
use super::region::Region;
use crate::read::Area;

/// Ties each block that opens a column, and has no head over it, to the last text of the column before.
///
/// The two columns begin at the same height, and nothing but what is as wide as both stands over the one or under the
/// other. Where the first article of the column before ends as low as the block does, and the text may go on from either,
/// the block may as well be that article's second column, and nothing is tied.
pub(super) fn tie_feet(region: &Region<'_>, pieces: &Pieces, direct: &[Vec<usize>], groups: &mut Groups) {
    for block in 0..pieces.blocks.len() {
        if direct.iter().any(|under| under.contains(&block)) || pieces.blocks[block].lead {
            continue;
        }
        if let Some(foot) = before(region, pieces, groups, block) {
            groups.tie(foot, block);
        }
    }
}

/// A block or a head, for what stands over and under each other.
struct Piece {
    area: Area,
    /// The block's number; none for a head or a rule.
    block: Option<usize>,
}

fn column_pieces(region: &Region<'_>, pieces: &Pieces) -> Vec<Piece> {
    let blocks = pieces.blocks.iter().enumerate().map(|(n, b)| Piece { area: b.column(), block: Some(n) });
    let heads = pieces.heads.iter().map(|h| Piece { area: h.area, block: None });
    let rules = region.rules.iter().map(|r| Piece { area: *r, block: None });
    blocks.chain(heads).chain(rules).collect()
}

/// The block whose text goes on with `block` at the head of the next column.
fn before(region: &Region<'_>, pieces: &Pieces, groups: &Groups, block: usize) -> Option<usize> {
    let own = &pieces.blocks[block];
    let em = region.body;
    let all = column_pieces(region, pieces);
    let measure = (own.right - own.left).max(em);
    let is_beside = |b: &Block| {
        let gap = own.left - b.right;
        gap > -0.6 * em && gap < 4.5 * em && ((b.right - b.left) / measure - 1.0).abs() < 0.3
    };
    let column: Vec<usize> = (0..pieces.blocks.len()).filter(|&n| is_beside(&pieces.blocks[n])).collect();
    let beside = pieces.blocks[*column.first()?].column();
    // What stands over the block bounds both columns.
    let over = all.iter().filter(|p| p.block != Some(block) && p.area.bottom < own.area.top + 0.4 * em);
    let over: Vec<&Piece> = over.filter(|p| across(&p.area, &own.column()) > em).collect();
    let upper = over.iter().map(|p| p.area.bottom).fold(f32::NEG_INFINITY, f32::max);
    if over.iter().any(|p| p.area.bottom > upper - em && across(&p.area, &beside) < 0.5 * width(&beside)) {
        return None;
    }
    let in_column = |p: &&Piece| stacked(&p.area, &beside) && p.area.bottom > upper + em;
    let top = all.iter().filter(in_column).min_by(|a, b| a.area.top.total_cmp(&b.area.top))?;
    if (top.area.top - own.area.top).abs() > 3.0 * pieces.pitch {
        return None;
    }
    let lowest = |among: &mut dyn Iterator<Item = usize>| {
        among.max_by(|&a, &b| {
            let bottom = |n: usize| pieces.blocks[n].area.bottom;
            bottom(a).total_cmp(&bottom(b)).then(b.cmp(&a))
        })
    };
    // What is as wide as both columns bounds them below, too.
    let bounds =
        |p: &&Piece| p.area.top > own.area.bottom && stacked(&p.area, &beside) && stacked(&p.area, &own.column());
    let wide = |p: &&Piece| width(&p.area) > 1.5 * measure;
    let floor = all.iter().filter(bounds).filter(wide).map(|p| p.area.top).fold(f32::INFINITY, f32::min);
    let within = |n: &usize| pieces.blocks[*n].area.top > upper && pieces.blocks[*n].area.top < floor;
    let foot = lowest(&mut column.iter().copied().filter(within))?;
    let headed_below = pieces
        .heads
        .iter()
        .any(|h| h.area.top > pieces.blocks[foot].area.bottom && h.area.top < floor && stacked(&h.area, &beside));
    if headed_below || foot == block || !goes_on(&pieces.blocks[foot], own) {
        return None;
    }
    // The second column of the article on top of the column before.
    let first = column
        .iter()
        .copied()
        .filter(within)
        .min_by(|&a, &b| pieces.blocks[a].area.top.total_cmp(&pieces.blocks[b].area.top).then(a.cmp(&b)))?;
    let root = groups.root(first);
    let last = lowest(&mut column.iter().copied().filter(within).filter(|&n| groups.root(n) == root))?;
    let level = (pieces.blocks[last].area.bottom - own.area.bottom).abs() < 1.3 * pieces.pitch;
    let either = last != foot && level && goes_on(&pieces.blocks[last], own);
    (!either).then_some(foot)
}

/// The text of `b` may go on where that of `a` ends: both within a paragraph or both between two.
fn goes_on(a: &Block, b: &Block) -> bool {
    if b.runs_in { a.full } else { !a.runs_out }
}

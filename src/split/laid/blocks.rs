//! Lines → blocks, pieces of a column each, and heads, groups of headline lines.

use super::area::{across, all, distance, down, height, middle, stacked, width};
use super::kinds::Kind;
use super::region::{Item, Region};
use crate::read::Area;
use crate::split::byline::opens_article;

/// A piece of a column: body lines below each other at the column's pitch.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing seen of the block")]
pub(super) struct Block {
    /// Indices into the region's items, from top to bottom.
    pub items: Vec<usize>,
    pub area: Area,
    /// Edges of the column it stands in.
    pub left: f32,
    pub right: f32,
    /// Its first line goes on from elsewhere.
    pub runs_in: bool,
    /// Its last line fills the column and no sentence ends with it.
    pub runs_out: bool,
    /// Its last line fills the column.
    pub full: bool,
    /// Its first line opens an article: 本报讯.
    pub lead: bool,
}

impl Block {
    /// The column over the block's height.
    pub(super) fn column(&self) -> Area {
        Area { left: self.left, right: self.right, ..self.area }
    }
}

/// Sorts lines from top to bottom, and those of one row from left to right.
fn by_row(lines: &mut [usize], items: &[Item<'_>]) {
    let mut row: Vec<(f32, usize)> = Vec::with_capacity(lines.len());
    let mut top = f32::NEG_INFINITY;
    for &i in lines.iter() {
        let (_, middle) = middle(&items[i].area);
        if middle > top + 0.5 * items[i].size {
            top = middle;
        }
        row.push((top, i));
    }
    row.sort_by(|a, b| {
        let left = |i: usize| items[i].area.left;
        a.0.total_cmp(&b.0).then(left(a.1).total_cmp(&left(b.1))).then(a.1.cmp(&b.1))
    });
    lines.iter_mut().zip(row).for_each(|(line, (_, i))| *line = i);
}

/// Headline lines that stand together.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Indices into the region's items, in reading order.
    pub items: Vec<usize>,
    pub area: Area,
    /// Size of its largest line.
    pub size: f32,
    pub upright: bool,
}

/// Blocks and heads of a region, and the pitch of its lines.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub blocks: Vec<Block>,
    pub heads: Vec<Head>,
    /// From one line to the next, in points.
    pub pitch: f32,
}

/// The items of a kind, from top to bottom and left to right.
fn of_kind(items: &[Item<'_>], kind: Kind) -> Vec<usize> {
    let mut found: Vec<usize> = (0..items.len()).filter(|&i| items[i].kind == kind).collect();
    found.sort_by(|&a, &b| {
        let (upper, lower) = (&items[a].area, &items[b].area);
        upper.top.total_cmp(&lower.top).then(upper.left.total_cmp(&lower.left)).then(a.cmp(&b))
    });
    found
}

pub(super) fn pieces(region: &Region<'_>) -> Pieces {
    let items = &region.items;
    let body = of_kind(items, Kind::Body);
    let pitch = pitch(items, &body, region.body);
    let obstacles: Vec<Area> =
        items.iter().filter(|i| i.kind == Kind::Head).map(|i| i.area).chain(region.rules.iter().copied()).collect();
    let mut above: Vec<Option<usize>> = vec![None; items.len()];
    let mut taken = vec![false; items.len()];
    for (n, &upper) in body.iter().enumerate() {
        let a = &items[upper];
        let mut best: Option<(f32, usize)> = None;
        for &lower in &body[n + 1..] {
            let b = &items[lower];
            let step = b.area.top - a.area.top;
            if step > 1.45 * pitch.max(a.size) {
                break;
            }
            let follows = step > 0.6 * a.size
                && !taken[lower]
                && (b.size / a.size - 1.0).abs() < 0.12
                && aligned(a, b)
                && !obstacles.iter().any(|o| {
                    o.top > a.area.top + 0.4 * a.size
                        && o.bottom < b.area.bottom - 0.4 * b.size
                        && across(o, &b.area) > 0.3 * width(&b.area)
                });
            if follows && best.is_none_or(|(s, _)| step < s - 0.1) {
                best = Some((step, lower));
            }
        }
        if let Some((_, lower)) = best {
            taken[lower] = true;
            above[lower] = Some(upper);
        }
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut of: Vec<usize> = vec![usize::MAX; items.len()];
    for &i in &body {
        let block = above[i].map_or(blocks.len(), |upper| of[upper]);
        if block == blocks.len() {
            blocks.push(Block {
                items: Vec::new(),
                area: items[i].area,
                left: 0.0,
                right: 0.0,
                runs_in: false,
                runs_out: false,
                full: false,
                lead: false,
            });
        }
        of[i] = block;
        blocks[block].items.push(i);
        blocks[block].area = super::area::around(blocks[block].area, items[i].area);
    }
    edges(&mut blocks, items, region.body);
    Pieces { heads: heads(region, &blocks), blocks, pitch }
}

/// The two lines stand in one column.
fn aligned(a: &Item<'_>, b: &Item<'_>) -> bool {
    let left = (a.area.left - b.area.left).abs() < 2.7 * a.size;
    let shared = across(&a.area, &b.area) > 0.5 * width(&a.area).min(width(&b.area));
    left && shared
}

/// The most frequent distance between a line and the next one below it.
fn pitch(items: &[Item<'_>], body: &[usize], size: f32) -> f32 {
    let mut steps: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for (n, &upper) in body.iter().enumerate() {
        let a = &items[upper];
        for &lower in &body[n + 1..] {
            let b = &items[lower];
            let step = b.area.top - a.area.top;
            if step > 2.6 * a.size {
                break;
            }
            if step > 0.8 * a.size && aligned(a, b) && (b.size / a.size - 1.0).abs() < 0.12 {
                *steps.entry((step * 4.0).round() as u32).or_default() += 1;
                break;
            }
        }
    }
    let Some((&usual, &count)) = steps.iter().max_by_key(|&(&step, &count)| (count, std::cmp::Reverse(step))) else {
        return 1.5 * size;
    };
    // Places of recognised lines are a little off: the mean of the steps about as long.
    let near: Vec<(f32, f32)> =
        steps.range(usual - usual / 8..=usual + usual / 8).map(|(&s, &n)| (s as f32, n as f32)).collect();
    let all: f32 = near.iter().map(|n| n.1).sum();
    let mean = near.iter().map(|(s, n)| s * n).sum::<f32>() / all;
    (if 2 * count > all as usize { usual as f32 } else { mean }) / 4.0
}

/// Column edges of the blocks by those that stand over each other, and how their text begins and ends.
fn edges(blocks: &mut [Block], items: &[Item<'_>], body: f32) {
    let areas: Vec<Area> = blocks.iter().map(|b| b.area).collect();
    let page_indents = areas.len() > 1 || blocks.iter().any(|b| b.items.len() > 2);
    for n in 0..blocks.len() {
        let own = areas[n];
        let near = |other: &Area| {
            stacked(&own, other) && own.left - other.left < 2.7 * body && other.right - own.right < 14.0 * body
        };
        // A block with indented and other lines shows its own edge.
        let shows = blocks[n].items.iter().any(|&i| items[i].area.left - own.left > 0.8 * body);
        let close = |other: &Area| distance(other, &own) < 10.0 * body;
        let left = if shows {
            own.left
        } else {
            areas.iter().filter(|o| near(o) && close(o)).map(|o| o.left).fold(own.left, f32::min)
        };
        let right = if blocks[n].items.len() > 2 { own.right } else { right_edge(blocks, &areas, n, left, body) };
        let (Some(&first), Some(&last)) = (blocks[n].items.first(), blocks[n].items.last()) else { continue };
        let (first, last) = (&items[first], &items[last]);
        let full = last.area.right > right - 1.3 * body;
        let complete = last.text.ends_with(['。', '！', '？', '”', '」', '）', '…', '!', '?', ')', '：', '；']);
        let block = &mut blocks[n];
        block.left = left;
        block.right = right;
        block.lead = opens_article(first.text);
        block.runs_in = page_indents && first.area.left - left < 0.7 * body && !block.lead;
        block.full = full;
        block.runs_out = full && !complete;
    }
}

/// The right edge of a column that is seen in two lines at most, by the width of the nearest longer block.
fn right_edge(blocks: &[Block], areas: &[Area], n: usize, left: f32, body: f32) -> f32 {
    let own = areas[n];
    let nearest = (0..blocks.len())
        // Of two blocks as near, the one beside it has the width of its columns.
        .filter(|&m| m != n && blocks[m].items.len() > 2 && left + width(&areas[m]) > own.right - 1.5 * body)
        .map(|m| (distance(&areas[m], &own) + 3.0 * (-down(&areas[m], &own)).max(0.0), m))
        .filter(|&(d, _)| d < 40.0 * body)
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    nearest.map_or(own.right, |(_, m)| (left + width(&areas[m])).max(own.right))
}

/// The two are parts of one headline line that a recogniser took for two: close in a row, and the right one
/// does not begin a column.
fn in_a_row(region: &Region<'_>, blocks: &[Block], a: &Item<'_>, b: &Item<'_>) -> bool {
    let size = a.size.max(b.size);
    let gap = -across(&a.area, &b.area);
    let (first, right) = if a.area.left < b.area.left { (a, b.area.left) } else { (b, a.area.left) };
    let pauses = first.text.ends_with(['，', '、', '：', ',', ':']);
    let begins = |block: &Block| (block.left - right).abs() < 0.7 * region.body && block.area.top > a.area.top;
    region.recognised
        && a.size.min(b.size) > 0.7 * size
        && down(&a.area, &b.area) > 0.5 * height(&a.area).min(height(&b.area))
        && gap > -0.5 * size
        && gap < if pauses { 2.0 } else { 1.3 } * size
        && (pauses || !blocks.iter().any(begins))
}

/// Groups of headline lines: those that stand close below each other, or side by side when upright.
fn heads(region: &Region<'_>, blocks: &[Block]) -> Vec<Head> {
    let items = &region.items;
    let lines = of_kind(items, Kind::Head);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for i in lines {
        let item = &items[i];
        let fits = |group: &Vec<usize>| {
            group.iter().any(|&j| {
                let other = &items[j];
                if item.upright != other.upright {
                    return false;
                }
                let size = item.size.max(other.size);
                if item.upright {
                    return down(&item.area, &other.area) > 0.3 * height(&item.area).min(height(&other.area))
                        && across(&item.area, &other.area) > -0.9 * size;
                }
                if in_a_row(region, blocks, item, other) {
                    return true;
                }
                let gap = -down(&item.area, &other.area);
                let close = gap < 0.75 * item.size.min(other.size) + 0.15 * size;
                let between = region.rules.iter().any(|r| {
                    across(r, &item.area) > 0.0 && r.top > other.area.bottom - 2.0 && r.bottom < item.area.top + 2.0
                });
                close && !between && across(&item.area, &other.area) > 0.35 * width(&item.area).min(width(&other.area))
            })
        };
        match groups.iter_mut().find(|g| fits(g)) {
            Some(group) => group.push(i),
            None => groups.push(vec![i]),
        }
    }
    groups
        .into_iter()
        .map(|mut group| {
            let upright = items[group[0]].upright;
            if upright {
                // Upright lines are read from right to left.
                group.sort_by(|&a, &b| items[b].area.right.total_cmp(&items[a].area.right).then(a.cmp(&b)));
            } else if region.recognised {
                by_row(&mut group, items);
            }
            Head {
                area: all(group.iter().map(|&i| items[i].area)),
                size: group.iter().map(|&i| items[i].size).fold(0.0, f32::max),
                upright,
                items: group,
            }
        })
        .collect()
}

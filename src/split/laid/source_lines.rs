//! Lines under headlines that tell where an article was printed: paper, day, page.

use std::collections::BTreeMap;

use super::area::{across, distance};
use super::blocks::Pieces;
use super::draft::Draft;
use super::flow::Groups;
use super::kinds::{Kind, chars};
use super::region::Region;
use crate::issue::Issue;
use crate::read::{Area, LaidPage};

/// Tells such lines among the others. A day alone, or a paper, is one only right under a headline; so is what stands in the
/// margin.
pub(super) fn mark(page: &LaidPage, sizes: &[f32], kinds: &mut [Kind]) {
    let heads: Vec<Area> = (0..kinds.len()).filter(|&i| kinds[i] == Kind::Head).map(|i| page.lines[i].area).collect();
    if heads.is_empty() {
        return;
    }
    let bylines: Vec<Area> =
        (0..kinds.len()).filter(|&i| kinds[i] == Kind::Byline).map(|i| page.lines[i].area).collect();
    for (i, line) in page.lines.iter().enumerate() {
        if matches!(kinds[i], Kind::Head | Kind::Byline) || chars(&line.text) > 48 {
            continue;
        }
        let Some((_, told)) = Issue::of_source_line(&line.text) else { continue };
        let reach = 3.5 * sizes[i];
        let under = |upper: &Area, lower: &Area| {
            let gap = lower.top - upper.bottom;
            gap > -0.5 * sizes[i] && gap < reach && across(upper, lower) > -2.0 * sizes[i]
        };
        let headed =
            heads.iter().any(|h| under(h, &line.area) || bylines.iter().any(|b| under(h, b) && under(b, &line.area)));
        if headed || told > 1 && kinds[i] != Kind::Furniture {
            kinds[i] = Kind::Source;
        }
    }
}

/// Gives each article what the line under its headline tells; the line itself belongs to none.
pub(super) fn tell(
    region: &Region<'_>,
    pieces: &Pieces,
    groups: &Groups,
    target: &[usize],
    articles: &mut BTreeMap<usize, Draft>,
    lost: &mut Vec<usize>,
) {
    for item in region.items.iter().filter(|i| i.kind == Kind::Source) {
        lost.push(item.line);
        let Some((issue, _)) = Issue::of_source_line(item.text) else { continue };
        let above = pieces.heads.iter().enumerate().filter(|(_, h)| {
            let gap = item.area.top - h.area.bottom;
            gap > -0.5 * item.size && gap < 8.0 * item.size && across(&h.area, &item.area) > -2.0 * item.size
        });
        let head = above.min_by(|a, b| b.1.area.bottom.total_cmp(&a.1.area.bottom).then(a.0.cmp(&b.0)));
        let root = head.map(|(h, _)| groups.root_of_head(h)).or_else(|| {
            let far = |n: usize| distance(&pieces.blocks[n].area, &item.area);
            (0..pieces.blocks.len()).min_by(|&a, &b| far(a).total_cmp(&far(b)).then(a.cmp(&b))).map(|n| groups.root(n))
        });
        if let Some(draft) = root.and_then(|r| articles.get_mut(&target[r])) {
            draft.issue = std::mem::take(&mut draft.issue).or(issue);
        }
    }
}

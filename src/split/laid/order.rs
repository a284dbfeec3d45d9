//! The order in which a page's articles are read.

use super::area::{all, around, height};
use super::draft::Draft;
use super::kinds::chars;
use crate::read::{Area, LaidPage};

/// Sorts articles as they are read: rows from the top down, from left to right in each. Upright text is read tier by tier
/// from right to left, and so is all of a page most of which is upright.
pub(super) fn in_order(page: &LaidPage, drafts: &mut Vec<Draft>) {
    let count = |d: &Draft| d.parts.iter().flat_map(|p| &p.lines).map(|&l| chars(&page.lines[l].text)).sum::<usize>();
    let (upright, all) = drafts.iter().fold((0, 0), |(upright, all), d| {
        let own = count(d);
        (upright + if d.upright.is_some() { own } else { 0 }, all + own)
    });
    if 2 * upright > all {
        *drafts = tiers(page, std::mem::take(drafts));
        return;
    }
    let (turned, mut across): (Vec<Draft>, Vec<Draft>) =
        std::mem::take(drafts).into_iter().partition(|d| d.upright.is_some());
    let mut groups: Vec<(Area, Vec<Draft>)> = across.drain(..).map(|d| (place(page, &d), vec![d])).collect();
    let first = groups.len();
    for draft in turned {
        let own = draft.upright.unwrap_or_default();
        match groups[first..].iter_mut().find(|(area, _)| *area == own) {
            Some((_, group)) => group.push(draft),
            None => groups.push((own, vec![draft])),
        }
    }
    groups.sort_by(|(a, _), (b, _)| {
        let row = |a: &Area| (a.top / 24.0).round();
        row(a).total_cmp(&row(b)).then(a.left.total_cmp(&b.left)).then(a.top.total_cmp(&b.top))
    });
    for (_, group) in groups {
        drafts.extend(tiers(page, group));
    }
}

fn place(page: &LaidPage, draft: &Draft) -> Area {
    all(draft.lines().map(|l| page.lines[l].area))
}

/// Articles by the tier in which they begin, and from right to left in each tier.
fn tiers(page: &LaidPage, drafts: Vec<Draft>) -> Vec<Draft> {
    let begins = |d: &Draft| {
        let heads = [&d.kicker, &d.headline].into_iter().flatten().map(|&l| page.lines[l].area);
        let first = d.places.first().copied().into_iter().chain(heads).reduce(around);
        first.unwrap_or_else(|| place(page, d))
    };
    let mut begun: Vec<(Area, Draft)> = drafts.into_iter().map(|d| (begins(&d), d)).collect();
    begun.sort_by(|(a, _), (b, _)| a.top.total_cmp(&b.top).then(b.right.total_cmp(&a.right)));
    let mut tier: Option<Area> = None;
    let mut number = 0;
    let mut numbered: Vec<(usize, Area, Draft)> = Vec::with_capacity(begun.len());
    for (area, draft) in begun {
        if tier.is_none_or(|t| area.top > t.top + 0.5 * height(&t)) {
            number += 1;
            tier = Some(area);
        }
        numbered.push((number, area, draft));
    }
    numbered.sort_by(|(n, a, _), (m, b, _)| n.cmp(m).then(b.right.total_cmp(&a.right)).then(a.top.total_cmp(&b.top)));
    numbered.into_iter().map(|(_, _, draft)| draft).collect()
}

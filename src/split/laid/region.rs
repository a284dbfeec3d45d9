//! A page → regions that are read one by one: boxes, upright text, the rest.

use super::area::{all, distance, height, holds, turned, width};
use super::kinds::{HEAD, Kind, body_size, chars, kinds, sizes};
use crate::read::{Area, LaidPage};
use crate::split::furniture::is_classified;
use crate::split::look::Look;

/// One line in a region; upright text is turned, so that all lines run from left to right.
#[derive(Debug, Clone)]
pub(super) struct Item<'p> {
    /// Index of the line in its page.
    pub line: usize,
    pub text: &'p str,
    pub area: Area,
    pub size: f32,
    pub bold: bool,
    /// Runs from top to bottom in a region that does not.
    pub upright: bool,
    pub kind: Kind,
}

/// Lines that are read together.
#[derive(Debug, Default)]
pub(super) struct Region<'p> {
    pub items: Vec<Item<'p>>,
    pub pictures: Vec<Area>,
    /// Rules from left to right.
    pub rules: Vec<Area>,
    /// Size of its body text.
    pub body: f32,
    /// Its lines were recognised from an image.
    pub recognised: bool,
    /// Its lines are upright, and turned.
    pub turned: bool,
    /// Place on the page.
    pub place: Area,
}

/// The regions of a page, and its lines that belong to no article.
pub(super) fn regions(page: &LaidPage) -> (Vec<Region<'_>>, Vec<usize>) {
    let sizes = sizes(page);
    let body = body_size(page.lines.iter().zip(&sizes).map(|(l, &s)| (s, chars(&l.text))));
    let kinds = kinds(page, &sizes, body);
    let mut furniture = Vec::new();
    let mut items: Vec<Item<'_>> = Vec::new();
    for (line, laid) in page.lines.iter().enumerate() {
        if kinds[line] == Kind::Furniture {
            furniture.push(line);
            continue;
        }
        items.push(Item {
            line,
            text: &laid.text,
            area: laid.area,
            size: sizes[line],
            bold: laid.bold,
            upright: laid.vertical,
            kind: kinds[line],
        });
    }
    let rules: Vec<Area> = page.boxes.iter().filter(|b| height(b) < 3.0 && width(b) > 3.0).copied().collect();
    let mut regions = upright_regions(page, body, &mut items, &rules);
    let mut boxes: Vec<Area> = page.boxes.iter().filter(|b| height(b) >= 3.0 && width(b) >= 3.0).copied().collect();
    // The smallest box around a line is its own.
    boxes.sort_by(|a, b| (width(a) * height(a)).total_cmp(&(width(b) * height(b))));
    for frame in boxes {
        let inside: Vec<usize> = (0..items.len()).filter(|&i| holds(&frame, &items[i].area)).collect();
        match content(&inside.iter().map(|&i| &items[i]).collect::<Vec<_>>(), body, items.len()) {
            Content::Article => {
                let (own, rest) = items.into_iter().partition(|i| holds(&frame, &i.area));
                items = rest;
                regions.push(region(page, own, frame, body, &rules));
            }
            Content::Furniture => {
                furniture.extend(inside.iter().map(|&i| items[i].line));
                items.retain(|i| !holds(&frame, &i.area));
            }
            Content::Part => {}
        }
    }
    if !items.is_empty() {
        let whole = Area { left: 0.0, top: 0.0, right: page.width, bottom: page.height };
        regions.push(region(page, items, whole, body, &rules));
    }
    (regions, furniture)
}

fn region<'p>(page: &LaidPage, items: Vec<Item<'p>>, place: Area, body: f32, rules: &[Area]) -> Region<'p> {
    let own = body_size(items.iter().filter(|i| i.kind == Kind::Body).map(|i| (i.size, chars(i.text))));
    let body = if items.iter().any(|i| i.kind == Kind::Body) { own } else { body };
    let margin =
        Area { left: place.left + 4.0, top: place.top + 4.0, right: place.right - 4.0, bottom: place.bottom - 4.0 };
    Region {
        pictures: page.pictures.iter().filter(|p| holds(&place, p)).copied().collect(),
        rules: rules.iter().filter(|r| holds(&margin, r)).copied().collect(),
        body,
        recognised: page.lines.iter().any(|l| l.block.is_some() || l.confidence.is_some()),
        place: all(items.iter().map(|i| i.area)),
        turned: false,
        items,
    }
}

enum Content {
    /// Articles of its own.
    Article,
    /// An advertisement or small notices.
    Furniture,
    /// Nothing apart: a tint behind a headline, a cell of a table, a frame around nearly all.
    Part,
}

fn content(inside: &[&Item<'_>], body: f32, of: usize) -> Content {
    const ADVERTISEMENT: [&str; 16] = [
        "热线",
        "电话",
        "地址",
        "优惠",
        "开盘",
        "特价",
        "招聘",
        "扫码",
        "二维码",
        "官网",
        "www.",
        "客服",
        "订购",
        "促销",
        "抢购",
        "加盟",
    ];
    if inside.is_empty() || inside.len() * 10 > of * 9 && of > 12 {
        return Content::Part;
    }
    let mut top: Vec<&&Item<'_>> = inside.iter().collect();
    top.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
    if top.iter().take(2).any(|i| is_classified(i.text, &Look::of(i.text)) && chars(i.text) <= 8) {
        return Content::Furniture;
    }
    let prose: usize = inside
        .iter()
        .filter(|i| i.kind == Kind::Body && i.text.contains(['。', '，', '；']))
        .map(|i| chars(i.text))
        .sum();
    let words = inside.iter().filter(|i| ADVERTISEMENT.iter().any(|w| i.text.contains(w))).count();
    if prose < 40 && inside.len() >= 2 && words > 0 || words * 3 > inside.len() {
        return Content::Furniture;
    }
    let text: usize = inside.iter().filter(|i| i.kind == Kind::Body).map(|i| chars(i.text)).sum();
    let whole = all(inside.iter().map(|i| i.area));
    let headed =
        inside.iter().any(|i| i.size > HEAD * body && (i.upright || i.area.top < whole.top + 0.4 * height(&whole)));
    if headed && text >= 40 { Content::Article } else { Content::Part }
}

/// The character stands at the head of the column on the left of one of the upright lines.
fn is_tail(lines: &[Item<'_>], character: &Item<'_>) -> bool {
    lines.iter().any(|line| {
        let gap = line.area.left - character.area.right;
        (line.size / character.size - 1.0).abs() < 0.3
            && (-0.3..1.6).contains(&(gap / line.size))
            && (-2.3..0.6).contains(&((character.area.top - line.area.top) / line.size))
    })
}

/// Clusters of upright lines with body text among them.
fn upright_regions<'p>(page: &LaidPage, body: f32, items: &mut Vec<Item<'p>>, rules: &[Area]) -> Vec<Region<'p>> {
    let mut clusters: Vec<Vec<Item<'p>>> = Vec::new();
    let mut rest = Vec::new();
    for item in items.drain(..) {
        if !item.upright {
            rest.push(item);
            continue;
        }
        let near = |c: &Vec<Item<'p>>| {
            c.iter().any(|other| {
                let reach = (2.2 * other.size.max(item.size)).min(4.0 * body);
                let between = rules.iter().any(|r| {
                    super::area::across(r, &item.area) > 0.0
                        && r.top > other.area.bottom.min(item.area.bottom) - 1.0
                        && r.bottom < other.area.top.max(item.area.top) + 1.0
                });
                distance(&other.area, &item.area) < reach && !between
            })
        };
        let (mut joined, apart): (Vec<_>, Vec<_>) = clusters.into_iter().partition(near);
        clusters = apart;
        let mut cluster = joined.drain(..).flatten().collect::<Vec<_>>();
        cluster.push(item);
        clusters.push(cluster);
    }
    *items = rest;
    let mut regions = Vec::new();
    for cluster in clusters {
        let text = cluster.iter().filter(|i| i.kind == Kind::Body).count();
        if text < 2 {
            items.extend(cluster);
            continue;
        }
        let mut cluster = cluster;
        let place = all(cluster.iter().map(|i| i.area));
        // The last line of a headline or an article may be one character, which runs no way at all.
        let is_part = |i: &Item<'_>| chars(i.text) == 1 && (holds(&place, &i.area) || is_tail(&cluster, i));
        let (own, others) = items.drain(..).partition(is_part);
        cluster.extend::<Vec<_>>(own);
        *items = others;
        let turn = |a: &Area| turned(*a, page.width);
        let mut region = region(page, cluster, place, body, &[]);
        region.place = place;
        region.turned = true;
        region.pictures = region.pictures.iter().map(turn).collect();
        for item in &mut region.items {
            item.area = turn(&item.area);
            item.upright = false;
        }
        regions.push(region);
    }
    items.sort_by_key(|i| i.line);
    regions
}

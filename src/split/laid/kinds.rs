//! What a line of a laid page is, by its size, place and words.

use std::collections::BTreeMap;

use super::area::{across, all, down, height, middle, width};
use crate::read::{Area, LaidLine, LaidPage, Role};
use crate::split::byline::is_byline_line;
use crate::split::furniture::{is_classified, is_furniture, is_imprint, is_masthead, is_page_mark};
use crate::split::look::Look;
use crate::split::pattern::is_caption;
use crate::split::signs::{IMPRINT, STOP};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Body,
    Head,
    Byline,
    Caption,
    /// Paper, day and page under a headline.
    Source,
    Furniture,
}

/// Lines larger than this against the body are headlines.
pub(super) const HEAD: f32 = 1.12;
/// Lines smaller than this against the body are set small.
const SMALL: f32 = 0.93;
/// Text of several sentences within these is body text, however high its characters are.
const SMALLER: f32 = 0.9;
const LARGER: f32 = 1.4;
/// Lines of so few characters, and little confidence, are none.
const NOISE: usize = 5;
/// Share of the page's height in which running heads stand, above and below.
const TOP: f32 = 0.08;
const BOTTOM: f32 = 0.94;

/// Sizes of lines as set. Heights of recognised characters vary: there each block has the median of its lines,
/// and the body's size where it is near that or its text is prose.
pub(super) fn sizes(page: &LaidPage) -> Vec<f32> {
    let mut sizes: Vec<f32> =
        page.lines.iter().map(|l| if l.size.is_finite() { l.size.max(0.1) } else { 0.1 }).collect();
    let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, line) in page.lines.iter().enumerate() {
        if let Some(block) = line.block {
            blocks.entry(block).or_default().push(i);
        }
    }
    for members in blocks.values() {
        let mut of: Vec<f32> = members.iter().map(|&i| sizes[i]).collect();
        of.sort_by(f32::total_cmp);
        let median = of[of.len() / 2];
        let whole = all(members.iter().map(|&i| page.lines[i].area));
        for (n, &i) in members.iter().enumerate() {
            // A line as wide as the text around it is no headline, however high one of its characters is.
            let inside = n > 1 && n + 1 < members.len() && !page.lines[i].vertical;
            let fills = inside && width(&page.lines[i].area) > 0.9 * width(&whole) && sizes[i] < 2.5 * median;
            if (sizes[i] / median - 1.0).abs() < 0.25 || fills {
                sizes[i] = median;
            }
        }
    }
    let body = body_size(page.lines.iter().zip(&sizes).map(|(l, &s)| (s, chars(&l.text))));
    for members in blocks.values() {
        let prose = members.iter().filter(|&&i| page.lines[i].text.contains('。')).count() * 4 >= members.len();
        let near = if prose { SMALLER..LARGER } else { SMALL..HEAD };
        for &i in members {
            if near.contains(&(sizes[i] / body)) {
                sizes[i] = body;
            }
        }
    }
    sizes
}

/// The size in which most characters are set.
pub(super) fn body_size(lines: impl Iterator<Item = (f32, usize)>) -> f32 {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (size, chars) in lines {
        *counts.entry((size * 4.0).round() as u32).or_default() += chars;
    }
    let best = counts.iter().max_by_key(|&(&size, &chars)| (chars, std::cmp::Reverse(size)));
    best.map_or(10.0, |(&size, _)| (size as f32 / 4.0).max(1.0))
}

pub(super) use crate::measure::solid_chars as chars;

/// The kind of each line of a page.
pub(super) fn kinds(page: &LaidPage, sizes: &[f32], body: f32) -> Vec<Kind> {
    let bands = Bands::of(page);
    let mut by_top: Vec<usize> = (0..page.lines.len()).collect();
    by_top.sort_by(|&a, &b| page.lines[a].area.top.total_cmp(&page.lines[b].area.top).then(a.cmp(&b)));
    let mut rank = vec![0; page.lines.len()];
    for (n, &i) in by_top.iter().enumerate() {
        rank[i] = n;
    }
    let mut kinds: Vec<Kind> = page
        .lines
        .iter()
        .enumerate()
        .map(|(i, line)| {
            let of_role = match line.role {
                Some(Role::Furniture) => Some(Kind::Furniture),
                Some(Role::Headline) => Some(Kind::Head),
                Some(Role::Caption) => Some(Kind::Caption),
                None => None,
            };
            of_role.unwrap_or_else(|| kind(page, line, sizes[i], body, rank[i], &bands))
        })
        .collect();
    // What stands in one row with a folio, date or name of the paper is part of the running head.
    for i in 0..kinds.len() {
        let area = &page.lines[i].area;
        let beside_folio = kinds[i] != Kind::Furniture
            && bands.margin(area)
            && chars(&page.lines[i].text) <= 12
            && (0..kinds.len()).any(|j| {
                kinds[j] == Kind::Furniture
                    && bands.margin(&page.lines[j].area)
                    && down(area, &page.lines[j].area) > 0.0
            });
        if beside_folio {
            kinds[i] = Kind::Furniture;
        }
    }
    captions(page, sizes, body, &mut kinds);
    super::source_lines::mark(page, sizes, &mut kinds);
    kinds
}

fn kind(page: &LaidPage, line: &LaidLine, size: f32, body: f32, rank: usize, bands: &Bands) -> Kind {
    let text = line.text.as_str();
    let look = Look::of(text);
    let count = look.chars;
    let margin = bands.margin(&line.area);
    let continued = ["下转", "上接", "紧接"].iter().any(|w| text.contains(w)) && is_page_mark(text);
    let upper = line.area.top < 0.25 * page.height;
    // Dust and rules that were taken for characters.
    let noise = count <= NOISE && line.confidence.is_some_and(|c| c < 0.5);
    let furniture = continued
        || noise
        || (margin && is_furniture(text, &look, rank))
        || (bands.outside(&line.area) && !text.ends_with('。'))
        || (upper && count <= 48 && rank < 12 && is_masthead(text) && (size > HEAD * body || count > 8))
        || (count <= 60 && look.has(IMPRINT) && !look.has(STOP) && is_imprint(text, &look) && size < HEAD * body);
    if furniture {
        Kind::Furniture
    } else if is_byline_line(text) && size < 1.5 * body {
        Kind::Byline
    } else if size > HEAD * body {
        Kind::Head
    } else if is_caption(text) && (size < 0.97 * body || is_marked(text) || near_picture(page, &line.area, size)) {
        Kind::Caption
    } else {
        Kind::Body
    }
}

fn is_marked(text: &str) -> bool {
    text.starts_with(['▲', '▶', '◀', '▼', '△', '▷', '◁', '▽']) && !is_classified(text, &Look::of(text))
}

/// Directly below or beside a picture.
fn near_picture(page: &LaidPage, area: &Area, size: f32) -> bool {
    page.pictures.iter().any(|p| {
        let below = area.top - p.bottom;
        across(p, area) > 0.5 * width(area) && below > -size && below < 2.5 * size
    })
}

/// Small lines under a picture are its caption, and so are the lines that go on from one.
fn captions(page: &LaidPage, sizes: &[f32], body: f32, kinds: &mut [Kind]) {
    for (i, line) in page.lines.iter().enumerate() {
        if kinds[i] == Kind::Body && sizes[i] < SMALL * body && near_picture(page, &line.area, sizes[i]) {
            kinds[i] = Kind::Caption;
        }
    }
    let mut order: Vec<usize> = (0..kinds.len()).collect();
    order.sort_by(|&a, &b| page.lines[a].area.top.total_cmp(&page.lines[b].area.top).then(a.cmp(&b)));
    for n in 0..order.len() {
        let i = order[n];
        if kinds[i] != Kind::Caption || sizes[i] > 0.97 * body {
            continue;
        }
        let upper = &page.lines[i].area;
        for &j in &order[n + 1..] {
            let lower = &page.lines[j].area;
            if lower.top - upper.top > 1.8 * sizes[i] {
                break;
            }
            let same = (sizes[j] / sizes[i] - 1.0).abs() < 0.04 && (lower.left - upper.left).abs() < 2.2 * sizes[i];
            if kinds[j] == Kind::Body && same && lower.top > upper.top + 0.5 * sizes[i] {
                kinds[j] = Kind::Caption;
            }
        }
    }
}

/// Where running heads and imprints stand.
struct Bands {
    height: f32,
    /// A rule over the page near its top, and one near its foot.
    upper: Option<f32>,
    lower: Option<f32>,
}

impl Bands {
    fn of(page: &LaidPage) -> Self {
        let long = |r: &&Area| width(r) > 0.6 * page.width && height(r) < 3.0;
        let above = |y: f32| {
            let inside: Vec<&LaidLine> = page.lines.iter().filter(|l| middle(&l.area).1 < y).collect();
            inside.iter().map(|l| chars(&l.text)).sum::<usize>() <= 120
                && !inside.iter().any(|l| l.text.ends_with('。'))
        };
        let upper = page.boxes.iter().filter(long).map(|r| r.bottom).filter(|&y| y < 0.12 * page.height && above(y));
        let lower = page.boxes.iter().filter(long).map(|r| r.top).filter(|&y| y > 0.93 * page.height);
        Self { height: page.height, upper: upper.max_by(f32::total_cmp), lower: lower.min_by(f32::total_cmp) }
    }

    /// Beyond the rules at the top and the foot.
    fn outside(&self, area: &Area) -> bool {
        let y = middle(area).1;
        self.upper.is_some_and(|u| y < u) || self.lower.is_some_and(|l| y > l)
    }

    fn margin(&self, area: &Area) -> bool {
        let y = middle(area).1;
        self.outside(area) || y < TOP * self.height || y > BOTTOM * self.height
    }
}

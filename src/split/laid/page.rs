//! A page → its articles: as the source numbers them, by its geometry, or by its text where it has none.

use super::area::{height, width};
use super::draft::{Draft, Part, SURE, found};
use super::given::given;
use super::kinds::{body_size, chars, sizes};
use super::order::in_order;
use crate::read::{Area, LaidPage, Recognised, SourceText};
use crate::split::split;

/// Most lines of a page that are looked at for articles; more are no page of a newspaper.
const MOST_LINES: usize = 8_000;

/// The articles of a page in reading order, and the lines of none.
pub(super) fn drafts(page: &LaidPage) -> (Vec<Draft>, Vec<usize>) {
    if page.lines.len() > MOST_LINES {
        let parts = (0..page.lines.len()).map(|l| Part { lines: vec![l], subhead: false }).collect();
        return (vec![Draft { parts, ..Draft::default() }], Vec::new());
    }
    let placed = is_placed(page);
    let (mut drafts, rest) = given(page);
    let (more, mut furniture) = if rest.is_empty() {
        (Vec::new(), Vec::new())
    } else if rest.len() == page.lines.len() {
        if placed { found(page) } else { by_text(page) }
    } else {
        let others = LaidPage { lines: rest.iter().map(|&n| page.lines[n].clone()).collect(), ..page.clone() };
        let (more, furniture) = if placed { found(&others) } else { by_text(&others) };
        (more.into_iter().map(|d| d.of(&rest)).collect(), furniture.into_iter().map(|l| rest[l]).collect())
    };
    drafts.extend(more);
    for draft in &drafts {
        if draft.parts.is_empty() {
            furniture.extend(draft.lines());
        }
    }
    drafts.retain(|d| !d.parts.is_empty());
    if placed {
        in_order(page, &mut drafts);
        columns(page, &mut drafts);
    }
    furniture.sort_unstable();
    (drafts, furniture)
}

/// Whether the lines have places of their own: most have an extent, and few share it with another.
pub(super) fn is_placed(page: &LaidPage) -> bool {
    let mut areas: Vec<[u32; 4]> = Vec::with_capacity(page.lines.len());
    for line in &page.lines {
        let a = &line.area;
        if width(a) > 0.0 && height(a) > 0.0 {
            areas.push([a.left, a.top, a.right, a.bottom].map(f32::to_bits));
        }
    }
    areas.sort_unstable();
    areas.dedup();
    areas.len() * 10 >= page.lines.len() * 8
}

/// Articles by the text of the lines in their order.
fn by_text(page: &LaidPage) -> (Vec<Draft>, Vec<usize>) {
    let file = Recognised { pages: vec![page.clone()], names: vec![String::new()], ..Recognised::default() };
    let Ok(source) = SourceText::recognised(file) else {
        let parts = (0..page.lines.len()).map(|l| Part { lines: vec![l], subhead: false }).collect();
        return (vec![Draft { parts, ..Draft::default() }], Vec::new());
    };
    let edition = split(&source.text);
    let drafts = edition.articles.into_iter().map(|article| Draft {
        kicker: article.kicker,
        headline: article.headline,
        subtitle: article.subtitle,
        bylines: article.byline_lines,
        captions: article.captions,
        parts: article.paragraphs.into_iter().map(|p| Part { lines: p.lines, subhead: p.subhead }).collect(),
        boundary: article.boundary.min(SURE),
        ..Draft::default()
    });
    (drafts.collect(), edition.furniture)
}

/// The column each article begins in, by the width of its columns and of the page.
fn columns(page: &LaidPage, drafts: &mut [Draft]) {
    let sizes = sizes(page);
    let body = body_size(page.lines.iter().zip(&sizes).map(|(l, &s)| (s, chars(&l.text))));
    let whole = super::area::all(page.lines.iter().map(|l| l.area));
    for draft in drafts {
        let lines: Vec<usize> = draft.parts.iter().flat_map(|p| &p.lines).copied().collect();
        let upright = lines.iter().filter(|&&l| page.lines[l].vertical).count() * 2 > lines.len();
        let Some(first) = draft.places.first() else { continue };
        let along = |a: &Area| if upright { height(a) } else { width(a) };
        let measure = draft.places.iter().map(along).fold(0.0, f32::max);
        let start = if upright { first.top - whole.top } else { first.left - whole.left };
        // Gutters are about so wide; the number of columns is rounded.
        let gutter = 1.5 * body;
        let count = ((along(&whole) + gutter) / (measure + gutter)).round().clamp(1.0, 99.0);
        let middle = (start + 0.5 * measure) / along(&whole).max(1.0);
        draft.column = (middle * count).floor().clamp(0.0, count - 1.0) as usize + 1;
    }
}

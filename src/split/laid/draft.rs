//! Articles of one page, their parts as lines of the page.

use std::collections::BTreeMap;

use super::area::{across, all, around, distance, down, holds, width};
use super::attach::{attach, is_subhead};
use super::blocks::{Block, Pieces, pieces};
use super::flow::Groups;
use super::kinds::{Kind, chars};
use super::region::{Item, Region, regions};
use super::source_lines::tell;
use crate::issue::Issue;
use crate::read::{Area, LaidPage};

/// A paragraph or subhead: lines of the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Part {
    pub lines: Vec<usize>,
    pub subhead: bool,
}

/// An article of one page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Draft {
    /// The number that the source gives it.
    pub number: Option<usize>,
    /// How sure its beginning is: see [`Article::boundary`](crate::split::Article::boundary).
    pub boundary: f32,
    /// See [`Beginning::column`](super::Beginning::column).
    pub column: usize,
    pub kicker: Vec<usize>,
    pub headline: Vec<usize>,
    pub subtitle: Vec<usize>,
    pub bylines: Vec<usize>,
    pub captions: Vec<usize>,
    pub parts: Vec<Part>,
    /// Pieces of columns on the page, in reading order.
    pub places: Vec<Area>,
    /// The upright text it stands in; none for text that runs from left to right.
    pub upright: Option<Area>,
    /// Where it was printed, as a line under its headline tells.
    pub issue: Issue,
    /// Its text goes on from elsewhere; it breaks off.
    pub runs_in: bool,
    pub runs_out: bool,
}

impl Draft {
    pub(super) fn lines(&self) -> impl Iterator<Item = usize> + '_ {
        [&self.kicker, &self.headline, &self.subtitle, &self.bylines]
            .into_iter()
            .flatten()
            .chain(self.parts.iter().flat_map(|p| &p.lines))
            .chain(&self.captions)
            .copied()
    }
}

impl Draft {
    /// The same with the lines of another page, which this page's are some of.
    pub(super) fn of(mut self, lines: &[usize]) -> Self {
        let back = |own: &mut Vec<usize>| own.iter_mut().for_each(|l| *l = lines[*l]);
        for own in [&mut self.kicker, &mut self.headline, &mut self.subtitle, &mut self.bylines, &mut self.captions] {
            back(own);
        }
        self.parts.iter_mut().for_each(|p| back(&mut p.lines));
        self
    }
}

/// Log-odds of a beginning that a headline or the source tells.
pub(super) const SURE: f32 = 6.0;
/// Most blocks and heads of a region that are matched with each other.
const MOST_PIECES: usize = 2_000;

/// Headline lines by size: smaller ones above the largest are the kicker, those below the subtitle.
pub(super) fn headline(draft: &mut Draft, lines: &[(usize, f32)]) {
    let largest = lines.iter().map(|l| l.1).fold(0.0, f32::max);
    let large = |l: &(usize, f32)| l.1 > 0.88 * largest;
    let (Some(first), Some(last)) = (lines.iter().position(large), lines.iter().rposition(large)) else { return };
    draft.kicker = lines[..first].iter().map(|l| l.0).collect();
    draft.headline = lines[first..=last].iter().map(|l| l.0).collect();
    draft.subtitle = lines[last + 1..].iter().map(|l| l.0).collect();
}

/// Articles by the page's geometry.
pub(super) fn found(page: &LaidPage) -> (Vec<Draft>, Vec<usize>) {
    let (regions, mut furniture) = regions(page);
    let mut drafts = Vec::new();
    for region in &regions {
        let (mut more, lost) = read(page, region);
        drafts.append(&mut more);
        furniture.extend(lost);
    }
    (drafts, furniture)
}

fn read(page: &LaidPage, region: &Region<'_>) -> (Vec<Draft>, Vec<usize>) {
    let pieces = pieces(region);
    if pieces.blocks.len() + pieces.heads.len() > MOST_PIECES {
        let parts = region.items.iter().map(|i| Part { lines: vec![i.line], subhead: false }).collect();
        return (vec![Draft { parts, ..Draft::default() }], Vec::new());
    }
    let groups = attach(region, &pieces);
    // Where the text of each group goes: a subhead's to the article it interrupts.
    let mut target: Vec<usize> = (0..pieces.blocks.len() + pieces.heads.len()).map(|n| groups.root(n)).collect();
    let mut subheads = Vec::new();
    for h in 0..pieces.heads.len() {
        if let Some(own) = is_subhead(region, &pieces, &groups, h) {
            let (from, to) = (groups.root_of_head(h), target[groups.root_of_head(own)]);
            for t in &mut target {
                if *t == from {
                    *t = to;
                }
            }
            subheads.push(h);
        }
    }
    let mut articles: BTreeMap<usize, Draft> = BTreeMap::new();
    let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, &root) in target.iter().enumerate().take(pieces.blocks.len()) {
        blocks.entry(root).or_default().push(n);
    }
    for h in 0..pieces.heads.len() {
        let root = target[groups.root_of_head(h)];
        let draft = articles.entry(root).or_default();
        if !subheads.contains(&h) {
            let lines: Vec<(usize, f32)> =
                pieces.heads[h].items.iter().map(|&i| (region.items[i].line, region.items[i].size)).collect();
            headline(draft, &lines);
        }
    }
    let bold_body = is_bold(region);
    for (&root, own) in &blocks {
        let ordered = ordered(&pieces, own);
        let draft = articles.entry(root).or_default();
        let inside: Vec<usize> = subheads.iter().copied().filter(|&h| target[groups.root_of_head(h)] == root).collect();
        paragraphs(region, &pieces, &ordered, &inside, bold_body, draft);
        draft.places = ordered.iter().map(|&n| place(page, region, &pieces.blocks[n])).collect();
    }
    let mut lost = Vec::new();
    bylines(region, &pieces, &groups, &target, &mut articles, &mut lost);
    tell(region, &pieces, &groups, &target, &mut articles, &mut lost);
    captions(page, region, &mut articles, &mut lost);
    let mut drafts = Vec::new();
    for draft in articles.into_values() {
        let headed = !draft.headline.is_empty();
        let text: usize = draft.parts.iter().flat_map(|p| &p.lines).map(|&l| chars(&page.lines[l].text)).sum();
        // Loose words are no article.
        if !headed && text < 16 {
            lost.extend(draft.lines());
        } else {
            // A headline of its own is a sure beginning, the lack of one is not.
            let upright = region.turned.then_some(region.place);
            drafts.push(Draft { boundary: if headed { SURE } else { 0.0 }, upright, ..draft });
        }
    }
    (drafts, lost)
}

fn is_bold(region: &Region<'_>) -> bool {
    let body = region.items.iter().filter(|i| i.kind == Kind::Body);
    let (bold, all) = body.fold((0, 0), |(b, a), i| (b + if i.bold { chars(i.text) } else { 0 }, a + chars(i.text)));
    bold * 2 > all
}

fn place(page: &LaidPage, region: &Region<'_>, block: &Block) -> Area {
    all(block.items.iter().map(|&i| page.lines[region.items[i].line].area))
}

/// Reading order of an article's blocks: band by band where all columns break at one height, and
/// column by column in a band.
fn ordered(pieces: &Pieces, own: &[usize]) -> Vec<usize> {
    let mut by_top = own.to_vec();
    by_top.sort_by(|&a, &b| pieces.blocks[a].area.top.total_cmp(&pieces.blocks[b].area.top).then(a.cmp(&b)));
    let mut bands: Vec<Vec<usize>> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for n in by_top {
        let area = &pieces.blocks[n].area;
        // A break only counts where two columns or more share it.
        let wide = bands.last().is_some_and(|band| {
            let place = all(band.iter().map(|&m| pieces.blocks[m].column()));
            width(&place) > 1.5 * (pieces.blocks[n].right - pieces.blocks[n].left)
        });
        if bands.is_empty() || area.top > bottom + 1.5 * pieces.pitch && wide {
            bands.push(Vec::new());
        }
        bottom = bottom.max(area.bottom);
        if let Some(band) = bands.last_mut() {
            band.push(n);
        }
    }
    for band in &mut bands {
        let mut columns: Vec<f32> = band.iter().map(|&n| pieces.blocks[n].left).collect();
        columns.sort_by(f32::total_cmp);
        columns.dedup_by(|a, b| *a - *b < 2.0 * pieces.pitch);
        let column = |n: usize| columns.partition_point(|&c| c <= pieces.blocks[n].left + 0.1);
        band.sort_by(|&a, &b| {
            column(a)
                .cmp(&column(b))
                .then(pieces.blocks[a].area.top.total_cmp(&pieces.blocks[b].area.top))
                .then(a.cmp(&b))
        });
    }
    bands.concat()
}

fn paragraphs(
    region: &Region<'_>,
    pieces: &Pieces,
    order: &[usize],
    subheads: &[usize],
    bold_body: bool,
    draft: &mut Draft,
) {
    let em = region.body;
    let mut placed: Vec<usize> = Vec::new();
    let mut before: Option<(&Item<'_>, f32)> = None;
    for &n in order {
        let block = &pieces.blocks[n];
        for &h in subheads {
            let head = &pieces.heads[h];
            let here = !placed.contains(&h)
                && head.area.bottom < block.area.top + em
                && across(&head.area, &block.column()) > 0.0;
            if here {
                placed.push(h);
                draft
                    .parts
                    .push(Part { lines: head.items.iter().map(|&i| region.items[i].line).collect(), subhead: true });
                before = None;
            }
        }
        for (at, &i) in block.items.iter().enumerate() {
            let item = &region.items[i];
            let indented = item.area.left - block.left > 0.8 * em;
            let filled = |b: &Item<'_>, right: f32| b.area.right > right - 2.2 * em;
            let ended = |b: &Item<'_>| b.text.ends_with(['。', '！', '？', '”', '…', '：', '）']);
            let subhead =
                item.bold && !bold_body && !item.text.contains(['。', '，']) && item.area.right < block.right - em;
            let goes_on = !subhead
                && !indented
                && before.is_some_and(|(b, right)| {
                    if at == 0 { block.runs_in && filled(b, right) } else { filled(b, right) || !ended(b) }
                });
            match draft.parts.last_mut() {
                Some(part) if goes_on && !part.subhead => part.lines.push(item.line),
                _ => draft.parts.push(Part { lines: vec![item.line], subhead }),
            }
            before = (!subhead).then_some((item, block.right));
        }
    }
    for &h in subheads.iter().filter(|h| !placed.contains(h)) {
        let lines = pieces.heads[h].items.iter().map(|&i| region.items[i].line).collect();
        draft.parts.push(Part { lines, subhead: true });
    }
    if let (Some(&first), Some(&last)) = (order.first(), order.last()) {
        draft.runs_in = pieces.blocks[first].runs_in;
        draft.runs_out = pieces.blocks[last].runs_out;
    }
}

/// A byline belongs to the head just above it, or else to the nearest block.
fn bylines(
    region: &Region<'_>,
    pieces: &Pieces,
    groups: &Groups,
    target: &[usize],
    articles: &mut BTreeMap<usize, Draft>,
    lost: &mut Vec<usize>,
) {
    for item in region.items.iter().filter(|i| i.kind == Kind::Byline) {
        let heads = pieces.heads.iter().enumerate().filter(|(_, h)| {
            let gap = item.area.top - h.area.bottom;
            gap > -0.5 * region.body
                && gap < 3.0 * region.body + 0.5 * h.size
                && across(&h.area, &item.area) > -2.0 * region.body
        });
        let head = heads.min_by(|a, b| b.1.area.bottom.total_cmp(&a.1.area.bottom).then(a.0.cmp(&b.0)));
        let root = head.map(|(h, _)| groups.root_of_head(h)).or_else(|| {
            (0..pieces.blocks.len())
                .min_by(|&a, &b| {
                    let d = |n: usize| distance(&pieces.blocks[n].area, &item.area);
                    d(a).total_cmp(&d(b)).then(a.cmp(&b))
                })
                .map(|n| groups.root(n))
        });
        match root.and_then(|r| articles.get_mut(&target[r])) {
            Some(draft) => draft.bylines.push(item.line),
            None => lost.push(item.line),
        }
    }
}

/// A caption belongs to the article in which its picture stands.
fn captions(page: &LaidPage, region: &Region<'_>, articles: &mut BTreeMap<usize, Draft>, lost: &mut Vec<usize>) {
    let extents: Vec<(usize, Area)> = articles
        .iter()
        .filter(|(_, d)| d.lines().next().is_some())
        .map(|(&root, d)| (root, all(d.lines().map(|l| page.lines[l].area))))
        .collect();
    for item in region.items.iter().filter(|i| i.kind == Kind::Caption) {
        let own = page.lines[item.line].area;
        // With the picture it stands under or beside.
        let pictures = page.pictures.iter().filter(|p| distance(p, &own) < 3.0 * region.body);
        let whole = pictures.fold(own, |a, p| around(a, *p));
        let size = |a: &Area| width(a) * (a.bottom - a.top);
        let best = extents.iter().min_by(|(ra, a), (rb, b)| {
            let cost = |a: &Area| {
                let inside = holds(a, &own) || holds(a, &whole);
                let shared = across(a, &whole).max(0.0) * down(a, &whole).max(0.0) / size(&whole).max(1.0);
                (if inside { 0.0 } else { 1.0 } - shared.min(1.0)) * 100.0 + distance(a, &whole) + size(a).sqrt() / 1e4
            };
            cost(a).total_cmp(&cost(b)).then(ra.cmp(rb))
        });
        let Some(draft) = best.and_then(|(root, _)| articles.get_mut(root)) else {
            lost.push(item.line);
            continue;
        };
        // A picture with a headline of its own: the caption is its text.
        if draft.parts.is_empty() && !draft.headline.is_empty() {
            draft.parts.push(Part { lines: vec![item.line], subhead: false });
        } else {
            draft.captions.push(item.line);
        }
    }
}

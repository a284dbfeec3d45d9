//! Which of the notes belong together, and the articles joined.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::evidence::{Numbers, Texts, content, likeness, numbers};
use crate::read::EditionText;
use crate::split::{Article, Paragraph};

/// A note and the article it belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::split) struct Marker {
    /// Number of the article in the file.
    pub article: usize,
    /// Page of the file.
    pub page: usize,
    /// Number of the page it stands on, where that is sure, and of the page it names.
    pub here: String,
    pub there: String,
    /// It sends on to another page.
    pub on: bool,
    /// What it names besides, or what stands over it and may be the headline.
    pub titles: Vec<String>,
    /// The lines over it that may be the headline.
    pub above: Vec<usize>,
}

/// An article that took up another.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::split) struct Joined {
    pub whole: usize,
    /// The article it took up.
    pub part: usize,
    /// Lines over the note that repeat its headline.
    pub repeated: Vec<usize>,
}

/// How an article's text begins and ends, where that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::split) struct Ends {
    /// It goes on from elsewhere.
    pub runs_in: Option<bool>,
    /// It breaks off.
    pub runs_out: Option<bool>,
}

impl Ends {
    /// The text behind goes on in mid-sentence.
    pub(super) fn meet(self, next: Self) -> Option<bool> {
        match (self.runs_out, next.runs_in) {
            (Some(out), Some(into)) => (out == into).then_some(out),
            (Some(known), None) | (None, Some(known)) => Some(known),
            (None, None) => Some(false),
        }
    }
}

/// Pages of an issue that a note may reach over.
const REACH: usize = 32;
/// Most notes of a page that are looked at, each way.
const MOST: usize = 12;
/// A pair of less evidence is not joined, nor one that another pair comes so near to.
const LEAST: f32 = 1.0;
const MARGIN: f32 = 0.6;

/// Joins articles whose notes name each other, each with one other at most; those that went into others are given.
/// A headline that only repeats the first part's becomes furniture, another one a subhead. Articles with a note that
/// found no other keep the page it names.
pub(in crate::split) fn join(
    page: &EditionText,
    articles: &mut [Article],
    furniture: &mut Vec<usize>,
    ends: &mut [Ends],
    markers: &[Marker],
    gone: &mut BTreeSet<usize>,
) -> Vec<Joined> {
    let mut chosen = partners(page, articles, ends, markers, gone);
    chosen.sort_unstable_by_key(|&(from, to)| (from.page, from.article, to.page));
    // Where an article went that goes on from its second part.
    let mut into: FxHashMap<usize, usize> = FxHashMap::default();
    let mut used = BTreeSet::new();
    let mut joined = Vec::with_capacity(chosen.len());
    for (from, to) in chosen {
        let whole = into.get(&from.article).copied().unwrap_or(from.article);
        if whole == to.article || !gone.insert(to.article) {
            continue;
        }
        let head = articles[whole].headline_text(page);
        let part = &mut articles[to.article];
        let title: String =
            [&part.kicker[..], &part.headline, &part.subtitle].concat().iter().map(|&l| page.line(l)).collect();
        if !head.is_empty() && likeness(&title, &head) >= REPEATED {
            for lines in [&mut part.kicker, &mut part.headline, &mut part.subtitle] {
                furniture.append(lines);
            }
        }
        let repeats = |l: &&usize| likeness(page.line(**l), &head) >= REPEATED;
        let repeated = to.above.iter().filter(repeats).copied().collect();
        append(articles, ends, whole, to.article);
        used.extend([(from.article, true), (to.article, false)]);
        into.insert(to.article, whole);
        joined.push(Joined { whole, part: to.article, repeated });
    }
    for marker in markers {
        let whole = into.get(&marker.article).copied().unwrap_or(marker.article);
        let told = |page: &str| Some(page).filter(|p| !p.is_empty()).map(str::to_owned);
        if marker.on && !used.contains(&(marker.article, true)) {
            articles[whole].continued_on = told(&marker.there);
        } else if !marker.on && !used.contains(&(marker.article, false)) {
            articles[whole].continued_from = told(&marker.there);
        }
    }
    furniture.sort_unstable();
    joined
}

/// From this likeness on one headline repeats another.
const REPEATED: f32 = 0.6;

/// The pairs of notes that belong together, the surest first.
fn partners<'m>(
    page: &EditionText,
    articles: &[Article],
    ends: &[Ends],
    markers: &'m [Marker],
    gone: &BTreeSet<usize>,
) -> Vec<(&'m Marker, &'m Marker)> {
    let mut by_page: Vec<&Marker> = markers.iter().filter(|m| !gone.contains(&m.article)).collect();
    by_page.sort_by_key(|m| m.page);
    let by_page: Vec<&[&Marker]> = by_page.chunk_by(|a, b| a.page == b.page).collect();
    // Numbers of pages that fewer notes bear out than their places in the file are numbers of something else.
    let (mut labelled, mut placed) = (0, 0);
    let mut open: Vec<(Numbers, &Marker, &Marker)> = Vec::new();
    for (n, own) in by_page.iter().enumerate() {
        for from in own.iter().filter(|m| m.on).take(MOST) {
            let (mut by_label, mut by_place) = (false, false);
            for to in others(&by_page, n).filter(|to| to.article != from.article) {
                let said = numbers(from, to);
                by_label |= said.labelled();
                by_place |= said.placed();
                if said.possible(to) {
                    open.push((said, from, to));
                }
            }
            labelled += usize::from(by_label);
            placed += usize::from(by_place);
        }
    }
    let trusted = labelled > 0 && labelled >= placed;
    let mut texts = Texts::default();
    for article in open.iter().flat_map(|(_, from, to)| [from.article, to.article]) {
        texts.add(page, article, &articles[article]);
    }
    let mut pairs: Vec<(f32, &Marker, &Marker)> = open
        .into_iter()
        .filter_map(|(said, from, to)| {
            let shared = texts.shared(from.article, to.article);
            let score = said.score(trusted)? + content(page, articles, ends, from, to) + shared;
            (score >= LEAST).then_some((score, from, to))
        })
        .collect();
    pairs.sort_by(|a, b| {
        let order = |m: &Marker| (m.page, m.article);
        b.0.total_cmp(&a.0).then(order(a.1).cmp(&order(b.1))).then(order(a.2).cmp(&order(b.2)))
    });
    settle(&pairs)
}

/// The notes of the pages around page `n` that say where text comes from.
fn others<'p, 'm>(by_page: &'p [&'p [&'m Marker]], n: usize) -> impl Iterator<Item = &'m Marker> + 'p {
    let page = by_page[n][0].page;
    let near = move |all: &&&[&Marker]| all[0].page.abs_diff(page) <= REACH;
    let before = by_page[..n].iter().rev().take_while(near);
    let behind = by_page[n + 1..].iter().take_while(near);
    before.chain(behind).flat_map(|all| all.iter().copied().filter(|m| !m.on).take(MOST))
}

/// The places of the pairs that an article is in.
type PairsOf = FxHashMap<usize, Vec<usize>>;

/// One partner each: the surest pairs first, and none for notes of which two pairs are about as good.
fn settle<'m>(pairs: &[(f32, &'m Marker, &'m Marker)]) -> Vec<(&'m Marker, &'m Marker)> {
    let (mut sent, mut come) = (BTreeSet::new(), BTreeSet::new());
    let mut chosen = Vec::new();
    // Only pairs of the same article rival each other: to look at all that tie would be quadratic.
    let (mut by_from, mut by_to): (PairsOf, PairsOf) = (FxHashMap::default(), FxHashMap::default());
    for (n, (_, from, to)) in pairs.iter().enumerate() {
        by_from.entry(from.article).or_default().push(n);
        by_to.entry(to.article).or_default().push(n);
    }
    for (n, &(score, from, to)) in pairs.iter().enumerate() {
        if sent.contains(&from.article) || come.contains(&to.article) {
            continue;
        }
        sent.insert(from.article);
        come.insert(to.article);
        let behind = |all: &PairsOf, article: usize| {
            let all = all.get(&article).map_or(&[][..], Vec::as_slice);
            all[all.partition_point(|&other| other <= n)..].to_vec()
        };
        let near = |other: &usize| pairs[*other].0 > score - MARGIN;
        let of_from = behind(&by_from, from.article).into_iter().take_while(near);
        let of_to = behind(&by_to, to.article).into_iter().take_while(near);
        let rivals: Vec<_> = of_from
            .chain(of_to)
            .map(|other| &pairs[other])
            .filter(|(_, f, t)| {
                let free = |own: usize, one: usize, taken: &BTreeSet<usize>| own == one || !taken.contains(&own);
                (f.article == from.article) != (t.article == to.article)
                    && free(f.article, from.article, &sent)
                    && free(t.article, to.article, &come)
            })
            .collect();
        if rivals.is_empty() {
            chosen.push((from, to));
        }
        for (_, f, t) in rivals {
            sent.insert(f.article);
            come.insert(t.article);
        }
    }
    chosen
}

/// Joins the pieces that the source gives one number; gives the articles that went into others.
pub(in crate::split) fn join_numbered<'n>(
    articles: &mut [Article],
    ends: &mut [Ends],
    numbered: impl Iterator<Item = &'n Vec<usize>>,
) -> BTreeSet<usize> {
    let mut gone = BTreeSet::new();
    for pieces in numbered {
        for &piece in &pieces[1..] {
            append(articles, ends, pieces[0], piece);
            gone.insert(piece);
        }
    }
    gone
}

/// Puts what an article holds behind another; its headline becomes a subhead.
pub(super) fn append(articles: &mut [Article], ends: &mut [Ends], to: usize, from: usize) {
    let rest = std::mem::take(&mut articles[from]);
    let title = [rest.kicker, rest.headline, rest.subtitle].concat();
    let runs_on = ends[to].meet(ends[from]) == Some(true) && title.is_empty();
    ends[to].runs_out = ends[from].runs_out;
    let whole = &mut articles[to];
    if !title.is_empty() {
        whole.paragraphs.push(Paragraph { lines: title, subhead: true });
    }
    let mut parts = rest.paragraphs.into_iter();
    if runs_on
        && let Some(last) = whole.paragraphs.last_mut()
        && let Some(next) = parts.next()
    {
        last.lines.extend(next.lines);
    }
    whole.paragraphs.extend(parts);
    whole.byline_lines.extend(rest.byline_lines);
    whole.captions.extend(rest.captions);
}

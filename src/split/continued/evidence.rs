//! What speaks for two notes to belong together: numbers, headlines, the sentence, shared words.

use rustc_hash::FxHashMap;

use super::note::parts;
use super::partner::{Ends, Marker};
use crate::han::is_han;
use crate::read::EditionText;
use crate::split::Article;
use crate::split::joint::{Joint, joint};

/// What the evidence weighs, about as log-odds of composed pages tell: a page's number borne out, the places in the
/// file, a headline repeated, the note naming another one, a headline of its own, the words across the break, the words
/// shared.
const NUMBER: f32 = 1.5;
const PLACE: f32 = 2.0;
const TITLE: f32 = 4.0;
const OTHER_TITLE: f32 = -2.0;
const OWN_HEADLINE: f32 = -0.5;
const PARTED: f32 = -1.0;
const ACROSS: f32 = 1.0;
const SHARED: f32 = 10.0;

/// What the numbers of two notes and of their pages say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    /// By the numbers on the pages, and how many of the two notes those tell of; none where they speak against it.
    label: Option<f32>,
    known: usize,
    /// By the pages' places in the file; none for notes against its order.
    place: Option<f32>,
}

impl Numbers {
    /// The number on a page bears a note out.
    pub(super) fn labelled(self) -> bool {
        self.label.is_some() && self.known > 0
    }

    /// The notes are as far apart as the pages.
    pub(super) fn placed(self) -> bool {
        self.place.is_some_and(|p| p >= PLACE)
    }

    /// Worth a look at the texts.
    pub(super) fn possible(self, to: &Marker) -> bool {
        self.labelled() || self.place.is_some_and(|p| p >= 0.0 || !to.titles.is_empty())
    }

    /// The evidence, where the numbers on the pages are trusted or not; none where it speaks against.
    pub(super) fn score(self, trusted: bool) -> Option<f32> {
        match (trusted, self.known) {
            (true, 2) => self.label,
            (true, 1) => Some(self.label? + 0.5 * self.place?),
            _ => self.place,
        }
    }
}

pub(super) fn numbers(from: &Marker, to: &Marker) -> Numbers {
    let (mut label, mut known) = (Some(0.0), 0);
    for (named, page) in [(&from.there, &to.here), (&to.there, &from.here)] {
        if !named.is_empty() && !page.is_empty() {
            known += 1;
            let right = named == page || parts(named).is_some_and(|n| parts(page) == Some(n));
            label = label.filter(|_| right).map(|score| score + NUMBER);
        }
    }
    let named = (parts(&from.there), parts(&to.there));
    let apart = to.page as i64 - from.page as i64;
    // Against the order of the file, the numbers must tell that the pages stand so.
    if apart < 0 && (known < 2 || named.0 < named.1) {
        label = None;
    }
    let place = match named {
        _ if apart < 0 => None,
        (Some((a, on)), Some((b, back))) if a == b => {
            Some(if on as i64 - back as i64 == apart { PLACE } else { -PLACE })
        }
        // The place in the file is all that is known.
        (Some((_, page)), None) if page == to.page => Some(0.5 * PLACE),
        (None, Some((_, page))) if page == from.page => Some(0.5 * PLACE),
        _ => Some(0.0),
    };
    Numbers { label, known, place }
}

/// What the texts around the break and the headlines say.
pub(super) fn content(page: &EditionText, articles: &[Article], ends: &[Ends], from: &Marker, to: &Marker) -> f32 {
    let (first, second) = (&articles[from.article], &articles[to.article]);
    let text = |lines: &[usize]| lines.iter().map(|&l| page.line(l)).collect::<String>();
    let heads = |a: &Article| text(&[&a.kicker[..], &a.headline, &a.subtitle].concat());
    let (head, own) = (heads(first), heads(second));
    let said = to.titles.iter().map(|t| likeness(t, &head)).fold(likeness(&own, &head), f32::max);
    let told = from.titles.iter().map(|t| to.titles.iter().map(|o| likeness(t, o)).fold(likeness(t, &own), f32::max));
    let alike = told.fold(said, f32::max);
    let mut score = if alike >= 0.5 {
        TITLE * alike
    } else if head.is_empty() {
        0.0
    } else if !to.titles.is_empty() {
        OTHER_TITLE
    } else if own.is_empty() {
        0.0
    } else {
        OWN_HEADLINE
    };
    match ends[from.article].meet(ends[to.article]) {
        Some(true) => {
            let last = first.paragraphs.iter().rev().find(|p| !p.subhead).and_then(|p| p.lines.last());
            let next = second.paragraphs.iter().find(|p| !p.subhead).and_then(|p| p.lines.first());
            let across = last.zip(next).map_or(Joint::Silent, |(&a, &b)| joint(page.line(a), page.line(b)));
            score += match across {
                Joint::Word => 2.0 * ACROSS,
                Joint::Usual => ACROSS,
                Joint::Unusual => -ACROSS,
                Joint::Silent => 0.0,
            };
        }
        Some(false) => {}
        None => score += PARTED,
    }
    score
}

/// Pairs of characters that articles share, those that few have weighing most.
#[derive(Default)]
pub(super) struct Texts {
    pairs: FxHashMap<usize, Vec<(char, char)>>,
    /// In how many articles a pair stands.
    counts: FxHashMap<(char, char), u32>,
}

impl Texts {
    /// Most characters of an article that are looked at.
    const MOST: usize = 3000;

    pub(super) fn add(&mut self, page: &EditionText, number: usize, article: &Article) {
        if self.pairs.contains_key(&number) {
            return;
        }
        let lines = article.lines();
        let text: String = lines.iter().flat_map(|&l| page.line(l).chars()).take(Self::MOST).collect();
        let pairs = pairs_of(&text);
        for pair in &pairs {
            *self.counts.entry(*pair).or_default() += 1;
        }
        self.pairs.insert(number, pairs);
    }

    /// What the share of the second article's pairs that stand in the first says, by weight.
    pub(super) fn shared(&self, first: usize, second: usize) -> f32 {
        let (Some(a), Some(b)) = (self.pairs.get(&first), self.pairs.get(&second)) else { return 0.0 };
        let weight = |p: &(char, char)| 1.0 / self.counts.get(p).copied().unwrap_or(1).max(1) as f32;
        let all: f32 = b.iter().map(weight).sum();
        let both: f32 = b.iter().filter(|p| a.binary_search(p).is_ok()).map(weight).sum();
        SHARED * (both / (all + 4.0)).sqrt()
    }
}

/// The pairs of neighbouring characters, each once, in order.
fn pairs_of(text: &str) -> Vec<(char, char)> {
    let kept = |c: &char| is_han(*c) || c.is_ascii_alphanumeric();
    let chars: Vec<char> = text.chars().filter(kept).collect();
    let mut pairs: Vec<(char, char)> = chars.windows(2).map(|w| (w[0], w[1])).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How far the shorter of two texts stands in the other, 0 to 1, by their pairs of characters.
pub(super) fn likeness(a: &str, b: &str) -> f32 {
    let (a, b) = (pairs_of(a), pairs_of(b));
    let least = a.len().min(b.len());
    if least < 2 {
        return 0.0;
    }
    let both = a.iter().filter(|p| b.binary_search(p).is_ok()).count();
    both as f32 / least as f32
}

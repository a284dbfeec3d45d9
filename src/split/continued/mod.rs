//! Articles that go on over leaf: 下转第2版 at the end of the first part, 上接第1版 before the second.
//!
//! Behind the splitter, which sees no farther than the lines of one page: a note ends the article above it or
//! begins the one below, and two notes that name each other join theirs ([`partner`]). Notes and headlines that are
//! only repeated become furniture. Laid pages find the articles of notes by their geometry (`laid/continued.rs`) and
//! share the rest.

mod cut;
mod evidence;
mod note;
mod owner;
mod pages;
mod partner;
mod place;

pub(super) use note::{Note, Way, folio};
pub(super) use partner::{Ends, Marker, join, join_numbered};

use std::collections::BTreeSet;

use super::line::Observed;
use super::{Article, Edition, assemble};
use crate::read::EditionText;
use cut::part;
use owner::Owners;
use pages::Pages;
use partner::{Joined, append};
use place::{markers, places};

/// Ends articles at the notes of a text, and joins those that go on on a later page of it.
pub(super) fn join_pages(page: &EditionText, lines: &[Observed], edition: &mut Edition) {
    if Note::words(page.text()).is_empty() {
        return;
    }
    let pages = Pages::of(page, lines, &edition.furniture);
    let places = places(page, &pages);
    if places.is_empty() {
        return;
    }
    let mut changed: BTreeSet<usize> = part(page, lines, &pages, edition, &places).into_iter().collect();
    let (markers, mut ends) = markers(page, lines, &pages, edition, &places);
    let mut gone = BTreeSet::new();
    let joined = join(page, &mut edition.articles, &mut edition.furniture, &mut ends, &markers, &mut gone);
    for Joined { whole, part, repeated } in &joined {
        // The repeated headline went to the rest of the part.
        let rest = part + 1;
        let heads = |a: &Article| [&a.kicker[..], &a.headline, &a.subtitle].concat();
        let is_rest = edition.articles.get(rest).is_some_and(|a| {
            let heads = heads(a);
            !heads.is_empty() && heads.iter().all(|l| repeated.contains(l))
        });
        if is_rest && rest != *whole && !gone.contains(whole) && gone.insert(rest) {
            let article = &mut edition.articles[rest];
            edition.furniture.append(&mut article.kicker);
            edition.furniture.append(&mut article.headline);
            edition.furniture.append(&mut article.subtitle);
            append(&mut edition.articles, &mut ends, *whole, rest);
        }
    }
    let repeated: Vec<usize> = joined.iter().flat_map(|j| j.repeated.iter().copied()).collect();
    if !repeated.is_empty() {
        Owners::of(edition, lines.len()).take(&repeated, edition);
    }
    edition.furniture.sort_unstable();
    changed.extend(joined.into_iter().map(|j| j.whole));
    for &a in changed.difference(&gone) {
        let article = &mut edition.articles[a];
        article.byline = super::Byline::default();
        assemble::read_byline(article, page);
    }
    let mut number = 0..;
    edition.articles.retain(|_| number.next().is_some_and(|n| !gone.contains(&n)));
}

//! The notes of laid pages (下转第2版, 上接第1版) and the articles they belong to, by their places.

use super::area::{across, distance};
use super::draft::Draft;
use crate::read::LaidPage;
use crate::split::continued::{Marker, Note, Way, folio};

/// The page's number as the paper counts: `3`, `A02`.
pub(super) fn label(page: &LaidPage, furniture: &[usize]) -> String {
    let margin =
        |l: &&usize| page.lines[**l].area.top < 0.1 * page.height || page.lines[**l].area.top > 0.94 * page.height;
    let told: Vec<(String, bool)> =
        furniture.iter().filter(margin).filter_map(|&l| folio(&page.lines[l].text)).collect();
    let found = told.iter().find(|(_, outright)| *outright).or(told.first());
    found.map_or_else(String::new, |(number, _)| number.clone())
}

/// The marks of a page: one that sends on belongs to the article that ends above it, one that
/// says where text comes from to the article that begins below it.
pub(super) fn markers(page: &LaidPage, furniture: &[usize], drafts: &[Draft], first: usize, here: &str) -> Vec<Marker> {
    let mut found = Vec::new();
    for &l in furniture {
        let (text, area) = (&page.lines[l].text, &page.lines[l].area);
        let Some(note) = Note::read(text).filter(|_| text.chars().nth(24).is_none()) else { continue };
        let on = note.way == Way::On || note.way == Way::Either && note.points_on(here, page.number);
        let cost = |d: &Draft| {
            let mut places = d.places.iter();
            let place = if on { places.next_back() } else { places.next() };
            let side = place.map_or(1e6, |p| {
                let above = if on { p.bottom - area.bottom } else { area.top - p.top };
                let column = if across(p, area) > 0.0 { 0.0 } else { 30.0 };
                distance(p, area) + above.max(0.0) + column
            });
            let broken = if on { d.runs_out } else { d.runs_in && d.headline.is_empty() };
            side + if broken { 0.0 } else { 60.0 }
        };
        let best = (0..drafts.len()).min_by(|&a, &b| cost(&drafts[a]).total_cmp(&cost(&drafts[b])).then(a.cmp(&b)));
        if let Some(draft) = best {
            found.push(Marker {
                article: first + draft,
                page: page.number,
                here: here.to_owned(),
                there: note.page,
                on,
                titles: Some(note.title).filter(|t| !t.is_empty()).into_iter().collect(),
                above: Vec::new(),
            });
        }
    }
    found
}

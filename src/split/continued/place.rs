//! Where notes stand in a text, and the articles that end or begin there.

use super::note::{Note, Way};
use super::owner::Owners;
use super::pages::Pages;
use super::partner::{Ends, Marker};
use crate::read::EditionText;
use crate::split::Edition;
use crate::split::line::Observed;
use crate::split::look::ending;

/// A note in a text.
#[derive(Debug)]
pub(super) struct Place {
    /// Its first and last line.
    pub first: usize,
    pub last: usize,
    /// Text of the article stands before it on its first line, or behind it on its last.
    pub before: bool,
    behind: bool,
    /// It sends on to another page.
    pub on: bool,
    note: Note,
}

/// Most lines of one note.
const WRAPPED: usize = 3;

/// The notes of a text in order.
pub(super) fn places(page: &EditionText, pages: &Pages) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for at in Note::words(page.text()) {
        let line = page.lines().partition_point(|l| l.span.start <= at).saturating_sub(1);
        if found.last().is_some_and(|p| p.last >= line) {
            continue;
        }
        if let Some(mut place) = read(page, line, pages.around(line).end) {
            place.on = match place.note.way {
                Way::On => true,
                Way::From => false,
                Way::Either if place.before || place.behind => place.before,
                Way::Either => place.note.points_on(pages.label(pages.number(line)), pages.number(line)),
            };
            found.push(place);
        }
    }
    found
}

fn read(page: &EditionText, line: usize, end: usize) -> Option<Place> {
    let text = page.line(line);
    let place = |last, before, behind, note| Some(Place { first: line, last, before, behind, on: false, note });
    let open = text.rfind(['（', '(', '【']);
    if let Some(open) = open.filter(|&o| !text[o..].contains(['）', ')', '】'])) {
        let mut whole = text[open..].to_owned();
        for last in line + 1..end.min(line + WRAPPED) {
            let more = page.line(last);
            whole.push_str(more);
            let Some(close) = more.rfind(['）', ')', '】']) else { continue };
            let closed = close + more[close..].chars().next().map_or(0, char::len_utf8);
            let behind = closed < more.len();
            whole.truncate(whole.len() - (more.len() - closed));
            match Note::of_line(&whole) {
                Some(note) if !behind || open == 0 && note.way != Way::On => {
                    return place(last, open > 0, behind, note);
                }
                _ => break,
            }
        }
    }
    if let Some(note) = Note::of_line(text) {
        return place(line, false, false, note);
    }
    if let Some((_, note)) = Note::at_end(text) {
        return place(line, true, false, note);
    }
    Note::at_start(text).and_then(|note| place(line, false, true, note))
}

impl Place {
    /// Its lines hold nothing else.
    pub(super) fn alone(&self) -> bool {
        !self.before && !self.behind
    }

    /// The first line behind the end of the article above, or that of the article below.
    pub(super) fn border(&self) -> usize {
        if self.behind { self.first } else { self.last + 1 }
    }
}

/// The notes with their articles, and how those begin and end.
pub(super) fn markers(
    page: &EditionText,
    lines: &[Observed],
    pages: &Pages,
    edition: &Edition,
    places: &[Place],
) -> (Vec<Marker>, Vec<Ends>) {
    let owners = Owners::of(edition, lines.len());
    let mut ends = vec![Ends::default(); edition.articles.len()];
    let mut markers = Vec::new();
    for place in places {
        if owners.within(place, page, lines) {
            continue;
        }
        let number = pages.number(place.first);
        let mut marker = Marker {
            page: number,
            here: pages.label(number).to_owned(),
            there: place.note.page.clone(),
            on: place.on,
            titles: Some(&place.note.title).filter(|t| !t.is_empty()).cloned().into_iter().collect(),
            ..Marker::default()
        };
        if place.on {
            let Some(a) = owners.above(place, pages) else { continue };
            marker.article = a;
            if place.before {
                let text = page.line(place.first);
                let before = text.rfind(['（', '(', '【']).or(text.rfind("下转")).map_or(text, |at| &text[..at]);
                ends[a].runs_out = Some(ending(before.trim_end()).is_open());
            } else {
                let last = edition.articles[a].paragraphs.iter().rev().find(|p| !p.subhead);
                ends[a].runs_out = last.and_then(|p| p.lines.last()).map(|&l| lines[l].open());
            }
        } else {
            let Some((a, first)) = owners.below(place, pages, lines) else { continue };
            marker.article = a;
            let line = &lines[first];
            ends[a].runs_in = if line.lead {
                Some(false)
            } else if line.closing_start {
                Some(true)
            } else {
                (line.page_indents && first != place.first).then_some(!line.indented)
            };
            // A headline that is repeated stands above the note, too.
            let top = pages.around(place.first).start;
            let over = (top..place.first).rev().take(2).take_while(|&l| owners.may_be_head(l, lines));
            marker.above = over.collect();
            marker.titles.extend(marker.above.iter().map(|&l| page.line(l).to_owned()));
        }
        markers.push(marker);
    }
    (markers, ends)
}

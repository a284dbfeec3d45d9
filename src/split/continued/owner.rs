//! Which article each line belongs to, and those around a note.

use std::collections::{BTreeMap, BTreeSet};

use super::pages::Pages;
use super::place::Place;
use crate::read::EditionText;
use crate::split::joint::{Joint, joint};
use crate::split::line::Observed;
use crate::split::{Article, Edition};

/// Lines from a note in which its article is looked for.
const NEAR: usize = 12;
/// What part of an article a line is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Furniture,
    Head,
    Body,
    Subhead,
    Caption,
    Byline,
}

/// For each line its article and what part of it it is.
#[derive(Debug)]
pub(super) struct Owners {
    of: Vec<(usize, Kind)>,
    /// The paragraph of each line of text, counted over the articles.
    paragraphs: Vec<u32>,
}

impl Owners {
    pub(super) fn of(edition: &Edition, lines: usize) -> Self {
        let mut owners = vec![(0, Kind::Furniture); lines];
        let mut paragraphs = vec![0; lines];
        let mut count = 1;
        for (a, article) in edition.articles.iter().enumerate() {
            let mut set = |lines: &[usize], kind| lines.iter().for_each(|&l| owners[l] = (a, kind));
            for heads in [&article.kicker, &article.headline, &article.subtitle] {
                set(heads, Kind::Head);
            }
            set(&article.captions, Kind::Caption);
            set(&article.byline_lines, Kind::Byline);
            for p in &article.paragraphs {
                set(&p.lines, if p.subhead { Kind::Subhead } else { Kind::Body });
                p.lines.iter().for_each(|&l| paragraphs[l] = count);
                count += 1;
            }
        }
        Self { of: owners, paragraphs }
    }

    /// Whether a line may be a headline of some kind.
    pub(super) fn may_be_head(&self, line: usize, lines: &[Observed]) -> bool {
        match self.of[line].1 {
            Kind::Head | Kind::Subhead => true,
            Kind::Furniture => !lines[line].furniture,
            _ => false,
        }
    }

    /// The article above a note that sends on.
    pub(super) fn above(&self, place: &Place, pages: &Pages) -> Option<usize> {
        let top = pages.around(place.first).start;
        let from = if place.before { place.last + 1 } else { place.first };
        let near = (top..from).rev().take(NEAR);
        near.map(|l| self.of[l]).find(|o| o.1 == Kind::Body).map(|o| o.0)
    }

    /// The article below a note that says where text comes from, and its first line of text.
    pub(super) fn below(&self, place: &Place, pages: &Pages, lines: &[Observed]) -> Option<(usize, usize)> {
        let mut article = None;
        for l in (place.border()..pages.around(place.first).end).take(NEAR) {
            match self.of[l] {
                (_, Kind::Furniture) if lines[l].furniture => {}
                (_, Kind::Furniture) => return None,
                (a, Kind::Body) => return article.is_none_or(|b| a == b).then_some((a, l)),
                (_, Kind::Caption) => {}
                (a, _) if article.is_none_or(|b| a == b) => article = Some(a),
                _ => return None,
            }
        }
        None
    }

    /// Whether a note stands within a sentence, as one that strayed there does: the lines around it are of one article,
    /// and the characters across the break belong together.
    pub(super) fn within(&self, place: &Place, page: &EditionText, lines: &[Observed]) -> bool {
        let (above, below) = (place.first.wrapping_sub(1), place.last + 1);
        let (Some(&(a, Kind::Body)), Some(&(b, Kind::Body))) = (self.of.get(above), self.of.get(below)) else {
            return false;
        };
        let goes_on = lines[above].open() && !lines[below].indented && !lines[below].lead;
        a == b
            && self.paragraphs[above] == self.paragraphs[below]
            && place.alone()
            && goes_on
            && matches!(joint(page.line(above), page.line(below)), Joint::Word | Joint::Usual)
    }

    /// Takes lines out of their articles, but no article's whole text.
    pub(super) fn take(&mut self, lines: &[usize], edition: &mut Edition) {
        let mut of: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for &line in lines {
            let (a, kind) = self.of[line];
            if kind != Kind::Furniture {
                of.entry(a).or_default().insert(line);
            }
        }
        for (a, mut lines) in of {
            let article = &mut edition.articles[a];
            let mut text = article.paragraphs.iter().filter(|p| !p.subhead).flat_map(|p| &p.lines);
            if text.all(|l| lines.contains(l)) {
                lines.retain(|&l| self.of[l].1 != Kind::Body);
            }
            let Article { kicker, headline, subtitle, captions, byline_lines, paragraphs, .. } = article;
            let bodies = paragraphs.iter_mut().map(|p| &mut p.lines);
            for part in [kicker, headline, subtitle, captions, byline_lines].into_iter().chain(bodies) {
                part.retain(|l| !lines.contains(l));
            }
            paragraphs.retain(|p| !p.lines.is_empty());
            for &line in &lines {
                self.of[line] = (0, Kind::Furniture);
            }
            edition.furniture.extend(lines);
        }
    }
}

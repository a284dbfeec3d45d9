//! Articles end above or begin below a note.

use std::collections::BTreeMap;

use super::owner::Owners;
use super::pages::Pages;
use super::place::Place;
use crate::read::EditionText;
use crate::split::line::Observed;
use crate::split::{Article, Edition, Paragraph};

/// Log-odds of a boundary that a note tells.
const TOLD: f32 = 5.0;

/// Makes notes furniture, and ends articles where notes say so; gives the articles that are new or changed.
pub(super) fn part(
    page: &EditionText,
    lines: &[Observed],
    pages: &Pages,
    edition: &mut Edition,
    places: &[Place],
) -> Vec<usize> {
    let mut owners = Owners::of(edition, lines.len());
    let alone: Vec<usize> = places.iter().filter(|p| p.alone()).flat_map(|p| p.first..=p.last).collect();
    owners.take(&alone, edition);
    edition.furniture.sort_unstable();
    let mut cuts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in places {
        let article = if place.on {
            owners.above(place, pages)
        } else {
            owners.below(place, pages, lines).map(|(article, _)| article)
        };
        if let Some(a) = article.filter(|_| !owners.within(place, page, lines)) {
            cuts.entry(a).or_default().push(place.border());
        }
    }
    let mut changed = Vec::new();
    let articles = std::mem::take(&mut edition.articles);
    for (a, article) in articles.into_iter().enumerate() {
        let pieces = match cuts.get(&a) {
            Some(cuts) => pieces(article, cuts),
            None => vec![article],
        };
        let first = edition.articles.len();
        if pieces.len() > 1 {
            changed.extend(first..first + pieces.len());
        }
        edition.articles.extend(pieces);
    }
    changed
}

/// An article cut before lines, in order.
fn pieces(article: Article, cuts: &[usize]) -> Vec<Article> {
    let has_text = |a: &Article| a.paragraphs.iter().any(|p| !p.subhead);
    let piece = |line: usize| cuts.partition_point(|&c| c <= line);
    let mut parts: Vec<Article> = (0..=cuts.len()).map(|_| Article { boundary: TOLD, ..Article::default() }).collect();
    for paragraph in article.paragraphs {
        for lines in paragraph.lines.chunk_by(|a, b| piece(*a) == piece(*b)) {
            let paragraph = Paragraph { lines: lines.to_vec(), subhead: paragraph.subhead };
            parts[piece(lines[0])].paragraphs.push(paragraph);
        }
    }
    let first = parts.iter().position(has_text).unwrap_or(0);
    for line in article.captions {
        parts[piece(line).max(first)].captions.push(line);
    }
    for line in article.byline_lines {
        parts[piece(line).max(first)].byline_lines.push(line);
    }
    (parts[first].kicker, parts[first].headline, parts[first].subtitle) =
        (article.kicker, article.headline, article.subtitle);
    (parts[first].byline, parts[first].boundary) = (article.byline, article.boundary);
    // What has no text of its own goes to the piece before, and before the first one to that.
    let mut whole: Vec<Article> = Vec::new();
    let mut waiting: Vec<Paragraph> = Vec::new();
    for mut part in parts {
        if has_text(&part) {
            part.paragraphs.splice(0..0, std::mem::take(&mut waiting));
            whole.push(part);
        } else if let Some(last) = whole.last_mut() {
            last.paragraphs.append(&mut part.paragraphs);
            last.captions.append(&mut part.captions);
            last.byline_lines.append(&mut part.byline_lines);
        } else {
            waiting.append(&mut part.paragraphs);
        }
    }
    for part in whole.iter_mut().skip(1) {
        let heads = part.paragraphs.iter().take_while(|p| p.subhead).count();
        part.headline = part.paragraphs.drain(..heads).flat_map(|p| p.lines).collect();
    }
    whole
}

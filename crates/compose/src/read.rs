//! Pieces → text and truth.

use super::page::{Grid, Piece};
use super::random::Random;
use super::story::Role;
use super::style::Style;
use super::{Damage, Page};
use jzclass::truth::{Truth, TruthArticle};

/// Reads the pieces one after another.
pub(super) fn read_off(grid: Grid, style: &Style, random: &mut Random) -> Page {
    let mut truth = Truth { kinds: style.damages.iter().map(|d| d.name().to_owned()).collect(), ..Truth::default() };
    truth.articles = grid
        .stories
        .iter()
        .enumerate()
        .map(|(i, story)| TruthArticle {
            id: format!("A{}", i + 1),
            label: story.label.clone(),
            reporters: Some(story.reporters.clone()),
            correspondents: story.correspondents.clone(),
            ..TruthArticle::default()
        })
        .collect();
    let mut lines: Vec<String> = Vec::new();
    let mut before: Option<&Piece> = None;
    let mut page_begins = false;
    for piece in &grid.pieces {
        let (owner, set) = match piece {
            Piece::Head(story) => (Some(*story), &grid.stories[*story].head),
            Piece::Column(story, column) => (Some(*story), &grid.stories[*story].columns[*column]),
            Piece::Loose(set) => (None, set),
            Piece::PageEnd => {
                (page_begins, before) = (true, None);
                continue;
            }
        };
        let gap = gap_above(piece, before, style, random);
        for (i, line) in set.iter().enumerate() {
            let gap = (line.gap || i == 0 && gap) && !style.has(Damage::Solid);
            if gap && lines.last().is_some_and(|l| !l.is_empty()) {
                lines.push(String::new());
            }
            // As text extraction parts pages.
            let feed = if std::mem::take(&mut page_begins) { "\u{c}" } else { "" };
            lines.push(format!("{feed}{}", line.text));
            note(&mut truth, owner, line.role, lines.len());
        }
        before = Some(piece);
    }
    lines.push(String::new());
    Page { text: lines.join("\n"), truth, articles: grid.articles }
}

fn gap_above(piece: &Piece, before: Option<&Piece>, style: &Style, random: &mut Random) -> bool {
    match (piece, before) {
        (Piece::Column(story, _), Some(Piece::Head(head))) if story == head => style.head_gap,
        (Piece::Column(story, column), Some(Piece::Column(other, _))) if story == other && *column > 0 => {
            style.has(Damage::ColumnGaps) && random.chance(85)
        }
        (Piece::Loose(_), _) => style.gaps(),
        _ => style.article_gap,
    }
}

fn note(truth: &mut Truth, owner: Option<usize>, role: Role, number: usize) {
    let Some(article) = owner.map(|o| &mut truth.articles[o]) else {
        truth.furniture_lines.push(number);
        return;
    };
    match role {
        Role::Kicker => article.kicker_lines.push(number),
        Role::Headline => article.headline_lines.push(number),
        Role::Subtitle => article.subtitle_lines.push(number),
        Role::Byline => article.byline_lines.push(number),
        Role::Caption => article.caption_lines.push(number),
        Role::Body => article.body_lines.push(number),
        Role::Subhead => {
            article.body_lines.push(number);
            article.subhead_lines.push(number);
        }
        Role::Noise => article.noise_lines.push(number),
        Role::Furniture => truth.furniture_lines.push(number),
    }
}

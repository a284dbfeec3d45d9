//! A headline's lines → kicker (引题), headline and subtitle (副题).

use super::Article;
use super::line::Observed;
use super::look::is_han;
use crate::reader::EditionText;

/// Without type sizes, blank lines, length and form tell the parts: the main headline is set
/// largest and so is the shortest; lines of like length without a pause are one headline that
/// runs on.
pub(super) fn set_headline(article: &mut Article, lines: &[usize], page: &EditionText, observed: &[Observed]) {
    if lines.is_empty() {
        return;
    }
    let body = if lines.len() > 1 { article.body_text(page) } else { String::new() };
    let groups = groups(lines, page, observed, &body);
    let Some(main) = main_group(&groups, observed) else { return };
    for (g, group) in groups.into_iter().enumerate() {
        match g.cmp(&main) {
            std::cmp::Ordering::Less => article.kicker.extend(group),
            std::cmp::Ordering::Equal => article.headline.extend(group),
            std::cmp::Ordering::Greater => article.subtitle.extend(group),
        }
    }
}

/// A second line shorter than this share of the first is what was left over of a wrapped line.
const REMAINDER: f32 = 0.62;

/// Lines that run on: no blank line between, and a break in mid-phrase, a short remainder, or like
/// length.
fn groups(lines: &[usize], page: &EditionText, observed: &[Observed], body: &str) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &line in lines {
        let joins = groups.last().and_then(|g| g.last()).is_some_and(|&before| {
            let (b, l) = (&observed[before], &observed[line]);
            if before + 1 != line || l.after_blank {
                return false;
            }
            let (upper, lower) = (page.line(before), page.line(line));
            if upper.starts_with("——") || lower.starts_with("——") || upper.ends_with("——") {
                return false;
            }
            let remainder = l.width < REMAINDER * b.width && b.open();
            let like = (b.width - l.width).abs() <= 3.5 && !b.inner_space && !l.inner_space;
            runs_on(upper, lower, body) || remainder || like
        });
        match groups.last_mut() {
            Some(group) if joins => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    groups
}

/// The break between two lines lies within a phrase: the two characters around it stand together in
/// the article, or the second line begins with the end of a word set apart by a space.
pub(super) fn runs_on(upper: &str, lower: &str, body: &str) -> bool {
    let (Some(last), Some(first)) = (upper.chars().next_back(), lower.chars().next()) else { return false };
    if !is_han(last) || !is_han(first) {
        return last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric();
    }
    let stub = lower.chars().take_while(|c| is_han(*c)).count();
    let stub = stub == 1 && lower.chars().nth(1).is_some_and(char::is_whitespace);
    stub || body.contains([last, first].iter().collect::<String>().as_str())
}

fn main_group(groups: &[Vec<usize>], observed: &[Observed]) -> Option<usize> {
    match groups.len() {
        0 => None,
        1 => Some(0),
        // A kicker and a subtitle around it.
        3 => Some(1),
        _ => {
            let width = |g: &Vec<usize>| g.iter().map(|&i| observed[i].width).sum::<f32>() / g.len() as f32;
            let longest = groups.iter().map(width).fold(0.0, f32::max);
            // The first that is clearly shorter; among equals the first, whose second is its subtitle,
            // but a blank line parts a kicker from its headline.
            let shorter = groups.iter().position(|g| width(g) + 1.5 < longest);
            let parted = observed[groups[1][0]].after_blank;
            Some(shorter.unwrap_or(usize::from(parted)))
        }
    }
}

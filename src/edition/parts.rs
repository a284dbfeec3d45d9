//! A headline's lines → kicker (引题), headline and subtitle (副题).

use super::Article;
use super::line::Observed;
use crate::reader::EditionText;

/// Without type sizes, blank lines, length and form tell the parts: the main headline is set
/// largest and so is the shortest; lines of like length without a pause are one headline that
/// runs on.
pub(super) fn set_headline(article: &mut Article, lines: &[usize], page: &EditionText, observed: &[Observed]) {
    let groups = groups(lines, page, observed);
    let Some(main) = main_group(&groups, observed) else { return };
    for (g, group) in groups.into_iter().enumerate() {
        match g.cmp(&main) {
            std::cmp::Ordering::Less => article.kicker.extend(group),
            std::cmp::Ordering::Equal => article.headline.extend(group),
            std::cmp::Ordering::Greater => article.subtitle.extend(group),
        }
    }
}

/// Lines that run on: no blank line between, and like length or a first line that is not complete.
fn groups(lines: &[usize], page: &EditionText, observed: &[Observed]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &line in lines {
        let joins = groups.last().and_then(|g| g.last()).is_some_and(|&before| {
            let (b, l) = (&observed[before], &observed[line]);
            let adjacent = before + 1 == line && !l.after_blank;
            let complete = b.inner_space || page.line(before).starts_with("——") || page.line(line).starts_with("——");
            let like = (b.width - l.width).abs() <= 3.5;
            let wraps = b.fullness > 0.93 && l.width < b.width;
            adjacent && !complete && !l.inner_space && (like || wraps)
        });
        match groups.last_mut() {
            Some(group) if joins => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    groups
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

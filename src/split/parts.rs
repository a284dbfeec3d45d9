//! A headline's lines → kicker (引题), headline and subtitle (副题).

use super::Article;
use super::line::Observed;
use crate::han::is_han;
use crate::read::EditionText;

/// Without type sizes, blank lines, dashes and form tell the parts. Most heads of two lines are one headline
/// whose phrases stand one below the other, so that lines are one headline unless something parts them.
pub(super) fn set_headline(article: &mut Article, lines: &[usize], page: &EditionText, observed: &[Observed]) {
    if lines.is_empty() {
        return;
    }
    let body = if lines.len() > 1 { article.body_text(page) } else { String::new() };
    let groups = groups(lines, page, observed, &body);
    let Some(main) = main_group(&groups, page, observed) else { return };
    for (g, group) in groups.into_iter().enumerate() {
        match g.cmp(&main) {
            std::cmp::Ordering::Less => article.kicker.extend(group),
            std::cmp::Ordering::Equal => article.headline.extend(group),
            std::cmp::Ordering::Greater => article.subtitle.extend(group),
        }
    }
}

/// Lines that run on: no blank line and no dash between, and both of one phrase, or a break in mid-phrase.
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
            // A line of two phrases and one of one phrase are set in different sizes.
            runs_on(upper, lower, body) || !b.inner_space && !l.inner_space
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

fn main_group(groups: &[Vec<usize>], page: &EditionText, observed: &[Observed]) -> Option<usize> {
    match groups {
        [] => None,
        [_] => Some(0),
        [upper, lower] => {
            // A dash opens a subtitle, and closes a kicker.
            if page.line(lower[0]).starts_with("——") {
                return Some(0);
            }
            let parted = lower[0] != upper[upper.len() - 1] + 1 || observed[lower[0]].after_blank;
            let width = |g: &[usize]| g.iter().map(|&i| observed[i].width).sum::<f32>() / g.len() as f32;
            // The headline is set largest and so is the shorter one where they stand apart; a line of two phrases
            // above another is its kicker.
            Some(usize::from(!parted || width(lower) < width(upper) + 1.5))
        }
        // A kicker and a subtitle around it.
        _ => Some(1),
    }
}

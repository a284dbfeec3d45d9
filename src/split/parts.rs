//! A headline's lines → kicker (引题), headline and subtitle (副题).

use super::Article;
use super::head_parts::{Head, Part, Weights, part};
use super::joint::{Joint, joint};
use super::line::Observed;
use crate::han::is_han;
use crate::read::EditionText;

/// Files head lines under the article's kicker, headline and subtitle.
pub(super) fn set_headline(article: &mut Article, lines: &[usize], page: &EditionText, observed: &[Observed]) {
    let body = if lines.len() > 1 { article.body_text(page) } else { String::new() };
    let wrapped = lines.chunk_by(|&upper, &lower| is_wrapped(upper, lower, page, observed, &body));
    let phrases: Vec<&[usize]> = wrapped.collect();
    let texts: Vec<String> = phrases.iter().map(|p| p.iter().map(|&i| page.line(i).trim()).collect()).collect();
    let apart = |n: usize| {
        let above = n.checked_sub(1).and_then(|b| phrases[b].last());
        above.is_some_and(|&above| above + 1 != phrases[n][0] || observed[phrases[n][0]].after_blank)
    };
    let head: Vec<(&str, bool)> = texts.iter().enumerate().map(|(n, text)| (text.as_str(), apart(n))).collect();
    let headline = Head::new(&head, &body).headline(Weights::learned());
    for (n, phrase) in phrases.iter().enumerate() {
        let part = match part(n, &headline) {
            Part::Kicker => &mut article.kicker,
            Part::Headline => &mut article.headline,
            Part::Subtitle => &mut article.subtitle,
        };
        part.extend(*phrase);
    }
}

/// The lower line goes on with a phrase that the column's width broke off.
fn is_wrapped(upper: usize, lower: usize, page: &EditionText, observed: &[Observed], body: &str) -> bool {
    let (above, below) = (&observed[upper], &observed[lower]);
    let (first, second) = (page.line(upper), page.line(lower));
    let close = upper + 1 == lower && !below.after_blank;
    close
        && !second.starts_with("——")
        && below.width <= above.width + 1.0
        && (runs_on(first, second, body) || joint(first, second) == Joint::Word)
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

//! Round-ups: several items under a heading each are summarised by their headings.

use super::article::Article;
use super::features::Candidate;

/// Longest text before the first heading of a round-up, in characters.
const LONGEST_OPENING: usize = 150;
/// Shortest mean heading of one that begins with text, and longest mean item, in characters: the subheads of a feature
/// are shorter, and what stands below them is longer.
const SHORTEST_HEADING: usize = 9;
const LONGEST_SECTION: usize = 500;

/// The article is a round-up: two headings or more, the first of them at its beginning or behind a short opening.
pub(super) fn has_headings(article: &Article<'_>) -> bool {
    if article.headings < 2 {
        return false;
    }
    let chars =
        |heading: bool| -> usize { article.sentences.iter().filter(|s| s.heading == heading).map(|s| s.chars).sum() };
    let opening: usize = article.sentences.iter().take_while(|s| !s.heading).map(|s| s.chars).sum();
    let (headings, text) = (chars(true), chars(false) - opening);
    opening == 0
        || opening <= LONGEST_OPENING
            && headings >= SHORTEST_HEADING * article.headings
            && text <= LONGEST_SECTION * article.headings
}
/// The headings of a round-up that fit, one at least.
pub(super) fn headings(article: &Article<'_>, most: usize, sentences: usize) -> Vec<Candidate> {
    let mut left = most;
    let mut found = Vec::new();
    for (n, sentence) in article.sentences.iter().enumerate().filter(|(_, s)| s.heading) {
        // And the space before it, or the mark behind the last one.
        let chars = sentence.chars + 1;
        if found.len() >= sentences {
            break;
        }
        if chars <= left || found.is_empty() {
            left = left.saturating_sub(chars);
            found.push(Candidate { sentence: n, clauses: sentence.clauses.clone(), chars });
        }
    }
    found
}

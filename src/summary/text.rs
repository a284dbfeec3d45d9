//! Chosen sentences → the summary's text, and where its parts stand.

use std::ops::Range;

use super::article::Article;
use super::choose::mark;
use super::features::Candidate;
use super::lead::cut_inside;

/// A summary and where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Its text.
    pub text: String,
    /// Where its sentences stand, in their order.
    pub parts: Vec<Part>,
}

/// A sentence of a summary, or what is taken of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Number of its paragraph, from 0.
    pub paragraph: usize,
    /// Bytes of the paragraph. Where clauses at its end are left out, the mark that ends it stands further on.
    pub bytes: Range<usize>,
}

impl Summary {
    /// Adds a part of a paragraph, with the mark that ends it where it does not end with one itself.
    pub(super) fn push(&mut self, part: Part, text: &str, mark: Option<char>) {
        if !self.text.is_empty() && !ends(&self.text) {
            self.text.push(' ');
        }
        let text = text.trim_end_matches(['，', '；', '：', ',', ';', '、', ' ', '\u{3000}']);
        self.text.push_str(text);
        if let Some(mark) = mark.filter(|_| !is_complete(text)) {
            self.text.push(mark);
        }
        self.parts.push(part);
    }

    /// Text without sentences is cut where it is much too long.
    pub(super) fn bounded(mut self, most: usize) -> Self {
        if self.text.chars().count() > 2 * most.max(20) {
            let cut = cut_inside(&self.text, most).len();
            self.text.truncate(cut);
        }
        self
    }
}

/// The text ends with the mark of a sentence, within a quotation, too; a quotation may also end in mid-sentence.
fn is_complete(text: &str) -> bool {
    text.trim_end_matches(['”', '」', '』', '）', ')']).ends_with(['。', '！', '？', '…', '!', '?', '.'])
}

/// The text ends as a sentence does.
fn ends(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '…', '”', '」', '』', '!', '?', '）', ')', '.'])
}

/// The summary of the candidates that were chosen.
pub(super) fn summary(
    article: &Article<'_>,
    paragraphs: &[impl AsRef<str>],
    taken: &[Candidate],
    most: usize,
) -> Summary {
    let mut summary = Summary::default();
    for (i, one) in taken.iter().enumerate() {
        let sentence = &article.sentences[one.sentence];
        let paragraph = paragraphs[sentence.paragraph].as_ref();
        let from = article.clauses[one.clauses.start].at;
        let last = &article.clauses[one.clauses.end - 1];
        let bytes = from..last.at + last.text.len();
        let text = &paragraph[bytes.clone()];
        // A heading ends with the full stop of the item below it when it is the last.
        let below = || {
            let next = paragraphs.get(sentence.paragraph + 1).map(|p| p.as_ref().trim_end());
            next.and_then(|p| p.chars().next_back()).filter(|c| *c == '。')
        };
        let mark =
            mark(article, one.sentence).or_else(|| (sentence.heading && i + 1 == taken.len()).then(below).flatten());
        summary.push(Part { paragraph: sentence.paragraph, bytes }, text, mark);
    }
    summary.bounded(most)
}

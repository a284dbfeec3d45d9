//! Sentences → extractive summary: the article's own words, in their order.
//!
//! An article is cut into sentences and these into clauses. Each clause is given a score, the
//! share of its character pairs that an editor is expected to keep (`score`), and the clauses are
//! chosen greedily while they fit (`choose`). Only character pairs are counted: words are not cut
//! a second time.
//!
//! What a summary never does: change a character, turn the order, begin with a byline, or end within
//! a quotation, a bracket or a number. Where a part of a sentence or a line without a full stop is
//! followed by another, a space stands between.

mod choose;
mod clauses;
mod lead;
#[cfg(test)]
mod learn;
mod phrases;
mod score;
mod weights;

pub use lead::leading;

use clauses::Article;

/// How a summary is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// The clauses that an editor would keep.
    #[default]
    Best,
    /// The leading sentences.
    Lead,
}

/// How long a summary may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// About so many characters.
    Chars(usize),
    /// So many whole sentences.
    Sentences(usize),
}

impl Length {
    /// Most characters. Whole sentences end somewhere too: a text without a full stop is cut.
    fn most(self) -> usize {
        match self {
            Self::Chars(chars) => chars,
            Self::Sentences(sentences) => sentences.saturating_mul(LONGEST_SENTENCE),
        }
    }

    fn sentences(self) -> usize {
        match self {
            Self::Chars(_) => usize::MAX,
            Self::Sentences(sentences) => sentences,
        }
    }
}

/// Longest sentence of a summary by sentences, in characters.
const LONGEST_SENTENCE: usize = 300;

/// A summary of at most `length` in the given style.
///
/// By characters it is longer only where a single clause is; a clause of more than twice the length is
/// cut. A clause can stand without the one before it (会议要求加快江堤加固, below) when that leaves more of
/// what the headline is about. By sentences they are whole, but for a reporter's source at their beginning.
///
/// ```
/// use jzclass::summary::{Length, Style, summary};
/// let paragraphs = [
///     "本报讯（记者 林静）近日，全市防汛工作座谈会召开。会议要求加快江堤加固，6月底前完成全部12处险段整治。".to_owned(),
/// ];
/// let short = summary(Style::Best, "6月底前完成12处江堤险段整治", &paragraphs, Length::Chars(40));
/// assert_eq!(short, "近日，全市防汛工作座谈会召开。6月底前完成全部12处险段整治。");
/// ```
pub fn summary(style: Style, headline: &str, paragraphs: &[impl AsRef<str>], length: Length) -> String {
    match style {
        Style::Lead => leading(paragraphs, length),
        Style::Best => {
            let article = Article::new(headline, paragraphs);
            choose::chosen(&article, &score::scores(&article), length)
        }
    }
}

#[cfg(test)]
mod tests;

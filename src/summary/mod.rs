//! Article → extractive summary: its leading sentences, word for word and in their order.
//!
//! An article is cut into sentences and these into clauses (`article`). A sentence gets a score, the share of it
//! that an editor is expected to keep: a logistic regression over features with names (`features`, `signs`), most
//! of all its place, what it has of the headline, and what makes it poor: words that refer to something
//! unsaid, quotations without a speaker, scenes, meetings of which nothing is told. What never stands in a
//! summary (questions, contacts, captions, items of lists, what was said before) is no candidate. The set
//! of sentences that fits and is worth most is taken (`choose`). A round-up is summarised by its headings (`round_up`).
//!
//! What a summary never does: change a character, turn the order, begin with a byline, or end within
//! a sentence: where clauses are left out, what remains is a sentence and ends with the sentence's own mark. Lines
//! without a mark, such as headings, are parted by spaces.

mod article;
mod choose;
mod clauses;
mod features;
mod lead;
#[cfg(test)]
mod learn;
mod phrases;
mod round_up;
mod signs;
mod text;
mod weights;

pub use lead::leading;
pub use text::{Part, Summary};

use article::Article;
use weights::Weights;

/// How a summary is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// The sentences that an editor would keep.
    #[default]
    Best,
    /// The leading sentences.
    Lead,
}

/// How long a summary may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// So many characters; more only where a single sentence is longer.
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
/// By characters it is longer only where a single sentence is, and no part of that which is a sentence fits; text
/// without sentences is cut. By sentences they are whole, but for a reporter's source at their beginning.
///
/// ```
/// use jzclass::summary::{Length, Style, summary};
/// let paragraphs = [
///     "本报讯（记者 林静）夜里的江风很凉。全市12处江堤险段6月底前完成整治，沿线七个乡镇受益。你怕水吗？",
/// ];
/// let short = summary(Style::Best, "江堤险段6月底前完成整治", &paragraphs, Length::Chars(40));
/// assert_eq!(short.text, "全市12处江堤险段6月底前完成整治，沿线七个乡镇受益。");
/// assert_eq!(&paragraphs[0][short.parts[0].bytes.clone()], short.text);
/// ```
pub fn summary(style: Style, headline: &str, paragraphs: &[impl AsRef<str>], length: Length) -> Summary {
    match style {
        Style::Lead => leading(paragraphs, length),
        Style::Best => best(headline, paragraphs, length, Weights::built_in()),
    }
}

fn best(headline: &str, paragraphs: &[impl AsRef<str>], length: Length, weights: &Weights) -> Summary {
    let article = Article::new(headline, paragraphs, length.most().min(1 << 20));
    let taken = if round_up::has_headings(&article) {
        round_up::headings(&article, length.most(), length.sentences())
    } else {
        choose::chosen(&article, weights, length)
    };
    text::summary(&article, paragraphs, &taken, length.most())
}

#[cfg(test)]
mod tests;

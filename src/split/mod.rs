//! Lines → blocks → articles: headline, byline, paragraphs, captions, furniture.
//!
//! Total: any text gives an edition, and every line of it stands in exactly one part of one
//! article or in the furniture.

mod around;
mod assemble;
mod blocks;
mod boundary;
mod byline;
mod content;
mod continued;
mod draft;
mod explain;
mod features;
mod fit;
mod form;
mod furniture;
mod head_line;
mod head_parts;
mod head_words;
mod headline;
mod heads;
mod join;
mod joint;
mod label;
mod laid;
#[cfg(feature = "learn")]
#[doc(hidden)]
pub mod learn;
mod line;
mod look;
mod parts;
mod pattern;
mod shares;
mod signs;
mod strands;
mod table;
mod weights;

pub use assemble::split;
pub use byline::Byline;
pub(crate) use byline::{byline_of, parse_lead};
pub use explain::{Competitor, Evidence, LineExplanation, explain};
pub(crate) use join::join_lines;
pub use laid::{Beginning, Grouping, Laid, lay_out, lay_out_recognised};

use std::borrow::Cow;

use crate::measure::solid_chars;
use crate::read::EditionText;

/// A paragraph: indices into [`EditionText::lines`], in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its lines.
    pub lines: Vec<usize>,
    /// A subhead within the article.
    pub subhead: bool,
}

/// One article of an edition; its parts hold indices into [`EditionText::lines`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// 引题, the line above the headline.
    pub kicker: Vec<usize>,
    /// The headline proper.
    pub headline: Vec<usize>,
    /// 副题, the line below the headline.
    pub subtitle: Vec<usize>,
    /// Byline on lines of its own.
    pub byline_lines: Vec<usize>,
    /// Captions of its photographs.
    pub captions: Vec<usize>,
    /// Its paragraphs and subheads, in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// Names found in the byline lines, the lead and the end.
    pub byline: Byline,
    /// How sure the article's beginning is: log-odds of the boundary above it.
    pub boundary: f32,
    /// The page that a note (下转第3版) sends on to, where what stands there was not found.
    pub continued_on: Option<String>,
    /// The page that a note (上接第1版) says it comes from, where what stands there was not found.
    pub continued_from: Option<String>,
}

/// An edition's articles in the order of their bodies, and the lines that belong to none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edition {
    /// The articles.
    pub articles: Vec<Article>,
    /// Lines of no article: masthead, folio, imprint, slogans.
    pub furniture: Vec<usize>,
}

impl Article {
    /// The headline as one line of text: lines that wrap in mid-phrase are joined, lines that are
    /// phrases of their own are parted by a space.
    pub fn headline_text(&self, page: &EditionText) -> String {
        self.join_heads(page, &self.headline, None)
    }

    /// The kicker as one line of text, joined like the headline.
    pub fn kicker_text(&self, page: &EditionText) -> String {
        self.join_heads(page, &self.kicker, None)
    }

    /// The subtitle as one line of text, joined like the headline.
    pub fn subtitle_text(&self, page: &EditionText) -> String {
        self.join_heads(page, &self.subtitle, None)
    }

    /// Kicker, headline and subtitle, each as one line of text; `body` is the article's body.
    pub(crate) fn head_texts(&self, page: &EditionText, body: &str) -> [String; 3] {
        [&self.kicker, &self.headline, &self.subtitle].map(|lines| self.join_heads(page, lines, Some(body)))
    }

    fn join_heads(&self, page: &EditionText, lines: &[usize], body: Option<&str>) -> String {
        let mut text = String::new();
        let body = std::cell::LazyCell::new(|| body.map_or_else(|| self.body_text(page).into(), Cow::Borrowed));
        let mut before: Option<usize> = None;
        for &line in lines {
            if let Some(upper) = before.map(|b| page.line(b)) {
                let lower = page.line(line);
                // A remainder shorter than the line above it is what did not fit.
                let balanced = solid_chars(lower) + 3 > solid_chars(upper);
                let pauses = upper.ends_with(['，', '、', '：', '；', '—', ',', ':']);
                if balanced && !pauses && !parts::runs_on(upper, lower, &body) {
                    text.push(' ');
                }
            }
            text.push_str(&join(page, &[line]));
            before = Some(line);
        }
        text
    }

    /// The body, a line a paragraph.
    pub fn body_text(&self, page: &EditionText) -> String {
        let mut text = String::new();
        for (n, paragraph) in self.paragraphs.iter().enumerate() {
            if n > 0 {
                text.push('\n');
            }
            join::push_lines(&mut text, paragraph.lines.iter().map(|&i| page.line(i)));
        }
        text
    }

    /// The line is one of the headline, kicker or subtitle.
    fn has_headline_line(&self, line: usize) -> bool {
        [&self.kicker, &self.headline, &self.subtitle].into_iter().any(|l| l.contains(&line))
    }

    /// The line is one of the article's.
    fn has_line(&self, line: usize) -> bool {
        let parts = [&self.byline_lines, &self.captions].into_iter().chain(self.paragraphs.iter().map(|p| &p.lines));
        self.has_headline_line(line) || parts.into_iter().any(|lines| lines.contains(&line))
    }

    /// Every line of the article, ascending.
    pub fn lines(&self) -> Vec<usize> {
        let mut lines: Vec<usize> = [&self.kicker, &self.headline, &self.subtitle, &self.byline_lines, &self.captions]
            .into_iter()
            .flatten()
            .chain(self.paragraphs.iter().flat_map(|p| &p.lines))
            .copied()
            .collect();
        lines.sort_unstable();
        lines
    }
}

impl Edition {
    /// Every line of every part.
    fn line_numbers_mut(&mut self) -> impl Iterator<Item = &mut usize> {
        let articles = self.articles.iter_mut().flat_map(|a| {
            let Article { kicker, headline, subtitle, byline_lines, captions, paragraphs, .. } = a;
            let parts = [kicker, headline, subtitle, byline_lines, captions].into_iter().flatten();
            parts.chain(paragraphs.iter_mut().flat_map(|p| &mut p.lines))
        });
        articles.chain(&mut self.furniture)
    }
}

fn join(page: &EditionText, lines: &[usize]) -> String {
    join_lines(lines.iter().map(|&i| page.line(i)))
}

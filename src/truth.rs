//! The known truth of a page: which line is which part of which article.
//!
//! A truth file stands beside an edition as `NAME.truth.json`. Line numbers are 1-based and count
//! every line of the text, blank ones too.
//!
//! | field | what it is |
//! |---|---|
//! | `file` | the edition's file name |
//! | `kinds` | kinds of damage the page has, by name; tables of scores are made by them |
//! | `furniture_lines` | masthead, folio, imprint, ads, slogans |
//! | `noise_lines` | lines of no part, wherever a splitter puts them: jump lines, ruby, dashes |
//! | `articles` | in the order they were set: [`TruthArticle`] |
//!
//! Lines that no field names are not scored.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What is known of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Truth {
    /// The edition's file name.
    pub file: String,
    /// Kinds of damage by name.
    pub kinds: Vec<String>,
    /// Lines of the page that are no article's.
    pub furniture_lines: Vec<usize>,
    /// Lines that are not scored.
    pub noise_lines: Vec<usize>,
    /// The articles.
    pub articles: Vec<TruthArticle>,
}

/// What is known of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TruthArticle {
    /// Its name on the page.
    pub id: String,
    /// The headline proper.
    pub headline_lines: Vec<usize>,
    /// 引题, above the headline.
    pub kicker_lines: Vec<usize>,
    /// 副题, below the headline.
    pub subtitle_lines: Vec<usize>,
    /// Byline on lines of its own.
    pub byline_lines: Vec<usize>,
    /// Captions of its photographs.
    pub caption_lines: Vec<usize>,
    /// Paragraphs and subheads.
    pub body_lines: Vec<usize>,
    /// Those of the body lines that are subheads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subhead_lines: Vec<usize>,
    /// Lines that are not scored; a splitter may put them anywhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub noise_lines: Vec<usize>,
    /// Its topic, where known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Further topics a reader would accept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Names of reporters; without this field an article's names are not scored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporters: Option<Vec<String>>,
    /// Names of correspondents.
    pub correspondents: Vec<String>,
}

impl Truth {
    /// Reads a truth file.
    ///
    /// # Errors
    /// [`Error::Io`], or [`Error::Truth`] in an [`Error::InFile`] when it does not parse.
    pub fn open(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        serde_json::from_slice(&bytes).map_err(|e| Error::Truth { cause: e.to_string() }.in_file(path))
    }
}

impl TruthArticle {
    /// Kicker, headline and subtitle, ascending.
    pub fn head_lines(&self) -> Vec<usize> {
        let mut lines = [&self.kicker_lines[..], &self.headline_lines, &self.subtitle_lines].concat();
        lines.sort_unstable();
        lines
    }
}

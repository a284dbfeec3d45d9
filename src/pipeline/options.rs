//! How a pipeline is made.

use std::sync::Arc;

use super::Pipeline;
use crate::error::{Error, Result};
use crate::issue::NamePattern;
use crate::model::Model;
use crate::read::Encoding;
use crate::summary::{Length, Style};

/// How records are made.
///
/// | Name | Default | Purpose | Range |
/// |---|---|---|---|
/// | `length` | 120 characters | how long a summary is | 1 or more |
/// | `summary` | best | the clauses an editor would keep, or the leading sentences | [`Style`] |
/// | `with_text` | no | the body goes into the record | |
/// | `furniture` | no | the page's furniture comes as one more record | |
/// | `review_below` | the model's | first topics less probable than this need review | 0 to 1 |
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LabelOptions {
    /// Length of summaries.
    pub length: Length,
    /// How summaries are made.
    pub summary: Style,
    /// Put the body into the record.
    pub with_text: bool,
    /// Add a record of the page's furniture.
    pub furniture: bool,
    /// Review threshold instead of the model's.
    pub review_below: Option<f64>,
}

impl Default for LabelOptions {
    fn default() -> Self {
        Self {
            length: Length::Chars(120),
            summary: Style::Best,
            with_text: false,
            furniture: false,
            review_below: None,
        }
    }
}

impl LabelOptions {
    /// Every option with its value, in words that stay the same from version to version: records made under other
    /// ones are not mixed with these.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        // All are named, so that none can be added and forgotten here.
        let Self { length, summary, with_text, furniture, review_below } = self;
        let yes = |yes: &bool| if *yes { "yes" } else { "no" }.to_owned();
        vec![
            (
                "summary-length",
                match length {
                    Length::Chars(n) => format!("{n} characters"),
                    Length::Sentences(n) => format!("{n} sentences"),
                },
            ),
            (
                "summary",
                match summary {
                    Style::Best => "best".to_owned(),
                    Style::Lead => "lead".to_owned(),
                },
            ),
            ("text", yes(with_text)),
            ("furniture", yes(furniture)),
            ("review-below", review_below.map_or_else(|| "the model's".to_owned(), |p| p.to_string())),
        ]
    }

    fn checked(&self) -> Result<()> {
        if let Some(p) = self.review_below.filter(|p| !(0.0..=1.0).contains(p)) {
            return Err(Error::Parameter { name: "review_below", value: p.to_string(), range: "0 to 1" });
        }
        if matches!(self.length, Length::Chars(0) | Length::Sentences(0)) {
            return Err(Error::Parameter { name: "length", value: "0".into(), range: "1 or more" });
        }
        Ok(())
    }
}

/// Makes a [`Pipeline`].
#[derive(Debug, Clone, Default)]
pub struct PipelineBuilder {
    model: Option<Arc<Model>>,
    options: LabelOptions,
    encoding: Option<Encoding>,
    names: Option<NamePattern>,
}

impl PipelineBuilder {
    /// The model that topics are told by; without it the built-in one.
    #[must_use]
    pub fn model(mut self, model: Arc<Model>) -> Self {
        self.model = Some(model);
        self
    }

    /// How records are made.
    #[must_use]
    pub fn options(mut self, options: LabelOptions) -> Self {
        self.options = options;
        self
    }

    /// The encoding of texts; without it each is detected.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// How names tell paper, date and page; without it the common forms are recognised.
    #[must_use]
    pub fn names(mut self, pattern: NamePattern) -> Self {
        self.names = Some(pattern);
        self
    }

    /// The pipeline.
    ///
    /// # Errors
    /// [`Error::Parameter`] for an option out of its range.
    pub fn build(self) -> Result<Pipeline> {
        self.options.checked()?;
        let model = match self.model {
            Some(model) => model,
            None => Arc::new(Model::built_in()?),
        };
        Ok(Pipeline { model, options: self.options, encoding: self.encoding, names: self.names })
    }
}

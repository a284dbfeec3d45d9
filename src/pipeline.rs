//! Edition → records with one model: what the program and any binding call.

mod issue;
mod options;
mod summary_lines;

use std::path::Path;
use std::sync::Arc;

use crate::articles::{UNSURE, lines_of};
use crate::document::{Document, Hints};
use crate::error::Result;
use crate::issue::{Issue, NamePattern};
use crate::keywords::keywords;
use crate::measure::solid_chars;
use crate::model::Model;
use crate::names::names_of;
use crate::read::{ArticleRow, EditionText, Encoding, SourceText};
use crate::record::{Lines, Record, SCHEMA, TopicScore, line_ranges};
use crate::split::{self, Article, Edition, Laid};
use crate::summary::summary;
use crate::topics::{Prediction, parted};
use crate::traditional::{as_printed, folded};
use crate::vectorize::with_cut;
pub use options::{LabelOptions, PipelineBuilder};
use summary_lines::summary_lines;

/// An article's texts, as the classifier and the summariser take them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleText {
    /// Kicker, headline and subtitle.
    pub headline: String,
    /// The body, a line a paragraph.
    pub body: String,
}

/// Topics beyond the assigned ones that a record lists, so that a reader sees what else came near.
const LISTED: usize = 3;
const MOST_LISTED: usize = 5;
const KEYWORDS: usize = 6;
/// Bodies of fewer characters than this say too little to be sure of.
const SHORT: usize = 20;

/// Bytes → records with one model.
///
/// It owns its model, so that it can be kept, sent to other threads and shared by them.
///
/// ```
/// use jzclass::Pipeline;
/// let pipeline = Pipeline::builder().build()?;
/// let page = "江堤加固工程开工\n本报讯（记者 林静）3月2日，江堤加固工程开工，防汛标准提高到百年一遇。\n";
/// let records = pipeline.run("page.txt", page)?;
/// assert_eq!(records[0].byline.reporters, ["林静"]);
/// # Ok::<(), jzclass::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Pipeline {
    model: Arc<Model>,
    options: LabelOptions,
    encoding: Option<Encoding>,
    names: Option<NamePattern>,
}

impl Pipeline {
    /// A pipeline is made by a builder.
    pub fn builder() -> PipelineBuilder {
        PipelineBuilder::default()
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// How records are made.
    pub fn options(&self) -> &LabelOptions {
        &self.options
    }

    /// The encoding of texts, where it is not detected.
    pub fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// How names tell paper, date and page, where it is not in a common form.
    pub fn names(&self) -> Option<&NamePattern> {
        self.names.as_ref()
    }

    /// Reads a file's bytes as its name and their beginning say, and labels every article.
    ///
    /// # Errors
    /// Those of [`Document::read`] and of [`Self::document`].
    pub fn run(&self, name: &str, bytes: impl Into<Vec<u8>>) -> Result<Vec<Record>> {
        self.run_in(name, bytes, None)
    }

    /// [`Self::run`] for a METS file whose links are followed below `folder`.
    ///
    /// # Errors
    /// Those of [`Self::run`].
    pub fn run_in(&self, name: &str, bytes: impl Into<Vec<u8>>, folder: Option<&Path>) -> Result<Vec<Record>> {
        let hints = Hints { encoding: self.encoding, folder };
        self.document(name, Document::read(name, bytes.into(), hints)?)
    }

    /// Labels every article of a document.
    ///
    /// # Errors
    /// [`Error::Empty`](crate::Error::Empty), [`Error::LineTooLong`](crate::Error::LineTooLong), and
    /// [`Error::NoArticle`](crate::Error::NoArticle) when the document holds no body.
    pub fn document(&self, name: &str, document: Document) -> Result<Vec<Record>> {
        match document {
            Document::Text(decoded) => self.source(name, &SourceText::plain(decoded)?),
            Document::Laid(laid) => self.laid(name, &laid),
            Document::Rows(rows) => {
                let mut records: Vec<Record> =
                    rows.iter().enumerate().map(|(n, (_, row))| self.row(name, n + 1, row)).collect();
                self.fill_issue(name, &mut records);
                Ok(records)
            }
        }
    }

    /// Topics of one text, best first; `headline` may be empty.
    ///
    /// ```
    /// let pipeline = jzclass::Pipeline::builder().build()?;
    /// assert_eq!(pipeline.classify("山火扑灭", "消防救援人员扑灭了青石岭的山火。")[0].id, "disaster");
    /// # Ok::<(), jzclass::Error>(())
    /// ```
    pub fn classify(&self, headline: &str, text: &str) -> Vec<TopicScore> {
        self.topics(&self.model.predict(headline, text))
    }

    /// Summary of one text, a line a paragraph; `headline` may be empty.
    pub fn summarise(&self, headline: &str, text: &str) -> String {
        summary(self.options.summary, headline, &solid_lines(text), self.options.length).text
    }

    /// Puts into records of rows what the file's name tells of paper, day and page, where the rows do not.
    pub fn fill_issue(&self, name: &str, records: &mut [Record]) {
        issue::fill(records, &Issue::of_path(name, self.names.as_ref()));
    }

    /// Labels an edition with what its file tells of pages, confidences, newspaper and day.
    ///
    /// # Errors
    /// [`Error::NoArticle`](crate::Error::NoArticle) when the text holds no body.
    pub fn source(&self, name: &str, source: &SourceText) -> Result<Vec<Record>> {
        let mut records = self.placed(name, source, &split::split(&source.text))?;
        issue::place(&mut records, &Issue::of_path(name, self.names.as_ref()));
        Ok(records)
    }

    /// [`Self::split`], with what the source tells of the lines of each record.
    fn placed(&self, name: &str, source: &SourceText, edition: &Edition) -> Result<Vec<Record>> {
        let mut records = self.split(name, &source.text, edition)?;
        for record in &mut records {
            let lines = &record.lines;
            let parts = [&lines.body, &lines.headline, &lines.caption, &lines.byline, &lines.furniture];
            let numbers = parts.into_iter().flatten().flat_map(|&[from, to]| from..=to);
            let origin = source.origin(numbers);
            for (to, from) in [
                (&mut record.paper, &source.paper),
                (&mut record.date, &source.date),
                (&mut record.page, &origin.sheet.name),
            ] {
                // Else the page's own furniture tells it.
                if !from.is_empty() {
                    to.clone_from(from);
                }
            }
            record.sheet = origin.sheet.number;
            record.undecodable = source.undecodable;
            record.garbled = origin.garbled;
            record.ocr_confidence = origin.ocr_confidence;
            record.needs_review |= record.article > 0 && origin.needs_review();
        }
        Ok(records)
    }

    /// Labels pages that were split by their geometry; records tell the page of the file, the column and,
    /// where it is told, the page's number in the paper.
    ///
    /// # Errors
    /// [`Error::NoArticle`](crate::Error::NoArticle) when the pages hold no article.
    pub fn laid(&self, source: &str, laid: &Laid) -> Result<Vec<Record>> {
        let mut records = self.placed(source, &laid.source, &laid.edition)?;
        for (record, place) in records.iter_mut().zip(&laid.places) {
            (record.sheet, record.column) = (place.sheet, place.column);
            if !place.label.is_empty() {
                record.page.clone_from(&place.label);
            }
            for (told, own) in [(&place.paper, &mut record.paper), (&place.date, &mut record.date)] {
                if !told.is_empty() {
                    own.clone_from(told);
                }
            }
        }
        issue::place(&mut records, &Issue::of_path(source, self.names.as_ref()));
        Ok(records)
    }

    fn split(&self, source: &str, page: &EditionText, edition: &Edition) -> Result<Vec<Record>> {
        if edition.articles.is_empty() {
            return Err(crate::Error::NoArticle { lines: page.lines().len() });
        }
        let mut records: Vec<Record> = edition
            .articles
            .iter()
            .enumerate()
            .map(|(n, article)| self.article(source, n + 1, article, page))
            .collect();
        if self.options.furniture {
            records.push(furniture(source, &edition.furniture, page));
        }
        let issue = Issue::of_furniture(edition.furniture.iter().map(|&i| page.line(i)));
        for record in &mut records {
            record.paper.clone_from(&issue.paper);
            record.date.clone_from(&issue.date);
            record.page.clone_from(&issue.page);
        }
        Ok(records)
    }

    fn article(&self, source: &str, number: usize, article: &Article, page: &EditionText) -> Record {
        let body = article.body_text(page);
        let heads = article.head_texts(page, &body);
        let text = ArticleText { headline: head_lines(&heads), body };
        let paragraphs: Vec<&str> = text.body.split('\n').collect();
        let made = summary(self.options.summary, &text.headline, &paragraphs, self.options.length);
        let mut record = self.labelled(source, number, &text, made.text);
        record.summary_lines = summary_lines(&made.parts, article, page);
        [record.kicker, record.headline, record.subtitle] = heads;
        record.byline = article.byline.clone();
        record.lines = lines_of(article, page);
        record.continued_on.clone_from(&article.continued_on);
        record.continued_from.clone_from(&article.continued_from);
        record.needs_review |= article.boundary < UNSURE;
        record
    }

    /// Labels an article that comes as a row and is not split: its title is the headline, in one line and
    /// otherwise as it is; its text is the body.
    pub fn row(&self, source: &str, number: usize, row: &ArticleRow) -> Record {
        let text = ArticleText { headline: row.headline(), body: row.text.clone() };
        let paragraphs = solid_lines(&row.text);
        let made = summary(self.options.summary, &text.headline, &paragraphs, self.options.length);
        let mut record = self.labelled(source, number, &text, made.text);
        record.headline = text.headline;
        record.id.clone_from(&row.id);
        let issue = Issue::of_row(row);
        (record.paper, record.date, record.page) = (issue.paper, issue.date, issue.page);
        record.byline = split::byline_of(&paragraphs);
        record
    }

    /// Labels an article by its folded twin, where it is written in traditional characters; what is told of it is told as
    /// printed.
    fn labelled(&self, source: &str, number: usize, text: &ArticleText, summary: String) -> Record {
        let printed = format!("{}\n{}", text.headline, text.body);
        let Some(folded) = folded(&printed) else { return self.labelled_folded(source, number, text, summary) };
        let (headline, body) = folded.split_at(text.headline.len());
        let twin = ArticleText { headline: headline.to_owned(), body: body[1..].to_owned() };
        let mut record = self.labelled_folded(source, number, &twin, summary);
        for name in [&mut record.keywords, &mut record.places, &mut record.organisations].into_iter().flatten() {
            *name = as_printed(&printed, &folded, name);
        }
        if record.text.is_some() {
            record.text = Some(text.body.clone());
        }
        record
    }

    fn labelled_folded(&self, source: &str, number: usize, text: &ArticleText, summary: String) -> Record {
        let classifier = &self.model.classifier;
        let (headline, body) = parted(&text.headline, &text.body);
        let (row, names) = with_cut(headline, body, |document| {
            let words = [document.headline_words, document.body_words].concat();
            (classifier.row_of(document), names_of(&words, &document.tags.concat()))
        });
        let prediction = classifier.predict(&row);
        let review = self.options.review_below.unwrap_or(self.model.thresholds.review);
        let best = prediction.ranking()[0];
        let chars = solid_chars(&text.body);
        Record {
            schema: SCHEMA,
            source: source.to_owned(),
            article: number,
            topics: self.topics(&prediction),
            needs_review: prediction.probabilities[best] < review || row.values.is_empty() || chars < SHORT,
            summary,
            keywords: keywords(&classifier.vocabulary, &row, KEYWORDS),
            places: names.places,
            organisations: names.organisations,
            chars,
            text: self.options.with_text.then(|| text.body.clone()),
            ..Record::default()
        }
    }

    fn topics(&self, prediction: &Prediction) -> Vec<TopicScore> {
        let secondary = self.model.thresholds.secondary;
        let ranking = prediction.ranking();
        let assigned = |n: usize, t: usize| n == 0 || prediction.probabilities[t] >= secondary;
        ranking
            .iter()
            .enumerate()
            .filter(|&(n, &t)| n < LISTED || n < MOST_LISTED && assigned(n, t))
            .map(|(n, &t)| {
                let topic = &self.model.taxonomy.topics[t];
                TopicScore {
                    id: topic.id.clone(),
                    name: topic.name.clone(),
                    probability: (prediction.probabilities[t] * 1e4).round() / 1e4,
                    assigned: assigned(n, t),
                    iptc: topic.iptc.clone(),
                    gbt: topic.gbt.clone(),
                }
            })
            .collect()
    }
}

/// Lines that are not blank, without white space around them.
fn solid_lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect()
}

/// The texts of an article of a page.
pub fn article_text(article: &Article, page: &EditionText) -> ArticleText {
    let body = article.body_text(page);
    ArticleText { headline: head_lines(&article.head_texts(page, &body)), body }
}

fn head_lines(heads: &[String]) -> String {
    let heads: Vec<&str> = heads.iter().map(String::as_str).filter(|h| !h.is_empty()).collect();
    heads.join("\n")
}

fn furniture(source: &str, lines: &[usize], page: &EditionText) -> Record {
    let text: Vec<&str> = lines.iter().map(|&i| page.line(i)).collect();
    Record {
        schema: SCHEMA,
        source: source.to_owned(),
        lines: Lines { furniture: line_ranges(lines.iter().map(|&i| page.lines()[i].number)), ..Lines::default() },
        chars: text.iter().map(|line| solid_chars(line)).sum(),
        text: Some(text.join("\n")),
        ..Record::default()
    }
}

//! Edition → records with one model: what the program and any binding call.

use crate::articles::{UNSURE, lines_of};
use crate::duplicates::Signature;
use crate::error::Result;
use crate::issue::Issue;
use crate::keywords::keywords;
use crate::measure::solid_chars;
use crate::model::Model;
use crate::names::names_of;
use crate::read::{ArticleRow, Decoded, EditionText, SourceText};
use crate::record::{Lines, Record, SCHEMA, TopicScore, line_ranges};
use crate::split::{self, Article, Edition, Laid};
use crate::summary::{Length, Style, summary};
use crate::topics::{Prediction, parted};
use crate::vectorize::with_cut;

/// How records are made.
///
/// | Name | Default | Purpose | Range |
/// |---|---|---|---|
/// | `length` | 120 characters | how long a summary is | 1 or more |
/// | `summary` | best | the clauses an editor would keep, or the leading sentences | [`Style`] |
/// | `with_text` | no | the body goes into the record | |
/// | `furniture` | no | the page's furniture comes as one more record | |
/// | `signatures` | no | records carry what their copies are found by ([`crate::duplicates`]) | |
/// | `review_below` | the model's | first topics less probable than this need review | 0 to 1 |
#[derive(Debug, Clone, PartialEq)]
pub struct LabelOptions {
    /// Length of summaries.
    pub length: Length,
    /// How summaries are made.
    pub summary: Style,
    /// Put the body into the record.
    pub with_text: bool,
    /// Add a record of the page's furniture.
    pub furniture: bool,
    /// Put a signature into each record.
    pub signatures: bool,
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
            signatures: false,
            review_below: None,
        }
    }
}

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

/// Splits and labels editions with one model.
#[derive(Debug, Clone)]
pub struct Labeller<'m> {
    model: &'m Model,
    options: LabelOptions,
}

impl<'m> Labeller<'m> {
    /// A labeller with this model.
    pub fn new(model: &'m Model, options: LabelOptions) -> Self {
        Self { model, options }
    }

    /// Labels every article of an edition's text.
    ///
    /// # Errors
    /// [`Error::Empty`](crate::Error::Empty), [`Error::LineTooLong`](crate::Error::LineTooLong), and
    /// [`Error::NoArticle`](crate::Error::NoArticle) when the text holds no body.
    ///
    /// ```
    /// use jzclass::{Labeller, LabelOptions, Model};
    /// let model = Model::built_in()?;
    /// let text = "江堤加固工程开工\n本报讯（记者 林静）3月2日，江堤加固工程开工，防汛标准提高到百年一遇。\n";
    /// let records = Labeller::new(&model, LabelOptions::default()).edition("page.txt", text)?;
    /// assert_eq!(records[0].byline.reporters, ["林静"]);
    /// # Ok::<(), jzclass::Error>(())
    /// ```
    pub fn edition(&self, source: &str, text: &str) -> Result<Vec<Record>> {
        self.page(source, &EditionText::new(text.to_owned())?)
    }

    /// Labels an edition as it was decoded; undecodable bytes and garbled pages are told in its records.
    ///
    /// # Errors
    /// Those of [`Self::edition`].
    pub fn decoded(&self, source: &str, decoded: Decoded) -> Result<Vec<Record>> {
        self.source(source, &SourceText::plain(decoded)?)
    }

    /// Labels an edition with what its file tells of pages, confidences, newspaper and day.
    ///
    /// # Errors
    /// Those of [`Self::edition`].
    pub fn source(&self, name: &str, source: &SourceText) -> Result<Vec<Record>> {
        self.placed(name, source, &split::split(&source.text))
    }

    fn page(&self, source: &str, page: &EditionText) -> Result<Vec<Record>> {
        self.split(source, page, &split::split(page))
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
        }
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
        let paragraphs = text.body.split('\n').zip(&article.paragraphs);
        let paragraphs: Vec<&str> = paragraphs.filter(|(_, p)| !p.subhead).map(|(text, _)| text).collect();
        let mut record = self.labelled(source, number, &text, &paragraphs);
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
        let paragraphs: Vec<&str> = row.text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        let mut record = self.labelled(source, number, &text, &paragraphs);
        record.headline = text.headline;
        record.id.clone_from(&row.id);
        let issue = Issue::of_row(row);
        (record.paper, record.date, record.page) = (issue.paper, issue.date, issue.page);
        record.byline = split::byline_of(&paragraphs);
        record
    }

    fn labelled(&self, source: &str, number: usize, text: &ArticleText, paragraphs: &[&str]) -> Record {
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
            summary: summary(self.options.summary, &text.headline, paragraphs, self.options.length),
            keywords: keywords(&classifier.vocabulary, &row, KEYWORDS),
            places: names.places,
            organisations: names.organisations,
            chars,
            text: self.options.with_text.then(|| text.body.clone()),
            signature: self.options.signatures.then(|| Signature::new(&text.body)),
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

//! Articles of an edition without topics or summaries; no model is needed.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::issue::Issue;
use crate::measure::solid_chars;
use crate::read::{ArticleRow, EditionText, SourceText};
use crate::record::{Lines, Record, SCHEMA, line_ranges};
use crate::split::{self, Article, Byline, Edition, Laid};

/// Log-odds of a boundary below which the article's beginning is called uncertain. On composed pages 6 % of
/// the boundaries are below it, and all but two in a thousand of those above are right.
pub const UNSURE: f32 = 2.0;

/// One article, as `jzclass split` writes it; fields that a [`Record`] has too mean the same.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SplitArticle {
    /// Version of the record contract.
    pub schema: u32,
    /// Path as given.
    pub source: String,
    /// Name of the newspaper; empty when not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paper: String,
    /// Day of the edition as `2024-11-08`; empty when not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Page of the edition as the paper counts; empty when not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// 1-based page of a file of several pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<usize>,
    /// 1-based column of its page in which it begins, where the file tells places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Page that it is continued on, as a note names it (下转第3版), where that part is not in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continued_on: Option<String>,
    /// Page that it is continued from (上接第1版), where that part is not in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continued_from: Option<String>,
    /// 1-based number in the source.
    pub article: usize,
    /// The user's own identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<serde_json::Value>,
    /// Main headline.
    pub headline: String,
    /// Line above it.
    pub kicker: String,
    /// Line below it.
    pub subtitle: String,
    /// Names by role.
    pub byline: Byline,
    /// Where its parts stand.
    pub lines: Lines,
    /// Paragraphs and subheads, each in one piece.
    pub paragraphs: Vec<String>,
    /// The body, a line a paragraph.
    pub text: String,
    /// Characters of the body without white space.
    pub chars: usize,
    /// Probability, 0 to 1, that an article begins where this one does; none for rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<f64>,
    /// True when its beginning is uncertain, its page garbled or its characters not surely recognised.
    pub needs_review: bool,
    /// Undecodable byte sequences of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undecodable: Option<usize>,
    /// Share of the page's characters that are garbled; none for a clean page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub garbled: Option<f64>,
    /// Mean confidence of the recognised characters, where the input tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr_confidence: Option<f64>,
}

/// Finds the articles of a source.
///
/// # Errors
/// [`Error::NoArticle`] when the text holds no body.
///
/// ```
/// use jzclass::read::{SourceText, decode};
/// let page = "江堤加固工程开工\n本报讯（记者 林静）3月2日，江堤加固工程开工，防汛标准提高到百年一遇。\n";
/// let source = SourceText::plain(decode(page.as_bytes(), None)?)?;
/// let articles = jzclass::articles::split_source("page.txt", &source)?;
/// assert_eq!(articles[0].headline, "江堤加固工程开工");
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn split_source(name: &str, source: &SourceText) -> Result<Vec<SplitArticle>> {
    Ok(SplitArticles::of(name, source)?.collect())
}

/// The articles of pages that were split by their geometry.
///
/// # Errors
/// [`Error::NoArticle`] when the pages hold no article.
pub fn split_laid(name: &str, laid: &Laid) -> Result<Vec<SplitArticle>> {
    let mut articles: Vec<_> = SplitArticles::new(name, &laid.source, Cow::Borrowed(&laid.edition))?.collect();
    let path = Issue::of_path(name, None);
    for (article, place) in articles.iter_mut().zip(&laid.places) {
        let known = |n: usize| Some(n).filter(|n| *n > 0);
        (article.sheet, article.column) = (known(place.sheet), known(place.column));
        let of_path = laid.source.sheets.len() == 1 && !path.page.is_empty();
        if !place.label.is_empty() && !of_path {
            article.page.clone_from(&place.label);
        }
        for (told, own, path) in
            [(&place.paper, &mut article.paper, &path.paper), (&place.date, &mut article.date, &path.date)]
        {
            if !told.is_empty() && path.is_empty() {
                own.clone_from(told);
            }
        }
    }
    Ok(articles)
}

/// The articles of a source, each made when it is asked for: those of a long text are never all in memory.
pub struct SplitArticles<'a> {
    name: &'a str,
    source: &'a SourceText,
    edition: Cow<'a, Edition>,
    path: Issue,
    masthead: Issue,
    next: usize,
}

impl<'a> SplitArticles<'a> {
    /// Finds the articles of a source.
    ///
    /// # Errors
    /// [`Error::NoArticle`] when the text holds no body.
    pub fn of(name: &'a str, source: &'a SourceText) -> Result<Self> {
        Self::new(name, source, Cow::Owned(split::split(&source.text)))
    }

    fn new(name: &'a str, source: &'a SourceText, edition: Cow<'a, Edition>) -> Result<Self> {
        let page = &source.text;
        if edition.articles.is_empty() {
            return Err(Error::NoArticle { lines: page.lines().len() });
        }
        let masthead = Issue::of_furniture(edition.furniture.iter().map(|&i| page.line(i)));
        let mut path = Issue::of_path(name, None);
        // A path speaks of one page.
        if source.sheets.len() > 1 {
            path.page.clear();
        }
        Ok(Self { name, source, edition, path, masthead, next: 0 })
    }
}

impl Iterator for SplitArticles<'_> {
    type Item = SplitArticle;

    fn next(&mut self) -> Option<SplitArticle> {
        let Self { name, source, edition, path, masthead, next } = self;
        let article = edition.articles.get(*next)?;
        *next += 1;
        // The path goes before the file, and that before the masthead, as in records.
        let told = |file: &str, path: &str, masthead: &str| {
            [path, file, masthead].into_iter().find(|t| !t.is_empty()).unwrap_or_default().to_owned()
        };
        let page = &source.text;
        let lines = lines_of(article, page);
        let origin = source.origin(article.lines().into_iter().map(|i| page.lines()[i].number));
        let paragraphs = paragraphs_of(article, page);
        let text = paragraphs.join("\n");
        let [kicker, headline, subtitle] = article.head_texts(page, &text);
        Some(SplitArticle {
            schema: SCHEMA,
            source: (*name).to_owned(),
            paper: told(&source.paper, &path.paper, &masthead.paper),
            date: told(&source.date, &path.date, &masthead.date),
            page: told(&origin.sheet.name, &path.page, &masthead.page),
            sheet: Some(origin.sheet.number).filter(|n| *n > 0),
            column: None,
            continued_on: article.continued_on.clone(),
            continued_from: article.continued_from.clone(),
            article: *next,
            id: None,
            headline,
            kicker,
            subtitle,
            byline: article.byline.clone(),
            lines,
            paragraphs,
            chars: solid_chars(&text),
            text,
            boundary: Some(probability(article.boundary)),
            needs_review: article.boundary < UNSURE || origin.needs_review(),
            undecodable: Some(source.undecodable).filter(|n| *n > 0),
            garbled: origin.garbled,
            ocr_confidence: origin.ocr_confidence,
        })
    }
}

/// An article that came as a row, which is not split.
pub fn from_row(name: &str, number: usize, row: &ArticleRow) -> SplitArticle {
    let paragraphs: Vec<String> =
        row.text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    let issue = Issue::of_row(row).or(Issue::of_path(name, None));
    SplitArticle {
        schema: SCHEMA,
        source: name.to_owned(),
        paper: issue.paper,
        date: issue.date,
        page: issue.page,
        article: number,
        id: row.id.clone(),
        headline: row.headline(),
        byline: split::byline_of(&paragraphs),
        chars: solid_chars(&row.text),
        text: row.text.clone(),
        paragraphs,
        ..SplitArticle::default()
    }
}

impl From<SplitArticle> for Record {
    /// The record without what a model tells: topics, summary, keywords and names.
    fn from(article: SplitArticle) -> Self {
        Self {
            schema: article.schema,
            source: article.source,
            paper: article.paper,
            date: article.date,
            page: article.page,
            sheet: article.sheet.unwrap_or_default(),
            column: article.column.unwrap_or_default(),
            continued_on: article.continued_on,
            continued_from: article.continued_from,
            article: article.article,
            id: article.id,
            headline: article.headline,
            kicker: article.kicker,
            subtitle: article.subtitle,
            byline: article.byline,
            lines: article.lines,
            needs_review: article.needs_review,
            chars: article.chars,
            undecodable: article.undecodable.unwrap_or_default(),
            garbled: article.garbled,
            ocr_confidence: article.ocr_confidence,
            text: Some(article.text),
            ..Self::default()
        }
    }
}

/// Log-odds → probability, rounded to four places.
fn probability(log_odds: f32) -> f64 {
    (1e4 / (1.0 + libm::exp(-f64::from(log_odds)))).round() / 1e4
}

/// Paragraphs and subheads of an article, each in one piece.
fn paragraphs_of(article: &Article, page: &EditionText) -> Vec<String> {
    article.paragraphs.iter().map(|p| split::join_lines(p.lines.iter().map(|&i| page.line(i)))).collect()
}

/// Where the parts of an article stand.
pub(crate) fn lines_of(article: &Article, page: &EditionText) -> Lines {
    let numbers = |lines: &[usize]| line_ranges(lines.iter().map(|&i| page.lines()[i].number));
    let mut heads = [&article.kicker[..], &article.headline, &article.subtitle].concat();
    heads.sort_unstable();
    let mut body: Vec<usize> = article.paragraphs.iter().flat_map(|p| p.lines.iter().copied()).collect();
    body.sort_unstable();
    Lines {
        headline: numbers(&heads),
        body: numbers(&body),
        caption: numbers(&article.captions),
        byline: numbers(&article.byline_lines),
        furniture: Vec::new(),
    }
}

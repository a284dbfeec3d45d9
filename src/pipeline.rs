//! Edition → records with one model: what the program and any binding call.

use crate::classify::{Prediction, Row};
use crate::edition::{self, Article};
use crate::error::Result;
use crate::issue::Issue;
use crate::model::Model;
use crate::reader::{ArticleRow, Decoded, EditionText};
use crate::record::{Lines, Record, SCHEMA, TopicScore, line_ranges};
use crate::summarize::{Style, summary};
use crate::vectorize::Kind;

/// How records are made.
///
/// | Name | Default | Purpose | Range |
/// |---|---|---|---|
/// | `summary_chars` | 120 | about how long a summary is, in characters | 1 or more |
/// | `summary` | best | the clauses an editor would keep, or the leading sentences | [`Style`] |
/// | `with_text` | no | the body goes into the record | |
/// | `furniture` | no | the page's furniture comes as one more record | |
/// | `review_below` | the model's | first topics less probable than this need review | 0 to 1 |
#[derive(Debug, Clone, PartialEq)]
pub struct LabelOptions {
    /// Length of summaries in characters.
    pub summary_chars: usize,
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
        Self { summary_chars: 120, summary: Style::Best, with_text: false, furniture: false, review_below: None }
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

    /// Labels an edition as it was decoded; undecodable bytes are told in its records.
    ///
    /// # Errors
    /// Those of [`Self::edition`].
    pub fn decoded(&self, source: &str, decoded: Decoded) -> Result<Vec<Record>> {
        let undecodable = decoded.undecodable;
        let mut records = self.page(source, &EditionText::new(decoded.text)?)?;
        for record in &mut records {
            record.undecodable = undecodable;
        }
        Ok(records)
    }

    fn page(&self, source: &str, page: &EditionText) -> Result<Vec<Record>> {
        let edition = edition::split(page);
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
        let numbers = |lines: &[usize]| line_ranges(lines.iter().map(|&i| page.lines()[i].number));
        let mut heads = [&article.kicker[..], &article.headline, &article.subtitle].concat();
        heads.sort_unstable();
        let mut body: Vec<usize> = article.paragraphs.iter().flat_map(|p| p.lines.iter().copied()).collect();
        body.sort_unstable();
        let text = article_text(article, page);
        let paragraphs: Vec<String> = article
            .paragraphs
            .iter()
            .filter(|p| !p.subhead)
            .map(|p| edition::join_lines(p.lines.iter().map(|&i| page.line(i))))
            .collect();
        let mut record = self.labelled(source, number, &text, &paragraphs);
        record.headline = article.headline_text(page);
        record.kicker = article.kicker_text(page);
        record.subtitle = article.subtitle_text(page);
        record.byline = article.byline.clone();
        record.lines = Lines {
            headline: numbers(&heads),
            body: numbers(&body),
            caption: numbers(&article.captions),
            byline: numbers(&article.byline_lines),
            furniture: Vec::new(),
        };
        record.needs_review |= article.boundary < UNSURE;
        record
    }

    /// Labels an article that comes as a row and is not split.
    pub fn row(&self, source: &str, number: usize, row: &ArticleRow) -> Record {
        let text = ArticleText { headline: row.title.clone().unwrap_or_default(), body: row.text.clone() };
        let paragraphs: Vec<String> =
            row.text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        let mut record = self.labelled(source, number, &text, &paragraphs);
        record.headline = text.headline;
        record.id.clone_from(&row.id);
        record.byline = edition::byline_of(&paragraphs);
        record
    }

    fn labelled(&self, source: &str, number: usize, text: &ArticleText, paragraphs: &[String]) -> Record {
        let classifier = &self.model.classifier;
        let row = classifier.row(&text.headline, &text.body);
        let prediction = classifier.predict(&row);
        let review = self.options.review_below.unwrap_or(self.model.thresholds.review);
        let best = prediction.ranking()[0];
        let chars = text.body.chars().filter(|c| !c.is_whitespace()).count();
        Record {
            schema: SCHEMA,
            source: source.to_owned(),
            article: number,
            topics: self.topics(&prediction),
            needs_review: prediction.probabilities[best] < review || row.values.is_empty() || chars < SHORT,
            summary: summary(self.options.summary, &text.headline, paragraphs, self.options.summary_chars),
            keywords: self.keywords(&row),
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

    /// The words of at least two Han characters with the highest TF-IDF values; no numerals, dates or
    /// function words.
    fn keywords(&self, row: &Row) -> Vec<String> {
        let vocabulary = &self.model.classifier.vocabulary;
        // Words come first among the terms, and a row is in their order.
        let known = vocabulary.terms().sizes()[Kind::Word as usize];
        let values = row.values.iter().take_while(|(term, _)| *term < known);
        let mut words: Vec<(f32, &str)> =
            values.filter_map(|&(term, value)| Some((value, vocabulary.term(term)?.1))).collect();
        words.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        words.iter().filter(|(_, word)| is_keyword(word)).take(KEYWORDS).map(|(_, word)| (*word).to_owned()).collect()
    }
}

/// A word of two Han characters or more that is no numeral, date or function word.
fn is_keyword(word: &str) -> bool {
    const NUMERAL: &str = "一二三四五六七八九十百千万亿零两第几多余";
    const FUNCTION: [&str; 48] = [
        "我们", "他们", "她们", "你们", "大家", "自己", "这个", "那个", "这些", "那些", "这里", "那里", "这样", "什么",
        "怎么", "如何", "以及", "或者", "但是", "因为", "所以", "如果", "虽然", "不过", "可以", "能够", "应该", "已经",
        "正在", "还有", "没有", "不是", "就是", "通过", "对于", "关于", "为了", "其中", "同时", "目前", "今天", "昨天",
        "昨日", "今年", "去年", "近日", "日前", "记者",
    ];
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let numeral = |c: char| NUMERAL.contains(c);
    word.chars().all(han)
        && word.chars().nth(1).is_some()
        && !word.trim_end_matches(['年', '月', '日', '号', '时', '分', '个', '名', '元']).chars().all(numeral)
        && !FUNCTION.contains(&word)
}

/// Log-odds of a boundary below which the article's beginning is called uncertain.
const UNSURE: f32 = 0.5;

/// The texts of an article of a page.
pub fn article_text(article: &Article, page: &EditionText) -> ArticleText {
    let heads = [article.kicker_text(page), article.headline_text(page), article.subtitle_text(page)];
    let heads: Vec<&str> = heads.iter().map(String::as_str).filter(|h| !h.is_empty()).collect();
    ArticleText { headline: heads.join("\n"), body: article.body_text(page) }
}

fn furniture(source: &str, lines: &[usize], page: &EditionText) -> Record {
    let text: Vec<&str> = lines.iter().map(|&i| page.line(i)).collect();
    Record {
        schema: SCHEMA,
        source: source.to_owned(),
        lines: Lines { furniture: line_ranges(lines.iter().map(|&i| page.lines()[i].number)), ..Lines::default() },
        chars: text.iter().flat_map(|l| l.chars()).filter(|c| !c.is_whitespace()).count(),
        text: Some(text.join("\n")),
        ..Record::default()
    }
}

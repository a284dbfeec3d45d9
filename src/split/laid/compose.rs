//! The pages of a file → one text in reading order, and the edition over its lines.

use std::collections::BTreeMap;

use super::continued::{label, markers};
use super::draft::Draft;
use super::leaf::{Leaf, chains};
use super::page::drafts;
use crate::error::Result;
use crate::issue::Issue;
use crate::read::{EditionText, LaidPage, SourceText};
use crate::split::assemble::read_byline;
use crate::split::continued::{Ends, Marker, join, join_numbered};
use crate::split::{Article, Edition, Paragraph};

/// The text of laid pages, and its articles.
///
/// The text has a line for each line of the pages, article by article; a form feed begins a page, a
/// blank line an article. [`EditionText::lines`] and the line numbers of records refer to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Laid {
    /// All text in reading order, with its pages and the confidence of its lines.
    pub source: SourceText,
    /// The articles over its lines.
    pub edition: Edition,
    /// Where each article begins.
    pub places: Vec<Beginning>,
}

/// Where an article begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beginning {
    /// 1-based page of the file; 0 for a recognised file of one page.
    pub sheet: usize,
    /// That page as the paper counts (`3`, `A02`); empty where it is not told.
    pub label: String,
    /// 1-based column of the page, from the left; of upright text the tier, from the top. 0 where it is
    /// not known. Columns are counted by the width of the one the article begins in.
    pub column: usize,
    /// The newspaper and the day (`2024-11-08`), where a line under the headline tells them; else empty.
    pub paper: String,
    /// See `paper`.
    pub date: String,
}

/// Splits pages into their articles by their geometry. Text that goes on over leaf
/// (下转第2版, 上接第1版) is joined.
///
/// Total like [`split`](crate::split::split): every line stands in exactly one part of one article
/// or in the furniture.
///
/// # Errors
/// The first error of `pages`; [`Error::Empty`](crate::Error::Empty) when they hold no text.
///
/// ```
/// use jzclass::split::lay_out;
/// use jzclass::read::{Area, LaidLine, LaidPage};
/// let line = |text: &str, top: f32, size: f32| LaidLine {
///     text: text.into(),
///     area: Area { left: 40.0, top, right: 40.0 + size * text.chars().count() as f32, bottom: top + size },
///     size,
///     ..LaidLine::default()
/// };
/// let lines = vec![line("堤防加固工程开工", 100.0, 20.0), line("本报讯 3月2日，堤防加固工程开工。", 130.0, 10.0)];
/// let page = LaidPage { number: 1, width: 400.0, height: 600.0, lines, ..LaidPage::default() };
/// let laid = lay_out([Ok(page)])?;
/// assert_eq!(laid.edition.articles[0].headline_text(&laid.source.text), "堤防加固工程开工");
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn lay_out(pages: impl IntoIterator<Item = Result<LaidPage>>) -> Result<Laid> {
    let mut composer = Composer::default();
    for page in pages {
        let page = page?;
        composer.add(&page, page.number, "");
    }
    composer.finish()
}

#[derive(Debug, Default)]
pub(super) struct Composer {
    text: String,
    /// Confidences of the lines written so far that are not blank.
    confidences: Vec<Option<f32>>,
    /// Number and name of each page that has a line.
    pages: Vec<(usize, String)>,
    articles: Vec<Article>,
    beginnings: Vec<Beginning>,
    ends: Vec<Ends>,
    /// The articles by the numbers that the source gives them.
    numbered: BTreeMap<usize, Vec<usize>>,
    markers: Vec<Marker>,
    leaves: Vec<Leaf>,
    furniture: Vec<usize>,
}

/// White space, control characters and line ends inside a line become spaces.
fn clean(text: &str) -> String {
    let spaced: String =
        text.chars().map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c }).collect();
    spaced.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{3000}')).to_owned()
}

impl Composer {
    /// Adds a page of this number in the file; `name` is what the file says the paper calls it.
    pub(super) fn add(&mut self, page: &LaidPage, sheet: usize, name: &str) {
        let mut page = page.clone();
        for line in &mut page.lines {
            line.text = clean(&line.text);
        }
        page.lines.retain(|l| !l.text.is_empty());
        if page.lines.is_empty() {
            return;
        }
        // Places that are no numbers would put lines nowhere.
        for line in &mut page.lines {
            for edge in [&mut line.area.left, &mut line.area.top, &mut line.area.right, &mut line.area.bottom] {
                *edge = if edge.is_finite() { edge.clamp(-1e6, 1e6) } else { 0.0 };
            }
        }
        let (found, furniture) = drafts(&page);
        if !self.text.is_empty() {
            self.text.push('\u{c}');
        }
        let label = if name.is_empty() { label(&page, &furniture) } else { name.to_owned() };
        self.pages.push((sheet, name.to_owned()));
        let first = self.articles.len();
        for (n, draft) in found.iter().enumerate() {
            let article = self.write(&page, draft);
            self.articles.push(article);
            let Issue { paper, date, page: own } = draft.issue.clone();
            let label = if own.is_empty() { label.clone() } else { own };
            self.beginnings.push(Beginning { sheet, label, column: draft.column, paper, date });
            self.ends.push(Ends { runs_in: Some(draft.runs_in), runs_out: Some(draft.runs_out) });
            if let Some(number) = draft.number {
                self.numbered.entry(number).or_default().push(first + n);
            }
            self.text.push('\n');
        }
        self.leaves.extend(Leaf::of(&page, &found, first));
        self.markers.extend(markers(&page, &furniture, &found, first, &label));
        for line in furniture {
            let index = self.line(&page, line, false);
            self.furniture.push(index);
        }
    }

    fn line(&mut self, page: &LaidPage, line: usize, indent: bool) -> usize {
        if indent {
            self.text.push_str("\u{3000}\u{3000}");
        }
        self.text.push_str(&page.lines[line].text);
        self.text.push('\n');
        self.confidences.push(page.lines[line].confidence);
        self.confidences.len() - 1
    }

    fn write(&mut self, page: &LaidPage, draft: &Draft) -> Article {
        let mut all = |lines: &[usize]| lines.iter().map(|&l| self.line(page, l, false)).collect();
        let mut article = Article {
            kicker: all(&draft.kicker),
            headline: all(&draft.headline),
            subtitle: all(&draft.subtitle),
            byline_lines: all(&draft.bylines),
            boundary: draft.boundary,
            ..Article::default()
        };
        for part in &draft.parts {
            let lines =
                part.lines.iter().enumerate().map(|(n, &l)| self.line(page, l, n == 0 && !part.subhead)).collect();
            article.paragraphs.push(Paragraph { lines, subhead: part.subhead });
        }
        article.captions = draft.captions.iter().map(|&l| self.line(page, l, false)).collect();
        article
    }

    pub(super) fn finish(self) -> Result<Laid> {
        let Self {
            text,
            confidences,
            pages,
            mut articles,
            beginnings,
            mut ends,
            numbered,
            markers,
            leaves,
            mut furniture,
        } = self;
        let source = SourceText::laid(EditionText::new(text)?, pages, confidences);
        let mut gone = join_numbered(&mut articles, &mut ends, numbered.values().chain(&chains(&leaves)));
        join(&source.text, &mut articles, &mut furniture, &mut ends, &markers, &mut gone);
        let mut laid = Laid { source, edition: Edition { articles: Vec::new(), furniture }, places: Vec::new() };
        for (n, (mut article, place)) in articles.into_iter().zip(beginnings).enumerate() {
            if gone.contains(&n) {
                continue;
            }
            read_byline(&mut article, &laid.source.text);
            laid.edition.articles.push(article);
            laid.places.push(place);
        }
        Ok(laid)
    }
}

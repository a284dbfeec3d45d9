//! The pages of a file → one text in reading order, and the edition over its lines.

use super::continued::{Marker, join, label, markers};
use super::draft::{Draft, drafts};
use crate::edition::assemble::read_byline;
use crate::edition::{Article, Edition, Paragraph};
use crate::error::Result;
use crate::reader::{EditionText, LaidPage};

/// The text of laid pages, and its articles.
///
/// The text has a line for each line of the pages, article by article; a form feed begins a page, a
/// blank line an article. [`EditionText::lines`] and the line numbers of records refer to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Laid {
    /// All text in reading order.
    pub text: EditionText,
    /// The articles over its lines.
    pub edition: Edition,
    /// 1-based page of the file on which each article begins.
    pub sheets: Vec<usize>,
    /// That page as the paper counts (`3`, `A02`); empty where it is not told.
    pub labels: Vec<String>,
}

/// Splits pages into their articles by their geometry. Text that goes on over leaf
/// (下转第2版, 上接第1版) is joined.
///
/// Total like [`split`](crate::edition::split): every line stands in exactly one part of one article
/// or in the furniture.
///
/// # Errors
/// The first error of `pages`; [`Error::Empty`](crate::Error::Empty) when they hold no text.
///
/// ```
/// use jzclass::edition::lay_out;
/// use jzclass::reader::{Area, LaidLine, LaidPage};
/// let line = |text: &str, top: f32, size: f32| LaidLine {
///     text: text.into(),
///     area: Area { left: 40.0, top, right: 40.0 + size * text.chars().count() as f32, bottom: top + size },
///     size,
///     ..LaidLine::default()
/// };
/// let lines = vec![line("堤防加固工程开工", 100.0, 20.0), line("本报讯 3月2日，堤防加固工程开工。", 130.0, 10.0)];
/// let page = LaidPage { number: 1, width: 400.0, height: 600.0, lines, ..LaidPage::default() };
/// let laid = lay_out([Ok(page)])?;
/// assert_eq!(laid.edition.articles[0].headline_text(&laid.text), "堤防加固工程开工");
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn lay_out(pages: impl IntoIterator<Item = Result<LaidPage>>) -> Result<Laid> {
    let mut composer = Composer::default();
    for page in pages {
        composer.add(&page?);
    }
    composer.finish()
}

#[derive(Debug, Default)]
struct Composer {
    text: String,
    /// Lines written so far that are not blank.
    written: usize,
    articles: Vec<Article>,
    /// Page, its label and the draft of each article.
    origins: Vec<(usize, String)>,
    joints: Vec<(bool, bool)>,
    markers: Vec<Marker>,
    furniture: Vec<usize>,
}

/// White space, control characters and line ends inside a line become spaces.
fn clean(text: &str) -> String {
    let spaced: String =
        text.chars().map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c }).collect();
    spaced.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{3000}')).to_owned()
}

impl Composer {
    fn add(&mut self, page: &LaidPage) {
        let mut page = page.clone();
        for line in &mut page.lines {
            line.text = clean(&line.text);
        }
        page.lines.retain(|l| !l.text.is_empty());
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
        let label = label(&page, &furniture);
        let first = self.articles.len();
        for draft in &found {
            let article = self.write(&page, draft);
            self.articles.push(article);
            self.origins.push((page.number, label.clone()));
            self.joints.push((draft.runs_in, draft.runs_out));
            self.text.push('\n');
        }
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
        self.written += 1;
        self.written - 1
    }

    fn write(&mut self, page: &LaidPage, draft: &Draft) -> Article {
        let mut all = |lines: &[usize]| lines.iter().map(|&l| self.line(page, l, false)).collect();
        let mut article = Article {
            kicker: all(&draft.kicker),
            headline: all(&draft.headline),
            subtitle: all(&draft.subtitle),
            byline_lines: all(&draft.bylines),
            // A headline of its own is a sure beginning, the lack of one is not.
            boundary: if draft.headline.is_empty() { 0.0 } else { 6.0 },
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

    fn finish(self) -> Result<Laid> {
        let Self { text, mut articles, origins, joints, markers, furniture, .. } = self;
        let text = EditionText::new(text)?;
        let gone = join(&mut articles, &joints, &markers);
        let mut laid =
            Laid { text, edition: Edition { articles: Vec::new(), furniture }, sheets: Vec::new(), labels: Vec::new() };
        for (n, (mut article, (sheet, label))) in articles.into_iter().zip(origins).enumerate() {
            if gone.contains(&n) {
                continue;
            }
            read_byline(&mut article, &laid.text);
            laid.edition.articles.push(article);
            laid.sheets.push(sheet);
            laid.labels.push(label);
        }
        Ok(laid)
    }
}

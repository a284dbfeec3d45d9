//! Newspaper pages set from articles, as their extracted text, with the truth known.
//!
//! Articles are placed on a grid of columns and read off it as text extraction does: bodies break
//! where columns end, headlines land where they stood or where the file kept them. What makes a page
//! hard is a named [`Damage`]; a page draws some kinds, or has those asked for. The same articles,
//! seed and settings give the same pages on every platform.

mod damage;
mod extras;
mod forms;
mod head;
mod page;
mod random;
mod read;
mod sheets;
mod source;
mod story;
mod style;
mod words;
mod wrap;

use std::collections::BTreeSet;

pub use damage::Damage;
pub use source::{Article, Part, read_articles};

use jzclass::error::{Error, Result};
use jzclass::truth::Truth;
use page::{Grid, Piece, place};
use random::Random;
use read::read_off;
use story::{Role, Set};
use style::Style;

/// The least articles a page is made of.
pub const LEAST_ARTICLES: usize = 20;

/// Longest body on a page, in characters; longer ones are cut at a paragraph's end.
const LONGEST: usize = 1500;

/// How pages are made.
///
/// | Name | Default | Purpose |
/// |---|---|---|
/// | `seed` | 0 | another seed, other pages |
/// | `kinds` | none | each page has exactly these; without any, each page draws its own |
/// | `most` | 5 | how many kinds a page draws at most; 0 gives undamaged pages |
/// | `sheets` | 1 | pages of one text, parted by form feeds; one or two articles of each page but the last run on a later one (`continued` among the truth's kinds) |
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Seed of the pages.
    pub seed: u64,
    /// Kinds of damage every page has.
    pub kinds: Vec<Damage>,
    /// Most kinds drawn for a page.
    pub most: usize,
    /// Pages of one text.
    pub sheets: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 0, kinds: Vec::new(), most: 5, sheets: 1 }
    }
}

/// A page with its truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its text.
    pub text: String,
    /// Where everything stands; `file` is left empty.
    pub truth: Truth,
    /// The articles as they were set, in the order of [`Truth::articles`].
    pub articles: Vec<Article>,
}

/// Sets page number `number`.
///
/// # Errors
/// [`Error::TooFewArticles`] below [`LEAST_ARTICLES`].
///
/// ```
/// use jzclass_compose::{Article, Damage, Settings, compose};
/// let articles: Vec<Article> = (1..=20)
///     .map(|n| Article {
///         title: format!("第{n}座桥昨日通车"),
///         paragraphs: vec![format!("昨日，第{n}座桥通车。"), "两岸居民来往方便了。".into()],
///         ..Article::default()
///     })
///     .collect();
/// let settings = Settings { kinds: vec![Damage::HeadlineAfter], ..Settings::default() };
/// let page = compose(&articles, &settings, 1)?;
/// assert_eq!(page.truth.kinds, ["headline-after"]);
/// assert_eq!(page, compose(&articles, &settings, 1)?);
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn compose(articles: &[Article], settings: &Settings, number: u64) -> Result<Page> {
    let sheets = settings.sheets.max(1);
    let needed = LEAST_ARTICLES.saturating_mul(sheets);
    if articles.len() < needed {
        return Err(Error::TooFewArticles { found: articles.len(), needed });
    }
    let mut random = Random::new(settings.seed, number);
    let damages = damages(settings, &mut random);
    let style = Style::draw(damages, &mut random);
    let mut used = BTreeSet::new();
    let mut grid = Grid::default();
    for sheet in 0..sheets {
        if sheet > 0 {
            grid.pieces.push(Piece::PageEnd);
        }
        let chosen = choose(articles, &mut used, &mut random);
        grid.append(one_sheet(chosen, &style, &mut random));
    }
    let continued = sheets > 1 && grid.continue_articles(&style, &mut random);
    let mut page = read_off(grid, &style, &mut random);
    if continued {
        page.truth.kinds.push("continued".into());
    }
    Ok(page)
}

/// One page: its news, briefs and announcements, and what stands around them.
fn one_sheet(mut chosen: Vec<Article>, style: &Style, random: &mut Random) -> Grid {
    let briefs =
        if style.has(Damage::Briefs) { chosen.split_off(chosen.len() - random.range(3, 5)) } else { Vec::new() };
    let news = random.range(5, 8).min(chosen.len());
    chosen.truncate(news);
    let mut grid = Grid::default();
    // The briefs and announcements stand at the head or the foot of the page.
    let first = random.chance(30);
    let extras = |grid: &mut Grid, random: &mut Random| {
        if style.has(Damage::Notices) {
            grid.announcement(style, random);
        }
        if !briefs.is_empty() {
            grid.briefs(briefs.clone(), style, random);
        }
    };
    if first {
        extras(&mut grid, random);
    }
    grid.append(place(chosen, style, random));
    if !first {
        extras(&mut grid, random);
    }
    margins(&mut grid, style, random);
    grid
}

fn damages(settings: &Settings, random: &mut Random) -> BTreeSet<Damage> {
    let mut drawn: BTreeSet<Damage> = settings.kinds.iter().copied().collect();
    if settings.kinds.is_empty() {
        let mut kinds: Vec<Damage> = Damage::all().collect();
        random.shuffle(&mut kinds);
        drawn.extend(&kinds[..random.range(0, settings.most).min(kinds.len())]);
    }
    // What cannot be together is not told of.
    if drawn.contains(&Damage::LongLines) {
        for kind in [Damage::NarrowColumns, Damage::ColumnGaps, Damage::Interleaved, Damage::HeadlineInside] {
            drawn.remove(&kind);
        }
    }
    if drawn.contains(&Damage::Solid) {
        drawn.remove(&Damage::ColumnGaps);
    }
    drawn
}

/// Thirteen articles not used yet: of one stretch of the source or from all over it.
fn choose(articles: &[Article], used: &mut BTreeSet<usize>, random: &mut Random) -> Vec<Article> {
    let together = random.chance(50);
    let start = random.below(articles.len());
    let mut chosen = Vec::new();
    let mut step = 0;
    while chosen.len() < 13 {
        let at = if together { (start + step) % articles.len() } else { random.below(articles.len()) };
        step += 1;
        if used.insert(at) {
            let mut article = articles[at].clone();
            while article.chars() > LONGEST && article.paragraphs.len() > 1 {
                article.paragraphs.pop();
            }
            chosen.push(article);
        }
    }
    random.shuffle(&mut chosen);
    chosen
}

/// Masthead and imprint at the head or the foot.
fn margins(grid: &mut Grid, style: &Style, random: &mut Random) {
    let gap = style.gaps();
    for (lines, top) in [(forms::imprint(random), 30), (forms::masthead(random), 75)] {
        if random.chance(15) {
            continue;
        }
        let set = lines.into_iter().enumerate().map(|(i, line)| Set::new(Role::Furniture, line, gap && i == 0));
        let piece = Piece::Loose(set.collect());
        if random.chance(top) { grid.pieces.insert(0, piece) } else { grid.pieces.push(piece) }
    }
}

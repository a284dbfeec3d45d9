//! Newspaper pages set from articles, as their extracted text, with the truth known.
//!
//! Articles are placed on a grid of columns and read off it as text extraction does: bodies break
//! where columns end, headlines land where they stood or where the file kept them. What makes a page
//! hard is a named [`Damage`]; a page draws some kinds, or has those asked for. The same articles,
//! seed and settings give the same pages on every platform.

mod damage;
mod forms;
mod page;
mod random;
mod source;
mod story;
mod style;
mod words;
mod wrap;

use std::collections::BTreeSet;

pub use damage::Damage;
pub use source::{Article, Part, read_articles};

use crate::error::{Error, Result};
use crate::truth::{Truth, TruthArticle};
use page::{Grid, Piece, place};
use random::Random;
use story::{Role, Set};
use style::Style;

/// The least articles pages are made of.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Seed of the pages.
    pub seed: u64,
    /// Kinds of damage every page has.
    pub kinds: Vec<Damage>,
    /// Most kinds drawn for a page.
    pub most: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 0, kinds: Vec::new(), most: 5 }
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
/// use jzclass::compose::{Article, Damage, Settings, compose};
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
    if articles.len() < LEAST_ARTICLES {
        return Err(Error::TooFewArticles { found: articles.len(), needed: LEAST_ARTICLES });
    }
    let mut random = Random::new(settings.seed, number);
    let damages = damages(settings, &mut random);
    let style = Style::draw(damages, &mut random);
    let mut chosen = choose(articles, &mut random);
    let briefs =
        if style.has(Damage::Briefs) { chosen.split_off(chosen.len() - random.range(3, 5)) } else { Vec::new() };
    let news = random.range(5, 8).min(chosen.len());
    chosen.truncate(news);
    let mut grid = Grid::default();
    // The briefs and announcements stand at the head or the foot of the page.
    let first = random.chance(30);
    let extras = |grid: &mut Grid, random: &mut Random| {
        if style.has(Damage::Notices) {
            grid.announcement(&style, random);
        }
        if !briefs.is_empty() {
            grid.briefs(briefs.clone(), &style, random);
        }
    };
    if first {
        extras(&mut grid, &mut random);
    }
    let placed = place(chosen, &style, &mut random);
    let before = grid.stories.len();
    grid.stories.extend(placed.stories);
    grid.articles.extend(placed.articles);
    grid.pieces.extend(placed.pieces.into_iter().map(|piece| match piece {
        Piece::Head(story) => Piece::Head(story + before),
        Piece::Column(story, column) => Piece::Column(story + before, column),
        Piece::Loose(lines) => Piece::Loose(lines),
    }));
    if !first {
        extras(&mut grid, &mut random);
    }
    margins(&mut grid, &style, &mut random);
    Ok(read_off(grid, &style, &mut random))
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

/// Thirteen articles: of one stretch of the source or from all over it.
fn choose(articles: &[Article], random: &mut Random) -> Vec<Article> {
    let together = random.chance(50);
    let start = random.below(articles.len());
    let mut used = BTreeSet::new();
    let mut chosen = Vec::new();
    while chosen.len() < 13 {
        let at = if together { (start + used.len()) % articles.len() } else { random.below(articles.len()) };
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

/// Pieces → text and truth.
fn read_off(grid: Grid, style: &Style, random: &mut Random) -> Page {
    let mut truth = Truth { kinds: style.damages.iter().map(|d| d.name().to_owned()).collect(), ..Truth::default() };
    truth.articles = grid
        .stories
        .iter()
        .enumerate()
        .map(|(i, story)| TruthArticle {
            id: format!("A{}", i + 1),
            label: story.label.clone(),
            reporters: Some(story.reporters.clone()),
            correspondents: story.correspondents.clone(),
            ..TruthArticle::default()
        })
        .collect();
    let mut lines: Vec<String> = Vec::new();
    let mut before: Option<&Piece> = None;
    for piece in &grid.pieces {
        let (owner, set) = match piece {
            Piece::Head(story) => (Some(*story), &grid.stories[*story].head),
            Piece::Column(story, column) => (Some(*story), &grid.stories[*story].columns[*column]),
            Piece::Loose(set) => (None, set),
        };
        let gap = gap_above(piece, before, style, random);
        for (i, line) in set.iter().enumerate() {
            let gap = (line.gap || i == 0 && gap) && !style.has(Damage::Solid);
            if gap && lines.last().is_some_and(|l| !l.is_empty()) {
                lines.push(String::new());
            }
            lines.push(line.text.clone());
            note(&mut truth, owner, line.role, lines.len());
        }
        before = Some(piece);
    }
    lines.push(String::new());
    Page { text: lines.join("\n"), truth, articles: grid.articles }
}

fn gap_above(piece: &Piece, before: Option<&Piece>, style: &Style, random: &mut Random) -> bool {
    match (piece, before) {
        (Piece::Column(story, _), Some(Piece::Head(head))) if story == head => style.head_gap,
        (Piece::Column(story, column), Some(Piece::Column(other, _))) if story == other && *column > 0 => {
            style.has(Damage::ColumnGaps) && random.chance(85)
        }
        (Piece::Loose(_), _) => style.gaps(),
        _ => style.article_gap,
    }
}

fn note(truth: &mut Truth, owner: Option<usize>, role: Role, number: usize) {
    let Some(article) = owner.map(|o| &mut truth.articles[o]) else {
        truth.furniture_lines.push(number);
        return;
    };
    match role {
        Role::Kicker => article.kicker_lines.push(number),
        Role::Headline => article.headline_lines.push(number),
        Role::Subtitle => article.subtitle_lines.push(number),
        Role::Byline => article.byline_lines.push(number),
        Role::Caption => article.caption_lines.push(number),
        Role::Body => article.body_lines.push(number),
        Role::Subhead => {
            article.body_lines.push(number);
            article.subhead_lines.push(number);
        }
        Role::Noise => article.noise_lines.push(number),
        Role::Furniture => truth.furniture_lines.push(number),
    }
}

//! Articles placed on a grid of columns, and read off it as extracted text.
//!
//! A page is bands, a band is slots side by side, a slot is one article over some columns or, where
//! columns are read one by one, two articles one above the other. What the reading gives is a list
//! of pieces: heads, columns, and what belongs to no article.

use super::random::Random;
use super::story::{Role, Set, Story};
use super::style::Style;
use super::{Article, Damage, forms};

/// A piece of the page in the order it is read.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Head of an article.
    Head(usize),
    /// One column of an article.
    Column(usize, usize),
    /// Lines of no article.
    Loose(Vec<Set>),
    /// The page ends here and another begins.
    PageEnd,
}

/// Stories with the pieces they are read in.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub stories: Vec<Story>,
    /// The articles as they were set, one a story.
    pub articles: Vec<Article>,
    pub pieces: Vec<Piece>,
}

/// Places the articles and reads the page.
pub(super) fn place(articles: Vec<Article>, style: &Style, random: &mut Random) -> Grid {
    let mut grid = Grid::default();
    let (mut ends, mut elsewhere) = (Vec::new(), Vec::new());
    let columns = random.range(3, 6);
    let mut waiting = articles.into_iter().peekable();
    while waiting.peek().is_some() {
        let band = grid.band(&mut waiting, columns, style, random);
        grid.read(&band, style, random, &mut ends, &mut elsewhere);
    }
    for head in elsewhere {
        grid.before_another(head, random);
    }
    random.shuffle(&mut ends);
    grid.pieces.extend(ends.into_iter().map(Piece::Head));
    grid
}

/// Stories of one slot, from top to bottom.
type Slot = Vec<usize>;

impl Grid {
    /// Appends what was placed apart.
    pub(super) fn append(&mut self, placed: Self) {
        let before = self.stories.len();
        self.stories.extend(placed.stories);
        self.articles.extend(placed.articles);
        self.pieces.extend(placed.pieces.into_iter().map(|piece| match piece {
            Piece::Head(story) => Piece::Head(story + before),
            Piece::Column(story, column) => Piece::Column(story + before, column),
            Piece::Loose(_) | Piece::PageEnd => piece,
        }));
    }

    fn set(&mut self, article: Article, span: usize, style: &Style, random: &mut Random) -> usize {
        let mut story = Story::set(&article.title, &article.paragraphs, span, style, random);
        story.label.clone_from(&article.label);
        self.stories.push(story);
        self.articles.push(article);
        self.stories.len() - 1
    }

    /// Fills a band with slots until its columns are used up.
    fn band(
        &mut self,
        waiting: &mut impl Iterator<Item = Article>,
        columns: usize,
        style: &Style,
        random: &mut Random,
    ) -> Vec<Slot> {
        let mut free = columns;
        let mut band = Vec::new();
        while free > 0 {
            let Some(article) = waiting.next() else { break };
            let stacked = style.has(Damage::Interleaved) && style.wraps() && random.chance(60);
            // A longer article gets more columns.
            let least = if stacked || article.chars() > 700 { 2 } else { 1 };
            let span = random.range(least, 3).min(free);
            let mut slot = vec![self.set(article, span, style, random)];
            if let Some(below) = (stacked && span > 1).then(|| waiting.next()).flatten() {
                slot.push(self.set(below, span, style, random));
            }
            band.push(slot);
            free -= span;
        }
        band
    }

    /// Reads a band off the page.
    fn read(
        &mut self,
        band: &[Slot],
        style: &Style,
        random: &mut Random,
        ends: &mut Vec<usize>,
        elsewhere: &mut Vec<usize>,
    ) {
        let rows = style.has(Damage::BandHeads) && band.len() > 1 && random.chance(75);
        if rows {
            self.pieces.extend(band.iter().flatten().map(|&s| Piece::Head(s)));
        }
        for slot in band {
            if let [above, below] = slot[..] {
                self.column_by_column(above, below, rows);
                continue;
            }
            for &story in slot {
                let count = self.stories[story].columns.len();
                let at = if rows { None } else { self.head_place(story, style, random, ends, elsewhere) };
                for column in 0..=count {
                    if at == Some(column) {
                        self.pieces.push(Piece::Head(story));
                    }
                    if column < count {
                        self.pieces.push(Piece::Column(story, column));
                        if style.has(Damage::Folios) && random.chance(12) {
                            let folio = forms::folio(random);
                            self.pieces.push(Piece::Loose(vec![Set::new(Role::Furniture, folio, style.gaps())]));
                        }
                    }
                }
                self.between(style, random);
            }
        }
    }

    /// Before which of its columns a story's head is read; nothing where it stands elsewhere.
    fn head_place(
        &self,
        story: usize,
        style: &Style,
        random: &mut Random,
        ends: &mut Vec<usize>,
        elsewhere: &mut Vec<usize>,
    ) -> Option<usize> {
        let count = self.stories[story].columns.len();
        if style.has(Damage::HeadlineAtEnd) && random.chance(45) {
            ends.push(story);
            return None;
        }
        if style.has(Damage::HeadlineElsewhere) && random.chance(45) {
            elsewhere.push(story);
            return None;
        }
        if style.has(Damage::HeadlineAfter) && random.chance(65) {
            return Some(count);
        }
        let inside = style.has(Damage::HeadlineInside) && count > 1 && random.chance(60);
        Some(if inside { random.range(1, count - 1) } else { 0 })
    }

    /// Each column holds a piece of the upper article and one of the lower.
    fn column_by_column(&mut self, above: usize, below: usize, heads_are_read: bool) {
        let count = self.stories[above].columns.len().max(self.stories[below].columns.len());
        for column in 0..count {
            for story in [above, below] {
                if column == 0 && !heads_are_read {
                    self.pieces.push(Piece::Head(story));
                }
                if column < self.stories[story].columns.len() {
                    self.pieces.push(Piece::Column(story, column));
                }
            }
        }
    }

    /// What can stand between two articles.
    fn between(&mut self, style: &Style, random: &mut Random) {
        let gap = style.gaps();
        let mut lines = Vec::new();
        if style.has(Damage::Advertisements) && random.chance(40) {
            if random.chance(35) {
                lines.push(forms::slogan(random));
            } else {
                for line in forms::advertisement(random) {
                    lines.extend(if style.wraps() { style.measure.lines(&line, 0) } else { vec![line] });
                }
            }
        }
        if style.has(Damage::Overprints) && random.chance(25) {
            for _ in 0..random.range(1, 2) {
                let slogan = forms::slogan(random);
                lines.push(forms::overprint(&slogan, random));
            }
        }
        if style.has(Damage::Folios) && random.chance(8) {
            lines.extend(forms::masthead(random));
        }
        if !lines.is_empty() {
            let set = lines.into_iter().enumerate().map(|(i, line)| Set::new(Role::Furniture, line, gap && i == 0));
            self.pieces.push(Piece::Loose(set.collect()));
        }
    }

    /// Puts a head before the first piece of another story.
    fn before_another(&mut self, head: usize, random: &mut Random) {
        let starts: Vec<usize> = self
            .pieces
            .iter()
            .enumerate()
            .filter(|(i, piece)| match piece {
                Piece::Head(story) => *story != head,
                Piece::Column(story, 0) => {
                    *story != head && !matches!(i.checked_sub(1).map(|b| &self.pieces[b]), Some(Piece::Head(_)))
                }
                _ => false,
            })
            .map(|(i, _)| i)
            .collect();
        let at = if starts.is_empty() { self.pieces.len() } else { starts[random.below(starts.len())] };
        self.pieces.insert(at, Piece::Head(head));
    }
}

//! Articles placed on a grid of columns, and read off it as extracted text.
//!
//! A page is bands, a band is slots side by side, a slot is one article over some columns or, where
//! columns are read one by one, two articles one above the other. What the reading gives is a list
//! of pieces: heads, columns, and what belongs to no article.

use super::random::Random;
use super::story::{Role, Set, Story};
use super::style::Style;
use super::{Article, Damage, forms, words};

/// A piece of the page in the order it is read.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Head of an article.
    Head(usize),
    /// One column of an article.
    Column(usize, usize),
    /// Lines of no article.
    Loose(Vec<Set>),
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

    /// A column of briefs: a heading, then articles of one paragraph without headlines.
    pub(super) fn briefs(&mut self, articles: Vec<Article>, style: &Style, random: &mut Random) {
        let gap = style.gaps();
        let mut pieces = vec![Piece::Loose(vec![Set::new(Role::Furniture, forms::heading(random), gap)])];
        let form = random.below(5);
        for mut article in articles {
            let mut text = sentences_up_to(&article.paragraphs[0], 150);
            article.paragraphs = vec![text.clone()];
            let mark = random.pick(&["●", "■", "◆", "▲", "★"]);
            let name = words::person(random);
            let mut story = Story { label: article.label.clone(), ..Story::default() };
            match form {
                0 => text.insert_str(0, mark),
                1 => text.insert_str(0, &format!("【{}】", article.title)),
                2 => text.insert_str(0, "本报讯 "),
                3 => {
                    text.insert_str(0, &format!("本报讯（记者 {name}）"));
                    story.reporters.push(name);
                }
                _ => text.insert_str(0, &format!("{mark}{}　", article.title)),
            }
            let text = style.noise(&text, random);
            let indent = if style.indent { 4 } else { 0 };
            let mut lines = if style.wraps() { style.measure.lines(&text, indent) } else { vec![text] };
            if let (true, Some(first)) = (style.indent, lines.first_mut()) {
                first.insert_str(0, "　　");
            }
            let set = lines.into_iter().enumerate();
            story.columns = vec![set.map(|(i, l)| Set::new(Role::Body, l, i == 0 && style.paragraph_gap)).collect()];
            pieces.push(Piece::Column(self.stories.len(), 0));
            self.stories.push(story);
            self.articles.push(article);
        }
        self.pieces.extend(pieces);
    }

    /// An announcement with its signature, as an article.
    pub(super) fn announcement(&mut self, style: &Style, random: &mut Random) {
        let (title, paragraphs) = forms::announcement(random);
        let plain = Style { damages: [Damage::NoBylines].into(), ..style.clone() };
        let mut story = Story::set(&title, &paragraphs, 1, &plain, random);
        // Announcements have no lead.
        while !(story.reporters.is_empty() && story.correspondents.is_empty() && starts_with(&story, &paragraphs)) {
            story = Story::set(&title, &paragraphs, 1, &plain, random);
        }
        let gap = style.paragraph_gap && random.chance(40);
        let mut sign = vec![words::office(random)];
        if random.chance(20) {
            sign.push(words::office(random));
        }
        if random.chance(85) {
            sign.push(words::date(random));
        }
        if let Some(column) = story.columns.last_mut() {
            column.extend(sign.iter().enumerate().map(|(i, line)| Set::new(Role::Body, line, gap && i == 0)));
        }
        let paragraphs = paragraphs.into_iter().chain(sign).collect();
        let (number, columns) = (self.stories.len(), story.columns.len());
        self.stories.push(story);
        self.articles.push(Article { title, paragraphs, ..Article::default() });
        self.pieces.push(Piece::Head(number));
        self.pieces.extend((0..columns).map(|column| Piece::Column(number, column)));
    }
}

fn starts_with(story: &Story, paragraphs: &[String]) -> bool {
    let first = story.columns.first().and_then(|c| c.first()).map(|s| s.text.trim_start());
    first.is_some_and(|line| paragraphs[0].starts_with(line))
}

/// Whole sentences of at most `most` characters, one at least.
fn sentences_up_to(text: &str, most: usize) -> String {
    let mut end = text.len();
    for (i, (at, c)) in text.char_indices().enumerate() {
        if c == '。' {
            end = at + c.len_utf8();
            if i >= most / 2 {
                break;
            }
        }
    }
    text[..end].to_owned()
}

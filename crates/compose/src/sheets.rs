//! Articles that run on a later page of the same text.

use super::page::{Grid, Piece};
use super::random::Random;
use super::story::{Role, Set};
use super::style::Style;
use super::words;

impl Grid {
    /// Lets one or two articles of each page but the last end on a later page, with 下转 and 上接
    /// lines; true when one does.
    ///
    /// The moved columns stand between two articles of the later page or at its end.
    pub(super) fn continue_articles(&mut self, style: &Style, random: &mut Random) -> bool {
        let first = random.range(1, 6);
        let sheets = self.pieces.iter().filter(|p| matches!(p, Piece::PageEnd)).count() + 1;
        let mut any = false;
        for sheet in 0..sheets - 1 {
            let mut stories: Vec<usize> = self
                .of_sheet(sheet)
                .filter_map(|(_, piece)| match piece {
                    Piece::Column(story, 1) => Some(*story),
                    _ => None,
                })
                // An article runs on once.
                .filter(|&story| self.columns_on(sheet, story) == self.stories[story].columns.len())
                .collect();
            random.shuffle(&mut stories);
            stories.truncate(random.range(1, 2));
            for story in stories {
                let later = random.range(sheet + 1, sheets - 1);
                self.move_columns(story, [sheet, later], first, style, random);
                any = true;
            }
        }
        any
    }

    fn of_sheet(&self, sheet: usize) -> impl Iterator<Item = (usize, &Piece)> {
        let mut ends = 0;
        self.pieces.iter().enumerate().filter(move |(_, piece)| {
            ends += usize::from(matches!(piece, Piece::PageEnd));
            ends == sheet && !matches!(piece, Piece::PageEnd)
        })
    }

    fn columns_on(&self, sheet: usize, story: usize) -> usize {
        self.of_sheet(sheet).filter(|(_, piece)| matches!(piece, Piece::Column(s, _) if *s == story)).count()
    }

    fn move_columns(
        &mut self,
        story: usize,
        [sheet, later]: [usize; 2],
        first: usize,
        style: &Style,
        random: &mut Random,
    ) {
        let count = self.stories[story].columns.len();
        let from = random.range(1, count - 1);
        let gap = style.gaps() && random.chance(50);
        let page = |random: &mut Random, sheet: usize| {
            let number = first + sheet;
            if random.chance(60) { number.to_string() } else { words::number(number) }
        };
        let (to, of) = (page(random, later), page(random, sheet));
        let title = &self.articles[story].title;
        let onward = match random.below(3) {
            0 => format!("下转第{to}版"),
            _ => format!("（下转第{to}版）"),
        };
        let back = match random.below(4) {
            0 => vec![format!("上接第{of}版")],
            1 => vec![format!("（上接第{of}版《{title}》）")],
            2 => vec![title.clone(), format!("（上接第{of}版）")],
            _ => vec![format!("（上接第{of}版）")],
        };
        self.stories[story].columns[from - 1].push(Set::new(Role::Noise, onward, gap));
        let back = back.into_iter().map(|line| Set::new(Role::Noise, line, gap));
        self.stories[story].columns[from].splice(0..0, back);
        self.pieces.retain(|piece| !matches!(piece, Piece::Column(s, c) if *s == story && *c >= from));
        let last = self.of_sheet(later).map(|(at, _)| at).last().map_or(self.pieces.len(), |at| at + 1);
        let mut places: Vec<usize> = self
            .of_sheet(later)
            .filter(|(at, piece)| {
                // Not within an article, and not between one and its head.
                match (piece, at.checked_sub(1).map(|b| &self.pieces[b])) {
                    (Piece::Head(below), Some(Piece::Column(above, _))) => below != above,
                    (Piece::Head(_), Some(Piece::Loose(_))) => true,
                    _ => false,
                }
            })
            .map(|(at, _)| at)
            .collect();
        places.push(last);
        let at = places[random.below(places.len())];
        self.pieces.splice(at..at, (from..count).map(|column| Piece::Column(story, column)));
    }
}

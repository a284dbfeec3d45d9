//! Text that runs on over leaf without a note, in files that give one article after the other.

use super::draft::Draft;
use crate::read::{Area, LaidPage};
use crate::split::byline::opens_article;

/// How a page takes part in a text that runs over pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact of the page")]
pub(super) struct Leaf {
    /// Page of the file.
    sheet: usize,
    /// Number of its first article, and of the last one.
    first: usize,
    last: usize,
    /// Its articles stand one below the other over the whole measure, or it has but one.
    linear: bool,
    /// Its text begins without a headline.
    opens: bool,
    /// The first line goes on with a paragraph; the last one breaks off.
    runs_in: bool,
    runs_out: bool,
    /// Its text reaches the foot of the page.
    full: bool,
}

/// Share of the page's height below which its last line stands when no more text fits.
const FOOT: f32 = 0.8;

impl Leaf {
    /// What a page shows; `first` is the number of its first article.
    pub(super) fn of(page: &LaidPage, drafts: &[Draft], first: usize) -> Option<Self> {
        let (opening, closing) = (drafts.first()?, drafts.last()?);
        let given = drafts.iter().any(|d| d.number.is_some() || d.places.is_empty());
        let text: Vec<Area> = drafts.iter().flat_map(|d| d.places.iter().copied()).collect();
        let stacked = |a: &Area, b: &Area| a.bottom <= b.top || b.bottom <= a.top;
        let one_column = text.iter().enumerate().all(|(n, a)| text[n + 1..].iter().all(|b| stacked(a, b)));
        let begin = opening.parts.first().and_then(|p| p.lines.first()).map(|&l| page.lines[l].text.as_str());
        let headed = [&opening.kicker, &opening.headline, &opening.bylines].iter().any(|l| !l.is_empty());
        let foot = text.iter().map(|a| a.bottom).fold(0.0, f32::max);
        Some(Self {
            sheet: page.number,
            first,
            last: first + drafts.len() - 1,
            linear: !given && (drafts.len() == 1 || one_column),
            opens: !headed && opening.issue == crate::issue::Issue::default() && !begin.is_some_and(opens_article),
            runs_in: opening.runs_in,
            runs_out: closing.runs_out,
            full: foot > FOOT * page.height,
        })
    }

    /// The text of the page goes on on the next one.
    fn goes_on(&self, next: &Self) -> bool {
        let full = self.full || self.runs_out && next.runs_in;
        next.sheet == self.sheet + 1
            && self.linear
            && next.linear
            && next.opens
            && full
            && (self.runs_out == next.runs_in)
    }
}

/// The articles that run on over leaf, each with the parts it is made of.
pub(super) fn chains(leaves: &[Leaf]) -> Vec<Vec<usize>> {
    let mut chains: Vec<Vec<usize>> = Vec::new();
    for pair in leaves.windows(2).filter(|pair| pair[0].goes_on(&pair[1])) {
        match chains.last_mut() {
            Some(chain) if chain.last() == Some(&pair[0].last) => chain.push(pair[1].first),
            _ => chains.push(vec![pair[0].last, pair[1].first]),
        }
    }
    chains
}

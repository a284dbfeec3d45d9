//! How well head lines and an article go together: shared content and place, as log-odds.

use std::ops::Range;

use super::blocks::Blocks;
use super::content::{Content, Share};
use super::line::{Ending, Observed};
use super::odds::{HEADLINE, JOIN};

/// Most lines of one headline, kicker and subtitle included.
pub(super) const MOST_LINES: usize = 6;
/// Articles on either side that a head may belong to.
const REACH: usize = 12;
/// Added to the log-odds, since an article seldom has no headline.
const BIAS: f32 = 1.0;
/// Weight of what joins or parts two lines against the lines' own log-odds.
const JOIN_WEIGHT: f32 = 0.9;

pub(super) const FIT_FEATURES: usize = 26;
/// What is seen of a headline and an article.
pub(super) type Fit = [f32; FIT_FEATURES];

pub(super) const JOIN_FEATURES: usize = 24;
/// What is seen of two lines of a head block, one below the other.
pub(super) type Join = [f32; JOIN_FEATURES];

/// What joins two lines of a block to one headline.
pub(super) fn join_seen(lines: &[Observed], above: usize, below: usize) -> Join {
    let (a, b) = (&lines[above], &lines[below]);
    let on = |x: bool| if x { 1.0 } else { 0.0 };
    let blank = b.after_blank;
    let adjacent = above + 1 == below;
    let run_on = adjacent && !blank;
    let longer = a.width > b.width + 0.7;
    let shorter = a.width + 0.7 < b.width;
    [
        1.0,
        on(blank),
        on(!adjacent),
        on(longer && run_on),
        on(shorter && run_on),
        on(!longer && !shorter && run_on),
        on(a.full()),
        on(a.full() && run_on),
        on(a.open() && run_on && !shorter),
        on(a.inner_space),
        on(b.inner_space),
        on(b.dash_start || a.ending == Ending::Weak || a.ending == Ending::Comma),
        on(a.ending == Ending::Mark),
        on(b.width <= 4.5 && run_on),
        on(a.width <= 4.5),
        on(a.dangling && run_on),
        on(a.very_full() && run_on && longer),
        on(b.closing_start),
        on(a.page_blanks && blank),
        on(a.page_blanks && run_on),
        on(a.width <= 5.5 && blank),
        on(b.width <= 5.5 && blank),
        on(a.width <= 8.5 && b.width <= 8.5),
        on(a.ending == Ending::Stop),
    ]
}

/// Where an article's paragraphs lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// First paragraph.
    pub first: usize,
    /// One past its last paragraph.
    pub end: usize,
    /// Page (of form feeds) it begins on.
    pub page: usize,
}

/// A stretch of a page whose heads look for their articles.
pub(super) struct Work<'a> {
    pub lines: &'a [Observed],
    pub blocks: &'a Blocks,
    pub articles: &'a [Extent],
    pub content: &'a Content,
    pub pages: &'a [usize],
}

/// Log-odds of a block's runs of lines and the articles around it.
pub(super) struct Table {
    /// The articles looked at.
    pub candidates: Range<usize>,
    /// For each line and candidate: alone, and joined to the line above.
    shares: Vec<[Share; 2]>,
    odds: Vec<f32>,
    /// What joins each line to the one above.
    pub joins: Vec<f32>,
}

impl Table {
    /// Log-odds of each candidate for the `length` lines that end before line `to`.
    pub(super) fn odds(&self, to: usize, length: usize) -> &[f32] {
        let width = self.candidates.len();
        let begin = ((to - 1) * MOST_LINES + length - 1) * width;
        self.odds.get(begin..begin + width).unwrap_or_default()
    }

    /// Share of the lines `from..to` in each candidate.
    fn shares(&self, from: usize, to: usize) -> [f32; 2 * REACH] {
        let width = self.candidates.len();
        let mut sums = [Share::default(); 2 * REACH];
        for i in from..to {
            for (sum, share) in sums.iter_mut().zip(&self.shares[i * width..(i + 1) * width]) {
                *sum = *sum + share[usize::from(i > from)];
            }
        }
        sums.map(Share::value)
    }
}

impl Work<'_> {
    pub(super) fn table(&self, b: usize) -> Table {
        let block = &self.blocks.heads[b];
        let at = self.articles.partition_point(|a| a.end <= block.gap);
        let candidates = at.saturating_sub(REACH)..(at + REACH).min(self.articles.len());
        let (count, width) = (block.lines.len(), candidates.len());
        let mut shares = Vec::with_capacity(count * width);
        for line in &self.content.heads[b] {
            shares.extend(self.articles[candidates.clone()].iter().map(|a| line.shares(a.first..a.end)));
        }
        let joins =
            (0..count).map(|i| if i == 0 { 0.0 } else { self.join(block.lines[i - 1], block.lines[i]) }).collect();
        let mut table = Table { candidates, shares, odds: Vec::new(), joins };
        let mut odds = Vec::with_capacity(count * MOST_LINES * width);
        for to in 1..=count {
            for from in (to.saturating_sub(MOST_LINES)..to).rev() {
                let fits = self.fits(b, &table, from, to);
                odds.extend(fits.map(|f| f.iter().zip(HEADLINE).map(|(x, w)| x * w).sum::<f32>() + BIAS));
            }
            odds.resize(to * MOST_LINES * width, f32::NEG_INFINITY);
        }
        table.odds = odds;
        table
    }

    /// What is seen of lines `from..to` of block `b` and each candidate.
    pub(super) fn fits<'a>(
        &'a self,
        b: usize,
        table: &'a Table,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = Fit> + 'a {
        let shares = table.shares(from, to);
        // Of all candidates' shares the two best: each one's strongest rival.
        let (mut best, mut second) = (0.0_f32, 0.0_f32);
        for &share in &shares[..table.candidates.len()] {
            if share > best {
                (best, second) = (share, best);
            } else {
                second = second.max(share);
            }
        }
        let block = &self.blocks.heads[b];
        let (first, last) = (from == 0, to == block.lines.len());
        let width: f32 = block.lines[from..to].iter().map(|&i| self.lines[i].width).sum();
        let (ln_best, ln_second) = ((best + 0.03).ln(), (second + 0.03).ln());
        table.candidates.clone().zip(shares).map(move |(a, share)| {
            let rival = if share >= best { ln_second } else { ln_best };
            self.fit(block.gap, block.lines[from], a, [share, rival], [first, last, width <= 8.5, width <= 5.5])
        })
    }

    fn fit(
        &self,
        gap: usize,
        line: usize,
        article: usize,
        [share, against]: [f32; 2],
        [first, last, small, tiny]: [bool; 4],
    ) -> Fit {
        let a = &self.articles[article];
        let on = |x: bool| if x { 1.0 } else { 0.0 };
        let (before, after) = (gap == a.first, gap == a.end);
        let inside = gap > a.first && gap < a.end;
        let between = if gap < a.first {
            article - self.articles.partition_point(|o| o.first < gap)
        } else if gap > a.end {
            self.articles.partition_point(|o| o.end <= gap) - article - 1
        } else {
            0
        };
        let own = (share + 0.03).ln();
        let edge = gap == 0 || gap == self.blocks.paragraphs.len();
        let far = !before && !after && !inside;
        [
            1.0,
            own,
            share,
            own - against,
            (own - against).min(0.0),
            on(before),
            on(after),
            on(inside),
            on(before && last),
            on(after && first),
            on(before && first && last),
            on(after && first && last),
            (1.0 + between as f32).ln() * on(far && !edge),
            on(far && edge),
            on(self.pages[line] != a.page),
            on(share < 0.03),
            on(inside) * share,
            on(before) * own,
            on(after) * own,
            on(far) * own,
            on(small),
            on(small && before),
            on(small && inside),
            on(small) * share,
            on(tiny),
            on(tiny && before),
        ]
    }

    /// Log-odds that two lines of the block are of one headline, halved for the one and the other side.
    fn join(&self, above: usize, below: usize) -> f32 {
        let odds: f32 = join_seen(self.lines, above, below).iter().zip(JOIN).map(|(x, w)| x * w).sum();
        JOIN_WEIGHT * 0.5 * odds.clamp(-6.0, 6.0)
    }
}

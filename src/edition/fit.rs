//! How well head lines and an article go together: shared content and place, as log-odds.

use std::hint::black_box;
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
const BIAS: f32 = 1.7;
/// Weight of what joins or parts two lines against the lines' own log-odds.
const JOIN_WEIGHT: f32 = 1.025;

/// Features of the place alone, then those of the content too.
const PLACE_FEATURES: usize = 18;
const SEEN_FEATURES: usize = 33;
pub(super) const FIT_FEATURES: usize = PLACE_FEATURES + SEEN_FEATURES;
/// What is seen of a headline and an article.
pub(super) type Fit = [f32; FIT_FEATURES];

pub(super) const JOIN_FEATURES: usize = 24;
/// What is seen of two lines of a head block, one below the other.
pub(super) type Join = [f32; JOIN_FEATURES];

/// What joins two lines of a block to one headline.
pub(super) fn join_seen(lines: &[Observed], above: usize, below: usize) -> Join {
    let (a, b) = (&lines[above], &lines[below]);
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    pub extents: Vec<Extent>,
    /// For each line and candidate: alone, and joined to the line above.
    shares: Vec<[Share; 2]>,
    /// The same of the candidate's first paragraph.
    leads: Vec<[Share; 2]>,
    places: Vec<Place>,
    odds: Vec<f32>,
    /// What joins each line to the one above.
    pub joins: Vec<f32>,
}

impl Table {
    /// Log-odds of each candidate for the `length` lines that end before line `to`.
    pub(super) fn odds(&self, to: usize, length: usize) -> &[f32] {
        let width = self.extents.len();
        let begin = ((to - 1) * MOST_LINES + length - 1) * width;
        self.odds.get(begin..begin + width).unwrap_or_default()
    }

    /// Share of the lines `from..to` in each candidate.
    fn shares(&self, shares: &[[Share; 2]], from: usize, to: usize) -> Rated {
        let width = self.extents.len();
        let mut sums = [Share::default(); 2 * REACH];
        for i in from..to {
            for (sum, share) in sums.iter_mut().zip(&shares[i * width..(i + 1) * width]) {
                *sum = *sum + share[usize::from(i > from)];
            }
        }
        let values = sums.map(Share::value);
        // Of all candidates' shares the two best: each one's strongest rival.
        let (mut best, mut second) = (0.0_f32, 0.0_f32);
        for &share in &values[..width] {
            if share > best {
                (best, second) = (share, best);
            } else {
                second = second.max(share);
            }
        }
        Rated { values, best, logs: [(best + LEAST).ln(), (second + LEAST).ln()], none: black_box(LEAST).ln() }
    }
}

/// Added to shares before the logarithm.
const LEAST: f32 = 0.03;

/// Each candidate's share, the best, and the logarithms of the two best.
struct Rated {
    values: [f32; 2 * REACH],
    best: f32,
    logs: [f32; 2],
    /// Logarithm of no share, which most candidates have; taken when the program runs, as the others are, since a
    /// compiler may round otherwise.
    none: f32,
}

impl Rated {
    /// Share of candidate `c`, its logarithm, and how far that is above the strongest rival's.
    fn of(&self, c: usize) -> [f32; 3] {
        let share = self.values[c];
        let own = if share > 0.0 { (share + LEAST).ln() } else { self.none };
        [share, own, own - self.logs[usize::from(share >= self.best)]]
    }
}

/// Where a head block stands to an article.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Log-odds of the place alone.
    odds: f32,
    before: f32,
    after: f32,
    inside: f32,
    far: f32,
}

fn on(x: bool) -> f32 {
    if x { 1.0 } else { 0.0 }
}

fn dot(seen: &[f32], weights: &[f32]) -> f32 {
    seen.iter().zip(weights).map(|(x, w)| x * w).sum()
}

impl Work<'_> {
    /// The articles looked at for block `b`.
    pub(super) fn candidates(&self, b: usize) -> Range<usize> {
        let at = self.articles.partition_point(|a| a.end <= self.blocks.heads[b].gap);
        at.saturating_sub(REACH)..(at + REACH).min(self.articles.len())
    }

    pub(super) fn table(&self, b: usize) -> Table {
        let block = &self.blocks.heads[b];
        let candidates = self.candidates(b);
        let (count, width) = (block.lines.len(), candidates.len());
        let mut shares = Vec::with_capacity(count * width);
        let mut leads = Vec::with_capacity(count * width);
        for line in &self.content.heads[b] {
            shares.extend(self.articles[candidates.clone()].iter().map(|a| line.shares(a.first..a.end)));
            leads.extend(self.articles[candidates.clone()].iter().map(|a| line.shares(a.first..a.first + 1)));
        }
        let joins =
            (0..count).map(|i| if i == 0 { 0.0 } else { self.join(block.lines[i - 1], block.lines[i]) }).collect();
        let places = candidates.clone().map(|a| self.place(b, a).0).collect();
        let extents = self.articles[candidates].to_vec();
        let mut table = Table { extents, shares, leads, places, odds: Vec::new(), joins };
        let mut odds = Vec::with_capacity(count * MOST_LINES * width);
        for to in 1..=count {
            for from in (to.saturating_sub(MOST_LINES)..to).rev() {
                let seen = self.seen(b, &table, from, to);
                odds.extend(
                    seen.zip(&table.places).map(|(s, place)| place.odds + dot(&s, &HEADLINE[PLACE_FEATURES..]) + BIAS),
                );
            }
            odds.resize(to * MOST_LINES * width, f32::NEG_INFINITY);
        }
        table.odds = odds;
        table
    }

    /// What is seen of lines `from..to` of block `b` and each candidate.
    #[cfg(test)]
    pub(super) fn fits(&self, b: usize, table: &Table, from: usize, to: usize) -> Vec<Fit> {
        let places = self.candidates(b).map(|a| self.place(b, a).1);
        self.seen(b, table, from, to)
            .zip(places)
            .map(|(seen, place)| {
                let mut fit = [0.0; FIT_FEATURES];
                fit.iter_mut().zip(place.iter().chain(&seen)).for_each(|(f, x)| *f = *x);
                fit
            })
            .collect()
    }

    /// What is seen of the place of block `b` and article `a`.
    fn place(&self, b: usize, article: usize) -> (Place, [f32; PLACE_FEATURES]) {
        let block = &self.blocks.heads[b];
        let (gap, a) = (block.gap, &self.articles[article]);
        let (before, after) = (gap == a.first, gap == a.end);
        let inside = gap > a.first && gap < a.end;
        let between = if gap < a.first {
            article - self.articles.partition_point(|o| o.first < gap)
        } else if gap > a.end {
            self.articles.partition_point(|o| o.end <= gap) - article - 1
        } else {
            0
        };
        let edge = gap == 0 || gap == self.blocks.paragraphs.len();
        let far = !before && !after && !inside;
        let first = &self.lines[self.blocks.first_line(a.first)];
        let length: usize = self.content.lengths[a.first..a.end].iter().sum();
        let brief = first.bullet || first.titled;
        let regime = self.content.regime;
        let seen = [
            1.0,
            on(before),
            on(after),
            on(inside),
            (1.0 + between as f32).ln() * on(far && !edge),
            on(far && edge),
            on(block.lines.first().is_some_and(|&l| self.pages[l] != a.page)),
            on(before) * regime,
            on(after) * regime,
            on(far && !edge) * regime,
            on(inside) * regime,
            on(brief),
            on(brief && before),
            on(first.lead && before),
            on(length < 60),
            on(length < 60 && before),
            on(far && between == 0),
            on(far && gap < a.first),
        ];
        let place = Place {
            odds: dot(&seen, &HEADLINE[..PLACE_FEATURES]),
            before: on(before),
            after: on(after),
            inside: on(inside),
            far: on(far),
        };
        (place, seen)
    }

    /// What is seen of lines `from..to` of block `b` and the content of each candidate.
    fn seen<'a>(
        &'a self,
        b: usize,
        table: &'a Table,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = [f32; SEEN_FEATURES]> + 'a {
        let shares = table.shares(&table.shares, from, to);
        let leads = table.shares(&table.leads, from, to);
        let block = &self.blocks.heads[b];
        let (first, last) = (on(from == 0), on(to == block.lines.len()));
        let width: f32 = block.lines[from..to].iter().map(|&i| self.lines[i].width).sum();
        let (small, tiny, wide) = (on(width <= 8.5), on(width <= 5.5), on(width > 28.0));
        let run = &block.lines[from..to];
        let slogan = on(run.iter().any(|&i| self.is_slogan(i)));
        // Right above or right below a line of another kind, without a blank line.
        let near = on(run.last().is_some_and(|&i| !self.lines[i].before_blank));
        table.places.iter().enumerate().map(move |(c, place)| {
            let [share, own, over] = shares.of(c);
            let [lead, own_lead, over_lead] = leads.of(c);
            let Place { before, after, inside, far, .. } = *place;
            [
                own,
                share,
                over,
                over.min(0.0),
                before * last,
                after * first,
                before * first * last,
                after * first * last,
                on(share < 0.03),
                inside * share,
                before * own,
                after * own,
                far * own,
                small,
                small * before,
                small * inside,
                small * share,
                tiny,
                tiny * before,
                own_lead,
                lead,
                over_lead,
                over_lead.min(0.0),
                inside * lead,
                far * over_lead,
                after * over_lead,
                wide,
                wide * before,
                slogan,
                slogan * own,
                slogan * over,
                slogan * (before * last + after * first),
                slogan * near,
            ]
        })
    }

    /// Log-odds that two lines of the block are of one headline, halved for the one and the other side.
    fn join(&self, above: usize, below: usize) -> f32 {
        let odds: f32 = join_seen(self.lines, above, below).iter().zip(JOIN).map(|(x, w)| x * w).sum();
        JOIN_WEIGHT * 0.5 * odds.clamp(-6.0, 6.0)
    }
}

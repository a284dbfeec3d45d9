//! The log-odds of a head block's runs of lines and the articles around it.
//!
//! Drafts differ in one boundary, so a table takes from that of the draft before whatever the change does not touch.

use super::fit::{Extent, MOST_LINES, Place, PlaceFeature, REACH, Work, dot};
use super::head_line::Share;
use super::label::head_margin;
use super::shares::{Crossed, Peaks, crossed, peaks, top, under, value, values};

/// Log-odds of a block's runs of lines and the articles around it.
pub(super) struct Table {
    /// The articles looked at.
    pub extents: Vec<Extent>,
    /// For each line and candidate: alone, and joined to the line above.
    shares: Vec<[Share; 2]>,
    /// The same of the candidate's first paragraph.
    leads: Vec<[Share; 2]>,
    /// The greatest share of each line, alone.
    tops: Vec<f32>,
    /// For each line and candidate: the logarithm of its share, alone, under the greatest.
    under: Vec<f32>,
    /// For each line and candidate: what the candidate says of the break above the line.
    crossed: Vec<Crossed>,
    places: Vec<Place>,
    /// Log-odds of the place of each candidate, side by side.
    pub place_odds: Vec<f32>,
    /// For each run of lines the greatest shares, of the articles and of their first paragraphs.
    peaks: Vec<[Peaks; 2]>,
    /// For each run of lines and candidate the log-odds of the content.
    content: Vec<f32>,
    /// What joins each line to the one above.
    pub joins: Vec<f32>,
    /// Log-odds that each line is no article's headline.
    pub none: Vec<f32>,
    /// How much more each line looks like a headline than like furniture.
    pub margins: Vec<f32>,
}

/// The place of lines `from..to` among all runs, by their last line and their length.
fn run(from: usize, to: usize) -> usize {
    // Runs are shorter where fewer lines stand above.
    let last = to - 1;
    let before = if last < MOST_LINES { last * (last + 1) / 2 } else { MOST_LINES * (2 * last - MOST_LINES + 1) / 2 };
    before + (last - from)
}

/// The n-th of these as the n-th bit.
fn bits(on: impl Iterator<Item = bool>) -> u32 {
    on.enumerate().fold(0, |bits, (n, on)| bits | u32::from(on) << n)
}

/// Which candidates of the table before are candidates still.
struct Kept<'a> {
    table: &'a Table,
    /// Candidates that stayed, in runs: the first, what it was, and how many.
    stayed: Vec<(usize, usize, usize)>,
    came: Vec<usize>,
    gone: Vec<usize>,
}

impl<'a> Kept<'a> {
    fn of(table: &'a Table, extents: &[Extent]) -> Self {
        let mut kept = Self { table, stayed: Vec::new(), came: Vec::new(), gone: Vec::new() };
        let mut o = 0;
        for (c, extent) in extents.iter().enumerate() {
            while table.extents.get(o).is_some_and(|e| e.first < extent.first) {
                kept.gone.push(o);
                o += 1;
            }
            if table.extents.get(o) != Some(extent) {
                kept.came.push(c);
                continue;
            }
            match kept.stayed.last_mut() {
                Some((first, was, many)) if *first + *many == c && *was + *many == o => *many += 1,
                _ => kept.stayed.push((c, o, 1)),
            }
            o += 1;
        }
        kept.gone.extend(o..table.extents.len());
        kept
    }

    /// Adds a row for the candidates: what stayed of the row before, and what is new.
    fn take_over<T: Copy>(&self, row: &[T], into: &mut Vec<T>, mut new: impl FnMut(usize) -> T) {
        let mut came = self.came.iter().copied().peekable();
        for &(first, was, many) in &self.stayed {
            while let Some(c) = came.next_if(|&c| c < first) {
                into.push(new(c));
            }
            into.extend_from_slice(&row[was..was + many]);
        }
        into.extend(came.map(new));
    }
}

impl Table {
    /// Log-odds of the content of each candidate for the `length` lines that end before line `to`.
    pub(super) fn content(&self, to: usize, length: usize) -> &[f32] {
        self.row(run(to - length, to))
    }

    fn row(&self, run: usize) -> &[f32] {
        let width = self.extents.len();
        self.content.get(run * width..(run + 1) * width).unwrap_or_default()
    }

    /// Where the block stands to candidate `c`.
    pub(super) fn place(&self, c: usize) -> Place {
        self.places[c]
    }

    /// What candidate `c` says of the break above line `i`.
    pub(super) fn crossed(&self, i: usize, c: usize) -> Crossed {
        self.crossed.get(i * self.extents.len() + c).copied().unwrap_or(Crossed::Silent)
    }

    /// The logarithm of the share of line `i` in candidate `c` under the greatest.
    pub(super) fn under(&self, i: usize, c: usize) -> f32 {
        self.under[i * self.extents.len() + c]
    }

    /// Shares of lines `from..to` in each candidate, and in its first paragraph.
    pub(super) fn values(&self, from: usize, to: usize) -> [[f32; 2 * REACH]; 2] {
        [&self.shares, &self.leads].map(|shares| values(shares, self.extents.len(), from, to))
    }

    fn value(&self, from: usize, to: usize, c: usize) -> [f32; 2] {
        [&self.shares, &self.leads].map(|shares| value(shares, self.extents.len(), from, to, c))
    }

    /// Some article stands around the block.
    pub(super) fn is_inside(&self) -> bool {
        self.places.iter().any(|p| p.inside > 0.0)
    }
}

impl Work<'_> {
    /// The table of block `b`; `before` is its table in another draft of the stretch.
    pub(super) fn table(&self, b: usize, before: Option<&Table>) -> Table {
        let extents = self.articles[self.candidates(b)].to_vec();
        let kept = before.map(|table| Kept::of(table, &extents));
        let mut table = self.begun(b, extents, kept.as_ref());
        let inside = table.is_inside();
        table.none = match before {
            Some(before) if before.is_inside() == inside => before.none.clone(),
            _ => (0..table.margins.len()).map(|i| self.none(b, i, table.margins[i], inside)).collect(),
        };
        let (count, width) = (table.margins.len(), table.extents.len());
        let runs = run(count.saturating_sub(MOST_LINES), count) + 1;
        let (mut content, mut towers) = (Vec::with_capacity(runs * width), Vec::with_capacity(runs));
        let far = bits(table.places.iter().map(|p| p.far > 0.0));
        let unsaid: Vec<u32> = table
            .shares
            .chunks(width.max(1))
            .map(|line| bits(line.iter().map(|[_, joined]| joined.is_nothing())))
            .collect();
        let weights = &self.weights.headline[PlaceFeature::COUNT..];
        for to in 1..=count {
            for from in (to.saturating_sub(MOST_LINES)..to).rev() {
                let unchanged = kept.as_ref().and_then(|kept| Some((kept, table.unchanged(kept, from, to)?)));
                if let Some((kept, peaks)) = unchanged {
                    let seen = self.seen(b, &table, from, to, peaks);
                    kept.take_over(kept.table.row(run(from, to)), &mut content, |c| {
                        dot(&seen(c, table.value(from, to, c)), weights)
                    });
                    towers.push(peaks);
                    continue;
                }
                let values = table.values(from, to);
                let peaks = values.map(|v| peaks(&v, width));
                let seen = self.seen(b, &table, from, to, peaks);
                let odds = |c: usize| dot(&seen(c, values.map(|v| v[c])), weights);
                // Of articles elsewhere that say nothing of these lines, which most are, the same is seen.
                let alike = unsaid[from..count.min(to + 1)].iter().fold(far, |all, line| all & line);
                let alike_odds = if alike == 0 { 0.0 } else { odds(alike.trailing_zeros() as usize) };
                content.extend((0..width).map(|c| if alike & 1 << c == 0 { odds(c) } else { alike_odds }));
                towers.push(peaks);
            }
        }
        (table.content, table.peaks) = (content, towers);
        table
    }

    /// The table of block `b` without what is seen of runs.
    fn begun(&self, b: usize, extents: Vec<Extent>, kept: Option<&Kept>) -> Table {
        let block = &self.blocks.heads[b];
        let (count, width) = (block.lines.len(), extents.len());
        let mut shares = Vec::with_capacity(count * width);
        let mut leads = Vec::with_capacity(count * width);
        let mut tops = Vec::with_capacity(count);
        let mut unders = Vec::with_capacity(count * width);
        for (i, line) in self.content.heads[b].iter().enumerate() {
            let in_article = |c: usize| line.shares(extents[c].first..extents[c].end);
            let in_lead = |c: usize| line.shares(extents[c].first..extents[c].first + 1);
            if let Some(kept) = kept {
                let row = i * kept.table.extents.len()..(i + 1) * kept.table.extents.len();
                kept.take_over(&kept.table.shares[row.clone()], &mut shares, in_article);
                kept.take_over(&kept.table.leads[row], &mut leads, in_lead);
            } else {
                shares.extend((0..width).map(in_article));
                leads.extend((0..width).map(in_lead));
            }
            let own = &shares[i * width..];
            let top = top(own);
            let new = |c: usize| under(own[c][0], top);
            match kept.filter(|k| k.table.tops[i].to_bits() == top.to_bits()) {
                Some(kept) => {
                    let row = i * kept.table.extents.len()..(i + 1) * kept.table.extents.len();
                    kept.take_over(&kept.table.under[row], &mut unders, new);
                }
                None => unders.extend((0..width).map(new)),
            }
            tops.push(top);
        }
        let breaks = self.breaks(b);
        let between: Vec<usize> = self.between(b).collect();
        let mut places: Vec<Place> = Vec::with_capacity(width);
        let place = |c: usize| self.place(b, &extents[c], breaks, between[c]).0;
        match kept {
            Some(kept) => {
                kept.take_over(&kept.table.places, &mut places, place);
                for (c, known) in places.iter_mut().enumerate() {
                    if known.between != between[c] {
                        *known = place(c);
                    }
                }
            }
            None => places.extend((0..width).map(place)),
        }
        let (joins, margins) = match kept {
            Some(kept) => (kept.table.joins.clone(), kept.table.margins.clone()),
            None => (
                (0..count).map(|i| if i == 0 { 0.0 } else { self.join(b, i) }).collect(),
                block.lines.iter().map(|&i| head_margin(self.lines, i)).collect(),
            ),
        };
        let crossed = crossed(&shares);
        let place_odds = places.iter().map(|p| p.odds).collect();
        let (peaks, content, none) = (Vec::new(), Vec::new(), Vec::new());
        Table {
            extents,
            shares,
            leads,
            tops,
            under: unders,
            crossed,
            places,
            place_odds,
            peaks,
            content,
            joins,
            none,
            margins,
        }
    }
}

impl Table {
    /// The greatest shares of lines `from..to`, where the candidates that came and went change nothing that is seen
    /// of those that stayed.
    fn unchanged(&self, kept: &Kept, from: usize, to: usize) -> Option<[Peaks; 2]> {
        let peaks = *kept.table.peaks.get(run(from, to))?;
        let small = |values: [f32; 2]| values.iter().zip(&peaks).all(|(&v, p)| p.tower_over(v));
        let same = self.tops[from..to] == kept.table.tops[from..to]
            && kept.gone.iter().all(|&o| small(kept.table.value(from, to, o)))
            && kept.came.iter().all(|&c| small(self.value(from, to, c)));
        same.then_some(peaks)
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks::blocks;
    use super::super::content::Content;
    use super::super::fit::learned;
    use super::super::label::label_lines;
    use super::super::line::observe;
    use super::*;
    use crate::read::EditionText;
    use proptest::prelude::*;

    #[test]
    fn runs_are_counted_in_their_order() {
        let mut next = 0;
        for to in 1..40_usize {
            for from in (to.saturating_sub(MOST_LINES)..to).rev() {
                assert_eq!(run(from, to), next);
                next += 1;
            }
        }
    }

    const LINES: [&str; 12] = [
        "江堤加固工程开工",
        "城东小学搬进新楼",
        "　　本报讯（记者 林静）江堤加固工程昨日开工，防汛标准提高到百年一遇。",
        "　　城东小学的学生搬进了新楼，操场也铺上了塑胶。",
        "　　工程由市水务局组织实施，预计明年汛期之前完工。",
        "　　本报讯（通讯员 何海生）老街的居民盼了多年，终于通上了自来水。",
        "老街通上自来水",
        "水务局检修管网",
        "　　检修期间，部分小区的水压会降低，请市民提前储水。",
        "",
        "农技员下乡授课",
        "　　本报讯 三十名农技员昨天下乡，为农户讲授果树管护技术。",
    ];

    proptest! {
        /// Whatever a draft takes over from another one is what it would find by itself.
        #[test]
        fn a_table_taken_over_is_the_table(
            lines in proptest::collection::vec(0..LINES.len(), 4..60),
            first in proptest::collection::vec(any::<bool>(), 60),
            toggled in 1..60_usize,
        ) {
            let text: String = lines.iter().flat_map(|&l| [LINES[l], "\n"]).collect();
            let Ok(page) = EditionText::new(text) else { return Ok(()) };
            let observed = observe(&page);
            let pages = vec![0; observed.len()];
            for blocks in blocks(&label_lines(&observed), &observed) {
                let count = blocks.paragraphs.len();
                if count < 2 {
                    continue;
                }
                let content = Content::of(&page, &blocks);
                let extents = |begins: &[bool]| -> Vec<Extent> {
                    let begins: Vec<usize> = (0..count).filter(|&k| k == 0 || begins[k % begins.len()]).collect();
                    let ends = begins.iter().skip(1).copied().chain([count]);
                    begins.iter().zip(ends).map(|(&first, end)| Extent { first, end, page: 0 }).collect()
                };
                let before = extents(&first);
                let mut begins = first.clone();
                let at = toggled % count.min(begins.len());
                begins[at] = !begins[at];
                let after = extents(&begins);
                let work = |articles| Work {
                    weights: learned(&observed), lines: &observed, blocks: &blocks, articles, content: &content, pages: &pages,
                };
                for b in 0..blocks.heads.len() {
                    let other = work(&before).table(b, None);
                    let (new, taken) = (work(&after).table(b, None), work(&after).table(b, Some(&other)));
                    prop_assert_eq!(&new.content, &taken.content);
                    prop_assert_eq!(&new.none, &taken.none);
                    prop_assert_eq!(&new.under, &taken.under);
                    prop_assert_eq!(&new.place_odds, &taken.place_odds);
                }
            }
        }
    }
}

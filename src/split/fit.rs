//! How well head lines and an article go together: shared content and place, as log-odds.

use std::ops::Range;

use super::blocks::Blocks;
use super::content::Content;
use super::form::{Form, MANNERS};
use super::heads::{Breaks, Join, Unclaimed, join_seen};
use super::joint::Joint;
use super::line::Observed;
use super::shares::peaks;
use super::shares::{Crossed, Peaks};
use super::table::Table;
use super::weights::{HEADLINE, JOIN, NONE, features};

/// Most lines of one headline, kicker and subtitle included.
pub(super) const MOST_LINES: usize = 10;
/// Articles on either side that a head may belong to.
pub(super) const REACH: usize = 8;

/// What is seen of the place of a headline and an article alone.
pub(super) enum PlaceFeature {}
/// What is seen of their content, too.
pub(super) enum SeenFeature {}
/// Log-odds that a headline with the author's name below it is that of the text below the name.
const SIGNED: f32 = 4.0;

/// Features of the place alone, then those of the content too.
pub(super) const FIT_FEATURES: usize = PlaceFeature::COUNT + SeenFeature::COUNT;
/// What is seen of a headline and an article.
pub(super) type Fit = [f32; FIT_FEATURES];

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

/// Weights of what is seen of heads.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    /// That lines are the headline of an article.
    pub headline: Fit,
    /// That two lines are of one headline.
    pub join: Join,
    /// That a line is no article's headline.
    pub none: Unclaimed,
}

/// The weights learned, for each manner of a page.
pub(super) static LEARNED: [Weights; MANNERS] = [
    Weights { headline: HEADLINE[0], join: JOIN[0], none: NONE[0] },
    Weights { headline: HEADLINE[1], join: JOIN[1], none: NONE[1] },
    Weights { headline: HEADLINE[2], join: JOIN[2], none: NONE[2] },
];

/// The weights learned for the manner of the page.
pub(super) fn learned(lines: &[Observed]) -> &'static Weights {
    &LEARNED[lines.first().map_or(0, |l| l.form.manner())]
}

/// A stretch of a page whose heads look for their articles.
pub(super) struct Work<'a> {
    pub weights: &'a Weights,
    pub lines: &'a [Observed],
    pub blocks: &'a Blocks,
    pub articles: &'a [Extent],
    pub content: &'a Content,
    pub pages: &'a [usize],
}

/// Where a head block stands to an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Log-odds of the place alone.
    pub odds: f32,
    /// Articles between the two.
    pub between: usize,
    before: f32,
    after: f32,
    pub inside: f32,
    pub far: f32,
    /// It stands inside and breaks a sentence.
    breaks: f32,
    /// It stands before an article that is marked as a brief.
    brief: f32,
}

pub(super) fn on(x: bool) -> f32 {
    if x { 1.0 } else { 0.0 }
}

/// The sum of the products, in lanes: one sum alone would wait for itself at each step.
pub(super) fn dot(seen: &[f32], weights: &[f32]) -> f32 {
    let (seen, seen_rest) = seen.as_chunks::<8>();
    let (weights, weights_rest) = weights.as_chunks::<8>();
    let mut lanes = [0.0_f32; 8];
    for (seen, weights) in seen.iter().zip(weights) {
        for ((lane, x), w) in lanes.iter_mut().zip(seen).zip(weights) {
            *lane += x * w;
        }
    }
    let rest: f32 = seen_rest.iter().zip(weights_rest).map(|(x, w)| x * w).sum();
    lanes.iter().sum::<f32>() + rest
}

impl Work<'_> {
    /// The articles looked at for block `b`.
    pub(super) fn candidates(&self, b: usize) -> Range<usize> {
        let at = self.articles.partition_point(|a| a.end <= self.blocks.heads[b].gap);
        at.saturating_sub(REACH)..(at + REACH).min(self.articles.len())
    }

    /// What is seen of lines `from..to` of block `b` and each candidate.
    pub(super) fn fits(&self, b: usize, table: &Table, from: usize, to: usize) -> Vec<Fit> {
        let (breaks, values) = (self.breaks(b), table.values(from, to));
        let seen = self.seen(b, table, from, to, values.map(|v| peaks(&v, table.extents.len())));
        let candidates = table.extents.iter().zip(self.between(b)).enumerate();
        candidates
            .map(|(c, (a, between))| {
                let mut fit = [0.0; FIT_FEATURES];
                let place = self.place(b, a, breaks, between).1;
                fit.iter_mut().zip(place.iter().chain(&seen(c, values.map(|v| v[c])))).for_each(|(f, x)| *f = *x);
                fit
            })
            .collect()
    }

    /// How many articles stand between block `b` and each of its candidates.
    pub(super) fn between(&self, b: usize) -> impl Iterator<Item = usize> + use<> {
        let gap = self.blocks.heads[b].gap;
        // The first article that begins below the block, and the first that does not end above it.
        let below = self.articles.partition_point(|a| a.first < gap);
        let above = self.articles.partition_point(|a| a.end <= gap);
        self.candidates(b).map(move |a| if a >= below { a - below } else { above.saturating_sub(a + 1) })
    }

    /// What is seen of the place of block `b`, which breaks what stands there so, and an article, with so many others
    /// `between`.
    pub(super) fn place(
        &self,
        b: usize,
        a: &Extent,
        breaks: Breaks,
        between: usize,
    ) -> (Place, [f32; PlaceFeature::COUNT]) {
        let block = &self.blocks.heads[b];
        let gap = block.gap;
        let within = breaks == Breaks::Paragraph;
        let (before, after) = (gap == a.first && !within, gap == a.end && !within);
        let inside = self.is_inside(b, a);
        let edge = gap == 0 || gap == self.blocks.paragraphs.len();
        let far = !before && !after && !inside;
        let first = &self.lines[self.blocks.first_line(a.first)];
        let length: usize = self.content.lengths[a.first..a.end].iter().sum();
        let brief = first.bullet || first.titled;
        let first_head = &self.lines[block.lines[0]];
        let Form { sectioned, old, .. } = first.form;
        let near = block.lines.last().is_some_and(|&l| !self.lines[l].before_blank);
        let indented = block.lines.iter().all(|&l| self.lines[l].indented);
        let regime = self.content.regime;
        let seen = features!(PlaceFeature in headline {
            bias: 1.0,
            before: on(before),
            after: on(after),
            inside: on(inside),
            far_distance: (1.0 + between as f32).ln() * on(far && !edge),
            far_at_edge: on(far && edge),
            other_page: on(block.lines.first().is_some_and(|&l| self.pages[l] != a.page)),
            before_direction: on(before) * regime,
            after_direction: on(after) * regime,
            far_direction: on(far && !edge) * regime,
            inside_direction: on(inside) * regime,
            brief: on(brief),
            before_brief: on(brief && before),
            before_lead: on(first.lead && before),
            short_article: on(length < 60),
            before_short_article: on(length < 60 && before),
            next_but_one: on(far && between == 0),
            far_above: on(far && gap < a.first),
            inside_paragraph: on(inside && within),
            inside_sentence: on(inside && breaks == Breaks::Sentence),
            before_broken: on(before && breaks == Breaks::Sentence),
            after_broken: on(after && breaks == Breaks::Sentence),
            far_inside_paragraph: on(far && within),
            before_sectioned: on(before && sectioned),
            after_sectioned: on(after && sectioned),
            inside_sectioned: on(inside && sectioned),
            far_sectioned: on(far && sectioned),
            before_close: on(before && near),
            before_indented: on(before && indented),
            inside_indented: on(inside && indented),
            inside_numeral: on(inside && first_head.is_numeral()),
            before_old: on(before && old),
        });
        let place = Place {
            odds: dot(&seen, &self.weights.headline[..PlaceFeature::COUNT]) + SIGNED * on(before && self.is_signed(b)),
            between,
            before: on(before),
            after: on(after),
            inside: on(inside),
            far: on(far),
            breaks: on(inside && breaks != Breaks::Nothing),
            brief: on(brief && before),
        };
        (place, seen)
    }

    /// The author's name stands right below the block.
    fn is_signed(&self, b: usize) -> bool {
        self.blocks.heads[b].lines.last().and_then(|&l| self.lines.get(l + 1)).is_some_and(|l| l.author)
    }

    /// How far the line of a run (from line `from` of its block on) that goes worst with a candidate goes better with
    /// another one, as a logarithm, each line for itself: of all lines, and, where the run is `parted` by blank lines,
    /// of the first lines of its parts.
    fn least(&self, run: &[usize], table: &Table, from: usize, parted: bool, candidate: usize) -> [f32; 2] {
        let mut least = [0.0_f32; 2];
        if run.len() == 1 {
            return least;
        }
        for (i, &line) in run.iter().enumerate() {
            let under = table.under(from + i, candidate);
            least[0] = least[0].min(under);
            if parted && (i == 0 || self.lines[line].after_blank) {
                least[1] = least[1].min(under);
            }
        }
        least
    }

    /// What is seen of lines `from..to` of block `b` and the content of a candidate that has these shares of them; given the
    /// greatest shares of all.
    pub(super) fn seen<'a>(
        &'a self,
        b: usize,
        table: &'a Table,
        from: usize,
        to: usize,
        [shares, leads]: [Peaks; 2],
    ) -> impl Fn(usize, [f32; 2]) -> [f32; SeenFeature::COUNT] + 'a {
        let block = &self.blocks.heads[b];
        let (first, last) = (on(from == 0), on(to == block.lines.len()));
        let width: f32 = block.lines[from..to].iter().map(|&i| self.lines[i].width).sum();
        let (small, tiny, wide) = (on(width <= 8.5), on(width <= 5.5), on(width > 28.0));
        let run = &block.lines[from..to];
        let blanks = run[1..].iter().any(|&i| self.lines[i].after_blank);
        let slogan = on(run.iter().any(|&i| self.is_slogan(i)));
        // Right above or right below a line of another kind, without a blank line.
        let level = self.content.level;
        let near = on(run.last().is_some_and(|&i| !self.lines[i].before_blank));
        let margins = &table.margins[from..to];
        let margin = margins.iter().sum::<f32>() / run.len() as f32;
        let doubtful = on(margins.iter().any(|&m| m < 0.0));
        let furniture = |line: usize| self.blocks.furniture.binary_search(&line).is_ok();
        let under = run.first().is_some_and(|&i| i > 0 && furniture(i - 1) && !self.lines[i].after_blank);
        let over_furniture = run.last().is_some_and(|&i| furniture(i + 1) && !self.lines[i].before_blank);
        let below = run.last().and_then(|&i| self.lines.get(i + 1));
        let runs_on = below.is_some_and(|l| l.joint == Joint::Word && !l.after_blank && to == block.lines.len());
        let runs_in = run.first().is_some_and(|&i| self.lines[i].joint == Joint::Word) && from == 0;
        let notice = run.iter().any(|&i| self.lines[i].notice || self.lines[i].long_number);
        move |c, [share, lead]| {
            let [own, over] = shares.of(share);
            let [own_lead, over_lead] = leads.of(lead);
            let Place { before, after, inside, far, breaks, brief, .. } = table.place(c);
            let [least, parted] = self.least(run, table, from, blanks, c);
            let crossed = |i: usize| table.crossed(i, c);
            let within = |as_found: Crossed| (from + 1..to).filter(|&i| crossed(i) == as_found).count().min(3) as f32;
            features!(SeenFeature in headline {
                own: own,
                share: share,
                over_rival: over,
                under_rival: over.min(0.0),
                before_last_line: before * last,
                after_first_line: after * first,
                before_whole_block: before * first * last,
                after_whole_block: after * first * last,
                no_share: on(share < 0.03),
                inside_share: inside * share,
                before_own: before * own,
                after_own: after * own,
                far_own: far * own,
                narrow: small,
                narrow_before: small * before,
                narrow_inside: small * inside,
                narrow_share: small * share,
                very_narrow: tiny,
                very_narrow_before: tiny * before,
                lead_own: own_lead,
                lead_share: lead,
                lead_over_rival: over_lead,
                lead_under_rival: over_lead.min(0.0),
                inside_lead_share: inside * lead,
                far_lead_over_rival: far * over_lead,
                after_lead_over_rival: after * over_lead,
                wide: wide,
                wide_before: wide * before,
                slogan: slogan,
                slogan_own: slogan * own,
                slogan_over_rival: slogan * over,
                slogan_adjacent: slogan * (before * last + after * first),
                slogan_no_blank_below: slogan * near,
                margin: margin,
                furniture_like: doubtful,
                margin_own: margin * own,
                below_furniture: on(under),
                above_furniture: on(over_furniture),
                runs_on: on(runs_on),
                runs_in: on(runs_in),
                notice: on(notice),
                broken_own: breaks * own,
                broken_over_rival: breaks * over,
                worst_line: least,
                worst_part: parted,
                worst_part_share: parted * share,
                level_own: level * own,
                level_under_rival: level * over.min(0.0),
                level_inside: level * inside,
                level_far: level * far,
                level_worst_line: level * least,
                breaks_in_phrase: within(Crossed::Said),
                breaks_out_of_phrase: within(Crossed::Unsaid),
                starts_in_phrase: on(from > 0 && crossed(from) == Crossed::Said),
                ends_in_phrase: on(crossed(to) == Crossed::Said),
                very_narrow_before_brief: tiny * brief,
            })
        }
    }

    /// Log-odds that line `i` of block `b` is no article's headline.
    pub(super) fn none(&self, b: usize, i: usize, margin: f32, inside: bool) -> f32 {
        dot(&self.none_seen(b, i, margin, inside), &self.weights.none)
    }

    /// Log-odds that line `i` of block `b` is of one headline with the line above it, halved for the one and the
    /// other side.
    pub(super) fn join(&self, b: usize, i: usize) -> f32 {
        0.5 * dot(&join_seen(self.lines, self.blocks, b, i), &self.weights.join)
    }
}

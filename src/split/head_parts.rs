//! Which lines of a head are its kicker (引题), its headline proper (主题) and its subtitle (副题).
//!
//! A conditional random field over the ways to part a head's lines into kicker, headline and subtitle, in this order:
//! the score of a way is the sum of the weights of what is seen of each line under its part (`weights/parts.tsv`) and of
//! each two neighbours under their parts (`weights/part_steps.tsv`). Learned from `data/heads` by `cargo dev learn parts`.

use std::ops::Range;
use std::sync::LazyLock;

use super::head_words::{COLUMNS, DETAILS, EVENTS, GENRES, OCCASIONS, OPENERS, REPORTS};
use super::joint::{Joint, joint};
use super::weights::features;
use crate::han::is_han;

/// A part of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Kicker,
    Headline,
    Subtitle,
}

/// What is seen of a head line.
pub(super) enum PartFeature {}
/// What is seen of two neighbouring head lines.
pub(super) enum PartStep {}

/// Most lines of each part.
const MOST: [usize; 3] = [3, 3, 4];
/// Characters of the body by which head lines are judged.
const LEAD: usize = 120;

/// Log-odds that two lines set close are one headline, beyond what was learned: of pages, most such heads are one headline
/// over two lines of a column, of `data/heads` one in seven.
const ONE_HEADLINE: f32 = 3.0;

/// Log-odds that the upper of two lines set close is the kicker, beyond what was learned, where the lower one has two phrases and
/// no figure: headlines of two phrases are commoner in pages than in `data/heads`.
const KICKER_OVER_PHRASES: f32 = 4.0;

/// Weights of the field: a row of kicker, headline and subtitle for each feature of a line; a row of the five steps
/// (within and between parts) for each feature of two lines.
#[derive(Clone)]
pub(super) struct Weights {
    pub lines: Vec<[f32; 3]>,
    pub steps: Vec<[f32; 5]>,
}

impl Weights {
    /// Those of `weights/`.
    pub(super) fn learned() -> &'static Self {
        static LEARNED: LazyLock<Weights> =
            LazyLock::new(|| Weights { lines: PartFeature::WEIGHTS.to_vec(), steps: PartStep::WEIGHTS.to_vec() });
        &LEARNED
    }
}

/// A head and the beginning of the body below it.
pub(super) struct Head {
    lines: Vec<Line>,
    /// What is seen of each line.
    pub seen: Vec<[bool; PartFeature::COUNT]>,
    /// What is seen of each line and the next.
    pub steps: Vec<[bool; PartStep::COUNT]>,
}

/// A head line.
struct Line {
    chars: Vec<char>,
    text: String,
    /// Blank lines stand above it.
    after_blank: bool,
    width: f32,
    figures: usize,
    /// Where the body says its pairs of characters, and the share of them that it says.
    said_at: Option<f32>,
    said: f32,
    first_said: Option<f32>,
}

impl Line {
    fn new(text: &str, after_blank: bool, lead: &[char]) -> Self {
        let text = text.trim();
        let chars: Vec<char> = text.chars().collect();
        let pairs: Vec<&[char]> = chars.windows(2).filter(|p| p.iter().all(|c| is_han(*c))).collect();
        let places: Vec<f32> = pairs.iter().filter_map(|p| place(lead, p)).map(|at| at as f32).collect();
        let whole = lead.len().max(1) as f32;
        Self {
            width: chars.iter().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum(),
            figures: figures(&chars),
            said: places.len() as f32 / pairs.len().max(1) as f32,
            first_said: places.iter().copied().reduce(f32::min).map(|at| at / whole),
            said_at: (!places.is_empty()).then(|| places.iter().sum::<f32>() / places.len() as f32),
            text: text.to_owned(),
            after_blank,
            chars,
        }
    }

    fn begins(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.text.starts_with(w))
    }

    fn ends(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.text.ends_with(w))
    }

    fn holds(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.text.contains(w))
    }

    fn spaced(&self) -> bool {
        self.text.contains(char::is_whitespace)
    }

    /// Its marks where they stand, all else as one sign.
    fn shape(&self) -> impl Iterator<Item = Option<char>> + '_ {
        self.chars.iter().map(|&c| "，、：“” ".contains(c).then_some(c))
    }
}

fn place(lead: &[char], run: &[char]) -> Option<usize> {
    lead.windows(run.len().max(1)).position(|w| w == run)
}

/// Numbers: digits, numerals of two characters or more, and one before a counted thing.
fn figures(chars: &[char]) -> usize {
    const NUMERALS: &str = "一二三四五六七八九十百千万亿两";
    const COUNTED: &str = "个家万千百项条座名人户辆天年";
    let mut count = 0;
    let mut at = 0;
    while at < chars.len() {
        let run = |of: &dyn Fn(char) -> bool| chars[at..].iter().take_while(|c| of(**c)).count();
        let digits = run(&|c| c.is_numeric() && !NUMERALS.contains(c) || c == '.' || c == '．');
        let numerals = run(&|c| NUMERALS.contains(c));
        let counted = chars.get(at + 1).is_some_and(|c| COUNTED.contains(*c));
        count += usize::from(digits > 0 || numerals > 1 || numerals == 1 && counted);
        at += digits.max(numerals).max(1);
    }
    count
}

impl Head {
    /// A head of lines, each with whether blank lines part it from the one above, over a body.
    pub(super) fn new(lines: &[(&str, bool)], body: &str) -> Self {
        let lead: Vec<char> = body.chars().filter(|c| !c.is_whitespace()).take(LEAD).collect();
        let lines: Vec<Line> = lines.iter().map(|(text, blank)| Line::new(text, *blank, &lead)).collect();
        let seen = (0..lines.len()).map(|i| line_seen(&lines, i)).collect();
        let steps = lines.windows(2).map(|two| step_seen(&two[0], &two[1], &lines, &lead)).collect();
        Self { lines, seen, steps }
    }

    /// The ways to part its lines: how many are the kicker's, and how many the kicker's and headline's.
    pub(super) fn ways(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let count = self.lines.len();
        let [kicker, headline, subtitle] = MOST;
        (0..=kicker.min(count)).flat_map(move |from| {
            let last = count.min(from + headline);
            (from + 1..=last).filter(move |to| count - to <= subtitle).map(move |to| from..to)
        })
    }

    /// How well it is parted with these lines as the headline proper.
    pub(super) fn score(&self, headline: &Range<usize>, weights: &Weights) -> f32 {
        let lines = self.seen.iter().enumerate().flat_map(|(i, seen)| {
            let part = part(i, headline) as usize;
            seen.iter().zip(&weights.lines).filter(|(on, _)| **on).map(move |(_, w)| w[part])
        });
        let steps = self.steps.iter().enumerate().flat_map(|(i, seen)| {
            let step = step(i, headline);
            seen.iter().zip(&weights.steps).filter(|(on, _)| **on).map(move |(_, w)| w[step])
        });
        lines.chain(steps).sum()
    }

    /// The lines of the headline proper: those before are the kicker's, those behind the subtitle's. Of a head of more
    /// lines than a head has, all are the headline's.
    pub(super) fn headline(&self, weights: &Weights) -> Range<usize> {
        let close = self.lines.len() == 2 && !self.lines[1].after_blank;
        let phrases = close && !self.lines[0].spaced() && self.lines[1].spaced() && self.lines[1].figures == 0;
        let scored = self.ways().map(|way| {
            let one = match (close, phrases) {
                (_, true) if way == (1..2) => KICKER_OVER_PHRASES,
                (true, false) if way.len() == 2 => ONE_HEADLINE,
                _ => 0.0,
            };
            (self.score(&way, weights) + one, way)
        });
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map_or(0..self.lines.len(), |(_, way)| way)
    }
}

/// The part of a line.
pub(super) fn part(line: usize, headline: &Range<usize>) -> Part {
    match line {
        i if i < headline.start => Part::Kicker,
        i if i < headline.end => Part::Headline,
        _ => Part::Subtitle,
    }
}

/// The column of the step from a line to the next.
pub(super) fn step(line: usize, headline: &Range<usize>) -> usize {
    let (upper, lower) = (part(line, headline), part(line + 1, headline));
    upper as usize + lower as usize
}

fn line_seen(lines: &[Line], i: usize) -> [bool; PartFeature::COUNT] {
    let line = &lines[i];
    let others = || lines.iter().enumerate().filter(|(n, _)| *n != i).map(|(_, l)| l);
    let widest = others().map(|l| l.width).fold(0.0, f32::max);
    let narrowest = others().map(|l| l.width).fold(f32::INFINITY, f32::min);
    let (text, width) = (line.text.as_str(), line.width);
    let said = (line.said * 4.0) as usize;
    let at = line.said_at.map(|at| at / LEAD as f32);
    features!(PartFeature in parts {
        bias: true,
        width_to_5: width <= 5.0,
        width_to_8: width > 5.0 && width <= 8.0,
        width_to_11: width > 8.0 && width <= 11.0,
        width_to_14: width > 11.0 && width <= 14.0,
        width_to_18: width > 14.0 && width <= 18.0,
        width_over_18: width > 18.0,
        widest: width > widest,
        narrowest: width < narrowest,
        wider_by_4: width > widest + 4.0,
        narrower_by_3: width < narrowest - 3.0,
        figure: line.figures >= 1,
        figures: line.figures >= 2,
        figure_alone: line.figures >= 1 && others().all(|l| l.figures == 0),
        space: line.spaced(),
        dash_start: text.starts_with('—'),
        colon_end: text.ends_with(['：', ':']),
        colon: text.contains('：') && !text.ends_with('：'),
        question: text.ends_with(['？', '?']),
        exclamation: text.ends_with(['！', '!']),
        quote: text.contains(['“', '《']),
        pause: text.contains(['，', '、', '；']),
        opener: line.begins(OPENERS),
        genre: line.ends(GENRES) || text.starts_with("——记"),
        column: line.holds(COLUMNS),
        dot: text.contains('·'),
        serial: text.ends_with(['）', ')']),
        unsaid: said == 0,
        said_some: said == 1,
        said_half: said == 2,
        said_most: said >= 3,
        most_said: others().all(|l| l.said <= line.said),
        least_said: others().all(|l| l.said >= line.said),
        said_first_early: line.first_said.is_some_and(|f| f < 0.1),
        said_early: at.is_some_and(|a| a < 0.25),
        said_late: at.is_some_and(|a| a > 0.5),
        our: ["我", "全"].iter().any(|w| text.strip_prefix(w).is_some_and(|r| r.starts_with(['市', '县', '省', '国', '区']))),
        occasion_end: line.ends(OCCASIONS),
        report_end: line.ends(REPORTS),
        event: line.holds(EVENTS),
        detail_start: line.begins(DETAILS) || text.starts_with(|c: char| c.is_ascii_digit()),
        attribution: line.chars.iter().take(6).skip(2).any(|&c| c == '：'),
        first: i == 0,
        last: i + 1 == lines.len(),
    })
}

fn step_seen(upper: &Line, lower: &Line, lines: &[Line], lead: &[char]) -> [bool; PartStep::COUNT] {
    let difference = lower.width - upper.width;
    let close = difference.abs() <= 1.0;
    let same = upper.chars.iter().zip(&lower.chars).filter(|(a, b)| a == b).count();
    let pairs = |l: &Line| l.chars.windows(2).filter(|p| is_han(p[0]) && is_han(p[1])).map(<[char]>::to_vec).collect();
    let (above, below): (Vec<Vec<char>>, Vec<Vec<char>>) = (pairs(upper), pairs(lower));
    let ends: Option<[char; 2]> = upper.chars.last().zip(lower.chars.first()).map(|(a, b)| [*a, *b]);
    let ends = ends.filter(|j| j.iter().all(|c| is_han(*c)));
    let between = joint(&upper.text, &lower.text);
    let widest = lines.iter().map(|l| l.width).fold(0.0, f32::max);
    let end = upper.chars.len().checked_sub(2).and_then(|n| place(lead, &upper.chars[n..]));
    let start = lower.chars.get(..2).and_then(|s| place(lead, s));
    let order = lower.said_at.zip(upper.said_at).map_or(0.0, |(l, u)| l - u);
    let event = |l: &Line| l.holds(EVENTS);
    let all_parted = lines[1..].iter().all(|l| l.after_blank);
    let none_parted = lines[1..].iter().all(|l| !l.after_blank);
    let mixed = !all_parted && !none_parted;
    features!(PartStep in part_steps {
        bias: true,
        equal: difference == 0.0,
        nearly_equal: difference != 0.0 && close,
        lower_wider_by_5: difference > 5.0,
        upper_wider_by_5: difference < -5.0,
        unequal: difference.abs() >= 3.0,
        same_place: same >= 1 && close,
        same_places: same >= 2,
        runs_on: ends.is_some_and(|j| place(lead, &j).is_some()),
        within_word: between == Joint::Word,
        usual_pair: between == Joint::Usual,
        unusual_pair: between == Joint::Unusual,
        remainder: upper.width >= widest && lower.width < upper.width,
        remainder_in_word: upper.width >= widest && lower.width <= upper.width && between == Joint::Word,
        short_remainder: lower.width <= 4.0,
        spaces_both: upper.spaced() && lower.spaced(),
        space_one: upper.spaced() != lower.spaced(),
        shared_words: above.iter().any(|p| below.contains(p)),
        alike_pauses: close && upper.text.contains('，') == lower.text.contains('，'),
        near_in_lead: end.zip(start).is_some_and(|(e, s)| s >= e + 2 && s - e - 2 <= 6),
        figure_one: (upper.figures > 0) != (lower.figures > 0),
        more_figures: lower.figures > upper.figures,
        fewer_figures: lower.figures < upper.figures,
        told_later: order > 12.0,
        told_earlier: order < -12.0,
        event_above_only: event(upper) && !event(lower),
        event_below_only: !event(upper) && event(lower),
        event_both: event(upper) && event(lower),
        same_shape: difference == 0.0 && upper.shape().eq(lower.shape()),
        both_short: upper.width <= 12.0 && lower.width <= 12.0,
        blank_here_only: mixed && lower.after_blank,
        run_on_here_only: mixed && !lower.after_blank,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_counted() {
        let count = |text: &str| figures(&text.chars().collect::<Vec<_>>());
        assert_eq!(count("新增路灯412盏、停车泊位630个"), 2);
        assert_eq!(count("三万农户，一家人，一起走"), 2);
    }

    #[test]
    fn every_way_holds_a_headline() {
        let head = Head::new(&[("受强冷空气影响", false), ("今起三天降温", false), ("最低六度", false)], "");
        let ways: Vec<_> = head.ways().collect();
        assert_eq!(ways, [0..1, 0..2, 0..3, 1..2, 1..3, 2..3]);
    }
}

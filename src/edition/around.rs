//! What stands around a line that may be a headline: whether its words are said again above or below it, and whether
//! the sentence above it goes on behind it.
//!
//! A line's words are its pairs of characters. Two passes over the text, down and up, keep for each pair (by a hash)
//! the line that had it last, so that one look a pair tells how far away it is said.

use super::content::add_pairs;
use super::furniture::undoubled;
use super::joint::{Joint, joint};
use super::line::{Ending, Observed};
use crate::reader::EditionText;

/// A bit a feature.
pub(super) type Around = u64;
pub(super) const AROUND_FEATURES: usize = SAID_FEATURES + BRIDGE_FEATURES + SHAPE_FEATURES;
const SAID_FEATURES: usize = 27;
const BRIDGE_FEATURES: usize = 8;
const SHAPE_FEATURES: usize = 25;

/// Bytes within which a line's words are a lead's, an article's, and a page's.
const DISTANCES: [usize; 3] = [300, 1200, 9000];
/// Lines of one interruption at most.
const INTERRUPTION: usize = 7;
/// A line wider than this is no headline, in full-width characters.
const WIDEST: f32 = 48.0;

/// Pairs of a line, and how many of them are said within each distance, above and below.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    pairs: u16,
    above: [u16; 3],
    below: [u16; 3],
}

/// Where each pair was said last, by a hash of it: one more than the line's first or last byte.
struct Last(Vec<u32>);

const SLOTS: usize = 1 << 16;

fn slot(a: char, b: char) -> usize {
    let pair = u64::from(u32::from(a)) << 21 | u64::from(u32::from(b));
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize
}

impl Last {
    fn new() -> Self {
        Self(vec![0; SLOTS])
    }

    fn say(&mut self, line: &str, at: usize) {
        add_pairs(line, &mut None, |a, b| self.0[slot(a, b)] = at as u32 + 1);
    }

    /// How many pairs of the line were said within each distance of `at`, and how many it has.
    fn said(&self, line: &str, at: usize) -> (u16, [u16; 3]) {
        let (mut pairs, mut said) = (0, [0; 3]);
        add_pairs(line, &mut None, |a, b| {
            pairs += 1;
            let last = self.0[slot(a, b)] as usize;
            if last > 0 {
                let distance = at.abs_diff(last - 1);
                for (count, most) in said.iter_mut().zip(DISTANCES) {
                    *count += u16::from(distance <= most);
                }
            }
        });
        (pairs, said)
    }
}

/// The line may be one of a headline.
fn may_be_head(line: &Observed) -> bool {
    let plain = matches!(line.ending, Ending::Bare | Ending::Mark) && line.commas <= 1 && !line.inner_stop;
    line.has_han && (plain || line.overprint) && line.width <= WIDEST
}

/// Marks stand at both ends, as around the name of a column: ◆要闻◆, 【在现场】.
fn is_framed(line: &str) -> bool {
    let mark = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !"“”‘’《》（）()！？!?…".contains(c));
    mark(line.chars().next()) && mark(line.chars().next_back())
}

/// Bits of what stands around each line.
pub(super) fn around(page: &EditionText, lines: &[Observed]) -> Vec<Around> {
    let mut said = vec![Said::default(); lines.len()];
    let span = |i: usize| page.lines()[i].span.clone();
    let text = |i: usize| if lines[i].overprint { undoubled(page.line(i)) } else { None };
    let mut last = Last::new();
    for (i, line) in lines.iter().enumerate() {
        let own = text(i);
        let own = own.as_deref().unwrap_or(page.line(i));
        if may_be_head(line) {
            (said[i].pairs, said[i].above) = last.said(own, span(i).start);
        }
        last.say(own, span(i).end);
    }
    let mut last = Last::new();
    for (i, line) in lines.iter().enumerate().rev() {
        let own = text(i);
        let own = own.as_deref().unwrap_or(page.line(i));
        if may_be_head(line) {
            said[i].below = last.said(own, span(i).end).1;
        }
        last.say(own, span(i).start);
    }
    let bridges = bridges(page, lines);
    let notices = notices(lines);
    let shapes = |i| shapes(lines, i, notices[i]) << (SAID_FEATURES + BRIDGE_FEATURES);
    (0..lines.len())
        .map(|i| bits(&lines[i], said[i], is_framed(page.line(i))) | bridges[i] << SAID_FEATURES | shapes(i))
        .collect()
}

fn bits(line: &Observed, said: Said, framed: bool) -> Around {
    if said.pairs == 0 {
        return 0;
    }
    let share = |n: u16| f32::from(n) / (f32::from(said.pairs) + 1.0);
    let [lead_above, near_above, far_above] = said.above.map(share);
    let [lead, near, far] = said.below.map(share);
    let best = near.max(near_above);
    let alone = line.after_blank && line.before_blank;
    let features: [bool; SAID_FEATURES] = [
        true,
        lead >= 0.2,
        lead >= 0.4,
        lead >= 0.6,
        near >= 0.15,
        near >= 0.3,
        near >= 0.5,
        near >= 0.7,
        lead_above >= 0.2,
        lead_above >= 0.4,
        lead_above >= 0.6,
        near_above >= 0.15,
        near_above >= 0.3,
        near_above >= 0.5,
        near_above >= 0.7,
        far.max(far_above) >= 0.15,
        far.max(far_above) >= 0.4,
        far.max(far_above) >= 0.65,
        near >= near_above + 0.2,
        near_above >= near + 0.2,
        line.overprint && best >= 0.3,
        alone && best >= 0.3,
        alone && line.full() && lead >= 0.35,
        line.plain() && best < 0.1,
        framed,
        framed && best < 0.1,
        line.plain() && best < 0.1 && line.width <= 8.0 && !line.before_blank,
    ];
    features.iter().enumerate().fold(0, |bits, (i, &on)| bits | Around::from(on) << i)
}

/// Lines between two parts of one sentence: the line above them breaks off, and the line below goes on with it better
/// than the first of them does.
fn bridges(page: &EditionText, lines: &[Observed]) -> Vec<Around> {
    let mut bridges = vec![0; lines.len()];
    for (i, pair) in lines.windows(2).enumerate() {
        let [line, next] = pair else { continue };
        let interrupts = next.after_blank || next.plain() || next.caption || next.furniture || next.bracketed;
        if !line.open() || line.fullness < 0.8 || next.joint == Joint::Word || !interrupts || next.begins_page {
            continue;
        }
        for length in 1..=INTERRUPTION {
            let Some(behind) = lines.get(i + 1 + length).filter(|b| !b.begins_page) else { break };
            if behind.indented || behind.lead || behind.joint == Joint::Word || !behind.has_han {
                continue;
            }
            let strength = match joint(page.line(i), page.line(i + 1 + length)) {
                Joint::Word => 1,
                Joint::Usual if next.joint == Joint::Unusual => 0,
                _ => continue,
            };
            let inside = match (strength, length) {
                (1, 1) => 1,
                (1, 2) => 2,
                (1, 3 | 4) => 4,
                (1, _) => 8,
                (_, 1) => 16,
                _ => 32,
            };
            bridges[i + 1..=i + length].iter_mut().for_each(|b| *b |= inside);
            bridges[i + 1 + length] |= if strength == 1 { 64 } else { 128 };
            break;
        }
    }
    bridges
}

/// How the line is indented, and those beside it.
fn shapes(lines: &[Observed], i: usize, notice: usize) -> Around {
    let line = &lines[i];
    let column = line.width / line.fullness.max(0.01);
    let room = |l: &Observed| column - l.left - l.width;
    let centred = |l: &Observed| l.left >= 1.0 && (l.left - room(l)).abs() <= 1.2 && l.plain();
    let centres = centred(line);
    let deep = line.left >= 1.0 && !line.indented;
    let right = line.left >= 3.0 && room(line).abs() <= 1.5;
    let near = lines.get(i + 1).filter(|n| !n.after_blank);
    let close = i.checked_sub(1).map(|b| &lines[b]).filter(|_| !line.after_blank);
    let credit = to_credit(lines, i);
    let alone = line.after_blank && line.before_blank;
    let runs_on = lines.get(i + 1).is_some_and(|n| n.joint == Joint::Word);
    let features: [bool; SHAPE_FEATURES] = [
        centres,
        centres && line.indented,
        centres && (near.is_some_and(centred) || close.is_some_and(centred)),
        deep,
        deep && line.plain(),
        deep && line.left >= 5.0,
        right,
        right && line.bracketed,
        right && line.byline,
        line.indented && line.plain_short(),
        line.indented && line.plain_short() && near.is_some_and(|n| n.indented && !n.plain()),
        line.indented && line.plain_short() && line.before_blank,
        line.indented
            && line.plain_short()
            && line.after_blank
            && near.is_some_and(|n| n.plain_short() && n.left > 0.5),
        line.left < 0.5 && line.plain_short() && close.is_some_and(|c| c.left > 0.5 && c.plain_short()),
        line.left < 0.5 && line.page_indents && line.plain_short() && line.after_blank,
        centres && line.width <= 8.0,
        credit == 1,
        credit == 2,
        (3..=5).contains(&credit),
        (1..=5).contains(&credit) && line.plain_short(),
        (1..=4).contains(&notice),
        notice > 4,
        line.page_blanks && alone && line.plain() && line.fullness > 0.7 && line.fullness <= 0.95 && runs_on,
        alone && line.plain() && line.full() && runs_on,
        line.before_blank && line.plain() && lines.get(i + 1).is_some_and(|n| n.joint == Joint::Unusual),
    ];
    features.iter().enumerate().fold(0, |bits, (i, &on)| bits | Around::from(on) << i)
}

/// How many lines below a photograph's credit stands, in lines that a caption may have; 0 where none does.
fn to_credit(lines: &[Observed], i: usize) -> usize {
    const MOST: usize = 5;
    for ahead in 1..=MOST {
        let Some(line) = lines.get(i + ahead) else { break };
        if line.after_blank || line.indented || line.lead || line.byline {
            break;
        }
        if line.photo {
            return ahead;
        }
    }
    0
}

/// How many lines above each line a notice's heading stands, with neither a blank line nor a lead between; 0 where none
/// does.
fn notices(lines: &[Observed]) -> Vec<usize> {
    const MOST: usize = 14;
    let mut since = 0;
    lines
        .iter()
        .map(|line| {
            let heading = line.notice && line.plain_short();
            since = match since {
                _ if line.lead || line.begins_page => 0,
                1.. if since > 1 && line.after_blank => 0,
                n @ 1..MOST => n + 1,
                _ => 0,
            };
            let above = since;
            if heading {
                since = 1;
            }
            above.saturating_sub(1)
        })
        .collect()
}

//! What stands around a line that may be a headline: whether its words are said again above or below it, and whether
//! the sentence above it goes on behind it.
//!
//! A line's words are its pairs of characters. Two passes over the text, down and up, keep for each pair (by a hash)
//! the line that had it last, so that one look a pair tells how far away it is said.

use std::ops::Range;

use super::content::add_pairs;
use super::features::bits as to_bits;
use super::furniture::undoubled;
use super::joint::{Joint, joint};
use super::line::{Ending, Observed};
use super::weights::{features, position};
use crate::read::EditionText;

/// A bit a feature.
pub(super) type Around = u64;

/// The bits of a line whose words are said below it rather than above it, and of the contrary.
pub(super) const SAID_BELOW: Around = 1 << position(&SaidFeature::NAMES, "more_below");
pub(super) const SAID_ABOVE: Around = 1 << position(&SaidFeature::NAMES, "more_above");
/// Where a line's words are said again.
pub(super) enum SaidFeature {}
/// Whether the sentence above a line goes on behind it.
pub(super) enum BridgeFeature {}
/// How a line is indented, and those beside it.
pub(super) enum ShapeFeature {}

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

/// The pairs of some lines by their slots, decoded once for both passes.
#[derive(Default)]
struct Pairs {
    slots: Vec<u16>,
    /// The first of the lines.
    first: usize,
    /// Where each line's begin, and where the last one's end.
    begins: Vec<usize>,
}

impl Pairs {
    fn fill(&mut self, page: &EditionText, lines: &[Observed], range: Range<usize>) {
        self.slots.clear();
        self.begins.clear();
        self.begins.push(0);
        self.first = range.start;
        for i in range {
            let once = if lines[i].overprint { undoubled(page.line(i)) } else { None };
            let text = once.as_deref().unwrap_or(page.line(i));
            add_pairs(text, &mut None, |a, b| self.slots.push(slot(a, b)));
            self.begins.push(self.slots.len());
        }
    }

    fn line(&self, i: usize) -> &[u16] {
        let i = i - self.first;
        &self.slots[self.begins[i]..self.begins[i + 1]]
    }
}

fn slot(a: char, b: char) -> u16 {
    let pair = u64::from(u32::from(a)) << 21 | u64::from(u32::from(b));
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as u16
}

/// Where each pair was said last, by its slot: one more than the line's first or last byte.
struct Last(Vec<u32>);

impl Last {
    fn new() -> Self {
        Self(vec![0; 1 << 16])
    }

    fn say(&mut self, pairs: &[u16], at: usize) {
        for &pair in pairs {
            self.0[usize::from(pair)] = (at as u32).saturating_add(1);
        }
    }

    /// How many of the pairs were said within each distance of `at`.
    fn said(&self, pairs: &[u16], at: usize) -> [u16; 3] {
        let mut said = [0; 3];
        for &pair in pairs {
            let last = self.0[usize::from(pair)] as usize;
            if last > 0 {
                let distance = at.abs_diff(last - 1);
                for (count, most) in said.iter_mut().zip(DISTANCES) {
                    *count += u16::from(distance <= most);
                }
            }
        }
        said
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

/// Lines looked at in one go, so that what is kept of them fits the processor's cache.
const PART: usize = 4096;

/// Sees what stands around each line.
pub(super) fn around(page: &EditionText, lines: &mut [Observed]) {
    let (mut above, mut pairs) = (Last::new(), Pairs::default());
    let mut notices = Notices::default();
    for from in (0..lines.len()).step_by(PART) {
        let to = (from + PART).min(lines.len());
        let mut found = said(page, lines, from..to, &mut above, &mut pairs);
        bridges(page, lines, from, &mut found);
        for (i, found) in (from..to).zip(&mut found) {
            *found |= shapes(lines, i, notices.next(&lines[i])) << (SaidFeature::COUNT + BridgeFeature::COUNT);
        }
        for (line, found) in lines[from..to].iter_mut().zip(found) {
            line.around = found;
        }
    }
}

/// Bits of where the words of these lines are said again.
fn said(
    page: &EditionText,
    lines: &[Observed],
    part: Range<usize>,
    above: &mut Last,
    pairs: &mut Pairs,
) -> Vec<Around> {
    let span = |i: usize| page.lines()[i].span.clone();
    // What is farther away counts nowhere.
    let end = span(part.end - 1).end + DISTANCES[2];
    let seen = (part.end..lines.len()).find(|&i| span(i).start > end).unwrap_or(lines.len());
    pairs.fill(page, lines, part.start..seen);
    let mut said = vec![Said::default(); part.len()];
    for (i, said) in part.clone().zip(&mut said) {
        let own = pairs.line(i);
        if may_be_head(&lines[i]) {
            said.pairs = own.len() as u16;
            said.above = above.said(own, span(i).start);
        }
        above.say(own, span(i).end);
    }
    let mut below = Last::new();
    for i in (part.start..seen).rev() {
        let own = pairs.line(i);
        if i < part.end && may_be_head(&lines[i]) {
            said[i - part.start].below = below.said(own, span(i).end);
        }
        below.say(own, span(i).start);
    }
    part.zip(said).map(|(i, said)| bits(&lines[i], said, is_framed(page.line(i)))).collect()
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
    let features = features!(SaidFeature in around {
        has_words: true,
        lead_below_20: lead >= 0.2,
        lead_below_40: lead >= 0.4,
        lead_below_60: lead >= 0.6,
        near_below_15: near >= 0.15,
        near_below_30: near >= 0.3,
        near_below_50: near >= 0.5,
        near_below_70: near >= 0.7,
        lead_above_20: lead_above >= 0.2,
        lead_above_40: lead_above >= 0.4,
        lead_above_60: lead_above >= 0.6,
        near_above_15: near_above >= 0.15,
        near_above_30: near_above >= 0.3,
        near_above_50: near_above >= 0.5,
        near_above_70: near_above >= 0.7,
        page_15: far.max(far_above) >= 0.15,
        page_40: far.max(far_above) >= 0.4,
        page_65: far.max(far_above) >= 0.65,
        more_below: near >= near_above + 0.2,
        more_above: near_above >= near + 0.2,
        overprint_repeated: line.overprint && best >= 0.3,
        alone_repeated: alone && best >= 0.3,
        full_alone_lead_below: alone && line.full() && lead >= 0.35,
        plain_not_repeated: line.plain() && best < 0.1,
        framed: framed,
        framed_not_repeated: framed && best < 0.1,
        narrow_plain_not_repeated: line.plain() && best < 0.1 && line.width <= 8.0 && !line.before_blank,
    });
    to_bits(features) as Around
}

/// Adds the bits of lines between two parts of one sentence, for the lines of `found`, the first of which is line
/// `first`: the line above them breaks off, and the line below goes on with it better than the first of them does.
fn bridges(page: &EditionText, lines: &[Observed], first: usize, found: &mut [Around]) {
    let end = first + found.len();
    let mut set = |range: Range<usize>, bits: Around| {
        for i in range.start.max(first)..range.end.min(end) {
            found[i - first] |= bits << SaidFeature::COUNT;
        }
    };
    let top = first.saturating_sub(INTERRUPTION + 1);
    for (pair, i) in lines[top..(end + 1).min(lines.len())].windows(2).zip(top..) {
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
            let across = match joint(page.line(i), page.line(i + 1 + length)) {
                Joint::Word => Joint::Word,
                Joint::Usual if next.joint == Joint::Unusual => Joint::Usual,
                _ => continue,
            };
            set(i + 1..i + 1 + length, bridge(Bridge::Parts(length), across));
            set(i + 1 + length..i + 2 + length, bridge(Bridge::Resumes, across));
            break;
        }
    }
}

/// What a line is to a sentence that goes on behind others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bridge {
    /// One of so many lines that part it.
    Parts(usize),
    /// The line in which it goes on.
    Resumes,
}

/// The bits of a line of that part, given what the characters say across the lines between.
fn bridge(part: Bridge, across: Joint) -> Around {
    let lines = match part {
        Bridge::Parts(lines) => lines,
        Bridge::Resumes => 0,
    };
    let (word, usual) = (across == Joint::Word, across == Joint::Usual);
    let features = features!(BridgeFeature in around {
        parts_word_1: word && lines == 1,
        parts_word_2: word && lines == 2,
        parts_word_3_4: word && (3..=4).contains(&lines),
        parts_word_5_7: word && lines > 4,
        parts_usual_pair_1: usual && lines == 1,
        parts_usual_pair_2_7: usual && lines > 1,
        resumes_word: word && part == Bridge::Resumes,
        resumes_usual_pair: usual && part == Bridge::Resumes,
    });
    to_bits(features) as Around
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
    // A sentence that goes on in the line is no caption's, nor is what stands right below another's credit.
    let goes_on = i.checked_sub(1).is_some_and(|b| lines[b].open() && lines[b].full()) && line.joint >= Joint::Usual;
    let behind_credit = i.checked_sub(1).is_some_and(|b| lines[b].photo);
    let credit = if (goes_on || behind_credit) && !line.after_blank { 0 } else { to_credit(lines, i) };
    let alone = line.after_blank && line.before_blank;
    let runs_on = lines.get(i + 1).is_some_and(|n| n.joint == Joint::Word);
    let first_indented = line.indented && line.plain_short() && line.after_blank;
    let features = features!(ShapeFeature in around {
        centred: centres,
        centred_indented: centres && line.indented,
        centred_beside_centred: centres && (near.is_some_and(centred) || close.is_some_and(centred)),
        deep: deep,
        deep_plain: deep && line.plain(),
        very_deep: deep && line.left >= 5.0,
        flush_right: right,
        flush_right_bracketed: right && line.bracketed,
        flush_right_byline: right && line.byline,
        indented_plain_short: line.indented && line.plain_short(),
        indented_plain_short_above_text: line.indented && line.plain_short() && near.is_some_and(|n| n.indented && !n.plain()),
        indented_plain_short_before_blank: line.indented && line.plain_short() && line.before_blank,
        indented_plain_short_above_plain: first_indented && near.is_some_and(|n| n.plain_short() && n.left > 0.5),
        flush_plain_below_inset: line.left < 0.5 && line.plain_short() && close.is_some_and(|c| c.left > 0.5 && c.plain_short()),
        flush_plain_after_blank: line.left < 0.5 && line.page_indents && line.plain_short() && line.after_blank,
        centred_narrow: centres && line.width <= 8.0,
        credit_below_1: credit == 1,
        credit_below_2: credit == 2,
        credit_below_3_5: (3..=5).contains(&credit),
        credit_below_plain_short: (1..=5).contains(&credit) && line.plain_short(),
        notice_above_1_4: (1..=4).contains(&notice),
        notice_above_5_14: notice > 4,
        blanks_plain_alone_runs_on: line.page_blanks && alone && line.plain() && line.fullness > 0.7 && line.fullness <= 0.95 && runs_on,
        plain_full_alone_runs_on: alone && line.plain() && line.full() && runs_on,
        plain_before_blank_breaks_off: line.before_blank && line.plain() && lines.get(i + 1).is_some_and(|n| n.joint == Joint::Unusual),
    });
    to_bits(features) as Around
}

/// How many lines below a photograph's credit stands, in lines that a caption may have; 0 where none does.
fn to_credit(lines: &[Observed], i: usize) -> usize {
    const MOST: usize = 5;
    for ahead in 1..=MOST {
        let Some(line) = lines.get(i + ahead) else { break };
        if line.after_blank || line.indented {
            break;
        }
        if line.photo {
            return ahead;
        }
        if line.lead || line.byline {
            break;
        }
    }
    0
}

/// How many lines above a line a notice's heading stands, with neither a blank line nor a lead between.
#[derive(Default)]
struct Notices {
    since: usize,
}

impl Notices {
    /// The lines up to the heading of the next line; 0 where none stands above it so.
    fn next(&mut self, line: &Observed) -> usize {
        const MOST: usize = 14;
        let ends = line.lead || line.begins_page || self.since > 1 && line.after_blank || self.since >= MOST;
        self.since = if self.since == 0 || ends { 0 } else { self.since + 1 };
        let above = self.since;
        if line.notice && line.plain_short() {
            self.since = 1;
        }
        above.saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::observe;
    use super::*;

    fn seen(text: &str) -> Vec<Around> {
        let page = EditionText::new(text.into()).unwrap();
        observe(&page).iter().map(|line| line.around).collect()
    }

    fn bit(around: Around, feature: usize) -> bool {
        around >> feature & 1 == 1
    }

    #[test]
    fn words_said_below_are_told_from_those_said_above() {
        let text = "江堤加固工程开工\n今天，江堤加固工程开工建设。\n多年来，老街的居民盼着通水。\n老街居民通水了\n";
        let lines = seen(text);
        // Nearly all of the first line is said below it, nothing above.
        assert!(bit(lines[0], 3) && bit(lines[0], 7) && bit(lines[0], 18));
        assert!(!bit(lines[0], 8) && !bit(lines[0], 11));
        assert!(bit(lines[3], 11) && !bit(lines[3], 1));
    }

    #[test]
    fn an_overprinted_line_counts_once() {
        let text = "江堤加固江堤加固工程开工工程开工\n今天，江堤加固工程开工建设。\n";
        assert!(bit(seen(text)[0], 20));
    }

    #[test]
    fn a_line_within_a_sentence_is_bridged() {
        let text =
            "　　今年，全县农机站组织三百台收割机进\n秋收作业有序铺开\n行集中收割，确保颗粒归仓，农户都很满意。\n";
        let lines = seen(text);
        assert!(bit(lines[1], SaidFeature::COUNT), "{:b}", lines[1]);
        assert!(bit(lines[2], SaidFeature::COUNT + 6));
        assert!(!bit(lines[0], SaidFeature::COUNT));
    }

    #[test]
    fn framed_names_of_columns() {
        for line in ["◆要闻◆", "【在现场】", "·热点关注·"] {
            assert!(is_framed(line), "{line}");
        }
        for line in ["“四好农村路”", "《规划》", "要闻", "好吗？", ""] {
            assert!(!is_framed(line), "{line}");
        }
    }

    #[test]
    fn credits_and_notices_are_counted_from() {
        let page = |text: &str| observe(&EditionText::new(text.into()).unwrap());
        let lines = page("西安至中亚的航班\n每周达到十一班。\n本报记者 林静 摄\n　　今年以来。\n");
        assert_eq!((0..4).map(|i| to_credit(&lines, i)).collect::<Vec<_>>(), [2, 1, 0, 0]);
        let lines =
            page("拍卖公告\n受市人民法院委托，定于八日上午十时\n拍卖商业用房一套。\n\n　　本报讯（记者 林静）昨日\n");
        let mut notices = Notices::default();
        assert_eq!(lines.iter().map(|l| notices.next(l)).collect::<Vec<_>>(), [0, 1, 2, 0]);
    }
}

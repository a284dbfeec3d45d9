//! What the text speaks of: character pairs of paragraphs and head lines, and how they overlap.
//!
//! Pairs of Han characters (and letters with them) need no dictionary, so the splitter stays
//! independent of the segmenter. Pairs get numbers as they come, so that overlaps are counted in
//! arrays and without sorting.

use std::borrow::Cow;

use super::blocks::Blocks;
use super::head_line::{HeadLine, Share};
use crate::han::is_han;
use crate::pairs::PairNumbers;
use crate::read::EditionText;

/// Most pairs looked at of one head line: a bit each.
const MOST: usize = 64;
/// Paragraphs on either side in which a head's words are looked for to tell a page's habit.
const NEAR: usize = 3;
/// Characters looked at on either side of a gap.
const WINDOW: usize = 320;

/// Adds the pairs of a line to `pairs`; `before` is the last character of the line it runs on from.
pub(super) fn add_pairs(line: &str, before: &mut Option<char>, mut add: impl FnMut(char, char)) {
    for c in line.chars() {
        if is_han(c) || c.is_ascii_alphanumeric() {
            if let Some(b) = *before {
                // A number alone says little of the content: only pairs with a Han character or letter.
                if !(b.is_ascii_digit() && c.is_ascii_digit()) {
                    add(b, c);
                }
            }
            *before = Some(c);
        } else if !c.is_whitespace() {
            *before = None;
        }
    }
}

/// A pair in a paragraph.
#[derive(Debug, Clone, Copy)]
struct Pair {
    number: u32,
    /// The paragraph above that has it, too, counted from 1; 0 for none.
    above: u32,
    /// The paragraph below that has it, too; [`NOWHERE`] for none.
    below: u32,
}

const NOWHERE: u32 = u32::MAX;

/// The content of a stretch of a page.
pub(super) struct Content {
    /// Distinct pairs of each paragraph, one paragraph after the other.
    pairs: Vec<Pair>,
    /// Where each paragraph's begin, and where the last one's end.
    begins: Vec<usize>,
    /// Weight of each pair: common pairs of the page weigh next to nothing.
    weights: Vec<f32>,
    /// Characters of each paragraph.
    pub lengths: Vec<usize>,
    numbers: PairNumbers,
    /// For each head block its lines.
    pub heads: Vec<Vec<HeadLine>>,
    /// Whether the heads speak of the text below them (up to 1) or above (down to -1).
    pub regime: f32,
    /// How much of the heads stands in the text beside them, 0 to 1: papers whose headlines use the words of their
    /// articles have more.
    pub level: f32,
}

impl Content {
    pub(super) fn of(page: &EditionText, blocks: &Blocks) -> Self {
        let characters: usize = blocks.paragraphs.iter().flat_map(|p| &p.lines).map(|&i| page.line(i).len() / 3).sum();
        let mut numbers = PairNumbers::for_characters(characters);
        // For each pair how many paragraphs it stands in, the last one, counted from 1, and its place there.
        let mut stands: Vec<(u32, u32, u32)> = Vec::with_capacity(characters);
        let mut pairs: Vec<Pair> = Vec::with_capacity(characters);
        let mut begins = Vec::with_capacity(blocks.paragraphs.len() + 1);
        let mut lengths = Vec::with_capacity(blocks.paragraphs.len());
        for (p, paragraph) in blocks.paragraphs.iter().enumerate() {
            begins.push(pairs.len());
            let (mut before, mut bytes) = (None, 0);
            for &line in &paragraph.lines {
                let text = page.line(line);
                bytes += text.len();
                add_pairs(text, &mut before, |b, c| {
                    let number = numbers.number(b, c);
                    if number as usize == stands.len() {
                        stands.push((0, 0, 0));
                    }
                    let (count, last, place) = &mut stands[number as usize];
                    if *last != p as u32 + 1 {
                        if let Some(above) = pairs.get_mut(*place as usize).filter(|_| *last > 0) {
                            above.below = p as u32;
                        }
                        let pair = Pair { number, above: *last, below: NOWHERE };
                        (*count, *last, *place) = (*count + 1, p as u32 + 1, pairs.len() as u32);
                        pairs.push(pair);
                    }
                });
            }
            lengths.push(bytes / 3);
        }
        begins.push(pairs.len());
        let units = 1.0 + lengths.len() as f32;
        let counts: Vec<u32> = stands.into_iter().map(|(count, ..)| count).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let by_count: Vec<f32> = (0..=most).map(|n| (units / (1.0 + n as f32)).ln().max(0.0) + 0.1).collect();
        let weights = counts.iter().map(|&n| by_count[n as usize]).collect();
        let mut content = Self { pairs, begins, weights, lengths, numbers, heads: Vec::new(), regime: 0.0, level: 0.0 };
        content.heads = content.head_lines(page, blocks, &counts);
        (content.regime, content.level) = content.regime(blocks);
        content
    }

    /// The means over the heads of how much more of them stands below than above, and of how much stands on the
    /// better side.
    fn regime(&self, blocks: &Blocks) -> (f32, f32) {
        let (mut sum, mut level, mut count) = (0.0, 0.6, 2.0);
        for (lines, block) in self.heads.iter().zip(&blocks.heads) {
            let gap = block.gap;
            if gap == 0 || gap >= self.lengths.len() {
                continue;
            }
            let share = |range: std::ops::Range<usize>| {
                lines.iter().map(|l| l.share(range.clone(), false)).fold(Share::default(), std::ops::Add::add).value()
            };
            let below = share(gap..(gap + NEAR).min(self.lengths.len()));
            let above = share(gap.saturating_sub(NEAR)..gap);
            sum += ((below - above) * 4.0).clamp(-1.0, 1.0);
            level += below.max(above);
            count += 1.0;
        }
        (sum / count, level / count)
    }

    fn head_lines(&self, page: &EditionText, blocks: &Blocks, counts: &[u32]) -> Vec<Vec<HeadLine>> {
        if blocks.heads.is_empty() {
            return Vec::new();
        }
        // For each pair the paragraphs it stands in, one list after the other.
        let mut begins: Vec<usize> = Vec::with_capacity(counts.len() + 1);
        let mut sum = 0;
        for &count in counts {
            begins.push(sum);
            sum += count as usize;
        }
        let mut ends = begins.clone();
        begins.push(sum);
        let mut stands = vec![0_u32; sum];
        for p in 0..self.lengths.len() {
            for pair in self.of_paragraph(p) {
                stands[ends[pair.number as usize]] = p as u32;
                ends[pair.number as usize] += 1;
            }
        }
        let unknown = (1.0 + self.lengths.len() as f32).ln() + 0.1;
        let line = |line: &str, before: &mut Option<char>| {
            let mut found = HeadLine { masks: vec![0; self.lengths.len()], ..HeadLine::default() };
            let mut seen: Vec<(char, char)> = Vec::new();
            let first = line.chars().next();
            let crosses = before.is_some();
            add_pairs(line, before, |b, c| {
                let bit = seen.len();
                if bit < MOST && !seen.contains(&(b, c)) {
                    found.crossing |= bit == 0 && crosses && first == Some(c);
                    seen.push((b, c));
                    let number = self.numbers.get(b, c).map(|n| n as usize);
                    found.weights.push(number.and_then(|n| self.weights.get(n)).copied().unwrap_or(unknown));
                    for &p in number.map_or(&[][..], |n| &stands[begins[n]..begins[n + 1]]) {
                        found.masks[p as usize] |= 1 << bit;
                    }
                }
            });
            found.total = found.weights.iter().sum();
            found
        };
        blocks
            .heads
            .iter()
            .map(|block| {
                let mut before = None;
                let text = |i: usize| super::furniture::undoubled(page.line(i)).map_or(page.line(i).into(), Cow::Owned);
                block.lines.iter().map(|&i| line(&text(i), &mut before)).collect()
            })
            .collect()
    }

    /// Pairs of paragraph `p`.
    fn of_paragraph(&self, p: usize) -> &[Pair] {
        self.of_paragraphs(p..p + 1)
    }

    fn of_paragraphs(&self, paragraphs: std::ops::Range<usize>) -> &[Pair] {
        let at = |p: usize| self.begins.get(p).copied().unwrap_or(self.pairs.len());
        self.pairs.get(at(paragraphs.start)..at(paragraphs.end)).unwrap_or_default()
    }

    /// Weighted overlap of the paragraphs above and below a gap against the smaller side, and its length in
    /// characters.
    ///
    /// Each side is followed from the gap on, up to paragraph `top` and paragraph `end`, until about `WINDOW`
    /// characters are reached.
    pub(super) fn overlap(&self, gap: usize, top: usize, end: usize) -> (f32, usize) {
        let weight = |pair: &Pair| self.weights[pair.number as usize];
        let (mut above, mut above_length, mut first) = (0.0, 0, gap);
        while first > top && above_length < WINDOW {
            first -= 1;
            above_length += self.lengths[first];
            // Where it stands last above the gap.
            let last = self.of_paragraph(first).iter().filter(|pair| pair.below as usize >= gap);
            above = last.fold(above, |sum, pair| sum + weight(pair));
        }
        let (mut below, mut below_length, mut common, mut last) = (0.0, 0, 0.0, gap);
        while last < end && below_length < WINDOW {
            below_length += self.lengths[last];
            for pair in self.of_paragraph(last).iter().filter(|pair| pair.above as usize <= gap) {
                below += weight(pair);
                if pair.above as usize > first {
                    common += weight(pair);
                }
            }
            last += 1;
        }
        let smaller = f32::min(above, below);
        (if smaller > 0.0 { common / smaller } else { 0.0 }, above_length.min(below_length))
    }

    /// Share of the lines' content that stands in the paragraphs. `sought` marks pairs meanwhile, and is kept to
    /// save clearing it.
    pub(super) fn containment(&self, sought: &mut Vec<u8>, lines: &[&str], paragraphs: std::ops::Range<usize>) -> f32 {
        let unknown = (1.0 + self.lengths.len() as f32).ln() + 0.1;
        let mut wanted: Vec<Option<u32>> = Vec::new();
        let mut before = None;
        for line in lines {
            add_pairs(line, &mut before, |b, c| wanted.push(self.numbers.get(b, c)));
        }
        let weight = |n: &Option<u32>| n.and_then(|n| self.weights.get(n as usize)).copied().unwrap_or(unknown);
        let all: f32 = wanted.iter().map(weight).sum();
        sought.resize(self.weights.len(), 0);
        for &pair in wanted.iter().flatten() {
            sought[pair as usize] = 1;
        }
        for pair in self.of_paragraphs(paragraphs) {
            sought[pair.number as usize] |= sought[pair.number as usize] << 1;
        }
        let stands = |n: &Option<u32>| n.is_some_and(|n| sought[n as usize] > 1);
        let found: f32 = wanted.iter().filter(|n| stands(n)).map(weight).sum();
        for &pair in wanted.iter().flatten() {
            sought[pair as usize] = 0;
        }
        if all > 0.0 { found / all } else { 0.0 }
    }
}

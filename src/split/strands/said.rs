//! What a page says: runs of characters that stand in its lines, and how far lines speak of the same.

use crate::pairs::PairNumbers;
use crate::split::content::add_pairs;

/// Runs of two and three characters that stand within lines; a bit at the place of each one's hash.
#[derive(Debug, Default)]
pub(super) struct Said {
    bits: Vec<u64>,
    shift: u32,
}

impl Said {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        let characters: usize = texts.clone().map(|t| t.len() / 3).sum();
        let places = (32 * characters).next_power_of_two().max(1 << 10);
        let mut said = Self { bits: vec![0; places / 64], shift: 64 - places.trailing_zeros() };
        for text in texts {
            let (mut first, mut second) = ('\0', '\0');
            for c in text.chars().filter(|c| !c.is_whitespace()) {
                if second != '\0' {
                    said.say(['\0', second, c]);
                    if first != '\0' {
                        said.say([first, second, c]);
                    }
                }
                (first, second) = (second, c);
            }
        }
        said
    }

    fn place(&self, run: [char; 3]) -> usize {
        let run = run.iter().fold(0_u64, |sum, &c| sum << 21 | u64::from(u32::from(c)));
        (run.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    fn say(&mut self, run: [char; 3]) {
        let place = self.place(run);
        self.bits[place / 64] |= 1 << (place % 64);
    }

    fn has(&self, run: [char; 3]) -> bool {
        let place = self.place(run);
        self.bits.get(place / 64).is_some_and(|bits| bits & 1 << (place % 64) != 0)
    }

    /// How many of the characters around a break stand together within a line, too: 3, 2 or none.
    pub(super) fn across(&self, [a, b]: [char; 2], [c, d]: [char; 2]) -> usize {
        if self.has([a, b, c]) || self.has([b, c, d]) {
            3
        } else if self.has(['\0', b, c]) {
            2
        } else {
            0
        }
    }
}

/// Characters looked at of one line; columns are narrower.
const WIDEST: usize = 48;
/// Lines on either side of a break that are compared.
const WINDOW: usize = 8;

/// The pairs of characters of each line, with a weight each: pairs that many lines have say little.
#[derive(Debug, Default)]
pub(super) struct Topics {
    pairs: Vec<u32>,
    /// Where the pairs of each line begin, and where the last one's end.
    begins: Vec<usize>,
    weights: Vec<f32>,
}

impl Topics {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        let characters: usize = texts.clone().map(|t| t.len() / 3).sum();
        let mut numbers = PairNumbers::for_characters(characters);
        let mut topics = Self { pairs: Vec::with_capacity(characters), begins: vec![0], weights: Vec::new() };
        // For each pair how many lines have it, and the last one.
        let mut stands: Vec<(u32, usize)> = Vec::with_capacity(characters);
        for text in texts {
            let end = text.char_indices().nth(WIDEST).map_or(text.len(), |(at, _)| at);
            let line = topics.begins.len();
            add_pairs(&text[..end], &mut None, |a, b| {
                let pair = numbers.number(a, b);
                if pair as usize == stands.len() {
                    stands.push((0, 0));
                }
                let (count, last) = &mut stands[pair as usize];
                if *last != line {
                    (*count, *last) = (*count + 1, line);
                    topics.pairs.push(pair);
                }
            });
            topics.begins.push(topics.pairs.len());
        }
        let lines = topics.begins.len() as f32;
        let most = stands.iter().map(|s| s.0).max().unwrap_or(0);
        let by_count: Vec<f32> = (0..=most).map(|n| (lines / (1.0 + n as f32)).ln()).collect();
        topics.weights = stands.iter().map(|&(count, _)| by_count[count as usize]).collect();
        topics
    }

    fn lines(&self, from: usize, to: usize) -> &[u32] {
        &self.pairs[self.begins[from]..self.begins[to]]
    }
}

/// What the lines from one on speak of, to be compared with what stands above.
#[derive(Debug)]
pub(super) struct Ahead<'a> {
    topics: &'a Topics,
    /// For each pair the last line it was marked ahead of, and the last comparison it was found in.
    marked: Vec<u32>,
    found: Vec<u32>,
    line: u32,
    comparison: u32,
}

impl<'a> Ahead<'a> {
    pub(super) fn new(topics: &'a Topics) -> Self {
        let none = vec![0; topics.weights.len()];
        Self { topics, marked: none.clone(), found: none, line: 0, comparison: 0 }
    }

    /// Looks ahead from a line.
    pub(super) fn of(&mut self, line: usize) {
        self.line = line as u32 + 1;
        let end = (line + WINDOW).min(self.topics.begins.len() - 1);
        for &pair in self.topics.lines(line, end) {
            self.marked[pair as usize] = self.line;
        }
    }

    /// Weight of what the lines up to `last` say of the same.
    pub(super) fn common(&mut self, last: usize) -> f32 {
        self.comparison += 1;
        let mut sum = 0.0;
        for &pair in self.topics.lines((last + 1).saturating_sub(WINDOW), last + 1) {
            let pair = pair as usize;
            if self.marked[pair] == self.line && self.found[pair] != self.comparison {
                self.found[pair] = self.comparison;
                sum += self.topics.weights[pair];
            }
        }
        sum
    }
}

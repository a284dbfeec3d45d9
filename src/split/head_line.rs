//! How much of a head line stands in paragraphs: its pairs of characters, a bit each.

use std::ops::Range;

/// A head line's pairs and the paragraphs they stand in.
#[derive(Debug, Default)]
pub(super) struct HeadLine {
    pub weights: Vec<f32>,
    pub total: f32,
    /// The first pair crosses from the line above.
    pub crossing: bool,
    /// For each paragraph a bit for each pair that stands in it.
    pub masks: Vec<u64>,
}

/// Weight of pairs: of those found, and of all.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Share {
    found: f32,
    all: f32,
}

impl Share {
    /// Share of the weight found, 0 to 1; a text of few pairs is never sure.
    pub(super) fn value(self) -> f32 {
        self.of(self.found)
    }

    /// The share if so much of the weight were found.
    pub(super) fn of(self, found: f32) -> f32 {
        found / (self.all + 2.0)
    }

    /// Nothing was found.
    pub(super) fn is_nothing(self) -> bool {
        self.found == 0.0
    }

    /// Whether the pair that only `joined` has, across the break above a line, was found; nothing where both are the
    /// same.
    pub(super) fn crossing(self, joined: Self) -> Option<bool> {
        (joined.all > self.all).then_some(joined.found > self.found)
    }
}

impl std::ops::Add for Share {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { found: self.found + other.found, all: self.all + other.all }
    }
}

impl HeadLine {
    /// A bit for each pair that stands in one of the paragraphs.
    fn mask(&self, paragraphs: Range<usize>) -> u64 {
        self.masks.get(paragraphs).unwrap_or_default().iter().fold(0, |all, m| all | m)
    }

    /// A bit for each pair that counts: the pair across the wrap, the first one, only when `joined`.
    fn counted(&self, joined: bool) -> u64 {
        !u64::from(self.crossing && !joined)
    }

    fn weigh(&self, mask: u64, joined: bool) -> Share {
        let alone = self.crossing && !joined;
        let first = if alone { self.weights.first().copied().unwrap_or(0.0) } else { 0.0 };
        Share { found: self.found(mask & self.counted(joined)), all: self.total - first }
    }

    fn found(&self, mut mask: u64) -> f32 {
        let mut found = 0.0;
        while mask != 0 {
            found += self.weights.get(mask.trailing_zeros() as usize).copied().unwrap_or(0.0);
            mask &= mask - 1;
        }
        found
    }

    /// Adds to the sum of each paragraph of `reach` what is found in it and those below, `window` in all at most and
    /// before paragraph `end` of it.
    pub(super) fn add_found(&self, reach: Range<usize>, end: &[usize], window: usize, joined: bool, sums: &mut [f32]) {
        let counted = self.counted(joined);
        let (mut mask, mut length, mut known) = (0, 0, (0, 0.0));
        for k in (reach.start..(reach.end + window).min(self.masks.len())).rev() {
            // From below, so that a paragraph adds to the mask of the one below it.
            if end[k] == k + 1 {
                (mask, length) = (0, 0);
            }
            if length < window {
                mask |= self.masks[k];
                length += 1;
            } else {
                mask = self.mask(k..k + window);
            }
            if k >= reach.end || mask & counted == 0 {
                continue;
            }
            if mask != known.0 {
                known = (mask, self.found(mask & counted));
            }
            sums[k - reach.start] += known.1;
        }
    }

    /// Shares alone, and joined to the line above.
    pub(super) fn shares(&self, paragraphs: Range<usize>) -> [Share; 2] {
        let mask = self.mask(paragraphs);
        let joined = self.weigh(mask, true);
        [if self.crossing { self.weigh(mask, false) } else { joined }, joined]
    }

    /// How much of the line stands in the paragraphs; `joined` when the line above it counts too,
    /// and with it the pair across the wrap.
    pub(super) fn share(&self, paragraphs: Range<usize>, joined: bool) -> Share {
        self.weigh(self.mask(paragraphs), joined)
    }

    /// The share that a text has in which nothing of the line stands.
    pub(super) fn share_of_none(&self, joined: bool) -> Share {
        self.weigh(0, joined)
    }
}

//! Seeded choices, the same on every platform.

use jzclass::random::SplitMix;

/// Choices of one seed and stream.
#[derive(Debug, Clone)]
pub(super) struct Random(SplitMix);

impl Random {
    /// A sequence of its own for each seed and stream.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut numbers = SplitMix(seed ^ stream.wrapping_mul(0xd6e8_feb8_6659_fd93));
        numbers.next();
        Self(numbers)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.0.next()) * end as u128) >> 64) as usize
    }

    /// A number from `from` to `to`, both included.
    pub(super) fn range(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to.saturating_sub(from) + 1)
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them.
    ///
    /// Lists are never empty here; the word lists are constants.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// One of the words of a list in one string.
    pub(super) fn word(&mut self, list: &'static str) -> &'static str {
        let count = list.split_whitespace().count();
        let at = self.below(count);
        list.split_whitespace().nth(at).unwrap_or_default()
    }

    /// One of the lines of a text.
    pub(super) fn line(&mut self, list: &'static str) -> &'static str {
        let lines = || list.lines().map(str::trim).filter(|l| !l.is_empty());
        let at = self.below(lines().count());
        lines().nth(at).unwrap_or_default()
    }

    /// One of the characters of a string.
    pub(super) fn character(&mut self, list: &str) -> char {
        let at = self.below(list.chars().count());
        list.chars().nth(at).unwrap_or_default()
    }

    /// Shuffles in place.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_in_range() {
        let mut random = Random::new(3, 4);
        assert_eq!(random.below(0), 0);
        let seen: std::collections::BTreeSet<usize> = (0..200).map(|_| random.range(2, 5)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [2, 3, 4, 5]);
    }
}

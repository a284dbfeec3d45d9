//! Numbers for pairs of neighbouring characters, in the order in which they first stand in a text.

use rustc_hash::FxHashMap;

/// Bits of a character.
const CHAR_BITS: u32 = 21;
/// Bits of a number in a place of the table; a pair has the 42 others.
const NUMBER_BITS: u32 = 64 - 2 * CHAR_BITS;
/// Numbers from here on are kept elsewhere.
const MOST: u32 = (1 << NUMBER_BITS) - 1;

/// Pairs and their numbers: a table that is small enough for the processor's cache, since every character of
/// a page is looked up in it.
#[derive(Debug, Clone)]
pub(crate) struct PairNumbers {
    /// A pair and its number plus one, at the place its hash gives or the next free one; 0 is free.
    places: Vec<u64>,
    count: u32,
    more: FxHashMap<u64, u32>,
}

impl PairNumbers {
    /// With room for the pairs of a text of so many characters, about half of which are other ones.
    pub(crate) fn for_characters(characters: usize) -> Self {
        let places = characters.clamp(16, 1 << 20).next_power_of_two();
        Self { places: vec![0; places], count: 0, more: FxHashMap::default() }
    }

    /// How many pairs have a number.
    pub(crate) fn len(&self) -> u32 {
        self.count
    }

    /// Where the pair stands in the table, or the free place where it would.
    fn place(&self, pair: u64) -> usize {
        // The multiplier of FxHash; the upper bits of a product depend on all of the pair.
        let hash = pair.wrapping_mul(0xf1bb_cdcb_fa53_e0a5);
        let mut at = (hash >> (64 - self.places.len().trailing_zeros())) as usize;
        while self.places[at] != 0 && self.places[at] >> NUMBER_BITS != pair {
            at = (at + 1) & (self.places.len() - 1);
        }
        at
    }

    /// The pair's number, if it has one.
    pub(crate) fn get(&self, first: char, second: char) -> Option<u32> {
        let pair = packed(first, second);
        match self.places[self.place(pair)] {
            0 => self.more.get(&pair).copied(),
            found => Some((found & u64::from(MOST)) as u32 - 1),
        }
    }

    /// The pair's number; the next one when it has none yet.
    pub(crate) fn number(&mut self, first: char, second: char) -> u32 {
        let pair = packed(first, second);
        let at = self.place(pair);
        if self.places[at] != 0 {
            return (self.places[at] & u64::from(MOST)) as u32 - 1;
        }
        if self.count >= MOST - 1 {
            let next = self.count;
            let number = *self.more.entry(pair).or_insert(next);
            self.count += u32::from(number == next);
            return number;
        }
        self.count += 1;
        self.places[at] = pair << NUMBER_BITS | u64::from(self.count);
        if self.count as usize * 4 > self.places.len() * 3 {
            self.grow();
        }
        self.count - 1
    }

    fn grow(&mut self) {
        let twice = vec![0; 2 * self.places.len()];
        for taken in std::mem::replace(&mut self.places, twice).into_iter().filter(|&p| p != 0) {
            let at = self.place(taken >> NUMBER_BITS);
            self.places[at] = taken;
        }
    }
}

fn packed(first: char, second: char) -> u64 {
    u64::from(u32::from(first)) << CHAR_BITS | u64::from(u32::from(second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_are_numbered_as_they_come(text in "[一-三a\0𠀀]{0,90}") {
            let chars: Vec<char> = text.chars().collect();
            let mut numbers = PairNumbers::for_characters(0);
            let mut seen: Vec<&[char]> = Vec::new();
            for pair in chars.windows(2) {
                let wanted = seen.iter().position(|s| *s == pair);
                prop_assert_eq!(numbers.get(pair[0], pair[1]).map(|n| n as usize), wanted);
                prop_assert_eq!(numbers.number(pair[0], pair[1]) as usize, wanted.unwrap_or(seen.len()));
                if wanted.is_none() {
                    seen.push(pair);
                }
            }
            prop_assert_eq!(numbers.len() as usize, seen.len());
        }
    }
}

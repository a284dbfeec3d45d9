//! How the dictionary is stored, for the build script that writes it as for the program that reads it.
//!
//! A tree of characters: a node is the beginning of a word. Nodes of one character stand in a table of their
//! own, by character; the others in a hash table under the number of the node before and their last character.
//! A node's word tells whether it is a word, how frequent and of which part of speech, and a bit for each
//! twelfth of the characters says whether a longer node may go on with one, so that most that do not are not
//! looked for.
#![allow(dead_code, reason = "the build script writes what the program reads")]

/// The first character that stands in words.
pub(crate) const FIRST: u32 = 0x4e00;
/// How many characters may stand in words: those of one block of Unicode.
pub(crate) const CHARACTERS: usize = 0xa000 - FIRST as usize;

const CHARACTER_BITS: u32 = 15;
const PARENT_BITS: u32 = 18;
const KEY_BITS: u32 = CHARACTER_BITS + PARENT_BITS;
const FREQUENCY_BITS: u32 = 13;
const TAG_BITS: u32 = 6;
const FILTERS: u32 = 12;

/// The most nodes, frequencies and parts of speech that there is room for.
pub(crate) const MOST_NODES: usize = (1 << PARENT_BITS) - 1 - CHARACTERS;
pub(crate) const MOST_FREQUENCIES: usize = 1 << FREQUENCY_BITS;
pub(crate) const MOST_TAGS: usize = 1 << TAG_BITS;

/// A character's number among those of words; none for any other.
pub(crate) fn code(c: char) -> Option<u16> {
    let code = u32::from(c).wrapping_sub(FIRST);
    (code < CHARACTERS as u32).then_some(code as u16)
}

/// The number of a node: one of these, and never 0.
pub(crate) fn root(code: u16) -> u32 {
    1 + u32::from(code)
}

/// The number of the node at a place of the hash table.
pub(crate) fn branch(place: usize) -> u32 {
    (1 + CHARACTERS + place) as u32
}

/// Under what the node is found that goes on from node `parent` with a character.
pub(crate) fn key(parent: u32, code: u16) -> u64 {
    u64::from(parent) << CHARACTER_BITS | u64::from(code)
}

/// Where it is looked for first.
pub(crate) fn home(key: u64, places: usize) -> usize {
    // The multiplier of FxHash; the upper bits of a product depend on all of the key.
    let hash = key.wrapping_mul(0xf1bb_cdcb_fa53_e0a5) >> 32;
    ((hash * places as u64) >> 32) as usize
}

/// A node: its key, and what it tells. 0 is a free place.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Node(pub(crate) u64);

impl Node {
    pub(crate) fn new(key: u64) -> Self {
        Self(key)
    }

    pub(crate) fn is_free(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn has(self, key: u64) -> bool {
        self.0 & ((1 << KEY_BITS) - 1) == key
    }

    /// The number of its frequency; 0 if it is the beginning of words and none itself.
    pub(crate) fn frequency(self) -> usize {
        (self.0 >> KEY_BITS) as usize & (MOST_FREQUENCIES - 1)
    }

    /// The number of its part of speech; 0 if it is no word.
    pub(crate) fn tag(self) -> u8 {
        ((self.0 >> (KEY_BITS + FREQUENCY_BITS)) as usize & (MOST_TAGS - 1)) as u8
    }

    /// Whether a longer node may go on with this character.
    pub(crate) fn may_go_on(self, code: u16) -> bool {
        self.0 & filter(code) != 0
    }

    pub(crate) fn makes_word(&mut self, frequency: usize, tag: usize) {
        self.0 |= (frequency as u64) << KEY_BITS | (tag as u64) << (KEY_BITS + FREQUENCY_BITS);
    }

    pub(crate) fn goes_on(&mut self, code: u16) {
        self.0 |= filter(code);
    }
}

fn filter(code: u16) -> u64 {
    let twelfth = ((u32::from(code).wrapping_mul(0x9e37_79b1) >> 16) * FILTERS) >> 16;
    1 << (KEY_BITS + FREQUENCY_BITS + TAG_BITS + twelfth)
}

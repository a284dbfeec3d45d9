//! The words of jieba's dictionary that stand more than ten times in its counts (MIT licence; see `data/CARD.md`):
//! the long tail changes few tokens.

use std::hint::black_box;
use std::sync::LazyLock;

use super::node::{self, CHARACTERS, Node};
use stored::{FREQUENCIES, TAGS, TOTAL};

/// Bytes that begin where a cache line does, so that no node lies across two.
#[repr(C, align(64))]
struct Aligned<T>(T);

static ROOTS: Aligned<[u8; CHARACTERS * 8]> = Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/roots.bin")));
const BRANCH_BYTES: usize = include_bytes!(concat!(env!("OUT_DIR"), "/branches.bin")).len();
static BRANCHES: Aligned<[u8; BRANCH_BYTES]> = Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/branches.bin")));

mod stored {
    #![allow(clippy::unreadable_literal)]

    include!(concat!(env!("OUT_DIR"), "/dictionary.rs"));
}

/// The part of speech of a word of the dictionary's, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag(u8);

impl Tag {
    /// That of words that are not in the dictionary.
    pub(crate) const NONE: Self = Self(0);
    /// Places.
    pub(crate) const PLACE: Self = Self::named("ns");
    /// Organisations.
    pub(crate) const ORGANISATION: Self = Self::named("nt");

    const fn named(name: &str) -> Self {
        let mut tag = 0;
        while tag < TAGS.len() {
            if is_same(TAGS[tag].as_bytes(), name.as_bytes()) {
                return Self(tag as u8);
            }
            tag += 1;
        }
        panic!("the dictionary has no word of this part of speech");
    }

    pub(crate) fn name(self) -> Option<&'static str> {
        TAGS.get(usize::from(self.0)).copied().filter(|name| !name.is_empty())
    }
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// A node with its number.
#[derive(Clone, Copy)]
pub(super) struct Numbered {
    number: u32,
    node: Node,
}

impl Numbered {
    /// The node of one character.
    #[inline]
    pub(super) fn root(code: u16) -> Self {
        let bytes = ROOTS.0.as_chunks().0.get(usize::from(code)).copied().unwrap_or_default();
        Self { number: node::root(code), node: Node(u64::from_le_bytes(bytes)) }
    }

    /// The node that goes on from this one with a character.
    #[inline]
    pub(super) fn next(self, code: u16) -> Option<Self> {
        if !self.node.may_go_on(code) {
            return None;
        }
        let branches = BRANCHES.0.as_chunks().0;
        let key = node::key(self.number, code);
        let mut at = node::home(key, branches.len());
        loop {
            let node = Node(u64::from_le_bytes(*branches.get(at)?));
            if node.has(key) {
                return Some(Self { number: node::branch(at), node });
            }
            if node.is_free() {
                return None;
            }
            at = if at + 1 == branches.len() { 0 } else { at + 1 };
        }
    }

    /// Reads where [`Self::next`] will.
    #[inline]
    pub(super) fn fetch(self, code: u16) -> u8 {
        let branches: &[[u8; 8]] = BRANCHES.0.as_chunks().0;
        branches.get(node::home(node::key(self.number, code), branches.len())).map_or(0, |bytes| bytes[0])
    }

    /// The number of the word's frequency, 0 if it is none.
    #[inline]
    pub(super) fn frequency(self) -> usize {
        self.node.frequency()
    }

    #[inline]
    pub(super) fn tag(self) -> Tag {
        Tag(self.node.tag())
    }
}

/// The part of speech of a word.
pub(crate) fn tag_of(word: &str) -> Tag {
    let mut codes = word.chars().map(node::code);
    let Some(Some(first)) = codes.next() else { return Tag::NONE };
    let node = codes.try_fold(Numbered::root(first), |node, code| node.next(code?));
    node.map_or(Tag::NONE, Numbered::tag)
}

/// Logarithms of probabilities by the number of the frequency; 0 stands for a frequency of 1.
pub(super) fn costs() -> &'static [f64] {
    static COSTS: LazyLock<Vec<f64>> = LazyLock::new(|| {
        // Taken when the program runs, as jieba does: a compiler may round otherwise.
        let total = (black_box(TOTAL) as f64).ln();
        FREQUENCIES.iter().map(|&f| f64::from(f.max(1)).ln() - total).collect()
    });
    &COSTS
}

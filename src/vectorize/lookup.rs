//! Term → number, without hashing strings where it can be helped.
//!
//! A run of up to three characters fits a 64-bit key, 21 bits a character, so that runs and most words
//! are found by one probe into a table of keys and numbers. A triple is looked for only where both of its
//! pairs are terms: documents that hold the triple hold the pairs, and the few triples whose pairs were
//! left out of a vocabulary are kept apart.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::{CutDocument, KINDS, Kind, Terms, each_edge};

/// Terms of one kind that have at most three characters.
#[derive(Debug, Clone, Default)]
struct Packed {
    /// Keys and numbers at the places their hashes give, or the next free ones; key 0 is free.
    slots: Vec<(u64, u32)>,
    /// Bits of a hash that are not its place.
    shift: u32,
}

/// Marks a key as taken: code points leave the top bit free.
const TAKEN: u64 = 1 << 63;
/// Bits of a code point.
const BITS: u32 = 21;

/// No character.
const NONE: u64 = u64::MAX;

/// A code point plus one, so that U+0000 is not nothing.
fn code(c: char) -> u64 {
    u64::from(u32::from(c)) + 1
}

/// The key of a term of one to three characters.
fn key(term: &str) -> Option<u64> {
    let mut key = 0_u64;
    for (n, c) in term.chars().enumerate() {
        if n == 3 {
            return None;
        }
        key = key << BITS | code(c);
    }
    (!term.is_empty()).then_some(key | TAKEN)
}

impl Packed {
    /// A table at most half full.
    fn with_capacity(terms: usize) -> Self {
        let places = (2 * terms.max(1)).next_power_of_two().max(2);
        Self { slots: vec![(0, 0); places], shift: 64 - places.trailing_zeros() }
    }

    fn place(&self, key: u64) -> usize {
        // The multiplier of FxHash; the upper bits of a product depend on all of the key.
        (key.wrapping_mul(0xf1bb_cdcb_fa53_e0a5) >> self.shift) as usize
    }

    fn insert(&mut self, key: u64, number: u32) {
        let mut at = self.place(key);
        // Of equal terms, which only a file made elsewhere can hold, the first stays.
        while self.slots[at].0 != 0 && self.slots[at].0 != key {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if self.slots[at].0 == 0 {
            self.slots[at] = (key, number);
        }
    }

    fn get(&self, key: u64) -> Option<u32> {
        let mut at = self.place(key);
        loop {
            match self.slots.get(at)? {
                (0, _) => return None,
                (found, number) if *found == key => return Some(*number),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }
}

/// Where the numbers of terms are found.
#[derive(Debug, Clone)]
pub(super) struct Lookup {
    /// By code, the number of a character of the Basic Multilingual Plane, plus one.
    characters: Vec<u32>,
    /// Short words, all other characters, pairs and triples.
    packed: [Packed; KINDS],
    /// A triple is a term although one of its pairs is none.
    lone_triples: bool,
    /// Longer words and edges.
    long: [HashTable<u32>; KINDS],
}

impl Lookup {
    pub(super) fn new(terms: &Terms) -> Self {
        let sizes = terms.sizes();
        let mut lookup = Self {
            characters: vec![0; 1 << 16],
            packed: sizes.map(|size| Packed::with_capacity(size as usize)),
            lone_triples: false,
            long: [const { HashTable::new() }; KINDS],
        };
        lookup.packed[Kind::Edge as usize] = Packed::with_capacity(0);
        let mut number = 0;
        for (kind, size) in Kind::ALL.into_iter().zip(sizes) {
            for _ in 0..size {
                lookup.insert(kind, terms.text(number).unwrap_or_default(), number, terms);
                number += 1;
            }
        }
        lookup
    }

    fn insert(&mut self, kind: Kind, term: &str, number: u32, terms: &Terms) {
        let Some(key) = key(term).filter(|_| kind != Kind::Edge) else {
            let text = |n: u32| terms.text(n).unwrap_or_default();
            self.long[kind as usize].insert_unique(hash(term), number, |&n| hash(text(n)));
            return;
        };
        if kind == Kind::Triple && !self.lone_triples {
            let (first, last) = (TAKEN | (key ^ TAKEN) >> BITS, TAKEN | key & ((1 << (2 * BITS)) - 1));
            let pairs = &self.packed[Kind::Pair as usize];
            self.lone_triples = pairs.get(first).is_none() || pairs.get(last).is_none();
        }
        match self.characters.get_mut((key ^ TAKEN) as usize) {
            Some(slot) if kind == Kind::Character => *slot = number + 1,
            _ => self.packed[kind as usize].insert(key, number),
        }
    }

    pub(super) fn number(&self, kind: Kind, term: &str, terms: &Terms) -> Option<u32> {
        match key(term).filter(|_| kind != Kind::Edge) {
            Some(key) if kind == Kind::Character => self.character(key ^ TAKEN),
            Some(key) => self.packed[kind as usize].get(key),
            None => self.long[kind as usize].find(hash(term), |&n| terms.text(n) == Some(term)).copied(),
        }
    }

    fn character(&self, c: u64) -> Option<u32> {
        match self.characters.get(c as usize) {
            Some(&number) => number.checked_sub(1),
            None => self.packed[Kind::Character as usize].get(c | TAKEN),
        }
    }

    /// Calls `found` for the number of every known feature of a document, `title_weight` times for those
    /// of the headline: the features of [`each_document_feature`](super::each_document_feature), in
    /// another order.
    pub(super) fn each_number(
        &self,
        document: &CutDocument<'_>,
        title_weight: u32,
        terms: &Terms,
        mut found: impl FnMut(u32),
    ) {
        let mut in_title = |number| (0..title_weight).for_each(|_| found(number));
        self.each_in(document.headline, document.headline_words, terms, &mut in_title);
        self.each_in(document.body, document.body_words, terms, &mut found);
        let (text, words) = document.edged();
        each_edge(text, words, |term| {
            if let Some(number) = self.number(Kind::Edge, term, terms) {
                found(number);
            }
        });
    }

    fn each_in(&self, text: &str, words: &[&str], terms: &Terms, found: &mut impl FnMut(u32)) {
        for word in words {
            if let Some(number) = self.number(Kind::Word, word, terms) {
                found(number);
            }
        }
        let (pairs, triples) = (&self.packed[Kind::Pair as usize], &self.packed[Kind::Triple as usize]);
        // The two characters before this one, none behind white space; and whether they are a term.
        let (mut first, mut second) = (NONE, NONE);
        let mut pair_before = false;
        for c in text.chars() {
            let code = code(c);
            if c.is_whitespace() {
                (first, second) = (NONE, NONE);
                continue;
            }
            if let Some(number) = self.character(code) {
                found(number);
            }
            if second != NONE {
                let pair = pairs.get(TAKEN | second << BITS | code);
                if let Some(number) = pair {
                    found(number);
                }
                if first != NONE
                    && (pair_before && pair.is_some() || self.lone_triples)
                    && let Some(number) = triples.get(TAKEN | first << (2 * BITS) | second << BITS | code)
                {
                    found(number);
                }
                pair_before = pair.is_some();
            }
            (first, second) = (second, code);
        }
    }
}

fn hash(term: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(term)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectorize::{each_document_feature, with_cut};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_known_feature_is_found(
            terms in proptest::collection::btree_set((0_usize..KINDS, "[甲乙丙a]{1,4}"), 0..60),
            headline in "[甲乙丙a 　\0]{0,8}", body in "[甲乙丙a \n\0𠀀]{0,40}",
        ) {
            let mut all = Terms::default();
            for kind in Kind::ALL {
                for (_, term) in terms.iter().filter(|(k, _)| *k == kind as usize) {
                    let mark = if kind == Kind::Edge { "^" } else { "" };
                    all.push(kind, |blob| blob.extend([mark, term]));
                }
            }
            let lookup = Lookup::new(&all);
            let (mut wanted, mut found) = (Vec::new(), Vec::new());
            with_cut(&headline, &body, |document| {
                each_document_feature(document, 2, |kind, term, weight| {
                    let number = (0..all.len()).find(|&n| all.term(n) == Some((kind, term)));
                    wanted.extend(number.into_iter().flat_map(|n| (0..weight).map(move |_| n)));
                });
                lookup.each_number(document, 2, &all, |n| found.push(n));
            });
            wanted.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(found, wanted);
        }
    }
}

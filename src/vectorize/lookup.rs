//! Term → number, without hashing strings where it can be helped.
//!
//! Words of one or two characters, pairs and triples are found by short keys in buckets of one cache line
//! each, all places of a bucket compared without a branch: whether a neighbouring pair is a term cannot be
//! foretold, and a guess gone wrong costs more than the comparison. A triple's key is the number of its first
//! pair with its last character; documents that hold the triple hold the pairs, and the few triples whose
//! pairs were left out of a vocabulary are kept with the longer words.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::ops::Range;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::{CutDocument, KINDS, Kind, Terms, each_edge};

/// Bits of a number in a [`Bucket`]'s place; a key has the 40 others.
const NUMBER_BITS: u32 = 24;
/// Bits of a character in a key.
const CODE_BITS: u32 = 16;

/// Eight places, taken from the first on: a key and a number plus one in each, 0 in a free one.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Bucket([u64; 8]);

/// Buckets fetched side by side.
const AT_ONCE: usize = 32;

/// Numbers by keys of up to 40 bits.
#[derive(Debug, Clone, Default)]
struct Packed {
    buckets: Vec<Bucket>,
}

impl Packed {
    /// Mean number of terms in a bucket: one in eight is full, and only such a one is left for the next.
    const MEAN: usize = 5;

    fn with_capacity(terms: usize) -> Self {
        Self { buckets: vec![Bucket::default(); terms / Self::MEAN + 1] }
    }

    fn home(&self, key: u64) -> usize {
        // The multiplier of FxHash; the upper bits of a product depend on all of the key.
        let hash = key.wrapping_mul(0xf1bb_cdcb_fa53_e0a5) >> 32;
        ((hash * self.buckets.len() as u64) >> 32) as usize
    }

    fn insert(&mut self, key: u64, number: u32) {
        let mut at = self.home(key);
        loop {
            let Bucket(places) = &mut self.buckets[at];
            for place in places {
                if *place == 0 {
                    *place = key << NUMBER_BITS | u64::from(number + 1);
                    return;
                }
                // Of equal terms, which only a file made elsewhere can hold, the first stays.
                if *place >> NUMBER_BITS == key {
                    return;
                }
            }
            at = if at + 1 == self.buckets.len() { 0 } else { at + 1 };
        }
    }

    /// Buckets far apart in memory are fetched side by side, and not each when its turn comes.
    fn fetch(&self, keys: impl Iterator<Item = u64>) {
        let fetch = |key: u64| self.buckets.get(self.home(key)).map_or(0, |bucket| bucket.0[0]);
        std::hint::black_box(keys.fold(0, |all, key| all ^ fetch(key)));
    }

    /// Inserts [`AT_ONCE`] keys at most.
    fn insert_all(&mut self, terms: &[(u64, u32)]) {
        self.fetch(terms.iter().map(|&(key, _)| key));
        for &(key, number) in terms {
            self.insert(key, number);
        }
    }

    /// What [`Self::get`] gives for each key.
    fn get_all(&self, keys: &[u64]) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(keys.len());
        for keys in keys.chunks(AT_ONCE) {
            self.fetch(keys.iter().copied());
            numbers.extend(keys.iter().map(|&key| self.get(key)));
        }
        numbers
    }

    /// The key's number plus one, 0 without one.
    #[inline]
    fn get(&self, key: u64) -> u32 {
        let mut at = self.home(key);
        while let Some(Bucket(places)) = self.buckets.get(at) {
            let mut found = 0;
            for &place in places {
                // The highest bit of the difference less one is set where there is none. Compilers make a branch
                // of a comparison here, whose outcome cannot be foretold.
                let equal = ((place >> NUMBER_BITS) ^ key).wrapping_sub(1) >> 63;
                found |= place & equal.wrapping_neg();
            }
            let full = places[places.len() - 1] != 0;
            if !full || found != 0 {
                return (found & ((1 << NUMBER_BITS) - 1)) as u32;
            }
            at = if at + 1 == self.buckets.len() { 0 } else { at + 1 };
        }
        0
    }
}

/// Stands for white space, which is in no term: no character has this code.
const SPACE: u16 = 0xd800;
/// Stands for a character outside of the Basic Multilingual Plane.
const BEYOND: u16 = 0xd801;

fn code(c: char) -> u16 {
    // Nearly all characters: no white space is among these.
    if matches!(c, '\u{3001}'..='\u{d7ff}') {
        return u32::from(c) as u16;
    }
    if c.is_whitespace() { SPACE } else { u16::try_from(u32::from(c)).unwrap_or(BEYOND) }
}

fn pair_key(first: u16, second: u16) -> u64 {
    u64::from(first) << CODE_BITS | u64::from(second)
}

/// `pair` is the pair's number plus one.
fn triple_key(pair: u32, last: u16) -> u64 {
    u64::from(pair) << CODE_BITS | u64::from(last)
}

/// The codes of a term and how many they are.
type Codes = ([u16; 3], usize);

/// The codes of a term of up to three characters, if all have one of their own.
fn codes(term: &str) -> Option<Codes> {
    // Nearly all characters of terms are such of three bytes, and none of those of these first bytes is white space.
    let (characters, rest) = term.as_bytes().as_chunks::<3>();
    if !rest.is_empty() || characters.len() > 3 || !characters.iter().all(|c| matches!(c[0], 0xe4..=0xe9)) {
        return codes_of_any(term);
    }
    let mut codes = [0; 3];
    for (code, &[first, second, third]) in codes.iter_mut().zip(characters) {
        *code = u16::from(first & 0xf) << 12 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f);
    }
    Some((codes, characters.len()))
}

fn codes_of_any(term: &str) -> Option<Codes> {
    let (mut codes, mut length) = ([0; 3], 0);
    for c in term.chars() {
        *codes.get_mut(length)? = Some(code(c)).filter(|c| !matches!(*c, SPACE | BEYOND))?;
        length += 1;
    }
    Some((codes, length))
}

/// Where the numbers of terms are found.
#[derive(Debug, Clone)]
pub(super) struct Lookup {
    /// By code, the number of a character plus one.
    characters: Vec<u32>,
    /// Words of one or two characters; a single one has the key of a pair with white space.
    words: Packed,
    pairs: Packed,
    triples: Packed,
    /// All others.
    long: [HashTable<u32>; KINDS],
}

impl Lookup {
    pub(super) fn new(terms: &Terms) -> Self {
        let [words, _, pairs, triples, _] = terms.sizes().map(|size| Packed::with_capacity(size as usize));
        let long = [const { HashTable::new() }; KINDS];
        let mut lookup = Self { characters: vec![0; 1 << CODE_BITS], words, pairs, triples, long };
        let mut batch = Batch::default();
        let mut first = 0;
        for (kind, size) in Kind::ALL.into_iter().zip(terms.sizes()) {
            let end = first + size;
            for from in (first..end).step_by(AT_ONCE) {
                lookup.enter(kind, from..end.min(from + AT_ONCE as u32), terms, &mut batch);
            }
            first = end;
        }
        lookup
    }

    /// Enters [`AT_ONCE`] terms of a kind at most.
    fn enter(&mut self, kind: Kind, numbers: Range<u32>, terms: &Terms, batch: &mut Batch) {
        let text = |n: u32| terms.text(n).unwrap_or_default();
        batch.codes.clear();
        batch.codes.extend(numbers.clone().map(|n| codes(text(n))));
        if kind == Kind::Triple {
            let triples = batch.codes.iter().flatten();
            self.pairs.fetch(
                triples.flat_map(|&([first, second, last], _)| [pair_key(first, second), pair_key(second, last)]),
            );
        }
        batch.keys.clear();
        for (number, &codes) in numbers.zip(&batch.codes) {
            match codes.and_then(|codes| self.key(kind, codes)).filter(|_| number + 1 < 1 << NUMBER_BITS) {
                Some(Key::Character(code)) => self.characters[usize::from(code)] = number + 1,
                Some(Key::Word(key) | Key::Pair(key) | Key::Triple(key)) => batch.keys.push((key, number)),
                None => {
                    self.long[kind as usize].insert_unique(hash(text(number)), number, |&n| hash(text(n)));
                }
            }
        }
        match kind {
            Kind::Word => self.words.insert_all(&batch.keys),
            Kind::Pair => self.pairs.insert_all(&batch.keys),
            Kind::Triple => self.triples.insert_all(&batch.keys),
            Kind::Character | Kind::Edge => {}
        }
    }

    /// The key of a term that is short enough to have one. The key of a triple is known when all pairs are.
    fn key(&self, kind: Kind, codes: Codes) -> Option<Key> {
        match (kind, codes) {
            (Kind::Character, ([c, ..], 1)) => Some(Key::Character(c)),
            (Kind::Word, ([first, ..], 1)) => Some(Key::Word(pair_key(first, SPACE))),
            (Kind::Word, ([first, second, _], 2)) => Some(Key::Word(pair_key(first, second))),
            (Kind::Pair, ([first, second, _], 2)) => Some(Key::Pair(pair_key(first, second))),
            (Kind::Triple, ([first, second, last], 3)) => {
                let pair = self.pairs.get(pair_key(first, second));
                let known = pair != 0 && self.pairs.get(pair_key(second, last)) != 0;
                known.then(|| Key::Triple(triple_key(pair, last)))
            }
            _ => None,
        }
    }

    pub(super) fn number(&self, kind: Kind, term: &str, terms: &Terms) -> Option<u32> {
        let packed = match codes(term).and_then(|codes| self.key(kind, codes)) {
            Some(Key::Character(code)) => self.characters[usize::from(code)],
            Some(Key::Word(key)) => self.words.get(key),
            Some(Key::Pair(key)) => self.pairs.get(key),
            Some(Key::Triple(key)) => self.triples.get(key),
            None => 0,
        };
        packed.checked_sub(1).or_else(|| self.long(kind, term, terms))
    }

    fn long(&self, kind: Kind, term: &str, terms: &Terms) -> Option<u32> {
        self.long[kind as usize].find(hash(term), |&n| terms.text(n) == Some(term)).copied()
    }

    /// The number of every known feature of a document, `title_weight` times for those of the headline: the
    /// features of [`each_document_feature`](super::each_document_feature), in another order.
    pub(super) fn numbers(&self, document: &CutDocument<'_>, title_weight: u32, terms: &Terms) -> Vec<u32> {
        // A body of n characters has about 0.6 n words, n characters, and most of n pairs and triples.
        let mut found = Vec::with_capacity(document.body.len() + 64);
        self.add_to(&mut found, document.headline, document.headline_words, terms);
        let in_title = found.len();
        for _ in 1..title_weight {
            found.extend_from_within(..in_title);
        }
        if title_weight == 0 {
            found.clear();
        }
        self.add_to(&mut found, document.body, document.body_words, terms);
        let (text, words) = document.edged();
        each_edge(text, words, |term| found.extend(self.number(Kind::Edge, term, terms)));
        found
    }

    fn add_to(&self, found: &mut Vec<u32>, text: &str, words: &[&str], terms: &Terms) {
        let mut keys = Vec::with_capacity(text.len() / 2);
        for word in words {
            match codes(word).and_then(|codes| self.key(Kind::Word, codes)) {
                Some(Key::Word(key)) => keys.push(key),
                _ => found.extend(self.long(Kind::Word, word, terms)),
            }
        }
        add_known(found, &self.words.get_all(&keys));
        let codes: Vec<u16> = text.chars().map(code).collect();
        found.extend(codes.iter().filter_map(|&c| self.characters[usize::from(c)].checked_sub(1)));
        // For each character but the first, the pair it ends.
        keys.clear();
        keys.extend(codes.windows(2).map(|c| pair_key(c[0], c[1])));
        let pairs = self.pairs.get_all(&keys);
        add_known(found, &pairs);
        // Triples of which both pairs are terms.
        keys.resize(pairs.len(), 0);
        let mut count = 0;
        for (both, &last) in pairs.windows(2).zip(codes.get(2..).unwrap_or_default()) {
            keys[count] = triple_key(both[0], last);
            count += usize::from(both[0].min(both[1]) != 0);
        }
        add_known(found, &self.triples.get_all(&keys[..count]));
        // What has no key of its own.
        let any_may = terms.len() >= 1 << NUMBER_BITS;
        let beyond = |at: usize, length: usize| any_may || codes[at..at + length].contains(&BEYOND);
        self.add_long(found, (Kind::Character, 1), text, terms, |at| beyond(at, 1));
        self.add_long(found, (Kind::Pair, 2), text, terms, |at| beyond(at, 2));
        let unpaired = |at: usize| pairs[at] == 0 || pairs[at + 1] == 0;
        self.add_long(found, (Kind::Triple, 3), text, terms, |at| beyond(at, 3) || unpaired(at));
    }

    /// Adds the runs of so many characters among those that the long terms hold; `may` tells by a run's
    /// place whether it can be one.
    fn add_long(
        &self,
        found: &mut Vec<u32>,
        (kind, length): (Kind, usize),
        text: &str,
        terms: &Terms,
        may: impl Fn(usize) -> bool,
    ) {
        if self.long[kind as usize].is_empty() {
            return;
        }
        let starts = text.char_indices().map(|(at, _)| at);
        let ends = starts.clone().chain([text.len()]).skip(length);
        for (_, (from, to)) in starts.zip(ends).enumerate().filter(|&(at, _)| may(at)) {
            let run = &text[from..to];
            if !run.contains(char::is_whitespace) {
                found.extend(self.long(kind, run, terms));
            }
        }
    }
}

/// Terms that are entered at once.
#[derive(Default)]
struct Batch {
    codes: Vec<Option<Codes>>,
    keys: Vec<(u64, u32)>,
}

/// The key of a short term.
enum Key {
    Character(u16),
    Word(u64),
    Pair(u64),
    Triple(u64),
}

/// Adds numbers given plus one, those that are not 0, without a branch on each.
fn add_known(found: &mut Vec<u32>, numbers: &[u32]) {
    let mut end = found.len();
    found.resize(end + numbers.len(), 0);
    for &number in numbers {
        found[end] = number.wrapping_sub(1);
        end += usize::from(number != 0);
    }
    found.truncate(end);
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
                found = lookup.numbers(document, 2, &all);
            });
            wanted.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(found, wanted);
        }
    }
}

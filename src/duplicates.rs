//! Near-duplicates: the same wire story on several pages or days.
//!
//! A body is taken as the set of its runs of 12 letters (Han characters, Latin letters, digits; punctuation,
//! white space and line breaks do not count). Runs that long are shared by copies, and hardly ever by
//! articles that only tell of the same thing. Of each set the 12 smallest hash values are kept (bottom-k
//! MinHash, Broder 1997). If `m` of them are in both sketches of two articles with `a ≥ b` runs, the share
//! of the shorter article that stands in the longer one is about `m·a / (12·b)`: papers cut wire copy from
//! its end, so that what counts is how much of the shorter text is in the longer one and not how like the
//! two are. Two articles are the same story when at least 2 values and half of the shorter text agree.
//! Values that more than 32 different articles have are phrases of forms (weather, court notices, prices)
//! and do not count; a text that comes again to the letter is found in any case. Bodies of fewer than 35
//! letters are never called copies.
//!
//! # Measured
//! On the 1,205 articles of `data/corpus` of 200 characters or more, 965 copies made of them, and 600 notices of
//! six forms with other facts in each (`cargo test --test core duplicates -- --nocapture`):
//!
//! | copy | found |
//! |---|---|
//! | whole | 121 of 121 |
//! | cut to 75 %, 60 %, 45 % of its length | 100 %, 92.6 %, 86.8 % |
//! | with another lead; and cut to 60 % | 99.2 %; 68.3 % |
//! | sentences left out, other punctuation, paragraphs joined | 97.5 % |
//! | 2 % of the characters misread | 93.3 % |
//! | all | 92.2 %, of what is marked 99.4 % is right |
//!
//! SimHash (64 bits, same text) takes cut copies and different articles alike: at a precision of 98 % it
//! finds less than a third, since a cut moves the bits as much as another text of the same office language.
//!
//! Memory: 47 bytes an article at most while they are compared; time grows as `n log n`.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::record::Record;

/// Letters of a run.
const RUN: usize = 12;
/// Hash values kept.
const KEPT: usize = 12;
/// Bodies of fewer runs are too short to call copies.
const FEWEST: u16 = 24;
/// Common hash values that make two articles one story.
const COMMON: usize = 2;
/// A run that more different articles have is a phrase of a form or of office language.
const FREQUENT: usize = 32;
/// Hash values are compared in so many parts, one after another, which keeps memory low.
const PARTS: u32 = 32;

/// Place of a value that a text of few different runs does not have.
const UNUSED: [u8; 3] = [0xff; 3];

/// What is kept of an article's body to find its copies: 38 bytes.
///
/// ```
/// use jzclass::duplicates::{Duplicates, Signature};
/// let story = "清河市防汛抗旱指挥部昨日发布汛情通报，受上游持续强降雨影响，柳林站水位仍在缓慢上涨，请沿河群众注意安全。";
/// let mut duplicates = Duplicates::default();
/// duplicates.push(Signature::new("昨日全市各中小学同时开学，新学期共有三万余名学生走进课堂，其中一年级新生四千余人，比上年略有增加。"));
/// duplicates.push(Signature::new(story));
/// duplicates.push(Signature::new(&format!("本报讯 {story}")));
/// let firsts = duplicates.finish();
/// assert_eq!((firsts.of(0), firsts.of(1), firsts.of(2)), (None, None, Some(1)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Signature {
    /// Sorted, 24 bits each; those not used are [`UNUSED`].
    values: [[u8; 3]; KEPT],
    runs: u16,
}

impl Signature {
    /// The signature of a body. Its time is that of one pass over the characters.
    pub fn new(body: &str) -> Self {
        // A rolling polynomial modulo 2^64, mixed so that all bits depend on all letters.
        const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
        let out_of_run = (0..RUN).fold(1_u64, |power, _| power.wrapping_mul(BASE));
        let mut window = [0_u64; RUN];
        let mut smallest = [u64::MAX; KEPT];
        let (mut hash, mut letters) = (0_u64, 0_usize);
        for c in body.chars().filter(|c| c.is_alphanumeric()) {
            let letter = u64::from(u32::from(c)) + 1;
            let slot = &mut window[letters % RUN];
            hash = hash.wrapping_mul(BASE).wrapping_add(letter).wrapping_sub(slot.wrapping_mul(out_of_run));
            *slot = letter;
            letters += 1;
            if letters >= RUN {
                keep(&mut smallest, mixed(hash));
            }
        }
        // The order rests on the high bits; the low ones tell values apart.
        let mut values = smallest.map(|v| [(v >> 16) as u8, (v >> 8) as u8, v as u8]);
        values.sort_unstable();
        Self { values, runs: u16::try_from((letters + 1).saturating_sub(RUN)).unwrap_or(u16::MAX) }
    }

    /// Whether two bodies are the same story; values marked in `forms` are of phrases that many
    /// articles have and do not count.
    fn same_story(&self, forms: u16, other: &Self) -> bool {
        let (long, short) = (self.runs.max(other.runs), self.runs.min(other.runs));
        let common = self.common(forms, other);
        // m·a / (k·b) ≥ 1/2
        common >= COMMON && 2 * common * usize::from(long) >= KEPT * usize::from(short)
    }

    fn common(&self, forms: u16, other: &Self) -> usize {
        let (mut a, mut b, mut common) = (0, 0, 0);
        while a < KEPT && b < KEPT {
            match self.values[a].cmp(&other.values[b]) {
                Ordering::Less => a += 1,
                Ordering::Greater => b += 1,
                Ordering::Equal => {
                    common += usize::from(self.values[a] != UNUSED && forms >> a & 1 == 0);
                    a += 1;
                    b += 1;
                }
            }
        }
        common
    }
}

fn keep(smallest: &mut [u64; KEPT], value: u64) {
    if value >= smallest[KEPT - 1] {
        return;
    }
    let place = smallest.partition_point(|&v| v < value);
    if smallest[place] != value {
        smallest.copy_within(place..KEPT - 1, place + 1);
        smallest[place] = value;
    }
}

/// The finaliser of `MurmurHash3`.
fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// As hexadecimal digits: what a journal of records keeps.
impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = self.values.as_flattened().iter().copied().chain(self.runs.to_be_bytes());
        let digits = bytes.flat_map(|b| [b >> 4, b & 15]).filter_map(|n| char::from_digit(u32::from(n), 16));
        serializer.serialize_str(&digits.collect::<String>())
    }
}

impl<'de> Deserialize<'de> for Signature {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes: Option<Vec<u8>> = (0..KEPT * 3 + 2)
            .map(|n| text.get(2 * n..2 * n + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()))
            .collect();
        let bytes = bytes.filter(|b| 2 * b.len() == text.len());
        let bytes = bytes.ok_or_else(|| serde::de::Error::custom("no signature of a body"))?;
        let mut signature = Self::default();
        signature.values.as_flattened_mut().copy_from_slice(&bytes[..KEPT * 3]);
        signature.runs = u16::from_be_bytes([bytes[KEPT * 3], bytes[KEPT * 3 + 1]]);
        Ok(signature)
    }
}

/// Signatures in input order, to be compared when all are there.
#[derive(Debug, Clone, Default)]
pub struct Duplicates {
    signatures: Vec<Signature>,
}

impl Duplicates {
    /// Adds the next article.
    pub fn push(&mut self, signature: Signature) {
        self.signatures.push(signature);
    }

    /// Compares all that share a hash value and finds of each story the first article.
    pub fn finish(mut self) -> Firsts {
        let mut first: Vec<u32> = (0..self.signatures.len() as u32).collect();
        self.join_equal(&mut first);
        let mut entries = Vec::new();
        let mut forms = vec![0_u16; self.signatures.len()];
        for part in 0..PARTS {
            self.entries(part, &mut entries);
            for sharing in entries.chunk_by(|a, b| a.value == b.value).filter(|s| s.len() > FREQUENT) {
                for entry in sharing {
                    forms[entry.article as usize] |= 1 << entry.place;
                }
            }
        }
        for part in 0..PARTS {
            self.entries(part, &mut entries);
            for sharing in entries.chunk_by(|a, b| a.value == b.value).filter(|s| s.len() <= FREQUENT) {
                for (n, later) in sharing.iter().enumerate() {
                    let (signature, forms) = (&self.signatures[later.article as usize], forms[later.article as usize]);
                    for earlier in &sharing[..n] {
                        if signature.same_story(forms, &self.signatures[earlier.article as usize]) {
                            join(&mut first, earlier.article, later.article);
                            break;
                        }
                    }
                }
            }
        }
        for n in 0..first.len() {
            first[n] = first[first[n] as usize];
        }
        Firsts { first }
    }

    /// Makes articles of equal signatures one story, and of all but the first of each drops the
    /// signature: a text that is printed daily would make all its phrases frequent.
    fn join_equal(&mut self, first: &mut [u32]) {
        let mut order: Vec<u32> = (0..self.signatures.len() as u32).collect();
        order.sort_unstable_by_key(|&n| (&self.signatures[n as usize], n));
        let mut head: Option<(u32, Signature)> = None;
        for n in order {
            let signature = &mut self.signatures[n as usize];
            match head {
                Some((head, equal)) if equal == *signature && equal.runs >= FEWEST => {
                    first[n as usize] = head;
                    *signature = Signature::default();
                }
                _ => head = Some((n, *signature)),
            }
        }
    }

    /// The hash values of one part, those that are equal together and in input order.
    fn entries(&self, part: u32, entries: &mut Vec<Entry>) {
        entries.clear();
        for (n, signature) in self.signatures.iter().enumerate().filter(|(_, s)| s.runs >= FEWEST) {
            for (place, &value) in signature.values.iter().enumerate() {
                if value != UNUSED && u32::from(value[0]) * PARTS / 256 == part {
                    entries.push(Entry { value, place: place as u8, article: n as u32 });
                }
            }
        }
        entries.sort_unstable();
    }
}

/// A hash value of an article, and its place in the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    value: [u8; 3],
    article: u32,
    place: u8,
}

/// Makes two articles one story; the earlier first article stands for both.
fn join(first: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(first, a), root(first, b));
    first[a.max(b) as usize] = a.min(b);
}

fn root(first: &mut [u32], mut n: u32) -> u32 {
    while first[n as usize] != n {
        first[n as usize] = first[first[n as usize] as usize];
        n = first[n as usize];
    }
    n
}

/// Of each article the first one of its story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Firsts {
    first: Vec<u32>,
}

impl Firsts {
    /// The article that the `n`-th one repeats, both counted from 0 in input order; nothing for an
    /// article that is the first or the only one.
    pub fn of(&self, n: usize) -> Option<usize> {
        self.first.get(n).map(|&first| first as usize).filter(|&first| first != n)
    }

    /// Records go through this in the same order to get their `duplicate_of`.
    pub fn marker(self) -> Marker {
        let mut repeated = vec![0_u8; self.first.len().div_ceil(8)];
        for (n, &first) in self.first.iter().enumerate().filter(|&(n, &first)| first as usize != n) {
            debug_assert!((first as usize) < n);
            repeated[first as usize / 8] |= 1 << (first % 8);
        }
        Marker { firsts: self, repeated, names: BTreeMap::new(), next: 0 }
    }
}

/// Writes `duplicate_of` into the records of the articles, which come in the order of their signatures.
#[derive(Debug, Clone, Default)]
pub struct Marker {
    firsts: Firsts,
    /// A bit an article: it is the first of a story that comes again.
    repeated: Vec<u8>,
    names: BTreeMap<usize, String>,
    next: usize,
}

impl Marker {
    /// Marks the next article; records of furniture are passed over.
    pub fn mark(&mut self, record: &mut Record) {
        if record.article == 0 {
            return;
        }
        let n = self.next;
        self.next += 1;
        record.duplicate_of = self.firsts.of(n).and_then(|first| self.names.get(&first).cloned());
        if self.repeated.get(n / 8).is_some_and(|bits| bits & (1 << (n % 8)) != 0) {
            self.names.insert(n, format!("{}#{}", record.source, record.article));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn signatures_come_back_from_json(body in "[一-丸a-z0-9，。]{0,80}") {
            let signature = Signature::new(&body);
            let json = serde_json::to_string(&signature).unwrap();
            prop_assert_eq!(serde_json::from_str::<Signature>(&json).unwrap(), signature);
        }

        #[test]
        fn any_text_is_no_signature(text in ".{0,90}") {
            let json = serde_json::to_string(&text).unwrap();
            if let Ok(signature) = serde_json::from_str::<Signature>(&json) {
                prop_assert_eq!(serde_json::to_string(&signature).unwrap(), json.to_lowercase());
            }
        }

        #[test]
        fn firsts_come_before_and_are_their_own(
            stories in proptest::collection::vec(0_usize..5, 0..30)
        ) {
            // Texts that share nothing, of 60 different characters each.
            let text = |s: usize| (0..60).filter_map(|i| char::from_u32(0x4e00 + (s * 100 + i) as u32)).collect::<String>();
            let mut duplicates = Duplicates::default();
            for &story in &stories {
                duplicates.push(Signature::new(&text(story)));
            }
            let firsts = duplicates.finish();
            for (n, story) in stories.iter().enumerate() {
                let first = stories.iter().position(|s| s == story).unwrap();
                prop_assert_eq!(firsts.of(n), (first != n).then_some(first));
            }
        }
    }

    #[test]
    fn a_signature_and_what_comparing_needs_fit_into_48_bytes() {
        // While equal ones are sought: signature, first, order. Later: signature, first, forms, entries.
        let entries = size_of::<Entry>() * KEPT / PARTS as usize;
        assert_eq!(size_of::<Signature>(), 38);
        assert!(38 + size_of::<u32>() + size_of::<u16>() + entries <= 48);
    }

    #[test]
    fn short_texts_are_never_copies() {
        let mut duplicates = Duplicates::default();
        for _ in 0..2 {
            duplicates.push(Signature::new("今日限行尾号3和8。"));
            duplicates.push(Signature::new(""));
        }
        let firsts = duplicates.finish();
        assert!((0..4).all(|n| firsts.of(n).is_none()));
    }
}

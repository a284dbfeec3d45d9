//! Text → features, vocabulary, TF-IDF.
//!
//! Features are the words jieba finds and the runs of one, two and three neighbouring characters:
//! the words carry the meaning, the runs catch what the dictionary does not know (一网通办, names,
//! new words).

use std::borrow::Cow;
use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use crate::edition::is_han;
use crate::segment::{Segmenter, fold};

/// The kinds of features, in the order in which a vocabulary lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A word of jieba's.
    Word,
    /// One Han character.
    Character,
    /// Two neighbouring Han characters.
    Pair,
    /// Three neighbouring Han characters.
    Triple,
}

/// How many kinds there are.
pub const KINDS: usize = 4;

impl Kind {
    /// All kinds, in order.
    pub const ALL: [Self; KINDS] = [Self::Word, Self::Character, Self::Pair, Self::Triple];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Character => "character",
            Self::Pair => "pair",
            Self::Triple => "triple",
        }
    }
}

/// How text becomes features.
///
/// | Name | Default | Purpose | Range |
/// |---|---|---|---|
/// | `title_weight` | 2 | how many times a headline's term counts | 1 to 10 |
/// | `min_documents` | 2 | a term in fewer training documents is left out | 1 or more |
/// | `max_terms` | 160,000 | the most frequent terms of a vocabulary kept | 1 or more |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeatureParams {
    /// Weight of a term in the headline against one in the body.
    pub title_weight: u32,
    /// Fewest training documents a term must stand in.
    pub min_documents: u32,
    /// Most terms in the vocabulary; those in most documents stay, ties in term order.
    pub max_terms: usize,
}

impl Default for FeatureParams {
    fn default() -> Self {
        Self { title_weight: 2, min_documents: 2, max_terms: 160_000 }
    }
}

/// The text as the classifier sees it: full-width letters and digits half-width, Latin letters
/// lower case.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| fold(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(fold).collect())
    }
}

/// Calls `found` for every feature of a (folded) text: its kind and its text.
///
/// `words` are the text's tokens. Digits alone, punctuation and white space are no features.
pub fn each_feature<'t>(text: &'t str, words: &[&'t str], mut found: impl FnMut(Kind, &'t str)) {
    for &word in words {
        if word.chars().any(char::is_alphabetic) {
            found(Kind::Word, word);
        }
    }
    let (mut first, mut second): (Option<usize>, Option<usize>) = (None, None);
    for (at, c) in text.char_indices() {
        if !is_han(c) {
            (first, second) = (None, None);
            continue;
        }
        let end = at + c.len_utf8();
        found(Kind::Character, &text[at..end]);
        if let Some(start) = second {
            found(Kind::Pair, &text[start..end]);
        }
        if let Some(start) = first {
            found(Kind::Triple, &text[start..end]);
        }
        (first, second) = (second, Some(at));
    }
}

/// Calls `found` for every feature of a text as it stands: folds it and cuts it first.
pub fn features_of(text: &str, mut found: impl FnMut(Kind, &str)) {
    let text = folded(text);
    let words = Segmenter::shared().words(&text);
    each_feature(&text, &words, |kind, term| found(kind, term));
}

/// The terms a classifier knows, numbered from 0: kind by kind, in code-point order within a kind.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// Every term followed by a line feed.
    blob: Cow<'static, str>,
    ends: Vec<u32>,
    /// Number of the first term of each kind, and the number of terms.
    starts: [u32; KINDS + 1],
    tables: [HashTable<u32>; KINDS],
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.blob == other.blob && self.starts == other.starts
    }
}

fn hash(term: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(term)
}

impl Vocabulary {
    /// A vocabulary of terms that each end with a line feed, `sizes` of each kind in their order.
    ///
    /// Sizes that promise more terms than there are, are cut to what there is.
    ///
    /// ```
    /// use jzclass::vectorize::{Kind, Vocabulary};
    /// let vocabulary = Vocabulary::new("干旱\n预警\n旱\n旱天\n".into(), [2, 1, 1, 0]);
    /// assert_eq!(vocabulary.number(Kind::Pair, "旱天"), Some(3));
    /// assert_eq!(vocabulary.number(Kind::Pair, "干旱"), None);
    /// ```
    pub fn new(blob: Cow<'static, str>, sizes: [u32; KINDS]) -> Self {
        let ends: Vec<u32> =
            blob.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32).collect();
        let mut starts = [0_u32; KINDS + 1];
        for (kind, size) in sizes.into_iter().enumerate() {
            starts[kind + 1] = starts[kind].saturating_add(size).min(ends.len() as u32);
        }
        starts[KINDS] = ends.len() as u32;
        let tables = std::array::from_fn(|kind| {
            let mut table = HashTable::with_capacity((starts[kind + 1] - starts[kind]) as usize);
            for number in starts[kind]..starts[kind + 1] {
                table.insert_unique(hash(slice(&blob, &ends, number)), number, |&n| hash(slice(&blob, &ends, n)));
            }
            table
        });
        Self { blob, ends, starts, tables }
    }

    /// Number of terms.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True without any term.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Number of terms of each kind.
    pub fn sizes(&self) -> [u32; KINDS] {
        std::array::from_fn(|kind| self.starts[kind + 1] - self.starts[kind])
    }

    /// The terms, each followed by a line feed.
    pub fn blob(&self) -> &str {
        &self.blob
    }

    /// The kind and text of a term.
    pub fn term(&self, number: u32) -> Option<(Kind, &str)> {
        let kind = Kind::ALL.into_iter().find(|&k| number < self.starts[k as usize + 1])?;
        Some((kind, slice(&self.blob, &self.ends, number)))
    }

    /// The number of a term.
    pub fn number(&self, kind: Kind, term: &str) -> Option<u32> {
        self.tables[kind as usize]
            .find(hash(term), |&n| slice(&self.blob, &self.ends, n) == term)
            .copied()
    }
}

fn slice<'b>(blob: &'b str, ends: &[u32], number: u32) -> &'b str {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] as usize + 1 };
    &blob[start..ends[number] as usize]
}

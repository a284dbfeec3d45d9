//! Text → features, vocabulary, TF-IDF.
//!
//! Features are the words jieba finds and the runs of one, two and three neighbouring characters:
//! the words carry the meaning, the runs catch what the dictionary does not know (一网通办, names,
//! new words).

mod lookup;

use std::borrow::Cow;

use lookup::Lookup;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::segment::{Segmenter, Tag, fold};
use crate::traditional::{is_traditional, simplified_char};

/// The kinds of features, in the order in which a vocabulary lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A word of jieba's.
    Word,
    /// One character.
    Character,
    /// Two neighbouring characters.
    Pair,
    /// Three neighbouring characters.
    Triple,
    /// How the headline (or, without one, the text) begins and ends, and how long it is.
    Edge,
}

/// How many kinds there are.
pub const KINDS: usize = 5;

impl Kind {
    /// All kinds, in order.
    pub const ALL: [Self; KINDS] = [Self::Word, Self::Character, Self::Pair, Self::Triple, Self::Edge];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Character => "character",
            Self::Pair => "pair",
            Self::Triple => "triple",
            Self::Edge => "edge",
        }
    }
}

/// How text becomes features.
///
/// | Name | Default | Purpose | Range |
/// |---|---|---|---|
/// | `title_weight` | 2 | how many times a headline's term counts | 1 to 100 |
/// | `min_documents` | none | a term in fewer training documents is left out; without it 1 for titles, 2 for longer documents | 1 or more |
/// | `max_terms` | 1,000,000 | the most frequent terms of a vocabulary kept | 1 or more |
/// | `idf_power` | 0.5 | exponent of the inverse document frequency; 0 leaves it away | 0 to 2 |
/// | `word_weight` | 1.5 | weight of words against runs of characters | above 0, to 10 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeatureParams {
    /// Weight of a term in the headline against one in the body.
    pub title_weight: u32,
    /// Fewest training documents a term must stand in.
    pub min_documents: Option<u32>,
    /// Most terms in the vocabulary; those in most documents stay, ties in term order.
    pub max_terms: usize,
    /// Exponent of the inverse document frequency.
    pub idf_power: f64,
    /// Weight of words against runs of characters.
    pub word_weight: f64,
}

impl Default for FeatureParams {
    fn default() -> Self {
        Self { title_weight: 2, min_documents: None, max_terms: 1_000_000, idf_power: 0.5, word_weight: 1.5 }
    }
}

impl FeatureParams {
    /// What the values of this kind of term are multiplied by.
    pub fn kind_weight(&self, kind: Kind) -> f64 {
        if kind == Kind::Word { self.word_weight } else { 1.0 }
    }

    /// Checks the ranges.
    ///
    /// # Errors
    /// [`Error::Parameter`] naming the first value out of its range.
    pub fn checked(&self) -> Result<&Self> {
        let bad = |name, value: String, range| Err(Error::Parameter { name, value, range });
        if !(1..=100).contains(&self.title_weight) {
            return bad("title_weight", self.title_weight.to_string(), "1 to 100");
        }
        if self.min_documents == Some(0) {
            return bad("min_documents", "0".into(), "1 or more");
        }
        if self.max_terms == 0 {
            return bad("max_terms", "0".into(), "1 or more");
        }
        if !(0.0..=2.0).contains(&self.idf_power) {
            return bad("idf_power", self.idf_power.to_string(), "0 to 2");
        }
        if !(self.word_weight > 0.0 && self.word_weight <= 10.0) {
            return bad("word_weight", self.word_weight.to_string(), "above 0, to 10");
        }
        Ok(self)
    }
}

/// The text as the classifier sees it: full-width letters and digits half-width, Latin letters
/// lower case, and simplified characters where it is written in traditional ones.
pub fn folded(text: &str) -> Cow<'_, str> {
    let traditional = is_traditional(text);
    let fold = |c| fold(if traditional { simplified_char(c) } else { c });
    let mut changed = text.char_indices().filter(|&(_, c)| fold(c) != c).peekable();
    if changed.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, c) in changed {
        folded.push_str(&text[copied..at]);
        folded.push(fold(c));
        copied = at + c.len_utf8();
    }
    folded.push_str(&text[copied..]);
    Cow::Owned(folded)
}

/// Calls `found` for every feature of a (folded) text: its kind and its text.
///
/// `words` are the text's tokens. White space is no feature and parts runs.
pub fn each_feature<'t>(text: &'t str, words: &[&'t str], mut found: impl FnMut(Kind, &'t str)) {
    each_feature_at(text, words, |kind, _, term| found(kind, term));
}

/// [`each_feature`], with the byte at which the feature begins.
pub fn each_feature_at<'t>(text: &'t str, words: &[&'t str], mut found: impl FnMut(Kind, usize, &'t str)) {
    let mut start = 0;
    for &word in words {
        if !word.trim().is_empty() {
            found(Kind::Word, start, word);
        }
        start += word.len();
    }
    let (mut first, mut second): (Option<usize>, Option<usize>) = (None, None);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            (first, second) = (None, None);
            continue;
        }
        let end = at + c.len_utf8();
        found(Kind::Character, at, &text[at..end]);
        if let Some(start) = second {
            found(Kind::Pair, start, &text[start..end]);
        }
        if let Some(start) = first {
            found(Kind::Triple, start, &text[start..end]);
        }
        (first, second) = (second, Some(at));
    }
}

/// Longest text, in characters, whose edges say something: that of a headline.
const MOST_EDGED: usize = 60;

/// Calls `found` for the edges of a headline: `^俄` and `^俄外长` (it begins so), `$改造` (it ends so),
/// `#18` (about so many characters).
pub fn each_edge(text: &str, words: &[&str], mut found: impl FnMut(&str)) {
    let text = text.trim();
    let length = text.chars().take(MOST_EDGED + 1).count();
    if length == 0 || length > MOST_EDGED {
        return;
    }
    let start = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(i, _)| i);
    let mut edge = String::new();
    let mut tell = |mark: char, part: &str| {
        edge.clear();
        edge.push(mark);
        edge.push_str(part);
        found(&edge);
    };
    for n in 1..=3.min(length) {
        tell('^', &text[..start(n)]);
    }
    for n in 1..=2.min(length) {
        tell('$', &text[start(length - n)..]);
    }
    let mut solid = words.iter().copied().filter(|w| !w.trim().is_empty());
    if let Some(word) = solid.clone().next() {
        tell('<', word);
    }
    if let Some(word) = solid.next_back() {
        tell('>', word);
    }
    tell('#', &(length / 3 * 3).to_string());
}

/// A document folded and cut into words.
#[derive(Debug)]
pub struct CutDocument<'t> {
    /// Folded headline.
    pub headline: &'t str,
    /// Its words.
    pub headline_words: &'t [&'t str],
    /// Folded body.
    pub body: &'t str,
    /// Its words.
    pub body_words: &'t [&'t str],
    /// The parts of speech of the headline's words, and of the body's.
    pub(crate) tags: [&'t [Tag]; 2],
}

impl<'t> CutDocument<'t> {
    /// The text whose edges count, with its words: the headline where there is one.
    fn edged(&self) -> (&'t str, &'t [&'t str]) {
        if self.headline.is_empty() { (self.body, self.body_words) } else { (self.headline, self.headline_words) }
    }
}

/// Calls `found` for every feature of a document with its weight: `title_weight` for those of the
/// headline, 1 for all others.
pub fn each_document_feature(document: &CutDocument<'_>, title_weight: u32, mut found: impl FnMut(Kind, &str, u32)) {
    each_feature(document.headline, document.headline_words, |kind, term| found(kind, term, title_weight));
    each_feature(document.body, document.body_words, |kind, term| found(kind, term, 1));
    let (text, words) = document.edged();
    each_edge(text, words, |term| found(Kind::Edge, term, 1));
}

/// [`each_document_feature`] of texts as they stand: folds and cuts them first.
pub fn features_of_document(headline: &str, body: &str, title_weight: u32, found: impl FnMut(Kind, &str, u32)) {
    with_cut(headline, body, |document| each_document_feature(document, title_weight, found));
}

/// Folds and cuts texts, and calls `then` with them.
pub fn with_cut<T>(headline: &str, body: &str, then: impl FnOnce(&CutDocument<'_>) -> T) -> T {
    let (headline, body) = (folded(headline), folded(body));
    let [head, rest] = [&headline, &body].map(|text| Segmenter::shared().tagged(text));
    then(&CutDocument {
        headline: &headline,
        headline_words: &head.words,
        body: &body,
        body_words: &rest.words,
        tags: [&head.tags, &rest.tags],
    })
}

/// Terms numbered from 0: kind by kind, in code-point order within a kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// Every term followed by a line feed.
    blob: Cow<'static, str>,
    ends: Vec<u32>,
    /// How many terms of each kind.
    sizes: [u32; KINDS],
}

impl Terms {
    /// Terms that each end with a line feed, `sizes` of each kind in their order.
    ///
    /// Sizes that promise more terms than there are, are cut to what there is.
    pub fn new(blob: Cow<'static, str>, sizes: [u32; KINDS]) -> Self {
        let ends: Vec<u32> = memchr::memchr_iter(b'\n', blob.as_bytes()).map(|i| i as u32).collect();
        let mut left = ends.len() as u32;
        let mut fitting = [0; KINDS];
        for (fitting, size) in fitting.iter_mut().zip(sizes) {
            *fitting = size.min(left);
            left -= *fitting;
        }
        fitting[KINDS - 1] += left;
        Self { blob, ends, sizes: fitting }
    }

    /// Adds a term behind all others, written by `write`; its kind must not come before theirs.
    pub fn push(&mut self, kind: Kind, write: impl FnOnce(&mut String)) -> u32 {
        let blob = self.blob.to_mut();
        write(blob);
        self.ends.push(blob.len() as u32);
        blob.push('\n');
        self.sizes[kind as usize] += 1;
        self.len() - 1
    }

    /// Number of terms.
    pub fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    /// True without any term.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Number of terms of each kind.
    pub fn sizes(&self) -> [u32; KINDS] {
        self.sizes
    }

    /// The terms, each followed by a line feed.
    pub fn blob(&self) -> &str {
        &self.blob
    }

    fn text(&self, number: u32) -> Option<&str> {
        let end = *self.ends.get(number as usize)? as usize;
        let start = number.checked_sub(1).map_or(0, |n| self.ends[n as usize] as usize + 1);
        self.blob.get(start..end)
    }

    /// The kind and text of a term.
    pub fn term(&self, number: u32) -> Option<(Kind, &str)> {
        let text = self.text(number)?;
        let mut first = 0;
        let kind = Kind::ALL.into_iter().find(|&k| {
            first += self.sizes[k as usize];
            number < first
        })?;
        Some((kind, text))
    }
}

/// Terms that can be looked up: what a classifier knows.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    terms: Terms,
    lookup: Lookup,
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.terms == other.terms
    }
}

impl From<Terms> for Vocabulary {
    fn from(terms: Terms) -> Self {
        let lookup = Lookup::new(&terms);
        Self { terms, lookup }
    }
}

impl Vocabulary {
    /// The vocabulary of [`Terms::new`].
    ///
    /// ```
    /// use jzclass::vectorize::{Kind, Vocabulary};
    /// let vocabulary = Vocabulary::new("干旱\n预警\n旱\n旱天\n".into(), [2, 1, 1, 0, 0]);
    /// assert_eq!(vocabulary.number(Kind::Pair, "旱天"), Some(3));
    /// assert_eq!(vocabulary.number(Kind::Pair, "干旱"), None);
    /// ```
    pub fn new(blob: Cow<'static, str>, sizes: [u32; KINDS]) -> Self {
        Terms::new(blob, sizes).into()
    }

    /// The terms.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Number of terms.
    pub fn len(&self) -> usize {
        self.terms.ends.len()
    }

    /// True without any term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The kind and text of a term.
    pub fn term(&self, number: u32) -> Option<(Kind, &str)> {
        self.terms.term(number)
    }

    /// The number of a term.
    pub fn number(&self, kind: Kind, term: &str) -> Option<u32> {
        self.lookup.number(kind, term, &self.terms)
    }

    /// The number of every known feature of a document, in no particular order and `title_weight` times for
    /// those of the headline.
    pub(crate) fn numbers(&self, document: &CutDocument<'_>, title_weight: u32) -> Vec<u32> {
        self.lookup.numbers(document, title_weight, &self.terms)
    }
}

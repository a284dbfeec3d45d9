//! Sets of phrases that are found by one of their characters, so that a text is not held against each.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

/// The text as the word lists have it. They are written in simplified characters.
pub(super) fn folded(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// Phrases, given with spaces between, by the character they are looked up with.
pub(super) struct Phrases {
    by_character: FxHashMap<char, Vec<&'static str>>,
    /// A bit for the last six bits of each character that is looked up: most others need no look.
    some: u64,
}

fn bit(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

impl Phrases {
    fn by(phrases: &'static str, key: impl Fn(&str) -> Option<char>) -> Self {
        let mut map: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
        for phrase in phrases.split_whitespace() {
            if let Some(c) = key(phrase) {
                map.entry(c).or_default().push(phrase);
            }
        }
        let some = map.keys().fold(0, |some, &c| some | bit(c));
        Self { by_character: map, some }
    }

    fn of(&self, c: char) -> &[&'static str] {
        if self.some & bit(c) == 0 { &[] } else { self.by_character.get(&c).map_or(&[], Vec::as_slice) }
    }

    /// To be found at the beginning of a text or anywhere in it.
    pub(super) fn by_first(phrases: &'static str) -> Self {
        Self::by(phrases, |p| p.chars().next())
    }

    /// To be found at the end of a text.
    pub(super) fn by_last(phrases: &'static str) -> Self {
        Self::by(phrases, |p| p.chars().next_back())
    }

    pub(super) fn begin(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|c| self.of(c).iter().any(|p| text.starts_with(p)))
    }

    pub(super) fn end(&self, text: &str) -> bool {
        text.chars().next_back().is_some_and(|c| self.of(c).iter().any(|p| text.ends_with(p)))
    }

    pub(super) fn stand_in(&self, text: &str) -> bool {
        self.count(text, 1) > 0
    }

    /// How many places of the text one of the phrases begins at, `most` at most.
    pub(super) fn count(&self, text: &str, most: usize) -> usize {
        let here = |&(at, c): &(usize, char)| self.of(c).iter().any(|p| text[at..].starts_with(p));
        text.char_indices().filter(here).take(most).count()
    }
}

/// A set of phrases, made when it is first asked for.
macro_rules! phrases {
    ($(#[$doc:meta])* $name:ident, $by:ident, $phrases:expr) => {
        $(#[$doc])*
        static $name: std::sync::LazyLock<Phrases> = std::sync::LazyLock::new(|| Phrases::$by($phrases));
    };
}
pub(super) use phrases;

//! Text → sentences and tokens, with byte spans; the only user of jieba-rs.

use std::sync::OnceLock;

use jieba_rs::Jieba;

mod sentences;

pub use sentences::sentences;

/// The words of jieba's dictionary that stand more than ten times in its counts (MIT licence; see
/// `data/CARD.md`): the long tail costs start-up time and changes few tokens.
const DICTIONARY: &str = include_str!("../data/dictionary.txt");

/// Cuts Chinese text into words.
pub struct Segmenter {
    jieba: Jieba,
}

impl Segmenter {
    /// The segmenter of this program, built at the first call and shared from then on.
    ///
    /// ```
    /// let words = jzclass::segment::Segmenter::shared().words("森林防火形势严峻");
    /// assert_eq!(words.concat(), "森林防火形势严峻");
    /// ```
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Segmenter> = OnceLock::new();
        SHARED.get_or_init(|| {
            let mut jieba = Jieba::empty();
            // The dictionary is part of this crate and a test loads it; words that failed to load
            // would be cut by the hidden Markov model instead.
            let loaded = jieba.load_dict(&mut DICTIONARY.as_bytes());
            debug_assert!(loaded.is_ok());
            Self { jieba }
        })
    }

    /// The dictionary's words of a part of speech, in code-point order.
    pub(crate) fn words_of(part_of_speech: &str) -> impl Iterator<Item = &'static str> {
        let end = format!(" {part_of_speech}\n");
        let finder = memchr::memmem::Finder::new(end.as_bytes()).into_owned();
        let mut at = 0;
        std::iter::from_fn(move || {
            let found = at + finder.find(&DICTIONARY.as_bytes()[at..])?;
            let line = DICTIONARY[..found].rfind('\n').map_or(0, |i| i + 1);
            at = found + end.len() - 1;
            DICTIONARY[line..found].split(' ').next()
        })
    }

    /// Part of speech of a word as jieba's dictionary has it (`ns` place, `nt` organisation, `n` noun, …); none
    /// for a word that is not in it.
    ///
    /// ```
    /// use jzclass::segment::Segmenter;
    /// assert_eq!(Segmenter::part_of_speech("湖北省"), Some("ns"));
    /// assert_eq!(Segmenter::part_of_speech("甲乙丙"), None);
    /// ```
    pub fn part_of_speech(word: &str) -> Option<&'static str> {
        // The lines are sorted by word: a search by halves over bytes needs no table of its own.
        let (mut from, mut to) = (0, DICTIONARY.len());
        while from < to {
            let middle = from + (to - from) / 2;
            let bytes = DICTIONARY.as_bytes();
            let start = bytes[from..middle].iter().rposition(|&b| b == b'\n').map_or(from, |i| from + i + 1);
            let end = bytes[middle..to].iter().position(|&b| b == b'\n').map_or(to, |i| middle + i);
            let line = &DICTIONARY[start..end];
            let (found, rest) = line.split_once(' ').unwrap_or((line, ""));
            match found.cmp(word) {
                std::cmp::Ordering::Equal => return rest.rsplit_once(' ').map(|(_, tag)| tag),
                std::cmp::Ordering::Less => from = (end + 1).min(to),
                std::cmp::Ordering::Greater => to = start.saturating_sub(1).max(from),
            }
        }
        None
    }

    /// The tokens of a text, in order; joined they are the text.
    pub fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.jieba.cut(text, true).into_iter().map(|token| token.word).collect()
    }
}

/// The character as the classifier sees it: full-width letters and digits become half-width, Latin
/// letters lower case. Always one character for one.
pub fn fold(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    c.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_dictionary_loads_whole() {
        let loaded = Jieba::with_dict(&mut DICTIONARY.as_bytes()).unwrap();
        let ours = &Segmenter::shared().jieba;
        for line in DICTIONARY.lines() {
            let word = line.split(' ').next().unwrap();
            assert!(loaded.has_word(word) && ours.has_word(word));
            assert_eq!(ours.suggest_freq(word), loaded.suggest_freq(word));
        }
    }

    #[test]
    fn every_word_has_its_part_of_speech() {
        for line in DICTIONARY.lines() {
            let parts: Vec<&str> = line.split(' ').collect();
            assert_eq!(Segmenter::part_of_speech(parts[0]), Some(parts[2]), "{line}");
        }
        for word in ["", " ", "一一三四", "\n", "龥龥龥", "a"] {
            assert_eq!(Segmenter::part_of_speech(word), None, "{word:?}");
        }
    }

    proptest! {
        #[test]
        fn tokens_joined_are_the_text(text in "[一-龥a-z0-9，。！？“”（）…\n 　]{0,120}") {
            prop_assert_eq!(Segmenter::shared().words(&text).concat(), text);
        }
    }
}

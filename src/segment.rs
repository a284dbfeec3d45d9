//! Text → sentences and tokens, with byte spans; the only user of jieba-rs.

use std::sync::OnceLock;

use jieba_rs::Jieba;

mod cut;
mod dictionary;
mod node;
mod sentences;

use cut::Cutter;
pub(crate) use dictionary::{Tag, tag_of};
pub use sentences::sentences;

/// Cuts Chinese text into words.
pub struct Segmenter {
    /// Has no words: what the dictionary does not know is cut by its hidden Markov model.
    unknown: Jieba,
}

/// The words of a text.
#[derive(Debug, Default)]
pub(crate) struct Words<'t> {
    /// The words, in order; joined they are the text.
    pub words: Vec<&'t str>,
    /// The part of speech of each.
    pub tags: Vec<Tag>,
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
        SHARED.get_or_init(|| Self { unknown: Jieba::empty() })
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
        tag_of(word).name()
    }

    /// The tokens of a text, in order; joined they are the text.
    pub fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.tagged(text).words
    }

    /// The tokens of a text with their parts of speech.
    pub(crate) fn tagged<'t>(&self, text: &'t str) -> Words<'t> {
        // A word has about two characters of three bytes.
        let most = text.len() / 5 + 8;
        let mut found = Words { words: Vec::with_capacity(most), tags: Vec::with_capacity(most) };
        Cutter::new(&self.unknown).cut(text, |word, tag| {
            found.words.push(word);
            found.tags.push(tag);
        });
        found
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
    use std::sync::LazyLock;

    const DICTIONARY: &str = include_str!("../data/dictionary.txt");

    /// jieba with the same dictionary.
    static JIEBA: LazyLock<Jieba> = LazyLock::new(|| Jieba::with_dict(&mut DICTIONARY.as_bytes()).unwrap());

    fn words_of_jieba(text: &str) -> Vec<&str> {
        JIEBA.cut(text, true).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn every_word_has_its_part_of_speech() {
        for line in DICTIONARY.lines() {
            let parts: Vec<&str> = line.split(' ').collect();
            assert_eq!(Segmenter::part_of_speech(parts[0]), Some(parts[2]), "{line}");
        }
        for word in ["", " ", "一一三四", "\n", "龥龥龥", "a", "a一"] {
            assert_eq!(Segmenter::part_of_speech(word), None, "{word:?}");
        }
    }

    #[test]
    fn words_and_parts_of_words_are_cut_as_jieba_does() {
        let words: Vec<&str> = DICTIONARY.lines().filter_map(|line| line.split(' ').next()).collect();
        // Words that never stand side by side, and the halves of words across their ends.
        for (n, words) in words.chunks(40).enumerate() {
            let text: String = words.iter().rev().flat_map(|w| w.chars().skip(n % 2)).collect();
            for text in [words.concat(), text] {
                assert_eq!(Segmenter::shared().words(&text), words_of_jieba(&text));
            }
        }
    }

    proptest! {
        #[test]
        fn tokens_joined_are_the_text(text in "[一-龥a-z0-9，。！？“”（）…\n 　]{0,120}") {
            prop_assert_eq!(Segmenter::shared().words(&text).concat(), text);
        }

        #[test]
        fn any_text_is_cut_as_jieba_does(
            text in r"([一-鿿㐀豈𠀀𪜀ぁAaＡ0+#&._%\- \r\n，。〇々]|[国人民年月日市大会中上一二三工作发展经济]{1,3}|[0-9a-z.\-]{1,5}|\PC){0,60}"
        ) {
            let found = Segmenter::shared().tagged(&text);
            prop_assert_eq!(&found.words, &words_of_jieba(&text));
            for (word, tag) in found.words.iter().zip(found.tags) {
                prop_assert_eq!(tag, tag_of(word));
            }
        }
    }
}

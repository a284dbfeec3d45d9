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
            // Word by word: reading the lines as a stream would take as long again as building the table. Each line
            // has a word, its count and its part of speech, which is of no use here.
            let mut fields = DICTIONARY.split_ascii_whitespace();
            while let (Some(word), Some(count), Some(_)) = (fields.next(), fields.next(), fields.next()) {
                jieba.add_word(word, Some(count.parse().unwrap_or(0)), None);
            }
            Self { jieba }
        })
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

    proptest! {
        #[test]
        fn tokens_joined_are_the_text(text in "[一-龥a-z0-9，。！？“”（）…\n 　]{0,120}") {
            prop_assert_eq!(Segmenter::shared().words(&text).concat(), text);
        }
    }
}

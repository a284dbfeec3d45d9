//! Text → the tokens of the full-text index, and where words of a query stand in a text.

use std::ops::Range;

use jzclass::han::is_han;
use jzclass::segment::fold;

/// Stands in the index where the text has punctuation; a private-use character, which FTS5 takes for
/// a letter.
const BREAK: char = '\u{e000}';

/// A token with its bytes in the text; nothing for a break.
struct Token {
    text: String,
    bytes: Range<usize>,
}

/// Full-width Latin, digits and signs as their plain forms, in lower case.
fn folded(c: char) -> char {
    let c = fold(c);
    c.to_lowercase().next().unwrap_or(c)
}

/// Each Han character is a token, and each run of other letters and digits; punctuation and line ends
/// are one break, white space within a line is nothing.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let bytes = at..at + c.len_utf8();
        if is_han(c) {
            tokens.push(Token { text: c.to_string(), bytes });
            open = false;
        } else if c.is_alphanumeric() {
            match tokens.last_mut() {
                Some(last) if open => {
                    last.text.push(folded(c));
                    last.bytes.end = bytes.end;
                }
                _ => tokens.push(Token { text: folded(c).to_string(), bytes }),
            }
            open = true;
        } else {
            open = false;
            let broken = tokens.last().is_none_or(|t| t.text.starts_with(BREAK));
            if !broken && (c == '\n' || !(c.is_whitespace() || c == '\u{3000}')) {
                tokens.push(Token { text: BREAK.to_string(), bytes });
            }
        }
    }
    if tokens.last().is_some_and(|t| t.text.starts_with(BREAK)) {
        tokens.pop();
    }
    tokens
}

/// The text as the index takes it: tokens parted by spaces.
pub(crate) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 4 / 3);
    for token in tokens(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&token.text);
    }
    out
}

/// Words and quoted phrases of a query, and where they stand in a text.
///
/// Words are parted by white space; `"…"` or `“…”` makes one phrase. Case and full-width forms do
/// not count.
///
/// ```
/// use jzclass_io::catalogue::Matcher;
/// let matcher = Matcher::new("干旱 \"水库 蓄水\"");
/// assert_eq!(matcher.words(), ["干旱", "水库 蓄水"]);
/// assert_eq!(matcher.find("持续干旱，水库蓄水不足"), [6..12, 15..27]);
/// assert!(Matcher::new("旱水").find("持续干旱，水库").is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matcher {
    words: Vec<String>,
    phrases: Vec<Vec<String>>,
}

impl Matcher {
    /// Reads a query; parts without a letter or digit are passed over.
    pub fn new(query: &str) -> Self {
        let mut matcher = Self::default();
        let mut word = String::new();
        let mut quoted = false;
        for c in query.chars() {
            let quote = matches!(c, '"' | '“' | '”' | '＂');
            if quote || (c.is_whitespace() && !quoted) {
                matcher.push(&std::mem::take(&mut word));
            } else {
                word.push(c);
            }
            if quote {
                quoted = c != '”' && (c == '“' || !quoted);
            }
        }
        matcher.push(&word);
        matcher
    }

    fn push(&mut self, word: &str) {
        let phrase: Vec<String> = tokens(word).into_iter().map(|t| t.text).collect();
        if !phrase.is_empty() {
            self.words.push(word.trim().to_owned());
            self.phrases.push(phrase);
        }
    }

    /// The words and phrases as given.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// True when there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The words and phrases that do not occur in a text.
    #[must_use]
    pub fn missing_in(&self, text: &str) -> Self {
        let tokens = tokens(text);
        let occurs = |phrase: &Vec<String>| (0..tokens.len()).any(|start| stands_at(phrase, &tokens[start..]));
        let (words, phrases) = self
            .words
            .iter()
            .zip(&self.phrases)
            .filter(|(_, p)| !occurs(p))
            .map(|(w, p)| (w.clone(), p.clone()))
            .unzip();
        Self { words, phrases }
    }

    /// The query in FTS5's language: every word must occur.
    pub(crate) fn expression(&self) -> String {
        let phrases: Vec<String> = self.phrases.iter().map(|p| format!("\"{}\"", p.join(" "))).collect();
        phrases.join(" AND ")
    }

    /// Byte ranges of all occurrences in the text, in order; overlapping ones are joined.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let tokens = tokens(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for start in 0..tokens.len() {
            let longest = self.phrases.iter().filter(|p| stands_at(p, &tokens[start..])).map(Vec::len).max();
            let Some(length) = longest else { continue };
            let range = tokens[start].bytes.start..tokens[start + length - 1].bytes.end;
            match found.last_mut() {
                Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
                _ => found.push(range),
            }
        }
        found
    }
}

fn stands_at(phrase: &[String], tokens: &[Token]) -> bool {
    tokens.len() >= phrase.len() && tokens.iter().zip(phrase).all(|(token, word)| token.text == *word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn han_characters_stand_alone_and_punctuation_breaks() {
        assert_eq!(spaced("ＡＩ助农，2024年12.5公里。"), "ai 助 农 \u{e000} 2024 年 12 \u{e000} 5 公 里");
        assert_eq!(spaced("——10月 30日\n第二段"), "10 月 30 日 \u{e000} 第 二 段");
        assert_eq!(spaced("。，"), "");
    }

    #[test]
    fn quotes_make_phrases() {
        assert_eq!(Matcher::new("防汛 “抗旱 保苗” 水").words(), ["防汛", "抗旱 保苗", "水"]);
        assert_eq!(Matcher::new("\"防汛").words(), ["防汛"]);
        assert!(Matcher::new(" 。 \"\" ").is_empty());
        assert_eq!(Matcher::new("甲 乙").expression(), "\"甲\" AND \"乙\"");
    }

    proptest! {
        #[test]
        fn what_is_cut_out_of_a_text_is_found_in_it(text in "[一-丙a-c1-3，。 ]{1,40}", from in 0_usize..40, length in 1_usize..6) {
            let chars: Vec<char> = text.chars().collect();
            let word: String = chars.iter().skip(from % chars.len()).take(length).collect();
            let matcher = Matcher::new(&format!("\"{word}\""));
            // A run of letters is one token, of which a part is not found.
            if !matcher.is_empty() && word.chars().all(is_han) {
                prop_assert!(!matcher.find(&text).is_empty());
            }
            for range in matcher.find(&text) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}

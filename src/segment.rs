//! Text → sentences and tokens, with byte spans; the only user of jieba-rs.

use std::ops::Range;
use std::sync::OnceLock;

use jieba_rs::Jieba;

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

    /// The tokens of a text, in order; joined they are the text.
    pub fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.jieba.cut(text, true).into_iter().map(|token| token.word).collect()
    }

    /// Tokens with jieba's part-of-speech tags (`ns` place, `nt` organisation, `nr` person, …).
    pub fn tagged<'t>(&'t self, text: &'t str) -> Vec<(&'t str, &'t str)> {
        self.jieba.tag(text, true).into_iter().map(|t| (t.word, t.tag)).collect()
    }
}

/// Byte ranges of the sentences of a text; together they cover it.
///
/// A sentence ends at `。！？!?…` or a line end, with the closing quotes and brackets behind it.
/// Inside quotation marks and brackets it goes on to their end when what follows does not begin
/// anew, so that `“好！”他说。` is one sentence.
///
/// ```
/// let text = "“来了！”他说。雨停了。";
/// let sentences: Vec<&str> = jzclass::segment::sentences(text).map(|r| &text[r]).collect();
/// assert_eq!(sentences, ["“来了！”他说。", "雨停了。"]);
/// ```
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = sentence_end(text, start);
        let range = start..end;
        start = end;
        Some(range)
    })
}

/// Longest quotation that is kept whole, in bytes: a quotation mark never closed must not swallow the article.
const MOST_QUOTED: usize = 900;

fn sentence_end(text: &str, start: usize) -> usize {
    let mut depth: i32 = 0;
    let mut opened = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let at = start + offset;
        match c {
            '\n' => return at + 1,
            '“' | '「' | '『' | '（' | '《' => {
                if depth == 0 {
                    opened = at;
                }
                depth += 1;
            }
            '”' | '」' | '』' | '）' | '》' => depth = (depth - 1).max(0),
            '。' | '！' | '？' | '!' | '?' | '…' => {
                if depth > 0 && at - opened < MOST_QUOTED && !closes_after(&text[at + c.len_utf8()..]) {
                    continue;
                }
                let mut end = at + c.len_utf8();
                let mut closed = false;
                while let Some(&(next, n)) = chars.peek() {
                    if !"。！？!?…”’」』）》".contains(n) {
                        break;
                    }
                    closed |= "”」』".contains(n);
                    end = start + next + n.len_utf8();
                    chars.next();
                }
                // “来了！”他说: the sentence goes on behind the quotation.
                if closed && goes_on(c, &text[end..]) {
                    depth = 0;
                    continue;
                }
                return end;
            }
            _ => {}
        }
    }
    text.len()
}

/// Behind a quotation that closed with `mark` the sentence goes on: always after ！ and ？, after 。
/// when somebody is said to have said it.
fn goes_on(mark: char, rest: &str) -> bool {
    const SAID: [&str; 15] = [
        "说", "表示", "介绍", "提醒", "强调", "告诉", "指出", "认为", "坦言", "感慨", "回忆", "称", "解释", "感叹",
        "道",
    ];
    if rest.is_empty() || rest.starts_with(['\n', '“', '「', ' ', '\u{3000}']) {
        return false;
    }
    let clause = rest.find(['，', '。', '：', '\n', '“', '；']).map_or(rest, |i| &rest[..i]);
    mark != '。' || clause.chars().count() <= 30 && SAID.iter().any(|s| clause.contains(s))
}

/// Only closing marks stand between here and the end of a quotation.
fn closes_after(rest: &str) -> bool {
    rest.chars().find(|c| !"。！？!?…".contains(*c)).is_none_or(|c| "”’」』）》\n".contains(c))
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

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).map(|r| &text[r]).collect()
    }

    #[test]
    fn the_dictionary_loads_whole() {
        let loaded = Jieba::with_dict(&mut DICTIONARY.as_bytes()).unwrap();
        assert!(DICTIONARY.lines().all(|l| loaded.has_word(l.split(' ').next().unwrap())));
    }

    #[test]
    fn sentences_of_the_press() {
        for (text, wanted) in [
            ("雨停了。水退了！", vec!["雨停了。", "水退了！"]),
            ("“明天开工。”大家鼓掌。", vec!["“明天开工。”", "大家鼓掌。"]),
            ("他说：“明天开工。”大家鼓掌。", vec!["他说：“明天开工。”", "大家鼓掌。"]),
            ("“真的吗？”他问。", vec!["“真的吗？”他问。"]),
            ("“一要早。二要快。三要实。”会议强调。", vec!["“一要早。二要快。三要实。”会议强调。"]),
            ("增长3.5%，达1.2万元。", vec!["增长3.5%，达1.2万元。"]),
            ("标题\n正文。", vec!["标题\n", "正文。"]),
            ("等等……再说。", vec!["等等……", "再说。"]),
            ("无标点", vec!["无标点"]),
        ] {
            assert_eq!(cut(text), wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn tokens_and_sentences_joined_are_the_text(text in "[一-龥a-z0-9，。！？“”（）…\n 　]{0,120}") {
            prop_assert_eq!(Segmenter::shared().words(&text).concat(), text.clone());
            prop_assert_eq!(cut(&text).concat(), text);
        }
    }
}

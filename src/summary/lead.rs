//! The leading sentences, word for word.

use super::Length;
use super::article::past_lead;
use super::clauses::{each_clause, may_part};
use super::text::{Part, Summary};
use crate::segment::sentences;

/// The leading sentences of an article's paragraphs, so many or about so many characters long.
///
/// The lead's own words (本报讯（记者 …）, 新华社北京1月2日电) are left out. Sentences are taken whole
/// while they fit. A first sentence longer than the characters given is cut at the end of a clause, where what
/// remains is a sentence; it then ends with the sentence's own mark. Where it cannot be cut it is kept
/// whole, unless it is more than twice too long.
///
/// ```
/// use jzclass::summary::{Length, leading};
/// let paragraphs = ["本报讯（记者 林静）3月2日，江堤加固工程开工。工程长12公里。"];
/// assert_eq!(leading(&paragraphs, Length::Chars(20)).text, "3月2日，江堤加固工程开工。");
/// ```
pub fn leading(paragraphs: &[impl AsRef<str>], length: Length) -> Summary {
    let (most, mut left) = (length.most(), length.sentences());
    let mut summary = Summary::default();
    let mut length = 0;
    for (p, paragraph) in paragraphs.iter().map(AsRef::as_ref).enumerate() {
        let lead = if p == 0 { past_lead(paragraph) } else { 0 };
        for range in sentences(&paragraph[lead..]) {
            let untrimmed = &paragraph[lead..][range.clone()];
            let sentence = untrimmed.trim();
            let chars = sentence.chars().count();
            if chars == 0 {
                continue;
            }
            if left == 0 {
                return summary;
            }
            left -= 1;
            let from = lead + range.start + untrimmed.len() - untrimmed.trim_start().len();
            if length + chars > most && length == 0 {
                let cut = cut_at_clause(sentence, most);
                let mark = sentence.chars().next_back().filter(|c| matches!(c, '。' | '！' | '!'));
                summary.push(Part { paragraph: p, bytes: from..from + cut.len() }, cut, mark);
                return summary.bounded(most);
            }
            if length + chars > most {
                return summary;
            }
            summary.push(Part { paragraph: p, bytes: from..from + sentence.len() }, sentence, None);
            length += chars;
        }
    }
    summary
}

/// The longest beginning of a sentence of at most `most` characters that is a sentence, with its comma; the shortest
/// one where all are longer; the whole where there is none.
fn cut_at_clause(sentence: &str, most: usize) -> &str {
    if !sentence.ends_with(['。', '！', '!']) {
        return sentence;
    }
    let mut clauses: Vec<&str> = Vec::new();
    each_clause(sentence, |clause| clauses.push(clause));
    let (mut end, mut chars, mut cut) = (0, 0, None);
    for pair in clauses.windows(2) {
        end += pair[0].len();
        chars += pair[0].chars().count();
        if chars > most && cut.is_some() {
            break;
        }
        if chars >= 8 && may_part(pair[0], pair[1]) {
            cut = Some(end);
        }
    }
    &sentence[..cut.unwrap_or(sentence.len())]
}

/// The longest beginning of at most `most` characters that ends before a mark, a space or, where
/// there is none, anywhere but within a number or a Latin word. For text without clauses.
pub(super) fn cut_inside(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map_or(text.len(), |(i, _)| i);
    let within = &text[..end];
    let mark = |c: char| c.is_whitespace() || "、，。；：！？,;".contains(c);
    let cut = within.rfind(mark).filter(|&i| i * 2 >= end).map(|i| &within[..i]);
    let run = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let whole = if text[end..].starts_with(run) { within.trim_end_matches(run) } else { within };
    cut.unwrap_or(if whole.is_empty() { within } else { whole }).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_sentences_are_cut_between_clauses_only() {
        let leading = |text: &str, most| super::leading(&[text], Length::Chars(most)).text;
        let quoted = "局长说“水要管好，用好，更要省好，一滴也不能白白流走”，大家点头称是。";
        assert_eq!(leading(quoted, 16), "局长说“水要管好，用好，更要省好，一滴也不能白白流走”。");
        let plain = "工程总投资12,000万元，全长18公里，惠及沿线七个乡镇，明年汛期前完工。";
        assert_eq!(leading(plain, 24), "工程总投资12,000万元。");
        let unbroken = "一二三四五六七八九十".repeat(6);
        assert_eq!(leading(&unbroken, 30), unbroken);
        assert_eq!(leading(&unbroken.repeat(9), 30), "一二三四五六七八九十".repeat(3));
    }

    proptest! {
        #[test]
        fn every_character_stands_in_the_article_in_order(
            paragraphs in proptest::collection::vec("[一-龥，。！“”（）0-9,]{0,60}", 0..4), most in 1_usize..80
        ) {
            let all = paragraphs.concat();
            let mut rest = all.chars();
            for c in leading(&paragraphs, Length::Chars(most)).text.chars().filter(|c| !c.is_whitespace()) {
                prop_assert!(rest.any(|a| a == c));
            }
        }
    }
}

//! The leading sentences, word for word.

use super::Length;
use super::clauses::past_lead;
use crate::segment::sentences;

/// The leading sentences of an article's paragraphs, so many or about so many characters long.
///
/// The lead's own words (本报讯（记者 …）, 新华社北京1月2日电) are left out. Sentences are taken whole
/// while they fit; a first sentence longer than the characters given is cut at the end of a clause, outside
/// quotations and brackets, and kept whole where it has no such place and
/// is not more than twice too long.
///
/// ```
/// let paragraphs = ["本报讯（记者 林静）3月2日，江堤加固工程开工。工程长12公里。".to_owned()];
/// assert_eq!(jzclass::summary::leading(&paragraphs, jzclass::summary::Length::Chars(20)), "3月2日，江堤加固工程开工。");
/// ```
pub fn leading(paragraphs: &[impl AsRef<str>], length: Length) -> String {
    let (most, mut left) = (length.most(), length.sentences());
    let mut summary = String::new();
    let mut length = 0;
    for (p, paragraph) in paragraphs.iter().map(AsRef::as_ref).enumerate() {
        let text = if p == 0 { &paragraph[past_lead(paragraph)..] } else { paragraph };
        for range in sentences(text) {
            let sentence = text[range].trim();
            let chars = sentence.chars().count();
            if chars == 0 {
                continue;
            }
            if left == 0 {
                return summary;
            }
            left -= 1;
            if length + chars > most {
                if length == 0 {
                    summary.push_str(cut_at_clause(sentence, most));
                }
                return summary;
            }
            summary.push_str(sentence);
            length += chars;
        }
    }
    summary
}

/// The longest beginning of a sentence that ends with a clause and has at most `most` characters;
/// the shortest that ends with a clause where all are longer; the whole where there is none.
fn cut_at_clause(sentence: &str, most: usize) -> &str {
    let cut = clause_end(sentence, most);
    if cut.chars().count() > 2 * most.max(20) { cut_inside(cut, most) } else { cut }
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

fn clause_end(sentence: &str, most: usize) -> &str {
    let mut depth = 0_i32;
    let mut cut = None;
    let mut before = ' ';
    for (chars, (at, c)) in sentence.char_indices().enumerate() {
        match c {
            '“' | '「' | '『' | '（' | '(' | '《' | '‘' => depth += 1,
            '”' | '」' | '』' | '）' | ')' | '》' | '’' => depth -= 1,
            '，' | '；' | '：' | '—' | ',' | ';' if depth <= 0 && chars >= 8 => {
                let rest = &sentence[at + c.len_utf8()..];
                let in_number = c == ',' && before.is_ascii_digit() && rest.starts_with(|n: char| n.is_ascii_digit());
                if !in_number && c != '：' {
                    if chars > most && cut.is_some() {
                        break;
                    }
                    cut = Some(at);
                }
            }
            _ => {}
        }
        if chars > most && cut.is_some() {
            break;
        }
        before = c;
    }
    &sentence[..cut.unwrap_or(sentence.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_sentences_are_cut_between_clauses_only() {
        let quoted = "局长说“水要管好，用好，更要省好，一滴也不能白白流走”，大家点头称是。".to_owned();
        let leading = |paragraphs: &[String], most| super::leading(paragraphs, Length::Chars(most));
        assert_eq!(leading(&[quoted], 16), "局长说“水要管好，用好，更要省好，一滴也不能白白流走”");
        let plain = "工程总投资12,000万元，全长18公里，惠及沿线七个乡镇，明年汛期前完工。".to_owned();
        assert_eq!(leading(&[plain], 24), "工程总投资12,000万元，全长18公里");
        let unbroken = "一二三四五六七八九十".repeat(6);
        assert_eq!(leading(std::slice::from_ref(&unbroken), 30), unbroken);
        assert_eq!(leading(&[unbroken.repeat(9)], 30), "一二三四五六七八九十".repeat(3));
    }

    proptest! {
        #[test]
        fn every_character_stands_in_the_article_in_order(
            paragraphs in proptest::collection::vec("[一-龥，。！“”（）0-9,]{0,60}", 0..4), most in 1_usize..80
        ) {
            let all = paragraphs.concat();
            let mut rest = all.chars();
            for c in leading(&paragraphs, Length::Chars(most)).chars() {
                prop_assert!(rest.any(|a| a == c));
            }
        }
    }
}

//! Text → sentences.

use std::ops::Range;

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
            '“' | '「' | '『' | '（' | '(' | '《' => {
                if depth == 0 {
                    opened = at;
                }
                depth += 1;
            }
            '”' | '」' | '』' | '）' | ')' | '》' => depth = (depth - 1).max(0),
            '。' | '！' | '？' | '!' | '?' | '…' => {
                if depth > 0 && at - opened < MOST_QUOTED && !closes_after(&text[at + c.len_utf8()..]) {
                    continue;
                }
                let mut end = at + c.len_utf8();
                let mut closed = false;
                while let Some(&(next, n)) = chars.peek() {
                    if !"。！？!?…”’」』）)》".contains(n) {
                        break;
                    }
                    closed |= "”」』".contains(n);
                    end = start + next + n.len_utf8();
                    chars.next();
                }
                // “来了！”他说, 《怎么办？》一书: the sentence goes on behind the quotation or title.
                let title = depth > 0 && text[..end].ends_with('》') && !text[end..].starts_with('\n');
                if closed && goes_on(c, &text[end..]) || title && end < text.len() {
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
    rest.chars().find(|c| !"。！？!?…".contains(*c)).is_none_or(|c| "”’」』）)》\n".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).map(|r| &text[r]).collect()
    }

    /// `|` stands where a sentence ends.
    #[test]
    fn sentences_of_the_press() {
        for marked in [
            "雨停了。|水退了！",
            "“明天开工。”|大家鼓掌。",
            "他说：“明天开工。”|大家鼓掌。",
            "“真的吗？”他问。",
            "“一要早。二要快。三要实。”会议强调。",
            "“雨停了。水退了。”|风也小了。",
            "“绝了！”|“太好了！”",
            "“小心！”|“快跑！”的喊声四起。",
            "增长3.5%，达1.2万元。",
            "1.摸清底数。|2.建好台账。|3.及时报告。",
            "1、摸清底数；2、建好台账；3、及时报告。",
            "一是抓早；二是抓小；三是抓实。|会议要求落实到人。",
            "通知如下：\n|1.摸清底数。|\n|2.建好台账。",
            "措施有三：早发现、早报告、早处置。",
            "标题\n|正文。",
            "等等……|再说。",
            "“真好……”他说。",
            "怎么会这样？！|谁也没想到。",
            "《怎么办？》一书出版。|读者排队。",
            "工程（一期。二期未开工）完成。",
            "工程(一期。二期未开工)完成。",
            "『好。』|他笑了。",
            "全长12公里（含桥梁3座）。|明年通车。",
            "无标点",
        ] {
            let wanted: Vec<&str> = marked.split('|').collect();
            assert_eq!(cut(&marked.replace('|', "")), wanted, "{marked}");
        }
    }

    #[test]
    fn a_quotation_never_closed_does_not_swallow_the_article() {
        let text = format!("“{}", "江堤加固工程今天开工。".repeat(60));
        assert!(cut(&text).len() > 20);
    }

    proptest! {
        #[test]
        fn sentences_joined_are_the_text(text in "[一-龥a-z0-9，。！？“”（）()…\n 　]{0,120}") {
            prop_assert_eq!(cut(&text).concat(), text);
        }
    }
}

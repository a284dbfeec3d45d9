//! The words that tell what an article is about.

use crate::topics::Row;
use crate::vectorize::{Kind, Vocabulary};

/// The `most` words of at least two Han characters with the highest TF-IDF values, best first; no
/// numerals, dates or function words, and of two words of which one stands in the other (荆州, 荆州市) the
/// longer alone.
pub fn keywords(vocabulary: &Vocabulary, row: &Row, most: usize) -> Vec<String> {
    // Words come before all other terms, in code-point order.
    let size = vocabulary.terms().sizes()[Kind::Word as usize];
    let words = &row.values[..row.values.partition_point(|&(term, _)| term < size)];
    let mut words: Vec<(u32, f32)> = words.to_vec();
    let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    // As a rule the first few are enough, and the others need no order.
    let few = words.len().min(8 * most);
    if few < words.len() {
        words.select_nth_unstable_by(few, order);
    }
    let (first, rest) = words.split_at_mut(few);
    let mut chosen: Vec<&str> = Vec::with_capacity(most);
    for part in [first, rest] {
        part.sort_unstable_by(order);
        let words = part.iter().filter_map(|&(term, _)| vocabulary.term(term)).map(|(_, word)| word);
        if words.filter(|w| is_keyword(w)).any(|word| !chooses(&mut chosen, word, most)) {
            break;
        }
    }
    chosen.into_iter().map(str::to_owned).collect()
}

/// Takes the next best word; false when there are enough.
fn chooses<'w>(chosen: &mut Vec<&'w str>, word: &'w str, most: usize) -> bool {
    if chosen.iter().any(|c| c.contains(word)) {
        return true;
    }
    if let Some(part) = chosen.iter().position(|c| word.contains(c)) {
        chosen.retain(|c| !word.contains(c));
        chosen.insert(part, word);
    } else if chosen.len() < most {
        chosen.push(word);
    } else {
        return false;
    }
    true
}

/// A word of two Han characters or more that is no numeral, date or function word.
fn is_keyword(word: &str) -> bool {
    const NUMERAL: &str = "一二三四五六七八九十百千万亿零两第几多余";
    const FUNCTION: [&str; 48] = [
        "我们", "他们", "她们", "你们", "大家", "自己", "这个", "那个", "这些", "那些", "这里", "那里", "这样", "什么",
        "怎么", "如何", "以及", "或者", "但是", "因为", "所以", "如果", "虽然", "不过", "可以", "能够", "应该", "已经",
        "正在", "还有", "没有", "不是", "就是", "通过", "对于", "关于", "为了", "其中", "同时", "目前", "今天", "昨天",
        "昨日", "今年", "去年", "近日", "日前", "记者",
    ];
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let numeral = |c: char| NUMERAL.contains(c);
    word.chars().all(han)
        && word.chars().nth(1).is_some()
        && !word.trim_end_matches(['年', '月', '日', '号', '时', '分', '个', '名', '元']).chars().all(numeral)
        && !FUNCTION.contains(&word)
        // 双十, the beginning of 双十一 that the dictionary does not have.
        && !word.ends_with('十')
}

//! Lines that are a byline and nothing else.

use super::lead::is_closing_dateline;
use super::names::{are_names, is_no_word, is_sure_name};
use super::parse::parse;
use super::roles::{COLLECTIVE, IMPRINT};
use crate::han::is_han;

/// Marks before a byline.
pub(in crate::split) const BULLETS: [char; 12] = ['□', '■', '●', '◎', '◇', '◆', '○', '★', '☆', '△', '▲', '▇'];

/// Upright bars and blocks before a byline.
pub(super) const BARS: [char; 8] = ['▎', '▍', '▌', '▏', '▋', '｜', '|', '丨'];

/// Longest byline on a line of its own, in characters.
const LONGEST: usize = 60;

fn inside(line: &str) -> &str {
    line.trim_start_matches(BULLETS)
        .trim_start_matches(BARS)
        .trim_end_matches('。')
        .trim_matches(|c: char| c.is_whitespace() || "（）()【】〔〕[]/／".contains(c))
}

fn is_bracketed(line: &str) -> bool {
    line.starts_with(['（', '(', '〔', '【']) && line.trim_end_matches('。').ends_with(['）', ')', '〕', '】'])
}

/// No bracket is open at its end, and none is closed that was not opened.
fn closes_brackets(line: &str) -> bool {
    let of = |brackets: &[char]| line.matches(brackets).count();
    of(&['（', '(', '〔', '【', '[']) == of(&['）', ')', '〕', '】', ']'])
}

/// The line is a byline and nothing else: `□ 记者 黄某 王某 通讯员 高某`, `（记者 陈某）`, `本报驻美国记者陈某`,
/// `本报评论员`.
pub(in crate::split) fn is_byline_line(line: &str) -> bool {
    let bulleted = line.starts_with(BULLETS) || line.starts_with(BARS);
    let bracketed = is_bracketed(line);
    let plain = inside(line);
    if bracketed && are_names(plain) {
        return true;
    }
    if plain.is_empty() || plain.chars().count() > LONGEST || plain.contains(['。', '！', '？', '；', '”', '“', '《'])
    {
        return false;
    }
    // A name after the bullet without a role: □ 张三 李四
    let short = plain.split_whitespace().all(|name| (1..=4).contains(&name.chars().count()));
    if bulleted && short && plain.chars().count() <= 16 {
        return true;
    }
    let opens = line.starts_with(['（', '(', '〔', '【']);
    if opens && !bracketed || !closes_brackets(line) || IMPRINT.iter().any(|word| plain.contains(word)) {
        return false;
    }
    let parsed = parse(plain);
    let first = parsed.names.first().map_or(0, |name| name.span.start);
    parsed.roles > 0
        && !parsed.left_over
        && !parsed.photographed
        && !parsed.names.is_empty()
        && parsed.names.iter().all(|found| {
            let name = compact(&plain[found.span.clone()]);
            is_sure_name(&name) || found.sure && (is_collective(plain) || is_no_word(&name))
        })
        // A name before its role stands in captions, too: 林静 供图.
        && (first > 0 || bulleted || bracketed || plain.ends_with("员"))
}

/// A word of the dictionary that is no name stands in a run of names that no mark parts: 关责任人员.
fn says_words(run: &str) -> bool {
    let ends: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    ends.windows(3).any(|pair| !is_no_word(&run[pair[0]..pair[2]]))
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// 本报评论员
fn is_collective(text: &str) -> bool {
    COLLECTIVE.iter().any(|c| text.ends_with(c))
}

/// The line is a photographer's credit in brackets and nothing else, （新华社记者林静摄）, or a dateline under what was
/// sent, （本报莫斯科1月4日电）.
pub(in crate::split) fn is_credit_line(line: &str) -> bool {
    if !is_bracketed(line) {
        return false;
    }
    if is_closing_dateline(line) {
        return true;
    }
    let parsed = parse(inside(line));
    parsed.photographed && !parsed.left_over && !parsed.names.is_empty()
}

/// The line is nothing but authors' names, as stand under the headline of an essay, of verse or a comment: 林静,
/// 林 静, 林静　周小川, 林静（县农业局）.
///
/// Lines of a headline can look like it, so that what stands around it must speak for it, too.
pub(in crate::split) fn is_signature_of_author(line: &str) -> bool {
    let plain = match line.split_once(['（', '(']) {
        Some((name, unit)) => {
            let unit = unit.trim_end_matches(['）', ')']);
            if !line.ends_with(['）', ')']) || !(3..=14).contains(&unit.chars().count()) || !unit.chars().all(is_han) {
                return false;
            }
            name.trim_end()
        }
        None => line,
    };
    let compact = self::compact(plain);
    let length = compact.chars().count();
    if !(2..=12).contains(&length) || !compact.chars().all(|c| is_han(c) || c == '·') {
        return false;
    }
    if length <= 4 && !plain.contains(char::is_whitespace) {
        return is_sure_name(plain) && is_no_word(plain);
    }
    let parsed = parse(plain);
    !parsed.left_over
        && parsed.roles == 0
        && !parsed.names.is_empty()
        && parsed.names.iter().all(|name| {
            let name = self::compact(&plain[name.span.clone()]);
            is_sure_name(&name) && is_no_word(&name)
        })
        && !says_words(&compact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_told_from_sentences_about_reporters() {
        for line in
            ["□ 记者 周小川 通讯员 何平", "（本报记者 吴明）", "■见习记者 林 静", "文/图 记者 罗安", "通讯员 方圆 李想"]
        {
            assert!(is_byline_line(line), "{line}");
        }
        for line in
            ["▎记者 袁静", "记者｜林安", "摄影/林安", "撰稿 记者 郝然", "摄影：记者 林安", "图文：本报记者 尹方"]
        {
            assert!(is_byline_line(line), "{line}");
        }
        for line in ["摄影展开幕", "图片展：百年老街", "策划：让老街的故事走进更多人心里", "采写一线的故事"]
        {
            assert!(!is_byline_line(line), "{line}");
        }
        for line in ["记者了解到", "记者节活动举行", "□ 推进城乡一体化建设的思考与实践", "记者从市水务局获悉，"]
        {
            assert!(!is_byline_line(line), "{line}");
        }
    }

    #[test]
    fn roles_with_their_sources_are_bylines() {
        for line in [
            "本报驻阿联酋记者林皎",
            "新华社记者王永川牛爱民",
            "本报评论员",
            "本报特约评论员 林静",
            "新华社记者陈毛本报记者吕网",
        ] {
            assert!(is_byline_line(line), "{line}");
        }
        for line in
            ["责任编辑 唐学 版式 卢军", "（记者马凤 通讯员毛珍）俄罗", "（记者 唐宇 通讯员 唐勇", "新华社记者站成立"]
        {
            assert!(!is_byline_line(line), "{line}");
        }
    }

    #[test]
    fn credits_and_datelines_under_a_text() {
        for line in ["（新华社记者梁立冬摄）", "（本报记者欧阳青山摄）", "（林静 摄）", "（本报莫斯科１月４日电）"]
        {
            assert!(is_credit_line(line), "{line}");
        }
        for line in ["（罗青）", "（全文完）", "（摄于一九八〇年）", "（记者林静）"] {
            assert!(!is_credit_line(line), "{line}");
        }
    }

    #[test]
    fn authors_are_told_from_words() {
        for line in ["梁秋石", "刘满仓", "林 静", "林静　周小川", "林静（县农业局）", "阿卜杜拉·买买提", "何伟余继川"]
        {
            assert!(is_signature_of_author(line), "{line}");
        }
        for line in ["高考", "安徽", "关责任人员", "农民", "一九九八年", "马到成功"] {
            assert!(!is_signature_of_author(line), "{line}");
        }
    }
}

//! Furniture: what stands on a page and belongs to no article.

use super::look::Look;
use super::signs::{ASCII_DIGIT, BLANK, COLON, FOLIO, HAN, IMPRINT, LETTER, MASTHEAD, SQUARE, STOP};

/// The line, `from_top` lines below the top of its page, is furniture by its
/// own look, overprints aside.
pub(super) fn is_furniture(line: &str, look: &Look, from_top: usize) -> bool {
    let chars = look.chars;
    let numbered = look.has(FOLIO) || look.has(ASCII_DIGIT) && !look.has(HAN);
    (chars <= 40 && numbered && is_page_mark(line))
        || (chars <= 60 && look.has(IMPRINT) && !look.has(STOP) && is_imprint(line, look))
        // Nothing but symbols.
        || !look.has(LETTER)
        || (chars <= 40 && is_classified(line, look))
        || (chars <= 48 && from_top < 8 && look.has(MASTHEAD) && is_masthead(line))
}

/// Editors, telephone numbers, registration numbers and addresses of the paper.
pub(super) fn is_imprint(line: &str, look: &Look) -> bool {
    const WORDS: [&str; 30] = [
        "责编",
        "责任编辑",
        "本版编辑",
        "值班编委",
        "值班主任",
        "值班总编",
        "版式",
        "美编",
        "美术编辑",
        "校对",
        "组版",
        "编审",
        "检校",
        "国内统一",
        "统一刊号",
        "邮发代号",
        "新闻热线",
        "广告热线",
        "发行热线",
        "投稿邮箱",
        "社址",
        "邮编",
        "网址",
        "电子邮箱",
        "读者热线",
        "E-mail",
        "印刷厂",
        "零售价",
        "定价",
        "电话",
    ];
    let length = look.chars;
    let colon_or_space = look.has(COLON | BLANK | SQUARE);
    if !colon_or_space && length > 12 {
        return false;
    }
    let hits = WORDS.iter().filter(|w| line.contains(*w)).count();
    let starts = WORDS.iter().take(23).any(|w| line.starts_with(w));
    hits >= 2 || (starts && length <= 30 && (colon_or_space || length <= 8))
}

/// Small advertisements: lost papers, firms wound up, jobs and rooms.
pub(super) fn is_classified(line: &str, look: &Look) -> bool {
    const HEADS: [&str; 12] = [
        "遗失声明",
        "注销公告",
        "清算公告",
        "减资公告",
        "分类信息",
        "分类广告",
        "便民信息",
        "招聘信息",
        "声明作废",
        "遗失启事",
        "公告栏",
        "广告",
    ];
    const STARTS: [&str; 5] = ["遗失 ", "招聘 ", "出租 ", "出售 ", "转让 "];
    look.chars <= 4 && HEADS.contains(&line)
        || look.notice && (line.contains("声明作废") || line.contains("申报债权"))
        || look.has(BLANK) && STARTS.iter().any(|s| line.starts_with(s))
}

/// 第3版, A05, （下转第四版）, （上接第一版）, 3 and the like.
pub(super) fn is_page_mark(line: &str) -> bool {
    let core = line.trim_matches(|c: char| c.is_whitespace() || "（）()【】[]<>《》—-－·•■□▲▼◆★|".contains(c));
    let length = core.chars().count();
    if length == 0 || length > 22 {
        return false;
    }
    let continued = ["下转", "上接", "紧接第", "接第"].iter().any(|w| core.starts_with(w));
    if continued && (core.contains('版') || core.contains('页')) {
        return true;
    }
    if core.contains("见第") && core.ends_with('版') {
        return true;
    }
    let numbered = core.starts_with('第') && (core.contains('版') || core.ends_with('页') || core.ends_with('期'));
    let tail = core.trim_start_matches(|c: char| c.is_ascii_digit() || "第零一二三四五六七八九十ABCDE".contains(c));
    if numbered && tail.starts_with(['版', '页', '期']) {
        return true;
    }
    // A05, 12, 03版: letters and digits of a folio.
    length <= 4
        && core.chars().all(|c| c.is_ascii_digit() || "ABCDEFT版".contains(c))
        && core.chars().any(|c| c.is_ascii_digit())
        && !core.contains('.')
}

/// Name of the paper, date and weekday, weather, at the top of a page.
pub(super) fn is_masthead(line: &str) -> bool {
    const PAPERS: [&str; 8] = ["日报", "晚报", "晨报", "都市报", "时报", "早报", "周报", "商报"];
    let length = line.chars().count();
    if length > 48 || line.contains(['。', '，']) {
        return false;
    }
    let weekday = line.contains("星期") || line.contains("农历") || line.contains("周刊");
    let dated = line.contains('年')
        && line.contains('月')
        && line.contains('日')
        && line.chars().filter(char::is_ascii_digit).count() >= 5;
    if dated && (weekday || length <= 12) || (weekday && length <= 8) {
        return true;
    }
    let compact: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let short = compact.chars().count() <= 8;
    short && (PAPERS.iter().any(|p| compact.ends_with(p)) || compact.ends_with("新闻") && length <= 6)
}

/// Text printed twice over itself, which comes out of a PDF as runs said twice: 安全安全生生产产.
///
/// The whole line must part into doubled runs, two at least, or one of four characters or more.
pub(super) fn is_overprint(line: &str) -> bool {
    undoubled(line).is_some()
}

/// What an overprinted line says, once.
pub(super) fn undoubled(line: &str) -> Option<String> {
    // The first run comes again, and with it the first character.
    let first = line.chars().next()?;
    if !line[first.len_utf8()..].contains(first) {
        return None;
    }
    let chars: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).take(121).collect();
    if chars.len() < 6 || chars.len() > 120 || chars.len() % 2 == 1 {
        return None;
    }
    // A run is a character or more that stands twice in a row; the shortest cover wins by search.
    let mut reached = vec![None; chars.len() + 1];
    reached[0] = Some((0_usize, 0_usize, 0_usize));
    for start in 0..chars.len() {
        let Some((runs, longest, _)) = reached[start] else { continue };
        for size in 1..=(chars.len() - start) / 2 {
            let end = start + 2 * size;
            if chars[start] == chars[start + size]
                && chars[start..start + size] == chars[start + size..end]
                && reached[end].is_none()
            {
                reached[end] = Some((runs + 1, longest.max(size), size));
            }
        }
    }
    let han = chars.iter().filter(|&&c| crate::han::is_han(c)).count();
    let (runs, longest, _) = reached[chars.len()]?;
    if runs < 2 && longest < 4 || han * 2 <= chars.len() {
        return None;
    }
    let mut once: Vec<char> = Vec::with_capacity(chars.len() / 2);
    let mut end = chars.len();
    while let Some((_, _, size)) = reached[end].filter(|r| r.2 > 0) {
        once.extend(chars[end - size..end].iter().rev());
        end -= 2 * size;
    }
    Some(once.iter().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overprinted_text_is_found() {
        for line in ["安全安全生生产产", "节约用水节约用水人人人人有责有责", "清江县水利清江县水利局局"]
        {
            assert!(is_overprint(line), "{line}");
        }
        assert_eq!(undoubled("安全安全生生产产").as_deref(), Some("安全生产"));
        for line in ["高高兴兴", "节约用水人人有责", "安全生产月活动启动", "一天一天过去"] {
            assert!(!is_overprint(line), "{line}");
        }
    }

    #[test]
    fn marks_and_imprints() {
        for line in [
            "第03版：要闻",
            "（下转第四版）",
            "（上接A1版）",
            "A05",
            "责编 王平 版式 李安 电话 0710-3456789",
            "▲",
            "————",
            "2023年5月6日 星期六",
        ] {
            assert!(is_furniture(line, &Look::of(line), 0), "{line}");
        }
        for line in ["第三届龙舟赛开幕", "电话里，老人哽咽了", "5月6日，全市教育工作会议召开。", "版画展开幕"]
        {
            assert!(!is_furniture(line, &Look::of(line), 3), "{line}");
        }
    }
}

//! The line under a headline that tells where an article was printed: 《新河日报》（2025年10月20日 第01版）.

use super::date::dates;
use super::masthead::edition_mark;
use super::{Issue, agreed, is_paper, page_number};

/// Longest such line, in characters.
const LONGEST: usize = 48;
/// Most characters of it that tell something else, such as the page's section.
const REST: usize = 6;
/// What may stand before the paper, the day or the page.
const LABELS: [&str; 16] = [
    "来源",
    "來源",
    "稿源",
    "发布时间",
    "發布時間",
    "发布日期",
    "發布日期",
    "出版日期",
    "日期",
    "时间",
    "時間",
    "报纸",
    "報紙",
    "版面",
    "版次",
    "原载",
];

/// What the line tells, and how many of paper, day and page.
pub(super) fn read(line: &str) -> Option<(Issue, usize)> {
    if line.chars().nth(LONGEST).is_some() || line.contains(['。', '，', '？', '！']) {
        return None;
    }
    let folded: String = line.chars().map(crate::segment::fold).collect();
    let found = dates(&folded);
    let date = agreed(found.iter().map(|f| f.date)).map(super::date::Date::text).unwrap_or_default();
    if found.len() > 1 {
        return None;
    }
    let rest =
        found.first().map_or(folded.clone(), |f| format!("{} {}", &folded[..f.span.start], &folded[f.span.end..]));
    let page = edition_mark(&rest).unwrap_or_default();
    let mut paper = String::new();
    let mut labelled = false;
    let mut others = 0;
    for token in rest.split(|c: char| c.is_whitespace() || "|｜·:：/／()（）《》〈〉「」【】[]-—,;；".contains(c))
    {
        let bare = LABELS.iter().find_map(|l| token.strip_prefix(l));
        labelled |= bare.is_some();
        let token = bare.unwrap_or(token);
        if token.is_empty() || is_weekday(token) || is_page(token) {
            continue;
        }
        let quoted = rest.contains(&format!("《{token}》")) && (2..=12).contains(&token.chars().count());
        if paper.is_empty() && (is_paper(token) || quoted) {
            token.clone_into(&mut paper);
        } else if !token.chars().all(|c| c.is_ascii_digit()) {
            others += token.chars().count();
        }
    }
    let told = [&date, &page, &paper].iter().filter(|t| !t.is_empty()).count();
    let alone = told == 1 && others == 0 && (!date.is_empty() || labelled && !paper.is_empty());
    let fits = told > 1 && others <= REST && !(date.is_empty() && paper.is_empty()) || alone;
    fits.then_some((Issue { paper, date, page }, told))
}

fn is_weekday(token: &str) -> bool {
    ["星期", "周", "週", "礼拜"].iter().any(|w| token.strip_prefix(w).is_some_and(|rest| rest.chars().count() == 1))
}

/// 第01版, 01版, 第, 版.
fn is_page(token: &str) -> bool {
    let core = token.trim_start_matches('第').trim_end_matches('版');
    core.is_empty() || core.len() < token.len() && page_number(core).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_under_headlines() {
        for (line, paper, date, page) in [
            ("《新河日报》（2025年10月20日 第 01 版）", "新河日报", "2025-10-20", "1"),
            ("《新河日报》 ( 2025年10月20日   01 版)", "新河日报", "2025-10-20", "1"),
            ("来源：新河日报　2025年10月20日　第02版", "新河日报", "2025-10-20", "2"),
            ("新河日报 2025-10-20 第A03版", "新河日报", "2025-10-20", "A03"),
            ("2025年10月20日　新河日报　01版", "新河日报", "2025-10-20", "1"),
            ("发布时间：2025-10-20 08:30", "", "2025-10-20", ""),
            ("2025年10月20日 星期一", "", "2025-10-20", ""),
            ("来源：新河日报", "新河日报", "", ""),
            ("《山川》 2025年10月20日", "山川", "2025-10-20", ""),
        ] {
            let issue = read(line).unwrap_or_else(|| panic!("{line}")).0;
            assert_eq!((&*issue.paper, &*issue.date, &*issue.page), (paper, date, page), "{line}");
        }
    }

    #[test]
    fn other_lines() {
        for line in [
            "2025年10月20日，清溪渡口恢复通航。",
            "清溪渡口恢复通航",
            "新河日报社二〇二五年征订启事 2025年10月20日截止报名",
            "本报记者 林小满",
            "第01版",
            "《山川》",
            "有效期2024年1月1日至2025年1月1日",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}

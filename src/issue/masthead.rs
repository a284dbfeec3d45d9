//! Newspaper, day and page from a page's furniture.

use super::date::{Date, dates};
use super::{Issue, agreed, is_paper, page_number};

/// Longest line that is read, in characters: a masthead's, and no advertisement's.
const LONGEST: usize = 60;

/// Candidates of each rank, the surest first.
#[derive(Default)]
struct Candidates {
    papers: Vec<String>,
    dates: [Vec<Date>; 2],
    pages: [Vec<String>; 3],
}

/// What the lines tell.
pub(super) fn read<'l>(lines: impl IntoIterator<Item = &'l str>) -> Issue {
    let mut seen = Candidates::default();
    for line in lines {
        if line.chars().nth(LONGEST).is_none() {
            seen.line(line);
        }
    }
    let date = seen.dates.into_iter().find(|d| !d.is_empty()).and_then(agreed);
    let page = seen.pages.into_iter().find(|p| !p.is_empty()).and_then(agreed);
    Issue {
        paper: agreed(seen.papers).unwrap_or_default(),
        date: date.map(Date::text).unwrap_or_default(),
        page: page.unwrap_or_default(),
    }
}

impl Candidates {
    fn line(&mut self, line: &str) {
        let weekday =
            ["星期", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "礼拜"].iter().any(|w| line.contains(w));
        let mut rest = String::new();
        let mut last = 0;
        for found in dates(line) {
            // A date alone or nearly so is the day of issue; one in a sentence need not be.
            let alone = 2 * found.span.len() >= line.trim().len();
            if weekday {
                self.dates[0].push(found.date);
            } else if alone {
                self.dates[1].push(found.date);
            }
            rest.push_str(&line[last..found.span.start]);
            rest.push(' ');
            last = found.span.end;
        }
        rest.push_str(&line[last..]);
        for token in
            rest.split(|c: char| c.is_whitespace() || "|｜·:：/／()（）《》".contains(c)).filter(|t| !t.is_empty())
        {
            if is_paper(token) {
                self.papers.push(token.to_owned());
            }
            if let Some(page) = lettered(token) {
                self.pages[1].push(page);
            }
        }
        if let Some(page) = edition_mark(&rest) {
            self.pages[0].push(page);
        }
        if let Some(page) = section(rest.trim()) {
            self.pages[2].push(page);
        }
    }
}

/// 第3版, A02版, 三版; not 下转第3版.
pub(super) fn edition_mark(line: &str) -> Option<String> {
    agreed(line.match_indices('版').filter_map(|(at, _)| {
        let before = line[..at].trim_end();
        let number_at = before
            .char_indices()
            .rev()
            .take(3)
            .take_while(|&(_, c)| c.is_alphanumeric() && page_part(c))
            .last()
            .map(|(i, _)| i)?;
        let ahead = before[..number_at].trim_end().trim_end_matches('第').trim_end();
        let turned = ahead.ends_with(['转', '接', '见', '共', '出', '到', '至']);
        if turned { None } else { page_number(&before[number_at..]) }
    }))
}

fn page_part(c: char) -> bool {
    let c = crate::segment::fold(c);
    c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c)
}

/// A02.
fn lettered(token: &str) -> Option<String> {
    let mut chars = token.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_uppercase());
    let digits = chars.as_str();
    let fits = letter && digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| page_number(token)).flatten()
}

/// 03 要闻.
fn section(line: &str) -> Option<String> {
    const SECTIONS: [&str; 16] = [
        "要闻", "综合", "本地", "时政", "民生", "社会", "经济", "文化", "体育", "副刊", "国内", "国际", "专版", "教育",
        "健康", "广告",
    ];
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line[digits..].trim_start_matches([' ', '\u{3000}', '·', '|']);
    let fits = digits == 2 && SECTIONS.iter().any(|s| rest.starts_with(s)) && rest.chars().count() <= 8;
    fits.then(|| page_number(&line[..digits])).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mastheads() {
        for (lines, paper, date, page) in [
            (&["清河晚报", "第01版:综合新闻", "2025年4月15日 星期二"][..], "清河晚报", "2025-04-15", "1"),
            (&["A02 要闻", "2024年11月8日", "责编 王平 版式 李安"], "", "2024-11-08", "A02"),
            (&["一九五八年三月五日 星期三 第三版"], "", "1958-03-05", "3"),
            (&["03 要闻", "下转第4版"], "", "", "3"),
            (&["（下转第4版）", "今日8版"], "", "", "8"),
            (&["2024年11月8日 星期五", "2024年11月9日 星期六"], "", "", ""),
            (&["2024年11月8日 星期五", "有效期至2025年1月1日"], "", "2024-11-08", ""),
            (&["2024年2月30日 星期五"], "", "", ""),
            (&["本报地址：清河市中心路2号", "版权所有"], "", "", ""),
        ] {
            let issue = read(lines.iter().copied());
            assert_eq!((&*issue.paper, &*issue.date, &*issue.page), (paper, date, page), "{lines:?}");
        }
    }
}

//! Who wrote an article: roles and names from leads, byline lines and brackets at the end.

use serde::{Deserialize, Serialize};

use super::pattern::{BULLETS, ROLE_MARKS, ROLES, bulleted_name, is_surname, opens_article};
use crate::han::is_han;

/// Names by role, in the order of their first appearance.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// Names behind 记者 and its kinds (本报记者, 见习记者, 实习生, …), or behind no role.
    pub reporters: Vec<String>,
    /// Names behind 通讯员.
    pub correspondents: Vec<String>,
    /// Names behind any other role (摄影, 编辑, …).
    pub other: Vec<String>,
}

impl Byline {
    /// True when no name is known.
    pub fn is_empty(&self) -> bool {
        self.reporters.is_empty() && self.correspondents.is_empty() && self.other.is_empty()
    }

    fn add(&mut self, role: &str, name: String) {
        let list = if role.ends_with("通讯员") {
            &mut self.correspondents
        } else if role.ends_with("记者") || role == "实习生" || role.is_empty() {
            &mut self.reporters
        } else {
            &mut self.other
        };
        if !list.contains(&name) {
            list.push(name);
        }
    }

    pub(super) fn merge(&mut self, more: Self) {
        for (role, names) in [("记者", more.reporters), ("通讯员", more.correspondents), ("编辑", more.other)] {
            for name in names {
                self.add(role, name);
            }
        }
    }
}

/// Reads roles and names from the inside of a byline: `记者佘一 通讯员李二 王三`.
pub(super) fn parse_names(text: &str) -> Byline {
    let mut byline = Byline::default();
    let mut role = "";
    let mut rest = text.trim_start_matches(BULLETS).trim_start_matches([' ', '\u{3000}']);
    while !rest.is_empty() {
        if let Some(found) = ROLES.iter().find(|r| rest.starts_with(**r)) {
            role = found;
            rest = rest[found.len()..].trim_start_matches(ROLE_MARKS);
            continue;
        }
        let end = next_role(rest).unwrap_or(rest.len());
        for name in names(&rest[..end]) {
            byline.add(role, name);
        }
        rest = &rest[end..];
    }
    byline
}

fn next_role(text: &str) -> Option<usize> {
    text.char_indices().find(|&(at, c)| begins_role(c) && starts_with_role(&text[at..])).map(|(at, _)| at)
}

/// A role begins with it.
fn begins_role(c: char) -> bool {
    matches!(
        c,
        '本' | '全'
            | '融'
            | '见'
            | '实'
            | '首'
            | '特'
            | '驻'
            | '摄'
            | '通'
            | '评'
            | '编'
            | '记'
            | '文'
            | '图'
            | '采'
            | '策'
            | '撰'
            | '整'
            | '供'
            | '作'
            | '报'
    )
}

fn starts_with_role(text: &str) -> bool {
    ROLES.iter().any(|r| text.starts_with(r))
}

/// Names parted by spaces or commas; a name set wide (`林 静`) is joined.
fn names(text: &str) -> Vec<String> {
    let parts =
        text.split(|c: char| c.is_whitespace() || "、，,/／；;（）()：:｜|丨".contains(c)).filter(|p| !p.is_empty());
    let mut names: Vec<String> = Vec::new();
    let mut single: Option<String> = None;
    for part in parts {
        if NO_NAMES.contains(&part) {
            continue;
        }
        let wrapped;
        let part = match part.split_once(WRAP) {
            // Two names with the line's end between them, or one name over two lines.
            Some((above, below)) if parts_names(above, below) => {
                names.push(above.to_owned());
                below
            }
            Some(_) => {
                wrapped = part.replace(WRAP, "");
                &wrapped
            }
            None => part,
        };
        let length = part.chars().count();
        if length > 2 && part.ends_with(UNITS) {
            continue;
        }
        if length == 1 {
            single = match single.take() {
                Some(first) => {
                    names.push(first + part);
                    None
                }
                None => Some(part.to_owned()),
            };
            continue;
        }
        single = None;
        if is_name(part) {
            names.push(part.to_owned());
        }
    }
    names
}

/// Stands for a line's end in raw text that is read for names.
pub(super) const WRAP: char = '\u{1e}';

/// Words of bylines that are no names.
const NO_NAMES: [&str; 8] = ["文", "图", "摄", "文图", "本报", "本台", "报道", "图文"];

/// Last characters of departments and places, which stand before names: 一分厂 夏超桂.
const UNITS: [char; 9] = ['厂', '局', '室', '委', '镇', '乡', '县', '办', '队'];

/// Lines joined with [`WRAP`] between them, except within the words of a role.
pub(super) fn with_wraps<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in lines {
        if let (Some(above), Some(below)) = (text.chars().next_back(), line.chars().next())
            && is_han(above)
            && is_han(below)
            && !within_role(above, below)
        {
            text.push(WRAP);
        }
        text.push_str(line);
    }
    text
}

/// The two characters stand side by side in the words of a role or source.
fn within_role(before: char, after: char) -> bool {
    matches!(
        (before, after),
        ('习' | '体' | '席' | '报' | '约', '记')
            | ('通' | '报', '讯')
            | ('见' | '实', '习')
            | ('全' | '融', '媒')
            | ('记', '者')
            | ('讯', '员')
            | ('习', '生')
            | ('本', '报')
            | ('媒', '体')
            | ('首', '席')
            | ('特', '约')
            | ('日', '电')
    )
}

/// The line's end parts two names: 陈默 | 许佳, but not 李蓝 | 影 or 欧阳 | 修文.
fn parts_names(above: &str, below: &str) -> bool {
    const DOUBLE: [&str; 6] = ["欧阳", "司马", "上官", "诸葛", "尉迟", "皇甫"];
    let length = |s: &str| s.chars().count();
    (2..=3).contains(&length(above))
        && (2..=3).contains(&length(below))
        && !DOUBLE.contains(&above)
        && is_surname(below.chars().next().unwrap_or(' '))
}

fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    let latin = text.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
    (2..=4).contains(&length) && text.chars().all(is_han)
        || text.contains('·') && length <= 14
        || latin && (2..=20).contains(&length)
}

/// A lead's own words: what comes before the article proper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Lead {
    /// Names in it.
    pub byline: Byline,
    /// Its length in bytes: `本报讯（记者 林静）` with the white space behind it.
    pub bytes: usize,
}

/// Longest lead, in characters.
const MOST_LEAD: usize = 110;

/// Reads the lead at the beginning of an article's text: 本报讯（记者 …）, 新华社北京1月2日电（记者 …）,
/// （通讯员 …）, 本报记者 … 报道.
pub(crate) fn parse_lead(text: &str) -> Lead {
    if !opens_article(text) {
        return Lead::default();
    }
    if let Some((name, bytes)) = bulleted_name(text) {
        return Lead { byline: parse_names(name), bytes };
    }
    let start = text.find(|c: char| !" \u{3000}【■□●◆".contains(c)).unwrap_or(0);
    let limit = text.char_indices().nth(MOST_LEAD).map_or(text.len(), |(i, _)| i);
    let head = &text[..limit];
    // A bracket near the beginning with a role in it.
    if let Some(open) = head[start..].find(['（', '(']).map(|i| i + start)
        && head[start..open].chars().count() <= 24
        && !head[start..open].contains(['，', '。'])
        && let Some(close) = head[open..].find(['）', ')']).map(|i| i + open)
    {
        let bracket = open + head[open..].chars().next().map_or(1, char::len_utf8);
        let inside = &head[bracket..close];
        if next_role(inside).is_some() {
            let bytes = close + head[close..].chars().next().map_or(1, char::len_utf8);
            return Lead { byline: parse_names(inside), bytes: past_marks(text, bytes) };
        }
    }
    let opening = head.find(['，', '。', '“']).map_or(head, |i| &head[..i]);
    // 本报记者 林静 报道 …, 本报记者 林静
    if let Some(after) = opening[start..].strip_prefix("本报记者").or(opening[start..].strip_prefix("本报通讯员"))
    {
        let role = if opening[start..].starts_with("本报记者") { "记者" } else { "通讯员" };
        if let Some(end) = after.find("报道").filter(|&i| i <= 40) {
            let byline = parse_names(&format!("{role}{}", &after[..end]));
            let bytes = after.as_ptr() as usize - text.as_ptr() as usize + end + "报道".len();
            return Lead { byline, bytes: past_marks(text, bytes) };
        }
    }
    // 新华社北京1月2日电 …, 本报讯 …, 本报综合消息
    for end in ["日电", "专电", "综合消息", "综合报道", "消息", "讯"] {
        if let Some(i) = opening[start..].find(end)
            && opening[start..start + i].chars().count() <= 16
        {
            return Lead { byline: Byline::default(), bytes: past_marks(text, start + i + end.len()) };
        }
    }
    Lead::default()
}

/// Past the white space, colon or closing bracket behind a lead.
fn past_marks(text: &str, bytes: usize) -> usize {
    let rest = &text[bytes..];
    text.len() - rest.trim_start_matches([' ', '\u{3000}', '：', ':', '】', ']', '—', '\t']).len()
}

/// Names in brackets at the end of an article: `（记者 林静）`, `（林静 周小川）`.
pub(super) fn parse_end(text: &str) -> Option<Byline> {
    let inside = end_bracket(text)?;
    let byline = parse_names(inside);
    let known = starts_with_role(inside) || super::pattern::are_names(inside);
    (known && !byline.is_empty()).then_some(byline)
}

/// The names of an article that comes as paragraphs: from its lead and its end.
pub(crate) fn byline_of(paragraphs: &[impl AsRef<str>]) -> Byline {
    let mut byline = paragraphs.first().map(|p| parse_lead(p.as_ref()).byline).unwrap_or_default();
    if let Some(end) = paragraphs.last().and_then(|p| parse_end(p.as_ref())) {
        byline.merge(end);
    }
    byline
}

/// The inside of a bracket that closes the text.
pub(super) fn end_bracket(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(['。', ' ', '\u{3000}']);
    let inner = text.strip_suffix('）').or_else(|| text.strip_suffix(')'))?;
    let open = inner.rfind(['（', '('])?;
    let inside = &inner[open + inner[open..].chars().next()?.len_utf8()..];
    (inside.chars().count() <= 40).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn leads_give_names_and_their_length() {
        let cases: [(&str, &[&str], &[&str], &str); 7] = [
            ("本报讯（记者周小川 通讯员何平）日前，大桥合龙。", &["周小川"], &["何平"], "日前"),
            ("本报讯 （记者 林 静、罗安） 昨日，", &["林静", "罗安"], &[], "昨日"),
            ("新华社北京1月2日电（记者王一、李二三）外交部", &["王一", "李二三"], &[], "外交部"),
            ("新华社北京1月2日电 外交部", &[], &[], "外交部"),
            ("（通讯员 何平）“来了！”", &[], &["何平"], "“来了"),
            ("本报记者 林静报道：稻花香里", &["林静"], &[], "稻花香里"),
            ("近日，本报讯号称", &[], &[], "近日"),
        ];
        for (text, reporters, correspondents, rest) in cases {
            let lead = parse_lead(text);
            assert_eq!(lead.byline.reporters, strings(reporters), "{text}");
            assert_eq!(lead.byline.correspondents, strings(correspondents), "{text}");
            assert!(text[lead.bytes..].starts_with(rest), "{text}: {:?}", &text[lead.bytes..]);
        }
    }

    #[test]
    fn every_role_is_looked_for() {
        for c in '\u{80}'..='\u{ffff}' {
            assert_eq!(begins_role(c), ROLES.iter().any(|r| r.starts_with(c)), "{c}");
        }
    }

    #[test]
    fn names_at_a_line_end() {
        let read = |lines: &[&str]| parse_lead(&with_wraps(lines.iter().copied())).byline;
        let byline = read(&["本报讯（记者周行之 通讯员陈默", "许佳）昨天，"]);
        assert_eq!(byline.correspondents, strings(&["陈默", "许佳"]));
        assert_eq!(read(&["本报讯（记者佘安 通讯员李蓝", "影）日前，"]).correspondents, strings(&["李蓝影"]));
        assert_eq!(read(&["本报讯（记者佘安 通讯", "员李蓝）日前，"]).correspondents, strings(&["李蓝"]));
        assert_eq!(read(&["□ 云静 夜里10点，公交车停在站里"]).reporters, strings(&["云静"]));
        assert_eq!(parse_names("本报记者 纪桐 文/图").reporters, strings(&["纪桐"]));
    }

    #[test]
    fn names_in_brackets_at_the_end() {
        assert_eq!(parse_end("颗粒归仓。（林静 周小川）").unwrap().reporters, strings(&["林静", "周小川"]));
        assert_eq!(parse_end("颗粒归仓。（通讯员 何平）").unwrap().correspondents, strings(&["何平"]));
        for text in ["颗粒归仓（如图）", "颗粒归仓。（据新华社）", "共三处（含新建）。", "颗粒归仓。（下转第三版）"]
        {
            assert_eq!(parse_end(text), None, "{text}");
        }
    }
}

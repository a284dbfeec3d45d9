//! What opens an article's text before its own words, 本报松岭1月4日电 记者林静报道：, and what closes it: （林静）.

use super::line::BULLETS;
use super::names::{are_names, is_no_word, is_sure_name};
use super::parse::{byline, has_role, parse};
use super::roles::{FORMS, KINDS, SOURCES};
use super::{Byline, parse_names};
use crate::traditional::simplified;

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
/// Longest run of names before 报道.
const MOST_NAMES: usize = 60;
const MOST_PLACE: usize = 16;

const OPEN: [char; 7] = ['（', '(', '【', '〔', '[', '［', '〖'];
const CLOSE: [char; 7] = ['）', ')', '】', '〕', ']', '］', '〗'];
const BLANKS: [char; 3] = [' ', '\u{3000}', '\t'];

/// Stands in a date: digits of any kind, 年月日号 and the like.
pub(super) fn is_date_character(c: char) -> bool {
    c.is_numeric() || "年月日号零〇一二三四五六七八九十廿卅元正腊上下午晚晨今昨".contains(c)
}

/// The kinds of dispatches: 电, 讯 and the like, the longer ones first.
const KINDS_OF_REPORT: [&str; 13] =
    ["综合消息", "综合报道", "综合电", "最新消息", "特稿", "专电", "专讯", "快讯", "特讯", "通讯", "消息", "电", "讯"];

/// Further beginnings of sources.
const PREFIXES: [&str; 4] = ["据", "综合", "转", "又"];

/// Last characters of the name of a source that is not listed: 新河社, 城江日报.
const SOURCE_ENDS: [char; 5] = ['社', '报', '网', '台', '刊'];

/// The dateline that a text begins with: its length in bytes, up to and with 电 or 讯.
///
/// | form | example | what must follow |
/// |---|---|---|
/// | source, kind | 本报讯, 央视网消息 | nothing; for 电 no Han character |
/// | source, place, date, kind | 新华社北京1月5日电, 本报清溪1月19日讯 | nothing |
/// | source, place, kind | 本报恩贾梅纳电 | a blank, mark or role |
/// | place, date, kind | 北京1月5日电 | nothing |
/// | place, kind | 法兰克福消息 | a blank or bracket |
pub(super) fn dateline(text: &str) -> Option<usize> {
    let prefix = PREFIXES.iter().find_map(|p| text.strip_prefix(p)).map_or(0, |rest| text.len() - rest.len());
    let source = prefix + source(&text[prefix..]).unwrap_or(0);
    let sourced = source > prefix;
    let mut digit = false;
    // The place and the date, up to the kind.
    for (n, (at, c)) in text[source..].char_indices().enumerate() {
        let at = source + at;
        if n > MOST_PLACE + 12 {
            return None;
        }
        let before = &text[source..at];
        if let Some(kind) = KINDS_OF_REPORT.iter().find(|k| text[at..].starts_with(**k)) {
            let end = at + kind.len();
            let rest = &text[end..];
            let dated = digit && before.ends_with('日') && before.chars().rev().nth(1).is_some_and(is_date_character);
            let bounded = rest.is_empty()
                || rest.starts_with(BLANKS)
                || rest.starts_with(OPEN)
                || rest.starts_with(CLOSE)
                || rest.starts_with(['：', ':', '—', super::WRAP]);
            let role = begins_with_role(rest);
            let fits = match (sourced, dated) {
                (_, true) => sourced || kind.contains(['电', '讯']),
                (true, false) if before.is_empty() => {
                    bounded || role || *kind != "电" && *kind != "通讯" && *kind != "特稿"
                }
                (true, false) => (bounded || role) && n <= MOST_PLACE,
                (false, false) => {
                    (2..=10).contains(&n)
                        && prefix == 0
                        && !rest.is_empty()
                        && matches!(*kind, "电" | "消息" | "专电")
                        && (rest.starts_with(BLANKS) || rest.starts_with(OPEN) || rest.starts_with(super::WRAP))
                        && !before.contains('的')
                }
            };
            if fits {
                return Some(end);
            }
        }
        digit |= is_date_character(c);
        let place = crate::han::is_han(c)
            || is_date_character(c)
            || matches!(c, '·' | ' ' | '\u{3000}' | super::WRAP | '-' | '—');
        if !place || !sourced && c == ' ' && n > 0 && !digit {
            return None;
        }
    }
    None
}

/// Length of the name of a paper, agency or station that the text begins with.
fn source(text: &str) -> Option<usize> {
    if let Some(listed) = SOURCES.iter().filter(|s| text.starts_with(**s)).max_by_key(|s| s.len()) {
        return Some(listed.len());
    }
    // 新河社, 城江日报, 县广播电视台: up to eight characters.
    let end = text.char_indices().skip(1).take(8).find(|&(_, c)| SOURCE_ENDS.contains(&c))?.0;
    let own = &text[..end];
    own.chars().all(crate::han::is_han).then_some(end + '社'.len_utf8())
}

/// The text begins with a role, perhaps with its source: 记者…, 本报记者…, 驻京记者….
fn begins_with_role(text: &str) -> bool {
    let mut rest = text;
    while let Some(shorter) = KINDS.iter().chain(&SOURCES).find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    ROLES_OF_LEADS.iter().any(|r| rest.starts_with(r))
}

const ROLES_OF_LEADS: [&str; 5] = ["记者", "通讯员", "实习生", "特派员", "评论员"];

/// The line opens an article as the press does: 本报讯, 新华社…电, 本报记者 … 报道.
pub(in crate::split) fn opens_article(line: &str) -> bool {
    const OPENERS: [&str; 20] = [
        "本报讯",
        "本报综合",
        "本报电",
        "本报消息",
        "本台讯",
        "本刊讯",
        "本网讯",
        "新华社",
        "据新华社",
        "中新社",
        "中新网",
        "据中新",
        "人民网",
        "央视网",
        "新华网",
        "本报记者",
        "本报通讯员",
        "综合新华社",
        "光明网讯",
        "央广网",
    ];
    if is_closing_dateline(line) {
        return false;
    }
    let plain = line.trim_start_matches(|c| OPEN.contains(&c) || BULLETS.contains(&c) || " \u{3000}“".contains(c));
    let first = plain.chars().next().unwrap_or(' ');
    if "本据新中人央综光".contains(first) && OPENERS.iter().any(|o| plain.starts_with(o)) {
        return true;
    }
    if bulleted_name(line).is_some() || dateline(plain).is_some() {
        return true;
    }
    // 某某日报讯（记者 …）, 某县讯, （通讯员 …）
    let head = &plain[..plain.char_indices().nth(9).map_or(plain.len(), |(i, _)| i)];
    head.contains('讯')
        && (head.contains("报讯") || head.contains("讯（") || head.contains("讯(") || head.contains("讯 ("))
        || (line.starts_with(OPEN) && (plain.starts_with("编译") || begins_with_role(plain) || has_report(plain)))
}

/// Nothing but a dateline in brackets, which stands under what was sent: （本报莫斯科1月4日电）, （新华社北京1月4日电
/// 记者林静）.
pub(in crate::split) fn is_closing_dateline(line: &str) -> bool {
    let Some(inside) = line.strip_prefix(OPEN).and_then(|l| l.trim_end_matches('。').strip_suffix(CLOSE)) else {
        return false;
    };
    dateline(inside).is_some_and(|end| {
        let rest = inside[end..].trim_start();
        (rest.is_empty() || begins_with_role(rest)) && inside[..end].ends_with(['电', '稿'])
    }) && !inside.contains(CLOSE)
}

/// The bracket that the text begins with ends as a report's does: 中央社记者林静高雄19日电）.
fn has_report(text: &str) -> bool {
    text.char_indices().take(MOST_PLACE * 2).find(|(_, c)| CLOSE.contains(c)).is_some_and(|(end, _)| {
        let inside = &text[..end];
        inside.contains("记者") && ["报道", "报导", "电"].iter().any(|k| inside.ends_with(k))
    })
}

/// `□ 云静 夜里10点…`: a name between a bullet and the text; the name, and where the text begins.
fn bulleted_name(line: &str) -> Option<(&str, usize)> {
    let rest = line.trim_start_matches(['□', '■', '●', '◎']);
    if rest.len() == line.len() {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '\u{3000}']);
    let name = &rest[..rest.find([' ', '\u{3000}'])?];
    let text = rest[name.len()..].trim_start_matches([' ', '\u{3000}']);
    let is_text = text.chars().count() >= 6 && !text.contains("通讯员") && !text.contains("记者");
    let length = name.chars().count();
    ((2..=3).contains(&length)
        && name.chars().all(crate::han::is_han)
        && is_text
        && !FORMS.iter().any(|f| f.words == name)
        && text.split([' ', '\u{3000}']).any(|part| part.chars().count() > 4))
    .then(|| (name, line.len() - text.len()))
}

/// Reads the lead at the beginning of an article's text: 本报讯（记者 …）, 新华社北京1月2日电（记者 …）,
/// 本报松岭1月4日电 记者…报道：, （中央社记者…高雄19日电）, 【本报讯】记者…报道：, 本报记者 … 报道.
pub(crate) fn parse_lead(text: &str) -> Lead {
    let text = &text[..text.char_indices().nth(MOST_LEAD).map_or(text.len(), |(i, _)| i)];
    let text = &*simplified(text);
    if !opens_article(text) {
        return Lead::default();
    }
    if let Some((name, bytes)) = bulleted_name(text) {
        return Lead { byline: parse_names(name), bytes };
    }
    let mut lead = Lead { byline: Byline::default(), bytes: past(text, 0, |c| BULLETS.contains(&c)) };
    let start = lead.bytes;
    if text[start..].starts_with(OPEN) {
        lead.bracket(text);
        if lead.bytes == start {
            // 【本报讯 …】 with more than a lead in it.
            lead.bytes += text[start..].chars().next().map_or(0, char::len_utf8);
        }
    }
    let opened = lead.bytes;
    if let Some(length) = dateline(&text[lead.bytes..]) {
        lead.bytes = past(text, lead.bytes + length, is_space_or_close);
    }
    let dated = lead.bytes > opened;
    if text[lead.bytes..].starts_with(OPEN) {
        lead.bracket(text);
    }
    lead.reported(text, dated);
    if lead.bytes <= opened && lead.byline.is_empty() && !(opened > start && text[..opened].ends_with(CLOSE)) {
        lead.bracket_near(text);
        if lead.bytes <= opened {
            return Lead::default();
        }
    }
    lead.bytes = past(text, lead.bytes, |c| is_space_or_close(c) || matches!(c, '：' | ':' | '—'));
    lead
}

fn is_space_or_close(c: char) -> bool {
    BLANKS.contains(&c) || CLOSE.contains(&c)
}

/// Past these characters and white space.
fn past(text: &str, bytes: usize, pass: impl Fn(char) -> bool) -> usize {
    let rest = &text[bytes..];
    text.len() - rest.trim_start_matches(|c| pass(c) || BLANKS.contains(&c)).len()
}

impl Lead {
    /// Reads a bracket that stands here, if it holds names, a dateline or a report: （记者林静）, 【本报讯】,
    /// 〔记者林静／花莲报道〕.
    fn bracket(&mut self, text: &str) {
        let rest = &text[self.bytes..];
        let Some(open) = rest.chars().next().map(char::len_utf8) else { return };
        let Some(close) = rest.find(CLOSE) else { return };
        let inside = &rest[open..close.max(open)];
        let names = if has_role(inside) || inside.starts_with("编译") || are_names(inside) {
            let date = dateline(inside).filter(|_| inside.contains("记者"));
            let own = date.map_or(inside, |date| if date < inside.len() { &inside[date..] } else { inside });
            byline(own, parse(own))
        } else if dateline(inside) == Some(inside.len()) {
            Byline::default()
        } else {
            return;
        };
        self.byline.merge(names);
        self.bytes = past(text, self.bytes + close, is_space_or_close);
    }

    /// A bracket with a role in it near the beginning, behind other words than a dateline's: 某县讯（记者 …）.
    fn bracket_near(&mut self, text: &str) {
        let start = self.bytes;
        if let Some(open) = text[start..].find(['（', '(']).map(|i| i + start)
            && text[start..open].chars().count() <= 24
            && !text[start..open].contains(['，', '。'])
        {
            self.bytes = open;
            self.bracket(text);
            if self.bytes == open {
                self.bytes = start;
            }
        }
    }

    /// Reads names up to 报道, 记者林静、罗安报道：, or, behind a dateline, up to a blank: 记者 林静 昨日，.
    fn reported(&mut self, text: &str, dated: bool) {
        let rest = &text[self.bytes..];
        if !begins_with_role(rest) {
            return;
        }
        let limit = rest.char_indices().nth(MOST_NAMES).map_or(rest.len(), |(i, _)| i);
        let opening = &rest[..limit];
        let opening = &opening[..opening.find(['。', '“', '「']).unwrap_or(opening.len())];
        let end = ["报道", "报导", "摄影报道"].iter().filter_map(|w| Some(opening.find(w)? + w.len())).min();
        if let Some(end) = end {
            let own = &rest[..end];
            let parsed = parse(own);
            if !parsed.left_over && !parsed.names.is_empty() {
                self.byline.merge(byline(own, parsed));
                self.bytes += end;
                return;
            }
        }
        self.blank_parted(opening, dated);
    }

    /// 记者 林静 昨日，…: as many words as are roles and names.
    fn blank_parted(&mut self, opening: &str, dated: bool) {
        let mut end = 0;
        let ends = opening.char_indices().filter(|(_, c)| BLANKS.contains(c)).map(|(at, _)| at).take(8);
        for at in ends.filter(|&at| at > 0) {
            let parsed = parse(&opening[..at]);
            let sure = parsed.names.iter().all(|n| {
                let name: String = opening[n.span.clone()].chars().filter(|c| !c.is_whitespace()).collect();
                is_sure_name(&name) && is_no_word(&name)
            });
            if parsed.left_over || !sure {
                break;
            }
            if !parsed.names.is_empty() {
                end = at;
            }
        }
        if end > 0 && (dated || opening.starts_with("本报") || opening.starts_with("新华社")) {
            self.byline.merge(byline(&opening[..end], parse(&opening[..end])));
            self.bytes += end;
        }
    }
}

/// Names in brackets at the end of an article: （记者 林静）, （林静 周小川）, （新华社记者林静摄）.
pub(in crate::split) fn parse_end(text: &str) -> Option<Byline> {
    let inside = end_bracket(text)?;
    let parsed = parse(inside);
    let known = parsed.opens_with_role || !parsed.left_over && (parsed.roles > 0 || dateline(inside).is_some());
    let byline = byline(inside, parsed);
    ((known || are_names(inside)) && !byline.is_empty()).then_some(byline)
}

/// The names of an article that comes as paragraphs: from its lead and its end.
pub(crate) fn byline_of(paragraphs: &[impl AsRef<str>]) -> Byline {
    let ends = [paragraphs.first(), paragraphs.last()].map(|p| p.map_or("", AsRef::as_ref));
    let [first, last] = ends.map(simplified);
    let mut byline = parse_lead(&first).byline;
    if let Some(end) = parse_end(&last) {
        byline.merge(end);
    }
    byline.print(ends, [&*first, &*last]);
    byline
}

/// The inside of a bracket that closes the text.
fn end_bracket(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(['。', ' ', '\u{3000}']);
    let inner = text.strip_suffix(CLOSE)?;
    let open = inner.rfind(OPEN)?;
    let inside = &inner[open + inner[open..].chars().next()?.len_utf8()..];
    (inside.chars().count() <= 40).then_some(inside)
}

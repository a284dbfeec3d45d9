//! Who wrote an article: roles and names from leads, byline lines and brackets at the end.
//!
//! `roles.rs` is the table of forms, `parse.rs` reads roles and names by it, `names.rs` knows names by their shape,
//! `lead.rs` reads what opens and closes an article's text, `line.rs` tells lines that are bylines and nothing else.

mod lead;
mod line;
mod names;
mod parse;
mod roles;

use serde::{Deserialize, Serialize};

pub(crate) use lead::{byline_of, parse_lead};
pub(super) use lead::{opens_article, parse_end};
pub(super) use line::{BULLETS, is_byline_line, is_credit_line, is_signature_of_author};
pub(super) use names::is_surname;
pub(super) use parse::parse_line;
use parse::parse_names;
use roles::Role;

use crate::han::is_han;
use crate::traditional::as_printed;

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

    fn add(&mut self, role: Role, name: String) {
        let list = match role {
            Role::Reporter | Role::Bare => &mut self.reporters,
            Role::Correspondent => &mut self.correspondents,
            Role::Other => &mut self.other,
        };
        if !list.contains(&name) {
            list.push(name);
        }
    }

    /// Gives the names as the lines print them that were read in their folded form.
    pub(super) fn print<'t>(
        &mut self,
        printed: impl IntoIterator<Item = &'t str>,
        folded: impl IntoIterator<Item = &'t str>,
    ) {
        if self.is_empty() {
            return;
        }
        let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let printed: String = printed.into_iter().map(compact).collect();
        let folded: String = folded.into_iter().map(compact).collect();
        for name in [&mut self.reporters, &mut self.correspondents, &mut self.other].into_iter().flatten() {
            *name = as_printed(&printed, &folded, name);
        }
    }

    pub(super) fn merge(&mut self, more: Self) {
        let lists =
            [(Role::Reporter, more.reporters), (Role::Correspondent, more.correspondents), (Role::Other, more.other)];
        for (role, names) in lists {
            for name in names {
                self.add(role, name);
            }
        }
    }
}

/// Stands for a line's end in raw text that is read for names.
pub(super) const WRAP: char = '\u{1e}';

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
    fn leads_of_all_forms() {
        // The lead; reporters; correspondents; other names. Behind each the text follows.
        let cases: [(&str, &str, &str, &str); 22] = [
            ("本报长桥1月4日电　记者陈向南报道：", "陈向南", "", ""),
            ("本报松岭1月4日电记者周立群、吴映霞报道：", "周立群 吴映霞", "", ""),
            ("本报讯 记者何小满报道：", "何小满", "", ""),
            ("本报清溪１月１９日讯　", "", "", ""),
            ("本报清溪十二月三十一日讯", "", "", ""),
            ("据新河社松岭1月19日电（记者林小满）", "林小满", "", ""),
            ("新华社北京１月１日电（江涛、曹斌）", "江涛 曹斌", "", ""),
            ("本报约翰内斯堡１２月３０日电记者温宪、新华社记者刘也、赵毅报道：", "温宪 刘也 赵毅", "", ""),
            ("综合本报和新华社电 ", "", "", ""),
            ("本报恩贾梅纳电（记者林静）", "林静", "", ""),
            ("法兰克福消息 ", "", "", ""),
            ("〔记者林静／花莲报导〕", "林静", "", ""),
            ("（中央社记者周立群高雄19日电）", "周立群", "", ""),
            ("【本报讯】记者何小满报道：", "何小满", "", ""),
            ("【本报记者周立群报道】", "周立群", "", ""),
            ("（记者何小满／清溪报导）", "何小满", "", ""),
            ("〔编译吴映霞／综合报导〕", "", "", "吴映霞"),
            ("本报记者 林静 通讯员 何平 报道 ", "林静", "何平", ""),
            ("本报讯 记者 林静 通讯员 何平 ", "林静", "何平", ""),
            ("本报讯（全媒体记者 阿卜杜拉·买买提 通讯员 欧阳修）", "阿卜杜拉·买买提", "欧阳修", ""),
            ("本报讯（记者陈青本报通讯员吕网）", "陈青", "吕网", ""),
            ("城江日报讯（通讯员 何平）", "", "何平", ""),
        ];
        for (lead, reporters, correspondents, other) in cases {
            let read = parse_lead(&format!("{lead}三月的江堤上，人来人往。"));
            let names = |names: &[String]| names.join(" ");
            assert_eq!(names(&read.byline.reporters), reporters, "{lead}");
            assert_eq!(names(&read.byline.correspondents), correspondents, "{lead}");
            assert_eq!(names(&read.byline.other), other, "{lead}");
            assert_eq!(read.bytes, lead.len(), "{lead}");
        }
    }

    #[test]
    fn what_only_looks_like_a_lead_is_text() {
        for text in
            ["新华社区电影院昨日开业", "北京电影学院昨日开学", "春讯频传", "本报电视周刊今日出版", "国家电网公司表示"]
        {
            assert_eq!(parse_lead(text).bytes, 0, "{text}");
        }
    }

    #[test]
    fn roles_before_and_behind_names() {
        let cases: [(&str, &str, &str); 7] = [
            ("林静 摄", "", "林静"),
            ("新华社记者梁立冬摄", "", "梁立冬"),
            ("文/林静 图/罗安", "林静", "罗安"),
            ("林静 文/图", "林静", ""),
            ("作者：林 静", "", "林静"),
            ("约翰·格林 林静 译", "", "约翰·格林 林静"),
            ("本报评论员", "", "本报评论员"),
        ];
        for (text, reporters, other) in cases {
            let read = parse_names(text);
            assert_eq!(read.reporters.join(" "), reporters, "{text}");
            assert_eq!(read.other.join(" "), other, "{text}");
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

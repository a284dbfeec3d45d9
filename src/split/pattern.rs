//! Patterns of the press that several stages look for: leads, bylines, captions.

/// Words for a role in a byline, the longer ones first.
pub(super) const ROLES: [&str; 34] = [
    "本报特约记者",
    "全媒体见习记者",
    "全媒体记者",
    "融媒体记者",
    "见习记者",
    "实习记者",
    "首席记者",
    "特约记者",
    "特派记者",
    "驻站记者",
    "本报记者",
    "本台记者",
    "摄影记者",
    "特约通讯员",
    "通讯员",
    "实习生",
    "特约撰稿",
    "特约评论员",
    "评论员",
    "编辑",
    "记者",
    "文图",
    "摄影",
    "撰文",
    "撰稿",
    "采写",
    "图文",
    "文字",
    "图片",
    "策划",
    "整理",
    "供稿",
    "作者",
    "报道",
];

/// Roles that can open a byline standing on a line of its own.
const BYLINE_OPENERS: [&str; 6] = ["记者", "通讯员", "实习生", "撰文", "作者", "评论员"];

/// Roles that open a byline only with a mark behind them: 摄影/林静, but not 摄影展.
const CREDITS: [&str; 10] = ["摄影", "图文", "文字", "图片", "策划", "整理", "供稿", "撰文", "撰稿", "采写"];

/// Marks between a role and a name.
pub(super) const ROLE_MARKS: [char; 9] = ['：', ':', '/', '／', '｜', '|', '丨', ' ', '\u{3000}'];

/// Upright bars and blocks before a byline.
const BARS: [char; 8] = ['▎', '▍', '▌', '▏', '▋', '｜', '|', '丨'];

pub(super) const BULLETS: [char; 12] = ['□', '■', '●', '◎', '◇', '◆', '○', '★', '☆', '△', '▲', '▇'];

/// The line opens an article as the press does: 本报讯, 新华社…电, 本报记者 … 报道.
pub(super) fn opens_article(line: &str) -> bool {
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
    let plain = line.trim_start_matches(['【', '（', '(', '[', '“', ' ', '\u{3000}', '■', '□', '●', '◆']);
    let first = plain.chars().next().unwrap_or(' ');
    if "本据新中人央综光".contains(first) && OPENERS.iter().any(|o| plain.starts_with(o)) {
        return true;
    }
    if bulleted_name(line).is_some() || dateline(plain) {
        return true;
    }
    // 某某日报讯（记者 …）, 某县讯, （通讯员 …）
    let head = &plain[..plain.char_indices().nth(9).map_or(plain.len(), |(i, _)| i)];
    head.contains('讯')
        && (head.contains("报讯") || head.contains("讯（") || head.contains("讯(") || head.contains("讯 ("))
        || (line.starts_with(['（', '(']) && ["记者", "通讯员"].iter().any(|r| plain.starts_with(r)))
}

/// 法兰克福消息 …, 本报恩贾梅纳电（记者 …）: place and 电 or 消息 before a space or bracket.
fn dateline(line: &str) -> bool {
    let Some((at, _)) = line.char_indices().skip(2).take(12).find(|&(_, c)| matches!(c, ' ' | '\u{3000}' | '（' | '('))
    else {
        return false;
    };
    let head = &line[..at];
    (head.ends_with('电') || head.ends_with("消息")) && !head.contains(['，', '。', '、', '“', '的'])
}

/// `□ 云静 夜里10点…`: a name between a bullet and the text; the name, and where the text begins.
pub(super) fn bulleted_name(line: &str) -> Option<(&str, usize)> {
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
        && !ROLES.contains(&name)
        && text.split([' ', '\u{3000}']).any(|part| part.chars().count() > 4))
    .then(|| (name, line.len() - text.len()))
}

/// The line is a byline and nothing else: `□ 记者 黄某 王某 通讯员 高某`, `（记者 陈某）`.
pub(super) fn is_byline_line(line: &str) -> bool {
    let bulleted = line.starts_with(BULLETS) || line.starts_with(BARS);
    let plain = line
        .trim_start_matches(BULLETS)
        .trim_start_matches(BARS)
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '【' | '】' | '/' | '／'));
    let first = plain.chars().next().unwrap_or(' ');
    if !bulleted && !line.starts_with(['（', '(']) && !"记通实撰作评本全融见首特文图采摄策整供".contains(first)
    {
        return false;
    }
    let bracketed = line.starts_with(['（', '(']) && line.trim_end_matches('。').ends_with(['）', ')']);
    if bracketed && are_names(plain) {
        return true;
    }
    if plain.is_empty() || plain.chars().count() > 60 || plain.ends_with(['摄', '发']) {
        return false;
    }
    let mut opener = plain;
    for word in ["本报", "全媒体", "融媒体", "见习", "实习", "首席", "特约"] {
        while let Some(rest) = opener.strip_prefix(word) {
            opener = rest;
        }
    }
    let role = BYLINE_OPENERS.iter().any(|o| opener.starts_with(o))
        || plain.starts_with("文/")
        || plain.starts_with("文／")
        || plain.starts_with("图/")
        || plain.starts_with("图／")
        || plain.starts_with("文图");
    if CREDITS.iter().any(|c| plain.strip_prefix(c).is_some_and(|rest| rest.starts_with(ROLE_MARKS) && credits(rest))) {
        return true;
    }
    let stops = plain.contains(['。', '！', '？', '，', '；', '：', '”', '“']);
    // A name after the bullet without a role: □ 张三 李四
    let bare_names = bulleted
        && plain.split_whitespace().all(|name| (1..=4).contains(&name.chars().count()))
        && plain.chars().count() <= 16;
    !stops && (role && !verbs_follow(plain) || bare_names)
}

/// What stands behind a role and its mark is short, as roles and names are.
fn credits(rest: &str) -> bool {
    let rest = rest.trim_start_matches(ROLE_MARKS);
    let most = rest.split(|c: char| ROLE_MARKS.contains(&c) || c == '、').map(|n| n.chars().count()).max();
    most.is_some_and(|most| (1..=5).contains(&most)) && !rest.contains(['。', '，', '；', '“'])
}

/// A sentence and not a list of names: 记者了解到 …, 记者在现场看到.
fn verbs_follow(line: &str) -> bool {
    const VERBS: [&str; 16] =
        ["了解", "从", "在", "看到", "获悉", "采访", "昨", "近", "日", "发现", "问", "走", "节", "站", "协会", "说"];
    let after = line.split("记者").nth(1).or_else(|| line.split("通讯员").nth(1)).unwrap_or("");
    let after = after.trim_start_matches([' ', '\u{3000}', '：', ':', '/', '／']);
    VERBS.iter().any(|v| after.starts_with(v))
}

/// Common surnames, by which names without a role are told from other words in brackets.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢";

pub(super) fn is_surname(c: char) -> bool {
    SURNAMES.contains(c)
}

/// Nothing but names: `林静 周小川`. Of several, one with a common surname vouches for the others.
pub(super) fn are_names(text: &str) -> bool {
    let (mut count, mut known) = (0, 0);
    text.split(|c: char| c.is_whitespace() || matches!(c, '、' | super::byline::WRAP)).filter(|n| !n.is_empty()).all(
        |name| {
            count += 1;
            known += usize::from(name.chars().next().is_some_and(is_surname));
            (2..=3).contains(&name.chars().count()) && name.chars().all(crate::han::is_han) && !NO_NAMES.contains(&name)
        },
    ) && (1..=5).contains(&count)
        && known > 0
}

/// Words in closing brackets that begin like a name.
const NO_NAMES: [&str; 8] = ["全文完", "文图", "全完", "完", "连载", "未完", "和平", "时事"];

/// The line belongs to a photograph: ▲图为 …, 王某 摄, （资料图片）.
pub(super) fn is_caption(line: &str) -> bool {
    const MARKS: [char; 10] = ['▲', '▶', '◀', '▼', '△', '▷', '◁', '▽', '↑', '↓'];
    if line.starts_with(MARKS) || line.starts_with(['►', '◄', '←', '→', '⬆', '⬇']) {
        return line.chars().count() > 1;
    }
    let core = line.trim_end_matches(['）', ')', '。', ' ']);
    let ends = [
        "摄",
        "摄影",
        "供图",
        "资料图",
        "资料图片",
        "资料照片",
        "制图",
        "图片由受访者提供",
        "新华社发",
        "图片来自网络",
    ];
    line.starts_with("图为")
        || line.starts_with("上图")
        || line.starts_with("下图")
        || line.starts_with("左图")
        || line.starts_with("右图")
        || line.starts_with("图①")
        || line.starts_with("图1：")
        || line.starts_with("【图】")
        || (core.ends_with(['摄', '影', '图', '片', '供', '发', '络'])
            && ends.iter().any(|e| core.ends_with(e))
            && line.chars().count() < 60)
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
    fn leads_and_captions() {
        assert!(opens_article("本报讯（记者 周小川"));
        assert!(opens_article("新华社北京1月2日电"));
        assert!(opens_article("城江日报讯（通讯员 何平）"));
        assert!(!opens_article("喜讯传来"));
        assert!(is_caption("▲孩子们在放风筝。"));
        assert!(is_caption("图为颁奖现场。"));
        assert!(is_caption("市民在江滩散步。周小川 摄"));
        assert!(is_caption("【图】春管陆续展开"));
        assert!(is_caption("渔民在江边收网。（资料照片）"));
        assert!(!is_caption("▲"));
    }
}

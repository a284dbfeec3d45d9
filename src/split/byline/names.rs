//! Names within the words of a byline: where one ends and the next begins.

use std::ops::Range;

use super::WRAP;
use super::roles::PLACES;
use crate::han::is_han;
use crate::segment::{Segmenter, Tag, tag_of};

/// Common surnames, by which names without a role are told from other words in brackets.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢";

/// Further surnames, which tell a name where its place speaks for one.
const RARE_SURNAMES: &str = "洪车丘锺果庹逄蔺晁萧钮濮阚郗郜祖强冼寿居屠帅幸干弓暴楼水檀沃浦漆狄由皮种竺笪粟练羿芮苍茅茹荀菅萨蓟蔚訾谌贝邰邸酆铁闻阴隆雍敬木朴湛乌容战才咸户巢区库劳揭晋凤满诺但代益青香公亓仝乜买冶况呙郏郄眭綦衣言计谯过邗鄂闾黑玉位信初";

/// Surnames of two characters.
const DOUBLE_SURNAMES: [&str; 20] = [
    "欧阳", "司马", "上官", "诸葛", "尉迟", "皇甫", "司徒", "端木", "夏侯", "慕容", "令狐", "东方", "公孙", "宇文",
    "长孙", "赫连", "呼延", "南宫", "独孤", "钟离",
];

/// Parts with which Tibetan and Mongol names of four characters begin or end.
const MINORITY_PARTS: [&str; 40] = [
    "索朗", "扎西", "次仁", "多吉", "罗布", "尼玛", "达瓦", "旦增", "丹增", "平措", "格桑", "卓玛", "拉姆", "白玛",
    "次旦", "边巴", "普布", "巴桑", "洛桑", "仁增", "嘎玛", "旺堆", "顿珠", "央金", "强巴", "土登", "阿旺", "贡布",
    "加央", "晋美", "桑珠", "拉巴", "其其", "图雅", "巴特", "乌兰", "斯琴", "苏和", "格日", "高娃",
];

/// A surname of those that stand before most names.
pub(in crate::split) fn is_surname(c: char) -> bool {
    SURNAMES.contains(c)
}

/// A surname of one character, rare ones included.
pub(super) fn may_be_surname(c: char) -> bool {
    is_surname(c) || RARE_SURNAMES.contains(c)
}

pub(super) fn begins_double(text: &str) -> bool {
    DOUBLE_SURNAMES.iter().any(|s| text.starts_with(s))
}

fn is_minority(name: &str) -> bool {
    MINORITY_PARTS.iter().any(|part| name.starts_with(part))
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Separates the parts of names of foreigners and minorities: 阿卜杜拉·买买提.
pub(super) const DOTS: [char; 4] = ['·', '•', '‧', '・'];

/// Longest name with a dot, in characters.
const LONGEST: usize = 16;

/// One name by its shape: two to four Han characters, parts with a dot, or Latin letters.
pub(super) fn is_name(text: &str) -> bool {
    let length = chars(text);
    let han = text.chars().all(is_han);
    let dotted = text.contains(DOTS)
        && (3..=LONGEST).contains(&length)
        && text.split(DOTS).all(|part| !part.is_empty() && part.chars().all(|c| is_han(c) || c.is_ascii_alphabetic()));
    let latin = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphabetic() || c == '.' || c == '-');
    (2..=4).contains(&length) && han || dotted || latin && (2..=20).contains(&length)
}

/// A name whose shape leaves little doubt: it begins with a surname, or has a dot.
pub(super) fn is_sure_name(text: &str) -> bool {
    let length = chars(text);
    let first = text.chars().next().unwrap_or(' ');
    is_name(text)
        && (text.contains(DOTS)
            || (2..=3).contains(&length) && may_be_surname(first)
            || (3..=4).contains(&length) && begins_double(text)
            || length == 4 && is_minority(text))
}

/// The names of a run of characters without a mark between them: 王锦鹄毛磊 → 王锦鹄, 毛磊; none where it is no
/// run of names.
pub(super) fn split_run(text: &str) -> Vec<Range<usize>> {
    if let Some((above, below)) = text.split_once(WRAP) {
        return split_wrapped(text, above, below);
    }
    let length = chars(text);
    if length <= 3 || text.contains(DOTS) || text.starts_with(|c: char| c.is_ascii()) {
        return if is_name(text) { one(text) } else { Vec::new() };
    }
    if !text.chars().all(is_han) || length > 20 {
        return Vec::new();
    }
    let names = best_split(text);
    match names {
        Some(names) if length > 4 || names.len() == 1 || !is_minority(text) => names,
        _ if length == 4 => one(text),
        _ => Vec::new(),
    }
}

/// The whole text as one name.
fn one(text: &str) -> Vec<Range<usize>> {
    std::iter::once(0..text.len()).collect()
}

/// A line's end stands in the run: two names, or one over two lines.
fn split_wrapped(text: &str, above: &str, below: &str) -> Vec<Range<usize>> {
    let length = |s: &str| chars(s);
    let parted = (2..=3).contains(&length(above))
        && (2..=3).contains(&length(below))
        && !DOUBLE_SURNAMES.contains(&above)
        && is_surname(below.chars().next().unwrap_or(' '));
    let start = text.len() - below.len();
    if parted {
        return vec![0..above.len(), start..text.len()];
    }
    let joined = text.replace(WRAP, "");
    // Back to places in the run, where the mark is one byte.
    let place = |at: usize| if at > above.len() { at + WRAP.len_utf8() } else { at };
    split_run(&joined)
        .into_iter()
        .map(|name| place(name.start)..place(name.end))
        .map(|name| if name.start == above.len() { start..name.end } else { name })
        .collect()
}

/// The most plausible way to part four characters or more into names that begin with surnames each.
fn best_split(text: &str) -> Option<Vec<Range<usize>>> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    // The best score of a way to each place, and where its last name begins.
    let mut best: Vec<Option<(i32, usize)>> = vec![None; ends.len()];
    best[0] = Some((0, 0));
    for from in 0..ends.len() {
        let Some((score, _)) = best[from] else { continue };
        for length in 2..=4 {
            let Some(&end) = ends.get(from + length) else { break };
            let Some(more) = plausible(&text[ends[from]..end], length) else { continue };
            let found = (score + more, from);
            if best[from + length].is_none_or(|known| found.0 > known.0) {
                best[from + length] = Some(found);
            }
        }
    }
    let mut names = Vec::new();
    let mut at = ends.len() - 1;
    while at > 0 {
        let (_, from) = best[at]?;
        names.push(ends[from]..ends[at]);
        at = from;
    }
    names.reverse();
    Some(names)
}

/// How plausible a name of so many characters is, if it is one.
fn plausible(name: &str, length: usize) -> Option<i32> {
    let surname = name.chars().next()?;
    let double = begins_double(name);
    // Names of three characters are commoner than those of two, and the first hundred surnames than the others.
    match length {
        _ if double && length > 2 => Some(12),
        4 => is_minority(name).then_some(10),
        _ if is_surname(surname) => {
            let rank = SURNAMES.chars().position(|s| s == surname).unwrap_or(0);
            Some(if length == 3 { 3 } else { 0 } + if rank < 100 { 3 } else { 0 })
        }
        _ if RARE_SURNAMES.contains(surname) => Some(if length == 3 { 0 } else { -4 }),
        _ => None,
    }
}

/// No word of the dictionary, or a person's name there.
pub(super) fn is_no_word(name: &str) -> bool {
    Segmenter::part_of_speech(name).is_none_or(|part| part.starts_with("nr"))
}

/// Where the name ends in a run that a place follows, 林静花莲: behind it stands a word of the dictionary's.
pub(super) fn before_place(text: &str) -> Option<usize> {
    let ends = || {
        let ends = text.char_indices().map(|(at, _)| at);
        ends.filter(|&at| is_sure_name(&text[..at]) && chars(&text[at..]) > 1)
    };
    let word = |at: &usize| Segmenter::part_of_speech(&text[*at..]).is_some_and(|part| part != "nr");
    ends().find(|&at| is_place(&text[at..])).or_else(|| ends().find(word))
}

pub(super) fn is_place(text: &str) -> bool {
    PLACES.contains(&text) || tag_of(text) == Tag::PLACE
}

/// Nothing but names: 林静 周小川. Of several, one with a common surname vouches for the others.
pub(in crate::split) fn are_names(text: &str) -> bool {
    let (mut count, mut known) = (0, 0);
    text.split(|c: char| c.is_whitespace() || matches!(c, '、' | WRAP)).filter(|n| !n.is_empty()).all(|name| {
        count += 1;
        known += usize::from(name.chars().next().is_some_and(is_surname));
        (2..=3).contains(&chars(name)) && name.chars().all(is_han) && !NO_NAMES.contains(&name)
    }) && (1..=5).contains(&count)
        && known > 0
}

/// Words in closing brackets that begin like a name.
const NO_NAMES: [&str; 8] = ["全文完", "文图", "全完", "完", "连载", "未完", "和平", "时事"];

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        split_run(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn runs_are_parted_where_surnames_stand() {
        let cases: [(&str, &[&str]); 12] = [
            ("王锦川毛磊", &["王锦川", "毛磊"]),
            ("何伟余继川", &["何伟", "余继川"]),
            ("曹照琴谢国平王尧", &["曹照琴", "谢国平", "王尧"]),
            ("李锦赵安", &["李锦", "赵安"]),
            ("欧阳青山", &["欧阳青山"]),
            ("欧阳青山周立", &["欧阳青山", "周立"]),
            ("索朗罗布", &["索朗罗布"]),
            ("阿卜杜拉·买买提", &["阿卜杜拉·买买提"]),
            ("林静", &["林静"]),
            ("周立群\u{1e}林静", &["周立群", "林静"]),
            ("李蓝\u{1e}影", &["李蓝\u{1e}影"]),
            ("了解到情况", &[]),
        ];
        for (text, names) in cases {
            assert_eq!(split(text), names, "{text}");
        }
    }

    #[test]
    fn a_place_ends_a_name() {
        assert_eq!(before_place("周立群高雄"), Some("周立群".len()));
        assert_eq!(before_place("林静高雄"), Some("林静".len()));
        assert_eq!(before_place("林静"), None);
    }
}

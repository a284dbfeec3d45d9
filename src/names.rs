//! Names of places and organisations in an article, from the words and parts of speech of jieba.
//!
//! A place is a word that jieba's dictionary calls one and that looks like one (it ends as places do, or
//! the dictionary has it with such an ending too: 荆州, 荆州市), or an unknown word before 镇, 村, …. An
//! organisation is an institution's word (公安局, 大学, 有限公司) together with the place or name it
//! stands behind, or one the dictionary knows as a name. Precision goes before recall: a name that is not
//! sure is left out.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::segment::{Segmenter, Tag, tag_of};

type Words = LazyLock<Vec<&'static str>>;

macro_rules! words {
    ($words:literal) => {
        LazyLock::new(|| $words.split_whitespace().collect())
    };
}

/// Names of an article, those named most often first, then in order of appearance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Places.
    pub places: Vec<String>,
    /// Organisations.
    pub organisations: Vec<String>,
}

/// Endings of places.
static PLACE_ENDS: Words = words!(
    "特别行政区 自治区 自治州 自治县 街道 社区 新区 省 市 县 区 州 镇 乡 村 岛 山 \
         河 江 湖 海 湾 港 国 洲"
);
/// Endings that also make a place of an unknown word before them.
static UNKNOWN_ENDS: Words = words!("街道 社区 省 市 县 区 镇 村");
/// Endings that may be left away: 荆州 for 荆州市.
static LEFT_AWAY: Words = words!("特别行政区 自治区 省 市 县");
/// Words of the dictionary's that end like a place, or are one with such an ending, and are none.
static NO_PLACES: Words = words!(
    "大国 治国 大城 平原 太平 大都 综试区 自治区 自治州 自治县 特别行政区 共和国 \
         人民共和国 合众国 王国 外国 全国 各国 爱国 开国 中立国 同盟国 独立国 君主国 \
         来源国 船旗国 文明古国 科教兴国 安邦治国 三自爱国 古三国 兴国 开发区 居民区 无人区 \
         三角区 三角洲 中心区 老城区 旧城区 新城区 都市区 亚太区 冬麦区 平原区 山地区 \
         山丘区 半山区 深山区 高原区 西北区 堰塞湖 内流河 外流河 跑江湖 钟南山 深水港"
);
/// Places known without an ending.
static KNOWN: Words = words!(
    "日本 印度 俄罗斯 意大利 伊朗 西班牙 葡萄牙 荷兰 埃及 希腊 加拿大 澳大利亚 巴西 \
         新加坡 马来西亚 印度尼西亚 菲律宾 越南 朝鲜 蒙古国 土耳其 以色列 乌克兰 波兰 瑞典 \
         瑞士 挪威 墨西哥 阿根廷 南非 巴基斯坦 哈萨克斯坦 沙特阿拉伯 华盛顿 纽约 巴黎 伦敦 \
         东京 莫斯科 日内瓦 内蒙古 香港 澳门 台湾"
);
/// Last words of organisations' names.
static INSTITUTIONS: Words = words!(
    "局 厅 委 委员会 办公室 人民政府 公司 有限公司 集团 银行 支行 大学 学院 中学 \
         小学 学校 幼儿园 医院 卫生院 法院 检察院 支队 大队 中队 总队 派出所 研究院 \
         研究所 图书馆 博物馆 文化馆 美术馆 电视台 出版社 报社 协会 学会 商会 联合会 \
         基金会 合作社 村委会 居委会 管理处 管理局 监督局 服务中心 指挥部 气象台 气象局 \
         公安局 教育局 财政局 民政局 税务局 总工会 妇联 团委"
);
/// Verbs that stand inside organisations' names.
static INSIDE: Words = words!(
    "监督 管理 服务 应急 保障 建设 发展 改革 规划 执法 救援 运输 投资 控股 开发 \
         检验 检测 监测 评估 预防 控制 合作 审批 调度"
);
/// Names of the dictionary's that are no one's.
static NO_ORGANISATIONS: Words = words!(
    "中央政治局常委 人民政府 人民公社 人民代表大会 全国代表大会 商业银行 联合政府 中央政府 \
         联邦政府 社会民主党 中央委员会 政治协商会议 人民检察院 海军陆战队 信息中心"
);
/// Organisations of three characters and fewer that are known by them.
static SHORT_NAMES: Words = words!(
    "国务院 外交部 国防部 教育部 公安部 民政部 司法部 财政部 商务部 水利部 农业农村部 \
         新华社 联合国 国资委 发改委 证监会"
);
/// Most words and characters of an organisation's name.
const MOST_WORDS: usize = 7;
const MOST_CHARS: usize = 20;
/// Most different names counted: a list of thousands would take its square in time.
const MOST_KEPT: usize = 200;
/// Most names listed of each kind.
const LISTED: usize = 6;

/// What a word of this part of speech names by itself.
fn known(word: &str, tag: Tag) -> Option<Known> {
    static LISTED: LazyLock<FxHashMap<&'static str, Option<Known>>> = LazyLock::new(|| {
        let mut listed: FxHashMap<&str, Option<Known>> = NO_PLACES.iter().map(|w| (*w, None)).collect();
        listed.extend(KNOWN.iter().map(|w| (*w, Some(Known::Place))));
        listed.extend(INSTITUTIONS.iter().map(|w| (*w, Some(Known::Institution))));
        listed.extend(SHORT_NAMES.iter().map(|w| (*w, Some(Known::Organisation))));
        listed
    });
    let listed = LISTED.get(word).copied();
    if tag == Tag::ORGANISATION && !matches!(listed, Some(Some(Known::Organisation | Known::Institution))) {
        let ends = ['部', '委', '会', '院', '校', '学', '社', '局', '团', '行', '司', '署', '厅', '府', '台', '织'];
        if word.ends_with(ends) && !NO_ORGANISATIONS.contains(&word) {
            return Some(if is_long(word, 4) { Known::Organisation } else { Known::Institution });
        }
    }
    listed.unwrap_or_else(|| (tag == Tag::PLACE && is_place(word)).then_some(Known::Place))
}

/// A word that the dictionary calls a place looks like one.
fn is_place(word: &str) -> bool {
    // 荆州 is a place when 荆州市 is one.
    let is_whole = |whole: &str| tag_of(whole) == Tag::PLACE && ends_like_a_place(whole);
    is_long(word, 2) && (ends_like_a_place(word) || LEFT_AWAY.iter().any(|end| is_whole(&[word, *end].concat())))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Place,
    /// A name by itself.
    Organisation,
    /// The last word of a name.
    Institution,
}

fn is_long(word: &str, chars: usize) -> bool {
    word.chars().nth(chars - 1).is_some()
}

fn ends_like_a_place(word: &str) -> bool {
    // Every ending ends with one of these.
    let last = word.chars().next_back();
    last.is_some_and(|c| "区州县道省市镇乡村岛山河江湖海湾港国洲".contains(c))
        && (is_long(word, 3) && PLACE_ENDS.iter().any(|e| word.ends_with(e)) || last == Some('国'))
}

/// The names in a text that was cut into `words`.
///
/// ```
/// use jzclass::{names::names, segment::Segmenter};
/// let words = Segmenter::shared().words("记者从荆州市公安局获悉，荆州今年新增警力。");
/// let found = names(&words);
/// assert_eq!((found.places, found.organisations), (vec!["荆州".to_owned()], vec!["荆州市公安局".to_owned()]));
/// ```
pub fn names(words: &[&str]) -> Names {
    let tags: Vec<Tag> = words.iter().map(|word| tag_of(word)).collect();
    names_of(words, &tags)
}

/// [`names`] of words whose parts of speech are known.
pub(crate) fn names_of(words: &[&str], tags: &[Tag]) -> Names {
    let (mut places, mut organisations) = (Counted::default(), Counted::default());
    let mut at = 0;
    // A place is held back: it may turn out to begin an organisation's name.
    let mut held: Vec<(usize, usize)> = Vec::new();
    while at < words.len() {
        let (kind, length) = match known(words[at], tags[at]) {
            Some(Known::Place)
                if unknown_end(words, at + 1).is_some() && !words[at].ends_with(['市', '县', '区', '镇']) =>
            {
                (Some(Known::Place), 2)
            }
            Some(kind) => (Some(kind), 1),
            None => unknown_place(words, at),
        };
        match kind {
            Some(Known::Place) => held.push((at, at + length)),
            Some(kind) => {
                let from = beginning(words, at, &held);
                if from < at {
                    held.retain(|&(start, _)| start < from);
                    organisations.add(words[from..=at].concat());
                } else if kind == Known::Organisation {
                    organisations.add(words[at].to_owned());
                }
            }
            None => {}
        }
        at += length;
    }
    for (from, to) in held {
        places.add(words[from..to].concat());
    }
    Names { places: places.listed(merge_places), organisations: organisations.listed(|_| {}) }
}

/// An unknown word that ends as a place does, or stands before such an ending.
fn unknown_place(words: &[&str], at: usize) -> (Option<Known>, usize) {
    let word = words[at];
    if !word.starts_with(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) || !is_long(word, 2) {
        return (None, 1);
    }
    let name = |stem: &str| {
        !NO_PLACES.contains(&stem) && matches!(Segmenter::part_of_speech(stem), None | Some("ns")) && is_name(stem)
    };
    if is_long(word, 3) && may_be_unknown_end(word) {
        let end = UNKNOWN_ENDS.iter().find(|e| word.ends_with(**e));
        let stem = end.map(|e| &word[..word.len() - e.len()]);
        if stem.is_some_and(|s| is_long(s, 2) && name(s))
            && !NO_PLACES.contains(&word)
            && Segmenter::part_of_speech(word).is_none()
        {
            return (Some(Known::Place), 1);
        }
    }
    if unknown_end(words, at + 1).is_some() && name(word) {
        return (Some(Known::Place), 2);
    }
    (None, 1)
}

/// Two or three Han characters, none of them of counting or pointing.
fn is_name(stem: &str) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let pointing = |c: char| {
        "一二三四五六七八九十百千万亿两几全各本该此每某多个这那老新古大小我你他和与及在到对从把被向为".contains(c)
    };
    stem.chars().all(han) && !stem.chars().any(pointing) && !is_long(stem, 4)
}

fn unknown_end(words: &[&str], at: usize) -> Option<()> {
    words.get(at).filter(|w| w.len() <= 6 && may_be_unknown_end(w) && UNKNOWN_ENDS.contains(w)).map(|_| ())
}

/// The word ends with the last character of one of [`UNKNOWN_ENDS`].
fn may_be_unknown_end(word: &str) -> bool {
    word.ends_with(['道', '区', '省', '市', '县', '镇', '村'])
}

/// The word with which an organisation's name begins whose last word is at `last`: a place with only
/// nouns behind it.
fn beginning(words: &[&str], last: usize, held: &[(usize, usize)]) -> usize {
    let mut from = last;
    let mut chars = words[last].chars().count();
    let mut begins = last;
    for &(start, end) in held.iter().rev() {
        let between = &words[end..from];
        chars += words[start..from].iter().map(|w| w.chars().count()).sum::<usize>();
        if last - start > MOST_WORDS || chars > MOST_CHARS || !between.iter().all(|w| is_inside(w)) {
            break;
        }
        (from, begins) = (start, start);
    }
    begins
}

fn is_inside(word: &str) -> bool {
    INSIDE.contains(&word)
        || word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
            && matches!(Segmenter::part_of_speech(word), Some("n" | "vn" | "nz" | "nt" | "j" | "b" | "an" | "ns"))
}

/// Names with how often they stand, in order of appearance.
#[derive(Default)]
struct Counted(Vec<(String, usize)>);

impl Counted {
    fn add(&mut self, name: String) {
        if let Some((_, count)) = self.0.iter_mut().find(|(n, _)| *n == name) {
            *count += 1;
        } else if self.0.len() < MOST_KEPT {
            self.0.push((name, 1));
        }
    }

    fn listed(mut self, merge: impl FnOnce(&mut Vec<(String, usize)>)) -> Vec<String> {
        merge(&mut self.0);
        self.0.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        self.0.into_iter().take(LISTED).map(|(name, _)| name).collect()
    }
}

/// 荆州 and 荆州市 are one place, by its full name.
fn merge_places(places: &mut Vec<(String, usize)>) {
    let same = |short: &str, full: &str| full.strip_prefix(short).is_some_and(|end| PLACE_ENDS.contains(&end));
    let mut merged: Vec<(String, usize)> = Vec::with_capacity(places.len());
    for (name, count) in places.drain(..) {
        match merged.iter_mut().find(|(known, _)| same(known, &name) || same(&name, known)) {
            Some((known, sum)) => {
                *sum += count;
                if name.len() > known.len() {
                    *known = name;
                }
            }
            None => merged.push((name, count)),
        }
    }
    *places = merged;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn found(text: &str, places: &[&str], organisations: &[&str]) {
        let found = names(&Segmenter::shared().words(text));
        assert_eq!((found.places, found.organisations), (to_owned(places), to_owned(organisations)), "{text}");
    }

    fn to_owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn places_by_their_full_names() {
        found(
            "湖北荆州今天降温，荆州市区有雨。北京、上海放晴，日本也冷。",
            &["荆州市", "湖北", "北京", "上海", "日本"],
            &[],
        );
        found("全市各村的山区城市十分美丽，上市公司很多，都市和平原有太阳。", &[], &[]);
    }

    #[test]
    fn organisations_with_the_place_they_begin_with() {
        found("荆州市公安局和湖北省市场监督管理局发布通告。", &[], &["荆州市公安局", "湖北省市场监督管理局"]);
        found("公安局说，公司和医院要注意。", &[], &[]);
        found("武汉大学与国务院座谈，县公安局旁听。", &[], &["武汉大学", "国务院"]);
    }

    proptest! {
        #[test]
        fn a_name_stands_in_the_text(text in "[荆州市湖北省公安局人民医院村镇柳溪，。a ]{0,60}") {
            let found = names(&Segmenter::shared().words(&text));
            for name in found.places.iter().chain(&found.organisations) {
                prop_assert!(text.contains(name.as_str()));
            }
        }
    }
}

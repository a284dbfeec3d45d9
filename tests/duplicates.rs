//! How well near-duplicates are found, on copies made from the training articles and on notices of one
//! form. The figures are those of the docs of `jzclass::duplicates`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::Path;

use jzclass::duplicates::{Duplicates, Signature};

/// A small generator (`SplitMix64`), so that the set is the same at every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// A body, the story it tells and how it was made.
struct Item {
    body: String,
    story: usize,
    kind: &'static str,
}

fn originals() -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/corpus"))
        .unwrap()
        .flat_map(|batch| std::fs::read_dir(batch.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let texts = files.iter().flat_map(|file| {
        let lines = std::fs::read_to_string(file).unwrap();
        let texts: Vec<String> = lines
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["text"].as_str().unwrap().to_owned())
            .collect();
        texts
    });
    texts.filter(|t| t.chars().count() >= 200).collect()
}

/// The leading sentences that make up a share of the text: papers cut wire copy from its end.
fn cut(text: &str, share: f64) -> String {
    let length = (text.chars().count() as f64 * share) as usize;
    let head: String = text.chars().take(length).collect();
    let end = head
        .rfind(['。', '！', '？', '\n'])
        .map_or(head.len(), |at| at + head[at..].chars().next().unwrap().len_utf8());
    head[..end].to_owned()
}

/// Another agency, another dateline, and the first clauses told anew.
fn new_lead(text: &str, dice: &mut Dice) -> String {
    let rest = text.find('。').map_or("", |at| &text[at..]);
    let clause = text.find('，').map_or("", |at| &text[..at]);
    let clause: String = clause.chars().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect();
    let who = dice.of(&["据省通讯社", "综合消息", "本报综合报道", "省通讯社"]);
    let place = dice.of(&["江城", "临川", "南屏", "北岭", "东宁"]);
    let name = dice.of(&["周一帆", "陆小满", "江平", "何田"]);
    let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
    format!("{who}{place}{month}月{day}日电（记者 {name}）{clause}的消息引来市民关心{rest}")
}

/// A share of the characters misread, as recognition of print does.
fn misread(text: &str, share: f64, dice: &mut Dice) -> String {
    let swap = |c: char, dice: &mut Dice| {
        if c.is_alphanumeric() && dice.below(10_000) < (share * 10_000.0) as usize { '□' } else { c }
    };
    text.chars().map(|c| swap(c, dice)).collect()
}

/// Sentences left out in the middle, others joined by other punctuation.
fn edited(text: &str, dice: &mut Dice) -> String {
    let sentences: Vec<&str> = text.split_inclusive('。').collect();
    let kept = sentences.iter().enumerate().filter(|&(n, _)| n == 0 || dice.below(5) > 0);
    kept.map(|(_, s)| s.replace('，', "、").replace('\n', "")).collect()
}

/// Notices that fill in a form: the same words, other facts.
#[expect(clippy::many_single_char_names, reason = "the blanks of a form")]
fn notice(form: usize, dice: &mut Dice) -> String {
    const PLACES: [&str; 8] = ["柳林", "青石", "白沙", "南河", "东桥", "杨湾", "石门", "清溪"];
    const ROADS: [&str; 8] = ["建设路", "沿江大道", "文化街", "解放路", "学府路", "新华街", "滨湖路", "站前街"];
    let (a, b) = (dice.of(&PLACES), dice.of(&PLACES));
    let (r, s) = (dice.of(&ROADS), dice.of(&ROADS));
    let mut n = |from: usize, to: usize| from + dice.below(to - from);
    match form {
        0 => format!(
            "市气象台{}月{}日发布天气预报：今天夜间到明天，{a}一带多云转小雨，最低气温{}℃，最高气温{}℃，偏北风{}级；后天{b}一带阴有阵雨，气温{}到{}℃。提醒市民注意防滑，出行带好雨具，驾车减速慢行。",
            n(1, 13),
            n(1, 29),
            n(1, 9),
            n(10, 30),
            n(2, 6),
            n(1, 9),
            n(10, 28)
        ),
        1 => format!(
            "因供水管网改造，{}月{}日{}时至次日{}时，{r}至{s}沿线暂停供水，涉及{a}社区、{b}小区约{}户居民。请受影响的用户提前做好储水准备，恢复供水初期如有水质浑浊，请适当放水后再使用。服务热线：{}。",
            n(1, 13),
            n(1, 29),
            n(8, 23),
            n(4, 9),
            n(100, 5000),
            n(8_000_000, 8_999_999)
        ),
        2 => format!(
            "{a}县供电公司计划于{}月{}日{}时至{}时对10千伏{b}线进行检修，停电范围：{r}、{s}及周边用户。请广大客户提前做好停电准备，因天气等原因可能提前或延后送电，请注意用电安全。电话{}。",
            n(1, 13),
            n(1, 29),
            n(6, 9),
            n(15, 20),
            n(6_000_000, 6_999_999)
        ),
        3 => format!(
            "{a}区人民法院公告：{b}、{r}某公司，本院受理原告与你买卖合同纠纷一案，案号（{}）{}号，现依法向你公告送达起诉状副本、应诉通知书、举证通知书及开庭传票。自公告之日起经过{}日即视为送达，并定于{}月{}日{}时在本院第{}法庭公开开庭审理，逾期将依法缺席裁判。",
            n(2001, 2024),
            n(100, 9999),
            n(30, 60),
            n(1, 13),
            n(1, 29),
            n(9, 16),
            n(1, 12)
        ),
        4 => format!(
            "{a}农产品批发市场昨日行情：白菜每公斤{}.{}元，萝卜每公斤{}.{}元，黄瓜每公斤{}.{}元，猪肉每公斤{}.{}元，鸡蛋每公斤{}.{}元，日成交量{}吨。市场负责人表示，近期货源充足，价格总体平稳。",
            n(1, 4),
            n(0, 10),
            n(1, 4),
            n(0, 10),
            n(3, 8),
            n(0, 10),
            n(20, 36),
            n(0, 10),
            n(8, 12),
            n(0, 10),
            n(100, 900)
        ),
        _ => format!(
            "遗失声明：{a}镇居民{}遗失残疾人证一本，证号{}；{b}某商行遗失营业执照正本，注册号{}；{r}某饭店遗失公章一枚，编号{}，声明作废。刊登遗失声明请携带本人身份证件到{s}本报广告部办理。",
            dice.of(&["王某", "李某", "张某", "陈某"]),
            dice.below(1 << 40),
            dice.below(1 << 40),
            dice.below(1 << 30)
        ),
    }
}

/// Originals, their copies in days after, and notices.
fn set() -> Vec<Item> {
    let mut dice = Dice(7);
    let mut items: Vec<Item> = Vec::new();
    let mut copies = Vec::new();
    for (story, text) in originals().into_iter().enumerate() {
        let (kind, body) = match story % 10 {
            0 => ("whole", text.clone()),
            1 => ("cut to 75 %", cut(&text, 0.75)),
            2 => ("cut to 60 %", cut(&text, 0.6)),
            3 => ("cut to 45 %", cut(&text, 0.45)),
            4 => ("new lead", new_lead(&text, &mut dice)),
            5 => ("new lead, cut to 60 %", new_lead(&cut(&text, 0.6), &mut dice)),
            6 => ("edited", edited(&text, &mut dice)),
            7 => ("2 % misread", misread(&text, 0.02, &mut dice)),
            _ => ("", String::new()),
        };
        if !kind.is_empty() {
            copies.push(Item { body, story, kind });
        }
        items.push(Item { body: text, story, kind: "original" });
    }
    items.extend(copies);
    for form in 0..6 {
        for n in 0..100 {
            items.push(Item { body: notice(form, &mut dice), story: 1_000_000 + form * 1000 + n, kind: "notice" });
        }
    }
    items
}

/// By kind, how many copies are given their original, and how many articles are given a wrong one.
fn scores(
    items: &[Item],
    first: impl Fn(usize) -> Option<usize>,
) -> (BTreeMap<&'static str, (usize, usize)>, usize, usize) {
    let mut recall: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    let (mut right, mut wrong) = (0, 0);
    for (n, item) in items.iter().enumerate() {
        let found = first(n);
        match found {
            Some(f) if items[f].story == item.story => right += 1,
            Some(_) => wrong += 1,
            None => {}
        }
        if item.kind != "original" && item.kind != "notice" {
            let (hits, all) = recall.entry(item.kind).or_default();
            *hits += usize::from(found.is_some_and(|f| items[f].story == item.story));
            *all += 1;
        }
    }
    (recall, right, wrong)
}

#[test]
fn copies_are_found_and_notices_of_one_form_are_not_copies() {
    let items = set();
    let mut duplicates = Duplicates::default();
    for item in &items {
        duplicates.push(Signature::new(&item.body));
    }
    let firsts = duplicates.finish();
    let (recall, right, wrong) = scores(&items, |n| firsts.of(n));
    for (kind, (hits, all)) in &recall {
        println!("{kind}: {hits} of {all} ({:.1} %)", 100.0 * *hits as f64 / *all as f64);
    }
    let hits: usize = recall.values().map(|r| r.0).sum();
    let all: usize = recall.values().map(|r| r.1).sum();
    println!("recall {hits} of {all} ({:.1} %)", 100.0 * hits as f64 / all as f64);
    println!("precision {right} of {} ({:.1} %)", right + wrong, 100.0 * right as f64 / (right + wrong) as f64);
    for (n, item) in items.iter().enumerate() {
        if let Some(f) = firsts.of(n).filter(|&f| items[f].story != item.story) {
            println!("wrong: {} {}\n    {}", item.kind, &item.body.replace('\n', ""), &items[f].body.replace('\n', ""));
        }
    }
    assert!(hits * 100 >= all * 92, "recall {hits} of {all}");
    assert!(right * 100 >= (right + wrong) * 99, "precision {right} of {}", right + wrong);
}

/// Charikar's SimHash over the same runs, 64 bits, and over runs of four letters: with every limit of
/// differing bits, what pairs of one story and pairs of different articles it takes for copies.
#[test]
fn simhash_tells_cut_copies_less_well() {
    let items = set();
    let count = |run: usize, limit: u32| {
        let hashes: Vec<u64> = items.iter().map(|i| simhash(&i.body, run)).collect();
        let (mut right, mut wrong, mut all) = (0_usize, 0_usize, 0_usize);
        let copies = items.iter().filter(|i| i.kind != "original" && i.kind != "notice").count();
        for a in 0..items.len() {
            for b in a + 1..items.len() {
                let near = (hashes[a] ^ hashes[b]).count_ones() <= limit;
                let same = items[a].story == items[b].story;
                all += usize::from(same);
                right += usize::from(near && same);
                wrong += usize::from(near && !same);
            }
        }
        assert_eq!(all, copies);
        (right, wrong, all)
    };
    let mut best = 0.0_f64;
    for run in [4, 12] {
        for limit in [3, 6, 9, 12, 15, 18, 21] {
            let (right, wrong, all) = count(run, limit);
            let (precision, recall) = (right as f64 / (right + wrong).max(1) as f64, right as f64 / all as f64);
            println!("SimHash, runs of {run}, {limit} bits: recall {recall:.3}, precision of pairs {precision:.3}");
            if precision >= 0.98 {
                best = best.max(recall);
            }
        }
    }
    assert!(best < 0.9, "SimHash is good enough: recall {best} at a precision of 0.98");
}

fn simhash(body: &str, run: usize) -> u64 {
    let letters: Vec<char> = body.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut votes = [0_i32; 64];
    for window in letters.windows(run) {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for &c in window {
            hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
        }
        let hash = Dice(hash).next();
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    votes.iter().enumerate().fold(0, |bits, (bit, &vote)| bits | u64::from(vote > 0) << bit)
}

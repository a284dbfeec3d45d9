//! Headlines with kickers and subtitles, and subheads.

use super::Damage;
use super::forms;
use super::random::Random;
use super::story::{Role, Set};
use super::style::Style;

/// Headline, kicker and subtitle as lines of their width.
pub(super) fn head(title: &str, source: &[String], span: usize, style: &Style, random: &mut Random) -> Vec<Set> {
    // Type two to three times as large as the body's.
    let size = random.range(3, 6);
    let room = (style.measure.width * span / size).max(12);
    let measure = style.measure.with_width(room);
    let count = title.chars().count();
    let long = style.has(Damage::LongHeadlines) && count > 10 && random.chance(70);
    let phrases: Vec<&str> = title.split([' ', '　']).filter(|p| !p.is_empty()).collect();
    let mut lines: Vec<String> = if long {
        let rows = if count > 21 && random.chance(50) { 3 } else { 2 };
        measure.with_width((count * 2).div_ceil(rows) + 2 * random.below(2)).lines(title, 0)
    } else if phrases.len() == 2 && random.chance(50) {
        phrases.iter().map(|&p| p.to_owned()).collect()
    } else if count * 2 <= room.max(36) || random.chance(40) {
        vec![title.to_owned()]
    } else {
        measure.lines(title, 0)
    };
    for line in &mut lines {
        *line = line.trim().to_owned();
    }
    lines.retain(|l| !l.is_empty());
    let mut head: Vec<Set> = lines.into_iter().map(|l| Set::new(Role::Headline, l, false)).collect();
    if style.has(Damage::Overprints) && random.chance(12) {
        for line in &mut head {
            line.text = forms::overprint(&line.text, random);
        }
    }
    if style.has(Damage::Kickers) && random.chance(65) {
        let clauses: Vec<&str> = source
            .iter()
            .flat_map(|p| p.split(['，', '。', '；', '：']))
            .filter(|c| (7..=22).contains(&c.chars().count()) && !c.contains(['“', '”', '（', '）', '‘', '’', '报']))
            .collect();
        let gap = style.head_gap && random.chance(60);
        if !clauses.is_empty() && random.chance(60) {
            let text = clauses[random.below(clauses.len())];
            head[0].gap = gap;
            head.insert(0, Set::new(Role::Kicker, text, false));
        }
        if !clauses.is_empty() && (random.chance(40) || head[0].role != Role::Kicker) {
            let dash = if random.chance(25) { "——" } else { "" };
            let text = clauses[random.below(clauses.len())];
            head.push(Set::new(Role::Subtitle, format!("{dash}{text}"), gap));
        }
    }
    head
}

/// A subhead: stock phrases put together, or the beginning of the paragraph below it.
pub(super) fn subhead(below: &str, random: &mut Random) -> Vec<String> {
    const VERBS: &str =
        "做强 补齐 守住 拉长 盘活 厚植 打通 擦亮 筑牢 激活 办好 算清 托起 找准 迈上 唱响 种好 讲好 理顺 管住";
    const OBJECTS: &str =
        "主业 短板 底线 链条 资源 沃土 堵点 招牌 屏障 动能 小事 细账 希望 切口 台阶 品牌 责任田 身边事 家底 入口关";
    const PHRASES: &str = "钱从哪里来 谁来干 怎么干 难在哪里 路在何方 一张蓝图绘到底 人往下走 多点发力 久久为功 从无到有 由弱到强 换个思路 不只给钱 老办法不灵了 账算得过来 让数据多跑路 先过居民这一关 把好事办好";
    let pair = |random: &mut Random| format!("{}{}", random.word(VERBS), random.word(OBJECTS));
    match random.below(5) {
        0 => vec![pair(random)],
        1 => vec![pair(random), pair(random)],
        2 => vec![random.word(PHRASES).to_owned()],
        3 => vec![format!("{} {}", pair(random), pair(random))],
        _ => {
            let start: String = below.chars().take_while(|c| !"，。：、；“”（）".contains(*c)).take(10).collect();
            if start.chars().count() >= 4 { vec![start] } else { vec![random.word(PHRASES).to_owned()] }
        }
    }
}

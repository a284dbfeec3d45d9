//! Invented places, papers, people, offices and firms.

use super::random::Random;

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤温康施文牛安齐易乔伍庞";
const DOUBLE_SURNAMES: &str = "欧阳 司马 上官 诸葛 皇甫";
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建华玲志国晓云海燕雪梅思远嘉雨晨子涵欣怡天宇浩然一鸣小川若冰晚秋永福德林春生波立新庆红守义长根宝珍淑琴凤彩菊胜利学东卫昌盛荣光亮凯旋博瑞泽宁舒念初夏知微以南";
const FIRST: &str = "清 平 东 南 临 北 永 长 石 青 金 云 海 白 黄 龙 凤 安 太 新 大 双 柳 桃 松 竹 梅 芦 荷 枫 银 铜 玉 古 上 下 望 沙 渔 鹤 鹿 马 牛 宝 福 宁 和 义 仁 信";
const SECOND: &str = "河 湖 川 江 岭 桥 山 滩 溪 浦 洲 湾 港 塘 坪 原 城 关 泉 源 陂 埠 冈 峰 谷 渡 集 堰 坝 湄 汀 岩 坡 阳 陵 丰 昌 州 津 源";
const PAPERS: &str = "日报 晚报 晨报 早报 时报 都市报 新报 商报 晚刊 导报 快报 周报";
const SECTIONS: &str = "要闻 综合新闻 本地新闻 社会 民生 经济 文化 时政 城事 教育 健康 县域 乡村 法治 体育 国内 国际 副刊 读者之声 专题 特刊 生态 科技 财经 交通 文旅 社区 人物 深读 评论 关注 图片";
const OFFICES: &str = "水务局 应急管理局 文化馆 公安局 城市管理局 气象局 卫生健康委员会 农业农村局 公交集团 民政局 交通运输局 自然资源局 财政局 教育局 供电公司 市场监督管理局 住房和城乡建设局 人民法院 税务局 气象台 人力资源和社会保障局 图书馆 博物馆 消防救援支队 林业局 生态环境局 不动产登记中心 红十字会 自来水公司 燃气公司";
const TRADES: &str =
    "商贸 建材 食品 物流 装饰 餐饮 机电 农资 广告 医药 汽车服务 家政 园林 印务 纺织 电子科技 水产养殖 粮油 酒业 服饰";
const STREETS: &str = "解放 人民 建设 和平 中山 新华 胜利 文昌 滨江 迎宾 环城 东风 育才 学府 工业 朝阳 健康 花园 桂花 银杏 大桥 南湖 北门 西关 码头";
const YARDS: &str = "花园 新城 名苑 雅居 华府 国际 天地 广场 公馆 家园 书院 半岛 江畔 水岸 公园里 学府";
const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A person's name of two or three characters, now and then four.
pub(super) fn person(random: &mut Random) -> String {
    let mut name =
        if random.chance(1) { random.word(DOUBLE_SURNAMES).to_owned() } else { random.character(SURNAMES).to_string() };
    for _ in 0..=usize::from(random.chance(62)) {
        name.push(random.character(GIVEN));
    }
    name
}

/// People with different names.
pub(super) fn people(random: &mut Random, count: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    while names.len() < count {
        let name = person(random);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A town: 50 first characters by 40 second ones.
pub(super) fn place(random: &mut Random) -> String {
    loop {
        let (first, second) = (random.word(FIRST), random.word(SECOND));
        if first != second {
            return format!("{first}{second}");
        }
    }
}

/// A newspaper of that town.
pub(super) fn paper(random: &mut Random) -> String {
    format!("{}{}", place(random), random.word(PAPERS))
}

/// Name of a section of the paper.
pub(super) fn section(random: &mut Random) -> &'static str {
    random.word(SECTIONS)
}

/// An office with its town: 清河市水务局.
pub(super) fn office(random: &mut Random) -> String {
    let rank = random.word("市 县 区 市 县");
    let town = if random.chance(80) { place(random) } else { String::new() };
    format!("{town}{rank}{}", random.word(OFFICES))
}

/// A firm.
pub(super) fn firm(random: &mut Random) -> String {
    let name: String = (0..2).map(|_| random.character("鑫盛源丰泰隆华康裕恒瑞达顺兴佳美宏远诚信百和永宁")).collect();
    format!("{}{name}{}有限公司", place(random), random.word(TRADES))
}

/// A street with a number.
pub(super) fn street(random: &mut Random) -> String {
    let way = random.word("路 大道 街 东路 西路 北街");
    format!("{}{way}{}号", random.word(STREETS), random.range(1, 380))
}

/// A housing estate.
pub(super) fn yard(random: &mut Random) -> String {
    format!("{}{}", place(random), random.word(YARDS))
}

/// A telephone number in one of several forms.
pub(super) fn telephone(random: &mut Random) -> String {
    let (a, b) = (random.range(200, 899), random.range(1000, 9999));
    match random.below(4) {
        0 => format!("{a}{b}"),
        1 => format!("07{}-{a}{b}", random.range(10, 99)),
        2 => format!("8{a}{b}"),
        _ => format!("1{}{a}{b}0", random.range(30, 89)),
    }
}

/// Year, month and day.
pub(super) fn day(random: &mut Random) -> (usize, usize, usize) {
    (random.range(1958, 2026), random.range(1, 12), random.range(1, 28))
}

/// A date as papers write it.
pub(super) fn date(random: &mut Random) -> String {
    let (y, m, d) = day(random);
    match random.below(8) {
        0 => format!("{y}年 {m}月 {d}日"),
        1 => format!("{}年{}月{}日", digits(y), number(m), number(d)),
        _ => format!("{y}年{m}月{d}日"),
    }
}

fn digits(year: usize) -> String {
    year.to_string().bytes().map(|b| DIGITS[usize::from(b - b'0') % 10]).collect()
}

/// A number below a hundred in Han figures.
pub(super) fn number(n: usize) -> String {
    let tens = match n / 10 {
        0 => String::new(),
        1 => "十".into(),
        t => format!("{}十", DIGITS[t % 10]),
    };
    let ones = if n.is_multiple_of(10) && n > 0 { "" } else { DIGITS[n % 10] };
    format!("{tens}{ones}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_numbers() {
        assert_eq!([5, 10, 12, 20, 28].map(number).join(" "), "五 十 十二 二十 二十八");
        assert_eq!(digits(1958), "一九五八");
    }
}

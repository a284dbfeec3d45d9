//! Texts of the page that are no news: advertisements, notices, slogans, announcements, table rows.

use super::random::Random;
use super::words;

/// Advertisements and small notices, `/` parting lines. `{P}` place, `{F}` firm, `{O}` office,
/// `{S}` street, `{T}` telephone, `{N}` person, `{D}` date, `{Y}` estate, `{J}` paper, `{n}` number.
const ADVERTISEMENTS: &str = "
遗失声明/{N}遗失身份证，号码尾号{n}，声明作废。
遗失声明/{F}遗失公章一枚，声明作废。/{N}遗失道路运输从业资格证，声明作废。
遗失启事/{N}不慎遗失购房收据一张，金额{n}元，特此声明。
声明/{F}营业执照副本遗失，特声明作废。
减资公告/{F}经股东会决议，注册资本由{n}万元减至{n}万元，请债权人自公告之日起45日内申报债权。
注销公告/{F}拟向登记机关申请注销，请债权人于本公告见报之日起45日内联系。联系人：{N} 电话：{T}
招领启事/拾得黑色皮包一个，内有证件若干，失主请与{N}联系。电话{T}
寻人启事/{N}，男，{n}岁，于{D}在{S}附近走失，知情者请致电{T}，必有重谢。
招聘/{F}招聘会计一名、司机两名，待遇面议。/地址：{S} 电话：{T}
诚聘/{Y}物业诚聘保安、保洁，月休四天，包吃住。/报名电话：{T}
旺铺招租/{S}临街门面{n}平方米出租，可餐饮。/联系电话 {T} {N}
吉房出租/{Y}两室一厅，家电齐全，拎包入住。电话 {T}
厂房出租/{P}工业园标准厂房{n}平方米，水电齐全，交通便利。{T}
{Y}/一线江景 大户瀚邸/均价每平方米{n}元起/售楼热线 {T} 项目地址 {S}
{Y} 盛大开盘/百米楼王 限量加推/VIP专线：{T}
{F}/十五周年店庆 全场五折起/活动时间：{D}起 地址：{S}
{P}特产直销/土蜂蜜 干豆角 手工红薯粉/订购电话 {T}
驾校招生/C1 C2 随到随学 一费制/报名地址：{S} 电话：{T}
{P}老年大学秋季招生/书法 国画 声乐 太极 摄影/报名时间：{D}起 咨询电话：{T}
家电维修 上门服务/空调移机 加氟 清洗/{T}
疏通下水道 管道改造/24小时服务 {T}
搬家公司/居民搬家 长短途货运 钢琴搬运/电话：{T}
{J}全年订阅/每份{n}元 全国各地邮局均可订阅/订报热线 {T}
欢迎刊登分类广告/每行{n}元 三行起登/受理地址：{S} 电话：{T}
广告热线 {T}
本报法律顾问 {P}律师事务所 {N}律师
供水抢修热线 {T} 供电抢修热线 {T}
拍卖公告/受委托，我公司定于{D}公开拍卖旧机动车{n}辆，有意者请携有效证件办理竞买手续。/{F} 联系电话：{T}
招标公告/{O}办公楼维修工程现公开招标，投标人须具备相应资质。/报名截止：{D} 联系人：{N}
送达公告/{N}：本会受理的劳动争议一案，限你自公告之日起30日内到庭领取裁决书，逾期视为送达。
停电预告/{D} 8时至17时 {S}一带/{P}变电站检修 如遇雨天顺延
停水通知/因管网改造，{S}片区定于{D}22时至次日6时停水，请用户提前储水。
影讯/{P}影城 10:20 13:40 19:15 地址：{S}
祝贺{F}通过质量管理体系认证
{F}恭祝全市人民新春快乐 阖家幸福
征婚/女，{n}岁，教师，品貌端正，觅有责任心男士。电话{T}
转让/因店主另有发展，{S}早餐店低价转让。{T}
公证处公告/{N}申请继承遗产，请利害关系人于{D}前向本处提出异议。
福利彩票开奖公告/红球 03 09 14 22 27 31 蓝球 07/本期销售额 {n} 元
分类信息/开锁 换锁芯 {T}/高价回收旧家电 {T}/代理记账 {T}
";

const SLOGANS: &str = "
安全生产 人人有责
优化办事流程 服务企业发展
共建共享文明城市
节约用水 从点滴做起
讲文明 树新风
厉行节约 反对浪费
关注消防 关爱生命
绿水青山就是金山银山
高高兴兴上班去 平平安安回家来
学会自救互救 平安就在身边
文明出行 礼让斑马线
垃圾分类 举手之劳
坚持绿色发展 建设美丽家园
森林防火 重于泰山
移风易俗 喜事新办
无偿献血 传递爱心
保护耕地就是保护生命线
远离毒品 珍爱生命
防范电信诈骗 守好钱袋子
光盘行动 从我做起
传承好家风 弘扬好传统
爱国卫生 人人参与
种下一棵树 收获一片绿
依法纳税 共享发展
科学健身 快乐生活
关爱留守儿童 托起明天希望
尊师重教 蔚然成风
退役军人 光荣之家
全民阅读 书香满城
珍惜水源 造福子孙
诚信经商 童叟无欺
安全用电 防患未然
鼓足干劲 力争上游
团结奋斗 振兴中华
发展体育运动 增强人民体质
百年大计 教育为本
";

const HEADINGS: &str = "一句话新闻 简讯 读者来信 民生速递 一周天下 图片新闻 文化视野 社会广角 新闻连线 回音壁 今日关注 财经资讯 百姓故事 短新闻 各地动态 基层短波 要闻速览 街谈巷议 乡音 热线直通车 新闻集装箱";

/// Announcements set as articles: headline | paragraphs parted by `/`.
const ANNOUNCEMENTS: &str = "
关于{S}路段封闭施工的公告|因雨污分流改造工程需要，自{D}起对{S}路段实行全封闭施工，工期{n}天。/施工期间，过往车辆请按交通标志绕行，公交线路作临时调整，沿线居民凭证出入。/由此带来的不便，敬请谅解。咨询电话：{T}
关于征集民生实事项目的通告|为切实解决群众最关心的问题，现面向社会公开征集明年民生实事项目建议。/征集时间自{D}起至月底止，市民可通过信函、电话等方式提出，建议内容应具体可行，附项目名称、地点和受益人群。/联系电话：{T}，联系人：{N}。
停气通知|因燃气管道碰口作业，定于{D}23时至次日7时对{Y}及周边小区暂停供气。/请广大用户关闭户内阀门，恢复供气时间以现场通知为准，作业期间切勿试开灶具。/服务热线：{T}
关于公开选聘社区工作人员的公告|经研究决定，面向社会公开选聘社区专职工作人员{n}名。/报考人员应具有大专以上学历，年龄在三十五周岁以下，身体健康，热爱社区工作，有相关经历者优先。/报名采取现场方式进行，地点为{S}，时间自{D}起三天。考试分笔试和面试，成绩在公告栏公布。
关于加强烟花爆竹管理的通告|为保障公民人身财产安全，改善空气质量，现就烟花爆竹燃放管理通告如下。/一、城区建成区范围内全年禁止燃放烟花爆竹。/二、任何单位和个人不得在禁放区域内销售、储存烟花爆竹。/三、违反本通告的，由公安机关依法处理，举报属实的给予奖励。举报电话：{T}
关于发放购房补贴的公示|根据有关规定，经个人申请、单位初审、部门复核，{n}户家庭符合购房补贴发放条件，现予公示。/公示期五个工作日，如有异议，请以书面形式实名反映，受理地址为{S}，电话{T}。
致全市养犬人的一封信|养犬是个人的爱好，文明养犬是共同的责任。/请您按时为爱犬接种狂犬疫苗，办理登记，出门束好犬绳，主动避让老人、孕妇和儿童，随手清理粪便。/让我们从牵好一根绳做起，共同守护整洁安宁的家园。
";

/// One of the advertisements or small notices, a string a line of type.
pub(super) fn advertisement(random: &mut Random) -> Vec<String> {
    let form = random.line(ADVERTISEMENTS);
    form.split('/').map(|line| fill(line, random)).collect()
}

/// A slogan.
pub(super) fn slogan(random: &mut Random) -> String {
    if random.chance(15) { words::office(random) } else { random.line(SLOGANS).to_owned() }
}

/// Heading of a column.
pub(super) fn heading(random: &mut Random) -> &'static str {
    random.word(HEADINGS)
}

/// An announcement: headline, paragraphs.
pub(super) fn announcement(random: &mut Random) -> (String, Vec<String>) {
    let form = random.line(ANNOUNCEMENTS);
    let (head, body) = form.split_once('|').unwrap_or((form, form));
    (fill(head, random), body.split('/').map(|p| fill(p, random)).collect())
}

fn fill(form: &str, random: &mut Random) -> String {
    let mut text = String::new();
    let mut rest = form.chars();
    while let Some(c) = rest.next() {
        if c != '{' {
            text.push(c);
            continue;
        }
        let slot = rest.next().unwrap_or_default();
        rest.next();
        let filled = match slot {
            'P' => words::place(random),
            'F' => words::firm(random),
            'O' => words::office(random),
            'S' => words::street(random),
            'T' => words::telephone(random),
            'N' => words::person(random),
            'D' => format!("{}月{}日", random.range(1, 12), random.range(1, 28)),
            'Y' => words::yard(random),
            'J' => words::paper(random),
            _ => random.range(12, 9800).to_string(),
        };
        text.push_str(&filled);
    }
    text
}

/// Masthead lines in one of several forms.
pub(super) fn masthead(random: &mut Random) -> Vec<String> {
    let (paper, section) = (words::paper(random), words::section(random));
    let week = format!("星期{}", random.character("一二三四五六日"));
    let date = words::date(random);
    let n = random.range(1, 16);
    match random.below(9) {
        0 => vec![paper, format!("第{n:02}版：{section}"), format!("{date} {week}")],
        1 => vec![format!("{paper} {date} {week} {n:02}")],
        2 => vec![paper, format!("{date} {week} A{n:02} {section}")],
        3 => vec![format!("{section}  A{n}"), format!("{date} {week}"), paper],
        4 => vec![format!("A{n:02} | {section}"), format!("{date} {week}")],
        5 => vec![format!("{n}"), section.to_owned(), format!("{date} {week}")],
        6 => vec![paper, format!("{date} 第{}号", random.range(100, 9999)), format!("第{}版", words::number(n))],
        7 => vec![format!("{date} {week} 第{n}版 {section} {paper}")],
        _ => vec![format!("{section} {n}版"), format!("{paper}  {date}")],
    }
}

/// Imprint lines: who edited and set the page.
pub(super) fn imprint(random: &mut Random) -> Vec<String> {
    let names = words::people(random, 3);
    let (a, b, c, t) = (&names[0], &names[1], &names[2], words::telephone(random));
    match random.below(8) {
        0 => vec![format!("责编 {a} 版式 {b} 电话 {t}")],
        1 => vec![format!("责任编辑 {a} 版式 {b} 校对 {c}")],
        2 => vec![format!("责编：{a} 美编：{b} 校对：{c}")],
        3 => vec![format!("责编/{a} 版式/{b} 校对/{c}")],
        4 => vec![format!("编辑 {a} 校对 {b}"), format!("新闻热线 {t}")],
        5 => vec![format!("本版编辑 {a}"), format!("版式 {b} 校对 {c}")],
        6 => vec![format!("值班主任 {a}  责任编辑 {b}  组版 {c}"), format!("电子邮箱 xw{}@example.com", t.len())],
        _ => vec![format!("编辑：{a}　组版：{b}　终校：{c}")],
    }
}

/// A page number or running title.
pub(super) fn folio(random: &mut Random) -> String {
    let n = random.range(1, 24);
    match random.below(5) {
        0 => format!("{n}"),
        1 => format!("A{n:02}"),
        2 => format!("·{n}·"),
        3 => format!("第{n}版"),
        _ => {
            let (paper, (y, m, d)) = (words::paper(random), words::day(random));
            format!("{paper} {y}年{m}月{d}日")
        }
    }
}

/// Rows of a table of figures.
pub(super) fn table(random: &mut Random) -> Vec<String> {
    let units = ["吨", "万元", "亩", "户", "%", ""];
    let unit = random.pick(&units);
    let names: Vec<String> = (0..random.range(3, 6)).map(|_| words::place(random)).collect();
    let gap = random.pick(&[" ", "  ", "　", "    "]);
    let mut rows = vec![["地区", "上年", "今年", "增减"].join(gap)];
    for name in names {
        let (a, b) = (random.range(80, 9900), random.range(80, 9900));
        rows.push([name, format!("{a}{unit}"), format!("{b}{unit}"), format!("{:+}", b as i64 - a as i64)].join(gap));
    }
    rows
}

/// Text printed over itself: pieces of it doubled.
pub(super) fn overprint(text: &str, random: &mut Random) -> String {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (mut doubled, mut at) = (String::new(), 0);
    while at < characters.len() {
        let end = (at + random.range(1, 5)).min(characters.len());
        for _ in 0..2 {
            doubled.extend(&characters[at..end]);
        }
        at = end;
    }
    doubled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_many_and_filled() {
        assert!(ADVERTISEMENTS.lines().filter(|l| !l.is_empty()).count() >= 35);
        let mut random = Random::new(1, 1);
        for _ in 0..500 {
            let (head, body) = announcement(&mut random);
            let filled = [advertisement(&mut random), body, vec![head]].concat();
            // Neither a slot nor a mark between two parts of a form is left.
            assert!(filled.iter().all(|l| !l.is_empty() && !l.contains(['{', '}', '/', '|'])), "{filled:?}");
            let margins = [masthead(&mut random), imprint(&mut random), table(&mut random)].concat();
            assert!(margins.iter().all(|l| !l.trim().is_empty()), "{margins:?}");
        }
    }

    #[test]
    fn overprints_double_every_character() {
        assert_eq!(overprint("安全 生产", &mut Random::new(1, 1)).chars().count(), 8);
    }
}

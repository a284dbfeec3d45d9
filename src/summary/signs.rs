//! What the words of a sentence tell of its worth for a summary.

use super::clauses::{each_clause, opens_with_date};
use super::phrases::{Phrases, folded, phrases};

/// What is seen of a sentence by itself.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one sign of the sentence")]
pub(super) struct Signs {
    /// It never stands in a summary: a contact, credit, caption, question, a list's item, foreign text.
    pub never: bool,
    /// It begins with a word for something that the sentence before names (他, 该, 此, 这, 其中).
    pub refers_back: bool,
    /// Such a word stands further on in its first clause.
    pub refers_loosely: bool,
    /// It begins with 但, 而, 不过: against the sentence before.
    pub contrasts: bool,
    /// It begins with 此外, 同时, 另外: beside the sentence before.
    pub adds: bool,
    /// It begins with 因此, 所以, 由此可见: from the sentence before.
    pub concludes: bool,
    /// Part of a quotation that began before or goes on behind it.
    pub within_quotation: bool,
    /// A quotation without words that tell who says it.
    pub no_speaker: bool,
    /// Share of its characters within quotation marks.
    pub quoted: f32,
    /// It ends with an exclamation mark.
    pub exclaims: bool,
    /// It has no mark at its end.
    pub unended: bool,
    /// The author speaks, or the reader is spoken to.
    pub personal: bool,
    /// It asks or hopes.
    pub advises: bool,
    /// Its first clause is about years past.
    pub history: bool,
    /// It tells the day, or that the reporter has just learnt it.
    pub dated: bool,
    /// It names an institution or a place of the administration near its beginning.
    pub institution: bool,
    /// Numbers in it, three at most.
    pub figures: f32,
    /// It tells of something done, decided or found.
    pub result: bool,
    /// A meeting is held, somebody speaks at it, and nothing is said of what.
    pub ceremony: bool,
    /// Weather, light, sounds, faces: the opening of a feature.
    pub scene: bool,
    /// Praise and set phrases.
    pub praise: bool,
    /// It only announces what follows.
    pub announces: bool,
    /// Somebody says it.
    pub said: bool,
    /// What it says is a doubt or a difficulty: 也有…, 存在问题.
    pub problem: bool,
}

phrases!(
    REFERRING,
    by_first,
    "他 她 它 这 该 其 此 那 上述 对此 为此 据此 从此 那 前者 后者 两人 二人 双方 两者 随后 于是 后来 接着 然后 \
     结果 最终 最后 之后 一旁 会上 会后 席间 期间 当晚 当天 当时 事后 其中 答： 回复 还 也 又 再 并 同样 \
     有的 有人 同场 同期 不料 没想到"
);
phrases!(
    NOT_REFERRING,
    by_first,
    "其他 其它 其余 此前 此间 该不该 他乡 还原 再生 再就业 又名 也门 并购 并网 最后一 还款 还田 当天下午 当天上午"
);
phrases!(REFERRING_LOOSELY, by_first, "他 她 它 该 这 此举 此项 此类 此次 其 上述 前述");
phrases!(
    NO_REFERENCE,
    by_first,
    "其他 其它 其余 其实 其中 其次 他乡 他人 应该 该不该 尤其 极其 与其 及其 任其 听其 吉他 其乐"
);
phrases!(
    CONTRASTING,
    by_first,
    "但 然而 不过 而 却 可是 可 只是 其实 当然 事实上 相反 反之 尽管如此 甚至 虽然 尽管 即便"
);
phrases!(NOT_CONTRASTING, by_first, "可以 可见 可再生 可能 可移动 而立 而今 可回收 可降解");
phrases!(ADDING, by_first, "此外 另外 同时 与此同时 另据 另 除此之外 再有 再者 更 尤其 特别是 例如 比如 譬如 包括 如");
phrases!(NOT_ADDING, by_first, "如今 如何 如果 另一 更新 更换 更正 更名");
phrases!(
    CONCLUDING,
    by_first,
    "因此 所以 因而 由此 可见 总之 显然 看来 换句话说 也就是说 据此 正因 因为 毕竟 难怪 原来 总的 综上 正如"
);
phrases!(
    LISTED,
    by_first,
    "首先 其次 再次 第一， 第二， 第三， 一是 二是 三是 四是 五是 一要 二要 三要 一方面 另一方面 其一 其二 其三"
);
phrases!(
    CONTACTS,
    by_first,
    "电话： 电话: 热线： 热线: 联系电话 联系方式 联系人 咨询电话 举报电话 投诉电话 服务电话 订购电话 报名电话 商家电话 \
     受理电话 抢修热线 咨询热线 地址： 地址: 网址 邮箱： 邮箱: 投稿 www. http E-mail email @ 我要评论 网友发表评论 参考价格 \
     点击进入 更多信息请 欢迎致电 欢迎拨打 请拨打 可拨打 详情请 版权所有 未经授权 转载请 声明： 特别说明 扫码 二维码 \
     咨询： 关注微信 公众号： 来信请 来稿请 留下您的"
);
phrases!(
    CAPTIONS,
    by_first,
    "图为 图片 图① 图② 左图 右图 上图 下图 题图 资料图 （图 (图 配图 图/ 图： 图说 制图 本版 本栏"
);
phrases!(CREDITED, by_last, "摄） 摄) 摄 编译 编译） 供图 供图） 制图 整理） 文/图 报道） 转载） 据新华社） 综合）");
phrases!(
    OPENING_CREDITS,
    by_first,
    "责任编辑 责编 编辑： 作者： 来源： 记者 本报记者 通讯员 本报通讯员 新华社记者 文/ 摄影 撰文"
);
phrases!(PERSONAL, by_first, "我 咱 您 你 小编 笔者 大家不妨 让我们 各位 朋友们 亲爱的 同志们 友友 列位");
phrases!(NOT_PERSONAL, by_first, "我国 我省 我市 我县 我区 我军 我党 我州 我校 我院 我方 我镇 我国的 我旗 我队 我局");
phrases!(
    ADVISING,
    by_first,
    "希望 但愿 不妨 切莫 务必 应当 必须 应该 让我们 理应 切忌 建议 呼吁 敬请 请广大 祝 愿 别 不要 要紧 才能 才是 唯有 只有"
);
phrases!(
    PAST,
    by_first,
    "早在 曾经 当年 去年 前年 大前年 上世纪 过去 以往 往年 此前 从前 原先 原来 昔日 早年 年前 自古 自古以来 历史上 相传 起初 当初 \
     一九 一八 最初 多年来 几年前 十年前 二十年前 三十年前 小时候 那时 那年 多年前 曾 据史料 始建于 成立于 出生 创刊于"
);
phrases!(
    DATED,
    by_first,
    "近日 日前 昨日 昨天 今日 今天 今晨 昨晚 昨夜 本周 上周 本月 今年 连日来 目前 截至 即日起 记者获悉 记者从 记者了解到 \
     获悉 当地时间 北京时间 前天 明天 明日 近期 一季度 上半年 前三季度 日起 月起 发布 公布"
);
phrases!(
    RESULTS,
    by_first,
    "决定 通过 完成 建成 启动 开工 通车 投用 投入使用 启用 运营 开通 获得 荣获 夺得 夺冠 打破 宣布 发布 公布 出台 印发 审议 判处 \
     判决 一审 二审 查处 查获 抓获 破获 击败 战胜 不敌 险胜 签约 签署 签订 同比 环比 增长 下降 突破 达到 超过 增加 减少 提高 \
     降低 降至 升至 共有 累计 总投资 落户 投产 上线 发射 发现 研制 首次 首个 首批 获批 入选 当选 任命 逝世 去世 遇难 死亡 受伤 \
     救出 获救 转移 安置 关停 取消 取缔 上调 下调 将于 拟 计划 要求 明确 推出 实行 实施 成立 揭牌 举办 售罄 成交 认定 裁定 \
     解决 覆盖 推广 改为 改成 收入 盈利 亏损 补贴 奖励 罚款"
);
phrases!(
    MEETINGS,
    by_first,
    "召开 举行 举办 开幕 闭幕 落幕 致辞 出席 主持 座谈会 动员会 推进会 培训班 研讨会 发布会 仪式 拉开帷幕 交流 看望 慰问 会见"
);
phrases!(
    TELLING,
    by_first,
    "决定 通过 要求 明确 提出 部署 强调 指出 签约 签署 审议 公布 发布 共 人 名 家 万 亿 余 奖 元 件 推出"
);
phrases!(
    SCENES,
    by_first,
    "阳光 晨光 微风 晨雾 夜色 月光 灯光 灯火 雨点 雪花 花香 墨香 香气 炊烟 笑着 笑声 掌声 眼泪 眼眶 汗水 皱纹 只见 走进 走在 \
     映入眼帘 仿佛 宛如 犹如 像一 一阵 清晨 黎明 凌晨 傍晚 黄昏 深夜 夜里 天刚 天还 初春 深秋 隆冬 盛夏 寒风 细雨 春风 秋风 \
     抬头 低头 蹲在 坐在 站在 望着 摸着 抹着 点燃 弯腰 推开 打开门 门一开 手里 攥着 盯着 喊 嚷 咧 唱 嗡嗡 轰鸣 哗哗 咯噔 啪 \
     屏幕 镜头 台下 桌上 墙上 门口 院子里 巷口 灶 茶 繁花 春意 乍暖 秋高 金黄 满眼 热气 光剑"
);
phrases!(
    PRAISES,
    by_first,
    "意义重大 重大意义 重要意义 展现了 彰显 浓厚 氛围 精彩纷呈 圆满 隆重 络绎不绝 流连忘返 赞不绝口 纷纷表示 一致好评 受益匪浅 深受 \
     令人 引人注目 备受 打下 奠定 坚实 新篇章 美好 梦想 精神 情怀 初心 魅力 风采 浓浓 暖 温馨 幸福 感动 难忘 骄傲 自豪 \
     有目共睹 功不可没 前景 拭目以待 让人 堪称 无疑 首屈一指 锐不可挡 毋庸置疑 不言而喻 绽放 畅想 饕餮 尽收眼底"
);
phrases!(
    ANNOUNCING,
    by_last,
    "如下 以下几点 几点 三点 两点 四点 三个方面 几个方面 的看法 看法 发言 讲话 探讨 交流 三项 进行了介绍 回答 纪要如下 看 问题 解读"
);
phrases!(
    INSTITUTIONS,
    by_first,
    "省 市 县 区 镇 乡 村 街道 州 旗 局 厅 部 委 院 校 大学 公司 集团 中心 协会 总统 总理 主席 总书记 政府 银行 医院 法院 国 队 站 厂 \
     馆 社 所 会议 研究 团 军"
);
phrases!(SAYING, by_first, "表示 指出 认为 介绍说 说 称， 告诉 坦言 谈到 强调 透露 提醒 回忆");
phrases!(PROBLEMS, by_first, "也有 隐忧 存在问题 不足 遗憾 难题 短板 毛病 美中不足");

/// What the words of a sentence tell. `open`: it begins within a quotation.
pub(super) fn signs(sentence: &str, open: bool) -> Signs {
    let text = folded(sentence);
    let text = text.trim();
    let quotes = Quotes::of(text, open);
    let own = quotes.outside.as_str();
    let plain = text.trim_start_matches(['“', '「', '『', '‘', '"']);
    let first = first_clause(plain);
    let question = ends_with(text, ['？', '?']);
    let chars = text.chars().count();
    let contrasts = CONTRASTING.begin(plain) && !NOT_CONTRASTING.begin(plain);
    let adds = ADDING.begin(plain) && !NOT_ADDING.begin(plain);
    let ceremony = MEETINGS.stand_in(text) && chars <= 48 && !TELLING.stand_in(text);
    Signs {
        never: question
            || bullet(text)
            || LISTED.begin(plain)
            || CONTACTS.stand_in(text)
            || is_credit(text)
            || CAPTIONS.begin(text)
            || mostly_foreign(text, chars)
            || score_in_progress(text),
        refers_back: REFERRING.begin(plain) && !NOT_REFERRING.begin(plain),
        refers_loosely: refers_within(first),
        contrasts,
        adds,
        concludes: CONCLUDING.begin(plain),
        within_quotation: open || quotes.unclosed,
        no_speaker: !open && !quotes.unclosed && quotes.share > 0.6 && own.chars().count() < 3,
        quoted: quotes.share,
        exclaims: ends_with(text, ['！', '!']),
        unended: !ends_with(text, ['。', '！', '？', '…', '!', '?', '.']),
        personal: own.char_indices().any(|(at, _)| PERSONAL.begin(&own[at..]) && !NOT_PERSONAL.begin(&own[at..])),
        advises: ADVISING.stand_in(own),
        history: past(first),
        dated: opens_with_date(plain) || DATED.stand_in(first) || second_clause(plain).is_some_and(|c| DATED.begin(c)),
        institution: INSTITUTIONS.stand_in(beginning(plain, 24)),
        figures: figures(own) as f32 / 3.0,
        result: RESULTS.stand_in(own),
        ceremony,
        scene: SCENES.stand_in(text),
        praise: PRAISES.stand_in(own),
        announces: text.ends_with('：') || ANNOUNCING.end(text.trim_end_matches(['。', '：', '，'])) && chars <= 40,
        said: SAYING.stand_in(own),
        problem: PROBLEMS.begin(plain),
    }
}

/// What of a text stands outside quotation marks.
struct Quotes {
    outside: String,
    share: f32,
    unclosed: bool,
}

impl Quotes {
    fn of(text: &str, open: bool) -> Self {
        let mut depth = usize::from(open);
        let (mut outside, mut inside, mut all) = (String::new(), 0, 0);
        for c in text.chars() {
            match c {
                '“' | '「' => depth += 1,
                '”' | '」' => depth = depth.saturating_sub(1),
                c => {
                    all += 1;
                    if depth == 0 {
                        outside.push(c);
                    } else {
                        inside += 1;
                    }
                }
            }
        }
        let bare_outside = outside.trim_matches(['。', '，', '：', ' ']).to_owned();
        Self { outside: bare_outside, share: inside as f32 / all.max(1) as f32, unclosed: depth > 0 }
    }
}

/// Quotation marks are open behind a text that begins with this state.
pub(super) fn leaves_open(text: &str, open: bool) -> bool {
    Quotes::of(text, open).unclosed
}

fn ends_with<const N: usize>(text: &str, marks: [char; N]) -> bool {
    text.trim_end_matches(['”', '」', '』', '’', '）', ')', '》']).ends_with(marks)
}

fn beginning(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(at, _)| &text[..at])
}

fn first_clause(text: &str) -> &str {
    let mut first = None;
    each_clause(text, |clause| {
        first.get_or_insert(clause);
    });
    first.unwrap_or(text)
}

fn second_clause(text: &str) -> Option<&str> {
    let mut clauses = 0;
    let mut second = None;
    each_clause(text, |clause| {
        clauses += 1;
        if clauses == 2 {
            second = Some(clause);
        }
    });
    second
}

/// 他, 该, 其 … within a clause, with little before it that could be meant.
fn refers_within(clause: &str) -> bool {
    clause.char_indices().skip(1).take(14).any(|(at, _)| {
        let here = &clause[at..];
        REFERRING_LOOSELY.begin(here)
            && !NO_REFERENCE.begin(here)
            && !clause[..at].ends_with(['应', '尤', '极', '与', '吉', '及', '到', '在', '从', '因', '为'])
    })
}

/// 1. / 1、 / （一） / 一、 / ① / ● / 图① at the beginning.
fn bullet(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    if "●■▲◆★□○◇△▼•·※→【[①②③④⑤⑥⑦⑧⑨⑩".contains(first) {
        return true;
    }
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inner = text.trim_start_matches(['（', '(', '第']);
    let rest = inner.trim_start_matches(number);
    let digits = inner.len() - rest.len();
    if digits == 0 || digits > 6 {
        return false;
    }
    let decimal = rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    rest.starts_with(['、', '．', '.', '）', ')']) && !decimal
}

fn mostly_foreign(text: &str, chars: usize) -> bool {
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    latin * 2 > chars
}

/// A mere score while a match goes on: 第3分钟，1比0。
fn score_in_progress(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_ascii_digit() || "-—:：比平".contains(*c)).count();
    let chars = text.chars().count();
    chars > 0 && digits * 2 > chars && chars < 30
}

fn past(first: &str) -> bool {
    if PAST.stand_in(first) {
        return true;
    }
    // A year in digits: 1998年, 2003年. What year it is now is not known.
    first.match_indices('年').any(|(at, _)| {
        let before = &first[..at];
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        digits == 4
    })
}

fn figures(text: &str) -> usize {
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万亿两".contains(c);
    let unit = |c: char| "人名家个件万亿元吨亩公米里户台辆次场套项座所％%‰倍成分岁枚艘架条艘斤只头箱单".contains(c);
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).filter(|p| digit(p[0]) && unit(p[1])).count().min(3)
}

/// A line or sentence of names, source or turn-over at an article's edge.
pub(super) fn is_credit(sentence: &str) -> bool {
    let body = sentence.trim_end_matches('。');
    if body.len() > 160 {
        return false;
    }
    let length = body.chars().count();
    let bracket = body.starts_with(['（', '(', '【']) && body.ends_with(['）', ')', '】']);
    bracket && length <= 40
        || length <= 24 && (body.len() == sentence.len() && OPENING_CREDITS.begin(body) || CREDITED.end(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Signs {
        signs(text, false)
    }

    #[test]
    fn what_never_stands_in_a_summary_is_told() {
        for text in [
            "抢修热线：0716-5550101。",
            "联系电话0716-5550101。",
            "（林静 周小川）",
            "图为施工现场。",
            "1.摸清底数。",
            "（二）加固江堤。",
            "首先，水要管好。",
            "水位为什么涨？",
            "The dam is safe and the water is falling.",
            "记者 林静",
        ] {
            assert!(of(text).never, "{text}");
        }
        for text in ["江堤加固工程昨天开工。", "3.5万人转移。", "十里江堤全线开工。", "记者节座谈会今天召开。"]
        {
            assert!(!of(text).never, "{text}");
        }
    }

    #[test]
    fn references_are_told() {
        for text in ["他表示，水要管好。", "该局负责人介绍了情况。", "“这很好。”", "其中三处已完工。"]
        {
            assert!(of(text).refers_back, "{text}");
        }
        for text in ["其他乡镇也在加固。", "水要管好。", "此前三处险段已经完工。"] {
            assert!(!of(text).refers_back, "{text}");
        }
        assert!(!of("应该把水管好。").refers_loosely);
    }

    #[test]
    fn quotations_are_told() {
        assert!(of("“水退了。”").no_speaker && !of("“水退了。”周小川说。").no_speaker);
        assert!(of("“水退了。").within_quotation && signs("风也小了。”", true).within_quotation);
        assert!(leaves_open("他说：“水退了。", false) && !leaves_open("风也小了。”", true));
    }
}

//! What the words of a clause tell of its place in the sentence.

use super::phrases::{Phrases, folded, phrases};

phrases!(
    /// Openings of clauses that only set time, place, source or circumstance: what follows them can
    /// stand without them.
    CIRCUMSTANCES,
    by_first,
    "近日 日前 今天 昨天 昨日 今日 连日来 近段时间 当地时间 北京时间 截至 截止 据 随着 \
     在 为 经 由于 记者从 自 当天 目前 如今 今年 去年 当 对于 作为 针对 围绕 通过 受 \
     从 近年来 一直以来 与此同时 同时 此外 另外 眼下 前不久 本次"
);

phrases!(
    /// Ends of such clauses.
    CIRCUMSTANCES_END,
    by_last,
    "后 时 中 下 以来 之际 前 期间 上午 下午 晚 来看 来说 方面 的同时 基础上 今天 \
     昨天 获悉 了解到 日"
);

/// Longest clause that is taken for a circumstance, in Han characters of three bytes.
const MOST_CIRCUMSTANCE: usize = 40;

/// The clause sets time, place or circumstance: 3月2日，/ 在工程建设中，/ 随着汛期临近，.
pub(super) fn is_circumstance(clause: &str) -> bool {
    let clause = folded(clause);
    let body = bare(&clause);
    body.len() < 3 * MOST_CIRCUMSTANCE
        && (CIRCUMSTANCES.begin(body) || CIRCUMSTANCES_END.end(body) || opens_with_date(body))
}

/// A circumstance that can be left out: it begins as one, and what it says is not the sentence's own.
pub(super) fn is_loose(clause: &str) -> bool {
    let clause = folded(clause);
    let body = bare(&clause);
    body.len() < 3 * MOST_CIRCUMSTANCE && (CIRCUMSTANCES.begin(body) || opens_with_date(body)) && !body.contains('是')
}

/// It begins with a date or hour in digits.
pub(super) fn opens_with_date(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['年', '月', '日', '号', '时'])
}

phrases!(HEARD, by_last, "获悉 了解到 看到");
phrases!(REPORTER, by_first, "记者");

/// The clause only tells where the reporter has it from: 记者从市水利局获悉，/ 据了解，.
/// It is left out of every summary.
pub(super) fn is_source(clause: &str) -> bool {
    let clause = folded(clause);
    let body = bare(&clause);
    let reporter = body.len() <= 90 && HEARD.end(body) && REPORTER.stand_in(body);
    reporter || ["据了解", "据悉", "据介绍", "据记者了解"].contains(&body)
}

phrases!(
    /// Ends of clauses that announce what comes next.
    ANNOUNCING,
    by_last,
    "表示 指出 强调 认为 介绍 说 称 谈到 提出 要求 透露 宣布 如下 获悉 了解到 看到 \
     发现 报道 显示 是 首先 其次 包括 第一 第二 第三 一是 二是 三是 一要 二要 三要 消息 坦言 提醒 告诉记者"
);

/// The clause says nothing without the next: 会议强调，/ 措施如下：/ 一是，.
pub(super) fn is_dangling(clause: &str) -> bool {
    let clause = folded(clause);
    let body = bare(&clause);
    clause.ends_with('：') || body.chars().nth(2).is_none() || ANNOUNCING.end(body)
}

phrases!(
    /// Openings of clauses that complete the clause before: a sentence does not end there.
    COMPLETING,
    by_first,
    "的 和 与 及 以及 就 都 才 却 则 便 是 将 会 要 应 须 必须 即"
);

/// A condition, reason or concession: the clause wants another behind it.
const OPENING_PAIRS: &str = "虽然 虽 尽管 如果 若 只要 只有 因为 由于 为了 为 无论 不论 不管 即使 哪怕 既 除了 除 不仅 不但 \
     随着 在 当 从 自 据 对于 关于 根据 按照 围绕 针对 作为 通过 经 受 面对";

phrases!(WANTING, by_first, OPENING_PAIRS);

/// A sentence that is cut between these two clauses is still a sentence, as far as words tell.
pub(super) fn may_part(before: &str, after: &str) -> bool {
    let (before, after) = (folded(before), folded(after));
    let body = bare(&before);
    let ends = !is_dangling(&before) && !OPEN_ENDED.end(body) && PREDICATES.stand_in(body);
    ends && !WANTING.begin(body) && !COMPLETING.begin(bare(&after))
}

phrases!(
    /// What a clause has that says something of its subject.
    PREDICATES,
    by_first,
    "了 着 是 有 将 已 被 把 让 使 正在 开展 举行 召开 举办 开工 开始 启动 完成 建成 通车 投用 启用 开通 获 夺 破 宣布 发布 公布 出台 \
     印发 审议 通过 判 查 抓 击败 战胜 签 同比 增长 下降 突破 达 超 增 减 提高 提升 降 升 共 累计 投产 上线 发射 发现 研制 首次 入选 \
     当选 逝世 遇难 死亡 受伤 救 转移 安置 关停 取消 调 计划 要求 明确 推出 实行 实施 成立 揭牌 售 成交 认定 裁定 解决 覆盖 推广 改 \
     收入 亏 补 奖 罚 会见 会谈 参加 出席 主持 前往 抵达 来到 看望 慰问 组织 发生 出现 进行 推进 推动 加强 加快 建设 建立 打造 \
     培育 引进 投资 投入 提供 服务 帮助 支持 保护 治理 整治 改造 修 种 养 收 卖 买 销 出口 进口 生产 供应 受 遭 袭 损 毁 离开 返回 \
     进入 走 用 做 办 学 教 讲 说 写 读 参观 体验 吸引 迎来 带来 创 造成 导致 影响 成为 作出 提出 表示 认为 指出 强调 希望 呼吁 谴责 \
     敦促 同意 拒绝 反对 欢迎 感谢 祝贺 致 发表 播 刊 印 展 演 唱 跳 赛 胜 负 平 领先 晋级 淘汰 运 送 达成 批准 当天"
);

phrases!(
    /// Ends of clauses that are no predicate.
    OPEN_ENDED,
    by_last,
    "的 和 与 及 或 后 时 前 中 下 上 以来 之际 期间 来看 来说 方面 同时 基础上 等 书记 主席 总理 部长 局长 市长 县长 主任 \
     院长 校长 经理 董事长 负责人 委员 记者"
);

/// Without white space and commas around it.
pub(super) fn bare(clause: &str) -> &str {
    clause.trim_matches(|c: char| matches!(c, '，' | ',' | '；' | ';' | '：' | '。') || c.is_whitespace())
}

/// Calls `found` for every clause of a sentence: a stretch that ends with a comma, semicolon or colon outside of
/// quotations and brackets. Joined they are the sentence.
pub(super) fn each_clause<'t>(sentence: &'t str, mut found: impl FnMut(&'t str)) {
    let mut depth = 0_u32;
    let mut start = 0;
    let mut before = ' ';
    let mut chars = sentence.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '“' | '‘' | '「' | '『' | '（' | '(' | '《' | '【' | '[' => depth += 1,
            '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | ']' => depth = depth.saturating_sub(1),
            '，' | '；' | '：' | ',' | ';' if depth == 0 => {
                let next = chars.peek().map(|&(_, n)| n);
                let in_number = before.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit());
                if !in_number && next.is_some() {
                    let end = at + c.len_utf8();
                    found(&sentence[start..end]);
                    start = end;
                }
            }
            _ => {}
        }
        before = c;
    }
    found(&sentence[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_told_apart() {
        for clause in ["3月2日，", "在工程建设中，", "随着汛期临近，", "截至目前，"] {
            assert!(is_circumstance(clause), "{clause}");
        }
        assert!(!is_circumstance("江堤加固工程开工，"));
        assert!(is_source("记者从市水利局获悉，") && is_source("据了解，") && !is_source("记者林静当选，"));
        assert!(is_dangling("会议强调，") && is_dangling("措施如下：") && !is_dangling("江堤加固工程开工，"));
    }

    #[test]
    fn a_sentence_is_cut_only_where_a_sentence_remains() {
        assert!(may_part("江堤加固工程昨天开工，", "总投资三亿元。"));
        for (before, after) in [
            ("会议强调，", "要加快江堤加固。"),
            ("虽然水位回落，", "巡堤没有停。"),
            ("随着汛期临近，", "各乡镇加固江堤。"),
            ("县长周小川，", "昨天到江堤检查。"),
        ] {
            assert!(!may_part(before, after), "{before}{after}");
        }
    }
}

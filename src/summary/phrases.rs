//! The phrases that tell what a clause is for.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use rustc_hash::FxHashMap;

/// Phrases, given with spaces between, by the character they are looked up with, so that a clause is not held against each.
struct Phrases {
    by_character: FxHashMap<char, Vec<&'static str>>,
    /// A bit for the last six bits of each character that is looked up: most others need no look.
    some: u64,
}

fn bit(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

impl Phrases {
    fn by(phrases: &'static str, key: impl Fn(&str) -> Option<char>) -> Self {
        let mut map: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
        for phrase in phrases.split_whitespace() {
            if let Some(c) = key(phrase) {
                map.entry(c).or_default().push(phrase);
            }
        }
        let some = map.keys().fold(0, |some, &c| some | bit(c));
        Self { by_character: map, some }
    }

    fn of(&self, c: char) -> &[&'static str] {
        if self.some & bit(c) == 0 { &[] } else { self.by_character.get(&c).map_or(&[], Vec::as_slice) }
    }

    fn by_first(phrases: &'static str) -> Self {
        Self::by(phrases, |p| p.chars().next())
    }

    fn by_last(phrases: &'static str) -> Self {
        Self::by(phrases, |p| p.chars().next_back())
    }

    fn begin(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|c| self.of(c).iter().any(|p| text.starts_with(p)))
    }

    fn end(&self, text: &str) -> bool {
        text.chars().next_back().is_some_and(|c| self.of(c).iter().any(|p| text.ends_with(p)))
    }

    fn stand_in(&self, text: &str) -> bool {
        text.char_indices().any(|(i, c)| self.of(c).iter().any(|p| text[i..].starts_with(p)))
    }
}

/// Openings of clauses that only set time, place, source or circumstance: what follows them can
/// stand without them.
static CIRCUMSTANCES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::by_first(
        "近日 日前 今天 昨天 昨日 今日 连日来 近段时间 当地时间 北京时间 截至 截止 据 随着 \
         在 为 经 由于 记者从 自 当天 目前 如今 今年 去年 当 对于 作为 针对 围绕 通过 受 \
         从 近年来 一直以来 与此同时 同时 此外 另外 眼下 前不久 本次",
    )
});

/// Ends of such clauses.
static CIRCUMSTANCES_END: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::by_last(
        "后 时 中 下 以来 之际 前 期间 上午 下午 晚 来看 来说 方面 的同时 基础上 今天 \
         昨天 获悉 了解到 日",
    )
});

/// Longest clause that is taken for a circumstance, in Han characters of three bytes.
const MOST_CIRCUMSTANCE: usize = 40;

/// The clause sets time, place or circumstance: 3月2日，/ 在工程建设中，/ 随着汛期临近，.
pub(super) fn is_circumstance(clause: &str) -> bool {
    let body = bare(clause);
    body.len() < 3 * MOST_CIRCUMSTANCE
        && (CIRCUMSTANCES.begin(body) || CIRCUMSTANCES_END.end(body) || opens_with_date(body))
}

fn opens_with_date(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['年', '月', '日', '号', '时'])
}

/// The clause only tells where the reporter has it from: 记者从市水利局获悉，/ 据了解，.
/// It is left out of every summary.
pub(super) fn is_source(clause: &str) -> bool {
    let body = bare(clause);
    let reporter = body.len() <= 90 && HEARD.end(body) && tells_of_reporters(body);
    reporter || ["据了解", "据悉", "据介绍", "据统计", "据记者了解"].contains(&body)
}

static HEARD: LazyLock<Phrases> = LazyLock::new(|| Phrases::by_last("获悉 了解到 看到"));

/// Ends of clauses that announce what comes next.
static ANNOUNCING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::by_last(
        "表示 指出 强调 认为 介绍 说 称 谈到 提出 要求 透露 宣布 如下 获悉 了解到 看到 \
         发现 报道 显示 是 首先 其次 包括 第一 第二 第三",
    )
});

/// The clause says nothing without the next: 会议强调，/ 措施如下：/ 一是，.
pub(super) fn is_dangling(clause: &str) -> bool {
    let body = bare(clause);
    clause.ends_with('：') || body.chars().nth(2).is_none() || ANNOUNCING.end(body)
}

/// Openings of sentences that refer to the sentence before.
static REFERRING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::by_first(
        "我 他 她 它 这 该 其 此 那 上述 对此 为此 因此 所以 但 而 不过 然而 另 还 也 \
         随后 并 于是 后来",
    )
});

/// The sentence cannot be understood without the one before: 他表示，/ 该局…/ 为此，….
pub(super) fn refers_back(sentence: &str) -> bool {
    let body = sentence.trim_start_matches(['“', '「']);
    REFERRING.begin(body)
}

/// Openings of clauses that lean on the clause before: particles, prepositions, and verbs that want
/// its subject.
static CONTINUING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::by_first(
        "我 他 她 它 这 该 其 此 那 并 且 要 将 以 使 让 而 但 也 还 又 再 更 就 \
         都 才 从而 进而 和 与 及 等 为 向 对 把 被 给 由 因 所以 同时 不仅 不断 切实 \
         进一步 全面 深入 坚持 加强 推动 推进 促进 加快 实现 提高 提升 确保 努力 深化 完善 \
         落实 做好 着力 积极 是 有 已 正 可 能 会 不 没 指出 强调 表示 认为 介绍 说 称 \
         提出 希望 决定 呼吁 包括 例如 比如 如 即 尤其 特别 成为 达 较 比 同比 环比 约 \
         共计 至 到 来 去 用 形成 建成 打造 助力 带动 获 引导 组织 开展 惠及 涉及",
    )
});

/// The clause leans on the one before it in its sentence.
pub(super) fn continues(clause: &str) -> bool {
    let body = clause.trim_start();
    CONTINUING.begin(body)
}

/// Set phrases that fill many articles.
static BOILERPLATE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::by_first(
        "近年来 一直以来 会议指出 会议强调 会议认为 会议要求 高度重视 深入贯彻 贯彻落实 \
         重要讲话精神",
    )
});

pub(super) fn is_boilerplate(clause: &str) -> bool {
    BOILERPLATE.stand_in(clause)
}

/// Somebody says it.
pub(super) fn is_said(clause: &str) -> bool {
    SAID.end(bare(clause)) || tells_of_reporters(clause)
}

fn tells_of_reporters(text: &str) -> bool {
    static REPORTER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("记者"));
    REPORTER.find(text.as_bytes()).is_some()
}

static SAID: LazyLock<Phrases> = LazyLock::new(|| Phrases::by_last("表示 指出 强调 认为 介绍 说 称 谈到 告诉"));

/// A line or sentence of names, source or turn-over at an article's edge.
pub(super) fn is_credit(sentence: &str) -> bool {
    const CREDITS: [&str; 9] = ["记者", "本报记者", "通讯员", "本报通讯员", "责任编辑", "责编", "编辑", "图为", "来源"];
    let body = sentence.trim_end_matches('。');
    if body.len() > 160 {
        return false;
    }
    let length = body.chars().count();
    let bracket = body.starts_with(['（', '(', '【']) && body.ends_with(['）', ')', '】']);
    bracket && length <= 40
        || length <= 24 && body.len() == sentence.len() && CREDITS.iter().any(|c| body.starts_with(c))
}

/// Without white space and commas around it.
fn bare(clause: &str) -> &str {
    clause.trim_matches(|c: char| matches!(c, '，' | ',' | '；' | ';' | '：' | '。') || c.is_whitespace())
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
        assert!(refers_back("他表示，水要管好。") && refers_back("该局负责人说。") && !refers_back("水要管好。"));
        assert!(is_credit("（林静 周小川）") && is_credit("责任编辑 何平") && !is_credit("记者节座谈会今天召开。"));
    }
}

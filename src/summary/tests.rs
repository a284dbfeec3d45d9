use super::*;
use proptest::prelude::*;

fn best_of(headline: &str, paragraphs: &[&str], most: usize) -> String {
    summary(Style::Best, headline, paragraphs, Length::Chars(most)).text
}

#[test]
fn bylines_and_sources_are_left_out() {
    let text = "本报讯（记者 林静）记者从市水利局获悉，3月2日，江堤加固工程开工。工程长12公里。";
    assert!(best_of("江堤加固工程开工", &[text], 120).starts_with("3月2日，江堤加固工程开工。"));
    assert_eq!(best_of("", &["央视网消息（新闻联播）：雨停了。"], 20), "雨停了。");
    assert_eq!(best_of("", &["江堤加固工程今天开工。（林静 周小川）"], 120), "江堤加固工程今天开工。");
}

#[test]
fn sentences_can_be_counted() {
    let text = "清河县江堤加固工程昨天开工。工程长12公里，总投资三亿元，惠及沿线七个乡镇！明年汛期前完工。";
    let title = "江堤加固工程惠及七个乡镇";
    let summary = |style, n| summary(style, title, &[text], Length::Sentences(n)).text;
    assert_eq!(summary(Style::Lead, 1), "清河县江堤加固工程昨天开工。");
    assert_eq!(summary(Style::Lead, 2), text.trim_end_matches("明年汛期前完工。"));
    for n in 1..5 {
        let best = summary(Style::Best, n);
        assert_eq!(best.matches(['。', '！']).count(), n.min(3), "{best}");
        assert!(best.ends_with(['。', '！']));
    }
}

#[test]
fn a_reference_is_not_taken_without_what_it_refers_to() {
    let text = "清河县江堤加固工程开工。该工程惠及江堤沿线七个乡镇，是江堤加固工程的一期。";
    for most in [12, 20, 26] {
        assert!(!best_of("江堤加固工程惠及七个乡镇", &[text], most).starts_with('该'), "{most}");
    }
}

#[test]
fn a_lead_that_says_nothing_is_left() {
    let result = "清河县12处江堤险段6月底前全部完成整治，沿线七个乡镇两万人受益。";
    for empty in ["夜里的江风很凉，灯光照着堤脚。", "“水退了。水退了。”", "水为什么退得这么快？", "江堤稳了！"]
    {
        assert_eq!(best_of("", &[&format!("{empty}{result}")], 60), result, "{empty}");
    }
}

#[test]
fn nothing_is_said_twice() {
    let text = [
        "河湾县昨日召开造林动员会，部署今年六万亩造林任务。县林业局局长在会上说，坚持造林护林并举。",
        "坚持造林护林并举。会议要求各乡镇三月底前完成整地，苗木由县苗圃统一供应，每亩补助八十元。",
        "坚持造林护林并举。会议决定增聘护林员一百二十名，每村至少一名。",
    ];
    for most in [40, 80, 120, 240] {
        assert!(best_of("河湾县召开造林动员会", &text, most).matches("坚持造林护林并举").count() <= 1);
    }
}

#[test]
fn clauses_are_left_out_only_where_a_sentence_remains() {
    let text = "清河县江堤加固工程昨天在柳林镇开工，总投资三亿元，惠及沿线七个乡镇的两万三千名群众，明年汛期前完工。";
    assert_eq!(best_of("", &[text], 26), "清河县江堤加固工程昨天在柳林镇开工，总投资三亿元。");
    let text = "虽然清河水位连续三天超过警戒线，沿线七个乡镇的两千名干部群众仍然日夜守在堤上，没有一处漫堤。";
    assert!(!best_of("", &[text], 24).ends_with("警戒线。"));
}

#[test]
fn round_ups_give_their_headings() {
    let text = [
        "江堤加固工程全线开工",
        "清河县江堤加固工程昨天开工，全长12公里，明年汛期前完工。",
        "春耕用水准备就绪",
        "全县18座水库蓄水充足，可以满足春耕用水。",
    ];
    assert_eq!(best_of("简讯", &text, 22), "江堤加固工程全线开工 春耕用水准备就绪。");
    assert_eq!(best_of("简讯", &text, 12), "江堤加固工程全线开工。");
}

#[test]
fn odd_articles_get_something_sensible() {
    assert_eq!(best_of("", &[], 120), "");
    assert_eq!(best_of("", &["", " "], 120), "");
    assert_eq!(best_of("", &["江堤加固工程开工。"], 120), "江堤加固工程开工。");
    assert_eq!(best_of("", &["江堤加固工程开工"], 120), "江堤加固工程开工");
    let table = best_of("", &["水位 流量", "12.5 340", "12.7 355"], 20);
    assert!(!table.is_empty() && table.chars().count() <= 20, "{table}");
    let quoted = "“雨停了，水退了。”“风也小了。”";
    assert!(!best_of("", &[quoted], 120).is_empty());
    assert!(!best_of("", &["他说什么？"], 120).is_empty());
    let unbroken = "江堤加固工程开工".repeat(45_000);
    for style in [Style::Best, Style::Lead] {
        let short = summary(style, "", &[&unbroken], Length::Chars(120)).text;
        assert_eq!(short.chars().count(), 120);
    }
    let commas = "江堤加固，工程开工，".repeat(40_000);
    assert!(best_of("", &[&commas], 40).chars().count() <= 40);
}

/// Text of clauses, quotations, brackets, numbers, bylines and lines without a full stop.
fn articles() -> impl Strategy<Value = Vec<String>> {
    let clause = prop_oneof![
        "[一-龥]{2,12}",
        "[一-龥]{2,4}[0-9]{1,3}(,[0-9]{3})?[一-龥]{1,4}",
        "“[一-龥]{2,6}，[一-龥]{2,6}[。！]?”",
        "[一-龥]{2,5}（[一-龥]{2,5}，[一-龥]{2,5}）",
        Just("记者从市水利局获悉".to_owned()),
        Just("会议强调".to_owned()),
        Just("他表示".to_owned()),
    ];
    let marked = (clause, prop_oneof!["，", "。", "；", "：", "！", "……", ""]).prop_map(|(c, m)| c + &m);
    let paragraph = proptest::collection::vec(marked, 0..8).prop_map(|c| c.concat());
    let lead = prop_oneof!["", "本报讯（记者 林静）"];
    (lead, proptest::collection::vec(paragraph, 0..5)).prop_map(|(lead, mut paragraphs)| {
        if let Some(first) = paragraphs.first_mut() {
            first.insert_str(0, &lead);
        }
        paragraphs
    })
}

proptest! {
    #[test]
    fn a_summary_is_the_articles_own(paragraphs in articles(), headline in "[一-龥]{0,12}", most in 1_usize..90) {
        for style in [Style::Best, Style::Lead] {
            for length in [Length::Chars(most), Length::Sentences(most % 7 + 1)] {
                let made = summary(style, &headline, &paragraphs, length);
                // Its characters stand in the article, in order.
                let mut rest = paragraphs.iter().flat_map(|p| p.chars());
                let solid = made.text.chars().filter(|c| !c.is_whitespace());
                prop_assert!(solid.clone().all(|c| rest.any(|a| a == c)), "{style:?}: {}", made.text);
                prop_assert!(!made.text.starts_with("本报讯"), "{style:?}: {}", made.text);
                prop_assert!(made.text.chars().count() <= 2 * length.most().max(20), "{style:?}: {}", made.text);
                prop_assert!(!made.text.ends_with(['，', '；', '：', '、', ' ']), "{style:?}: {}", made.text);
                prop_assert_eq!(&made, &summary(style, &headline, &paragraphs, length));
                // Its parts tell where it stands, one behind the other.
                let mut before = (0, 0);
                for part in &made.parts {
                    prop_assert!((part.paragraph, part.bytes.start) >= before);
                    before = (part.paragraph, part.bytes.end);
                    prop_assert!(paragraphs[part.paragraph].get(part.bytes.clone()).is_some());
                }
            }
        }
    }

    #[test]
    fn a_summary_ends_as_a_sentence(clauses in proptest::collection::vec("[一-龥]{6,20}", 2..9), most in 20_usize..90) {
        let text = clauses.join("，") + "。江堤加固工程昨天开工。";
        let short = best_of("", &[&text], most);
        prop_assert!(short.ends_with('。'), "{short}");
    }
}

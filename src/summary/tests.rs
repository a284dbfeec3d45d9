use super::*;
use proptest::prelude::*;

fn best(headline: &str, paragraphs: &[&str], most: usize) -> String {
    let owned: Vec<String> = paragraphs.iter().map(|p| (*p).to_owned()).collect();
    summary(Style::Best, headline, &owned, Length::Chars(most))
}

#[test]
fn bylines_and_sources_are_left_out() {
    let text = "本报讯（记者 林静）记者从市水利局获悉，3月2日，江堤加固工程开工。工程长12公里。";
    assert_eq!(best("江堤加固工程开工", &[text], 120), "3月2日，江堤加固工程开工。工程长12公里。");
    assert_eq!(best("", &["央视网消息（新闻联播）：雨停了。"], 20), "雨停了。");
    assert_eq!(best("", &["江堤加固工程今天开工。（林静 周小川）"], 120), "江堤加固工程今天开工。");
}

#[test]
fn sentences_can_be_counted() {
    let text = "清河县江堤加固工程昨天开工。工程长12公里，总投资三亿元，惠及沿线七个乡镇！明年汛期前完工。".to_owned();
    let title = "江堤加固工程惠及七个乡镇";
    let summary = |style, n| summary(style, title, std::slice::from_ref(&text), Length::Sentences(n));
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
        assert!(!best("江堤加固工程惠及七个乡镇", &[text], most).starts_with('该'), "{most}");
    }
}

#[test]
fn round_ups_give_their_headings() {
    let text = [
        "江堤加固工程全线开工",
        "清河县江堤加固工程昨天开工，全长12公里，明年汛期前完工。",
        "春耕用水准备就绪",
        "全县18座水库蓄水充足，可以满足春耕用水。",
    ];
    assert_eq!(best("简讯", &text, 20), "江堤加固工程全线开工 春耕用水准备就绪");
}

#[test]
fn odd_articles_get_something_sensible() {
    assert_eq!(best("", &[], 120), "");
    assert_eq!(best("", &["", " "], 120), "");
    assert_eq!(best("", &["江堤加固工程开工。"], 120), "江堤加固工程开工。");
    assert_eq!(best("", &["江堤加固工程开工"], 120), "江堤加固工程开工");
    let table = best("", &["水位 流量", "12.5 340", "12.7 355"], 20);
    assert!(!table.is_empty() && table.chars().count() <= 20, "{table}");
    let quoted = "“雨停了，水退了。”“风也小了。”";
    assert_eq!(best("", &[quoted], 120), quoted);
    let unbroken = "江堤加固工程开工".repeat(45_000);
    for style in [Style::Best, Style::Lead] {
        let short = summary(style, "", std::slice::from_ref(&unbroken), Length::Chars(120));
        assert_eq!(short.chars().count(), 120);
    }
    let commas = "江堤加固，工程开工，".repeat(40_000);
    assert!(best("", &[&commas], 40).chars().count() <= 40);
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
            let counted = summary(style, &headline, &paragraphs, Length::Sentences(most));
            let mut rest = paragraphs.iter().flat_map(|p| p.chars());
            prop_assert!(counted.chars().filter(|c| !c.is_whitespace()).all(|c| rest.any(|a| a == c)), "{counted}");
            let short = summary(style, &headline, &paragraphs, Length::Chars(most));
            // Its characters stand in the article, in order.
            let all = paragraphs.concat();
            let mut rest = all.chars();
            for c in short.chars().filter(|c| !c.is_whitespace()) {
                prop_assert!(rest.any(|a| a == c), "{style:?}: {short}");
            }
            prop_assert!(!short.starts_with("本报讯"), "{style:?}: {short}");
            // What is left out behind it begins a clause, or the budget is too short for one.
            let length = short.chars().count();
            prop_assert!(length <= 2 * most.max(20), "{style:?}: {short}");
        }
        let short = summary(Style::Best, &headline, &paragraphs, Length::Chars(most));
        // Behind its last characters the article has punctuation, or a paragraph ends.
        let tail: Vec<char> = short.chars().rev().take_while(|c| c.is_alphanumeric()).collect();
        let tail: String = tail.into_iter().rev().collect();
        let ends = |p: &String| {
            p.match_indices(&tail).any(|(at, t)| p[at + t.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric()))
        };
        prop_assert!(tail.is_empty() || paragraphs.iter().any(ends), "{short}");
    }
}

//! Summaries against those of a newscast's editors, on the third of its days that nothing was learned
//! from; and what must hold of every summary of the local press.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "support/rouge.rs"]
mod rouge;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jzclass::segment::sentences;
use jzclass::summary::{Length, Style, summary};
use rouge::{characters, rouge};
use serde::Deserialize;

#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    date: String,
    title: String,
    text: String,
    #[serde(default)]
    summary: String,
}

impl Item {
    fn paragraphs(&self) -> Vec<String> {
        self.text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    }

    /// The sentences, without the newscast's opening.
    fn sentences(&self) -> Vec<String> {
        let mut paragraphs = self.paragraphs();
        for opening in ["央视网消息（新闻联播）：", "央视网消息(新闻联播)：", "央视网消息(新闻联播)："]
        {
            if let Some(rest) = paragraphs[0].strip_prefix(opening).map(str::to_owned) {
                paragraphs[0] = rest;
            }
        }
        paragraphs.iter().flat_map(|p| sentences(p).map(|r| p[r].trim().to_owned())).filter(|s| !s.is_empty()).collect()
    }
}

fn items(path: &str) -> Option<Vec<Item>> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no {}", path.display());
        return None;
    };
    Some(text.lines().map(|l| serde_json::from_str(l).unwrap()).collect())
}

/// Every third day of the newscast.
fn held_out() -> Option<Vec<Item>> {
    let items = items("corpora/newscast_summaries.dev.jsonl")?;
    let dates: BTreeSet<String> = items.iter().map(|i| i.date.clone()).collect();
    let days: Vec<String> = dates.into_iter().collect();
    Some(items.into_iter().filter(|i| days.binary_search(&i.date).unwrap() % 3 == 2).collect())
}

/// The first `most` characters, white space not counted.
fn cut(text: &str, most: usize) -> String {
    characters(text).into_iter().take(most).collect()
}

/// Sentence after sentence that helps most, three at most.
fn oracle(item: &Item, most: usize) -> String {
    let sentences = item.sentences();
    let mut taken: Vec<usize> = Vec::new();
    let mut best = (0.0, String::new());
    for _ in 0..3 {
        let before = best.0;
        let mut next = None;
        for s in (0..sentences.len()).filter(|s| !taken.contains(s)) {
            let mut some = taken.clone();
            some.push(s);
            some.sort_unstable();
            let text = cut(&some.iter().map(|&s| sentences[s].as_str()).collect::<String>(), most);
            let score = rouge(&text, &item.summary);
            if score[0] + score[1] > best.0 + 1e-9 {
                best = (score[0] + score[1], text);
                next = Some(s);
            }
        }
        match next {
            Some(s) if best.0 > before => taken.push(s),
            _ => break,
        }
    }
    best.1
}

/// Means over all items, and over those that are no round-ups of headings.
fn mean(items: &[Item], name: &str, make: impl Fn(&Item, usize) -> String) -> [f64; 3] {
    let (mut all, mut plain, mut plains) = ([0.0; 3], [0.0; 3], 0.0);
    for item in items {
        let most = characters(&item.summary).len();
        let score = rouge(&cut(&make(item, most), most), &item.summary);
        let one = !is_round_up(item);
        plains += f64::from(u8::from(one));
        for i in 0..3 {
            all[i] += score[i];
            plain[i] += if one { score[i] } else { 0.0 };
        }
    }
    let all = all.map(|x| 100.0 * x / items.len() as f64);
    println!("{name:10} all {all:.1?}, no round-ups {:.1?}", plain.map(|x| 100.0 * x / plains));
    all
}

fn is_round_up(item: &Item) -> bool {
    let paragraphs = item.paragraphs();
    let heading = |p: &String| p.chars().count() <= 40 && !p.ends_with(['。', '！', '？', '：', '；', '，']);
    paragraphs.iter().filter(|p| heading(p)).count() >= 2
}

#[test]
fn newscast() {
    let Some(items) = held_out() else { return };
    println!("{} items, {} round-ups", items.len(), items.iter().filter(|i| is_round_up(i)).count());
    let lead = |n: usize| move |item: &Item, _: usize| item.sentences().into_iter().take(n).collect::<String>();
    let leads = [1, 2, 3].map(|n| mean(&items, &format!("lead-{n}"), lead(n)));
    let by = |style| {
        move |item: &Item, most: usize| summary(style, &item.title, &item.paragraphs(), Length::Chars(most)).text
    };
    mean(&items, "lead style", by(Style::Lead));
    mean(&items, "no title", |item, most| summary(Style::Best, "", &item.paragraphs(), Length::Chars(most)).text);
    let best = mean(&items, "best style", by(Style::Best));
    mean(&items, "oracle", oracle);
    let least = [72.0, 64.9, 68.8];
    for i in 0..3 {
        assert!(best[i] >= least[i], "{best:?}");
        assert!(leads.iter().all(|l| best[i] >= l[i] + 4.0), "{best:?} {leads:?}");
    }
}

/// The last characters stand in the article before punctuation, or end with it, or end a paragraph.
fn ends_with_a_clause(short: &str, text: &str) -> bool {
    const ENDS: &str = "。！？…；，：”』」）—、,.;:!?)";
    let chars: Vec<char> = short.chars().collect();
    if chars.last().is_some_and(|c| ENDS.contains(*c)) {
        return true;
    }
    let tail: String = chars[chars.len().saturating_sub(4)..].iter().collect();
    text.match_indices(tail.as_str())
        .any(|(at, _)| text[at + tail.len()..].chars().next().is_none_or(|c| ENDS.contains(c) || c == '\n'))
}

#[test]
fn local_press() {
    let Some(items) = items("eval/local_press.dev.jsonl") else { return };
    for item in &items {
        for (style, most) in [(Style::Best, 120), (Style::Best, 40), (Style::Lead, 120)] {
            let short = summary(style, &item.title, &item.paragraphs(), Length::Chars(most)).text;
            assert!(!short.is_empty());
            let mut rest = item.text.chars();
            assert!(short.chars().filter(|c| !c.is_whitespace()).all(|c| rest.any(|a| a == c)), "{short}");
            println!("{most} {style:?} {} | {short}", item.title);
            assert!(!short.contains("本报讯") && !short.starts_with(['（', '，', '。', '”']), "{short}");
            assert!(ends_with_a_clause(&short, &item.text), "{short}");
        }
    }
}

//! Learns the splitter's weights from pages with known truth (tests only).
//!
//! `JZ_LEARN_LINES=folder[:folder…] cargo test --lib learn_line_weights` rewrites the weights of lines in `weights/`,
//! `JZ_LEARN_ODDS=… cargo test --lib learn_odds` then those of log-odds; without the variables they do nothing.
//! Folders of few pages, made by hand, count several times.

mod chain;
mod editions;
mod heads;
mod joints;
mod odds;
mod stages;
mod strands;

use std::path::Path;

use serde::Deserialize;

use super::label::Label;
use super::line::{Observed, observe};
use crate::read::{EditionText, decode};

#[derive(Deserialize, Default)]
#[serde(default)]
struct Article {
    headline_lines: Vec<usize>,
    kicker_lines: Vec<usize>,
    subtitle_lines: Vec<usize>,
    byline_lines: Vec<usize>,
    caption_lines: Vec<usize>,
    body_lines: Vec<usize>,
    noise_lines: Vec<usize>,
    subhead_lines: Vec<usize>,
    sign_lines: Vec<usize>,
    starts: Vec<usize>,
}

#[derive(Deserialize)]
struct Truth {
    #[serde(default)]
    noise_lines: Vec<usize>,
    furniture_lines: Vec<usize>,
    articles: Vec<Article>,
}

/// A folder of fewer pages is made by hand.
const BULK: usize = 50;

struct Page {
    text: EditionText,
    truth: Truth,
    /// The same truth as scores are made by.
    scored: crate::truth::Truth,
    lines: Vec<Observed>,
    /// Labels that are right, a bit each.
    right: Vec<u8>,
}

fn bit(label: Label) -> u8 {
    1 << label as u8
}

fn page(path: &Path) -> Option<Page> {
    let told = std::fs::read_to_string(path.with_extension("truth.json")).ok()?;
    let (truth, scored): (Truth, _) = (serde_json::from_str(&told).ok()?, serde_json::from_str(&told).ok()?);
    let text = EditionText::new(decode(&std::fs::read(path).ok()?, None).ok()?.text).ok()?;
    let lines = observe(&text);
    let right = (0..lines.len())
        .map(|i| right(&truth, i.checked_sub(1).map(|b| &lines[b]), &lines[i], text.lines()[i].number))
        .collect();
    Some(Page { text, truth, scored, lines, right })
}

fn right(truth: &Truth, before: Option<&Observed>, line: &Observed, number: usize) -> u8 {
    let body = bit(Label::Start) | bit(Label::Continue);
    for article in &truth.articles {
        let is = |lines: &Vec<usize>| lines.contains(&number);
        if is(&article.headline_lines)
            || is(&article.kicker_lines)
            || is(&article.subtitle_lines)
            || is(&article.subhead_lines)
        {
            return bit(Label::Head);
        }
        if is(&article.caption_lines) {
            return bit(Label::Caption);
        }
        if is(&article.byline_lines) {
            return bit(Label::Byline);
        }
        if is(&article.noise_lines) {
            return bit(Label::Caption) | bit(Label::Furniture);
        }
        if is(&article.sign_lines) {
            return body;
        }
        if is(&article.body_lines) {
            if article.body_lines.first() == Some(&number) || article.starts.contains(&number) {
                return bit(Label::Start);
            }
            if !article.starts.is_empty() {
                return bit(Label::Continue);
            }
            let maybe_subhead = line.plain_short() && line.width <= 12.0 && !before.is_some_and(Observed::open);
            return if maybe_subhead { body | bit(Label::Head) } else { body };
        }
    }
    if truth.noise_lines.contains(&number) {
        return u8::MAX;
    }
    if !truth.furniture_lines.contains(&number) {
        return u8::MAX;
    }
    // What looks like a headline may go as one: no article will claim it.
    let like_a_head = line.has_han && line.plain() && !line.full() && (!line.furniture || line.overprint);
    bit(Label::Furniture) | if like_a_head { bit(Label::Head) } else { 0 }
}

fn pages(folder: &str) -> Vec<Page> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")).filter_map(|p| page(p)).collect()
}

/// The article each line belongs to by its body, and by its headline.
fn article_of(truth: &Truth, number: usize) -> (Option<usize>, Option<usize>) {
    let body = truth.articles.iter().position(|a| a.body_lines.contains(&number));
    let head = truth
        .articles
        .iter()
        .position(|a| [&a.headline_lines, &a.kicker_lines, &a.subtitle_lines].iter().any(|l| l.contains(&number)));
    (body, head)
}

fn weights_file(name: &str) -> std::path::PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/weights")).join(name).with_extension("tsv")
}

/// A weight as the files have it.
fn number(weight: f32) -> String {
    format!("{weight:.2}").replace("-0.00", "0.00")
}

//! Learns the splitter's weights from pages whose articles are known; `cargo dev learn` runs it.
//!
//! Nothing here reads or writes files: pages come as bytes, tables of weights go as text.

mod heads;
mod joints;
mod lines;
mod odds;
mod parts;
mod stages;
mod turns;

use std::fmt::Write as _;

use serde::Deserialize;

pub use joints::joints;
pub use lines::lines;
pub use odds::{boundaries, heads};
pub use parts::{KnownHead, parted_right, parts};
pub use stages::{Stage, WrongBoundary, WrongLabel, stage, wrong_boundaries, wrong_labels};
pub use turns::{FoundTurns, Score, found_turns, turns};

use super::label::Label;
use super::line::{Observed, observe};
use crate::error::{Error, Result};
use crate::read::{EditionText, decode};

#[derive(Deserialize, Default)]
#[serde(default)]
struct Article {
    headline_lines: Vec<usize>,
    /// Lines that may be the headline's, or the first of the body.
    headline_optional: Vec<usize>,
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

#[derive(Deserialize, Default)]
#[serde(default)]
struct Truth {
    noise_lines: Vec<usize>,
    furniture_lines: Vec<usize>,
    articles: Vec<Article>,
}

/// What weights are learned from first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Nothing: the same pages give the same weights.
    Zero,
    /// The weights the program has.
    Known,
}

/// A folder of fewer pages is made by hand.
const BULK: usize = 50;

/// A page whose articles are known.
pub struct Page {
    /// Its text.
    pub text: EditionText,
    /// What is known of it, as it is scored.
    pub known: crate::truth::Truth,
    truth: Truth,
    lines: Vec<Observed>,
    /// Labels that are right, a bit each.
    right: Vec<u8>,
}

/// A file of weights.
pub struct Table {
    /// Its name in `weights/`, without `.tsv`.
    pub file: &'static str,
    /// What stands in it.
    pub text: String,
}

fn bit(label: Label) -> u8 {
    1 << label as u8
}

impl Page {
    /// The page of a text file and its truth file, in the form of [`Truth`](crate::truth::Truth); the fields `starts`
    /// (first lines of paragraphs), `sign_lines` and `headline_optional` (lines that may be the headline's) count, too.
    ///
    /// # Errors
    /// Those of [`decode`] and [`EditionText::new`]; [`Error::Truth`] where the truth file does not parse.
    pub fn new(text: &[u8], truth: &[u8]) -> Result<Self> {
        let wrong = |e: serde_json::Error| Error::Truth { cause: e.to_string() };
        let known = serde_json::from_slice(truth).map_err(wrong)?;
        let truth: Truth = serde_json::from_slice(truth).map_err(wrong)?;
        let text = EditionText::new(decode(text, None)?.text)?;
        let lines = observe(&text);
        let right = (0..lines.len())
            .map(|i| right(&truth, i.checked_sub(1).map(|b| &lines[b]), &lines[i], text.lines()[i].number))
            .collect();
        Ok(Self { text, known, truth, lines, right })
    }
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
        if is(&article.headline_optional) {
            return bit(Label::Head) | bit(Label::Start);
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
                // A subhead may go as one.
                let subhead = article.body_lines.first() != Some(&number) && line.plain() && line.width <= 22.0;
                return bit(Label::Start) | if subhead { bit(Label::Head) } else { 0 };
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

/// The article each line belongs to by its body, and by its headline.
fn article_of(truth: &Truth, number: usize) -> (Option<usize>, Option<usize>) {
    let body = truth.articles.iter().position(|a| a.body_lines.contains(&number));
    let head = truth.articles.iter().position(|a| {
        [&a.headline_lines, &a.headline_optional, &a.kicker_lines, &a.subtitle_lines]
            .iter()
            .any(|l| l.contains(&number))
    });
    (body, head)
}

/// A weight as the files have it.
fn number(weight: f32) -> String {
    format!("{weight:.2}").replace("-0.00", "0.00")
}

/// A file of log-odds, a row a feature.
fn list(file: &'static str, names: &[&str], weights: &[f32]) -> Table {
    let mut text = String::from("feature\tweight\n");
    for (name, weight) in names.iter().zip(weights) {
        let _ = writeln!(text, "{name}\t{}", number(*weight));
    }
    Table { file, text }
}

/// Puts the items into a random order, the same for the same state.
fn shuffle<T>(order: &mut [T], state: &mut u64) {
    for i in (1..order.len()).rev() {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(i, (*state >> 33) as usize % (i + 1));
    }
}

//! Why a line was tagged as it was, and which heads competed for the article it belongs to.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Serialize;

use super::around::{BridgeFeature, SaidFeature, ShapeFeature};
use super::assemble::{assemble, most_plausible};
use super::draft::{Draft, Stretch};
use super::features::{
    AfterBody, AfterOther, Bits, LineFeature, body_features, line_features, other_features, seen_after_other,
};
use super::fit::{PlaceFeature, SeenFeature, Work, dot, learned};
use super::form::FormFeature;
use super::label::{ALL, BELOW_NOTE, LEARNED, Label, Row, label_lines};
use super::line::{Observed, observe};
use crate::read::EditionText;

/// One piece of evidence: the value of a named feature times its weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The file of its weights: `weights/FILE.tsv`.
    pub file: &'static str,
    /// The name of the feature.
    pub feature: &'static str,
    /// What it adds to the log-odds of the tag against the runner-up, or to those of a headline.
    pub weight: f32,
}

/// Lines that might be the headline of the article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Competitor {
    /// Their numbers, from 1.
    pub lines: Vec<usize>,
    /// Their text, joined by ` / `.
    pub text: String,
    /// Log-odds that they are its headline, against lines that are none.
    pub log_odds: f32,
    /// The first line of the body of the article that has them; none where no article has.
    pub owner: Option<usize>,
    /// What the log-odds are made of, the weightiest first.
    pub evidence: Vec<Evidence>,
}

/// Why a line was tagged as it was.
///
/// Lines are taken as they stand: where columns are read in turns, the page is split once more in another order, which is
/// not told here.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineExplanation {
    /// Its number, from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// Its tag: `start` or `continue` (of a paragraph), `head`, `caption`, `byline` or `furniture`.
    pub tag: &'static str,
    /// The tag that comes next where the other lines keep theirs.
    pub runner_up: &'static str,
    /// Log-odds of the tag against the runner-up: the sum of the evidence.
    pub log_odds: f32,
    /// What speaks for the one or the other, the weightiest first.
    pub evidence: Vec<Evidence>,
    /// The first line of the body of the article that the line belongs to by its tag, if any.
    pub article: Option<usize>,
    /// The heads that may be that article's, the likeliest first.
    pub heads: Vec<Competitor>,
}

type Weighed = BTreeMap<(&'static str, &'static str), f32>;

/// Explains the tag of a line, by its number from 1 as records and `jzclass split --text` count; `None` for a blank line or
/// none of the text.
///
/// ```
/// use jzclass::{read::EditionText, split};
/// let text = "江堤加固工程开工\n本报讯（记者 林静）3月2日，江堤加固工程开工。\n";
/// let page = EditionText::new(text.into())?;
/// let line = split::explain(&page, 1).unwrap();
/// assert_eq!(line.tag, "head");
/// assert_eq!(line.heads[0].owner, Some(2));
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn explain(page: &EditionText, number: usize) -> Option<LineExplanation> {
    let at = page.lines().iter().position(|l| l.number == number)?;
    let lines = observe(page);
    let labels = label_lines(&lines);
    let chosen = path(&lines, &labels, at, labels[at]);
    let difference = |label: Label| {
        let mut weighed = chosen.clone();
        for (name, weight) in path(&lines, &labels, at, label) {
            *weighed.entry(name).or_default() -= weight;
        }
        weighed
    };
    let others = ALL.into_iter().filter(|l| *l != labels[at]);
    let (runner_up, weighed) = others
        .map(|l| (l, difference(l)))
        .min_by(|a, b| a.1.values().sum::<f32>().total_cmp(&b.1.values().sum::<f32>()))?;
    let found = RefCell::new(None);
    assemble(page, &lines, &labels, |stretch| {
        let draft = most_plausible(stretch);
        if let Some(heads) = competitors(page, stretch, &draft, at) {
            found.replace(Some(heads));
        }
        draft
    });
    let (article, heads) = found.into_inner().map_or((None, Vec::new()), |(a, heads)| (Some(a), heads));
    Some(LineExplanation {
        line: number,
        text: page.line(at).to_owned(),
        tag: labels[at].name(),
        runner_up: runner_up.name(),
        log_odds: weighed.values().sum(),
        evidence: weightiest(weighed),
        article,
        heads,
    })
}

fn weightiest(weighed: Weighed) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = weighed
        .into_iter()
        .filter(|(_, weight)| *weight != 0.0)
        .map(|((file, feature), weight)| Evidence { file, feature, weight })
        .collect();
    evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    evidence
}

/// Adds the weights that the features set have under a label.
fn add(weighed: &mut Weighed, file: &'static str, names: &[&'static str], mut bits: Bits, rows: &[Row], label: Label) {
    while bits != 0 {
        let i = bits.trailing_zeros() as usize;
        if let (Some(name), Some(row)) = (names.get(i), rows.get(i)) {
            *weighed.entry((file, name)).or_default() += row[label as usize];
        }
        bits &= bits - 1;
    }
}

/// What the labels add up to from line `at` on, where that has the label `own`, down to the line behind which the label
/// there makes no difference: the first of body text, and the step behind it.
fn path(lines: &[Observed], labels: &[Label], at: usize, own: Label) -> Weighed {
    let around = [&SaidFeature::NAMES[..], &BridgeFeature::NAMES, &ShapeFeature::NAMES].concat();
    let body = |label: Label| matches!(label, Label::Start | Label::Continue);
    let label = |i: usize| if i == at { own } else { labels[i] };
    let mut weighed = Weighed::new();
    // Whether the body text left behind is in mid-sentence.
    let mut pending = false;
    let first = (0..at).rev().find(|&i| body(labels[i]));
    if let Some(i) = first {
        pending = lines[i].open();
    }
    for i in at..lines.len() {
        let habit = lines[i].habit();
        add(&mut weighed, "line", &LineFeature::NAMES, line_features(lines, i), LEARNED.emission[habit], label(i));
        add(&mut weighed, "around", &around, lines[i].around.into(), LEARNED.around[habit], label(i));
        add(&mut weighed, "form", &FormFeature::NAMES, lines[i].forms, LEARNED.forms, label(i));
        if lines[i].below_note && matches!(label(i), Label::Caption | Label::Furniture) {
            *weighed.entry(("notes", "below_note")).or_default() += BELOW_NOTE;
        }
        let before = i.checked_sub(1).map_or(Label::Furniture, label);
        if i > 0 && body(before) {
            pending = lines[i - 1].open();
            let seen = body_features(&lines[i - 1], &lines[i]);
            add(&mut weighed, "after_body", &AfterBody::NAMES, seen, LEARNED.from_body, label(i));
        } else {
            let seen = other_features(before, seen_after_other(&lines[i]));
            let rows = LEARNED.from_other[usize::from(pending)];
            add(&mut weighed, "after_other", &AfterOther::NAMES, seen, rows, label(i));
        }
        if i > at + 1 && body(label(i - 1)) {
            break;
        }
    }
    weighed
}

/// The heads that may be the headline of the article that line `at` belongs to, and that article's first line.
fn competitors(page: &EditionText, stretch: Stretch, draft: &Draft, at: usize) -> Option<(usize, Vec<Competitor>)> {
    let Stretch { lines, blocks, content, pages, .. } = stretch;
    let owned = |block: usize, i: usize| draft.assignment.articles[block][i];
    let in_body = blocks.paragraphs.iter().position(|p| p.lines.contains(&at));
    let article = match in_body {
        Some(k) => draft.extents.iter().position(|e| (e.first..e.end).contains(&k))?,
        None => blocks.heads.iter().enumerate().find_map(|(b, block)| {
            let i = block.lines.iter().position(|&l| l == at)?;
            owned(b, i)
        })?,
    };
    let number = |line: usize| page.lines()[line].number;
    let first_line = |article: usize| number(blocks.first_line(draft.extents[article].first));
    let weights = learned(lines);
    let work = Work { weights, lines, blocks, articles: &draft.extents, content, pages };
    let names = [&PlaceFeature::NAMES[..], &SeenFeature::NAMES].concat();
    let mut heads = Vec::new();
    for (b, block) in blocks.heads.iter().enumerate() {
        let candidates = work.candidates(b);
        if !candidates.contains(&article) {
            continue;
        }
        let table = work.table(b, None);
        let mut from = 0;
        while from < block.lines.len() {
            // Lines of one article's headline together, others each by itself.
            let owner = owned(b, from);
            let more = (from + 1..block.lines.len()).take_while(|&i| owner.is_some() && owned(b, i) == owner);
            let to = from + 1 + more.count();
            let fit = work.fits(b, &table, from, to)[article - candidates.start];
            let run = &block.lines[from..to];
            let mut weighed = Weighed::new();
            for ((name, value), weight) in names.iter().copied().zip(fit).zip(weights.headline) {
                weighed.insert(("headline", name), value * weight);
            }
            heads.push(Competitor {
                lines: run.iter().map(|&l| number(l)).collect(),
                text: run.iter().map(|&l| page.line(l)).collect::<Vec<_>>().join(" / "),
                log_odds: dot(&fit, &weights.headline),
                owner: owner.map(first_line),
                evidence: weightiest(weighed),
            });
            from = to;
        }
    }
    heads.sort_by(|a, b| b.log_odds.total_cmp(&a.log_odds));
    Some((first_line(article), heads))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editions() -> impl Iterator<Item = (String, EditionText)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/editions");
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        paths.into_iter().filter(|p| p.extension().is_some_and(|e| e == "txt")).map(|path| {
            let page = EditionText::new(std::fs::read_to_string(&path).unwrap()).unwrap();
            (path.file_name().unwrap().to_string_lossy().into_owned(), page)
        })
    }

    /// The evidence adds up, and no other tag would score higher by itself: the search has found the best path.
    #[test]
    fn no_tag_beats_the_one_chosen() {
        let mut count = 0;
        for (name, page) in editions().take(4) {
            for line in page.lines() {
                let why = explain(&page, line.number).unwrap();
                let sum: f32 = why.evidence.iter().map(|e| e.weight).sum();
                assert!((sum - why.log_odds).abs() < 1e-2, "{name} {}", line.number);
                assert!(why.log_odds > -1e-2, "{name} {} {} {}", line.number, why.tag, why.runner_up);
                count += 1;
            }
        }
        assert!(count > 400);
    }
}

//! The chain's weights: an averaged structured perceptron (Collins 2002) with a margin, whose answers
//! are sets of labels where the truth leaves them open.

use std::fmt::Write as _;

use super::super::around::{BridgeFeature, SaidFeature, ShapeFeature};
use super::super::features::{
    AfterBody, AfterOther, Bits, LineFeature, body_features, line_features, other_features, seen_after_other,
};
use super::super::form::FormFeature;
use super::super::label::{LABELS, LEARNED, Label, Row, Weights, best_labels};
use super::super::line::{HABITS, Observed};
use super::super::weights::AROUND_FEATURES;
use super::{BULK, Page, Start, Table, bit, number, shuffle};

/// How much more the weights of a page's own habit move.
const OWN: f32 = 2.2;
/// The part of weights known before that stays: they were learned from more kinds of pages than there are here.
const KEPT: f32 = 0.2;

#[derive(Clone)]
struct Learned {
    emission: [Vec<Row>; HABITS],
    around: [Vec<Row>; HABITS],
    forms: Vec<Row>,
    from_body: Vec<Row>,
    from_other: [Vec<Row>; 2],
}

impl Learned {
    fn new() -> Self {
        Self {
            emission: std::array::from_fn(|_| vec![[0.0; LABELS]; LineFeature::COUNT]),
            around: std::array::from_fn(|_| vec![[0.0; LABELS]; AROUND_FEATURES]),
            forms: vec![[0.0; LABELS]; FormFeature::COUNT],
            from_body: vec![[0.0; LABELS]; AfterBody::COUNT],
            from_other: [vec![[0.0; LABELS]; AfterOther::COUNT], vec![[0.0; LABELS]; AfterOther::COUNT]],
        }
    }

    /// The weights that the program has.
    fn known() -> Self {
        Self {
            emission: LEARNED.emission.map(<[Row]>::to_vec),
            around: LEARNED.around.map(<[Row]>::to_vec),
            forms: LEARNED.forms.to_vec(),
            from_body: LEARNED.from_body.to_vec(),
            from_other: LEARNED.from_other.map(<[Row]>::to_vec),
        }
    }

    fn weights(&self) -> Weights<'_> {
        Weights {
            emission: self.emission.each_ref().map(|e| &e[..]),
            around: self.around.each_ref().map(|a| &a[..]),
            forms: &self.forms,
            from_body: &self.from_body,
            from_other: [&self.from_other[0], &self.from_other[1]],
        }
    }

    fn rows(&mut self) -> impl Iterator<Item = &mut Row> {
        let of_lines = self.emission.iter_mut().chain(&mut self.around).flatten();
        of_lines.chain(&mut self.forms).chain(&mut self.from_body).chain(self.from_other.iter_mut().flatten())
    }

    /// Adds `by` to the weight of everything on the path of `labels`.
    fn add(&mut self, lines: &[Observed], labels: &[Label], by: f32) {
        let mut pending = false;
        for (i, &label) in labels.iter().enumerate() {
            let column = label as usize;
            let seen = line_features(lines, i);
            for habit in 0..HABITS {
                // What is learned from pages of one habit holds for the others, too, and most for its own.
                let by = if habit == lines[i].habit() { OWN * by } else { by };
                add(&mut self.emission[habit], seen, column, by);
                add(&mut self.around[habit], lines[i].around.into(), column, by);
            }
            add(&mut self.forms, lines[i].forms, column, by);
            let before = i.checked_sub(1).map_or(Label::Furniture, |b| labels[b]);
            if matches!(before, Label::Start | Label::Continue) {
                pending = lines[i - 1].open();
                add(&mut self.from_body, body_features(&lines[i - 1], &lines[i]), column, by);
            } else {
                add(
                    &mut self.from_other[usize::from(pending)],
                    other_features(before, seen_after_other(&lines[i])),
                    column,
                    by,
                );
            }
        }
    }
}

fn add(rows: &mut [Row], mut features: Bits, column: usize, by: f32) {
    while features != 0 {
        rows[features.trailing_zeros() as usize][column] += by;
        features &= features - 1;
    }
}

fn errors(pages: &[Page], weights: &Weights) -> (usize, usize) {
    let mut wrong = 0;
    for page in pages {
        let labels = best_labels(&page.lines, weights, |_, _| 0.0);
        wrong += labels.iter().zip(&page.right).filter(|(l, r)| *r & bit(**l) == 0).count();
    }
    (wrong, pages.iter().map(|p| p.lines.len()).sum())
}

/// Learns the weights by which lines are labelled from sets of pages, passing over them `epochs` times; `log` is told how
/// it goes. A set of fewer than 50 pages, made by hand, counts six times. Where the weights are known, a part of them stays.
pub fn lines(sets: &[Vec<Page>], epochs: usize, start: Start, log: &mut dyn FnMut(String)) -> Vec<Table> {
    // Folders of few pages, made by hand, count several times.
    let mut order: Vec<(usize, usize)> = Vec::new();
    for (s, set) in sets.iter().enumerate() {
        for _ in 0..if set.len() >= BULK { 1 } else { 6 } {
            order.extend((0..set.len()).map(|p| (s, p)));
        }
    }
    let known = Learned::known();
    let mut learned = if start == Start::Known { known.clone() } else { Learned::new() };
    let mut total = Learned::new();
    let mut seen = 0.0_f32;
    let mut state = 7_u64;
    for epoch in 0..epochs {
        shuffle(&mut order, &mut state);
        for &(s, p) in &order {
            let page = &sets[s][p];
            let gold =
                best_labels(
                    &page.lines,
                    &learned.weights(),
                    |i, l| {
                        if page.right[i] & bit(l) == 0 { -1000.0 } else { 0.0 }
                    },
                );
            let guess =
                best_labels(
                    &page.lines,
                    &learned.weights(),
                    |i, l| {
                        if page.right[i] & bit(l) == 0 { 1.0 } else { 0.0 }
                    },
                );
            if gold != guess {
                let wrong = gold.iter().zip(&guess).filter(|(a, b)| a != b).count();
                let rate = 0.1 / (wrong as f32).sqrt();
                learned.add(&page.lines, &gold, rate);
                learned.add(&page.lines, &guess, -rate);
            }
            // Weight decay keeps the weights of rare features small.
            seen += 1.0;
            if (seen as usize).is_multiple_of(16) {
                for row in learned.rows() {
                    *row = row.map(|w| w * 0.9995);
                }
            }
            if epoch >= epochs / 3 {
                for (t, l) in total.rows().zip(learned.clone().rows()) {
                    t.iter_mut().zip(l.iter()).for_each(|(t, l)| *t += l);
                }
            }
        }
        let scores: Vec<_> = sets.iter().map(|s| errors(s, &learned.weights())).collect();
        log(format!("epoch {epoch}: wrong lines {scores:?}"));
    }
    let count = (epochs - epochs / 3) * order.len();
    for (row, known) in total.rows().zip(known.clone().rows()) {
        *row = row.map(|w| w / count as f32);
        if start == Start::Known && known.iter().any(|w| *w != 0.0) {
            *row = std::array::from_fn(|l| KEPT * known[l] + (1.0 - KEPT) * row[l]);
        }
    }
    log(format!("averaged: {:?}", sets.iter().map(|s| errors(s, &total.weights())).collect::<Vec<_>>()));
    tables(&total)
}

fn tables(learned: &Learned) -> Vec<Table> {
    let around = [&SaidFeature::NAMES[..], &BridgeFeature::NAMES, &ShapeFeature::NAMES].concat();
    let pages = ["plain", "blanks", "indents", "blanks+indents"];
    vec![
        table("line", "page", &pages, &LineFeature::NAMES, &learned.emission),
        table("around", "page", &pages, &around, &learned.around),
        table("form", "", &[""], &FormFeature::NAMES, std::slice::from_ref(&learned.forms)),
        table("after_body", "", &[""], &AfterBody::NAMES, std::slice::from_ref(&learned.from_body)),
        table("after_other", "sentence", &["complete", "unfinished"], &AfterOther::NAMES, &learned.from_other),
    ]
}

/// A row for each feature and kind of page, or state of the sentence.
fn table(file: &'static str, key: &str, kinds: &[&str], names: &[&str], tables: &[Vec<Row>]) -> Table {
    let mut text = String::from("feature");
    let keyed = |kind: &str| if kind.is_empty() { String::new() } else { format!("\t{kind}") };
    let _ = writeln!(text, "{}\tstart\tcontinue\thead\tcaption\tbyline\tfurniture", keyed(key));
    for (i, name) in names.iter().enumerate() {
        for (kind, rows) in kinds.iter().zip(tables) {
            let cells: Vec<String> = rows[i].iter().map(|w| number(*w)).collect();
            let _ = writeln!(text, "{name}{}\t{}", keyed(kind), cells.join("\t"));
        }
    }
    Table { file, text }
}

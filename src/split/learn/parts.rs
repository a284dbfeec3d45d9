//! The weights of kicker, headline and subtitle: a conditional random field (Lafferty and others 2001) over
//! the ways to part a head, fitted by Adam (Kingma and Ba 2015) on all heads at once.

use serde::Deserialize;

use super::super::head_parts::{Head, PartFeature, PartStep, Weights, part, step};
use super::Table;
use crate::error::{Error, Result};

const STEPS: usize = 150;
const RATE: f64 = 0.05;
/// Penalty on the squares of the weights, a head.
const PENALTY: f64 = 0.01;

/// A head whose parts are known: a row of `data/heads`.
#[derive(Debug, Clone, Deserialize)]
pub struct KnownHead {
    /// Its lines.
    pub lines: Vec<String>,
    /// Places of the kicker's lines.
    pub kicker: Vec<usize>,
    /// Places of the headline's lines.
    pub headline: Vec<usize>,
    /// Places of the subtitle's lines.
    pub subtitle: Vec<usize>,
    /// The beginning of the article.
    pub body: String,
}

impl KnownHead {
    /// From a line of JSON.
    ///
    /// # Errors
    /// [`Error::Truth`] where it does not parse, or where its lines are not kicker, headline, subtitle in this order.
    pub fn new(json: &str) -> Result<Self> {
        let known: Self = serde_json::from_str(json).map_err(|e| Error::Truth { cause: e.to_string() })?;
        let places: Vec<usize> =
            [&known.kicker, &known.headline, &known.subtitle].into_iter().flatten().copied().collect();
        if known.headline.is_empty() || !places.iter().copied().eq(0..known.lines.len()) {
            return Err(Error::Truth { cause: format!("parts in another order than the lines: {json}") });
        }
        Ok(known)
    }

    /// As it may be set: close, and with blank lines between its parts alone.
    fn set(&self) -> impl Iterator<Item = (Head, usize)> {
        let text = |part: &[usize]| part.iter().map(|&i| self.lines[i].as_str()).collect::<Vec<_>>();
        let parts = [text(&self.kicker), text(&self.headline), text(&self.subtitle)];
        [false, true].map(|parted| self.case(parts.each_ref().map(Vec::as_slice), parted)).into_iter().flatten()
    }

    /// A head of these parts, with the place of the right way among its ways; `None` where it has but one line, or more
    /// than a head has.
    fn case(&self, parts: [&[&str]; 3], parted: bool) -> Option<(Head, usize)> {
        let [kicker, headline, _] = parts.map(<[&str]>::len);
        let proper = kicker..kicker + headline;
        let blank = |i: usize| parted && i > 0 && part(i - 1, &proper) != part(i, &proper);
        let lines: Vec<(&str, bool)> = parts.concat().into_iter().enumerate().map(|(i, l)| (l, blank(i))).collect();
        let head = Head::new(&lines, &self.body);
        let way = head.ways().position(|w| w == proper)?;
        (lines.len() > 1).then_some((head, way))
    }
}

/// Of the heads of several lines, how many are parted as they are known to be by what is learned from others, and how
/// many there are.
pub fn parted_right(learned_from: &[KnownHead], heads: &[KnownHead]) -> (usize, usize) {
    let weights = fit(learned_from);
    let several = || heads.iter().filter(|h| h.lines.len() > 1);
    let right = several().filter(|known| {
        let lines: Vec<(&str, bool)> = known.lines.iter().map(|l| (l.as_str(), false)).collect();
        Head::new(&lines, &known.body).headline(&weights).eq(known.headline.iter().copied())
    });
    (right.count(), several().count())
}

fn fit(heads: &[KnownHead]) -> Weights {
    let cases: Vec<(Head, usize)> = heads.iter().flat_map(KnownHead::set).collect();
    let count = PartFeature::COUNT * 3 + PartStep::COUNT * 5;
    let (mut w, mut mean, mut squares) = (vec![0.0_f64; count], vec![0.0_f64; count], vec![0.0_f64; count]);
    for step in 1..=STEPS {
        let mut slope: Vec<f64> = w.iter().map(|w| -PENALTY * w * cases.len() as f64).collect();
        let weights = unpacked(&w);
        for (head, known) in &cases {
            let ways: Vec<_> = head.ways().collect();
            let scores: Vec<f64> = ways.iter().map(|way| f64::from(head.score(way, &weights))).collect();
            let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let shares: Vec<f64> = scores.iter().map(|s| libm::exp(s - highest)).collect();
            let all: f64 = shares.iter().sum();
            for (n, (way, share)) in ways.iter().zip(&shares).enumerate() {
                add(head, way, f64::from(u8::from(n == *known)) - share / all, &mut slope);
            }
        }
        let (first, second) = (1.0 - libm::pow(0.9, step as f64), 1.0 - libm::pow(0.99, step as f64));
        for i in 0..count {
            let slope = slope[i] / cases.len() as f64;
            mean[i] = 0.9 * mean[i] + 0.1 * slope;
            squares[i] = 0.99 * squares[i] + 0.01 * slope * slope;
            w[i] += RATE * (mean[i] / first) / (libm::sqrt(squares[i] / second) + 1e-8);
        }
    }
    unpacked(&w)
}

fn add(head: &Head, way: &std::ops::Range<usize>, by: f64, slope: &mut [f64]) {
    for (i, seen) in head.seen.iter().enumerate() {
        let part = part(i, way) as usize;
        for (f, _) in seen.iter().enumerate().filter(|(_, on)| **on) {
            slope[f * 3 + part] += by;
        }
    }
    for (i, seen) in head.steps.iter().enumerate() {
        let step = step(i, way);
        for (f, _) in seen.iter().enumerate().filter(|(_, on)| **on) {
            slope[PartFeature::COUNT * 3 + f * 5 + step] += by;
        }
    }
}

/// Rows of the two tables.
fn unpacked(w: &[f64]) -> Weights {
    let (lines, steps) = w.split_at(PartFeature::COUNT * 3);
    Weights {
        lines: lines.chunks_exact(3).map(|r| [r[0] as f32, r[1] as f32, r[2] as f32]).collect(),
        steps: steps
            .chunks_exact(5)
            .map(|r| [r[0] as f32, r[1] as f32, r[2] as f32, r[3] as f32, r[4] as f32])
            .collect(),
    }
}

/// The tables `parts` and `part_steps`, learned from heads whose parts are known.
pub fn parts(heads: &[KnownHead]) -> Vec<Table> {
    let weights = fit(heads);
    let row = |name: &str, numbers: &[f32]| {
        let numbers: Vec<String> =
            numbers.iter().map(|n| format!("{:.3}", n + 0.0).replace("-0.000", "0.000")).collect();
        format!("{name}\t{}\n", numbers.join("\t"))
    };
    let lines = PartFeature::NAMES.iter().zip(&weights.lines).map(|(name, w)| row(name, w));
    let steps = PartStep::NAMES.iter().zip(&weights.steps).map(|(name, w)| row(name, w));
    vec![
        Table { file: "parts", text: format!("feature\tkicker\theadline\tsubtitle\n{}", lines.collect::<String>()) },
        Table {
            file: "part_steps",
            text: format!(
                "feature\tkicker_kicker\tkicker_headline\theadline_headline\theadline_subtitle\tsubtitle_subtitle\n{}",
                steps.collect::<String>()
            ),
        },
    ]
}

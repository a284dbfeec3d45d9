//! The threshold of secondary topics, chosen on held-out articles of `data/corpus`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;

use jzclass::model::SECONDARY;
use jzclass::topics::Prediction;
use jzclass_train::evaluate::MultiLabel;
use jzclass_train::{TrainParams, default_data, held_out};

/// Prints micro-F1 by threshold and holds that the default is the best or as good.
///
/// It trains nine models; run it with
/// `cargo test --release --package jzclass-train secondary -- --ignored --nocapture` when the data or the training changes.
#[test]
#[ignore = "trains a model for each batch of data/"]
fn the_default_threshold_gives_the_best_held_out_micro_f1() {
    const AS_GOOD: f64 = 0.002;
    let data = default_data(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("data")).unwrap();
    let scored = held_out(&data.documents, &data.taxonomy, &TrainParams::of_default_model()).unwrap();
    assert_eq!(scored.len(), data.articles, "articles alone, and all of them");
    let number = |label: &String| data.taxonomy.position(label).unwrap();
    let labels: Vec<Vec<usize>> =
        scored.iter().map(|&(d, _)| data.documents[d].labels.iter().map(number).collect()).collect();
    let predictions: Vec<Prediction> = scored.into_iter().map(|(_, p)| p).collect();
    let micro = |threshold: f64| {
        let scores = MultiLabel::of(data.taxonomy.len(), &labels, &predictions, threshold).unwrap();
        println!(
            "{threshold:.2}  micro-F1 {:.4}  macro-F1 {:.4}  sample-F1 {:.4}",
            scores.micro_f1, scores.macro_f1, scores.sample_f1
        );
        scores.micro_f1
    };
    let best = (1..=45).map(|n| micro(f64::from(n) / 100.0)).fold(0.0, f64::max);
    assert!(micro(SECONDARY) >= best - AS_GOOD, "best {best}");
}

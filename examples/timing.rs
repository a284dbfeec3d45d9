//! dev
#![allow(clippy::all, clippy::print_stdout, missing_docs, clippy::unwrap_used)]
use jzclass::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = std::time::Instant::now();
    let docs = reader::read_labelled(a[1].as_ref(), None).unwrap();
    println!("read {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let _ = segment::Segmenter::shared();
    println!("dict {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let c = train::Counts::of(&docs, &Default::default());
    println!("counts {:?} {}", t.elapsed(), c.len());
    let tax = Taxonomy::from_labels(c.labels());
    let mut p = train::TrainParams::default();
    if let Some(e) = a.get(2) {
        p.topics = p.topics.clone().epochs(e.parse().unwrap());
    }
    if let Some(e) = a.get(3) {
        p.topics = p.topics.clone().learning_rate(e.parse().unwrap());
    }
    if let Some(e) = a.get(4) {
        p.topics = p.topics.clone().shrinkage(e.parse().unwrap());
    }
    let t = std::time::Instant::now();
    let m = train::train_counts(&c, &tax, &p).unwrap();
    println!("train {:?}", t.elapsed());
    if let Some(e) = a.get(5) {
        let r = evaluate::evaluate(&m.model, &reader::read_labelled(e.as_ref(), None).unwrap()).unwrap();
        println!("acc {:.4} f1 {:.4} ece {:.4}", r.accuracy, r.macro_f1, r.ece);
    }
}

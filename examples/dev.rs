//! dev
#![allow(clippy::all, clippy::print_stdout, missing_docs, clippy::unwrap_used)]
use jzclass::reader::read_labelled;
use jzclass::*;
fn main() {
    let mut docs = train::default_corpus("data".as_ref()).unwrap();
    if let Some(x) = std::env::args().find_map(|a| a.strip_prefix("without=").map(str::to_owned)) {
        docs.retain(|d| !x.split(',').any(|p| d.group.starts_with(p)));
    }
    let tax = Taxonomy::from_json(&std::fs::read_to_string("data/taxonomy.json").unwrap()).unwrap();
    let dev = read_labelled("../shared/eval/local_press.dev.jsonl".as_ref(), None).unwrap();
    let p = std::env::args().skip(1).collect::<Vec<_>>();
    let g = |k: &str, d: f64| {
        p.iter().find_map(|a| a.strip_prefix(&format!("{k}=")).map(|v| v.parse().unwrap())).unwrap_or(d)
    };
    let mut params = train::TrainParams::default();
    params.topics = classify::TopicParams::new()
        .alpha(g("alpha", 0.3))
        .bayes_share(g("q", 0.35))
        .epochs(g("epochs", 10.0) as usize)
        .learning_rate(g("lr", 0.25) as f32)
        .shrinkage(g("lam", 0.1) as f32);
    params.features.min_documents = Some(g("mindf", 2.0) as u32);
    params.features.idf_power = g("idf", 1.0);
    params.features.word_weight = g("ww", 1.0);
    params.features.max_terms = g("max", 1e7) as usize;
    params.features.title_weight = g("title", 2.0) as u32;
    params.limits.secondary_share = g("sec", 0.2) as f32;
    let t = std::time::Instant::now();
    let m = train::train(&docs, &tax, &params).unwrap();
    let tt = t.elapsed();
    let show = |n: &str, r: &evaluate::Report| {
        println!(
            "{n}: n {} acc {:.4} accepted {:.4} f1 {:.4} top3 {:.4} ece {:.4}",
            r.documents, r.accuracy, r.accepted, r.macro_f1, r.top3, r.ece
        )
    };
    show("cv ", &m.held_out);
    let r = evaluate::evaluate(&m.model, &dev).unwrap();
    show("dev", &r);
    println!("{:?} bytes {} terms {:?}", tt, m.model.to_bytes().unwrap().len(), m.model.classifier.vocabulary.sizes());
    if g("v", 0.0) > 0.0 {
        for t in &r.topics {
            println!("{:16} {:.2} {:.2} {:.2}", t.id, t.precision, t.recall, t.f1);
        }
        for t in &m.held_out.topics {
            println!("cv {:16} {:.2} {:.2} {:.2}", t.id, t.precision, t.recall, t.f1);
        }
    }
    std::fs::write("/tmp/model.jzm", m.model.to_bytes().unwrap()).unwrap();
}

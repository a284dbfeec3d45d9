//! Speed of the summariser's own work: `cargo run --release --example summary_speed [FILE.jsonl]`.
//!
//! Summarises every article of a file of `{title, text}` lines, by default this project's own training
//! text, on one core, and prints megabytes of text a second: the best of five runs.

use std::time::Instant;

use jzclass::read::read_rows;
use jzclass::summary::{Length, Style, summary};

#[expect(clippy::print_stdout, reason = "prints what it measures")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut texts = Vec::new();
    match std::env::args().nth(1) {
        Some(path) => texts.push(std::fs::read_to_string(path)?),
        None => {
            for batch in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data/corpus"))? {
                for file in std::fs::read_dir(batch?.path())? {
                    texts.push(std::fs::read_to_string(file?.path())?);
                }
            }
        }
    }
    let mut articles = Vec::new();
    for text in &texts {
        for (_, row) in read_rows(text)? {
            let paragraphs: Vec<String> = row.text.lines().map(str::to_owned).collect();
            articles.push((row.title.unwrap_or_default(), paragraphs));
        }
    }
    let bytes: usize = articles.iter().flat_map(|(_, p)| p).map(String::len).sum();
    for style in [Style::Best, Style::Lead] {
        let mut best = f64::INFINITY;
        let mut chars = 0;
        for _ in 0..5 {
            let began = Instant::now();
            chars = articles.iter().map(|(t, p)| summary(style, t, p, Length::Chars(120)).text.chars().count()).sum();
            best = best.min(began.elapsed().as_secs_f64());
        }
        println!("{style:?}: {:.1} MB/s ({bytes} bytes to {chars} characters)", bytes as f64 / best / 1e6);
    }
    Ok(())
}

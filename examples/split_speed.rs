//! Megabytes a second of the edition splitter: `cargo run --release --example split_speed file…`.
#![allow(clippy::print_stdout)]
use jzclass::{edition, reader::EditionText};
fn main() {
    let mut text = String::new();
    let files: Vec<String> = std::env::args().skip(1).filter_map(|f| std::fs::read_to_string(f).ok()).collect();
    if files.is_empty() {
        return;
    }
    while text.len() < 50_000_000 {
        for file in &files {
            text.push_str(file);
            text.push('\u{c}');
        }
    }
    let bytes = text.len();
    let Ok(page) = EditionText::new(text) else { return };
    let begin = std::time::Instant::now();
    let edition = edition::split(&page);
    let seconds = begin.elapsed().as_secs_f64();
    println!(
        "{} articles, {:.1} MB in {seconds:.2} s: {:.1} MB/s",
        edition.articles.len(),
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / seconds
    );
}

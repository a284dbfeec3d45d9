//! The floor under labelling an archive: bare `jieba-rs` `cut` over the same texts on one thread.
//! Prints bytes, tokens and the seconds of the cuts and of the start as JSON.
//!
//! ```console
//! $ cargo bench --bench archive_floor -- FOLDER
//! ```
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::{Path, PathBuf};
use std::time::Instant;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn main() {
    // Cargo adds an argument of its own.
    let Some(folder) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) else { return };
    let mut paths = Vec::new();
    files(Path::new(&folder), &mut paths);
    let begun = Instant::now();
    let dictionary = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/dictionary.txt");
    let mut reader = std::io::BufReader::new(std::fs::File::open(dictionary).unwrap());
    let jieba = jieba_rs::Jieba::with_dict(&mut reader).unwrap();
    let start = begun.elapsed().as_secs_f64();
    let (mut bytes, mut tokens, mut seconds) = (0, 0, 0.0);
    for path in paths {
        let text = std::fs::read_to_string(path).unwrap();
        let begun = Instant::now();
        tokens += jieba.cut(&text, true).len();
        seconds += begun.elapsed().as_secs_f64();
        bytes += text.len();
    }
    println!("{{\"bytes\": {bytes}, \"tokens\": {tokens}, \"seconds\": {seconds:.4}, \"start\": {start:.4}}}");
}

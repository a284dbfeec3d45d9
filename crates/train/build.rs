//! Packs `data/`, from which the default model is trained, so that the program can go on learning anywhere.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("set by Cargo")).join("../../data");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    gather(&root, &mut files);
    files.sort();
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by Cargo")).join("data.gz");
    let mut packed =
        flate2::write::GzEncoder::new(fs::File::create(out).expect("writable"), flate2::Compression::best());
    for path in files {
        let name = path.strip_prefix(&root).expect("below it").to_str().expect("a plain name").replace('\\', "/");
        let bytes = fs::read(&path).expect("readable");
        write!(packed, "{name}\n{}\n", bytes.len()).expect("writable");
        packed.write_all(&bytes).expect("writable");
    }
    packed.finish().expect("writable");
}

/// What training reads; the dictionary is in the core library.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("data/") {
        let path = entry.expect("readable").path();
        let ending = path.extension().map(|e| e.to_string_lossy().into_owned());
        if path.is_dir() {
            gather(&path, files);
        } else if matches!(ending.as_deref(), Some("jsonl" | "tsv" | "json")) {
            files.push(path);
        }
    }
}

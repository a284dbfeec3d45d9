//! Puts the dictionary into the form it is used in, so that no start of the program takes time for it, and compiles the
//! splitter's weights.
#![allow(clippy::print_stdout)]

#[path = "src/segment/node.rs"]
mod node;
#[path = "build/weights.rs"]
mod weights;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use node::{CHARACTERS, Node};

const DICTIONARY: &str = "data/dictionary.txt";

/// The nodes of one character, and all others.
struct Tree {
    roots: Vec<Node>,
    branches: Vec<Node>,
}

/// A place in one of the two.
#[derive(Clone, Copy)]
enum Place {
    Root(u16),
    Branch(usize),
}

impl Tree {
    fn at(&mut self, place: Place) -> &mut Node {
        match place {
            Place::Root(code) => &mut self.roots[usize::from(code)],
            Place::Branch(at) => &mut self.branches[at],
        }
    }

    /// The node that goes on from another, added where it is missing.
    fn next(&mut self, from: Place, code: u16) -> Place {
        self.at(from).goes_on(code);
        let parent = match from {
            Place::Root(code) => node::root(code),
            Place::Branch(at) => node::branch(at),
        };
        let key = node::key(parent, code);
        let mut at = node::home(key, self.branches.len());
        while !self.branches[at].is_free() && !self.branches[at].has(key) {
            at = (at + 1) % self.branches.len();
        }
        if self.branches[at].is_free() {
            self.branches[at] = Node::new(key);
        }
        Place::Branch(at)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build/weights.rs");
    println!("cargo::rerun-if-changed=src/segment/node.rs");
    println!("cargo::rerun-if-changed={DICTIONARY}");
    let text = fs::read_to_string(DICTIONARY)?;
    let mut words: Vec<(Vec<u16>, u32, &str)> = Vec::new();
    for line in text.lines() {
        let [word, frequency, tag] = line.split(' ').collect::<Vec<_>>()[..] else {
            return Err(format!("{DICTIONARY}: {line}: three fields are wanted").into());
        };
        let codes = word.chars().map(node::code).collect::<Option<Vec<u16>>>();
        let codes = codes.filter(|c| !c.is_empty()).ok_or_else(|| format!("{DICTIONARY}: {line}: no Han word"))?;
        words.push((codes, frequency.parse()?, tag));
    }
    let beginnings: BTreeSet<&[u16]> = words.iter().flat_map(|(w, ..)| (2..=w.len()).map(|n| &w[..n])).collect();
    let mut frequencies: Vec<u32> = words.iter().map(|w| w.1).collect::<BTreeSet<_>>().into_iter().collect();
    frequencies.insert(0, 0);
    let mut tags: Vec<&str> = words.iter().map(|w| w.2).collect::<BTreeSet<_>>().into_iter().collect();
    tags.insert(0, "");
    // Two places in three are taken.
    let places = beginnings.len() / 2 * 3 + 1;
    if places > node::MOST_NODES || frequencies.len() > node::MOST_FREQUENCIES || tags.len() > node::MOST_TAGS {
        return Err(format!("{DICTIONARY} holds more than its form has room for").into());
    }
    let mut tree = Tree { roots: vec![Node::default(); CHARACTERS], branches: vec![Node::default(); places] };
    for (codes, frequency, tag) in &words {
        let mut at = Place::Root(codes[0]);
        for &code in &codes[1..] {
            at = tree.next(at, code);
        }
        let frequency = frequencies.iter().skip(1).position(|f| f == frequency).map_or(0, |n| n + 1);
        let tag = tags.iter().position(|t| t == tag).unwrap_or_default();
        if tree.at(at).frequency() > 0 {
            return Err(format!("{DICTIONARY}: a word stands twice").into());
        }
        tree.at(at).makes_word(frequency, tag);
    }
    let folder = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(folder.join("weights.rs"), weights::compile(Path::new("weights"))?)?;
    let bytes = |nodes: &[Node]| nodes.iter().flat_map(|n| n.0.to_le_bytes()).collect::<Vec<u8>>();
    fs::write(folder.join("roots.bin"), bytes(&tree.roots))?;
    fs::write(folder.join("branches.bin"), bytes(&tree.branches))?;
    let mut code = String::new();
    writeln!(code, "/// Parts of speech by number.\npub(super) const TAGS: [&str; {}] = {tags:?};", tags.len())?;
    writeln!(
        code,
        "/// Frequencies by number.\npub(super) static FREQUENCIES: [u32; {}] = {frequencies:?};",
        frequencies.len()
    )?;
    let total: u64 = words.iter().map(|w| u64::from(w.1)).sum();
    writeln!(code, "/// Sum of the frequencies of all words.\npub(super) const TOTAL: u64 = {total};")?;
    fs::write(folder.join("dictionary.rs"), code)?;
    Ok(())
}

//! The table of joints from the dictionary and the corpus.

use std::collections::BTreeMap;

use super::super::joint::{ALONE, SLOTS, counted, slot};

/// A word's frequency in the dictionary counts as so many occurrences in the corpus.
const DICTIONARY: f64 = 0.02;
/// Pairs seen less often are left out, so that the table stays sparse.
const LEAST: f64 = 1.5;
/// Characters of this share of the corpus are common.
const COMMON: f64 = 1.5e-4;

fn count(text: &str, by: f64, pairs: &mut BTreeMap<(char, char), f64>) {
    let mut before = None;
    for c in text.chars() {
        let c = counted(c);
        if let (Some(a), Some(b)) = (before, c) {
            *pairs.entry((a, b)).or_default() += by;
        }
        before = c;
    }
}

/// The bytes of `data/joints.bin`, from `data/dictionary.txt` and the titles and texts of the corpus.
///
/// Two bits for each of `SLOTS` places, which pairs of characters (and characters alone, with a second one of
/// `ALONE`) are hashed to, four places a byte, the lowest bits first: 0 nothing is known, 1 a common character or a pair
/// seen more often than by chance, 2 a pair seen at least e² times as often, as within words.
pub fn joints<'a>(dictionary: &str, texts: impl Iterator<Item = &'a str>, log: &mut dyn FnMut(String)) -> Vec<u8> {
    let (mut pairs, mut chars) = (BTreeMap::new(), BTreeMap::<char, f64>::new());
    for line in dictionary.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(Ok(n))) = (fields.next(), fields.next().map(str::parse::<f64>)) else { continue };
        count(word, DICTIONARY * n, &mut pairs);
    }
    for text in texts {
        count(text, 1.0, &mut pairs);
        for c in text.chars().filter_map(counted) {
            *chars.entry(c).or_default() += 1.0;
        }
    }
    let all: f64 = chars.values().sum();
    let share = |c: &char| (chars.get(c).copied().unwrap_or(0.0) + 1.0) / all;
    let mut table = vec![0_u8; SLOTS as usize / 4];
    let mut set = |slot: u32, value: u8| {
        let byte = &mut table[slot as usize / 4];
        let shift = slot % 4 * 2;
        let value = value.max((*byte >> shift) & 3);
        *byte = *byte & !(3 << shift) | value << shift;
    };
    let mut kept = [0; 3];
    for ((a, b), n) in &pairs {
        let odds = ((n + 0.05) / (share(a) * share(b) * all + 0.05)).ln();
        let value = if odds > 2.0 { 2 } else { u8::from(odds > 0.0) };
        if *n >= LEAST && value > 0 {
            set(slot(*a, *b), value);
            kept[usize::from(value)] += 1;
        }
    }
    for c in chars.keys().filter(|c| share(c) > COMMON) {
        set(slot(*c, ALONE), 1);
        kept[0] += 1;
    }
    log(format!("{} within words, {} usual, {} common characters", kept[2], kept[1], kept[0]));
    table
}

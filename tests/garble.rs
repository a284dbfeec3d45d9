//! Garbled text is found in damaged copies of real text, and next to nothing in the text as it is.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;

use encoding_rs::{GBK, WINDOWS_1252};
use jzclass::read::{GARBLED_REVIEW, Garble};

/// Pages of about 2,000 characters in lines of 16, of the newscasts where they are there.
fn pages() -> Option<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/newscasts.unlabelled.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return None;
    };
    let mut pages = vec![String::new()];
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let page = pages.last_mut().unwrap();
        for paragraph in row["paragraphs"].as_array().unwrap() {
            let body: Vec<char> = paragraph.as_str().unwrap().chars().collect();
            for line in body.chunks(16) {
                page.extend(line);
                page.push('\n');
            }
        }
        if page.chars().count() > 2000 {
            pages.push(String::new());
        }
    }
    Some(pages)
}

/// `SplitMix64`, so that every run damages the same places.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Every tenth line damaged by `how`; the count of characters that are not as they were.
fn damaged(page: &str, state: &mut u64, how: impl Fn(&str) -> String) -> (String, usize) {
    let mut text = String::new();
    let mut count = 0;
    for line in page.lines() {
        if random(state).is_multiple_of(10) && line.chars().count() == 16 {
            let line = how(line);
            count += line.chars().filter(|c| !c.is_whitespace()).count();
            text.push_str(&line);
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    (text, count)
}

fn each_twice(line: &str) -> String {
    line.chars().flat_map(|c| [c, c]).collect()
}

fn whole_twice(line: &str) -> String {
    let phrase: String = line.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).take(6).collect();
    format!("{phrase}{phrase}")
}

fn spaced(line: &str) -> String {
    line.chars().flat_map(|c| [c, ' ']).collect()
}

/// A name, what it does to a line, and the least share of the damaged characters that must be found.
type Damage = (&'static str, fn(&str) -> String, f64);

#[test]
fn real_text_is_clean_and_damaged_text_is_not() {
    let Some(pages) = pages() else { return };
    let mut all = Garble::default();
    let mut over = 0;
    for page in &pages {
        let seen = Garble::of(page);
        over += usize::from(seen.share() >= GARBLED_REVIEW);
        all.chars += seen.chars;
        all.doubled += seen.doubled;
        all.mojibake += seen.mojibake;
        all.spaced += seen.spaced;
        all.interleaved += seen.interleaved;
        all.replaced += seen.replaced;
        all.private += seen.private;
        all.control += seen.control;
    }
    println!("{} pages as they are, {} chars: {all}; {over} of them over the threshold", pages.len(), all.chars);
    assert!(all.share() < 0.0005 && over == 0, "{all}");
    // Of doubled characters half are surplus, and blanks are no longer single beside punctuation.
    let damages: [Damage; 6] = [
        ("UTF-8 read as GBK", |l| GBK.decode_without_bom_handling(l.as_bytes()).0.into_owned(), 0.85),
        ("UTF-8 read as Latin-1", |l| WINDOWS_1252.decode_without_bom_handling(l.as_bytes()).0.into_owned(), 0.8),
        ("GBK read as Latin-1", |l| WINDOWS_1252.decode_without_bom_handling(&GBK.encode(l).0).0.into_owned(), 0.7),
        ("each character twice", each_twice, 0.4),
        ("a phrase twice", whole_twice, 0.4),
        ("blanks between", spaced, 0.6),
    ];
    for (name, how, least) in damages {
        let (mut found, mut planted, mut flagged, mut hurt, mut state) = (0, 0, 0, 0, 1);
        for page in pages.iter().take(1500) {
            let (text, count) = damaged(page, &mut state, how);
            let seen = Garble::of(&text);
            found += seen.garbled();
            planted += count;
            hurt += usize::from(count > 0);
            flagged += usize::from(count > 0 && seen.share() >= GARBLED_REVIEW);
        }
        println!("{name}: {found} found of {planted} characters in damaged lines; {flagged} of {hurt} pages flagged");
        assert!(found as f64 >= least * planted as f64, "{name}");
    }
}

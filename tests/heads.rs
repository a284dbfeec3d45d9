//! The heads of `data/heads`, from which kicker, headline and subtitle are learned.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

#[test]
fn heads_are_whole_and_unlike_one_another() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/heads");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut seen = BTreeSet::new();
    let (mut count, mut forms) = (0, BTreeSet::new());
    for file in files {
        for (line, text) in std::fs::read_to_string(&file).unwrap().lines().enumerate() {
            let at = format!("{}:{}", file.display(), line + 1);
            let head: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{at}: {e}"));
            let lines: Vec<&str> = head["lines"].as_array().unwrap().iter().map(|l| l.as_str().unwrap()).collect();
            let part = |name: &str| -> Vec<u64> {
                head[name].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect()
            };
            let parts = [part("kicker"), part("headline"), part("subtitle")];
            let places = parts.concat();
            assert!(!parts[1].is_empty(), "{at}: no headline");
            assert_eq!(places, (0..lines.len() as u64).collect::<Vec<_>>(), "{at}: lines and parts");
            assert!(lines.iter().all(|l| (1..=45).contains(&l.chars().count())), "{at}: a line's length");
            let body = head["body"].as_str().unwrap();
            assert!((15..=160).contains(&body.chars().count()), "{at}: the lead's length");
            assert!(body.ends_with(['。', '！', '？', '”']), "{at}: the lead breaks off");
            assert!(seen.insert(lines.concat()), "{at}: stands twice");
            forms.insert(parts.map(|p| p.len()));
            count += 1;
        }
    }
    assert!(count >= 400, "{count} heads");
    assert!(forms.len() >= 9, "{forms:?}");
}

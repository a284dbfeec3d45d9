//! What is fuzzed: each function takes any bytes and panics only when an invariant is broken.

use jzclass::split::{Article, Grouping, lay_out_recognised, split};
use jzclass::read::{EditionText, Encoding, Garble, SourceText, decode, read_recognised, read_rows};
use jzclass::{Model, Record};

/// A target's name and its function.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 5] =
    [("edition", edition), ("decode", decode_bytes), ("model", model), ("rows", rows), ("layout", layout)];

/// The splitter is total: every non-blank line stands in exactly one place.
pub fn edition(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let Ok(page) = EditionText::new(text) else { return };
    let edition = split(&page);
    let mut lines: Vec<usize> = edition.articles.iter().flat_map(Article::lines).collect();
    lines.extend(&edition.furniture);
    lines.sort_unstable();
    assert!(lines.into_iter().eq(0..page.lines().len()), "a line has no place or several");
    for article in &edition.articles {
        let _ = (article.headline_text(&page), article.kicker_text(&page), article.subtitle_text(&page));
        let _ = article.body_text(&page);
    }
}

/// Any bytes decode or are refused, as every encoding; each bad sequence is one U+FFFD.
pub fn decode_bytes(bytes: &[u8]) {
    use Encoding::{Big5, Gb18030, Utf8, Utf16Be, Utf16Le};
    let _ = decode(bytes, None);
    for encoding in [Utf8, Utf16Le, Utf16Be, Gb18030, Big5] {
        if let Ok(decoded) = decode(bytes, Some(encoding)) {
            let marks = decoded.text.chars().filter(|&c| c == '\u{fffd}').count();
            assert!(marks >= decoded.undecodable, "an undecodable sequence left no mark");
        }
    }
}

/// Any bytes give a model or an error, and a model that was read labels and is written back.
///
/// The checksum is made right first, or nothing behind it would ever be reached.
pub fn model(bytes: &[u8]) {
    let mut bytes = bytes.to_vec();
    if bytes.len() > 4 {
        let body = bytes.len() - 4;
        let sum = crc32fast::hash(&bytes[..body]).to_le_bytes();
        bytes[body..].copy_from_slice(&sum);
    }
    let Ok(model) = Model::from_bytes(bytes) else { return };
    let prediction = model.predict("江堤加固", "本报讯 昨日，江堤加固工程开工。");
    assert_eq!(prediction.probabilities.len(), model.taxonomy.topics.len());
    assert!(prediction.probabilities.iter().all(|p| p.is_finite()), "a probability is no number");
    let written = model.to_bytes().expect("a model that was read can be written");
    let again = Model::from_bytes(written.clone()).expect("a model that was written can be read");
    assert_eq!(again.to_bytes().ok(), Some(written));
}

/// Rows are read or refused with their lines; a record that was read is written and read back the same.
pub fn rows(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = read_rows(text);
    if let Ok(record) = serde_json::from_str::<Record>(text) {
        let json = serde_json::to_string(&record).expect("a record can be written");
        let again: Record = serde_json::from_str(&json).expect("a record that was written can be read");
        assert_eq!(serde_json::to_string(&again).ok(), Some(json));
    }
}

/// Recognised pages are read or refused; their lines become text line by line, whose garbling has a share.
pub fn layout(bytes: &[u8]) {
    let share = Garble::of(&String::from_utf8_lossy(bytes)).share();
    assert!((0.0..=1.0).contains(&share), "a share out of range");
    let Ok(file) = read_recognised(bytes, None, None) else { return };
    let lines: Vec<String> = file.pages.iter().flat_map(|p| &p.lines).map(|l| l.text.clone()).collect();
    for line in file.pages.iter().flat_map(|p| &p.lines) {
        assert!(line.confidence.is_none_or(|c| (0.0..=1.0).contains(&c)), "a confidence out of range");
        assert!(!line.size.is_nan() && !line.area.left.is_nan(), "a place is no number");
    }
    if let Ok(laid) = lay_out_recognised(file.clone(), Grouping::Given) {
        let mut seen = vec![0_usize; laid.source.text.lines().len()];
        assert_eq!(seen.len(), lines.len(), "a line was lost or made");
        let articles = laid.edition.articles.iter().flat_map(Article::lines);
        articles.chain(laid.edition.furniture.iter().copied()).for_each(|line| seen[line] += 1);
        assert!(seen.iter().all(|&n| n == 1), "a line is in no part or in two");
    }
    let Ok(source) = SourceText::recognised(file) else { return };
    assert_eq!(source.text.lines().len(), lines.len(), "a line was lost or made");
    for (n, line) in lines.iter().enumerate() {
        assert_eq!(source.text.line(n), line);
        let _ = source.origin([source.text.lines()[n].number]);
    }
}

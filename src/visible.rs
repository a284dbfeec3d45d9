//! Text of unknown origin as a person may see it: nothing in it steers the terminal or turns the reading direction.
//!
//! A headline, a file's name or a search hit can hold any character. Printed as they are, `ESC ]0;…` sets a
//! terminal's title, `ESC [2J` clears it, and a bidirectional override shows `txt.exe` for `exe.txt`
//! ([CVE-2021-42574](https://nvd.nist.gov/vuln/detail/CVE-2021-42574), [UAX #9](https://www.unicode.org/reports/tr9/)).

use std::borrow::Cow;
use std::path::Path;

/// First strong isolate and pop directional isolate: what stands between them does not turn what stands around.
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

/// The text with control characters and marks of direction as visible signs, and isolated where it runs from right to
/// left. Line feeds stay.
///
/// Controls of C0 are shown as their pictures (␛), others by their number (`<U+202E>`).
///
/// ```
/// use jzclass::visible::visible;
/// assert_eq!(visible("江堤\u{1b}[2J加固"), "江堤␛[2J加固");
/// assert_eq!(visible("\u{202e}江堤"), "<U+202E>江堤");
/// assert_eq!(visible("江堤加固\n汛期"), "江堤加固\n汛期");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |c| c != '\n' && is_steering(c))
}

/// The same for what must stay on one line, such as a message: line feeds are shown, too.
///
/// ```
/// assert_eq!(jzclass::visible::line("a\nb\t.txt"), "a␊b␉.txt");
/// ```
pub fn line(text: &str) -> Cow<'_, str> {
    shown(text, is_steering)
}

fn shown(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    // Printable ASCII, much of what is shown, needs no look at its characters.
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let turned = text.chars().any(is_right_to_left);
    if !turned && !text.chars().any(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (n, part) in text.split('\n').enumerate() {
        if n > 0 {
            out.push_str(if hidden('\n') { "␊" } else { "\n" });
        }
        let isolated = part.chars().any(is_right_to_left);
        if isolated {
            out.push(ISOLATE);
        }
        for c in part.chars() {
            if hidden(c) { mark(c, &mut out) } else { out.push(c) }
        }
        if isolated {
            out.push(END);
        }
    }
    Cow::Owned(out)
}

fn mark(c: char, out: &mut String) {
    use std::fmt::Write;
    match c {
        '\0'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
        '\u{7f}' => out.push('␡'),
        // Writing to a string cannot fail.
        _ => drop(write!(out, "<U+{:04X}>", u32::from(c))),
    }
}

/// Controls (C0, DEL, C1), separators of lines and paragraphs, marks of direction, and tags, which nothing shows.
fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
}

/// Letters of scripts that run from right to left: Hebrew to Thaana and their forms, and those beyond the basic plane.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A path as text in which different paths are different: bytes that are no UTF-8 are written `\xE4`.
///
/// ```
/// assert_eq!(jzclass::visible::path("版/03.txt".as_ref()), "版/03.txt");
/// ```
pub fn path(path: &Path) -> String {
    if let Some(text) = path.to_str() {
        return text.to_owned();
    }
    bytes(path.as_os_str().as_encoded_bytes())
}

/// Bytes as text, those that are no UTF-8 written `\xE4`.
pub(crate) fn bytes(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len() + 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_runs_from_right_to_left_is_isolated() {
        assert_eq!(line("שלום.txt"), "\u{2068}שלום.txt\u{2069}");
        assert_eq!(visible("甲\nשלום"), "甲\n\u{2068}שלום\u{2069}");
    }

    #[test]
    fn other_bytes_are_written_by_their_numbers() {
        assert_eq!(bytes(b"a\xff\xfe.txt"), "a\\xFF\\xFE.txt");
    }

    proptest! {
        #[test]
        fn nothing_steers_the_terminal(text in any::<String>()) {
            let one = line(&text).into_owned();
            prop_assert!(!one.chars().any(|c| is_steering(c) && c != ISOLATE && c != END));
            prop_assert_eq!(one.matches(ISOLATE).count(), one.matches(END).count());
            prop_assert_eq!(line(&text).chars().filter(|&c| c == '\n').count(), 0);
            prop_assert_eq!(visible(&text).matches('\n').count(), text.matches('\n').count());
        }
    }
}

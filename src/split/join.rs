//! Wrapped lines → running text.

use crate::han::is_han;

/// Joins wrapped lines into running text.
///
/// Between two lines a space is set only where two Latin words or numbers-with-words meet; stray
/// spaces beside digits and Han characters, which extraction leaves behind (`10月 30日`), are taken
/// out. No other character is changed.
pub(crate) fn join_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    push_lines(&mut text, lines);
    text
}

/// Joins the lines of a paragraph behind a text that ends with a line feed, or is empty.
pub(super) fn push_lines<'a>(text: &mut String, lines: impl IntoIterator<Item = &'a str>) {
    for line in lines {
        let latin_before = text.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic() || c == ',');
        let latin_after = line.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
        if latin_before && latin_after {
            text.push(' ');
        }
        push_without_stray_spaces(text, line);
    }
}

/// Takes stray spaces out of one line: those beside Han text, digits or full-width punctuation.
///
/// Names parted by spaces (记者 周小川 林 静) are read from the raw lines by the byline reader, so
/// nothing is lost by it.
fn push_without_stray_spaces(text: &mut String, line: &str) {
    // Most lines have no space at all. 0xC2 begins the no-break space, 0xE3 the ideographic space and full stop;
    // looking at every byte without stopping at the first is what a processor does sixteen bytes at a time.
    let spaced = any_byte(line, |b| matches!(b, b' ' | b'\t' | 0xC2))
        || any_byte(line, |b| b == 0xE3) && line.contains('\u{3000}');
    if !spaced {
        text.push_str(line);
        return;
    }
    let mut chars = line.chars().peekable();
    let mut before: Option<char> = text.chars().next_back();
    while let Some(c) = chars.next() {
        if !is_space(c) {
            text.push(c);
            before = Some(c);
            continue;
        }
        while chars.peek().is_some_and(|&n| is_space(n)) {
            chars.next();
        }
        let Some(&after) = chars.peek() else { break };
        if before.is_some_and(|b| keeps_space(b, after)) {
            text.push(' ');
        }
    }
}

fn any_byte(line: &str, sought: impl Fn(u8) -> bool) -> bool {
    line.bytes().fold(false, |any, b| any | sought(b))
}

fn is_space(c: char) -> bool {
    c == ' ' || c == '\u{3000}' || c == '\t' || c == '\u{a0}'
}

/// A space between these two means something: between two Latin words, or between two Han runs,
/// where it parts names or the halves of a headline.
fn keeps_space(before: char, after: char) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '.' | '&' | '-' | '\'');
    let word = |c: char| is_han(c) || matches!(c, '“' | '”' | '》' | '《' | '！' | '？');
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    (latin(before) && latin(after) && !digits) || (word(before) && word(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_and_stray_spaces() {
        assert_eq!(join_lines(["10月 30日，在收", "到提醒后"]), "10月30日，在收到提醒后");
        assert_eq!(join_lines(["共 1 000 人", "参加"]), "共1000人参加");
        assert_eq!(join_lines(["learn to", "read Chinese"]), "learn to read Chinese");
        assert_eq!(join_lines(["河水清清 岸柳青青"]), "河水清清 岸柳青青");
        assert_eq!(join_lines(["使用 5G 网络"]), "使用5G网络");
    }
}

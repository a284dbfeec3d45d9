//! The lines of an edition's text, with their numbers and spans.

use std::ops::Range;

use crate::error::{Error, Result};
use crate::traditional::folded;

/// The longest line accepted, in bytes. A page's line has tens of characters, a whole article on
/// one line some thousands.
pub const MAX_LINE_BYTES: usize = 8 << 20;

/// One non-blank line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// 1-based number, as an editor counts: lines end with LF or CRLF (or CR alone in a file
    /// without any LF).
    pub number: usize,
    /// Byte range of the line's text in [`EditionText::text`], outer white space left out.
    pub span: Range<usize>,
    /// Columns of indent, an ideographic space counting two.
    pub indent: usize,
    /// Blank lines stand between this line and the one before.
    pub after_blank: bool,
    /// A form feed stands before this line: it begins a page.
    pub begins_page: bool,
}

/// Decoded text of an edition with its non-blank lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionText {
    text: String,
    lines: Vec<Line>,
}

/// White space, controls and marks without width.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{3000}')
}

impl EditionText {
    /// The same lines in simplified characters, each as long as before, where the text is written in traditional ones.
    pub(crate) fn folded(&self) -> Option<Self> {
        let text = folded(&self.text)?;
        Some(Self { text, lines: self.lines.clone() })
    }

    /// Finds the lines of `text`.
    ///
    /// # Errors
    /// [`Error::Empty`] when every line is blank, [`Error::LineTooLong`] above [`MAX_LINE_BYTES`].
    ///
    /// ```
    /// let page = jzclass::read::EditionText::new("标题\r\n\r\n　　本报讯".into()).unwrap();
    /// assert_eq!((page.lines()[1].number, page.lines()[1].indent), (3, 4));
    /// ```
    pub fn new(text: String) -> Result<Self> {
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let mut lines = Vec::with_capacity(memchr::memchr_iter(end as u8, text.as_bytes()).count() + 1);
        let (mut after_blank, mut begins_page) = (false, false);
        let has_pages = text.contains('\u{c}');
        let mut start = 0;
        let ends = memchr::memchr_iter(end as u8, text.as_bytes()).chain([text.len()]);
        for (index, stop) in ends.enumerate() {
            let raw = &text[start..stop];
            if raw.len() > MAX_LINE_BYTES {
                return Err(Error::LineTooLong { line: index + 1, bytes: raw.len(), limit: MAX_LINE_BYTES });
            }
            let body = raw.trim_matches(is_blank);
            begins_page |= has_pages && raw.contains('\u{c}');
            if body.is_empty() {
                after_blank = true;
            } else {
                let lead = raw.len() - raw.trim_start_matches(is_blank).len();
                lines.push(Line {
                    number: index + 1,
                    span: start + lead..start + lead + body.len(),
                    indent: raw[..lead].chars().map(indent_columns).sum(),
                    after_blank,
                    begins_page,
                });
                (after_blank, begins_page) = (false, false);
            }
            start = stop + 1;
        }
        if lines.is_empty() {
            return Err(Error::Empty);
        }
        Ok(Self { text, lines })
    }

    /// Some of the lines in another order, each with its own number, as one page; whether the blank lines above each
    /// are kept.
    pub(crate) fn in_order(&self, order: &[usize], parted: impl Fn(usize) -> bool) -> Self {
        let mut text = String::new();
        let mut lines = Vec::with_capacity(order.len());
        for &i in order {
            let line = &self.lines[i];
            let start = text.len();
            text.push_str(&self.text[line.span.clone()]);
            let after_blank = line.after_blank && parted(i);
            lines.push(Line { span: start..text.len(), after_blank, begins_page: false, ..line.clone() });
            text.push('\n');
        }
        Self { text, lines }
    }

    /// The whole decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The non-blank lines, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The text of the non-blank line at `index` (0-based among [`Self::lines`]).
    pub fn line(&self, index: usize) -> &str {
        &self.text[self.lines[index].span.clone()]
    }
}

fn indent_columns(c: char) -> usize {
    match c {
        '\u{3000}' => 2,
        ' ' | '\u{a0}' => 1,
        '\t' => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn line_ends_of_every_kind_keep_the_numbers() {
        for text in ["甲\n\n乙", "甲\r\n\r\n乙", "甲\r\r乙"] {
            let page = EditionText::new(text.into()).unwrap();
            let seen: Vec<_> = page.lines().iter().map(|l| (l.number, l.after_blank)).collect();
            assert_eq!(seen, [(1, false), (3, true)], "{text:?}");
        }
    }

    #[test]
    fn a_form_feed_begins_a_page() {
        let page = EditionText::new("甲\n\u{c}乙".into()).unwrap();
        assert!(page.lines()[1].begins_page);
        assert_eq!(page.line(1), "乙");
    }

    #[test]
    fn a_line_too_long_is_refused() {
        let text = format!("甲\n{}", "字".repeat(MAX_LINE_BYTES / 3 + 1));
        assert!(matches!(EditionText::new(text), Err(Error::LineTooLong { line: 2, .. })));
    }

    proptest! {
        #[test]
        fn spans_slice_back_and_no_character_is_lost(text in "[ 　\t\r\n\u{c}甲乙1a，。]{0,80}") {
            let Ok(page) = EditionText::new(text.clone()) else {
                prop_assert!(text.chars().all(is_blank));
                return Ok(());
            };
            let kept: String = (0..page.lines().len()).map(|i| page.line(i)).collect();
            let solid = |s: &str| s.chars().filter(|&c| !is_blank(c)).collect::<String>();
            prop_assert_eq!(solid(&kept), solid(&text));
        }
    }
}

//! A paragraph → lines of a column.

/// How lines break.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Width of the column in half characters.
    pub width: usize,
    /// Half characters an ASCII letter or figure takes.
    pub ascii: usize,
    /// A closing mark that does not fit stands in the margin, or takes the character before it to
    /// the next line.
    pub closing: Closing,
}

/// What is done with a closing mark that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    /// It stands in the margin.
    Hangs,
    /// It goes to the next line with the character before it.
    TakesAlong,
}

const CLOSING: &str = "，。、；：！？”’）》％】,;:!?)%」』…—";
const OPENING: &str = "“‘（《【(「『";

impl Measure {
    /// The same with another width.
    pub(super) fn with_width(self, width: usize) -> Self {
        Self { width, ..self }
    }

    fn of(&self, c: char) -> usize {
        if c.is_ascii() { self.ascii } else { 2 }
    }

    fn width_of(&self, text: &str) -> usize {
        text.chars().map(|c| self.of(c)).sum()
    }

    /// The lines of `text`, the first being `indent` half characters shorter.
    ///
    /// No line begins with a closing mark where the column allows it, none ends with an opening one,
    /// and numbers stay whole. The lines joined are the text.
    pub(super) fn lines(&self, text: &str, indent: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut x = indent;
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            if x + self.of(c) > self.width && !line.is_empty() {
                if CLOSING.contains(c) && (self.closing == Closing::Hangs || line.chars().count() < 4) {
                    line.push(c);
                    while let Some(c) = rest.next_if(|&c| CLOSING.contains(c)) {
                        line.push(c);
                    }
                    lines.push(std::mem::take(&mut line));
                    x = 0;
                    continue;
                }
                let tail = tail(&line, c);
                let down = line.split_off(line.len() - tail);
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                x = self.width_of(&down);
                line = down;
            }
            line.push(c);
            x += self.of(c);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// Bytes at the end of `line` that go down with `next`.
fn tail(line: &str, next: char) -> usize {
    let mut down = 0;
    let mut head = next;
    for c in line.chars().rev() {
        let together = CLOSING.contains(head)
            || OPENING.contains(c)
            || (head.is_ascii_alphanumeric() || head == '.') && (c.is_ascii_alphanumeric() || c == '.');
        if !together {
            break;
        }
        down += c.len_utf8();
        head = c;
    }
    // A line that would go down whole stays.
    if down >= line.len() { 0 } else { down }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NARROW: Measure = Measure { width: 12, ascii: 1, closing: Closing::TakesAlong };

    #[test]
    fn marks_and_numbers_stay_whole() {
        assert_eq!(NARROW.lines("今年栽种水稻，长势好", 0), ["今年栽种水", "稻，长势好"]);
        let hanging = Measure { closing: Closing::Hangs, ..NARROW };
        assert_eq!(hanging.lines("今年栽种水稻，长势好", 0), ["今年栽种水稻，", "长势好"]);
        assert_eq!(NARROW.lines("投资共计约1234万元", 0), ["投资共计约", "1234万元"]);
        assert_eq!(NARROW.lines("村民们都说“好”", 2), ["村民们都说", "“好”"]);
    }

    proptest! {
        #[test]
        fn lines_joined_are_the_text(text in "[水稻好，。“”0-9]{0,80}", width in 8_usize..44, indent in 0_usize..4) {
            for closing in [Closing::Hangs, Closing::TakesAlong] {
                let lines = Measure { width, ascii: 1, closing }.lines(&text, indent);
                prop_assert_eq!(lines.concat(), text.clone());
                prop_assert!(lines.iter().all(|l| !l.is_empty()));
            }
        }
    }
}

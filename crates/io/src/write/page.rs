//! A page for a person at a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Language, RecordWriter};
use jzclass::record::{LineRange, Record};
use jzclass::visible::{line as shown, visible};

/// How the page looks.
#[derive(Debug, Clone, Copy)]
pub struct PageStyle {
    /// Columns to fill.
    pub width: usize,
    /// Colours and weights by ANSI sequences.
    pub colour: bool,
    /// Language of what is not the article's own.
    pub language: Language,
}

/// Writes articles as a page of text.
#[derive(Debug)]
pub struct PageWriter {
    style: PageStyle,
    some: bool,
}

const INDENT: usize = 4;

impl PageWriter {
    /// A writer with this look.
    pub fn new(style: PageStyle) -> Self {
        Self { style: PageStyle { width: style.width.clamp(30, 100), ..style }, some: false }
    }

    fn words(&self) -> Words {
        match self.style.language {
            Language::English => Words {
                no_headline: "(no headline)",
                review: "? review",
                lines: "lines ",
                behind: "",
                chars: " chars",
                furniture: "furniture: lines ",
            },
            Language::Chinese => Words {
                no_headline: "（无题）",
                review: "? 需复核",
                lines: "第 ",
                behind: " 行",
                chars: " 字",
                furniture: "版面要素：第 ",
            },
        }
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.style.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn article(&self, record: &Record, out: &mut dyn Write) -> io::Result<()> {
        let pad = " ".repeat(INDENT);
        let room = self.style.width - INDENT;
        let bold = Style::new().bold();
        let dim = Style::new().dimmed();
        if !record.kicker.is_empty() {
            for line in wrap(&visible(&record.kicker), room) {
                writeln!(out, "{pad}{}", self.paint(dim, &line))?;
            }
        }
        let headline = if record.headline.is_empty() { self.words().no_headline } else { &record.headline };
        for (n, line) in wrap(&visible(headline), room).iter().enumerate() {
            let number = if n == 0 { format!("{:>2}  ", record.article) } else { pad.clone() };
            let style = if record.headline.is_empty() { dim } else { bold };
            writeln!(out, "{}{}", self.paint(dim, &number), self.paint(style, line))?;
        }
        for line in wrap(&visible(&record.subtitle), room) {
            writeln!(out, "{pad}{line}")?;
        }
        writeln!(out, "{pad}{}", self.topics(record))?;
        let about = about(record, &self.words());
        for line in wrap(&about, room) {
            writeln!(out, "{pad}{}", self.paint(dim, &line))?;
        }
        for line in wrap(&visible(&record.summary), room) {
            writeln!(out, "{pad}{line}")?;
        }
        if let Some(first) = &record.duplicate_of {
            for line in wrap(&format!("= {}", shown(first)), room) {
                writeln!(out, "{pad}{}", self.paint(dim, &line))?;
            }
        }
        writeln!(out)
    }

    fn topics(&self, record: &Record) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (n, topic) in record.topics.iter().filter(|t| t.assigned || t.probability >= 0.05).enumerate() {
            let colour = if n == 0 { AnsiColor::Green } else { AnsiColor::Cyan };
            let style = if topic.assigned { Style::new().fg_color(Some(colour.into())) } else { Style::new().dimmed() };
            parts.push(self.paint(style, &format!("{} {:.0}%", shown(&topic.name), topic.probability * 100.0)));
        }
        if record.needs_review {
            parts.push(self.paint(Style::new().fg_color(Some(AnsiColor::Yellow.into())), self.words().review));
        }
        parts.join("   ")
    }
}

/// What a page says in its own words.
struct Words {
    no_headline: &'static str,
    review: &'static str,
    lines: &'static str,
    behind: &'static str,
    chars: &'static str,
    furniture: &'static str,
}

/// Names, lines and length of an article, in one line.
fn about(record: &Record, words: &Words) -> String {
    let mut parts = Vec::new();
    for (role, names) in
        [("记者", &record.byline.reporters), ("通讯员", &record.byline.correspondents), ("其他", &record.byline.other)]
    {
        if !names.is_empty() {
            parts.push(format!("{role} {}", shown(&names.join(" "))));
        }
    }
    if let (Some(&[from, _]), Some(&[_, to])) = (record.lines.body.first(), record.lines.body.last()) {
        parts.push(format!("{}{from}–{to}{}", words.lines, words.behind));
    }
    parts.push(format!("{}{}", record.chars, words.chars));
    parts.join(" · ")
}

impl RecordWriter for PageWriter {
    fn write(&mut self, records: &[Record], out: &mut dyn Write) -> io::Result<()> {
        let Some(first) = records.first() else { return Ok(()) };
        let articles = records.iter().filter(|r| r.article > 0).count();
        if self.some {
            writeln!(out)?;
        }
        self.some = true;
        let title = self.paint(Style::new().underline(), &shown(&first.source));
        let count = match (self.style.language, articles) {
            (Language::Chinese, _) => "篇",
            (Language::English, 1) => "article",
            (Language::English, _) => "articles",
        };
        writeln!(out, "{title}  {articles} {count}\n")?;
        for record in records {
            if record.article == 0 {
                let lines: Vec<String> = record.lines.furniture.iter().map(|&[f, t]| range(f, t)).collect();
                writeln!(out, "    {}{}{}\n", self.words().furniture, lines.join(", "), self.words().behind)?;
            } else {
                self.article(record, out)?;
            }
        }
        Ok(())
    }
}

fn range(from: usize, to: usize) -> String {
    let [from, to]: LineRange = [from, to];
    if from == to { from.to_string() } else { format!("{from}–{to}") }
}

/// Breaks text into lines of at most `room` columns. Chinese breaks anywhere but before closing and
/// behind opening punctuation; Latin words and numbers stay whole where they fit.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let (mut line, mut used) = (String::new(), 0);
        for unit in units(paragraph) {
            let width = unit.width();
            if used + width > room && used > 0 {
                lines.push(line.trim_end().to_owned());
                (line, used) = (String::new(), 0);
                if unit.trim().is_empty() {
                    continue;
                }
            }
            line.push_str(unit);
            used += width;
        }
        if !line.is_empty() {
            lines.push(line.trim_end().to_owned());
        }
    }
    lines
}

/// Pieces that must not be broken: a character with the closing marks behind it, an opening mark with
/// the character behind it, a Latin word, a number.
fn units(text: &str) -> Vec<&str> {
    const CLOSING: &str = "，。、；：！？”’）》】」』%％℃,.;:!?)";
    const OPENING: &str = "“‘（《【「『(";
    let mut units = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let glued = before.is_none_or(|b| {
            CLOSING.contains(c)
                || OPENING.contains(b)
                || (b.is_ascii_alphanumeric() && (c.is_ascii_alphanumeric() || c == '.' || c == '-'))
                || (b == '.' && c.is_ascii_alphanumeric())
                || c.width() == Some(0)
        });
        if !glued || at - start > 200 {
            units.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        units.push(&text[start..]);
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_by_display_width() {
        assert_eq!(wrap("江堤加固，防汛。", 8), ["江堤加", "固，防", "汛。"]);
        assert_eq!(wrap("全长12.5公里", 7), ["全长", "12.5公", "里"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_wide(text in "[一-龥a-z0-9，。“” ]{0,120}", room in 12_usize..80) {
            let lines = wrap(&text, room);
            let solid = |s: &str| s.replace(' ', "");
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
            for line in &lines {
                prop_assert!(line.width() <= room || units(line).len() == 1);
            }
        }
    }
}

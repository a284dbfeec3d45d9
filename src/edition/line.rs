//! What can be seen of one line: its width, indent, punctuation and telling patterns.

use super::furniture::{is_furniture, is_overprint};
use super::pattern::{is_byline_line, is_caption, opens_article};
use crate::reader::EditionText;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// 。… perhaps with closing quotes or brackets: the sentence is complete.
    Stop,
    /// ！？ : the sentence is complete, but a headline may end so too.
    Mark,
    /// ；：—— : the sentence may be complete.
    Weak,
    /// ，、 : the sentence goes on.
    Comma,
    /// A character or number: in the body, the sentence goes on.
    Bare,
}

/// Observations on one line, in the context of its page.
#[derive(Debug, Clone)]
pub(super) struct Observed {
    /// Width over the width of the lines around it; 1 is a full line.
    pub fullness: f32,
    /// Width in full-width characters.
    pub width: f32,
    /// Indented where the page indents its paragraphs.
    pub indented: bool,
    /// The page indents its paragraphs at all.
    pub page_indents: bool,
    pub after_blank: bool,
    pub before_blank: bool,
    pub begins_page: bool,
    pub ending: Ending,
    /// 。 stands inside the line.
    pub inner_stop: bool,
    /// ， or 、 stands in the line.
    pub commas: usize,
    /// A space parts two Han characters, as in headlines of two halves.
    pub inner_space: bool,
    /// Begins as an article's lead does: 本报讯, 新华社.
    pub lead: bool,
    /// Is a byline of its own: □ 记者 ….
    pub byline: bool,
    pub caption: bool,
    pub furniture: bool,
    pub overprint: bool,
    /// Nothing but a date, a number or a range of them.
    pub bare_date: bool,
    /// Begins with a character that cannot begin a line of its own: ，。”）.
    pub closing_start: bool,
    /// Share of digits and ASCII letters.
    pub ascii_share: f32,
    /// Position from the top of its page, in lines.
    pub from_top: usize,
}

impl Observed {
    /// The sentence is unfinished: body text must go on after this line.
    pub(super) fn open(&self) -> bool {
        matches!(self.ending, Ending::Comma | Ending::Bare)
    }

    pub(super) fn full(&self) -> bool {
        self.fullness > 0.9
    }
}

/// Width in full-width characters; ASCII counts `ascii` each.
fn width(line: &str, ascii: f32) -> f32 {
    line.chars()
        .map(|c| match c {
            ' ' if ascii < 1.0 => ascii * 0.5,
            c if c.is_ascii() => ascii,
            _ => 1.0,
        })
        .sum()
}

pub(super) fn observe(page: &EditionText) -> Vec<Observed> {
    let lines = page.lines();
    let half: Vec<f32> = (0..lines.len()).map(|i| width(page.line(i), 0.5)).collect();
    let whole: Vec<f32> = (0..lines.len()).map(|i| width(page.line(i), 1.0)).collect();
    // Some extractors keep proportional widths, some count characters: the page's own lines tell.
    let widths = if peak(&half) > peak(&whole) { half } else { whole };
    let local = local_widths(&widths);
    let indents = lines.iter().filter(|l| l.indent >= 2).count();
    let page_indents = indents >= 2 && indents * 25 >= lines.len();
    let mut top = 0;
    (0..lines.len())
        .map(|i| {
            if lines[i].begins_page {
                top = i;
            }
            let text = page.line(i);
            let overprint = is_overprint(text);
            Observed {
                fullness: widths[i] / local[i],
                width: widths[i],
                indented: page_indents && lines[i].indent >= 2,
                page_indents,
                after_blank: lines[i].after_blank || i == 0,
                before_blank: lines.get(i + 1).is_none_or(|l| l.after_blank),
                begins_page: lines[i].begins_page,
                ending: ending(text),
                inner_stop: inner_stop(text),
                commas: text.chars().filter(|c| matches!(c, '，' | '、' | ',' | '；')).count(),
                inner_space: inner_space(text),
                lead: opens_article(text),
                byline: is_byline_line(text),
                caption: is_caption(text),
                furniture: is_furniture(text, i - top),
                overprint,
                bare_date: bare_date(text),
                closing_start: text.starts_with([
                    '，', '。', '、', '；', '：', '！', '？', '”', '’', '）', '》', '％', '%', ',',
                ]),
                ascii_share: text.chars().filter(char::is_ascii_alphanumeric).count() as f32
                    / text.chars().count().max(1) as f32,
                from_top: i - top,
            }
        })
        .collect()
}

/// Share of the lines within half a character of the commonest width.
fn peak(widths: &[f32]) -> f32 {
    let mut counts = std::collections::BTreeMap::<i32, usize>::new();
    for w in widths.iter().filter(|w| **w >= 8.0) {
        *counts.entry(w.round() as i32).or_default() += 1;
    }
    counts.values().max().copied().unwrap_or(0) as f32 / widths.len().max(1) as f32
}

/// For each line the width of a full line around it: the upper third of its neighbours.
fn local_widths(widths: &[f32]) -> Vec<f32> {
    const REACH: usize = 6;
    let page = upper(widths.iter().copied().take(4000).collect());
    (0..widths.len())
        .map(|i| {
            let around = &widths[i.saturating_sub(REACH)..(i + REACH + 1).min(widths.len())];
            // Lines far wider than the column are headlines or captions and say nothing of it.
            let column: Vec<f32> = around.iter().copied().filter(|w| *w < page * 1.6).collect();
            if column.len() < 4 { page } else { upper(column).max(page * 0.55) }.max(4.0)
        })
        .collect()
}

fn upper(mut widths: Vec<f32>) -> f32 {
    if widths.is_empty() {
        return 1.0;
    }
    widths.sort_by(f32::total_cmp);
    widths[widths.len() * 2 / 3].max(1.0)
}

fn ending(line: &str) -> Ending {
    for c in line.chars().rev() {
        match c {
            '”' | '’' | '）' | ')' | '』' | '」' | '》' | '】' => {}
            '。' | '…' => return Ending::Stop,
            '！' | '？' | '!' | '?' => return Ending::Mark,
            '；' | '：' | '—' | ':' | ';' => return Ending::Weak,
            '，' | '、' | ',' => return Ending::Comma,
            _ => return Ending::Bare,
        }
    }
    Ending::Bare
}

fn inner_stop(line: &str) -> bool {
    let body = line.trim_end_matches(['。', '”', '’', '）', '！', '？']);
    body.contains('。')
}

pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

fn inner_space(line: &str) -> bool {
    let mut han_before = false;
    let mut space = false;
    for c in line.chars() {
        if c == ' ' || c == '\u{3000}' {
            space = han_before;
        } else {
            let wordy = is_han(c) || matches!(c, '“' | '”' | '！' | '？' | '《' | '》');
            if space && wordy {
                return true;
            }
            han_before = wordy;
            space = false;
        }
    }
    false
}

fn bare_date(line: &str) -> bool {
    let mut digits = false;
    line.chars().all(|c| {
        digits |= c.is_numeric();
        c.is_numeric() || c == ' ' || "年月日至到-—～~./:：星期一二三四五六日天时分".contains(c)
    }) && digits
}

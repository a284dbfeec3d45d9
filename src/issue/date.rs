//! Days of the calendar in names and texts.

use std::ops::Range;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    year: u32,
    month: u32,
    day: u32,
}

impl Date {
    /// A day of the years 1800 to 2199, if there is one.
    pub(super) fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(leap),
            1..=12 => 31,
            _ => return None,
        };
        ((1800..=2199).contains(&year) && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// As `2024-11-08`.
    pub(super) fn text(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A date found in a text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundDate {
    pub date: Date,
    /// Bytes it takes.
    pub span: Range<usize>,
}

/// All full dates of a text: `2024-11-08`, `20241108`, `2024年11月8日`, `二〇二四年十一月八日`; with
/// `/` between too, as folders have it.
pub(super) fn dates(text: &str) -> Vec<FoundDate> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before_digit = false;
    while let Some(c) = text[at..].chars().next() {
        let starts = is_numeral(c) && !before_digit;
        if let Some((date, length)) = starts.then(|| date_at(&text[at..])).flatten() {
            found.push(FoundDate { date, span: at..at + length });
            at += length;
            before_digit = false;
        } else {
            before_digit = is_numeral(c);
            at += c.len_utf8();
        }
    }
    found
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || c == '十'
}

/// The value of a digit: ASCII, full-width or Han.
fn digit(c: char) -> Option<u32> {
    let c = crate::segment::fold(c);
    c.to_digit(10).or_else(|| match c {
        '〇' | '零' | '○' => Some(0),
        _ => "一二三四五六七八九".chars().position(|n| n == c).map(|n| n as u32 + 1),
    })
}

/// A numeral of up to 99 as in dates and page numbers: 8, 08, 八, 十一, 二十三.
pub(super) fn small_numeral(text: &str) -> Option<u32> {
    let chars: Vec<char> = text.chars().collect();
    match chars[..] {
        ['十'] => Some(10),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(10 * digit(tens)?),
        [ones] => digit(ones),
        [tens, '十', ones] | [tens, ones] => Some(10 * digit(tens)? + digit(ones)?),
        _ => None,
    }
}

fn date_at(text: &str) -> Option<(Date, usize)> {
    let numerals = |from: usize| {
        let rest = &text[from..];
        rest.len() - rest.trim_start_matches(is_numeral).len()
    };
    let year: Vec<(usize, char)> = text.char_indices().take(4).collect();
    let mut value = 0;
    for &(_, c) in &year {
        value = value * 10 + digit(c)?;
    }
    if year.len() < 4 || !(1800..=2199).contains(&value) {
        return None;
    }
    let (last, c) = year[3];
    let from = last + c.len_utf8();
    let month = separator(&text[from..], '年');
    if month == 0 {
        return compact(text, value, numerals(0));
    }
    let start = from + month;
    let run = numerals(start);
    let (month_text, behind) = if run == 4 && text[start..start + 4].is_ascii() {
        (&text[start..start + 2], 0)
    } else {
        (&text[start..start + run], separator(&text[start + run..], '月'))
    };
    let day_at = start + month_text.len() + behind;
    let day_text = &text[day_at..day_at + numerals(day_at)];
    let date = Date::new(value, small_numeral(month_text)?, small_numeral(day_text)?)?;
    let mut end = day_at + day_text.len();
    end += text[end..].chars().next().filter(|c| "日号".contains(*c)).map_or(0, char::len_utf8);
    Some((date, end))
}

/// 20241108, with the page behind (2024110803), or 202411/08.
fn compact(text: &str, year: u32, run: usize) -> Option<(Date, usize)> {
    let number = |range: Range<usize>| text.get(range).filter(|t| t.is_ascii())?.parse().ok();
    match run {
        8 | 10 => Some((Date::new(year, number(4..6)?, number(6..8)?)?, 8)),
        6 => {
            let behind = separator(&text[6..], '月');
            let day = text.get(6 + behind..8 + behind).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
            let end = 8 + behind;
            let more = text[end..].starts_with(|c: char| c.is_ascii_digit());
            (behind > 0 && !more).then_some((Date::new(year, number(4..6)?, day.parse().ok()?)?, end))
        }
        _ => None,
    }
}

/// The length of what stands between the numbers of a date.
fn separator(text: &str, unit: char) -> usize {
    let behind = text.strip_prefix(unit).unwrap_or(text);
    let rest = behind.strip_prefix(['-', '_', '.', '/', '－', '／', '．', '·']).unwrap_or(behind);
    // 2024 年 11 月: scanned mastheads have spaces around the unit.
    let rest = if text.trim_start().starts_with(unit) {
        text.trim_start().strip_prefix(unit).unwrap_or(rest).trim_start_matches([' ', '\u{3000}', '/'])
    } else {
        rest
    };
    text.len() - rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<String> {
        dates(text).iter().map(|f| f.date.text()).collect()
    }

    #[test]
    fn forms_of_dates() {
        for text in [
            "2024-11-08",
            "20241108",
            "2024.11.8",
            "2024_11_08",
            "2024/11/08/03",
            "2024年11月8日",
            "２０２４年１１月８日",
            "二〇二四年十一月八日",
            "2024 年 11 月 8 日",
            "2024年/11月/8日",
            "202411/08",
            "2024/1108",
            "jz20241108A02",
            "2024110803",
            "2024-11/08",
        ] {
            assert_eq!(texts(text), ["2024-11-08"], "{text}");
        }
        assert_eq!(texts("一九五八年三月二十五日 星期二"), ["1958-03-25"]);
        assert_eq!(texts("2024-02-29 2023-02-29 20241308 202411081 1108 2024年11月"), ["2024-02-29"]);
    }

    proptest! {
        #[test]
        fn any_text_is_taken_and_spans_slice_back(text in "[0-9一二十年月日号/. -]{0,30}") {
            for found in dates(&text) {
                prop_assert!(text.get(found.span.clone()).is_some());
                prop_assert_eq!(texts(&found.date.text()), [found.date.text()]);
            }
        }
    }
}

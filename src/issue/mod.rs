//! Which newspaper, which day, which page: read from a path or from the page's own masthead.

mod date;
mod masthead;
mod path;
mod pattern;
mod source_line;

pub use pattern::NamePattern;

use crate::read::ArticleRow;

/// Newspaper, day and page; each empty when not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issue {
    /// Name of the newspaper.
    pub paper: String,
    /// Day, as `2024-11-08`; always a day of the calendar.
    pub date: String,
    /// Page as the paper counts, such as `3` or `A02`.
    pub page: String,
}

impl Issue {
    /// What a path tells: by the pattern where there is one, else by common forms.
    ///
    /// Dates are recognised as `2024-11-08`, `20241108`, `2024.11.08`, `2024年11月8日` and over folders
    /// (`2024/11/08`, `202411/08`), pages as `A02`, `03版`, `第3版`, `p3` and, beside a date, as a number
    /// alone (`20241108-03`, `2024110803`, `2024/11/08/03`), names as a folder that ends in 日报, 晚报 and
    /// the like or as what stands before the date (`jingzhou-20241108-A02`). What stands nearer to the end of
    /// the path goes before what stands farther; where two that stand equally near disagree, neither is
    /// taken.
    ///
    /// ```
    /// use jzclass::issue::Issue;
    /// let issue = Issue::of_path("archive/jingzhou-20241108-A02.txt", None);
    /// assert_eq!((issue.paper.as_str(), issue.date.as_str(), issue.page.as_str()), ("jingzhou", "2024-11-08", "A02"));
    /// ```
    pub fn of_path(path: &str, pattern: Option<&NamePattern>) -> Self {
        match pattern {
            Some(pattern) => pattern.read(path).unwrap_or_default(),
            None => path::read(path),
        }
    }

    /// What a page's furniture tells: masthead, folio and imprint, a line each.
    ///
    /// ```
    /// use jzclass::issue::Issue;
    /// let issue = Issue::of_furniture(["清河晚报", "2024年11月8日 星期五", "第3版 要闻"]);
    /// assert_eq!((issue.paper.as_str(), issue.date.as_str(), issue.page.as_str()), ("清河晚报", "2024-11-08", "3"));
    /// ```
    pub fn of_furniture<'l>(lines: impl IntoIterator<Item = &'l str>) -> Self {
        masthead::read(lines)
    }

    /// What a line under a headline tells of where the article was printed, and how many of paper, day and page:
    /// 《新河日报》（2025年10月20日 第01版）. `None` for a line that tells more than that, or less.
    pub(crate) fn of_source_line(line: &str) -> Option<(Self, usize)> {
        source_line::read(line)
    }

    /// What a row of a table tells: a day that is written alone or with a time (`2024-11-08`, `20241108`,
    /// `2024/11/8 10:30`, `2024年11月8日`), a page as [`Self::of_path`] writes it (`第3版` is `3`, and what is no
    /// such number is kept as it is), and the paper's name as it is. Pages and names that are too long for one
    /// are something else and left out.
    ///
    /// ```
    /// use jzclass::issue::Issue;
    /// use jzclass::read::ArticleRow;
    /// let known = |text: &str| Some(text.to_owned());
    /// let row = ArticleRow { date: known("2024年11月8日"), page: known("第03版"), ..ArticleRow::default() };
    /// let issue = Issue::of_row(&row);
    /// assert_eq!((issue.date.as_str(), issue.page.as_str()), ("2024-11-08", "3"));
    /// ```
    pub fn of_row(row: &ArticleRow) -> Self {
        let text = |value: &Option<String>, most: usize| {
            let text = value.as_deref().unwrap_or_default().trim();
            if text.chars().nth(most).is_none() { text.to_owned() } else { String::new() }
        };
        let page = text(&row.page, 12);
        let bare = page.strip_prefix('第').unwrap_or(&page);
        let number = page_number(bare.strip_suffix('版').unwrap_or(bare).trim());
        let found = date::dates(row.date.as_deref().unwrap_or_default());
        Self {
            paper: text(&row.paper, 40),
            date: agreed(found.into_iter().map(|f| f.date)).map(date::Date::text).unwrap_or_default(),
            page: number.unwrap_or(page),
        }
    }

    /// This, and what is not known from `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let first = |a: String, b: String| if a.is_empty() { b } else { a };
        Self {
            paper: first(self.paper, other.paper),
            date: first(self.date, other.date),
            page: first(self.page, other.page),
        }
    }
}

/// The one value of all candidates; none where two disagree.
fn agreed<T: PartialEq>(candidates: impl IntoIterator<Item = T>) -> Option<T> {
    let mut candidates = candidates.into_iter();
    let first = candidates.next()?;
    candidates.all(|c| c == first).then_some(first)
}

/// A page's number as it is kept: letters large, numbers without leading zeros unless a letter stands
/// before them (`A02`). `None` for what is no page's number: 1 to 199, with at most one letter.
fn page_number(text: &str) -> Option<String> {
    let text: String = text.chars().map(crate::segment::fold).collect::<String>().to_ascii_uppercase();
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = &text[..text.len() - digits.len()];
    let number = if digits.chars().all(|c| c.is_ascii_digit()) && digits.len() <= 3 {
        digits.parse().ok()?
    } else if letters.is_empty() {
        date::small_numeral(digits)?
    } else {
        return None;
    };
    if letters.len() > 1 || !(1..=199).contains(&number) {
        return None;
    }
    Some(if letters.is_empty() { number.to_string() } else { text })
}

/// Whether a name is a newspaper's: Han characters that end in 日报, 晚报 and the like.
fn is_paper(name: &str) -> bool {
    const ENDS: [&str; 16] = [
        "日报",
        "晚报",
        "早报",
        "晨报",
        "时报",
        "商报",
        "都市报",
        "快报",
        "周报",
        "导报",
        "青年报",
        "法制报",
        "法治报",
        "农民报",
        "经济报",
        "科技报",
    ];
    let characters = name.chars().count();
    (3..=12).contains(&characters)
        && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && ENDS.iter().any(|e| name.ends_with(e))
        && !name.starts_with('本')
}

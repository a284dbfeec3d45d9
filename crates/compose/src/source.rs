//! Articles to set on pages.

use std::path::Path;

use serde::Deserialize;

use jzclass::error::{Error, Result};

/// An article as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Its headline.
    pub title: String,
    /// Its paragraphs, without lead, names and white space around them.
    pub paragraphs: Vec<String>,
    /// Its day, as the source writes it; empty when not known.
    pub date: String,
    /// Its topic, where the source tells one.
    pub label: String,
}

/// Which articles are used. What is tuned on one part is measured on the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// Every article.
    #[default]
    All,
    /// Articles of days that are not held out.
    Tuning,
    /// Articles of every fifth day or so: the 64-bit FNV-1a hash of the date (of the title, for articles
    /// without a date) is divisible by 5.
    HeldOut,
}

impl Part {
    /// The article belongs to this part.
    ///
    /// ```
    /// use jzclass_compose::{Article, Part};
    /// let article = Article { date: "20220924".into(), ..Article::default() };
    /// assert_ne!(Part::Tuning.has(&article), Part::HeldOut.has(&article));
    /// ```
    pub fn has(self, article: &Article) -> bool {
        let key = if article.date.is_empty() { &article.title } else { &article.date };
        let held_out = fnv(key.as_bytes()).is_multiple_of(5);
        match self {
            Self::All => true,
            Self::Tuning => !held_out,
            Self::HeldOut => held_out,
        }
    }
}

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    title: String,
    #[serde(default)]
    paragraphs: Vec<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    label: String,
}

/// Reads articles from JSON Lines: `title`, `paragraphs` (or `text`, a line a paragraph), optional
/// `date` and `label`.
///
/// Leads (`本报讯（…）`, `…电`, `…消息：`) and names in brackets at the end are taken off, as pages
/// are set with leads and names of their own. Left out are articles without a headline of 6 to 40
/// characters, shorter than 80 characters or longer than 2,500, round-ups of several news (快讯, 联播
/// in the title), and repeated titles.
///
/// # Errors
/// [`Error::Io`], [`Error::UnreadableLines`].
pub fn read_articles(path: &Path, part: Part) -> Result<Vec<Article>> {
    let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    let mut articles = Vec::new();
    let (mut count, mut lines) = (0, Vec::new());
    let mut titles = std::collections::BTreeSet::new();
    for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match serde_json::from_str::<Row>(line) {
            Ok(row) => {
                let article = row.article();
                if article.usable() && part.has(&article) && titles.insert(article.title.clone()) {
                    articles.push(article);
                }
            }
            Err(e) => {
                count += 1;
                if lines.len() < 5 {
                    lines.push((number + 1, e.to_string()));
                }
            }
        }
    }
    if count > 0 { Err(Error::UnreadableLines { count, lines }) } else { Ok(articles) }
}

impl Row {
    fn article(self) -> Article {
        let text: Vec<String> = if self.paragraphs.is_empty() {
            self.text.lines().map(str::to_owned).collect()
        } else {
            // A paragraph is one line.
            self.paragraphs.iter().flat_map(|p| p.lines()).map(str::to_owned).collect()
        };
        let title = self.title.trim();
        let title = title.strip_prefix('【').and_then(|t| t.split_once('】')).map_or(title, |(_, t)| t.trim());
        let mut paragraphs: Vec<String> =
            text.iter().map(|p| without_lead(p.trim()).trim().to_owned()).filter(|p| !p.is_empty()).collect();
        if let Some(last) = paragraphs.last_mut() {
            without_names(last);
        }
        paragraphs.retain(|p| !p.is_empty());
        Article { title: title.to_owned(), paragraphs, date: self.date, label: self.label }
    }
}

impl Article {
    /// Characters of its body.
    pub fn chars(&self) -> usize {
        self.paragraphs.iter().map(|p| p.chars().count()).sum()
    }

    fn usable(&self) -> bool {
        (6..=40).contains(&self.title.chars().count())
            && (80..=2500).contains(&self.chars())
            && !self.title.contains("快讯")
            && !self.title.contains("联播")
    }
}

/// The paragraph behind a lead of at most 40 characters.
fn without_lead(paragraph: &str) -> &str {
    let at = |n: usize| paragraph.char_indices().nth(n).map_or(paragraph.len(), |(i, _)| i);
    let head = &paragraph[..at(40)];
    // Bytes of a bracket that follows, if one does.
    let behind_bracket = |rest: &str| -> usize {
        if !rest.trim_start().starts_with(['（', '(']) {
            return 0;
        }
        rest.char_indices().find(|(_, c)| matches!(c, '）' | ')')).map_or(0, |(i, c)| i + c.len_utf8())
    };
    if let Some(rest) = head.strip_prefix("本报讯") {
        return paragraph["本报讯".len() + behind_bracket(rest)..].trim_start_matches([' ', '　', ':', '：']);
    }
    let day = head.find('电').filter(|&e| head[..e].ends_with('日'));
    if let Some(end) = day.filter(|_| head.starts_with("新华社") || head.starts_with("本报")) {
        let end = end + '电'.len_utf8();
        return paragraph[end + behind_bracket(&head[end..])..].trim_start_matches([' ', '　', ':', '：']);
    }
    // 某网消息（晚间新闻）：
    match head.find("消息").filter(|&i| i <= 4 * '央'.len_utf8()) {
        Some(i) => match head[i..].find('：') {
            Some(colon) if !head[i..i + colon].contains(['，', '。']) => &paragraph[i + colon + '：'.len_utf8()..],
            _ => paragraph,
        },
        None => paragraph,
    }
}

fn without_names(paragraph: &mut String) {
    let ends = paragraph.ends_with(['）', ')']);
    let open = paragraph.rfind(['（', '(']);
    if let (true, Some(open)) = (ends, open) {
        let inner = &paragraph[open..];
        if inner.chars().count() < 40 && ["记者", "通讯员", "作者", "文/", "供稿"].iter().any(|w| inner.contains(w))
        {
            paragraph.truncate(open);
            paragraph.truncate(paragraph.trim_end().len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_and_names_are_taken_off() {
        assert_eq!(without_lead("本报讯（记者林静 通讯员何清）近日，渡口通桥。"), "近日，渡口通桥。");
        assert_eq!(without_lead("本报讯 近日，渡口通桥。"), "近日，渡口通桥。");
        assert_eq!(without_lead("新华社清河5月3日电（记者林静）近日"), "近日");
        assert_eq!(without_lead("某某网消息（晚间）：近日，渡口通桥。"), "近日，渡口通桥。");
        assert_eq!(without_lead("本报（3日刊）更正"), "本报（3日刊）更正");
        assert_eq!(without_lead("有消息说，渡口通桥：真的。"), "有消息说，渡口通桥：真的。");
        let mut end = "桥上行人多。（记者 林静）".to_owned();
        without_names(&mut end);
        assert_eq!(end, "桥上行人多。");
    }

    #[test]
    fn parts_are_by_day() {
        assert_eq!(fnv(b"a"), 0xaf63_dc4c_8601_ec8c);
        let held = (1..=31)
            .filter(|d| Part::HeldOut.has(&Article { date: format!("202403{d:02}"), ..Article::default() }))
            .count();
        assert!((2..=12).contains(&held), "{held}");
    }
}

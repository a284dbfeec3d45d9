//! Articles that go on over leaf: 下转第2版, 上接第1版.

use std::collections::BTreeSet;

use super::area::{across, distance};
use super::draft::Draft;
use crate::edition::{Article, Paragraph};
use crate::reader::LaidPage;

/// Words that send the reader on, and words that say where text comes from.
const ON: [&str; 3] = ["下转", "转第", "转至"];
const FROM: [&str; 4] = ["上接", "紧接", "接第", "接自"];

/// A mark of continuation, and the article it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Marker {
    /// Number of the article in the file.
    article: usize,
    /// Page of the file.
    page: usize,
    /// Label of the page it stands on, and of the page it names.
    here: String,
    there: String,
    /// It sends on to another page.
    on: bool,
}

/// The page's number as the paper counts: `3`, `A02`.
pub(super) fn label(page: &LaidPage, furniture: &[usize]) -> String {
    let margin =
        |l: &&usize| page.lines[**l].area.top < 0.1 * page.height || page.lines[**l].area.top > 0.94 * page.height;
    let mut named = None;
    for &l in furniture.iter().filter(margin) {
        let text = page.lines[l].text.trim();
        if ON.iter().chain(&FROM).any(|w| text.contains(w)) {
            continue;
        }
        let core = text.trim_matches(|c: char| c.is_whitespace() || "（）()【】—-·".contains(c));
        if let Some(number) =
            number(core).filter(|_| core.starts_with('第') && core.contains('版') || core.ends_with('版'))
        {
            return number;
        }
        // 02, A03, 02 要闻: a folio, perhaps with the name of the section.
        let end = core.find(|c: char| !(c.is_ascii_digit() || c.is_ascii_uppercase())).unwrap_or(core.len());
        let (folio, section) = core.split_at(end);
        let bare =
            section.trim().chars().all(|c| !c.is_ascii() && !"年月日期".contains(c)) && section.chars().count() <= 6;
        if (1..=3).contains(&folio.len()) && folio.ends_with(|c: char| c.is_ascii_digit()) && bare && named.is_none() {
            named = Some(folio.trim_start_matches('0').to_owned());
        }
    }
    named.unwrap_or_default()
}

/// The page that a mark names: 第二版 → 2, A3版 → A3.
fn number(text: &str) -> Option<String> {
    const HAN: &str = "〇一二三四五六七八九";
    let end = text.find('版').unwrap_or(text.len());
    let before: Vec<char> = text[..end].chars().collect();
    let from =
        before.iter().rposition(|&c| !(c.is_ascii_alphanumeric() || HAN.contains(c) || c == '十')).map_or(0, |p| p + 1);
    let digits: String = before[from..].iter().collect();
    if digits.is_empty() {
        return None;
    }
    if digits.is_ascii() {
        return Some(digits.trim_start_matches('0').to_owned());
    }
    let value = |c: char| HAN.chars().position(|h| h == c);
    let mut sum = 0;
    for (n, part) in digits.split('十').enumerate() {
        let unit = part.chars().next_back().and_then(value);
        sum = if n == 0 && digits.contains('十') { unit.unwrap_or(1) * 10 } else { sum + unit.unwrap_or(0) };
    }
    (sum > 0).then(|| sum.to_string())
}

/// The marks of a page: one that sends on belongs to the article that ends above it, one that
/// says where text comes from to the article that begins below it.
pub(super) fn markers(page: &LaidPage, furniture: &[usize], drafts: &[Draft], first: usize, here: &str) -> Vec<Marker> {
    let mut found = Vec::new();
    for &l in furniture {
        let (text, area) = (&page.lines[l].text, &page.lines[l].area);
        let from = FROM.iter().any(|w| text.contains(w));
        let on = !from && ON.iter().any(|w| text.contains(w));
        if !(on || from) || text.chars().count() > 24 {
            continue;
        }
        let cost = |d: &Draft| {
            let mut places = d.places.iter();
            let place = if on { places.next_back() } else { places.next() };
            let side = place.map_or(1e6, |p| {
                let above = if on { p.bottom - area.bottom } else { area.top - p.top };
                let column = if across(p, area) > 0.0 { 0.0 } else { 30.0 };
                distance(p, area) + above.max(0.0) + column
            });
            let broken = if on { d.runs_out } else { d.runs_in && d.headline.is_empty() };
            side + if broken { 0.0 } else { 60.0 }
        };
        let best = (0..drafts.len()).min_by(|&a, &b| cost(&drafts[a]).total_cmp(&cost(&drafts[b])).then(a.cmp(&b)));
        if let Some(draft) = best {
            let there = number(text).unwrap_or_default();
            found.push(Marker { article: first + draft, page: page.number, here: here.to_owned(), there, on });
        }
    }
    found
}

/// How an article's text ends on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Joint {
    /// It goes on from elsewhere.
    pub runs_in: bool,
    /// It breaks off.
    pub runs_out: bool,
}

/// Joins the pieces that the source gives one number; gives the articles that went into others.
pub(super) fn join_numbered<'n>(
    articles: &mut [Article],
    joints: &mut [Joint],
    numbered: impl Iterator<Item = &'n Vec<usize>>,
) -> BTreeSet<usize> {
    let mut gone = BTreeSet::new();
    for pieces in numbered {
        for &piece in &pieces[1..] {
            append(articles, joints, pieces[0], piece);
            gone.insert(piece);
        }
    }
    gone
}

/// Joins articles whose marks name each other; those that went into others join `gone`.
pub(super) fn join(articles: &mut [Article], joints: &mut [Joint], markers: &[Marker], gone: &mut BTreeSet<usize>) {
    for from in markers.iter().filter(|m| m.on) {
        let names = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
        let fits = |to: &&Marker| {
            !to.on
                && to.page != from.page
                && to.article != from.article
                && !gone.contains(&to.article)
                && names(&from.there, &to.here)
                && names(&to.there, &from.here)
        };
        let exact = |to: &Marker| usize::from(from.there != to.here || from.there.is_empty());
        let Some(to) = markers.iter().filter(fits).min_by_key(|to| (exact(to), to.page, to.article)) else { continue };
        if gone.contains(&from.article) {
            continue;
        }
        append(articles, joints, from.article, to.article);
        gone.insert(to.article);
    }
}

/// Puts what an article holds behind another; its headline becomes a subhead.
fn append(articles: &mut [Article], joints: &mut [Joint], to: usize, from: usize) {
    let rest = std::mem::take(&mut articles[from]);
    let runs_on = joints[to].runs_out && joints[from].runs_in && rest.headline.is_empty();
    joints[to].runs_out = joints[from].runs_out;
    let whole = &mut articles[to];
    let title = [rest.kicker, rest.headline, rest.subtitle].concat();
    if !title.is_empty() {
        whole.paragraphs.push(Paragraph { lines: title, subhead: true });
    }
    let mut parts = rest.paragraphs.into_iter();
    if runs_on
        && let Some(last) = whole.paragraphs.last_mut()
        && let Some(next) = parts.next()
    {
        last.lines.extend(next.lines);
    }
    whole.paragraphs.extend(parts);
    whole.byline_lines.extend(rest.byline_lines);
    whole.captions.extend(rest.captions);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_marks_name() {
        for (text, page) in [
            ("（下转第2版）", "2"),
            ("上接第一版", "1"),
            ("下转A03版", "A03"),
            ("（下转第十二版）", "12"),
            ("紧接第二十版", "20"),
        ] {
            assert_eq!(number(text).as_deref(), Some(page), "{text}");
        }
        assert_eq!(number("下转"), None);
    }
}

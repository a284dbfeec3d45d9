//! Notes that say where text goes on or comes from (下转第2版, 上接第一版《标题》), and the number of a page.

/// Which way a note points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::split) enum Way {
    /// The text goes on elsewhere.
    On,
    /// The text comes from elsewhere.
    From,
    /// 紧接: whichever of both the pages' order tells.
    Either,
}

const WORDS: [(&str, Way); 9] = [
    ("下转", Way::On),
    ("下接", Way::On),
    ("转第", Way::On),
    ("转至", Way::On),
    ("转接", Way::On),
    ("上接", Way::From),
    ("接第", Way::From),
    ("接自", Way::From),
    ("紧接", Way::Either),
];

/// What stands around a note: brackets, arrows, bullets.
const MARKS: &str = "（）()【】[]〔〕<>〈〉—－-―·•…■□◆◇●○★▲▼▶►▷△▽→➔⇨|　";

/// A note as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::split) struct Note {
    pub way: Way,
    /// The page it names (`3`, `A02`); empty where it names none.
    pub page: String,
    /// The headline or word that it names besides.
    pub title: String,
    /// 版, 页 or 面 follows the number.
    unit: bool,
    /// Where it begins in the text, and where the number with its unit ends.
    start: usize,
    end: usize,
}

impl Note {
    /// The first note in a text.
    pub(in crate::split) fn read(text: &str) -> Option<Self> {
        let (start, word, way) =
            WORDS.iter().filter_map(|(word, way)| text.find(word).map(|at| (at, *word, *way))).min_by_key(|w| w.0)?;
        let after = &text[start + word.len()..];
        let figures = after.trim_start_matches(|c: char| c.is_whitespace() || "第至自到:：".contains(c));
        let digits = figures.find(|c: char| !is_figure(c)).unwrap_or(figures.len());
        let page = numeral(&figures[..digits]).unwrap_or_default();
        // 下转第3、4版 names both.
        let rest = &figures[digits..];
        let more = rest.find(|c: char| !(is_figure(c) || " 　、,，-—~～至第".contains(c))).unwrap_or(rest.len());
        let unit = rest[more..].chars().next().filter(|c| "版页面".contains(*c));
        let tail = unit.map_or(rest, |unit| &rest[more + unit.len_utf8()..]);
        let title: String = tail.trim_matches(is_around).to_owned();
        let named = title.chars().filter(|&c| crate::han::is_han(c)).count() >= 2;
        Some(Self {
            way,
            page,
            title: if named { title } else { String::new() },
            unit: unit.is_some(),
            start,
            end: text.len() - tail.len(),
        })
    }

    /// Whether the page it names comes behind the one that it stands on, of this label or else this number in the file.
    pub(in crate::split) fn points_on(&self, here: &str, number: usize) -> bool {
        match (parts(&self.page), parts(here)) {
            (Some(there), Some(here)) => there > here,
            (Some((_, there)), None) => there > number,
            _ => false,
        }
    }

    /// The note that a line is, all of it.
    pub(super) fn of_line(text: &str) -> Option<Self> {
        if text.chars().nth(LONGEST).is_some() || text.contains('。') {
            return None;
        }
        let core = text.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(c));
        let note = Self::read(core).filter(|n| n.start == 0 && !n.page.is_empty())?;
        let bracketed = text.starts_with(['（', '(', '【', '[', '〔']);
        let tail = &core[note.end..];
        let short = tail.chars().nth(if note.unit { 8 } else { 0 }).is_none();
        let told = tail.trim_start().starts_with(['《', '“', '·', '：', ':', '—', '(', '（', ' ', '\u{3000}']);
        let form = if note.unit { bracketed || short || told } else { bracketed && short };
        form.then_some(note)
    }

    /// A line is a note that says where the text below it comes from.
    pub(in crate::split) fn comes_from(text: &str) -> bool {
        text.len() <= 4 * LONGEST && text.contains('接') && Self::of_line(text).is_some_and(|note| note.way != Way::On)
    }

    /// The note in brackets, or behind a sentence, that ends a line of text, and where it begins.
    pub(super) fn at_end(text: &str) -> Option<(usize, Self)> {
        let closed = text.trim_end().trim_end_matches(['。', '.']);
        if closed.ends_with(['）', ')', '】', ']']) {
            let open = closed.rfind(['（', '(', '【', '['])?;
            return Self::of_line(&closed[open..]).filter(|n| n.unit).map(|note| (open, note));
        }
        let open = text.rfind("下转")?;
        let ended = text[..open].trim_end().ends_with(['。', '！', '？', '”', '…']);
        let note = Self::of_line(&text[open..]).filter(|n| ended && n.unit && n.end == text.len() - open)?;
        Some((open, note))
    }

    /// The note in brackets that begins a line of text.
    pub(super) fn at_start(text: &str) -> Option<Self> {
        if !text.starts_with(['（', '(', '【', '[']) {
            return None;
        }
        let close = text.find(['）', ')', '】', ']'])?;
        Self::of_line(&text[..close]).filter(|n| n.unit && n.way != Way::On)
    }

    /// Where notes may stand: the byte positions of their words in a text.
    pub(super) fn words(text: &str) -> Vec<usize> {
        // Each word has one of these, first or second.
        let mut all = Vec::new();
        for sign in ["转", "接"] {
            for at in memchr::memmem::find_iter(text.as_bytes(), sign.as_bytes()) {
                let starts = [at.checked_sub(sign.len()), Some(at)].into_iter().flatten();
                all.extend(starts.filter(|&start| {
                    text.get(start..).is_some_and(|rest| WORDS.iter().any(|(word, _)| rest.starts_with(word)))
                }));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Longest line that is a note, in characters.
const LONGEST: usize = 60;

fn is_around(c: char) -> bool {
    c.is_whitespace() || MARKS.contains(c) || "《》“”‘’\"：:，,、".contains(c)
}

const HAN: &str = "〇一二三四五六七八九";

fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn is_figure(c: char) -> bool {
    let c = half_width(c);
    c.is_ascii_alphanumeric() || HAN.contains(c) || matches!(c, '十' | '零' | '○')
}

/// A number in figures of any kind: 3, A02, 十二.
fn numeral(text: &str) -> Option<String> {
    let folded = |c: char| if matches!(c, '零' | '○') { '〇' } else { half_width(c).to_ascii_uppercase() };
    let text: String = text.chars().map(folded).collect();
    if text.is_ascii() {
        let letters = text.len() - text.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
        let digits = &text[letters..];
        let fits = letters < 3 && (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let number = text.trim_start_matches('0');
        return (fits && !number.is_empty()).then(|| number.to_owned());
    }
    let value = |c: char| HAN.chars().position(|h| h == c);
    let sum = match text.split_once('十') {
        Some((tens, ones)) => {
            let part = |s: &str, none: usize| s.chars().next_back().map_or(Some(none), value);
            part(tens, 1)? * 10 + part(ones, 0)?
        }
        None => text.chars().take(3).try_fold(0, |sum, c| Some(sum * 10 + value(c)?))?,
    };
    (sum > 0).then(|| sum.to_string())
}

/// The number of a page that a line in its margin tells, and whether it does so outright: 第3版, 03 要闻.
pub(in crate::split) fn folio(text: &str) -> Option<(String, bool)> {
    if Note::read(text).is_some() {
        return None;
    }
    let core = text.trim().trim_matches(|c: char| c.is_whitespace() || MARKS.contains(c));
    let outright = |from: &str| {
        let (before, _) = from.split_once('版')?;
        let before = before.trim_end();
        let digits = before
            .rfind(|c: char| !is_figure(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        numeral(&before[digits..])
    };
    if core.starts_with('第') && core.contains('版') || core.ends_with('版') {
        if let Some(number) = outright(core) {
            return Some((number, true));
        }
    } else if let Some((_, from)) = core.split_once('第').filter(|_| core.chars().count() <= 40)
        && from
            .trim_start()
            .find(|c: char| !is_figure(c))
            .is_some_and(|at| at > 0 && from.trim_start()[at..].starts_with('版'))
    {
        return outright(from).map(|number| (number, true));
    }
    // 02, A03, 02 要闻: a folio, perhaps with the name of the section.
    let end = core.find(|c: char| !(c.is_ascii_digit() || c.is_ascii_uppercase())).unwrap_or(core.len());
    let (number, section) = core.split_at(end);
    let section = section.trim_start_matches([' ', '|', '｜', '·', '\u{3000}']).trim();
    let bare = section.chars().all(|c| !c.is_ascii() && !"年月日期".contains(c)) && section.chars().count() <= 6;
    let fits = (1..=3).contains(&number.len()) && number.ends_with(|c: char| c.is_ascii_digit()) && bare;
    fits.then(|| number.trim_start_matches('0').to_owned()).filter(|n| !n.is_empty()).map(|number| (number, false))
}

/// A page's number in its parts, so that A02 is A2: letters, then the number.
pub(super) fn parts(label: &str) -> Option<(&str, usize)> {
    let digits = label.trim_start_matches(|c: char| c.is_ascii_uppercase());
    Some((&label[..label.len() - digits.len()], digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_where_it_stands() {
        for (word, _) in WORDS {
            let text = format!("转接接转{word}，江堤（{word}3版）");
            let found = Note::words(&text);
            for (at, _) in text.match_indices(word) {
                assert!(found.contains(&at), "{word}");
            }
            assert!(found.iter().all(|&at| WORDS.iter().any(|(word, _)| text[at..].starts_with(word))));
        }
        assert!(Note::words("接转\u{4}é转").is_empty());
    }

    #[test]
    fn notes_on_lines_of_their_own() {
        for (text, way, page, title) in [
            ("下转第3版", Way::On, "3", ""),
            ("下转三版", Way::On, "3", ""),
            ("(下转A4版)", Way::On, "A4", ""),
            ("下转2版①", Way::On, "2", ""),
            ("▶下转03版", Way::On, "3", ""),
            ("（下转第十二版）", Way::On, "12", ""),
            ("（下转第２、３版）", Way::On, "2", ""),
            ("（下转第二版·要闻）", Way::On, "2", "要闻"),
            ("转第4版", Way::On, "4", ""),
            ("（下转第 4 页）", Way::On, "4", ""),
            ("紧接第二版", Way::Either, "2", ""),
            ("上接第1版", Way::From, "1", ""),
            ("上接一版", Way::From, "1", ""),
            ("【上接第二十面】", Way::From, "20", ""),
            ("上接A01版", Way::From, "A01", ""),
            ("接第一版", Way::From, "1", ""),
            ("（上接第一版《河堤合龙》）", Way::From, "1", "河堤合龙"),
            ("上接第一版：河堤合龙", Way::From, "1", "河堤合龙"),
        ] {
            let note = Note::of_line(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((note.way, note.page.as_str(), note.title.as_str()), (way, page, title), "{text}");
        }
        for text in [
            "上接长江，下接清河",
            "下转到第二条街的路口",
            "紧接着，他又说",
            "病人转第二医院治疗",
            "下转第3版。",
            "接第二个电话",
        ] {
            assert_eq!(Note::of_line(text), None, "{text}");
        }
    }

    #[test]
    fn notes_at_the_ends_of_lines() {
        let end = |text| Note::at_end(text).map(|(at, note)| (at, note.page));
        assert_eq!(end("平安。（下转第三版）"), Some(("平安。".len(), "3".into())));
        assert_eq!(end("群众全部(下转2版)"), Some(("群众全部".len(), "2".into())));
        assert_eq!(end("平安。 下转A4版"), Some(("平安。 ".len(), "A4".into())));
        assert_eq!(end("全文（下转录自第三版说明）"), None);
        assert_eq!(end("读者说这条消息下转第三版"), None);
        assert_eq!(Note::at_start("（上接第一版）群众全部平安。").map(|n| n.page).as_deref(), Some("1"));
        assert_eq!(Note::at_start("（下转第一版）群众"), None);
    }

    #[test]
    fn numbers_of_pages() {
        for (text, number) in [
            ("第3版", Some(("3", true))),
            ("第01版：综合新闻", Some(("1", true))),
            ("综合新闻 5版", Some(("5", true))),
            ("2024年11月8日 星期五 第三版 要闻", Some(("3", true))),
            ("A02 | 要闻", Some(("A02", false))),
            ("·3·", Some(("3", false))),
            ("03 要闻", Some(("3", false))),
            ("（下转第3版）", None),
            ("2024年11月8日", None),
            ("版画展", None),
        ] {
            assert_eq!(folio(text), number.map(|(n, sure)| (n.to_owned(), sure)), "{text}");
        }
        assert_eq!(
            [numeral("十"), numeral("二十一"), numeral("一〇"), numeral("〇")].map(Option::unwrap_or_default),
            ["10", "21", "10", ""]
        );
        assert_eq!((parts("A02"), parts("12"), parts("")), (Some(("A", 2)), Some(("", 12)), None));
    }
}

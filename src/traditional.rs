//! Traditional characters and variants of old print under everything that looks at text: one simplified character for
//! one traditional, of the same length in UTF-8, so that every byte offset stays what it is.
//!
//! What is looked at is folded, what is written stays as printed: a stage takes the folded twin of a text, and
//! `as_printed` gives back what it found. Texts without traditional characters are not copied.

use std::borrow::Cow;
use std::sync::LazyLock;

/// A pair a line: the traditional character, the simplified one (see `data/CARD.md`).
const PAIRS: &str = include_str!("../data/traditional.txt");

/// Han characters of the basic plane.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

/// Traditional characters that simplified texts have, too: 乾隆, 宫商角徵羽.
const SHARED: &str = "乾吒夥後徵捱摺於榘甯菸薹醣麴麽";

/// A text is traditional from this share of its Han characters on, in percent, and from two characters on. Traditional
/// papers have a quarter and more, simplified ones less than one in a thousand.
const SHARE: usize = 3;

/// For each character the one it is folded to, 0 where that is itself.
static TABLE: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0; (LAST - FIRST + 1) as usize];
    for line in PAIRS.lines() {
        let mut pair = line.chars();
        if let (Some(from), Some(to)) = (pair.next(), pair.next()) {
            table[(u32::from(from) - FIRST) as usize] = u32::from(to) as u16;
        }
    }
    table
});

/// The simplified character for a traditional one or a variant; any other as it is.
///
/// ```
/// use jzclass::traditional::simplified_char;
/// assert_eq!(['災', '爲', '箇', '山'].map(simplified_char), ['灾', '为', '个', '山']);
/// ```
#[inline]
pub fn simplified_char(c: char) -> char {
    let code = u32::from(c);
    if !(FIRST..=LAST).contains(&code) {
        return c;
    }
    match TABLE.get((code - FIRST) as usize) {
        Some(&to) if to != 0 => char::from_u32(u32::from(to)).unwrap_or(c),
        _ => c,
    }
}

/// The text with simplified characters, whatever it is written in.
pub fn simplified(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| simplified_char(c) != c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(simplified_char).collect())
}

/// The text is written in traditional characters.
pub fn is_traditional(text: &str) -> bool {
    let (mut han, mut traditional) = (0_usize, 0_usize);
    for c in text.chars() {
        let code = u32::from(c);
        if (FIRST..=LAST).contains(&code) {
            han += 1;
            let folded = TABLE.get((code - FIRST) as usize).is_some_and(|&to| to != 0);
            traditional += usize::from(folded && !SHARED.contains(c));
        }
    }
    traditional >= 2 && traditional * 100 >= han * SHARE
}

/// The folded twin of a text that is written in traditional characters, with “” for 「」.
pub(crate) fn folded(text: &str) -> Option<String> {
    is_traditional(text).then(|| text.chars().map(folded_char).collect())
}

fn folded_char(c: char) -> char {
    match c {
        '「' => '“',
        '」' => '”',
        c => simplified_char(c),
    }
}

/// What the printed text says where its folded twin says `found`, clause by clause; what is found nowhere stays as it is.
pub(crate) fn as_printed(printed: &str, folded: &str, found: &str) -> String {
    let mut written = String::with_capacity(found.len());
    let mut from = 0;
    for clause in found.split_inclusive(|c| "，。；：！？、\n".contains(c)) {
        let later = folded.get(from..).and_then(|rest| rest.find(clause)).map(|at| from + at);
        match later.or_else(|| folded.find(clause)) {
            Some(at) => {
                written.push_str(printed.get(at..at + clause.len()).unwrap_or(clause));
                from = at + clause.len();
            }
            None => written.push_str(clause),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn variants_of_old_print_are_folded() {
        assert_eq!(simplified("爲什麼吿訴一箇衆人"), "为什么告诉一个众人");
        assert_eq!(simplified("青嶺山火撲滅"), "青岭山火扑灭");
    }

    #[test]
    fn simplified_texts_are_left_alone() {
        assert!(!is_traditional("乾隆年间的徵引，於先生收藏"));
        assert!(is_traditional("水庫放水保春灌，農民歡迎"));
        assert_eq!(folded("水库放水保春灌"), None);
    }

    #[test]
    fn what_is_found_is_given_as_printed() {
        let printed = "縣農業局局長說：「農民可保三遍春灌用水。」下游三萬畝麥田。";
        let twin = folded(printed).unwrap();
        assert_eq!(as_printed(printed, &twin, "县农业局"), "縣農業局");
        assert_eq!(as_printed(printed, &twin, "县农业局局长说：下游三万亩麦田。"), "縣農業局局長說：下游三萬畝麥田。");
    }

    #[test]
    fn every_pair_is_folded_once_and_for_all() {
        for line in PAIRS.lines() {
            let pair: Vec<char> = line.chars().collect();
            assert_eq!(pair.len(), 2, "{line}");
            assert_eq!(simplified_char(pair[0]), pair[1], "{line}");
            assert_eq!(simplified_char(pair[1]), pair[1], "{line}");
        }
    }

    proptest! {
        #[test]
        fn offsets_stay(text in ".{0,40}|[國學會灾災「」a，]{0,30}") {
            let twin: String = text.chars().map(folded_char).collect();
            prop_assert_eq!(twin.len(), text.len());
            prop_assert!(twin.char_indices().map(|(at, _)| at).eq(text.char_indices().map(|(at, _)| at)));
            prop_assert_eq!(simplified(&simplified(&text)).into_owned(), simplified(&text).into_owned());
        }
    }
}

//! What single characters tell of a line, by table: most tests of a line are decided by the signs of its
//! first, its last or any of its characters, and need no look at its text.

use std::sync::LazyLock;

use super::byline::BULLETS;
use crate::han::is_han;

/// A bit a sign.
pub(super) type Signs = u32;

pub(super) const HAN: Signs = 1;
/// A letter or digit of any script.
pub(super) const LETTER: Signs = 1 << 1;
pub(super) const ASCII_DIGIT: Signs = 1 << 2;
pub(super) const ASCII_LETTER: Signs = 1 << 3;
/// A space, or an ideographic one.
pub(super) const BLANK: Signs = 1 << 4;
/// ，、； and their half-width kin.
pub(super) const COMMA: Signs = 1 << 5;
/// 。
pub(super) const STOP: Signs = 1 << 6;
/// May follow 。 without beginning anything.
pub(super) const CLOSING: Signs = 1 << 7;
/// A colon or a slash, as between a role and a name.
pub(super) const COLON: Signs = 1 << 8;
/// □ ■
pub(super) const SQUARE: Signs = 1 << 9;
/// Belongs to words, as Han characters and the marks around them do.
pub(super) const WORDY: Signs = 1 << 10;
/// Words of running text that headlines seldom have.
pub(super) const PARTICLE: Signs = 1 << 11;
/// Stands in the words of an imprint.
pub(super) const IMPRINT: Signs = 1 << 12;
/// Ends a word of small notices.
pub(super) const NOTICE: Signs = 1 << 13;
/// Stands in dates.
pub(super) const DATE: Signs = 1 << 14;
/// A number of any script.
pub(super) const NUMBER: Signs = 1 << 15;
/// 第 版 页
pub(super) const FOLIO: Signs = 1 << 16;
/// In every masthead stands one of these.
pub(super) const MASTHEAD: Signs = 1 << 17;
/// One of these stands in every lead that does not begin with [`LEAD_START`].
pub(super) const LEAD: Signs = 1 << 18;
pub(super) const LEAD_START: Signs = 1 << 19;
/// Every byline line begins with one.
pub(super) const BYLINE_START: Signs = 1 << 20;
/// Every caption begins with one, or ends with [`PHOTO_END`].
pub(super) const CAPTION_START: Signs = 1 << 21;
/// Every credit of a photograph ends with one.
pub(super) const PHOTO_END: Signs = 1 << 22;
/// Every number of a list begins with one.
pub(super) const LIST_START: Signs = 1 << 23;
/// The name of an authority or firm ends with one.
pub(super) const SIGNATURE_END: Signs = 1 << 24;
/// Cannot begin a line of its own.
pub(super) const CLOSING_START: Signs = 1 << 25;
/// Points to a photograph.
pub(super) const MARK: Signs = 1 << 26;
pub(super) const BULLET: Signs = 1 << 27;
/// A word after which no headline stops.
pub(super) const DANGLING: Signs = 1 << 28;
/// The last character of a paper's name or a page's heading.
pub(super) const PAPER_END: Signs = 1 << 29;
/// The last character of a role that its source stands before: 本报记者.
pub(super) const ROLE: Signs = 1 << 30;

/// Characters by sign; the signs that whole classes of Unicode have are not among them.
const LISTED: [(Signs, &str); 25] = [
    (BLANK, " \u{3000}"),
    (COMMA, "，、,；;"),
    (STOP, "。"),
    (CLOSING, "。”’）)！？."),
    (COLON, ":：/"),
    (SQUARE, "□■"),
    (WORDY, "“”！？《》"),
    (PARTICLE, "的了，。是在和这他她"),
    (IMPRINT, "责值版美编校组检统邮热投社网电E印零定"),
    (NOTICE, "明事告废此线话址谢人租聘询权"),
    (DATE, " 年月日至到-—～~./:：星期一二三四五六七八九十零元日天时分"),
    (FOLIO, "第版页"),
    (MASTHEAD, "期历刊年报闻"),
    (LEAD, " \u{3000}（(讯电息稿道"),
    (LEAD_START, "【（([〔［〖“ \u{3000}■□●◆◎本据新中人央综光"),
    (ROLE, "者员生"),
    (BYLINE_START, "〔（）()【】/／记通实撰作评本译画著主执口讲观专责制绘插翻照统辑全融见首特文图采摄策整供▎▍▌▏▋｜|丨"),
    (CAPTION_START, "▲▶◀▼△▷◁▽↑↓►◄←→⬆⬇图上下左右【"),
    (PHOTO_END, "）)。 .摄影图片供发络〕】稿"),
    (LIST_START, "（(第一二三四五六七八九十①②③④⑤"),
    (SIGNATURE_END, "局司会府室队心校院店区"),
    (CLOSING_START, "，。、；：！？”’）》％%,);:."),
    (MARK, "▲▶◀▼△↑↓►◄"),
    (DANGLING, "的和与在将及并被把从对向为是以而或至个一该其"),
    (PAPER_END, "报刊版"),
];

/// The signs of a character.
#[inline]
pub(super) fn signs(c: char) -> Signs {
    static TABLE: LazyLock<Vec<Signs>> = LazyLock::new(table);
    match TABLE.get(c as usize) {
        Some(&signs) => signs,
        None => classes(c),
    }
}

fn table() -> Vec<Signs> {
    let mut table: Vec<Signs> = (0..=0xffff)
        .map(|code| match code {
            // The large blocks, whose classes would take a millisecond to look up: letters and no numbers, and
            // what is for private use.
            0x3400..=0x4dbf | 0x4e00..=0x9ffc => HAN | WORDY | LETTER,
            0xac00..=0xd7a3 => LETTER,
            0xe000..=0xf8ff => 0,
            _ => char::from_u32(code).map_or(0, classes),
        })
        .collect();
    let bullets: String = BULLETS.iter().collect();
    let listed = LISTED.iter().copied().chain([(BULLET | BYLINE_START | LEAD_START, bullets.as_str())]);
    for (sign, characters) in listed {
        for c in characters.chars() {
            table[c as usize] |= sign;
        }
    }
    table
}

/// The signs that a character has by the classes of Unicode.
fn classes(c: char) -> Signs {
    let on = |is: bool, signs: Signs| if is { signs } else { 0 };
    on(is_han(c), HAN | WORDY)
        | on(c.is_alphanumeric(), LETTER)
        | on(c.is_ascii_digit(), ASCII_DIGIT | LIST_START)
        | on(c.is_ascii_alphabetic(), ASCII_LETTER)
        | on(c.is_numeric(), NUMBER | DATE)
        | on(c.is_whitespace(), BYLINE_START)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::byline::{is_byline_line, is_credit_line, is_signature_of_author, opens_article};
    use crate::split::furniture::{is_imprint, is_masthead, is_overprint, is_page_mark};
    use crate::split::look::{Look, enumerated, photo, signature, speaker};
    use crate::split::pattern::is_caption;
    use proptest::prelude::*;

    #[test]
    fn the_table_says_what_the_classes_say() {
        for c in '\0'..=char::MAX {
            let listed = LISTED.iter().filter(|(_, all)| all.contains(c)).fold(0, |signs, (sign, _)| signs | sign);
            let bullet = if BULLETS.contains(&c) { BULLET | BYLINE_START | LEAD_START } else { 0 };
            assert_eq!(signs(c), classes(c) | listed | bullet, "{c:?}");
        }
    }

    /// Beginnings, ends and words of the patterns that signs guard.
    const PIECES: [&str; 64] = [
        "本报讯",
        "新华社",
        "据",
        "综合",
        "光明网讯",
        "城江日报讯",
        "（",
        "(",
        "）",
        ")",
        "【",
        "】",
        "□",
        "◎",
        "▲",
        "►",
        "⬇",
        " ",
        "　",
        "记者",
        "通讯员",
        "实习生",
        "特约",
        "文/图",
        "摄",
        "摄影",
        "供图",
        "资料图片",
        "新华社发",
        "图为",
        "左图",
        "北京电",
        "消息",
        "第",
        "三",
        "3",
        "12",
        "A",
        "版",
        "页",
        "期",
        "下转",
        "上接",
        "见第",
        "·",
        "星期六",
        "农历",
        "周刊",
        "2023年",
        "5月",
        "6日",
        "日报",
        "新闻",
        "责编",
        "E-mail",
        "电话",
        "：",
        "，",
        "。",
        "遗失 ",
        "声明作废",
        "公司",
        "①",
        "河水",
    ];

    proptest! {
        #[test]
        fn no_pattern_is_kept_from_its_test(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 1..6)) {
            let line = pieces.concat();
            let line = line.trim();
            let look = Look::of(line);
            let guarded = [
                (look.begins(LEAD_START) || look.has(LEAD), opens_article(line)),
                (look.begins(BYLINE_START) || look.has(ROLE), is_byline_line(line)),
                (look.begins(BYLINE_START) && look.ends(PHOTO_END), is_credit_line(line)),
                (look.begins(HAN), is_signature_of_author(line)),
                (look.begins(CAPTION_START) || look.ends(PHOTO_END), is_caption(line)),
                (look.ends(PHOTO_END), photo(line)),
                (look.begins(LIST_START), enumerated(line)),
                (look.has(COLON), speaker(line)),
                (look.all(HAN) && look.ends(SIGNATURE_END), signature(line)),
                (look.again, is_overprint(line)),
                (look.has(FOLIO) || look.has(ASCII_DIGIT) && !look.has(HAN), is_page_mark(line)),
                (look.has(IMPRINT), is_imprint(line, &look)),
                (look.has(MASTHEAD), is_masthead(line)),
            ];
            for (n, (let_through, found)) in guarded.into_iter().enumerate() {
                prop_assert!(let_through || !found, "{n}: {line}");
            }
        }
    }
}

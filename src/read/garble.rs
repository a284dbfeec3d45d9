//! How much of a page's text is garbled, and by what.

mod table;

use std::fmt;

use table::{BURNT, CONT, CONTROL, FIRST, GAP, HAN, LATIN, LEAD, PHASES, PRIVATE, REPLACED, SPACE, class};

/// From this share of garbled characters on, the articles of a page need review: one character in fifty.
pub const GARBLED_REVIEW: f64 = 0.02;

/// Characters of a page that are garbled, counted by what garbled them.
///
/// | field | what is counted |
/// |---|---|
/// | `replaced` | U+FFFD, left where something could not be decoded |
/// | `private` | private-use characters: glyphs of a font without a meaning of their own |
/// | `control` | control characters, and U+FFFE and U+FFFF |
/// | `mojibake` | text decoded under a wrong encoding: UTF-8 read as GBK (at least five characters whose GBK bytes go on as UTF-8 does), UTF-8 or GBK read as Latin-1, 锟斤拷, 烫烫烫 |
/// | `doubled` | the second copies of overprinted text: at least three characters each printed twice (安安全全生生), or at least four printed twice as a whole (提升应急提升应急) |
/// | `spaced` | single blanks between five Chinese characters or more |
/// | `interleaved` | characters of lines read straight across columns: at least four lines one below another with a wide gap, prose on both sides |
///
/// Reduplication as the language has it (人人, 天天, 高高兴兴, 研究研究) is no garbling.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Garble {
    /// Characters of the page, white space left out.
    pub chars: usize,
    /// Replacement characters.
    pub replaced: usize,
    /// Private-use characters.
    pub private: usize,
    /// Control characters.
    pub control: usize,
    /// Characters decoded under a wrong encoding.
    pub mojibake: usize,
    /// Second copies of overprinted characters.
    pub doubled: usize,
    /// Blanks between single characters.
    pub spaced: usize,
    /// Characters of lines that run across columns.
    pub interleaved: usize,
}

/// Where the search for repetitions remembers a character's last place; a power of two.
const PLACES: usize = 1 << 12;
/// The shortest phrase that is not said twice on purpose.
const PHRASE: usize = 4;
/// The fewest characters in the order of UTF-8's bytes that are no chance.
const RUN: usize = 5;

impl Garble {
    /// Measures a page.
    ///
    /// ```
    /// use jzclass::read::Garble;
    /// let garble = Garble::of("提升应急提升应急意意识识\n天天向上\n");
    /// assert_eq!((garble.doubled, garble.chars), (6, 16));
    /// assert_eq!(garble.to_string(), "37.5 % of the characters garbled (doubled 6)");
    /// ```
    pub fn of(text: &str) -> Self {
        let mut garble = Self::default();
        let mut line = Vec::new();
        let mut last = vec![0_u32; PLACES];
        let mut columns = Columns::default();
        let mut base = 1_u32;
        let mut start = 0;
        for stop in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            let raw = &text[start..stop];
            start = stop + 1;
            line.clear();
            let (mut all, mut spaces) = (0_u16, 0_usize);
            for c in raw.chars() {
                let class = class(c);
                all |= class;
                spaces += usize::from(class & SPACE != 0);
                line.push((c, class));
            }
            garble.chars += line.len() - spaces;
            if all & (REPLACED | PRIVATE | CONTROL | LATIN | LEAD | CONT) != 0 {
                garble.strange(&line);
            }
            if all & (FIRST | BURNT | GAP) != 0 {
                garble.misread(&line);
            }
            if all & HAN != 0 {
                // Places of lines before are smaller than `base` and no longer count.
                if base > u32::MAX / 2 {
                    last.fill(0);
                    base = 1;
                }
                garble.repeated(&line, &mut last, base);
                base = base.saturating_add(u32::try_from(line.len()).unwrap_or(u32::MAX / 2));
            }
            if spaces > 1 {
                garble.stretched(&line);
            }
            garble.interleaved += columns.next(&line, spaces);
        }
        garble.interleaved += columns.finish();
        garble
    }

    /// Garbled characters of every kind.
    pub fn garbled(&self) -> usize {
        let kinds = [self.replaced, self.private, self.control, self.mojibake, self.doubled, self.spaced];
        let single: usize = kinds.iter().sum();
        single + self.interleaved
    }

    /// Share of garbled characters among those of the page, 0 to 1.
    pub fn share(&self) -> f64 {
        let all = self.chars + self.spaced;
        if all == 0 { 0.0 } else { (self.garbled() as f64 / all as f64).min(1.0) }
    }

    /// Characters that no text has, and letters of Latin-1 in a row that are bytes of another encoding.
    fn strange(&mut self, line: &[(char, u16)]) {
        let mut at = 0;
        while at < line.len() {
            let (c, class) = line[at];
            let raw = |n: usize| line.get(at + n).is_some_and(|&(c, _)| ('\u{80}'..='\u{bf}').contains(&c));
            let follows = |n: usize| line.get(at + n).is_some_and(|&(_, class)| class & CONT != 0);
            if class & LEAD != 0 && follows(1) && follows(2) && (raw(1) || raw(2)) {
                self.mojibake += 3;
                at += 3;
                continue;
            }
            if class & LATIN != 0 {
                let run = line[at..].iter().take_while(|(c, _)| ('\u{a1}'..='\u{ff}').contains(c)).count();
                let letters = line[at..at + run].iter().filter(|(_, class)| class & LATIN != 0).count();
                if run >= 4 && letters * 2 >= run {
                    self.mojibake += run;
                }
                at += run.max(1);
                continue;
            }
            self.replaced += usize::from(class & REPLACED != 0);
            self.private += usize::from(class & PRIVATE != 0);
            self.control += usize::from(class & CONTROL != 0 && c != '\u{1a}');
            at += 1;
        }
    }

    /// Chinese characters whose GBK bytes go on as the bytes of UTF-8 do.
    fn misread(&mut self, line: &[(char, u16)]) {
        let (mut run, mut start, mut before) = (0_usize, 0_usize, 0_u16);
        let mut gap = false;
        let mut same = 0_usize;
        let count = |run: usize, start: usize| {
            let known = line[start].0 == '锟' && run >= 2;
            if run >= RUN || known { run } else { 0 }
        };
        for (at, &(c, class)) in line.iter().enumerate() {
            let burnt = class & BURNT != 0;
            same = if burnt && at > 0 && line[at - 1].0 == c { same + 1 } else { usize::from(burnt) };
            if same >= 3 {
                self.mojibake += if same == 3 { 3 } else { 1 };
            }
            let phase = class & PHASES;
            if phase != 0 && run > 0 && phase == table::after(before) {
                (run, before, gap) = (run + 1, phase, false);
            } else if run > 0 && !gap && class & GAP != 0 {
                // Bytes that have no character under GBK.
                (before, gap) = (table::after(before), true);
            } else {
                self.mojibake += count(run, start);
                (run, start, before, gap) = (usize::from(phase != 0), at, phase, false);
            }
        }
        self.mojibake += count(run, start);
    }

    /// Characters and phrases printed twice.
    fn repeated(&mut self, line: &[(char, u16)], last: &mut [u32], base: u32) {
        let (mut period, mut matched) = (0_usize, 0_usize);
        let mut pairs = 0_usize;
        // The end of a phrase that was printed twice: pairs that follow belong to it.
        let mut phrase_end = usize::MAX;
        let mut pair_ends = 0;
        for (at, &(c, class)) in line.iter().enumerate() {
            if class & HAN == 0 {
                self.doubled += phrase(period, matched);
                self.doubled += paired(pairs, pair_ends, phrase_end);
                (period, matched, pairs) = (0, 0, 0);
                continue;
            }
            let place = (u32::from(c).wrapping_mul(0x9e37_79b1) >> 20) as usize & (PLACES - 1);
            let seen = std::mem::replace(&mut last[place], base + at as u32);
            // The first of its kind in the line, as most are, begins and goes on with nothing.
            if period == 0 && seen < base {
                continue;
            }
            let goes_on = period > 0 && at >= period && line[at - period].0 == c;
            if goes_on {
                matched += 1;
            } else {
                if phrase(period, matched) > 0 {
                    self.doubled += matched;
                    phrase_end = at;
                }
                (period, matched) = (0, 0);
                if seen >= base {
                    let before = (seen - base) as usize;
                    // A row of one character is a pair and no phrase.
                    if line[before].0 == c && at - before >= PHRASE {
                        (period, matched) = (at - before, 1);
                    }
                }
            }
            if at > 0 && line[at - 1].0 == c && pair_ends != at {
                if pairs > 0 && pair_ends + 1 == at {
                    pairs += 1;
                } else {
                    self.doubled += paired(pairs, pair_ends, phrase_end);
                    pairs = 1;
                }
                pair_ends = at + 1;
            }
        }
        self.doubled += phrase(period, matched);
        self.doubled += paired(pairs, pair_ends, phrase_end);
    }

    /// Single blanks between Chinese characters.
    fn stretched(&mut self, line: &[(char, u16)]) {
        let mut blanks = 0;
        let mut at = 0;
        while at < line.len() {
            let han = |n: usize| line.get(n).is_some_and(|&(_, class)| class & HAN != 0);
            let blank = line.get(at + 1).is_some_and(|&(_, class)| class & SPACE != 0);
            if han(at) && blank && han(at + 2) && !(han(at + 3) && blanks == 0) {
                blanks += 1;
                at += 2;
            } else {
                self.spaced += if blanks >= 4 { blanks } else { 0 };
                blanks = 0;
                at += 1;
            }
        }
        self.spaced += if blanks >= 4 { blanks } else { 0 };
    }
}

/// Surplus characters of a phrase of `period` characters of which `matched` came again.
fn phrase(period: usize, matched: usize) -> usize {
    if period >= PHRASE && matched >= period { matched } else { 0 }
}

/// Surplus characters of a row of pairs.
fn paired(pairs: usize, ends: usize, phrase_end: usize) -> usize {
    let beside = phrase_end <= ends && phrase_end + 2 * pairs >= ends;
    if pairs >= 3 || pairs >= 2 && beside { pairs } else { 0 }
}

/// Lines one below another that run across columns.
#[derive(Default)]
struct Columns {
    lines: usize,
    chars: usize,
    pieces: usize,
    prose: usize,
}

impl Columns {
    /// Takes a line; returns the characters of the run of lines that it ends.
    fn next(&mut self, line: &[(char, u16)], spaces: usize) -> usize {
        let (mut pieces, mut prose, mut short) = (0, 0, false);
        if spaces > 1 {
            for piece in split_wide(line) {
                let han = piece.iter().filter(|(_, class)| class & HAN != 0).count();
                pieces += 1;
                short |= han < 6;
                let inner = &piece[..piece.len().saturating_sub(1)];
                prose += usize::from(inner.iter().any(|(c, _)| matches!(c, '，' | '。' | '、')));
            }
        }
        if pieces < 2 || short {
            return self.finish();
        }
        self.lines += 1;
        self.chars += line.len() - spaces;
        self.pieces += pieces;
        self.prose += prose;
        0
    }

    fn finish(&mut self) -> usize {
        let run = std::mem::take(self);
        // Rows of a table hold names and figures, those of columns sentences.
        if run.lines >= 4 && run.prose * 2 >= run.pieces { run.chars } else { 0 }
    }
}

/// The parts of a line between gaps of two blanks or more.
fn split_wide(line: &[(char, u16)]) -> impl Iterator<Item = &[(char, u16)]> {
    let is_space = |n: usize| line.get(n).is_some_and(|&(_, class)| class & SPACE != 0);
    let mut at = 0;
    std::iter::from_fn(move || {
        while is_space(at) {
            at += 1;
        }
        let start = at;
        while at < line.len() && !(is_space(at) && (is_space(at + 1) || line[at].0 == '\t')) {
            at += 1;
        }
        let piece = &line[start..at];
        let end = piece.iter().rposition(|(_, class)| class & SPACE == 0)?;
        Some(&piece[..=end])
    })
}

impl fmt::Display for Garble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            ("U+FFFD", self.replaced),
            ("private use", self.private),
            ("controls", self.control),
            ("wrong encoding", self.mojibake),
            ("doubled", self.doubled),
            ("stray blanks", self.spaced),
            ("across columns", self.interleaved),
        ];
        let told: Vec<String> = kinds.iter().filter(|k| k.1 > 0).map(|(name, n)| format!("{name} {n}")).collect();
        write!(f, "{:.1} % of the characters garbled ({})", self.share() * 100.0, told.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, WINDOWS_1252};
    use proptest::prelude::*;

    use super::*;

    const CLEAN: &str = "　　本报讯（记者 王林）近日，青石镇高高兴兴迎来丰收节。人人动手，天天忙碌，大家研究研究再出发，干干净净过节。\n\
                         电话：0716-8123456　邮箱：a@b.example　气温－3℃～5℃　比分3∶2　××村　Café Élysée\n\
                         目　录　　第 3 版：要闻\n责任编辑 李安　版式 周平\n";

    #[test]
    fn clean_text_is_clean() {
        assert_eq!(Garble::of(CLEAN).garbled(), 0, "{}", Garble::of(CLEAN));
        assert!(Garble::of(CLEAN).share().abs() < f64::EPSILON);
    }

    #[test]
    fn wrong_encodings_are_seen() {
        let bytes = CLEAN.as_bytes();
        let as_gbk = GBK.decode_without_bom_handling(bytes).0;
        assert!(Garble::of(&as_gbk).share() > 0.5, "{as_gbk}: {}", Garble::of(&as_gbk));
        let as_latin = WINDOWS_1252.decode_without_bom_handling(bytes).0;
        assert!(Garble::of(&as_latin).share() > 0.6, "{}", Garble::of(&as_latin));
        let gbk = GBK.encode("近日青石镇迎来丰收节");
        let as_latin = WINDOWS_1252.decode_without_bom_handling(&gbk.0).0;
        assert!(Garble::of(&as_latin).share() > 0.9, "{as_latin}");
        assert_eq!(Garble::of("值锟斤拷得\n烫烫烫烫").mojibake, 7);
    }

    #[test]
    fn each_kind_is_counted() {
        let seen = Garble::of("青\u{fffd}石\u{e001}\u{e002}镇\u{1}");
        assert_eq!((seen.replaced, seen.private, seen.control, seen.chars), (1, 2, 1, 7));
        assert_eq!(Garble::of("安安全全生生产产").doubled, 4);
        assert_eq!(Garble::of("守护平安守护平安").doubled, 4);
        assert_eq!(Garble::of("守护平安，守护平安").doubled, 0, "said twice on purpose");
        assert_eq!(Garble::of("加油加油加油").doubled, 0);
        assert_eq!(Garble::of("全 市 防 汛 工 作 会").spaced, 6);
        assert_eq!(Garble::of("王 林 李 安").spaced, 0);
    }

    #[test]
    fn columns_read_across_are_seen_and_tables_are_not() {
        let across = "渠水流到田头，农户忙着　　　学校开设了新的课程，学生\n灌溉，今年的早稻长势很　　　都很喜欢，老师介绍说，这\n\
                      好，预计增产一成，收购价　　　门课程讲的是家乡的故事，\n也比去年高，镇里组织农机　　　内容由当地老人口述整理。\n";
        let seen = Garble::of(across);
        assert_eq!(seen.interleaved, seen.chars);
        let table = "青石镇中心小学　　　柳林镇中心小学\n".repeat(6);
        assert_eq!(Garble::of(&table).interleaved, 0);
    }

    proptest! {
        #[test]
        fn any_text_has_a_share(text in "[安全生产守护\u{fffd}\u{e000}\u{1}锟斤拷烫ä¸\u{ad}ÖÐ 　\t\n，a€?]{0,60}") {
            let seen = Garble::of(&text);
            prop_assert!((0.0..=1.0).contains(&seen.share()));
            prop_assert_eq!(seen.chars, text.chars().filter(|c| !c.is_whitespace()).count());
        }

        #[test]
        fn no_line_is_kept_from_the_search_for_utf8(text in "[锟斤拷烫鏄鐨勭殑涓浗婊庡姞悰烺€?\u{fffd}\u{e000}的是一在中国城安全]{1,24}") {
            let line: Vec<_> = text.chars().map(|c| (c, class(c))).collect();
            let mut garble = Garble::default();
            garble.misread(&line);
            let let_through = line.iter().any(|(_, class)| class & (FIRST | BURNT | GAP) != 0);
            prop_assert!(garble.mojibake == 0 || let_through);
        }

        #[test]
        fn what_is_planted_is_found(before in "[甲乙丙丁戊]{0,9}", n in 1_usize..9) {
            let text = format!("{before}{}", "\u{fffd}".repeat(n));
            prop_assert_eq!(Garble::of(&text).replaced, n);
        }
    }
}

//! What the text of one line shows by itself.

use super::line::Ending;
use super::signs::{ASCII_DIGIT, ASCII_LETTER, BLANK, CLOSING, COMMA, HAN, NOTICE, STOP, Signs, WORDY, signs};
use crate::han::is_han;

/// Counts and marks of a line, found in one pass.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing seen of the line")]
pub(super) struct Look {
    /// Characters.
    pub chars: usize,
    /// ASCII characters other than spaces, and spaces.
    pub ascii: usize,
    pub spaces: usize,
    /// ASCII letters and digits.
    pub letters: usize,
    /// ，、； and their half-width kin.
    pub commas: u32,
    /// A space parts two Han characters, as in headlines of two halves.
    pub inner_space: bool,
    /// A sentence ends inside the line.
    pub inner_stop: bool,
    /// The last quotation opened is not closed.
    pub quote_open: bool,
    /// A bracket （ or 《 is opened and not closed.
    pub bracket_open: bool,
    /// A bracket is closed that was not opened.
    pub bracket_closed: bool,
    /// White space parts the line at so many places.
    pub gaps: u32,
    /// The longest run of digits.
    pub digits: usize,
    /// Words of small notices and of what stands under an advertisement.
    pub notice: bool,
    /// The first character stands in the line again.
    pub again: bool,
    /// What any of its characters shows, and what all do.
    pub any: Signs,
    pub every: Signs,
    pub first: Signs,
    pub last: Signs,
}

impl Look {
    pub(super) fn of(line: &str) -> Self {
        let mut look = Self {
            chars: 0,
            ascii: 0,
            spaces: 0,
            letters: 0,
            commas: 0,
            inner_space: false,
            inner_stop: false,
            quote_open: false,
            bracket_open: false,
            bracket_closed: false,
            gaps: 0,
            digits: 0,
            notice: false,
            again: false,
            any: 0,
            every: Signs::MAX,
            first: 0,
            last: 0,
        };
        let first_char = line.chars().next();
        look.first = first_char.map_or(0, signs);
        // A stop is an inner one as soon as something else than closing marks follows.
        let (mut stopped, mut han_before, mut wordy_before, mut parted) = (false, false, false, false);
        let (mut digits, mut space_before, mut last_char) = (0, true, ' ');
        for c in line.chars() {
            let signs = signs(c);
            look.again |= look.chars > 0 && Some(c) == first_char;
            look.chars += 1;
            look.any |= signs;
            look.every &= signs;
            look.last = signs;
            if signs & HAN != 0 {
                look.inner_stop |= stopped;
                look.inner_space |= parted;
                (stopped, parted, space_before, digits) = (false, false, false, 0);
                (han_before, wordy_before) = (true, true);
                let before = std::mem::replace(&mut last_char, c);
                look.notice |= signs & NOTICE != 0 && closes_notice_word(before, c);
                continue;
            }
            digits = if signs & ASCII_DIGIT != 0 { digits + 1 } else { 0 };
            look.digits = look.digits.max(digits);
            if signs & BLANK != 0 {
                look.spaces += usize::from(c == ' ');
                look.gaps += u32::from(!space_before);
                space_before = true;
                parted = wordy_before;
                han_before = false;
                continue;
            }
            space_before = false;
            if signs & CLOSING == 0 {
                look.inner_stop |= stopped;
                stopped = false;
            }
            stopped |= signs & STOP != 0 || c == '.' && han_before;
            let wordy = signs & WORDY != 0;
            look.inner_space |= parted && wordy;
            (parted, wordy_before, han_before) = (false, wordy, false);
            look.ascii += usize::from(c.is_ascii());
            look.letters += usize::from(signs & (ASCII_DIGIT | ASCII_LETTER) != 0);
            look.commas += u32::from(signs & COMMA != 0);
            last_char = c;
            match c {
                '“' => look.quote_open = true,
                '”' => look.quote_open = false,
                '（' | '(' | '《' => look.bracket_open = true,
                '）' | ')' | '》' => {
                    look.bracket_closed |= !look.bracket_open;
                    look.bracket_open = false;
                }
                _ => {}
            }
        }
        look
    }

    /// One of its characters shows one of these signs.
    pub(super) fn has(&self, signs: Signs) -> bool {
        self.any & signs != 0
    }

    pub(super) fn begins(&self, signs: Signs) -> bool {
        self.first & signs != 0
    }

    pub(super) fn ends(&self, signs: Signs) -> bool {
        self.last & signs != 0
    }

    /// All of its characters show the sign.
    pub(super) fn all(&self, sign: Signs) -> bool {
        self.every & sign != 0
    }

    /// Width in full-width characters, where ASCII is half as wide.
    pub(super) fn half(&self) -> f32 {
        (self.chars - self.ascii - self.spaces) as f32 + 0.5 * self.ascii as f32 + 0.25 * self.spaces as f32
    }
}

pub(super) fn ending(line: &str) -> Ending {
    for c in line.chars().rev() {
        match c {
            '”' | '’' | '）' | ')' | '』' | '」' | '》' | '】' => {}
            '。' => return Ending::Stop,
            // A half-width stop, but not a number's point.
            '.' => {
                let before = line.trim_end_matches(['”', '’', '）', ')', '.']).chars().next_back();
                return if before.is_some_and(|b| b.is_ascii_digit()) { Ending::Bare } else { Ending::Stop };
            }
            '！' | '？' | '!' | '?' | '…' => return Ending::Mark,
            '；' | '：' | '—' | ':' | ';' => return Ending::Weak,
            '，' | '、' | ',' => return Ending::Comma,
            _ => return Ending::Bare,
        }
    }
    Ending::Bare
}

/// The two characters end a word of small notices, or of what stands under an advertisement.
fn closes_notice_word(before: char, c: char) -> bool {
    matches!(
        (before, c),
        ('声', '明')
            | ('启', '事')
            | ('公', '告')
            | ('作', '废')
            | ('特', '此')
            | ('热', '线')
            | ('电', '话')
            | ('地', '址')
            | ('酬' | '重', '谢')
            | ('系', '人')
            | ('招', '租' | '聘')
            | ('咨', '询')
            | ('债', '权')
    )
}

/// The two lines begin with the same three characters at least.
pub(super) fn echoes(line: &str, next: &str) -> bool {
    let (mut line, mut next) = (line.chars(), next.chars());
    (0..3).all(|_| line.next().is_some_and(|c| Some(c) == next.next()))
}

pub(super) fn photo(line: &str) -> bool {
    let core = line.trim_end_matches(['）', ')', '。', ' ', '.']);
    core.ends_with('摄')
        || core.ends_with("供图")
        || core.ends_with("资料图片")
        || core.ends_with("资料照片")
        || core.ends_with("图片来自网络")
        || core.ends_with("新华社发")
}

/// 一、 （二） 3. ①
pub(super) fn enumerated(line: &str) -> bool {
    let plain = line.trim_start_matches(['（', '(', '第']);
    let rest = plain.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let digits = plain.len() - rest.len();
    line.starts_with(['①', '②', '③', '④', '⑤'])
        || ((1..=9).contains(&digits) && rest.starts_with(['、', '）', ')', '．', '.', '条']))
}

/// 问： 答： 记者： 编辑同志：
pub(super) fn speaker(line: &str) -> bool {
    line.chars().take(7).find(|&c| !is_han(c)).is_some_and(|c| c == '：' || c == ':')
}

/// An authority or firm, as stands under a notice.
pub(super) fn signature(line: &str) -> bool {
    const ENDS: [&str; 18] = [
        "局",
        "公司",
        "委员会",
        "政府",
        "办公室",
        "支队",
        "大队",
        "中心",
        "学校",
        "医院",
        "协会",
        "分公司",
        "药店",
        "商店",
        "法院",
        "检察院",
        "总队",
        "社区",
    ];
    let length = line.chars().count();
    (4..=24).contains(&length) && line.chars().all(is_han) && ENDS.iter().any(|e| line.ends_with(e))
}

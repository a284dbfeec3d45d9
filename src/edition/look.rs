//! What the text of one line shows by itself.

use super::line::Ending;

/// Counts and marks of a line, found in one pass.
#[derive(Debug, Clone, Copy, Default)]
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
    pub commas: usize,
    /// A space parts two Han characters, as in headlines of two halves.
    pub inner_space: bool,
    /// A sentence ends inside the line.
    pub inner_stop: bool,
    pub has_han: bool,
    pub has_space: bool,
    /// Words of running text that headlines seldom have.
    pub particles: bool,
    /// The last quotation opened is not closed.
    pub quote_open: bool,
    /// A bracket （ or 《 is opened and not closed.
    pub bracket_open: bool,
    /// A bracket is closed that was not opened.
    pub bracket_closed: bool,
    /// 。 stands anywhere in the line.
    pub stop: bool,
    /// A colon or a slash, as between a role and a name.
    pub colon: bool,
    /// □ or ■ stands in the line.
    pub square: bool,
    /// White space parts the line at so many places.
    pub gaps: usize,
    /// The longest run of digits.
    pub digits: usize,
    /// Words of small notices and of what stands under an advertisement.
    pub notice: bool,
    /// A character of the words of an imprint.
    pub imprint: bool,
}

impl Look {
    pub(super) fn of(line: &str) -> Self {
        let mut look = Self::default();
        // A stop is an inner one as soon as something else than closing marks follows.
        let (mut stopped, mut han_before, mut wordy_before, mut parted) = (false, false, false, false);
        let (mut digits, mut space_before, mut last_char) = (0, true, ' ');
        for c in line.chars() {
            look.chars += 1;
            digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
            look.digits = look.digits.max(digits);
            let han = is_han(c);
            if c == ' ' || c == '\u{3000}' {
                look.spaces += usize::from(c == ' ');
                look.has_space = true;
                look.gaps += usize::from(!space_before);
                space_before = true;
                parted = wordy_before;
                han_before = false;
                continue;
            }
            space_before = false;
            if !matches!(c, '。' | '”' | '’' | '）' | ')' | '！' | '？' | '.') {
                look.inner_stop |= stopped;
                stopped = false;
            }
            stopped |= c == '。' || c == '.' && han_before;
            let wordy = han || matches!(c, '“' | '”' | '！' | '？' | '《' | '》');
            look.inner_space |= parted && wordy;
            parted = false;
            wordy_before = wordy;
            han_before = han;
            look.has_han |= han;
            look.ascii += usize::from(c.is_ascii());
            look.letters += usize::from(c.is_ascii_alphanumeric());
            look.commas += usize::from(matches!(c, '，' | '、' | ',' | '；' | ';'));
            look.particles |= matches!(c, '的' | '了' | '，' | '。' | '是' | '在' | '和' | '这' | '他' | '她');
            let last = std::mem::replace(&mut last_char, c);
            match c {
                '“' => look.quote_open = true,
                '”' => look.quote_open = false,
                '（' | '(' | '《' => look.bracket_open = true,
                '）' | ')' | '》' => {
                    look.bracket_closed |= !look.bracket_open;
                    look.bracket_open = false;
                }
                '。' => look.stop = true,
                ':' | '：' | '/' => look.colon = true,
                '□' | '■' => look.square = true,
                '责' | '值' | '版' | '美' | '编' | '校' | '组' | '检' | '统' | '邮' | '热' | '投' | '社' | '网'
                | '电' | 'E' | '印' | '零' | '定' => look.imprint = true,
                '明' | '事' | '告' | '废' | '此' | '线' | '话' | '址' | '谢' | '人' | '租' | '聘' | '询' | '权' =>
                {
                    look.notice |= closes_notice_word(last, c);
                }
                _ => {}
            }
        }
        look
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

pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
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
    line.chars().zip(next.chars()).take(3).filter(|(a, b)| a == b).count() == 3
}

pub(super) fn photo(line: &str) -> bool {
    let core = line.trim_end_matches(['）', ')', '。', ' ', '.']);
    core.ends_with('摄') || core.ends_with("供图") || core.ends_with("资料图片") || core.ends_with("新华社发")
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

pub(super) fn bare_date(line: &str) -> bool {
    let mut digits = false;
    line.chars().all(|c| {
        digits |= c.is_numeric();
        c.is_numeric() || c == ' ' || "年月日至到-—～~./:：星期一二三四五六七八九十零元日天时分".contains(c)
    }) && digits
}

//! What can be seen of one line: its width, indent, punctuation and telling patterns.

use super::furniture::{is_furniture, is_overprint};
use super::joint::{Joint, joint};
use super::look::{Look, bare_date, echoes, ending, enumerated, photo, signature, speaker};
use super::pattern::{BULLETS, is_byline_line, is_caption, opens_article};
use crate::reader::EditionText;
use rustc_hash::FxHashMap;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// 。 perhaps with closing quotes or brackets: the sentence is complete.
    Stop,
    /// ！？…: the sentence is complete, but a headline may end so too.
    Mark,
    /// ；：—— : the sentence may be complete.
    Weak,
    /// ，、 : the sentence goes on.
    Comma,
    /// A character or number: in the body, the sentence goes on.
    Bare,
}

/// Observations on one line, in the context of its page.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing seen of the line")]
pub(super) struct Observed {
    /// Width over the width of the lines around it; 1 is a full line.
    pub fullness: f32,
    /// Width in full-width characters.
    pub width: f32,
    /// Indented where the page indents its paragraphs.
    pub indented: bool,
    /// The page indents its paragraphs at all.
    pub page_indents: bool,
    pub after_blank: bool,
    pub before_blank: bool,
    pub begins_page: bool,
    pub ending: Ending,
    /// 。 stands inside the line.
    pub inner_stop: bool,
    /// ， or 、 stands in the line.
    pub commas: usize,
    /// A space parts two Han characters, as in headlines of two halves.
    pub inner_space: bool,
    /// Begins as an article's lead does: 本报讯, 新华社.
    pub lead: bool,
    /// Is a byline of its own: □ 记者 ….
    pub byline: bool,
    pub caption: bool,
    pub furniture: bool,
    pub overprint: bool,
    /// Nothing but a date, a number or a range of them.
    pub bare_date: bool,
    /// Begins with a character that cannot begin a line of its own: ，。”）.
    pub closing_start: bool,
    /// Share of digits and ASCII letters.
    pub ascii_share: f32,
    /// Position from the top of its page, in lines.
    pub from_top: usize,
    /// Lines below it to the end of the text.
    pub from_end: usize,
    /// The same line stands elsewhere on the page, too.
    pub repeated: bool,
    /// Begins with a mark that points to a photograph.
    pub marked: bool,
    /// Ends as a photograph's credit does.
    pub photo: bool,
    pub has_han: bool,
    pub has_space: bool,
    /// Begins with a number of a list: 一、 （二） 3.
    pub enumerated: bool,
    /// Begins with who speaks: 问： 答： 记者：
    pub speaker: bool,
    /// Nothing but the name of an authority or firm, as under a notice.
    pub signature: bool,
    pub quote_start: bool,
    /// A quotation opened in the line goes on in the next.
    pub quote_open: bool,
    /// A bracket （ or 《 opened in the line is closed below.
    pub bracket_open: bool,
    /// A bracket is closed that was opened above.
    pub bracket_closed: bool,
    /// What the characters around the break above the line say of it.
    pub joint: Joint,
    pub dash_start: bool,
    /// Ends with a word after which no headline stops: 的, 和, 在.
    pub dangling: bool,
    /// The page sets blank lines between its paragraphs.
    pub page_blanks: bool,
    /// Words of running text that headlines seldom have.
    pub particles: bool,
    /// Begins with □, ● or the like, as the items of a column of briefs do.
    pub bullet: bool,
    /// Begins with words in 【】.
    pub titled: bool,
    /// Words of small notices and advertisements.
    pub notice: bool,
    /// A telephone number or another long number stands in it.
    pub long_number: bool,
    /// All of it stands in brackets.
    pub bracketed: bool,
    /// Short and ends as a paper's name or a page's heading does: 晚报, 周刊, 2版.
    pub paper: bool,
    /// A colon or slash parts a role from a name.
    pub colon: bool,
    /// White space parts it at so many places.
    pub gaps: usize,
    /// The line below begins with the same words.
    pub echo: bool,
}

impl Observed {
    /// The sentence is unfinished: body text must go on after this line.
    pub(super) fn open(&self) -> bool {
        matches!(self.ending, Ending::Comma | Ending::Bare)
    }

    pub(super) fn full(&self) -> bool {
        self.fullness > 0.9
    }

    pub(super) fn very_full(&self) -> bool {
        self.fullness > 0.97
    }

    /// Without punctuation, as headlines mostly are.
    pub(super) fn plain(&self) -> bool {
        self.ending == Ending::Bare && self.commas == 0 && !self.inner_stop
    }

    pub(super) fn plain_short(&self) -> bool {
        self.plain() && !self.full()
    }
}

pub(super) fn observe(page: &EditionText) -> Vec<Observed> {
    let lines = page.lines();
    let looks: Vec<Look> = (0..lines.len()).map(|i| Look::of(page.line(i))).collect();
    let half: Vec<f32> = looks.iter().map(Look::half).collect();
    let whole: Vec<f32> = looks.iter().map(|l| l.chars as f32).collect();
    // Some extractors keep proportional widths, some count characters: the page's own lines tell.
    let widths = if peak(&half) > peak(&whole) { half } else { whole };
    let local = local_widths(&widths);
    let indents = lines.iter().filter(|l| l.indent >= 2).count();
    let page_indents = indents >= 2 && indents * 25 >= lines.len();
    let blanks = lines.iter().filter(|l| l.after_blank).count();
    let page_blanks = blanks * 14 >= lines.len();
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for i in 0..lines.len() {
        *counts.entry(page.line(i)).or_default() += 1;
    }
    let mut top = 0;
    (0..lines.len())
        .map(|i| {
            if lines[i].begins_page {
                top = i;
            }
            let text = page.line(i);
            let look = &looks[i];
            let edge = lines.len() - 1 - i;
            let alone = lines[i].after_blank && lines.get(i + 1).is_none_or(|l| l.after_blank);
            let overprint = is_overprint(text);
            Observed {
                fullness: widths[i] / local[i],
                width: widths[i],
                indented: page_indents && lines[i].indent >= 2,
                page_indents,
                after_blank: lines[i].after_blank || i == 0,
                before_blank: lines.get(i + 1).is_none_or(|l| l.after_blank),
                begins_page: lines[i].begins_page,
                ending: ending(text),
                inner_stop: look.inner_stop,
                commas: look.commas,
                inner_space: look.inner_space,
                lead: opens_article(text),
                byline: look.chars <= 64 && is_byline_line(text),
                caption: is_caption(text),
                furniture: overprint
                    // The paper's name can stand alone anywhere.
                    || is_furniture(text, look, if alone { 0 } else { edge.min(i - top) }),
                overprint,
                bare_date: look.chars <= 40 && bare_date(text),
                closing_start: text.starts_with([
                    '，', '。', '、', '；', '：', '！', '？', '”', '’', '）', '》', '％', '%', ',', ')', ';', ':', '.',
                ]),
                ascii_share: look.letters as f32 / look.chars.max(1) as f32,
                from_top: i - top,
                from_end: lines.len() - 1 - i,
                repeated: counts.get(text).is_some_and(|&n| n > 1),
                marked: text.starts_with(['▲', '▶', '◀', '▼', '△', '↑', '↓', '►', '◄']),
                photo: photo(text),
                has_han: look.has_han,
                has_space: look.has_space,
                enumerated: enumerated(text),
                speaker: speaker(text),
                signature: look.chars <= 24 && signature(text),
                quote_start: text.starts_with(['“', '‘', '"']),
                quote_open: look.quote_open,
                bracket_open: look.bracket_open,
                bracket_closed: look.bracket_closed,
                joint: i.checked_sub(1).map_or(Joint::Silent, |b| joint(page.line(b), text)),
                dash_start: text.starts_with('—'),
                dangling: text.ends_with([
                    '的', '和', '与', '在', '将', '及', '并', '被', '把', '从', '对', '向', '为', '是', '以', '而',
                    '或', '至', '个', '一', '该', '其',
                ]),
                page_blanks,
                particles: look.particles,
                bullet: text.starts_with(BULLETS),
                titled: text.starts_with('【'),
                notice: look.notice,
                long_number: look.digits >= 7,
                bracketed: text.starts_with(['（', '(']) && text.ends_with(['）', ')']),
                paper: look.chars <= 8 && text.ends_with(['报', '刊', '版']),
                colon: look.colon,
                gaps: look.gaps,
                echo: i + 1 < lines.len() && echoes(text, page.line(i + 1)),
            }
        })
        .collect()
}

/// Share of the lines within half a character of the commonest width.
fn peak(widths: &[f32]) -> f32 {
    let mut counts = std::collections::BTreeMap::<i32, usize>::new();
    for w in widths.iter().filter(|w| **w >= 8.0) {
        *counts.entry(w.round() as i32).or_default() += 1;
    }
    counts.values().max().copied().unwrap_or(0) as f32 / widths.len().max(1) as f32
}

/// For each line the width of a full line around it: the upper third of its neighbours.
fn local_widths(widths: &[f32]) -> Vec<f32> {
    const REACH: usize = 6;
    let mut sample: Vec<f32> = widths.iter().copied().take(4000).collect();
    let page = upper(&mut sample);
    (0..widths.len())
        .map(|i| {
            let around = &widths[i.saturating_sub(REACH)..(i + REACH + 1).min(widths.len())];
            // Lines far wider than the column are headlines or captions and say nothing of it.
            let mut column = [0.0; 2 * REACH + 1];
            let mut count = 0;
            for (cell, &width) in column.iter_mut().zip(around.iter().filter(|w| **w < page * 1.6)) {
                *cell = width;
                count += 1;
            }
            if count < 4 { page } else { upper(&mut column[..count]).max(page * 0.55) }.max(4.0)
        })
        .collect()
}

/// The upper third begins with it.
fn upper(widths: &mut [f32]) -> f32 {
    if widths.is_empty() {
        return 1.0;
    }
    let at = widths.len() * 2 / 3;
    let (_, width, _) = widths.select_nth_unstable_by(at, f32::total_cmp);
    width.max(1.0)
}

//! What can be seen of one line: its width, indent, punctuation and telling patterns.

use super::around::{Around, around};
use super::continued::Note;
use super::form::{self, Form, Forms, forms};
use super::furniture::{is_furniture, is_overprint};
use std::hash::BuildHasher;

use super::byline::{is_byline_line, is_credit_line, is_signature_of_author, opens_article};
use super::joint::{Joint, joint};
use super::look::{Look, echoes, ending, enumerated, photo, signature, speaker};
use super::pattern::is_caption;
use super::signs::{
    ASCII_DIGIT, ASCII_LETTER, BLANK, BULLET, BYLINE_START, CAPTION_START, CLOSING_START, COLON, DANGLING, DATE, HAN,
    LEAD, LEAD_START, LIST_START, MARK, NUMBER, PAPER_END, PARTICLE, PHOTO_END, ROLE, SIGNATURE_END,
};
use crate::read::EditionText;
use rustc_hash::{FxBuildHasher, FxHashMap};

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

impl Ending {
    /// The sentence goes on, if the line is body text.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Comma | Self::Bare)
    }
}

/// Observations on one line, in the context of its page.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing seen of the line")]
pub(super) struct Observed {
    /// Width over the width of the lines around it; 1 is a full line.
    pub fullness: f32,
    /// Width in full-width characters.
    pub width: f32,
    /// Indented as the page indents its paragraphs.
    pub indented: bool,
    /// Indent in full-width characters.
    pub left: f32,
    /// The page indents its paragraphs at all.
    pub page_indents: bool,
    pub after_blank: bool,
    pub before_blank: bool,
    pub begins_page: bool,
    pub ending: Ending,
    /// 。 stands inside the line.
    pub inner_stop: bool,
    /// ， or 、 stands in the line.
    pub commas: u8,
    /// A space parts two Han characters, as in headlines of two halves.
    pub inner_space: bool,
    /// Begins as an article's lead does: 本报讯, 新华社.
    pub lead: bool,
    /// Is a byline of its own: □ 记者 ….
    pub byline: bool,
    /// Is a photographer's credit in brackets and nothing else: （新华社记者林静摄）.
    pub credit: bool,
    /// Is an author's name under a headline: 林静, 林静（县农业局）.
    pub author: bool,
    pub caption: bool,
    pub furniture: bool,
    pub overprint: bool,
    /// Nothing but a date, a number or a range of them.
    pub bare_date: bool,
    /// Begins with a character that cannot begin a line of its own: ，。”）.
    pub closing_start: bool,
    /// Share of digits and ASCII letters.
    pub ascii_share: f32,
    /// Position from the top of its page, in lines; 255 for any farther down.
    pub from_top: u8,
    /// Lines below it to the end of the text, 255 at most.
    pub from_end: u8,
    /// The same line stands elsewhere on the page, too.
    pub repeated: bool,
    /// A bracket closes it, as behind the names at an article's end and a photograph's.
    pub bracket_end: bool,
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
    pub gaps: u8,
    /// The line below begins with the same words.
    pub echo: bool,
    /// Stands right below a note such as 上接第1版, and so goes on with a text.
    pub below_note: bool,
    /// What stands around it: see [`around`](super::around).
    pub around: Around,
    /// How the page parts its articles: see [`form`](super::form).
    pub form: Form,
    /// What that says of the line.
    pub forms: Forms,
}

/// How pages part their paragraphs: by blank lines or not, by indents or not.
pub(super) const HABITS: usize = 4;

impl Observed {
    /// Which of the [`HABITS`] the line's page has.
    pub(super) fn habit(&self) -> usize {
        usize::from(self.page_blanks) + 2 * usize::from(self.page_indents)
    }

    /// Short lines stand around it, as in verse.
    pub(super) fn is_verse(&self) -> bool {
        self.forms & form::VERSE != 0
    }

    /// Nothing but a number, as over a section.
    pub(super) fn is_numeral(&self) -> bool {
        self.forms & form::NUMERAL != 0
    }

    /// The sentence is unfinished: body text must go on after this line.
    pub(super) fn open(&self) -> bool {
        self.ending.is_open()
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
    let (indent, indents) = usual_indent(page);
    let page_indents = indents >= 2 && indents * 25 >= lines.len();
    let blanks = lines.iter().filter(|l| l.after_blank).count();
    let page_blanks = blanks * 14 >= lines.len();
    let mut repeated = repeated(page).into_iter();
    let mut top = 0;
    // Widths where ASCII is half as wide, and where all characters are as wide.
    let mut half: Vec<f32> = Vec::with_capacity(lines.len());
    let mut whole: Vec<f32> = Vec::with_capacity(lines.len());
    let mut observed: Vec<Observed> = (0..lines.len())
        .map(|i| {
            if lines[i].begins_page {
                top = i;
            }
            let text = page.line(i);
            let look = Look::of(text);
            half.push(look.half());
            whole.push(look.chars as f32);
            let edge = lines.len() - 1 - i;
            let alone = lines[i].after_blank && lines.get(i + 1).is_none_or(|l| l.after_blank);
            let overprint = look.again && is_overprint(text);
            Observed {
                fullness: 0.0,
                width: 0.0,
                indented: page_indents && lines[i].indent >= 2 && lines[i].indent.abs_diff(indent) <= 1,
                left: lines[i].indent as f32 / 2.0,
                page_indents,
                after_blank: lines[i].after_blank || i == 0,
                before_blank: lines.get(i + 1).is_none_or(|l| l.after_blank),
                begins_page: lines[i].begins_page,
                ending: if look.ends(HAN | ASCII_DIGIT | ASCII_LETTER) { Ending::Bare } else { ending(text) },
                inner_stop: look.inner_stop,
                commas: few(look.commas as usize),
                inner_space: look.inner_space,
                lead: (look.begins(LEAD_START) || look.has(LEAD)) && opens_article(text),
                byline: look.chars <= 64 && (look.begins(BYLINE_START) || look.has(ROLE)) && is_byline_line(text),
                credit: look.chars <= 48 && look.begins(BYLINE_START) && look.ends(PHOTO_END) && is_credit_line(text),
                author: look.chars <= 20 && look.begins(HAN) && is_signature_of_author(text),
                caption: (look.begins(CAPTION_START) || look.ends(PHOTO_END)) && is_caption(text),
                furniture: overprint
                    // The paper's name can stand alone anywhere.
                    || is_furniture(text, &look, if alone { 0 } else { edge.min(i - top) }),
                overprint,
                bare_date: look.chars <= 40 && look.all(DATE) && look.has(NUMBER),
                closing_start: look.begins(CLOSING_START),
                ascii_share: look.letters as f32 / look.chars.max(1) as f32,
                from_top: few(i - top),
                from_end: few(edge),
                repeated: repeated.next().unwrap_or(false),
                bracket_end: text.ends_with(['）', ')']),
                marked: look.begins(MARK),
                photo: look.ends(PHOTO_END) && photo(text),
                has_han: look.has(HAN),
                has_space: look.has(BLANK),
                enumerated: look.begins(LIST_START) && enumerated(text),
                speaker: look.has(COLON) && speaker(text),
                signature: look.chars <= 24 && look.all(HAN) && look.ends(SIGNATURE_END) && signature(text),
                quote_start: text.starts_with(['“', '‘', '"']),
                quote_open: look.quote_open,
                bracket_open: look.bracket_open,
                bracket_closed: look.bracket_closed,
                joint: i.checked_sub(1).map_or(Joint::Silent, |b| joint(page.line(b), text)),
                dash_start: text.starts_with('—'),
                dangling: look.ends(DANGLING),
                page_blanks,
                particles: look.has(PARTICLE),
                bullet: look.begins(BULLET),
                titled: text.starts_with('【'),
                notice: look.notice,
                long_number: look.digits >= 7,
                bracketed: text.starts_with(['（', '(']) && text.ends_with(['）', ')']),
                paper: look.chars <= 8 && look.ends(PAPER_END),
                colon: look.has(COLON),
                gaps: few(look.gaps as usize),
                echo: i + 1 < lines.len() && echoes(text, page.line(i + 1)),
                below_note: i.checked_sub(1).is_some_and(|b| Note::comes_from(page.line(b))),
                around: 0,
                form: Form::default(),
                forms: 0,
            }
        })
        .collect();
    // Some extractors keep proportional widths, some count characters: the page's own lines tell.
    let widths = if peak(&half) > peak(&whole) { half } else { whole };
    for ((line, &width), local) in observed.iter_mut().zip(&widths).zip(local_widths(&widths)) {
        (line.width, line.fullness) = (width, width / local);
    }
    let form = Form::of(page, &observed);
    let seen = forms(page, &observed, form);
    for (line, seen) in observed.iter_mut().zip(seen) {
        (line.form, line.forms) = (form, seen);
        line.page_blanks &= !form.sectioned;
    }
    around(page, &mut observed);
    confirm_authors(page, &mut observed);
    let tight = form.tight && form::in_order(&observed);
    for line in &mut observed {
        line.form.tight = tight;
    }
    observed
}

/// Keeps as authors' names only those that stand under a headline and over text, and adds bylines that do.
fn confirm_authors(page: &EditionText, lines: &mut [Observed]) {
    for i in 0..lines.len() {
        let line = &lines[i];
        let head = |strict| (line.author || line.byline) && stands_under_a_head(page, lines, i, strict);
        let author = if line.byline { !line.bracketed && head(Strict::No) } else { line.author && head(Strict::Yes) };
        lines[i].author = author;
    }
}

/// Whether a line must look like a name that nothing around it speaks against, or says a role itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strict {
    Yes,
    No,
}

/// The text below says the line's words together with the last character above it, so that the line goes on from there.
fn goes_on_from(page: &EditionText, i: usize) -> bool {
    /// Lines of the text below that are searched.
    const SEARCHED: usize = 120;
    let last = i.checked_sub(1).and_then(|above| page.line(above).chars().next_back());
    let below: String = (i + 1..page.lines().len()).take(SEARCHED).map(|l| page.line(l)).collect();
    let words: String = last.into_iter().chain(page.line(i).chars()).collect();
    below.contains(&words)
}

/// The line stands between a headline and text.
fn stands_under_a_head(page: &EditionText, lines: &[Observed], i: usize, strict: Strict) -> bool {
    let (Some(above), Some(below)) = (i.checked_sub(1).and_then(|a| lines.get(a)), lines.get(i + 1)) else {
        return false;
    };
    let line = &lines[i];
    let head = above.has_han
        && matches!(above.ending, Ending::Bare | Ending::Mark | Ending::Weak)
        && !above.inner_stop
        && !above.lead
        && !above.furniture
        && !line.begins_page;
    let text = below.has_han && !below.lead && !below.begins_page;
    if strict == Strict::No {
        return head && text;
    }
    // The rest of a word that the full line above breaks off.
    let rest = above.full() && line.joint == Joint::Word;
    let rest = rest || goes_on_from(page, i);
    // In a list of names others stand around it.
    let listed = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().any(|n| is_signature_of_author(page.line(n)));
    // Over verse only a headline alone is one for sure: all lines look alike.
    let prose = below.indented || below.full() || below.inner_stop;
    let begins = above.after_blank || i < 2 || lines.get(i - 2).is_some_and(|l| l.ending == Ending::Stop);
    head && text && !rest && !listed && below.width > line.width && (prose || begins && line.width <= 4.5)
}

/// Counts of which only the first few matter; a page has a line's observations for each of its lines.
fn few(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

/// The commonest indent of two columns or more, and how many lines have it, to a column: centred and flush-right
/// lines stand all about.
fn usual_indent(page: &EditionText) -> (usize, usize) {
    const DEEPEST: usize = 12;
    let mut counts = [0_usize; DEEPEST + 2];
    for line in page.lines().iter().filter(|l| (2..=DEEPEST).contains(&l.indent)) {
        counts[line.indent] += 1;
    }
    let near = |i: usize| counts[i - 1] + counts[i] + counts[i + 1];
    (2..=DEEPEST).map(|i| (counts[i], i)).max().map_or((0, 0), |(_, i)| (i, near(i)))
}

/// Whether each line stands elsewhere on the page, too: whether another one has its hash, which of a million lines of
/// one page no two others share by chance.
fn repeated(page: &EditionText) -> Vec<bool> {
    let count = page.lines().len();
    let hashes: Vec<u64> = (0..count).map(|i| FxBuildHasher.hash_one(page.line(i))).collect();
    // Most lines stand once, which a bit at the place of their hash tells as a rule.
    let bits = (16 * count).next_power_of_two().max(64) as u64;
    let (mut once, mut again) = (vec![0_u64; (bits / 64) as usize], vec![0_u64; (bits / 64) as usize]);
    let place = |hash: u64| (((hash & (bits - 1)) / 64) as usize, 1 << (hash % 64));
    for &hash in &hashes {
        let (word, bit) = place(hash);
        again[word] |= once[word] & bit;
        once[word] |= bit;
    }
    let may = |hash: u64| {
        let (word, bit) = place(hash);
        again[word] & bit != 0
    };
    let mut counts: FxHashMap<u64, bool> = FxHashMap::default();
    counts.reserve(hashes.iter().filter(|&&hash| may(hash)).count());
    for &hash in hashes.iter().filter(|&&hash| may(hash)) {
        counts.entry(hash).and_modify(|more| *more = true).or_default();
    }
    hashes.iter().map(|hash| may(*hash) && counts.get(hash) == Some(&true)).collect()
}

/// Share of the lines within half a character of the commonest width.
fn peak(widths: &[f32]) -> f32 {
    // Columns are narrow; a table for the few lines that are not would be as long as the longest.
    const NARROW: usize = 256;
    let (mut narrow, mut wide) = ([0_usize; NARROW], FxHashMap::<i32, usize>::default());
    for w in widths.iter().filter(|w| **w >= 8.0) {
        let width = w.round() as i32;
        match narrow.get_mut(width as usize) {
            Some(count) => *count += 1,
            None => *wide.entry(width).or_default() += 1,
        }
    }
    let commonest = narrow.into_iter().chain(wide.into_values()).max();
    commonest.unwrap_or(0) as f32 / widths.len().max(1) as f32
}

/// For each line the width of a full line around it: the upper third of its neighbours.
fn local_widths(widths: &[f32]) -> impl Iterator<Item = f32> + '_ {
    const REACH: usize = 6;
    let mut sample: Vec<f32> = widths.iter().copied().take(4000).collect();
    sample.sort_unstable_by(f32::total_cmp);
    let page = upper(&sample);
    // The neighbours' widths in order. Lines far wider than the column are headlines or captions and say
    // nothing of it.
    let mut around: Vec<f32> = Vec::with_capacity(2 * REACH + 1);
    let column = move |i: usize| widths.get(i).copied().filter(|w| *w < page * 1.6);
    let add = |around: &mut Vec<f32>, width: f32| {
        around.insert(around.partition_point(|w| *w < width), width);
    };
    (0..REACH).filter_map(column).for_each(|width| add(&mut around, width));
    (0..widths.len()).map(move |i| {
        if let Some(gone) = i.checked_sub(REACH + 1).and_then(column) {
            around.remove(around.partition_point(|w| *w < gone));
        }
        if let Some(width) = column(i + REACH) {
            add(&mut around, width);
        }
        if around.len() < 4 { page } else { upper(&around).max(page * 0.55) }.max(4.0)
    })
}

/// The upper third of sorted widths begins with it.
fn upper(widths: &[f32]) -> f32 {
    widths.get(widths.len() * 2 / 3).map_or(1.0, |width| width.max(1.0))
}

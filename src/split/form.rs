//! How a page parts its articles, and where each line stands in that: pages that set a blank line between articles
//! and none within them, pages of a paragraph a line, old pages with commas alone.
//!
//! Sections are the runs of lines between blank lines. An island is a run of lines without indent, none of which ends
//! a sentence, between text that is complete and an indented line: on pages that indent their paragraphs, a head.

use super::around::{SAID_ABOVE, SAID_BELOW};
use super::byline::is_surname;
use super::features::bits;
use super::line::{Ending, Observed};
use super::weights::{features, position};
use crate::han::is_han;
use crate::read::EditionText;

/// A bit a feature.
pub(super) type Forms = u128;

/// What the form of a page says of a line.
pub(super) enum FormFeature {}

/// The bit of a bare number.
pub(super) const NUMERAL: Forms = 1 << position(&FormFeature::NAMES, "numeral");

/// The bit of verse.
pub(super) const VERSE: Forms = 1 << position(&FormFeature::NAMES, "verse");
/// The bit of the first line of an island.
const ISLAND: Forms = 1 << position(&FormFeature::NAMES, "island_first");

/// Manners in which pages part their articles: see [`Form::manner`].
pub(super) const MANNERS: usize = 3;

/// Lines of a page's beginning by which its punctuation is judged.
const SAMPLE: usize = 2000;
/// A line wider than this, in full-width characters, is a paragraph by itself where most lines of the kind are.
const LONG: f32 = 32.0;
/// A head line is no wider.
const WIDEST_HEAD: f32 = 48.0;

/// The habits of a page that concern its articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one habit")]
pub(super) struct Form {
    /// Blank lines stand between articles and hardly ever within them.
    pub sectioned: bool,
    /// There are hardly any blank lines, paragraphs are indented, and heads stand over their text.
    pub tight: bool,
    /// A line is a paragraph.
    pub unwrapped: bool,
    /// Sentences are parted by 、 or by nothing.
    pub old: bool,
}

/// What a line's place in its section and island is.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// Lines above it in its section, and lines of the section.
    at: usize,
    section: usize,
    /// Width of the section's widest line.
    widest: f32,
    /// Only lines without indent and without a sentence's end stand above it in its section.
    zone: bool,
    /// Lines above it in its island, and lines of the island; 0 where it stands in none.
    above: usize,
    island: usize,
}

impl Form {
    /// Which of the [`MANNERS`] the page has: 2 where blank lines part articles, and on old pages; 1 where there are hardly any blank lines; 0 where they stand anywhere. What parts articles differs.
    pub(super) fn manner(self) -> usize {
        match self {
            Self { sectioned: true, .. } | Self { old: true, .. } => 2,
            Self { tight: true, .. } => 1,
            _ => 0,
        }
    }

    /// Judges a page by its lines.
    pub(super) fn of(page: &EditionText, lines: &[Observed]) -> Self {
        let old = old_punctuation(page);
        let long = lines.iter().filter(|l| l.width > LONG);
        let (long, closed) = long.fold((0, 0), |(n, c), l| (n + 1, c + usize::from(!l.open())));
        let unwrapped = long * 4 >= lines.len() && long >= 2 && closed * 5 >= long * 4;
        let blanks = lines.iter().filter(|l| l.after_blank).count();
        let tight = blanks * 50 < lines.len().max(100) && lines.first().is_some_and(|l| l.page_indents);
        Self { sectioned: sectioned(lines, old, unwrapped), tight, unwrapped, old }
    }
}

/// Hardly any head line speaks of the text above it rather than of the text below.
pub(super) fn in_order(lines: &[Observed]) -> bool {
    let heads = lines.iter().filter(|l| l.forms & ISLAND != 0);
    let (below, above) = heads.fold((0, 0), |(below, above), l| {
        (below + usize::from(l.around & SAID_BELOW != 0), above + usize::from(l.around & SAID_ABOVE != 0))
    });
    // Heads kept apart from their texts stand below them all.
    let ends_with_text = lines.last().is_some_and(|l| l.indented || l.bracket_end || !l.plain());
    ends_with_text && 8 * above <= below
}

/// Commas of the old kind, and none or few of today's marks.
fn old_punctuation(page: &EditionText) -> bool {
    let (mut pauses, mut marks, mut chars) = (0_usize, 0_usize, 0_usize);
    for i in 0..page.lines().len().min(SAMPLE) {
        for c in page.line(i).chars() {
            chars += 1;
            match c {
                '、' => pauses += 1,
                '，' | '。' | ',' | '.' => marks += 1,
                _ => {}
            }
        }
    }
    chars >= 60 && pauses >= 3 * marks && pauses * 40 >= chars
}

/// Most sections begin as articles do, with a head, and few within a paragraph or with one.
fn sectioned(lines: &[Observed], old: bool, unwrapped: bool) -> bool {
    let (mut heads, mut bodies, mut torn, mut single) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut from = 0;
    while from < lines.len() {
        let to = (from + 1..lines.len()).find(|&i| lines[i].after_blank).unwrap_or(lines.len());
        let section = &lines[from..to];
        let above = from.checked_sub(1).map(|a| &lines[a]);
        if above.is_some_and(|a| a.open() && a.full() && !old && !unwrapped && !a.plain_short()) {
            torn += 1;
        }
        if section.len() == 1 {
            single += 1;
        } else if begins_with_head(section, old) {
            heads += 1;
        } else {
            bodies += 1;
        }
        from = to;
    }
    heads >= 2 && 2 * heads >= 3 * bodies && heads >= single && 6 * torn <= heads
}

/// A section of several lines begins as an article does.
fn begins_with_head(section: &[Observed], old: bool) -> bool {
    let Some(first) = section.first() else { return false };
    if first.lead || first.indented || matches!(first.ending, Ending::Stop | Ending::Comma) || first.width > WIDEST_HEAD
    {
        return false;
    }
    if first.page_indents {
        let top = section.iter().take(6).position(|l| l.indented || l.lead);
        return top.is_some_and(|n| section[..n].iter().all(|l| l.ending != Ending::Stop && l.commas < 2));
    }
    let next = section[1..].iter().take(3).map(|l| l.width).fold(0.0, f32::max);
    section.len() >= if old { 3 } else { 2 } && first.commas == 0 && first.width < 0.9 * next
}

/// Two to four Han characters that begin with a surname, as an author's name does; or such a name with a dot in it.
fn is_name(text: &str) -> bool {
    let core = text.trim_start_matches(['（', '(']).trim_end_matches(['）', ')', '著', '文', '作']);
    let mut count = 0_usize;
    for part in core.split([' ', '\u{3000}']).filter(|p| !p.is_empty()) {
        let length = part.chars().count();
        let fits = part.chars().all(|c| is_han(c) || c == '·') && length <= if part.contains('·') { 12 } else { 4 };
        if !fits {
            return false;
        }
        count += length;
    }
    let first = core.chars().next().unwrap_or(' ');
    (2..=12).contains(&count) && (is_surname(first) || core.contains('·'))
}

/// A short line that names who wrote.
fn is_role(text: &str, line: &Observed) -> bool {
    line.width <= 26.0
        && line.ending != Ending::Stop
        && ["记者", "記者", "通讯员", "通訊員", "评论员", "評論員", "特约", "特約", "编译", "編譯", "摄影", "攝影"]
            .iter()
            .any(|role| text.contains(role))
}

fn places(lines: &[Observed]) -> Vec<Place> {
    let mut places = vec![Place::default(); lines.len()];
    let mut from = 0;
    while from < lines.len() {
        let to = (from + 1..lines.len()).find(|&i| lines[i].after_blank).unwrap_or(lines.len());
        let widest = lines[from..to].iter().map(|l| l.width).fold(0.0, f32::max);
        let mut zone = true;
        for i in from..to {
            let line = &lines[i];
            zone &= !line.indented && line.ending != Ending::Stop && !line.lead;
            let (at, section) = (i - from, to - from);
            places[i] = Place { at, section, widest, zone, ..Place::default() };
        }
        from = to;
    }
    islands(lines, &mut places);
    places
}

fn islands(lines: &[Observed], places: &mut [Place]) {
    const LONGEST: usize = 10;
    let mut from = 0;
    while from < lines.len() {
        let line = &lines[from];
        let complete = from.checked_sub(1).is_none_or(|a| line.after_blank || !lines[a].open() || lines[a].bracket_end);
        let fits = |l: &Observed| !l.indented && l.ending != Ending::Stop && l.width <= WIDEST_HEAD && !l.lead;
        if !line.page_indents || !complete || !fits(line) {
            from += 1;
            continue;
        }
        let mut to = from + 1;
        while lines.get(to).is_some_and(fits) {
            to += 1;
        }
        // Below an island text begins.
        let over_text = lines.get(to).is_some_and(|l| l.indented || l.lead);
        if over_text && to - from <= LONGEST {
            for (above, place) in places[from..to].iter_mut().enumerate() {
                (place.above, place.island) = (above, to - from);
            }
        }
        from = to;
    }
}

/// What the widths of a page's lines say of its verse.
#[derive(Debug, Clone, Copy)]
struct Widths {
    /// Verse is no wider.
    verse: f32,
}

impl Widths {
    /// A line of verse is narrower than the page's columns.
    fn of(lines: &[Observed]) -> Self {
        const WIDEST: f32 = 16.0;
        let mut widths: Vec<f32> = lines.iter().map(|l| l.width).collect();
        widths.sort_unstable_by(f32::total_cmp);
        let column = widths.get(widths.len() * 2 / 3).copied().unwrap_or(0.0);
        Self { verse: WIDEST.min(0.75 * column) }
    }
}

/// What the form of a page says of each of its lines.
pub(super) fn forms(page: &EditionText, lines: &[Observed], form: Form) -> Vec<Forms> {
    let places = places(lines);
    let names: Vec<bool> =
        (0..lines.len()).map(|i| lines[i].width <= 14.0 && lines[i].has_han && is_name(page.line(i))).collect();
    let widths = Widths::of(lines);
    (0..lines.len()).map(|i| seen(page, lines, i, form, &places, &names, widths)).collect()
}

fn seen(
    page: &EditionText,
    lines: &[Observed],
    i: usize,
    form: Form,
    places: &[Place],
    names: &[bool],
    widths: Widths,
) -> Forms {
    let (line, place, text) = (&lines[i], places[i], page.line(i));
    let (next, before) = (lines.get(i + 1), i.checked_sub(1).map(|b| &lines[b]));
    let near = next.filter(|n| !n.after_blank);
    let Form { sectioned, unwrapped, old, .. } = form;
    let (first, several) = (place.at == 0, place.section > 1);
    let name = names[i];
    let role = is_role(text, line);
    let (plain, short, long) = (line.plain(), line.width <= 30.0, line.width > LONG);
    let text_below = near.is_some_and(|n| n.indented || n.lead || n.width > LONG);
    let island = place.island > 0;
    let column = line.width / line.fullness.max(0.01);
    let short_over_full =
        plain && near.is_some_and(|n| n.fullness > 0.85 && n.width > line.width + 1.5) && line.width <= 16.0;
    let pause = |l: &Observed| l.closing_start;
    let numeral = text.chars().count() <= 3
        && text.chars().all(|c| "一二三四五六七八九十〇０１２３４５６７８９0123456789（）()、.．".contains(c));
    let verse = |l: &Observed| {
        l.width <= widths.verse && l.commas <= 1 && !l.inner_stop && l.has_han && (sectioned || l.page_indents)
    };
    let in_verse = verse(line)
        && before.is_some_and(verse)
        && next.is_some_and(verse)
        && (lines.get(i + 2).is_some_and(verse) || i >= 2 && verse(&lines[i - 2]));
    bits(features!(FormFeature in form {
        page_sectioned: sectioned,
        first_of_several: sectioned && first && several,
        first_alone: sectioned && first && !several,
        first_indented: sectioned && first && line.indented,
        first_flush: sectioned && first && line.page_indents && !line.indented,
        first_narrow: sectioned && first && line.width <= 0.85 * place.widest,
        first_closed: sectioned && first && line.ending == Ending::Stop,
        first_lead: sectioned && first && line.lead,
        first_bracketed: sectioned && first && line.bracketed,
        second_in_zone: sectioned && place.at == 1 && place.zone,
        third_in_zone: sectioned && place.at == 2 && place.zone,
        later_in_zone: sectioned && place.at >= 3 && place.zone,
        zone_above_text: sectioned && place.zone && text_below,
        zone_name: sectioned && place.zone && name && !first,
        zone_role: sectioned && place.zone && role && !first,
        sectioned_indented: sectioned && !place.zone && !first && line.indented,
        sectioned_flush: sectioned && !place.zone && !first && !line.indented,
        sectioned_subhead_indented: sectioned && !place.zone && plain && line.fullness <= 0.9 && line.indented,
        sectioned_subhead_flush: sectioned && !place.zone && plain && line.fullness <= 0.9 && !line.indented && line.page_indents,
        last_bracketed: sectioned && line.before_blank && several && line.bracketed,
        last_name: sectioned && line.before_blank && several && (role || name),
        name_above_text: name && !first && text_below,
        name_below_head: name && before.is_some_and(|b| b.plain() && !b.indented) && near.is_some(),
        name_elsewhere: name && !text_below,
        name_after_blank: name && line.after_blank,
        name_bracketed: name && line.bracketed,
        role_above_text: role && !line.photo && text_below,
        role_after_blank: role && !line.photo && line.after_blank,
        role_plain: role && !line.photo && plain,
        role_photo: role && line.photo,
        page_unwrapped: unwrapped,
        unwrapped_paragraph: unwrapped && long && !line.open(),
        unwrapped_open: unwrapped && long && line.open(),
        unwrapped_short_closed: unwrapped && short && line.indented && !line.open(),
        unwrapped_short_plain: unwrapped && short && line.indented && plain,
        unwrapped_short_over_long: unwrapped && short && !line.indented && plain && near.is_some_and(|n| n.width > LONG),
        unwrapped_short_over_short: unwrapped && short && !line.indented && plain && near.is_some_and(|n| n.width <= 30.0),
        unwrapped_flush_closed: unwrapped && line.page_indents && !line.indented && !line.open(),
        unwrapped_flush_below_text: unwrapped && line.page_indents && !line.indented && before.is_some_and(|b| !b.open() && b.width > LONG),
        island_first: island && place.above == 0,
        island_second: island && place.above == 1,
        island_third: island && place.above == 2,
        island_later: island && place.above >= 3,
        island_last: island && place.above + 1 == place.island,
        island_of_one: place.island == 1,
        island_of_two: place.island == 2,
        island_of_three: place.island == 3,
        island_of_more: place.island >= 4,
        island_below_full: island && place.above == 0 && before.is_some_and(|b| b.fullness > 0.85),
        island_wide: island && line.width > 1.08 * column,
        island_bracketed: island && place.above > 0 && line.bracketed,
        page_old: old,
        old_pause_begins: old && (line.closing_start || next.is_some_and(pause)),
        old_short_over_full: old && short_over_full && (line.after_blank || before.is_some_and(|b| b.fullness < 0.85)),
        old_short_over_full_tight: old && short_over_full && !line.after_blank,
        old_full: old && line.fullness > 0.85 && line.fullness <= 1.15,
        old_bullet: old && line.bullet,
        old_bracketed: old && line.bracketed && line.width <= 8.0,
        old_commas: old && line.commas > 0,
        old_short_end: old && plain && line.fullness <= 0.6 && line.before_blank,
        pause_begins_next: next.is_some_and(pause) && plain,
        verse_indented: in_verse && line.indented,
        below_bracket_flush: before.is_some_and(|b| b.bracket_end) && line.page_indents && !line.indented,
        below_bracket_flush_over_text: before.is_some_and(|b| b.bracket_end) && line.page_indents && !line.indented && text_below,
        verse: in_verse,
        numeral: numeral,
    }))
}

//! Glyphs → lines of text.

use rustc_hash::FxHashMap;

use super::glyph::{Flow, Glyph};
use crate::han::is_han;
use crate::read::{Area, LaidLine};

/// Widest gap within a run that was shown as one, in em.
const RUN_GAP: f32 = 1.05;
/// Widest gap between runs of one line that were shown one after the other, in em, and between
/// others: a closing mark may hang far into the gutter.
const LINE_GAP: f32 = 0.7;
const OTHER_GAP: f32 = 0.22;
/// Overlap of neighbours, in em: adjoining marks (。“) are set half an em closer.
const OVERLAP: f32 = 0.7;
/// Shift of an overprint against what it is printed over, in em.
const OVERPRINT: f32 = 0.42;
/// Fewest characters below each other that make a line set from top to bottom.
const STACK: usize = 3;

/// The lines of a page, in the order in which they were shown.
pub(super) fn lines(glyphs: Vec<Glyph>) -> Vec<LaidLine> {
    let glyphs = without_overprints(glyphs);
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for run in runs(glyphs) {
        if run.flow == Flow::Down { down.push(run) } else { across.push(run) }
    }
    adopt(&mut across, &mut down);
    let mut runs = merge(across, Flow::Right);
    runs.extend(merge(down, Flow::Down));
    runs.sort_by_key(|run| run.order);
    runs.into_iter().filter_map(Run::line).collect()
}

/// How far a character may stand over the one before it, in em.
fn overlap(before: char, after: char) -> f32 {
    if before.is_alphanumeric() || after.is_alphanumeric() { OVERLAP } else { 1.1 }
}

/// Middle and size of a character.
type Place = (f32, f32, f32);

/// Characters set twice at nearly the same place, as shadows and false bold are, once.
fn without_overprints(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut places: FxHashMap<(char, i32, i32), Vec<Place>> = FxHashMap::default();
    let mut kept = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        if glyph.is_blank() {
            kept.push(glyph);
            continue;
        }
        let (x, y) = glyph.centre();
        let cell = |v: f32| (v / 16.0).floor() as i32;
        let reach = OVERPRINT * glyph.size;
        let mut twice = false;
        for cx in cell(x - reach)..=cell(x + reach) {
            for cy in cell(y - reach)..=cell(y + reach) {
                twice |= places.get(&(glyph.c, cx, cy)).is_some_and(|seen| {
                    seen.iter().any(|&(sx, sy, size)| {
                        // Narrow characters (digits, 1 and i) may follow closely on themselves.
                        let width = (glyph.area.right - glyph.area.left).min(glyph.area.bottom - glyph.area.top);
                        let near = reach.min(0.6 * width.max(0.1 * size));
                        (sx - x).abs() < near && (sy - y).abs() < near && (size / glyph.size - 1.0).abs() < 0.2
                    })
                });
            }
        }
        if !twice {
            places.entry((glyph.c, cell(x), cell(y))).or_default().push((x, y, glyph.size));
            kept.push(glyph);
        }
    }
    kept
}

/// A stretch of text that runs on.
#[derive(Debug, Clone)]
struct Run {
    text: String,
    chars: usize,
    bold: usize,
    area: Area,
    /// End of the last character or blank, along the flow.
    end: f32,
    size: f32,
    flow: Flow,
    /// Place of its first and of its last glyph in the content.
    order: usize,
    last_order: usize,
    /// A blank stands after the last character.
    blank: bool,
    last: char,
}

impl Run {
    fn new(glyph: &Glyph, order: usize) -> Self {
        Self {
            text: glyph.c.to_string(),
            chars: 1,
            bold: usize::from(glyph.bold),
            area: glyph.area,
            end: if glyph.flow == Flow::Down { glyph.area.bottom } else { glyph.area.right },
            size: glyph.size,
            flow: glyph.flow,
            order,
            last_order: order,
            blank: false,
            last: glyph.c,
        }
    }

    /// Middle of the line across its flow.
    fn axis(&self) -> f32 {
        match self.flow {
            // Capitals and digits of other fonts share the baseline, not the height.
            Flow::Right => self.area.bottom,
            Flow::Down => f32::midpoint(self.area.left, self.area.right),
        }
    }

    /// The character is the first of a line on the left of this one, which runs down.
    fn begins_beside(&self, character: &Self) -> bool {
        let step = self.axis() - f32::midpoint(character.area.left, character.area.right);
        let lower = character.area.top - self.area.top;
        self.chars >= STACK
            && (self.size / character.size - 1.0).abs() < 0.15
            && (0.8..2.6).contains(&(step / self.size))
            && (-2.3..0.6).contains(&(lower / self.size))
            && !character.last.is_ascii_alphanumeric()
    }

    fn start(&self) -> f32 {
        if self.flow == Flow::Down { self.area.top } else { self.area.left }
    }

    fn push(&mut self, text: &str, first: char, last: char, gap: f32) {
        let word = |c: char| c.is_ascii_alphanumeric();
        let words = word(self.last) && (word(first) || first == '(');
        if self.blank
            || (words && gap > 0.18 * self.size)
            || (is_han(self.last) && is_han(first) && gap > 0.55 * self.size && self.tight())
        {
            self.text.push(' ');
        }
        self.text.push_str(text);
        self.last = last;
        self.blank = false;
    }

    /// Its characters stand close, so that a gap among them means something.
    fn tight(&self) -> bool {
        let length =
            if self.flow == Flow::Down { self.area.bottom - self.area.top } else { self.area.right - self.area.left };
        length < 1.25 * self.size * self.chars as f32
    }

    fn grow(&mut self, area: Area) {
        self.area = Area {
            left: self.area.left.min(area.left),
            top: self.area.top.min(area.top),
            right: self.area.right.max(area.right),
            bottom: self.area.bottom.max(area.bottom),
        };
    }

    fn line(self) -> Option<LaidLine> {
        let text = self.text.trim().to_owned();
        (!text.is_empty()).then(|| LaidLine {
            text,
            area: self.area,
            size: self.size,
            bold: self.bold * 2 > self.chars,
            vertical: self.flow == Flow::Down,
            ..LaidLine::default()
        })
    }
}

/// Runs as they were shown; a new one begins where the next glyph does not follow on the last.
fn runs(glyphs: Vec<Glyph>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // Characters of the last run while it may turn out to run down.
    let mut stack: Vec<(Glyph, usize)> = Vec::new();
    for (order, glyph) in glyphs.into_iter().enumerate() {
        if glyph.is_blank() {
            if let Some(run) = runs.last_mut() {
                let (from, to) = along(&glyph, run.flow);
                if from - run.end < RUN_GAP * run.size && to > run.end - 0.1 * run.size && same_line(run, &glyph) {
                    run.end = to;
                    run.blank = true;
                    run.last_order = order;
                }
            }
            continue;
        }
        let Some(run) = runs.last_mut() else {
            stack = vec![(glyph, order)];
            runs.push(Run::new(&glyph, order));
            continue;
        };
        let (from, to) = along(&glyph, run.flow);
        let gap = from - run.end;
        let same_size = (glyph.size / run.size - 1.0).abs() < 0.12;
        let room = if run.blank
            && run.end - (if run.flow == Flow::Down { run.area.bottom } else { run.area.right }) > 2.6 * run.size
        {
            // Cells of a table set apart by blanks.
            -1.0
        } else {
            RUN_GAP
        };
        let follows = glyph.flow == run.flow
            && same_size
            && same_line(run, &glyph)
            && gap < room * run.size
            && gap > -overlap(run.last, glyph.c) * run.size;
        if follows {
            let mut utf8 = [0; 4];
            run.push(glyph.c.encode_utf8(&mut utf8), glyph.c, glyph.c, gap);
            run.grow(glyph.area);
            run.chars += 1;
            run.bold += usize::from(glyph.bold);
            run.end = to;
            run.last_order = order;
            stack.clear();
            continue;
        }
        // Set upright one below the other, character by character.
        let below = stack.last().is_some_and(|(above, _)| {
            let step = glyph.area.top - above.area.top;
            // Of an established column, marks and digits are part like any other character.
            let established = stack.len() >= STACK;
            glyph.flow == Flow::Right
                && same_size
                && (established || is_han(above.c) && (is_han(glyph.c) || !glyph.c.is_alphanumeric()))
                && (glyph.centre().0 - above.centre().0).abs() < (if established { 0.35 } else { 0.2 }) * glyph.size
                && step > (if established { 0.4 } else { 0.8 }) * glyph.size
                && step < 1.8 * glyph.size
        });
        if below {
            stack.push((glyph, order));
            if stack.len() >= STACK {
                let from = if stack.len() == STACK { STACK - 1 } else { 1 };
                runs.truncate(runs.len() - from);
                runs.push(column(&stack));
                continue;
            }
        } else {
            stack = vec![(glyph, order)];
        }
        runs.push(Run::new(&glyph, order));
    }
    runs
}

/// Single characters that stand right above or below a line that runs down are part of it, and those at the
/// height of its head on its left begin the next one: the last line of an article may be that short.
fn adopt(across: &mut Vec<Run>, down: &mut Vec<Run>) {
    if down.is_empty() || down.len() * across.len() > 4_000_000 {
        return;
    }
    loop {
        let fits = |run: &Run| {
            let middle = f32::midpoint(run.area.left, run.area.right);
            run.chars == 1
                && down.iter().any(|line| {
                    let gap = (run.area.top - line.area.bottom).max(line.area.top - run.area.bottom);
                    (line.axis() - middle).abs() < 0.3 * run.size
                        && (line.size / run.size - 1.0).abs() < 0.15
                        && gap > -0.5 * run.size
                        && gap < 0.4 * run.size
                        || line.begins_beside(run)
                })
        };
        let (found, rest): (Vec<Run>, Vec<Run>) = across.drain(..).partition(fits);
        *across = rest;
        if found.is_empty() {
            return;
        }
        down.extend(found.into_iter().map(|run| Run { flow: Flow::Down, end: run.area.bottom, ..run }));
    }
}

fn column(stack: &[(Glyph, usize)]) -> Run {
    let (first, order) = stack[0];
    let mut run = Run::new(&Glyph { flow: Flow::Down, ..first }, order);
    for (glyph, _) in &stack[1..] {
        run.text.push(glyph.c);
        run.grow(glyph.area);
        run.chars += 1;
        run.bold += usize::from(glyph.bold);
        run.last = glyph.c;
        run.end = glyph.area.bottom;
    }
    run.last_order = stack[stack.len() - 1].1;
    run
}

fn along(glyph: &Glyph, flow: Flow) -> (f32, f32) {
    if flow == Flow::Down { (glyph.area.top, glyph.area.bottom) } else { (glyph.area.left, glyph.area.right) }
}

fn same_line(run: &Run, glyph: &Glyph) -> bool {
    let axis = if run.flow == Flow::Down { glyph.centre().0 } else { glyph.area.bottom };
    (axis - run.axis()).abs() < 0.3 * run.size
}

/// Runs of one line joined: other fonts' digits, words in bold, pieces placed one by one.
fn merge(mut runs: Vec<Run>, flow: Flow) -> Vec<Run> {
    runs.sort_by(|a, b| {
        a.axis().total_cmp(&b.axis()).then(a.start().total_cmp(&b.start())).then(a.order.cmp(&b.order))
    });
    // Bands of runs with nearly the same axis.
    let mut merged: Vec<Run> = Vec::with_capacity(runs.len());
    let mut band: Vec<Run> = Vec::new();
    let mut close = |band: &mut Vec<Run>| {
        band.sort_by(|a, b| a.start().total_cmp(&b.start()).then(a.order.cmp(&b.order)));
        let mut current: Option<Run> = None;
        for run in band.drain(..) {
            let joined = current.as_mut().is_some_and(|before| {
                let size = before.size.max(run.size);
                let ratio = before.size.min(run.size) / size;
                let blank = before.end - (if flow == Flow::Down { before.area.bottom } else { before.area.right });
                let gap = run.start() - before.end;
                let next = run.order > before.last_order && run.order <= before.last_order + 2;
                let widest = if next { LINE_GAP } else { OTHER_GAP };
                let fits = ratio > 0.6
                    && gap < widest * size.min(1.3 * before.size.min(run.size))
                    && gap > -overlap(before.last, run.text.chars().next().unwrap_or(' ')) * size
                    && blank < 2.6 * size
                    && (before.axis() - run.axis()).abs() < 0.35 * size;
                if fits {
                    let first = run.text.chars().next().unwrap_or(' ');
                    before.push(&run.text, first, run.last, gap);
                    before.blank = run.blank;
                    // The size of most of its characters.
                    if run.chars > before.chars {
                        before.size = run.size;
                    }
                    before.grow(run.area);
                    before.chars += run.chars;
                    before.bold += run.bold;
                    before.end = run.end.max(before.end);
                    before.order = before.order.min(run.order);
                    before.last_order = run.last_order;
                }
                fits
            });
            if !joined {
                merged.extend(current.replace(run));
            }
        }
        merged.extend(current);
    };
    for run in runs {
        let apart =
            band.first().is_some_and(|first: &Run| run.axis() - first.axis() > 0.3 * first.size.min(run.size).max(4.0));
        if apart {
            close(&mut band);
        }
        band.push(run);
    }
    close(&mut band);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, x: f32, y: f32, size: f32) -> Vec<Glyph> {
        let mut left = x;
        text.chars()
            .map(|c| {
                let width = if c.is_ascii() { size / 2.0 } else { size };
                let area = Area { left, top: y - size, right: left + width, bottom: y };
                left += width;
                Glyph { c, area, size, flow: Flow::Right, bold: false }
            })
            .collect()
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        lines(glyphs).into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn columns_stay_apart_and_pieces_of_a_line_join() {
        let mut glyphs = set("江堤加固", 10.0, 50.0, 10.0);
        glyphs.extend(set("另一栏", 62.0, 50.0, 10.0));
        glyphs.extend(set("2026", 10.0, 70.0, 10.0));
        glyphs.extend(set("年开工", 30.0, 70.5, 10.0));
        assert_eq!(texts(glyphs), ["江堤加固", "另一栏", "2026年开工"]);
    }

    #[test]
    fn overprints_are_taken_out_and_doubled_words_stay() {
        let mut glyphs = set("提升应急意识", 10.0, 50.0, 20.0);
        glyphs.extend(set("提升应急意识", 11.5, 51.0, 20.0));
        glyphs.extend(set("谢谢大家 1,111 元", 10.0, 90.0, 10.0));
        assert_eq!(texts(glyphs), ["提升应急意识", "谢谢大家 1,111 元"]);
    }

    #[test]
    fn characters_set_one_below_the_other_make_a_line() {
        let mut glyphs: Vec<Glyph> = "水乡新貌"
            .chars()
            .enumerate()
            .flat_map(|(n, c)| set(&c.to_string(), 10.0, 50.0 + 24.0 * n as f32, 20.0))
            .collect();
        glyphs.extend(set("正文在旁", 40.0, 50.0, 10.0));
        let found = lines(glyphs);
        assert_eq!(found[0].text, "水乡新貌");
        assert!(found[0].vertical && !found[1].vertical);
    }

    #[test]
    fn blanks_part_names_and_wide_blanks_part_cells() {
        assert_eq!(texts(set("记者 林静 周小川", 10.0, 50.0, 10.0)), ["记者 林静 周小川"]);
        assert_eq!(texts(set("小麦　　　　120", 10.0, 50.0, 10.0)), ["小麦", "120"]);
    }
}

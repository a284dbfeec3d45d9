//! Content streams → glyphs, pictures and rules.

use std::cell::RefCell;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources, Rotation};

use super::decode::Budget;
use super::elsewhere::{Elsewhere, are_drawn, has_fields};
use super::font::{Font, Fonts};
use super::glyph::{Flow, Glyph};
use super::lines::lines;
use super::matrix::Matrix;
use super::rules::{Path, Rules};
use super::{PAGE_BYTES, PAGE_GLYPHS, Stop};
use crate::error::{Error, Result};
use crate::read::{Area, LaidPage};

/// Forms within forms.
const DEPTH: usize = 16;
/// Saved graphics states.
const SAVED: usize = 1024;
/// Pictures smaller than this are ornaments, in points.
const PICTURE: f32 = 24.0;
/// Share of an em that stands above the baseline.
const ASCENT: f64 = 0.86;

/// Reads one page, unless told to stop; of one that gives no text, why it gives none, where it shows any.
pub(super) fn read_page(
    page: &Page<'_>,
    number: usize,
    fonts: &mut Fonts,
    stop: &Stop,
) -> Result<(LaidPage, Option<Elsewhere>)> {
    let (width, height) = page.render_dimensions();
    let mut reader = Reader {
        fonts,
        stop,
        budget: Budget(PAGE_BYTES),
        glyphs: Vec::new(),
        unknown: 0,
        pictures: Vec::new(),
        rules: Rules::default(),
        width,
        height,
    };
    let mut content = Vec::new();
    for stream in contents(page) {
        if let Some(part) = reader.budget.decode(&stream)? {
            content.extend(part);
            content.push(b'\n');
        }
    }
    let state = State { ctm: base(page), ..State::default() };
    reader.run(&content, page.resources(), state, 0)?;
    let Reader { mut glyphs, unknown, pictures, rules, .. } = reader;
    let drawn = are_drawn(&glyphs, unknown);
    if drawn {
        glyphs.clear();
    }
    let page_area = f64::from(width * height);
    // A picture of the whole page is its scan or its background.
    let pictures = pictures
        .into_iter()
        .filter(|p: &Area| f64::from((p.right - p.left) * (p.bottom - p.top)) < 0.8 * page_area)
        .collect();
    let boxes = rules.boxes(width, height);
    let lines = lines(glyphs);
    let elsewhere = if drawn {
        Some(Elsewhere::Drawn)
    } else {
        (lines.is_empty() && has_fields(page)).then_some(Elsewhere::Fields)
    };
    Ok((LaidPage { number, width, height, lines, pictures, boxes }, elsewhere))
}

fn contents<'a>(page: &Page<'a>) -> Vec<Stream<'a>> {
    if let Some(stream) = page.raw().get::<Stream<'a>>("Contents") {
        return vec![stream];
    }
    page.raw().get::<Array<'a>>("Contents").map(|a| a.iter::<Stream<'a>>().collect()).unwrap_or_default()
}

/// User space → points from the upper left corner of the page as shown.
fn base(page: &Page<'_>) -> Matrix {
    let shown = page.intersected_crop_box();
    let (w, h) = page.base_dimensions();
    let (w, h) = (f64::from(w), f64::from(h));
    let shift = Matrix([1.0, 0.0, 0.0, 1.0, -shown.x0, -shown.y0]);
    shift.then(Matrix(match page.rotation() {
        Rotation::None => [1.0, 0.0, 0.0, -1.0, 0.0, h],
        Rotation::Horizontal => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        Rotation::Flipped => [-1.0, 0.0, 0.0, 1.0, w, 0.0],
        Rotation::FlippedHorizontal => [0.0, -1.0, -1.0, 0.0, h, w],
    }))
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<RefCell<Font>>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    stroked: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            ctm: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            stroked: false,
        }
    }
}

struct Reader<'f> {
    fonts: &'f mut Fonts,
    stop: &'f Stop,
    budget: Budget,
    glyphs: Vec<Glyph>,
    /// Those drawn by fonts that do not tell their characters.
    unknown: usize,
    pictures: Vec<Area>,
    rules: Rules,
    width: f32,
    height: f32,
}

impl Reader<'_> {
    #[expect(clippy::too_many_lines, reason = "one arm an operator")]
    fn run(&mut self, content: &[u8], resources: &Resources<'_>, state: State, depth: usize) -> Result<()> {
        let mut state = state;
        let mut saved: Vec<State> = Vec::new();
        let (mut line, mut text) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut path = Path::default();
        let mut iter = TypedIter::new(content);
        while let Some(op) = iter.next() {
            self.stop.check()?;
            let next_line = |line: &mut Matrix, x: f64, y: f64| {
                *line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(*line);
                *line
            };
            match op {
                Op::SaveState(_) if saved.len() < SAVED => saved.push(state.clone()),
                Op::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Op::Transform(m) => {
                    let m = Matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|n: Number| n.as_f64()));
                    let ctm = m.then(state.ctm);
                    if ctm.is_finite() {
                        state.ctm = ctm;
                    }
                }
                Op::BeginText(_) => (line, text) = (Matrix::IDENTITY, Matrix::IDENTITY),
                Op::CharacterSpacing(v) => state.spacing = v.0.as_f64(),
                Op::WordSpacing(v) => state.word_spacing = v.0.as_f64(),
                Op::HorizontalScaling(v) => state.stretch = v.0.as_f64() / 100.0,
                Op::TextLeading(v) => state.leading = v.0.as_f64(),
                Op::TextRise(v) => state.rise = v.0.as_f64(),
                Op::TextRenderingMode(v) => state.stroked = v.0.as_i64() == 2,
                Op::TextFont(v) => {
                    state.font = match resources.get_font(v.0) {
                        Some(dict) => Some(self.fonts.get(&dict, &mut self.budget)?),
                        None => None,
                    };
                    state.size = v.1.as_f64();
                }
                Op::SetGraphicsState(v) => {
                    let set = resources.get_ext_g_state(v.0).and_then(|d| d.get::<Array<'_>>("Font"));
                    if let Some(set) = set {
                        let mut items = set.iter::<Object<'_>>();
                        if let (Some(Object::Dict(dict)), Some(Object::Number(size))) = (items.next(), items.next()) {
                            state.font = Some(self.fonts.get(&dict, &mut self.budget)?);
                            state.size = size.as_f64();
                        }
                    }
                }
                Op::NextLine(v) => text = next_line(&mut line, v.0.as_f64(), v.1.as_f64()),
                Op::NextLineAndSetLeading(v) => {
                    state.leading = -v.1.as_f64();
                    text = next_line(&mut line, v.0.as_f64(), v.1.as_f64());
                }
                Op::NextLineUsingLeading(_) => text = next_line(&mut line, 0.0, -state.leading),
                Op::SetTextMatrix(m) => {
                    line = Matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|n: Number| n.as_f64()));
                    text = line;
                }
                Op::ShowText(v) => self.show(v.0.as_bytes(), &state, &mut text)?,
                Op::NextLineAndShowText(v) => {
                    text = next_line(&mut line, 0.0, -state.leading);
                    self.show(v.0.as_bytes(), &state, &mut text)?;
                }
                Op::ShowTextWithParameters(v) => {
                    state.word_spacing = v.0.as_f64();
                    state.spacing = v.1.as_f64();
                    text = next_line(&mut line, 0.0, -state.leading);
                    self.show(v.2.as_bytes(), &state, &mut text)?;
                }
                Op::ShowTexts(v) => {
                    for object in v.0.iter::<Object<'_>>() {
                        match object {
                            Object::String(string) => self.show(string.as_bytes(), &state, &mut text)?,
                            Object::Number(n) => advance(&mut text, &state, -n.as_f64() / 1000.0 * state.size),
                            _ => {}
                        }
                    }
                }
                Op::XObject(v) => {
                    if let Some(stream) = resources.get_x_object(v.0) {
                        self.object(&stream, resources, &state, depth)?;
                    }
                }
                Op::InlineImage(_) => self.picture(state.ctm),
                Op::MoveTo(v) => path.move_to(state.ctm.point(v.0.as_f64(), v.1.as_f64())),
                Op::LineTo(v) => path.line_to(state.ctm.point(v.0.as_f64(), v.1.as_f64())),
                Op::CubicTo(v) => path.curve_to(state.ctm.point(v.4.as_f64(), v.5.as_f64())),
                Op::CubicStartTo(v) => path.curve_to(state.ctm.point(v.2.as_f64(), v.3.as_f64())),
                Op::CubicEndTo(v) => path.curve_to(state.ctm.point(v.2.as_f64(), v.3.as_f64())),
                Op::ClosePath(_) => path.close(),
                Op::RectPath(v) => {
                    let [x, y, wide, high] = [v.0, v.1, v.2, v.3].map(|n| n.as_f64());
                    path.rectangle(
                        [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
                            .map(|(x, y)| state.ctm.point(x, y)),
                    );
                }
                Op::StrokePath(_) | Op::CloseAndStrokePath(_) => self.rules.stroke(&mut path),
                Op::FillPathNonZero(_)
                | Op::FillPathNonZeroCompatibility(_)
                | Op::FillPathEvenOdd(_)
                | Op::FillAndStrokeNonZero(_)
                | Op::FillAndStrokeEvenOdd(_)
                | Op::CloseFillAndStrokeNonZero(_)
                | Op::CloseFillAndStrokeEvenOdd(_) => self.rules.fill(&mut path),
                Op::EndPath(_) => path.clear(),
                _ => {}
            }
        }
        Ok(())
    }

    fn show(&mut self, bytes: &[u8], state: &State, text: &mut Matrix) -> Result<()> {
        let Some(font) = &state.font else { return Ok(()) };
        let mut font = font.borrow_mut();
        let mut rest = bytes;
        while !rest.is_empty() {
            self.stop.check()?;
            let shown = font.next(rest);
            rest = &rest[shown.bytes.min(rest.len())..];
            let extra = state.spacing + if shown.is_space { state.word_spacing } else { 0.0 };
            let whole = shown.advance * state.size;
            self.place(&font, &shown.text, whole, state, *text)?;
            let step = whole + extra;
            let (x, y) = if font.vertical { (0.0, -step) } else { (step * state.stretch, 0.0) };
            *text = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(*text);
        }
        Ok(())
    }

    /// Puts the characters of one code on the page.
    fn place(&mut self, font: &Font, chars: &[char], whole: f64, state: &State, text: Matrix) -> Result<()> {
        let full = text.then(state.ctm);
        if !full.is_finite() || chars.is_empty() {
            return Ok(());
        }
        if self.glyphs.len() + chars.len() > PAGE_GLYPHS {
            return Err(Error::PdfLimit { what: "characters of a page", limit: PAGE_GLYPHS.to_string() });
        }
        let em = state.size * font.scale;
        let part = whole / chars.len() as f64;
        for (n, &c) in chars.iter().enumerate() {
            let start = part * n as f64;
            // The corners of the character in text space.
            let (left, right, bottom, top) = if font.vertical {
                (-em / 2.0, em / 2.0, -start - part, -start)
            } else {
                let (from, to) = (start * state.stretch, (start + part) * state.stretch);
                (from, to, state.rise - em * (1.0 - ASCENT), state.rise + em * ASCENT)
            };
            let corners = [(left, bottom), (right, bottom), (left, top), (right, top)].map(|(x, y)| full.point(x, y));
            let (mut area, mut seen) = (Area::default(), false);
            for (x, y) in corners {
                let (x, y) = (x as f32, y as f32);
                if seen {
                    area.left = area.left.min(x);
                    area.right = area.right.max(x);
                    area.top = area.top.min(y);
                    area.bottom = area.bottom.max(y);
                } else {
                    area = Area { left: x, top: y, right: x, bottom: y };
                    seen = true;
                }
            }
            // Nothing that stands off the page is seen.
            let (w, h) = (self.width, self.height);
            if area.right < -1.0 || area.bottom < -1.0 || area.left > w + 1.0 || area.top > h + 1.0 {
                continue;
            }
            let (ux, uy) = full.vector(0.0, em);
            let size = ux.hypot(uy) as f32;
            let (dx, dy) = if font.vertical { full.vector(0.0, -1.0) } else { full.vector(1.0, 0.0) };
            let flow = if dy.abs() > dx.abs() { Flow::Down } else { Flow::Right };
            if size > 0.5 && size < 2000.0 {
                self.unknown += usize::from(font.drawn && c == char::REPLACEMENT_CHARACTER);
                self.glyphs.push(Glyph { c, area, size, flow, bold: font.bold || state.stroked });
            }
        }
        Ok(())
    }

    fn object(&mut self, stream: &Stream<'_>, outer: &Resources<'_>, state: &State, depth: usize) -> Result<()> {
        let dict = stream.dict();
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => {
                self.picture(state.ctm);
                Ok(())
            }
            Some(b"Form") if depth < DEPTH => {
                let Some(content) = self.budget.decode(stream)? else { return Ok(()) };
                // A form costs something even when it is empty, so that forms that draw forms come to an end.
                self.budget.0 = self.budget.0.saturating_sub(2048);
                let mut state = state.clone();
                if let Some(m) = dict.get::<[f32; 6]>("Matrix") {
                    let ctm = Matrix(m.map(f64::from)).then(state.ctm);
                    if ctm.is_finite() {
                        state.ctm = ctm;
                    }
                }
                match dict.get::<Dict<'_>>("Resources") {
                    Some(own) => self.run(&content, &Resources::new(own), state, depth + 1),
                    None => self.run(&content, outer, state, depth + 1),
                }
            }
            _ => Ok(()),
        }
    }

    fn picture(&mut self, ctm: Matrix) {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|(x, y)| ctm.point(x, y));
        let x = |pick: fn(f32, f32) -> f32| corners.iter().map(|c| c.0 as f32).reduce(pick).unwrap_or(0.0);
        let y = |pick: fn(f32, f32) -> f32| corners.iter().map(|c| c.1 as f32).reduce(pick).unwrap_or(0.0);
        let area = Area {
            left: x(f32::min).max(0.0),
            top: y(f32::min).max(0.0),
            right: x(f32::max).min(self.width),
            bottom: y(f32::max).min(self.height),
        };
        if area.right - area.left >= PICTURE && area.bottom - area.top >= PICTURE && self.pictures.len() < 4096 {
            self.pictures.push(area);
        }
    }
}

/// Moves on by a number between the strings of `TJ`.
fn advance(text: &mut Matrix, state: &State, by: f64) {
    let vertical = state.font.as_ref().is_some_and(|f| f.borrow().vertical);
    let (x, y) = if vertical { (0.0, -by) } else { (by * state.stretch, 0.0) };
    *text = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(*text);
}

//! Text of a PDF as other crates read it: `pdf-peers NAME FILE`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, BezPath, Rect};
use hayro_interpret::*;

#[derive(Default)]
struct Text(String);

impl<'a> Device<'a> for Text {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &font::GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => self.0.push(c),
                Some(BfString::String(s)) => self.0.push_str(&s),
                None => self.0.push('\u{fffd}'),
            }
        }
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn hayro(bytes: Vec<u8>) -> String {
    let Ok(pdf) = Pdf::new(bytes) else { return String::new() };
    let cache = InterpreterCache::new();
    let mut text = Text::default();
    for page in pdf.pages().iter() {
        let mut context =
            Context::new(Affine::IDENTITY, Rect::new(0.0, 0.0, 2000.0, 2000.0), &cache, page.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut text);
    }
    text.0
}

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(name), Some(path)) = (args.next(), args.next()) else { return eprintln!("pdf-peers NAME FILE") };
    let bytes = std::fs::read(path).expect("a readable file");
    let text = catch_unwind(AssertUnwindSafe(|| match name.as_str() {
        "hayro-interpret" => hayro(bytes),
        "pdf-extract" => pdf_extract::extract_text_from_mem(&bytes).unwrap_or_default(),
        "pdf_oxide" => pdf_oxide::PdfDocument::from_bytes(bytes).map_or_else(
            |_| String::new(),
            |doc| (0..doc.page_count().unwrap_or(0)).map(|n| doc.extract_text(n).unwrap_or_default()).collect(),
        ),
        other => panic!("{other} is not known"),
    }));
    println!("{}", text.unwrap_or_default());
}

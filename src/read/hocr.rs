//! hOCR, the HTML that Tesseract, kraken and `OCRopus` write.

use super::layout::{Area, LaidLine, LaidPage, Role};
use super::markup::{Node, Tree, number};
use super::recognised::{POINTS_A_PIXEL, Recognised};
use super::words::{Gap, Words};
use crate::error::{Error, Result};

const LINES: [&str; 7] =
    ["ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_pageno"];
const WORDS: [&str; 2] = ["ocrx_word", "ocr_word"];

/// Reads the pages of an hOCR document.
pub(super) fn read(tree: &Tree) -> Result<Recognised> {
    let document = tree.document();
    // Tesseract calls lines of the size of headlines `ocr_header`; for all others that is the running title.
    let is_tesseract = document.descendants().any(|n| {
        n.attribute("name") == Some("ocr-system") && n.attribute("content").is_some_and(|c| c.contains("tesseract"))
    });
    let header = if is_tesseract { None } else { Some(Role::Furniture) };
    let mut file = Recognised::default();
    for page in document.descendants().filter(|n| class(*n) == Some("ocr_page")) {
        let number = file.pages.len() + 1;
        let title = Title::of(page);
        let points = title.numbers("scan_res").first().filter(|r| **r > 0.0).map_or(POINTS_A_PIXEL, |r| 72.0 / r);
        let mut reading = Reading { points, header, page: LaidPage { number, ..LaidPage::default() }, blocks: 0 };
        if let Some(area) = title.area(points) {
            reading.page.width = area.right - area.left;
            reading.page.height = area.bottom - area.top;
        }
        reading.enter(page, Place::default());
        file.names.push(title.text("lpageno").unwrap_or_default());
        file.pages.push(reading.page);
    }
    if file.pages.is_empty() { Err(Error::NotHocr) } else { Ok(file) }
}

/// The class that begins with `ocr`.
fn class(node: Node<'_>) -> Option<&str> {
    node.attribute("class")?.split_whitespace().find(|c| c.starts_with("ocr"))
}

/// The properties in an element's `title`: `bbox 1 2 3 4; x_wconf 95`.
struct Title<'t>(Vec<(&'t str, &'t str)>);

impl<'t> Title<'t> {
    fn of(node: Node<'t>) -> Self {
        let title = node.attribute("title").unwrap_or_default();
        let parts = title.split(';').map(str::trim).filter(|p| !p.is_empty());
        Self(parts.map(|p| p.split_once(char::is_whitespace).unwrap_or((p, ""))).collect())
    }

    fn text(&self, name: &str) -> Option<String> {
        self.0.iter().find(|p| p.0 == name).map(|p| p.1.trim().trim_matches(['"', '\'']).to_owned())
    }

    fn numbers(&self, name: &str) -> Vec<f32> {
        let value = self.0.iter().find(|p| p.0 == name).map_or("", |p| p.1);
        value.split_whitespace().filter_map(number).collect()
    }

    fn area(&self, points: f32) -> Option<Area> {
        let corners: [f32; 4] = self.numbers("bbox").try_into().ok()?;
        Some(Area::scaled(corners, points))
    }

    /// Confidence of a word, 0 to 1: `x_wconf`, else the mean of `x_confs`, both per cent.
    fn confidence(&self) -> Option<f32> {
        let each = ["x_wconf", "x_confs"].map(|name| self.numbers(name)).into_iter().find(|v| !v.is_empty())?;
        Some((each.iter().sum::<f32>() / each.len() as f32 / 100.0).clamp(0.0, 1.0))
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Place {
    block: Option<usize>,
    role: Option<Role>,
}

struct Reading {
    points: f32,
    header: Option<Role>,
    page: LaidPage,
    blocks: usize,
}

impl Reading {
    fn enter(&mut self, node: Node<'_>, place: Place) {
        for child in node.children() {
            let mut own = place;
            match class(child) {
                Some("ocr_carea" | "ocr_column" | "ocrx_block" | "ocr_float" | "ocr_textfloat")
                    if !holds_words(child) =>
                {
                    own.block = Some(self.block());
                }
                Some("ocr_photo" | "ocr_image" | "ocr_linedrawing") => {
                    self.page.pictures.extend(Title::of(child).area(self.points));
                }
                Some("ocr_separator") => {
                    self.page.boxes.extend(Title::of(child).area(self.points));
                    continue;
                }
                Some(line) if LINES.contains(&line) => {
                    self.line(child, place, line);
                    continue;
                }
                Some("ocr_title" | "ocr_chapter" | "ocr_section" | "ocr_subsection") => own.role = Some(Role::Headline),
                Some("ocr_header") => own.role = self.header,
                Some("ocr_footer" | "ocr_pageno") => own.role = Some(Role::Furniture),
                Some("ocr_caption") => own.role = Some(Role::Caption),
                _ => {}
            }
            self.enter(child, own);
        }
    }

    fn block(&mut self) -> usize {
        self.blocks += 1;
        self.blocks - 1
    }

    fn line(&mut self, node: Node<'_>, place: Place, class_name: &str) {
        let title = Title::of(node);
        let mut words = Words::default();
        let (mut all, mut bold, mut faced) = (0_usize, 0_usize, None);
        for word in node.descendants().filter(|n| class(*n).is_some_and(|c| WORDS.contains(&c))) {
            let own = Title::of(word);
            words.push(&word.text(), own.area(self.points), own.confidence(), Gap::Space);
            all += 1;
            bold += usize::from(word.descendants().any(|n| ["strong", "b"].contains(&n.name())));
            faced = faced.or_else(|| own.numbers("x_fsize").first().copied());
        }
        if all == 0 {
            words.push(&node.text(), None, title.confidence(), Gap::Space);
        }
        let Some(mut line) = words.line(title.area(self.points)) else { return };
        // Degrees; vertical text is a line turned by a quarter.
        let angle = title.numbers("textangle").first().copied().unwrap_or(0.0).rem_euclid(180.0);
        line.vertical |= (angle - 90.0).abs() < 1.0;
        // `x_fsize` is in points, `x_size` the height of the line in pixels.
        let height = title.numbers("x_size").first().map(|s| s * self.points);
        line.size = faced.or(height).filter(|s| *s > 0.0).unwrap_or(0.0);
        line.bold = all > 0 && bold * 2 > all;
        line.role = match class_name {
            "ocr_header" => self.header,
            "ocr_footer" | "ocr_pageno" => Some(Role::Furniture),
            "ocr_caption" => Some(Role::Caption),
            _ => place.role,
        };
        line.block = place.block;
        self.page.lines.push(LaidLine { ..line });
    }
}

/// The element is itself a line: words stand in it and no line does.
fn holds_words(node: Node<'_>) -> bool {
    let has = |names: &[&str]| node.descendants().any(|n| class(n).is_some_and(|c| names.contains(&c)));
    has(&WORDS) && !has(&LINES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_recognised;

    #[test]
    fn kraken_and_sloppy_html_are_read() {
        let text = "<!DOCTYPE html>\n<html><head><meta charset=utf-8><meta name=ocr-system content=kraken></head><body>\
             <div class='ocr_page' title='bbox 0 0 1000 2000; image p.png; ppageno 0; scan_res 100 100'>\
             <span class='ocr_header' title='bbox 0 0 500 20'>江岸日报</span><br>\
             <div class=ocr_carea title=\"bbox 0 100 300 900\"><p class=ocr_par>\
             <span class='ocr_line' title='bbox 10 100 290 120; textangle 0; x_size 20'>\
             <span class='ocrx_word' title='bbox 10 100 100 120; x_confs 90 70'>稻&amp;谷</span> \
             <span class='ocrx_word' title='bbox 100 100 290 120; x_wconf 60'><strong>归仓</strong></span></span>\
             <p class=ocr_par><span class='ocr_line' title='bbox 10 140 30 300'>竖排文字</span></div></div></body></html>";
        let file = read_recognised(text.as_bytes(), None, None).unwrap();
        let page = &file.pages[0];
        let seen: Vec<&str> = page.lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(seen, ["江岸日报", "稻&谷归仓", "竖排文字"]);
        assert_eq!(page.lines[0].role, Some(Role::Furniture));
        assert!((page.width - 720.0).abs() < 0.1 && (page.lines[1].size - 14.4).abs() < 0.1);
        assert_eq!(page.lines[1].confidence, Some(0.72));
        assert!(page.lines[2].vertical && page.lines[1].block == page.lines[2].block);
    }

    #[test]
    fn other_html_is_refused() {
        let other = "<html><body><p>今日要闻</p></body></html>";
        assert!(matches!(read_recognised(other.as_bytes(), None, None), Err(Error::NotHocr)));
    }
}

//! Paths → rules and ruled or tinted boxes.

use crate::read::Area;

/// Thinner than this is a rule, in points.
const THIN: f32 = 2.5;
/// Shorter rules and smaller boxes are ornaments, in points.
const SHORT: f32 = 28.0;
/// Most rules and boxes of a page; a chart draws thousands.
const MOST: usize = 2000;
/// Ends that lie this near meet, in points.
const NEAR: f32 = 4.0;

/// The path under construction: its straight pieces and the extent of each part.
#[derive(Debug, Default)]
pub(super) struct Path {
    pieces: Vec<Area>,
    parts: Vec<Area>,
    start: (f32, f32),
    at: (f32, f32),
    open: Option<Area>,
    curved: bool,
}

fn span(a: (f32, f32), b: (f32, f32)) -> Area {
    Area { left: a.0.min(b.0), top: a.1.min(b.1), right: a.0.max(b.0), bottom: a.1.max(b.1) }
}

fn around(a: Area, b: Area) -> Area {
    Area {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

impl Path {
    pub(super) fn move_to(&mut self, (x, y): (f64, f64)) {
        self.finish();
        self.start = (x as f32, y as f32);
        self.at = self.start;
    }

    pub(super) fn line_to(&mut self, (x, y): (f64, f64)) {
        let to = (x as f32, y as f32);
        let piece = span(self.at, to);
        if self.pieces.len() < MOST {
            self.pieces.push(piece);
        }
        self.open = Some(self.open.map_or(piece, |o| around(o, piece)));
        self.at = to;
    }

    pub(super) fn curve_to(&mut self, (x, y): (f64, f64)) {
        let to = (x as f32, y as f32);
        let piece = span(self.at, to);
        self.open = Some(self.open.map_or(piece, |o| around(o, piece)));
        // Rounded corners are small; a larger curve is a drawing.
        self.curved |= piece.right - piece.left > 16.0 || piece.bottom - piece.top > 16.0;
        self.at = to;
    }

    pub(super) fn close(&mut self) {
        let (x, y) = self.start;
        self.line_to((f64::from(x), f64::from(y)));
        self.finish();
    }

    pub(super) fn rectangle(&mut self, corners: [(f64, f64); 4]) {
        self.finish();
        let corners = corners.map(|(x, y)| (x as f32, y as f32));
        let whole = span(corners[0], corners[2]);
        if self.parts.len() < MOST {
            self.parts.push(whole);
        }
        self.start = corners[0];
        self.at = corners[0];
    }

    fn finish(&mut self) {
        if let Some(part) = self.open.take().filter(|_| !self.curved && self.parts.len() < MOST) {
            self.parts.push(part);
        }
        self.curved = false;
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// What was drawn on a page.
#[derive(Debug, Default)]
pub(super) struct Rules {
    horizontal: Vec<Area>,
    vertical: Vec<Area>,
    boxes: Vec<Area>,
}

impl Rules {
    pub(super) fn stroke(&mut self, path: &mut Path) {
        path.finish();
        for area in path.pieces.drain(..) {
            if area.bottom - area.top < THIN || area.right - area.left < THIN {
                add(&mut self.horizontal, &mut self.vertical, area);
            }
        }
        for area in path.parts.drain(..) {
            self.part(area);
        }
        path.clear();
    }

    pub(super) fn fill(&mut self, path: &mut Path) {
        path.finish();
        for area in path.parts.drain(..) {
            self.part(area);
        }
        path.clear();
    }

    fn part(&mut self, area: Area) {
        let (w, h) = (area.right - area.left, area.bottom - area.top);
        if w < THIN || h < THIN {
            add(&mut self.horizontal, &mut self.vertical, area);
        } else if w >= SHORT && h >= SHORT * 0.6 && self.boxes.len() < MOST {
            self.boxes.push(area);
        }
    }

    /// Boxes drawn as such or by four rules, and the rules themselves, sorted; those of the whole
    /// page are left out.
    pub(super) fn boxes(self, width: f32, height: f32) -> Vec<Area> {
        let Self { horizontal, vertical, mut boxes } = self;
        if horizontal.len() * vertical.len() < MOST * 10 {
            for (n, upper) in horizontal.iter().enumerate() {
                for lower in &horizontal[n + 1..] {
                    let (upper, lower) = if upper.top <= lower.top { (upper, lower) } else { (lower, upper) };
                    let same = (upper.left - lower.left).abs() < NEAR && (upper.right - lower.right).abs() < NEAR;
                    let side = |x: f32| {
                        vertical.iter().any(|v| {
                            (v.left - x).abs() < NEAR && v.top < upper.bottom + NEAR && v.bottom > lower.top - NEAR
                        })
                    };
                    if same && lower.top - upper.top > SHORT * 0.6 && side(upper.left) && side(upper.right) {
                        boxes.push(around(*upper, *lower));
                    }
                }
            }
        }
        let whole = |a: &Area| a.right - a.left > 0.9 * width && a.bottom - a.top > 0.8 * height;
        boxes.retain(|a| !whole(a));
        boxes.extend(horizontal.into_iter().chain(vertical));
        boxes.sort_by(|a, b| {
            let key = |a: &Area| [a.top, a.left, a.bottom, a.right];
            key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal)
        });
        boxes.dedup_by(|a, b| {
            (a.top - b.top).abs() < 1.0
                && (a.left - b.left).abs() < 1.0
                && (a.bottom - b.bottom).abs() < 1.0
                && (a.right - b.right).abs() < 1.0
        });
        boxes
    }
}

fn add(horizontal: &mut Vec<Area>, vertical: &mut Vec<Area>, area: Area) {
    let (w, h) = (area.right - area.left, area.bottom - area.top);
    if w >= SHORT && horizontal.len() < MOST {
        horizontal.push(area);
    } else if h >= SHORT && vertical.len() < MOST {
        vertical.push(area);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_rules_make_a_box() {
        let mut rules = Rules::default();
        for (a, b) in [
            ((10.0, 10.0), (110.0, 10.0)),
            ((10.0, 90.0), (110.0, 90.0)),
            ((10.0, 10.0), (10.0, 90.0)),
            ((110.0, 10.0), (110.0, 90.0)),
        ] {
            let mut path = Path::default();
            path.move_to(a);
            path.line_to(b);
            rules.stroke(&mut path);
        }
        let boxes = rules.boxes(600.0, 800.0);
        assert!(boxes.contains(&Area { left: 10.0, top: 10.0, right: 110.0, bottom: 90.0 }), "{boxes:?}");
        assert_eq!(boxes.len(), 5);
    }

    #[test]
    fn a_frame_of_the_page_is_no_box() {
        let mut rules = Rules::default();
        let mut path = Path::default();
        path.rectangle([(5.0, 5.0), (595.0, 5.0), (595.0, 795.0), (5.0, 795.0)]);
        rules.fill(&mut path);
        assert!(rules.boxes(600.0, 800.0).is_empty());
    }
}

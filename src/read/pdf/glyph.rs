//! One character and where it stands.

use crate::read::Area;

/// Which way the line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flow {
    Right,
    Down,
}

/// A character as it was set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub c: char,
    pub area: Area,
    pub size: f32,
    pub flow: Flow,
    pub bold: bool,
}

impl Glyph {
    pub(super) fn centre(&self) -> (f32, f32) {
        (f32::midpoint(self.area.left, self.area.right), f32::midpoint(self.area.top, self.area.bottom))
    }

    pub(super) fn is_blank(&self) -> bool {
        self.c.is_whitespace() || self.c.is_control() || matches!(self.c, '\u{feff}' | '\u{200b}' | '\u{ad}')
    }
}

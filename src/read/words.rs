//! Words with their places → a line.

use super::layout::{Area, LaidLine};
use super::text::is_blank;

/// Gathers the words of a line.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    area: Option<Area>,
    last: Option<Area>,
    /// Area and number of characters of each word that has a place.
    places: Vec<(Area, usize)>,
    confidence: f64,
    weighed: f64,
}

/// From here on characters are set without white space between words.
fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

/// A line's area so many times as high as most of its characters holds one that was seen too high.
const INFLATED: f32 = 1.3;

/// A gap between two words wider than this many heights of the line is one a person sees.
const WIDE_GAP: f32 = 0.9;

impl Words {
    /// Adds a word; `spaced` when the source parts it from the one before.
    ///
    /// White space that a recogniser puts beside Chinese characters and their punctuation is left out, unless
    /// the gap is wide and no punctuation stands at it.
    pub(super) fn push(&mut self, word: &str, area: Option<Area>, confidence: Option<f32>, spaced: Gap) {
        let word = word.trim();
        let Some(first) = word.chars().next() else { return };
        if let (Gap::Space, Some(before)) = (spaced, self.text.chars().next_back()) {
            let gap = match (self.last, area) {
                (Some(last), Some(area)) => {
                    // Of 一 and the like the height is not the line's.
                    let height = self.places.iter().map(|(a, _)| a.bottom - a.top).fold(1.0, f32::max);
                    (area.left - last.right) / height.max(area.bottom - area.top)
                }
                _ => 0.0,
            };
            let seen = gap > WIDE_GAP && before.is_alphanumeric() && first.is_alphanumeric();
            if !(is_wide(before) || is_wide(first)) || seen {
                self.text.push(' ');
            }
        }
        self.text.push_str(word);
        if let Some(confidence) = confidence {
            let chars = word.chars().count() as f64;
            self.confidence += f64::from(confidence.clamp(0.0, 1.0)) * chars;
            self.weighed += chars;
        }
        if let Some(area) = area {
            self.area = Some(self.area.map_or(area, |all| all.and(area)));
            self.last = Some(area);
            self.places.push((area, word.chars().count()));
        }
    }

    /// The line, its area the words' where none is given and its size open; none without a character.
    pub(super) fn line(self, area: Option<Area>) -> Option<LaidLine> {
        let text: String =
            self.text.split(['\n', '\r', '\u{b}', '\u{c}', '\t']).map(str::trim).collect::<Vec<_>>().join(" ");
        let text = text.trim_matches(is_blank).to_owned();
        if text.is_empty() {
            return None;
        }
        let area = area.or(self.area).unwrap_or_default();
        let (width, height) = (area.right - area.left, area.bottom - area.top);
        let vertical = height > 2.0 * width && width > 0.0 && text.chars().nth(2).is_some();
        let area = if vertical { area } else { self.narrowed(area) };
        Some(LaidLine {
            text,
            area,
            vertical,
            confidence: (self.weighed > 0.0).then(|| (self.confidence / self.weighed) as f32),
            ..LaidLine::default()
        })
    }
}

impl Words {
    /// The line's area without what one word seen too high adds to it: as high as most characters are.
    fn narrowed(&self, area: Area) -> Area {
        let quantile = |of: &dyn Fn(&Area) -> f32, share: f32| {
            let mut values: Vec<(f32, usize)> = self.places.iter().map(|(a, n)| (of(a), *n)).collect();
            values.sort_by(|a, b| a.0.total_cmp(&b.0));
            let all: usize = values.iter().map(|v| v.1).sum();
            let mut seen = 0;
            let at = values.iter().find(|v| {
                seen += v.1;
                seen as f32 >= share * all as f32
            });
            at.map_or(0.0, |v| v.0)
        };
        let chars: usize = self.places.iter().map(|p| p.1).sum();
        let height = quantile(&|a| a.bottom - a.top, 0.75);
        if chars < 6 || self.places.len() < 3 || height <= 0.0 || area.bottom - area.top < INFLATED * height {
            return area;
        }
        let middle = quantile(&|a| f32::midpoint(a.top, a.bottom), 0.5);
        Area { top: middle - 0.5 * height, bottom: middle + 0.5 * height, ..area }
    }
}

/// Whether the source parts two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing stands between them.
    None,
    /// White space stands between them.
    Space,
}

impl Area {
    /// The smallest area that holds both.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The area of two corners in the source's unit.
    pub(super) fn scaled(corners: [f32; 4], points: f32) -> Self {
        let [left, top, right, bottom] = corners.map(|c| c * points);
        Self { left: left.min(right), top: top.min(bottom), right: right.max(left), bottom: bottom.max(top) }
    }
}

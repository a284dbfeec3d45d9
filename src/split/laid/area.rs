//! Geometry of areas.

use crate::read::Area;

pub(super) fn around(a: Area, b: Area) -> Area {
    Area {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

pub(super) fn all(areas: impl IntoIterator<Item = Area>) -> Area {
    areas.into_iter().reduce(around).unwrap_or_default()
}

pub(super) fn width(a: &Area) -> f32 {
    a.right - a.left
}

pub(super) fn height(a: &Area) -> f32 {
    a.bottom - a.top
}

pub(super) fn middle(a: &Area) -> (f32, f32) {
    (f32::midpoint(a.left, a.right), f32::midpoint(a.top, a.bottom))
}

/// Length that the two share from left to right; below zero, the gap between them.
pub(super) fn across(a: &Area, b: &Area) -> f32 {
    a.right.min(b.right) - a.left.max(b.left)
}

/// Length that the two share from top to bottom; below zero, the gap between them.
pub(super) fn down(a: &Area, b: &Area) -> f32 {
    a.bottom.min(b.bottom) - a.top.max(b.top)
}

/// The two stand below each other: they share more than half of the narrower one's width.
pub(super) fn stacked(a: &Area, b: &Area) -> bool {
    across(a, b) > 0.5 * width(a).min(width(b)).max(0.1)
}

pub(super) fn holds(outer: &Area, inner: &Area) -> bool {
    let (x, y) = middle(inner);
    x > outer.left && x < outer.right && y > outer.top && y < outer.bottom
}

/// Distance between the two, 0 where they touch.
pub(super) fn distance(a: &Area, b: &Area) -> f32 {
    (-across(a, b)).max(0.0).hypot((-down(a, b)).max(0.0))
}

/// The page turned so that upright text runs from left to right, its first line on top.
pub(super) fn turned(a: Area, page_width: f32) -> Area {
    Area { left: a.top, top: page_width - a.right, right: a.bottom, bottom: page_width - a.left }
}

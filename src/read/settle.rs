//! Lines as recognised → lines as they were set: upright blocks, sizes, the page's extent, rules.

use std::collections::BTreeMap;

use super::layout::{Area, LaidPage};

/// Sizes given this many times larger or smaller than the characters stand on the page are in another unit.
const OFF: f32 = 1.25;
/// Heights of headlines against those of the text: above it, one size for all lines is no knowledge.
const VARIED: f32 = 1.4;
/// A rule is this many times as long as it is thick.
const RULE: f32 = 12.0;

impl LaidPage {
    /// Puts right what recognisers leave open. Sizes that the file does not tell are 0 before.
    pub(super) fn settle(&mut self) {
        self.turn_blocks();
        self.scale_sizes();
        for area in self.lines.iter().map(|l| l.area).chain(self.pictures.iter().copied()) {
            self.width = self.width.max(area.right);
            self.height = self.height.max(area.bottom);
        }
        for area in &mut self.boxes {
            *area = thinned(*area);
        }
    }

    /// A short line in a block of upright lines is upright, too.
    fn turn_blocks(&mut self) {
        let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for line in &self.lines {
            if let Some(block) = line.block {
                let (upright, all) = counts.entry(block).or_default();
                *upright += usize::from(line.vertical);
                *all += 1;
            }
        }
        for line in &mut self.lines {
            let most = line.block.and_then(|b| counts.get(&b)).is_some_and(|(upright, all)| upright * 2 > *all);
            line.vertical |= most && line.text.chars().nth(2).is_none();
        }
    }

    /// Sizes in the measure of the page: from what the file tells, else from the characters' extent.
    fn scale_sizes(&mut self) {
        let mut ratios: Vec<f32> = Vec::new();
        let mut told: Vec<(f32, f32)> = Vec::new();
        for line in self.lines.iter().filter(|l| l.size > 0.0 && extent(l.area, l.vertical) > 0.0) {
            let seen = extent(line.area, line.vertical);
            ratios.push(seen / line.size);
            told.push((line.size, seen));
        }
        ratios.sort_by(f32::total_cmp);
        let ratio = ratios.get(ratios.len() / 2).copied().unwrap_or(1.0);
        let scale = if (1.0 / OFF..OFF).contains(&ratio) { 1.0 } else { ratio };
        let same = told.windows(2).all(|w| (w[0].0 - w[1].0).abs() < 0.1);
        let mut seen: Vec<f32> = told.iter().map(|t| t.1).collect();
        seen.sort_by(f32::total_cmp);
        let varied = seen.last().zip(seen.get(seen.len() / 2)).is_some_and(|(most, usual)| *most > VARIED * usual);
        for line in &mut self.lines {
            let seen = extent(line.area, line.vertical);
            let known = line.size > 0.0 && !(same && varied);
            line.size = if known || seen <= 0.0 { line.size * scale } else { seen };
        }
    }
}

/// From the head to the foot of its characters.
fn extent(area: Area, vertical: bool) -> f32 {
    if vertical { area.right - area.left } else { area.bottom - area.top }
}

/// A rule's area is as thick as its line is skewed; a hairline in its middle stands for it.
fn thinned(area: Area) -> Area {
    let (width, height) = (area.right - area.left, area.bottom - area.top);
    let mut thin = area;
    if width > RULE * height {
        let middle = f32::midpoint(area.top, area.bottom);
        (thin.top, thin.bottom) = (middle - 0.5, middle + 0.5);
    } else if height > RULE * width {
        let middle = f32::midpoint(area.left, area.right);
        (thin.left, thin.right) = (middle - 0.5, middle + 0.5);
    }
    thin
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::LaidLine;

    fn line(text: &str, area: [f32; 4], size: f32, vertical: bool) -> LaidLine {
        let [left, top, right, bottom] = area;
        let area = Area { left, top, right, bottom };
        LaidLine { text: text.into(), area, size, vertical, block: Some(0), ..LaidLine::default() }
    }

    #[test]
    fn short_lines_of_an_upright_block_are_upright() {
        let lines = vec![
            line("昨日在渠口镇", [90.0, 0.0, 100.0, 60.0], 0.0, true),
            line("举行通水仪式", [75.0, 0.0, 85.0, 60.0], 0.0, true),
            line("式。", [60.0, 0.0, 70.0, 18.0], 0.0, false),
        ];
        let mut page = LaidPage { lines, ..LaidPage::default() };
        page.settle();
        assert!(page.lines.iter().all(|l| l.vertical && (l.size - 10.0).abs() < 0.01));
        assert!((page.width - 100.0).abs() < 0.01 && (page.height - 60.0).abs() < 0.01);
    }

    #[test]
    fn sizes_of_another_resolution_are_scaled_and_those_that_tell_nothing_left() {
        let page = |head: f32, body: f32| {
            let lines = vec![
                line("渠水到田头", [0.0, 0.0, 200.0, 40.0], head, false),
                line("昨日通水", [0.0, 50.0, 80.0, 70.0], body, false),
                line("仪式举行", [0.0, 80.0, 80.0, 100.0], body, false),
            ];
            let mut page = LaidPage { lines, ..LaidPage::default() };
            page.settle();
            page.lines.iter().map(|l| l.size.round()).collect::<Vec<_>>()
        };
        assert_eq!(page(20.0, 10.0), [40.0, 20.0, 20.0]);
        assert_eq!(page(44.0, 22.0), [44.0, 22.0, 22.0]);
        assert_eq!(page(10.0, 10.0), [40.0, 20.0, 20.0]);
        assert_eq!(page(0.0, 0.0), [40.0, 20.0, 20.0]);
    }

    #[test]
    fn skewed_rules_are_hairlines_and_frames_stay() {
        let frame = Area { left: 0.0, top: 0.0, right: 50.0, bottom: 40.0 };
        let rule = Area { left: 0.0, top: 10.0, right: 200.0, bottom: 16.0 };
        let mut page = LaidPage { boxes: vec![frame, rule], ..LaidPage::default() };
        page.settle();
        assert_eq!(page.boxes[0], frame);
        assert!((page.boxes[1].bottom - page.boxes[1].top - 1.0).abs() < 0.01);
    }
}

//! The pages of a text and their numbers.

use super::note::{folio, parts};
use crate::read::EditionText;
use crate::split::line::Observed;

/// Lines at a page's head and foot in which its number may stand.
const MARGIN: usize = 8;

/// The pages of a text, parted by form feeds.
#[derive(Debug)]
pub(super) struct Pages {
    /// The first line of each.
    starts: Vec<usize>,
    lines: usize,
    /// What the paper calls each; empty where that is not sure.
    labels: Vec<String>,
}

impl Pages {
    pub(super) fn of(page: &EditionText, lines: &[Observed], furniture: &[usize]) -> Self {
        let mut starts: Vec<usize> = (1..lines.len()).filter(|&l| lines[l].begins_page).collect();
        starts.insert(0, 0);
        let mut pages = Self { labels: vec![String::new(); starts.len()], starts, lines: lines.len() };
        for n in 0..pages.labels.len() {
            let (start, end) = (pages.starts[n], pages.end(n));
            let own = &furniture[furniture.partition_point(|&l| l < start)..furniture.partition_point(|&l| l < end)];
            let margin = own.iter().filter(|&&l| l < start + MARGIN || l + MARGIN >= end);
            let told: Vec<(String, bool)> = margin.filter_map(|&l| folio(page.line(l))).collect();
            let found = told.iter().find(|(_, outright)| *outright).or(told.first());
            pages.labels[n] = found.map_or_else(String::new, |(number, _)| number.clone());
        }
        agree(&mut pages.labels);
        pages
    }

    /// 1-based number of the page on which a line stands.
    pub(super) fn number(&self, line: usize) -> usize {
        self.starts.partition_point(|&s| s <= line)
    }

    /// What the paper calls the page of this number; empty where that is not sure.
    pub(super) fn label(&self, number: usize) -> &str {
        self.labels.get(number - 1).map_or("", String::as_str)
    }

    /// The lines of the page on which a line stands.
    pub(super) fn around(&self, line: usize) -> std::ops::Range<usize> {
        let n = self.number(line) - 1;
        self.starts[n]..self.end(n)
    }

    fn end(&self, n: usize) -> usize {
        self.starts.get(n + 1).copied().unwrap_or(self.lines)
    }
}

/// Numbers that do not grow with the pages are some other numbers; where all that are known follow one another, so do
/// those between.
fn agree(labels: &mut [String]) {
    let known: Vec<(usize, &str, usize)> = labels
        .iter()
        .enumerate()
        .filter_map(|(n, label)| parts(label).map(|(letters, number)| (n, letters, number)))
        .collect();
    let grows = known.windows(2).all(|w| w[0].1 != w[1].1 || w[0].2 + (w[1].0 - w[0].0) <= w[1].2);
    let fits = known.iter().all(|&(n, letters, number)| !letters.is_empty() || number > n);
    if !grows || !fits {
        labels.iter_mut().for_each(String::clear);
        return;
    }
    let Some(&(first, letters, number)) = known.first() else { return };
    if known.iter().all(|&(n, l, m)| l == letters && m - number == n - first) && number > first {
        let letters = letters.to_owned();
        for (n, label) in labels.iter_mut().enumerate() {
            if label.is_empty() {
                *label = format!("{letters}{}", number + n - first);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_grow_with_the_pages() {
        for (told, wanted) in [
            ("1 2 3", "1 2 3"),
            ("1 _ 3", "1 2 3"),
            ("_ _ 3", "1 2 3"),
            ("1 _ 5", "1 _ 5"),
            ("A1 A2 B1", "A1 A2 B1"),
            ("A01 _", "A01 A2"),
            // Numbers of something else.
            ("3 1 2", "_ _ _"),
            ("_ 1 _", "_ _ _"),
            ("4 4", "_ _"),
            ("_ _", "_ _"),
        ] {
            let mut labels: Vec<String> = told.split(' ').map(|l| l.replace('_', "")).collect();
            agree(&mut labels);
            let wanted: Vec<String> = wanted.split(' ').map(|l| l.replace('_', "")).collect();
            assert_eq!(labels, wanted, "{told}");
        }
    }
}

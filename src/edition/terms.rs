//! Character pairs of lines and their weight on the page: the content evidence of the splitter.
//!
//! Pairs of Han characters (and runs of Latin letters or digits) need no dictionary, so the
//! splitter stays independent of the segmenter.

use rustc_hash::FxHashMap;

use super::line::is_han;

/// Sorted, distinct pairs of one text.
pub(super) type Pairs = Vec<u64>;

/// The distinct character pairs of the lines given, pairs across a line wrap included.
pub(super) fn pairs<'a>(lines: impl IntoIterator<Item = &'a str>) -> Pairs {
    let mut pairs = Vec::new();
    let mut before: Option<char> = None;
    for line in lines {
        for c in line.chars() {
            if is_han(c) || c.is_ascii_alphanumeric() {
                if let Some(b) = before {
                    // A number alone says little of the content: only pairs with a Han character or letter.
                    if !(b.is_ascii_digit() && c.is_ascii_digit()) {
                        pairs.push((u64::from(u32::from(b)) << 32) | u64::from(u32::from(c)));
                    }
                }
                before = Some(c);
            } else if !c.is_whitespace() {
                before = None;
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// In how many of the page's units a pair stands.
#[derive(Debug, Default)]
pub(super) struct Weights {
    counts: FxHashMap<u64, u32>,
    units: f32,
}

impl Weights {
    pub(super) fn of<'a>(units: impl IntoIterator<Item = &'a Pairs>) -> Self {
        let mut weights = Self::default();
        for unit in units {
            weights.units += 1.0;
            for &pair in unit {
                *weights.counts.entry(pair).or_default() += 1;
            }
        }
        weights
    }

    /// ln((1 + n) / (1 + df)) + 0.1: common pairs of the page weigh next to nothing.
    fn weight(&self, pair: u64) -> f32 {
        let count = self.counts.get(&pair).copied().unwrap_or(0) as f32;
        ((1.0 + self.units) / (1.0 + count)).ln().max(0.0) + 0.1
    }

    /// Share of the weight of `part` that stands in `whole` too; 0 to 1.
    pub(super) fn containment(&self, part: &Pairs, whole: &Pairs) -> f32 {
        let (mut common, mut all) = (0.0, 0.0);
        for &pair in part {
            let weight = self.weight(pair);
            all += weight;
            if whole.binary_search(&pair).is_ok() {
                common += weight;
            }
        }
        if all > 0.0 { common / all } else { 0.0 }
    }

    /// Weighted overlap of two texts against the smaller one; 0 to 1.
    pub(super) fn overlap(&self, a: &Pairs, b: &Pairs) -> f32 {
        if a.len() <= b.len() { self.containment(a, b) } else { self.containment(b, a) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_cross_the_wrap_and_stop_at_punctuation() {
        assert_eq!(pairs(["水稻收", "割，忙"]), pairs(["水稻收割"]));
        assert!(pairs(["一，二"]).is_empty());
    }

    #[test]
    fn a_headline_is_contained_in_its_own_article() {
        let bodies = [pairs(["小麦条锈病防治现场会召开"]), pairs(["公交线路调整，站点增加"])];
        let weights = Weights::of(&bodies);
        let headline = pairs(["公交线路有调整"]);
        assert!(weights.containment(&headline, &bodies[1]) > weights.containment(&headline, &bodies[0]));
    }
}

//! Term-by-topic weights in a byte each.

use std::borrow::Cow;

/// A table of weights, a row a term and a column a topic, in one signed byte each times the row's scale.
///
/// Scales are the upper halves of 32-bit floats (bfloat16). Rounding loses at most 1/254 of a row's
/// largest weight.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightTable {
    topics: usize,
    steps: Cow<'static, [u8]>,
    scales: Cow<'static, [u8]>,
}

/// The nearest number that fits the upper half of a 32-bit float, not below `x`.
pub fn half(x: f32) -> u16 {
    let bits = x.to_bits();
    let up = bits.saturating_add(0xffff) >> 16;
    up.min(0x7f7f) as u16
}

/// The number behind an upper half.
pub fn whole(half: u16) -> f32 {
    f32::from_bits(u32::from(half) << 16)
}

/// Whether all of these upper halves are numbers and none is negative.
pub(crate) fn are_positive(halves: &[u8]) -> bool {
    let is_positive = |half: &[u8; 2]| {
        let whole = whole(u16::from_le_bytes(*half));
        whole.is_finite() && whole >= 0.0
    };
    // All are looked at, several at a time, since all but damaged files pass.
    halves.as_chunks().0.iter().fold(true, |all, half| all & is_positive(half))
}

impl WeightTable {
    /// Rounds rows of weights, `topics` to a row.
    pub fn from_rows(topics: usize, rows: impl IntoIterator<Item = impl AsRef<[f32]>>) -> Self {
        let (mut steps, mut scales) = (Vec::new(), Vec::new());
        for row in rows {
            let row = row.as_ref();
            let most = row.iter().fold(0.0_f32, |m, w| m.max(w.abs()));
            let scale = half(most / 127.0);
            let step = whole(scale);
            scales.extend_from_slice(&scale.to_le_bytes());
            steps.extend(row.iter().take(topics).map(|w| {
                let steps = if step > 0.0 { (w / step).round().clamp(-127.0, 127.0) } else { 0.0 };
                (steps as i8).to_le_bytes()[0]
            }));
        }
        Self { topics, steps: steps.into(), scales: scales.into() }
    }

    /// A table from its stored bytes; `None` when they do not fit together or a scale is no number.
    pub(crate) fn from_bytes(topics: usize, steps: Cow<'static, [u8]>, scales: Cow<'static, [u8]>) -> Option<Self> {
        let fits =
            topics > 0 && scales.len().is_multiple_of(2) && Some(steps.len()) == (scales.len() / 2).checked_mul(topics);
        let finite = are_positive(&scales);
        (fits && finite).then_some(Self { topics, steps, scales })
    }

    /// The stored bytes: steps, then scales.
    pub(crate) fn bytes(&self) -> (&[u8], &[u8]) {
        (&self.steps, &self.scales)
    }

    /// Number of topics.
    pub fn topics(&self) -> usize {
        self.topics
    }

    /// Number of terms.
    pub fn terms(&self) -> usize {
        self.scales.len() / 2
    }

    fn row(&self, term: u32) -> Option<(f32, &[u8])> {
        let term = term as usize;
        let steps = self.steps.get(term * self.topics..(term + 1) * self.topics)?;
        let scale = self.scales.get(term * 2..term * 2 + 2)?;
        Some((whole(u16::from_le_bytes([scale[0], scale[1]])), steps))
    }

    /// The weights of a term, one a topic; none for an unknown term.
    pub fn weights(&self, term: u32) -> Vec<f32> {
        self.row(term).map_or_else(Vec::new, |(scale, steps)| {
            steps.iter().map(|&s| scale * f32::from(i8::from_le_bytes([s]))).collect()
        })
    }

    /// Adds `value · w` of each term to each topic's score.
    pub(crate) fn add_to(&self, scores: &mut [f64], values: &[(u32, f32)]) {
        // Rows far apart in memory are fetched side by side, and not each when its turn comes.
        const AT_ONCE: usize = 32;
        for values in values.chunks(AT_ONCE) {
            let fetched = values.iter().fold(0, |all, &(term, _)| all ^ self.fetch(term));
            std::hint::black_box(fetched);
            for &(term, value) in values {
                self.add_row(scores, term, value);
            }
        }
    }

    /// Reads from all cache lines of a term's row.
    fn fetch(&self, term: u32) -> u8 {
        let row = self.steps.get(term as usize * self.topics..).unwrap_or_default();
        let byte = |at: usize| row.get(at).copied().unwrap_or_default();
        byte(0) ^ byte(self.topics.saturating_sub(1)) ^ self.scales.get(term as usize * 2).copied().unwrap_or_default()
    }

    fn add_row(&self, scores: &mut [f64], term: u32, value: f32) {
        if let Some((scale, steps)) = self.row(term) {
            let factor = f64::from(scale) * f64::from(value);
            // Four at a time, which the compiler turns into vector instructions.
            let (fours, rest) = scores.as_chunks_mut::<4>();
            let (steps_of_fours, steps_of_rest) = steps.as_chunks::<4>();
            for (scores, steps) in fours.iter_mut().zip(steps_of_fours) {
                for (score, &step) in scores.iter_mut().zip(steps) {
                    *score += factor * f64::from(i8::from_le_bytes([step]));
                }
            }
            for (score, &step) in rest.iter_mut().zip(steps_of_rest) {
                *score += factor * f64::from(i8::from_le_bytes([step]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rounding_stays_within_its_bound(row in proptest::collection::vec(-50.0_f32..50.0, 5)) {
            let table = WeightTable::from_rows(5, [&row]);
            let most = row.iter().fold(0.0_f32, |m, w| m.max(w.abs()));
            for (kept, given) in table.weights(0).iter().zip(&row) {
                prop_assert!((kept - given).abs() <= most / 126.0 * 0.51 + 1e-6);
            }
        }
    }

    #[test]
    fn scales_that_are_no_numbers_are_refused() {
        let nan = half(1.0).to_le_bytes().to_vec();
        assert!(WeightTable::from_bytes(2, vec![1, 2].into(), nan.into()).is_some());
        assert!(WeightTable::from_bytes(2, vec![1, 2].into(), vec![0xc0, 0x7f].into()).is_none());
        assert!(WeightTable::from_bytes(2, vec![1].into(), vec![0, 0].into()).is_none());
    }
}

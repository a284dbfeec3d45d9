//! Whether probabilities can be believed.

use serde::Serialize;

/// How many bins of equal width a reliability table has.
pub const BINS: usize = 10;

/// The documents whose first topic's probability lies in one of ten bins of equal width.
///
/// Where probabilities are reliable, `share_right` is `mean_probability` but for chance: of the
/// documents called 0.9, nine in ten are right (`DeGroot` & Fienberg 1983; Guo et al., "On calibration of
/// modern neural networks", ICML 2017).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReliabilityBin {
    /// Least probability in the bin.
    pub from: f64,
    /// Where the next bin begins; 1 belongs to the last bin.
    pub to: f64,
    /// How many documents.
    pub documents: usize,
    /// Mean probability of their first topic; none without documents.
    pub mean_probability: Option<f64>,
    /// Share of them whose first topic is the primary label; none without documents.
    pub share_right: Option<f64>,
}

/// The table of (probability of the first topic, whether it is right).
pub fn reliability(decisions: impl IntoIterator<Item = (f64, bool)>) -> Vec<ReliabilityBin> {
    let mut sums = [(0.0_f64, 0_usize, 0_usize); BINS];
    for (sure, right) in decisions {
        let bin = &mut sums[((sure * BINS as f64) as usize).min(BINS - 1)];
        bin.0 += sure;
        bin.1 += usize::from(right);
        bin.2 += 1;
    }
    let bin = |(n, &(sure, right, documents)): (usize, &(f64, usize, usize))| {
        let mean = |sum: f64| (documents > 0).then(|| sum / documents as f64);
        ReliabilityBin {
            from: n as f64 / BINS as f64,
            to: (n + 1) as f64 / BINS as f64,
            documents,
            mean_probability: mean(sure),
            share_right: mean(right as f64),
        }
    };
    sums.iter().enumerate().map(bin).collect()
}

/// Expected calibration error: the mean over documents of the distance, in their bin, between mean
/// probability and share right (Naeini, Cooper & Hauskrecht, AAAI 2015). 0 without documents.
pub fn calibration_error(bins: &[ReliabilityBin]) -> f64 {
    let documents: usize = bins.iter().map(|b| b.documents).sum();
    let gaps: f64 =
        bins.iter().filter_map(|b| Some(b.documents as f64 * (b.mean_probability? - b.share_right?).abs())).sum();
    if documents == 0 { 0.0 } else { gaps / documents as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_and_their_distance() {
        let bins = reliability([(0.95, true), (0.85, true), (0.85, false), (1.0, true), (0.3, false)]);
        assert_eq!(bins.iter().map(|b| b.documents).collect::<Vec<_>>(), [0, 0, 0, 1, 0, 0, 0, 0, 2, 2]);
        assert_eq!(bins[8].share_right, Some(0.5));
        assert_eq!(bins[0].mean_probability, None);
        // (0.3 + 2 · 0.35 + 2 · 0.025) / 5
        assert!((calibration_error(&bins) - 0.21).abs() < 1e-12);
        assert!(calibration_error(&reliability([])).abs() < f64::EPSILON);
    }
}

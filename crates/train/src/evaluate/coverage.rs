//! What is gained by having the least sure documents checked by a person.

use serde::Serialize;

/// Coverages of the curve, in per cent.
pub const COVERAGES: [usize; 7] = [100, 95, 90, 80, 70, 60, 50];

/// How right a model is on the documents of which it is surest, the others being checked by a person.
///
/// The point of selective classification (El-Yaniv & Wiener, JMLR 2010): the share of documents decided
/// against the share of those that are right. All documents as probable as `threshold` are covered, so
/// that `documents` is what `jzclass tag --review-below THRESHOLD` leaves unmarked, apart from texts it
/// marks for other reasons; documents of the same probability are covered together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoveragePoint {
    /// Least share of the documents to be covered, 0 to 1.
    pub coverage: f64,
    /// Documents covered: those whose first probability reaches the threshold.
    pub documents: usize,
    /// The first probability of the last document covered, rounded down to six places.
    pub threshold: f64,
    /// Share of them whose first topic is the primary label.
    pub accuracy: f64,
    /// Share of them whose first topic is the primary or a further label.
    pub accepted: f64,
}

/// One document's decision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// Probability of the first topic.
    pub probability: f64,
    /// The first topic is the primary label.
    pub right: bool,
    /// The first topic is the primary or a further label.
    pub accepted: bool,
}

/// The curve at each of [`COVERAGES`]; empty without documents.
pub fn coverage(decisions: &[Decision]) -> Vec<CoveragePoint> {
    let mut sorted = decisions.to_vec();
    // A stable sort: equally sure documents stay in their order.
    sorted.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let point = |percent: usize| {
        let asked = (sorted.len() * percent).div_ceil(100);
        let threshold = floored(sorted.get(asked.checked_sub(1)?)?.probability);
        let covered = &sorted[..sorted.partition_point(|d| d.probability >= threshold)];
        let share = |n: usize| n as f64 / covered.len() as f64;
        Some(CoveragePoint {
            coverage: percent as f64 / 100.0,
            documents: covered.len(),
            threshold,
            accuracy: share(covered.iter().filter(|d| d.right).count()),
            accepted: share(covered.iter().filter(|d| d.accepted).count()),
        })
    };
    COVERAGES.into_iter().filter_map(point).collect()
}

/// Rounded down to six places: what is printed still covers the document it came from.
fn floored(probability: f64) -> f64 {
    let rounded = (probability * 1e6).floor() / 1e6;
    if rounded <= probability { rounded } else { rounded - 1e-6 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(probability: f64, right: bool) -> Decision {
        Decision { probability, right, accepted: true }
    }

    #[test]
    fn the_least_sure_are_left_out_first() {
        let decisions: Vec<Decision> = (0..20).map(|n| decision(0.99 - f64::from(n) * 0.03, n < 15)).collect();
        let curve = coverage(&decisions);
        let documents: Vec<usize> = curve.iter().map(|p| p.documents).collect();
        assert_eq!(documents, [20, 19, 18, 16, 14, 12, 10]);
        assert!((curve[0].accuracy - 0.75).abs() < 1e-12 && (curve[6].accuracy - 1.0).abs() < 1e-12);
        assert!((curve[0].accepted - 1.0).abs() < 1e-12);
        for point in &curve {
            let kept = decisions.iter().filter(|d| d.probability >= point.threshold).count();
            assert_eq!(kept, point.documents, "what tag would leave unmarked");
        }
    }

    #[test]
    fn equally_sure_documents_are_covered_together() {
        let curve = coverage(&[decision(0.9, true), decision(0.6, false), decision(0.6, true), decision(0.6, true)]);
        assert!(curve.iter().all(|p| p.documents == 4), "{curve:?}");
        assert!(coverage(&[]).is_empty());
    }
}

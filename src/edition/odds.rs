//! Weights of log-odds, written by `learn_odds` (learn/odds.rs).

use super::boundary::Gap;
use super::fit::{Fit, Join};

/// That a gap between paragraphs parts two articles, by what `boundary::gaps` sees.
#[rustfmt::skip]
pub(super) const BOUNDARY: Gap = [
    -4.38, 6.82, 5.19, 2.10, 0.00, 2.40, 1.75, 1.56, 0.28, 0.72,
    0.27, 0.14, 0.28, -2.22, 0.54, 0.38, 0.37, 0.23, -0.76, -1.78,
    4.37, 1.82, 1.18, -0.11, 1.85, 0.08, -1.07, -0.13, 0.79, -0.32,
    -1.27, 0.46, 0.15, 2.06, 1.68, 1.11, 0.43, 2.14, 2.30, 0.00,
    -1.62, -1.81, -1.03, 0.14,
];

/// That head lines are the headline of an article, by what `fit::Work::fits` sees.
#[rustfmt::skip]
pub(super) const HEADLINE: Fit = [
    -0.70, 0.67, 0.85, 1.50, 0.63, -0.95, 1.81, -3.86, 3.61, 1.65,
    -0.02, -0.31, -0.55, 2.48, 0.00, 0.23, -2.55, -0.32, 0.23, 0.66,
    -0.96, 0.34, -0.32, -1.86, -0.86, 0.37,
];

/// That two lines of a head block are of one headline, by what `fit::join_seen` sees.
#[rustfmt::skip]
pub(super) const JOIN: Join = [
    0.40, -1.76, 0.00, 0.73, -0.57, 1.46, 0.07, -0.28, 0.04, -0.15,
    -0.62, 3.46, -1.22, 1.50, 0.13, 2.15, -0.38, 0.00, 0.59, 1.62,
    -0.06, -0.73, 0.74, 0.00,
];

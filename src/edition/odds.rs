//! Weights of log-odds, written by `learn_odds` (learn/odds.rs).

use super::boundary::Gap;
use super::fit::{Fit, Join};

/// That a gap between paragraphs parts two articles, by what `boundary::gaps` sees.
#[rustfmt::skip]
pub(super) const BOUNDARY: Gap = [
    -1.78, 4.89, 3.32, -0.39, 0.00, 1.44, 2.10, 0.37, 0.05, 0.79,
    0.54, 0.56, 0.09, -0.88, -1.90, 0.14, 1.39, -0.03, -0.84, -1.83,
    3.40, 1.17, 1.25, -0.39, 1.40, 0.44, -1.09, 0.26, 0.15, -0.05,
    -0.34, 0.37, 0.12, 0.72, 2.37, 0.93, 0.39, 1.37, 1.13, 0.00,
    -2.31, -1.33, 0.94, 0.20, 1.14, 4.95, 1.08, 0.15, 0.30, -0.08,
    -0.05, 0.60, 0.23, -0.36, -2.46, 0.16, -0.37, -0.53, -2.13, -0.03,
];

/// That head lines are the headline of an article, by what `fit::Work::fits` sees.
#[rustfmt::skip]
pub(super) const HEADLINE: Fit = [
    -0.24, -0.10, 1.05, -2.03, -0.41, 1.48, 0.00, 2.71, -3.58, 0.95,
    -1.73, -0.15, -1.05, -0.47, 2.17, -0.69, -1.31, 0.34, 0.44, 0.43,
    0.99, 0.24, 3.14, 1.76, -0.09, -0.46, -0.38, -2.00, -0.12, -0.05,
    0.46, -1.07, 0.40, -1.45, -0.83, -1.05, -0.14, 0.27, 0.11, 0.56,
    -0.10, 1.93, -0.10, 0.55, 0.23, -0.62, 0.64, 0.08, 0.14, -0.72,
    -0.10,
];

/// That two lines of a head block are of one headline, by what `fit::join_seen` sees.
#[rustfmt::skip]
pub(super) const JOIN: Join = [
    0.67, -1.33, 0.00, 0.37, -0.30, 1.77, -0.03, -0.35, 0.63, -0.09,
    -0.59, 3.48, -1.38, 1.63, 0.08, 1.56, -0.43, 0.00, -0.16, 1.46,
    -0.31, -0.79, 1.11, 0.00,
];

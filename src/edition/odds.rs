//! Weights of log-odds, written by `learn_odds` (learn/odds.rs).

use super::boundary::Gap;
use super::fit::{Fit, Join};

/// That a gap between paragraphs parts two articles, by what `boundary::gaps` sees.
#[rustfmt::skip]
pub(super) const BOUNDARY: Gap = [
    -2.07, 5.32, 3.32, -0.59, 0.00, 1.26, 2.27, 0.25, -0.09, 0.73,
    0.43, 0.45, 0.06, -0.30, -2.32, 0.08, 1.86, -0.16, -0.72, -2.05,
    3.30, 1.06, 1.27, -0.44, 1.38, 0.43, -1.10, 0.41, -0.01, 0.08,
    0.19, 0.41, 0.00, 0.53, 2.03, 1.18, 0.36, 1.13, 1.07, 0.00,
    -2.34, -1.22, 1.18, 0.15, 1.42, 4.60, 1.17, 0.39, 0.60, -0.04,
    0.20, 0.84, 0.10, 0.04, -2.74, 0.06, -0.87, -0.62, -2.34, -0.02,
];

/// That head lines are the headline of an article, by what `fit::Work::fits` sees.
#[rustfmt::skip]
pub(super) const HEADLINE: Fit = [
    -0.32, 0.01, 1.19, -1.47, -0.26, 1.44, 0.00, 2.59, -3.68, 1.21,
    -1.78, -1.01, -0.69, -0.29, 2.36, -0.92, -1.45, 0.60, 0.46, -0.60,
    1.15, 0.04, 2.73, 1.67, 0.27, -0.48, -0.27, -2.06, -0.11, -0.10,
    0.49, -1.11, 0.39, -1.75, -0.45, -1.45, 0.01, 0.34, 0.30, 0.78,
    -0.41, 1.66, -0.23, 0.62, 0.17, -0.25,
];

/// That two lines of a head block are of one headline, by what `fit::join_seen` sees.
#[rustfmt::skip]
pub(super) const JOIN: Join = [
    0.83, -1.37, 0.00, 0.35, -0.23, 1.94, -0.11, -0.39, 0.69, -0.12,
    -0.58, 5.17, -1.55, 1.68, 0.03, 1.25, -0.42, 0.00, -0.29, 1.52,
    -0.53, -0.73, 1.14, 0.00,
];

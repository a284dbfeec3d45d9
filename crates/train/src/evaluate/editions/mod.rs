//! How well pages are split: articles, headlines, names, captions and furniture against the truth.
//!
//! Every body and caption line of the truth is an element, its article the true cluster; the
//! article in whose paragraphs, captions or byline lines the splitter put it is the cluster found
//! ([`BCubed`]). A body line in a headline or in the furniture counts as put nowhere.

mod bcubed;
mod page;
mod report;

pub use bcubed::BCubed;
pub use page::{Counts, PageScore, score};
pub use report::{EditionReport, KindRow, PageRow, evaluate_editions};

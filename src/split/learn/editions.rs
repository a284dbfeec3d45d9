//! Scores of pages against their truth, as jzclass-train makes them.
#![allow(dead_code, unreachable_pub)]

#[path = "../../../crates/train/src/evaluate/editions/bcubed.rs"]
mod bcubed;
#[path = "../../../crates/train/src/evaluate/editions/page.rs"]
mod page;

pub use bcubed::BCubed;
pub use page::{PageScore, score};

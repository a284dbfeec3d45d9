#![doc = include_str!("../README.md")]

pub mod archive;
pub mod audit;
pub mod catalogue;
pub mod classify;
pub mod compose;
pub mod duplicates;
pub mod edition;
pub mod error;
pub mod evaluate;
mod han;
pub mod issue;
pub mod keywords;
mod measure;
pub mod model;
pub mod names;
mod pairs;
pub mod pipeline;
mod random;
pub mod reader;
pub mod record;
pub mod segment;
pub mod split;
pub mod summarize;
pub mod taxonomy;
pub mod train;
pub mod truth;
pub mod vectorize;
pub mod write;

pub use error::{Error, Result};
pub use model::Model;
pub use pipeline::{LabelOptions, Labeller};
pub use record::Record;
pub use taxonomy::{Taxonomy, Topic};

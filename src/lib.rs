#![doc = include_str!("../README.md")]

pub mod archive;
pub mod articles;
pub mod audit;
pub mod catalogue;
pub mod compose;
pub mod duplicates;
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
pub mod read;
pub mod record;
pub mod segment;
pub mod split;
pub mod summary;
pub mod taxonomy;
pub mod topics;
pub mod train;
pub mod truth;
pub mod vectorize;
pub mod write;

pub use error::{Error, Result};
pub use model::Model;
pub use pipeline::{LabelOptions, Labeller};
pub use record::Record;
pub use taxonomy::{Taxonomy, Topic};

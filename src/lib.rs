#![doc = include_str!("../README.md")]

pub mod articles;
pub mod document;
pub mod duplicates;
pub mod error;
pub mod han;
pub mod issue;
pub mod keywords;
mod measure;
pub mod model;
pub mod names;
mod pairs;
pub mod pipeline;
pub mod random;
pub mod read;
pub mod record;
pub mod segment;
pub mod split;
pub mod summary;
pub mod taxonomy;
pub mod topics;
pub mod traditional;
pub mod truth;
pub mod vectorize;
pub mod visible;

#[cfg(test)]
extern crate self as jzclass;

pub use error::{Error, ErrorKind, Result};
pub use model::Model;
pub use pipeline::{LabelOptions, Pipeline, PipelineBuilder};
pub use record::Record;
pub use taxonomy::{Taxonomy, Topic};

//! Rows → weights of topics: complement naive Bayes and the regression that refines it.

mod bayes;
mod params;
mod refine;
mod rows;
mod sgd;

pub use params::{TopicParams, TopicValidParams};
pub(crate) use refine::best_scale;
pub use refine::{FitError, LinearTopics, Shares};
pub use rows::SparseRows;

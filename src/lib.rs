//! jzclass
pub mod edition;
pub mod error;
pub mod reader;
pub mod taxonomy;
pub use error::{Error, Result};
pub use taxonomy::{Taxonomy, Topic};

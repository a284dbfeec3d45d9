//! Pages with their geometry → articles: columns, headlines by size, boxes, pictures, vertical text.
//!
//! Each page is parted into regions (ruled boxes, upright text, the rest). In a region body lines
//! become blocks (a piece of a column each) and headline lines heads; blocks are tied to each other
//! where a sentence goes on from one to the next, and to the head they stand under; what hangs
//! together is an article.

mod area;
mod attach;
mod blocks;
mod compose;
mod continued;
mod draft;
mod feet;
mod flow;
mod given;
mod kinds;
mod leaf;
mod order;
mod page;
mod recognised;
mod region;
mod source_lines;

pub use compose::{Beginning, Laid, lay_out};
pub use recognised::{Grouping, lay_out_recognised};

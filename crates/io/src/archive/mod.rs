//! Whole archives: paths → files → pages and rows → records, in order, in bounded memory, resumable.
//!
//! ```text
//! paths, patterns ─walk→ files ─unpack→ items ─label (in parallel)→ outcomes, in input order ─journal→ records
//! ```
//!
//! An *item* is what is labelled in one go: a page, or some rows of a table. Files are opened one after
//! the other and archives are read entry by entry, so that what is held at any time is bounded by
//! [`WINDOW_BYTES`] and the largest single page, whatever the size of the archive. Nothing is unpacked
//! to disk.

mod bound;
mod contents;
mod filter;
mod identity;
mod item;
mod journal;
mod kind;
mod label;
mod outputs;
mod page;
mod parallel;
mod rows;
mod settings;
mod source;
mod tables;
mod tally;
mod text;
mod unpack;
mod walk;
mod zip_directory;

pub use contents::{contents, label_content};
pub use filter::Filter;
pub use identity::Identity;
pub use item::Reading;
pub use journal::{Catalogue, Index, Journal, Notes, RecordLine, Start, journal_path};
pub use jzclass::read::Columns;
pub use label::{Archive, BadLines, Found, Part, Signatures};
pub use page::garbled;
pub use settings::Settings;
pub use source::{Labelled, Source, label, read, sources};
pub use tally::{Failure, Tally};
pub use walk::{Entry, Walk};

/// The largest single page or row that is read, in bytes (64 MiB); larger ones are a failure of their own.
pub const MAX_PIECE_BYTES: u64 = 64 << 20;
/// The largest archive within an archive, in bytes (64 MiB), where it must be held to be read (zip and
/// Parquet); tar and compressed text are streamed and have no such limit.
pub const MAX_HELD_BYTES: u64 = 64 << 20;
/// How many times its own size compressed data may give before it is taken for a bomb. Text compresses
/// about four times, a page repeated without end some hundreds.
pub const MAX_RATIO: u64 = 200;
/// What compressed data may give in any case, in bytes (64 MiB).
pub const FREE_BYTES: u64 = 64 << 20;
/// How many archives within one another are opened, the outermost counted.
pub const MAX_DEPTH: u32 = 3;
/// About how much text is under way at any time, in bytes (16 MiB): read, labelled and not yet written.
pub const WINDOW_BYTES: usize = 16 << 20;
/// About how much of a table is labelled in one go, in bytes.
pub const BATCH_BYTES: usize = 1 << 18;

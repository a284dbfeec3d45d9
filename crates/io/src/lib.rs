//! Archives in, catalogues out: what stands around the core between files on disk and its records.
//!
//! ```text
//! paths ─archive→ items ─jzclass→ records ─journal→ records, in order ─write→ JSONL, CSV, Parquet, catalogue.db, …
//! ```

pub mod archive;
pub mod catalogue;
pub mod write;

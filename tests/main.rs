//! The core library against its invariants, its data and independent sources.

mod bylines;
mod corpus;
mod duplicates;
mod edition_total;
mod garble;
mod heads;
mod laid_regressions;
mod laid_total;
mod model;
mod pdf_limits;
mod regressions;
mod segmentation;
mod stages;
mod summaries;

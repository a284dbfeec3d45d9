//! `jzclass learn`: documents added to counts, and the model trained anew.

use std::io::Write;

use jzclass::Taxonomy;
use jzclass::vectorize::FeatureParams;
use jzclass_train::{Counts, TrainParams, train_counts};

use super::args::LearnArgs;
use super::output::Output;
use super::train::{read_taxonomy, write_model};
use super::{Outcome, at, data, report};

pub(crate) fn run(args: &LearnArgs) -> Outcome {
    let known = Counts::open(&args.counts).map_err(at(&args.counts))?;
    let documents = data::read_all(&args.data, args.encoding)?;
    let added =
        Counts::of(&documents, &FeatureParams { title_weight: known.title_weight(), ..FeatureParams::default() });
    let counts = Counts::merge(&[known, added]).map_err(at(&args.counts))?;
    let fixed = args.taxonomy.as_deref().map(read_taxonomy).transpose()?;
    let taxonomy = fixed.unwrap_or_else(|| Taxonomy::from_labels(counts.labels()));
    let trained = train_counts(&counts, &taxonomy, &TrainParams::default()).map_err(at(&args.counts))?;
    // The counts first: a model without its counts could not go on learning.
    let bytes = counts.to_bytes().map_err(at(&args.counts))?;
    let mut kept = Output::open(Some(&args.counts))?;
    kept.write(|out| out.write_all(&bytes))?;
    kept.finish()?;
    write_model(&trained, &args.out)?;
    let mut output = Output::open(None)?;
    output.write(|to: &mut dyn Write| {
        writeln!(to, "{}: {} documents added, {} in all", args.counts.display(), documents.len(), counts.len())?;
        writeln!(to, "cross-validated ({}): {}", trained.folds, report::line(&trained.held_out))
    })?;
    output.finish()
}

//! `jzclass learn`: corrections and further documents added to counts, and the model trained anew.

use std::io::Write;
use std::path::Path;

use jzclass::taxonomy::Topic;
use jzclass::{Error, Taxonomy, visible};
use jzclass_train::{Counts, Edit, LabelledDocument, RowDocument, TrainParams, train_counts};

use super::args::LearnArgs;
use super::inputs::Inputs;
use super::output::Output;
use super::train::{own_data, read_taxonomy, write_model};
use super::{Failure, Outcome, at, data, ending, report};

pub(crate) fn run(args: &LearnArgs) -> Outcome {
    let mut inputs = Inputs::of(&args.data).and(args.taxonomy.as_deref());
    // The counts are an input that is brought up to date.
    let counts_to = inputs.destination(Some(&args.counts))?;
    let out = inputs.destination(Some(&args.out))?;
    ending::check(&out, "a model", &[".jzm"])?;
    let known = counts(&args.counts)?;
    let fixed = args.taxonomy.as_deref().map(read_taxonomy).transpose()?;
    let taxonomy = fixed.or_else(|| known.taxonomy().cloned());
    let mut taxonomy = taxonomy.unwrap_or_else(|| Taxonomy::from_labels(known.labels()));
    let corrections = data::corrections(&args.data, args.encoding, &taxonomy)?;
    let of_labels = taxonomy.is_of_labels();
    let open = args.new_topics || args.taxonomy.is_none() && of_labels;
    let mut unchanged = 0;
    let mut taken = Vec::new();
    for row in corrections.documents {
        // What nobody changed is the model's own word, and teaches nothing.
        if row.edit == Edit::None {
            unchanged += 1;
        } else {
            taken.push(resolved(row, &mut taxonomy, open)?);
        }
    }
    if of_labels {
        // Labels stand in their own order, whenever they came.
        taxonomy.topics.sort_by(|a, b| a.id.cmp(&b.id));
    }
    let (without_text, without_label) = (corrections.without_text, corrections.without_label);
    if taken.is_empty() {
        let cause = match (unchanged, without_text) {
            (0, 0) => "no document to learn from".to_owned(),
            (_, 0) => format!("no topic was changed in {unchanged} article(s): nothing to learn"),
            _ => format!("{without_text} row(s) have no text to learn from; make the catalogue with --with-text"),
        };
        return Err(at(&args.data[0])(Error::BadData { cause }));
    }
    let (counts, learned) = known.learn(&taken).map_err(at(&args.counts))?;
    let counts = counts.with_taxonomy(taxonomy.clone());
    let params = params(&taxonomy)?;
    let trained = train_counts(&counts, &taxonomy, &params).map_err(at(&args.counts))?;
    // The counts first: a model without its counts could not go on learning.
    let bytes = counts.to_bytes().map_err(at(&args.counts))?;
    let mut kept = Output::open(&counts_to)?;
    kept.write(|out| out.write_all(&bytes))?;
    kept.finish()?;
    write_model(&trained, &out)?;
    let mut output = Output::stdout();
    output.write(|to: &mut dyn Write| {
        writeln!(
            to,
            "{}: {} documents added, {} replaced, {} known already, {} in all",
            visible::line(&visible::path(&args.counts)),
            learned.added,
            learned.replaced,
            learned.same,
            counts.len()
        )?;
        for (number, what) in [
            (unchanged, "articles whose topic was not changed"),
            (without_text, "rows without a text"),
            (without_label, "rows without a topic"),
        ] {
            if number > 0 {
                writeln!(to, "skipped: {number} {what}")?;
            }
        }
        writeln!(to, "cross-validated ({}): {}", trained.folds, report::line(&trained.held_out))
    })?;
    output.finish()
}

/// The counts kept, or those of the default model where there are none yet.
fn counts(path: &Path) -> Result<Counts, Failure> {
    if path.exists() {
        return Counts::open(path).map_err(at(path));
    }
    let data = own_data()?;
    let params = TrainParams::of_default_model();
    Ok(Counts::of(&data.documents, &params.features).with_taxonomy(data.taxonomy))
}

/// The parameters that suit the counts: the default model's where its topics are learned on.
fn params(taxonomy: &Taxonomy) -> Result<TrainParams, Failure> {
    let built_in = super::model(None)?.taxonomy.name;
    Ok(if taxonomy.name == built_in { TrainParams::of_default_model() } else { TrainParams::default() })
}

/// The document with its labels as ids of topics.
fn resolved(row: RowDocument, taxonomy: &mut Taxonomy, open: bool) -> Result<LabelledDocument, Failure> {
    let RowDocument { mut document, line, .. } = row;
    for label in &mut document.labels {
        if let Some(at) = taxonomy.find(label) {
            label.clone_from(&taxonomy.topics[at].id);
        } else if open {
            taxonomy.topics.push(Topic::from_label(label));
        } else {
            let near = taxonomy.near(label).map(|t| format!("; did you mean `{}` ({})?", t.id, t.name));
            let cause = format!("no topic `{label}`{}", near.unwrap_or_default()) + " (--new-topics makes it one)";
            return Err(Failure::At(document.group, Error::UnreadableLines { count: 1, lines: vec![(line, cause)] }));
        }
    }
    Ok(document)
}

//! `jzclass train`: labelled documents → model file.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Instant;

use jzclass::vectorize::FeatureParams;
use jzclass::visible;
use jzclass::{Error, Taxonomy};
use jzclass_train::{
    Counts, DefaultData, Selection, TrainParams, Trained, check_labels, default_data, packed_data, train_counts,
    train_unlabelled, tune,
};
use linfa::ParamGuard;

use super::args::{Measure, TrainArgs};
use super::inputs::{Destination, Inputs};
use super::output::Output;
use super::{Failure, Outcome, at, data, ending, report, say, unlabelled};

pub(super) const DATA: &str = "data";
const DEFAULT_MODEL: &str = "models/default.jzm";

pub(crate) fn run(args: &TrainArgs) -> Outcome {
    let threads = args.threads.map_or(0, usize::from);
    // Training uses the global pool throughout.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_MODEL));
    let mut inputs =
        Inputs::of(args.data.iter().chain(&args.counts).chain(&args.unlabelled)).and(args.taxonomy.as_deref());
    let to = inputs.destination(Some(&out))?;
    ending::check(&to, "a model", &[".jzm"])?;
    let keep = inputs.destination(args.keep_counts.as_deref())?;
    ending::check(&keep, "a file of counts", &[".jzc"])?;
    let params = params(args);
    let (counts, taxonomy, found) = input(args, &params)?;
    if let Some(path) = keep.path() {
        let bytes = counts.to_bytes().map_err(at(path))?;
        let mut kept = Output::open(&keep)?;
        kept.write(|out| out.write_all(&bytes))?;
        kept.finish()?;
    }
    let params = if args.tune { tuned(args, &counts, &taxonomy, &params).map_err(at(&found))? } else { params };
    let (trained, gain) = if args.unlabelled.is_empty() {
        (train_counts(&counts, &taxonomy, &params).map_err(at(&found))?, None)
    } else {
        let rows = unlabelled::read_all(&args.unlabelled, args.encoding)?;
        let free = Counts::of_unlabelled(&rows, &counted_like(&counts, &params));
        drop(rows);
        let (trained, gain) = train_unlabelled(&counts, &free, &taxonomy, &params).map_err(at(&found))?;
        (trained, Some(gain))
    };
    write_model(&trained, &to)?;
    let mut output = Output::stdout();
    output.write(|to| {
        if args.json {
            return report::trained_json(&trained.held_out, gain.as_ref(), to);
        }
        writeln!(to, "{}: {} documents, {} topics", visible::line(&found), counts.len(), taxonomy.len())?;
        writeln!(to, "cross-validated ({}): {}", trained.folds, report::line(&trained.held_out))?;
        if let Some(scores) = &trained.held_out.multilabel {
            writeln!(to, "{}", report::multilabel_line(scores))?;
        }
        if let Some(gain) = &gain {
            report::gain(gain, to)?;
        }
        if args.tune {
            writeln!(to, "chosen: {}", chosen(&params))?;
        }
        let model = &trained.model.classifier.vocabulary;
        writeln!(to, "{}: {} terms", visible::line(&visible::path(&out)), model.len())
    })?;
    output.finish()
}

fn params(args: &TrainArgs) -> TrainParams {
    let mut params = if args.data.is_empty() && args.counts.is_empty() {
        TrainParams::of_default_model()
    } else {
        TrainParams::default()
    };
    let mut topics = params.topics.clone().seed(args.seed);
    if let Some(alpha) = args.alpha {
        topics = topics.alpha(alpha);
    }
    if let Some(epochs) = args.epochs {
        topics = topics.epochs(epochs);
    }
    if let Some(runs) = args.runs {
        topics = topics.runs(runs);
    }
    params.topics = topics;
    params.limits.folds = args.folds.map(usize::from);
    params.limits.selection = match args.select {
        Measure::Df => Selection::Frequency,
        Measure::Chi2 => Selection::ChiSquared,
        Measure::Ig => Selection::Gain,
    };
    if let Some(n) = args.min_documents {
        params.features.min_documents = Some(n);
    }
    if let Some(n) = args.max_terms {
        params.features.max_terms = n;
    }
    params
}

/// The parameters under which unlabelled documents are counted as the labelled ones were.
fn counted_like(counts: &Counts, params: &TrainParams) -> FeatureParams {
    FeatureParams { title_weight: counts.title_weight(), ..params.features.clone() }
}

fn passes(n: usize) -> String {
    if n == 1 { "1 pass".into() } else { format!("{n} passes") }
}

fn chosen(params: &TrainParams) -> String {
    let features = format!("idf power {}, word weight {}", params.features.idf_power, params.features.word_weight);
    match params.topics.check_ref() {
        Ok(t) => format!(
            "alpha {}, naive-Bayes share {}, {} a run, rate {}, shrinkage {}, {features}",
            t.alpha(),
            t.bayes_share(),
            passes(t.epochs()),
            t.learning_rate(),
            t.shrinkage()
        ),
        Err(_) => features,
    }
}

/// Searches for the best parameters, with progress on standard error when that is a terminal.
fn tuned(args: &TrainArgs, counts: &Counts, taxonomy: &Taxonomy, params: &TrainParams) -> Result<TrainParams, Error> {
    let begin = Instant::now();
    let shown = std::io::stderr().is_terminal();
    let (mut tried, mut best) = (0, 0.0_f64);
    let trial = tune(counts, taxonomy, params, |trial| {
        tried += 1;
        best = best.max(trial.score);
        if shown {
            let left = args.time.saturating_sub(begin.elapsed()).as_secs();
            say(&format!("{tried} of {} tried: {:.4}, best {best:.4}, {left} s left", args.trials, trial.score));
        }
        tried < args.trials && begin.elapsed() < args.time
    })?;
    Ok(trial.params)
}

/// The counted documents, their taxonomy, and a name for where they come from.
fn input(args: &TrainArgs, params: &TrainParams) -> Result<(Counts, Taxonomy, String), Failure> {
    let fixed = args.taxonomy.as_deref().map(read_taxonomy).transpose()?;
    if !args.counts.is_empty() {
        let name = data::names(&args.counts);
        let parts = args.counts.iter().map(|path| Counts::open(path).map_err(at(path)));
        let counts = Counts::merge(&parts.collect::<Result<Vec<_>, _>>()?).map_err(at(&name))?;
        let taxonomy =
            fixed.or_else(|| counts.taxonomy().cloned()).unwrap_or_else(|| Taxonomy::from_labels(counts.labels()));
        return Ok((counts.with_taxonomy(taxonomy.clone()), taxonomy, name));
    }
    let (documents, taxonomy, name) = if args.data.is_empty() {
        let data = own_data()?;
        (data.documents, fixed.unwrap_or(data.taxonomy), DATA.to_owned())
    } else {
        let mut documents = data::read_all(&args.data, args.encoding)?;
        if let Some(taxonomy) = &fixed {
            data::named(&mut documents, taxonomy);
        }
        let found = || Taxonomy::from_labels(documents.iter().flat_map(|d| d.labels.iter().map(String::as_str)));
        let taxonomy = fixed.unwrap_or_else(found);
        (documents, taxonomy, data::names(&args.data))
    };
    check_labels(&documents, &taxonomy).map_err(at(&name))?;
    Ok((Counts::of(&documents, &params.features).with_taxonomy(taxonomy.clone()), taxonomy, name))
}

/// The data of the default model: of this folder, or else those in the program.
pub(crate) fn own_data() -> Result<DefaultData, Failure> {
    if Path::new(DATA).join("taxonomy.json").exists() {
        default_data(Path::new(DATA)).map_err(at(DATA))
    } else {
        packed_data().map_err(at("the program's data"))
    }
}

pub(crate) fn read_taxonomy(path: &Path) -> Result<Taxonomy, Failure> {
    let json = std::fs::read_to_string(path).map_err(|e| at(path)(Error::io(path, e)))?;
    Taxonomy::from_json(&json).map_err(at(path))
}

pub(crate) fn write_model(trained: &Trained, to: &Destination) -> Outcome {
    let bytes = trained.model.to_bytes().map_err(at(to.path().unwrap_or(Path::new("model"))))?;
    let mut output = Output::open(to)?;
    output.write(|out| out.write_all(&bytes))?;
    output.finish()
}

//! `jzclass eval`: scores of a model, or of splitting.

use jzclass_train::evaluate::evaluate;

use super::args::EvalArgs;
use super::output::{Output, columns};
use super::{Outcome, at, data, editions, model, report};

pub(crate) fn run(args: &EvalArgs) -> Outcome {
    if let Some(folder) = &args.editions {
        return editions::run(folder, args);
    }
    let model = model(args.model.as_deref())?;
    let documents = data::read_all(&args.data, args.encoding)?;
    let name = data::names(&args.data);
    let scores = evaluate(&model, &documents).map_err(at(name))?;
    let mut output = Output::stdout();
    output.write(|out| {
        if args.json { report::json(&scores, out) } else { report::tables(&scores, &model.taxonomy, columns(), out) }
    })?;
    output.finish()
}

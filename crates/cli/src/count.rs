//! `jzclass count`: document frequencies of words by topic.

use std::collections::BTreeMap;

use jzclass::Error;
use jzclass_train::TermTable;

use super::args::CountArgs;
use super::inputs::Inputs;
use super::output::Output;
use super::{Outcome, at, data, ending};

pub(crate) fn run(args: &CountArgs) -> Outcome {
    let to = Inputs::of(&args.data).and(Some(&args.mapping)).destination(args.output.as_deref())?;
    ending::check(&to, "a table of words", &[".txt", ".text", ".tsv"])?;
    let path = args.mapping.as_path();
    let text = std::fs::read_to_string(path).map_err(|e| at(path)(Error::io(path, e)))?;
    let mut mapping = BTreeMap::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty()) {
        let Some((label, topic)) = line.split_once('\t') else {
            let lines = vec![(n + 1, "no tab between label and topic".to_owned())];
            return Err(at(path)(Error::UnreadableLines { count: 1, lines }));
        };
        mapping.insert(label.to_owned(), topic.trim().to_owned());
    }
    let documents = data::read_all(&args.data, args.encoding)?;
    let table = TermTable::count(&documents, &mapping, args.least);
    let mut output = Output::open(&to)?;
    output.write(|out| out.write_all(table.to_text().as_bytes()))?;
    output.finish()
}

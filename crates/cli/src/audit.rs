//! `jzclass audit`: labelled documents whose labels held-out predictions contradict.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use jzclass::Taxonomy;
use jzclass::visible;
use jzclass_train::audit::{Suspect, suspects};
use jzclass_train::{LabelledDocument, Place, TrainParams, default_data, held_out, read_placed};
use serde::Serialize;

use super::args::AuditArgs;
use super::output::Output;
use super::train::{DATA, read_taxonomy};
use super::{Failure, Outcome, at, data};

pub(crate) fn run(args: &AuditArgs) -> Outcome {
    let input = Input::read(args)?;
    let params = if args.data.is_empty() { TrainParams::of_default_model() } else { TrainParams::default() };
    let predictions = held_out(&input.documents, &input.taxonomy, &params).map_err(at(&input.name))?;
    let numbers: BTreeMap<&str, usize> =
        input.taxonomy.topics.iter().enumerate().map(|(n, t)| (t.id.as_str(), n)).collect();
    let number = |label: &String| numbers.get(label.as_str()).copied();
    let labels: Vec<Vec<usize>> =
        input.documents.iter().map(|d| d.labels.iter().filter_map(number).collect()).collect();
    let found = suspects(&labels, &predictions);
    let rows: Vec<SuspectRow> = found.iter().take(args.limit).map(|s| input.row(s)).collect();
    let mut output = Output::stdout();
    output.write(|out| {
        if args.json {
            return json(&rows, out);
        }
        writeln!(
            out,
            "{}: {} of {} documents have a label that held-out predictions contradict; the first {}:\n",
            input.name,
            found.len(),
            predictions.len(),
            rows.len()
        )?;
        table(&rows, out)
    })?;
    output.finish()
}

/// The documents, each with its place; documents sampled from term tables stand behind them.
struct Input {
    documents: Vec<LabelledDocument>,
    places: Vec<Place>,
    taxonomy: Taxonomy,
    name: String,
}

impl Input {
    fn read(args: &AuditArgs) -> Result<Self, Failure> {
        let fixed = args.taxonomy.as_deref().map(read_taxonomy).transpose()?;
        if args.data.is_empty() {
            let data = default_data(Path::new(DATA)).map_err(at(DATA))?;
            let taxonomy = fixed.unwrap_or(data.taxonomy);
            return Ok(Self { documents: data.documents, places: data.places, taxonomy, name: DATA.to_owned() });
        }
        let (mut documents, mut places) = (Vec::new(), Vec::new());
        for path in &args.data {
            for (document, place) in read_placed(path, args.encoding).map_err(at(path))? {
                documents.push(document);
                places.push(place);
            }
        }
        let found = || Taxonomy::from_labels(documents.iter().flat_map(|d| d.labels.iter().map(String::as_str)));
        let taxonomy = fixed.unwrap_or_else(found);
        let name = data::names(&args.data);
        Ok(Self { documents, places, taxonomy, name })
    }

    fn row(&self, suspect: &Suspect) -> SuspectRow<'_> {
        const SHOWN: usize = 30;
        let document = &self.documents[suspect.document];
        let place = &self.places[suspect.document];
        let title = if document.title.trim().is_empty() {
            document.text.trim().chars().take(SHOWN).collect::<String>()
        } else {
            document.title.clone()
        };
        SuspectRow {
            file: visible::path(&place.file),
            line: place.line,
            title: title.replace(['\n', '\r', '\t'], " "),
            label: &self.taxonomy.topics[suspect.label].id,
            suggested: &self.taxonomy.topics[suspect.suggested].id,
            label_probability: suspect.label_probability,
            suggested_probability: suspect.suggested_probability,
        }
    }
}

#[derive(Serialize)]
struct SuspectRow<'i> {
    file: String,
    line: usize,
    title: String,
    label: &'i str,
    suggested: &'i str,
    label_probability: f64,
    suggested_probability: f64,
}

fn json(rows: &[SuspectRow<'_>], out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, row)?;
        writeln!(out)?;
    }
    Ok(())
}

/// One line a document: probabilities of label and suggestion, both, where it stands, its title.
fn table(rows: &[SuspectRow<'_>], out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        writeln!(
            out,
            "{:>5.1} % {} → {:>5.1} % {}  {}:{}  {}",
            row.label_probability * 100.0,
            visible::line(row.label),
            row.suggested_probability * 100.0,
            visible::line(row.suggested),
            visible::line(&row.file),
            row.line,
            visible::line(&row.title)
        )?;
    }
    Ok(())
}

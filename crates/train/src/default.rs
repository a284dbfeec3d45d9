//! What the default model is trained from: the folder `data/`.

use std::fs;
use std::path::Path;

use super::terms::TermTable;
use crate::labelled::{LabelledDocument, Place, read_placed};
use jzclass::error::{Error, Result};
use jzclass::taxonomy::Taxonomy;

/// Bags sampled for each topic of a count table, and terms in each.
const BAGS: (usize, usize) = (40, 40);
/// Bags sampled for each topic of the lexicon, and terms in each.
const LEXICON_BAGS: (usize, usize) = (12, 16);
const SEED: u64 = 20_240_801;

/// The topics and documents of a data folder.
#[derive(Debug, Clone)]
pub struct DefaultData {
    /// `taxonomy.json`.
    pub taxonomy: Taxonomy,
    /// The articles below `corpus/`, grouped by sub-folder (the hand that wrote them), and bags of
    /// terms sampled from `lexicon.tsv` and `counts/*.tsv`.
    pub documents: Vec<LabelledDocument>,
    /// How many of the documents are articles.
    pub articles: usize,
    /// Where each article stands.
    pub places: Vec<Place>,
}

/// Reads a data folder.
///
/// # Errors
/// [`Error::Io`] when `taxonomy.json`, `corpus/` or `lexicon.tsv` is missing, and those of
/// [`read_placed`] and [`TermTable::from_text`].
pub fn default_data(data: &Path) -> Result<DefaultData> {
    let taxonomy = Taxonomy::from_json(&text(&data.join("taxonomy.json"))?)?;
    let (mut documents, mut places) = (Vec::new(), Vec::new());
    for batch in sorted(&data.join("corpus"))?.iter().filter(|p| p.is_dir()) {
        let group = name(batch);
        for (document, place) in read_placed(batch, None)? {
            documents.push(LabelledDocument { group: group.clone(), ..document });
            places.push(place);
        }
    }
    let articles = documents.len();
    let lexicon = TermTable::from_text(&text(&data.join("lexicon.tsv"))?, &taxonomy)?;
    documents.extend(lexicon.sample("lexicon", LEXICON_BAGS.0, LEXICON_BAGS.1, SEED));
    let counts = data.join("counts");
    if counts.is_dir() {
        for path in sorted(&counts)? {
            let name = name(&path);
            if path.extension().is_some_and(|e| e == "tsv") {
                let table = TermTable::from_text(&text(&path)?, &taxonomy)?;
                documents.extend(table.sample(&name, BAGS.0, BAGS.1, SEED));
            }
        }
    }
    Ok(DefaultData { taxonomy, documents, articles, places })
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|e| Error::io(path, e))
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn sorted(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| Error::io(folder, e))? {
        paths.push(entry.map_err(|e| Error::io(folder, e))?.path());
    }
    paths.sort();
    Ok(paths)
}

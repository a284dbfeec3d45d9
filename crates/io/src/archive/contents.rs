//! What paths lead to, read but not labelled: pages, and rows some at a time.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::item::{Item, Payload, Reading};
use super::label::{BadLines, read_page};
use super::rows::each_row;
use super::unpack::unpack;
use super::walk::Walk;
use jzclass::Pipeline;
use jzclass::document::{Document, Hints};
use jzclass::error::{Error, Result};
use jzclass::read::{Encoding, decode};
use jzclass::record::Record;

/// Hands over all that paths lead to, through any archives: the name that records have as their source, and the page, or
/// the next rows with their numbers in the file, or why it cannot be read. Outputs of this program are passed over in
/// folders.
///
/// # Errors
/// Those of `found`, which stop it.
///
/// ```
/// use jzclass_io::archive::{Reading, contents};
/// let mut names = Vec::new();
/// contents(vec!["../../tests/editions/qinghe-01.txt".into()], &Reading::default(), None, |name, _| {
///     names.push(name.to_owned());
///     Ok::<(), jzclass::Error>(())
/// })?;
/// assert_eq!(names, ["../../tests/editions/qinghe-01.txt"]);
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn contents<E>(
    paths: Vec<PathBuf>,
    reading: &Reading,
    encoding: Option<Encoding>,
    mut found: impl FnMut(&str, Result<Document>) -> Result<(), E>,
) -> Result<(), E> {
    for entry in Walk::new(paths, &reading.filter) {
        let entry = match entry {
            Ok(entry) => entry,
            Err((_, Error::OwnOutput)) => continue,
            Err((path, error)) => {
                found(&jzclass::visible::path(&path), Err(error))?;
                continue;
            }
        };
        let mut result = Ok(());
        let _ = unpack(&entry, reading, encoding, &|_, _| false, &mut |item| {
            let name = item.name.clone();
            result = read(item, reading, encoding).into_iter().try_for_each(|content| found(&name, content));
            if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        result?;
    }
    Ok(())
}

/// An item's content, and what of it cannot be read.
fn read(item: Item, reading: &Reading, encoding: Option<Encoding>) -> Vec<Result<Document>> {
    let page = |bytes: Vec<u8>, folder: Option<&std::path::Path>| {
        Document::page(&item.name, bytes, Hints { encoding, folder })
    };
    match item.payload {
        Payload::File(path) => vec![read_page(&path, &item.file).and_then(|bytes| page(bytes, path.parent()))],
        Payload::Page(bytes) => vec![page(bytes, None)],
        Payload::Failed(error) => vec![Err(error)],
        Payload::Lines { bytes, first, rows } => {
            let decoded = match decode(&bytes, Some(Encoding::Utf8)) {
                Ok(decoded) => decoded,
                Err(error) => return vec![Err(error)],
            };
            let (mut good, mut bad) = (Vec::new(), BadLines::default());
            each_row(&decoded.text, first, rows, &reading.columns, |number, row| match row {
                Ok(row) => good.push((number, row)),
                Err((line, cause)) => bad.push(line, cause),
            });
            let good = (!good.is_empty()).then_some(Ok(Document::Rows(good)));
            good.into_iter().chain(bad.error().map(Err)).collect()
        }
        Payload::Rows { articles, rows } => {
            let numbered = articles.into_iter().enumerate().map(|(n, row)| (rows + n + 1, row));
            vec![Ok(Document::Rows(numbered.collect()))]
        }
        Payload::Known | Payload::End { .. } => Vec::new(),
    }
}

/// The records of what [`contents`] hands over.
///
/// # Errors
/// Those of [`Pipeline::document`].
pub fn label_content(pipeline: &Pipeline, name: &str, document: Document) -> Result<Vec<Record>> {
    let Document::Rows(rows) = document else { return Ok(super::page::label(pipeline, name, document)?.records) };
    let mut records: Vec<Record> = rows.iter().map(|(n, row)| pipeline.row(name, *n, row)).collect();
    pipeline.fill_issue(name, &mut records);
    Ok(records)
}

//! Workbooks and catalogues as tables.

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use jzclass::Error;
use jzclass_io::catalogue::Catalogue;
use jzclass_train::Table;

/// The first sheet of a workbook; its first row names the columns.
pub(crate) fn of_workbook(path: &Path) -> Result<Table, Error> {
    let bad = |cause: String| Error::DamagedArchive { format: "workbook", cause };
    std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
    let mut book: Xlsx<_> = open_workbook(path).map_err(|e: calamine::XlsxError| bad(e.to_string()))?;
    let sheet = book.worksheet_range_at(0).ok_or(Error::Empty)?.map_err(|e| bad(e.to_string()))?;
    let first = sheet.start().map_or(0, |(row, _)| row as usize);
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    let mut rows = sheet.rows().enumerate().map(|(n, row)| (first + n + 1, row.iter().map(text).collect::<Vec<_>>()));
    let (_, header) = rows.next().ok_or(Error::Empty)?;
    Ok(Table { header, rows: rows.collect() })
}

/// The articles of a catalogue with their topics, as a CSV file has them.
pub(crate) fn of_catalogue(path: &Path) -> Result<Table, Error> {
    let header = ["headline", "topic", "topic_name", "topics", "text"];
    let rows = Catalogue::open(path)?.topics_of_articles()?;
    Ok(Table {
        header: header.map(str::to_owned).to_vec(),
        rows: rows.into_iter().enumerate().map(|(n, row)| (n + 1, row.to_vec())).collect(),
    })
}

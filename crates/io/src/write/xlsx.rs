//! A workbook for Excel, LibreOffice and WPS: the rows of CSV, made to be read and sorted.
//!
//! The header is frozen and has filters, columns are as wide as what they usually hold, days are dates and figures
//! numbers. A cell holds 32,767 characters at most: of a longer text the cell says that it goes on. A sheet holds
//! 1,048,576 rows; further articles stand on further sheets.

use std::io::{self, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::RecordWriter;
use super::csv::{COLUMNS, Language, fields, header};
use jzclass::record::Record;

/// Rows of a sheet below its header.
const ROWS: u32 = 1_048_575;
/// Most UTF-16 units of a cell.
const CELL: usize = 32_767;
const GOES_ON: &str = "…（单元格放不下，全文见其他格式 / cut: the cell is full, other formats hold all）";

/// Writes an Excel workbook.
pub struct XlsxWriter {
    workbook: Workbook,
    language: Language,
    rows: u32,
    sheets: usize,
    plain: Format,
    bold: Format,
    date: Format,
}

impl std::fmt::Debug for XlsxWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("XlsxWriter").field("language", &self.language).field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl XlsxWriter {
    /// A writer with column names in this language.
    pub fn new(language: Language) -> Self {
        let plain = Format::new().set_align(rust_xlsxwriter::FormatAlign::Top);
        Self {
            workbook: Workbook::new(),
            language,
            rows: 0,
            sheets: 0,
            bold: Format::new().set_bold(),
            date: plain.clone().set_num_format("yyyy-mm-dd"),
            plain,
        }
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        self.rows = 0;
        let name = match (self.language, self.sheets) {
            (Language::English, 1) => "articles".to_owned(),
            (Language::Chinese, 1) => "目录".to_owned(),
            (Language::English, n) => format!("articles {n}"),
            (Language::Chinese, n) => format!("目录 {n}"),
        };
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (n, (name, width)) in header(self.language).into_iter().zip(WIDTHS).enumerate() {
            sheet.set_column_width(n as u16, width)?;
            sheet.write_string_with_format(0, n as u16, name, &self.bold)?;
        }
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), XlsxError> {
        let (rows, last) = (self.rows, COLUMNS.len() as u16 - 1);
        self.sheet()?.autofilter(0, 0, rows, last).map(|_| ())
    }

    fn sheet(&mut self) -> Result<&mut Worksheet, XlsxError> {
        self.workbook.worksheet_from_index(self.sheets.saturating_sub(1))
    }

    fn record(&mut self, record: &Record) -> Result<(), XlsxError> {
        if self.rows == ROWS {
            self.end_sheet()?;
            self.begin_sheet()?;
        }
        self.rows += 1;
        let (row, plain, date) = (self.rows, self.plain.clone(), self.date.clone());
        let sheet = self.sheet()?;
        for (n, (name, cell)) in COLUMNS.iter().zip(fields(record)).enumerate() {
            let n = n as u16;
            if cell.is_empty() {
                continue;
            }
            match *name {
                "article" | "probability" | "chars" | "sheet" | "column" | "undecodable" | "garbled"
                | "ocr_confidence" => {
                    match cell.parse::<f64>() {
                        Ok(number) => sheet.write_number_with_format(row, n, number, &plain)?,
                        Err(_) => sheet.write_string_with_format(row, n, cell, &plain)?,
                    };
                }
                "needs_review" => {
                    sheet.write_boolean_with_format(row, n, record.needs_review, &plain)?;
                }
                "date" => {
                    match day(&cell) {
                        Some(day) => sheet.write_datetime_with_format(row, n, day, &date)?,
                        None => sheet.write_string_with_format(row, n, cell, &plain)?,
                    };
                }
                _ => {
                    sheet.write_string_with_format(row, n, fitting(cell), &plain)?;
                }
            }
        }
        Ok(())
    }
}

/// Widths of the columns, in characters of the usual size.
const WIDTHS: [f64; COLUMNS.len()] = [
    24.0, 7.0, 10.0, 40.0, 24.0, 24.0, 14.0, 14.0, 12.0, 12.0, 12.0, 10.0, 20.0, 8.0, 60.0, 30.0, 20.0, 20.0, 8.0,
    12.0, 12.0, 40.0, 14.0, 12.0, 7.0, 7.0, 7.0, 8.0, 8.0, 8.0, 20.0,
];

fn day(text: &str) -> Option<ExcelDateTime> {
    let mut parts = text.splitn(3, '-').map(str::parse::<u16>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    ExcelDateTime::from_ymd(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn fitting(cell: String) -> String {
    if cell.len() <= CELL || cell.encode_utf16().count() <= CELL {
        return cell;
    }
    let mut room = CELL - GOES_ON.encode_utf16().count();
    let kept = cell.chars().take_while(|c| {
        let fits = c.len_utf16() <= room;
        room -= if fits { c.len_utf16() } else { 0 };
        fits
    });
    kept.collect::<String>() + GOES_ON
}

impl RecordWriter for XlsxWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        self.begin_sheet().map_err(failed)
    }

    fn write(&mut self, records: &[Record], _out: &mut dyn Write) -> io::Result<()> {
        records.iter().try_for_each(|record| self.record(record)).map_err(failed)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.end_sheet().map_err(failed)?;
        // The same records give the same bytes.
        let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        self.workbook
            .set_properties(&rust_xlsxwriter::DocProperties::new().set_author("jzclass").set_creation_datetime(&made));
        out.write_all(&self.workbook.save_to_buffer().map_err(failed)?)
    }
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_beyond_a_cell_says_that_it_goes_on() {
        let long = fitting("堤".repeat(40_000));
        assert_eq!(long.encode_utf16().count(), CELL);
        assert!(long.ends_with(GOES_ON));
        assert_eq!(fitting("堤".repeat(CELL)), "堤".repeat(CELL));
    }
}

//! CSV (RFC 4180), a row an article, for spreadsheets and databases.
//!
//! **Cells that would run.** Excel and LibreOffice take a cell that begins with `=`, `+`, `-` or `@`
//! for a formula, and a headline or a file name can begin so, by chance or by malice. As
//! [OWASP](https://owasp.org/www-community/attacks/CSV_Injection) has it, such a text cell gets an
//! apostrophe in front; so do cells that begin with their full-width forms, a tab or a line end, and
//! those that begin with an apostrophe themselves. A program that reads the file gets the text back by
//! taking one leading apostrophe away. Numbers are never negative and stay as they are.

use std::io::{self, Write};

use super::{RecordWriter, identifier};
use jzclass::record::{LineRange, Record};

/// The language of column names and of what is written for people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English
    #[default]
    English,
    /// Chinese
    Chinese,
}

/// The columns, in order.
pub(crate) const COLUMNS: [&str; 31] = [
    "source",
    "article",
    "id",
    "headline",
    "kicker",
    "subtitle",
    "reporters",
    "correspondents",
    "other",
    "topic",
    "topic_name",
    "probability",
    "topics",
    "needs_review",
    "summary",
    "keywords",
    "places",
    "organisations",
    "chars",
    "headline_lines",
    "body_lines",
    "text",
    "paper",
    "date",
    "page",
    "sheet",
    "column",
    "undecodable",
    "garbled",
    "ocr_confidence",
    "duplicate_of",
];

/// The same in Chinese.
pub(crate) const COLUMNS_ZH: [&str; COLUMNS.len()] = [
    "来源",
    "序号",
    "编号",
    "标题",
    "引题",
    "副题",
    "记者",
    "通讯员",
    "其他署名",
    "主题代码",
    "主题",
    "概率",
    "全部主题",
    "需复核",
    "摘要",
    "关键词",
    "地名",
    "机构",
    "字数",
    "标题行",
    "正文行",
    "正文",
    "报纸",
    "日期",
    "版次",
    "页序",
    "栏",
    "无法解码",
    "乱码比例",
    "识别置信度",
    "重复于",
];

/// The columns' names in a language.
pub(crate) fn header(language: Language) -> [&'static str; COLUMNS.len()] {
    match language {
        Language::English => COLUMNS,
        Language::Chinese => COLUMNS_ZH,
    }
}

/// Writes CSV; lists within a field are parted by `; `.
#[derive(Debug, Default)]
pub struct CsvWriter {
    /// Begin with a byte order mark, by which Excel knows UTF-8.
    pub mark: bool,
    /// Language of the columns' names.
    pub language: Language,
}

impl RecordWriter for CsvWriter {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.mark {
            out.write_all("\u{feff}".as_bytes())?;
        }
        row(out, header(self.language).iter().map(|c| (*c).to_owned()))
    }

    fn write(&mut self, records: &[Record], out: &mut dyn Write) -> io::Result<()> {
        for record in records {
            row(out, fields(record).into_iter().map(guarded))?;
        }
        Ok(())
    }
}

fn row(out: &mut dyn Write, fields: impl Iterator<Item = String>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(fields)?;
    out.write_all(&writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?)
}

/// No formula in a spreadsheet. A sign alone is none, such as the `-` of standard input.
fn guarded(cell: String) -> String {
    const RUNS: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\''];
    // Programs drop blanks and marks that nothing shows, and see what stands behind.
    let shown = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || is_unseen(c));
    let runs = cell.starts_with(RUNS) || shown.len() < cell.len() && shown.starts_with(RUNS);
    if runs && cell.chars().nth(1).is_some() { format!("'{cell}") } else { cell }
}

/// Characters that nothing shows: of no width, or turning the direction.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// An en dash: spreadsheets take 5-6 for a date.
fn ranges(ranges: &[LineRange]) -> String {
    let parts: Vec<String> =
        ranges.iter().map(|&[from, to]| if from == to { from.to_string() } else { format!("{from}–{to}") }).collect();
    parts.join("; ")
}

pub(crate) fn fields(record: &Record) -> [String; COLUMNS.len()] {
    let first = record.topics.first();
    let assigned: Vec<String> =
        record.topics.iter().filter(|t| t.assigned).map(|t| format!("{} {:.3}", t.id, t.probability)).collect();
    let share = |share: Option<f64>| share.map(|s| format!("{s:.4}")).unwrap_or_default();
    [
        record.source.clone(),
        record.article.to_string(),
        record.id.as_ref().map(identifier).unwrap_or_default(),
        record.headline.clone(),
        record.kicker.clone(),
        record.subtitle.clone(),
        record.byline.reporters.join("; "),
        record.byline.correspondents.join("; "),
        record.byline.other.join("; "),
        first.map(|t| t.id.clone()).unwrap_or_default(),
        first.map(|t| t.name.clone()).unwrap_or_default(),
        first.map(|t| format!("{:.4}", t.probability)).unwrap_or_default(),
        assigned.join("; "),
        record.needs_review.to_string(),
        record.summary.clone(),
        record.keywords.join("; "),
        record.places.join("; "),
        record.organisations.join("; "),
        record.chars.to_string(),
        ranges(&record.lines.headline),
        ranges(if record.article == 0 { &record.lines.furniture } else { &record.lines.body }),
        record.text.clone().unwrap_or_default(),
        record.paper.clone(),
        record.date.clone(),
        record.page.clone(),
        if record.sheet > 0 { record.sheet.to_string() } else { String::new() },
        if record.column > 0 { record.column.to_string() } else { String::new() },
        record.undecodable.to_string(),
        share(record.garbled),
        share(record.ocr_confidence),
        record.duplicate_of.clone().unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_would_run_get_an_apostrophe() {
        for (cell, written) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("+86的电话", "'+86的电话"),
            ("-5℃的夜晚", "'-5℃的夜晚"),
            ("@所有人", "'@所有人"),
            ("＝1+1", "'＝1+1"),
            ("\t=1", "'\t=1"),
            ("'90后", "''90后"),
            ("\u{feff}=1+1", "'\u{feff}=1+1"),
            ("\u{200b}+1+1", "'\u{200b}+1+1"),
            ("\u{202e}@SUM(A1)", "'\u{202e}@SUM(A1)"),
            ("\u{a0}=1+1", "'\u{a0}=1+1"),
            ("  =1+1", "'  =1+1"),
            ("\u{b}=1+1", "'\u{b}=1+1"),
            ("\u{c}-1+1", "'\u{c}-1+1"),
            ("\u{3000}本报讯", "\u{3000}本报讯"),
            ("-", "-"),
            ("江堤=加固", "江堤=加固"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell.to_owned()), written);
        }
    }
}

//! Rows of a table → labelled documents; a catalogue's rows → what was corrected in them.

use super::labelled::LabelledDocument;
use jzclass::Taxonomy;
use jzclass::error::{Error, Result};
use jzclass::read::{BadLines, Columns};

/// A table as text: a spreadsheet's, a database's or a CSV file's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns' names.
    pub header: Vec<String>,
    /// The rows with the lines at which they begin, from 1.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Names of the columns that hold text and label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelColumns {
    /// The text; by default one of the usual names ([`Columns`]).
    pub text: Option<String>,
    /// The label; by default `label`, `labels`, `topic`, `class`, `category`, `类别`, `标签`, `分类` or `主题`.
    pub label: Option<String>,
}

/// Whether a row's topic is what the program had put there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The row of a table without the program's own topics: its label is somebody's.
    Given,
    /// The row of a catalogue, as it was written.
    None,
    /// The row of a catalogue in which the topic was changed.
    Changed,
}

/// A document of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowDocument {
    /// The document.
    pub document: LabelledDocument,
    /// The line at which it begins.
    pub line: usize,
    /// What became of its topic.
    pub edit: Edit,
}

/// The documents of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableDocuments {
    /// Those with text and label.
    pub documents: Vec<RowDocument>,
    /// Rows without a text.
    pub without_text: usize,
    /// Rows without a label.
    pub without_label: usize,
}

const LABELS: [&str; 9] = ["label", "labels", "class", "category", "类别", "标签", "分类", "topic", "主题"];

/// A catalogue's columns of topics: the one to edit, its name, and all that were assigned.
struct Topics {
    id: usize,
    name: usize,
    all: usize,
}

impl Topics {
    fn of(header: &[String]) -> Option<Self> {
        let at = |names: [&str; 2]| header.iter().position(|h| names.contains(&h.trim()));
        Some(Self {
            id: at(["topic", "主题代码"])?,
            name: at(["topic_name", "主题"])?,
            all: at(["topics", "全部主题"])?,
        })
    }

    /// What the row's topic is now, and whether it was changed. The first of all topics is what it was.
    fn read(&self, row: &[String], taxonomy: Option<&Taxonomy>) -> std::result::Result<(String, Edit), String> {
        let cell = |at: usize| row.get(at).map_or("", |c| c.trim());
        let (id, name) = (cell(self.id), cell(self.name));
        let first = cell(self.all).split(';').next().unwrap_or_default().trim();
        let was = first.rsplit_once(' ').map_or(first, |(id, _)| id);
        let find = |text: &str| taxonomy.and_then(|t| t.find(text).map(|n| t.topics[n].id.as_str()));
        let is_old_name = find(was).is_some_and(|old| find(name) == Some(old));
        let id_changed = id != was && find(id) != Some(was);
        // Without a taxonomy that knows the topic its name tells nothing.
        let name_changed = !name.is_empty() && !is_old_name && find(was).is_some();
        match (id_changed, name_changed) {
            (false, false) => Ok((was.to_owned(), if was.is_empty() { Edit::Given } else { Edit::None })),
            (true, false) => Ok((id.to_owned(), Edit::Changed)),
            (false, true) => Ok((name.to_owned(), Edit::Changed)),
            (true, true) if find(id).is_some() && find(id) == find(name) => Ok((id.to_owned(), Edit::Changed)),
            (true, true) if find(id) == find(name) && id == name => Ok((id.to_owned(), Edit::Changed)),
            (true, true) => Err(format!("its topic is now `{id}` and the topic's name `{name}`")),
        }
    }
}

/// The documents of a table. A catalogue is known by its columns of topics, and edits in `topic` or `topic_name`
/// (主题代码, 主题) count alike.
///
/// # Errors
/// [`Error::NoColumn`] with the columns that are there, [`Error::UnreadableLines`] for rows that contradict themselves.
pub fn table_documents(
    table: &Table,
    group: &str,
    columns: &LabelColumns,
    taxonomy: Option<&Taxonomy>,
) -> Result<TableDocuments> {
    let usual = Columns::default();
    let at = |names: &[String]| {
        names.iter().find_map(|name| table.header.iter().position(|h| h.trim().eq_ignore_ascii_case(name)))
    };
    let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    let texts = columns.text.clone().map_or(usual.text, |name| vec![name]);
    let labels = columns.label.clone().map_or_else(|| owned(&LABELS), |name| vec![name]);
    let missing = |names: &[String]| Error::NoColumn { column: names.join("`, `"), found: table.header.join(", ") };
    let text_at = at(&texts).ok_or_else(|| missing(&texts))?;
    let catalogue = if columns.label.is_none() { Topics::of(&table.header) } else { None };
    let label_at = at(&labels).or(catalogue.as_ref().map(|c| c.id)).ok_or_else(|| missing(&labels))?;
    let title_at = at(&usual.title);
    let mut found = TableDocuments::default();
    let mut bad = BadLines::default();
    for (line, row) in &table.rows {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        let (label, edit) = match &catalogue {
            Some(topics) => match topics.read(row, taxonomy) {
                Ok(read) => read,
                Err(cause) => {
                    bad.push(*line, cause);
                    continue;
                }
            },
            None => (cell(label_at).to_owned(), Edit::Given),
        };
        let labels: Vec<String> =
            label.split([';', '；']).map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        let text = unguarded(cell(text_at));
        if text.trim().is_empty() {
            found.without_text += 1;
        } else if labels.is_empty() {
            found.without_label += 1;
        } else {
            let title = unguarded(title_at.map_or("", cell)).to_owned();
            let document = LabelledDocument { title, text: text.to_owned(), labels, group: group.to_owned() };
            found.documents.push(RowDocument { document, line: *line, edit });
        }
    }
    bad.none_or(found)
}

/// A cell without the apostrophe that keeps it from running as a formula.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taxonomy() -> Taxonomy {
        Taxonomy::from_json(
            r#"{"name":"t","topics":[{"id":"sports","name":"体育","name_en":"Sports"},{"id":"science","name":"科技"}]}"#,
        )
        .unwrap()
    }

    fn catalogue(topic: &str, name: &str) -> Result<(Vec<String>, Edit)> {
        let texts = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let table = Table {
            header: texts(&["headline", "topic", "topic_name", "topics", "text"]),
            rows: vec![(2, texts(&["夺冠", topic, name, "sports 0.970; science 0.210", "球队夺冠。"]))],
        };
        let found = table_documents(&table, "g", &LabelColumns::default(), Some(&taxonomy()))?;
        let RowDocument { document, edit, .. } = found.documents.into_iter().next().unwrap();
        assert_eq!(document.title, "夺冠");
        Ok((document.labels, edit))
    }

    #[test]
    fn an_edit_of_topic_or_of_its_name_counts() {
        assert_eq!(catalogue("sports", "体育").unwrap(), (vec!["sports".into()], Edit::None));
        assert_eq!(catalogue("science", "体育").unwrap(), (vec!["science".into()], Edit::Changed));
        assert_eq!(catalogue("科技", "体育").unwrap(), (vec!["科技".into()], Edit::Changed));
        assert_eq!(catalogue("sports", "科技").unwrap(), (vec!["科技".into()], Edit::Changed));
        assert_eq!(catalogue("science", "科技").unwrap(), (vec!["science".into()], Edit::Changed));
        assert_eq!(catalogue("Sports", "体育").unwrap(), (vec!["sports".into()], Edit::None));
        assert!(matches!(catalogue("science", "农业"), Err(Error::UnreadableLines { .. })));
    }
}

//! Compiles `weights/*.tsv`: of each file a module, in it a constant a feature, by the feature's name.
//!
//! The code asks for the weights of a feature by its name (`features!` in `src/split/weights.rs`), so that a name that
//! stands only in the code is unknown to the compiler, and one that stands only in the file is a constant never used,
//! which is denied.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

const LABELS: &[&str] = &["start", "continue", "head", "caption", "byline", "furniture"];
/// Two neighbouring lines of a head, by their parts.
const STEPS: &[&str] =
    &["kicker_kicker", "kicker_headline", "headline_headline", "headline_subtitle", "subtitle_subtitle"];
const MANNERS: &[&str] = &["running", "tight", "parted"];
const PAGES: &[&str] = &["plain", "blanks", "indents", "blanks+indents"];

/// What a file holds.
struct Layout {
    file: &'static str,
    /// A column that parts each feature's rows, and its values in the order of the compiled rows.
    key: Option<(&'static str, &'static [&'static str])>,
    /// The columns of numbers, in the order of the compiled row.
    columns: &'static [&'static str],
}

const LAYOUTS: &[Layout] = &[
    Layout { file: "line", key: Some(("page", PAGES)), columns: LABELS },
    Layout { file: "around", key: Some(("page", PAGES)), columns: LABELS },
    Layout { file: "form", key: None, columns: LABELS },
    Layout { file: "after_body", key: None, columns: LABELS },
    Layout { file: "after_other", key: Some(("sentence", &["complete", "unfinished"])), columns: LABELS },
    Layout { file: "boundary", key: Some(("page", MANNERS)), columns: &["weight"] },
    Layout { file: "headline", key: Some(("page", MANNERS)), columns: &["weight"] },
    Layout { file: "join", key: Some(("page", MANNERS)), columns: &["weight"] },
    Layout { file: "none", key: Some(("page", MANNERS)), columns: &["weight"] },
    Layout { file: "parts", key: None, columns: &["kicker", "headline", "subtitle"] },
    Layout { file: "part_steps", key: None, columns: STEPS },
    Layout { file: "turns", key: None, columns: &["weight"] },
];

/// The modules of all files, as Rust code.
pub(crate) fn compile(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut code = String::new();
    for layout in LAYOUTS {
        let path = folder.join(layout.file).with_extension("tsv");
        println!("cargo::rerun-if-changed={}", path.display());
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        layout.module(&text, &mut code).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(code)
}

impl Layout {
    fn module(&self, text: &str, code: &mut String) -> Result<(), Box<dyn Error>> {
        let mut lines = text.lines().zip(1..).filter(|(l, _)| !l.is_empty() && !l.starts_with('#'));
        let header: Vec<&str> = lines.next().ok_or("no header")?.0.split('\t').collect();
        let column = |name: &str| header.iter().position(|h| *h == name).ok_or(format!("no column {name}"));
        let key = self.key.map(|(name, _)| column(name)).transpose()?;
        let columns = self.columns.iter().map(|c| column(c)).collect::<Result<Vec<_>, _>>()?;
        let feature = column("feature")?;
        if header.len() != 1 + usize::from(key.is_some()) + columns.len() {
            return Err(format!("a column too many: {header:?}").into());
        }
        let parts = self.key.map_or(1, |(_, values)| values.len());
        let mut names: Vec<&str> = Vec::new();
        let mut rows: BTreeMap<&str, Vec<Option<String>>> = BTreeMap::new();
        for (line, number) in lines {
            let at = |what: &str| format!("line {number}: {what}");
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() != header.len() {
                return Err(at("not as many cells as the header has").into());
            }
            let name = cells[feature];
            if !name.starts_with(|c: char| c.is_ascii_lowercase())
                || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            {
                return Err(at("a name is of small letters, digits and _").into());
            }
            let part = match (key, self.key) {
                (Some(key), Some((_, values))) => {
                    values.iter().position(|v| *v == cells[key]).ok_or_else(|| at(&format!("{}?", cells[key])))?
                }
                _ => 0,
            };
            let mut numbers = Vec::new();
            for &column in &columns {
                let number: f32 = cells[column].parse().map_err(|_| at(&format!("{}: no number", cells[column])))?;
                if !number.is_finite() {
                    return Err(at("no finite number").into());
                }
                numbers.push(format!("{number:?}"));
            }
            let row = match numbers.as_slice() {
                [one] => one.clone(),
                _ => format!("[{}]", numbers.join(", ")),
            };
            let own = rows.entry(name).or_insert_with(|| {
                names.push(name);
                vec![None; parts]
            });
            if own[part].replace(row).is_some() {
                return Err(at(&format!("{name} stands twice")).into());
            }
        }
        let mut weight = match self.columns {
            [_] => "f32".to_owned(),
            columns => format!("[f32; {}]", columns.len()),
        };
        if key.is_some() {
            weight = format!("[{weight}; {parts}]");
        }
        writeln!(code, "/// Weights of `weights/{0}.tsv`.\npub(in crate::split) mod {0} {{", self.file)?;
        writeln!(code, "    pub(in crate::split) type Weight = {weight};")?;
        for name in &names {
            let own = rows[name].iter().cloned().collect::<Option<Vec<_>>>();
            let own = own.ok_or_else(|| format!("{name}: rows are missing"))?.join(", ");
            let value = if key.is_some() { format!("[{own}]") } else { own };
            writeln!(code, "    pub(in crate::split) const {name}: Weight = {value};")?;
        }
        writeln!(code, "}}")?;
        Ok(())
    }
}

//! The table of what may import what.

/// A module and those it may import.
#[derive(Debug)]
struct Row {
    module: Vec<String>,
    may_import: Vec<usize>,
}

/// What only some modules may use.
#[derive(Debug)]
struct Ban {
    path: Vec<String>,
    but_in: Vec<Vec<String>>,
}

/// The table.
#[derive(Debug)]
pub(super) struct Directions {
    rows: Vec<Row>,
    bans: Vec<Ban>,
}

fn parts(path: &str, separator: &str) -> Vec<String> {
    path.split(separator).map(str::to_owned).collect()
}

impl Directions {
    /// Reads the table.
    ///
    /// # Errors
    /// A line that is no row, a module listed twice, or one that imports what is not listed above it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut table = Self { rows: Vec::new(), bans: Vec::new() };
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            table.add(line).map_err(|e| format!("directions.txt, line {}: {e}", number + 1))?;
        }
        Ok(table)
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let (name, list) = line.rsplit_once(':').filter(|(n, _)| !n.ends_with(':')).ok_or("no `module: imports`")?;
        let (name, list) = if list.starts_with(':') { return Err("no `module: imports`".into()) } else { (name, list) };
        let list = list.split_whitespace();
        if let Some(path) = name.strip_prefix("no ") {
            self.bans.push(Ban { path: parts(path, "::"), but_in: list.map(|m| parts(m, "/")).collect() });
            return Ok(());
        }
        let module = parts(name, "/");
        if self.rows.iter().any(|row| row.module == module) {
            return Err(format!("{name} stands twice"));
        }
        let above = |import: &str| {
            let at = self.rows.iter().position(|row| row.module == parts(import, "/"));
            at.ok_or_else(|| format!("{name} may import {import} only if it stands above"))
        };
        let may_import = list.map(above).collect::<Result<_, _>>()?;
        self.rows.push(Row { module, may_import });
        Ok(())
    }

    /// The row that a module (or an item in one) belongs to: the longest that it begins with.
    pub(super) fn module_of(&self, path: &[String]) -> Option<usize> {
        (0..self.rows.len())
            .filter(|&row| path.starts_with(&self.rows[row].module))
            .max_by_key(|&row| self.rows[row].module.len())
    }

    /// Why the module of row `own` may not import an item of the crate.
    pub(super) fn refused(&self, own: usize, item: &Resolved) -> Option<String> {
        let other = self.module_of(&item.defined)?;
        let allowed = own == other || self.rows[own].may_import.contains(&other);
        let name = |row: usize| self.rows[row].module.join("/");
        (!allowed).then(|| format!("{} imports {} (crate::{})", name(own), name(other), item.written.join("::")))
    }

    /// Why a module may not use a path of another crate.
    pub(super) fn forbidden(&self, module: &[String], path: &[String]) -> Option<String> {
        let ban = self.bans.iter().find(|ban| path.starts_with(&ban.path))?;
        let allowed = ban.but_in.iter().any(|m| module.starts_with(m));
        (!allowed).then(|| format!("{} uses {}", module.join("/"), ban.path.join("::")))
    }
}

/// An item of the crate: as it was written, and where it is defined.
#[derive(Debug)]
pub(super) struct Resolved {
    pub written: Vec<String>,
    pub defined: Vec<String>,
}

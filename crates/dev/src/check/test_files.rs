//! Every file of tests is part of its crate's one test binary.

use std::path::Path;

/// Files of tests that the `main.rs` beside them does not name, which would never run.
///
/// # Errors
/// Folders that cannot be read.
pub(super) fn forgotten(root: &Path) -> Result<Vec<String>, String> {
    let crates = root.join("crates");
    let mut folders = vec![root.join("tests")];
    for entry in std::fs::read_dir(&crates).map_err(|e| format!("{}: {e}", crates.display()))?.flatten() {
        folders.push(entry.path().join("tests"));
    }
    folders.sort();
    let mut forgotten = Vec::new();
    for folder in folders.iter().filter(|f| f.is_dir()) {
        let main = std::fs::read_to_string(folder.join("main.rs")).unwrap_or_default();
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .map_err(|e| format!("{}: {e}", folder.display()))?
            .flatten()
            .filter_map(|e| e.file_name().to_str().and_then(|n| n.strip_suffix(".rs")).map(str::to_owned))
            .collect();
        names.sort();
        let shown = folder.strip_prefix(root).unwrap_or(folder).display().to_string();
        forgotten.extend(missing(&main, &names).map(|name| format!("{shown}/{name}.rs: not in {shown}/main.rs")));
    }
    Ok(forgotten)
}

fn missing<'n>(main: &str, names: &'n [String]) -> impl Iterator<Item = &'n String> {
    let named: Vec<String> = main.lines().map(|line| line.trim().to_owned()).collect();
    names.iter().filter(move |name| *name != "main" && !named.contains(&format!("mod {name};")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_main_does_not_name_is_found() {
        let names = ["archive", "main", "new"].map(str::to_owned);
        let found: Vec<&String> = missing("//! Tests.\n\nmod archive;\n", &names).collect();
        assert_eq!(found, ["new"]);
    }
}

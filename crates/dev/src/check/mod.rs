//! The import check: every module of the core imports only what `directions.txt` allows it.

mod directions;
mod paths;
mod reexports;
mod test_files;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use directions::Directions;
use paths::{Import, code_of};
use reexports::Reexports;

/// A file of the core: its module path and its text.
struct Source {
    file: PathBuf,
    module: Vec<String>,
    text: String,
}

/// Checks the core of the repository at `root`.
///
/// # Errors
/// What is wrong, a line each.
pub(crate) fn run(root: &Path) -> Result<String, String> {
    let table = root.join("crates/dev/directions.txt");
    let text = std::fs::read_to_string(&table).map_err(|e| format!("{}: {e}", table.display()))?;
    let directions = Directions::parse(&text)?;
    let mut sources = Vec::new();
    collect(&root.join("src"), &mut Vec::new(), &mut sources)?;
    for source in &mut sources {
        source.file = source.file.strip_prefix(root).unwrap_or(&source.file).to_owned();
    }
    let forgotten = test_files::forgotten(root)?;
    if !forgotten.is_empty() {
        return Err(forgotten.join("\n"));
    }
    let faults = check(&directions, &sources)?;
    if faults.is_empty() {
        return Ok(format!("{} files import downwards only", sources.len()));
    }
    let mut message = faults.join("\n");
    let _ = write!(message, "\n{} import(s) against crates/dev/directions.txt", faults.len());
    Err(message)
}

/// Every fault of these files, by file and line.
fn check(directions: &Directions, sources: &[Source]) -> Result<Vec<String>, String> {
    let mut found: Vec<(&Source, Vec<Import>)> = Vec::new();
    let mut tests: Vec<Vec<String>> = Vec::new();
    for source in sources {
        let code = code_of(&source.text, &source.module).map_err(|e| format!("{}: {e}", source.file.display()))?;
        found.push((source, code.imports));
        tests.extend(code.tests);
    }
    found.retain(|(source, _)| !tests.iter().any(|test| source.module.starts_with(test)));
    let modules: BTreeSet<Vec<String>> = sources.iter().map(|s| s.module.clone()).collect();
    for (source, imports) in &mut found {
        for import in imports {
            import.through_child(&source.module, &modules);
        }
    }
    let reexports = Reexports::new(modules, found.iter().map(|(s, i)| (&s.module[..], &i[..])));
    let mut faults = Vec::new();
    for (source, imports) in found {
        if source.module.is_empty() {
            continue;
        }
        let Some(own) = directions.module_of(&source.module) else {
            faults.push(format!("{}: not in crates/dev/directions.txt", source.file.display()));
            continue;
        };
        for import in imports {
            let fault = if import.of_crate {
                let path = reexports.resolve(&import.path);
                directions.refused(own, &path)
            } else {
                directions.forbidden(&source.module, &import.path)
            };
            faults.extend(fault.map(|fault| format!("{}:{}: {fault}", source.file.display(), import.line)));
        }
    }
    Ok(faults)
}

/// The files below a folder, by name, with their modules.
fn collect(folder: &Path, module: &mut Vec<String>, into: &mut Vec<Source>) -> Result<(), String> {
    let fail = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(fail)?
        .map(|e| e.map(|e| e.path()))
        .collect::<Result<_, _>>()
        .map_err(fail)?;
    entries.sort();
    for path in entries {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            module.push(stem);
            collect(&path, module, into)?;
            module.pop();
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let mut module = module.clone();
            if !(stem == "mod" || module.is_empty() && stem == "lib") {
                module.push(stem);
            }
            into.push(Source { file: path, module, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str =
        "error:\nread: error\nsplit/lines: error read\nsplit: error read split/lines\nno std::fs: read\n";

    fn source(module: &str, text: &str) -> Source {
        let module: Vec<String> = module.split('/').filter(|m| !m.is_empty()).map(str::to_owned).collect();
        Source { file: PathBuf::from(format!("src/{}.rs", module.join("/"))), module, text: text.to_owned() }
    }

    fn faults(sources: &[Source]) -> Vec<String> {
        check(&Directions::parse(TABLE).unwrap(), sources).unwrap()
    }

    /// One file beside those that import as they should.
    fn planted(module: &str, text: &str) -> Vec<String> {
        let mut sources = vec![
            source("", "mod error; mod read; mod split; pub use split::split;"),
            source("error", "pub struct Error;"),
            source("read", "use crate::error::Error; use std::fs; pub fn read() {}"),
            source(
                "split",
                "mod lines; pub use lines::tag; use crate::read::read; pub fn split() { self::lines::tag() }",
            ),
            source("split/lines", "use crate::read; pub fn tag() {}"),
        ];
        assert_eq!(faults(&sources), [""; 0]);
        sources.retain(|s| s.module.join("/") != module);
        sources.push(source(module, text));
        faults(&sources)
    }

    #[test]
    fn an_upward_import_is_refused_with_its_line() {
        assert_eq!(
            planted("read", "use crate::error;\n\nuse crate::split::split;\n"),
            ["src/read.rs:3: read imports split (crate::split::split)"]
        );
        assert_eq!(planted("split/lines", "fn tag() { super::split() }").len(), 1);
        assert_eq!(planted("read", "use crate::{error::Error, split::{lines::{tag}}};").len(), 1);
        assert_eq!(planted("read", "fn f() { assert!(crate::split::lines::tag() == ()); }").len(), 1);
    }

    #[test]
    fn a_name_counts_where_it_is_defined() {
        // `tag` is re-exported by split, `split` by the crate.
        assert_eq!(
            planted("read", "use crate::split::tag;"),
            ["src/read.rs:1: read imports split/lines (crate::split::tag)"]
        );
        assert_eq!(planted("read", "use crate::split;").len(), 1);
        assert_eq!(
            planted("split", "mod lines; pub use lines::tag; use crate::split::tag as t; pub fn split() {}"),
            [""; 0]
        );
    }

    #[test]
    fn a_path_through_a_child_module_is_one_of_the_crate() {
        let table = "split:\nsplit/lines: split\n";
        let sources = [source("split", "mod lines; use lines::tag;"), source("split/lines", "pub fn tag() {}")];
        let faults = check(&Directions::parse(table).unwrap(), &sources).unwrap();
        assert_eq!(faults, ["src/split.rs:1: split imports split/lines (crate::split::lines::tag)"]);
    }

    #[test]
    fn tests_comments_and_strings_are_passed_over() {
        let text = "// crate::split\nfn f() -> &'static str { \"crate::split\" }\n#[cfg(test)]\nmod tests { use crate::split; }";
        assert_eq!(planted("read", text), [""; 0]);
        assert_eq!(planted("read", "#[cfg(test)]\nuse crate::split;"), [""; 0]);
        let sources = [
            source("read", "#[cfg(test)]\nmod learn;"),
            source("read/learn", "mod more;"),
            source("read/learn/more", "use crate::split;"),
        ];
        assert_eq!(faults(&sources), [""; 0]);
    }

    #[test]
    fn files_are_read_in_some_modules_only() {
        assert_eq!(planted("split", "use std::fs;"), ["src/split.rs:1: split uses std::fs"]);
        assert_eq!(planted("split", "fn f() { std::fs::read(\"a\"); } mod lines;").len(), 1);
        assert_eq!(planted("error", "fn f() { ::std::fs::read(\"a\"); }").len(), 1);
    }

    #[test]
    fn a_module_without_directions_and_a_circle_are_refused() {
        assert_eq!(planted("new", ""), ["src/new.rs: not in crates/dev/directions.txt"]);
        assert!(Directions::parse("a: b\nb: a\n").is_err());
        assert!(Directions::parse("a:\na:\n").is_err());
    }

    #[test]
    fn this_repository_imports_downwards() {
        run(&crate::root()).unwrap();
    }
}

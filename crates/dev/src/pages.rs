//! Folders of pages whose articles are known.

use std::path::{Path, PathBuf};

use jzclass::split::learn::Page;

/// Folders behind `--pages`, and the other arguments.
pub(crate) struct Arguments {
    pub folders: Vec<PathBuf>,
    pub rest: Vec<String>,
}

/// `--pages FOLDER…`: all that follows up to the next option.
pub(crate) fn arguments(arguments: &[String]) -> Arguments {
    let mut found = Arguments { folders: Vec::new(), rest: Vec::new() };
    let mut of_pages = false;
    for argument in arguments {
        if argument == "--pages" {
            of_pages = true;
        } else if argument.starts_with("--") || !of_pages {
            of_pages = false;
            found.rest.push(argument.clone());
        } else {
            found.folders.push(argument.into());
        }
    }
    found
}

/// The text files of a folder that have a truth file, in the order of their names.
pub(crate) fn pages(folder: &Path) -> Result<Vec<Page>, String> {
    let at = |path: &Path| {
        let path = path.display().to_string();
        move |cause: std::io::Error| format!("{path}: {cause}")
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        if path.extension().is_some_and(|e| e == "txt") && path.with_extension("truth.json").exists() {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(format!("{}: no NAME.txt with NAME.truth.json", folder.display()));
    }
    paths.sort();
    let page = |path: &PathBuf| {
        let truth = path.with_extension("truth.json");
        let text = std::fs::read(path).map_err(at(path))?;
        let known = std::fs::read(&truth).map_err(at(&truth))?;
        Page::new(&text, &known).map_err(|e| format!("{}: {e}", path.display()))
    };
    paths.iter().map(page).collect()
}

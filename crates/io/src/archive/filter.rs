//! Which files and entries are read.

use std::path::PathBuf;

use globset::{GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};

use super::kind::{Kind, inner_name};
use jzclass::error::{Error, Result};

/// Chooses files and entries by patterns.
///
/// `*` and `?` stay within one name, `**` goes over folders, `{a,b}` and `[0-9]` are as in a shell. A
/// pattern fits at any depth: `*.txt` a name anywhere, `2024/*.txt` such a name in any folder `2024`.
/// What is excluded is out with all that it holds; with patterns to include, files that neither fit one nor
/// lie in an archive that does are passed over. In archives the entry's path follows that of the
/// archive, parted by a `/`.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    include: Option<GlobSet>,
    exclude: GlobSet,
    /// Files that are never input: what the run itself writes.
    own: Vec<PathBuf>,
    patterns: (Vec<String>, Vec<String>),
}

impl Filter {
    /// A filter of these patterns.
    ///
    /// # Errors
    /// [`Error::BadPattern`].
    ///
    /// ```
    /// use jzclass_io::archive::Filter;
    /// let filter = Filter::new(&["2024/*.txt".into()], &["drafts".into()])?;
    /// assert!(filter.takes("paper/2024/03.txt", false) && !filter.takes("paper/2023/03.txt", false));
    /// assert!(!filter.takes("drafts/2024/03.txt", false));
    /// # Ok::<(), jzclass::Error>(())
    /// ```
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self> {
        let set = |patterns: &[String]| -> Result<GlobSet> {
            let mut builder = GlobSetBuilder::new();
            for pattern in patterns {
                let anywhere = pattern.strip_prefix('/').map_or_else(|| format!("**/{pattern}"), str::to_owned);
                let glob = GlobBuilder::new(&anywhere).literal_separator(true).build();
                builder.add(glob.map_err(|e| bad(pattern, &e))?);
            }
            builder.build().map_err(|e| bad("", &e))
        };
        Ok(Self {
            include: if include.is_empty() { None } else { Some(set(include)?) },
            exclude: set(exclude)?,
            own: Vec::new(),
            patterns: (include.to_vec(), exclude.to_vec()),
        })
    }

    /// The same, passing over the files given: outputs of the run itself.
    #[must_use]
    pub fn without(mut self, own: impl IntoIterator<Item = PathBuf>) -> Self {
        self.own.extend(own.into_iter().filter_map(|p| std::fs::canonicalize(p).ok()));
        self
    }

    /// Whether a path, or any folder or archive it lies in, is excluded.
    pub fn excludes(&self, path: &str) -> bool {
        !self.exclude.is_empty() && each_part(path).any(|p| self.exclude.is_match(p))
    }

    /// Whether a page or table is read; `inside`: it lies in an archive that a pattern includes.
    pub fn takes(&self, path: &str, inside: bool) -> bool {
        (inside || self.includes(path)) && !self.excludes(path)
    }

    /// The same for what a file's name says it is: archives are opened unless they are excluded, and a
    /// compressed file goes by its name with and without the last ending.
    pub(crate) fn takes_kind(&self, path: &str, kind: Kind, inside: bool) -> bool {
        let inner = inner_name(path);
        match kind {
            Kind::Zip | Kind::Tar => !self.excludes(path),
            Kind::Packed(_) if Kind::of_name(&inner) == Some(Kind::Tar) => !self.excludes(path),
            Kind::Packed(_) => self.takes(path, inside || self.includes(&inner)),
            _ => self.takes(path, inside),
        }
    }

    pub(crate) fn includes(&self, path: &str) -> bool {
        self.include.as_ref().is_none_or(|set| set.is_match(relative(path)))
    }

    pub(crate) fn is_own(&self, path: &std::path::Path) -> bool {
        self.own
            .iter()
            .any(|own| own.file_name() == path.file_name() && std::fs::canonicalize(path).is_ok_and(|p| p == *own))
    }

    /// The patterns, to include and to exclude.
    pub(crate) fn patterns(&self) -> (&[String], &[String]) {
        (&self.patterns.0, &self.patterns.1)
    }
}

fn bad(pattern: &str, error: &globset::Error) -> Error {
    Error::BadPattern { pattern: pattern.to_owned(), cause: error.kind().to_string() }
}

fn relative(path: &str) -> &str {
    path.trim_start_matches('/')
}

/// `a`, `a/b` and `a/b/c` of `a/b/c`.
fn each_part(path: &str) -> impl Iterator<Item = &str> {
    let path = relative(path);
    path.match_indices('/').map(|(at, _)| &path[..at]).chain([path])
}

/// A shell's pattern given as a path.
pub(crate) fn path_pattern(pattern: &str) -> Result<GlobMatcher> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|e| bad(pattern, &e))?;
    Ok(glob.compile_matcher())
}

/// Whether a path is written as a pattern.
pub(crate) fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?', '[', '{'])
}

/// Names that are passed over in folders and archives: hidden ones, and what macOS leaves in archives.
pub(crate) fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name == "__MACOSX"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_at_any_depth_and_exclude_what_lies_below() {
        let filter = Filter::new(&["*.txt".into()], &["旧稿".into(), "b?.txt".into()]).unwrap();
        assert!(filter.takes("报纸/2024/03.txt", false));
        assert!(filter.takes("a.zip/03.jsonl", true) && !filter.takes("a.zip/03.jsonl", false));
        assert!(!filter.takes("报纸/旧稿/03.txt", false) && !filter.takes("/x/b1.txt", false));
        assert!(matches!(Filter::new(&["a[".into()], &[]), Err(Error::BadPattern { .. })));
    }
}

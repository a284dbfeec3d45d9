//! File names of articles: safe on every system, unique, and the same in every run.

use std::collections::BTreeSet;
use std::path::Path;

use jzclass::articles::SplitArticle;

/// Longest part of a name, in characters: two of them, at four bytes each, stay below the 255 bytes of a name.
const LONGEST: usize = 24;

/// Gives out names.
pub(crate) struct Names {
    several: bool,
    given: BTreeSet<String>,
}

impl Names {
    /// Names for the articles of so many sources; from two on each begins with its source's name.
    pub(crate) fn new(sources: usize) -> Self {
        Self { several: sources > 1, given: BTreeSet::new() }
    }

    /// `003-headline.txt`, or `source-003-headline.txt`; with `-2` and so on where a name was given before.
    pub(crate) fn of(&mut self, source: &str, article: &SplitArticle, ending: &str) -> String {
        let stem = Path::new(source).file_stem().unwrap_or_default().to_string_lossy();
        let mut parts = Vec::new();
        if self.several {
            parts.push(safe(&stem));
        }
        parts.push(format!("{:03}", article.article));
        parts.push(safe(&article.headline));
        parts.retain(|p| !p.is_empty());
        let base = parts.join("-");
        let mut name = format!("{base}.{ending}");
        let mut n = 2;
        // Windows and macOS do not tell A from a.
        while !self.given.insert(name.to_lowercase()) {
            name = format!("{base}-{n}.{ending}");
            n += 1;
        }
        name
    }
}

/// Letters, digits and ordinary punctuation; runs of anything else become one `_`.
fn safe(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        let allowed =
            c.is_alphanumeric() || matches!(c, '，' | '、' | '：' | '“' | '”' | '—' | '·' | '（' | '）' | '-');
        if allowed {
            name.push(c);
        } else if !name.ends_with('_') && !name.is_empty() {
            name.push('_');
        }
        if name.chars().count() == LONGEST {
            break;
        }
    }
    // A leading hyphen would look like a switch.
    name.trim_matches(['_', '-']).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn article(number: usize, headline: &str) -> SplitArticle {
        SplitArticle { article: number, headline: headline.into(), ..SplitArticle::default() }
    }

    #[test]
    fn names_are_told_apart() {
        let mut names = Names::new(2);
        assert_eq!(names.of("a/01.txt", &article(1, "江堤 加固"), "txt"), "01-001-江堤_加固.txt");
        assert_eq!(names.of("b/01.txt", &article(1, "江堤 加固"), "txt"), "01-001-江堤_加固-2.txt");
        assert_eq!(Names::new(1).of("-", &article(12, ""), "md"), "012.md");
        assert_eq!(Names::new(1).of("x", &article(1, "../../etc/passwd"), "md"), "001-etc_passwd.md");
    }

    proptest! {
        #[test]
        fn any_headline_gives_a_safe_name(headline in "\\PC{0,60}", source in "\\PC{0,60}") {
            let name = Names::new(2).of(&source, &article(1, &headline), "txt");
            prop_assert!(name.len() <= 255);
            prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0']));
            prop_assert!(!name.starts_with(['.', '-', ' ']));
            let base = name.split('.').next().unwrap_or_default().to_uppercase();
            let reserved = ["CON", "PRN", "AUX", "NUL"].contains(&base.as_str())
                || (base.len() == 4 && (base.starts_with("COM") || base.starts_with("LPT")));
            prop_assert!(!reserved);
        }
    }
}

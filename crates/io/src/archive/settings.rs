//! What a run's records depend on besides the input.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::item::Reading;
use super::label::Archive;

/// Every setting that records depend on, by name: records of other settings are never mixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Settings(BTreeMap<String, String>);

impl Settings {
    /// The settings of an archive's run with a model of this checksum; the program's version is one of them.
    pub fn new(archive: &Archive<'_>, model: u32) -> Self {
        let Archive { pipeline, reading, signatures, .. } = archive;
        let Reading { columns, filter } = reading;
        let (include, exclude) = filter.patterns();
        let settings = [
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ("model", format!("{model:08x}")),
            ("signatures", signatures.name().to_owned()),
            ("encoding", pipeline.encoding().map_or_else(|| "detected".into(), |e| e.name().into())),
            ("name-pattern", pipeline.names().map_or_else(String::new, |n| n.text().into())),
            ("columns", columns.fields().map(|(_, names)| names.join(",")).join(" ")),
            ("include", include.join(" ")),
            ("exclude", exclude.join(" ")),
        ];
        let settings = settings.into_iter().chain(pipeline.options().settings());
        Self(settings.map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// What differs from these settings, in words; empty when nothing does.
    pub(crate) fn differences(&self, then: &Self) -> String {
        let value = |s: &Self, name: &String| s.0.get(name).cloned().unwrap_or_default();
        let mut names: Vec<&String> = self.0.keys().chain(then.0.keys()).collect();
        names.sort();
        names.dedup();
        let differing = names.into_iter().filter(|n| value(self, n) != value(then, n));
        differing
            .map(|n| format!("{n} was `{}` and is `{}`", value(then, n), value(self, n)))
            .collect::<Vec<_>>()
            .join("; ")
    }
}

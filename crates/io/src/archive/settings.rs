//! What a run's records depend on besides the input.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::item::Reading;
use jzclass::pipeline::LabelOptions;

/// Every setting that records depend on, by name: records of other settings are never mixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Settings(BTreeMap<String, String>);

impl Settings {
    /// The settings of a run with a model of this checksum; the program's version is one of them.
    pub fn new(options: &LabelOptions, reading: &Reading, model: u32) -> Self {
        let (include, exclude) = reading.filter.patterns();
        let columns = &reading.columns;
        let settings = [
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ("model", format!("{model:08x}")),
            ("options", format!("{options:?}")),
            ("encoding", reading.encoding.map_or_else(|| "detected".into(), |e| e.name().into())),
            ("name-pattern", reading.names.as_ref().map_or_else(String::new, |n| n.text().into())),
            ("columns", columns.fields().map(|(_, names)| names.join(",")).join(" ")),
            ("include", include.join(" ")),
            ("exclude", exclude.join(" ")),
        ];
        Self(settings.map(|(name, value)| (name.to_owned(), value)).into())
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

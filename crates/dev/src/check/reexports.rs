//! Where a re-exported name is defined.

use std::collections::{BTreeMap, BTreeSet};

use super::directions::Resolved;
use super::paths::Import;

/// Names that modules re-export, with where they come from.
pub(super) struct Reexports {
    modules: BTreeSet<Vec<String>>,
    names: BTreeMap<Vec<String>, Vec<String>>,
}

impl Reexports {
    /// Of these modules and their imports.
    pub(super) fn new<'i>(
        modules: BTreeSet<Vec<String>>,
        imports: impl Iterator<Item = (&'i [String], &'i [Import])>,
    ) -> Self {
        let mut names = BTreeMap::new();
        for (module, imports) in imports {
            for import in imports.iter().filter(|i| i.of_crate) {
                if let Some(name) = &import.reexported {
                    names.insert([module, std::slice::from_ref(name)].concat(), import.path.clone());
                }
            }
        }
        Self { modules, names }
    }

    /// Follows re-exports to the module that defines the path's item.
    pub(super) fn resolve(&self, path: &[String]) -> Resolved {
        // Longer than any chain of re-exports, so that a circle of them ends.
        const MOST: usize = 16;
        let mut defined = path.to_vec();
        for _ in 0..MOST {
            match self.step(&defined) {
                Some(next) if next != defined => defined = next,
                _ => break,
            }
        }
        Resolved { written: path.to_vec(), defined }
    }

    /// Replaces the first part of the path that is a re-export and no module.
    fn step(&self, path: &[String]) -> Option<Vec<String>> {
        (1..=path.len()).find_map(|n| {
            let (head, tail) = path.split_at(n);
            let target = self.names.get(head).filter(|_| !self.modules.contains(head))?;
            Some([target, tail].concat())
        })
    }
}

//! The weights, by name.

use std::sync::LazyLock;

use super::features::{FEATURES, NAMES};

/// What a summary is made with.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    /// One for each feature: log-odds.
    pub features: [f32; FEATURES],
    /// Score from which on a sentence is worth its room.
    pub worth: f32,
    /// For a sentence that follows one that is taken, in characters of full score.
    pub following: f32,
    /// Against a sentence that is not taken whole, likewise.
    pub cut: f32,
}

/// A name and its weight a line; `learn` measures them.
static BUILT_IN: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("weights.tsv")));

impl Weights {
    pub(super) fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Reads lines of a name and a weight; names that are missing have weight 0 (a test finds them).
    pub(super) fn read(text: &str) -> Self {
        let lines = || text.lines().filter_map(|line| line.split_once('\t'));
        let of = |name: &str| lines().find(|(n, _)| *n == name).map_or(0.0, |(_, w)| w.trim().parse().unwrap_or(0.0));
        Self {
            features: std::array::from_fn(|n| of(NAMES[n])),
            worth: of("choice.worth"),
            following: of("choice.following"),
            cut: of("choice.cut"),
        }
    }

    /// The lines that [`Self::read`] reads.
    #[cfg(test)]
    pub(super) fn written(&self) -> String {
        let choice = [("choice.worth", self.worth), ("choice.following", self.following), ("choice.cut", self.cut)];
        let features = NAMES.iter().copied().zip(self.features);
        let lines: Vec<String> =
            features.chain(choice).map(|(name, weight)| format!("{name}\t{weight:.3}\n")).collect();
        lines.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_one_weight() {
        let text = include_str!("weights.tsv");
        let found: Vec<&str> = text.lines().map(|line| line.split_once('\t').unwrap().0).collect();
        let wanted: Vec<&str> =
            NAMES.iter().copied().chain(["choice.worth", "choice.following", "choice.cut"]).collect();
        assert_eq!(found, wanted);
        assert!(text.lines().all(|line| line.split_once('\t').unwrap().1.parse::<f32>().unwrap().is_finite()));
        assert_eq!(Weights::built_in().written(), text);
    }
}

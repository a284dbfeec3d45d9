//! The splitter's learned weights, found by the names of what they weigh.
//!
//! A feature is one line, its name beside its code, in a list of [`features!`]. Its weights stand under that name in
//! `weights/*.tsv`; `build.rs` compiles them into constants, so that a name the code lacks or the file lacks is
//! an error of the compiler.

use super::around::{BridgeFeature, SaidFeature, ShapeFeature};
use super::boundary::{Gap, GapFeature};
use super::features::{AfterBody, AfterOther, LineFeature};
use super::fit::{Fit, PlaceFeature, SeenFeature};
use super::form::{FormFeature, MANNERS};
use super::heads::{Join, JoinFeature, NoneFeature, Unclaimed};
use super::label::Row;
use super::line::HABITS;

/// Constants by file and feature.
#[allow(non_upper_case_globals, clippy::approx_constant, reason = "named as the features, and near anything")]
#[deny(dead_code, reason = "weights of a feature that there is not")]
pub(in crate::split) mod learned {
    include!(concat!(env!("OUT_DIR"), "/weights.rs"));
}

/// The values of a list of features, each `name: value`, as an array.
///
/// Gives the type before `in` three constants: how many features there are (`COUNT`), their `NAMES`, and their `WEIGHTS`
/// of the file behind `in`. Where some are `name after Label: value`, `AFTER` has the label of each.
macro_rules! features {
    ($set:ident in $file:ident { $($name:ident: $value:expr),+ $(,)? }) => {{
        $crate::split::weights::named!($set in $file { $($name)+ });
        [$($value),+]
    }};
    ($set:ident in $file:ident { $($name:ident $(after $label:ident)?: $value:expr),+ $(,)? }) => {{
        $crate::split::weights::named!($set in $file { $($name)+ });
        #[allow(non_local_definitions, reason = "the labels stand beside the values")]
        impl $set {
            pub(in crate::split) const AFTER: [Option<Label>; Self::COUNT] =
                [$([$(Some(Label::$label),)? None][0]),+];
        }
        [$($value),+]
    }};
}
pub(super) use features;

/// Gives a type the names of features, and their weights.
macro_rules! named {
    ($set:ident in $file:ident { $($name:ident)+ }) => {
        #[allow(non_local_definitions, dead_code, reason = "the names stand beside the values; not all are shown")]
        impl $set {
            pub(in crate::split) const COUNT: usize = [$(stringify!($name)),+].len();
            pub(in crate::split) const NAMES: [&'static str; Self::COUNT] = [$(stringify!($name)),+];
            pub(in crate::split) const WEIGHTS: [$crate::split::weights::learned::$file::Weight; Self::COUNT] =
                [$($crate::split::weights::learned::$file::$name),+];
        }
    };
}
pub(super) use named;

/// Where the name stands among these.
pub(super) const fn position(names: &[&str], name: &str) -> usize {
    let mut n = 0;
    while !same(names[n].as_bytes(), name.as_bytes()) {
        n += 1;
    }
    n
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    a.len() == b.len() && i == a.len()
}

/// One row after the other.
const fn concat<T: Copy, const A: usize, const B: usize, const N: usize>(a: [T; A], b: [T; B]) -> [T; N] {
    assert!(A + B == N);
    let mut all = [a[0]; N];
    let mut i = 1;
    while i < N {
        all[i] = if i < A { a[i] } else { b[i - A] };
        i += 1;
    }
    all
}

/// A table a kind or manner of page, or a state of the sentence, of rows that have them all.
const fn by_kind<T: Copy, const KINDS: usize, const N: usize>(rows: [[T; KINDS]; N]) -> [[T; N]; KINDS] {
    let mut tables = [[rows[0][0]; N]; KINDS];
    let mut i = 0;
    while i < N * KINDS {
        tables[i % KINDS][i / KINDS] = rows[i / KINDS][i % KINDS];
        i += 1;
    }
    tables
}

/// What stands around a line: its words elsewhere, the sentence around it, its indent.
pub(super) const AROUND_FEATURES: usize = SaidFeature::COUNT + BridgeFeature::COUNT + ShapeFeature::COUNT;

/// Weights of what is seen of a line, for each habit of a page.
pub(super) static EMISSION: [[Row; LineFeature::COUNT]; HABITS] = by_kind(LineFeature::WEIGHTS);
/// Weights of what stands around a line, for each habit of a page.
pub(super) static AROUND: [[Row; AROUND_FEATURES]; HABITS] = by_kind(concat::<_, { SaidFeature::COUNT }, _, _>(
    SaidFeature::WEIGHTS,
    concat::<_, _, _, { BridgeFeature::COUNT + ShapeFeature::COUNT }>(BridgeFeature::WEIGHTS, ShapeFeature::WEIGHTS),
));
/// Weights of where a line stands in the form of its page.
pub(super) static FORMS: [Row; FormFeature::COUNT] = FormFeature::WEIGHTS;
/// Weights of the step from a body line.
pub(super) static FROM_BODY: [Row; AfterBody::COUNT] = AfterBody::WEIGHTS;
/// Weights of the step from a line that is no body text: after a complete sentence, then in mid-sentence.
pub(super) static FROM_OTHER: [[Row; AfterOther::COUNT]; 2] = by_kind(AfterOther::WEIGHTS);

/// That a gap between paragraphs parts two articles, for each manner of a page.
pub(super) static BOUNDARY: [Gap; MANNERS] = by_kind(GapFeature::WEIGHTS);
/// That head lines are the headline of an article.
pub(super) const HEADLINE: [Fit; MANNERS] = by_kind(concat::<_, { PlaceFeature::COUNT }, { SeenFeature::COUNT }, _>(
    PlaceFeature::WEIGHTS,
    SeenFeature::WEIGHTS,
));
/// That two lines of a head block are of one headline.
pub(super) const JOIN: [Join; MANNERS] = by_kind(JoinFeature::WEIGHTS);
/// That a head line is no article's headline.
pub(super) const NONE: [Unclaimed; MANNERS] = by_kind(NoneFeature::WEIGHTS);

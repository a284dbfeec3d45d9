//! Log-odds that turns are judged by: estimated from composed pages, then settled by coordinate search
//! (`cargo dev learn turns`).

use crate::split::weights::learned::turns;

/// What each sign of a turn, or against one, weighs.
#[derive(Debug, Clone)]
pub(in crate::split) struct Weights {
    /// That articles of a page are read in turns at all, and that two more are where two are.
    pub prior: [f32; 2],
    /// An article breaks off where another begins: in mid-sentence, at a sentence's end.
    pub breaks: [f32; 2],
    /// The other one begins without a headline or lead.
    pub bare: [f32; 1],
    /// The article read until a turn waits from then on, in mid-sentence or at a sentence's end; or it is over.
    pub waits: [f32; 2],
    pub over: [f32; 2],
    /// A turn below a headline.
    pub headed: [f32; 1],
    /// While one article waits: another seems to begin, a headline or lead stands there.
    pub passed: [f32; 2],
    /// A line goes on after a character: for each [`Joint`](crate::split::joint::Joint) (word, usual, silent,
    /// unusual) where the characters across stand together nowhere else, two of them do, three do.
    pub word: [f32; 3],
    pub usual: [f32; 3],
    pub silent: [f32; 3],
    pub unusual: [f32; 3],
    /// The line above is short; it ends with a comma; with a colon or semicolon.
    pub mark: [f32; 3],
    /// A bracket opened above is closed below; it is not; one is closed that was not opened.
    pub bracket: [f32; 3],
    /// A paragraph begins after an open full line, an open short line, a sentence's end.
    pub begins: [f32; 3],
    /// None begins after a sentence's end where paragraphs are indented, the line above being full or short; where
    /// they are not.
    pub flush: [f32; 3],
    /// Weight of what blank lines say, and of what the content says.
    pub blank: [f32; 1],
    pub content: [f32; 1],
    /// A first piece ends; one of the same height as the one before, a row more or less, two, one that is longer,
    /// shorter, shorter and the last one.
    pub heights: [f32; 7],
}

/// Gives the weights of each field their names in `weights/turns.tsv`.
macro_rules! turns {
    ($($field:ident: [$($name:ident),+]),+ $(,)?) => {
        /// The weights learned.
        pub(in crate::split) const LEARNED: Weights = Weights { $($field: [$(turns::$name),+]),+ };

        #[cfg(feature = "learn")]
        impl Weights {
            /// Every weight with its name.
            pub(in crate::split) fn all(&mut self) -> Vec<(&'static str, &mut f32)> {
                let weights = [$(&mut self.$field[..]),+].into_iter().flatten();
                [$($(stringify!($name)),+),+].into_iter().zip(weights).collect()
            }
        }
    };
}

turns! {
    prior: [first, more],
    breaks: [breaks_in_sentence, breaks_after_sentence],
    bare: [begins_bare],
    waits: [waits_in_sentence, waits_after_sentence],
    over: [over_in_sentence, over_after_sentence],
    headed: [below_headline],
    passed: [passed_beginning, passed_headline_or_lead],
    word: [within_word, within_word_twice, within_word_thrice],
    usual: [usual_pair, usual_pair_twice, usual_pair_thrice],
    silent: [unknown_pair, unknown_pair_twice, unknown_pair_thrice],
    unusual: [unlikely_pair, unlikely_pair_twice, unlikely_pair_thrice],
    mark: [short_above, comma_above, weak_mark_above],
    bracket: [bracket_closed, bracket_not_closed, bracket_not_opened],
    begins: [begins_after_open_full, begins_after_open_short, begins_after_sentence],
    flush: [flush_after_full, flush_after_short, flush_unindented_page],
    blank: [blank_lines],
    content: [content],
    heights: [
        height_first, height_same, height_off_1, height_off_2, height_longer, height_shorter, height_shorter_last
    ],
}

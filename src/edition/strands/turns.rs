//! The most plausible turns of a page: a Viterbi pass over its lines of text that remembers, beside the article that
//! is read, one that waits with its last line.
//!
//! At every line the waiting article may go on. That is likely where the line follows the waiting one better than the
//! line above it, where a blank line parts a sentence, where what follows speaks of the same as the waiting article,
//! and where the pieces of an article are as long as each other. All are log-odds against the lines as they stand.

use super::said::{Ahead, Said, Topics};
use super::sheet::Sheet;

/// Lines of text of one piece at most.
const REACH: usize = 160;
/// A path so far below the text as it stands is not followed any further.
const HOPELESS: f32 = -14.0;
/// Log-odds that articles of a page are read in turns at all.
const PRIOR: f32 = -4.0;
/// Log-odds of an article that breaks off where another begins, in mid-sentence and at a sentence's end.
const BREAKS: [f32; 2] = [-1.0, -4.5];
/// Another article waits from now on, or the one that ends here is over: the line above is open, closed.
const WAITS: [f32; 2] = [-0.2, -1.0];
const OVER: [f32; 2] = [-4.0, -0.7];

/// What happens before a line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Another article begins, and the one above waits.
    Begins,
    /// The waiting article goes on, and the one above waits.
    GoesOn,
    /// The waiting article goes on, and the one above is over.
    GoesOnAlone,
}

/// A turn on the way, and the one before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// The line of text, by its number among them.
    pub at: usize,
    pub turn: Turn,
    pub score: f32,
    before: Option<usize>,
}

/// An article is read while another waits.
#[derive(Debug, Clone, Copy)]
struct Path {
    score: f32,
    /// The last line of text of the article that waits.
    waits: usize,
    /// Rows of the last whole piece of the article that waits and of the one that is read.
    heights: [Option<usize>; 2],
    last: usize,
}

/// The most plausible turns, in order; none where the lines make sense as they stand.
pub(super) fn turns(sheet: &Sheet, begins: &impl Fn(usize) -> bool) -> Vec<Step> {
    let none = Said::default();
    let count = sheet.text.len();
    let broken = |k: usize| sheet.opens(k) && sheet.open(k - 1) && sheet.follows(&none, k - 1, k) < 0.5;
    if !(1..count).any(broken) {
        return Vec::new();
    }
    let search = Search {
        sheet,
        said: Said::of(sheet.texts()),
        topics: Topics::of(sheet.texts()),
        blanks: sheet.blanks(),
        begins: (0..count).map(|k| begins(sheet.text[k].line)).collect(),
    };
    if search.run(PRIOR).is_empty() { Vec::new() } else { search.run(0.0) }
}

struct Search<'a> {
    sheet: &'a Sheet<'a>,
    said: Said,
    topics: Topics,
    blanks: [f32; 2],
    begins: Vec<bool>,
}

impl Search<'_> {
    /// What a blank line above a line says of a break, or that there is none.
    fn parted(&self, k: usize) -> f32 {
        if self.sheet.line(k).page_blanks && !self.sheet.open(k - 1) {
            return 0.0;
        }
        self.blanks[usize::from(!self.sheet.text[k].blank)]
    }

    /// The best turns where each group of them costs so much.
    fn run(&self, prior: f32) -> Vec<Step> {
        let sheet = self.sheet;
        let mut steps: Vec<Step> = Vec::new();
        let (mut alone, mut alone_last): (f32, Option<usize>) = (0.0, None);
        let mut paths: Vec<Path> = Vec::new();
        let mut ahead = Ahead::new(&self.topics);
        // The line at which the article that is read alone began.
        let mut began = 0;
        for k in 1..sheet.text.len() {
            let mut step = |turn, before, score| {
                steps.push(Step { at: k, turn, score, before });
                steps.len() - 1
            };
            let closed = usize::from(!sheet.open(k - 1));
            let (headed, lead) = (sheet.text[k].headed, sheet.line(k).lead);
            let here = sheet.follows(&self.said, k - 1, k);
            let parted = self.parted(k) - here - if headed { 3.0 } else { 0.0 };
            let mut content = None;
            let mut best_alone: Option<(f32, Option<usize>)> = None;
            let mut best_pair: Option<Path> = None;
            for path in &mut paths {
                let mut turned = path.score + sheet.follows(&self.said, path.waits, k) + parted;
                if turned > alone + HOPELESS {
                    let above = *content.get_or_insert_with(|| {
                        ahead.of(k);
                        ahead.common(k - 1)
                    });
                    turned += (1.6 * ((ahead.common(path.waits) + 4.0) / (above + 4.0)).ln()).clamp(-4.0, 4.0);
                    let piece = sheet.rows(path.waits + 1, k);
                    let lasts = turned + WAITS[closed] + ends_after(piece, path.heights[1], false);
                    if best_pair.is_none_or(|b| lasts > b.score) && lasts > alone + HOPELESS {
                        let heights = [Some(piece), path.heights[0]];
                        best_pair = Some(Path { score: lasts, waits: k - 1, heights, last: path.last });
                    }
                    let over = turned + OVER[closed] + ends_after(piece, path.heights[1], true);
                    if over > alone && best_alone.is_none_or(|b| over > b.0) {
                        best_alone = Some((over, Some(path.last)));
                    }
                }
                if self.begins[k] {
                    path.score -= 3.0;
                } else if headed || lead {
                    path.score -= 1.0;
                }
            }
            if sheet.opens(k) {
                let begins = alone + prior + BREAKS[closed] - if closed == 0 { here } else { 0.0 }
                    - if headed || lead { 0.0 } else { 2.0 };
                if begins > alone + HOPELESS {
                    let last = step(Turn::Begins, alone_last, begins);
                    let height = sheet.rows(began, k);
                    paths.push(Path { score: begins, waits: k - 1, heights: [Some(height), None], last });
                }
                if headed || lead {
                    began = k;
                }
            }
            if let Some(mut path) = best_pair {
                path.last = step(Turn::GoesOn, Some(path.last), path.score);
                paths.push(path);
            }
            if let Some((score, last)) = best_alone {
                alone_last = Some(step(Turn::GoesOnAlone, last, score));
                alone = score;
            }
            paths.retain(|p| p.score > alone + HOPELESS && k - p.waits < REACH);
        }
        let mut turns = Vec::new();
        while let Some(last) = alone_last {
            turns.push(steps[last]);
            alone_last = steps[last].before;
        }
        turns.reverse();
        turns
    }
}

/// How likely a piece of an article ends after so many rows, as a logarithm, where the one before had `before`; the
/// last one may be shorter.
fn ends_after(piece: usize, before: Option<usize>, last: bool) -> f32 {
    if piece < 2 {
        return -6.0;
    }
    let Some(before) = before else { return -3.4 };
    match piece as isize - before as isize {
        0 => -1.0,
        -1..=1 => -2.0,
        -2..=2 => -3.0,
        3.. => -4.2,
        _ if last => -3.2,
        _ => -4.2,
    }
}

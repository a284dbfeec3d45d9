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
/// Paths followed at once at most.
const MOST_PATHS: usize = 12;
/// A path so far below the text as it stands is not followed any further.
const HOPELESS: f32 = -8.0;
/// Log-odds that the content says at most.
const MOST_CONTENT: f32 = 4.0;
/// Log-odds of a line that goes on with the one above, below which the text is broken there.
const BROKEN: f32 = -2.5;
/// A piece of fewer rows hardly is one.
const LEAST: usize = 2;
const NEVER: f32 = -6.0;

/// What happens before a line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::split) enum Turn {
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
    /// One of its turns at least is no place where a paragraph might end.
    broken: bool,
}

/// The most plausible turns, in order; none where the lines make sense as they stand.
pub(super) fn turns(sheet: &Sheet, begins: &[bool]) -> Vec<Step> {
    let none = Said::default();
    let count = sheet.text.len();
    let blanks = sheet.blanks();
    let broken = |k: &usize| {
        let follows = sheet.follows(&none, *k - 1, *k);
        if sheet.text[*k].headed {
            sheet.open(*k - 1) && follows < -1.0
        } else {
            follows - sheet.parted(&blanks, *k) < BROKEN
        }
    };
    // In columns most lines end within a sentence. Where one article breaks off in another, that one breaks off, too.
    let open = (0..count).filter(|&k| sheet.open(k)).count();
    if open * 4 < count || (1..count).filter(broken).nth(1).is_none() {
        return Vec::new();
    }
    let search = Search {
        sheet,
        said: Said::of(sheet.texts()),
        topics: Topics::of(sheet.texts()),
        blanks,
        begins: (0..count).map(|k| begins[sheet.text[k].line]).collect(),
    };
    let [first, more] = sheet.weights.prior;
    if search.run(first).is_empty() { Vec::new() } else { search.run(more) }
}

struct Search<'a> {
    sheet: &'a Sheet<'a>,
    said: Said,
    topics: Topics,
    blanks: [[f32; 2]; 2],
    begins: Vec<bool>,
}

impl Search<'_> {
    /// The best turns where each group of them costs so much.
    fn run(&self, prior: f32) -> Vec<Step> {
        let sheet = self.sheet;
        let weights = sheet.weights;
        let mut steps: Vec<Step> = Vec::new();
        let (mut alone, mut alone_last): (f32, Option<usize>) = (0.0, None);
        let mut paths: Vec<Path> = Vec::new();
        let mut ahead = Ahead::new(&self.topics);
        // The line at which the article that is read alone began.
        let mut began = 0;
        for k in 1..sheet.text.len() {
            let mut step = |turn, before| {
                steps.push(Step { at: k, turn, before });
                steps.len() - 1
            };
            let closed = usize::from(!sheet.open(k - 1));
            let (headed, lead) = (sheet.text[k].headed, sheet.line(k).lead);
            let here = sheet.follows(&self.said, k - 1, k);
            let parted = sheet.parted(&self.blanks, k) - here + if headed { weights.headed[0] } else { 0.0 };
            let breaks = !sheet.may_begin(k);
            let mut content = None;
            let mut best_alone: Option<(f32, Option<usize>)> = None;
            let mut best_pair: Option<Path> = None;
            for path in &mut paths {
                let piece = sheet.rows(path.waits + 1, k);
                let turned = path.score + sheet.follows(&self.said, path.waits, k) + parted;
                let lasts = turned + weights.waits[closed] + self.ends_after(piece, path.heights[1], false);
                let over = turned + weights.over[closed] + self.ends_after(piece, path.heights[1], true);
                let to_beat = best_pair.map_or(alone + HOPELESS, |b| b.score.max(alone + HOPELESS));
                let alone_to_beat = best_alone.map_or(alone, |b| b.0);
                // Looking at the content takes time.
                if lasts + MOST_CONTENT > to_beat || over + MOST_CONTENT > alone_to_beat {
                    let above = *content.get_or_insert_with(|| {
                        ahead.of(k);
                        ahead.common(k - 1)
                    });
                    let odds = weights.content[0] * ((ahead.common(path.waits) + 4.0) / (above + 4.0)).ln();
                    let odds = odds.clamp(-MOST_CONTENT, MOST_CONTENT);
                    if lasts + odds > to_beat {
                        let heights = [Some(piece), path.heights[0]];
                        let broken = path.broken || breaks;
                        best_pair = Some(Path { score: lasts + odds, waits: k - 1, heights, last: path.last, broken });
                    }
                    if over + odds > alone_to_beat && (path.broken || breaks) {
                        best_alone = Some((over + odds, Some(path.last)));
                    }
                }
                if self.begins[k] {
                    path.score += weights.passed[0];
                } else if headed || lead {
                    path.score += weights.passed[1];
                }
            }
            if sheet.opens(k) {
                let begins = alone + prior + weights.breaks[closed] - if closed == 0 { here } else { 0.0 }
                    + if headed || lead { 0.0 } else { weights.bare[0] };
                if begins > alone + HOPELESS {
                    let last = step(Turn::Begins, alone_last);
                    let height = sheet.rows(began, k);
                    paths.push(Path {
                        score: begins,
                        waits: k - 1,
                        heights: [Some(height), None],
                        last,
                        broken: closed == 0,
                    });
                }
                if headed || lead {
                    began = k;
                }
            }
            if let Some(mut path) = best_pair {
                path.last = step(Turn::GoesOn, Some(path.last));
                paths.push(path);
            }
            if let Some((score, last)) = best_alone {
                alone_last = Some(step(Turn::GoesOnAlone, last));
                alone = score;
            }
            paths.retain(|p| p.score > alone + HOPELESS && k - p.waits < REACH);
            if paths.len() > MOST_PATHS {
                paths.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.waits.cmp(&a.waits)));
                paths.truncate(MOST_PATHS);
            }
        }
        let mut turns = Vec::new();
        while let Some(last) = alone_last {
            turns.push(steps[last]);
            alone_last = steps[last].before;
        }
        turns.reverse();
        turns
    }

    /// How likely a piece of an article ends after so many rows, as a logarithm, where the one before had `before`; the
    /// last one may be shorter.
    fn ends_after(&self, piece: usize, before: Option<usize>, last: bool) -> f32 {
        let [first, same, one, two, longer, shorter, shorter_last] = self.sheet.weights.heights;
        if piece < LEAST {
            return NEVER;
        }
        let Some(before) = before else { return first };
        match piece.abs_diff(before) {
            0 => same,
            1 => one,
            2 => two,
            _ if piece > before => longer,
            _ if last => shorter_last,
            _ => shorter,
        }
    }
}

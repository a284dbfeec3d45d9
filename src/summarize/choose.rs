//! Scored clauses → summary: greedy choice while it fits.
//!
//! A choice is a run of clauses of one sentence: it begins with the sentence, or behind opening
//! circumstances, and ends at a clause that does not announce another. Its gain is
//!
//! ```text
//! Σ chars · (score · (1 − REPEATED · repeated) − WORTH) + WHOLE + FOLLOWING − LEFT_OUT · circumstances
//! ```
//!
//! over its clauses, where `repeated` is the share of a clause's pairs that the summary holds already
//! (maximal marginal relevance: Carbonell and Goldstein, SIGIR 1998). The run with the largest
//! gain / ∛chars is taken, again and again, until none fits or none gains.

use super::clauses::{Article, Sentence};
use super::weights::{FOLLOWING, LEFT_OUT, REPEATED, WHOLE, WORTH};

/// Shortest beginning of a sentence that is taken without its rest, in characters.
const SHORTEST_PART: usize = 8;

/// A run of clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    from: usize,
    to: usize,
}

/// A run that might be taken next.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    sentence: usize,
    run: Run,
    chars: usize,
    worth: f32,
}

/// What is taken already.
struct Taken<'a, 't> {
    article: &'a Article<'t>,
    scores: &'a [f32],
    runs: Vec<Option<Run>>,
    held: Vec<bool>,
    chars: usize,
    most: usize,
}

/// The summary.
pub(super) fn chosen(article: &Article<'_>, scores: &[f32], most: usize) -> String {
    let mut taken = Taken {
        article,
        scores,
        runs: vec![None; article.sentences.len()],
        held: vec![false; article.kinds],
        chars: 0,
        most,
    };
    // A heading and its space: nothing shorter than two characters is ever added.
    while taken.chars + 2 <= most || taken.chars == 0 {
        let Some(best) = taken.best() else { break };
        taken.take(best);
    }
    taken.text()
}

impl Taken<'_, '_> {
    fn best(&self) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        for (s, sentence) in self.article.sentences.iter().enumerate() {
            let follows = s > 0 && self.ends(s - 1);
            if self.ends(s) || sentence.refers_back && !follows && self.runs[s].is_none() && s > 0 {
                continue;
            }
            self.runs_of(s, sentence, follows, |candidate| {
                if best.is_none_or(|b| candidate.worth > b.worth) {
                    best = Some(candidate);
                }
            });
        }
        best
    }

    /// The sentence is taken to its end.
    fn ends(&self, s: usize) -> bool {
        self.runs[s].is_some_and(|r| r.to == self.article.sentences[s].clauses.end)
    }

    fn runs_of(&self, s: usize, sentence: &Sentence, follows: bool, mut found: impl FnMut(Candidate)) {
        let clauses = &self.article.clauses;
        let all = sentence.clauses.clone();
        let mut start = sentence.first;
        loop {
            let from = self.runs[s].map_or(start, |r| r.to);
            let (mut gain, mut chars) = (0.0, 0);
            for c in from..all.end {
                let clause = &clauses[c];
                gain += clause.chars as f32 * (self.scores[c] * (1.0 - REPEATED * self.repeated(c)) - WORTH);
                chars += clause.chars;
                let alone = self.chars == 0 && c == start;
                if self.chars + chars + self.space(s) > self.most && !alone {
                    break;
                }
                let last = c + 1 == all.end;
                let part = chars < SHORTEST_PART && self.runs[s].is_none() && !last;
                if clause.dangling || chars == 0 || part {
                    continue;
                }
                let whole = if last && !sentence.subhead { WHOLE } else { 0.0 };
                let following = if follows && from == sentence.first { FOLLOWING } else { 0.0 };
                let gain = gain + whole + following - LEFT_OUT * (start - sentence.first) as f32;
                if gain > 0.0 || self.chars == 0 {
                    let run = Run { from: self.runs[s].map_or(start, |r| r.from), to: c + 1 };
                    found(Candidate { sentence: s, run, chars, worth: gain / (chars as f32).cbrt() });
                }
            }
            if self.runs[s].is_some() || !clauses[start].circumstance || start + 1 >= all.end {
                return;
            }
            start += 1;
        }
    }

    /// Room for the space before another line or part.
    fn space(&self, s: usize) -> usize {
        usize::from(self.chars > 0 && self.runs[s].is_none())
    }

    fn repeated(&self, c: usize) -> f32 {
        let pairs = &self.article.pairs[self.article.clauses[c].pairs.clone()];
        if self.chars == 0 || pairs.is_empty() {
            return 0.0;
        }
        pairs.iter().filter(|&&p| self.held[p as usize]).count() as f32 / pairs.len() as f32
    }

    fn take(&mut self, best: Candidate) {
        self.chars += best.chars + self.space(best.sentence);
        for clause in &self.article.clauses[best.run.from..best.run.to] {
            for &pair in &self.article.pairs[clause.pairs.clone()] {
                self.held[pair as usize] = true;
            }
        }
        self.runs[best.sentence] = Some(best.run);
    }

    fn text(&self) -> String {
        let mut text = String::new();
        let runs = self.runs.iter().enumerate().filter_map(|(s, run)| run.map(|r| (s, r)));
        for (_, run) in runs {
            if !text.is_empty() {
                let ended = text.trim_end_matches(['，', '；', '：', ',', ';', '、']).len();
                text.truncate(ended);
                if !text.ends_with(['。', '！', '？', '…', '”', '」', '』', '!', '?']) {
                    text.push(' ');
                }
            }
            for clause in &self.article.clauses[run.from..run.to] {
                text.push_str(clause.text);
            }
        }
        let ended = text.trim_end_matches(['，', '；', '：', ',', ';', '、', ' ', '\u{3000}']).len();
        text.truncate(ended);
        if text.chars().count() > 2 * self.most.max(20) {
            let cut = super::lead::cut_inside(&text, self.most).len();
            text.truncate(cut);
        }
        text
    }
}

//! Scored clauses → summary: greedy choice while it fits.
//!
//! A choice is a run of clauses of one sentence: it begins with the sentence, or at a clause that can
//! stand without those before it, and ends at a clause that does not announce another. Its gain is
//!
//! ```text
//! Σ chars · (score · (1 − REPEATED · repeated) − WORTH) + (WHOLE − LEFT_OUT) · (most/60)² + FOLLOWING
//! ```
//!
//! over its clauses, where `repeated` is the share of a clause's pairs that the summary holds already
//! (maximal marginal relevance: Carbonell and Goldstein, SIGIR 1998). `WHOLE` is for a sentence taken
//! whole, `LEFT_OUT` for one without its beginning, both the stronger the more room there is;
//! `FOLLOWING` is for a sentence behind one taken to its end. The run with the largest gain / ∛chars
//! is taken, again and again, until none fits or none gains.

use super::Length;
use super::clauses::{Article, Sentence};
use super::weights::{FOLLOWING, LEFT_OUT, REPEATED, WHOLE, WORTH};

/// Shortest beginning of a sentence that is taken without its rest, in characters.
const SHORTEST_PART: usize = 8;
/// Shortest sentence that is taken without the one before.
const SHORTEST_SENTENCE: usize = 10;
/// A clause longer than the summary may be is taken when it is worth this many times what fits, and
/// half too long at most.
const TELLING: f32 = 1.5;
/// Summaries of this many characters are made of whole sentences, but for the first.
const ROOMY: usize = 80;

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
    /// What each clause adds now.
    adds: Vec<f32>,
    chars: usize,
    most: usize,
    /// How many sentences may still be taken, when they are counted.
    sentences_left: Option<usize>,
    /// How much whole sentences matter: the more, the more of them there is room for.
    room: f32,
}

/// The summary.
pub(super) fn chosen(article: &Article<'_>, scores: &[f32], length: Length) -> String {
    let most = length.most();
    let (sentences_left, room) = match length {
        Length::Chars(most) => (None, (most as f32 / 60.0).powi(2)),
        Length::Sentences(sentences) => (Some(sentences), (sentences as f32).powi(2)),
    };
    let mut taken = Taken {
        article,
        scores,
        runs: vec![None; article.sentences.len()],
        held: vec![false; article.kinds],
        adds: vec![0.0; article.clauses.len()],
        chars: 0,
        most,
        sentences_left,
        room,
    };
    // A heading and its space: nothing shorter than two characters is ever added.
    while (taken.chars + 2 <= most || taken.chars == 0) && taken.sentences_left != Some(0) {
        taken.weigh();
        let Some(best) = taken.best() else { break };
        taken.take(best);
    }
    taken.text()
}

impl Taken<'_, '_> {
    fn weigh(&mut self) {
        for c in 0..self.adds.len() {
            let worth = self.scores[c] * (1.0 - REPEATED * self.repeated(c)) - WORTH;
            self.adds[c] = self.article.clauses[c].chars as f32 * worth;
        }
    }

    fn best(&self) -> Option<Candidate> {
        let (mut fitting, mut longer): (Option<Candidate>, Option<Candidate>) = (None, None);
        for (s, sentence) in self.article.sentences.iter().enumerate() {
            let follows = s > 0 && self.ends(s - 1);
            if self.ends(s) || sentence.refers_back && !follows && self.runs[s].is_none() && s > 0 {
                continue;
            }
            self.runs_of(s, sentence, follows, |candidate| {
                let best = if candidate.chars <= self.most { &mut fitting } else { &mut longer };
                if best.is_none_or(|b| candidate.worth > b.worth) {
                    *best = Some(candidate);
                }
            });
        }
        let telling =
            |l: &Candidate| fitting.is_none_or(|f| l.worth > TELLING * f.worth && 2 * l.chars <= 3 * self.most);
        longer.filter(telling).or(fitting)
    }

    /// The sentence is taken to its end.
    fn ends(&self, s: usize) -> bool {
        self.runs[s].is_some_and(|r| r.to == self.article.sentences[s].clauses.end)
    }

    fn runs_of(&self, s: usize, sentence: &Sentence, follows: bool, mut found: impl FnMut(Candidate)) {
        let clauses = &self.article.clauses;
        let all = sentence.clauses.clone();
        let last_start = if self.sentences_left.is_some() { sentence.first + 1 } else { all.end };
        for start in sentence.first..last_start {
            if !clauses[start].opens && start != sentence.first && self.runs[s].is_none() {
                continue;
            }
            let from = self.runs[s].map_or(start, |r| r.to);
            let (mut gain, mut chars) = (0.0, 0);
            for (c, clause) in clauses.iter().enumerate().take(all.end).skip(from) {
                gain += self.adds[c];
                chars += clause.chars;
                let alone = self.chars == 0 && c == start;
                if self.chars + chars + self.space(s) > self.most && !alone {
                    break;
                }
                let last = c + 1 == all.end;
                if chars == 0 || !last && !self.may_end(c, s, chars) || last && !self.may_stand(s, chars, follows) {
                    continue;
                }
                let begins = from == sentence.first;
                let whole = if begins && last && !sentence.subhead && !self.round_up() { WHOLE } else { 0.0 };
                let left_out = if !begins && self.runs[s].is_none() { LEFT_OUT } else { 0.0 };
                let following = if follows && begins { FOLLOWING } else { 0.0 };
                let gain = gain + (whole - left_out) * self.room + following;
                if gain > 0.0 || self.chars == 0 {
                    let run = Run { from: self.runs[s].map_or(start, |r| r.from), to: c + 1 };
                    found(Candidate { sentence: s, run, chars, worth: gain / (chars as f32).cbrt() });
                }
            }
            if self.runs[s].is_some() {
                return;
            }
        }
    }

    /// A part of a sentence may end behind this clause: it announces nothing, does not only set the
    /// scene, and is not short; and where there is room for whole sentences only the first is cut.
    fn may_end(&self, c: usize, s: usize, chars: usize) -> bool {
        let clause = &self.article.clauses[c];
        let short = chars < SHORTEST_PART && self.runs[s].is_none();
        let cut = self.chars > 0 && self.most >= ROOMY && !self.round_up();
        !clause.dangling && !clause.circumstance && !short && !cut && self.sentences_left.is_none()
    }

    /// A sentence or its end may be taken: behind others it is neither too short to tell anything on
    /// its own, nor a question, nor broken off.
    fn may_stand(&self, s: usize, chars: usize, follows: bool) -> bool {
        let sentence = &self.article.sentences[s];
        let question = self.article.clauses[sentence.clauses.end - 1].text.ends_with(['？', '?']);
        let short = chars < SHORTEST_SENTENCE && !follows && !sentence.subhead && self.runs[s].is_none();
        self.chars == 0 || !short && !question && !sentence.broken
    }

    fn round_up(&self) -> bool {
        self.article.subheads >= 2
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
        self.sentences_left = self.sentences_left.map(|n| n.saturating_sub(1));
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

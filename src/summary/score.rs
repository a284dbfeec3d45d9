//! Clause → score: the share of its character pairs that an editor is expected to keep.

use super::clauses::{Article, Clause, Sentence};
use super::phrases;
use super::weights::{FEATURES, Feature, WEIGHTS};

/// What is seen of a clause, in the order of [`Feature`].
pub(super) type Seen = [f32; FEATURES];

/// The score of every clause.
pub(super) fn scores(article: &Article<'_>) -> Vec<f32> {
    let mut scores = Vec::with_capacity(article.clauses.len());
    each_seen(article, |seen| scores.push(seen.iter().zip(&WEIGHTS).map(|(x, (_, w))| x * w).sum()));
    scores
}

/// Calls `found` for every clause with what is seen of it.
pub(super) fn each_seen(article: &Article<'_>, mut found: impl FnMut(&Seen)) {
    let logs = sentences_with(article);
    let headline = article.in_headline;
    let mut counted = vec![0_u32; headline as usize];
    let mut body = 0_usize;
    let round_up = article.subheads >= 2;
    let opens = article.sentences.first().is_some_and(|s| s.subhead);
    for sentence in &article.sentences {
        let clauses = &article.clauses[sentence.clauses.clone()];
        let pairs = &article.pairs[clauses[0].pairs.start..clauses[clauses.len() - 1].pairs.end];
        let whole_share = share(pairs, headline);
        for (n, clause) in clauses.iter().enumerate() {
            let pairs = &article.pairs[clause.pairs.clone()];
            let stamp = (sentence.clauses.start + n) as u32 + 1;
            let covered = pairs
                .iter()
                .filter(|&&p| p < headline && std::mem::replace(&mut counted[p as usize], stamp) != stamp)
                .count();
            let share = share(pairs, headline);
            let central = pairs.iter().map(|&p| logs[p as usize]).sum::<f32>() / pairs.len().max(1) as f32;
            let mut seen = place(sentence, body, n, clause, round_up, opens);
            let mut set = |f: Feature, x: f32| seen[f as usize] = x;
            set(Feature::HeadlineCovered, covered as f32 / headline.max(1) as f32);
            set(Feature::InHeadline, share);
            set(Feature::InHeadlineSquared, share * share);
            set(Feature::SentenceInHeadline, whole_share);
            set(Feature::Central, central);
            let in_round_up = round_up && !sentence.subhead;
            set(Feature::RoundUpInHeadline, on(in_round_up) * share);
            set(Feature::RoundUpCentral, on(in_round_up) * central);
            set(Feature::FirstInHeadline, on(body == 0 && !sentence.subhead) * share);
            found(&seen);
        }
        body += usize::from(!sentence.subhead);
    }
}

/// What is seen of a clause's place and wording.
fn place(sentence: &Sentence, body: usize, n: usize, clause: &Clause<'_>, round_up: bool, opens: bool) -> Seen {
    let mut seen = [0.0; FEATURES];
    let mut set = |f: Feature, x: f32| seen[f as usize] = x;
    let text = !sentence.subhead;
    let first_paragraph = text && sentence.paragraph == 0;
    let circumstance = n == 0 && clause.circumstance;
    set(Feature::Always, 1.0);
    set(Feature::FirstSentence, on(text && body == 0));
    set(Feature::SecondSentence, on(text && body == 1));
    set(Feature::FirstParagraph, on(first_paragraph));
    set(Feature::Later, if text { (1.0 + body as f32).ln() } else { 0.0 });
    set(Feature::Subhead, on(sentence.subhead && round_up));
    set(Feature::SubheadOfOpening, on(sentence.subhead && round_up && opens));
    set(Feature::LoneSubhead, on(sentence.subhead && !round_up));
    set(Feature::RoundUpText, on(text && round_up));
    set(Feature::RoundUpLead, on(text && round_up && body == 0));
    set(Feature::LaterClause, if n >= 2 { n.min(6) as f32 / 6.0 } else { 0.0 });
    set(Feature::Long, clause.chars.min(40) as f32 / 40.0);
    set(Feature::Circumstance, on(circumstance));
    set(Feature::LeadCircumstance, on(circumstance && first_paragraph));
    set(Feature::Boilerplate, on(phrases::is_boilerplate(clause.text)));
    set(Feature::Said, on(phrases::is_said(clause.text)));
    set(Feature::Question, on(clause.text.ends_with(['？', '！', '?', '!'])));
    set(Feature::Referring, on(n == 0 && sentence.refers_back));
    seen
}

/// For each pair, the logarithm of the number of sentences it stands in.
fn sentences_with(article: &Article<'_>) -> Vec<f32> {
    let mut last = vec![(0_u32, 0_u32); article.kinds];
    for (s, sentence) in article.sentences.iter().enumerate() {
        let clauses = &article.clauses[sentence.clauses.clone()];
        for &p in &article.pairs[clauses[0].pairs.start..clauses[clauses.len() - 1].pairs.end] {
            let (seen, count) = &mut last[p as usize];
            if *seen != s as u32 + 1 {
                *seen = s as u32 + 1;
                *count += 1;
            }
        }
    }
    last.into_iter().map(|(_, count)| if count > 1 { (count as f32).ln() } else { 0.0 }).collect()
}

/// Share of the pairs that stand in the headline.
fn share(pairs: &[u32], headline: u32) -> f32 {
    pairs.iter().filter(|&&p| p < headline).count() as f32 / pairs.len().max(1) as f32
}

fn on(x: bool) -> f32 {
    if x { 1.0 } else { 0.0 }
}

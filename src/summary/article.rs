//! Article → sentences → clauses, with the character pairs they hold.

use std::ops::Range;

use super::clauses::{each_clause, is_circumstance, is_loose, is_source};
use super::signs::{Signs, is_credit, leaves_open, signs};
use crate::pairs::PairNumbers;
use crate::segment::sentences;
use crate::split::parse_lead;

/// Sentences of text behind the first so many are not looked at.
const MOST_SENTENCES: usize = 60;

/// A stretch of a sentence between two commas, its comma included.
#[derive(Debug)]
pub(super) struct Clause<'t> {
    pub text: &'t str,
    /// Where it begins in its paragraph, in bytes.
    pub at: usize,
    /// Its length in characters.
    pub chars: usize,
    /// Its pairs in [`Article::pairs`].
    pub pairs: Range<usize>,
}

/// A sentence, or a line without a full stop.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its clauses in [`Article::clauses`].
    pub clauses: Range<usize>,
    /// First clause that a summary takes: the reporter's sources before it are left out.
    pub first: usize,
    /// First clause behind those that set time, place and circumstance.
    pub core: usize,
    /// The same, behind those that can be left out.
    pub loose: usize,
    /// Number of its paragraph, and of the sentence in it.
    pub paragraph: usize,
    pub in_paragraph: usize,
    /// A heading between paragraphs.
    pub heading: bool,
    /// What its words tell.
    pub signs: Signs,
    /// It stops short, or begins, where a column's end stands within the sentence.
    pub broken: bool,
    /// Its characters, without those sources.
    pub chars: usize,
}

/// An article ready for scoring.
#[derive(Debug, Default)]
pub(super) struct Article<'t> {
    pub sentences: Vec<Sentence>,
    pub clauses: Vec<Clause<'t>>,
    /// Pairs of neighbouring letters and digits, clause by clause, as numbers.
    pub pairs: Vec<u32>,
    /// How many pairs there are; those below `in_headline` stand in the headline.
    pub kinds: usize,
    pub in_headline: u32,
    /// How many of its paragraphs are headings.
    pub headings: usize,
}

impl<'t> Article<'t> {
    pub(super) fn new(headline: &str, paragraphs: &'t [impl AsRef<str>], most: usize) -> Self {
        let mut article = Self::default();
        let bytes: usize = paragraphs.iter().map(|p| p.as_ref().len()).sum();
        let mut numbers = PairNumbers::for_characters((bytes / 3).min(1 << 13));
        let mut unused = Vec::new();
        add_pairs(&mut numbers, headline, &mut unused);
        article.in_headline = numbers.len();
        let headings = headings(paragraphs);
        article.headings = headings.iter().filter(|h| **h).count();
        let mut chars = 0;
        for (p, paragraph) in paragraphs.iter().map(AsRef::as_ref).enumerate() {
            let lead = past_lead(paragraph);
            let text = &paragraph[lead..];
            let before = article.sentences.len();
            if headings[p] {
                article.add(text, (p, lead), true, false, &mut numbers);
            } else {
                let mut open = false;
                for range in sentences(text) {
                    let sentence = &text[range.clone()];
                    article.add(sentence, (p, lead + range.start), false, open, &mut numbers);
                    open = leaves_open(sentence, open);
                    chars += sentence.len() / 3;
                    if article.sentences.len() >= MOST_SENTENCES && chars >= 4 * most {
                        break;
                    }
                }
                article.mark_broken(before, text, p + 1 < paragraphs.len());
            }
            if article.sentences.len() >= MOST_SENTENCES && chars >= 4 * most {
                break;
            }
        }
        article.kinds = numbers.len() as usize;
        article
    }

    /// Marks what a column's end has parted: a paragraph that stops within a sentence, and the
    /// beginning of the next one. Lines of tables and lists hold no commas and stay whole.
    fn mark_broken(&mut self, before: usize, text: &str, more: bool) {
        if before > 0 && self.sentences.len() > before {
            let open = self.sentences[before - 1].broken && self.sentences[before - 1].signs.unended;
            self.sentences[before].broken |= open;
        }
        let stops = |c: char| c.is_alphanumeric() || "，、".contains(c);
        if more
            && self.sentences.len() > before
            && text.trim_end().ends_with(stops)
            && text.contains(['，', '。'])
            && let Some(last) = self.sentences.last_mut()
        {
            last.broken = true;
        }
    }

    fn add(
        &mut self,
        untrimmed: &'t str,
        (paragraph, at): (usize, usize),
        heading: bool,
        open: bool,
        numbers: &mut PairNumbers,
    ) {
        let at = at + untrimmed.len() - untrimmed.trim_start().len();
        let text = untrimmed.trim();
        if text.is_empty() || is_credit(text) {
            return;
        }
        let from = self.clauses.len();
        let (mut first, mut core, mut loose) = (from, from, from);
        each_clause(text, |clause| {
            let before = self.pairs.len();
            add_pairs(numbers, clause, &mut self.pairs);
            let here = self.clauses.len();
            if first == here && is_source(clause) {
                first += 1;
            }
            if core == here && (first > here || is_circumstance(clause)) {
                core += 1;
            }
            if loose == here && (first > here || is_loose(clause)) {
                loose += 1;
            }
            let at = at + clause.as_ptr() as usize - text.as_ptr() as usize;
            let chars = clause.chars().count();
            self.clauses.push(Clause { text: clause, at, chars, pairs: before..self.pairs.len() });
        });
        let end = self.clauses.len();
        if first == end {
            first = from;
        }
        if core == end {
            (core, loose) = (first, first);
        }
        let in_paragraph = match self.sentences.last() {
            Some(last) if last.paragraph == paragraph => last.in_paragraph + 1,
            _ => 0,
        };
        let kept = &text[self.clauses[first].at - at..];
        self.sentences.push(Sentence {
            clauses: from..end,
            first,
            core: core.max(first),
            loose: loose.max(first),
            paragraph,
            in_paragraph,
            heading,
            signs: signs(kept, open),
            broken: false,
            chars: kept.chars().count(),
        });
    }

    /// The pairs of some clauses that follow one another.
    pub(super) fn pairs_of(&self, clauses: Range<usize>) -> &[u32] {
        &self.pairs[self.clauses[clauses.start].pairs.start..self.clauses[clauses.end - 1].pairs.end]
    }
}

/// A letter or digit; nearly all are Han, and nearly all others common marks, which need no table.
fn is_text(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fa5}' => true,
        '，' | '。' | '、' | '：' | '；' | '！' | '？' | '“' | '”' | '（' | '）' | '《' | '》' | '…' | '—' => {
            false
        }
        c => c.is_alphanumeric(),
    }
}

/// Adds the numbers of the pairs of neighbouring letters and digits of a text; other marks are passed over.
fn add_pairs(numbers: &mut PairNumbers, text: &str, into: &mut Vec<u32>) {
    let mut before = None;
    for c in text.chars().filter(|&c| is_text(c)) {
        if let Some(before) = before {
            into.push(numbers.number(before, c));
        }
        before = Some(c);
    }
}

/// Past the lead's own words and a programme's name: 本报讯（记者 …）, 央视网消息（新闻联播）：.
pub(super) fn past_lead(paragraph: &str) -> usize {
    let bytes = parse_lead(paragraph).bytes;
    let rest = &paragraph[bytes..];
    if bytes > 0
        && rest.starts_with(['（', '('])
        && let Some(close) = rest.find(['）', ')']).filter(|&i| i <= 45)
    {
        let behind = rest[close..].trim_start_matches(['）', ')', ' ']);
        if behind.starts_with(['：', ':']) {
            return paragraph.len() - behind.trim_start_matches(['：', ':', ' ', '\u{3000}']).len();
        }
    }
    bytes
}

/// Which paragraphs are headings: short lines without a full stop, with a paragraph below.
fn headings(paragraphs: &[impl AsRef<str>]) -> Vec<bool> {
    let mut looks: Vec<bool> = paragraphs.iter().map(|p| looks_like_heading(p.as_ref().trim())).collect();
    for i in 0..looks.len() {
        looks[i] &= paragraphs.get(i + 1).is_some_and(|_| !looks[i + 1]);
    }
    looks
}

fn looks_like_heading(line: &str) -> bool {
    // No more than 40 characters of up to four bytes: most paragraphs are told by their length.
    if line.len() > 160 || !(4..=40).contains(&line.chars().count()) {
        return false;
    }
    // 昨日，记者在车间内: the beginning of a sentence that a column's end has cut.
    if line.split_once('，').is_some_and(|(first, _)| is_circumstance(first)) {
        return false;
    }
    !line.ends_with(['。', '！', '？', '!', '?', '…', '：', '；', '，', '、', '”'])
        || line.ends_with('”') && !line.contains(['。', '，', '：'])
}

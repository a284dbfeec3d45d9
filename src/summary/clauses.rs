//! Article → sentences → clauses, with the character pairs they hold.

use std::ops::Range;

use super::phrases;
use crate::pairs::PairNumbers;
use crate::segment::sentences;
use crate::split::parse_lead;

/// A stretch between two commas outside of quotations and brackets, its comma included.
#[derive(Debug)]
pub(super) struct Clause<'t> {
    pub text: &'t str,
    /// Its length in characters.
    pub chars: usize,
    /// Its pairs in [`Article::pairs`].
    pub pairs: Range<usize>,
    /// Something else must follow: a summary does not end here.
    pub dangling: bool,
    /// It only sets time, place or circumstance.
    pub circumstance: bool,
    /// It can stand without the clauses of its sentence before it.
    pub opens: bool,
}

/// A sentence, or a line without a full stop.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its clauses in [`Article::clauses`].
    pub clauses: Range<usize>,
    /// First clause a summary may take: the reporter's sources before it are left out.
    pub first: usize,
    /// Number of its paragraph.
    pub paragraph: usize,
    /// A heading between paragraphs.
    pub subhead: bool,
    /// It cannot stand without the sentence before.
    pub refers_back: bool,
    /// It stops short where its paragraph does: a column's end stands within the sentence.
    pub broken: bool,
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
    /// Headings between paragraphs.
    pub subheads: usize,
}

impl<'t> Article<'t> {
    pub(super) fn new(headline: &str, paragraphs: &'t [impl AsRef<str>]) -> Self {
        let mut article = Self::default();
        let bytes: usize = paragraphs.iter().map(|p| p.as_ref().len()).sum();
        let mut numbers = PairNumbers::for_characters((bytes / 3).min(1 << 16));
        article.pairs.reserve(bytes / 3);
        let mut pairs = Vec::new();
        add_pairs(&mut numbers, headline, &mut pairs);
        article.in_headline = numbers.len();
        let headings = headings(paragraphs);
        for (p, paragraph) in paragraphs.iter().map(AsRef::as_ref).enumerate() {
            let text = &paragraph[past_lead(paragraph)..];
            if headings[p] {
                article.subheads += 1;
                article.add(text, p, true, &mut numbers);
            } else {
                let before = article.sentences.len();
                for range in sentences(text) {
                    article.add(&text[range], p, false, &mut numbers);
                }
                article.mark_broken(before, text, p + 1 < paragraphs.len());
            }
        }
        article.kinds = numbers.len() as usize;
        article
    }

    /// Marks what a column's end has parted: a paragraph that stops within a sentence, and the
    /// beginning of the next one. Lines of tables and lists hold no commas and stay whole.
    fn mark_broken(&mut self, before: usize, text: &str, more: bool) {
        if before > 0 && self.sentences.len() > before && self.sentences[before - 1].broken {
            self.sentences[before].refers_back = true;
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

    fn add(&mut self, text: &'t str, paragraph: usize, subhead: bool, numbers: &mut PairNumbers) {
        let text = text.trim();
        if text.is_empty() || phrases::is_credit(text) {
            return;
        }
        let from = self.clauses.len();
        let mut first = from;
        let mut opening = true;
        let mut circumstances = true;
        each_clause(text, |clause| {
            let before = self.pairs.len();
            add_pairs(numbers, clause, &mut self.pairs);
            opening &= phrases::is_source(clause);
            let circumstance = phrases::is_circumstance(clause);
            let opens = circumstances
                || self.clauses.last().is_some_and(|before| {
                    before.text.ends_with('；') || !before.dangling && !phrases::continues(clause)
                });
            circumstances &= circumstance;
            self.clauses.push(Clause {
                text: clause,
                chars: clause.chars().count(),
                pairs: before..self.pairs.len(),
                dangling: phrases::is_dangling(clause),
                circumstance,
                opens,
            });
            if opening {
                first = self.clauses.len();
            }
        });
        if first == self.clauses.len() {
            first = from;
        }
        if let Some(last) = self.clauses.last_mut() {
            last.dangling = false;
        }
        let refers_back = !subhead && phrases::refers_back(text);
        let clauses = from..self.clauses.len();
        self.sentences.push(Sentence { clauses, first, paragraph, subhead, refers_back, broken: false });
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
    if line.split_once('，').is_some_and(|(first, _)| phrases::is_circumstance(first)) {
        return false;
    }
    !line.ends_with(['。', '！', '？', '!', '?', '…', '：', '；', '，', '、', '”'])
        || line.ends_with('”') && !line.contains(['。', '，', '：'])
}

/// Calls `found` for every clause of a sentence; joined they are the sentence.
pub(super) fn each_clause<'t>(sentence: &'t str, mut found: impl FnMut(&'t str)) {
    let mut depth = 0_u32;
    let mut start = 0;
    let mut before = ' ';
    let mut chars = sentence.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '“' | '‘' | '「' | '『' | '（' | '(' | '《' | '【' | '[' => depth += 1,
            '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | ']' => depth = depth.saturating_sub(1),
            '，' | '；' | '：' | ',' | ';' if depth == 0 => {
                let next = chars.peek().map(|&(_, n)| n);
                let in_number = before.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit());
                if !in_number && next.is_some() {
                    let end = at + c.len_utf8();
                    found(&sentence[start..end]);
                    start = end;
                }
            }
            _ => {}
        }
        before = c;
    }
    found(&sentence[start..]);
}

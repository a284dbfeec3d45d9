//! The likeliest words of a text, those that jieba's `cut` gives: between characters that no word holds, the
//! words of the dictionary whose frequencies multiply to the most, and what these leave as single
//! characters side by side cut anew by jieba's hidden Markov model.

use std::hint::black_box;
use std::ops::Range;

use jieba_rs::Jieba;

use super::dictionary::{Numbered, Tag, costs, tag_of};
use super::node;

/// A character of a block: where it begins in the text, and its code if a word may hold it.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    code: Option<u16>,
}

/// One step of the likeliest way: the word that begins here.
#[derive(Clone, Copy)]
struct Step {
    /// Logarithm of the probability of all words from here on.
    sum: f64,
    /// The character behind the word.
    end: usize,
    tag: Tag,
}

/// Cuts texts one after the other in the same memory.
pub(super) struct Cutter<'j> {
    /// Has no words, and leaves all to the hidden Markov model.
    unknown: &'j Jieba,
    costs: &'static [f64],
    block: Vec<Place>,
    steps: Vec<Step>,
}

impl<'j> Cutter<'j> {
    pub(super) fn new(unknown: &'j Jieba) -> Self {
        Self { unknown, costs: costs(), block: Vec::new(), steps: Vec::new() }
    }

    /// Calls `found` for each word with its part of speech, in order.
    pub(super) fn cut<'t>(&mut self, text: &'t str, mut found: impl FnMut(&'t str, Tag)) {
        for (at, c) in text.char_indices() {
            let code = node::code(c);
            if code.is_some() || is_of_words(c) {
                self.block.push(Place { at, code });
                continue;
            }
            self.end_block(text, at, &mut found);
            match c {
                '\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => found(&text[at..at + 2], Tag::NONE),
                '\n' if text[..at].ends_with('\r') => {}
                _ => found(&text[at..at + c.len_utf8()], Tag::NONE),
            }
        }
        self.end_block(text, text.len(), &mut found);
    }

    fn end_block<'t>(&mut self, text: &'t str, end: usize, found: &mut impl FnMut(&'t str, Tag)) {
        let length = self.block.len();
        if length == 0 {
            return;
        }
        self.find_steps();
        self.block.push(Place { at: end, code: None });
        let (mut at, mut singles) = (0, 0);
        while at < length {
            let step = self.steps[at];
            if step.end > at + 1 {
                self.cut_singles(text, singles..at, found);
                found(self.text(text, at..step.end), step.tag);
                singles = step.end;
            }
            at = step.end;
        }
        self.cut_singles(text, singles..length, found);
        self.block.clear();
    }

    fn text<'t>(&self, text: &'t str, part: Range<usize>) -> &'t str {
        &text[self.block[part.start].at..self.block[part.end].at]
    }

    /// The likeliest way from each character to the block's end.
    fn find_steps(&mut self) {
        // Nodes far apart in memory are fetched side by side, and not each when its turn comes.
        let fetched = self.block.windows(2).fold(0, |all, pair| match (pair[0].code, pair[1].code) {
            (Some(first), Some(second)) => all ^ Numbered::root(first).fetch(second),
            _ => all,
        });
        black_box(fetched);
        let length = self.block.len();
        self.steps.clear();
        self.steps.resize(length + 1, Step { sum: 0.0, end: length, tag: Tag::NONE });
        for from in (0..length).rev() {
            let mut best = Step { sum: f64::NEG_INFINITY, end: 0, tag: Tag::NONE };
            let mut node = self.block[from].code.map(Numbered::root);
            let mut end = from + 1;
            while let Some(word) = node {
                if word.frequency() > 0 {
                    let sum = self.costs[word.frequency()] + self.steps[end].sum;
                    // Of equally likely words the longer.
                    if sum >= best.sum {
                        best = Step { sum, end, tag: word.tag() };
                    }
                }
                node = self.block.get(end).and_then(|next| word.next(next.code?));
                end += 1;
            }
            if best.end == 0 {
                best = Step { sum: self.costs[0] + self.steps[from + 1].sum, end: from + 1, tag: Tag::NONE };
            }
            self.steps[from] = best;
        }
    }

    /// Cuts characters that the likeliest way leaves single: a word that it did not take is left as it is.
    fn cut_singles<'t>(&self, text: &'t str, singles: Range<usize>, found: &mut impl FnMut(&'t str, Tag)) {
        if singles.len() > 1 {
            let all = self.text(text, singles.clone());
            if tag_of(all) == Tag::NONE {
                self.unknown.cut(all, true).iter().for_each(|token| found(token.word, tag_of(token.word)));
                return;
            }
        }
        for at in singles {
            found(self.text(text, at..at + 1), self.steps[at].tag);
        }
    }
}

/// A character other than those of the dictionary's words that jieba does not part words at.
fn is_of_words(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-')
        || matches!(c,
            '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2a6df}'
            | '\u{2a700}'..='\u{2b73f}' | '\u{2b740}'..='\u{2b81f}' | '\u{2b820}'..='\u{2ceaf}'
            | '\u{2ceb0}'..='\u{2ebef}' | '\u{2f800}'..='\u{2fa1f}')
}

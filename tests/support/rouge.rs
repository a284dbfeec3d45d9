//! ROUGE over characters: every character that is not white space is a token, punctuation included.
//!
//! Lin, *ROUGE: A Package for Automatic Evaluation of Summaries*, 2004; F1 of recall and precision.
#![allow(unreachable_pub)]

use std::collections::HashMap;

/// F1 of ROUGE-1, ROUGE-2 and ROUGE-L.
pub fn rouge(summary: &str, reference: &str) -> [f64; 3] {
    let (s, r) = (characters(summary), characters(reference));
    [grams(&s, &r, 1), grams(&s, &r, 2), f1(longest_common(&s, &r), s.len(), r.len())]
}

/// The characters that are not white space.
pub fn characters(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn grams(s: &[char], r: &[char], n: usize) -> f64 {
    let mut counts: HashMap<&[char], usize> = HashMap::new();
    for gram in r.windows(n) {
        *counts.entry(gram).or_default() += 1;
    }
    let mut common = 0;
    for gram in s.windows(n) {
        if let Some(count) = counts.get_mut(gram).filter(|c| **c > 0) {
            *count -= 1;
            common += 1;
        }
    }
    f1(common, (s.len() + 1).saturating_sub(n), (r.len() + 1).saturating_sub(n))
}

fn longest_common(s: &[char], r: &[char]) -> usize {
    let mut row = vec![0; r.len() + 1];
    for &a in s {
        let mut diagonal = 0;
        for (j, &b) in r.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if a == b { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[r.len()]
}

fn f1(common: usize, summary: usize, reference: usize) -> f64 {
    if common == 0 {
        return 0.0;
    }
    2.0 * common as f64 / (summary + reference) as f64
}

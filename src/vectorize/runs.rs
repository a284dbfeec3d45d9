//! Runs of one, two and three characters as a tree, a level a character.
//!
//! Each character of a text is looked up once as the beginning of a run; where no longer run begins so, no
//! longer one is looked for. It is built from sorted terms by merging, without hashing.

use super::{KINDS, Kind, Terms};

/// No term ends here.
const NONE: u32 = u32::MAX;
/// White space in a text as it is looked up.
const GAP: u32 = u32::MAX;

/// One level of the tree: branches in code-point order, those below one branch of the level above lying
/// together.
#[derive(Debug, Clone, Default)]
struct Level {
    characters: Vec<u32>,
    /// One more than there are characters: the last says where the next level ends.
    branches: Vec<Branch>,
}

/// Read together, so they lie together.
#[derive(Debug, Clone, Copy)]
struct Branch {
    /// The term that ends here.
    number: u32,
    /// Where the branches below begin in the next level.
    below: u32,
}

impl Level {
    fn push(&mut self, character: u32, number: u32, below: usize) {
        self.characters.push(character);
        self.branches.push(Branch { number, below: below as u32 });
    }

    fn close(&mut self, below: usize) {
        self.branches.push(Branch { number: NONE, below: below as u32 });
    }

    fn find(&self, range: std::ops::Range<usize>, character: u32) -> Option<usize> {
        let branches = self.characters.get(range.clone())?;
        // Few branches are gone through faster than they are halved.
        let at = if branches.len() <= 12 {
            branches.iter().position(|&b| b >= character)?
        } else {
            branches.partition_point(|&b| b < character)
        };
        (branches.get(at) == Some(&character)).then_some(range.start + at)
    }

    fn number(&self, at: usize) -> u32 {
        self.branches[at].number
    }

    fn below(&self, at: usize) -> std::ops::Range<usize> {
        self.branches[at].below as usize..self.branches[at + 1].below as usize
    }
}

/// The tree.
#[derive(Debug, Clone)]
pub(super) struct Runs {
    /// For each code point below the highest known, the branch of the first level, plus one.
    first: Vec<u32>,
    levels: [Level; 3],
}

impl Runs {
    /// The tree of a vocabulary's runs; `None` when they are not of their kinds' lengths or not sorted.
    pub(super) fn new(terms: &Terms) -> Option<Self> {
        let singles = runs::<1>(terms, Kind::Character)?;
        let pairs = runs::<2>(terms, Kind::Pair)?;
        let triples = runs::<3>(terms, Kind::Triple)?;
        let mut levels: [Level; 3] = Default::default();
        let [first, second, third] = &mut levels;
        let (mut s, mut p, mut t) = (0, 0, 0);
        loop {
            // The next beginning, of whichever kind it is.
            let heads = [singles.get(s).map(|r| r.0[0]), pairs.get(p).map(|r| r.0[0]), triples.get(t).map(|r| r.0[0])];
            let Some(head) = heads.into_iter().flatten().min() else { break };
            let number = if heads[0] == Some(head) { singles[s].1 } else { NONE };
            s += usize::from(number != NONE);
            first.push(head, number, second.characters.len());
            loop {
                let seconds = [
                    pairs.get(p).filter(|r| r.0[0] == head).map(|r| r.0[1]),
                    triples.get(t).filter(|r| r.0[0] == head).map(|r| r.0[1]),
                ];
                let Some(next) = seconds.into_iter().flatten().min() else { break };
                let number = if seconds[0] == Some(next) { pairs[p].1 } else { NONE };
                p += usize::from(number != NONE);
                second.push(next, number, third.characters.len());
                while let Some(run) = triples.get(t).filter(|r| r.0[..2] == [head, next]) {
                    third.push(run.0[2], run.1, 0);
                    t += 1;
                }
            }
        }
        first.close(second.characters.len());
        second.close(third.characters.len());
        let highest = levels[0].characters.last().map_or(0, |&c| c as usize + 1);
        let mut first = vec![0; highest];
        for (at, &c) in levels[0].characters.iter().enumerate() {
            first[c as usize] = at as u32 + 1;
        }
        Some(Self { first, levels })
    }

    /// The number of a run.
    pub(super) fn number(&self, run: &str) -> Option<u32> {
        let mut characters = run.chars().map(u32::from);
        let mut at = self.first(characters.next()?)?;
        let mut level = 0;
        for c in characters {
            if level == 2 {
                return None;
            }
            at = self.levels[level + 1].find(self.levels[level].below(at), c)?;
            level += 1;
        }
        Some(self.levels[level].number(at)).filter(|&n| n != NONE)
    }

    fn first(&self, character: u32) -> Option<usize> {
        (self.first.get(character as usize).copied()? as usize).checked_sub(1)
    }

    /// Calls `found` with the number of every run of a text that is known, beginning by beginning.
    pub(super) fn each(&self, text: &str, mut found: impl FnMut(u32)) {
        let mut tell = |number: u32| {
            if number != NONE {
                found(number);
            }
        };
        // The highest white space is U+3000.
        let plain = |c: char| if c <= '\u{3000}' && c.is_whitespace() { GAP } else { u32::from(c) };
        let mut characters = text.chars().map(plain);
        let mut next = || characters.next().unwrap_or(GAP);
        let mut left = text.chars().count();
        let (mut a, mut b) = (next(), next());
        let [one, two, three] = &self.levels;
        while left > 0 {
            let c = next();
            if let Some(at) = self.first(a) {
                tell(one.number(at));
                if let Some(at) = two.find(one.below(at), b) {
                    tell(two.number(at));
                    if let Some(at) = three.find(two.below(at), c) {
                        tell(three.number(at));
                    }
                }
            }
            (a, b) = (b, c);
            left -= 1;
        }
    }
}

/// The runs of `N` characters with their numbers; `None` when one has not so many or stands out of order.
fn runs<const N: usize>(terms: &Terms, kind: Kind) -> Option<Vec<([u32; N], u32)>> {
    let sizes = terms.sizes();
    let before: u32 = sizes[..(kind as usize).min(KINDS)].iter().sum();
    let mut runs: Vec<([u32; N], u32)> = Vec::with_capacity(sizes[kind as usize] as usize);
    for number in before..before + sizes[kind as usize] {
        let mut characters = terms.text(number)?.chars();
        let mut run = [0; N];
        for place in &mut run {
            *place = u32::from(characters.next()?);
        }
        if characters.next().is_some() || runs.last().is_some_and(|(last, _)| *last >= run) {
            return None;
        }
        runs.push((run, number));
    }
    Some(runs)
}

#[cfg(test)]
mod tests {
    use super::super::{Vocabulary, each_feature};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_tree_finds_what_was_put_in_and_nothing_else(
            terms in proptest::collection::btree_set("[甲乙丙a𠀀]{1,3}", 0..40), text in "[甲乙丙a𠀀 　\n]{0,40}"
        ) {
            let of = |n: usize| terms.iter().filter(move |t| t.chars().count() == n);
            let sizes = [0, of(1).count() as u32, of(2).count() as u32, of(3).count() as u32, 0];
            let blob: String = (1..=3).flat_map(of).flat_map(|t| [t.as_str(), "\n"]).collect();
            let vocabulary = Vocabulary::new(blob.into(), sizes);
            let runs = Runs::new(vocabulary.terms()).unwrap();
            let mut seen = Vec::new();
            runs.each(&text, |n| seen.push(n));
            let mut wanted = Vec::new();
            each_feature(&text, &[], |_, term| {
                if terms.contains(term) {
                    wanted.push(term.to_owned());
                }
            });
            let mut seen: Vec<String> = seen.iter().map(|&n| vocabulary.term(n).unwrap().1.to_owned()).collect();
            seen.sort();
            wanted.sort();
            prop_assert_eq!(seen, wanted);
            let all: BTreeSet<String> = (0..vocabulary.len() as u32).map(|n| vocabulary.term(n).unwrap().1.to_owned()).collect();
            prop_assert_eq!(&all, &terms);
            for term in &terms {
                prop_assert_eq!(vocabulary.term(runs.number(term).unwrap()).unwrap().1, term);
            }
        }
    }
}

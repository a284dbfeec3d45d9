//! Term tables: how often terms stand in the documents of each topic, without the documents.
//!
//! Where a corpus may not be passed on, its counts may: a table gives, term by term, the number of
//! documents of each topic it stands in. For training, **sampled documents** are drawn from it: bags of
//! terms, each term as likely as it is frequent in the topic. They carry what the table knows (which
//! words go with a topic, and how strongly) and nothing of any sentence. The lexicon is a table too,
//! with strengths for counts.

use std::collections::BTreeMap;

use crate::labelled::LabelledDocument;
use jzclass::error::{Error, Result};
use jzclass::random::SplitMix;
use jzclass::segment::Segmenter;
use jzclass::taxonomy::Taxonomy;
use jzclass::vectorize::folded;

/// Groups that begin so are trained on and never held out: their documents were not written by anyone.
pub(super) const SAMPLED: &str = "sampled:";

/// Document frequencies of terms by topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermTable {
    topics: BTreeMap<String, BTreeMap<String, u32>>,
}

impl TermTable {
    /// Counts, for each topic, the documents each word stands in.
    ///
    /// `mapping` gives the topic of a label; documents with other labels are passed over. Words in
    /// fewer than `least` documents of all, and those without a letter, are left out.
    pub fn count(documents: &[LabelledDocument], mapping: &BTreeMap<String, String>, least: u32) -> Self {
        let mut table = Self::default();
        let mut all: BTreeMap<String, u32> = BTreeMap::new();
        for document in documents {
            let Some(topic) = document.labels.first().and_then(|l| mapping.get(l)) else { continue };
            let own = table.topics.entry(topic.clone()).or_default();
            let text = folded(&document.text);
            let mut words: Vec<&str> = Segmenter::shared().words(&text);
            words.retain(|w| w.chars().any(char::is_alphabetic));
            words.sort_unstable();
            words.dedup();
            for word in words {
                *own.entry(word.to_owned()).or_default() += 1;
                *all.entry(word.to_owned()).or_default() += 1;
            }
        }
        for terms in table.topics.values_mut() {
            terms.retain(|term, _| all.get(term).is_some_and(|n| *n >= least));
        }
        table
    }

    /// The table as text: a header, then `topic`, `term` and `documents`, parted by tabs, in order.
    pub fn to_text(&self) -> String {
        let mut text = "topic\tterm\tdocuments\n".to_owned();
        for (topic, terms) in &self.topics {
            for (term, count) in terms {
                text.extend([topic, "\t", term, "\t", &count.to_string(), "\n"]);
            }
        }
        text
    }

    /// Reads a table: a header line, then topic, term and a count or strength in each line.
    ///
    /// # Errors
    /// [`Error::UnreadableLines`] for lines of another form, [`Error::UnknownLabel`] for a topic that
    /// the taxonomy does not list.
    pub fn from_text(text: &str, taxonomy: &Taxonomy) -> Result<Self> {
        let mut table = Self::default();
        for (n, line) in text.lines().enumerate().skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [topic, term, count] = fields[..] else {
                return Err(Error::UnreadableLines { count: 1, lines: vec![(n + 1, "not three fields".into())] });
            };
            let Ok(count) = count.parse::<u32>() else {
                return Err(Error::UnreadableLines { count: 1, lines: vec![(n + 1, "the count is no number".into())] });
            };
            if taxonomy.position(topic).is_none() {
                return Err(Error::UnknownLabel {
                    label: topic.to_owned(),
                    document: n + 1,
                    known: super::known_labels(taxonomy),
                });
            }
            table.topics.entry(topic.to_owned()).or_default().insert(term.to_owned(), count);
        }
        Ok(table)
    }

    /// Draws `documents` bags of `terms` terms for each topic of the table; the same for the same seed.
    pub fn sample(&self, name: &str, documents: usize, terms: usize, seed: u64) -> Vec<LabelledDocument> {
        let mut random = SplitMix(seed);
        let mut sampled = Vec::new();
        for (topic, counts) in &self.topics {
            // Running sums, in which a random number finds its term.
            let sums: Vec<(u64, &str)> = counts
                .iter()
                .scan(0_u64, |sum, (term, &count)| {
                    *sum += u64::from(count);
                    Some((*sum, term.as_str()))
                })
                .collect();
            let Some(&(all, _)) = sums.last() else { continue };
            if all == 0 {
                continue;
            }
            for _ in 0..documents {
                let drawn: Vec<&str> = (0..terms)
                    .filter_map(|_| {
                        let at = random.next() % all;
                        sums.get(sums.partition_point(|&(sum, _)| sum <= at)).map(|&(_, term)| term)
                    })
                    .collect();
                sampled.push(LabelledDocument {
                    title: String::new(),
                    text: drawn.join(" "),
                    labels: vec![topic.clone()],
                    group: format!("{SAMPLED}{name}"),
                });
            }
        }
        sampled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_itself_again_and_samples_its_own_terms() {
        let document = |text: &str, label: &str| LabelledDocument {
            title: String::new(),
            text: text.into(),
            labels: vec![label.into()],
            group: String::new(),
        };
        let documents = [document("球队夺冠", "s"), document("球队获胜", "s"), document("股市收涨", "f")];
        let mapping = BTreeMap::from([("s".to_owned(), "sports".to_owned())]);
        let table = TermTable::count(&documents, &mapping, 2);
        assert_eq!(table.to_text(), "topic\tterm\tdocuments\nsports\t球队\t2\n");
        let taxonomy = Taxonomy::from_labels(["sports"]);
        assert_eq!(TermTable::from_text(&table.to_text(), &taxonomy).unwrap(), table);
        let sampled = table.sample("t", 2, 3, 1);
        assert_eq!((sampled.len(), sampled[0].text.as_str()), (2, "球队 球队 球队"));
        assert!(TermTable::from_text("topic\tterm\tdocuments\nx\t球队\t2\n", &taxonomy).is_err());
    }
}

//! Which sentences spoke for a topic.

use super::heading::headed;
use super::{Classifier, tfidf};
use crate::segment::{Segmenter, fold, sentences};
use crate::split::parse_lead;
use crate::vectorize::{Kind, each_edge, each_feature_at, folded};

/// What the headline or a sentence adds to a topic's score.
#[derive(Debug, Clone, PartialEq)]
pub struct SentencePart {
    /// It is the headline.
    pub headline: bool,
    /// Its text, without white space around it.
    pub text: String,
    /// Log-odds of its terms' occurrences together; negative when it spoke against the topic.
    pub log_odds: f64,
}

impl Classifier {
    /// Shares the score of topic number `topic` out over the headline and the sentences of a document:
    /// together they give the score less the prior.
    ///
    /// A term's contribution, `x · w`, is divided among its occurrences in proportion to what they count
    /// for: one in the headline counts `title_weight` times one in the body, as in `x`. An occurrence
    /// belongs to the sentence it begins in; the edges of a text without headline belong to its first and
    /// last sentence. The headline comes first, unless there is none, then the sentences in their order;
    /// it is told as [`Self::row`] tells it.
    ///
    /// ```
    /// let model = jzclass::Model::built_in()?;
    /// let parts = model.classifier.explain_sentences("山火扑灭", "消防员扑灭了火灾。天气晴。", 0);
    /// assert_eq!(parts.iter().map(|p| &p.text[..]).collect::<Vec<_>>(), ["山火扑灭", "消防员扑灭了火灾。", "天气晴。"]);
    /// # Ok::<(), jzclass::Error>(())
    /// ```
    pub fn explain_sentences(&self, headline: &str, text: &str, topic: usize) -> Vec<SentencePart> {
        let (headline, text) = headed(headline, text);
        let ranges = solid_sentences(text);
        let mut occurrences = self.occurrences(headline, text, &ranges);
        let row = tfidf(occurrences.iter().map(|o| (o.term, o.weight as f32)).collect(), &self.idf);
        occurrences.sort_unstable_by_key(|o| (o.term, o.place));
        let mut parts = vec![0.0_f64; ranges.len() + 1];
        let mut rest = &occurrences[..];
        for &(term, value) in &row.values {
            let (own, others) = rest.split_at(rest.partition_point(|o| o.term <= term));
            rest = others;
            let Some(&weight) = self.weights.weights(term).get(topic) else { continue };
            let all: f64 = own.iter().map(|o| f64::from(o.weight)).sum();
            for occurrence in own {
                if let Some(part) = parts.get_mut(occurrence.place) {
                    *part += f64::from(value) * f64::from(weight) * f64::from(occurrence.weight) / all;
                }
            }
        }
        let texts = std::iter::once(headline).chain(ranges.iter().map(|r| &text[r.clone()]));
        texts
            .zip(parts)
            .enumerate()
            .filter(|(_, (text, _))| !text.trim().is_empty())
            .map(|(n, (text, log_odds))| SentencePart { headline: n == 0, text: text.trim().to_owned(), log_odds })
            .collect()
    }

    /// Every occurrence of a known term: the features of [`Self::row`] with their places.
    fn occurrences(&self, headline: &str, text: &str, sentences: &[std::ops::Range<usize>]) -> Vec<Occurrence> {
        let lead = parse_lead(text).bytes;
        let (title, body) = (folded(headline), folded(&text[lead..]));
        let segmenter = Segmenter::shared();
        let (title_words, body_words) = (segmenter.words(&title), segmenter.words(&body));
        let starts = folded_starts(text, lead, sentences);
        let mut found = Vec::new();
        let mut tell = |kind: Kind, term: &str, place: usize, weight: u32| {
            found.extend(self.vocabulary.number(kind, term).map(|term| Occurrence { term, place, weight }));
        };
        each_feature_at(&title, &title_words, |kind, _, term| tell(kind, term, 0, self.title_weight));
        each_feature_at(&body, &body_words, |kind, at, term| {
            tell(kind, term, starts.partition_point(|&s| s <= at), 1);
        });
        if title.is_empty() {
            let place = |edge: &str| if edge.starts_with(['$', '>']) { starts.len() } else { 1 };
            each_edge(&body, &body_words, |edge| tell(Kind::Edge, edge, place(edge), 1));
        } else {
            each_edge(&title, &title_words, |edge| tell(Kind::Edge, edge, 0, 1));
        }
        found
    }
}

struct Occurrence {
    term: u32,
    /// 0 for the headline, then the number of the sentence.
    place: usize,
    weight: u32,
}

/// Sentences, blank ones joined to the one before (at the beginning: behind) them.
fn solid_sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut solid: Vec<std::ops::Range<usize>> = Vec::new();
    for range in sentences(text) {
        let blank = |r: &std::ops::Range<usize>| text[r.clone()].trim().is_empty();
        match solid.last_mut() {
            Some(last) if blank(&range) || blank(last) => last.end = range.end,
            _ => solid.push(range),
        }
    }
    solid
}

/// Where each sentence begins in the folded text behind the lead: folding keeps characters, not bytes.
fn folded_starts(text: &str, lead: usize, sentences: &[std::ops::Range<usize>]) -> Vec<usize> {
    let mut chars = text[lead..].char_indices();
    let (mut at, mut folded) = (lead, 0);
    let mut starts = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        while at < sentence.start {
            let Some((_, c)) = chars.next() else { break };
            at += c.len_utf8();
            folded += fold(c).len_utf8();
        }
        starts.push(folded);
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use proptest::prelude::*;

    #[track_caller]
    fn adds_up(model: &Model, headline: &str, text: &str) -> Vec<SentencePart> {
        let row = model.classifier.row(headline, text);
        let mut last = Vec::new();
        for topic in 0..model.taxonomy.len() {
            let explanation = model.classifier.explain(&row, topic);
            last = model.classifier.explain_sentences(headline, text, topic);
            let sum: f64 = last.iter().map(|p| p.log_odds).sum();
            assert!((sum - (explanation.score - explanation.prior)).abs() < 1e-6, "{topic}: {last:?}");
        }
        last
    }

    #[test]
    fn parts_add_up_to_the_score_less_the_prior() {
        let model = Model::built_in().unwrap();
        let wide = "本报讯（记者 林静）ＡＩ２０２４年，　全市ＧＤＰ增长５％！股市收涨。\n\n  球队夺冠，球迷欢呼。";
        for (headline, text) in [
            ("山火扑灭", "消防员扑灭了火灾。天气晴。"),
            ("", "球队夺冠！股市收涨"),
            ("", "县队夺冠\n本报讯 球迷昨夜欢呼。"),
            ("", wide),
            ("ＡＩ产业", wide),
            (" \u{3000}", "\n\n雨停了。\n"),
            ("夺冠", ""),
            ("", ""),
        ] {
            adds_up(&model, headline, text);
        }
        let texts: Vec<String> = adds_up(&model, "ＡＩ产业", wide).into_iter().map(|p| p.text).collect();
        assert_eq!(texts.len(), 4, "{texts:?}");
        assert_eq!(texts[3], "球队夺冠，球迷欢呼。");
    }

    #[test]
    fn the_sentence_on_the_topic_carries_most() {
        let model = Model::built_in().unwrap();
        let topic = model.taxonomy.position("sports").unwrap();
        let text = "会议今天上午举行。ＡＢＣ，球队在决赛中夺冠，球迷欢呼。天气晴好。";
        let parts = model.classifier.explain_sentences("", text, topic);
        let most = parts.iter().max_by(|a, b| a.log_odds.total_cmp(&b.log_odds)).unwrap();
        assert!(most.text.contains("夺冠"), "{parts:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn any_text_adds_up(headline in "[球队夺冠Ａ　]{0,6}", text in "[本报讯（记者 林）球队夺冠股市Ａ１！。？\n　“”]{0,60}") {
            static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
            adds_up(MODEL.get_or_init(|| Model::built_in().unwrap()), &headline, &text);
        }
    }
}

//! Candidate → what is seen of it → its score: the share of it that an editor is expected to keep.

use std::ops::Range;

use super::article::{Article, Sentence};
use super::weights::Weights;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What is seen of a candidate.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Feature { $($(#[$doc])* $name,)* }

        /// The names of the features, in their order.
        pub(super) const NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}

features! {
    /// 1.
    Always,
    /// It is the article's lead: the first sentence that says something (see [`Places::lead`]).
    Lead,
    /// The first sentence, where that is not the lead.
    EmptyLead,
    /// The sentence behind the lead.
    Second,
    /// The one behind that.
    Third,
    /// [`Self::Dated`] in the lead.
    LeadDated,
    /// [`Self::Result`] in the lead.
    LeadResult,
    /// [`Self::Figures`] in the lead.
    LeadFigures,
    /// [`Self::Institution`] in the lead.
    LeadInstitution,
    /// [`Self::History`] in the lead.
    LeadHistory,
    /// [`Self::Praise`] in the lead.
    LeadPraise,
    /// [`Self::Quoted`] in the lead.
    LeadQuoted,
    /// In the first paragraph.
    FirstParagraph,
    /// First of its paragraph, behind the first one.
    OpensParagraph,
    /// Alone in its paragraph.
    AloneInParagraph,
    /// ln(1 + sentences before it).
    Later,
    /// In the last paragraph of several, behind the third sentence.
    Closing,
    /// The lead, in an article without a headline.
    LeadWithoutHeadline,
    /// The sentence behind it, likewise.
    SecondWithoutHeadline,
    /// ln(1 + sentences before it), likewise.
    LaterWithoutHeadline,
    /// Share of the headline's character pairs that it holds.
    HeadlineCovered,
    /// Share of its character pairs that stand in the headline.
    InHeadline,
    /// The same, squared.
    InHeadlineSquared,
    /// [`Self::InHeadline`] in the lead.
    LeadInHeadline,
    /// No other sentence holds as much of the headline.
    MostOfHeadline,
    /// Mean logarithm of the number of sentences that its pairs stand in.
    Central,
    /// The same in an article without a headline.
    CentralWithoutHeadline,
    /// Share of its pairs that stood in sentences before it.
    Said,
    /// Characters, of 60, 2 at most.
    Long,
    /// Fewer than 16 characters.
    Short,
    /// More than 90 characters.
    VeryLong,
    /// Its end is left out.
    CutBehind,
    /// Circumstances at its beginning are left out.
    CutBefore,
    /// Its first clause sets time, place or circumstance.
    Circumstance,
    RefersBack,
    RefersLoosely,
    Contrasts,
    Adds,
    Concludes,
    WithinQuotation,
    NoSpeaker,
    Quoted,
    Exclaims,
    Unended,
    Personal,
    Advises,
    History,
    /// [`Self::History`] in the first two sentences.
    HistoryAtFirst,
    Dated,
    Institution,
    Figures,
    Result,
    Ceremony,
    Scene,
    /// [`Self::Scene`] in the first three sentences.
    SceneAtFirst,
    Praise,
    Announces,
    Speech,
    Problem,
    Broken,
    /// A line among the paragraphs that looks like a heading.
    Heading,
}

pub(super) const FEATURES: usize = NAMES.len();

/// What is seen of a candidate, in the order of [`Feature`].
pub(super) type Seen = [f32; FEATURES];

/// Some clauses of a sentence that follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub sentence: usize,
    pub clauses: Range<usize>,
    /// Characters, with the sentence's own mark at the end.
    pub chars: usize,
}

/// What is seen of the article as a whole.
pub(super) struct Places<'a, 't> {
    article: &'a Article<'t>,
    /// The lead's number: the first sentence that neither opens a scene, nor asks, quotes, refers back or
    /// only tells that a meeting was held; the first one where all of the first six do.
    pub lead: usize,
    /// For each pair, the logarithm of the number of sentences it stands in, and the first of them.
    logs: Vec<(f32, u32)>,
    /// The largest share of the headline that a sentence holds.
    most_of_headline: f32,
}

impl<'a, 't> Places<'a, 't> {
    pub(super) fn new(article: &'a Article<'t>) -> Self {
        let first = |of: fn(&Sentence) -> bool| article.sentences.iter().take(6).position(of);
        let lead = first(leads).unwrap_or(0);
        let mut places = Self { article, lead, logs: sentences_with(article), most_of_headline: 0.0 };
        let shares = article.sentences.iter().map(|s| places.of_headline(s.clauses.clone()));
        places.most_of_headline = shares.fold(0.0, f32::max);
        places
    }

    /// Share of the headline's pairs that stand in these clauses.
    fn of_headline(&self, clauses: Range<usize>) -> f32 {
        let mut pairs: Vec<u32> = self.article.pairs_of(clauses).to_vec();
        pairs.retain(|&p| p < self.article.in_headline);
        pairs.sort_unstable();
        pairs.dedup();
        pairs.len() as f32 / self.article.in_headline.max(1) as f32
    }

    /// Share of a sentence's pairs that stood in sentences before it.
    pub(super) fn said_before(&self, n: usize) -> f32 {
        let pairs = self.article.pairs_of(self.article.sentences[n].clauses.clone());
        let said = pairs.iter().filter(|&&p| self.logs[p as usize].1 < n as u32).count();
        said as f32 / pairs.len().max(1) as f32
    }

    /// The candidate's score, 0 to 1.
    pub(super) fn score(&self, candidate: &Candidate, weights: &Weights) -> f32 {
        let sum: f32 = self.seen(candidate).iter().zip(&weights.features).map(|(x, w)| x * w).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    pub(super) fn seen(&self, candidate: &Candidate) -> Seen {
        let article = self.article;
        let n = candidate.sentence;
        let sentence = &article.sentences[n];
        let mut seen = [0.0; FEATURES];
        self.see_place(n, &mut seen);
        see_words(n, sentence, &mut seen);
        if n == self.lead {
            for (of_lead, feature) in LEADS {
                seen[of_lead as usize] = seen[feature as usize];
            }
        }
        let mut set = |f: Feature, x: f32| seen[f as usize] = x;
        let pairs = article.pairs_of(candidate.clauses.clone());
        let count = pairs.len().max(1) as f32;
        let headless = on(article.in_headline == 0);
        let share = pairs.iter().filter(|&&p| p < article.in_headline).count() as f32 / count;
        let covered = self.of_headline(candidate.clauses.clone());
        let central = pairs.iter().map(|&p| self.logs[p as usize].0).sum::<f32>() / count;
        let said = pairs.iter().filter(|&&p| self.logs[p as usize].1 < n as u32).count() as f32 / count;
        set(Feature::HeadlineCovered, covered);
        set(Feature::InHeadline, share);
        set(Feature::InHeadlineSquared, share * share);
        set(Feature::LeadInHeadline, on(n == self.lead) * share);
        set(Feature::MostOfHeadline, on(covered > 0.2 && covered >= self.most_of_headline));
        set(Feature::Central, central);
        set(Feature::CentralWithoutHeadline, headless * central);
        set(Feature::Said, said);
        set(Feature::Long, (candidate.chars as f32 / 60.0).min(2.0));
        set(Feature::Short, on(candidate.chars < 16));
        set(Feature::VeryLong, on(candidate.chars > 90));
        set(Feature::CutBehind, on(candidate.clauses.end < sentence.clauses.end));
        set(Feature::CutBefore, on(candidate.clauses.start > sentence.first));
        set(Feature::Circumstance, on(sentence.core > sentence.first && candidate.clauses.start < sentence.core));
        seen
    }

    fn see_place(&self, n: usize, seen: &mut Seen) {
        let sentences = &self.article.sentences;
        let sentence = &sentences[n];
        let mut set = |f: Feature, x: f32| seen[f as usize] = x;
        let headless = on(self.article.in_headline == 0);
        let later = (1.0 + n as f32).ln();
        let last = sentences.last().map_or(0, |s| s.paragraph);
        let opens = sentence.in_paragraph == 0 && sentence.paragraph > 0;
        set(Feature::Always, 1.0);
        set(Feature::Lead, on(n == self.lead));
        set(Feature::EmptyLead, on(n == 0 && self.lead > 0));
        set(Feature::Second, on(n == self.lead + 1));
        set(Feature::Third, on(n == self.lead + 2));
        set(Feature::FirstParagraph, on(sentence.paragraph == 0 && last > 0));
        set(Feature::OpensParagraph, on(opens));
        set(Feature::AloneInParagraph, on(opens && sentences.get(n + 1).is_none_or(|s| s.in_paragraph == 0)));
        set(Feature::Later, later);
        set(Feature::Closing, on(n > 2 && last > 0 && sentence.paragraph == last));
        set(Feature::LeadWithoutHeadline, headless * on(n == self.lead));
        set(Feature::SecondWithoutHeadline, headless * on(n == self.lead + 1));
        set(Feature::LaterWithoutHeadline, headless * later);
        set(Feature::Broken, on(sentence.broken));
        set(Feature::Heading, on(sentence.heading));
    }
}

fn see_words(n: usize, sentence: &Sentence, seen: &mut Seen) {
    let signs = &sentence.signs;
    let mut set = |f: Feature, x: f32| seen[f as usize] = x;
    set(Feature::RefersBack, on(signs.refers_back));
    set(Feature::RefersLoosely, on(signs.refers_loosely && !signs.refers_back));
    set(Feature::Contrasts, on(signs.contrasts));
    set(Feature::Adds, on(signs.adds));
    set(Feature::Concludes, on(signs.concludes));
    set(Feature::WithinQuotation, on(signs.within_quotation));
    set(Feature::NoSpeaker, on(signs.no_speaker));
    set(Feature::Quoted, signs.quoted);
    set(Feature::Exclaims, on(signs.exclaims));
    set(Feature::Unended, on(signs.unended));
    set(Feature::Personal, on(signs.personal));
    set(Feature::Advises, on(signs.advises));
    set(Feature::History, on(signs.history));
    set(Feature::HistoryAtFirst, on(signs.history && n < 2));
    set(Feature::Dated, on(signs.dated));
    set(Feature::Institution, on(signs.institution));
    set(Feature::Figures, signs.figures);
    set(Feature::Result, on(signs.result));
    set(Feature::Ceremony, on(signs.ceremony));
    set(Feature::Scene, on(signs.scene));
    set(Feature::SceneAtFirst, on(signs.scene && n < 3));
    set(Feature::Praise, on(signs.praise));
    set(Feature::Announces, on(signs.announces));
    set(Feature::Speech, on(signs.said));
    set(Feature::Problem, on(signs.problem));
}

/// Features of the lead that are others in it.
const LEADS: [(Feature, Feature); 7] = [
    (Feature::LeadDated, Feature::Dated),
    (Feature::LeadResult, Feature::Result),
    (Feature::LeadFigures, Feature::Figures),
    (Feature::LeadInstitution, Feature::Institution),
    (Feature::LeadHistory, Feature::History),
    (Feature::LeadPraise, Feature::Praise),
    (Feature::LeadQuoted, Feature::Quoted),
];

/// The sentence can be an article's lead.
fn leads(sentence: &Sentence) -> bool {
    let s = &sentence.signs;
    let refers = s.refers_back || s.contrasts || s.adds || s.concludes;
    let quotes = s.within_quotation || s.no_speaker || s.quoted > 0.5;
    let empty = s.scene && !s.dated || s.exclaims && sentence.chars < 16 || s.announces || s.unended;
    !(s.never || refers || quotes || empty || sentence.heading || sentence.chars < 12)
}

fn sentences_with(article: &Article<'_>) -> Vec<(f32, u32)> {
    let mut seen = vec![(u32::MAX, u32::MAX, 0_u32); article.kinds];
    for (n, sentence) in article.sentences.iter().enumerate() {
        let n = n as u32;
        for &p in article.pairs_of(sentence.clauses.clone()) {
            let (first, last, count) = &mut seen[p as usize];
            if *last != n {
                *first = (*first).min(n);
                *last = n;
                *count += 1;
            }
        }
    }
    seen.into_iter().map(|(first, _, count)| (if count > 1 { (count as f32).ln() } else { 0.0 }, first)).collect()
}

fn on(x: bool) -> f32 {
    if x { 1.0 } else { 0.0 }
}

//! The parameters of learning, unchecked and checked.

use linfa::ParamGuard;

use jzclass::error::{Error, Result};

/// Checked parameters of topic learning; made by [`TopicParams::check`](ParamGuard::check).
#[derive(Debug, Clone, PartialEq)]
pub struct TopicValidParams {
    alpha: f64,
    bayes_share: f64,
    epochs: usize,
    runs: Option<usize>,
    learning_rate: f32,
    shrinkage: f32,
    seed: u64,
}

impl TopicValidParams {
    /// Smoothing of naive Bayes.
    pub fn alpha(&self) -> f64 {
        self.alpha
    }
    /// Share of the naive-Bayes scores.
    pub fn bayes_share(&self) -> f64 {
        self.bayes_share
    }
    /// Passes over the documents in each run.
    pub fn epochs(&self) -> usize {
        self.epochs
    }
    /// Runs averaged; `None` when the number of documents decides.
    pub fn runs(&self) -> Option<usize> {
        self.runs
    }
    /// Runs averaged over so many documents.
    pub(super) fn runs_on(&self, documents: usize) -> usize {
        const MANY: usize = 10_000;
        self.runs.unwrap_or(if documents < MANY { 10 } else { 4 })
    }
    /// AdaGrad's step.
    pub fn learning_rate(&self) -> f32 {
        self.learning_rate
    }
    /// Pull of the correction towards nothing.
    pub fn shrinkage(&self) -> f32 {
        self.shrinkage
    }
    /// Seed of the documents' order.
    pub fn seed(&self) -> u64 {
        self.seed
    }
}

/// How topics are learned.
///
/// | Name | Default | Purpose | Range |
/// |---|---|---|---|
/// | `alpha` | 0.3 | smoothing of naive Bayes, added to every term's sum | above 0 |
/// | `bayes_share` | 0.35 | weight of the naive-Bayes scores, times the scale that fits them best | 0 to 2 |
/// | `epochs` | 1 | passes over the documents in each run; 0 leaves naive Bayes alone | 0 to 1000 |
/// | `runs` | none | runs whose weights are averaged, each over the documents in an order of its own; without it 4, and 10 on fewer than 10,000 documents | 1 to 1000 |
/// | `learning_rate` | 0.2 | AdaGrad's step | above 0, to 10 |
/// | `shrinkage` | 0 | pull of the correction towards nothing (L2) | 0 to 10 |
/// | `seed` | 1 | order of the documents | any |
#[derive(Debug, Clone, PartialEq)]
pub struct TopicParams(TopicValidParams);

impl Default for TopicParams {
    fn default() -> Self {
        Self(TopicValidParams {
            alpha: 0.3,
            bayes_share: 0.35,
            epochs: 1,
            runs: None,
            learning_rate: 0.2,
            shrinkage: 0.0,
            seed: 1,
        })
    }
}

impl TopicParams {
    /// Sets the smoothing of naive Bayes.
    #[must_use]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.0.alpha = alpha;
        self
    }
    /// Sets the weight of the naive-Bayes scores.
    #[must_use]
    pub fn bayes_share(mut self, share: f64) -> Self {
        self.0.bayes_share = share;
        self
    }
    /// Sets the number of runs averaged.
    #[must_use]
    pub fn runs(mut self, runs: usize) -> Self {
        self.0.runs = Some(runs);
        self
    }
    /// Sets the number of passes of each run.
    #[must_use]
    pub fn epochs(mut self, epochs: usize) -> Self {
        self.0.epochs = epochs;
        self
    }
    /// Sets AdaGrad's step.
    #[must_use]
    pub fn learning_rate(mut self, rate: f32) -> Self {
        self.0.learning_rate = rate;
        self
    }
    /// Sets the pull of the correction towards nothing.
    #[must_use]
    pub fn shrinkage(mut self, shrinkage: f32) -> Self {
        self.0.shrinkage = shrinkage;
        self
    }
    /// Sets the seed of the documents' order.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }
}

impl ParamGuard for TopicParams {
    type Checked = TopicValidParams;
    type Error = Error;

    fn check_ref(&self) -> Result<&TopicValidParams> {
        let p = &self.0;
        let bad = |name, value: String, range| Err(Error::Parameter { name, value, range });
        if !(p.alpha > 0.0 && p.alpha.is_finite()) {
            return bad("alpha", p.alpha.to_string(), "above 0");
        }
        if !(0.0..=2.0).contains(&p.bayes_share) {
            return bad("bayes_share", p.bayes_share.to_string(), "0 to 2");
        }
        if p.epochs > 1000 {
            return bad("epochs", p.epochs.to_string(), "0 to 1000");
        }
        if let Some(runs) = p.runs.filter(|n| !(1..=1000).contains(n)) {
            return bad("runs", runs.to_string(), "1 to 1000");
        }
        if !(p.learning_rate > 0.0 && p.learning_rate <= 10.0) {
            return bad("learning_rate", p.learning_rate.to_string(), "above 0, to 10");
        }
        if !(0.0..=10.0).contains(&p.shrinkage) {
            return bad("shrinkage", p.shrinkage.to_string(), "0 to 10");
        }
        Ok(p)
    }

    fn check(self) -> Result<TopicValidParams> {
        self.check_ref()?;
        Ok(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_out_of_range_are_refused() {
        assert!(TopicParams::default().check().is_ok());
        for params in [
            TopicParams::default().alpha(0.0),
            TopicParams::default().alpha(f64::NAN),
            TopicParams::default().bayes_share(-1.0),
            TopicParams::default().epochs(5000),
            TopicParams::default().runs(0),
            TopicParams::default().learning_rate(f32::NAN),
            TopicParams::default().shrinkage(-0.1),
        ] {
            assert!(matches!(params.check(), Err(Error::Parameter { .. })));
        }
    }
}

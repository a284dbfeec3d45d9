//! Stochastic gradient steps of the refinement.

use libm::expf;
use ndarray::{Array2, s};
use rayon::prelude::*;

use super::params::TopicValidParams;
use super::refine::{Shares, weight_of};
use super::rows::{Packed, SparseRows};
use jzclass::random::SplitMix;

/// What the runs arrive at, each averaged over the later half of its passes.
pub(super) struct Correction {
    /// Terms × topics.
    pub weights: Array2<f32>,
    pub bias: Vec<f32>,
}

/// Numbers handled together: rows of weights are padded to a multiple of it.
const LANES: usize = 4;
/// Squared gradients before the first step.
const FIRST_SQUARE: f32 = 1e-8;
/// Gradients smaller than this change nothing worth the time.
const SETTLED: f32 = 1e-6;
/// Bytes of weights that runs under way together may hold.
const MOST_HELD: usize = 1 << 30;
/// The bias moves more slowly than the terms, which all documents share it with.
const BIAS_RATE: f32 = 0.1;

struct State {
    /// Length of a row: the topics' weights, blanks, and last the sum of squared gradients, which is
    /// wanted whenever the weights are.
    lanes: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
    bias_square: f32,
}

/// Averages several runs of passes, each over the documents in an order of its own: where one run ends depends
/// much on the order, their mean little (parameter mixing: Zinkevich, Weimer, Li & Smola, NIPS 2010).
///
/// `offsets` (documents × topics) are added to every score and stay as they are.
///
/// Without shrinkage, the terms of one document alone all have the same weights at every step: the step
/// of a term is `rate · x · g / √(Σ x² g²)`, from which its value `x` falls out where that stays the same.
/// They are handled as one term whose value is the sum of theirs. Of titles' terms these are most.
pub(super) fn descend(
    packed: &Packed,
    shares: &[Shares],
    offsets: &Array2<f32>,
    params: &TopicValidParams,
) -> Correction {
    if params.shrinkage() > 0.0 {
        let pull: Vec<f32> = packed.documents.iter().map(|&n| params.shrinkage() / n.max(1) as f32).collect();
        return steps(&packed.rows, &pull, shares, offsets, params);
    }
    let (rows, own) = packed.joined();
    let Correction { weights, bias } = steps(&rows, &[], shares, offsets, params);
    let mut all = Array2::zeros((packed.terms.len(), weights.ncols()));
    let shared = packed.shared;
    all.slice_mut(s![..shared, ..]).assign(&weights.slice(s![..shared, ..]));
    for ((terms, _), own) in packed.rows.iter().zip(own) {
        let Some(own) = own else { continue };
        for &term in terms.iter().filter(|&&term| term as usize >= shared) {
            all.row_mut(term as usize).assign(&weights.row(own as usize));
        }
    }
    Correction { weights: all, bias }
}

/// `pull` is each term's shrinkage; empty for none.
fn steps(
    rows: &SparseRows,
    pull: &[f32],
    shares: &[Shares],
    offsets: &Array2<f32>,
    params: &TopicValidParams,
) -> Correction {
    let topics = offsets.ncols();
    let lanes = (topics + 1).next_multiple_of(LANES);
    let terms = rows.features();
    let count = params.runs_on(rows.len());
    let mut random = SplitMix(params.seed());
    let seeds: Vec<u64> = (0..count).map(|_| random.next()).collect();
    let together = (MOST_HELD / (terms * lanes * size_of::<f32>()).max(1)).clamp(1, rayon::current_num_threads());
    let mut sum: Option<State> = None;
    // Summed in the order of the runs, however many are under way at a time.
    for seeds in seeds.chunks(together) {
        let runs: Vec<State> =
            seeds.par_iter().map(|&seed| State::run(lanes, rows, pull, shares, offsets, params, seed)).collect();
        for run in runs {
            match &mut sum {
                None => sum = Some(run),
                Some(sum) => sum.add(&run),
            }
        }
    }
    let State { weights, bias, .. } = sum.unwrap_or_else(|| State::new(terms, lanes));
    let count = count.max(1) as f32;
    Correction {
        weights: Array2::from_shape_fn((terms, topics), |(f, t)| weights[f * lanes + t] / count),
        bias: bias[..topics].iter().map(|b| b / count).collect(),
    }
}

impl State {
    fn new(terms: usize, lanes: usize) -> Self {
        let mut weights = vec![0.0; terms * lanes];
        for row in weights.chunks_exact_mut(lanes) {
            row[lanes - 1] = FIRST_SQUARE;
        }
        Self { lanes, weights, bias: vec![0.0; lanes], bias_square: FIRST_SQUARE }
    }

    fn add(&mut self, other: &Self) {
        for (sum, w) in self.weights.iter_mut().zip(&other.weights) {
            *sum += w;
        }
        for (sum, b) in self.bias.iter_mut().zip(&other.bias) {
            *sum += b;
        }
    }

    /// One run: its passes in an order of the documents that the seed fixes, averaged over the later half.
    fn run(
        lanes: usize,
        rows: &SparseRows,
        pull: &[f32],
        shares: &[Shares],
        offsets: &Array2<f32>,
        params: &TopicValidParams,
        seed: u64,
    ) -> Self {
        let mut state = Self::new(rows.features(), lanes);
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let mut random = SplitMix(seed);
        let averaged_from = params.epochs() / 2;
        let mut mean: Option<Self> = None;
        let mut gradient = vec![0.0_f32; lanes];
        for epoch in 0..params.epochs() {
            random.shuffle(&mut order);
            state.pass(&order, rows, pull, shares, offsets, params.learning_rate(), &mut gradient);
            if epoch < averaged_from {
                continue;
            }
            match &mut mean {
                // After the last pass nothing is learned any more: its weights are the sum.
                None if epoch + 1 == params.epochs() => break,
                None => mean = Some(Self { weights: state.weights.clone(), bias: state.bias.clone(), ..state }),
                Some(mean) => mean.add(&state),
            }
        }
        let Some(mut mean) = mean else { return state };
        let passes = (params.epochs() - averaged_from).max(1) as f32;
        mean.weights.iter_mut().chain(&mut mean.bias).for_each(|w| *w /= passes);
        mean
    }
}
impl State {
    /// One pass over the documents in the order given.
    #[expect(clippy::too_many_arguments, reason = "what is learned from, as it is handed down")]
    fn pass(
        &mut self,
        order: &[usize],
        rows: &SparseRows,
        pull: &[f32],
        shares: &[Shares],
        offsets: &Array2<f32>,
        rate: f32,
        gradient: &mut [f32],
    ) {
        let topics = offsets.ncols();
        for &i in order {
            let (own, values) = rows.row(i);
            let offset = offsets.row(i);
            let square = self.gradient(own, values, offset.as_slice().unwrap_or(&[]), &shares[i], topics, gradient);
            if square > SETTLED {
                self.step(own, values, gradient, square / topics as f32, rate, pull);
            }
        }
    }

    /// Softmax minus the shares, into `gradient`; its squared length.
    fn gradient(
        &self,
        terms: &[u32],
        values: &[f32],
        offset: &[f32],
        shares: &Shares,
        topics: usize,
        gradient: &mut [f32],
    ) -> f32 {
        gradient.copy_from_slice(&self.bias);
        for (&term, &value) in terms.iter().zip(values) {
            let row = &self.weights[term as usize * self.lanes..][..self.lanes];
            for (g, w) in gradient.chunks_exact_mut(LANES).zip(row.chunks_exact(LANES)) {
                for k in 0..LANES {
                    g[k] += w[k] * value;
                }
            }
        }
        let mut most = f32::NEG_INFINITY;
        for (g, o) in gradient.iter_mut().zip(offset) {
            *g += o;
            most = most.max(*g);
        }
        let mut sum = 0.0;
        for g in &mut gradient[..topics] {
            *g = expf(*g - most);
            sum += *g;
        }
        let part = weight_of(shares) as f32 / sum;
        for g in &mut gradient[..topics] {
            *g *= part;
        }
        for &(topic, share) in shares {
            gradient[topic] -= share;
        }
        for g in &mut gradient[topics..] {
            *g = 0.0;
        }
        gradient.iter().map(|g| g * g).sum()
    }

    /// One AdaGrad step against the gradient, with one rate a term.
    fn step(&mut self, terms: &[u32], values: &[f32], gradient: &[f32], square: f32, rate: f32, pull: &[f32]) {
        let lanes = self.lanes;
        for (&term, &value) in terms.iter().zip(values) {
            let row = &mut self.weights[term as usize * lanes..][..lanes];
            let squares = row[lanes - 1] + square * value * value;
            let eta = rate / squares.sqrt();
            let keep = pull.get(term as usize).map_or(1.0, |pull| 1.0 - (eta * pull).min(0.5));
            let move_by = eta * value;
            for (w, g) in row.chunks_exact_mut(LANES).zip(gradient.chunks_exact(LANES)) {
                for k in 0..LANES {
                    w[k] = w[k] * keep - move_by * g[k];
                }
            }
            row[lanes - 1] = squares;
        }
        self.bias_square += square;
        let eta = BIAS_RATE * rate / self.bias_square.sqrt();
        for (b, g) in self.bias.iter_mut().zip(gradient) {
            *b -= eta * g;
        }
    }
}

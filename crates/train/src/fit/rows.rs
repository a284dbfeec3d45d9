//! Many documents as sparse rows.

use linfa::dataset::Records;

/// Sparse rows (compressed, row by row): for each document its terms with their values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SparseRows {
    starts: Vec<usize>,
    terms: Vec<u32>,
    values: Vec<f32>,
    features: usize,
}

impl SparseRows {
    /// No rows yet, of `features` columns.
    pub fn new(features: usize) -> Self {
        Self { starts: vec![0], terms: Vec::new(), values: Vec::new(), features }
    }

    /// Adds a row; terms beyond the columns are left out.
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, f32)>) {
        for (term, value) in row {
            if (term as usize) < self.features {
                self.terms.push(term);
                self.values.push(value);
            }
        }
        self.starts.push(self.terms.len());
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// True without a row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of columns.
    pub fn features(&self) -> usize {
        self.features
    }

    /// The terms and values of a row.
    pub fn row(&self, i: usize) -> (&[u32], &[f32]) {
        let range = self.starts[i]..self.starts[i + 1];
        (&self.terms[range.clone()], &self.values[range])
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = (&[u32], &[f32])> + '_ {
        (0..self.len()).map(|i| self.row(i))
    }

    /// For each column, whether any row has it.
    pub(crate) fn known_terms(&self) -> Vec<bool> {
        let mut known = vec![false; self.features];
        for &term in &self.terms {
            known[term as usize] = true;
        }
        known
    }

    /// The rows chosen, in the order given.
    #[must_use]
    pub fn select(&self, rows: &[usize]) -> Self {
        let mut chosen = Self::new(self.features);
        for &i in rows {
            let (terms, values) = self.row(i);
            chosen.push(terms.iter().copied().zip(values.iter().copied()));
        }
        chosen
    }
}

/// Rows renumbered so that the terms of most documents come first, and those of none are left out.
pub(crate) struct Packed {
    pub rows: SparseRows,
    /// The former number of each term.
    pub terms: Vec<u32>,
    /// In how many rows each term stands.
    pub documents: Vec<u32>,
    /// How many terms stand in several rows; those of one row come behind them.
    pub shared: usize,
}

impl Packed {
    /// The rows with all terms that no other row has as one term, whose value is the sum of theirs; and
    /// for each row the number of that term, if it has any.
    pub(crate) fn joined(&self) -> (SparseRows, Vec<Option<u32>>) {
        let mut next = self.shared as u32;
        let mut rows = SparseRows::new(self.shared + self.rows.len());
        rows.terms.reserve(self.rows.terms.len());
        rows.values.reserve(self.rows.terms.len());
        let mut own = Vec::with_capacity(self.rows.len());
        for (terms, values) in self.rows.iter() {
            let mut sum: Option<f32> = None;
            for (&term, &value) in terms.iter().zip(values) {
                if (term as usize) < self.shared {
                    rows.terms.push(term);
                    rows.values.push(value);
                } else {
                    sum = Some(sum.unwrap_or(0.0) + value);
                }
            }
            own.push(sum.map(|value| {
                rows.terms.push(next);
                rows.values.push(value);
                next += 1;
                next - 1
            }));
            rows.starts.push(rows.terms.len());
        }
        rows.features = next as usize;
        (rows, own)
    }
}

impl SparseRows {
    /// Packs the rows: what is used most lies together in memory.
    pub(crate) fn packed(&self) -> Packed {
        let mut counts = vec![0_u32; self.features];
        for &term in &self.terms {
            counts[term as usize] += 1;
        }
        let mut terms: Vec<u32> = (0..self.features as u32).filter(|&t| counts[t as usize] > 0).collect();
        terms.sort_by_key(|&t| std::cmp::Reverse(counts[t as usize]));
        let mut numbers = vec![0_u32; self.features];
        for (new, &old) in terms.iter().enumerate() {
            numbers[old as usize] = new as u32;
        }
        let rows = Self {
            starts: self.starts.clone(),
            terms: self.terms.iter().map(|&t| numbers[t as usize]).collect(),
            values: self.values.clone(),
            features: terms.len(),
        };
        let documents: Vec<u32> = terms.iter().map(|&t| counts[t as usize]).collect();
        let shared = documents.partition_point(|&n| n > 1);
        Packed { rows, terms, documents, shared }
    }
}

impl Records for SparseRows {
    type Elem = f32;

    fn nsamples(&self) -> usize {
        self.len()
    }

    fn nfeatures(&self) -> usize {
        self.features
    }
}

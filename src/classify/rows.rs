//! Many documents as sparse rows.

use linfa::dataset::Records;

/// Sparse rows (compressed, row by row): for each document its terms, ascending, with their values.
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

    /// The rows chosen, in the order given.
    pub fn select(&self, rows: &[usize]) -> Self {
        let mut chosen = Self::new(self.features);
        for &i in rows {
            let (terms, values) = self.row(i);
            chosen.push(terms.iter().copied().zip(values.iter().copied()));
        }
        chosen
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

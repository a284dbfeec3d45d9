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
        let documents = terms.iter().map(|&t| counts[t as usize]).collect();
        Packed { rows, terms, documents }
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

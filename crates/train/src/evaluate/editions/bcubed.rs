//! B³, the score of a clustering by its elements.

use std::collections::BTreeMap;

/// Sums over elements from which B³ precision and recall are had; sums of several pages add up.
///
/// With `C(e)` the true cluster of an element and `K(e)` the one it was put into,
///
/// ```text
/// precision = mean over e of |C(e) ∩ K(e)| / |K(e)|
/// recall    = mean over e of |C(e) ∩ K(e)| / |C(e)|
/// F1        = 2 · precision · recall / (precision + recall)
/// ```
///
/// A. Bagga and B. Baldwin, *Algorithms for scoring coreference chains*, 1998.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct BCubed {
    /// Elements.
    pub elements: usize,
    precision: f64,
    recall: f64,
}

impl BCubed {
    /// Scores elements given as (true cluster, cluster put into); an element put nowhere is a
    /// cluster of its own.
    ///
    /// ```
    /// use jzclass_train::evaluate::editions::BCubed;
    /// // Two articles of two lines, put into one.
    /// let score = BCubed::of(&[(0, Some(0)), (0, Some(0)), (1, Some(0)), (1, Some(0))]);
    /// assert_eq!((score.precision(), score.recall()), (0.5, 1.0));
    /// ```
    pub fn of(elements: &[(usize, Option<usize>)]) -> Self {
        let mut of_truth: BTreeMap<usize, usize> = BTreeMap::new();
        let mut of_found: BTreeMap<usize, usize> = BTreeMap::new();
        let mut of_both: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for &(truth, found) in elements {
            *of_truth.entry(truth).or_default() += 1;
            if let Some(found) = found {
                *of_found.entry(found).or_default() += 1;
                *of_both.entry((truth, found)).or_default() += 1;
            }
        }
        let mut score = Self { elements: elements.len(), ..Self::default() };
        // A lone element has precision 1 and recall 1 / |C(e)|.
        for (truth, _) in elements.iter().filter(|(_, found)| found.is_none()) {
            score.precision += 1.0;
            score.recall += 1.0 / of_truth[truth] as f64;
        }
        // All elements of the same two clusters score alike.
        for ((truth, found), &common) in &of_both {
            let square = (common * common) as f64;
            score.precision += square / of_found[found] as f64;
            score.recall += square / of_truth[truth] as f64;
        }
        score
    }

    /// Adds the elements of another page.
    pub fn add(&mut self, other: Self) {
        self.elements += other.elements;
        self.precision += other.precision;
        self.recall += other.recall;
    }

    fn mean(&self, sum: f64) -> f64 {
        if self.elements == 0 { 1.0 } else { sum / self.elements as f64 }
    }

    /// Precision, 0 to 1; 1 without elements.
    pub fn precision(&self) -> f64 {
        self.mean(self.precision)
    }

    /// Recall, 0 to 1; 1 without elements.
    pub fn recall(&self) -> f64 {
        self.mean(self.recall)
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(score: BCubed, precision: f64, recall: f64) {
        assert!((score.precision() - precision).abs() < 1e-12, "{score:?}");
        assert!((score.recall() - recall).abs() < 1e-12, "{score:?}");
    }

    #[test]
    fn perfect_and_empty() {
        close(BCubed::of(&[(0, Some(5)), (0, Some(5)), (1, Some(2))]), 1.0, 1.0);
        close(BCubed::of(&[]), 1.0, 1.0);
    }

    #[test]
    fn the_paper_s_example() {
        // Bagga and Baldwin 1998: true chains of 5, 2 and 5; the response joins the second and third.
        let mut elements = vec![(0, Some(0)); 5];
        elements.extend([(1, Some(1)); 2]);
        elements.extend([(2, Some(1)); 5]);
        // Precision (5·1 + 2·2/7 + 5·5/7) / 12 = 64/84 = 16/21, recall 1.
        close(BCubed::of(&elements), 16.0 / 21.0, 1.0);
        // Their second response joins the first and third: (2·1 + 10·5/10) / 12 = 7/12.
        let mut elements = vec![(0, Some(0)); 5];
        elements.extend([(1, Some(1)); 2]);
        elements.extend([(2, Some(0)); 5]);
        close(BCubed::of(&elements), 7.0 / 12.0, 1.0);
    }

    #[test]
    fn a_split_costs_recall_alone() {
        // An article of four lines in pieces of three and one: recall (3·3/4 + 1·1/4) / 4 = 10/16.
        close(BCubed::of(&[(0, Some(0)), (0, Some(0)), (0, Some(0)), (0, Some(1))]), 1.0, 0.625);
    }

    #[test]
    fn lost_lines_stand_alone() {
        // Two of four lines lost: recall (2·2/4 + 2·1/4) / 4 = 6/16.
        close(BCubed::of(&[(0, Some(0)), (0, Some(0)), (0, None), (0, None)]), 1.0, 0.375);
    }

    #[test]
    fn pages_add_up() {
        let mut sum = BCubed::of(&[(0, Some(0)), (1, Some(0))]);
        sum.add(BCubed::of(&[(0, Some(0)), (0, Some(0))]));
        close(sum, 0.75, 1.0);
    }
}

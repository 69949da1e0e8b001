//! The directions in which a symmetric matrix stretches most.
//!
//! For: [`leading`]: the first two, by rounds of a block of vectors (subspace iteration with
//! Rayleigh–Ritz: Golub and Van Loan, 'Matrix Computations', 4th edition, §8.2.4 and §8.7).
//! Must not know: what the matrix is of; it is only ever applied.
//! To add: more directions mean a larger [`WIDTH`].
//! `nalgebra` does the algebra of the small matrices; built without its `std` it has no code that
//! depends on the processor, so that every machine gives the same bits.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// Vectors in the block. More than two, so that rounds depend on how far the ninth falls behind.
pub(super) const WIDTH: usize = 8;
/// As many as Polis makes; noise, where all directions are alike, is not worth more.
const ROUNDS: usize = 100;
/// What may be left of a direction, in parts of the first value.
const LEFT: f64 = 1e-11;

/// The two largest values and their unit vectors; 0 where the matrix has fewer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Leading {
    pub values: [f64; 2],
    pub vectors: [Vec<f64>; 2],
}

/// Of the symmetric matrix of so many rows that `apply` multiplies with a block, whose values are
/// not negative. Ends when nothing larger than `left` of the first value remains, or after 100 rounds.
pub(super) fn leading(size: usize, left: f64, apply: impl Fn(&DMatrix<f64>) -> DMatrix<f64>) -> Leading {
    let mut block = DMatrix::from_fn(size, WIDTH.min(size), start).qr().q();
    let mut best = Leading { values: [0.0; 2], vectors: [vec![0.0; size], vec![0.0; size]] };
    for _ in 0..if size == 0 { 0 } else { ROUNDS } {
        let stretched = apply(&block);
        let small = SymmetricEigen::new(block.tr_mul(&stretched));
        let mut order: Vec<usize> = (0..small.eigenvalues.len()).collect();
        let value = |at: usize| small.eigenvalues.get(at).copied().unwrap_or(0.0);
        order.sort_by(|one, other| value(*other).total_cmp(&value(*one)).then(one.cmp(other)));
        let mut far: f64 = 0.0;
        for (axis, at) in order.into_iter().take(2).enumerate() {
            let mix = small.eigenvectors.column(at);
            let vector: DVector<f64> = &block * mix;
            far = far.max((&stretched * mix - &vector * value(at)).norm());
            if let (Some(slot), Some(kept)) = (best.values.get_mut(axis), best.vectors.get_mut(axis)) {
                *slot = value(at).max(0.0);
                *kept = vector.iter().copied().collect();
            }
        }
        let first = best.values.first().copied().unwrap_or(0.0);
        if first <= 0.0 || far <= left * first {
            break;
        }
        block = stretched.qr().q();
    }
    best
}

/// [`leading`] as exactly as it is wanted for axes.
pub(super) fn exact(size: usize, apply: impl Fn(&DMatrix<f64>) -> DMatrix<f64>) -> Leading {
    leading(size, LEFT, apply)
}

/// Numbers that are not in step with anything, the same every time.
fn start(row: usize, column: usize) -> f64 {
    let seed =
        u64::try_from(row).unwrap_or(0).wrapping_mul(0x9e37_79b9).wrapping_add(u64::try_from(column).unwrap_or(0));
    super::chance::fraction(super::chance::mixed(seed)) - 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(matrix: &DMatrix<f64>) -> Leading {
        exact(matrix.nrows(), |block| matrix * block)
    }

    #[test]
    fn the_axes_of_a_known_matrix_are_found() {
        // Values 9, 4 and 1 in the directions (2,1,2)/3, (−2,2,1)/3, (1,2,−2)/3.
        let axes = DMatrix::from_row_slice(3, 3, &[2.0, -2.0, 1.0, 1.0, 2.0, 2.0, 2.0, 1.0, -2.0]) / 3.0;
        let found = of(&(&axes * DMatrix::from_diagonal(&DVector::from_vec(vec![9.0, 4.0, 1.0])) * axes.transpose()));
        assert!((found.values[0] - 9.0).abs() < 1e-9 && (found.values[1] - 4.0).abs() < 1e-9);
        let along = |at: usize| found.vectors[at].iter().zip(axes.column(at).iter()).map(|(a, b)| a * b).sum::<f64>();
        assert!((along(0).abs() - 1.0).abs() < 1e-9 && (along(1).abs() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_matrix_of_zeros_of_one_row_or_of_none_has_no_axes_and_no_trouble() {
        assert_eq!(of(&DMatrix::zeros(4, 4)).values, [0.0; 2]);
        assert_eq!(of(&DMatrix::from_element(1, 1, 3.0)).values, [3.0, 0.0]);
        assert_eq!(of(&DMatrix::zeros(0, 0)).vectors[0].len(), 0);
        assert!((of(&DMatrix::identity(30, 30)).values[1] - 1.0).abs() < 1e-9);
    }
}

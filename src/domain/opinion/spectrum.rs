//! The directions in which a symmetric matrix stretches most.
//!
//! For: [`leading`]: the first two, from a few vectors and what becomes of them when the matrix is
//! applied again and again (block Krylov space with Rayleigh–Ritz, begun anew with the best vectors: Golub and Van
//! Loan, 'Matrix Computations', 4th edition, §10.3).
//! Must not know: what the matrix is of; it is only ever applied.
//! To add: more directions mean a larger [`WIDTH`].
//! `nalgebra` does the algebra of the small matrices; built without its `std` it has no code that
//! depends on the processor, so that every machine gives the same bits.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// Vectors that go together: as many equal values can be told apart.
pub(super) const WIDTH: usize = 4;
/// Vectors at most in a space.
const DEPTH: usize = 48;
/// Spaces at most, one after another: far more than any conversation needs. In noise, where all directions
/// are alike, it is not worth more.
const SPACES: usize = 8;
/// What may be left of a direction, in parts of the first value.
const LEFT: f64 = 1e-11;
/// What is left of a vector that has no direction of its own.
const NOTHING: f64 = 1e-10;

/// The two largest values and their unit vectors; 0 where the matrix has fewer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Leading {
    pub values: [f64; 2],
    pub vectors: [Vec<f64>; 2],
}

/// Of the symmetric matrix of so many rows that `apply` multiplies with a block of at most [`WIDTH`] columns, whose
/// values are not negative.
pub(super) fn leading(size: usize, apply: impl Fn(&DMatrix<f64>) -> DMatrix<f64>) -> Leading {
    let mut best = Space::around(first_block(size), &apply);
    for _ in 1..SPACES {
        if best.is_exact() {
            break;
        }
        best = Space::around(best.vectors, &apply);
    }
    best.leading(size)
}

/// The largest value alone, to about a hundredth, never more than it is.
pub(super) fn largest(size: usize, apply: impl Fn(&DMatrix<f64>) -> DMatrix<f64>) -> f64 {
    Space::around(first_block(size), &apply).values.first().copied().unwrap_or(0.0)
}

/// The best that can be made of the vectors in a space.
struct Space {
    /// Largest first, at most [`WIDTH`].
    values: Vec<f64>,
    vectors: Vec<DVector<f64>>,
    /// How far the matrix takes the first two out of their directions, the larger.
    left: f64,
}

impl Space {
    fn around(block: Vec<DVector<f64>>, apply: &impl Fn(&DMatrix<f64>) -> DMatrix<f64>) -> Self {
        let (mut basis, mut images) = (Vec::<DVector<f64>>::new(), Vec::new());
        let mut fresh = across(block, &basis);
        while !fresh.is_empty() && basis.len() + fresh.len() <= DEPTH {
            let stretched = apply(&DMatrix::from_columns(&fresh));
            let new: Vec<DVector<f64>> = stretched.column_iter().map(nalgebra::Matrix::into_owned).collect();
            basis.append(&mut fresh);
            fresh = across(new.clone(), &basis);
            images.extend(new);
        }
        if basis.is_empty() {
            return Self { values: Vec::new(), vectors: Vec::new(), left: 0.0 };
        }
        Self::within(&DMatrix::from_columns(&basis), &DMatrix::from_columns(&images))
    }

    fn within(basis: &DMatrix<f64>, images: &DMatrix<f64>) -> Self {
        let small = SymmetricEigen::new(basis.tr_mul(images));
        let value = |at: &usize| small.eigenvalues.get(*at).copied().unwrap_or(0.0);
        let mut order: Vec<usize> = (0..small.eigenvalues.len()).collect();
        order.sort_by(|one, other| value(other).total_cmp(&value(one)).then(one.cmp(other)));
        order.truncate(WIDTH);
        let vectors: Vec<DVector<f64>> = order.iter().map(|at| basis * small.eigenvectors.column(*at)).collect();
        let off = |(at, vector): (&usize, &DVector<f64>)| {
            (images * small.eigenvectors.column(*at) - vector * value(at)).norm()
        };
        let left = order.iter().zip(&vectors).take(2).map(off).fold(0.0, f64::max);
        Self { values: order.iter().map(|at| value(at).max(0.0)).collect(), vectors, left }
    }

    fn is_exact(&self) -> bool {
        self.left <= LEFT * self.values.first().copied().unwrap_or(0.0)
    }

    fn leading(self, size: usize) -> Leading {
        let value = |at: usize| self.values.get(at).copied().unwrap_or(0.0);
        let vector = |at: usize| match self.vectors.get(at) {
            Some(vector) if value(at) > 0.0 => vector.iter().copied().collect(),
            _ => vec![0.0; size],
        };
        Leading { values: [value(0), value(1)], vectors: [vector(0), vector(1)] }
    }
}

/// The part of each vector that is across all those before it, one long (Gram and Schmidt, twice, which is
/// enough); those that have none are left out.
fn across(block: Vec<DVector<f64>>, basis: &[DVector<f64>]) -> Vec<DVector<f64>> {
    let mut new: Vec<DVector<f64>> = Vec::new();
    for mut vector in block {
        let before = vector.norm();
        for _ in 0..2 {
            for other in basis.iter().chain(&new) {
                let along = other.dot(&vector);
                vector.axpy(-along, other, 1.0);
            }
        }
        let length = vector.norm();
        if length > NOTHING * before && length > 0.0 {
            new.push(vector / length);
        }
    }
    new
}

/// Numbers that are not in step with anything, the same every time.
fn first_block(size: usize) -> Vec<DVector<f64>> {
    let number = |at: usize| super::chance::fraction(super::chance::mixed(u64::try_from(at).unwrap_or(0))) - 0.5;
    (0..WIDTH.min(size)).map(|column| DVector::from_fn(size, |row, _| number(row * WIDTH + column))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(matrix: &DMatrix<f64>) -> Leading {
        leading(matrix.nrows(), |block| matrix * block)
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
        assert!(of(&DMatrix::zeros(4, 4)).values.iter().all(|value| value.abs() < 1e-300));
        assert!((of(&DMatrix::from_element(1, 1, 3.0)).values[0] - 3.0).abs() < 1e-12);
        assert_eq!(of(&DMatrix::zeros(0, 0)).vectors[0].len(), 0);
        assert!((of(&DMatrix::identity(30, 30)).values[1] - 1.0).abs() < 1e-9);
    }

    #[test]
    fn values_that_are_close_to_each_other_are_found_as_exactly() {
        let value = |at: usize| {
            if at < 3 {
                7.0 - 1e-4 * f64::from(u8::try_from(at).unwrap())
            } else {
                6.9 - 0.02 * f64::from(u16::try_from(at).unwrap())
            }
        };
        let matrix = DMatrix::from_fn(200, 200, |row, column| if row == column { value(row) } else { 0.0 });
        let found = of(&matrix);
        assert!((found.values[0] - 7.0).abs() < 1e-9 && (found.values[1] - 6.9999).abs() < 1e-9, "{:?}", found.values);
        assert!(largest(200, |block| &matrix * block) > 6.9);
    }
}

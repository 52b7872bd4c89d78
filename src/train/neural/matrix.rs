//! Products of row-major `f32` matrices.
//!
//! Every element is summed in the order of the inner dimension, so the result does not depend on the blocking or on the
//! machine.

use crate::model::{Kernel, dispatch_simd};

/// Number of columns computed together.
const LANES: usize = 32;

/// The right-hand matrix of products, cut into panels of contiguous columns.
#[derive(Debug)]
pub struct Panels {
    inner: usize,
    columns: usize,
    data: Vec<f32>,
}

impl Panels {
    /// Packs `matrix` with rows of `columns` values. The number of columns must be a multiple of 32.
    pub fn new(matrix: &[f32], columns: usize) -> Self {
        assert!(columns.is_multiple_of(32) && matrix.len().is_multiple_of(columns));
        let inner = matrix.len() / columns;
        let mut data = Vec::with_capacity(matrix.len());
        for first in (0..columns).step_by(LANES) {
            for row in matrix.chunks_exact(columns) {
                data.extend_from_slice(&row[first..first + LANES]);
            }
        }
        Self { inner, columns, data }
    }

    /// Adds the product of `left` and this matrix to `out`.
    pub fn add_product(&self, left: &[f32], out: &mut [f32]) {
        dispatch_simd(AddProduct { matrix: self, left, out });
    }

    #[inline(always)]
    fn add_rows(&self, left: &[f32], out: &mut [f32]) {
        let rows = left.len() / self.inner;
        assert_eq!(rows * self.columns, out.len());
        for (panel, data) in self.data.chunks_exact(self.inner * LANES).enumerate() {
            let (panel_of, data) = (panel * LANES, data.as_chunks::<LANES>().0);
            let fours = left.chunks_exact(4 * self.inner);
            let rest = fours.remainder();
            for (block, left) in fours.enumerate() {
                let out = &mut out[block * 4 * self.columns + panel_of..];
                let (ab, cd) = left.split_at(2 * self.inner);
                let ((a, b), (c, d)) = (ab.split_at(self.inner), cd.split_at(self.inner));
                for (row, sums) in four_rows([a, b, c, d], data).iter().enumerate() {
                    add(&mut out[row * self.columns..], sums);
                }
            }
            for (row, left) in rest.chunks_exact(self.inner).enumerate() {
                add(&mut out[(rows / 4 * 4 + row) * self.columns + panel_of..], &one_row(left, data));
            }
        }
    }
}

/// One product as a SIMD kernel.
struct AddProduct<'a> {
    matrix: &'a Panels,
    left: &'a [f32],
    out: &'a mut [f32],
}

impl Kernel for AddProduct<'_> {
    #[inline(always)]
    fn run(self) {
        self.matrix.add_rows(self.left, self.out);
    }
}

type Lanes = [f32; LANES];

/// Four rows together: each value of the panel is loaded once for all of them.
#[inline(always)]
fn four_rows([a, b, c, d]: [&[f32]; 4], panel: &[Lanes]) -> [Lanes; 4] {
    let (mut s, mut t, mut u, mut v) = ([0.0; LANES], [0.0; LANES], [0.0; LANES], [0.0; LANES]);
    let lefts = a.iter().zip(b).zip(c.iter().zip(d));
    for (right, ((a, b), (c, d))) in panel.iter().zip(lefts) {
        for lane in 0..LANES {
            s[lane] += a * right[lane];
            t[lane] += b * right[lane];
            u[lane] += c * right[lane];
            v[lane] += d * right[lane];
        }
    }
    [s, t, u, v]
}

#[inline(always)]
fn one_row(left: &[f32], panel: &[Lanes]) -> Lanes {
    let mut sums = [0.0; LANES];
    for (right, factor) in panel.iter().zip(left) {
        for lane in 0..LANES {
            sums[lane] += factor * right[lane];
        }
    }
    sums
}

#[inline(always)]
fn add(out: &mut [f32], sums: &Lanes) {
    out.iter_mut().zip(sums).for_each(|(value, sum)| *value += sum);
}

/// The transpose of `matrix`, which has rows of `columns` values.
pub fn transposed(matrix: &[f32], columns: usize) -> Vec<f32> {
    let rows = matrix.len() / columns;
    let mut out = vec![0.0; matrix.len()];
    for (row, values) in matrix.chunks_exact(columns).enumerate() {
        for (column, value) in values.iter().enumerate() {
            out[column * rows + row] = *value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_a_product() {
        let left: Vec<f32> = (0..7 * 5).map(|n| (n % 9) as f32).collect();
        let right: Vec<f32> = (0..5 * 64).map(|n| (n % 11) as f32).collect();
        let mut out = vec![1.0; 7 * 64];
        Panels::new(&right, 64).add_product(&left, &mut out);
        for row in 0..7 {
            for column in 0..64 {
                let expected: f32 = (0..5).map(|k| left[row * 5 + k] * right[k * 64 + column]).sum();
                assert_eq!(out[row * 64 + column], 1.0 + expected);
            }
        }
        assert_eq!(transposed(&transposed(&left, 5), 7), left);
    }
}

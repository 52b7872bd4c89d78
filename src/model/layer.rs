//! One trained layer: the weights of features and of steps between labels.

use std::cell::Cell;

use super::registers::{Work, in_widest_registers};
use super::table::{Room, Table};

/// The scores of the labels of one token (logarithms, up to a constant).
pub type Scores = [f32; 7];

/// Scores of steps from one label (row) to the next (column).
pub type Steps = [[f32; 7]; 7];

/// The weights of one feature: seven small numbers and a scale for all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The weights in units of the scale.
    pub weights: [i8; 7],
    /// The scale is two to the power of minus this by eight.
    pub scale: u8,
}

impl Row {
    /// The row nearest to `weights`.
    pub fn from_weights(weights: &[f32]) -> Row {
        let top = weights.iter().fold(0.0f32, |top, weight| top.max(weight.abs()));
        let mut row = Row { weights: [0; 7], scale: scale_for(top) };
        let unit = unit(row.scale);
        for (small, weight) in row.weights.iter_mut().zip(weights) {
            *small = (weight / unit).round().clamp(-127.0, 127.0) as i8;
        }
        row
    }

    /// The weights themselves.
    pub fn to_weights(self) -> Scores {
        let unit = unit(self.scale);
        self.weights.map(|weight| f32::from(weight) * unit)
    }
}

/// The finest scale that still holds a weight of size `top`.
fn scale_for(top: f32) -> u8 {
    (0..=255).rev().find(|&scale| unit(scale) * 127.0 >= top).unwrap_or(0)
}

fn unit(scale: u8) -> f32 {
    f32::exp2(-f32::from(scale) / 8.0)
}

/// A trained layer.
#[derive(Clone, Debug)]
pub struct Layer {
    rows: Table<Row>,
    units: Vec<f32>,
    /// Step weights.
    pub steps: Steps,
}

impl Layer {
    /// A layer of `rows` by key, see [`super::key_of`].
    pub fn new(rows: &[(u32, Row)], steps: Steps) -> Layer {
        Layer { rows: Table::new(rows), units: (0..=255).map(unit).collect(), steps }
    }

    /// Adds the weights of `features` to `scores`.
    pub fn add(&self, features: &[u64], scores: &mut Scores) {
        self.add_each(std::slice::from_mut(scores), 0..1, |_, out| out.extend_from_slice(features));
    }

    /// Adds to those of `scores` at `places` the weights of their features: `features` writes those of the one with
    /// the number it is given, into a vector that is empty.
    pub fn add_each(
        &self,
        scores: &mut [Scores],
        places: impl Iterator<Item = usize>,
        features: impl FnMut(usize, &mut Vec<u64>),
    ) {
        in_widest_registers(AddEach { layer: self, scores, places, features });
    }

    /// Adds up the weights of `features` in the order they are given.
    #[inline(always)]
    fn sum(&self, features: &[u64], room: &mut Room<Row>) -> [f32; 8] {
        let mut sum = [0.0; 8];
        self.rows.get_all(features, room, |row| {
            let unit = self.units[usize::from(row.scale)];
            // The eighth lane makes whole registers; nobody reads it.
            let [a, b, c, d, e, f, g] = row.weights;
            for (sum, weight) in sum.iter_mut().zip([a, b, c, d, e, f, g, 0]) {
                *sum += f32::from(weight) * unit;
            }
        });
        sum
    }

    /// All rows in order of their keys.
    pub fn entries(&self) -> Vec<(u32, Row)> {
        self.rows.entries()
    }
}

/// The sums of many places, in the widest registers that the machine has.
struct AddEach<'a, P, F> {
    layer: &'a Layer,
    scores: &'a mut [Scores],
    places: P,
    features: F,
}

impl<P: Iterator<Item = usize>, F: FnMut(usize, &mut Vec<u64>)> Work for AddEach<'_, P, F> {
    #[inline(always)]
    fn run(mut self) {
        thread_local! {
            /// Kept from call to call: many are for a few places only.
            static ROOM: Cell<(Vec<u64>, Room<Row>)> = Cell::default();
        }
        let (mut found, mut room) = ROOM.take();
        for index in self.places {
            found.clear();
            (self.features)(index, &mut found);
            let sum = self.layer.sum(&found, &mut room);
            self.scores[index].iter_mut().zip(sum).for_each(|(score, sum)| *score += sum);
        }
        ROOM.set((found, room));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::key_of;

    #[test]
    fn a_row_keeps_its_weights_to_one_in_a_hundred() {
        for weights in [[0.5, -3.0, 0.01, 0.0, 1.0, 2.0, -0.3], [1e-3, 0.0, 0.0, -2e-3, 0.0, 0.0, 0.0], [0.0; 7]] {
            let feature = 0x1234_5678_9abc_def0;
            let layer = Layer::new(&[(key_of(feature), Row::from_weights(&weights))], [[0.0; 7]; 7]);
            let mut scores = [0.0; 7];
            layer.add(&[feature, 7], &mut scores);
            let top = weights.iter().fold(0.0f32, |top, weight| top.max(weight.abs()));
            for (score, weight) in scores.iter().zip(weights) {
                assert!((score - weight).abs() <= top * 0.01, "{score} {weight}");
            }
        }
    }
}

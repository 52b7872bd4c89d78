//! Adam (Kingma and Ba 2015), with a running mean of the weights (Polyak and Juditsky 1992).

/// The state of the optimiser.
#[derive(Debug)]
pub struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
    average: Vec<f32>,
    steps: i32,
}

/// Decay rates of the means of gradients, of their squares, and of the weights.
const KEEP_MEAN: f32 = 0.9;
const KEEP_SQUARE: f32 = 0.999;
const KEEP_AVERAGE: f32 = 0.998;

impl Adam {
    /// Starts at `weights`.
    pub fn new(weights: &[f32]) -> Self {
        Self { mean: vec![0.0; weights.len()], square: vec![0.0; weights.len()], average: weights.to_vec(), steps: 0 }
    }

    /// Moves `weights` one step down `gradient` with the learning rate `rate`.
    pub fn step(&mut self, weights: &mut [f32], gradient: &[f32], rate: f32) {
        self.steps += 1;
        let rate = rate * (1.0 - KEEP_SQUARE.powi(self.steps)).sqrt() / (1.0 - KEEP_MEAN.powi(self.steps));
        // The running mean is short at first, so that the random start is soon forgotten.
        let keep = KEEP_AVERAGE.min(1.0 - 1.0 / (1.0 + self.steps as f32 / 4.0));
        let state = self.mean.iter_mut().zip(&mut self.square).zip(&mut self.average);
        for (((mean, square), average), (weight, &slope)) in state.zip(weights.iter_mut().zip(gradient)) {
            *mean = KEEP_MEAN * *mean + (1.0 - KEEP_MEAN) * slope;
            *square = KEEP_SQUARE * *square + (1.0 - KEEP_SQUARE) * slope * slope;
            *weight -= rate * *mean / (square.sqrt() + 1e-8);
            *average = keep * *average + (1.0 - keep) * *weight;
        }
    }

    /// The running mean of the weights.
    pub fn average(&self) -> &[f32] {
        &self.average
    }
}

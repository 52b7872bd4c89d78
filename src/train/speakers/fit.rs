//! Fits the small networks that choose speakers and that calibrate the choice.
//!
//! Maximum likelihood by Adam (Kingma and Ba 2015). The likelihood of a choice is the sum of the probabilities of all
//! right candidates; that of a decision is whether it is right. Hidden cells are dropped at random (Srivastava and
//! others 2014). Features are divided by their standard deviation and clipped, but not centred, so that zeros stay
//! sparse.

use crate::model::{sigmoid, softmax};
use crate::speakers::{Bounds, Network};
use crate::train::xorshift::Xorshift;

/// A training example.
#[derive(Clone, Debug)]
pub(super) struct RankingExample {
    /// Features that all candidates share.
    pub shared: Vec<f32>,
    /// Their rows, one after the other.
    pub rows: Vec<f32>,
    /// Which candidates are right. With a single candidate: whether it is right.
    pub right: Vec<bool>,
}

/// Training settings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub hidden: usize,
    pub epochs: usize,
    pub rate: f32,
    pub dropout: f32,
    pub decay: f32,
    pub batch: usize,
}

/// The non-zero features of a row.
struct Sparse {
    at: Vec<u16>,
    value: Vec<f32>,
}

struct Prepared {
    shared: Sparse,
    rows: Vec<Sparse>,
    right: Vec<bool>,
}

/// Clipping range around the mean, in standard deviations.
const CLIP: f32 = 5.0;

/// The clipping range and the divisor of each feature.
pub(super) fn scales(examples: &[&RankingExample]) -> (Bounds, Vec<f32>) {
    let first = examples
        .first()
        .map_or((0, 0), |example| (example.shared.len(), example.rows.len() / example.right.len().max(1)));
    let shared = moments(first.0, examples.iter().map(|example| example.shared.as_slice()));
    let rows = examples.iter().flat_map(|example| example.rows.chunks_exact(first.1.max(1)));
    let own = moments(first.1, rows);
    let all = || shared.iter().chain(&own);
    let bounds =
        all().map(|&[mean, deviation]| [(mean - CLIP * deviation).min(0.0), (mean + CLIP * deviation).max(0.0)]);
    (bounds.collect(), all().map(|&[_, deviation]| 1.0 / deviation.max(0.02)).collect())
}

/// Mean and standard deviation of each of `width` features.
fn moments<'a>(width: usize, rows: impl Iterator<Item = &'a [f32]>) -> Vec<[f32; 2]> {
    let (mut sums, mut count) = (vec![[0.0f64; 2]; width], 0.0f64);
    for row in rows {
        count += 1.0;
        for (sum, &value) in sums.iter_mut().zip(row) {
            sum[0] += f64::from(value);
            sum[1] += f64::from(value) * f64::from(value);
        }
    }
    let moment = |[sum, squares]: [f64; 2]| {
        let mean = sum / count.max(1.0);
        [mean as f32, (squares / count.max(1.0) - mean * mean).max(0.0).sqrt() as f32]
    };
    sums.into_iter().map(moment).collect()
}

fn sparse(row: &[f32], bounds: &[[f32; 2]], scales: &[f32]) -> Sparse {
    let mut sparse = Sparse { at: Vec::new(), value: Vec::new() };
    for (at, ((&value, &[low, high]), scale)) in row.iter().zip(bounds).zip(scales).enumerate() {
        if value != 0.0 {
            sparse.at.push(at as u16);
            sparse.value.push(value.clamp(low, high) * scale);
        }
    }
    sparse
}

fn prepare(example: &RankingExample, bounds: &[[f32; 2]], scales: &[f32]) -> Prepared {
    let first = example.shared.len();
    let width = example.rows.len() / example.right.len().max(1);
    let rows = example.rows.chunks_exact(width.max(1));
    Prepared {
        shared: sparse(&example.shared, &bounds[..first], &scales[..first]),
        rows: rows.map(|row| sparse(row, &bounds[first..], &scales[first..])).collect(),
        right: example.right.clone(),
    }
}

/// The positions of the parameters in one vector.
struct ParameterLayout {
    hidden: usize,
    width: usize,
    first: usize,
}

impl ParameterLayout {
    fn skip(&self) -> usize {
        self.hidden * self.width
    }
    fn bias(&self) -> usize {
        self.skip() + self.width
    }
    fn out(&self) -> usize {
        self.bias() + self.hidden
    }
    fn base(&self) -> usize {
        self.out() + self.hidden
    }
    fn len(&self) -> usize {
        self.base() + 1
    }
}

/// Fits one network to `examples`.
pub(super) fn fit(
    examples: &[&RankingExample],
    (bounds, scales): &(Bounds, Vec<f32>),
    settings: &Settings,
    seed: u64,
) -> Network {
    let prepared: Vec<Prepared> = examples.iter().map(|example| prepare(example, bounds, scales)).collect();
    let layout = ParameterLayout {
        hidden: settings.hidden,
        width: bounds.len(),
        first: examples.first().map_or(0, |example| example.shared.len()),
    };
    let mut random = Xorshift::new(seed);
    let mut weights = initial_weights(&layout, &mut random);
    let (mut means, mut squares) = (vec![0.0f32; layout.len()], vec![0.0f32; layout.len()]);
    let mut gradient = vec![0.0f32; layout.len()];
    let mut order: Vec<usize> = (0..prepared.len()).collect();
    let steps = settings.epochs * prepared.len().div_ceil(settings.batch).max(1);
    let mut step = 0;
    for _ in 0..settings.epochs {
        random.shuffle(&mut order);
        for batch in order.chunks(settings.batch) {
            gradient.fill(0.0);
            for &example in batch {
                learn(&layout, &weights, &prepared[example], settings.dropout, &mut random, &mut gradient);
            }
            step += 1;
            let rate = settings.rate * (1.0 - (step - 1) as f32 / steps as f32);
            let correct = [0.9f32, 0.999].map(|keep| 1.0 - keep.powi(step));
            for at in 0..weights.len() {
                let slope = gradient[at] / batch.len() as f32;
                means[at] += 0.1 * (slope - means[at]);
                squares[at] += 0.001 * (slope * slope - squares[at]);
                let move_by = means[at] / correct[0] / ((squares[at] / correct[1]).sqrt() + 1e-8);
                let decay = if at < layout.bias() { settings.decay * weights[at] } else { 0.0 };
                weights[at] -= rate * (move_by + decay);
            }
        }
    }
    network(&layout, &weights, scales)
}

fn initial_weights(layout: &ParameterLayout, random: &mut Xorshift) -> Vec<f32> {
    let mut unit = || (random.bits() >> 40) as f32 / (1u32 << 24) as f32 * 2.0 - 1.0;
    let mut weights = vec![0.0; layout.len()];
    let wide = (2.0 / layout.width.max(1) as f32).sqrt();
    weights[..layout.skip()].iter_mut().for_each(|weight| *weight = unit() * wide);
    weights[layout.out()..layout.base()].iter_mut().for_each(|weight| *weight = unit() * 0.5);
    weights
}

/// Adds the gradient of one example.
fn learn(
    layout: &ParameterLayout,
    weights: &[f32],
    example: &Prepared,
    dropout: f32,
    random: &mut Xorshift,
    gradient: &mut [f32],
) {
    let hidden = layout.hidden;
    let keep: Vec<f32> = (0..hidden)
        .map(|_| {
            let unit = (random.bits() >> 40) as f32 / (1u32 << 24) as f32;
            if unit < dropout { 0.0 } else { 1.0 / (1.0 - dropout) }
        })
        .collect();
    let mut initial = weights[layout.bias()..layout.out()].to_vec();
    let mut base = weights[layout.base()];
    add(layout, weights, 0, &example.shared, &mut initial, &mut base);
    let count = example.rows.len();
    let mut cells = vec![0.0f32; count * hidden];
    let mut scores = vec![0.0f32; count];
    for (at, row) in example.rows.iter().enumerate() {
        let these = &mut cells[at * hidden..(at + 1) * hidden];
        these.copy_from_slice(&initial);
        let mut score = base;
        add(layout, weights, layout.first, row, these, &mut score);
        for (cell, (weight, keep)) in these.iter_mut().zip(weights[layout.out()..layout.base()].iter().zip(&keep)) {
            *cell = cell.max(0.0) * keep;
            score += *cell * weight;
        }
        scores[at] = score;
    }
    let slopes = slopes(&mut scores, &example.right);
    let mut shared_cells = vec![0.0f32; hidden];
    let mut shared_slope = 0.0;
    for (at, row) in example.rows.iter().enumerate() {
        let slope = slopes[at];
        if slope.abs() < 1e-6 {
            continue;
        }
        let these = &cells[at * hidden..(at + 1) * hidden];
        let mut back = vec![0.0f32; hidden];
        for cell in 0..hidden {
            gradient[layout.out() + cell] += slope * these[cell];
            if these[cell] > 0.0 {
                back[cell] = slope * weights[layout.out() + cell] * keep[cell];
                shared_cells[cell] += back[cell];
            }
        }
        shared_slope += slope;
        back_propagate(layout, layout.first, row, &back, slope, gradient);
    }
    back_propagate(layout, 0, &example.shared, &shared_cells, shared_slope, gradient);
    for cell in 0..hidden {
        gradient[layout.bias() + cell] += shared_cells[cell];
    }
    gradient[layout.base()] += shared_slope;
}

/// The derivative of the loss by each score: of the choice among several candidates, or of yes or no for a single one.
fn slopes(scores: &mut [f32], right: &[bool]) -> Vec<f32> {
    if let [score] = *scores {
        return vec![sigmoid(score) - f32::from(u8::from(right[0]))];
    }
    softmax(scores);
    let total: f32 = scores.iter().zip(right).filter(|(_, right)| **right).map(|(score, _)| score).sum();
    let wanted = |(score, &right): (&f32, &bool)| if right { score / total.max(1e-9) } else { 0.0 };
    scores.iter().zip(right).map(|pair| pair.0 - wanted(pair)).collect()
}

fn add(layout: &ParameterLayout, weights: &[f32], first: usize, row: &Sparse, cells: &mut [f32], score: &mut f32) {
    for (&at, &value) in row.at.iter().zip(&row.value) {
        let number = first + at as usize;
        let these = &weights[number * layout.hidden..(number + 1) * layout.hidden];
        cells.iter_mut().zip(these).for_each(|(cell, weight)| *cell += value * weight);
        *score += value * weights[layout.skip() + number];
    }
}

fn back_propagate(
    layout: &ParameterLayout,
    first: usize,
    row: &Sparse,
    back: &[f32],
    slope: f32,
    gradient: &mut [f32],
) {
    for (&at, &value) in row.at.iter().zip(&row.value) {
        let number = first + at as usize;
        let these = &mut gradient[number * layout.hidden..(number + 1) * layout.hidden];
        these.iter_mut().zip(back).for_each(|(slope, back)| *slope += value * back);
        gradient[layout.skip() + number] += value * slope;
    }
}

/// The network for unscaled features.
fn network(layout: &ParameterLayout, weights: &[f32], scales: &[f32]) -> Network {
    let hidden = layout.hidden;
    let scaled = |(at, weight): (usize, &f32)| weight * scales[at / hidden.max(1)];
    let skip = weights[layout.skip()..layout.bias()].iter().zip(scales);
    Network {
        hidden,
        to_hidden: weights[..layout.skip()].iter().enumerate().map(scaled).collect(),
        skip: skip.map(|(weight, scale)| weight * scale).collect(),
        bias: weights[layout.bias()..layout.out()].to_vec(),
        out: weights[layout.out()..layout.base()].to_vec(),
        base: weights[layout.base()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speakers::Scorer;

    const SETTINGS: Settings = Settings { hidden: 4, epochs: 40, rate: 0.02, dropout: 0.0, decay: 0.0, batch: 8 };

    #[test]
    fn what_depends_on_two_numbers_together_is_learned() {
        // The right candidate has the feature that the shared one selects.
        let example = |ask: bool| {
            let shared = vec![f32::from(u8::from(ask))];
            RankingExample { shared, rows: vec![1.0, 0.0, 0.0, 1.0], right: vec![ask, !ask] }
        };
        let examples: Vec<RankingExample> = (0..64).map(|number| example(number % 2 == 0)).collect();
        let examples: Vec<&RankingExample> = examples.iter().collect();
        let scales = scales(&examples);
        let network = fit(&examples, &scales, &SETTINGS, 1);
        let scorer = Scorer::new(1, scales.0, vec![network]);
        for example in &examples[..2] {
            let found = scorer.probabilities(&example.shared, &example.rows, 2);
            assert!((found[0] > 0.9) == example.right[0] && (found[1] > 0.9) == example.right[1], "{found:?}");
        }
    }

    #[test]
    fn yes_and_no_are_learned_as_probabilities() {
        let settings = Settings { epochs: 120, ..SETTINGS };
        let example =
            |value: f32, right: bool| RankingExample { shared: Vec::new(), rows: vec![value], right: vec![right] };
        // Three in four are right if the feature is 1, none if it is 0.
        let examples: Vec<RankingExample> =
            (0..80).map(|at| example((at % 2) as f32, at % 2 == 1 && at % 8 != 1)).collect();
        let examples: Vec<&RankingExample> = examples.iter().collect();
        let scales = scales(&examples);
        let network = fit(&examples, &scales, &settings, 1);
        let scorer = Scorer::new(0, scales.0, vec![network]);
        let [there, not] = [1.0, 0.0].map(|value| scorer.probability(&[value]));
        assert!((there - 0.75).abs() < 0.08 && not < 0.1, "{there} {not}");
    }
}

//! The network during training: all weights in one vector of `f32`, with forward and backward pass.

use std::ops::Range;

use super::crf::{self, Row, Transitions};
use super::lstm::{BatchSteps, Gradients, Trace, Weights};
use super::splitmix::SplitMix;
use super::weight_layout::{DirectionLayout, WeightLayout};
use crate::tag::neural::format::Shape;
use crate::tag::neural::token_features::FEATURES;
use crate::tag::{LABELS, Label};

/// One token of a training sequence.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Row of its word.
    pub word: u32,
    /// Row of the word's ending.
    pub ending: u16,
    /// Rows of its features.
    pub features: [u16; FEATURES],
    /// Whether its article is annotated by other guidelines than the program's own.
    pub foreign: bool,
    /// The true label.
    pub label: Label,
}

/// Dropout rates.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dropout {
    /// Of the inputs.
    pub input: f32,
    /// Of the hidden states.
    pub hidden: f32,
    /// Of the weights between hidden states.
    pub recurrent: f32,
}

/// The network.
#[derive(Clone, Debug)]
pub struct Model {
    /// Its sizes.
    pub shape: Shape,
    /// The layout of the weights.
    pub layout: WeightLayout,
    /// Pretrained word vectors, which are not trained; one row per word.
    pub vectors: Vec<f32>,
    /// All trained weights.
    pub weights: Vec<f32>,
}

/// The forward pass of one layer.
struct Pass {
    x: Vec<f32>,
    mask: Vec<f32>,
    x_reversed: Vec<f32>,
    traces: [Trace; 2],
}

impl Model {
    /// A network with random weights.
    pub fn new(shape: Shape, vectors: Vec<f32>, random: &mut SplitMix) -> Self {
        let layout = WeightLayout::new(&shape);
        let mut weights = vec![0.0; layout.len];
        let mut fill = |range: &Range<usize>, reach: f32| {
            weights[range.clone()].iter_mut().for_each(|weight| *weight = random.within(reach));
        };
        fill(&layout.learned, 0.1);
        fill(&layout.endings, 0.2);
        fill(&layout.features, 0.5);
        fill(&layout.output, 0.1);
        for (number, place) in layout.layers.iter().enumerate().flat_map(|(n, both)| both.iter().map(move |p| (n, p))) {
            fill(&place.input, (3.0 / shape.input_of(number) as f32).sqrt());
            fill(&place.recurrent, (3.0 / shape.hidden as f32).sqrt() * 0.7);
        }
        for place in layout.layers.iter().flatten() {
            let forget = place.bias.start..place.bias.start + shape.hidden;
            weights[forget].fill(1.0);
        }
        Self { shape, layout, vectors, weights }
    }

    /// The transition scores.
    pub fn transitions(&self) -> Transitions {
        let flat = &self.weights[self.layout.transitions.clone()];
        std::array::from_fn(|from| std::array::from_fn(|to| flat[from * LABELS + to]))
    }

    fn direction(&self, place: &DirectionLayout) -> Weights<'_> {
        Weights {
            input: &self.weights[place.input.clone()],
            recurrent: &self.weights[place.recurrent.clone()],
            bias: &self.weights[place.bias.clone()],
        }
    }

    fn learned_row(&self, word: u32) -> usize {
        if (word as usize) < self.shape.learned_words { word as usize } else { 0 }
    }

    /// The positions of the vectors that are summed for the features of `token`.
    fn feature_rows(&self, token: &Token) -> impl Iterator<Item = usize> + use<> {
        let (start, size) = (self.layout.features.start, self.shape.feature);
        let foreign = token.foreign.then_some(self.layout.foreign.start);
        token.features.into_iter().map(move |row| start + usize::from(row) * size).chain(foreign)
    }

    /// The inputs of all tokens, one row each.
    fn embed(&self, tokens: &[Token]) -> Vec<f32> {
        let Shape { vector, learned, ending, feature, .. } = self.shape;
        let mut x = Vec::with_capacity(tokens.len() * self.shape.input());
        for token in tokens {
            x.extend_from_slice(&self.vectors[token.word as usize * vector..][..vector]);
            x.extend_from_slice(
                &self.weights[self.layout.learned.start + self.learned_row(token.word) * learned..][..learned],
            );
            let row = usize::from(token.ending);
            x.extend_from_slice(&self.weights[self.layout.endings.start + row * ending..][..ending]);
            let first = x.len();
            x.resize(first + feature, 0.0);
            for row in self.feature_rows(token) {
                let values = &self.weights[row..][..feature];
                x[first..].iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
            }
        }
        x
    }

    fn embed_back(&self, tokens: &[Token], dx: &[f32], gradient: &mut [f32]) {
        let Shape { vector, learned, ending, .. } = self.shape;
        let mut add = |start: usize, values: &[f32]| {
            gradient[start..start + values.len()].iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        };
        for (token, dx) in tokens.iter().zip(dx.chunks_exact(self.shape.input())) {
            let dx = &dx[vector..];
            add(self.layout.learned.start + self.learned_row(token.word) * learned, &dx[..learned]);
            let dx = &dx[learned..];
            add(self.layout.endings.start + usize::from(token.ending) * ending, &dx[..ending]);
            for row in self.feature_rows(token) {
                add(row, &dx[ending..]);
            }
        }
    }

    /// Runs all layers. The last values are the hidden states of the last layer and their dropout mask.
    fn run(
        &self,
        steps: &BatchSteps,
        tokens: &[Token],
        dropout: Dropout,
        random: &mut SplitMix,
    ) -> (Vec<Pass>, Vec<f32>, Vec<f32>) {
        let mut x = self.embed(tokens);
        let mut mask = drop_out(&mut x, dropout.input, random);
        let mut passes = Vec::new();
        for (number, [ahead, back]) in self.layout.layers.iter().enumerate() {
            let x_reversed = steps.reversed(&x, self.shape.input_of(number));
            let (ahead, back) = rayon::join(
                || self.direction(ahead).forward(steps, &x),
                || self.direction(back).forward(steps, &x_reversed),
            );
            let traces = [ahead, back];
            let both =
                join(&traces[0].hidden, &steps.reversed(&traces[1].hidden, self.shape.hidden), self.shape.hidden);
            passes.push(Pass { x, mask, x_reversed, traces });
            x = both;
            mask = drop_out(&mut x, dropout.hidden, random);
        }
        (passes, x, mask)
    }

    fn output(&self, hidden: &[f32]) -> Vec<Row> {
        let width = 2 * self.shape.hidden;
        let weights = &self.weights[self.layout.output.clone()];
        let bias = &self.weights[self.layout.output_bias.clone()];
        let score = |hidden: &[f32]| {
            std::array::from_fn(|label| {
                let row = &weights[label * width..(label + 1) * width];
                bias[label] + hidden.iter().zip(row).map(|(a, b)| a * b).sum::<f32>()
            })
        };
        hidden.chunks_exact(width).map(score).collect()
    }

    /// The mean loss per token of `sequences`, sorted by descending length. Its gradient is added to `gradient`.
    pub fn learn(
        &self,
        sequences: &[Vec<Token>],
        dropout: Dropout,
        random: &mut SplitMix,
        gradient: &mut [f32],
    ) -> f64 {
        let lengths: Vec<_> = sequences.iter().map(Vec::len).collect();
        let steps = BatchSteps::new(&lengths);
        let tokens = interleave(sequences, &steps);
        let (passes, hidden, mask) = self.run(&steps, &tokens, dropout, random);
        let scores = self.output(&hidden);
        let (loss, dscores) = self.chain_loss(&steps, sequences, &scores, gradient);
        let mut dx = self.output_back(&hidden, &dscores, gradient);
        dx.iter_mut().zip(&mask).for_each(|(value, mask)| *value *= mask);
        for ((number, places), pass) in self.layout.layers.iter().enumerate().zip(&passes).rev() {
            dx = self.layer_back(number, places, pass, &steps, &dx, gradient);
        }
        self.embed_back(&tokens, &dx, gradient);
        loss
    }

    fn chain_loss(
        &self,
        steps: &BatchSteps,
        sequences: &[Vec<Token>],
        scores: &[Row],
        gradient: &mut [f32],
    ) -> (f64, Vec<Row>) {
        let transitions = self.transitions();
        let part = 1.0 / scores.len().max(1) as f32;
        let mut dtransitions = [[0.0; LABELS]; LABELS];
        let mut dscores = vec![[0.0; LABELS]; scores.len()];
        let mut total = 0.0;
        for (lane, sequence) in sequences.iter().enumerate() {
            let own: Vec<Row> = (0..sequence.len()).map(|step| scores[steps.offsets[step] + lane]).collect();
            let gold: Vec<Label> = sequence.iter().map(|token| token.label).collect();
            let mut down = vec![[0.0; LABELS]; own.len()];
            total += f64::from(crf::loss(&own, &transitions, &gold, &mut down, &mut dtransitions) * part);
            for (step, row) in down.iter().enumerate() {
                dscores[steps.offsets[step] + lane] = row.map(|value| value * part);
            }
        }
        let flat = dtransitions.as_flattened().iter().map(|value| value * part);
        gradient[self.layout.transitions.clone()].iter_mut().zip(flat).for_each(|(sum, value)| *sum += value);
        (total, dscores)
    }

    fn output_back(&self, hidden: &[f32], dscores: &[Row], gradient: &mut [f32]) -> Vec<f32> {
        let width = 2 * self.shape.hidden;
        let weights = &self.weights[self.layout.output.clone()];
        let mut dhidden = vec![0.0; hidden.len()];
        for ((hidden, dhidden), row) in hidden.chunks_exact(width).zip(dhidden.chunks_exact_mut(width)).zip(dscores) {
            for (label, &slope) in row.iter().enumerate() {
                let range = label * width..(label + 1) * width;
                let down = &mut gradient[self.layout.output.start + range.start..self.layout.output.start + range.end];
                for ((sum, down), (h, weight)) in dhidden.iter_mut().zip(down).zip(hidden.iter().zip(&weights[range])) {
                    *sum += slope * weight;
                    *down += slope * h;
                }
                gradient[self.layout.output_bias.start + label] += slope;
            }
        }
        dhidden
    }

    fn layer_back(
        &self,
        number: usize,
        [ahead, back]: &[DirectionLayout; 2],
        pass: &Pass,
        steps: &BatchSteps,
        dhidden: &[f32],
        gradient: &mut [f32],
    ) -> Vec<f32> {
        let width = self.shape.input_of(number);
        let (dahead, dback) = part(dhidden, self.shape.hidden);
        let dback = steps.reversed(&dback, self.shape.hidden);
        let down = |place: &DirectionLayout, x: &[f32], trace: &Trace, dhidden: &[f32]| {
            let mut dx = vec![0.0; x.len()];
            (self.direction(place).backward(steps, x, trace, dhidden, &mut dx), dx)
        };
        let ((down_ahead, mut dx), (down_back, dx_reversed)) = rayon::join(
            || down(ahead, &pass.x, &pass.traces[0], &dahead),
            || down(back, &pass.x_reversed, &pass.traces[1], &dback),
        );
        add_gradients(gradient, ahead, &down_ahead);
        add_gradients(gradient, back, &down_back);
        let dx_back = steps.reversed(&dx_reversed, width);
        for ((value, back), mask) in dx.iter_mut().zip(dx_back).zip(&pass.mask) {
            *value = (*value + back) * mask;
        }
        dx
    }
}

fn add_gradients(gradient: &mut [f32], place: &DirectionLayout, down: &Gradients) {
    for (range, values) in [(&place.input, &down.input), (&place.recurrent, &down.recurrent), (&place.bias, &down.bias)]
    {
        gradient[range.clone()].iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
}

fn drop_out(x: &mut [f32], drop: f32, random: &mut SplitMix) -> Vec<f32> {
    let mut mask = vec![1.0; x.len()];
    if drop > 0.0 {
        random.mask(drop, &mut mask);
        x.iter_mut().zip(&mask).for_each(|(value, mask)| *value *= mask);
    }
    mask
}

/// The rows of `a` and `b`, both of `size`, concatenated.
fn join(a: &[f32], b: &[f32], size: usize) -> Vec<f32> {
    a.chunks_exact(size).zip(b.chunks_exact(size)).flat_map(|(a, b)| a.iter().chain(b)).copied().collect()
}

/// The left and the right halves of rows of twice `size`.
fn part(rows: &[f32], size: usize) -> (Vec<f32>, Vec<f32>) {
    let half = |offset: usize| {
        rows.chunks_exact(2 * size).flat_map(|row| &row[offset..offset + size]).copied().collect::<Vec<_>>()
    };
    (half(0), half(size))
}

/// The tokens of all sequences in the order of `steps`.
fn interleave(sequences: &[Vec<Token>], steps: &BatchSteps) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(steps.rows());
    for step in 0..steps.offsets.len() - 1 {
        tokens.extend(sequences.iter().filter_map(|sequence| sequence.get(step)));
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::neural::token_features::FEATURES;

    fn example() -> (Model, Vec<Vec<Token>>) {
        let shape =
            Shape { words: 5, vector: 8, learned_words: 3, learned: 8, ending: 8, feature: 8, hidden: 32, layers: 2 };
        let mut random = SplitMix::new(3);
        let vectors = (0..5 * 8).map(|_| random.within(1.0)).collect();
        let mut model = Model::new(shape, vectors, &mut random);
        for weight in &mut model.weights[model.layout.transitions.clone()] {
            *weight = random.within(0.5);
        }
        let mut token = || Token {
            word: random.below(5) as u32,
            ending: random.below(4) as u16,
            features: [0; FEATURES].map(|_| random.below(9) as u16),
            foreign: random.below(2) == 1,
            label: Label::from_index(random.below(LABELS)),
        };
        let sequences = [5, 3, 3, 1].map(|length| (0..length).map(|_| token()).collect()).to_vec();
        (model, sequences)
    }

    /// Some weights of every part of the network: the computed gradient equals the measured one.
    #[test]
    fn the_gradient_is_the_slope() {
        let (model, sequences) = example();
        let dropout = Dropout { input: 0.3, hidden: 0.3, recurrent: 0.0 };
        let loss =
            |model: &Model, gradient: &mut [f32]| model.learn(&sequences, dropout, &mut SplitMix::new(9), gradient);
        let mut gradient = vec![0.0; model.weights.len()];
        loss(&model, &mut gradient);
        let layout = &model.layout;
        let mut places = vec![&layout.learned, &layout.endings, &layout.features, &layout.foreign, &layout.output];
        places.extend([&layout.output_bias, &layout.transitions]);
        places.extend(layout.layers.iter().flatten().flat_map(|place| [&place.input, &place.recurrent, &place.bias]));
        for place in places {
            let mut steepest: Vec<usize> = place.clone().collect();
            steepest.sort_by(|&a, &b| gradient[b].abs().total_cmp(&gradient[a].abs()));
            for &index in steepest.iter().take(6) {
                let at = |shift: f32| {
                    let mut moved = model.clone();
                    moved.weights[index] += shift;
                    loss(&moved, &mut vec![0.0; model.weights.len()])
                };
                let slope = (at(0.01) - at(-0.01)) / 0.02;
                let computed = f64::from(gradient[index]);
                assert!((slope - computed).abs() < 1e-3 + 0.01 * computed.abs(), "{index}: {slope} {computed}");
            }
        }
    }

    #[test]
    fn a_sequence_scores_the_same_in_any_batch() {
        let (model, sequences) = example();
        let (mut alone, mut together) = (vec![0.0; model.weights.len()], vec![0.0; model.weights.len()]);
        let random = &mut SplitMix::new(1);
        let all = model.learn(&sequences, Dropout::default(), random, &mut together);
        let tokens: usize = sequences.iter().map(Vec::len).sum();
        let sum: f64 = sequences
            .iter()
            .map(|one| {
                model.learn(std::slice::from_ref(one), Dropout::default(), random, &mut alone) * one.len() as f64
            })
            .sum();
        assert!((all - sum / tokens as f64).abs() < 1e-5);
    }
}

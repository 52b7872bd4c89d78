//! The linear chain: from scores of labels, token by token, to the best labelling and to probabilities.
//!
//! Lafferty, McCallum, Pereira: Conditional Random Fields (ICML 2001); the recurrences are those of Rabiner's tutorial
//! on hidden Markov models (1989), with each step of the forward and backward pass scaled to sum to one.
//!
//! Whose scores they are does not matter: scores of several scorers may be added before.

use super::label::{LABELS, Label};
use crate::model::{Scores, Steps};

/// The score of a step that may not be taken.
pub const NEVER: f32 = -1e4;

/// The best labelling: `scores[i]` are those of token i, `steps[i]` those of stepping into it. What stands before the
/// first token is outside.
pub fn viterbi(scores: &[Scores], steps: &[&Steps]) -> Vec<Label> {
    let mut best: Vec<Scores> = Vec::with_capacity(scores.len());
    let mut from: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    for (index, (token, step)) in scores.iter().zip(steps).enumerate() {
        let mut row = [NEVER; LABELS];
        let mut origin = [0; LABELS];
        for label in 0..LABELS {
            let (previous, score) = match index.checked_sub(1) {
                None => (0, step[0][label]),
                Some(before) => best_step(&best[before], step, label),
            };
            row[label] = score + token[label];
            origin[label] = previous as u8;
        }
        let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        row.iter_mut().for_each(|score| *score -= top);
        best.push(row);
        from.push(origin);
    }
    trace(&best, &from)
}

fn best_step(before: &Scores, step: &Steps, label: usize) -> (usize, f32) {
    let mut top = (0, f32::NEG_INFINITY);
    for previous in 0..LABELS {
        let score = before[previous] + step[previous][label];
        if score > top.1 {
            top = (previous, score);
        }
    }
    top
}

fn trace(best: &[Scores], from: &[[u8; LABELS]]) -> Vec<Label> {
    let mut labels = vec![Label::OUTSIDE; best.len()];
    let Some(last) = best.last() else { return labels };
    let mut label = (0..LABELS).fold(0, |top, label| if last[label] > last[top] { label } else { top });
    for index in (0..best.len()).rev() {
        labels[index] = Label::from_index(label);
        label = from[index][label] as usize;
    }
    labels
}

/// The forward and backward sums of a chain, from which all probabilities are read.
pub struct Sums {
    /// Probability of label l at token i given tokens up to i.
    forward: Vec<Scores>,
    /// Scaled so that forward times backward is the marginal.
    backward: Vec<Scores>,
    /// exp(scores), each token's greatest made one.
    emitted: Vec<Scores>,
    /// The scale of each forward step.
    scale: Vec<f32>,
}

/// exp of all steps, once for a set of weights.
pub fn exp_steps(steps: &Steps) -> Steps {
    steps.map(|row| row.map(f32::exp))
}

impl Sums {
    /// Runs both passes over a chain that follows label `before`; `steps` hold exponentials, see [`exp_steps`].
    pub fn new(scores: &[Scores], steps: &[&Steps], before: Label) -> Sums {
        let emitted: Vec<Scores> = scores.iter().map(exp_scores).collect();
        let (forward, scale) = forward(&emitted, steps, before);
        let backward = backward(&emitted, steps, &scale);
        Sums { forward, backward, emitted, scale }
    }

    /// The probabilities of the labels of token `index`.
    pub fn marginal(&self, index: usize) -> Scores {
        let mut marginal = [0.0; LABELS];
        for (label, value) in marginal.iter_mut().enumerate() {
            *value = self.forward[index][label] * self.backward[index][label];
        }
        normalised(marginal).0
    }

    /// The probability of stepping from label `previous` to label `label` into token `index` > 0.
    pub fn step(&self, steps: &[&Steps], index: usize, previous: usize, label: usize) -> f32 {
        self.forward[index - 1][previous]
            * steps[index][previous][label]
            * self.emitted[index][label]
            * self.backward[index][label]
            / self.scale[index]
    }
}

fn exp_scores(scores: &Scores) -> Scores {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.map(|score| (score - top).exp())
}

/// `row` made to sum to one, and the sum it had.
fn normalised(mut row: Scores) -> (Scores, f32) {
    let sum = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    row.iter_mut().for_each(|value| *value /= sum);
    (row, sum)
}

fn forward(emitted: &[Scores], steps: &[&Steps], before: Label) -> (Vec<Scores>, Vec<f32>) {
    let mut rows: Vec<Scores> = Vec::with_capacity(emitted.len());
    let mut scales = Vec::with_capacity(emitted.len());
    for (index, (token, step)) in emitted.iter().zip(steps).enumerate() {
        let mut row = [0.0; LABELS];
        match index.checked_sub(1) {
            None => row = step[before.index()],
            Some(last) => {
                for previous in 0..LABELS {
                    let weight = rows[last][previous];
                    for label in 0..LABELS {
                        row[label] += weight * step[previous][label];
                    }
                }
            }
        }
        for label in 0..LABELS {
            row[label] *= token[label];
        }
        let (row, scale) = normalised(row);
        rows.push(row);
        scales.push(scale);
    }
    (rows, scales)
}

fn backward(emitted: &[Scores], steps: &[&Steps], scales: &[f32]) -> Vec<Scores> {
    let mut rows = vec![[1.0; LABELS]; emitted.len()];
    for index in (0..emitted.len().saturating_sub(1)).rev() {
        let next = index + 1;
        let step = steps[next];
        for previous in 0..LABELS {
            let mut sum = 0.0;
            for label in 0..LABELS {
                sum += step[previous][label] * emitted[next][label] * rows[next][label];
            }
            rows[index][previous] = sum / scales[next];
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn legal_steps() -> Steps {
        let mut steps = [[0.0; LABELS]; LABELS];
        for (previous, row) in steps.iter_mut().enumerate() {
            for (label, score) in row.iter_mut().enumerate() {
                let legal = Label::from_index(label).may_follow(Label::from_index(previous));
                *score = if legal { 0.1 * (previous as f32 - label as f32) } else { NEVER };
            }
        }
        steps
    }

    /// Every labelling of three tokens with its score.
    fn all(scores: &[Scores; 3], steps: &Steps) -> Vec<([usize; 3], f32)> {
        let mut all = Vec::new();
        for code in 0..LABELS.pow(3) {
            let labels = [code / LABELS / LABELS, code / LABELS % LABELS, code % LABELS];
            let mut score = 0.0;
            let mut previous = 0;
            for (token, &label) in scores.iter().zip(&labels) {
                score += steps[previous][label] + token[label];
                previous = label;
            }
            all.push((labels, score));
        }
        all
    }

    #[test]
    fn the_recurrences_agree_with_counting() {
        let scores = [
            [0.1, 0.9, 0.3, -0.2, 0.4, 0.0, 0.8],
            [0.5, -0.3, 1.2, 0.7, 0.1, 0.2, 0.3],
            [0.0, 0.4, 0.6, -0.9, 0.3, 0.5, 0.1],
        ];
        let steps = legal_steps();
        let all = all(&scores, &steps);
        let best = all.iter().fold(&all[0], |top, next| if next.1 > top.1 { next } else { top });
        let found = viterbi(&scores, &[&steps; 3]).iter().map(|label| label.index()).collect::<Vec<_>>();
        assert_eq!(found, best.0);

        let exp = exp_steps(&steps);
        let sums = Sums::new(&scores, &[&exp; 3], Label::OUTSIDE);
        let total: f32 = all.iter().map(|(_, score)| score.exp()).sum();
        for label in 0..LABELS {
            let mass: f32 = all.iter().filter(|(labels, _)| labels[1] == label).map(|(_, score)| score.exp()).sum();
            assert!((sums.marginal(1)[label] - mass / total).abs() < 1e-5);
            let pair: f32 = all.iter().filter(|(l, _)| l[1] == 0 && l[2] == label).map(|(_, score)| score.exp()).sum();
            assert!((sums.step(&[&exp; 3], 2, 0, label) - pair / total).abs() < 1e-5);
        }
    }
}

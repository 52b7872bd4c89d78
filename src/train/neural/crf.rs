//! The loss of a linear-chain CRF and its gradient.
//!
//! Lafferty, McCallum and Pereira 2001; forward-backward in log space.

use crate::tag::{LABELS, Label};

/// The scores of all labels at one token.
pub type Row = [f32; LABELS];

/// Transition scores, by previous label (row) and next label (column).
pub type Transitions = [Row; LABELS];

fn log_sum(values: Row) -> f32 {
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    most + values.iter().map(|value| (value - most).exp()).sum::<f32>().ln()
}

fn plus(a: &Row, b: &Row) -> Row {
    std::array::from_fn(|index| a[index] + b[index])
}

fn column(transitions: &Transitions, label: usize) -> Row {
    std::array::from_fn(|from| transitions[from][label])
}

/// The loss of `gold` under `scores`. Its gradients are written to `dscores` and added to `dtransitions`.
pub fn loss(
    scores: &[Row],
    transitions: &Transitions,
    gold: &[Label],
    dscores: &mut [Row],
    dtransitions: &mut Transitions,
) -> f32 {
    let Some(last) = scores.len().checked_sub(1) else { return 0.0 };
    let mut forward = vec![scores[0]; scores.len()];
    for t in 1..scores.len() {
        forward[t] = std::array::from_fn(|to| log_sum(plus(&forward[t - 1], &column(transitions, to))) + scores[t][to]);
    }
    let total = log_sum(forward[last]);
    let mut after = [0.0; LABELS];
    for t in (0..scores.len()).rev() {
        dscores[t] = std::array::from_fn(|label| (forward[t][label] + after[label] - total).exp());
        dscores[t][gold[t].index()] -= 1.0;
        if t > 0 {
            let ahead = plus(&after, &scores[t]);
            for from in 0..LABELS {
                for to in 0..LABELS {
                    let arc = forward[t - 1][from] + transitions[from][to] + ahead[to] - total;
                    dtransitions[from][to] += arc.exp();
                }
            }
            dtransitions[gold[t - 1].index()][gold[t].index()] -= 1.0;
            after = std::array::from_fn(|from| log_sum(plus(&transitions[from], &ahead)));
        }
    }
    total - path_score(scores, transitions, gold)
}

fn path_score(scores: &[Row], transitions: &Transitions, labels: &[Label]) -> f32 {
    let tokens: f32 = scores.iter().zip(labels).map(|(row, label)| row[label.index()]).sum();
    let arcs: f32 = labels.windows(2).map(|pair| transitions[pair[0].index()][pair[1].index()]).sum();
    tokens + arcs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> (Vec<Row>, Transitions, Vec<Label>) {
        let wave = |n: usize| (n as f32 * 1.7).sin();
        let scores = (0..5).map(|t| std::array::from_fn(|label| wave(t * 7 + label))).collect();
        let transitions = std::array::from_fn(|from| std::array::from_fn(|to| wave(90 + from * 7 + to)));
        (scores, transitions, [0, 1, 2, 0, 3].map(Label::from_index).to_vec())
    }

    #[test]
    fn the_gradient_is_the_slope() {
        let (scores, transitions, gold) = example();
        let mut dscores = vec![[0.0; LABELS]; scores.len()];
        let mut dtransitions = [[0.0; LABELS]; LABELS];
        loss(&scores, &transitions, &gold, &mut dscores, &mut dtransitions);
        let value = |scores: &[Row], transitions: &Transitions| {
            loss(scores, transitions, &gold, &mut [[0.0; LABELS]; 5], &mut [[0.0; LABELS]; LABELS])
        };
        for (t, label) in [(0, 0), (2, 2), (4, 6)] {
            let mut moved = [scores.clone(), scores.clone()];
            moved[0][t][label] += 0.01;
            moved[1][t][label] -= 0.01;
            let slope = (value(&moved[0], &transitions) - value(&moved[1], &transitions)) / 0.02;
            assert!((slope - dscores[t][label]).abs() < 1e-3, "{slope} {}", dscores[t][label]);
        }
        let mut moved = [transitions, transitions];
        moved[0][1][2] += 0.01;
        moved[1][1][2] -= 0.01;
        let slope = (value(&scores, &moved[0]) - value(&scores, &moved[1])) / 0.02;
        assert!((slope - dtransitions[1][2]).abs() < 1e-3);
    }
}

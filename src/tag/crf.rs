//! The linear-chain conditional random field: from label scores of tokens to the best labelling (Viterbi) and to
//! marginal probabilities (forward-backward).
//!
//! Lafferty, McCallum, Pereira: Conditional Random Fields (ICML 2001). The recurrences are those of Rabiner's tutorial
//! on hidden Markov models (1989); each step of the forward and backward pass is scaled by the previous sum.
//!
//! Scores of several models may be added before.

use super::label::{LABELS, Label};
use crate::model::{Kernel, Scores, Transitions, dispatch_simd};

/// The score of a forbidden transition.
pub const FORBIDDEN: f32 = -1e4;

/// `transitions` with the forbidden ones set to [`FORBIDDEN`].
pub fn legal_transitions(transitions: &Transitions) -> Transitions {
    let may = |from, to| Label::from_index(to).may_follow(Label::from_index(from));
    std::array::from_fn(|from| std::array::from_fn(|to| if may(from, to) { transitions[from][to] } else { FORBIDDEN }))
}

/// The best labelling: `scores[i]` are those of token i. The label before the first token is outside.
pub fn viterbi(scores: &[Scores], transitions: &PreparedTransitions) -> Vec<Label> {
    let mut from = Vec::with_capacity(scores.len());
    let mut last = [0.0; 8];
    dispatch_simd(ViterbiKernel { scores, transitions, from: &mut from, last: &mut last });
    trace(&last, &from)
}

/// The Viterbi recurrence as a SIMD kernel.
struct ViterbiKernel<'a> {
    scores: &'a [Scores],
    transitions: &'a PreparedTransitions,
    /// The previous label, by token and label.
    from: &'a mut Vec<[u8; 8]>,
    /// The scores of the last token's labels.
    last: &'a mut LabelVector,
}

impl Kernel for ViterbiKernel<'_> {
    #[inline(always)]
    fn run(self) {
        let mut best = [4.0 * FORBIDDEN; 8];
        best[Label::OUTSIDE.index()] = 0.0;
        for token in self.scores {
            let (mut top, mut from) = ([f32::NEG_INFINITY; 8], [0; 8]);
            for (label, step) in self.transitions.scores.iter().enumerate() {
                for to in 0..8 {
                    let score = best[label] + step[to];
                    from[to] = if score > top[to] { label as u32 } else { from[to] };
                    top[to] = top[to].max(score);
                }
            }
            let token = padded(token, FORBIDDEN);
            let most = top[0] + token[0];
            for to in 0..8 {
                // Keeps the scores of long texts in range.
                best[to] = top[to] + token[to] - most;
            }
            self.from.push(from.map(|label| label as u8));
        }
        *self.last = best;
    }
}

/// A row of label values, with `rest` as the eighth lane.
#[inline(always)]
fn padded(row: &[f32; LABELS], rest: f32) -> LabelVector {
    let [a, b, c, d, e, f, g] = *row;
    [a, b, c, d, e, f, g, rest]
}

fn trace(last: &LabelVector, from: &[[u8; 8]]) -> Vec<Label> {
    let mut label = (0..LABELS).fold(0, |top, label| if last[label] > last[top] { label } else { top });
    let mut labels = vec![Label::OUTSIDE; from.len()];
    for (reached, from) in labels.iter_mut().zip(from).rev() {
        *reached = Label::from_index(label);
        label = usize::from(from[label]);
    }
    labels
}

/// A value for each label, padded to a whole register.
type LabelVector = [f32; 8];

/// Transition scores in the layouts that the recurrences need.
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedTransitions {
    /// The scores, by previous label.
    scores: [LabelVector; LABELS],
    /// Their exponentials, by previous label.
    from: [LabelVector; LABELS],
    /// Their exponentials, by next label.
    to: [LabelVector; LABELS],
}

impl PreparedTransitions {
    /// Prepares `transitions`.
    pub fn new(transitions: &Transitions) -> PreparedTransitions {
        let exp = transitions.map(|row| row.map(f32::exp));
        PreparedTransitions {
            scores: transitions.map(|row| padded(&row, FORBIDDEN)),
            from: exp.map(|row| padded(&row, 0.0)),
            to: std::array::from_fn(|to| padded(&std::array::from_fn(|from| exp[from][to]), 0.0)),
        }
    }
}

/// The forward and backward sums of a chain, from which all probabilities are computed.
#[derive(Default)]
pub struct ForwardBackward {
    /// The total weight of all labellings up to token i that end in label l, up to a factor.
    forward: Vec<LabelVector>,
    /// The total weight of what follows token i, scaled so that forward times backward sums to `whole` at every token.
    backward: Vec<LabelVector>,
    /// exp(scores), scaled so that each token's maximum is one.
    emitted: Vec<LabelVector>,
    /// The factor of each forward step.
    scale: Vec<f32>,
    whole: f32,
}

impl ForwardBackward {
    /// Runs both passes. The label before the first token is outside.
    ///
    /// Each step depends on the one before, so the labels of a step are computed in parallel.
    pub fn new(scores: &[Scores], transitions: &PreparedTransitions) -> ForwardBackward {
        let mut sums = ForwardBackward::default();
        dispatch_simd(ForwardBackwardKernel { scores, transitions, sums: &mut sums });
        sums
    }

    /// The probabilities of the labels of token `index`.
    #[inline(always)]
    pub fn marginal(&self, index: usize) -> Scores {
        let row = multiply(self.forward[index], self.backward[index]);
        let scale = 1.0 / sum(row);
        std::array::from_fn(|label| row[label] * scale)
    }

    /// The probabilities of the labels of all tokens.
    pub fn marginals(&self) -> Vec<Scores> {
        (0..self.forward.len()).map(|index| self.marginal(index)).collect()
    }

    /// The probability of the transition from label `previous` to label `label` at token `index` > 0.
    pub fn transition(&self, transitions: &PreparedTransitions, index: usize, previous: usize, label: usize) -> f32 {
        self.forward[index - 1][previous]
            * transitions.from[previous][label]
            * self.emitted[index][label]
            * self.backward[index][label]
            * self.scale[index]
            / self.whole
    }
}

/// Both passes as a SIMD kernel.
struct ForwardBackwardKernel<'a> {
    scores: &'a [Scores],
    transitions: &'a PreparedTransitions,
    sums: &'a mut ForwardBackward,
}

impl Kernel for ForwardBackwardKernel<'_> {
    #[inline(always)]
    fn run(self) {
        let ForwardBackwardKernel { scores, transitions, sums } = self;
        sums.emitted.reserve(scores.len());
        sums.forward.reserve(scores.len());
        sums.scale.reserve(scores.len());
        // Plain loops: the body of a closure might be compiled for narrower registers.
        for scores in scores {
            sums.emitted.push(exp_scores(scores));
        }
        let mut row = [0.0; 8];
        row[Label::OUTSIDE.index()] = 1.0;
        for emitted in &sums.emitted {
            // The sum of the row before, not of this one, so that nothing waits for the division.
            let scale = 1.0 / sum(row);
            row = multiply(weighted_sum(&transitions.from, row), multiply(*emitted, [scale; 8]));
            sums.forward.push(row);
            sums.scale.push(scale);
        }
        sums.whole = sum(row);
        sums.backward.resize(scores.len(), [1.0; 8]);
        let mut row = [1.0; 8];
        for next in (1..scores.len()).rev() {
            let weight = multiply(multiply(sums.emitted[next], [sums.scale[next]; 8]), row);
            row = finite(weighted_sum(&transitions.to, finite(weight)));
            sums.backward[next - 1] = row;
        }
    }
}

/// The sum of `rows`, weighted by `shares`.
#[inline(always)]
fn weighted_sum(rows: &[LabelVector; LABELS], shares: LabelVector) -> LabelVector {
    // Two independent sums, so that each product waits only for the one before the last.
    let mut sums = [[0.0; 8]; 2];
    for (number, (row, share)) in rows.iter().zip(shares).enumerate() {
        for label in 0..8 {
            sums[number % 2][label] = share.mul_add(row[label], sums[number % 2][label]);
        }
    }
    let [mut sum, other] = sums;
    for (sum, other) in sum.iter_mut().zip(other) {
        *sum += other;
    }
    sum
}

#[inline(always)]
fn multiply(mut one: LabelVector, other: LabelVector) -> LabelVector {
    for (one, other) in one.iter_mut().zip(other) {
        *one *= other;
    }
    one
}

/// `row` with infinities clipped, since infinity times zero is not a number.
#[inline(always)]
fn finite(mut row: LabelVector) -> LabelVector {
    for value in &mut row {
        *value = value.min(f32::MAX);
    }
    row
}

/// The sum of `row`; never zero.
#[inline(always)]
fn sum(row: LabelVector) -> f32 {
    let [a, b, c, d, e, f, g, h] = row;
    (((a + e) + (b + f)) + ((c + g) + (d + h))).max(f32::MIN_POSITIVE)
}

/// exp of the scores, scaled so that the maximum is one.
#[inline(always)]
fn exp_scores(scores: &Scores) -> LabelVector {
    let [a, b, c, d, e, f, g] = *scores;
    let top = a.max(e).max(b.max(f)).max(c.max(g).max(d));
    let mut row = padded(scores, f32::NEG_INFINITY);
    for score in &mut row {
        *score = exp_nonpositive((*score - top).max(MIN_SCORE));
    }
    // The padding lane: tiny numbers in it would be slow subnormals.
    row[7] = 0.0;
    row
}

/// Minimum score relative to the most likely label of a token. Products of smaller numbers would be subnormal, which
/// are many times slower.
const MIN_SCORE: f32 = -40.0;

/// exp of a number not above zero, to seven digits: Cephes' polynomial on the remainder beside a power of two. Unlike
/// the library function it gives the same bits on every machine, and all labels are computed in parallel.
#[inline(always)]
fn exp_nonpositive(x: f32) -> f32 {
    /// Adding it rounds to a whole number.
    const ROUNDING_OFFSET: f32 = 12_582_912.0;
    let x = x.max(-87.0);
    let powers = x.mul_add(std::f32::consts::LOG2_E, ROUNDING_OFFSET);
    let whole = powers - ROUNDING_OFFSET;
    let rest = whole.mul_add(2.121_944_4e-4, whole.mul_add(-0.693_359_4, x));
    let mut sum = 1.987_569_1e-4_f32;
    for next in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_65, 0.5] {
        sum = sum.mul_add(rest, next);
    }
    let close = sum.mul_add(rest * rest, rest + 1.0);
    let power = f32::from_bits((powers.to_bits() << 23).wrapping_add(1.0_f32.to_bits()));
    close * power
}

#[cfg(test)]
mod tests {
    use super::*;

    fn legal_transitions() -> Transitions {
        let mut transitions = [[0.0; LABELS]; LABELS];
        for (previous, row) in transitions.iter_mut().enumerate() {
            for (label, score) in row.iter_mut().enumerate() {
                let legal = Label::from_index(label).may_follow(Label::from_index(previous));
                *score = if legal { 0.1 * (previous as f32 - label as f32) } else { FORBIDDEN };
            }
        }
        transitions
    }

    /// Every labelling of three tokens with its score.
    fn all(scores: &[Scores; 3], transitions: &Transitions) -> Vec<([usize; 3], f32)> {
        let mut all = Vec::new();
        for code in 0..LABELS.pow(3) {
            let labels = [code / LABELS / LABELS, code / LABELS % LABELS, code % LABELS];
            let mut score = 0.0;
            let mut previous = 0;
            for (token, &label) in scores.iter().zip(&labels) {
                score += transitions[previous][label] + token[label];
                previous = label;
            }
            all.push((labels, score));
        }
        all
    }

    #[test]
    fn scores_that_contradict_the_transitions_still_give_probabilities() {
        // Inside labels without a beginning: no labelling has more than a tiny weight.
        let mut scores = vec![[-80.0; LABELS]; 40];
        scores.iter_mut().enumerate().for_each(|(index, row)| row[if index % 2 == 0 { 2 } else { 4 }] = 80.0);
        let exp = PreparedTransitions::new(&legal_transitions());
        for row in ForwardBackward::new(&scores, &exp).marginals() {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-3, "{row:?}");
        }
    }

    #[test]
    fn the_exponential_is_close_to_the_true_one() {
        for step in 0..870 {
            let x = -0.1 * step as f32;
            assert!((exp_nonpositive(x) / x.exp() - 1.0).abs() < 3e-7, "{x}");
        }
        assert!(exp_nonpositive(f32::NEG_INFINITY) < 1e-37);
    }

    #[test]
    fn the_recurrences_agree_with_counting() {
        let scores = [
            [0.1, 0.9, 0.3, -0.2, 0.4, 0.0, 0.8],
            [0.5, -0.3, 1.2, 0.7, 0.1, 0.2, 0.3],
            [0.0, 0.4, 0.6, -0.9, 0.3, 0.5, 0.1],
        ];
        let transitions = legal_transitions();
        let all = all(&scores, &transitions);
        let best = all.iter().fold(&all[0], |top, next| if next.1 > top.1 { next } else { top });
        let ready = PreparedTransitions::new(&transitions);
        let found = viterbi(&scores, &ready).iter().map(|label| label.index()).collect::<Vec<_>>();
        assert_eq!(found, best.0);

        let sums = ForwardBackward::new(&scores, &ready);
        let total: f32 = all.iter().map(|(_, score)| score.exp()).sum();
        for label in 0..LABELS {
            let mass: f32 = all.iter().filter(|(labels, _)| labels[1] == label).map(|(_, score)| score.exp()).sum();
            assert!((sums.marginal(1)[label] - mass / total).abs() < 1e-5);
            let pair: f32 = all.iter().filter(|(l, _)| l[1] == 0 && l[2] == label).map(|(_, score)| score.exp()).sum();
            assert!((sums.transition(&ready, 2, 0, label) - pair / total).abs() < 1e-5);
        }
    }
}

//! The linear chain: from scores of labels, token by token, to the best labelling and to probabilities.
//!
//! Lafferty, McCallum, Pereira: Conditional Random Fields (ICML 2001); the recurrences are those of Rabiner's tutorial
//! on hidden Markov models (1989), with each step of the forward and backward pass scaled by the sum of the one before.
//!
//! Whose scores they are does not matter: scores of several scorers may be added before.

use super::label::{LABELS, Label};
use crate::model::{Scores, Steps, Work, in_widest_registers};

/// The score of a step that may not be taken.
pub const NEVER: f32 = -1e4;

/// `steps` without those that may not be taken.
pub fn legal_steps(steps: &Steps) -> Steps {
    let may = |from, to| Label::from_index(to).may_follow(Label::from_index(from));
    std::array::from_fn(|from| std::array::from_fn(|to| if may(from, to) { steps[from][to] } else { NEVER }))
}

/// The best labelling: `scores[i]` are those of token i. What stands before the first token is outside.
pub fn viterbi(scores: &[Scores], steps: &ReadySteps) -> Vec<Label> {
    let mut from = Vec::with_capacity(scores.len());
    let mut last = [0.0; 8];
    in_widest_registers(Best { scores, steps, from: &mut from, last: &mut last });
    trace(&last, &from)
}

/// The best way to each label of each token, in the widest registers that the machine has.
struct Best<'a> {
    scores: &'a [Scores],
    steps: &'a ReadySteps,
    /// The label before, by token and label.
    from: &'a mut Vec<[u8; 8]>,
    /// The scores of the last token's labels.
    last: &'a mut Wide,
}

impl Work for Best<'_> {
    #[inline(always)]
    fn run(self) {
        let mut best = [4.0 * NEVER; 8];
        best[Label::OUTSIDE.index()] = 0.0;
        for token in self.scores {
            let (mut top, mut from) = ([f32::NEG_INFINITY; 8], [0; 8]);
            for (label, step) in self.steps.scores.iter().enumerate() {
                for to in 0..8 {
                    let score = best[label] + step[to];
                    from[to] = if score > top[to] { label as u32 } else { from[to] };
                    top[to] = top[to].max(score);
                }
            }
            let token = wide(token, NEVER);
            let most = top[0] + token[0];
            for to in 0..8 {
                // So that long texts do not end beyond what a number can tell apart.
                best[to] = top[to] + token[to] - most;
            }
            self.from.push(from.map(|label| label as u8));
        }
        *self.last = best;
    }
}

/// The numbers of all labels, and `rest` in the eighth lane.
#[inline(always)]
fn wide(row: &[f32; LABELS], rest: f32) -> Wide {
    let [a, b, c, d, e, f, g] = *row;
    [a, b, c, d, e, f, g, rest]
}

fn trace(last: &Wide, from: &[[u8; 8]]) -> Vec<Label> {
    let mut label = (0..LABELS).fold(0, |top, label| if last[label] > last[top] { label } else { top });
    let mut labels = vec![Label::OUTSIDE; from.len()];
    for (reached, from) in labels.iter_mut().zip(from).rev() {
        *reached = Label::from_index(label);
        label = usize::from(from[label]);
    }
    labels
}

/// What belongs to each label, in a whole register: the eighth lane is nobody's.
type Wide = [f32; 8];

/// The scores of steps, made ready once for a set of weights.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadySteps {
    /// The scores themselves, by the label that is left.
    scores: [Wide; LABELS],
    /// Their exponentials, by the label that is left.
    from: [Wide; LABELS],
    /// Their exponentials, by the label that is reached.
    to: [Wide; LABELS],
}

impl ReadySteps {
    /// Those of `steps`.
    pub fn new(steps: &Steps) -> ReadySteps {
        let exp = steps.map(|row| row.map(f32::exp));
        ReadySteps {
            scores: steps.map(|row| wide(&row, NEVER)),
            from: exp.map(|row| wide(&row, 0.0)),
            to: std::array::from_fn(|to| wide(&std::array::from_fn(|from| exp[from][to]), 0.0)),
        }
    }
}

/// The forward and backward sums of a chain, from which all probabilities are read.
#[derive(Default)]
pub struct Sums {
    /// What all labellings up to token i that end in label l weigh, up to a factor.
    forward: Vec<Wide>,
    /// What goes on behind token i, scaled so that forward times backward sums to `whole` at every token.
    backward: Vec<Wide>,
    /// exp(scores), each token's greatest made one.
    emitted: Vec<Wide>,
    /// What each forward step was multiplied with.
    scale: Vec<f32>,
    whole: f32,
}

impl Sums {
    /// Runs both passes. What stands before the first token is outside.
    ///
    /// Each step waits for the one before it, so what counts is that all labels are reckoned side by side.
    pub fn new(scores: &[Scores], steps: &ReadySteps) -> Sums {
        let mut sums = Sums::default();
        in_widest_registers(Passes { scores, steps, sums: &mut sums });
        sums
    }

    /// The probabilities of the labels of token `index`.
    #[inline(always)]
    pub fn marginal(&self, index: usize) -> Scores {
        let row = times(self.forward[index], self.backward[index]);
        let scale = 1.0 / sum(row);
        std::array::from_fn(|label| row[label] * scale)
    }

    /// The probabilities of the labels of all tokens.
    pub fn marginals(&self) -> Vec<Scores> {
        (0..self.forward.len()).map(|index| self.marginal(index)).collect()
    }

    /// The probability of stepping from label `previous` to label `label` into token `index` > 0.
    pub fn step(&self, steps: &ReadySteps, index: usize, previous: usize, label: usize) -> f32 {
        self.forward[index - 1][previous]
            * steps.from[previous][label]
            * self.emitted[index][label]
            * self.backward[index][label]
            * self.scale[index]
            / self.whole
    }
}

/// Both passes, in the widest registers that the machine has.
struct Passes<'a> {
    scores: &'a [Scores],
    steps: &'a ReadySteps,
    sums: &'a mut Sums,
}

impl Work for Passes<'_> {
    #[inline(always)]
    fn run(self) {
        let Passes { scores, steps, sums } = self;
        sums.emitted.reserve(scores.len());
        sums.forward.reserve(scores.len());
        sums.scale.reserve(scores.len());
        // Loops all of it: what a closure does may be compiled for narrower registers.
        for scores in scores {
            sums.emitted.push(exp_scores(scores));
        }
        let mut row = [0.0; 8];
        row[Label::OUTSIDE.index()] = 1.0;
        for emitted in &sums.emitted {
            // The sum of the row before, not of this one: so nobody waits for the division.
            let scale = 1.0 / sum(row);
            row = times(mixed(&steps.from, row), times(*emitted, [scale; 8]));
            sums.forward.push(row);
            sums.scale.push(scale);
        }
        sums.whole = sum(row);
        sums.backward.resize(scores.len(), [1.0; 8]);
        let mut row = [1.0; 8];
        for next in (1..scores.len()).rev() {
            let weight = times(times(sums.emitted[next], [sums.scale[next]; 8]), row);
            row = finite(mixed(&steps.to, finite(weight)));
            sums.backward[next - 1] = row;
        }
    }
}

/// The sum of `rows`, each as often as `shares` say.
#[inline(always)]
fn mixed(rows: &[Wide; LABELS], shares: Wide) -> Wide {
    // Two sums side by side: each product waits only for the one before the last.
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
fn times(mut one: Wide, other: Wide) -> Wide {
    for (one, other) in one.iter_mut().zip(other) {
        *one *= other;
    }
    one
}

/// `row` without what is larger than a number can be: times nought it would be none.
#[inline(always)]
fn finite(mut row: Wide) -> Wide {
    for value in &mut row {
        *value = value.min(f32::MAX);
    }
    row
}

/// The sum of `row`; never nought.
#[inline(always)]
fn sum(row: Wide) -> f32 {
    let [a, b, c, d, e, f, g, h] = row;
    (((a + e) + (b + f)) + ((c + g) + (d + h))).max(f32::MIN_POSITIVE)
}

/// exp of the scores, the greatest made one.
#[inline(always)]
fn exp_scores(scores: &Scores) -> Wide {
    let [a, b, c, d, e, f, g] = *scores;
    let top = a.max(e).max(b.max(f)).max(c.max(g).max(d));
    let mut row = wide(scores, f32::NEG_INFINITY);
    for score in &mut row {
        *score = exp_below((*score - top).max(LEAST));
    }
    // Nobody's lane; tiny numbers in it would cost as much as all the rest.
    row[7] = 0.0;
    row
}

/// What is less likely than this beside the likeliest label of its token counts as no less: products of yet smaller numbers
/// leave the normal range of numbers, where each of them takes a machine many times as long.
const LEAST: f32 = -40.0;

/// exp of a number that is not above nought, to the seventh digit: Cephes' polynomial on what is left beside a power
/// of two. Unlike the library function it is the same on every machine, and done for all labels side by side.
#[inline(always)]
fn exp_below(x: f32) -> f32 {
    /// Adding it leaves no room for a fraction.
    const ROOM: f32 = 12_582_912.0;
    let x = x.max(-87.0);
    let powers = x.mul_add(std::f32::consts::LOG2_E, ROOM);
    let whole = powers - ROOM;
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
    fn scores_that_contradict_the_steps_give_probabilities_all_the_same() {
        // Inside without a beginning, over and over: no labelling has more than a hint of weight.
        let mut scores = vec![[-80.0; LABELS]; 40];
        scores.iter_mut().enumerate().for_each(|(index, row)| row[if index % 2 == 0 { 2 } else { 4 }] = 80.0);
        let exp = ReadySteps::new(&legal_steps());
        for row in Sums::new(&scores, &exp).marginals() {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-3, "{row:?}");
        }
    }

    #[test]
    fn the_exponential_is_close_to_the_true_one() {
        for step in 0..870 {
            let x = -0.1 * step as f32;
            assert!((exp_below(x) / x.exp() - 1.0).abs() < 3e-7, "{x}");
        }
        assert!(exp_below(f32::NEG_INFINITY) < 1e-37);
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
        let ready = ReadySteps::new(&steps);
        let found = viterbi(&scores, &ready).iter().map(|label| label.index()).collect::<Vec<_>>();
        assert_eq!(found, best.0);

        let sums = Sums::new(&scores, &ready);
        let total: f32 = all.iter().map(|(_, score)| score.exp()).sum();
        for label in 0..LABELS {
            let mass: f32 = all.iter().filter(|(labels, _)| labels[1] == label).map(|(_, score)| score.exp()).sum();
            assert!((sums.marginal(1)[label] - mass / total).abs() < 1e-5);
            let pair: f32 = all.iter().filter(|(l, _)| l[1] == 0 && l[2] == label).map(|(_, score)| score.exp()).sum();
            assert!((sums.step(&ready, 2, 0, label) - pair / total).abs() < 1e-5);
        }
    }
}

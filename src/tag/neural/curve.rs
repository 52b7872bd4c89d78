//! The two curves of a cell, made of nothing but products, sums and limits.
//!
//! A gate is a straight line between shut and open (the hard logistic function of Courbariaux, Bengio and David,
//! BinaryConnect, 2015); what goes through it is squashed by a cubic that reaches one with a slope of nought. Neither
//! divides or asks for an exponential, so that a step of the network waits for its products alone, and both are the same
//! to the last bit on every machine. Networks are trained with these very curves: they stand in for nothing.

/// A gate: 0 is shut, 1 is open; a straight line from -2 to 2.
#[inline(always)]
pub fn gate(x: f32) -> f32 {
    gate_of(x, 1.0)
}

/// The same of `x` times `unit`, a power of two.
#[inline(always)]
pub fn gate_of(x: f32, unit: f32) -> f32 {
    x.mul_add(0.25 * unit, 0.5).clamp(0.0, 1.0)
}

/// The slope of [`gate`] where it has the value `gate`.
#[inline(always)]
pub fn gate_slope(gate: f32) -> f32 {
    if gate > 0.0 && gate < 1.0 { 0.25 } else { 0.0 }
}

/// Squashes `x` to between -1 and 1, which are reached at -1.5 and 1.5; like the hyperbolic tangent its slope is one at
/// nought.
#[inline(always)]
pub fn squash(x: f32) -> f32 {
    squash_of(x, 1.0)
}

/// The same of `x` times `unit`, a power of two.
#[inline(always)]
pub fn squash_of(x: f32, unit: f32) -> f32 {
    let part = part(x, unit);
    part * (part * part).mul_add(-0.5, 1.5)
}

/// The slope of [`squash`] at `x`.
#[inline(always)]
pub fn squash_slope(x: f32) -> f32 {
    let part = part(x, 1.0);
    1.0 - part * part
}

/// `x` times `unit` as a part of the reach of [`squash`].
#[inline(always)]
fn part(x: f32, unit: f32) -> f32 {
    (x * (2.0 / 3.0 * unit)).clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curves_rise_to_their_limits_with_the_slopes_they_say() {
        assert_eq!([-9.0, -2.0, 0.0, 2.0, 9.0].map(gate), [0.0, 0.0, 0.5, 1.0, 1.0]);
        assert_eq!([-9.0, -1.5, 0.0, 1.5, 9.0].map(squash), [-1.0, -1.0, 0.0, 1.0, 1.0]);
        for step in -399..400 {
            // No corner of the gate is among these.
            let x = (step as f32 + 0.5) / 100.0;
            let measured = |curve: fn(f32) -> f32| (curve(x + 1e-3) - curve(x - 1e-3)) / 2e-3;
            assert!((measured(gate) - gate_slope(gate(x))).abs() < 1e-3, "{x}");
            assert!((measured(squash) - squash_slope(x)).abs() < 2e-3, "{x}");
        }
    }
}

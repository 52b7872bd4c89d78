//! The two activation functions of a cell, made of products, sums and limits only.
//!
//! A gate is a hard sigmoid: linear between shut and open (Courbariaux, Bengio and David, BinaryConnect, 2015). Cell
//! values go through a cubic that resembles the hyperbolic tangent and reaches one with slope zero. Both avoid division
//! and exponentials, so they are fast and give the same bits on every machine. Networks are trained with these very
//! functions.

/// The hard sigmoid: 0 is shut, 1 is open, linear from -2 to 2.
#[inline(always)]
pub fn hard_sigmoid(x: f32) -> f32 {
    hard_sigmoid_scaled(x, 1.0)
}

/// The same of `x` times `unit`, a power of two.
#[inline(always)]
pub fn hard_sigmoid_scaled(x: f32, unit: f32) -> f32 {
    x.mul_add(0.25 * unit, 0.5).clamp(0.0, 1.0)
}

/// The derivative of [`hard_sigmoid`] where its value is `gate`.
#[inline(always)]
pub fn hard_sigmoid_slope(gate: f32) -> f32 {
    if gate > 0.0 && gate < 1.0 { 0.25 } else { 0.0 }
}

/// A cubic from -1 at -1.5 to 1 at 1.5, with slope one at zero like the hyperbolic tangent.
#[inline(always)]
pub fn cubic_tanh(x: f32) -> f32 {
    cubic_tanh_scaled(x, 1.0)
}

/// The same of `x` times `unit`, a power of two.
#[inline(always)]
pub fn cubic_tanh_scaled(x: f32, unit: f32) -> f32 {
    let part = part(x, unit);
    part * (part * part).mul_add(-0.5, 1.5)
}

/// The derivative of [`cubic_tanh`] at `x`.
#[inline(always)]
pub fn cubic_tanh_slope(x: f32) -> f32 {
    let part = part(x, 1.0);
    1.0 - part * part
}

/// `x` times `unit` as a fraction of the range of [`cubic_tanh`].
#[inline(always)]
fn part(x: f32, unit: f32) -> f32 {
    (x * (2.0 / 3.0 * unit)).clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activations_have_their_limits_and_slopes() {
        assert_eq!([-9.0, -2.0, 0.0, 2.0, 9.0].map(hard_sigmoid), [0.0, 0.0, 0.5, 1.0, 1.0]);
        assert_eq!([-9.0, -1.5, 0.0, 1.5, 9.0].map(cubic_tanh), [-1.0, -1.0, 0.0, 1.0, 1.0]);
        for step in -399..400 {
            // None of these points is a corner of the hard sigmoid.
            let x = (step as f32 + 0.5) / 100.0;
            let measured = |curve: fn(f32) -> f32| (curve(x + 1e-3) - curve(x - 1e-3)) / 2e-3;
            assert!((measured(hard_sigmoid) - hard_sigmoid_slope(hard_sigmoid(x))).abs() < 1e-3, "{x}");
            assert!((measured(cubic_tanh) - cubic_tanh_slope(x)).abs() < 2e-3, "{x}");
        }
    }
}

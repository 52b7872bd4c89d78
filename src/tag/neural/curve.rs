//! The hyperbolic tangent and the logistic function, from additions, products and one division.
//!
//! The library functions of two machines may differ in the last bit; these do not, and the compiler can work on
//! several values at once: a product and a sum rounded together are the same on every machine, where it has no
//! instruction for them only slower. A ratio of two short polynomials, fitted so that the largest error is smallest; it is below
//! 1e-4, less than what the rounding of hidden states loses.

/// Beyond this the tangent is taken for one.
const LIMIT: f32 = 5.0;

/// A number as a fraction: what fractions are made of can be multiplied before anything is divided.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    /// Above the line.
    pub above: f32,
    /// Below the line: from 1 to 20.
    pub below: f32,
}

impl Ratio {
    /// The hyperbolic tangent of `x`.
    #[inline(always)]
    pub fn tanh(x: f32) -> Ratio {
        let x = x.clamp(-LIMIT, LIMIT);
        let square = x * x;
        let above = square.mul_add(6.718_525e-4, 0.102_492_35).mul_add(square, 1.0) * x;
        let below = square.mul_add(1.283_657_2e-2, 0.435_559_74).mul_add(square, 1.0);
        Ratio { above, below }
    }

    /// The logistic function of `x` times `unit`.
    #[inline(always)]
    pub fn sigmoid_of(x: f32, unit: f32) -> Ratio {
        let Ratio { above, below } = Ratio::tanh(x * (0.5 * unit));
        Ratio { above: 0.5 * (below + above), below }
    }

    /// The number itself.
    #[inline(always)]
    pub fn value(self) -> f32 {
        self.above / self.below
    }
}

/// The hyperbolic tangent of `x`.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    Ratio::tanh(x).value()
}

/// The logistic function of `x`.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    Ratio::sigmoid_of(x, 1.0).value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curves_are_close_to_the_true_ones() {
        for step in -400..400 {
            let x = step as f32 / 20.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-4, "{x}");
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-4, "{x}");
        }
    }
}

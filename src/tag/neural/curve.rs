//! The hyperbolic tangent and the logistic function, from additions, products and one division.
//!
//! The library functions of two machines may differ in the last bit; these do not, and the compiler can work on
//! several values at once. The rational approximation is the one used in Eigen; its error is below 1e-6.

/// Beyond this the tangent is one.
const LIMIT: f32 = 7.905_311;

/// The hyperbolic tangent of `x`.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-LIMIT, LIMIT);
    let square = x * x;
    let mut above = -2.760_768_5e-16;
    for coefficient in [2.000_188e-13, -8.604_672e-11, 5.122_297e-8, 1.485_722_4e-5, 6.372_619_3e-4, 4.893_524_6e-3] {
        above = above * square + coefficient;
    }
    let mut below = 1.198_258_4e-6;
    for coefficient in [1.185_347e-4, 2.268_434_6e-3, 4.893_525e-3] {
        below = below * square + coefficient;
    }
    x * above / below
}

/// The logistic function of `x`.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curves_are_close_to_the_true_ones() {
        for step in -400..400 {
            let x = step as f32 / 20.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-6, "{x}");
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6, "{x}");
        }
    }
}

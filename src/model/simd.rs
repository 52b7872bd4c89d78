//! SIMD dispatch: runs a kernel with the widest registers of the machine, detected at run time.
//!
//! The same code is compiled for several instruction sets. Results are the same on all of them: sums keep their order,
//! and multiply-add is fused only where the code says so.

/// A computation that is compiled for several instruction sets. Everything that should use wide registers must be
/// inlined into [`run`](Kernel::run): the function itself, and functions that are `#[inline(always)]` as well. The body
/// of a closure might be compiled for narrower registers.
pub trait Kernel {
    /// Runs it.
    fn run(self);
}

/// Runs `work` with the widest registers of this machine.
pub fn dispatch_simd(work: impl Kernel) {
    #[cfg(target_arch = "x86_64")]
    {
        use archmage::{SimdToken, X64V3Token, X64V4Token};
        if let Some(token) = X64V4Token::summon() {
            return x86::avx512(token, work);
        }
        if let Some(token) = X64V3Token::summon() {
            return x86::avx2(token, work);
        }
    }
    work.run();
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use archmage::{X64V3Token, X64V4Token, arcane};

    use super::Kernel;

    /// With AVX-512: sixteen numbers per register.
    #[arcane]
    pub(super) fn avx512<T: Kernel>(_token: X64V4Token, work: T) {
        work.run();
    }

    /// With AVX2: eight numbers per register.
    #[arcane]
    pub(super) fn avx2<T: Kernel>(_token: X64V3Token, work: T) {
        work.run();
    }
}

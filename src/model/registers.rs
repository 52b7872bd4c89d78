//! Work that is done in the widest registers that a machine has, found out when the program runs.
//!
//! The same code is compiled for several families of machines. Numbers are the same on all of them: nothing is summed in
//! another order, and products are fused with sums only where the code says so.

/// Something to do. What is to be done in wide registers must be part of [`run`](Work::run) when it is compiled: itself, and
/// functions that are `#[inline(always)]` like it. What a closure does may be compiled for narrower ones.
pub trait Work {
    /// Does it.
    fn run(self);
}

/// Does `work` in the widest registers that this machine has.
pub fn in_widest_registers(work: impl Work) {
    #[cfg(target_arch = "x86_64")]
    {
        use archmage::{SimdToken, X64V3Token, X64V4Token};
        if let Some(token) = X64V4Token::summon() {
            return x86::in_sixteen(token, work);
        }
        if let Some(token) = X64V3Token::summon() {
            return x86::in_eight(token, work);
        }
    }
    work.run();
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use archmage::{X64V3Token, X64V4Token, arcane};

    use super::Work;

    /// With AVX-512: sixteen numbers a register.
    #[arcane]
    pub(super) fn in_sixteen<T: Work>(_token: X64V4Token, work: T) {
        work.run();
    }

    /// With AVX2: eight numbers a register.
    #[arcane]
    pub(super) fn in_eight<T: Work>(_token: X64V3Token, work: T) {
        work.run();
    }
}

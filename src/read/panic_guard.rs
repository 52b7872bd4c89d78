//! Contains panics of third-party parsers: a file that makes one panic is an error and affects no other file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::Problem;

/// The result of `read`; a panic becomes the error that `name` is damaged.
pub(super) fn catch_panic<T>(name: &'static str, read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Problem::Damaged(name)))
}

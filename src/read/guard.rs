//! Parsers of others' making are kept apart: one that fails on a file costs that file and nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::Problem;

/// What `read` gives; if it panics, that the `name` is damaged.
pub(super) fn guarded<T>(name: &'static str, read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Problem::Broken(name)))
}

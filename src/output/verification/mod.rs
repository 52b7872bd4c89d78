//! The answer of `verify`: the quotations of a draft, checked.

mod formats;
mod github;
mod record;
mod report;
#[cfg(test)]
mod sample;
mod sarif;
mod text;

pub use formats::{ReportFormat, verification, verification_report};
pub use report::{CheckedQuotation, DraftPlace};

#[cfg(test)]
pub(super) use sample::verification_sample;

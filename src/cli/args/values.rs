//! How typed values are parsed.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};

/// A path. It may be empty, because an environment variable may be.
pub(super) fn path_or_nothing() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

pub(super) fn at_least_one() -> impl TypedValueParser<Value = usize> {
    clap::value_parser!(u64).range(1..).map(|number| usize::try_from(number).unwrap_or(usize::MAX))
}

pub(super) fn probability(typed: &str) -> Result<f32, String> {
    match typed.parse::<f32>() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("must be a number from 0 to 1, such as 0.8".to_owned()),
    }
}

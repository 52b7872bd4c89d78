//! The arguments of a call, and what is wrong with them.

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::cli::day;
use crate::cli::error::CliError;

/// The most hits of an answer.
const MAX_LIMIT: usize = 50;

/// The arguments of a call.
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    pub(super) fn new(arguments: Map<String, Value>) -> Self {
        Self(arguments)
    }

    /// A text; `None` when it is missing or blank.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, CliError> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            Some(_) => Err(CliError::new(format!("`{name}` is no text"), "give it as a string")),
        }
    }

    /// A text that must be there.
    pub(super) fn required(&self, name: &str) -> Result<String, CliError> {
        self.text(name)?.ok_or_else(|| CliError::new(format!("`{name}` is missing"), "give it as a string"))
    }

    /// How many hits are wanted.
    pub(super) fn limit(&self, usual: usize) -> Result<usize, CliError> {
        match self.0.get("limit") {
            None | Some(Value::Null) => Ok(usual),
            Some(number) => {
                let number = number.as_u64().and_then(|number| usize::try_from(number).ok());
                let wrong = || CliError::new("`limit` is no number", format!("give a number from 1 to {MAX_LIMIT}"));
                Ok(number.filter(|number| *number > 0).ok_or_else(wrong)?.min(MAX_LIMIT))
            }
        }
    }

    /// The first day of a period.
    pub(super) fn first_day(&self, name: &str) -> Result<Option<Date>, CliError> {
        self.day(name, day::first)
    }

    /// The last day of a period.
    pub(super) fn last_day(&self, name: &str) -> Result<Option<Date>, CliError> {
        self.day(name, day::last)
    }

    fn day<E: ToString>(&self, name: &str, parse: impl Fn(&str) -> Result<Date, E>) -> Result<Option<Date>, CliError> {
        let Some(typed) = self.text(name)? else { return Ok(None) };
        parse(&typed).map(Some).map_err(|error| {
            CliError::new(format!("`{name}`: {}", error.to_string()), "write it as 2024-05-12, 2024-05 or 2024")
        })
    }
}

//! The arguments of a call, and what is wrong with them.

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::cli::day;
use crate::cli::error::CliError;

/// The most hits of an answer.
const MAX_LIMIT: usize = 50;

/// A text of more bytes is refused.
const MAX_TEXT: usize = 1 << 20;
/// So many characters of a wrong value are shown.
const MAX_SHOWN: usize = 100;

/// The arguments of a call.
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    pub(super) fn new(arguments: Map<String, Value>) -> Self {
        Self(arguments)
    }

    /// Whether all of them are `known`: a misspelled filter must not be passed over.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), CliError> {
        match self.0.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => {
                let name: String = name.chars().take(MAX_SHOWN).collect();
                Err(CliError::new(format!("there is no argument `{name}`"), format!("there are {}", known.join(", "))))
            }
            None => Ok(()),
        }
    }

    /// A text; `None` when it is missing or blank.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, CliError> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.len() > MAX_TEXT => {
                Err(CliError::new(format!("`{name}` is longer than 1 MiB"), "give it in parts"))
            }
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
                // JSON Schema takes 2.0 for an integer.
                let whole = number.as_f64().filter(|number| number.fract() == 0.0 && *number >= 1.0);
                let wrong = || {
                    CliError::new(
                        format!("`limit` cannot be {number}"),
                        format!("give a whole number from 1 to {MAX_LIMIT}"),
                    )
                };
                let most = whole.ok_or_else(wrong)?.min(MAX_LIMIT as f64);
                Ok(most as usize)
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

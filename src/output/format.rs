//! The output formats, and how JSON is written.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::sanitize::sanitized_char;

/// The format of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text for people.
    #[default]
    Text,
    /// One JSON value.
    Json,
    /// JSON Lines: one JSON value per line.
    Jsonl,
    /// CSV with a row of column names.
    Csv,
}

/// Writes one JSON value, indented.
pub(super) fn json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", harmless(&serde_json::to_string_pretty(value)?))
}

/// Writes one JSON value per line.
pub(super) fn jsonl<T: Serialize>(out: &mut dyn Write, values: impl IntoIterator<Item = T>) -> io::Result<()> {
    values.into_iter().try_for_each(|value| writeln!(out, "{}", json_value(&value)?))
}

/// One JSON value on one line, without line end.
pub(super) fn json_value(value: &impl Serialize) -> io::Result<String> {
    Ok(harmless(&serde_json::to_string(value)?).into_owned())
}

/// Escapes all characters that could control a terminal. They occur within strings only.
fn harmless(json: &str) -> Cow<'_, str> {
    let steers = |c: char| c != '\n' && sanitized_char(c) != Some(c);
    if !json.contains(steers) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if steers(c) { escaped += &format!("\\u{:04x}", u32::from(c)) } else { escaped.push(c) }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn json_loses_nothing_and_steers_nothing(text: String, control in "[\u{7f}-\u{9f}\u{202a}-\u{202e}\u{2028}]{1,3}") {
            let value = text + &control;
            let json = json_value(&value).unwrap();
            proptest::prop_assert!(!json.contains(char::is_control));
            proptest::prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), value);
        }
    }
}

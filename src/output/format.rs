//! The formats, and what the JSON ones share.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::sanitize::sanitized_char;

/// What an answer is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON value.
    Json,
    /// One JSON value a line.
    Jsonl,
    /// A table with a line of names.
    Csv,
}

/// One JSON value, spread over lines for people who style at it.
pub(super) fn json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", harmless(&serde_json::to_string_pretty(value)?))
}

/// One JSON value a line.
pub(super) fn jsonl<T: Serialize>(out: &mut dyn Write, values: impl IntoIterator<Item = T>) -> io::Result<()> {
    values.into_iter().try_for_each(|value| writeln!(out, "{}", json_value(&value)?))
}

/// One JSON value on one line, without its end.
pub(super) fn json_value(value: &impl Serialize) -> io::Result<String> {
    Ok(harmless(&serde_json::to_string(value)?).into_owned())
}

/// The same JSON with everything escaped that could steer a terminal; such characters stand only within strings.
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

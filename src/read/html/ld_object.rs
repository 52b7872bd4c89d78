//! Objects of JSON-LD: what type they are of, and what a value of theirs says.

use serde_json::{Map, Value};

/// An object with its fields.
pub(super) type Object = Map<String, Value>;

/// Whether one of its types is such, by the name without its vocabulary.
pub(super) fn has_type(object: &Object, is: impl Fn(&str) -> bool) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|name| is(name.rsplit(['/', ':']).next().unwrap_or(name)));
    match object.get("@type") {
        Some(Value::Array(names)) => names.iter().any(is),
        Some(name) => is(name),
        None => false,
    }
}

/// The first text that the value holds.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(values) => values.iter().find_map(text),
        Value::Object(object) => text(object.get("@value")?),
        _ => None,
    }
}

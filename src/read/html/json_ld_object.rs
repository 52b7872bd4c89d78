//! JSON-LD objects: types and text values.

use serde_json::{Map, Value};

/// An object with its properties.
pub(super) type Object = Map<String, Value>;

/// Whether one of the object's types, without its vocabulary prefix, satisfies `is`.
pub(super) fn has_type(object: &Object, is: impl Fn(&str) -> bool) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|name| is(name.rsplit(['/', ':']).next().unwrap_or(name)));
    match object.get("@type") {
        Some(Value::Array(names)) => names.iter().any(is),
        Some(name) => is(name),
        None => false,
    }
}

/// The first text in the value.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(values) => values.iter().find_map(text),
        Value::Object(object) => text(object.get("@value")?),
        _ => None,
    }
}

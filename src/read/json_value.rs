//! Converts JSON values to strings: names, headlines, dates and texts.
//!
//! APIs wrap strings in objects (`{"rendered": ...}`, `{"name": ...}`, `{"main": ...}`) and lists; this module decides
//! which of the strings is meant.

use serde_json::{Map, Value};

use super::html_fragment;

/// Properties that contain the string an object stands for, the best first.
const STRING_KEYS: [&str; 16] = [
    "name",
    "rendered",
    "value",
    "main",
    "original",
    "full_name",
    "fullname",
    "display_name",
    "displayName",
    "title",
    "#text",
    "_text",
    "$t",
    "text",
    "$date",
    "$oid",
];

/// Properties that contain a text.
const TEXT_KEYS: [&str; 10] = ["rendered", "value", "text", "html", "content", "body", "#text", "_text", "$t", "p"];

/// A string or number; the name of an object; the first non-empty element of a list.
pub(super) fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.into_iter().find_map(scalar),
        Value::Object(mut object) => {
            let named = STRING_KEYS.iter().find_map(|name| object.remove(*name));
            named.filter(|value| !value.is_object()).and_then(scalar)
        }
        _ => None,
    }
}

/// The same on one line, converted from HTML; `None` if empty.
pub(super) fn one_line(value: Value) -> Option<String> {
    let text = html_fragment::to_plain_text(scalar(value)?);
    let line =
        if text.contains(['\n', '\t', '\r']) { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text };
    Some(line.trim().to_owned()).filter(|line| !line.is_empty())
}

/// The text in a value, unchanged; all paragraphs of a list.
pub(super) fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(values) => match main_form(&values) {
            Some(main) => text(values.into_iter().nth(main)?),
            None => {
                let paragraphs: Vec<String> =
                    values.into_iter().filter_map(text).map(html_fragment::to_plain_text).collect();
                (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
            }
        },
        Value::Object(mut object) => text(TEXT_KEYS.iter().find_map(|name| object.remove(*name))?),
        _ => None,
    }
}

/// The index of the main form in a list of forms of one text (ninjs: `{"role": "main", "value": ...}`); `None` for
/// paragraphs.
fn main_form(values: &[Value]) -> Option<usize> {
    let forms: Vec<&Map<String, Value>> = values.iter().filter_map(Value::as_object).collect();
    let is_form = |form: &&Map<String, Value>| form.contains_key("value") && has_form_keys(form);
    if forms.len() != values.len() || !forms.iter().all(is_form) {
        return None;
    }
    let is_main =
        |form: &&Map<String, Value>| form.get("role").and_then(Value::as_str).is_some_and(|role| role == "main");
    Some(forms.iter().position(is_main).unwrap_or(0))
}

fn has_form_keys(form: &Map<String, Value>) -> bool {
    ["role", "contenttype", "contentType", "charcount", "wordcount"].iter().any(|name| form.contains_key(*name))
}

/// Whether a value contains a text, and is not a list of records.
pub(super) fn is_text(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Array(values) => !values.is_empty() && values.iter().all(|value| is_text(value) && !is_titled(value)),
        Value::Object(object) => TEXT_KEYS.iter().find_map(|name| object.get(*name)).is_some_and(is_text),
        _ => false,
    }
}

/// Whether a value has a headline or URL, which paragraphs do not have.
fn is_titled(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|object| ["title", "headline", "url", "link"].iter().any(|name| object.contains_key(*name)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_are_unwrapped() {
        for (value, said) in [
            (json!({ "rendered": "It&#8217;s <b>on</b>" }), Some("It’s on")),
            (json!({ "id": null, "name": " P " }), Some("P")),
            (json!({ "main": "M", "kicker": "K" }), Some("M")),
            (json!([{ "role": "main", "value": "V" }]), Some("V")),
            (json!(17), Some("17")),
            (json!({ "name": { "a": 1 } }), None),
            (json!(""), None),
        ] {
            assert_eq!(one_line(value.clone()).as_deref(), said, "{value}");
        }
    }

    #[test]
    fn a_text_may_come_in_pieces() {
        for (value, said) in [
            (json!(["One.", "Two."]), Some("One.\n\nTwo.")),
            (json!([{ "type": "p", "text": "One." }, { "type": "p", "text": "<i>Two.</i>" }]), Some("One.\n\nTwo.")),
            (json!([{ "role": "short", "value": "s" }, { "role": "main", "value": "m" }]), Some("m")),
            (json!({ "rendered": "r" }), Some("r")),
            (json!({ "a": 1 }), None),
            (json!(5), None),
        ] {
            assert_eq!(text(value.clone()).as_deref(), said, "{value}");
            assert_eq!(is_text(&value), said.is_some(), "{value}");
        }
        assert!(!is_text(&json!([{ "title": "T", "body": "b" }])));
    }
}

//! Finds the records in a JSON value such as a response of a news API, an archive or a content management system.
//!
//! An object with a text is a record. In any other object, the list with the most records is used, wherever it is
//! (`articles`, `response.docs`, `hits.hits`); otherwise the records that are values of the object. A record may be
//! inside a wrapper object (`_source`, `fields`), whose other properties then belong to the record too. The search does
//! not depend on particular APIs.

use serde_json::{Map, Value};

use super::fields::{FieldMap, field_named};

/// How deep lists are searched.
const MAX_DEPTH: usize = 5;

/// Property names of wrapper objects.
const WRAPPERS: [&str; 11] =
    ["_source", "fields", "attributes", "article", "document", "doc", "data", "record", "item", "node", "post"];

/// The records, and whether they were found by searching, in which case some entries may not be articles.
pub(super) struct FoundRecords {
    pub(super) records: Vec<Value>,
    pub(super) searched: bool,
}

/// The records in `value`.
pub(super) fn records(value: Value, fields: &FieldMap) -> FoundRecords {
    let mut all = FoundRecords { records: Vec::new(), searched: false };
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| add(value, fields, &mut all)),
        value => add(value, fields, &mut all),
    }
    all
}

/// Whether the object contains records and is not one itself.
pub(super) fn is_list(object: &Map<String, Value>, fields: &FieldMap) -> bool {
    let several = || named_records(object, fields, 0).is_some_and(|records| records.len() > 1);
    let is_one = is_record(object, fields) || wrapper(object, fields).is_some();
    !is_one && (best_list(object, fields).is_some() || several())
}

fn add(value: Value, fields: &FieldMap, all: &mut FoundRecords) {
    let Value::Object(object) = value else { return all.records.push(value) };
    let object = unwrap_record(object, fields);
    let within = if is_record(&object, fields) { None } else { nested_records(&object, fields) };
    match within {
        None => all.records.push(Value::Object(object)),
        Some(values) => {
            all.searched = true;
            let each = |value| match value {
                Value::Object(object) => Value::Object(unwrap_record(object, fields)),
                value => value,
            };
            all.records.extend(values.into_iter().map(each));
        }
    }
}

fn is_record(object: &Map<String, Value>, fields: &FieldMap) -> bool {
    fields.has_text(object)
}

/// Whether a list entry is an article or a summary of one.
fn is_entry(value: &Value, fields: &FieldMap) -> bool {
    let Value::Object(object) = value else { return false };
    let is_one = |object: &Map<String, Value>| fields.has_text(object) || fields.has_summary(object);
    is_one(object) || wrapper(object, fields).is_some()
}

/// The best list in the object, otherwise the records among its values.
fn nested_records(object: &Map<String, Value>, fields: &FieldMap) -> Option<Vec<Value>> {
    best_list(object, fields).cloned().or_else(|| named_records(object, fields, 0))
}

fn best_list<'v>(object: &'v Map<String, Value>, fields: &FieldMap) -> Option<&'v Vec<Value>> {
    let (mut best, mut most) = (None, 0);
    let mut open: Vec<(&Value, usize)> = object.values().map(|value| (value, 0)).collect();
    let mut at = 0;
    while let Some(&(value, depth)) = open.get(at) {
        at += 1;
        match value {
            Value::Array(values) => {
                let count = values.iter().filter(|value| is_entry(value, fields)).count();
                if count > most {
                    (best, most) = (Some(values), count);
                }
            }
            Value::Object(object) if depth < MAX_DEPTH => open.extend(object.values().map(|value| (value, depth + 1))),
            _ => {}
        }
    }
    best
}

fn named_records(object: &Map<String, Value>, fields: &FieldMap, depth: usize) -> Option<Vec<Value>> {
    let within = || object.values().filter_map(|value| Some((value, value.as_object()?)));
    let here = within().filter(|(_, object)| is_record(object, fields) || wrapper(object, fields).is_some());
    let here: Vec<Value> = here.map(|(value, _)| value.clone()).collect();
    if !here.is_empty() {
        return Some(here);
    }
    let deeper = |(_, object)| (depth < MAX_DEPTH).then(|| named_records(object, fields, depth + 1)).flatten();
    within().find_map(deeper)
}

/// The wrapper that contains the record.
fn wrapper(object: &Map<String, Value>, fields: &FieldMap) -> Option<&'static str> {
    let holds =
        |name: &&str| object.get(*name).and_then(Value::as_object).is_some_and(|inner| is_record(inner, fields));
    WRAPPERS.into_iter().find(holds)
}

/// Unwraps the record and adds the properties of the wrapper that it lacks.
fn unwrap_record(mut object: Map<String, Value>, fields: &FieldMap) -> Map<String, Value> {
    let wrapper = if is_record(&object, fields) { None } else { wrapper(&object, fields) };
    let Some(Value::Object(mut inner)) = wrapper.and_then(|name| object.remove(name)) else { return object };
    for (name, value) in object {
        let field = field_named(&name).map(|(field, _)| field);
        let is_known = field.is_some() && inner.keys().any(|name| field_named(name).map(|(field, _)| field) == field);
        if !is_known {
            inner.entry(name).or_insert(value);
        }
    }
    inner
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn texts(value: Value) -> Vec<String> {
        let fields = FieldMap::default();
        let records = records(value, &fields).records.into_iter();
        let mut records =
            records.filter_map(|record| if let Value::Object(record) = record { Some(record) } else { None });
        let text = |record: &mut Map<String, Value>| fields.take(record)[0].take().map(|text| text.to_string());
        records.by_ref().map(|mut record| text(&mut record).unwrap_or_default()).collect()
    }

    #[test]
    fn records_are_found_wherever_they_lie() {
        let one = json!({ "title": "T", "body": "b" });
        for answer in [
            json!({ "status": "ok", "articles": [one] }),
            json!({ "response": { "status": "ok", "results": [{ "webTitle": "T", "fields": { "body": "b" } }] } }),
            json!({ "hits": { "total": 1, "hits": [{ "_id": "1", "_source": one }] } }),
            json!({ "response": { "content": { "id": "x", "fields": { "body": "b" } } } }),
            json!({ "facets": [{ "name": "a" }, { "name": "b" }], "docs": [one] }),
            json!({ "data": { "id": "1", "attributes": one } }),
        ] {
            assert_eq!(texts(answer.clone()), ["\"b\""], "{answer}");
        }
        assert_eq!(texts(json!([{ "articles": [one] }, { "articles": [one, one] }])).len(), 3);
        assert_eq!(texts(json!({ "a1": one, "a2": one })).len(), 2);
        assert_eq!(texts(json!({ "content": [one, one], "page": 1 })).len(), 2, "a list is no text");
    }

    #[test]
    fn what_lies_beside_a_wrapper_belongs_to_the_record() {
        let answer = json!({ "_id": "7", "_source": { "id": "8", "text": "t" }, "url": "u" });
        let FoundRecords { records, searched } = records(answer, &FieldMap::default());
        assert_eq!((&records[0], searched), (&json!({ "id": "8", "text": "t", "url": "u" }), false));
    }
}

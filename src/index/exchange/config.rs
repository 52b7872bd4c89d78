//! How an index is set up in another engine: one table of fields, written as either engine wants it.

use serde_json::{Map, Value, json};

use super::document::{EXCHANGE_VERSION, FIELDS, FieldType, field};

/// The engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EngineKind {
    /// Quickwit 0.9 and later.
    Quickwit,
    /// Elasticsearch 7 and later, OpenSearch.
    Elasticsearch,
}

/// Fields that are made from the record, so that it is enough to keep that.
const MADE: [&str; 8] = [
    field::quote,
    field::quote_stem,
    field::speaker,
    field::role,
    field::topic_words,
    field::publisher,
    field::title,
    field::body,
];

/// The configuration of an index with that id, as text: YAML for Quickwit, JSON for Elasticsearch, whose ids stand in
/// the address instead.
pub(crate) fn index_config(engine: EngineKind, id: &str) -> String {
    match engine {
        EngineKind::Quickwit => quickwit(id),
        EngineKind::Elasticsearch => format!("{:#}\n", elasticsearch()),
    }
}

fn elasticsearch() -> Value {
    let properties: Map<String, Value> =
        FIELDS.iter().map(|&(name, kind)| (name.to_owned(), elasticsearch_field(kind))).collect();
    json!({
        "mappings": {
            "_meta": { "quotedex": { "schema": EXCHANGE_VERSION } },
            "dynamic": "strict",
            "_source": { "excludes": MADE },
            "properties": properties,
        }
    })
}

fn elasticsearch_field(kind: FieldType) -> Value {
    match kind {
        // A longer term would make the engine refuse the document.
        FieldType::Keyword | FieldType::Keywords => json!({ "type": "keyword", "ignore_above": 8191 }),
        FieldType::Words | FieldType::ManyWords => json!({ "type": "text", "analyzer": "whitespace" }),
        FieldType::Number => json!({ "type": "long" }),
        FieldType::Fraction => json!({ "type": "double" }),
        FieldType::Date => json!({ "type": "date" }),
        FieldType::Flag => json!({ "type": "boolean" }),
        FieldType::Kept => json!({ "type": "text", "index": false }),
    }
}

fn quickwit(id: &str) -> String {
    let mut text = format!(
        "version: 0.8\nindex_id: {id}\ndoc_mapping:\n  mode: strict\n  timestamp_field: date\n  field_mappings:\n"
    );
    for &(name, kind) in FIELDS {
        text.push_str(&format!("    - {{name: {name}, {}}}\n", quickwit_field(kind)));
    }
    text.push_str("  tag_fields: [doc]\nsearch_settings: {default_search_fields: [quote]}\n");
    text.push_str("indexing_settings: {commit_timeout_secs: 5}\n");
    text
}

fn quickwit_field(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Keyword => "type: text, tokenizer: raw, fast: true",
        FieldType::Keywords => "type: array<text>, tokenizer: raw, fast: true",
        FieldType::Words => "type: text, tokenizer: whitespace, record: position, fieldnorms: true, stored: false",
        FieldType::ManyWords => {
            "type: array<text>, tokenizer: whitespace, record: position, fieldnorms: true, stored: false"
        }
        FieldType::Number => "type: i64, fast: true",
        FieldType::Fraction => "type: f64, fast: true",
        FieldType::Date => {
            "type: datetime, input_formats: [rfc3339], output_format: rfc3339, fast: true, fast_precision: seconds"
        }
        FieldType::Flag => "type: bool, fast: true",
        FieldType::Kept => "type: text, indexed: false",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_get_every_field() {
        let (yaml, json) = (quickwit("quotes-1"), elasticsearch());
        for (name, _) in FIELDS {
            assert!(yaml.contains(&format!("{{name: {name}, type: ")), "{name}");
            assert!(json["mappings"]["properties"].get(name).is_some(), "{name}");
        }
        assert!(yaml.contains("index_id: quotes-1\n"));
        assert!(MADE.iter().all(|made| FIELDS.iter().any(|(name, _)| name == made)));
    }
}

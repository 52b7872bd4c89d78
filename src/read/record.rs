//! One JSON object becomes an article. `text` is all it needs; `id` and `text` come through unchanged.

use serde::Deserialize;
use serde_json::Value;

use super::date::parse_date;
use super::error::Problem;
use super::origin::Origin;
use crate::article::{Article, DateSource};

/// The fields that are read; all others are passed over.
#[derive(Deserialize)]
struct Fields {
    text: Option<String>,
    id: Option<Value>,
    title: Option<Value>,
    date: Option<Value>,
    publisher: Option<Value>,
    #[serde(alias = "author")]
    authors: Option<Value>,
    url: Option<Value>,
}

/// The article in `value`, the record number `number` of its file.
///
/// Without an id of its own it gets the id of the file and its number in it.
pub(super) fn article(value: Value, origin: &Origin, number: u64) -> Result<Article, Problem> {
    if !value.is_object() {
        return Err(Problem::NoArticle("not a JSON object".to_owned()));
    }
    let fields: Fields = serde_json::from_value(value).map_err(|error| Problem::NoArticle(fault(&error)))?;
    let text = fields.text.ok_or_else(|| Problem::NoArticle("it has no \"text\"".to_owned()))?;
    let id = fields.id.and_then(scalar).unwrap_or_else(|| origin.id_of(number));
    let mut article = Article::new(id, text);
    article.title = fields.title.and_then(word);
    article.date = fields.date.and_then(word).and_then(|date| parse_date(&date));
    article.date_source = DateSource::Stated;
    article.publisher = fields.publisher.and_then(word);
    article.authors = fields.authors.map(words).unwrap_or_default();
    article.url = fields.url.and_then(word);
    article.path = origin.path.clone();
    Ok(article)
}

/// A text or a number, as text.
fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A text or a number with something in it.
fn word(value: Value) -> Option<String> {
    scalar(value).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// One text, or several.
fn words(value: Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.into_iter().filter_map(word).collect(),
        value => word(value).into_iter().collect(),
    }
}

/// What serde has to say, without its place: it counts lines within our line.
pub(super) fn fault(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rsplit_once(" at line ") {
        Some((what, place)) => match place.split_once("column ") {
            Some((_, column)) if column != "0" => format!("{what} at column {column}"),
            _ => what.to_owned(),
        },
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: Value) -> Result<Article, Problem> {
        let origin = Origin { name: "f.jsonl".into(), path: Some("f.jsonl".into()), id: "f".into() };
        article(value, &origin, 7)
    }

    #[test]
    fn id_and_text_come_through_unchanged() {
        let article = read(json!({"id": " a/1 ", "text": " x\r\n", "extra": [1]})).unwrap();
        assert_eq!((article.id.as_str(), article.text()), (" a/1 ", " x\r\n"));
        assert_eq!(read(json!({"id": 17, "text": ""})).unwrap().id, "17");
        assert_eq!(read(json!({"text": ""})).unwrap().id, "f:7");
    }

    #[test]
    fn authors_may_be_one_or_many() {
        assert_eq!(read(json!({"text": "", "author": "Ann"})).unwrap().authors, ["Ann"]);
        assert_eq!(read(json!({"text": "", "authors": ["Ann", null, "Bo"]})).unwrap().authors, ["Ann", "Bo"]);
    }

    #[test]
    fn what_is_no_article_says_why() {
        for value in [json!([]), json!({}), json!({"text": 5}), json!("text")] {
            assert!(matches!(read(value), Err(Problem::NoArticle(_))));
        }
    }
}

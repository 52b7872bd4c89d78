//! One record with named fields, of whatever format, becomes an article. A text is all it needs.
//!
//! What is called `text` comes through unchanged. A text under another name, as content systems export it, may hold HTML,
//! and then becomes what a reader of the page would see.

use serde_json::Value;

use super::date::parse_date;
use super::error::Problem;
use super::fields::{FIELDS, Field, listed};
use super::fragment;
use super::names::names;
use super::origin::Origin;
use crate::article::{Article, DateSource};

/// What a record holds for each [`Field`].
pub(super) type Found = [Option<Value>; FIELDS];

/// The article in the JSON `value`, the record number `number` of its file.
///
/// Without an id of its own it gets the id of the file and its number in it.
pub(super) fn article(value: Value, origin: &Origin, number: u64) -> Result<Article, Problem> {
    let Value::Object(mut record) = value else { return Err(Problem::NoArticle("not a JSON object".to_owned())) };
    let unchanged = is_unchanged(origin, |name| record.get(name).is_some_and(|value| !value.is_null()));
    let found = origin.fields.take(&mut record);
    if found[Field::Text as usize].is_none() {
        return Err(no_text(origin, record.keys().map(String::as_str)));
    }
    article_of(found, unchanged, origin, number)
}

/// Whether the text is the field that is called so.
pub(super) fn is_unchanged(origin: &Origin, has: impl Fn(&str) -> bool) -> bool {
    let name = origin.fields.called(Field::Text);
    name == "text" && has(name)
}

/// That none of the fields holds the text.
pub(super) fn no_text<'a>(origin: &Origin, fields: impl Iterator<Item = &'a str>) -> Problem {
    Problem::NoText { wanted: origin.fields.called(Field::Text).to_owned(), fields: listed(fields) }
}

/// The article of the fields that were found.
pub(super) fn article_of(mut found: Found, unchanged: bool, origin: &Origin, number: u64) -> Result<Article, Problem> {
    let mut take = |field: Field| found[field as usize].take();
    let text = match take(Field::Text) {
        Some(Value::String(text)) if unchanged => text,
        Some(Value::String(text)) => fragment::plain(text),
        _ => return Err(Problem::NoArticle(format!("its {:?} is not text", origin.fields.called(Field::Text)))),
    };
    let id = take(Field::Id).and_then(scalar).filter(|id| !id.is_empty());
    let mut article = Article::new(id.unwrap_or_else(|| origin.id_of(number)), text);
    article.title = take(Field::Title).and_then(word).map(fragment::plain);
    article.date = take(Field::Date).and_then(word).and_then(|date| parse_date(&date));
    article.date_source = DateSource::Stated;
    article.publisher = take(Field::Publisher).and_then(word);
    article.authors = take(Field::Authors).map(words).unwrap_or_default();
    article.url = take(Field::Url).and_then(word);
    article.path = origin.path.clone();
    Ok(article)
}

/// A text or a number, as text; of an object (`{"name": ...}`, `{"rendered": ...}`), what it is called.
fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(mut object) => {
            let named = ["name", "rendered"].iter().find_map(|name| object.remove(*name));
            named.filter(|value| !value.is_object()).and_then(scalar)
        }
        _ => None,
    }
}

/// A text or a number with something in it.
fn word(value: Value) -> Option<String> {
    scalar(value).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// One line of names, or several names.
fn words(value: Value) -> Vec<String> {
    let values = match value {
        Value::Array(values) => values,
        value => vec![value],
    };
    values.into_iter().filter_map(word).flat_map(|byline| names(&byline)).collect()
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
        let path = Some("f.jsonl".to_owned());
        article(value, &Origin { name: "f.jsonl".into(), path, id: "f".into(), ..Origin::default() }, 7)
    }

    #[test]
    fn id_and_text_come_through_unchanged() {
        let article = read(json!({"id": " a/1 ", "text": " <p>x\r\n", "extra": [1]})).unwrap();
        assert_eq!((article.id.as_str(), article.text()), (" a/1 ", " <p>x\r\n"));
        assert_eq!(read(json!({"id": 17, "text": ""})).unwrap().id, "17");
        assert_eq!(read(json!({"text": ""})).unwrap().id, "f:7");
        assert_eq!(read(json!({"id": "", "text": ""})).unwrap().id, "f:7");
    }

    #[test]
    fn markup_of_a_content_system_becomes_text() {
        let article = read(json!({"title": {"rendered": "It&#8217;s over"}, "body": "<p>One</p><p>Two</p>"})).unwrap();
        assert_eq!((article.title.as_deref(), article.text()), (Some("It’s over"), "One\n\nTwo"));
        assert_eq!(read(json!({"body": "a < b\n\nc"})).unwrap().text(), "a < b\n\nc");
    }

    #[test]
    fn authors_may_be_one_or_many() {
        assert_eq!(read(json!({"text": "", "author": "Ann"})).unwrap().authors, ["Ann"]);
        assert_eq!(read(json!({"text": "", "authors": ["Ann", null, "Bo"]})).unwrap().authors, ["Ann", "Bo"]);
        assert_eq!(read(json!({"text": "", "author": [{"name": "Ann"}]})).unwrap().authors, ["Ann"]);
        assert_eq!(
            read(json!({"text": "", "source": {"id": 1, "name": "P"}})).unwrap().publisher.as_deref(),
            Some("P")
        );
    }

    #[test]
    fn what_is_no_article_says_why() {
        for value in [json!([]), json!({"text": 5}), json!("text"), json!({"body": {"a": 1}})] {
            assert!(matches!(read(value), Err(Problem::NoArticle(_))));
        }
        let error = read(json!({"story": "x", "hed": "y"})).unwrap_err();
        assert_eq!(error.to_string(), "no article: it has no \"text\"; its fields are hed, story");
    }
}

//! Converts a record with named fields to an article, whatever its format. Only a text is required.
//!
//! A field called `text` is kept as it is unless it contains HTML tags or references; all other texts are converted
//! from HTML, and a whole page is reduced to its article. A record with only a summary is read and counted. Unpublished
//! and withdrawn records are left out and counted.

use serde_json::{Map, Value};

use super::byline::names_in_byline;
use super::context::ReadContext;
use super::error::Problem;
use super::fields::{FIELDS, Field, list_names};
use super::json_value::{one_line, scalar, text};
use super::warning::Warning;
use super::{html, html_fragment, publisher};
use crate::article::{Article, DateSource};

/// The value of each [`Field`] of a record.
pub(super) type FieldValues = [Option<Value>; FIELDS];

/// The article in a JSON value; `None` when it is deliberately left out. `id` is used when the record has no id.
pub(super) fn article(value: Value, context: &ReadContext, id: String) -> Result<Option<Article>, Problem> {
    let Value::Object(mut record) = value else { return Err(Problem::NoArticle("not a JSON object".to_owned())) };
    if let Some(reason) = unpublished(&record) {
        if reason == CANCELED {
            let mut values = context.fields.take(&mut record);
            let own_id = values[Field::Id as usize].take().or_else(|| values[Field::Url as usize].take());
            own_id.and_then(scalar).iter().for_each(|id| context.warnings.add_canceled(id));
        }
        context.warnings.add(&context.name, Warning::LeftOut { entry: id, reason });
        return Ok(None);
    }
    let is_wordpress = is_wordpress(&record);
    let verbatim = is_text_verbatim(context, |name| record.get(name).is_some_and(|value| !value.is_null()));
    let mut values = context.fields.take(&mut record);
    if is_wordpress && values[Field::Url as usize].is_some() {
        // Its id is a row number, which is not unique across sites.
        values[Field::Id as usize] = values[Field::Url as usize].clone();
    }
    if values[Field::Text as usize].is_none() {
        values[Field::Text as usize] = context.fields.summary(&mut record);
        let summary = &values[Field::Text as usize];
        if summary.is_none() && is_other_media(&record) {
            context.warnings.add(&context.name, Warning::LeftOut { entry: id, reason: "no article" });
            return Ok(None);
        }
        if summary.is_none() {
            return Err(no_text(context, record.keys().map(String::as_str)));
        }
        context.warnings.add(&context.name, Warning::Summary { article: id.clone() });
    }
    article_from_fields(values, verbatim, context, id).map(Some)
}

/// The reason to leave out what its publisher took back after it was published.
pub(super) const CANCELED: &str = "canceled";

/// The reason to leave out a record: removed, not published (WordPress), or withdrawn (ninjs).
fn unpublished(record: &Map<String, Value>) -> Option<&'static str> {
    let says = |name: &str| record.get(name).and_then(Value::as_str);
    // NewsAPI replaces removed articles by this placeholder.
    if says("title") == Some("[Removed]") && says("content").is_none_or(|content| content == "[Removed]") {
        return Some("removed");
    }
    match says("status") {
        Some("auto-draft" | "draft" | "future" | "pending" | "private" | "trash") if is_wordpress(record) => {
            Some("not published")
        }
        _ => says("pubstatus").or_else(|| says("pubStatus")).and_then(withdrawal_reason),
    }
}

fn is_wordpress(record: &Map<String, Value>) -> bool {
    record.get("content").is_some_and(|content| content.get("rendered").is_some())
}

/// Whether the IPTC type is a picture, a video or another medium.
fn is_other_media(record: &Map<String, Value>) -> bool {
    let kind = record.get("type").and_then(Value::as_str).unwrap_or_default();
    matches!(kind, "audio" | "component" | "composite" | "event" | "graphic" | "picture" | "planning" | "video")
}

/// The reason to leave out an item with this IPTC status.
pub(super) fn withdrawal_reason(status: &str) -> Option<&'static str> {
    match status {
        "canceled" | "cancelled" | "killed" => Some(CANCELED),
        "withheld" => Some("withheld"),
        _ => None,
    }
}

/// Whether the text field is called `text`.
pub(super) fn is_text_verbatim(context: &ReadContext, has: impl Fn(&str) -> bool) -> bool {
    let name = context.fields.display_name(Field::Text);
    name == "text" && has(name)
}

/// An error that no field contains the text.
pub(super) fn no_text<'a>(context: &ReadContext, fields: impl Iterator<Item = &'a str>) -> Problem {
    Problem::NoText { wanted: context.fields.display_name(Field::Text).to_owned(), fields: list_names(fields) }
}

/// The article with these field values. `id` is used when the record has no id.
pub(super) fn article_from_fields(
    mut values: FieldValues,
    verbatim: bool,
    context: &ReadContext,
    id: String,
) -> Result<Article, Problem> {
    let mut take = |field: Field| values[field as usize].take();
    let no_text = || Problem::NoArticle(format!("its {:?} is not text", context.fields.display_name(Field::Text)));
    let text = take(Field::Text).and_then(text).ok_or_else(no_text)?;
    let url = take(Field::Url).and_then(one_line);
    let own = take(Field::Id).and_then(scalar).filter(|id| !id.is_empty());
    let mut article = with_text(own.unwrap_or(id), text, verbatim, context, url.as_deref());
    article.title = take(Field::Title).and_then(one_line).or(article.title);
    let stated = take(Field::Date).and_then(scalar);
    let (date, source) = (article.date.take(), article.date_source);
    context.set_date(&mut article, stated.as_deref());
    if article.date.is_none() {
        (article.date, article.date_source) = (date, source);
    }
    article.publisher = take(Field::Publisher).and_then(one_line).map(publisher::from_stated).or(article.publisher);
    let authors = take(Field::Authors).map(author_names).unwrap_or_default();
    article.authors = if authors.is_empty() { article.authors } else { authors };
    article.url = url.or(article.url);
    article.path = context.path.clone();
    Ok(article)
}

/// An article with this text, and with the metadata of the page if the text is a whole page.
fn with_text(id: String, text: String, verbatim: bool, context: &ReadContext, url: Option<&str>) -> Article {
    if is_page(&text) {
        let context = ReadContext { id: id.clone(), ..context.clone() };
        if let Ok(article) = html::article(&context, &text, url) {
            return article;
        }
    }
    let shown = html_fragment::to_plain_text(strip_char_count(&text).to_owned());
    if verbatim && shown == text {
        return Article::new(id, text);
    }
    let mut article = Article::new(id, shown);
    article.repaired = verbatim;
    article.date_source = DateSource::Stated;
    article
}

/// Whether the text is a whole HTML page, as crawlers store it.
fn is_page(text: &str) -> bool {
    let starts =
        |start: &str| text.trim_start().get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    starts("<!doctype html") || starts("<html")
}

/// Strips ` [+2345 chars]`, which some APIs append to truncated texts.
fn strip_char_count(text: &str) -> &str {
    let cut = text.trim_end().strip_suffix(" chars]").and_then(|text| text.rsplit_once("[+"));
    let cut = cut.filter(|(_, count)| !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()));
    cut.map_or(text, |(text, _)| text.trim_end())
}

/// The names in one byline or several. A value without letters is a row number.
fn author_names(value: Value) -> Vec<String> {
    let values = match value {
        Value::Array(values) => values,
        value => vec![value],
    };
    let named = values.into_iter().filter_map(one_line).filter(|name| name.contains(char::is_alphabetic));
    named.flat_map(|byline| names_in_byline(&byline)).collect()
}

/// The message of serde without its line number, which counts within our line.
pub(super) fn json_error(error: &serde_json::Error) -> String {
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
        let context = ReadContext { name: "f.jsonl".into(), path, id: "f".into(), ..ReadContext::default() };
        Ok(article(value, &context, context.record_id(7))?.unwrap_or_default())
    }

    #[test]
    fn id_and_text_come_through_unchanged() {
        let article = read(json!({"id": " a/1 ", "text": " <x>x < y\r\n", "extra": [1]})).unwrap();
        assert_eq!((article.id.as_str(), article.text(), article.repaired), (" a/1 ", " <x>x < y\r\n", false));
        assert_eq!(read(json!({"id": 17, "text": ""})).unwrap().id, "17");
        assert_eq!(read(json!({"text": ""})).unwrap().id, "f:7");
        assert_eq!(read(json!({"id": "", "text": ""})).unwrap().id, "f:7");
    }

    #[test]
    fn markup_of_a_content_system_becomes_text() {
        let article = read(json!({"title": {"rendered": "It&#8217;s over"}, "body": "<p>One</p><p>Two</p>"})).unwrap();
        assert_eq!((article.title.as_deref(), article.text()), (Some("It’s over"), "One\n\nTwo"));
        assert_eq!(read(json!({"body": "a < b\n\nc"})).unwrap().text(), "a < b\n\nc");
        let article = read(json!({"text": "<p>&ldquo;One&rdquo;</p><p>Two</p>"})).unwrap();
        assert_eq!((article.text(), article.repaired), ("“One”\n\nTwo", true));
        let page = "<!DOCTYPE html><title>The Mayor</title><p>“I quit today,” Ann Smith said on Monday evening.</p>";
        let article = read(json!({"html": page, "url": "https://a.org/x"})).unwrap();
        assert_eq!((article.title.as_deref(), article.publisher.as_deref()), (Some("The Mayor"), Some("a.org")));
    }

    #[test]
    fn what_interfaces_answer_is_understood() {
        let article = read(json!({"uri": "urn:n:1", "headlines": [{"role": "main", "value": "H"}], "versioncreated": "2024-05-12T08:00:00+0000",
            "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>One</p>"}], "provider": {"name": "The Agency"}}))
        .unwrap();
        assert_eq!((article.id.as_str(), article.title.as_deref(), article.text()), ("urn:n:1", Some("H"), "One"));
        assert_eq!(
            (article.date.unwrap().to_string().as_str(), article.publisher.as_deref()),
            ("2024-05-12", Some("The Agency"))
        );
        let article = read(
            json!({"id": 5, "author": 3, "content": {"rendered": "<p>One [&hellip;]</p>"}, "excerpt": {"rendered": "x"},
            "_embedded": {"author": [{"name": "Ann"}]}, "link": "https://a.org/x"}),
        )
        .unwrap();
        assert_eq!(article.id, "https://a.org/x");
        assert_eq!((article.authors, article.url.as_deref()), (vec!["Ann".to_owned()], Some("https://a.org/x")));
        assert_eq!(read(json!({"content": "One… [+2345 chars]"})).unwrap().text(), "One…");
        assert_eq!(read(json!({"abstract": "Only that", "headline": {"main": "H"}})).unwrap().text(), "Only that");
        let article = read(json!({"text": "t", "source": "https://a.org/x", "source-hostname": "The A"})).unwrap();
        assert_eq!((article.publisher.as_deref(), article.url.as_deref()), (Some("The A"), Some("https://a.org/x")));
        for gone in [
            json!({"body_text": "x", "pubstatus": "canceled"}),
            json!({"content": {"rendered": "x"}, "status": "draft"}),
        ] {
            assert_eq!(article_or_none(gone), None);
        }
    }

    fn article_or_none(value: Value) -> Option<Article> {
        article(value, &ReadContext::default(), "f".to_owned()).unwrap()
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
        assert_eq!(error.to_string(), "no article: no field \"text\"; its fields are hed, story");
    }
}

//! CSL JSON (<https://docs.citationstyles.org/en/stable/specification.html>): what Zotero, pandoc and citeproc read.

use serde::Serialize;

use super::author::Author;
use super::reference::{Published, Reference};
use jiff::civil::Date;

/// One article.
#[derive(Serialize)]
pub(super) struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<DateParts>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<DateParts>,
    note: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Name<'a> {
    Person {
        family: &'a str,
        given: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<&'a str>,
    },
    Literal {
        literal: &'a str,
    },
}

#[derive(Serialize)]
struct DateParts {
    #[serde(rename = "date-parts")]
    parts: [Vec<i16>; 1],
}

impl DateParts {
    fn day(day: Date) -> Self {
        Self { parts: [vec![day.year(), day.month().into(), day.day().into()]] }
    }
}

/// The references as items.
pub(super) fn items(references: &[Reference]) -> Vec<Item<'_>> {
    references.iter().map(item).collect()
}

fn item(reference: &Reference) -> Item<'_> {
    Item {
        id: &reference.key,
        kind: "article-newspaper",
        title: reference.title.as_deref(),
        author: reference.authors.iter().map(name).collect(),
        container_title: reference.publisher.as_deref(),
        issued: reference.published.map(|published| match published {
            Published::Day(day) => DateParts::day(day),
            Published::Month(day) => DateParts { parts: [vec![day.year(), day.month().into()]] },
        }),
        url: reference.url.as_deref(),
        accessed: reference.accessed.map(DateParts::day),
        note: reference.notes.join("\n"),
    }
}

fn name(author: &Author) -> Name<'_> {
    match author {
        Author::Person { family, given, suffix } => Name::Person { family, given, suffix: suffix.as_deref() },
        Author::Literal(name) => Name::Literal { literal: name },
    }
}

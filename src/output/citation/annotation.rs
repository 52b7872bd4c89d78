//! W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>): the words by themselves, and by their positions.
//!
//! Positions count Unicode code points of the text that quotedex reads from the article. In a page they differ; the
//! words with what stands before and behind them find the place there.

use serde::Serialize;

use crate::output::link::{percent_encoded, web_address};
use crate::query::ShownQuote;
use crate::quote::Quote;
use crate::span::{CodePoints, Span};

/// How many characters before and behind the words help to find them.
const CONTEXT: usize = 32;

#[derive(Serialize)]
pub(super) struct Annotation<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    generator: Generator,
    body: Vec<Body<'a>>,
    target: Vec<Target<'a>>,
}

#[derive(Serialize)]
struct Generator {
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    value: &'a str,
}

/// One piece of the quotation: "she said" may split it.
#[derive(Serialize)]
struct Target<'a> {
    source: String,
    selector: [Selector<'a>; 2],
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Words { exact: &'a str, prefix: &'a str, suffix: &'a str },
    #[serde(rename = "TextPositionSelector")]
    Positions { start: usize, end: usize },
}

/// One annotation a quotation.
pub(super) fn annotations(quotes: &[ShownQuote]) -> Vec<Annotation<'_>> {
    quotes.iter().map(annotation).collect()
}

fn annotation(shown: &ShownQuote) -> Annotation<'_> {
    let (quote, text) = (&shown.quote, shown.article.text());
    let points = CodePoints::new(text);
    let target = |&content: &Span| {
        let [start, end] = points.range(content);
        let words =
            Selector::Words { exact: content.of(text), prefix: before(text, content), suffix: behind(text, content) };
        Target { source: source(shown), selector: [words, Selector::Positions { start, end }] }
    };
    Annotation {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("urn:quotedex:{}", quote.id),
        kind: "Annotation",
        motivation: "identifying",
        generator: Generator { kind: "Software", name: "quotedex" },
        body: bodies(quote),
        target: quote.content.iter().map(target).collect(),
    }
}

/// Who is said to have said it, how, and what it is about.
fn bodies(quote: &Quote) -> Vec<Body<'_>> {
    let body = |purpose| move |value| Body { kind: "TextualBody", purpose, value };
    let classes = [quote.kind.name(), quote.report.name(), quote.polarity.name()];
    let speaker = quote.speaker.name.as_deref().into_iter().map(body("identifying"));
    let topics = quote.topics.iter().map(String::as_str).map(body("tagging"));
    speaker.chain(classes.map(body("classifying"))).chain(topics).collect()
}

/// The address of the article, or a name for it.
fn source(shown: &ShownQuote) -> String {
    let web = shown.article.url.as_deref().and_then(web_address);
    web.unwrap_or_else(|| format!("urn:quotedex:article:{}", percent_encoded(&shown.article.id, "")))
}

fn before(text: &str, content: Span) -> &str {
    let before = &text[..content.start()];
    let from = before.char_indices().rev().take(CONTEXT).last().map_or(0, |(at, _)| at);
    &before[if before.is_empty() { 0 } else { from }..]
}

fn behind(text: &str, content: Span) -> &str {
    let behind = &text[content.end()..];
    let to = behind.char_indices().nth(CONTEXT).map_or(behind.len(), |(at, _)| at);
    &behind[..to]
}

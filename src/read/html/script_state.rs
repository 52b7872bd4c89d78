//! Article text in the data of page scripts: Next.js (`__NEXT_DATA__`) and Apollo (`__APOLLO_STATE__`).
//!
//! Such data contains everything the page may show. Among all texts under the name of a body, the longest is taken; one
//! beside the page's headline is preferred. Time is linear in the length of the data, and recursion is bounded
//! (`serde_json` refuses deep nesting).

use serde_json::{Map, Value};

use super::text_utils::letter_key;
use crate::read::html_fragment;

/// The longest script that is read.
const MAX_SCRIPT: usize = 8 << 20;

/// How deep references between objects are followed.
const MAX_DEPTH: usize = 12;

/// The most paragraphs that are kept.
const MAX_PARAGRAPHS: usize = 5000;

/// Property names of a body.
#[rustfmt::skip]
const BODY_KEYS: [&str; 15] = [
    "articleBody", "articleText", "blocks", "body", "bodyHtml", "bodyText", "components", "content", "contentElements",
    "content_elements", "html", "paragraphs", "richText", "storyBody", "text",
];

/// Property names of text within a body, the best first.
#[rustfmt::skip]
const TEXT_KEYS: [&str; 14] = [
    "text", "html", "content", "body", "value", "children", "paragraphs", "blocks", "elements", "contentElements",
    "content_elements", "items", "data", "nodes",
];

/// Parts of a body that are not article text.
#[rustfmt::skip]
const EXCLUDED_KINDS: [&str; 22] = [
    "ad", "ads", "advert", "author", "byline", "caption", "embed", "gallery", "iframe", "image", "img", "linklist", "newsletter",
    "picture", "podcast", "promo", "related", "script", "social", "teaser", "video", "youtube",
];

/// Inline parts of a paragraph.
const INLINE_KINDS: [&str; 13] =
    ["a", "b", "bold", "em", "emphasis", "hyperlink", "i", "italic", "link", "mark", "span", "strong", "text"];

/// The paragraphs of the article with this headline, from the data of `scripts`.
pub(super) fn article_paragraphs(scripts: &[&str], title: Option<&str>) -> Vec<String> {
    let title = title.map(letter_key).unwrap_or_default();
    let found = scripts.iter().filter(|script| script.len() <= MAX_SCRIPT).filter_map(|script| data(script));
    let best = found.filter_map(|data| BodySearch { root: &data, title: &title, best: None }.run());
    best.max_by_key(|(score, _)| *score).map(|(_, paragraphs)| paragraphs).unwrap_or_default()
}

/// The data of a script that is JSON or assigns JSON to a variable.
fn data(script: &str) -> Option<Value> {
    let script = script.trim_start();
    if script.starts_with('{') {
        return serde_json::from_str(script).ok();
    }
    let at = ["__NEXT_DATA__", "__APOLLO_STATE__"].iter().find_map(|name| Some(script.find(name)? + name.len()))?;
    let value = script[at..].trim_start_matches(['"', '\'', ']']).trim_start().strip_prefix('=')?.trim_start();
    let first = |text: &str| serde_json::Deserializer::from_str(text).into_iter::<Value>().next()?.ok();
    match value.strip_prefix("JSON.parse(") {
        Some(quoted) => first(first(quoted)?.as_str()?),
        None => first(value),
    }
}

struct BodySearch<'v> {
    root: &'v Value,
    title: &'v str,
    best: Option<(usize, Vec<String>)>,
}

impl<'v> BodySearch<'v> {
    fn run(mut self) -> Option<(usize, Vec<String>)> {
        let mut stack = vec![self.root];
        while let Some(value) = stack.pop() {
            match value {
                Value::Array(values) => stack.extend(values),
                Value::Object(object) => {
                    self.consider(object);
                    stack.extend(object.values());
                }
                _ => {}
            }
        }
        self.best
    }

    /// Remembers the body of the object if it is the best so far.
    fn consider(&mut self, object: &'v Map<String, Value>) {
        let is_text = |paragraph: &String| paragraph.split(' ').nth(4).is_some();
        for body in BODY_KEYS.iter().filter_map(|name| object.get(*name)) {
            let mut paragraphs = Vec::new();
            self.write(body, 0, &mut paragraphs);
            let words: usize = paragraphs.iter().filter(|text| is_text(text)).map(String::len).sum();
            let score = if self.is_headed(object) { words.saturating_mul(10) } else { words };
            if words > 0 && self.best.as_ref().is_none_or(|(best, _)| score > *best) {
                self.best = Some((score, paragraphs));
            }
        }
    }

    fn is_headed(&self, object: &Map<String, Value>) -> bool {
        let heads = ["headline", "title", "headlines", "name"].iter().filter_map(|name| object.get(*name));
        let mut heads = heads.filter_map(|head| head.as_str().or_else(|| head.get("basic")?.as_str()));
        !self.title.is_empty() && heads.any(|head| letter_key(head) == self.title)
    }

    /// Appends the paragraphs of a body or of a part of one.
    fn write(&self, value: &Value, depth: usize, out: &mut Vec<String>) {
        if depth > MAX_DEPTH || out.len() > MAX_PARAGRAPHS {
            return;
        }
        match value {
            Value::String(text) => out.extend(paragraphs(text)),
            Value::Array(parts) if is_line(parts) => {
                let mut pieces = Vec::new();
                parts.iter().for_each(|part| self.write_inline(part, depth + 1, &mut pieces));
                out.extend(paragraphs(&pieces.concat()));
            }
            Value::Array(parts) => parts.iter().for_each(|part| self.write(part, depth + 1, out)),
            Value::Object(object) => self.write_part(object, depth, out),
            _ => {}
        }
    }

    fn write_part(&self, object: &Map<String, Value>, depth: usize, out: &mut Vec<String>) {
        if let Some(there) = self.resolve_reference(object) {
            return self.write(there, depth + 1, out);
        }
        // A list of other articles is not part of this one.
        let is_article =
            depth > 0 && ["headline", "headlines", "url", "slug"].iter().any(|name| object.contains_key(*name));
        if is_article
            || kind(object)
                .is_some_and(|kind| EXCLUDED_KINDS.iter().any(|other| kind.contains(other) && kind != "text"))
        {
            return;
        }
        if let Some(words) = TEXT_KEYS.iter().find_map(|name| object.get(*name).filter(|value| !is_empty(value))) {
            self.write(words, depth + 1, out);
        }
    }

    fn write_inline(&self, value: &Value, depth: usize, out: &mut Vec<String>) {
        match value {
            Value::String(text) => out.push(text.clone()),
            Value::Array(parts) if depth < MAX_DEPTH => {
                parts.iter().for_each(|part| self.write_inline(part, depth + 1, out));
            }
            Value::Object(object) if depth < MAX_DEPTH => {
                let words =
                    self.resolve_reference(object).or_else(|| TEXT_KEYS.iter().find_map(|name| object.get(*name)));
                words.into_iter().for_each(|words| self.write_inline(words, depth + 1, out));
            }
            _ => {}
        }
    }

    /// The target of an Apollo reference.
    fn resolve_reference(&self, object: &Map<String, Value>) -> Option<&'v Value> {
        let id = object.get("__ref").or_else(|| object.get("id").filter(|_| object.contains_key("generated")))?;
        let id = id.as_str()?;
        let stores = [Some(self.root), self.root.get("ROOT_QUERY"), apollo(self.root)];
        stores.into_iter().flatten().find_map(|store| store.get(id))
    }
}

/// The Apollo state within Next.js data.
fn apollo(root: &Value) -> Option<&Value> {
    let props = root.get("props")?;
    let inner = props.get("pageProps").unwrap_or(props);
    ["__APOLLO_STATE__", "apolloState", "initialApolloState"]
        .iter()
        .find_map(|name| inner.get(*name).or_else(|| props.get(*name)))
}

fn kind(object: &Map<String, Value>) -> Option<String> {
    let kind = ["type", "__typename", "_type", "kind", "nodeType"].iter().find_map(|name| object.get(*name)?.as_str());
    kind.map(str::to_lowercase)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(parts) => parts.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => true,
    }
}

/// Whether the parts form one paragraph.
fn is_line(parts: &[Value]) -> bool {
    let is_inline = |part: &Value| match part {
        Value::Object(object) => kind(object).is_some_and(|kind| INLINE_KINDS.contains(&kind.as_str())),
        _ => false,
    };
    let is_text = |part: &Value| match part {
        // A part that ends like a paragraph is one.
        Value::Object(object) => {
            let text = object.get("text").or(object.get("value")).or(object.get("content")).and_then(Value::as_str);
            text.is_some_and(|text| text.trim_end().ends_with(['.', '!', '?', '”', '"', '>']))
        }
        _ => false,
    };
    parts.len() > 1 && parts.iter().all(is_inline) && !parts.iter().all(is_text)
        || parts.len() == 1 && parts.iter().all(is_inline)
}

/// The paragraphs of a text that may be HTML, possibly double-escaped.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let text = html_fragment::to_plain_text(html_fragment::to_plain_text(text.to_owned()));
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "The old bridge will open on Monday, the mayor said.";
    const TWO: &str = "“Nobody need fear it,” said Ann Smith, who built it.";

    fn read(script: &str) -> Vec<String> {
        article_paragraphs(&[script], Some("Bridge to Open"))
    }

    #[test]
    fn bodies_of_many_shapes_are_read() {
        for script in [
            format!(
                r#"{{"props": {{"pageProps": {{"article": {{"title": "x", "body": "<p>{ONE}</p><p>{TWO}</p>"}}}}}}}}"#
            ),
            format!(
                r#"{{"article": {{"body": [{{"type": "paragraph", "text": "{ONE}"}}, {{"type": "image", "text": "no"}}, {{"type": "paragraph", "text": "{TWO}"}}]}}}}"#
            ),
            format!(
                r#"{{"content": [{{"type": "paragraph", "children": [{{"text": "The old bridge ", "type": "text"}}, {{"type": "link", "children": [{{"text": "will open", "type": "text"}}]}}, {{"type": "text", "text": " on Monday, the mayor said."}}]}}, {{"type": "paragraph", "children": [{{"text": "{TWO}", "type": "text"}}]}}]}}"#
            ),
            format!(
                r#"window.__APOLLO_STATE__ = {{"ROOT_QUERY": {{}}, "Article:1": {{"body": [{{"__ref": "P:1"}}, {{"__ref": "P:2"}}]}}, "P:1": {{"__typename": "Paragraph", "text": "{ONE}"}}, "P:2": {{"text": "{TWO}"}}}}; x = 1"#
            ),
            format!(
                "window['__APOLLO_STATE__']=JSON.parse({});",
                serde_json::Value::from(format!(r#"{{"a": {{"paragraphs": ["{ONE}", "{TWO}"]}}}}"#))
            ),
        ] {
            assert_eq!(read(&script), [ONE, TWO], "{script}");
        }
    }

    #[test]
    fn the_body_beside_the_headline_is_taken() {
        let long = "Another article, far longer than the one that is meant, about a storm off the coast. ".repeat(3);
        let script = format!(
            r#"{{"a": {{"headline": "A storm", "body": "{long}"}}, "b": {{"headline": "Bridge to open", "body": "{ONE}"}}}}"#
        );
        assert_eq!(read(&script), [ONE]);
        let list = format!(r#"{{"content": [{{"headline": "A storm", "url": "x", "text": "{ONE}"}}]}}"#);
        assert_eq!(read(&list).len(), 1, "the text of the article in the list");
    }

    #[test]
    fn other_scripts_say_nothing() {
        for script in [
            "",
            "var a = {\"body\": \"x\"}",
            "{",
            "__NEXT_DATA__",
            "window.__APOLLO_STATE__ = null",
            &"{\"body\":".repeat(9000),
        ] {
            assert!(read(script).is_empty(), "{script:.40}");
        }
    }
}

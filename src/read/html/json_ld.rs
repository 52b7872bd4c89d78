//! Article metadata in JSON-LD (schema.org).

use rustc_hash::FxHashMap;

use serde_json::Value;

use super::claim_review::refuted;
use super::json_ld_object::{Object, has_type, text};

/// The most objects that are read; real pages have some dozens.
const MAX_OBJECTS: usize = 2000;

/// Article types whose names do not end in `Article`.
const ARTICLES: [&str; 4] = ["APIReference", "BlogPosting", "Report", "SocialMediaPosting"];

/// Properties that may contain the article object.
const HOLDERS: [&str; 4] = ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"];

/// Metadata from JSON-LD.
#[derive(Debug, Default)]
pub(super) struct JsonLd {
    pub(super) titles: Vec<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) dates: Vec<String>,
    pub(super) url: Option<String>,
    /// The name of the site or its owner, outside the article object.
    pub(super) site: Option<String>,
    /// Claims that the page reviews as false.
    pub(super) refuted: Vec<String>,
    /// The text of the article, by paragraphs, as written there.
    pub(super) body: Vec<String>,
    /// Whether the page is a live blog.
    pub(super) is_live: bool,
}

/// Reads all JSON-LD scripts of a page.
pub(super) fn read(scripts: &[&str]) -> JsonLd {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut all = Vec::new();
    values.iter().for_each(|value| collect(value, &mut all));
    let known: FxHashMap<&str, &Object> =
        all.iter().filter_map(|object| Some((object.get("@id")?.as_str()?, *object))).collect();
    let article = all.iter().find(|object| is_article(object));
    let page = all.iter().find(|object| has_type(object, |name| name.ends_with("Page")));
    let mut ld = JsonLd::default();
    for object in article.into_iter().chain(page) {
        let strings = |names: &[&str]| names.iter().filter_map(|name| text(object.get(*name)?)).collect::<Vec<_>>();
        ld.titles.extend(strings(&["headline", "name"]));
        ld.dates.extend(strings(&["datePublished", "dateCreated", "uploadDate"]));
        ld.publisher = ld.publisher.or_else(|| names(object.get("publisher")?, &known).into_iter().next());
        ld.url = ld.url.or_else(|| address(object));
        if ld.authors.is_empty() {
            let authors = ["author", "creator"].iter().filter_map(|name| object.get(*name));
            ld.authors =
                authors.map(|author| names(author, &known)).find(|names| !names.is_empty()).unwrap_or_default();
        }
    }
    let is_site = |name: &str| matches!(name, "NewsMediaOrganization" | "Organization" | "WebSite");
    ld.refuted = refuted(&all);
    ld.body = all
        .iter()
        .filter(|object| is_article(object))
        .map(|object| body(object))
        .find(|body| !body.is_empty())
        .unwrap_or_default();
    ld.is_live = all.iter().any(|object| has_type(object, |name| name == "LiveBlogPosting"));
    ld.site = all.iter().filter(|object| has_type(object, is_site)).find_map(|object| text(object.get("name")?));
    ld
}

/// Parses JSON that may be wrapped in comments, contain raw line breaks in strings, or end with a semicolon.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_start_matches("//").trim_start();
    let script = script.trim_start_matches("<![CDATA[").trim_end().trim_end_matches("-->").trim_end();
    let script = script.trim_end_matches("]]>").trim_end().trim_end_matches("//").trim_end().trim_end_matches(';');
    let unbroken = || script.replace(|c: char| c.is_control(), " ");
    serde_json::from_str(script).or_else(|_| serde_json::from_str(&unbroken())).ok()
}

fn collect<'v>(value: &'v Value, all: &mut Vec<&'v Object>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, all)),
        Value::Object(object) if all.len() < MAX_OBJECTS => {
            all.push(object);
            HOLDERS.iter().filter_map(|holder| object.get(*holder)).for_each(|value| collect(value, all));
        }
        _ => {}
    }
}

fn is_article(object: &Object) -> bool {
    has_type(object, |name| name.ends_with("Article") || ARTICLES.contains(&name) || name.ends_with("BlogPosting"))
}

/// The article text, followed by each live update below its headline, in page order.
fn body(object: &Object) -> Vec<String> {
    let own = |object: &Object| object.get("articleBody").and_then(text);
    let updates = match object.get("liveBlogUpdate") {
        Some(Value::Array(updates)) => updates.as_slice(),
        Some(update) => std::slice::from_ref(update),
        None => &[],
    };
    let updates = updates.iter().take(MAX_OBJECTS).filter_map(Value::as_object);
    let updates = updates.flat_map(|update| {
        let body = own(update);
        let head = body.as_ref().and_then(|_| update.get("headline").and_then(text));
        [head, body]
    });
    std::iter::once(own(object)).chain(updates).flatten().collect()
}

/// The names of persons or organisations: a string, an object with a name, a reference to such an object, or a list of
/// these.
fn names(value: &Value, known: &FxHashMap<&str, &Object>) -> Vec<String> {
    match value {
        Value::String(name) => {
            vec![known.get(name.as_str()).and_then(|object| text(object.get("name")?)).unwrap_or_else(|| name.clone())]
        }
        Value::Array(values) => values.iter().flat_map(|value| names(value, known)).collect(),
        Value::Object(object) => {
            let pointed = || known.get(object.get("@id")?.as_str()?).and_then(|object| text(object.get("name")?));
            match object.get("name") {
                Some(Value::Array(names)) => names.iter().filter_map(text).collect(),
                Some(name) => text(name).into_iter().collect(),
                None => pointed().into_iter().collect(),
            }
        }
        _ => Vec::new(),
    }
}

fn address(object: &Object) -> Option<String> {
    let page = object.get("mainEntityOfPage");
    let of_page = || page.and_then(|page| page.as_str().or_else(|| page.get("@id")?.as_str()));
    object.get("url").and_then(Value::as_str).or_else(of_page).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> JsonLd {
        read(&[script])
    }

    #[test]
    fn a_graph_holds_the_article_and_whom_it_points_to() {
        let ld = of(r##"{"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "name": "The Site", "publisher": {"@id": "#org"}},
            {"@type": "Organization", "@id": "#org", "name": "The Paper"},
            {"@type": ["Thing", "NewsArticle"], "headline": "H", "author": [{"@id": "#ann"}, {"name": "Bo Li"}],
             "publisher": {"@id": "#org"}, "datePublished": "2024-05-12T08:00:00Z", "mainEntityOfPage": {"@id": "https://a.org/h"}},
            {"@type": "Person", "@id": "#ann", "name": "Ann Smith"}]}"##);
        assert_eq!((ld.titles, ld.authors), (vec!["H".to_owned()], vec!["Ann Smith".to_owned(), "Bo Li".to_owned()]));
        assert_eq!((ld.publisher.as_deref(), ld.url.as_deref()), (Some("The Paper"), Some("https://a.org/h")));
        assert_eq!((ld.dates, ld.site.as_deref()), (vec!["2024-05-12T08:00:00Z".to_owned()], Some("The Site")));
    }

    #[test]
    fn the_body_is_the_text_and_its_updates() {
        let ld = of(r#"{"@type": "NewsArticle", "articleBody": "One. Two."}"#);
        assert_eq!((ld.body, ld.is_live), (vec!["One. Two.".to_owned()], false));
        let ld = of(r#"{"@type": "LiveBlogPosting", "headline": "H", "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": "Late", "articleBody": "Two."}, {"headline": "No text"}, {"articleBody": "One."}]}"#);
        assert_eq!((ld.body, ld.is_live), (["Late", "Two.", "One."].map(str::to_owned).to_vec(), true));
    }

    #[test]
    fn arrays_wrappings_and_broken_lines_are_read() {
        let ld = of(
            "//<![CDATA[\n[{\"@type\": \"Person\", \"name\": \"No\"}, {\"@type\": \"http://schema.org/OpinionNewsArticle\", \"name\": \"A\n B\", \"author\": \"Cy\"}];\n//]]>",
        );
        assert_eq!((ld.titles, ld.authors), (vec!["A  B".to_owned()], vec!["Cy".to_owned()]));
    }

    #[test]
    fn what_is_no_json_and_what_is_endless_tells_nothing() {
        for script in [
            "",
            "{",
            "[1, null]",
            "{\"@type\": 5, \"author\": 6}",
            &"[".repeat(100_000),
            "{\"@type\": \"NewsArticle\", \"headline\": {}}",
        ] {
            let ld = of(script);
            assert!(ld.titles.is_empty() && ld.authors.is_empty());
        }
    }
}

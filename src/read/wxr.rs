//! WordPress exports (WXR): RSS files with the whole content of a site.
//!
//! Published posts and pages are read; drafts, private posts, menus, attachments and revisions are left out and
//! counted. The text is what WordPress would render: blank lines separate paragraphs, and shortcodes are removed, those
//! of captions with their content.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use rustc_hash::FxHashSet;

use super::byline::names_in_byline;
use super::context::ReadContext;
use super::error::ReadError;
use super::warning::Warning;
use super::xml::{self, Element};
use super::{html_fragment, publisher};
use crate::article::Article;

/// Post types that are not articles, besides those that start with one of [`INTERNAL_PREFIXES`].
const OTHER_POST_TYPES: [&str; 9] = [
    "attachment",
    "custom_css",
    "customize_changeset",
    "elementor_library",
    "nav_menu_item",
    "oembed_cache",
    "revision",
    "shop_order",
    "user_request",
];

/// Prefixes of internal post types.
const INTERNAL_PREFIXES: [&str; 3] = ["acf-", "wp_", "wpcf7"];

/// Shortcodes whose content is not article text.
const DROPPED_SHORTCODES: [&str; 8] =
    ["audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption", "youtube"];

/// A shortcode: closing slash, name, attributes.
static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[(/?)([a-zA-Z][a-zA-Z0-9_-]{1,40})([^\[\]\n]{0,600})\]").expect("a pattern of ours")
});

/// Whether the feed is a WordPress export.
pub(super) fn is_export(content: &str) -> bool {
    let head = xml::head(content);
    head.contains("://wordpress.org/export/") || head.contains("<wp:wxr_version>")
}

/// The articles of the export.
pub(super) fn articles(context: &ReadContext, content: &str) -> Result<Vec<Result<Article, ReadError>>, ReadError> {
    let root = xml::parse(&context.name, content)?;
    let channel = root.child("channel").unwrap_or(&root);
    let site = channel.child("title").and_then(Element::line);
    let mut articles = Vec::new();
    for (number, item) in (1..).zip(channel.elements().filter(|element| element.name == "item")) {
        let (id, text) = (id(context, number, item), text(item));
        let reason = exclusion_reason(item).or_else(|| text.is_empty().then_some("without text"));
        match reason {
            Some(reason) => context.warnings.add(&context.name, Warning::LeftOut { entry: id, reason }),
            None => articles.push(Ok(article(context, item, Article::new(id, text), site.as_deref()))),
        }
    }
    Ok(articles)
}

fn article(context: &ReadContext, item: &Element, mut article: Article, site: Option<&str>) -> Article {
    article.title = item.child("title").and_then(Element::line).map(html_fragment::to_plain_text);
    let dates: Vec<String> = ["post_date", "pubDate"].iter().filter_map(|name| item.child(name)?.line()).collect();
    context.set_date(&mut article, dates.iter().map(String::as_str));
    article.url = item.child("link").and_then(Element::line).filter(|link| publisher::is_web_url(link));
    article.publisher = site.map(str::to_owned);
    article.authors =
        item.child("creator").and_then(Element::line).map(|line| names_in_byline(&line)).unwrap_or_default();
    article.path = context.path.clone();
    article
}

/// The link of the item, otherwise its guid, otherwise its number.
fn id(context: &ReadContext, number: u64, item: &Element) -> String {
    let line = |name: &str| item.child(name).and_then(Element::line).filter(|line| line.contains(':'));
    line("link").or_else(|| line("guid")).unwrap_or_else(|| context.record_id(number))
}

/// The reason to leave out an item.
fn exclusion_reason(item: &Element) -> Option<&'static str> {
    let value_of = |name: &str| item.child(name).and_then(Element::line);
    let kind = value_of("post_type").unwrap_or_else(|| "post".to_owned());
    if OTHER_POST_TYPES.contains(&kind.as_str()) || INTERNAL_PREFIXES.iter().any(|start| kind.starts_with(start)) {
        return Some("no article");
    }
    let published = value_of("status").is_none_or(|status| status == "publish");
    (!published).then_some("not published")
}

/// The text of the item. Its summary follows under the same element name.
fn text(item: &Element) -> String {
    let content = item.child("encoded").map(Element::text).unwrap_or_default();
    html_fragment::to_text_with_line_breaks(&without_shortcodes(&content))
}

/// Removes shortcodes. `[sic]` and other bracketed words are kept: a shortcode is known, has attributes, or has a
/// closing tag.
fn without_shortcodes<'t>(text: &'t str) -> String {
    let name = |found: &Captures<'t>| found.get(2).map_or("", |name| name.as_str());
    let closed: FxHashSet<&str> =
        SHORTCODE.captures_iter(text).filter(|found| &found[1] == "/").map(|found| name(&found)).collect();
    let (mut shown, mut done, mut hidden) = (String::with_capacity(text.len()), 0, None);
    for found in SHORTCODE.captures_iter(text) {
        let (Some(all), name, closes) = (found.get(0), name(&found), &found[1] == "/") else { continue };
        let is_known = DROPPED_SHORTCODES.contains(&name);
        if !(is_known || closes || found[3].contains('=') || closed.contains(name)) {
            continue;
        }
        match hidden {
            None => shown.push_str(&text[done..all.start()]),
            Some(open) if closes && open == name => hidden = None,
            Some(_) => {}
        }
        if hidden.is_none() && is_known && !closes && closed.contains(name) {
            hidden = Some(name);
        }
        done = all.end();
    }
    if hidden.is_none() {
        shown.push_str(&text[done..]);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_go_and_brackets_stay() {
        for (text, shown) in [
            ("a [caption id=\"x\"]<img> b[/caption] c [sic] d [the mayor] e", "a  c [sic] d [the mayor] e"),
            ("[gallery ids=\"1,2\"]a[pullquote]b[/pullquote] [1] [embed]http://x[/embed]", "ab [1] "),
            ("[caption]never closed", "never closed"),
            ("[dropcap color=red]T[/dropcap]he", "The"),
        ] {
            assert_eq!(without_shortcodes(text), shown, "{text}");
        }
    }

    #[test]
    fn what_was_published_is_read() {
        let item = |kind: &str, status: &str| {
            format!(
                "<item><title>It&amp;#8217;s on</title><link>https://p.example/{kind}</link><pubDate>Mon, 13 May 2024 02:00:00 +0000</pubDate>\
                 <dc:creator>Ann and Bo</dc:creator><content:encoded><![CDATA[One\nline.\n\n<b>Two</b><blockquote>Three</blockquote>]]>\
                 </content:encoded><excerpt:encoded><![CDATA[no]]></excerpt:encoded><wp:post_date>2024-05-12 22:00:00</wp:post_date>\
                 <wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>"
            )
        };
        let items =
            [item("post", "publish"), item("page", "publish"), item("post", "draft"), item("attachment", "inherit")];
        let export = format!(
            "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>P</title>{}</channel></rss>",
            items.concat()
        );
        assert!(is_export(&export));
        let context = ReadContext { name: "f.xml".into(), ..ReadContext::default() };
        let articles: Vec<Article> = articles(&context, &export).unwrap().into_iter().map(Result::unwrap).collect();
        assert_eq!(articles.len(), 2);
        let first = &articles[0];
        assert_eq!((first.id.as_str(), first.text()), ("https://p.example/post", "One\nline.\n\nTwo\n\n“Three”"));
        assert_eq!((first.title.as_deref(), first.date.unwrap().to_string().as_str()), (Some("It’s on"), "2024-05-12"));
        assert_eq!((first.publisher.as_deref(), first.authors.len()), (Some("P"), 2));
        let counts: Vec<_> =
            context.warnings.take_counts().into_iter().map(|((_, reason), count)| (reason, count)).collect();
        assert_eq!(counts, [("no article".to_owned(), 1), ("not published".to_owned(), 1)]);
    }
}

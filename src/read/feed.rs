//! Feeds (RSS 0.9 to 2.0, Atom, JSON Feed): one article per entry.
//!
//! The text is the full content of the entry, otherwise its summary; a warning counts the summaries. The id of an
//! article is the id of its entry (`guid`, `id`) if that is an address, since other ids are only unique within the
//! feed; otherwise the link. The day is the local day of the writer. From a broken or truncated feed, all complete
//! entries are read. An entry with a `source` element was published by that source.

use feed_rs::model::{Content, Entry, Feed, Link, Text};
use feed_rs::parser::{Builder, ParseFeedError};
use jiff::civil::Date;

use super::byline::names_in_byline;
use super::context::ReadContext;
use super::date::parse_date;
use super::error::{Problem, ReadError};
use super::warning::Warning;
use super::xml::Element;
use super::{feed_repair, html_fragment, sniff, wxr, xml};
use crate::article::Article;

/// The articles of the feed.
pub(super) fn articles(context: &ReadContext, content: &str) -> Result<Vec<Result<Article, ReadError>>, ReadError> {
    if wxr::is_export(content) {
        return wxr::articles(context, content);
    }
    let (context, content) = (&context.with_date_order(content), &prepare(content));
    let feed = match parsed(context, content) {
        Ok(feed) => ParsedFeed { sources: sources(content), ..ParsedFeed::of(feed) },
        Err(error) => recover_entries(context, content, xml_error(context, content, error))?,
    };
    let entries = feed.entries.len() + feed.errors.len();
    let (mut articles, mut summaries) = (Vec::new(), 0);
    for (number, entry) in (1..).zip(&feed.entries) {
        let Some((text, is_full)) = entry_text(entry) else {
            let entry = id(context, number, entry, link_of(entry));
            context.warnings.add(&context.name, Warning::LeftOut { entry, reason: "without text" });
            continue;
        };
        summaries += usize::from(!is_full);
        let mut article = article(context, number, entry, text);
        let source = feed.sources.get(number as usize - 1).cloned().flatten();
        article.title = article.title.map(|title| without_source(title, source.as_deref()));
        article.publisher = source.or_else(|| feed.title.clone());
        articles.push(Ok(article));
    }
    if summaries > 0 {
        context.warnings.add(&context.name, Warning::OnlySummaries { summaries, entries });
    }
    articles.extend(feed.errors.into_iter().map(Err));
    Ok(articles)
}

/// The entries of a feed, and errors for the rest of it.
#[derive(Default)]
struct ParsedFeed {
    title: Option<String>,
    entries: Vec<Entry>,
    /// The source of each entry; empty when no entry names one.
    sources: Vec<Option<String>>,
    errors: Vec<ReadError>,
}

impl ParsedFeed {
    fn of(feed: Feed) -> Self {
        let title = feed.title.as_ref().map(one_line).filter(|title| !title.is_empty());
        Self { title, entries: feed.entries, ..Self::default() }
    }
}

fn parsed(context: &ReadContext, content: &str) -> Result<Feed, ParseFeedError> {
    let date_parser = context.date_parser;
    let noon = move |date: &str| noon(date_parser.parse_day(date)?).parse().ok();
    Builder::new().timestamp_parser(noon).id_generator(|_, _, _| String::new()).build().parse(content.as_bytes())
}

/// The XML error with its position, if the XML is invalid.
fn xml_error(context: &ReadContext, content: &str, error: ParseFeedError) -> ReadError {
    let xml_error = content.trim_start().starts_with('<').then(|| xml::parse(&context.name, content).err()).flatten();
    xml_error.unwrap_or_else(|| ReadError::new(&context.name, Problem::Feed(error.to_string())))
}

/// The complete entries of a broken feed, and one error for the others.
fn recover_entries(context: &ReadContext, content: &str, error: ReadError) -> Result<ParsedFeed, ReadError> {
    let mut recovered = ParsedFeed::default();
    for entry in feed_repair::entries(content) {
        let Ok(feed) = parsed(context, &entry) else { continue };
        let one = ParsedFeed::of(feed);
        recovered.title = recovered.title.or(one.title);
        recovered.sources.extend(sources(&entry));
        recovered.entries.extend(one.entries);
    }
    if recovered.entries.is_empty() {
        return Err(error);
    }
    recovered.errors.push(error);
    Ok(recovered)
}

/// The sources of the entries, in order: `<source url="https://paper.org">The Paper</source>` in RSS, or the original
/// feed of an Atom entry.
fn sources(content: &str) -> Vec<Option<String>> {
    if !content.contains("<source") {
        return Vec::new();
    }
    let Ok(root) = xml::parse("", content) else { return Vec::new() };
    let name = |source: &Element| source.child("title").unwrap_or(source).line();
    let of = |entry: &Element| entry.child("source").and_then(name);
    ["item", "entry"].iter().flat_map(|entries| root.all(entries)).map(of).collect()
}

/// Strips the source from `Mayor leaves - The Paper`.
fn without_source(title: String, source: Option<&str>) -> String {
    let cut = source.and_then(|source| title.strip_suffix(source)).and_then(|title| title.trim_end().strip_suffix('-'));
    cut.map(|title| title.trim_end().to_owned()).filter(|title| !title.is_empty()).unwrap_or(title)
}

fn article(context: &ReadContext, number: u64, entry: &Entry, text: String) -> Article {
    let url = link_of(entry);
    let mut article = Article::new(id(context, number, entry, url), text);
    article.title = entry.title.as_ref().map(one_line).filter(|title| !title.is_empty());
    let date = entry.published.or(entry.updated);
    article.date = date.and_then(|date| parse_date(&date.date_naive().to_string()));
    article.authors =
        entry.authors.iter().filter_map(|author| author.name.as_deref()).flat_map(names_in_byline).collect();
    article.url = url.map(str::to_owned);
    article.path = context.path.clone();
    article
}

fn link_of(entry: &Entry) -> Option<&str> {
    entry.links.iter().find(|link| is_page(link)).map(|link| link.href.as_str())
}

fn id(context: &ReadContext, number: u64, entry: &Entry, url: Option<&str>) -> String {
    let own = Some(entry.id.trim()).filter(|id| !id.is_empty());
    let id = own.filter(|id| id.contains(':')).or(url).or(own);
    id.map_or_else(|| context.record_id(number), str::to_owned)
}

/// Whether the link leads to the entry itself, not to comments or audio.
fn is_page(link: &Link) -> bool {
    link.target.is_none() && link.rel.as_deref().is_none_or(|rel| rel == "alternate") && !link.href.is_empty()
}

/// The text of the entry, and whether it is the full content.
fn entry_text(entry: &Entry) -> Option<(String, bool)> {
    let content = entry.content.as_ref().and_then(content_text).filter(|text| !text.is_empty());
    let summary = || entry.summary.as_ref().map(text_of).filter(|text| !text.is_empty());
    content.map(|text| (text, true)).or_else(|| summary().map(|text| (text, false)))
}

fn content_text(content: &Content) -> Option<String> {
    let body = content.body.as_deref()?;
    Some(if content.content_type.subty().as_str() == "plain" {
        plain_or_html(body)
    } else {
        html_fragment::to_text(body)
    })
}

fn text_of(text: &Text) -> String {
    if text.content_type.subty().as_str() == "html" {
        html_fragment::to_text(&text.content)
    } else {
        plain_or_html(&text.content)
    }
}

/// Text that is declared as plain is often HTML.
fn plain_or_html(text: &str) -> String {
    html_fragment::to_plain_text(text.trim().to_owned())
}

/// The text on one line, for headlines.
fn one_line(text: &Text) -> String {
    text_of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Noon UTC on the written day, which is the same day in every time zone of the parser.
fn noon(day: Date) -> String {
    format!("{day}T12:00:00Z")
}

/// Prepares the feed for its parser: removes XML declarations (their encoding no longer applies, and the parser fails
/// on one inside a feed) and declares every RSS version as 2.0, which includes the others.
fn prepare(content: &str) -> String {
    let content = if content.trim_start().starts_with('{') { content.into() } else { feed_repair::repair(content) };
    let content = content.trim_start_matches('\u{feff}').trim_start().replace("<?xml", "<?no-xml");
    let content = content.replacen("\"http://my.netscape.com/rdf/simple/0.9/\"", "\"http://purl.org/rss/1.0/\"", 1);
    let root = sniff::root(&content).is_some_and(|root| root == "rss");
    let Some((before, rest)) = content.split_once("<rss").filter(|_| root) else { return content };
    let (tag, _) = rest.split_once('>').unwrap_or((rest, ""));
    // An attribute may not occur twice.
    let rest = if tag.contains("version") { rest.replacen("version", "old-version", 1) } else { rest.to_owned() };
    format!("{before}<rss version=\"2.0\"{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::warning::WarningLog;

    fn read(content: &str) -> (Vec<Article>, WarningLog) {
        let context = ReadContext { name: "f.xml".into(), id: "f".into(), ..ReadContext::default() };
        let articles = articles(&context, content).unwrap().into_iter().map(Result::unwrap).collect();
        (articles, context.warnings)
    }

    #[test]
    fn rss_with_full_content_and_with_summaries() {
        let (articles, warnings) = read(
            "<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0' \
             xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'>\
             <channel><title>The Paper</title><item><title>It&amp;#8217;s on</title><link>http://p.example/1</link>\
             <guid>17</guid><pubDate>Sun, 12 May 2024 23:30:00 -0500</pubDate><dc:creator>Ann and Bo</dc:creator>\
             <description>Short.</description><content:encoded><![CDATA[<p>“A<b>ll</b>,” é.</p><p>B</p>]]>\
             </content:encoded></item><item><guid>urn:x:2</guid><description>&lt;p&gt;Only.&lt;/p&gt;</description></item>\
             <item><title>Nothing</title></item></channel></rss>",
        );
        let first = &articles[0];
        assert_eq!((first.id.as_str(), first.text()), ("http://p.example/1", "“All,” é.\n\nB"));
        assert_eq!((first.title.as_deref(), first.publisher.as_deref()), (Some("It’s on"), Some("The Paper")));
        assert_eq!((first.date.unwrap().to_string().as_str(), first.authors.len()), ("2024-05-12", 2));
        assert_eq!((articles[1].id.as_str(), articles[1].text(), articles.len()), ("urn:x:2", "Only.", 2));
        assert_eq!(warnings.take_counted()[0].to_string(), "f.xml: f:3 left out, without text");
        let warnings: Vec<String> = warnings.take().iter().map(ToString::to_string).collect();
        assert_eq!(warnings, ["f.xml: 1 of 3 entries hold only a summary"]);
    }

    #[test]
    fn old_and_other_feeds() {
        for feed in [
            "<rss version=\"0.91\"><channel><item><description>Text</description></item></channel></rss>",
            "<rss><channel><item><description>Text</description></item></channel></rss>",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://my.netscape.com/rdf/simple/0.9/\">\
             <channel><title>P</title></channel><item><link>f:1</link><description>Text</description></item></rdf:RDF>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\"><div \
             xmlns=\"http://www.w3.org/1999/xhtml\"><p>Te<i>x</i>t</p></div></content></entry></feed>",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"<rss>\",\"items\":[{\"content_text\":\"Text\"}]}",
        ] {
            let (articles, _) = read(feed);
            assert_eq!(articles.len(), 1, "{feed}");
            assert_eq!((articles[0].text(), articles[0].id.as_str()), ("Text", "f:1"), "{feed}");
        }
    }

    #[test]
    fn a_declaration_in_the_midst_is_harmless() {
        let declaration = "<?xml version=\"1.0\" encoding=\"utf-16\"?>";
        let (articles, _) = read(&format!(
            "{declaration}<rss><channel>{declaration}<item><description>Text</description></item></channel></rss>"
        ));
        assert_eq!(articles[0].text(), "Text");
    }

    #[test]
    fn a_broken_feed_has_its_place() {
        let context = ReadContext { name: "f.xml".into(), ..ReadContext::default() };
        let error = articles(&context, "<rss version='2.0'>\n<channel>\n<item></channel></rss>").unwrap_err();
        assert!(error.to_string().starts_with("f.xml:3: invalid XML"), "{error}");
    }

    #[test]
    fn one_bad_entry_does_not_cost_the_feed() {
        let item = |words: &str| {
            format!(
                "<item><title>T - The Post</title><description>{words}</description><source url='x'>The Post</source></item>"
            )
        };
        let context = ReadContext { name: "f.xml".into(), id: "f".into(), ..ReadContext::default() };
        let read = |content: &str| articles(&context, content).unwrap();
        let recovered =
            read(&format!("<rss><channel>{}{}</channel></rss>", item("R&D & more&nbsp;&hellip;"), item("b")));
        let recovered: Vec<Article> = recovered.into_iter().map(Result::unwrap).collect();
        assert_eq!((recovered[0].text(), recovered[0].publisher.as_deref()), ("R&D & more …", Some("The Post")));
        assert_eq!(recovered[0].title.as_deref(), Some("T"));
        let broken = read(&format!("<rss><channel>{}{}{}", item("a"), item("<p>b</i>"), item("c")));
        let texts: Vec<_> = broken.iter().map(|article| article.as_ref().map(Article::text).ok()).collect();
        assert_eq!(texts, [Some("a"), Some("c"), None]);
    }
}

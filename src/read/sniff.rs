//! Detects the format of a decoded file from its content.
//!
//! The checks, in order: JSON by its first character, XML by its root, HTML by its first tags, a table by its header
//! row. Everything else is text. The file name only decides when the content does not: `.json` must be JSON, `.csv` and
//! `.tsv` a table, `.md` is Markdown. Commas, dashes or an angle bracket in plain text do not make it another format.

use super::fields::FieldMap;
use super::{csv_table, html};

/// The content format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContentKind {
    /// A record or an array of records. `sure` when the extension says so; then it is never read as text.
    Json { sure: bool },
    /// A JSON Feed.
    JsonFeed,
    /// RSS or Atom.
    Feed,
    /// NewsML-G2.
    NewsMl,
    /// NITF.
    Nitf,
    /// Other XML.
    UnknownXml,
    /// A web page.
    Html,
    /// A table with this delimiter.
    Table(u8),
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// How many leading bytes are examined.
pub(super) const HEAD: usize = 16 << 10;

/// Known root elements, by local name.
const ROOTS: [(&str, ContentKind); 9] = [
    ("rss", ContentKind::Feed),
    ("RDF", ContentKind::Feed),
    ("feed", ContentKind::Feed),
    ("entry", ContentKind::Feed),
    ("newsMessage", ContentKind::NewsMl),
    ("newsItem", ContentKind::NewsMl),
    ("nitf", ContentKind::Nitf),
    ("html", ContentKind::Html),
    ("HTML", ContentKind::Html),
];

/// The content format of a file with this extension.
pub(super) fn content_kind(extension: Option<&str>, content: &str, fields: &FieldMap) -> ContentKind {
    let named = |extensions: &[&str]| extension.is_some_and(|extension| extensions.contains(&extension));
    let head = head(content);
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') && is_json_feed(start) {
        return ContentKind::JsonFeed;
    }
    if start.starts_with(['{', '[']) || named(&["json"]) {
        return ContentKind::Json { sure: named(&["json"]) };
    }
    if let Some(xml) = xml(start, named(&["xml", "rss", "atom", "nitf"])) {
        return xml;
    }
    if html::is_html(start) || (named(&["html", "htm", "xhtml"]) && start.contains('<')) {
        return ContentKind::Html;
    }
    if let Some(delimiter) = csv_table::delimiter(start, named(&["csv", "tsv", "tab"]), fields) {
        return ContentKind::Table(delimiter);
    }
    if named(&["md", "markdown"]) { ContentKind::Markdown } else { ContentKind::Text }
}

fn head(content: &str) -> &str {
    let mut end = content.len().min(HEAD);
    while !content.is_char_boundary(end) {
        end -= 1;
    }
    &content[..end]
}

/// Whether a JSON object declares itself as a feed.
pub(super) fn is_json_feed(json: &str) -> bool {
    let head = head(json).replace("\\/", "/");
    let value = head.split_once("\"version\"").and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    value.is_some_and(|value| value.trim_start().starts_with("\"https://jsonfeed.org/version/"))
}

/// The format according to the root element. Without an XML declaration, an unknown root is not XML, since a text may
/// start with an angle bracket.
fn xml(start: &str, named: bool) -> Option<ContentKind> {
    let root = root(start)?;
    let local = root.rsplit(':').next().unwrap_or_default();
    let known = ROOTS.iter().find(|(name, _)| *name == local).map(|(_, holding)| *holding);
    known.or_else(|| (named || start.starts_with("<?xml")).then_some(ContentKind::UnknownXml))
}

/// The name of the root element, after declarations and comments.
pub(super) fn root(start: &str) -> Option<&str> {
    let mut rest = start.trim_start();
    loop {
        let behind = rest.strip_prefix('<')?;
        let end = match behind {
            comment if comment.starts_with("!--") => "-->",
            instruction if instruction.starts_with('?') => "?>",
            // The internal subset of a document type is skipped as a whole.
            doctype if doctype.starts_with('!') && doctype.split('>').next().is_some_and(|d| d.contains('[')) => "]>",
            doctype if doctype.starts_with('!') => ">",
            name => {
                let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
                return Some(&name[..end]).filter(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'));
            }
        };
        rest = rest[rest.find(end)? + end.len()..].trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_holds_is_told_by_its_content() {
        let json = ContentKind::Json { sure: false };
        for (extension, content, expected) in [
            ("txt", " {\"text\": 1}", json),
            ("", "[Updated] The mayor left.", json), // Read as text when it turns out to be no JSON.
            ("json", "The mayor", ContentKind::Json { sure: true }),
            ("json", "{\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1.1\"}", ContentKind::JsonFeed),
            ("xml", "<?xml version='1.0'?>\n<!-- a > b --><rss version='2.0'>", ContentKind::Feed),
            ("", "<feed xmlns=\"http://www.w3.org/2005/Atom\">", ContentKind::Feed),
            ("", "\u{feff}<rdf:RDF xmlns:rdf='x'>", ContentKind::Feed),
            ("", "<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>", ContentKind::Nitf),
            ("", "<!DOCTYPE nitf [<!ENTITY a \"<b>\">]>\n<nitf>", ContentKind::Nitf),
            ("", "<newsMessage>", ContentKind::NewsMl),
            ("xml", "<sitemap>", ContentKind::UnknownXml),
            ("txt", "<?xml version='1.0'?><html>", ContentKind::Html),
            ("txt", "<!DOCTYPE HTML>\n<p>", ContentKind::Html),
            ("html", "<p>A page", ContentKind::Html),
            ("html", "No page at all", ContentKind::Text),
            ("txt", "<Applause.> “Thank you,” she said.", ContentKind::Text),
            ("txt", "<3 is what she wrote.", ContentKind::Text),
            ("", "id,title,text\n1,a,b", ContentKind::Table(b',')),
            ("csv", "a;b;c\n", ContentKind::Table(b';')),
            ("tsv", "nothing known here\n", ContentKind::Table(b'\t')),
            ("", "Text, title and date of the letter, he said, were lost.\n", ContentKind::Text),
            ("md", "# Petro\n\n“No,” he *said*.", ContentKind::Markdown),
            ("txt", "# Petro\n\n“No,” he *said*.", ContentKind::Text),
            ("md", "{\"text\": 1}", json),
            ("", "---\ntitle: x\n---\nText", ContentKind::Text),
            ("", "", ContentKind::Text),
        ] {
            let extension = Some(extension).filter(|extension| !extension.is_empty());
            assert_eq!(content_kind(extension, content, &FieldMap::default()), expected, "{extension:?}: {content}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_content_makes_it_panic(content in "[<>?!a-c\\-\\[\\]:,;\"{é \n]{0,40}") {
            let _ = content_kind(None, &content, &FieldMap::default());
        }
    }
}

//! What a decoded file holds, told by its content.
//!
//! One decision, in this order: JSON by its first sign; XML by its root; HTML by its first tags; a table by its first row
//! of names; and everything else is text. The name of a file is believed only where the content leaves it open: `.json`
//! must be JSON, `.csv` and `.tsv` a table, `.md` is Markdown. Plain text is never taken for anything else because of its
//! commas, its dashes or an angle bracket.

use super::fields::FieldMap;
use super::{html, table};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holding {
    /// One record or an array of them. `sure` when the name says so: then it is no text, whatever is wrong with it.
    Json { sure: bool },
    /// A JSON Feed.
    JsonFeed,
    /// RSS or Atom.
    Feed,
    /// NewsML-G2.
    NewsMl,
    /// NITF.
    Nitf,
    /// XML of another kind.
    OtherXml,
    /// A web page.
    Html,
    /// Rows below a row of names, with this between the cells.
    Table(u8),
    /// Text with marks of emphasis, links and headings.
    Markdown,
    /// Nothing but text.
    Text,
}

/// How much of the beginning is looked at.
pub(super) const HEAD: usize = 16 << 10;

/// The root elements that are known, without their prefix.
const ROOTS: [(&str, Holding); 9] = [
    ("rss", Holding::Feed),
    ("RDF", Holding::Feed),
    ("feed", Holding::Feed),
    ("entry", Holding::Feed),
    ("newsMessage", Holding::NewsMl),
    ("newsItem", Holding::NewsMl),
    ("nitf", Holding::Nitf),
    ("html", Holding::Html),
    ("HTML", Holding::Html),
];

/// What a file with that extension and content holds.
pub(super) fn holding(extension: Option<&str>, content: &str, fields: &FieldMap) -> Holding {
    let named = |extensions: &[&str]| extension.is_some_and(|extension| extensions.contains(&extension));
    let head = head(content);
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') && is_json_feed(start) {
        return Holding::JsonFeed;
    }
    if start.starts_with(['{', '[']) || named(&["json"]) {
        return Holding::Json { sure: named(&["json"]) };
    }
    if let Some(xml) = xml(start, named(&["xml", "rss", "atom", "nitf"])) {
        return xml;
    }
    if html::is_html(start) || (named(&["html", "htm", "xhtml"]) && start.contains('<')) {
        return Holding::Html;
    }
    if let Some(delimiter) = table::delimiter(start, named(&["csv", "tsv", "tab"]), fields) {
        return Holding::Table(delimiter);
    }
    if named(&["md", "markdown"]) { Holding::Markdown } else { Holding::Text }
}

fn head(content: &str) -> &str {
    let mut end = content.len().min(HEAD);
    while !content.is_char_boundary(end) {
        end -= 1;
    }
    &content[..end]
}

/// Whether an object says of itself that it is a feed.
pub(super) fn is_json_feed(json: &str) -> bool {
    let head = head(json).replace("\\/", "/");
    let value = head.split_once("\"version\"").and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    value.is_some_and(|value| value.trim_start().starts_with("\"https://jsonfeed.org/version/"))
}

/// What is told by the root element. Without a declaration, and with a root that nobody knows, it is no XML: a text may
/// begin with an angle bracket.
fn xml(start: &str, named: bool) -> Option<Holding> {
    let root = root(start)?;
    let local = root.rsplit(':').next().unwrap_or_default();
    let known = ROOTS.iter().find(|(name, _)| *name == local).map(|(_, holding)| *holding);
    known.or_else(|| (named || start.starts_with("<?xml")).then_some(Holding::OtherXml))
}

/// The name of the first element, behind declarations and comments.
pub(super) fn root(start: &str) -> Option<&str> {
    let mut rest = start.trim_start();
    loop {
        let behind = rest.strip_prefix('<')?;
        let end = match behind {
            comment if comment.starts_with("!--") => "-->",
            instruction if instruction.starts_with('?') => "?>",
            // What a document type declares within [ ] is passed over whole.
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
        let json = Holding::Json { sure: false };
        for (extension, content, expected) in [
            ("txt", " {\"text\": 1}", json),
            ("", "[Updated] The mayor left.", json), // Read as text when it turns out to be no JSON.
            ("json", "The mayor", Holding::Json { sure: true }),
            ("json", "{\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1.1\"}", Holding::JsonFeed),
            ("xml", "<?xml version='1.0'?>\n<!-- a > b --><rss version='2.0'>", Holding::Feed),
            ("", "<feed xmlns=\"http://www.w3.org/2005/Atom\">", Holding::Feed),
            ("", "\u{feff}<rdf:RDF xmlns:rdf='x'>", Holding::Feed),
            ("", "<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>", Holding::Nitf),
            ("", "<!DOCTYPE nitf [<!ENTITY a \"<b>\">]>\n<nitf>", Holding::Nitf),
            ("", "<newsMessage>", Holding::NewsMl),
            ("xml", "<sitemap>", Holding::OtherXml),
            ("txt", "<?xml version='1.0'?><html>", Holding::Html),
            ("txt", "<!DOCTYPE HTML>\n<p>", Holding::Html),
            ("html", "<p>A page", Holding::Html),
            ("html", "No page at all", Holding::Text),
            ("txt", "<Applause.> “Thank you,” she said.", Holding::Text),
            ("txt", "<3 is what she wrote.", Holding::Text),
            ("", "id,title,text\n1,a,b", Holding::Table(b',')),
            ("csv", "a;b;c\n", Holding::Table(b';')),
            ("tsv", "nothing known here\n", Holding::Table(b'\t')),
            ("", "Text, title and date of the letter, he said, were lost.\n", Holding::Text),
            ("md", "# Petro\n\n“No,” he *said*.", Holding::Markdown),
            ("txt", "# Petro\n\n“No,” he *said*.", Holding::Text),
            ("md", "{\"text\": 1}", json),
            ("", "---\ntitle: x\n---\nText", Holding::Text),
            ("", "", Holding::Text),
        ] {
            let extension = Some(extension).filter(|extension| !extension.is_empty());
            assert_eq!(holding(extension, content, &FieldMap::default()), expected, "{extension:?}: {content}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_content_makes_it_panic(content in "[<>?!a-c\\-\\[\\]:,;\"{é \n]{0,40}") {
            let _ = holding(None, &content, &FieldMap::default());
        }
    }
}

//! What a decoded file holds, told by its content.
//!
//! One decision, in this order: JSON by its first sign; XML by its root; HTML by its first tags; a table by its first row
//! of names; and everything else is text. The name of a file is believed only where the content leaves it open: `.json`
//! must be JSON, `.csv` and `.tsv` a table, `.md` is Markdown. Plain text is never taken for anything else because of its
//! commas, its dashes or an angle bracket.

use super::fields::FieldMap;
use super::table;

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
const HEAD: usize = 16 << 10;

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

/// What the file called `name` holds.
pub(super) fn holding(name: &str, content: &str, fields: &FieldMap) -> Holding {
    let named = |extensions: &[&str]| extensions.iter().any(|extension| is_named(name, extension));
    let head = head(content);
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') && is_json_feed(start) {
        return Holding::JsonFeed;
    }
    if start.starts_with(['{', '[']) || named(&[".json"]) {
        return Holding::Json { sure: named(&[".json"]) };
    }
    if let Some(xml) = xml(start, named(&[".xml", ".rss", ".atom", ".nitf"])) {
        return xml;
    }
    if is_html(start) || (named(&[".html", ".htm", ".xhtml"]) && start.contains('<')) {
        return Holding::Html;
    }
    if let Some(delimiter) = table::delimiter(start, named(&[".csv", ".tsv", ".tab"]), fields) {
        return Holding::Table(delimiter);
    }
    if named(&[".md", ".markdown"]) { Holding::Markdown } else { Holding::Text }
}

/// Whether `name` ends so, whatever its case.
fn is_named(name: &str, extension: &str) -> bool {
    let end = name.len().checked_sub(extension.len()).and_then(|at| name.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(extension))
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

/// Whether it begins as pages do.
fn is_html(start: &str) -> bool {
    let begins = |with: &str| start.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    begins("<!doctype html")
        || root(start).is_some_and(|root| {
            ["html", "head", "body", "article", "main"].iter().any(|name| root.eq_ignore_ascii_case(name))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_holds_is_told_by_its_content() {
        let json = Holding::Json { sure: false };
        for (name, content, expected) in [
            ("f.txt", " {\"text\": 1}", json),
            ("f", "[Updated] The mayor left.", json), // Read as text when it turns out to be no JSON.
            ("f.JSON", "The mayor", Holding::Json { sure: true }),
            ("f.json", "{\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1.1\"}", Holding::JsonFeed),
            ("f.xml", "<?xml version='1.0'?>\n<!-- a > b --><rss version='2.0'>", Holding::Feed),
            ("f", "<feed xmlns=\"http://www.w3.org/2005/Atom\">", Holding::Feed),
            ("f", "\u{feff}<rdf:RDF xmlns:rdf='x'>", Holding::Feed),
            ("f", "<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>", Holding::Nitf),
            ("f", "<!DOCTYPE nitf [<!ENTITY a \"<b>\">]>\n<nitf>", Holding::Nitf),
            ("f", "<newsMessage>", Holding::NewsMl),
            ("f.xml", "<sitemap>", Holding::OtherXml),
            ("f.txt", "<?xml version='1.0'?><html>", Holding::Html),
            ("f.txt", "<!DOCTYPE HTML>\n<p>", Holding::Html),
            ("f.html", "<p>A page", Holding::Html),
            ("f.html", "No page at all", Holding::Text),
            ("f.txt", "<Applause.> “Thank you,” she said.", Holding::Text),
            ("f.txt", "<3 is what she wrote.", Holding::Text),
            ("f", "id,title,text\n1,a,b", Holding::Table(b',')),
            ("f.csv", "a;b;c\n", Holding::Table(b';')),
            ("f.tsv", "nothing known here\n", Holding::Table(b'\t')),
            ("f", "Text, title and date of the letter, he said, were lost.\n", Holding::Text),
            ("f.md", "# Petro\n\n“No,” he *said*.", Holding::Markdown),
            ("f.txt", "# Petro\n\n“No,” he *said*.", Holding::Text),
            ("f.md", "{\"text\": 1}", json),
            ("f", "---\ntitle: x\n---\nText", Holding::Text),
            ("f", "", Holding::Text),
        ] {
            assert_eq!(holding(name, content, &FieldMap::default()), expected, "{name}: {content}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_content_makes_it_panic(content in "[<>?!a-c\\-\\[\\]:,;\"{é \n]{0,40}") {
            let _ = holding("f", &content, &FieldMap::default());
        }
    }
}

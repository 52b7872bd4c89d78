//! Parses XML into a small tree, for formats that cannot be read as a stream.
//!
//! Malformed XML is an error with its line. Nesting is limited to [`MAX_DEPTH`], and entities declared by a document are
//! not expanded. References of XML and HTML are decoded; unknown ones are kept as written. Element names have no
//! prefixes.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::error::{Problem, ReadError};
use super::html_fragment;
use super::paragraph_builder::ParagraphBuilder;

/// The maximum nesting depth.
const MAX_DEPTH: usize = 256;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

/// Additional block elements of NITF.
const BLOCKS: [&str; 6] = ["block", "bq", "hl1", "hl2", "hr", "pre"];

/// Elements of NITF that are not part of the text: media with captions, notes to editors, what is above and below a
/// story.
/// below a story.
const DROPPED: [&str; 8] = ["byline", "copyrite", "dateline", "distributor", "ednote", "media", "note", "tagline"];

/// How much of a document is examined to detect its format.
const HEAD: usize = 16 << 10;

/// The beginning of a document, for format detection.
pub(super) fn head(content: &str) -> &str {
    let mut end = content.len().min(HEAD);
    while !content.is_char_boundary(end) {
        end -= 1;
    }
    &content[..end]
}

/// Parses `content`, the document called `name` in errors, and returns its root element.
pub(super) fn parse(name: &str, content: &str) -> Result<Element, ReadError> {
    let mut reader = Reader::from_str(content);
    reader.config_mut().allow_dangling_amp = true;
    let fail = |at: u64, what: String| {
        let before = content.as_bytes().iter().take(usize::try_from(at).unwrap_or(usize::MAX));
        ReadError::at(name, 1 + before.filter(|&&byte| byte == b'\n').count() as u64, Problem::Xml(what))
    };
    // The bottom of the stack is an element that contains the root.
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|error| fail(reader.error_position(), error.to_string()))?;
        let at = reader.buffer_position();
        match event {
            Event::Start(_) if open.len() > MAX_DEPTH => {
                return Err(fail(at, format!("elements are nested more than {MAX_DEPTH} deep")));
            }
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => add(&mut open, Node::Element(element(&start))),
            Event::End(_) if open.len() > 1 => {
                let done = open.pop().map(Node::Element);
                done.into_iter().for_each(|done| add(&mut open, done));
            }
            Event::Text(text) => add_text(&mut open, &text),
            Event::CData(text) => add_text(&mut open, &text),
            Event::GeneralRef(reference) => add_text(&mut open, &resolve_reference(&reference)),
            Event::Eof => break,
            _ => {}
        }
    }
    if let [_, .., unclosed] = open.as_slice() {
        return Err(fail(content.len() as u64, format!("<{}> is never closed", unclosed.name)));
    }
    let root = open.pop().and_then(|mut document| {
        let root = document.children.iter().position(|node| matches!(node, Node::Element(_)))?;
        Some(document.children.swap_remove(root))
    });
    match root {
        Some(Node::Element(root)) => Ok(root),
        _ => Err(fail(0, "it has no element".to_owned())),
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.html_attributes().flatten().map(|attribute| {
        let value = attribute.value.as_ref();
        let value = quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |value| value.into_owned());
        (attribute.key.local_name().as_ref().to_owned(), value)
    });
    let attributes = attributes.collect();
    Element { name: start.local_name().as_ref().to_owned(), attributes, children: Vec::new() }
}

/// The text of a reference; an unknown reference is kept as written.
pub(super) fn resolve_reference(reference: &BytesRef<'_>) -> String {
    let name: &str = reference;
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        Ok(None) => resolve_html5_entity(name).map_or_else(|| format!("&{name};"), str::to_owned),
        Err(_) => char::REPLACEMENT_CHARACTER.to_string(),
    }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(within) = open.last_mut() {
        within.children.push(node);
    }
}

fn add_text(open: &mut [Element], text: &str) {
    let Some(within) = open.last_mut() else { return };
    match within.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => within.children.push(Node::Text(text.to_owned())),
    }
}

impl Element {
    /// The non-empty value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let value = self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child element with this name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element with this name among the element and its descendants.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.all(name).into_iter().next()
    }

    /// All descendants with this name, in document order, without nested ones; the element itself if it has the name.
    pub(super) fn all(&self, name: &str) -> Vec<&Element> {
        let (mut found, mut open) = (Vec::new(), vec![self]);
        while let Some(element) = open.pop() {
            if element.name == name {
                found.push(element);
            } else {
                open.extend(element.elements().rev());
            }
        }
        found
    }

    /// The direct text content.
    pub(super) fn text(&self) -> String {
        self.children.iter().map(|node| if let Node::Text(text) = node { text.as_str() } else { "" }).collect()
    }

    /// All text on one line; `None` if empty.
    pub(super) fn line(&self) -> Option<String> {
        let mut words = ParagraphBuilder::new(false);
        self.write(&mut words, false);
        let line = words.finish().split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// The text by paragraphs. Without block elements, line ends are kept.
    pub(super) fn paragraphs(&self) -> String {
        let has_blocks = self.elements().any(|element| is_block(&element.name));
        let mut text = ParagraphBuilder::new(!has_blocks);
        self.write(&mut text, true);
        text.finish()
    }

    /// Writes the text; with `only_article`, without elements that are not part of an article.
    fn write(&self, to: &mut ParagraphBuilder, only_article: bool) {
        for node in &self.children {
            match node {
                Node::Text(text) => to.push(text),
                Node::Element(element) if only_article && is_dropped(&element.name) => to.push_space(),
                Node::Element(element) if element.name == "br" => to.end_line(),
                Node::Element(element) if is_block(&element.name) => {
                    to.end_paragraph();
                    element.write(to, only_article);
                    to.end_paragraph();
                }
                Node::Element(element) => element.write(to, only_article),
            }
        }
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || html_fragment::is_block(name)
}

fn is_dropped(name: &str) -> bool {
    name.starts_with("media-") || DROPPED.contains(&name) || html_fragment::is_dropped(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_and_cdata_are_characters() {
        let root = parse(
            "f",
            "<?xml version='1.0'?><a><b>R&amp;D &#8220;x&#x201D; &nbsp;&eacute;&x; <![CDATA[1 < 2]]> & so</b></a>",
        );
        assert_eq!(root.unwrap().line().unwrap(), "R&D “x” é&x; 1 < 2 & so");
    }

    #[test]
    fn blocks_are_paragraphs() {
        let root = parse(
            "f",
            "<x:body><p>A <em>b</em>\n c</p><media><media-caption>no</media-caption></media>\
             <block><p>d</p>e</block><br/><p/></x:body>",
        )
        .unwrap();
        assert_eq!((root.name.as_str(), root.paragraphs().as_str()), ("body", "A b c\n\nd\n\ne"));
    }

    #[test]
    fn faults_have_their_line() {
        for (xml, line) in [("<a>\n<b>\n</a>", 3), ("<a>\n\n", 3), ("<a b='\n", 1), ("just words", 1), ("", 1)] {
            let error = parse("f", xml).unwrap_err();
            assert_eq!((error.line, matches!(error.problem, Problem::Xml(_))), (Some(line), true), "{xml}: {error}");
        }
    }

    #[test]
    fn nothing_blows_up() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\"><!ENTITY z \"&y;&y;\">]><a>&z;</a>";
        assert_eq!(parse("f", bomb).unwrap().line().unwrap(), "&z;");
        let error = parse("f", &"<a>".repeat(100_000)).unwrap_err();
        assert!(error.to_string().contains("more than 256 deep"), "{error}");
    }

    proptest::proptest! {
        #[test]
        fn no_xml_makes_it_panic(xml in "[<>/a-b!?&;#x0-9\\[\\]\"= é-]{0,60}") {
            let _ = parse("f", &xml).map(|root| root.paragraphs());
        }
    }
}

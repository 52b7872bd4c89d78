//! XML as a small tree, for formats that must be looked at as a whole.
//!
//! Promises an error with its line for what is not well formed, and that nothing can blow up: elements stand at most
//! [`DEEPEST`] deep in each other, and entities that a document declares for itself are never expanded. References of XML
//! and HTML are characters; unknown ones stay as they are written. Names have no prefixes.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::error::{Problem, ReadError};
use super::fragment;
use super::paragraphs::Paragraphs;

/// How deep elements may stand in each other.
const DEEPEST: usize = 256;

/// One element.
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

/// Elements of NITF that begin and end a paragraph, besides those of HTML.
const BLOCKS: [&str; 6] = ["block", "bq", "hl1", "hl2", "hr", "pre"];

/// Elements of NITF that are no part of the text: pictures with their captions, notes to editors, what stands above and
/// below a story.
const LEFT_OUT: [&str; 8] = ["byline", "copyrite", "dateline", "distributor", "ednote", "media", "note", "tagline"];

/// How much of a document tells what it is.
const HEAD: usize = 16 << 10;

/// The beginning of a document, which tells what it is.
pub(super) fn head(content: &str) -> &str {
    let mut end = content.len().min(HEAD);
    while !content.is_char_boundary(end) {
        end -= 1;
    }
    &content[..end]
}

/// The root of the document `content` of the input `name`.
pub(super) fn parse(name: &str, content: &str) -> Result<Element, ReadError> {
    let mut reader = Reader::from_str(content);
    reader.config_mut().allow_dangling_amp = true;
    let fail = |at: u64, what: String| {
        let before = content.as_bytes().iter().take(usize::try_from(at).unwrap_or(usize::MAX));
        ReadError::at(name, 1 + before.filter(|&&byte| byte == b'\n').count() as u64, Problem::Xml(what))
    };
    // Below all, an element that holds the root.
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|error| fail(reader.error_position(), error.to_string()))?;
        let at = reader.buffer_position();
        match event {
            Event::Start(_) if open.len() > DEEPEST => {
                return Err(fail(at, format!("elements stand more than {DEEPEST} deep in each other")));
            }
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => add(&mut open, Node::Element(element(&start))),
            Event::End(_) if open.len() > 1 => {
                let done = open.pop().map(Node::Element);
                done.into_iter().for_each(|done| add(&mut open, done));
            }
            Event::Text(text) => add_text(&mut open, &text),
            Event::CData(text) => add_text(&mut open, &text),
            Event::GeneralRef(reference) => add_text(&mut open, &resolved(&reference)),
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

/// What a reference stands for: a character, or itself where nobody knows it.
pub(super) fn resolved(reference: &BytesRef<'_>) -> String {
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
    /// The value of an attribute that has one.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let value = self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element in it that is called so.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The first of the elements within it, however deep, that are called so; what is called so itself comes first.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.all(name).into_iter().next()
    }

    /// All elements within it, however deep, that are called so, in their order; none that stand within another of them.
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

    /// All that stands in it, as it stands.
    pub(super) fn text(&self) -> String {
        self.children.iter().map(|node| if let Node::Text(text) = node { text.as_str() } else { "" }).collect()
    }

    /// All words in it on one line, if there are any.
    pub(super) fn line(&self) -> Option<String> {
        let mut words = Paragraphs::new(false);
        self.write(&mut words, false);
        let line = words.finish().split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// The text in it by paragraphs. Where nothing tells paragraphs apart, line ends stay as they are.
    pub(super) fn paragraphs(&self) -> String {
        let has_blocks = self.elements().any(|element| is_block(&element.name));
        let mut text = Paragraphs::new(!has_blocks);
        self.write(&mut text, true);
        text.finish()
    }

    /// Writes its text; nothing of what is no part of an article, where that is asked for.
    fn write(&self, to: &mut Paragraphs, only_article: bool) {
        for node in &self.children {
            match node {
                Node::Text(text) => to.push(text),
                Node::Element(element) if only_article && is_left_out(&element.name) => to.space(),
                Node::Element(element) if element.name == "br" => to.line(),
                Node::Element(element) if is_block(&element.name) => {
                    to.paragraph();
                    element.write(to, only_article);
                    to.paragraph();
                }
                Node::Element(element) => element.write(to, only_article),
            }
        }
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || fragment::is_block(name)
}

fn is_left_out(name: &str) -> bool {
    name.starts_with("media-") || LEFT_OUT.contains(&name) || fragment::is_left_out(name)
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

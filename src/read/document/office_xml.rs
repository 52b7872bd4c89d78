//! Extracts the paragraphs of an office document from its XML.
//!
//! XML events are processed in one pass without building a tree, so nesting depth costs nothing.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::error::Problem;
use crate::read::xml::resolve_reference;

/// The meaning of the elements of one format, by local name.
pub(super) struct Schema {
    /// Paragraph elements.
    pub(super) paragraphs: &'static [&'static str],
    /// The element that contains text; `None` when all text in a paragraph counts.
    pub(super) text_element: Option<&'static str>,
    /// Elements whose content is ignored.
    pub(super) ignored: &'static [&'static str],
    /// Elements that stand for a space.
    pub(super) blanks: &'static [&'static str],
    /// Elements that end a line.
    pub(super) lines: &'static [&'static str],
    /// Elements that stand for a hyphen.
    pub(super) hyphens: &'static [&'static str],
    /// The element for a run of text with one formatting, and the property that hides it.
    pub(super) run: Option<(&'static str, &'static str)>,
}

/// How deep paragraphs may be nested (a text box inside a paragraph).
const MAX_DEPTH: usize = 32;

/// The paragraphs of `xml`, separated by blank lines.
pub(super) fn text(xml: &str, schema: &Schema) -> Result<String, Problem> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().check_end_names = false;
    let mut writer =
        ParagraphWriter { schema, done: Vec::new(), open: Vec::new(), ignored_depth: 0, in_text: false, hidden: false };
    loop {
        match reader.read_event().map_err(|_| Problem::Damaged("document"))? {
            Event::Start(start) => writer.start(&start),
            Event::Empty(empty) => writer.empty(&empty),
            Event::End(end) => writer.end(end.local_name().as_ref()),
            Event::Text(text) => writer.push(&text),
            Event::CData(text) => writer.push(&text),
            Event::GeneralRef(reference) => writer.push(&resolve_reference(&reference)),
            Event::Eof => break,
            _ => {}
        }
    }
    writer.done.extend(std::mem::take(&mut writer.open).into_iter().rev());
    let paragraphs = writer.done.iter().map(|paragraph| paragraph.trim()).filter(|paragraph| !paragraph.is_empty());
    Ok(paragraphs.collect::<Vec<_>>().join("\n\n"))
}

/// Collects paragraphs from XML events.
struct ParagraphWriter<'g> {
    schema: &'g Schema,
    done: Vec<String>,
    /// Paragraphs that are still open, the innermost last.
    open: Vec<String>,
    /// Depth below an ignored element, which counts itself.
    ignored_depth: usize,
    in_text: bool,
    hidden: bool,
}

impl ParagraphWriter<'_> {
    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        let name = name.as_ref();
        if self.ignored_depth > 0 || self.schema.ignored.contains(&name) {
            self.ignored_depth += 1;
        } else if self.schema.paragraphs.contains(&name) && self.open.len() < MAX_DEPTH {
            self.open.push(String::new());
        } else if self.schema.text_element == Some(name) {
            self.in_text = true;
        } else {
            self.begin_run(name);
            self.special_element(start);
        }
    }

    fn begin_run(&mut self, name: &str) {
        if self.schema.run.is_some_and(|(run, _)| run == name) {
            self.hidden = false;
        }
    }

    fn empty(&mut self, empty: &BytesStart<'_>) {
        if self.ignored_depth == 0 {
            self.special_element(empty);
        }
    }

    /// An element that stands for a character or hides the text of its run.
    fn special_element(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        let name = name.as_ref();
        let character = match () {
            () if self.schema.blanks.contains(&name) => " ",
            () if self.schema.lines.contains(&name) => "\n",
            () if self.schema.hyphens.contains(&name) => "-",
            () => {
                let hides = self.schema.run.is_some_and(|(_, hides)| hides == name);
                let off = || start.attributes().flatten().any(|it| matches!(it.value.as_ref(), "0" | "false" | "off"));
                self.hidden |= hides && !off();
                return;
            }
        };
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.push_str(character);
        }
    }

    fn end(&mut self, name: &str) {
        if self.ignored_depth > 0 {
            self.ignored_depth -= 1;
        } else if self.schema.paragraphs.contains(&name) {
            self.done.extend(self.open.pop());
            self.hidden = false;
        } else if self.schema.text_element == Some(name) {
            self.in_text = false;
        } else {
            self.begin_run(name);
        }
    }

    fn push(&mut self, text: &str) {
        let counts = self.ignored_depth == 0 && !self.hidden && (self.in_text || self.schema.text_element.is_none());
        let Some(paragraph) = self.open.last_mut().filter(|_| counts) else { return };
        for c in text.chars() {
            match c {
                // Line breaks in the XML source are spaces; those of the text have their own elements.
                '\n' | '\r' | '\t' => paragraph.push(' '),
                c => paragraph.push(c),
            }
        }
    }
}

//! Extracts the paragraphs of an office document from its XML.
//!
//! XML events are processed in one pass without building a tree, so nesting depth costs nothing.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::error::Problem;
use crate::read::xml::resolved;

/// The meaning of the elements of one format, by local name.
pub(super) struct Grammar {
    /// Paragraph elements.
    pub(super) paragraphs: &'static [&'static str],
    /// The element that contains text; `None` when all text in a paragraph counts.
    pub(super) words: Option<&'static str>,
    /// Elements whose content is ignored.
    pub(super) left_out: &'static [&'static str],
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
const DEEPEST: usize = 32;

/// The paragraphs of `xml`, separated by blank lines.
pub(super) fn text(xml: &str, grammar: &Grammar) -> Result<String, Problem> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().check_end_names = false;
    let mut scribe = Scribe { grammar, done: Vec::new(), open: Vec::new(), skipped: 0, in_words: false, hidden: false };
    loop {
        match reader.read_event().map_err(|_| Problem::Broken("document"))? {
            Event::Start(start) => scribe.start(&start),
            Event::Empty(empty) => scribe.empty(&empty),
            Event::End(end) => scribe.end(end.local_name().as_ref()),
            Event::Text(text) => scribe.push(&text),
            Event::CData(text) => scribe.push(&text),
            Event::GeneralRef(reference) => scribe.push(&resolved(&reference)),
            Event::Eof => break,
            _ => {}
        }
    }
    scribe.done.extend(std::mem::take(&mut scribe.open).into_iter().rev());
    let paragraphs = scribe.done.iter().map(|paragraph| paragraph.trim()).filter(|paragraph| !paragraph.is_empty());
    Ok(paragraphs.collect::<Vec<_>>().join("\n\n"))
}

/// Collects paragraphs from XML events.
struct Scribe<'g> {
    grammar: &'g Grammar,
    done: Vec<String>,
    /// Paragraphs that are still open, the innermost last.
    open: Vec<String>,
    /// Depth below an ignored element, which counts itself.
    skipped: usize,
    in_words: bool,
    hidden: bool,
}

impl Scribe<'_> {
    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        let name = name.as_ref();
        if self.skipped > 0 || self.grammar.left_out.contains(&name) {
            self.skipped += 1;
        } else if self.grammar.paragraphs.contains(&name) && self.open.len() < DEEPEST {
            self.open.push(String::new());
        } else if self.grammar.words == Some(name) {
            self.in_words = true;
        } else {
            self.begin_run(name);
            self.sign(start);
        }
    }

    fn begin_run(&mut self, name: &str) {
        if self.grammar.run.is_some_and(|(run, _)| run == name) {
            self.hidden = false;
        }
    }

    fn empty(&mut self, empty: &BytesStart<'_>) {
        if self.skipped == 0 {
            self.sign(empty);
        }
    }

    /// An element that stands for a character or hides the text of its run.
    fn sign(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        let name = name.as_ref();
        let sign = match () {
            () if self.grammar.blanks.contains(&name) => " ",
            () if self.grammar.lines.contains(&name) => "\n",
            () if self.grammar.hyphens.contains(&name) => "-",
            () => {
                let hides = self.grammar.run.is_some_and(|(_, hides)| hides == name);
                let off = || start.attributes().flatten().any(|it| matches!(it.value.as_ref(), "0" | "false" | "off"));
                self.hidden |= hides && !off();
                return;
            }
        };
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.push_str(sign);
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if self.grammar.paragraphs.contains(&name) {
            self.done.extend(self.open.pop());
            self.hidden = false;
        } else if self.grammar.words == Some(name) {
            self.in_words = false;
        } else {
            self.begin_run(name);
        }
    }

    fn push(&mut self, text: &str) {
        let counts = self.skipped == 0 && !self.hidden && (self.in_words || self.grammar.words.is_none());
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

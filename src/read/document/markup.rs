//! The paragraphs of an office document, from its XML.
//!
//! There is no tree: events are read once, from first to last, so that depth costs nothing.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::error::Problem;
use crate::read::xml::resolved;

/// What the elements of one format mean, by their names without prefix.
pub(super) struct Grammar {
    /// Holds a paragraph.
    pub(super) paragraphs: &'static [&'static str],
    /// Holds words; none where all text in a paragraph is words.
    pub(super) words: Option<&'static str>,
    /// What stands in these is no part of the text.
    pub(super) left_out: &'static [&'static str],
    /// Stands for a blank.
    pub(super) blanks: &'static [&'static str],
    /// Ends a line.
    pub(super) lines: &'static [&'static str],
    /// Stands for a hyphen.
    pub(super) hyphens: &'static [&'static str],
    /// Holds words of one look, which may be that they are hidden.
    pub(super) run: Option<(&'static str, &'static str)>,
}

/// How deep paragraphs may stand in each other (text in a box, in a paragraph).
const DEEPEST: usize = 32;

/// The paragraphs in `xml`, with a blank line between them.
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

/// Writes paragraphs as their events come.
struct Scribe<'g> {
    grammar: &'g Grammar,
    done: Vec<String>,
    /// Paragraphs that are not yet at their end, the innermost last.
    open: Vec<String>,
    /// How many elements are open within one that is left out, itself included.
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

    /// An element that stands for a sign, or hides the words around it.
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
                // Breaks within XML are blanks; those of the text have elements of their own.
                '\n' | '\r' | '\t' => paragraph.push(' '),
                c => paragraph.push(c),
            }
        }
    }
}

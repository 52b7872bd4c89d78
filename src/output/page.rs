//! A page of text for people: lines, indented and wrapped.

use std::io::{self, Write};

use super::clean::clean_line;
use super::link;
use super::look::{Look, Tone};
use super::rich::Rich;
use super::words;
use crate::article::ArticleRef;

/// Blanks before everything that belongs to a block.
pub(super) const INDENT: &str = "  ";

/// Where text goes, and how it looks there.
pub(super) struct Page<'a> {
    out: &'a mut dyn Write,
    /// Colours and width.
    pub(super) look: Look,
}

impl<'a> Page<'a> {
    /// A page on `out`.
    pub(super) fn new(out: &'a mut dyn Write, look: Look) -> Self {
        Self { out, look }
    }

    /// An empty line.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Text from the margin on.
    pub(super) fn line(&mut self, tone: Tone, text: &str) -> io::Result<()> {
        self.wrapped("", &Rich::new(&clean_line(text), &[]), tone)
    }

    /// Text that belongs to a block.
    pub(super) fn inner(&mut self, tone: Tone, text: &str) -> io::Result<()> {
        self.wrapped(INDENT, &Rich::new(&clean_line(text), &[]), tone)
    }

    /// Marked text that belongs to a block.
    pub(super) fn rich(&mut self, text: &Rich) -> io::Result<()> {
        self.wrapped(INDENT, text, Tone::Plain)
    }

    /// Where an article can be opened, behind a margin.
    pub(super) fn address(&mut self, margin: &str, article: &ArticleRef) -> io::Result<()> {
        let Some(address) = words::address(article) else { return Ok(()) };
        let width = self.look.width.saturating_sub(margin.len());
        let lines = Rich::new(&clean_line(address), &[]).lines(self.look, width, Tone::Dim);
        let target = link::target(article, self.look);
        let line = |line: &String| target.as_ref().map_or_else(|| line.clone(), |target| link::linked(line, target));
        lines.iter().try_for_each(|shown| self.raw(&format!("{margin}{}", line(shown))))
    }

    /// Something strong, and what is said about it, in a block.
    pub(super) fn named(&mut self, name: &str, rest: &str) -> io::Result<()> {
        let (name, rest) = (clean_line(name), clean_line(rest));
        let text = Rich::new(&format!("{name}{}{rest}", if rest.starts_with(',') { "" } else { " · " }), &[]);
        let mut lines = text.lines(Look { colour: false, ..self.look }, self.look.width - INDENT.len(), Tone::Plain);
        if let Some(first) = lines.first_mut().filter(|first| first.starts_with(&name)) {
            *first = Tone::Strong.paint(self.look, &name) + &first[name.len()..];
        }
        lines.iter().try_for_each(|line| self.raw(&format!("{INDENT}{line}")))
    }

    /// Text behind a margin of its own, wrapped.
    pub(super) fn wrapped(&mut self, margin: &str, text: &Rich, tone: Tone) -> io::Result<()> {
        let width = self.look.width.saturating_sub(margin.len());
        text.lines(self.look, width, tone).iter().try_for_each(|line| self.raw(&format!("{margin}{line}")))
    }

    /// A line as it is; the caller has cleaned and painted it.
    pub(super) fn raw(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", line.trim_end())
    }
}

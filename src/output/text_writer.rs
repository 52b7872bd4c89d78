//! A page of text for people: lines, indented and wrapped.

use std::io::{self, Write};

use super::link;
use super::phrasing;
use super::sanitize::sanitize_line;
use super::style::{Emphasis, TextStyle};
use super::styled_text::StyledText;
use crate::article::ArticleRef;

/// Blanks before everything that belongs to a block.
pub(super) const INDENT: &str = "  ";

/// Where text goes, and how it looks there.
pub(super) struct TextWriter<'a> {
    out: &'a mut dyn Write,
    /// Colours and width.
    pub(super) style: TextStyle,
}

impl<'a> TextWriter<'a> {
    /// A page on `out`.
    pub(super) fn new(out: &'a mut dyn Write, style: TextStyle) -> Self {
        Self { out, style }
    }

    /// An empty line.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Text from the margin on.
    pub(super) fn line(&mut self, emphasis: Emphasis, text: &str) -> io::Result<()> {
        self.wrapped("", &StyledText::new(&sanitize_line(text), &[]), emphasis)
    }

    /// Text that belongs to a block.
    pub(super) fn indented(&mut self, emphasis: Emphasis, text: &str) -> io::Result<()> {
        self.wrapped(INDENT, &StyledText::new(&sanitize_line(text), &[]), emphasis)
    }

    /// Marked text that belongs to a block.
    pub(super) fn styled(&mut self, text: &StyledText) -> io::Result<()> {
        self.wrapped(INDENT, text, Emphasis::Plain)
    }

    /// Where an article can be opened, behind a margin.
    pub(super) fn address(&mut self, margin: &str, article: &ArticleRef) -> io::Result<()> {
        let Some(address) = phrasing::address(article) else { return Ok(()) };
        let width = self.style.width.saturating_sub(margin.len());
        let lines = StyledText::new(&sanitize_line(address), &[]).lines(self.style, width, Emphasis::Dim);
        let target = link::target(article, self.style);
        let line = |line: &String| target.as_ref().map_or_else(|| line.clone(), |target| link::linked(line, target));
        lines.iter().try_for_each(|shown| self.raw(&format!("{margin}{}", line(shown))))
    }

    /// Something strong, and what is said about it, in a block.
    pub(super) fn named(&mut self, name: &str, rest: &str) -> io::Result<()> {
        let (name, rest) = (sanitize_line(name), sanitize_line(rest));
        let text = StyledText::new(&format!("{name}{}{rest}", if rest.starts_with(',') { "" } else { " · " }), &[]);
        let mut lines =
            text.lines(TextStyle { colour: false, ..self.style }, self.style.width - INDENT.len(), Emphasis::Plain);
        if let Some(first) = lines.first_mut().filter(|first| first.starts_with(&name)) {
            *first = Emphasis::Strong.paint(self.style, &name) + &first[name.len()..];
        }
        lines.iter().try_for_each(|line| self.raw(&format!("{INDENT}{line}")))
    }

    /// Text behind a margin of its own, wrapped.
    pub(super) fn wrapped(&mut self, margin: &str, text: &StyledText, emphasis: Emphasis) -> io::Result<()> {
        let width = self.style.width.saturating_sub(margin.len());
        text.lines(self.style, width, emphasis).iter().try_for_each(|line| self.raw(&format!("{margin}{line}")))
    }

    /// A line as it is; the caller has sanitized_char and painted it.
    pub(super) fn raw(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", line.trim_end())
    }
}

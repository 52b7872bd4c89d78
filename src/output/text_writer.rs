//! Writes text for people: lines, indented and wrapped.

use std::io::{self, Write};

use super::link;
use super::phrasing;
use super::sanitize::sanitize_line;
use super::style::{Emphasis, TextStyle};
use super::styled_text::StyledText;
use crate::article::ArticleRef;

/// The indentation of everything within a block.
pub(super) const INDENT: &str = "  ";

/// A destination for text, with its style.
pub(super) struct TextWriter<'a> {
    out: &'a mut dyn Write,
    /// Colours, width and level of detail.
    pub(super) style: TextStyle,
}

impl<'a> TextWriter<'a> {
    /// A writer to `out`.
    pub(super) fn new(out: &'a mut dyn Write, style: TextStyle) -> Self {
        Self { out, style }
    }

    /// Writes an empty line.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Writes text without indentation.
    pub(super) fn line(&mut self, emphasis: Emphasis, text: &str) -> io::Result<()> {
        self.wrapped("", &StyledText::new(&sanitize_line(text), &[]), emphasis)
    }

    /// Writes text within a block.
    pub(super) fn indented(&mut self, emphasis: Emphasis, text: &str) -> io::Result<()> {
        self.wrapped(INDENT, &StyledText::new(&sanitize_line(text), &[]), emphasis)
    }

    /// Writes text within a block on one line, however long it is.
    pub(super) fn unwrapped(&mut self, emphasis: Emphasis, text: &str) -> io::Result<()> {
        self.raw(&format!("{INDENT}{}", emphasis.paint(self.style, &sanitize_line(text))))
    }

    /// Writes marked text within a block.
    pub(super) fn styled(&mut self, text: &StyledText) -> io::Result<()> {
        self.wrapped(INDENT, text, Emphasis::Plain)
    }

    /// Writes where an article can be opened, after a margin.
    pub(super) fn address(&mut self, margin: &str, article: &ArticleRef) -> io::Result<()> {
        let Some(address) = phrasing::address(article) else { return Ok(()) };
        let width = self.style.width.saturating_sub(margin.len());
        let lines = StyledText::new(&sanitize_line(address), &[]).lines(self.style, width, Emphasis::Dim);
        let target = link::target(article, self.style);
        let line = |line: &String| target.as_ref().map_or_else(|| line.clone(), |target| link::linked(line, target));
        lines.iter().try_for_each(|shown| self.raw(&format!("{margin}{}", line(shown))))
    }

    /// Writes a name, emphasised, and what is said about it, within a block.
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

    /// Writes wrapped text; each line begins with `margin`.
    pub(super) fn wrapped(&mut self, margin: &str, text: &StyledText, emphasis: Emphasis) -> io::Result<()> {
        let width = self.style.width.saturating_sub(margin.len());
        text.lines(self.style, width, emphasis).iter().try_for_each(|line| self.raw(&format!("{margin}{line}")))
    }

    /// Writes a line as it is; the caller has sanitized and coloured it.
    pub(super) fn raw(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", line.trim_end())
    }
}

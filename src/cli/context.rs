//! What all commands share: where results go, what is said beside them, and the index.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use super::args::{ColorArg, FormatArg, Shared};
use super::error::CliError;
use super::pager;
use crate::index::Index;
use crate::output::{Format, TextStyle, folder_address, grouped, sanitize};
use crate::query::Suggestion;
use crate::read::ReadError;

/// One run of the program.
pub(super) struct Context {
    /// The options of every command.
    pub(super) shared: Shared,
    /// Standard output.
    pub(super) out: BufWriter<StdoutLock<'static>>,
}

impl Context {
    /// For the options typed.
    pub(super) fn new(shared: Shared) -> Self {
        Self { shared, out: BufWriter::with_capacity(1 << 16, io::stdout().lock()) }
    }

    /// What results are written as.
    pub(super) fn format(&self) -> Format {
        match self.shared.format {
            FormatArg::Text => Format::Text,
            FormatArg::Json => Format::Json,
            FormatArg::Jsonl => Format::Jsonl,
            FormatArg::Csv => Format::Csv,
        }
    }

    /// How text looks where it goes.
    pub(super) fn style(&self) -> TextStyle {
        let colour = match self.shared.color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        };
        let columns = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        let style = TextStyle::new(colour, columns);
        if !self.shared.hyperlinks {
            return style;
        }
        let here = std::env::current_dir().map(|here| folder_address(&here.to_string_lossy())).unwrap_or_default();
        // Once in a process, and needed to its end.
        style.with_links(Box::leak(here.into_boxed_str()))
    }

    /// Writes an answer, through the pager when it is long and somebody looks at it.
    pub(super) fn answer(
        &mut self,
        write: impl FnOnce(&mut dyn Write, Format, TextStyle) -> io::Result<()>,
    ) -> Result<(), CliError> {
        let (format, style) = (self.format(), self.style());
        let Some((lines, pager)) = self.pager() else {
            write(&mut self.out, format, style)?;
            return self.flush();
        };
        let mut text = Vec::new();
        write(&mut text, format, style)?;
        self.flush()?;
        if !pager::too_long(&text, lines) || !pager::show(&pager, &text)? {
            self.out.write_all(&text)?;
        }
        self.flush()
    }

    /// The lines of the terminal, and the pager, when it is for people and they want one.
    fn pager(&self) -> Option<(usize, String)> {
        if self.shared.no_pager || self.format() != Format::Text || !io::stdout().is_terminal() {
            return None;
        }
        let (_, lines) = terminal_size::terminal_size_of(io::stdout())?;
        Some((usize::from(lines.0), pager::wanted()?))
    }

    /// The index, to be asked.
    pub(super) fn index(&self) -> Result<Index, CliError> {
        Ok(Index::open(&self.shared.index)?)
    }

    /// Sends what is written on its way.
    pub(super) fn flush(&mut self) -> Result<(), CliError> {
        Ok(self.out.flush()?)
    }

    /// Something worth knowing.
    pub(super) fn note(&self, text: &str) {
        if !self.shared.quiet {
            say(text);
        }
    }

    /// Something worth knowing for those who want to know more.
    pub(super) fn detail(&self, text: &str) {
        if self.shared.verbose {
            say(text);
        }
    }

    /// That nothing was found, and what might be meant.
    pub(super) fn nothing_found(&self, suggestions: &[Suggestion], without: &[(String, usize)]) {
        self.note(&format!("Nothing found.{}", did_you_mean(suggestions)));
        for (filter, count) in without {
            let matches = if *count == 1 { "match" } else { "matches" };
            self.note(&format!("Without {filter}: {} {matches}.", grouped(*count)));
        }
    }
}

/// ` Did you mean Gustavo Petro?`, when there is anything that could be meant.
pub(super) fn did_you_mean(suggestions: &[Suggestion]) -> String {
    let names: Vec<&str> = suggestions.iter().map(|suggestion| suggestion.instead.as_str()).collect();
    if names.is_empty() { String::new() } else { format!(" Did you mean {}?", names.join(" or ")) }
}

/// Tells a failure: what, then the cure.
pub(super) fn tell(what: &str, hint: Option<&str>) {
    say(&format!("quotedex: {what}"));
    if let Some(hint) = hint {
        say(&format!("  {hint}"));
    }
}

/// Tells what is wrong with one input.
pub(super) fn tell_input(error: &ReadError) {
    tell(&error.to_string(), error.hint().as_deref());
}

/// Writes a line to standard error; when even that is closed, nobody wants to know.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", sanitize(text));
}

/// Whether standard input is a person at a keyboard.
pub(super) fn stdin_is_terminal() -> bool {
    io::stdin().is_terminal()
}

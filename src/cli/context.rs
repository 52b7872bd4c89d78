//! What all commands share: output, messages on standard error, and the index.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use jiff::Zoned;

use super::args::{ColorArg, FormatArg, Shared};
use super::error::{CliError, read_hint};
use super::pager;
use crate::index::Index;
use crate::output::{self, CitationFormat, Format, TextStyle, folder_address, grouped, sanitize};
use crate::query::{ShownQuote, Suggestion};
use crate::read::ReadError;

/// One run of the program.
pub(super) struct Context {
    /// The options of every command.
    pub(super) shared: Shared,
    /// Standard output.
    pub(super) out: BufWriter<Stdout>,
}

impl Context {
    /// With the options typed.
    pub(super) fn new(shared: Shared) -> Self {
        Self { shared, out: BufWriter::with_capacity(1 << 16, io::stdout()) }
    }

    /// The same without notes, for answers that no person reads.
    #[cfg(feature = "mcp")]
    pub(super) fn silent(shared: Shared) -> Self {
        Self::new(Shared { quiet: true, verbose: false, ..shared })
    }

    /// The format of results, among those that every command has. `run` refuses others before a command begins.
    pub(super) fn format(&self) -> Format {
        self.shared.format.basic().unwrap_or_default()
    }

    /// How text is styled on standard output.
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
        // Leaked once in a process, which needs it to its end.
        style.with_links(Box::leak(here.into_boxed_str()))
    }

    /// Writes an answer: through the pager if it is long and goes to a terminal.
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
        if !pager::is_too_long(&text, lines) || !pager::show(&pager, &text)? {
            self.out.write_all(&text)?;
        }
        self.flush()
    }

    /// Writes quotations as references or annotations. Their addresses are accessed today.
    pub(super) fn cite(&mut self, quotes: &[ShownQuote], format: CitationFormat) -> Result<(), CliError> {
        output::citations(&mut self.out, quotes, format, Zoned::now().date())?;
        self.flush()
    }

    /// The lines of the terminal and the pager; `None` when there is no terminal or no pager is wanted.
    fn pager(&self) -> Option<(usize, String)> {
        if self.shared.no_pager || self.shared.format != FormatArg::Text || !io::stdout().is_terminal() {
            return None;
        }
        let (_, lines) = terminal_size::terminal_size_of(io::stdout())?;
        Some((usize::from(lines.0), pager::command_line()?))
    }

    /// The index, for queries.
    pub(super) fn index(&self) -> Result<Index, CliError> {
        Ok(Index::open(&self.shared.index)?)
    }

    /// Flushes standard output.
    pub(super) fn flush(&mut self) -> Result<(), CliError> {
        Ok(self.out.flush()?)
    }

    /// Prints a message, unless `--quiet`.
    pub(super) fn note(&self, text: &str) {
        if !self.shared.quiet {
            eprint_line(text);
        }
    }

    /// Prints a message with `--verbose`.
    pub(super) fn detail(&self, text: &str) {
        if self.shared.verbose {
            eprint_line(text);
        }
    }

    /// Reports that nothing was found, with suggestions.
    pub(super) fn nothing_found(&self, suggestions: &[Suggestion], without: &[(String, usize)]) {
        self.note(&format!("Nothing found.{}", did_you_mean(suggestions)));
        for (filter, count) in without {
            let matches = if *count == 1 { "match" } else { "matches" };
            self.note(&format!("Without {filter}: {} {matches}.", grouped(*count)));
        }
    }
}

/// ` Did you mean Gustavo Petro?`, or nothing without suggestions.
pub(super) fn did_you_mean(suggestions: &[Suggestion]) -> String {
    let names: Vec<&str> = suggestions.iter().map(|suggestion| suggestion.instead.as_str()).collect();
    if names.is_empty() { String::new() } else { format!(" Did you mean {}?", names.join(" or ")) }
}

/// Prints what happened and what to do about it.
pub(super) fn print_failure(error: &CliError) {
    if let CliError::Failure { what, hint, .. } = error {
        print_problem(what, hint.as_deref());
    }
}

/// Prints what is wrong with one input.
pub(super) fn print_read_error(error: &ReadError) {
    print_problem(&error.to_string(), read_hint(error).as_deref());
}

fn print_problem(what: &str, hint: Option<&str>) {
    eprint_line(&format!("quotedex: {what}"));
    if let Some(hint) = hint {
        eprint_line(&format!("  {hint}"));
    }
}

/// Prints a line on standard error; ignores that it may be closed.
pub(super) fn eprint_line(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", sanitize(text));
}

/// Whether standard input is a terminal.
pub(super) fn stdin_is_terminal() -> bool {
    io::stdin().is_terminal()
}

//! What all commands share: where results go, what is said beside them, and the index.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use super::args::{ColorArg, FormatArg, Shared};
use super::error::CliError;
use crate::index::Index;
use crate::output::{Format, Look, clean};
use crate::query::Suggestion;
use crate::read::{Options, ReadError};

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
    pub(super) fn look(&self) -> Look {
        let colour = match self.shared.color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        };
        let columns = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        Look::new(colour, columns)
    }

    /// The index, to be asked.
    pub(super) fn index(&self) -> Result<Index, CliError> {
        Ok(Index::open(&self.shared.index)?)
    }

    /// How inputs are read: an index beside articles is none of them.
    pub(super) fn reading(&self) -> Options {
        Options { skip: Some(self.shared.index.clone()), ..Options::default() }
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
        let names: Vec<&str> = suggestions.iter().map(|suggestion| suggestion.instead.as_str()).collect();
        let meant = if names.is_empty() { String::new() } else { format!(" Did you mean {}?", names.join(" or ")) };
        self.note(&format!("Nothing found.{meant}"));
        for (filter, count) in without {
            self.note(&format!("Without {filter} there would be {count}."));
        }
    }
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
    let _ = writeln!(io::stderr().lock(), "{}", clean(text));
}

/// Whether standard input is a person at a keyboard.
pub(super) fn stdin_is_terminal() -> bool {
    io::stdin().is_terminal()
}

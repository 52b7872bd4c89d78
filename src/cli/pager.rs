//! Pipes long answers on a terminal through a pager, as git and man do.
//!
//! `PAGER` names it, with its options; the default is `less`, with `LESS=FRX` unless the user has set that.
//! `--no-pager`, an empty `PAGER` and `PAGER=cat` turn it off. An answer that fits on the screen is printed directly,
//! and so is any answer when the pager cannot be started.

use std::io::{self, Write};
use std::process::{Command, Stdio};

/// The default pager.
const DEFAULT: &str = "less";

/// The command line of the pager; `None` when it is turned off.
pub(super) fn command_line() -> Option<String> {
    let named = std::env::var("PAGER").unwrap_or_else(|_| DEFAULT.to_owned());
    let named = named.trim();
    (!named.is_empty() && named != "cat").then(|| named.to_owned())
}

/// Shows `text` with `pager`; false when that could not be started.
pub(super) fn show(pager: &str, text: &[u8]) -> io::Result<bool> {
    let mut words = pager.split_whitespace();
    let Some(program) = words.next() else { return Ok(false) };
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else { return Ok(false) };
    if let Some(mut stdin) = child.stdin.take() {
        // Writing fails when the user leaves the pager early.
        let _ = stdin.write_all(text);
    }
    child.wait()?;
    Ok(true)
}

/// Whether `text` has more lines than the terminal, one of which the prompt takes.
pub(super) fn is_too_long(text: &[u8], lines: usize) -> bool {
    text.iter().filter(|&&byte| byte == b'\n').count() >= lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_needs_no_pager() {
        assert!(!is_too_long(b"1\n2\n", 3));
        assert!(is_too_long(b"1\n2\n3\n", 3));
    }

    #[cfg(unix)]
    #[test]
    fn a_pager_that_does_not_exist_or_does_not_read() {
        assert!(!show("no-such-pager-anywhere", b"text").unwrap());
        assert!(show("true", &b"line\n".repeat(100_000)).unwrap());
    }
}

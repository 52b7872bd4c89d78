//! Long answers on a terminal go through a pager, as those of git and man do.
//!
//! `PAGER` names it, with its options; without one it is `less`, which prints a short answer and ends (`LESS=FRX`, unless the
//! user has set it). `--no-pager`, an empty `PAGER` and `PAGER=cat` turn it off; so does an answer that fits. When the
//! pager cannot be started, the answer is printed as it is.

use std::io::{self, Write};
use std::process::{Command, Stdio};

/// What shows a long answer.
const USUAL: &str = "less";

/// The command line of the pager; `None` when there shall be none.
pub(super) fn wanted() -> Option<String> {
    let named = std::env::var("PAGER").unwrap_or_else(|_| USUAL.to_owned());
    let named = named.trim();
    (!named.is_empty() && named != "cat").then(|| named.to_owned())
}

/// Shows `text` with `pager`; whether that could be done.
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
        // Whoever leaves the pager early has seen enough.
        let _ = stdin.write_all(text);
    }
    child.wait()?;
    Ok(true)
}

/// Whether `text` needs more lines than the terminal has, one of which is the prompt's.
pub(super) fn too_long(text: &[u8], lines: usize) -> bool {
    text.iter().filter(|&&byte| byte == b'\n').count() >= lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_needs_no_pager() {
        assert!(!too_long(b"1\n2\n", 3));
        assert!(too_long(b"1\n2\n3\n", 3));
    }

    #[cfg(unix)]
    #[test]
    fn a_pager_that_is_not_there_or_does_not_read() {
        assert!(!show("no-such-pager-anywhere", b"text").unwrap());
        assert!(show("true", &b"line\n".repeat(100_000)).unwrap());
    }
}

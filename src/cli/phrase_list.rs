//! Files with one phrase or query a line, for `--batch`.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::error::CliError;
use super::inputs::is_stdin;

/// The lines of the file that are not blank.
pub(super) fn lines(path: &Path) -> Result<Vec<String>, CliError> {
    let name = if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() };
    let mut bytes = Vec::new();
    let read = match is_stdin(path) {
        true => io::stdin().read_to_end(&mut bytes),
        false => File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)),
    };
    read.map_err(|error| CliError::batch_not_read(&name, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        CliError::batch_not_text(&name, 1 + before.iter().filter(|byte| **byte == b'\n').count())
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if lines.is_empty() { Err(CliError::empty_batch(&name)) } else { Ok(lines) }
}

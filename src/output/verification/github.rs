//! Workflow commands of GitHub Actions, which shows them beside the lines of a pull request
//! (<https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>).

use std::io::{self, Write};

use super::report::CheckedQuotation;
use crate::output::sanitize::{sanitize, sanitize_line};
use crate::query::DraftVerdict;

/// Writes the command for a quotation that is not verbatim.
pub(super) fn write(out: &mut dyn Write, checked: &CheckedQuotation) -> io::Result<()> {
    let Some(problem) = checked.problem() else { return Ok(()) };
    let level = match checked.verified.verdict {
        DraftVerdict::SomebodyElse | DraftVerdict::Denied | DraftVerdict::NotSaid => "error",
        DraftVerdict::Unchecked => "notice",
        _ => "warning",
    };
    let mut properties = String::new();
    // Standard input is no file of the repository.
    if !checked.place.is_stdin() {
        properties += &format!("file={},", property(&checked.place.file));
        if let Some((line, column)) = checked.place.line {
            properties += &format!("line={line},col={column},");
        }
    }
    let source = checked.source().map_or(String::new(), |source| format!(" ({source})"));
    let message = format!("{}: {problem}{source}", checked.verified.quotation.shown());
    writeln!(out, "::{level} {properties}title=quotation {}::{}", checked.verified.verdict.name(), data(&message))
}

/// The text of a command.
fn data(text: &str) -> String {
    sanitize_line(text).replace('%', "%25")
}

/// The value of a property.
fn property(text: &str) -> String {
    // Blanks in a name stay as they are.
    sanitize(text).replace('\n', " ").replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::sample::checked;
    use super::*;
    use crate::output::sample::written;

    #[test]
    fn a_command_cannot_be_broken_out_of() {
        let mut checked = checked(DraftVerdict::SomebodyElse);
        checked.place.file = "a,b:c\n::error::d".into();
        insta::assert_snapshot!(written(|out| write(out, &checked)), @r#"::error file=a%2Cb%3Ac %3A%3Aerror%3A%3Ad,line=3,col=14,title=quotation somebody_else::“city will not be well”: said by Ann Smith, not by Bob, Ray: 5 %25 (Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3)"#);
        checked.verified.verdict = DraftVerdict::Verbatim;
        assert_eq!(written(|out| write(out, &checked)), "");
    }
}

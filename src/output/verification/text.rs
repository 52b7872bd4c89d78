//! For people: the place, the verdict and the words; below it what differs and the source.

use std::io;

use unicode_width::UnicodeWidthStr;

use super::report::CheckedQuotation;
use crate::output::phrasing::{self, count, truncated};
use crate::output::sanitize::sanitize_line;
use crate::output::style::Emphasis;
use crate::output::styled_text::StyledText;
use crate::output::text_writer::TextWriter;
use crate::query::DraftVerdict;

const MARGIN: &str = "    ";
/// With less room for the words, they go on a line of their own.
const MIN_ROOM: usize = 24;

/// Writes the quotations, and a summary.
pub(super) fn write(writer: &mut TextWriter<'_>, quotations: &[CheckedQuotation]) -> io::Result<()> {
    for checked in quotations {
        quotation(writer, checked)?;
    }
    if quotations.is_empty() { Ok(()) } else { writer.line(Emphasis::Strong, &summary(quotations)) }
}

fn quotation(writer: &mut TextWriter<'_>, checked: &CheckedQuotation) -> io::Result<()> {
    let verdict = checked.verified.verdict;
    let (place, label) = (sanitize_line(&checked.place.shown()), label(verdict));
    let room = writer.style.width.saturating_sub(place.width() + label.width() + 4);
    let is_good = matches!(verdict, DraftVerdict::Verbatim | DraftVerdict::Agreed);
    let emphasis = if is_good { Emphasis::Strong } else { Emphasis::Differs };
    let (place, label) = (Emphasis::Dim.paint(writer.style, &place), emphasis.paint(writer.style, label));
    let text = sanitize_line(&checked.verified.quotation.shown());
    if room < MIN_ROOM {
        writer.raw(&format!("{place}  {label}"))?;
        writer.raw(&format!("{MARGIN}{}", truncated(&text, writer.style.width.saturating_sub(MARGIN.len()))))?;
    } else {
        writer.raw(&format!("{place}  {label}  {}", truncated(&text, room)))?;
    }
    if let Some(problem) = checked.problem().filter(|_| verdict != DraftVerdict::NotFound) {
        writer.wrapped(MARGIN, &StyledText::new(&sanitize_line(&problem), &[]), Emphasis::Differs)?;
    }
    if let Some(found) = checked.verified.found.as_ref().filter(|_| verdict == DraftVerdict::NotFound) {
        let nearest = format!("nearest: “{}”", sanitize_line(&found.hit.quote.text));
        writer.raw(&format!("{MARGIN}{}", truncated(&nearest, writer.style.width - MARGIN.len())))?;
        let quote = &found.hit.quote;
        let of = format!("{} · {}", quote.speaker_name(), phrasing::article(&quote.article));
        return writer.wrapped(MARGIN, &StyledText::new(&sanitize_line(&of), &[]), Emphasis::Dim);
    }
    let Some(source) = checked.source() else { return Ok(()) };
    writer.wrapped(MARGIN, &StyledText::new(&sanitize_line(&source), &[]), Emphasis::Dim)
}

fn label(verdict: DraftVerdict) -> &'static str {
    match verdict {
        DraftVerdict::SomebodyElse => "somebody else",
        DraftVerdict::NotSaid => "not said",
        DraftVerdict::NotFound => "not found",
        other => other.name(),
    }
}

/// `4 quotations: 2 verbatim, 1 altered, 1 not found.`
fn summary(quotations: &[CheckedQuotation]) -> String {
    let of = |verdict: DraftVerdict| quotations.iter().filter(|checked| checked.verified.verdict == verdict).count();
    let counts = DraftVerdict::ALL.into_iter().map(|verdict| (of(verdict), label(verdict)));
    let counts = counts.filter(|(count, _)| *count > 0).map(|(count, label)| format!("{count} {label}"));
    format!("{}: {}.", count(quotations.len(), "quotation"), counts.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::sample::checked;
    use super::*;
    use crate::output::sample::{PLAIN, written};

    #[test]
    fn each_verdict_says_what_is_wrong() {
        let all: Vec<CheckedQuotation> = DraftVerdict::ALL.into_iter().map(checked).collect();
        insta::assert_snapshot!(written(|out| write(&mut TextWriter::new(out, PLAIN), &all)), @r#"
        my draft.md:3:14  verbatim  “city will not be well”
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        my draft.md:3:14  agreed  “city will not be well”
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        my draft.md:3:14  cut  “city will not be well”
            in full it reads:
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        my draft.md:3:14  altered  “city will not be well”
            not in these words: said “will”, not “will not”; said “fine”, not “well”
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        my draft.md:3:14  reported  “city will not be well”
            Bob, Ray: 5 % is reported as saying so, not quoted
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        my draft.md:3:14  unattributed  “city will not be well”
            quoted in an article that does not name the speaker
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        my draft.md:3:14  somebody else  “city will not be well”
            said by Ann Smith, not by Bob, Ray: 5 %
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        my draft.md:3:14  disputed  “city will not be well”
            articles contradict one another, or one repeats it to refute it
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        my draft.md:3:14  denied  “city will not be well”
            Bob, Ray: 5 % denied this
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        my draft.md:3:14  not said  “city will not be well”
            an article says that Bob, Ray: 5 % did not say this, or only supposes it
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        my draft.md:3:14  not found  “city will not be well”
            nearest: “Zoë’s city will be fine,”
            Ann Smith · Mayor Leaves · 2024-05-12 · The Paper
        my draft.md:3:14  unchecked  “city will not be well”
            in quotation marks, but given to nobody
        12 quotations: 1 verbatim, 1 agreed, 1 cut, 1 altered, 1 reported, 1
        unattributed, 1 somebody else, 1 disputed, 1 denied, 1 not said, 1 not found, 1
        unchecked.
        "#);
    }
}

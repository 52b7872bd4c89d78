//! The answers of `correct --list` and `people list`, and the accuracy on what was checked by hand.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::contract::{
    ACCURACY_COLUMNS, AccuracyRecord, CORRECTION_COLUMNS, CorrectionRecord, accuracy_rows, correction_row,
};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::{count, truncated};
use super::sanitize::sanitize_line;
use super::style::{Emphasis, TextStyle};
use super::text_writer::{INDENT, TextWriter};
use crate::index::{Correction, CorrectionAction};

/// A correction, and whether it fits something in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionLine {
    /// The row of the table.
    pub correction: Correction,
    /// Whether it fits.
    pub fits: bool,
}

/// How often the program is right by itself, on quotes that were checked by hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandAccuracy {
    /// For each action: how many rows, and on how many of them the program is right now.
    pub by_action: BTreeMap<CorrectionAction, (usize, usize)>,
    /// The rows on which it is wrong.
    pub wrong: Vec<Correction>,
    /// Rows whose article is not in the index.
    pub missing: usize,
}

impl HandAccuracy {
    /// How many quotes were checked, and on how many the program is right.
    pub fn total(&self) -> (usize, usize) {
        self.by_action.values().fold((0, 0), |(all, right), (more, more_right)| (all + more, right + more_right))
    }
}

/// Writes the corrections.
pub fn corrections(out: &mut dyn Write, lines: &[CorrectionLine], format: Format, style: TextStyle) -> io::Result<()> {
    match format {
        Format::Text => lines.iter().try_for_each(|line| text(&mut TextWriter::new(out, style), line)),
        Format::Json => json(out, &lines.iter().map(CorrectionRecord::from).collect::<Vec<_>>()),
        Format::Jsonl => jsonl(out, lines.iter().map(CorrectionRecord::from)),
        Format::Csv => table(out, CORRECTION_COLUMNS, lines.iter().map(correction_row)),
    }
}

fn text(writer: &mut TextWriter<'_>, line: &CorrectionLine) -> io::Result<()> {
    let row = &line.correction;
    writer.line(Emphasis::Strong, &sentence(row))?;
    if !row.words.is_empty() {
        let words = format!("“{}”", sanitize_line(&row.words));
        writer.raw(&format!("{INDENT}{}", truncated(&words, writer.style.width - INDENT.len())))?;
    }
    let article = row.article.as_ref().or(row.url.as_ref());
    let day = row.day.map(|day| day.to_string());
    let parts: Vec<&str> = [day.as_ref(), row.quote.as_ref(), article, row.note.as_ref()]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if !parts.is_empty() {
        writer.indented(Emphasis::Dim, &parts.join(" · "))?;
    }
    if line.fits { Ok(()) } else { writer.indented(Emphasis::Differs, "fits nothing in this index") }
}

/// What a row says, in a few words.
fn sentence(row: &Correction) -> String {
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "nobody".to_owned());
    let machine = name(&row.machine);
    match row.action {
        CorrectionAction::Speaker => format!("said by {}, not by {machine}", name(&row.speaker)),
        CorrectionAction::Unknown => format!("speaker unknown, not {machine}"),
        CorrectionAction::Said => format!("{machine} did say this"),
        CorrectionAction::Denied => format!("{machine} denied this"),
        CorrectionAction::NotSaid => format!("{machine} did not say this"),
        CorrectionAction::NotAQuotation => "no quotation".to_owned(),
        CorrectionAction::Right => format!("right: said by {machine}"),
        CorrectionAction::Merge => format!("{} and {} are one", name(&row.speaker), name(&row.other)),
        CorrectionAction::Split => format!("{} and {} are two", name(&row.speaker), name(&row.other)),
        CorrectionAction::Rename => format!("{} is shown as {}", name(&row.speaker), name(&row.other)),
    }
}

/// Writes how often the program is right by itself.
pub fn hand_accuracy(out: &mut dyn Write, figures: &HandAccuracy, format: Format, style: TextStyle) -> io::Result<()> {
    match format {
        Format::Text => accuracy_text(&mut TextWriter::new(out, style), figures),
        Format::Json => json(out, &AccuracyRecord::from(figures)),
        Format::Jsonl => jsonl(out, [AccuracyRecord::from(figures)]),
        Format::Csv => table(out, ACCURACY_COLUMNS, accuracy_rows(figures)),
    }
}

fn accuracy_text(writer: &mut TextWriter<'_>, figures: &HandAccuracy) -> io::Result<()> {
    let (all, right) = figures.total();
    let share = right as f64 * 100.0 / all.max(1) as f64;
    let checked = count(all, "quote");
    writer
        .line(Emphasis::Strong, &format!("{checked} checked by hand: quotedex is right on {right} ({share:.0} %)."))?;
    for (action, (all, right)) in &figures.by_action {
        let action = action.name().replace('_', " ");
        writer.raw(&format!("{INDENT}{action:<16} {right:>4} of {all}"))?;
    }
    if !figures.wrong.is_empty() {
        writer.blank()?;
        writer.line(Emphasis::Plain, "Wrong:")?;
    }
    for row in &figures.wrong {
        let line = format!("{}: “{}”", sentence(row), row.words);
        writer.raw(&format!("{INDENT}{}", truncated(&sanitize_line(&line), writer.style.width - INDENT.len())))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, written};
    use super::*;

    #[test]
    fn corrections_read_as_sentences() {
        let row = Correction {
            words: "It\u{7} rained.".into(),
            speaker: Some("Ann Lee".into()),
            machine: Some("Bob Ray".into()),
            article: Some("rain".into()),
            day: Some(jiff::civil::date(2026, 1, 31)),
            note: Some("see the video".into()),
            ..Correction::default()
        };
        let merge = Correction {
            action: CorrectionAction::Merge,
            speaker: Some("Ann Lee".into()),
            other: Some("A. Lee".into()),
            ..Correction::default()
        };
        let lines = [CorrectionLine { correction: row, fits: false }, CorrectionLine { correction: merge, fits: true }];
        insta::assert_snapshot!(written(|out| corrections(out, &lines, Format::Text, PLAIN)), @r#"
        said by Ann Lee, not by Bob Ray
          “It� rained.”
          2026-01-31 · rain · see the video
          fits nothing in this index
        Ann Lee and A. Lee are one
        "#);
    }
}

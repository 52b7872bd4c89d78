//! The word alignment of a phrase with a quote, in rows of text, with the differences marked.

use std::io;

use unicode_width::UnicodeWidthStr;

use super::sanitize::sanitize_line;
use super::style::Emphasis;
use super::text_writer::TextWriter;
use crate::query::{AlignedWord, Discrepancy, DiscrepancyKind, Edit};

/// The labels of the rows, all of one width.
const LABELS: [&str; 3] = ["  asked  ", "  said   ", "         "];

/// One word on each side, padded to one width.
struct Column {
    asked: String,
    said: String,
    edit: Edit,
    width: usize,
}

/// Writes the rows, and a warning for every number, negation or opposite that differs.
pub(super) fn write(
    writer: &mut TextWriter<'_>,
    alignment: &[AlignedWord],
    discrepancies: &[Discrepancy],
) -> io::Result<()> {
    write_rows(writer, LABELS, alignment)?;
    warnings(writer, discrepancies)
}

/// Writes the rows, with other labels, all of one width.
pub(super) fn write_rows(writer: &mut TextWriter<'_>, labels: [&str; 3], alignment: &[AlignedWord]) -> io::Result<()> {
    let columns: Vec<Column> = alignment.iter().map(Column::new).collect();
    let room = writer.style.width.saturating_sub(labels[0].len());
    let mut rest = columns.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(fitting(rest, room));
        rows(writer, labels, now)?;
        rest = later;
    }
    Ok(())
}

/// Writes a warning for every discrepancy.
pub(super) fn warnings(writer: &mut TextWriter<'_>, discrepancies: &[Discrepancy]) -> io::Result<()> {
    discrepancies.iter().try_for_each(|discrepancy| writer.indented(Emphasis::Differs, &warning(discrepancy)))
}

/// How many columns fit, at least one.
fn fitting(columns: &[Column], room: usize) -> usize {
    let mut used = 0;
    let fits = |column: &&Column| {
        used += column.width + 1;
        used <= room + 1
    };
    columns.iter().take_while(fits).count().max(1)
}

fn rows(writer: &mut TextWriter<'_>, labels: [&str; 3], columns: &[Column]) -> io::Result<()> {
    let style = writer.style;
    let row = |label: &str, word: &dyn Fn(&Column) -> String| {
        let cells = columns.iter().map(|column| {
            let word = word(column);
            let emphasis = if column.edit == Edit::Same { Emphasis::Plain } else { Emphasis::Differs };
            let pad = " ".repeat(column.width.saturating_sub(word.width()));
            emphasis.paint(style, &word) + &pad
        });
        Emphasis::Dim.paint(style, label) + &cells.collect::<Vec<_>>().join(" ")
    };
    let (asked, said) = (row(labels[0], &|column| column.asked.clone()), row(labels[1], &|column| column.said.clone()));
    writer.raw(&asked)?;
    writer.raw(&said)?;
    let differs = columns.iter().any(|column| column.edit != Edit::Same);
    if differs { writer.raw(&row(labels[2], &Column::sign)) } else { Ok(()) }
}

impl Column {
    fn new(word: &AlignedWord) -> Self {
        let (asked, said) = (sanitize_line(&word.asked), sanitize_line(&word.said));
        let width = asked.width().max(said.width());
        Self { asked, said, edit: word.edit, width }
    }

    /// The marks below a difference, which show it without colour.
    fn sign(&self) -> String {
        let sign = match self.edit {
            Edit::Same => " ",
            Edit::Changed => "~",
            Edit::Missing => "-",
            Edit::Added => "+",
        };
        sign.repeat(self.width)
    }
}

/// The warning about a discrepancy, in one sentence.
pub fn warning(discrepancy: &Discrepancy) -> String {
    let (asked, said) = (&discrepancy.asked, &discrepancy.said);
    let what = match discrepancy.kind {
        DiscrepancyKind::Number => "a number differs",
        DiscrepancyKind::Negation => "a negation differs",
        DiscrepancyKind::Word => "a word differs",
        _ => return format!("Careful, in full it reads: “{said}”."),
    };
    let difference = match (asked.is_empty(), said.is_empty()) {
        (true, _) => format!("said “{said}”, which was not asked for"),
        (_, true) => format!("“{asked}” was not said"),
        _ => format!("said “{said}”, not “{asked}”"),
    };
    format!("Careful, {what}: {difference}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::style::{Detail, TextStyle};

    fn words(pairs: &[(&str, &str)]) -> Vec<AlignedWord> {
        let edit = |asked: &str, said: &str| match (asked.is_empty(), said.is_empty()) {
            (true, _) => Edit::Added,
            (_, true) => Edit::Missing,
            _ if asked == said => Edit::Same,
            _ => Edit::Changed,
        };
        pairs
            .iter()
            .map(|&(asked, said)| AlignedWord { edit: edit(asked, said), asked: asked.into(), said: said.into() })
            .collect()
    }

    fn written(pairs: &[(&str, &str)], width: usize) -> String {
        let mut out = Vec::new();
        write(
            &mut TextWriter::new(&mut out, TextStyle { colour: false, width, links: None, detail: Detail::Excerpt }),
            &words(pairs),
            &[],
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn differences_stand_under_each_other() {
        let rows = written(&[("the", "the"), ("more", "more"), ("they", "I"), ("attack", ""), ("", "am")], 80);
        assert_eq!(
            rows,
            "  asked  the more they attack\n  said   the more I           am\n                  ~~~~ ------ ++\n"
        );
    }

    #[test]
    fn long_rows_go_on_below() {
        let rows = written(&[("one-two-three", "one-two-three"), ("four-five-six", "four-five-six")], 30);
        assert_eq!(rows.lines().count(), 4);
    }

    #[test]
    fn what_to_beware_of_is_said_loudly() {
        let discrepancy = |kind, asked: &str, said: &str| Discrepancy { kind, asked: asked.into(), said: said.into() };
        for (discrepancy, expected) in [
            (
                discrepancy(DiscrepancyKind::Negation, "will", "will not"),
                "Careful, a negation differs: said “will not”, not “will”.",
            ),
            (discrepancy(DiscrepancyKind::Number, "50", "15"), "Careful, a number differs: said “15”, not “50”."),
            (discrepancy(DiscrepancyKind::Number, "50", ""), "Careful, a number differs: “50” was not said."),
        ] {
            assert_eq!(warning(&discrepancy), expected);
        }
    }
}

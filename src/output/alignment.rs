//! What was asked above what was said, word by word, with the differences marked.

use std::io;

use unicode_width::UnicodeWidthStr;

use super::clean::clean_line;
use super::look::Tone;
use super::page::Page;
use crate::query::{Alignment, Caution, CautionKind, Edit};

/// The names of the rows, all of one width.
const LABELS: [&str; 3] = ["  asked  ", "  said   ", "         "];

/// One word on each side, padded to one width.
struct Column {
    asked: String,
    said: String,
    edit: Edit,
    width: usize,
}

/// Writes the rows, and a warning for every number or negation that differs.
pub(super) fn write(page: &mut Page<'_>, alignment: &[Alignment], cautions: &[Caution]) -> io::Result<()> {
    let columns: Vec<Column> = alignment.iter().map(Column::new).collect();
    let room = page.look.width.saturating_sub(LABELS[0].len());
    let mut rest = columns.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(fitting(rest, room));
        rows(page, now)?;
        rest = later;
    }
    warnings(page, cautions)
}

/// Writes a warning for every number or negation that differs.
pub(super) fn warnings(page: &mut Page<'_>, cautions: &[Caution]) -> io::Result<()> {
    cautions.iter().try_for_each(|caution| page.inner(Tone::Differs, &told(caution)))
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

fn rows(page: &mut Page<'_>, columns: &[Column]) -> io::Result<()> {
    let look = page.look;
    let row = |label: &str, word: &dyn Fn(&Column) -> String| {
        let cells = columns.iter().map(|column| {
            let word = word(column);
            let tone = if column.edit == Edit::Same { Tone::Plain } else { Tone::Differs };
            let pad = " ".repeat(column.width.saturating_sub(word.width()));
            tone.paint(look, &word) + &pad
        });
        Tone::Dim.paint(look, label) + &cells.collect::<Vec<_>>().join(" ")
    };
    let (asked, said) = (row(LABELS[0], &|column| column.asked.clone()), row(LABELS[1], &|column| column.said.clone()));
    page.raw(&asked)?;
    page.raw(&said)?;
    let differs = columns.iter().any(|column| column.edit != Edit::Same);
    if differs { page.raw(&row(LABELS[2], &Column::sign)) } else { Ok(()) }
}

impl Column {
    fn new(word: &Alignment) -> Self {
        let (asked, said) = (clean_line(&word.asked), clean_line(&word.said));
        let width = asked.width().max(said.width());
        Self { asked, said, edit: word.edit, width }
    }

    /// What stands under a difference, so that it is seen without colour.
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

/// What to beware of, in one sentence.
fn told(caution: &Caution) -> String {
    let what = match caution.kind {
        CautionKind::Number => "a number differs",
        CautionKind::Negation => "a negation differs",
    };
    let difference = match (caution.asked.is_empty(), caution.said.is_empty()) {
        (true, _) => format!("said “{}”, which was not asked for", caution.said),
        (_, true) => format!("“{}” was not said", caution.asked),
        _ => format!("said “{}”, not “{}”", caution.said, caution.asked),
    };
    format!("Careful, {what}: {difference}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::look::{Look, Shape};

    fn words(pairs: &[(&str, &str)]) -> Vec<Alignment> {
        let edit = |asked: &str, said: &str| match (asked.is_empty(), said.is_empty()) {
            (true, _) => Edit::Added,
            (_, true) => Edit::Missing,
            _ if asked == said => Edit::Same,
            _ => Edit::Changed,
        };
        pairs
            .iter()
            .map(|&(asked, said)| Alignment { edit: edit(asked, said), asked: asked.into(), said: said.into() })
            .collect()
    }

    fn written(pairs: &[(&str, &str)], width: usize) -> String {
        let mut out = Vec::new();
        write(
            &mut Page::new(&mut out, Look { colour: false, width, links: None, shape: Shape::Cut }),
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
        let caution = |kind, asked: &str, said: &str| Caution { kind, asked: asked.into(), said: said.into() };
        for (caution, expected) in [
            (
                caution(CautionKind::Negation, "will", "will not"),
                "Careful, a negation differs: said “will not”, not “will”.",
            ),
            (caution(CautionKind::Number, "50", "15"), "Careful, a number differs: said “15”, not “50”."),
            (caution(CautionKind::Number, "50", ""), "Careful, a number differs: “50” was not said."),
        ] {
            assert_eq!(told(&caution), expected);
        }
    }
}

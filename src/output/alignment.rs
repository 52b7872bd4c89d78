//! What was asked above what was said, word by word, with the differences marked.

use std::io;

use unicode_width::UnicodeWidthStr;

use super::clean::clean_line;
use super::look::Tone;
use super::page::Page;
use crate::query::{Alignment, Edit};

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
pub(super) fn write(page: &mut Page<'_>, alignment: &[Alignment]) -> io::Result<()> {
    let columns: Vec<Column> = alignment.iter().map(Column::new).collect();
    let room = page.look.width.saturating_sub(LABELS[0].len());
    let mut rest = columns.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(fitting(rest, room));
        rows(page, now)?;
        rest = later;
    }
    for caution in cautions(alignment) {
        page.inner(Tone::Strong, &caution)?;
    }
    Ok(())
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

/// The differences that turn a statement around.
fn cautions(alignment: &[Alignment]) -> Vec<String> {
    let differing = alignment.iter().filter(|word| word.edit != Edit::Same);
    differing.filter_map(caution).collect()
}

fn caution(word: &Alignment) -> Option<String> {
    let [asked, said] = [bare(&word.asked), bare(&word.said)];
    let what = match () {
        () if is_number(&asked) || is_number(&said) => "number",
        () if is_negation(&asked) != is_negation(&said) => "negation",
        () => return None,
    };
    let difference = match (asked.is_empty(), said.is_empty()) {
        (true, _) => format!("“{said}” was said but not asked for"),
        (_, true) => format!("“{asked}” was asked for but not said"),
        _ => format!("“{asked}” was asked for, “{said}” was said"),
    };
    Some(format!("Careful, a {what} differs: {difference}."))
}

/// The word without marks and punctuation.
fn bare(word: &str) -> String {
    clean_line(word).trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn is_number(word: &str) -> bool {
    const NAMES: [&str; 24] = [
        "billion", "dozen", "double", "eight", "eleven", "fifty", "five", "four", "half", "hundred", "million", "nine",
        "once", "one", "seven", "six", "ten", "thousand", "three", "trillion", "twelve", "twenty", "twice", "two",
    ];
    word.contains(|c: char| c.is_numeric()) || NAMES.binary_search(&word.to_lowercase().as_str()).is_ok()
}

fn is_negation(word: &str) -> bool {
    const NAMES: [&str; 10] =
        ["cannot", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "without"];
    let word = word.to_lowercase().replace('’', "'");
    NAMES.binary_search(&word.as_str()).is_ok() || word.ends_with("n't")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::look::Look;

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
        write(&mut Page::new(&mut out, Look { colour: false, width }), &words(pairs)).unwrap();
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
    fn numbers_and_negations_are_called_out() {
        assert_eq!(
            cautions(&words(&[("50", "15,")])),
            ["Careful, a number differs: “50” was asked for, “15” was said."]
        );
        assert_eq!(
            cautions(&words(&[("", "not")])),
            ["Careful, a negation differs: “not” was said but not asked for."]
        );
        assert_eq!(cautions(&words(&[("don’t", "do")])).len(), 1);
        assert!(cautions(&words(&[("good", "bad"), ("", "very")])).is_empty());
    }
}

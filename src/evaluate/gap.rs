//! GAP: ambiguous pronouns with two names each, of which one or none is the antecedent (Webster, Recasens, Axelrod,
//! Baldridge, TACL 2018).
//!
//! Counts like the official scorer: each of the two names is one decision. The figures are precision, recall and F1 of
//! "this name is the antecedent", over all pronouns, over "he", and over "she". The bias is the F1 of "she" divided by
//! that of "he".

use super::figures::Tally;
use crate::span::{CodePoints, Span};

/// One pronoun with its two names. Offsets are in code points of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapCase {
    /// Its id in the file.
    pub id: String,
    /// The text.
    pub text: String,
    /// The pronoun: first code point and one past the last.
    pub pronoun: [usize; 2],
    /// Whether it is "she", "her", "hers".
    pub female: bool,
    /// The two names.
    pub names: [[usize; 2]; 2],
    /// Whether each is the antecedent.
    pub meant: [bool; 2],
}

impl GapCase {
    /// The pronoun and the names, in bytes of the text.
    pub fn spans(&self) -> (Span, [Span; 2]) {
        let points = CodePoints::new(&self.text);
        let span = |[start, end]: [usize; 2]| Span::new(points.byte(start), points.byte(end));
        (span(self.pronoun), self.names.map(span))
    }
}

/// Why a file is not a GAP file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not a GAP record: {what}")]
pub struct GapError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is missing or wrong.
    pub what: &'static str,
}

/// The cases of a tab-separated GAP file with a header line. The columns are ID, text, pronoun, its offset, A, its
/// offset, whether it is the antecedent, the same for B, and the page.
///
/// # Errors
///
/// At the first malformed line.
pub fn gap_cases(file: &str) -> Result<Vec<GapCase>, GapError> {
    let lines = file.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| case(line).map_err(|what| GapError { line: at + 1, what })).collect()
}

fn case(line: &str) -> Result<GapCase, &'static str> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [id, text, pronoun, at, a, a_at, a_meant, b, b_at, b_meant, ..] = fields[..] else {
        return Err("it has fewer than ten fields");
    };
    let length = text.chars().count();
    let range_of = |word: &str, at: &str| {
        let start: usize = at.trim().parse().map_err(|_| "an offset is no number")?;
        let end = start + word.chars().count();
        let there = text.chars().skip(start).take(end - start);
        if end <= length && there.eq(word.chars()) {
            Ok([start, end])
        } else {
            Err("a word is not where its offset says")
        }
    };
    let yes = |word: &str| match word.trim().to_ascii_uppercase().as_str() {
        "TRUE" => Ok(true),
        "FALSE" => Ok(false),
        _ => Err("neither TRUE nor FALSE"),
    };
    Ok(GapCase {
        id: id.to_owned(),
        text: text.to_owned(),
        pronoun: range_of(pronoun, at)?,
        female: matches!(pronoun.to_lowercase().as_str(), "she" | "her" | "hers"),
        names: [range_of(a, a_at)?, range_of(b, b_at)?],
        meant: [yes(a_meant)?, yes(b_meant)?],
    })
}

/// The figures over all cases, over "he", and over "she".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GapFigures {
    /// Number of pronouns.
    pub pronouns: usize,
    /// All pronouns.
    pub overall: Tally,
    /// "he", "him", "his".
    pub masculine: Tally,
    /// "she", "her", "hers".
    pub feminine: Tally,
}

impl GapFigures {
    /// The rows of the table, with their names.
    pub fn rows(&self) -> [(&'static str, Tally); 3] {
        [("overall", self.overall), ("masculine", self.masculine), ("feminine", self.feminine)]
    }

    /// The F1 of "she" divided by that of "he"; `None` if either is missing.
    pub fn bias(&self) -> Option<f64> {
        let (she, he) = (self.feminine.f1(), self.masculine.f1());
        (he > 0.0 && self.feminine.gold > 0).then(|| she / he)
    }
}

/// The figures of `found`: for each case, whether each of its names is the antecedent.
pub fn gap_score(cases: &[GapCase], found: &[[bool; 2]]) -> GapFigures {
    let mut figures = GapFigures { pronouns: cases.len(), ..GapFigures::default() };
    for (case, found) in cases.iter().zip(found) {
        let side = if case.female { &mut figures.feminine } else { &mut figures.masculine };
        for tally in [side, &mut figures.overall] {
            for (&meant, &found) in case.meant.iter().zip(found) {
                tally.gold += usize::from(meant);
                tally.predicted += usize::from(found);
                tally.right += usize::from(meant && found);
            }
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n\
                        t-1\tZoë saw Ida when she left.\tshe\t17\tZoë\t0\tTRUE\tIda\t8\tFALSE\thttp://example.org\n\
                        t-2\tBo met Al; he left.\the\t11\tBo\t0\tfalse\tAl\t7\ttrue\thttp://example.org\n";

    #[test]
    fn a_file_is_read_in_code_points() {
        let cases = gap_cases(FILE).unwrap();
        assert_eq!((cases[0].pronoun, cases[0].names, cases[0].female), ([17, 20], [[0, 3], [8, 11]], true));
        assert_eq!((cases[1].meant, cases[1].female), ([false, true], false));
        assert_eq!(gap_cases("ID\nx\ty\n").unwrap_err().line, 2);
        let moved = FILE.replace("\t17\t", "\t18\t");
        assert_eq!(gap_cases(&moved).unwrap_err().what, "a word is not where its offset says");
    }

    #[test]
    fn each_name_is_one_decision() {
        let cases = gap_cases(FILE).unwrap();
        let figures = gap_score(&cases, &[[true, true], [false, false]]);
        assert_eq!(figures.overall, Tally { right: 1, predicted: 2, gold: 2, recalled: None });
        assert_eq!((figures.feminine.f1(), figures.masculine.f1()), (2.0 / 3.0, 0.0));
        assert_eq!(figures.bias(), None);
    }
}

//! Word alignment of a phrase with a quote.
//!
//! [`find_pieces`] finds the words of the phrase verbatim. [`align`] finds the part of the quote that comes nearest, by
//! approximate string matching over words: the edit distance between a pattern and its best match in a text (P.
//! Sellers, "The theory and computation of evolutionary distances", J. Algorithms 1, 1980). Words of the quote before
//! and after the match cost nothing.

use super::answer::{AlignedWord, Edit};
use super::tokenized_text::TokenizedText;

/// Cost of one word for another.
const SUBSTITUTION: u32 = 3;
/// Cost of one inflected form of a word for another.
const INFLECTION: u32 = 2;
/// Cost of one number in digits for another: people misremember numbers.
const OTHER_NUMBER: u32 = 1;
/// Cost of a word on one side only: two of them cost more than a substitution.
const GAP: u32 = 2;

/// One step of the alignment: a word of the phrase, a word of the quote, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Index of the word in the phrase.
    pub asked: Option<usize>,
    /// Index of the word in the quote.
    pub said: Option<usize>,
}

/// Finds the words of a phrase, in pieces, in this order among the words `said` of a quote.
///
/// The words of one piece are adjacent in `said`; other words may stand between pieces. Returns indexes of words of the
/// quote. Only words for which `allowed` holds may match.
pub(crate) fn find_pieces(
    asked: (&TokenizedText<'_>, &[Vec<usize>]),
    said: (&TokenizedText<'_>, &[usize]),
    allowed: impl Fn(usize) -> bool,
) -> Option<Vec<usize>> {
    let (phrase, pieces) = asked;
    let (quote, numbers) = said;
    let mut found = Vec::new();
    let mut from = 0;
    for piece in pieces {
        let fits = |window: &[usize]| {
            let same = |(&at, &in_piece): (&usize, &usize)| quote.words[at].folded == phrase.words[in_piece].folded;
            window.iter().zip(piece).all(same) && window.iter().all(|&at| allowed(at))
        };
        let at = numbers.get(from..)?.windows(piece.len().max(1)).position(fits)? + from;
        found.extend_from_slice(&numbers[at..at + piece.len()]);
        from = at + piece.len();
    }
    (!found.is_empty()).then_some(found)
}

/// The cheapest alignment of all words of `asked` with adjacent words of `said`.
pub(crate) fn align(asked: &TokenizedText<'_>, said: (&TokenizedText<'_>, &[usize])) -> Vec<Step> {
    let (quote, numbers) = said;
    let table = CostTable::fill(asked, quote, numbers);
    table.trace_back(asked, quote, numbers)
}

/// The words of an alignment, as written on each side.
pub(crate) fn aligned_words(asked: &TokenizedText<'_>, said: &TokenizedText<'_>, steps: &[Step]) -> Vec<AlignedWord> {
    let word = |step: &Step| {
        let same = |in_phrase: usize, in_quote: usize| asked.words[in_phrase].folded == said.words[in_quote].folded;
        let edit = match (step.asked, step.said) {
            (Some(in_phrase), Some(in_quote)) if same(in_phrase, in_quote) => Edit::Same,
            (Some(_), Some(_)) => Edit::Changed,
            (Some(_), None) => Edit::Missing,
            (None, _) => Edit::Added,
        };
        let written =
            |text: &TokenizedText<'_>, at: Option<usize>| at.map(|at| text.written(at).to_owned()).unwrap_or_default();
        AlignedWord { edit, asked: written(asked, step.asked), said: written(said, step.said) }
    };
    steps.iter().map(word).collect()
}

/// Extends the alignment at both ends: unmatched words of the phrase are set beside the words of the quote there, up to
/// the end of the sentence.
///
/// A changed word at an end is not part of the cheapest alignment, for words before and after it cost nothing. But
/// "nobody" for "everybody" must be seen there too.
pub(crate) fn extend_to_ends(mut steps: Vec<Step>, said: (&TokenizedText<'_>, &[usize])) -> Vec<Step> {
    let (quote, numbers) = said;
    let place = |step: Option<&Step>| numbers.binary_search(&step?.said?).ok();
    let is_gap = |steps: &[Step], at: usize| steps.get(at).is_some_and(|step| step.said.is_none());
    let Some(first) = steps.iter().position(|step| step.said.is_some()) else { return steps };
    let mut here = place(steps.get(first));
    for at in (0..first).rev() {
        here = here
            .and_then(|here| here.checked_sub(1))
            .filter(|&to| in_one_sentence(quote, numbers[to], numbers[to + 1]));
        steps[at].said = here.map(|here| numbers[here]);
    }
    let last = steps.iter().rposition(|step| step.said.is_some()).unwrap_or(first);
    let mut here = place(steps.get(last));
    for at in last + 1..steps.len() {
        let next = here.map(|here| here + 1).filter(|&to| to < numbers.len() && is_gap(&steps, at));
        here = next.filter(|&to| in_one_sentence(quote, numbers[to - 1], numbers[to]));
        steps[at].said = here.map(|here| numbers[here]);
    }
    steps
}

/// Whether the two words are adjacent and in one sentence of the quote.
fn in_one_sentence(quote: &TokenizedText<'_>, before: usize, behind: usize) -> bool {
    let between = &quote.raw[quote.words[before].range.end..quote.words[behind].range.start];
    before + 1 == behind && !between.contains(['.', '!', '?', '…', ';'])
}

struct CostTable {
    width: usize,
    cells: Vec<u32>,
}

impl CostTable {
    fn fill(asked: &TokenizedText<'_>, quote: &TokenizedText<'_>, numbers: &[usize]) -> CostTable {
        let width = numbers.len() + 1;
        // The first row costs nothing: the match may begin anywhere.
        let mut table = CostTable { width, cells: vec![0; width * (asked.words.len() + 1)] };
        for row in 1..=asked.words.len() {
            table.cells[row * width] = row as u32 * GAP;
            for column in 1..width {
                let both = table.at(row - 1, column - 1) + cost(asked, row - 1, quote, numbers[column - 1]);
                let one = table.at(row - 1, column).min(table.at(row, column - 1)) + GAP;
                table.cells[row * width + column] = both.min(one);
            }
        }
        table
    }

    fn at(&self, row: usize, column: usize) -> u32 {
        self.cells[row * self.width + column]
    }

    /// Traces the alignment back from the cheapest end (of several, the last). Where costs are equal, it prefers a step
    /// on both sides.
    fn trace_back(&self, asked: &TokenizedText<'_>, quote: &TokenizedText<'_>, numbers: &[usize]) -> Vec<Step> {
        let mut row = asked.words.len();
        let mut column = (0..self.width).rev().min_by_key(|&column| self.at(row, column)).unwrap_or(0);
        let mut steps = Vec::new();
        while row > 0 {
            let here = self.at(row, column);
            let together =
                column > 0 && here == self.at(row - 1, column - 1) + cost(asked, row - 1, quote, numbers[column - 1]);
            let only_said = !together && column > 0 && here == self.at(row, column - 1) + GAP;
            steps.push(Step {
                asked: (!only_said).then(|| row - 1),
                said: (together || only_said).then(|| numbers[column - 1]),
            });
            row -= usize::from(!only_said);
            column -= usize::from(together || only_said);
        }
        steps.reverse();
        steps
    }
}

fn cost(asked: &TokenizedText<'_>, in_phrase: usize, quote: &TokenizedText<'_>, in_quote: usize) -> u32 {
    let (one, other) = (&asked.words[in_phrase], &quote.words[in_quote]);
    if one.folded == other.folded {
        0
    } else if one.numeric && other.numeric {
        OTHER_NUMBER
    } else if asked.stem(in_phrase) == quote.stem(in_quote) {
        INFLECTION
    } else {
        SUBSTITUTION
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(asked: &str, said: &str) -> String {
        let (asked, said) = (TokenizedText::new(asked, &[], 99), TokenizedText::new(said, &[], 99));
        let steps = align(&asked, (&said, &said.all()));
        let word =
            |text: &TokenizedText<'_>, at: Option<usize>| at.map_or("·".to_owned(), |at| text.written(at).to_owned());
        let pairs = steps.iter().map(|step| format!("{}/{}", word(&asked, step.asked), word(&said, step.said)));
        pairs.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_best_stretch_is_found_and_the_rest_costs_nothing() {
        assert_eq!(shown("b c d", "A, b X d e"), "b/b c/X d/d");
        assert_eq!(shown("b c d", "a b c c2 d e"), "b/b c/c ·/c2 d/d");
        assert_eq!(shown("b c d", "a b d"), "b/b c/· d/d");
        assert_eq!(shown("we attack", "they were attacked"), "we/· attack/attacked");
        assert_eq!(shown("b 33 d", "a b about 30 d e"), "b/b ·/about 33/30 d/d");
    }

    #[test]
    fn the_ends_are_laid_beside_what_was_said_there() {
        let shown = |asked: &str, said: &str| {
            let (asked, said) = (TokenizedText::new(asked, &[], 99), TokenizedText::new(said, &[], 99));
            let all = said.all();
            let steps = extend_to_ends(align(&asked, (&said, &all)), (&said, &all));
            let word = |at: Option<usize>| at.map_or("·", |at| said.written(at)).to_owned();
            steps.iter().map(|step| word(step.said)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            shown("all of us go home soon", "It ends. None of us go home today, she said"),
            "None of us go home today"
        );
        assert_eq!(shown("well all of us go", "It ends. None of us go"), "· None of us go");
        assert_eq!(shown("x y", "a b"), "· ·");
    }

    #[test]
    fn pieces_stand_in_order() {
        let (asked, said) = (TokenizedText::new("a b … d e", &[], 99), TokenizedText::new("a x a b c d e", &[], 99));
        let pieces = [vec![0, 1], vec![2, 3]];
        let all = said.all();
        assert_eq!(find_pieces((&asked, &pieces), (&said, &all), |_| true), Some(vec![2, 3, 5, 6]));
        assert_eq!(find_pieces((&asked, &pieces), (&said, &all), |at| at != 5), None);
    }
}

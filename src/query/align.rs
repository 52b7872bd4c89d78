//! Laying the words asked for beside the words said.
//!
//! [`standing`] finds them as they are; [`aligned`] finds the stretch of the quote that comes nearest, by the edit
//! distance between a pattern and its best place in a text (P. Sellers, "The theory and computation of evolutionary
//! distances", J. Algorithms 1, 1980), over words: what stands before and behind the stretch costs nothing.

use super::line::Line;

/// Cost of one word for another.
const CHANGED: u32 = 3;
/// Cost of one form of a word for another form of it.
const BENT: u32 = 2;
/// Cost of one number in figures for another: whoever misremembers one means the other.
const NUMBER: u32 = 1;
/// Cost of a word on one side only: two of them cost more than a change.
const ALONE: u32 = 2;

/// One step along both lines: the word asked for, the word said, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Number of the word in the phrase.
    pub asked: Option<usize>,
    /// Number of the word in the quote.
    pub said: Option<usize>,
}

/// The words `asked` of one line, in pieces, as they stand in order among the words `said` of the other.
///
/// Words of one piece follow one another in `said`; between pieces others may stand. Gives the numbers of the words in
/// the other line. Only words for which `allowed` holds count.
pub(crate) fn standing(
    asked: (&Line<'_>, &[Vec<usize>]),
    said: (&Line<'_>, &[usize]),
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

/// The cheapest way along the whole of `asked` and a stretch of the words `said`.
pub(crate) fn aligned(asked: &Line<'_>, said: (&Line<'_>, &[usize])) -> Vec<Step> {
    let (quote, numbers) = said;
    let table = Table::fill(asked, quote, numbers);
    table.walk(asked, quote, numbers)
}

/// The steps, with the words asked at either end beside what was said there, as far as the sentence goes.
///
/// Where a stretch begins and ends costs nothing, so a changed word at an end is no part of it; but "nobody" for
/// "everybody" must be seen there too.
pub(crate) fn with_ends(mut steps: Vec<Step>, said: (&Line<'_>, &[usize])) -> Vec<Step> {
    let (quote, numbers) = said;
    let place = |step: Option<&Step>| numbers.binary_search(&step?.said?).ok();
    let lonely = |steps: &[Step], at: usize| steps.get(at).is_some_and(|step| step.said.is_none());
    let Some(first) = steps.iter().position(|step| step.said.is_some()) else { return steps };
    let mut here = place(steps.get(first));
    for at in (0..first).rev() {
        here = here.and_then(|here| here.checked_sub(1)).filter(|&to| goes_on(quote, numbers[to], numbers[to + 1]));
        steps[at].said = here.map(|here| numbers[here]);
    }
    let last = steps.iter().rposition(|step| step.said.is_some()).unwrap_or(first);
    let mut here = place(steps.get(last));
    for at in last + 1..steps.len() {
        let next = here.map(|here| here + 1).filter(|&to| to < numbers.len() && lonely(&steps, at));
        here = next.filter(|&to| goes_on(quote, numbers[to - 1], numbers[to]));
        steps[at].said = here.map(|here| numbers[here]);
    }
    steps
}

/// Whether two words of a quote stand in one sentence, one after the other.
fn goes_on(quote: &Line<'_>, before: usize, behind: usize) -> bool {
    let between = &quote.text[quote.words[before].range.end..quote.words[behind].range.start];
    before + 1 == behind && !between.contains(['.', '!', '?', '…', ';'])
}

struct Table {
    width: usize,
    cells: Vec<u32>,
}

impl Table {
    fn fill(asked: &Line<'_>, quote: &Line<'_>, numbers: &[usize]) -> Table {
        let width = numbers.len() + 1;
        // The first row costs nothing: the stretch may begin anywhere.
        let mut table = Table { width, cells: vec![0; width * (asked.words.len() + 1)] };
        for row in 1..=asked.words.len() {
            table.cells[row * width] = row as u32 * ALONE;
            for column in 1..width {
                let both = table.at(row - 1, column - 1) + cost(asked, row - 1, quote, numbers[column - 1]);
                let one = table.at(row - 1, column).min(table.at(row, column - 1)) + ALONE;
                table.cells[row * width + column] = both.min(one);
            }
        }
        table
    }

    fn at(&self, row: usize, column: usize) -> u32 {
        self.cells[row * self.width + column]
    }

    /// Back from the cheapest end, of several the last; where costs are equal, both lines go on together.
    fn walk(&self, asked: &Line<'_>, quote: &Line<'_>, numbers: &[usize]) -> Vec<Step> {
        let mut row = asked.words.len();
        let mut column = (0..self.width).rev().min_by_key(|&column| self.at(row, column)).unwrap_or(0);
        let mut steps = Vec::new();
        while row > 0 {
            let here = self.at(row, column);
            let together =
                column > 0 && here == self.at(row - 1, column - 1) + cost(asked, row - 1, quote, numbers[column - 1]);
            let only_said = !together && column > 0 && here == self.at(row, column - 1) + ALONE;
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

fn cost(asked: &Line<'_>, in_phrase: usize, quote: &Line<'_>, in_quote: usize) -> u32 {
    let (one, other) = (&asked.words[in_phrase], &quote.words[in_quote]);
    if one.folded == other.folded {
        0
    } else if one.figures && other.figures {
        NUMBER
    } else if asked.stem(in_phrase) == quote.stem(in_quote) {
        BENT
    } else {
        CHANGED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(asked: &str, said: &str) -> String {
        let (asked, said) = (Line::new(asked, &[], 99), Line::new(said, &[], 99));
        let steps = aligned(&asked, (&said, &said.all()));
        let word = |line: &Line<'_>, at: Option<usize>| at.map_or("·".to_owned(), |at| line.written(at).to_owned());
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
            let (asked, said) = (Line::new(asked, &[], 99), Line::new(said, &[], 99));
            let all = said.all();
            let steps = with_ends(aligned(&asked, (&said, &all)), (&said, &all));
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
        let (asked, said) = (Line::new("a b … d e", &[], 99), Line::new("a x a b c d e", &[], 99));
        let pieces = [vec![0, 1], vec![2, 3]];
        let all = said.all();
        assert_eq!(standing((&asked, &pieces), (&said, &all), |_| true), Some(vec![2, 3, 5, 6]));
        assert_eq!(standing((&asked, &pieces), (&said, &all), |at| at != 5), None);
    }
}

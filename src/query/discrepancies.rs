//! Differences that reverse a statement: another number, a negation added or removed, or an opposite ("less" for "more").
//!
//! Each differing span of the alignment is compared as a whole, so that "don't" for "do not", or "ten" for "10", gives
//! no warning.

use super::answer::{AlignedWord, Discrepancy, DiscrepancyKind, Edit};
use crate::index::fold;
use crate::lexicon::OPPOSITES;

/// The numbers, negations and opposites that differ between the two sides, in order.
pub(crate) fn discrepancies(alignment: &[AlignedWord]) -> Vec<Discrepancy> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < alignment.len() {
        let end = at + alignment[at..].iter().take_while(|pair| pair.edit != Edit::Same).count();
        if end > at {
            let before = at.checked_sub(1).map(|before| &alignment[before]);
            found.extend(in_differing_span(before, &alignment[at..end], alignment.get(end)));
        }
        at = end + 1;
    }
    found
}

/// The distance between numbers that stand for each other: the sum of the absolute logarithms of their ratios.
pub(crate) fn number_distance(alignment: &[AlignedWord]) -> f32 {
    let value = |word: &str| -> Option<f32> {
        let digits: String =
            normalized_number(&bare(word))?.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        digits.parse().ok().filter(|value| *value > 0.0)
    };
    let gap = |pair: &AlignedWord| match (value(&pair.asked), value(&pair.said)) {
        (Some(asked), Some(said)) => (asked / said).ln().abs(),
        (None, None) => 0.0,
        _ => NO_NUMBER,
    };
    alignment.iter().filter(|pair| pair.edit != Edit::Same).map(gap).sum()
}

/// The distance between a number and a word that is not a number.
const NO_NUMBER: f32 = 10.0;

/// The discrepancies in one differing span, between the words in place before and after it.
fn in_differing_span(
    before: Option<&AlignedWord>,
    pairs: &[AlignedWord],
    after: Option<&AlignedWord>,
) -> Vec<Discrepancy> {
    let words = |side: fn(&AlignedWord) -> &str| -> Vec<String> {
        pairs.iter().map(|pair| bare(side(pair))).filter(|word| !word.is_empty()).collect()
    };
    let (asked, said) = (words(|pair| &pair.asked), words(|pair| &pair.said));
    let mut found = Vec::new();
    let negations = |words: &[String]| words.iter().filter(|word| is_negation(word)).count();
    if negations(&asked) != negations(&said) {
        // The neighbour in place is shown as well: "will not" says more than "not".
        let neighbour = before.or(after).map(|pair| bare(&pair.said));
        let leads = before.is_some();
        let whole = |words: &[String]| match (&neighbour, leads) {
            (Some(neighbour), true) => format!("{neighbour} {}", words.join(" ")).trim_end().to_owned(),
            (Some(neighbour), false) => format!("{} {neighbour}", words.join(" ")).trim_start().to_owned(),
            (None, _) => words.join(" "),
        };
        found.push(Discrepancy { kind: DiscrepancyKind::Negation, asked: whole(&asked), said: whole(&said) });
    } else if let Some((asked, said)) = opposites(&asked, &said) {
        // Where a negation differs, too, an opposite may say the same: "innocent" for "not guilty".
        found.push(Discrepancy { kind: DiscrepancyKind::Word, asked, said });
    }
    let numbers = |words: &[String]| words.iter().filter_map(|word| normalized_number(word)).collect::<Vec<_>>();
    if numbers(&asked) != numbers(&said) {
        let only = |words: &[String]| {
            words.iter().filter(|word| normalized_number(word).is_some()).cloned().collect::<Vec<_>>().join(" ")
        };
        found.push(Discrepancy { kind: DiscrepancyKind::Number, asked: only(&asked), said: only(&said) });
    }
    found
}

/// The first word of `asked` with an opposite in `said`, and that one. A word that is on both sides counts as none.
fn opposites(asked: &[String], said: &[String]) -> Option<(String, String)> {
    let fold_all = |words: &[String]| words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    let (folded_asked, folded_said) = (fold_all(asked), fold_all(said));
    let on_both = |word: &String| folded_asked.contains(word) && folded_said.contains(word);
    folded_asked.iter().zip(asked).filter(|(one, _)| !on_both(one)).find_map(|(one, asked)| {
        let others = folded_said.iter().zip(said).filter(|(other, _)| !on_both(other));
        let (_, said) = { others }.find(|(other, _)| OPPOSITES.join(one, other))?;
        Some((asked.clone(), said.clone()))
    })
}

/// The word without punctuation at its edges.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Whether the word is a number or a quantity.
pub(crate) fn is_number(word: &str) -> bool {
    normalized_number(word).is_some()
}

/// A number in one spelling; `None` for other words.
fn normalized_number(word: &str) -> Option<String> {
    let folded = fold(word);
    if folded.contains(|c: char| c.is_numeric()) {
        return Some(folded);
    }
    let at = NUMBERS.binary_search_by_key(&folded.as_str(), |(name, _)| name).ok()?;
    Some(NUMBERS[at].1.to_owned())
}

/// Number words with their values. Sorted by word.
const NUMBERS: [(&str, &str); 41] = [
    ("billion", "billion"),
    ("billions", "billion"),
    ("double", "2x"),
    ("dozen", "12"),
    ("eight", "8"),
    ("eighteen", "18"),
    ("eighty", "80"),
    ("eleven", "11"),
    ("fifteen", "15"),
    ("fifty", "50"),
    ("five", "5"),
    ("forty", "40"),
    ("four", "4"),
    ("fourteen", "14"),
    ("half", "half"),
    ("hundred", "100"),
    ("million", "million"),
    ("millions", "million"),
    ("nine", "9"),
    ("nineteen", "19"),
    ("ninety", "90"),
    ("once", "1x"),
    ("one", "1"),
    ("seven", "7"),
    ("seventeen", "17"),
    ("seventy", "70"),
    ("six", "6"),
    ("sixteen", "16"),
    ("sixty", "60"),
    ("ten", "10"),
    ("thirteen", "13"),
    ("thirty", "30"),
    ("thousand", "1000"),
    ("thousands", "1000"),
    ("three", "3"),
    ("trillion", "trillion"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("twice", "2x"),
    ("two", "2"),
    ("zero", "0"),
];

/// Sorted.
const NEGATIONS: [&str; 10] =
    ["cannot", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "without"];

/// Whether the word negates.
pub(crate) fn is_negation(word: &str) -> bool {
    let word = word.to_lowercase().replace('’', "'");
    NEGATIONS.binary_search(&word.as_str()).is_ok() || word.ends_with("n't")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs of words; what is the same on both sides agrees.
    fn found(pairs: &[(&str, &str)]) -> Vec<String> {
        let edit = |asked: &str, said: &str| match (asked.is_empty(), said.is_empty()) {
            (true, _) => Edit::Added,
            (_, true) => Edit::Missing,
            _ if asked == said => Edit::Same,
            _ => Edit::Changed,
        };
        let alignment: Vec<AlignedWord> = pairs
            .iter()
            .map(|&(asked, said)| AlignedWord { edit: edit(asked, said), asked: asked.into(), said: said.into() })
            .collect();
        let found = discrepancies(&alignment).into_iter();
        found
            .map(|discrepancy| format!("{:?}: {} / {}", discrepancy.kind, discrepancy.asked, discrepancy.said))
            .collect()
    }

    #[test]
    fn numbers_are_apart_by_how_many_times_more_the_one_is() {
        let gap = |asked: &str, said: &str| {
            let pair = AlignedWord { edit: Edit::Changed, asked: asked.into(), said: said.into() };
            number_distance(&[pair])
        };
        assert!(gap("33000", "30,000") < gap("33000", "328") && gap("33000", "328") < gap("33000", "lost"));
        assert_eq!(gap("12", "twelve"), 0.0);
    }

    #[test]
    fn numbers_and_negations_are_called_out() {
        for (pairs, expected) in [
            (&[("we", "we"), ("will", "will"), ("", "not"), ("go", "go")][..], "Negation: will / will not"),
            (&[("we", "we"), ("won’t", "will"), ("go", "go")], "Negation: we won’t / we will"),
            (&[("Never", ""), ("say", "say")], "Negation: Never say / say"),
            (&[("in", "in"), ("50", "15,"), ("days", "days")], "Number: 50 / 15"),
            (&[("3", "3"), ("million", "billion")], "Number: million / billion"),
            (&[("all", "all"), ("", "10,000"), ("men", "men")], "Number:  / 10,000"),
            (&[("The", "The"), ("less,", "more"), ("we", "we")], "Word: less / more"),
            (&[("was", "was"), ("innocent", "not"), ("", "guilty")], "Negation: was innocent / was not guilty"),
            (&[("taxes", "taxes"), ("will", ""), ("rise", "fell"), ("", "again")], "Word: rise / fell"),
        ] {
            assert_eq!(found(pairs), [expected]);
        }
    }

    #[test]
    fn another_spelling_is_no_difference() {
        for pairs in [
            &[("we", "we"), ("don’t", "do"), ("", "not"), ("go", "go")][..],
            &[("ten", "10"), ("men", "men")],
            &[("good", "fine"), ("", "very")],
            &[("rise,", "fall"), ("fall", "and"), ("", "rise")],
            &[("50", "50")],
        ] {
            assert_eq!(found(pairs), [""; 0]);
        }
    }

    #[test]
    fn word_lists_are_sorted_and_unique() {
        assert!(NUMBERS.is_sorted_by(|one, other| one.0 < other.0));
        assert!(NEGATIONS.is_sorted_by(|one, other| one < other));
    }
}

//! Where a statement stands against an earlier one by the same speaker: another number for the same thing, a negation, or
//! what was said is denied, and the other way round.
//!
//! Statements are compared sentence by sentence. Two sentences are about the same thing when they share most of their
//! content words; then they are aligned word by word, and the numbers and negations that differ are the change. Nothing
//! is judged: a change may be a correction, a new fact, or another matter in the same words.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::align::{align, aligned_words, extend_to_ends};
use super::answer::{AlignedWord, Discrepancy, DiscrepancyKind, Edit};
use super::discrepancies::{discrepancies, is_negation, is_number};
use super::tokenized_text::{TokenizedText, is_function_word};
use crate::quote::{Polarity, Quote};

/// The least share of the content words of the shorter sentence that both have.
const MIN_SHARED: f32 = 0.6;
/// The same in sentences of few content words, which agree by chance more easily.
const MIN_SHARED_OF_FEW: f32 = 0.99;
/// So many content words are few.
const FEW: usize = 3;
/// The fewest shared content words.
const MIN_SHARED_WORDS: usize = 2;
/// With a single shared content word, so many words must be in place, and nothing but the negation differ.
const MIN_WORDS_OF_ONE: usize = 3;
/// How much longer the one sentence may be, in content words.
const MAX_LENGTH_RATIO: f32 = 2.0;
/// The least share of words in place in the alignment.
const MIN_ALIGNED: f32 = 0.5;
/// The most words of a sentence that are compared.
const MAX_WORDS: usize = 120;
/// A word in more sentences than this tells nothing, and would make the comparison slow.
const MAX_SENTENCES_OF_WORD: usize = 400;
/// The most changes that are shown of one statement.
const MAX_CHANGES: usize = 2;

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChangeKind {
    /// Another number for the same thing.
    Number,
    /// A negation more or less.
    Negation,
    /// Said then and denied now, or the other way round.
    Polarity,
}

impl ChangeKind {
    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Number => "number",
            ChangeKind::Negation => "negation",
            ChangeKind::Polarity => "polarity",
        }
    }
}

/// How a statement differs from an earlier one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StatementChange {
    /// What has changed.
    pub kind: ChangeKind,
    /// The earlier statement.
    pub earlier: Quote,
    /// The sentences, word by word: `asked` is the earlier one, `said` the later one.
    pub alignment: Vec<AlignedWord>,
}

/// One sentence of a statement.
struct Sentence<'a> {
    statement: usize,
    text: TokenizedText<'a>,
    /// The stems of its content words, without numbers and negations.
    stems: BTreeSet<String>,
}

/// The changes of each statement against the earlier ones of the same speaker. `statements` are in the order of time;
/// `speakers` are their keys, `None` where nobody is known.
pub(super) fn changes(statements: &[&Quote], speakers: &[Option<String>]) -> Vec<Vec<StatementChange>> {
    let mut found: Vec<Vec<StatementChange>> = statements.iter().map(|_| Vec::new()).collect();
    let sentences: Vec<Sentence<'_>> =
        statements.iter().enumerate().flat_map(|(at, quote)| sentences(at, &quote.text)).collect();
    let mut with_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, later) in sentences.iter().enumerate() {
        let speaker = &speakers[later.statement];
        if speaker.is_some() && found[later.statement].len() < MAX_CHANGES {
            let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
            for word in &later.stems {
                let those = with_word.get(word.as_str()).filter(|those| those.len() <= MAX_SENTENCES_OF_WORD);
                those.into_iter().flatten().for_each(|&earlier| *shared.entry(earlier).or_default() += 1);
            }
            let mut candidates: Vec<usize> = shared
                .into_iter()
                .filter(|&(earlier, shared)| is_same_matter(&sentences[earlier], later, shared))
                .map(|(earlier, _)| earlier)
                .filter(|&earlier| sentences[earlier].statement != later.statement)
                .filter(|&earlier| speakers[sentences[earlier].statement] == *speaker)
                .collect();
            // The latest of the earlier ones: what was said last.
            candidates.sort_unstable_by(|one, other| other.cmp(one));
            let change = candidates.into_iter().find_map(|earlier| change(&sentences[earlier], later, statements));
            found[later.statement].extend(change);
        }
        later.stems.iter().for_each(|word| with_word.entry(word).or_default().push(at));
    }
    found
}

/// The sentences of a text that have content words.
fn sentences(statement: usize, text: &str) -> impl Iterator<Item = Sentence<'_>> {
    let ends = text.match_indices(['.', '!', '?', ';', '\n', ',']).filter_map(|(at, mark)| {
        let end = at + mark.len();
        let behind = text[end..].trim_start_matches(['”', '’', '"', '\'', ')']);
        let is_end = match mark {
            "\n" => true,
            "," => begins_sentence(behind),
            _ => behind.starts_with(char::is_whitespace),
        };
        is_end.then_some(end)
    });
    let mut start = 0;
    let parts = ends.chain([text.len()]).map(move |end| {
        let part = &text[start..end];
        start = end;
        part
    });
    parts.filter_map(move |part| {
        let text = TokenizedText::new(part, &[], MAX_WORDS).with_decimals();
        let is_content = |&at: &usize| {
            let word = text.written(at);
            !is_function_word(&text.words[at].folded) && !is_number(word) && !is_negation(word)
        };
        let stems: BTreeSet<String> =
            (0..text.words.len()).filter(is_content).map(|at| text.stem(at).to_owned()).collect();
        (!stems.is_empty()).then_some(Sentence { statement, text, stems })
    })
}

/// Whether a new sentence begins behind a comma: "she said" stood between the two, and the comma for a full stop.
fn begins_sentence(behind: &str) -> bool {
    let word = behind.strip_prefix(' ').and_then(|rest| rest.split([' ', ',', '’', '\'']).next()).unwrap_or_default();
    let is_capital = word.starts_with(char::is_uppercase) && word != "I";
    is_capital && is_function_word(&word.to_lowercase())
}

fn is_same_matter(one: &Sentence<'_>, other: &Sentence<'_>, shared: usize) -> bool {
    let (fewer, more) = (one.stems.len().min(other.stems.len()), one.stems.len().max(other.stems.len()));
    let least = if fewer <= FEW { MIN_SHARED_OF_FEW } else { MIN_SHARED };
    shared >= MIN_SHARED_WORDS.min(fewer.max(1))
        && shared as f32 >= least * fewer as f32
        && more as f32 <= MAX_LENGTH_RATIO * fewer as f32
}

/// How the later sentence differs from the earlier one; `None` when it does not.
fn change(earlier: &Sentence<'_>, later: &Sentence<'_>, statements: &[&Quote]) -> Option<StatementChange> {
    let numbers = later.text.all();
    let steps = align(&earlier.text, (&later.text, &numbers));
    let steps = extend_to_ends(steps, (&later.text, &numbers));
    let alignment = aligned_words(&earlier.text, &later.text, &steps);
    let same = alignment.iter().filter(|word| word.edit == Edit::Same).count();
    if (same as f32) < MIN_ALIGNED * alignment.len() as f32 {
        return None;
    }
    let (before, now) = (statements[earlier.statement], statements[later.statement]);
    // One article tells one story: its statements are about different things.
    if before.article.id == now.article.id && !before.article.id.is_empty() {
        return None;
    }
    let found = discrepancies(&alignment);
    let is_negated = found.iter().any(|one| one.kind == DiscrepancyKind::Negation)
        && !is_mere_emphasis(&earlier.text)
        && !is_mere_emphasis(&later.text);
    let is_thin = earlier.stems.len().min(later.stems.len()) < MIN_SHARED_WORDS;
    if is_thin && (same < MIN_WORDS_OF_ONE || !is_negated || other_words(&alignment) > 0) {
        return None;
    }
    // To deny that it is so, and to say that it is not so, is the same.
    let kind = match (is_reversed(before.polarity, now.polarity), is_negated) {
        (true, false) => ChangeKind::Polarity,
        (false, true) => ChangeKind::Negation,
        (true, true) => return None,
        (false, false) if before.polarity != now.polarity => return None,
        (false, false) if is_other_amount(&alignment, &found) => ChangeKind::Number,
        (false, false) => return None,
    };
    Some(StatementChange { kind, earlier: before.clone(), alignment })
}

/// Whether a "not" only adds weight: "not only", "no doubt".
fn is_mere_emphasis(text: &TokenizedText<'_>) -> bool {
    const PAIRS: [(&str, &str); 5] =
        [("not", "only"), ("not", "just"), ("no", "doubt"), ("no", "wonder"), ("nothing", "but")];
    text.words.windows(2).any(|pair| PAIRS.contains(&(pair[0].folded.as_str(), pair[1].folded.as_str())))
}

/// How many words differ that are neither numbers nor negations nor function words.
fn other_words(alignment: &[AlignedWord]) -> usize {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_other = |word: &str| {
        let bare = bare(word);
        !bare.is_empty() && !is_number(&bare) && !is_negation(&bare) && !is_function_word(&bare)
    };
    alignment.iter().filter(|word| word.edit != Edit::Same && (is_other(&word.asked) || is_other(&word.said))).count()
}

/// Whether a number differs and nothing else does: "the second phase" costs what it costs.
fn is_other_amount(alignment: &[AlignedWord], found: &[Discrepancy]) -> bool {
    let side = |of: fn(&AlignedWord) -> &str| alignment.iter().map(of).collect::<Vec<_>>();
    let amounts = [amount(&side(|word| &word.asked)), amount(&side(|word| &word.said))];
    found.iter().any(is_other_number)
        && other_words(alignment) == 0
        && (amounts[0].is_none() || amounts[0] != amounts[1])
}

/// The amount that the numbers of a sentence make together, if they make one: "two million" is 2,000,000.
fn amount(words: &[&str]) -> Option<f64> {
    let value = |word: &str| -> Option<f64> {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        let ones = [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ];
        let ten = |word: &str| tens.iter().position(|ten| *ten == word).map(|at| (at as f64 + 2.0) * 10.0);
        let one = |word: &str| ones.iter().position(|one| *one == word).map(|at| at as f64);
        let both = |word: &str| word.split_once('-').and_then(|(tens, ones)| Some(ten(tens)? + one(ones)?));
        bare.replace(',', "").parse().ok().or_else(|| ten(&bare)).or_else(|| one(&bare)).or_else(|| both(&bare))
    };
    let scale = |word: &str| match word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str() {
        "hundred" => Some(1e2),
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        _ => None,
    };
    let mut total: Option<f64> = None;
    for word in words {
        if let Some(value) = value(word) {
            total = Some(total.unwrap_or(0.0) + value);
        } else if let (Some(scale), Some(so_far)) = (scale(word), total) {
            total = Some(so_far * scale);
        }
    }
    total
}

/// Whether both sides have a number.
fn is_other_number(difference: &Discrepancy) -> bool {
    difference.kind == DiscrepancyKind::Number && !difference.asked.is_empty() && !difference.said.is_empty()
}

/// Whether the one is said and the other is not.
fn is_reversed(one: Polarity, other: Polarity) -> bool {
    let is_denied = |polarity| matches!(polarity, Polarity::Denied | Polarity::NotSaid);
    one == Polarity::Affirmed && is_denied(other) || other == Polarity::Affirmed && is_denied(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(pairs: &[(&str, Polarity)]) -> Vec<Vec<&'static str>> {
        let quotes: Vec<Quote> = pairs
            .iter()
            .map(|(text, polarity)| Quote { text: (*text).to_owned(), polarity: *polarity, ..Quote::default() })
            .collect();
        let speakers = vec![Some("ann".to_owned()); quotes.len()];
        let found = changes(&quotes.iter().collect::<Vec<_>>(), &speakers);
        found.iter().map(|changes| changes.iter().map(|change| change.kind.name()).collect()).collect()
    }

    #[test]
    fn what_differs_from_an_earlier_statement_is_found() {
        use Polarity::{Affirmed, Denied};
        for (before, now, kind) in [
            (
                "The bridge will cost 40 million euros.",
                ("I know. The bridge will cost 65 million euros, no less.", Affirmed),
                "number",
            ),
            (
                "The bridge will cost 40 million euros, We shall see.",
                ("The bridge will cost 41 million euros, But I am not sure.", Affirmed),
                "number",
            ),
            ("We expect twelve new ships this year.", ("We expect nine new ships this year.", Affirmed), "number"),
            ("We will raise taxes on fuel.", ("We will not raise taxes on fuel.", Affirmed), "negation"),
            ("I am not resigning.", ("I am resigning.", Affirmed), "negation"),
            ("Growth was 5 percent last year.", ("Growth was 5.5 percent last year.", Affirmed), "number"),
            ("I never met the chairman of the bank", ("I met the chairman of the bank", Affirmed), "negation"),
            ("that the port would close in March", ("the port would close in March", Denied), "polarity"),
        ] {
            assert_eq!(kinds(&[(before, Affirmed), now]), [vec![], vec![kind]], "{before}");
        }
    }

    #[test]
    fn the_same_again_and_other_matters_are_no_change() {
        use Polarity::{Affirmed, Denied};
        for (before, now) in [
            (
                ("The bridge will cost 40 million euros.", Affirmed),
                ("The bridge will cost 40 million euros!", Affirmed),
            ),
            (("The bridge will cost 40 million euros.", Affirmed), ("The tunnel was dug by 65 men.", Affirmed)),
            (("We won 3 games at home.", Affirmed), ("I love my 2 dogs at home.", Affirmed)),
            (("It will cost two million crowns.", Affirmed), ("It will cost 2,000,000 crowns.", Affirmed)),
            (("We counted twenty-one new ships.", Affirmed), ("We counted 21 new ships.", Affirmed)),
            (("The first phase will cost 40 crowns.", Affirmed), ("The second phase will cost 60 crowns.", Affirmed)),
            (("We will raise the fuel tax.", Affirmed), ("Not only will we raise the fuel tax.", Affirmed)),
            (("He is a great player.", Affirmed), ("He is no doubt a great player.", Affirmed)),
            (("We will raise taxes on fuel.", Affirmed), ("We will not raise sheep.", Affirmed)),
            (("the port would close in March", Denied), ("The port will not close in March", Affirmed)),
            (("The port will close", Denied), ("The port will close", Denied)),
        ] {
            assert_eq!(kinds(&[before, now]), [vec![""; 0], vec![]], "{before:?}");
        }
    }

    #[test]
    fn somebody_else_may_say_something_else() {
        let quote = |text: &str| Quote { text: text.to_owned(), ..Quote::default() };
        let quotes = [quote("It will cost the city 40 million."), quote("It will cost the city 60 million.")];
        for speakers in [[Some("ann".to_owned()), Some("bo".to_owned())], [None, None]] {
            let found = changes(&[&quotes[0], &quotes[1]], &speakers);
            assert!(found.iter().all(Vec::is_empty), "{speakers:?}");
        }
    }
}

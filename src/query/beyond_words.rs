//! Differences that aligned words alone do not show.
//!
//! * Signs of numbers: `$4 million` is not `€4 million`, `-5` not `5`, `12%` not `12`, `1.5` not `1 5`.
//! * Apostrophes: "were" is not "we’re", though both are folded to one word.
//! * What governs the words: when a match leaves out the beginning of its sentence, and a negation, a condition, somebody
//!   else's claim or a question stands there, the words do not say what they seem to say. The same holds for a match
//!   that ends right before a negation, and for words in marks of their own within a quotation: they may be another's.
//!
//! These are warnings: each shows the words it rests on.

use super::align::Step;
use super::answer::{Discrepancy, DiscrepancyKind};
use super::discrepancies::is_negation;
use super::quoted_ranges::ranges_in_marks;
use super::tokenized_text::TokenizedText;
use crate::index::is_apostrophe;

/// So many words before the match may govern it.
const MAX_BEFORE: usize = 14;
/// The fewest words in place for which what stands before them matters.
const MIN_WORDS: usize = 3;

/// The differences between the phrase `asked` and the quote `said` along `steps`.
pub(super) fn beyond_words(asked: &TokenizedText<'_>, said: &TokenizedText<'_>, steps: &[Step]) -> Vec<Discrepancy> {
    let same: Vec<(usize, usize)> = steps
        .iter()
        .filter_map(|step| Some((step.asked?, step.said?)))
        .filter(|&(one, other)| asked.words[one].folded == said.words[other].folded)
        .collect();
    let mut found = number_signs(asked, said, &same);
    found.extend(apostrophes(asked, said, &same));
    if same.len() >= MIN_WORDS {
        found.extend(governed(asked, said, &same));
    }
    found
}

/// Numbers with other signs.
fn number_signs(asked: &TokenizedText<'_>, said: &TokenizedText<'_>, same: &[(usize, usize)]) -> Vec<Discrepancy> {
    let numbers = same.iter().filter(|&&(one, _)| asked.words[one].numeric);
    let pairs = numbers.map(|&(one, other)| (NumberSigns::of(asked, one), NumberSigns::of(said, other)));
    let differ = pairs.filter(|(one, other)| one.differ_from(other));
    differ
        .map(|(one, other)| Discrepancy { kind: DiscrepancyKind::Number, asked: one.written, said: other.written })
        .collect()
}

/// What stands around a number in digits.
struct NumberSigns {
    /// A currency sign.
    currency: Option<char>,
    is_negative: bool,
    is_percent: bool,
    /// The decimal mark behind it, before more digits.
    decimal: Option<char>,
    written: String,
}

impl NumberSigns {
    fn of(text: &TokenizedText<'_>, at: usize) -> Self {
        let range = text.words[at].range.clone();
        let (before, behind) = (&text.raw[..range.start], &text.raw[range.end..]);
        let is_currency = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₩');
        let bare = before.trim_end_matches(is_currency);
        let currency = before.chars().next_back().filter(|c| is_currency(*c));
        let is_alone =
            |before: &str| before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "“\"(‘".contains(c));
        let is_negative = bare.strip_suffix(['-', '−']).is_some_and(is_alone);
        let mut chars = behind.chars();
        let mark = chars.next().filter(|c| matches!(c, '.' | ','));
        let decimal = mark.filter(|_| chars.next().is_some_and(|c| c.is_ascii_digit()));
        let unit = behind.trim_start();
        let is_percent = ["%", "percent", "per cent"].iter().any(|percent| unit.starts_with(percent));
        let start = bare.len() - if is_negative { bare.chars().next_back().map_or(0, char::len_utf8) } else { 0 };
        let end = behind
            .char_indices()
            .find(|&(at, c)| {
                !(c.is_ascii_digit()
                    || c == '%'
                    || matches!(c, '.' | ',') && behind[at + 1..].starts_with(|c: char| c.is_ascii_digit()))
            })
            .map_or(behind.len(), |(at, _)| at);
        let written = text.raw[start..range.end + end].to_owned();
        Self { currency, is_negative, is_percent, decimal, written }
    }

    fn differ_from(&self, other: &Self) -> bool {
        let other_currency = self.currency.zip(other.currency).is_some_and(|(one, other)| one != other);
        other_currency
            || self.is_negative != other.is_negative
            || self.is_percent != other.is_percent
            || self.decimal.is_some() != other.decimal.is_some()
    }
}

/// Words that are the same only without their apostrophes.
fn apostrophes(asked: &TokenizedText<'_>, said: &TokenizedText<'_>, same: &[(usize, usize)]) -> Vec<Discrepancy> {
    let has = |word: &str| word.trim_matches(is_apostrophe).contains(is_apostrophe);
    let pairs = same.iter().map(|&(one, other)| (asked.written(one), said.written(other)));
    // A typed phrase may leave apostrophes out; only another word counts.
    let differ = pairs.filter(|(one, other)| has(one) != has(other) && is_word_of_its_own(one, other));
    differ
        .map(|(one, other)| Discrepancy { kind: DiscrepancyKind::Word, asked: one.to_owned(), said: other.to_owned() })
        .collect()
}

/// Whether the form without the apostrophe is a word: "were", "well", "shell", but not "dont".
fn is_word_of_its_own(one: &str, other: &str) -> bool {
    const WORDS: [&str; 9] = ["cant", "hell", "id", "ill", "its", "shed", "shell", "well", "were"];
    [one, other].iter().any(|word| WORDS.binary_search(&word.to_lowercase().as_str()).is_ok())
}

/// What governs the words in place, if it was left out.
fn governed(asked: &TokenizedText<'_>, said: &TokenizedText<'_>, same: &[(usize, usize)]) -> Option<Discrepancy> {
    let (first, last) = (same.first()?.1, same.last()?.1);
    let (start, end) = (said.words[first].range.start, said.words[last].range.end);
    if let Some(inner) = ranges_in_marks(said.raw).into_iter().find(|range| range.start <= start && end <= range.end) {
        let is_part = said.raw[..inner.start].contains(char::is_alphanumeric)
            || said.raw[inner.end..].contains(char::is_alphanumeric);
        // Mixed quotes are cut in pieces by their marks; those of a direct one are another's words.
        let is_direct = said.words.iter().all(|word| word.quoted);
        if is_part && is_direct {
            let said = format!("‘{}’", said.raw[inner].trim());
            return Some(Discrepancy { kind: DiscrepancyKind::Context, asked: String::new(), said });
        }
    }
    let from = clause_start(said, first);
    let before: Vec<usize> = (from..first).collect();
    // What the phrase itself has before the words in place is no news.
    let has_more = same.first().is_some_and(|&(one, _)| one > 0 && asked.words.len() > same.len());
    let governs = governs(said, &before) || asks(asked, said, first, last, from);
    let ends_early = same.last().is_some_and(|&(one, _)| one + 1 == asked.words.len()) && negated_behind(said, last);
    let shown = match (governs && !has_more, ends_early) {
        (_, true) => said.words[from].range.start..said.words[clause_end(said, last)].range.end,
        (true, false) => said.words[from].range.start..end,
        (false, false) => return None,
    };
    let said = said.raw[shown].trim().to_owned();
    Some(Discrepancy { kind: DiscrepancyKind::Context, asked: String::new(), said })
}

/// Whether the word after the one at `last`, in the same clause, turns what stands before it around: "that we have |
/// not earned". "Without" only begins what is added.
fn negated_behind(said: &TokenizedText<'_>, last: usize) -> bool {
    let next = (last + 1 < said.words.len() && !is_clause_break(said, last)).then(|| said.written(last + 1));
    next.is_some_and(|word| is_negation(word) && !word.eq_ignore_ascii_case("without"))
}

/// The first word of the clause that the word at `first` belongs to.
fn clause_start(said: &TokenizedText<'_>, first: usize) -> usize {
    let mut from = first;
    while from > 0 && first - from < MAX_BEFORE && !is_clause_break(said, from - 1) {
        from -= 1;
    }
    from
}

/// The last word of the clause that the word at `last` belongs to.
fn clause_end(said: &TokenizedText<'_>, last: usize) -> usize {
    let mut to = last;
    while to + 1 < said.words.len() && to - last < MAX_BEFORE && !is_clause_break(said, to) {
        to += 1;
    }
    to
}

/// Whether a clause ends between the word at `at` and the next one.
fn is_clause_break(said: &TokenizedText<'_>, at: usize) -> bool {
    let between = &said.raw[said.words[at].range.end..said.words[at + 1].range.start];
    between.contains(['.', '!', '?', ';', ':', ',', '…', '–', '—', '“', '”', '"', '\n'])
}

/// Whether a negation, a condition, or somebody else's claim stands among these words.
fn governs(said: &TokenizedText<'_>, before: &[usize]) -> bool {
    const CONDITIONS: [&str; 4] = ["if", "suppose", "unless", "whether"];
    const CLAIMS: [&str; 18] = [
        "alleges", "argue", "argues", "assume", "believe", "believes", "claim", "claimed", "claiming", "claims",
        "imagine", "pretend", "pretends", "said", "say", "says", "suggest", "think",
    ];
    let folded = |at: usize| said.words[at].folded.as_str();
    let is_own = |at: usize| at > 0 && matches!(folded(at - 1), "i" | "we");
    before.iter().enumerate().any(|(number, &at)| {
        let word = said.written(at);
        let next = before.get(number + 1).map_or("", |&next| folded(next));
        let negates = is_negation(word) && !matches!(next, "only" | "doubt" | "just" | "wonder");
        negates || CONDITIONS.contains(&folded(at)) || CLAIMS.binary_search(&folded(at)).is_ok() && !is_own(at)
    })
}

/// Whether the words are the rest of a question, and the phrase does not ask.
fn asks(asked: &TokenizedText<'_>, said: &TokenizedText<'_>, first: usize, last: usize, from: usize) -> bool {
    let behind = &said.raw[said.words[last].range.end..];
    let end = behind.find(['.', '!', '?', ';', '\n']).map_or("", |at| &behind[at..]);
    from < first && end.starts_with('?') && !asked.raw.contains('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(asked: &str, said: &str) -> Vec<String> {
        let quoted = std::iter::once(0..said.len()).collect::<Vec<_>>();
        let (asked, said) = (TokenizedText::new(asked, &[], 99), TokenizedText::new(said, &quoted, 99));
        let first = said.words.iter().position(|word| word.folded == asked.words[0].folded).unwrap();
        let steps: Vec<Step> =
            (0..asked.words.len()).map(|at| Step { asked: Some(at), said: Some(first + at) }).collect();
        let found = beyond_words(&asked, &said, &steps).into_iter();
        found.map(|one| format!("{}: {} / {}", one.kind.name(), one.asked, one.said)).collect()
    }

    #[test]
    fn signs_of_numbers_count() {
        for (asked, said, expected) in [
            ("cost €4.25 million", "It will cost $4.25 million", "number: €4.25 / $4.25"),
            ("fell to 5 degrees", "It fell to -5 degrees", "number: 5 / -5"),
            ("rose by 12 in", "Prices rose by 12% in May", "number: 12 / 12%"),
            ("holds 1 5 litres", "It holds 1.5 litres", "number: 1 / 1.5"),
        ] {
            assert_eq!(told(asked, said)[0], expected);
        }
        for (asked, said) in [
            ("cost 4.25 million", "It will cost $4.25 million"),
            ("rose by 12 percent in", "Prices rose by 12% in May"),
            ("the 2020-21 season", "It was the 2020-21 season"),
        ] {
            assert_eq!(told(asked, said), [""; 0], "{said}");
        }
    }

    #[test]
    fn another_word_without_its_apostrophe_counts() {
        assert_eq!(told("were going home", "Now we’re going home"), ["word: were / we’re"]);
        assert_eq!(told("dont go home", "Please don’t go home"), [""; 0]);
        assert_eq!(told("we’re going home", "Now we're going home"), [""; 0]);
    }

    #[test]
    fn what_governs_the_words_counts() {
        for (asked, said) in [
            ("going to raise taxes", "we’re not going to raise taxes on fuel"),
            ("the vaccine causes autism", "I do not believe that the vaccine causes autism"),
            ("the vaccine causes harm", "If the vaccine causes harm, I will resign"),
            ("the earth is flat", "Some people claim that the earth is flat"),
            ("the minister steal the money", "Did the minister steal the money?"),
            ("You will never work here", "He told me, ‘You will never work here again,’ and left"),
            ("We cannot spend money that we have", "We cannot spend money that we have not earned"),
            ("the ministers knew", "I can say that the ministers knew nothing about the leak"),
        ] {
            assert!(told(asked, said)[0].starts_with("context:"), "{said}");
        }
        for (asked, said) in [
            ("we will raise taxes", "No, we will raise taxes on fuel"),
            ("we will raise taxes", "I think that we will raise taxes"),
            ("will we raise taxes", "Not only will we raise taxes, we will do it now"),
            ("not going to raise taxes", "we’re not going to raise taxes on fuel"),
            ("Did the minister steal the money", "Did the minister steal the money?"),
            ("we will raise taxes", "I have never lied; we will raise taxes"),
            ("we have seen the report", "We have seen the report, not the annex"),
            ("we can win this", "We can win this without the Greens"),
            ("we have seen the report but not", "We have seen the report but not the annex"),
        ] {
            assert_eq!(told(asked, said), [""; 0], "{said}");
        }
    }
}

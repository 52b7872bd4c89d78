//! Names cut, split, joined and grown to what a reader would write down.
//!
//! Each rule is a value with a sentence and examples; all of them run in the order of [`RULES`] over what the recogniser
//! found. They look at words and neighbours only, never at who is meant.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::name::{fold_token, is_given_name};
use super::name_words::{
    is_acronym, is_common, is_compound, is_day, is_given, is_of_language, is_of_office, is_post_nominal, is_small_talk,
    is_telling,
};
use super::recogniser::Sort;
use super::stretches::touches;
use crate::lexicon::List;
use crate::text::Document;

/// What bears a name, and its tokens.
pub(super) type Found = (Sort, Range<usize>);

/// One way in which a name is put right.
struct Rule {
    /// What it does.
    #[cfg_attr(not(test), expect(dead_code, reason = "for those who read"))]
    tells: &'static str,
    apply: fn(&Document, Vec<Found>) -> Vec<Found>,
}

const RULES: [Rule; 9] = [
    Rule {
        tells: "“and” joins two names where one of them stands alone elsewhere, and always behind a person",
        apply: apart_at_and,
    },
    Rule {
        tells: "a name does not run over an owner: “Norland’s Gwen Harte” is a place and a person",
        apply: apart_at_owner,
    },
    Rule { tells: "a body that ends in a given name and a surname is a body and a person", apply: person_behind_body },
    Rule { tells: "days, nationalities, acronyms and compounds before a name are no part of it", apply: without_front },
    Rule {
        tells: "post-nominals, days, adverbs and verbs behind a person’s name are no part of it",
        apply: without_back,
    },
    Rule { tells: "two parts of one person’s name that touch are one name", apply: joined },
    Rule { tells: "a person’s name takes in the capitalised word before it that nothing else claims", apply: grown },
    Rule { tells: "a person’s name that goes on with a common word names something else", apply: named_after },
    Rule { tells: "one name has one kind of bearer in an article", apply: of_one_sort },
];

/// The names that the recogniser `found`, put right by all rules, in order.
pub(super) fn put_right(document: &Document, found: Vec<Found>) -> Vec<Found> {
    RULES.iter().fold(found, |found, rule| (rule.apply)(document, found))
}

fn each<I: IntoIterator<Item = Found>>(found: Vec<Found>, of: impl FnMut(Found) -> I) -> Vec<Found> {
    found.into_iter().flat_map(of).collect()
}

fn apart_at_owner(document: &Document, found: Vec<Found>) -> Vec<Found> {
    each(found, |(sort, span)| {
        let is_owner = |&token: &usize| matches!(document.word(token), "’s" | "'s");
        let split = (span.start + 1..span.end.saturating_sub(1)).find(is_owner).filter(|&owner| {
            let rest = owner + 1..span.end;
            let full = rest.len() > 1
                && is_given(document, rest.start)
                && !rest.clone().any(|token| is_telling(document, token));
            sort == Sort::Person || full
        });
        let Some(owner) = split else { return vec![(sort, span)] };
        let place = (span.start..owner).all(|token| document.is_on(List::Places, token));
        let before = if place { Sort::Place } else { sort };
        vec![(before, span.start..owner), (Sort::Person, owner + 1..span.end)]
    })
}

fn apart_at_and(document: &Document, found: Vec<Found>) -> Vec<Found> {
    let words = |span: &Range<usize>| span.clone().map(|token| document.word_id(token)).collect::<Vec<_>>();
    let has_and = |span: &Range<usize>| span.len() > 2 && span.clone().any(|token| document.word(token) == "and");
    if !found.iter().any(|(_, span)| has_and(span)) {
        return found;
    }
    let whole: FxHashMap<Vec<usize>, Sort> = found.iter().map(|(sort, span)| (words(span), *sort)).collect();
    each(found, |(sort, span)| {
        let split = (span.start + 1..span.end.saturating_sub(1)).find_map(|token| {
            let (left, right) = (span.start..token, token + 1..span.end);
            let the = usize::from(document.lower(right.start) == "the" && right.len() > 1);
            let right = right.start + the..right.end;
            let known = (whole.get(&words(&left)).copied(), whole.get(&words(&right)).copied());
            let joins = |token: usize| matches!(document.word(token), "of" | "for" | "on" | "in");
            let plain = !left.clone().any(joins) && left.clone().any(|token| !is_of_language(document, token));
            let people = is_full(document, &left) && is_full(document, &right);
            let parts = (known.0.is_some() || known.1.is_some()) && plain;
            let splits = document.word(token) == "and" && (sort == Sort::Person || parts || people);
            let sort = if people { Sort::Person } else { sort };
            splits.then(|| [(known.0.unwrap_or(sort), left), (known.1.unwrap_or(sort), right)])
        });
        split.map_or_else(|| vec![(sort, span)], Vec::from)
    })
}

/// Two or three words like those of a person's full name.
fn is_full(document: &Document, span: &Range<usize>) -> bool {
    let is_name = |token: usize| {
        document.is_capitalised(token) && !is_telling(document, token) && !document.is_on(List::Places, token)
    };
    (2..=3).contains(&span.len()) && span.clone().all(is_name) && !is_of_language(document, span.end - 1)
}

/// "Harbour Trust Ines Roy", "the Ministry of Finance Bo Manning", "ESA Karl Brandt".
fn person_behind_body(document: &Document, found: Vec<Found>) -> Vec<Found> {
    each(found, |(sort, span)| {
        let Some(start) = person_within(document, &span).filter(|_| span.len() > 2) else { return vec![(sort, span)] };
        let (mut body, person) = (span.start..start, start..span.end);
        while !body.is_empty() && is_of_office(document, body.end - 1) && !is_telling(document, body.end - 1) {
            body.end -= 1;
        }
        let tells = body.clone().any(|token| is_telling(document, token) || is_acronym(document.word(token)));
        let place = body.clone().all(|token| document.is_on(List::Places, token));
        let body = match sort {
            _ if body.is_empty() => None,
            _ if place => Some((Sort::Place, body)),
            _ if tells || sort == Sort::Organisation => Some((Sort::Organisation, body)),
            _ => None,
        };
        body.into_iter().chain([(Sort::Person, person)]).collect()
    })
}

/// "Minister of State for Trade Ines Roy": an office with what it is for, and behind it a name of two words.
fn person_behind_domain(document: &Document, span: &Range<usize>) -> Option<usize> {
    let joins = |&token: &usize| matches!(document.word(token), "of" | "for");
    let joint = span.clone().rev().find(joins)?;
    let last = joint + 1..span.end;
    let capitals = last.clone().all(|token| document.is_capitalised(token));
    let other = |token: usize| {
        let lists = document.lists(token);
        is_telling(document, token)
            || lists.has(List::Places)
            || lists.has(List::OrganisationNouns)
            || is_common(document, token)
    };
    let start = span.end - 2;
    let is_name =
        last.len() == 3 && capitals && !(start..span.end).any(other) && !is_of_language(document, span.end - 1);
    (is_of_office(document, span.start) && is_name).then_some(start)
}

/// Where a person's name of two to four words begins that ends `span`, behind a word for a body, a place or an office.
fn person_within(document: &Document, span: &Range<usize>) -> Option<usize> {
    if span.len() > 4
        && let Some(start) = person_behind_domain(document, span)
    {
        return Some(start);
    }
    let starts = |&start: &usize| {
        let before = start - 1;
        let lists = document.lists(before);
        let word = document.word(before);
        let head = is_telling(document, before)
            || is_acronym(word) && word.len() > 2
            || lists.has(List::Places) && !is_given(document, before)
            || lists.has(List::Organisations)
            || is_of_office(document, before)
            || lists.has(List::OrganisationNouns);
        let is_name = |token: usize| {
            let lists = document.lists(token);
            document.is_capitalised(token)
                && !is_telling(document, token)
                && !is_common(document, token)
                && !lists.has(List::Places)
                && !lists.has(List::FunctionWords)
        };
        head && is_given_name(document, start)
            && (start..span.end).all(is_name)
            && !is_acronym(document.word(span.end - 1))
    };
    (span.start + 1..span.end.saturating_sub(1)).rev().take(3).rfind(starts)
}

fn without_front(document: &Document, found: Vec<Found>) -> Vec<Found> {
    each(found, |(sort, mut span)| {
        while sort == Sort::Person && span.len() > 1 && is_front(document, &span) {
            span.start += 1;
        }
        // "San Francisco-based Hull Institute"
        let compound = span.clone().take(3).find(|&token| is_compound(document.word(token)));
        if let Some(compound) = compound.filter(|compound| sort != Sort::Place && compound + 1 < span.end) {
            span.start = compound + 1;
        }
        [(sort, span)]
    })
}

fn is_front(document: &Document, span: &Range<usize>) -> bool {
    let (first, second) = (span.start, span.start + 1);
    let (word, lists) = (document.word(first), document.lists(first));
    if is_day(document, first) && document.is_capitalised(second) {
        return true;
    }
    if is_given_name(document, first) || !document.is_capitalised(second) {
        return false;
    }
    let full = span.len() > 2;
    let known = lists.has(List::Places)
        || lists.has(List::Organisations)
        || is_acronym(word) && word.len() > 2 && !word.contains('.');
    let shouted = span.clone().all(|token| is_acronym(document.word(token)));
    let begins = document.sentences[document.sentence_of(first)].start == first;
    // "Luckily Ann Lee agreed"
    if begins && word.len() > 4 && word.ends_with("ly") {
        return true;
    }
    // "Previous Omnisend data": a sentence begins, and the rest is none of the language's words.
    if begins && !full && is_of_language(document, first) && !is_of_language(document, second) {
        return true;
    }
    let function = lists.has(List::FunctionWords) && (word.len() > 3 || full && is_given_name(document, second));
    lists.has(List::Calendar) || is_compound(word) || full && known && !shouted || function
}

fn without_back(document: &Document, found: Vec<Found>) -> Vec<Found> {
    each(found, |(mut sort, mut span)| {
        // "Greta Moll MP": only people sit and are honoured.
        if span.len() > 2 && is_given_name(document, span.start) && is_post_nominal(document, span.end - 1) {
            sort = Sort::Person;
        }
        while sort == Sort::Person && span.len() > 1 && is_back(document, &span) {
            span.end -= 1;
        }
        [(sort, span)]
    })
}

fn is_back(document: &Document, span: &Range<usize>) -> bool {
    let last = span.end - 1;
    let (lower, lists) = (document.lower(last), document.lists(last));
    let before = document.word(last - 1);
    let initial = before.len() == 2 && before.ends_with('.');
    let pair = span.len() == 2 && (initial || is_given_name(document, span.start));
    let day = lists.has(List::Calendar) && (!pair || lower.ends_with("day"));
    let adverb = lower.ends_with("ly") && is_small_talk(document, last);
    let function =
        lists.has(List::FunctionWords) && !initial && (!pair || is_small_talk(document, last) && lower != "may");
    is_post_nominal(document, last) || day || adverb || function
}

/// Closing brackets of a gloss: "(Treasury Secretary Jack) Lew".
const CLOSERS: [&str; 2] = [")", "]"];

fn joined(document: &Document, found: Vec<Found>) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::with_capacity(found.len());
    for (sort, span) in found {
        match all.last_mut() {
            Some((Sort::Person, before)) if sort == Sort::Person && is_one(document, before, &span) => {
                before.end = span.end
            }
            _ => all.push((sort, span)),
        }
    }
    all
}

fn is_one(document: &Document, before: &Range<usize>, after: &Range<usize>) -> bool {
    let gap = before.end..after.start;
    let (first, last) = (document.sentence_of(before.start), document.sentence_of(after.start));
    if first != last || gap.len() > 3 || after.start <= before.start {
        return false;
    }
    let short = before.len().min(after.len()) == 1;
    if gap.is_empty() {
        return short && touches(document, after.start);
    }
    let particles = || gap.clone().all(|token| document.is_on_as_written(List::NameParticles, token));
    let nickname = || {
        gap.len() == 3
            && matches!(document.word(gap.start), "(" | "[")
            && CLOSERS.contains(&document.word(gap.end - 1))
            && before.len() == 1
            && is_given(document, before.start)
    };
    let gloss =
        || gap.len() == 1 && CLOSERS.contains(&document.word(gap.start)) && before.len() == 1 && after.len() == 1;
    particles() || nickname() || gloss()
}

fn grown(document: &Document, found: Vec<Found>) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::with_capacity(found.len());
    for (index, (sort, mut span)) in found.iter().cloned().enumerate() {
        if sort == Sort::Person {
            let least = all.last().map_or(0, |(_, before)| before.end);
            while span.len() < 4
                && span.start > least
                && (span.len() == 1 || !is_job(document.lower(span.start - 1)))
                && is_rest_of_name(document, span.start - 1, span.start)
                && stands_in(document, span.start - 1, &span)
            {
                span.start -= 1;
            }
            let most = found.get(index + 1).map_or(usize::MAX, |(_, next)| next.start);
            let alone = span.len() == 1 && is_given_name(document, span.start);
            if alone
                && span.end < most
                && is_rest_of_name(document, span.end, span.end)
                && stands_in(document, span.end, &span)
            {
                span.end += 1;
            }
        }
        all.push((sort, span));
    }
    all
}

/// Whether a word may say what somebody does: "stockbroker", "fly-half".
fn is_job(lower: &str) -> bool {
    lower.contains('-') || ["er", "or", "ist", "ian", "man", "woman"].iter().any(|ending| lower.ends_with(ending))
}

/// Whether `token` stands in the sentence of `span`.
fn stands_in(document: &Document, token: usize, span: &Range<usize>) -> bool {
    token < document.tokens.len() && document.sentence_of(token) == document.sentence_of(span.start)
}

/// Whether the capitalised word `token`, with nothing but a blank before `second`, can only be part of a name.
fn is_rest_of_name(document: &Document, token: usize, second: usize) -> bool {
    if second >= document.tokens.len() || second == 0 || !document.is_capitalised(token) || !touches(document, second) {
        return false;
    }
    let (word, lists) = (document.word(token), document.lists(token));
    let other = [
        List::FunctionWords,
        List::Calendar,
        List::Places,
        List::Organisations,
        List::OrganisationNouns,
        List::SayingWords,
    ];
    !other.iter().any(|&list| lists.has(list))
        && !is_of_office(document, token)
        && !is_telling(document, token)
        && !is_acronym(word)
        && !is_common(document, token)
        && !is_compound(word)
        && !word.contains(['’', '\''])
        && !is_of_language(document, token)
}

/// "Ann Lee Stadium", where Ann Lee stands elsewhere: a thing named after her; "Ann Lee Refers": a headline about her.
fn named_after(document: &Document, found: Vec<Found>) -> Vec<Found> {
    let people: Vec<Range<usize>> = found
        .iter()
        .filter(|(sort, span)| *sort == Sort::Person && span.len() == 2)
        .map(|(_, span)| span.clone())
        .collect();
    each(found, |(sort, span)| {
        let shorter = span.start..span.end - 1;
        let last = span.end - 1;
        let common = || is_of_language(document, last) || is_telling(document, last);
        let same = |other: &Range<usize>| {
            *other != span
                && other.clone().zip(shorter.clone()).all(|(one, two)| document.word_id(one) == document.word_id(two))
        };
        if sort != Sort::Person || span.len() != 3 || !common() || !people.iter().any(same) {
            return [(sort, span)];
        }
        if is_small_talk(document, last) { [(sort, shorter)] } else { [(Sort::Organisation, span)] }
    })
}

/// What a name of several words is found as most often, it is throughout; a body of one word that is also somebody's
/// surname is that person.
fn of_one_sort(document: &Document, mut found: Vec<Found>) -> Vec<Found> {
    let key = |span: &Range<usize>| -> String {
        span.clone().map(|token| fold_token(document, token)).collect::<Vec<_>>().join(" ")
    };
    let keys: Vec<String> = found.iter().map(|(_, span)| key(span)).collect();
    let mut counts: FxHashMap<&str, [u32; 3]> = FxHashMap::default();
    for ((sort, _), key) in found.iter().zip(&keys) {
        counts.entry(key).or_default()[*sort as usize] += 1;
    }
    let mut surnames: FxHashMap<String, ()> = FxHashMap::default();
    for (_, span) in found.iter().filter(|(sort, span)| *sort == Sort::Person && span.len() > 1) {
        surnames.insert(fold_token(document, span.end - 1).into_owned(), ());
    }
    for ((sort, span), key) in found.iter_mut().zip(&keys) {
        let count = counts[key.as_str()];
        if span.len() == 1 {
            let lists = document.lists(span.start);
            let known = lists.has(List::Places)
                || lists.has(List::Organisations)
                || is_telling(document, span.start)
                || is_acronym(document.word(span.start));
            if surnames.contains_key(key) && !known {
                *sort = Sort::Person;
            }
            continue;
        }
        let most = Sort::ALL.into_iter().max_by_key(|other| (count[*other as usize], *other == *sort)).unwrap_or(*sort);
        if count[most as usize] > count[*sort as usize] {
            *sort = most;
        }
        let is_persons =
            *sort != Sort::Person && span.len() <= 5 && is_lone(&counts, &fold_token(document, span.end - 1));
        if let Some(start) = is_persons.then(|| persons_start(document, span)).flatten() {
            (*sort, span.start) = (Sort::Person, start);
        }
    }
    found
}

/// Whether the word stands alone as a person more often than as anything else.
fn is_lone(counts: &FxHashMap<&str, [u32; 3]>, word: &str) -> bool {
    counts.get(word).is_some_and(|count| count[Sort::Person as usize] * 2 > count.iter().sum())
}

/// Where the person's name begins in a span whose last word is somebody's: behind the last word of the language or of a
/// body; `None` where that last word itself is one.
fn persons_start(document: &Document, span: &Range<usize>) -> Option<usize> {
    let last = span.end - 1;
    let is_other = |&token: &usize| {
        let given = is_given_name(document, token) && span.end - token < 4;
        let word = is_of_language(document, token) || document.is_on(List::Places, token);
        word && !given
            || is_telling(document, token)
            || is_of_office(document, token)
            || !document.is_capitalised(token)
    };
    let known = is_telling(document, last) || is_of_office(document, last) || document.is_on(List::Places, last);
    let other = (span.start..last).rev().find(is_other);
    (!known && document.is_capitalised(last)).then(|| other.map_or(span.start, |other| other + 1))
}

#[cfg(test)]
mod tests {
    use super::super::name::Bearer;
    use super::super::names::find_names;
    use super::super::recogniser::Recogniser;
    use super::*;

    /// The persons named in `text`.
    fn people<'a>(text: &'a str, recogniser: &Recogniser) -> Vec<&'a str> {
        let document = Document::new(text);
        let names = find_names(&document, recogniser);
        let people = names.into_iter().filter(|name| name.bearer == Bearer::Person);
        people.map(|name| document.span(name.tokens).of(text)).collect()
    }

    #[test]
    fn a_name_is_what_a_reader_would_write_down() {
        assert!(RULES.iter().all(|rule| rule.tells.len() > 20));
        let recogniser = Recogniser::shipped().unwrap();
        let cases: &[(&str, &[&str])] = &[
            ("Then Brigadier-Gen Amos Teller left the town.", &["Amos Teller"]),
            ("Then Fiona Laing KC left the court.", &["Fiona Laing"]),
            ("Luckily Fiona Laing left the court.", &["Fiona Laing"]),
            ("Beverly Laing left the court.", &["Beverly Laing"]),
            ("Then Greta Moll MP left the house.", &["Greta Moll"]),
            ("It was Norland’s Gwen Harte who won.", &["Gwen Harte"]),
            ("Then the Minister of State for Interior Talal Chaudhry left.", &["Talal Chaudhry"]),
            ("On Tuesday Gwen Harte left the town.", &["Gwen Harte"]),
            ("Then Theresa May left the town.", &["Theresa May"]),
            ("Then Samantha Power left the town.", &["Samantha Power"]),
        ];
        let wrong: Vec<_> = cases
            .iter()
            .map(|(text, expected)| (people(text, &recogniser), *expected))
            .filter(|(found, expected)| found != expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

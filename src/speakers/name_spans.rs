//! Corrects the recognised names: cuts, splits, joins and extends them to what a reader would write down.
//!
//! Each rule is a value with a description. All of them run in the order of [`RULES`]. They look at words and their
//! neighbours only, never at the entity that is meant.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::capitalised_spans::follows_blank;
use super::entity_type::EntityType;
use super::name::{fold_token, is_given_name, is_role_word};
use super::name_words::{
    has_common_ending, is_acronym, is_common_non_noun, is_common_word, is_compound, is_day, is_given_or_initial,
    is_org_word, is_part_of_date, is_post_nominal,
};
use super::possessive_names::include_own_possessive;
use crate::lexicon::List;
use crate::text::Document;

/// A recognised name: its type and its tokens.
pub(super) type TypedSpan = (EntityType, Range<usize>);

/// One correction.
struct Rule {
    /// What it does.
    #[cfg_attr(not(test), expect(dead_code, reason = "for those who read"))]
    sentence: &'static str,
    apply: fn(&Document, Vec<TypedSpan>) -> Vec<TypedSpan>,
}

const RULES: [Rule; 10] = [
    Rule {
        sentence: "“and” separates two names if one of them occurs alone elsewhere or both end alike, and always after a person",
        apply: split_at_and,
    },
    Rule {
        sentence: "a name does not extend over a possessive: “Norland’s Gwen Harte” is a place and a person",
        apply: split_at_possessive,
    },
    Rule {
        sentence: "an organisation that ends in a given name and a surname is an organisation and a person",
        apply: split_person_after_org,
    },
    Rule { sentence: "days, nationalities, acronyms and compounds before a name are no part of it", apply: trim_front },
    Rule {
        sentence: "post-nominals, days, adverbs and verbs after a person’s name are no part of it",
        apply: trim_back,
    },
    Rule {
        sentence: "an ’s with a verb behind it is part of the name: “Moody’s said”", apply: include_own_possessive
    },
    Rule { sentence: "two adjacent parts of one person’s name are one name", apply: join_parts },
    Rule {
        sentence: "a person’s name includes the capitalised word before it that can be nothing else",
        apply: extend_person,
    },
    Rule { sentence: "a person’s name followed by a dictionary word names something else", apply: retype_eponyms },
    Rule { sentence: "a name has one type in an article", apply: one_type_per_name },
];

/// The names that the recogniser `found`, corrected by all rules in order.
pub(super) fn correct_name_spans(document: &Document, found: Vec<TypedSpan>) -> Vec<TypedSpan> {
    RULES.iter().fold(found, |found, rule| (rule.apply)(document, found))
}

fn flat_map<I: IntoIterator<Item = TypedSpan>>(
    found: Vec<TypedSpan>,
    of: impl FnMut(TypedSpan) -> I,
) -> Vec<TypedSpan> {
    found.into_iter().flat_map(of).collect()
}

fn split_at_possessive(document: &Document, found: Vec<TypedSpan>) -> Vec<TypedSpan> {
    flat_map(found, |(entity_type, span)| {
        let is_owner = |&token: &usize| matches!(document.word(token), "’s" | "'s");
        let split = (span.start + 1..span.end.saturating_sub(1)).find(is_owner).filter(|&owner| {
            let rest = owner + 1..span.end;
            let full = rest.len() > 1
                && is_given_or_initial(document, rest.start)
                && !rest.clone().any(|token| is_org_word(document, token));
            entity_type == EntityType::Person || full
        });
        let Some(owner) = split else { return vec![(entity_type, span)] };
        let place = (span.start..owner).all(|token| document.is_on(List::Places, token));
        let before = if place { EntityType::Place } else { entity_type };
        vec![(before, span.start..owner), (EntityType::Person, owner + 1..span.end)]
    })
}

fn split_at_and(document: &Document, found: Vec<TypedSpan>) -> Vec<TypedSpan> {
    let words = |span: &Range<usize>| span.clone().map(|token| document.word_id(token)).collect::<Vec<_>>();
    let has_and = |span: &Range<usize>| span.len() > 2 && span.clone().any(|token| document.word(token) == "and");
    if !found.iter().any(|(_, span)| has_and(span)) {
        return found;
    }
    let whole: FxHashMap<Vec<usize>, EntityType> =
        found.iter().map(|(entity_type, span)| (words(span), *entity_type)).collect();
    flat_map(found, |(entity_type, span)| {
        let split = (span.start + 1..span.end.saturating_sub(1)).find_map(|token| {
            let (left, right) = (span.start..token, token + 1..span.end);
            let the = usize::from(document.lower(right.start) == "the" && right.len() > 1);
            let right = right.start + the..right.end;
            let known = (whole.get(&words(&left)).copied(), whole.get(&words(&right)).copied());
            let joins = |token: usize| matches!(document.word(token), "of" | "for" | "on" | "in");
            let plain = !left.clone().any(joins) && left.clone().any(|token| !is_common_word(document, token));
            let people = may_be_full_name(document, &left) && may_be_full_name(document, &right);
            let parts = (known.0.is_some() || known.1.is_some()) && plain;
            // "Polar Airlines and Union Airlines"
            let alike =
                left.len() > 1 && right.len() > 1 && document.word(left.end - 1) == document.word(right.end - 1);
            let splits =
                document.word(token) == "and" && (entity_type == EntityType::Person || parts || people || alike);
            let entity_type = if people { EntityType::Person } else { entity_type };
            splits.then(|| [(known.0.unwrap_or(entity_type), left), (known.1.unwrap_or(entity_type), right)])
        });
        split.map_or_else(|| vec![(entity_type, span)], Vec::from)
    })
}

/// Whether the span looks like a person's full name of two or three words.
fn may_be_full_name(document: &Document, span: &Range<usize>) -> bool {
    let is_name = |token: usize| {
        document.is_capitalised(token) && !is_org_word(document, token) && !document.is_on(List::Places, token)
    };
    (2..=3).contains(&span.len()) && span.clone().all(is_name) && !is_common_word(document, span.end - 1)
}

/// "Harbour Trust Ines Roy", "the Ministry of Finance Bo Manning", "ESA Karl Brandt".
fn split_person_after_org(document: &Document, found: Vec<TypedSpan>) -> Vec<TypedSpan> {
    flat_map(found, |(entity_type, span)| {
        let Some(start) = person_within(document, &span).filter(|_| span.len() > 2) else {
            return vec![(entity_type, span)];
        };
        let (mut org, person) = (span.start..start, start..span.end);
        while !org.is_empty() && is_role_word(document, org.end - 1) && !is_org_word(document, org.end - 1) {
            org.end -= 1;
        }
        let has_org_word = org.clone().any(|token| is_org_word(document, token) || is_acronym(document.word(token)));
        let place = org.clone().all(|token| document.is_on(List::Places, token));
        let org = match entity_type {
            _ if org.is_empty() => None,
            _ if place => Some((EntityType::Place, org)),
            _ if has_org_word || entity_type == EntityType::Organisation => Some((EntityType::Organisation, org)),
            _ => None,
        };
        org.into_iter().chain([(EntityType::Person, person)]).collect()
    })
}

/// "Minister of State for Trade Ines Roy": an office with its domain, followed by a name of two words.
fn person_after_domain(document: &Document, span: &Range<usize>) -> Option<usize> {
    let joins = |&token: &usize| matches!(document.word(token), "of" | "for");
    let joint = span.clone().rev().find(joins)?;
    let last = joint + 1..span.end;
    let capitals = last.clone().all(|token| document.is_capitalised(token));
    let other = |token: usize| {
        let lists = document.lists(token);
        is_org_word(document, token)
            || lists.has(List::Places)
            || lists.has(List::OrganisationNouns)
            || has_common_ending(document, token)
    };
    let start = span.end - 2;
    let is_name =
        last.len() == 3 && capitals && !(start..span.end).any(other) && !is_common_word(document, span.end - 1);
    (is_role_word(document, span.start) && is_name).then_some(start)
}

/// The start of a person's name of two to four words at the end of `span`, after a word for an organisation, a place or
/// an office.
fn person_within(document: &Document, span: &Range<usize>) -> Option<usize> {
    if span.len() > 4
        && let Some(start) = person_after_domain(document, span)
    {
        return Some(start);
    }
    let starts = |&start: &usize| {
        let before = start - 1;
        let lists = document.lists(before);
        let word = document.word(before);
        let head = is_org_word(document, before)
            || is_acronym(word) && word.len() > 2
            || lists.has(List::Places) && !is_given_or_initial(document, before)
            || lists.has(List::Organisations)
            || is_role_word(document, before)
            || lists.has(List::OrganisationNouns);
        let is_name = |token: usize| {
            let lists = document.lists(token);
            document.is_capitalised(token)
                && !is_org_word(document, token)
                && !has_common_ending(document, token)
                && !lists.has(List::Places)
                && !lists.has(List::FunctionWords)
        };
        head && is_given_name(document, start)
            && (start..span.end).all(is_name)
            && !is_acronym(document.word(span.end - 1))
    };
    (span.start + 1..span.end.saturating_sub(1)).rev().take(3).rfind(starts)
}

fn trim_front(document: &Document, found: Vec<TypedSpan>) -> Vec<TypedSpan> {
    flat_map(found, |(entity_type, mut span)| {
        let is_extra = |span: &Range<usize>| {
            is_part_of_date(document, span.start) && document.is_capitalised(span.start + 1)
                || entity_type == EntityType::Person && is_extra_first_word(document, span)
        };
        while span.len() > 1 && is_extra(&span) {
            span.start += 1;
        }
        // "San Francisco-based Hull Institute"
        let compound = span.clone().take(3).find(|&token| is_compound(document.word(token)));
        if let Some(compound) = compound.filter(|compound| entity_type != EntityType::Place && compound + 1 < span.end)
        {
            span.start = compound + 1;
        }
        [(entity_type, span)]
    })
}

fn is_extra_first_word(document: &Document, span: &Range<usize>) -> bool {
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
    // "Previous Omnisend data": the span begins a sentence, and the next word is not in the dictionary.
    if begins && !full && is_common_word(document, first) && !is_common_word(document, second) {
        return true;
    }
    let function = lists.has(List::FunctionWords) && (word.len() > 3 || full && is_given_name(document, second));
    lists.has(List::Calendar) || is_compound(word) || full && known && !shouted || function
}

fn trim_back(document: &Document, found: Vec<TypedSpan>) -> Vec<TypedSpan> {
    flat_map(found, |(mut entity_type, mut span)| {
        // "Greta Moll MP": only persons have seats and honours.
        if span.len() > 2 && is_given_name(document, span.start) && is_post_nominal(document, span.end - 1) {
            entity_type = EntityType::Person;
        }
        while entity_type == EntityType::Person && span.len() > 1 && is_extra_last_word(document, &span) {
            span.end -= 1;
        }
        [(entity_type, span)]
    })
}

fn is_extra_last_word(document: &Document, span: &Range<usize>) -> bool {
    let last = span.end - 1;
    let (lower, lists) = (document.lower(last), document.lists(last));
    let before = document.word(last - 1);
    let initial = before.len() == 2 && before.ends_with('.');
    let pair = span.len() == 2 && (initial || is_given_name(document, span.start));
    let day = lists.has(List::Calendar) && (!pair || lower.ends_with("day"));
    let adverb = lower.ends_with("ly") && is_common_non_noun(document, last);
    let function =
        lists.has(List::FunctionWords) && !initial && (!pair || is_common_non_noun(document, last) && lower != "may");
    is_post_nominal(document, last) || day || adverb || function
}

/// Closing brackets of a gloss: "(Treasury Secretary Jack) Lew".
const CLOSERS: [&str; 2] = [")", "]"];

fn join_parts(document: &Document, found: Vec<TypedSpan>) -> Vec<TypedSpan> {
    let mut all: Vec<TypedSpan> = Vec::with_capacity(found.len());
    for (entity_type, span) in found {
        match all.last_mut() {
            Some((EntityType::Person, before))
                if entity_type == EntityType::Person && are_one_name(document, before, &span) =>
            {
                before.end = span.end
            }
            _ => all.push((entity_type, span)),
        }
    }
    all
}

fn are_one_name(document: &Document, before: &Range<usize>, after: &Range<usize>) -> bool {
    let gap = before.end..after.start;
    let (first, last) = (document.sentence_of(before.start), document.sentence_of(after.start));
    if first != last || gap.len() > 3 || after.start <= before.start {
        return false;
    }
    let short = before.len().min(after.len()) == 1;
    if gap.is_empty() {
        return short && follows_blank(document, after.start);
    }
    let particles = || gap.clone().all(|token| document.is_on_as_written(List::NameParticles, token));
    let nickname = || {
        gap.len() == 3
            && matches!(document.word(gap.start), "(" | "[")
            && CLOSERS.contains(&document.word(gap.end - 1))
            && before.len() == 1
            && is_given_or_initial(document, before.start)
    };
    let gloss =
        || gap.len() == 1 && CLOSERS.contains(&document.word(gap.start)) && before.len() == 1 && after.len() == 1;
    particles() || nickname() || gloss()
}

fn extend_person(document: &Document, found: Vec<TypedSpan>) -> Vec<TypedSpan> {
    let mut all: Vec<TypedSpan> = Vec::with_capacity(found.len());
    for (index, (entity_type, mut span)) in found.iter().cloned().enumerate() {
        if entity_type == EntityType::Person {
            let least = all.last().map_or(0, |(_, before)| before.end);
            while span.len() < 4
                && span.start > least
                && (span.len() == 1 || !may_be_job(document.lower(span.start - 1)))
                && !is_part_of_date(document, span.start - 1)
                && is_only_name_part(document, span.start - 1, span.start)
                && is_in_sentence_of(document, span.start - 1, &span)
            {
                span.start -= 1;
            }
            let most = found.get(index + 1).map_or(usize::MAX, |(_, next)| next.start);
            let alone = span.len() == 1 && is_given_name(document, span.start);
            if alone
                && span.end < most
                && is_only_name_part(document, span.end, span.end)
                && is_in_sentence_of(document, span.end, &span)
            {
                span.end += 1;
            }
        }
        all.push((entity_type, span));
    }
    all
}

/// Whether the word may be an occupation: "stockbroker", "fly-half".
fn may_be_job(lower: &str) -> bool {
    lower.contains('-') || ["er", "or", "ist", "ian", "man", "woman"].iter().any(|ending| lower.ends_with(ending))
}

/// Whether `token` is in the sentence of `span`.
fn is_in_sentence_of(document: &Document, token: usize, span: &Range<usize>) -> bool {
    token < document.tokens.len() && document.sentence_of(token) == document.sentence_of(span.start)
}

/// Whether the capitalised word `token`, directly before `second`, can only be part of a name.
fn is_only_name_part(document: &Document, token: usize, second: usize) -> bool {
    if second >= document.tokens.len()
        || second == 0
        || !document.is_capitalised(token)
        || !follows_blank(document, second)
    {
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
        && !is_role_word(document, token)
        && !is_org_word(document, token)
        && !is_acronym(word)
        && !has_common_ending(document, token)
        && !is_compound(word)
        && !word.contains(['’', '\''])
        && !is_common_word(document, token)
}

/// "Ann Lee Stadium" is named after an Ann Lee who is mentioned elsewhere; "Ann Lee Refers" is a headline about her.
fn retype_eponyms(document: &Document, found: Vec<TypedSpan>) -> Vec<TypedSpan> {
    let people: Vec<Range<usize>> = found
        .iter()
        .filter(|(entity_type, span)| *entity_type == EntityType::Person && span.len() == 2)
        .map(|(_, span)| span.clone())
        .collect();
    flat_map(found, |(entity_type, span)| {
        let shorter = span.start..span.end - 1;
        let last = span.end - 1;
        let common = || is_common_word(document, last) || is_org_word(document, last);
        let same = |other: &Range<usize>| {
            *other != span
                && other.clone().zip(shorter.clone()).all(|(one, two)| document.word_id(one) == document.word_id(two))
        };
        if entity_type != EntityType::Person || span.len() != 3 || !common() || !people.iter().any(same) {
            return [(entity_type, span)];
        }
        if is_common_non_noun(document, last) { [(entity_type, shorter)] } else { [(EntityType::Organisation, span)] }
    })
}

/// A name of several words has its most frequent type throughout. An organisation of one word that is also a person's
/// surname is that person.
fn one_type_per_name(document: &Document, mut found: Vec<TypedSpan>) -> Vec<TypedSpan> {
    let key = |span: &Range<usize>| -> String {
        span.clone().map(|token| fold_token(document, token)).collect::<Vec<_>>().join(" ")
    };
    let keys: Vec<String> = found.iter().map(|(_, span)| key(span)).collect();
    let mut counts: FxHashMap<&str, [u32; 3]> = FxHashMap::default();
    for ((entity_type, _), key) in found.iter().zip(&keys) {
        counts.entry(key).or_default()[*entity_type as usize] += 1;
    }
    let mut surnames: FxHashMap<String, ()> = FxHashMap::default();
    for (_, span) in found.iter().filter(|(entity_type, span)| *entity_type == EntityType::Person && span.len() > 1) {
        surnames.insert(fold_token(document, span.end - 1).into_owned(), ());
    }
    for ((entity_type, span), key) in found.iter_mut().zip(&keys) {
        let count = counts[key.as_str()];
        if span.len() == 1 {
            let lists = document.lists(span.start);
            let known = lists.has(List::Places)
                || lists.has(List::Organisations)
                || is_org_word(document, span.start)
                || is_acronym(document.word(span.start));
            if surnames.contains_key(key) && !known {
                *entity_type = EntityType::Person;
            }
            continue;
        }
        let most = EntityType::RECOGNISED
            .into_iter()
            .max_by_key(|other| (count[*other as usize], *other == *entity_type))
            .unwrap_or(*entity_type);
        if count[most as usize] > count[*entity_type as usize] {
            *entity_type = most;
        }
        let is_persons = *entity_type != EntityType::Person
            && span.len() <= 5
            && is_mostly_person(&counts, &fold_token(document, span.end - 1));
        if let Some(start) = is_persons.then(|| person_start(document, span)).flatten() {
            (*entity_type, span.start) = (EntityType::Person, start);
        }
    }
    found
}

/// Whether the word alone is a person in most cases.
fn is_mostly_person(counts: &FxHashMap<&str, [u32; 3]>, word: &str) -> bool {
    counts.get(word).is_some_and(|count| count[EntityType::Person as usize] * 2 > count.iter().sum())
}

/// The start of the person's name in a span that ends with a known surname: after the last dictionary word or
/// organisation word. `None` if the surname itself is one.
fn person_start(document: &Document, span: &Range<usize>) -> Option<usize> {
    let last = span.end - 1;
    let is_other = |&token: &usize| {
        let given = is_given_name(document, token) && span.end - token < 4;
        let word = is_common_word(document, token) || document.is_on(List::Places, token);
        word && !given
            || is_org_word(document, token)
            || is_role_word(document, token)
            || !document.is_capitalised(token)
    };
    let known = is_org_word(document, last) || is_role_word(document, last) || document.is_on(List::Places, last);
    let other = (span.start..last).rev().find(is_other);
    (!known && document.is_capitalised(last)).then(|| other.map_or(span.start, |other| other + 1))
}

#[cfg(test)]
mod tests {
    use super::super::names::find_names;
    use super::super::recogniser::Recogniser;
    use super::*;

    /// The persons named in `text`.
    fn people<'a>(text: &'a str, recogniser: &Recogniser) -> Vec<&'a str> {
        let document = Document::new(text);
        let names = find_names(&document, recogniser);
        let people = names.into_iter().filter(|name| name.entity_type == EntityType::Person);
        people.map(|name| document.span(name.tokens).of(text)).collect()
    }

    #[test]
    fn two_organisations_that_end_alike_are_two() {
        let recogniser = Recogniser::shipped().unwrap();
        let text = "Polar Airlines and Union Airlines fly there. The Bank of Norland and Westland flew once.";
        let document = Document::new(text);
        let names = find_names(&document, &recogniser);
        let names: Vec<&str> = names.into_iter().map(|name| document.span(name.tokens).of(text)).collect();
        assert_eq!(names[..2], ["Polar Airlines", "Union Airlines"], "{names:?}");
        assert!(!names.contains(&"Westland"), "{names:?}");
    }

    #[test]
    fn a_name_is_what_a_reader_would_write_down() {
        assert!(RULES.iter().all(|rule| rule.sentence.len() > 20));
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
            ("In November Fiona Laing left the town.", &["Fiona Laing"]),
            ("It was shut last October Gwen Harte said.", &["Gwen Harte"]),
            ("Then April Harte left the town.", &["April Harte"]),
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

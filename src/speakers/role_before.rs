//! Roles before a name: "interior minister", "Treasury Secretary", "his aunt,".

use std::ops::Range;

use super::entity_type::EntityType;
use super::name::{Name, is_role_word, is_title};
use crate::lexicon::{List, PERSON_NOUNS, is_no_role};
use crate::text::{Document, TokenKind};

/// `interior minister` before the name, or the title itself: `President`. Courtesy titles are no part of it.
pub(super) fn role_before(document: &Document, names: &[Name], index: usize) -> Option<Range<usize>> {
    let name = &names[index];
    let sentence = document.sentences.get(document.sentence_of(name.tokens.start))?.start;
    let polite = name.titles.clone().all(|token| is_courtesy(document.word(token)));
    let end = if polite { name.start() } else { name.tokens.start };
    let mut start = name.titles.start.min(end);
    if polite && (start <= sentence || !document.is_on(List::PersonNouns, start - 1)) {
        return None;
    }
    // "Clinton accused Mr. Trump": without an article, the noun is a verb.
    if polite && document.lower(start - 1) == "accused" {
        return None;
    }
    let first = start.saturating_sub(MAX_BEFORE).max(sentence);
    let headline = name.headline || is_title_case(document, sentence_around(document, name));
    while start > first {
        let another = names[..index].iter().rev().take(2).find(|other| other.tokens.contains(&(start - 1)));
        start = match another.map(|other| (other.entity_type, other.tokens.start)) {
            // "Justice Department Inspector General": the organisation belongs to the title.
            Some((EntityType::Organisation, body)) if !polite && !headline && body >= sentence => body,
            Some((EntityType::Person, _)) if !polite => break,
            _ if polite && is_descriptive(document, start - 1) && !is_verb(document, start - 1) => start - 1,
            _ if !polite && may_precede_title(document, start - 1) => start - 1,
            _ if !polite && !headline && is_part_of_title(document, start - 1, sentence) => start - 1,
            _ => break,
        };
    }
    // In a headline every word is capitalised, so the beginning of the role is unknown.
    let large = |token: usize| document.word(token).starts_with(char::is_uppercase);
    if headline && start > sentence && (polite && large(start) || large(start - 1)) {
        return None;
    }
    // "He met interior minister": after a subject, the run begins with its verb.
    let subject = start > sentence && is_subject(document, start - 1);
    if subject && start + 1 < name.titles.start.min(end) && !document.is_on(List::PersonNouns, start) {
        start += 1;
    }
    // "Transport Minister Dr Ann Lee"
    let end = (start..end).rev().find(|&token| !is_courtesy(document.word(token)))? + 1;
    Some(list_before(document, start, sentence)..end)
}

fn sentence_around(document: &Document, name: &Name) -> Range<usize> {
    document.sentences[document.sentence_of(name.tokens.start)].clone()
}

/// Whether all longer words of a sentence are capitalised: a headline.
fn is_title_case(document: &Document, sentence: Range<usize>) -> bool {
    let mut long = sentence.filter(|&token| document.word(token).chars().filter(|c| c.is_alphabetic()).count() >= 5);
    let mut count = 0;
    let large = long.all(|token| {
        count += 1;
        document.word(token).starts_with(char::is_uppercase)
    });
    large && count >= 4
}

/// Maximum number of words before a name that belong to a role.
const MAX_BEFORE: usize = 4;

/// `Treasury Secretary`, `Inspector General`: a capitalised word before a title, inside a sentence.
fn is_part_of_title(document: &Document, token: usize, sentence: usize) -> bool {
    let lists = document.lists(token);
    let kind = lists.has(List::OrganisationWords) || lists.has(List::OrganisationNouns) || is_title(document, token);
    let large = document.word(token).starts_with(char::is_uppercase);
    large && kind && token > sentence && !lists.has(List::FunctionWords)
}

/// Irregular past forms of verbs with a personal object. Sorted.
const IRREGULAR_VERBS: [&str; 16] = [
    "asked", "called", "gave", "got", "had", "heard", "let", "made", "met", "put", "said", "saw", "sent", "told",
    "took", "wrote",
];

/// Whether a word before a description is the verb with it as object: "catches Acme chief Ann Lee", "wrote historian
/// Bob Ray".
pub(super) fn is_verb(document: &Document, token: usize) -> bool {
    let (word, next) = (document.lower(token), token + 1);
    let lists = document.lists(token);
    let noun = lists.has(List::PersonNouns) || lists.has(List::OrganisationNouns) || lists.has(List::OrganisationWords);
    let large = |token: usize| document.word(token).starts_with(char::is_uppercase);
    let other = word.ends_with("ss") || word.ends_with("us") || word.ends_with("is");
    let third = word.ends_with('s') && !other && large(next) && !noun;
    let running = word.ends_with("ing") && !large(token) && !is_role_word(document, next);
    IRREGULAR_VERBS.binary_search(&word).is_ok() || lists.has(List::SayingWords) || third && !large(token) || running
}

/// `his aunt, Ann Lee,` `the divisional manager, Bob Ray`: a description, a comma and the name.
pub(super) fn role_introducing(document: &Document, name: &Name) -> Option<Range<usize>> {
    let sentence = document.sentences.get(document.sentence_of(name.tokens.start))?.start;
    let comma = name.start().checked_sub(1).filter(|&comma| comma > sentence)?;
    let noun = comma - 1;
    let lower = document.lower(noun);
    let is_person_noun =
        document.is_on(List::PersonNouns, noun) || lower.strip_suffix('s').is_some_and(|one| PERSON_NOUNS.has(one));
    if document.word(comma) != "," || !is_person_noun {
        return None;
    }
    let determines = |&token: &usize| {
        let word = document.lower(token);
        matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "one" | "’s" | "'s")
    };
    let first = (noun.saturating_sub(6).max(sentence)..noun).rev().find(determines)?;
    let start = first + usize::from(matches!(document.lower(first), "the" | "’s" | "'s"));
    let plain = (start..noun).all(|token| document.tokens[token].kind == TokenKind::Word);
    plain.then(|| owner_start(document, first, sentence).unwrap_or(start)..comma)
}

/// The start of the name whose "’s" is at `token`: "Bo Lind’s aunt, Ann Lee". The aunt alone could be anybody’s.
fn owner_start(document: &Document, token: usize, sentence: usize) -> Option<usize> {
    let named = |&token: &usize| {
        document.word(token).starts_with(char::is_uppercase) && !document.is_on(List::FunctionWords, token)
    };
    let owns = matches!(document.word(token), "’s" | "'s");
    (sentence..token).rev().take(MAX_BEFORE).take_while(named).last().filter(|_| owns)
}

fn is_subject(document: &Document, token: usize) -> bool {
    let pronoun = matches!(document.lower(token), "he" | "she" | "it" | "they" | "we" | "i" | "who" | "you");
    let capital = document.word(token).starts_with(char::is_uppercase);
    pronoun || capital && !document.is_on(List::FunctionWords, token)
}

/// `former President`, `Colombian President`, `South Dakota Gov.`: whether the token may precede a title.
fn may_precede_title(document: &Document, token: usize) -> bool {
    let lower = document.lower(token);
    let quarter = matches!(document.word(token), "North" | "South" | "East" | "West" | "New" | "Northern" | "Southern");
    lower == "former"
        || lower.starts_with("then-")
        || document.is_on(List::Places, token)
        || matches!(document.word(token), "U.S." | "US" | "U.K." | "UK" | "U.N." | "UN" | "EU")
        || quarter && document.is_on(List::Places, token + 1)
}

fn is_descriptive(document: &Document, token: usize) -> bool {
    let lower = document.lower(token);
    let word = document.tokens[token].kind == TokenKind::Word && !lower.starts_with(['\'', '’']);
    let lists = document.lists(token);
    let noun = lists.has(List::PersonNouns) || lists.has(List::OrganisationNouns);
    let time = lists.has(List::Calendar) || matches!(lower, "week" | "month" | "year" | "night" | "weekend");
    word && !time && (noun || !lists.has(List::FunctionWords) && !lower.ends_with("ed") && !lower.ends_with("ly"))
        || lower == "former"
}

/// "Mr.", "Mrs.": no role.
fn is_courtesy(title: &str) -> bool {
    is_no_role(&title.trim_end_matches('.').to_lowercase())
}

/// `founder, CEO and` before `president`: the start of the list whose last part begins at `start`.
fn list_before(document: &Document, start: usize, sentence: usize) -> usize {
    let joins = |token: usize, first: usize| {
        let word = document.word(token);
        word == "and" || word == "," && first < start
    };
    let mut first = start;
    while first >= sentence + 2 && joins(first - 1, first) && is_role_word(document, first - 2) {
        first -= 2;
    }
    if first > sentence && document.lower(first - 1) == "former" {
        first -= 1;
    }
    // "the mayor and President Ann Lee" are two people.
    let word = document.word(start);
    let small = word.starts_with(char::is_lowercase) || !word.contains(char::is_lowercase);
    let one =
        first == sentence || !matches!(document.lower(first - 1), "the" | "a" | "an" | "his" | "her" | "its" | "their");
    if small && one { first } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_sorted() {
        assert!(IRREGULAR_VERBS.is_sorted_by(|a, b| a < b));
    }
}

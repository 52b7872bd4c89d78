//! Sources that end before their noun: "says a new | note from Hull Data", "the firm’s senior | vice-president Bo Lind
//! said".

use std::ops::Range;

use super::complete_source_name::is_name;
use super::link::Link;
use super::rule::Rule;
use super::sources::is_past;
use super::verbs::is_verb_of_saying;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// "says a new | note from Hull Data"
pub(super) static BROKEN_OFF: Rule = Rule {
    id: "broken-off-source",
    sentence: "A source after its cue that ends before its noun extends to the end of the phrase.",
    apply: |document, links| {
        for link in links {
            let (Some(source), Some(cue)) = (link.source.clone(), link.cue.clone()) else { continue };
            let behind = source.start >= cue.end && source.start <= cue.end + 1 && !source.is_empty();
            if behind && let Some(end) = end_of_phrase(document, link, &source) {
                link.source = Some(source.start..end);
            }
        }
    },
    examples: &[
        (
            "[W “Rain,”] [C says] [S a new] commodities note from the London bank Hull Data.",
            "[W “Rain,”] [C says] [S a new commodities note from the London bank Hull Data].",
        ),
        (
            "[W “Rain,”] [C said] [S head] coach of the women’s team, Ann Lee. “Sun.”",
            "[W “Rain,”] [C said] [S head coach of the women’s team, Ann Lee]. “Sun.”",
        ),
        (
            "[W “Rain,”] [C agrees] [S Danish savings] and loan bank Hull Data today, [W “and wind.”]",
            "[W “Rain,”] [C agrees] [S Danish savings and loan bank Hull Data] today, [W “and wind.”]",
        ),
        (
            "[W “Rain,”] [C says] [S Danish shipping] and deal-making house Hull Data’s trading desk.",
            "[W “Rain,”] [C says] [S Danish shipping and deal-making house Hull Data’s trading desk].",
        ),
        (
            "[W “Rain,”] [C says] [S a new outlook] from the clearing bank Hull Data, [W “and wind.”]",
            "[W “Rain,”] [C says] [S a new outlook from the clearing bank Hull Data], [W “and wind.”]",
        ),
        ("[W “Rain,”] [C said] [S police] spokesman Bo Lind.", "[W “Rain,”] [C said] [S police spokesman Bo Lind]."),
        (
            "[W “Rain,”] [C says] [S the] daily commodities note from the London bank Hull Data.",
            "[W “Rain,”] [C says] [S the daily commodities note from the London bank Hull Data].",
        ),
        (
            "[W “Rain,”] [C says] [S lead author] and Hull Professor Ann Lee.",
            "[W “Rain,”] [C says] [S lead author and Hull Professor Ann Lee].",
        ),
    ],
    counterexamples: &[
        "[W “Rain,”] [C said] [S the mayor] yesterday.",
        "[W “Rain,”] [C says] [S a new outlook] from May.",
        "[W “Rain,”] [C said] [S a man] running and shouting at Hull Data.",
        "[W “Rain,”] [C said] [S Ann Lee] after lunch.",
        "[W “Rain,”] [C said] [S a neighbour] visibly shaken by it.",
        "[W “Rain,”] [C says] [S a new report] published on Monday.",
        "[W “Rain,”] [C said] [S one], and others agreed.",
        "[W “Rain,”] [C said] [S he] and walked off.",
        "[W “Rain,”] [C said] [S a student] and Professor Ann Lee.",
        "[W “Rain,”] [C said] [S officials] and Mayor Ann Lee.",
    ],
};

/// "the firm’s senior | vice-president Bo Lind said"
pub(super) static STOPS_SHORT: Rule = Rule {
    id: "source-stops-short",
    sentence: "A source before its cue that ends inside its noun phrase extends to the name or noun before the cue.",
    apply: |document, links| {
        for number in 0..links.len() {
            let (Some(source), Some(cue)) = (links[number].source.clone(), links[number].cue.clone()) else { continue };
            let gap = source.end..cue.start;
            let free = !links.iter().any(|link| is_in_the_way(link, &gap));
            if !source.is_empty()
                && free
                && let Some(end) = end_before_cue(document, &source, gap)
            {
                links[number].source = Some(source.start..end);
            }
        }
    },
    examples: &[
        (
            "[W “Rain,”] [S the firm’s senior] vice-president for public policy Bo Lind [C said].",
            "[W “Rain,”] [S the firm’s senior vice-president for public policy Bo Lind] [C said].",
        ),
        (
            "[S Danish savings] and loan bank Hull Data [C noted] [W “rain.”]",
            "[S Danish savings and loan bank Hull Data] [C noted] [W “rain.”]",
        ),
        (
            "[S Minister of Trade], Tourism and Ports, Senator Ann Lee, [C said] [W “rain.”]",
            "[S Minister of Trade, Tourism and Ports, Senator Ann Lee], [C said] [W “rain.”]",
        ),
        ("[S A police] spokesman [C said] [W “rain.”]", "[S A police spokesman] [C said] [W “rain.”]"),
    ],
    counterexamples: &[
        "[S The mayor] angrily [C said] [W “rain.”]",
        "[S Ann Lee], mayor of Hull, [C said] [W “rain.”]",
        "[S The mayor], Ann Lee, [C said] [W “rain.”]",
        "[S People] familiar with Hull Data [C said] [W “rain.”]",
        "[S She] and Bo Lind [C said] [W “rain.”]",
        "[S The nurse] met Bo Lind and [C said] [W “rain.”]",
        "[S He] first [C said] [W “rain.”]",
        "[S Ann Lee] of Hull Data [C said] [W “rain.”]",
    ],
};

/// Whether the link has a content, a source or a cue in `gap`.
pub(super) fn is_in_the_way(link: &Link, gap: &Range<usize>) -> bool {
    let meets = |span: &Range<usize>| span.start < gap.end && gap.start < span.end;
    link.contents.iter().chain(&link.source).chain(&link.cue).any(meets)
}

/// The end of the phrase that `source` truncates before its cue, if it does; `gap` is what is between them.
fn end_before_cue(document: &Document, source: &Range<usize>, gap: Range<usize>) -> Option<usize> {
    let comma = |token: usize| document.word(token) == ",";
    let end = gap.end - usize::from(!gap.is_empty() && comma(gap.end - 1));
    let gap = gap.start..end;
    let is_near = (1..=MAX_ADDED_TOKENS).contains(&gap.len())
        && document.sentence_of(source.start) == document.sentence_of(end)
        && gap.clone().all(|token| document.quoted_at(token) == document.quoted_at(source.start));
    if !is_near || !(is_name(document, end - 1) || is_noun(document, end - 1)) {
        return None;
    }
    let phrase = breaks_off(document, source, &gap) && gap.clone().all(|token| is_part(document, token));
    (phrase || is_rest_of_office(document, source, &gap)).then_some(end)
}

/// Whether a list of capitalised words with an "and", and a name after another comma, belong to an office: "Minister of
/// Trade | , Tourism and Ports, Senator Ann Lee".
fn is_rest_of_office(document: &Document, source: &Range<usize>, gap: &Range<usize>) -> bool {
    let comma = |token: &usize| document.word(*token) == ",";
    let capitals = |tokens: Range<usize>| {
        let joins = |token: usize| matches!(document.lower(token), "and" | "&" | "of" | "the" | "for" | ",");
        tokens.clone().all(|token| is_name(document, token) || joins(token))
            && is_name(document, tokens.start)
            && is_name(document, tokens.end - 1)
    };
    let Some(last) = gap.clone().rev().find(comma).filter(|&last| last > gap.start + 2 && last + 1 < gap.end) else {
        return false;
    };
    let list = gap.start + 1..last;
    comma(&gap.start)
        && is_name(document, source.end - 1)
        && source.clone().any(|token| matches!(document.lower(token), "of" | "for"))
        && capitals(list.clone())
        && list.clone().any(|token| document.lower(token) == "and")
        && capitals(last + 1..gap.end)
}

/// Maximum number of tokens that are added.
const MAX_ADDED_TOKENS: usize = 18;

/// The end of the phrase that `source` truncates, if it does.
fn end_of_phrase(document: &Document, link: &Link, source: &Range<usize>) -> Option<usize> {
    let sentence = document.sentences[document.sentence_of(source.start)].end;
    let free = |token: &usize| {
        document.quoted_at(*token) == document.quoted_at(source.start)
            && !link.contents.iter().any(|content| content.contains(token))
    };
    let window = source.end..sentence.min(source.end + MAX_ADDED_TOKENS);
    let end = window.clone().take_while(free).last()? + 1;
    let window = source.end..end;
    if !breaks_off(document, source, &window) {
        return None;
    }
    let goes_on = |&token: &usize| is_part(document, token);
    let mut end = window.clone().take_while(goes_on).last()? + 1;
    while end > window.start && joins(document.lower(end - 1)) {
        end -= 1;
    }
    (end > window.start).then(|| with_apposition(document, window.start..end, sentence))
}

/// Whether the words after `source` belong to its noun phrase.
fn breaks_off(document: &Document, source: &Range<usize>, behind: &Range<usize>) -> bool {
    let last = source.end - 1;
    let next = behind.start;
    if document.lower(next) == "and" {
        if is_first_of_two_roles(document, source, behind) {
            return true;
        }
        // "Danish savings and loan bank Hull Data"
        let words = next + 1..behind.end;
        let mut plain = words.clone().take_while(|&token| is_plain(document, token));
        let business = document.lower(last).ends_with("ing") && last > source.start;
        let open = !is_name(document, last) && !is_noun(document, last) && (is_plain(document, last) || business);
        return open
            && plain.next().is_some()
            && words.clone().nth(plain.count() + 1).is_some_and(|token| is_name(document, token));
    }
    // "an outlook from Hull Data"
    if document.lower(next) == "from" && document.is_on(List::DocumentNouns, last) {
        let words = next + 1..behind.end;
        let named = |token: usize| is_name(document, token) && !document.is_on(List::Calendar, token);
        return words.take_while(|&token| is_part(document, token)).any(named);
    }
    let complete = is_name(document, last) || is_noun(document, last);
    is_plain(document, next) && (!complete || is_noun(document, next))
}

/// Whether `source` is a role without a determiner and another one with a name follows: "lead author | and Hull Professor
/// Ann Lee". They are one person’s.
fn is_first_of_two_roles(document: &Document, source: &Range<usize>, behind: &Range<usize>) -> bool {
    let role = |token: usize| document.is_on(List::PersonNouns, token) || document.is_on(List::Titles, token);
    let words = behind.start + 1..behind.end;
    let own = |&token: &usize| {
        (is_plain(document, token) || is_name(document, token)) && !document.is_on(List::GroupNouns, token)
    };
    let second = words.start..words.start + words.clone().take_while(own).count();
    let Some(last) = second.clone().rev().find(|&token| role(token)) else { return false };
    let name = last + 1..second.end;
    source.clone().all(|token| is_plain(document, token) || is_name(document, token))
        && role(source.end - 1)
        && (2..=4).contains(&name.len())
        && name.clone().all(|token| is_name(document, token))
}

/// Whether the token is a noun for persons, organisations or documents.
fn is_noun(document: &Document, token: usize) -> bool {
    [List::PersonNouns, List::GroupNouns, List::OrganisationNouns, List::DocumentNouns]
        .into_iter()
        .any(|list| document.is_on(list, token))
}

/// Whether the token is a lower-case word that may be a noun or precede one.
fn is_plain(document: &Document, token: usize) -> bool {
    let (word, lower) = (document.word(token), document.lower(token));
    let tells_when = document.is_on(List::Calendar, token) || TIMES.contains(&lower);
    document.tokens[token].kind == TokenKind::Word
        && word == lower
        && word.starts_with(char::is_alphabetic)
        && !document.is_on(List::FunctionWords, token)
        && !tells_when
        && !is_past(lower)
        && !is_verb_of_saying(lower)
        && (!lower.ends_with("ing") || lower.contains('-'))
        && (!lower.ends_with("ly") || NO_ADVERBS.contains(&lower))
}

/// Words in "ly" that describe a noun or are one.
const NO_ADVERBS: [&str; 12] = [
    "ally",
    "assembly",
    "daily",
    "early",
    "elderly",
    "family",
    "friendly",
    "monthly",
    "quarterly",
    "supply",
    "weekly",
    "yearly",
];

/// Whether the token may be in a noun phrase.
fn is_part(document: &Document, token: usize) -> bool {
    is_plain(document, token)
        || is_name(document, token)
        || joins(document.lower(token))
        // "a clearing bank", "the bank’s trading desk"
        || document.lower(token).ends_with("ing")
            && (is_noun(document, token + 1) || matches!(document.word(token.saturating_sub(1)), "’s" | "'s"))
        || matches!(document.word(token), "’s" | "'s" | "’" | "'" | "-")
        || document.tokens[token].kind == TokenKind::Number
}

/// Words that link nouns.
fn joins(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "for" | "from" | "at" | "in" | "and" | "&" | "the" | "a" | "an" | "its" | "their" | "his" | "her"
    )
}

/// The end of `phrase` with the name after its comma: "coach of the team, Ann Lee."
fn with_apposition(document: &Document, phrase: Range<usize>, sentence: usize) -> usize {
    let person = phrase.clone().any(|token| document.is_on(List::PersonNouns, token));
    let name = phrase.end + 1..sentence.min(phrase.end + 6);
    let end = name.clone().find(|&token| !is_name(document, token)).unwrap_or(name.end);
    let closes = end >= sentence || document.tokens[end].kind == TokenKind::Punctuation;
    let two = end >= name.start + 2;
    if person && two && closes && document.word(phrase.end) == "," { end } else { phrase.end }
}

/// Words for time and place, which begin no noun phrase of a speaker.
const TIMES: [&str; 26] = [
    "afterward",
    "afterwards",
    "ago",
    "again",
    "also",
    "days",
    "earlier",
    "here",
    "hours",
    "last",
    "late",
    "later",
    "minutes",
    "moments",
    "months",
    "next",
    "now",
    "once",
    "soon",
    "then",
    "there",
    "today",
    "tomorrow",
    "tonight",
    "weeks",
    "yesterday",
];

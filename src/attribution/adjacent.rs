//! A reporting clause directly after a quotation belongs to it. The clause after "told reporters" is a content.
//!
//! The linker weighs distant evidence; a sentence that goes on with "said Ann Lee" settles the source.

use std::collections::BTreeMap;
use std::ops::Range;

use super::link::{Link, LinkScores};
use super::occupied::OccupiedTokens;
use super::quotation_marks::{all_quoted, any_quoted, quotation_at, words};
use super::recover_source::name_or_pronoun;
use super::rule::Rule;
use super::verbs::is_verb_of_saying;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Maximum length of such a source, in tokens.
const MAX_SOURCE_TOKENS: usize = 9;

/// Score of such a link.
const SCORE: f32 = 0.8;

/// "“A,” she said. “B,” said Bo Lind."
pub(super) static ADJACENT: Rule = Rule {
    id: "adjacent-words-of-saying",
    sentence: "A quotation followed by a reporting verb and its subject in the same sentence belongs to these, not to an earlier cue.",
    apply: |document, links| {
        let mut moved: Vec<Link> = Vec::new();
        for link in links.iter_mut() {
            move_adjacent(document, link, &mut moved);
        }
        links.retain(|link| !link.contents.is_empty());
        let mut by_cue: BTreeMap<usize, usize> = BTreeMap::new();
        by_cue.extend(links.iter().enumerate().filter_map(|(at, link)| Some((link.cue.as_ref()?.end, at))));
        for link in moved {
            let Some(cue) = link.cue.clone() else { continue };
            let other = by_cue.range(cue.start + 1..).next().map(|(_, &at)| at);
            let other = other.filter(|&at| links[at].cue.as_ref().is_some_and(|other| other.start < cue.end));
            let Some(other) = other.and_then(|at| links.get_mut(at)) else {
                by_cue.insert(cue.end, links.len());
                links.push(link);
                continue;
            };
            other.contents.extend(link.contents);
            other.contents.sort_by_key(|content| content.start);
            other.source = other.source.take().or(link.source);
        }
    },
    examples: &[
        (
            "[W “It rains,”] [S she] [C said]. [W “It will not stop,”] replied Bo Lind.",
            "[W “It rains,”] [S she] [C said]. [W2 “It will not stop,”] [C2 replied] [S2 Bo Lind].",
        ),
        (
            "[W “It rains,”] [S she] [C said]. [W “It will not,”] read the statement in part.",
            "[W “It rains,”] [S she] [C said]. [W2 “It will not,”] [C2 read] [S2 the statement] in part.",
        ),
        ("[W “Does it rain?”] reporter Bo Lind asked Ann.", "[W “Does it rain?”] [S reporter Bo Lind] [C asked] Ann."),
        (
            "[W “It rains,”] [S she] [C said]. [W “It will not,”] [C2 said] [S2 Bo Lind], a guest. [W2 “It is dry.”]",
            "[W “It rains,”] [S she] [C said]. [W2 “It will not,”] [C2 said] [S2 Bo Lind], a guest. [W2 “It is dry.”]",
        ),
    ],
    counterexamples: &[
        "[S She] [C said]: [W “It rains,”] and told Bo Lind to leave.",
        "[W “It rains,”] [S she] [C said]. [W “It will not stop.”] Bo Lind said no more.",
    ],
};

/// Moves the pieces of `link` that another reporting clause follows to `moved`.
fn move_adjacent(document: &Document, link: &mut Link, moved: &mut Vec<Link>) {
    for at in (0..link.contents.len()).rev() {
        let content = link.contents[at].clone();
        let sentence = document.sentence_of(content.end - 1);
        let has_own_cue = link.cue.as_ref().is_some_and(|cue| document.sentence_of(cue.start) == sentence);
        if has_own_cue || !all_quoted(document, &content) {
            continue;
        }
        let Some((source, cue)) = words_of_saying(document, &content) else { continue };
        let contents = link.contents.split_off(at);
        moved.push(Link {
            contents: contents[..1].to_vec(),
            cue: Some(cue),
            source: Some(source),
            scores: LinkScores { content: link.scores.content, ..LinkScores::uniform(SCORE) },
        });
        link.contents.extend_from_slice(&contents[1..]);
    }
}

/// Source and cue directly after the closing mark of `content`.
fn words_of_saying(document: &Document, content: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let region = quotation_at(document, content.end - 1).filter(|region| region.closed)?;
    let start = document.tokens_in(region.outer).end;
    let sentence = document.sentences.get(document.sentence_of(content.end - 1))?.clone();
    if start < content.end || start > content.end + 3 || start >= sentence.end {
        return None;
    }
    reporting_clause(document, start..sentence.end)
}

/// Source and cue of "said Ann Lee" or "Ann Lee said" at the beginning of `tokens`.
pub(super) fn reporting_clause(document: &Document, tokens: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let (start, end) = (tokens.start, tokens.end);
    let is_verb = |token: usize| is_verb_of_saying(document.lower(token));
    if start >= end {
        return None;
    }
    // "read the statement": of documents alone.
    if document.lower(start) == "read" {
        let source = subject(document, start + 1..end)?;
        let document_noun = document.is_on(List::DocumentNouns, source.end - 1);
        return document_noun.then_some((source, start..start + 1));
    }
    if is_verb(start) {
        let source = subject(document, start + 1..end)?;
        return Some((source, start..start + 1));
    }
    let plain = |&token: &usize| document.tokens[token].kind != TokenKind::Punctuation;
    let verb = (start..end.min(start + MAX_SOURCE_TOKENS)).take_while(plain).find(|&token| is_verb(token))?;
    let source = subject(document, start..verb).filter(|source| source.end == verb)?;
    Some((source, verb..verb + 1))
}

/// Nouns for those who speak.
const SPEAKING: [List; 3] = [List::PersonNouns, List::GroupNouns, List::DocumentNouns];

/// The name, pronoun, or noun phrase of a person, group or document at the beginning of `tokens`.
fn subject(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    if matches!(document.lower(tokens.start), "he" | "she" | "they" | "we" | "i") {
        return Some(tokens.start..tokens.start + 1);
    }
    let ends = |&token: &usize| {
        document.tokens[token].kind == TokenKind::Punctuation
            || matches!(
                document.lower(token),
                "who" | "in" | "on" | "at" | "after" | "before" | "when" | "as" | "during" | "to" | "with" | "and"
            )
            || document.is_on(List::Calendar, token)
            || is_verb_of_saying(document.lower(token)) && document.word(token).starts_with(char::is_lowercase)
    };
    let end = tokens.clone().find(ends).unwrap_or(tokens.end);
    let source = tokens.start..end;
    let named = source.clone().any(|token| document.is_capitalised(token));
    let noun = source.clone().any(|token| SPEAKING.into_iter().any(|list| document.is_on(list, token)));
    (!source.is_empty() && source.len() <= MAX_SOURCE_TOKENS && (named || noun)).then_some(source)
}

/// "Bo Lind told reporters the port would close."
pub(super) static TOLD: Rule = Rule {
    id: "told-somebody",
    sentence: "The clause after “told” and an addressee is a content, with or without “that”.",
    apply: |document, links| {
        let parts = links.iter().flat_map(|link| link.contents.iter().chain(&link.cue));
        let taken: OccupiedTokens = parts.collect();
        let found: Vec<Link> =
            document.sentences.iter().filter_map(|sentence| told_clause(document, &taken, sentence)).collect();
        links.extend(found);
    },
    examples: &[
        ("Bo Lind told reporters the port would close.", "[S Bo Lind] [C told] reporters [W the port would close]."),
        ("Mayor Ann Lee told the council it was over.", "[S Mayor Ann Lee] [C told] the council [W it was over]."),
    ],
    counterexamples: &[
        "Bo Lind was told reporters would come.",
        "Bo Lind told reporters about the port.",
        "Bo Lind told reporters: “The port will close.”",
        "[S Bo Lind] [C told] reporters [W the port would close].",
    ],
};

fn told_clause(document: &Document, taken: &OccupiedTokens, sentence: &Range<usize>) -> Option<Link> {
    let verb = sentence.clone().find(|&token| matches!(document.lower(token), "told" | "tells"))?;
    let marked = sentence.clone().any(|token| document.quoted_at(token).is_some());
    if marked || !taken.is_free(sentence) {
        return None;
    }
    let source = name_or_pronoun(document, sentence.start..verb, false).filter(|source| source.end == verb)?;
    let start = after_addressee(document, verb + 1..sentence.end)?;
    let end = super::layout::trim_punctuation(document, start..sentence.end)?.end;
    let content = start..end;
    let finite = words(document, &content).skip(1).take(10).any(|token| AUXILIARIES.contains(&document.lower(token)));
    let clause = finite && !matches!(document.lower(start), "to" | "about" | "of" | "on" | "in" | "at" | "who" | "and");
    let scores = LinkScores { content: SCORE - 0.2, ..LinkScores::uniform(SCORE) };
    let cue = Some(verb..verb + 1);
    (clause && !any_quoted(document, &content)).then(|| Link {
        contents: vec![content],
        cue,
        source: Some(source),
        scores,
    })
}

/// The token after the addressee.
fn after_addressee(document: &Document, tokens: Range<usize>) -> Option<usize> {
    let first = tokens.start;
    let noun = |token: usize| {
        document.is_on(List::PersonNouns, token)
            || document.is_on(List::GroupNouns, token)
            || document.is_on(List::OrganisationNouns, token)
            || document.lower(token) == "reporters"
    };
    if matches!(document.lower(first), "him" | "her" | "them" | "me" | "us" | "reporters")
        || noun(first) && !matches!(document.lower(first), "the")
    {
        return Some(first + 1);
    }
    if document.is_capitalised(first) {
        return tokens.clone().find(|&token| !document.is_capitalised(token));
    }
    let determiner = matches!(document.lower(first), "the" | "a" | "an" | "his" | "her" | "their" | "its" | "local");
    (first + 1..tokens.end.min(first + 4)).find(|&token| determiner && noun(token)).map(|token| token + 1)
}

/// Words that show that a clause is finite.
const AUXILIARIES: [&str; 20] = [
    "would", "will", "had", "has", "have", "was", "were", "is", "are", "could", "should", "may", "might", "can", "did",
    "do", "does", "’d", "'d", "must",
];

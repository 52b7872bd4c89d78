//! An instance of the ranking problem: one attribution and what its source says.

use std::ops::Range;

use super::super::name::Name;
use super::super::nouns::{is_aged, listed_kind, noun_gender};
use super::mentions::{is_preposition, pronoun_gender};
use crate::attribution::{Attribution, looks_like_participle};
use crate::lexicon::{Gender, List};
use crate::quote::{AttributionPattern, Kind, SpeakerKind};
use crate::text::{Document, TokenKind};

/// The class of the source words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceClass {
    None,
    He,
    She,
    They,
    It,
    First,
    We,
    Relative,
    Other,
    Name,
    Definite,
    Indefinite,
    Possessive,
    Bare,
}

impl SourceClass {
    /// The number of classes.
    pub const COUNT: usize = 14;

    /// Whether it is a pronoun.
    pub fn is_pronoun(self) -> bool {
        !matches!(self, Self::None | Self::Name | Self::Definite | Self::Indefinite | Self::Possessive | Self::Bare)
    }
}

/// One attribution whose speaker is to be found.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// Tokens of the source.
    pub source: Option<Range<usize>>,
    /// The head of the source: up to the first comma, preposition or relative pronoun.
    pub head: Range<usize>,
    /// The source up to its first comma or relative pronoun: the speaker's name if the article has no other.
    pub own: Range<usize>,
    pub class: SourceClass,
    /// The token of the noun that describes the source.
    pub noun: Option<usize>,
    pub noun_kind: SpeakerKind,
    /// The gender of a pronoun or of the noun.
    pub gender: Option<Gender>,
    /// The indices of the names in the source.
    pub names: Range<usize>,
    /// The token from which earlier mentions are searched: the start of the source, or else of the content.
    pub at: usize,
    /// From the first to the last token of the content.
    pub content: Range<usize>,
    pub sentence: usize,
    pub paragraph: usize,
    pub kind: Kind,
    /// Whether the source is a label or a signature, which names the speaker itself.
    pub labelled: bool,
    /// Whether its label is a letter, as in "Q:" and "A:".
    pub lettered: bool,
    pub cue: Option<Range<usize>>,
    pub confidence: f32,
}

impl Instance {
    pub fn new(document: &Document, names: &[Name], attribution: &Attribution) -> Self {
        let last = attribution.content.last().map_or(0, |piece| document.tokens_in(*piece).end);
        let first = attribution.content.first().map_or(0, |piece| document.tokens_in(*piece).start);
        let content = first..last.max(first);
        // The letter of an answer ("A:") names nobody.
        let is_letter = |source: &Range<usize>| {
            attribution.found == AttributionPattern::Transcript
                && source.len() == 1
                && document.word(source.start).len() == 1
        };
        let lettered = attribution.source.as_ref().is_some_and(is_letter);
        let source = attribution.source.clone().filter(|source| !source.is_empty() && !lettered);
        let whole = trimmed(document, source.clone().unwrap_or(first..first));
        let at = whole.start;
        let from = names.partition_point(|name| name.tokens.end <= whole.start);
        let inside = from..from + names[from..].iter().take_while(|name| name.tokens.start < whole.end).count();
        let head = head(document, &names[inside.clone()], &whole);
        let own = without_clause(document, whole.clone());
        let noun = noun(document, &head);
        let class = class(document, &names[inside.clone()], source.as_ref(), &head);
        let lower = noun.map_or("", |noun| document.lower(noun));
        let noun_kind = noun.map_or(SpeakerKind::Unknown, |noun| listed_kind(lower, document.lists(noun)));
        let pronoun = source.as_ref().and_then(|source| pronoun_gender(document.lower(source.start)));
        let gender = match class {
            SourceClass::He | SourceClass::She => pronoun,
            SourceClass::Definite | SourceClass::Indefinite | SourceClass::Possessive | SourceClass::Bare => {
                noun_gender(lower)
            }
            _ => None,
        };
        Self {
            head,
            own,
            class,
            noun,
            noun_kind,
            gender,
            names: inside,
            at,
            sentence: document.sentence_of(at),
            paragraph: document.paragraph_of(at),
            content,
            kind: attribution.kind,
            labelled: source.is_some()
                && matches!(attribution.found, AttributionPattern::Transcript | AttributionPattern::Signature),
            lettered,
            cue: attribution.cue.clone(),
            source,
            confidence: attribution.confidence,
        }
    }

    /// The first token after content and source.
    pub fn end(&self) -> usize {
        self.source.as_ref().map_or(0, |source| source.end).max(self.content.end)
    }
}

/// The head of a source: up to its first comma, preposition or relative pronoun outside of names.
pub(super) fn head(document: &Document, names: &[Name], source: &Range<usize>) -> Range<usize> {
    let in_name = |token: usize| names.iter().any(|name| name.tokens.contains(&token));
    let cuts = |&token: &usize| {
        let lower = document.lower(token);
        let cut = matches!(lower, "," | "(" | "who" | "which" | "that" | "whose" | "—" | "–") || is_preposition(lower);
        // "a lawyer representing Ann Lee"
        let speaker =
            |token: usize| document.is_on(List::PersonNouns, token) || document.is_on(List::GroupNouns, token);
        let participle = looks_like_participle(lower) && document.word(token) == lower;
        let acts = participle && speaker(token - 1) && in_name(token + 1);
        (cut || acts) && !in_name(token)
    };
    let end = source.clone().skip(1).find(cuts).unwrap_or(source.end);
    source.start..end
}

/// `tokens` up to the first comma or relative pronoun: the clause after it is no part of the speaker's name.
pub(super) fn without_clause(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let cut =
        |&token: &usize| matches!(document.word(token), "," | "(" | "who" | "which" | "that" | "whose" | "—" | "–");
    let end = tokens.clone().skip(1).find(cut).unwrap_or(tokens.end);
    tokens.start..end
}

/// `tokens` without what belongs to the words behind: "a shareholder group has", "the bank’s".
fn trimmed(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let stays = |token: usize| !BEHIND_SOURCE.contains(&document.word(token));
    let end = tokens.clone().rev().find(|&token| stays(token)).map_or(tokens.end, |last| last + 1);
    tokens.start..end
}

/// Auxiliaries between a source and its cue, and the endings of owners.
const BEHIND_SOURCE: [&str; 18] = [
    "are", "be", "been", "can", "could", "did", "does", "had", "has", "have", "is", "may", "was", "were", "would",
    "'s", "’", "’s",
];

/// The noun that describes the source: the last listed noun of its head, else its last word.
pub(super) fn noun(document: &Document, head: &Range<usize>) -> Option<usize> {
    let words = || {
        head.clone()
            .rev()
            .filter(|&token| document.tokens[token].kind == TokenKind::Word || is_aged(document.lower(token)))
    };
    let known = |&token: &usize| {
        let lower = document.lower(token);
        listed_kind(lower, document.lists(token)) != SpeakerKind::Unknown && !lower.ends_with("’s")
    };
    words().find(known).or_else(|| words().next())
}

fn class(document: &Document, names: &[Name], source: Option<&Range<usize>>, head: &Range<usize>) -> SourceClass {
    let Some(source) = source else { return SourceClass::None };
    let lower = document.lower(source.start);
    if source.len() <= 2 && !names.iter().any(|name| name.tokens.contains(&source.start)) {
        let alone = source.len() == 1;
        match lower {
            "he" => return SourceClass::He,
            "she" => return SourceClass::She,
            "him" | "his" if alone => return SourceClass::He,
            "her" | "hers" if alone => return SourceClass::She,
            "they" | "them" | "their" | "both" if alone => return SourceClass::They,
            "it" | "its" | "this" | "that" | "these" | "those" if alone => return SourceClass::It,
            "i" | "you" | "me" | "my" if alone => return SourceClass::First,
            "we" | "us" | "our" if alone => return SourceClass::We,
            "who" | "which" | "whom" if alone => return SourceClass::Relative,
            "one" | "another" | "many" | "some" | "others" | "several" if alone => return SourceClass::Other,
            _ => {}
        }
    }
    let named = names.iter().any(|name| {
        let possessive =
            matches!(document.word(name.tokens.end), "’s" | "'s" | "’" | "'") && name.tokens.end < head.end;
        name.tokens.end == head.end && name.tokens.start >= head.start && !possessive
    });
    let owner = head.clone().take(5).any(|token| matches!(document.word(token), "’s" | "'s" | "s’" | "s'"));
    match lower {
        _ if named => SourceClass::Name,
        "his" | "her" | "their" | "its" | "my" | "our" => SourceClass::Possessive,
        _ if owner => SourceClass::Possessive,
        "the" | "this" | "that" | "these" | "those" | "both" => SourceClass::Definite,
        "a" | "an" | "one" | "another" | "two" | "three" | "some" | "several" | "many" | "other" => {
            SourceClass::Indefinite
        }
        _ if document.is_on(List::FunctionWords, source.start) => SourceClass::Other,
        _ => SourceClass::Bare,
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked::{SOURCES, with_marked};
    use super::*;

    #[test]
    fn the_classes_are_counted_and_pronouns_are_told_from_descriptions() {
        let class =
            |source: &str| with_marked(&format!("{{{source}}} said [it rains]."), |article| article.instances[0].class);
        let classes = SOURCES.map(|(source, _)| class(source));
        assert_eq!(classes.map(|class| class as usize), std::array::from_fn(|number| number));
        assert_eq!(SourceClass::COUNT, SOURCES.len());
        let pronouns: Vec<&str> =
            SOURCES.iter().zip(classes).filter(|(_, class)| class.is_pronoun()).map(|(source, _)| source.0).collect();
        assert_eq!(pronouns, ["He", "She", "They", "It", "I", "We", "Who", "Others"]);
        for (source, expected) in [
            ("Mrs. Lee", SourceClass::Name),
            ("Ann Lee’s aunt", SourceClass::Possessive),
            ("Her", SourceClass::She),
            ("Her aunt", SourceClass::Possessive),
            ("The Bank of Norland", SourceClass::Name),
        ] {
            assert_eq!(class(source), expected, "{source}");
        }
    }

    #[test]
    fn a_source_has_a_head_a_noun_and_a_gender() {
        let (she, he) = (Some(Gender::Female), Some(Gender::Male));
        for (source, head, own, noun, kind, gender) in [
            ("the mayor of Leeds, a man,", "the mayor", "the mayor of Leeds", "mayor", SpeakerKind::Person, None),
            ("an actress who left", "an actress", "an actress", "actress", SpeakerKind::Person, she),
            ("Ann Lee’s spokesman", "Ann Lee’s spokesman", "Ann Lee’s spokesman", "spokesman", SpeakerKind::Person, he),
            ("two tall nurses", "two tall nurses", "two tall nurses", "nurses", SpeakerKind::Group, None),
            ("the 60-year-old", "the 60-year-old", "the 60-year-old", "60-year-old", SpeakerKind::Person, None),
            ("she", "she", "she", "she", SpeakerKind::Unknown, she),
            ("the bank has", "the bank", "the bank", "bank", SpeakerKind::Organisation, None),
            ("the bank’s", "the bank", "the bank", "bank", SpeakerKind::Organisation, None),
        ] {
            with_marked(&format!("Then {{{source}}} said [it rains]."), |article| {
                let (document, one) = (article.document, &article.instances[0]);
                let words = |tokens: &Range<usize>| document.span(tokens.clone()).of(document.text);
                assert_eq!((words(&one.head), words(&one.own)), (head, own));
                assert_eq!((one.noun.map(|noun| document.word(noun)), one.noun_kind), (Some(noun), kind), "{source}");
                assert_eq!(one.gender, gender, "{source}");
            });
        }
    }

    #[test]
    fn a_label_names_the_speaker_unless_it_is_one_letter() {
        for (text, labelled, has_source) in [
            ("{Ann Lee}: [It rains.]", true, true),
            ("{Velbo}: [It rains.]", true, true),
            ("{A}: [It rains.]", false, false),
            ("{Ann Lee} said [it rains].", false, true),
        ] {
            let found =
                with_marked(text, |article| (article.instances[0].labelled, article.instances[0].source.is_some()));
            assert_eq!(found, (labelled, has_source), "{text}");
        }
    }
}

//! A paragraph without quotation marks that a colon introduces: "Ann Lee wrote on X:", and her words in the next
//! paragraph.

use std::ops::Range;

use super::layout::{Turn, add, trim_punctuation};
use super::quotation_marks::{any_quoted, words};
use super::recover_source::name_or_pronoun;
use super::rule::Rule;
use super::verbs::is_verb_of_saying;
use crate::lexicon::List;
use crate::text::Document;

/// Minimum number of words of such a paragraph.
const MIN_WORDS: usize = 4;

/// Maximum distance of the subject before the verb, in tokens.
const MAX_SUBJECT_DISTANCE: usize = 20;

/// "Ann Lee wrote:" and a paragraph in the first person.
pub(super) static INTRODUCED: Rule = Rule {
    id: "introduced-paragraph",
    sentence: "A paragraph in the first person after one that ends in a reporting clause and a colon is a content.",
    apply: |document, links| {
        for paragraph in 1..document.paragraphs.len() {
            if let Some(turn) = introduced(document, paragraph) {
                add(document, links, turn);
            }
        }
    },
    examples: &[(
        "On Monday Bo Lind wrote on his page:\nI have won the cup.\nIt was taken down.",
        "On Monday [S Bo Lind] [C wrote] on his page:\n[W I have won the cup].\nIt was taken down.",
    )],
    counterexamples: &[
        "Bo Lind wrote on his page:\nThe cup was won in May.",
        "Three things to see:\nI like the harbour best.",
        "Bo Lind wrote on his page.\nI have won the cup.",
    ],
};

fn introduced(document: &Document, paragraph: usize) -> Option<Turn> {
    let content = trim_punctuation(document, document.paragraphs[paragraph].clone())?;
    if !ends_in_colon(document, paragraph) || any_quoted(document, &content) || !is_first_person(document, &content) {
        return None;
    }
    let before = document.paragraphs[paragraph - 1].clone();
    let sentence = document.sentences.get(document.sentence_of(before.end - 1))?.clone();
    let verb = sentence.clone().find(|&token| is_verb_of_saying(document.lower(token)))?;
    let idle =
        |token| document.is_on(List::Calendar, token) || matches!(document.lower(token), "on" | "in" | "at" | "last");
    let starts =
        |&token: &usize| !idle(token) && name_or_pronoun(document, token..verb, token == sentence.start).is_some();
    let start = (sentence.start.max(verb.saturating_sub(MAX_SUBJECT_DISTANCE))..verb).find(|token| starts(token))?;
    let source = name_or_pronoun(document, start..verb, start == sentence.start)?;
    Some(Turn { source, cue: verb..verb + 1, content })
}

/// Whether the paragraph before `paragraph` ends in a colon.
pub(super) fn ends_in_colon(document: &Document, paragraph: usize) -> bool {
    let before = paragraph.checked_sub(1).and_then(|before| document.paragraphs.get(before));
    before.is_some_and(|before| document.word(before.end - 1) == ":")
}

fn is_first_person(document: &Document, content: &Range<usize>) -> bool {
    let first = |token| matches!(document.lower(token), "i" | "we" | "my" | "our" | "me" | "us");
    words(document, content).count() >= MIN_WORDS && content.clone().any(first)
}

//! Reporting verbs whose subject the tagger got wrong: in a clause with two verbs, or directly before a second
//! reporting verb.

use std::ops::Range;

use super::complete_source_name::is_name;
use super::link::Link;
use super::quotation_marks::any_quoted;
use super::recover_source::name_or_pronoun;
use super::rule::Rule;
use super::sources::is_past;
use super::verbs::is_verb_of_saying;
use crate::text::{Document, TokenKind};

/// Score of such a subject.
const SCORE: f32 = 0.7;

/// "Police arrested six men and said"
pub(super) static TWO_VERBS: Rule = Rule {
    id: "two-verbs",
    sentence: "A reporting verb after “and” has the subject of the verb before, which begins the sentence.",
    apply: |document, links| {
        for link in links {
            if let Some(subject) = subject_of_both(document, link) {
                link.set_source(subject, SCORE);
            }
        }
    },
    examples: &[
        (
            "Ann Lee left. Police arrested six men and [C said] [W more arrests would follow].",
            "Ann Lee left. [S Police] arrested six men and [C said] [W more arrests would follow].",
        ),
        (
            "Bo Lind met [S Ann Lee] in Hull and [C told] her [W that it rained].",
            "[S Bo Lind] met Ann Lee in Hull and [C told] her [W that it rained].",
        ),
        (
            "She met six men and later [C said]: [W “It rains.”]",
            "[S She] met six men and later [C said]: [W “It rains.”]",
        ),
    ],
    counterexamples: &[
        "Police arrested six men and [S Bo Lind] [C said] [W more would follow].",
        "[S Bo Lind] came, Ann Lee left and [C said] [W it rained].",
        "When Ann Lee left, it was late and [C said] [W to rain].",
    ],
};

/// Maximum distance between the two verbs, in tokens.
const MAX_VERB_DISTANCE: usize = 25;

fn subject_of_both(document: &Document, link: &Link) -> Option<Range<usize>> {
    let cue = link.cue.clone().filter(|cue| is_verb_of_saying(document.lower(cue.start)))?;
    let idle = |token: usize| matches!(document.lower(token), "then" | "later" | "also" | "even");
    let before = cue.start.checked_sub(1)?;
    let and = if idle(before) { before.checked_sub(1)? } else { before };
    let sentence = document.sentences[document.sentence_of(cue.start)].start;
    if document.lower(and) != "and" || and <= sentence || cue.start - sentence > MAX_VERB_DISTANCE {
        return None;
    }
    let subject = name_or_pronoun(document, sentence..and, true)?;
    let clause = subject.end..and;
    // After a comma, another clause with another subject may have begun.
    let whole = !clause.is_empty()
        && is_past(document.lower(subject.end))
        && !clause.clone().any(|token| document.tokens[token].kind == TokenKind::Punctuation)
        && !any_quoted(document, &(sentence..cue.end));
    let elsewhere = link.source.as_ref().is_none_or(|source| clause.contains(&source.start));
    (whole && elsewhere).then_some(subject)
}

/// "said Ann Lee, but her opponent, Bo Lind, said"
pub(super) static SECOND_SUBJECT: Rule = Rule {
    id: "second-subject",
    sentence: "A name directly before a second reporting verb, after “but” or “while”, is the subject of the second verb.",
    apply: |document, links| {
        let cues: Vec<Range<usize>> = links.iter().filter_map(|link| link.cue.clone()).collect();
        for link in links {
            if let Some(subject) = second_subject(document, link, &cues) {
                link.set_source(subject, SCORE);
            }
        }
    },
    examples: &[
        (
            "[W “Rain,”] [C said] [S1 Ann Lee], but her opponent, Bo Lind, [C2 said] [W2 it was late].",
            "[W “Rain,”] [C said] [S Ann Lee], but her opponent, Bo Lind, [C2 said] [W2 it was late].",
        ),
        (
            "[W It rains], [S Ann Lee] says, while Bo Lind says it is dry.",
            "[W It rains], [S Ann Lee] says, while Bo Lind says it is dry.",
        ),
    ],
    counterexamples: &["[S Ann Lee], but not Bo Lind, [C said] [W it rains]."],
};

fn second_subject(document: &Document, link: &Link, cues: &[Range<usize>]) -> Option<Range<usize>> {
    let (cue, source) = (link.cue.clone()?, link.source.clone()?);
    // The source is the subject of another cue between them.
    let others = cues.iter().any(|other| *other != cue && other.end <= cue.start && other.start + 12 >= source.start);
    if source.end > cue.start || !others || document.sentence_of(source.start) != document.sentence_of(cue.start) {
        return None;
    }
    let divider = (source.end..cue.start)
        .find(|&token| matches!(document.lower(token), "but" | "while" | "whereas" | "though" | "although"))?;
    let comma = document.word(cue.start - 1) == ",";
    let end = cue.start - usize::from(comma);
    let named = end > divider + 1 && is_name(document, end - 1);
    let words = divider + 1..end;
    (named && words.len() <= 8 && !any_quoted(document, &words)).then_some(words)
}

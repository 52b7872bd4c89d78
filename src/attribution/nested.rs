//! Quotations within reported speech that have a reporting verb of their own: "Some said that Ann Lee shouted “rain”".

use std::ops::Range;

use super::complement::{clause, complement, is_pronoun};
use super::directives::taken_cues;
use super::inner_clauses::{InnerClause, clause_before, is_finite_saying, subject_of, who_before};
use super::link::Link;
use super::quotation_marks::any_quoted;
use super::rule::Rule;
use super::verbs::is_finite_verb;
use crate::text::{Document, TokenKind};

/// "Ann Lee said that Bo Lind shouted “rain”."
pub(super) static WITHIN: Rule = Rule {
    id: "statement-within",
    sentence: "A quotation within reported speech that has a reporting verb with another subject before it belongs to that subject.",
    apply: |document, links| {
        let taken = taken_cues(links);
        let free = |link: &Link| link.cue.as_ref().is_some_and(|cue| !taken.contains(&cue.start));
        let found: Vec<Link> = links.iter_mut().filter_map(|link| within(document, link, free)).collect();
        links.extend(found);
    },
    examples: &[
        (
            "[S Some] [C said] [W that Bo Lind shouted “rain”] at them.",
            "[S Some] [C said] [W that [S2 Bo Lind] [C2 shouted] “[W2 rain]”] at them.",
        ),
        (
            "[S Some] [C said] [W that] Bo Lind shouted [W “rain”] at them.",
            "[S Some] [C said] [W that [S2 Bo Lind] [C2 shouted] [W2 “rain”]] at them.",
        ),
        (
            "[S Ann Lee] [C said] [W that Bo Lind had vowed to print “rain”].",
            "[S Ann Lee] [C said] [W that [S2 Bo Lind] had [C2 vowed] to print “[W2 rain]”].",
        ),
        (
            "[S Ann Lee] [C said] [W she had met Bo Lind, who had told her that it was “late”].",
            "[S Ann Lee] [C said] [W she had met [S2 Bo Lind], who had [C2 told] her that it was “[W2 late]”].",
        ),
    ],
    counterexamples: &[
        "[S Ann Lee] [C said] [W that she told them it was “late”].",
        "[S Ann Lee] [C said] [W that Bo Lind never said it was “late”].",
        "[S Ann Lee] [C said] [W that Bo Lind was told it was “late”].",
        "[S Ann Lee] [C said] [W that Bo Lind was “late”].",
        "[S Ann Lee] [C said] [W Bo Lind had warned his guest “in writing”].",
        "[S Ann Lee] [C said] [W she had met a man and a guest, who shouted “rain”].",
        "[S Ann Lee] [C said] [W “that Bo Lind said ‘rain’ in May”].",
        "[W “Rain,”] [S Ann Lee] [C said]. Bo Lind said: [W “Rain.”]",
    ],
};

/// The statement within `link`, if its reporting verb is `free`.
fn within(document: &Document, link: &mut Link, free: impl Fn(&Link) -> bool) -> Option<Link> {
    link.cue.as_ref()?;
    let inside = link.contents.iter().find_map(|content| quoted_within(document, content)).filter(&free);
    inside.or_else(|| quoted_behind_gap(document, link).filter(free))
}

/// The quotation in `content`, if a reporting verb with its own subject before it is in `content`, too.
fn quoted_within(document: &Document, content: &Range<usize>) -> Option<Link> {
    let quoted = content.clone().find(|&token| document.quoted_at(token).is_some())?;
    let verb = (content.start + 1..quoted).rev().find(|&token| is_finite_saying(document, token))?;
    let source = subject_of(document, content, verb).filter(|source| !is_pronoun(document.lower(source.start)))?;
    let words = complement(document, content, verb).filter(|words| any_quoted(document, words))?;
    // "warned its customer “in writing”": an object that is no addressee is not followed by the words themselves.
    let addressee =
        |token: usize| matches!(document.lower(token), "me" | "him" | "her" | "us" | "them" | "reporters" | "," | ":");
    let marks = |token: usize| document.tokens[token].kind == TokenKind::Punctuation;
    let direct =
        document.lower(verb + 1) == "to" || (verb + 1..words.start).all(|token| addressee(token) || marks(token));
    if !direct && clause(document, content, verb).is_none() {
        return None;
    }
    Some(InnerClause { source, cue: verb..verb + 1 }.link(vec![words]))
}

/// The second content, if a reporting verb with its own subject is between the first and it, in the same sentence. The
/// content of `link` becomes the whole.
fn quoted_behind_gap(document: &Document, link: &mut Link) -> Option<Link> {
    let [first, second] = link.contents.as_slice() else { return None };
    let together = document.sentence_of(first.start) == document.sentence_of(second.start);
    let behind = link.cue.as_ref().is_some_and(|cue| cue.end <= first.start);
    if !together || !behind || any_quoted(document, first) || !any_quoted(document, second) {
        return None;
    }
    let inner = clause_before(document, &(first.end..second.end), second)?;
    if is_pronoun(document.lower(inner.source.start)) {
        return None;
    }
    let found = inner.link(vec![second.clone()]);
    let whole = first.start..second.end;
    link.contents = vec![whole];
    Some(found)
}

/// "Ann Lee said she had met Bo Lind, who told her it was “late”."
pub(super) static WHO: Rule = Rule {
    id: "who-said",
    sentence: "The source of a reporting verb after “who” is what “who” stands for, not the subject of an earlier verb.",
    apply: |document, links| {
        let mut cues: Vec<usize> = taken_cues(links).into_iter().collect();
        cues.sort_unstable();
        for link in links.iter_mut() {
            let (Some(cue), Some(source)) = (&link.cue, &link.source) else { continue };
            let others =
                cues.partition_point(|&start| start < source.end)..cues.partition_point(|&start| start < cue.start);
            let sentence = document.sentences[document.sentence_of(cue.start)].clone();
            if source.start < sentence.start || cue.start < source.end {
                continue;
            }
            let source_end = source.end;
            let named = who_said(document, &(source_end..sentence.end), cue.start).filter(|named| {
                !others.is_empty() || (source_end..named.start).any(|token| is_finite_verb(document, token))
            });
            if let Some(named) = named {
                link.set_source(named, WHO_SCORE);
            }
        }
    },
    examples: &[
        (
            "[S [S2 Ann Lee]] [C said] [W she had met Bo Lind], who had [C2 told] her [W2 that it was “late”].",
            "[S Ann Lee] [C said] [W she had met [S2 Bo Lind]], who had [C2 told] her [W2 that it was “late”].",
        ),
        (
            "[S Ann Lee] was praised by Bo Lind, who [C said]: [W “Rain.”]",
            "Ann Lee was praised by [S Bo Lind], who [C said]: [W “Rain.”]",
        ),
    ],
    counterexamples: &[
        "[S Ann Lee], a friend of Bo Lind, who [C said]: [W “Rain.”]",
        "[S Ann Lee], who was a guest of Bo Lind, [C said] [W it was “late”].",
        "[S [S2 Ann Lee]] [C said] [W it was late], and [C2 told] them [W2 that it was “over”].",
        "[S [S2 Ann Lee]] [C said] [W she had met those] who [C2 told] them [W2 that it was “over”].",
    ],
};

/// Score of such a source.
const WHO_SCORE: f32 = 0.8;

/// The name before "who" at the beginning of the verb group of `verb`.
fn who_said(document: &Document, clause: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let who = who_before(document, clause, verb)?;
    subject_of(document, clause, verb).filter(|named| named.end <= who && document.is_capitalised(named.start))
}

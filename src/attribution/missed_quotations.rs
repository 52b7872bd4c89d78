//! Complete quotations that the tagger missed, and titles that it took for quotations.

use std::ops::Range;

use super::layout::trim_punctuation;
use super::link::{Link, LinkScores};
use super::occupied::OccupiedTokens;
use super::quotation_marks::{all_quoted, is_title_case, left_open, words};
use super::recover_source::name_or_pronoun;
use super::rule::Rule;
use super::verbs::is_verb_of_saying;
use crate::lexicon::List;
use crate::text::{Document, QuoteStyle, QuotedSpan, TokenKind};

/// Minimum number of words of a quotation that is found by its marks alone.
const MIN_WORDS: usize = 6;

/// Score of such a link.
const SCORE: f32 = 0.7;

/// Maximum length of the reporting clause before a colon, in tokens.
const MAX_INTRODUCTION_TOKENS: usize = 14;

/// A sentence in quotation marks.
pub(super) static WHOLE: Rule = Rule {
    id: "whole-quotation",
    sentence: "One or more sentences in quotation marks, with the full stop inside, are a quotation.",
    apply: |document, links| {
        let taken: OccupiedTokens = links.iter().flat_map(|link| &link.contents).collect();
        let free = |content: &Range<usize>| taken.is_free(content);
        let regions = document.quoted.iter().filter(|region| region.depth == 0);
        let found: Vec<Range<usize>> =
            regions.filter_map(|region| whole_quotation(document, region)).filter(free).collect();
        links.extend(found.into_iter().map(|content| introduced(document, content)));
    },
    examples: &[
        (
            "It rained all day. “It will not stop before the end of June.”",
            "It rained all day. “[W It will not stop before the end of June].”",
        ),
        (
            "A clerk of the port said: “It will not stop before June.”",
            "[S A clerk of the port] [C said]: “[W It will not stop before June].”",
        ),
    ],
    counterexamples: &[
        "“It rains.”",
        "“The Long Rain of the Year in Hull” opens on Monday.",
        "[W “It will not stop before June,”] [C said] [S Bo].",
    ],
};

/// The words of `region`, if it begins a sentence or follows a colon, and contains the end of a sentence.
fn whole_quotation(document: &Document, region: &QuotedSpan) -> Option<Range<usize>> {
    if !region.opened || region.style == QuoteStyle::Single {
        return None;
    }
    let outer = document.tokens_in(region.outer);
    let content = trim_punctuation(document, document.tokens_in(region.inner))?;
    let last = region.inner.of(document.text).trim_end();
    let ends = last.ends_with(['.', '!', '?', ',']) || left_open(document, content.end - 1);
    let begins = document.sentences[document.sentence_of(outer.start)].start == outer.start
        || outer.start > 0 && document.word(outer.start - 1) == ":";
    (ends && begins && words(document, &content).count() >= MIN_WORDS).then_some(content)
}

/// A link for `content`, with the reporting clause before the colon that introduces it, if there is one.
fn introduced(document: &Document, content: Range<usize>) -> Link {
    let alone = |contents| Link { contents, cue: None, source: None, scores: LinkScores::uniform(SCORE) };
    let colon = content.start.checked_sub(2).filter(|&before| document.word(before) == ":");
    let Some(colon) = colon else { return alone(vec![content]) };
    let sentence = document.sentences[document.sentence_of(colon)].clone();
    let plain = |&token: &usize| document.tokens[token].kind != TokenKind::Punctuation;
    let start = (sentence.start..colon).rev().take_while(plain).last().unwrap_or(colon);
    let verb = (start..colon).rev().find(|&token| is_verb_of_saying(document.lower(token)) && token > start);
    let Some(verb) = verb.filter(|&verb| verb - start <= MAX_INTRODUCTION_TOKENS) else { return alone(vec![content]) };
    let noun = |token: usize| document.is_on(List::PersonNouns, token) || document.is_on(List::GroupNouns, token);
    let subject = name_or_pronoun(document, start..verb, start == sentence.start);
    let source = match subject {
        Some(subject) if subject.end == verb => subject,
        _ if (start..verb).any(noun) => start..verb,
        _ => return alone(vec![content]),
    };
    Link {
        contents: vec![content],
        cue: Some(verb..verb + 1),
        source: Some(source),
        scores: LinkScores::uniform(SCORE),
    }
}

/// “A Most Violent Year” hits the cinemas.
pub(super) static TITLE: Rule = Rule {
    id: "title",
    sentence: "Words in quotation marks that are all capitalised, without a full stop or a reporting verb in their sentence, are a title.",
    apply: |document, links| {
        links.retain_mut(|link| {
            let cue = link.cue.as_ref().map(|cue| document.sentence_of(cue.start));
            let has_cue = |content: &Range<usize>| cue == Some(document.sentence_of(content.start));
            link.contents.retain(|content| has_cue(content) || !is_title(document, content));
            !link.contents.is_empty()
        });
    },
    examples: &[(
        "[W “It rains,”] [S she] [C said]. [W “The Silver Rain”] opens on Monday.",
        "[W “It rains,”] [S she] [C said]. “The Silver Rain” opens on Monday.",
    )],
    counterexamples: &["[W “The Long Rain”] is what [S she] [C said]. It rains.", "[W “It Rains.”]"],
};

fn is_title(document: &Document, content: &Range<usize>) -> bool {
    let Some(region) = document.quoted_at(content.start).map(|at| &document.quoted[at]) else { return false };
    let pointed = region.inner.of(document.text).trim_end().ends_with(['.', '!', '?']);
    let is_content_word = |token: &usize| !document.is_on(List::FunctionWords, *token);
    let titled = is_title_case(document, content) && words(document, content).filter(is_content_word).count() > 1;
    region.closed && !pointed && all_quoted(document, content) && titled
}

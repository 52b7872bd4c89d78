//! Quotations that the tagger left out though the page shows them whole, and titles that it took for quotations.

use std::ops::Range;

use super::layout::words_of;
use super::link::Link;
use super::marked::{all_marked, left_open, words};
use super::rule::Rule;
use super::second_look::name_or_pronoun;
use super::taken::Taken;
use super::verbs::is_verb_of_saying;
use crate::lexicon::List;
use crate::text::{Document, QuoteStyle, QuotedSpan, TokenKind};

/// Fewest words of a quotation that is found by its marks alone.
const FEWEST: usize = 6;

/// How sure such a finding is.
const CERTAINTY: f32 = 0.7;

/// Most tokens of the words of saying before a colon.
const LONGEST: usize = 14;

/// A sentence in marks.
pub(super) static WHOLE: Rule = Rule {
    id: "whole-quotation",
    sentence: "A sentence or more that stands in marks, with the point inside them, is a quotation.",
    apply: |document, links| {
        let taken: Taken = links.iter().flat_map(|link| &link.contents).collect();
        let free = |content: &Range<usize>| taken.is_free(content);
        let regions = document.quoted.iter().filter(|region| region.depth == 0);
        let found: Vec<Range<usize>> = regions.filter_map(|region| whole(document, region)).filter(free).collect();
        links.extend(found.into_iter().map(|content| introduced(document, content)));
    },
    holds: &[
        (
            "It rained all day. “It will not stop before the end of June.”",
            "It rained all day. “[W It will not stop before the end of June].”",
        ),
        (
            "A clerk of the port said: “It will not stop before June.”",
            "[S A clerk of the port] [C said]: “[W It will not stop before June].”",
        ),
    ],
    fails: &[
        "“It rains.”",
        "“The Long Rain of the Year in Hull” opens on Monday.",
        "[W “It will not stop before June,”] [C said] [S Bo].",
    ],
};

/// The words of `region` if it begins a sentence, or stands behind a colon, and holds the end of one.
fn whole(document: &Document, region: &QuotedSpan) -> Option<Range<usize>> {
    if !region.opened || region.style == QuoteStyle::Single {
        return None;
    }
    let outer = document.tokens_in(region.outer);
    let content = words_of(document, document.tokens_in(region.inner))?;
    let last = region.inner.of(document.text).trim_end();
    let ends = last.ends_with(['.', '!', '?', ',']) || left_open(document, content.end - 1);
    let begins = document.sentences[document.sentence_of(outer.start)].start == outer.start
        || outer.start > 0 && document.word(outer.start - 1) == ":";
    (ends && begins && words(document, &content).count() >= FEWEST).then_some(content)
}

/// A link of `content`, with the words of saying before the colon that introduces it, if there are any.
fn introduced(document: &Document, content: Range<usize>) -> Link {
    let alone = |contents| Link { contents, cue: None, source: None, certainty: [CERTAINTY; 4] };
    let colon = content.start.checked_sub(2).filter(|&before| document.word(before) == ":");
    let Some(colon) = colon else { return alone(vec![content]) };
    let sentence = document.sentences[document.sentence_of(colon)].clone();
    let plain = |&token: &usize| document.tokens[token].kind != TokenKind::Punctuation;
    let start = (sentence.start..colon).rev().take_while(plain).last().unwrap_or(colon);
    let verb = (start..colon).rev().find(|&token| is_verb_of_saying(document.lower(token)) && token > start);
    let Some(verb) = verb.filter(|&verb| verb - start <= LONGEST) else { return alone(vec![content]) };
    let noun = |token: usize| document.is_on(List::PersonNouns, token) || document.is_on(List::GroupNouns, token);
    let subject = name_or_pronoun(document, start..verb, start == sentence.start);
    let source = match subject {
        Some(subject) if subject.end == verb => subject,
        _ if (start..verb).any(noun) => start..verb,
        _ => return alone(vec![content]),
    };
    Link { contents: vec![content], cue: Some(verb..verb + 1), source: Some(source), certainty: [CERTAINTY; 4] }
}

/// “A Most Violent Year” hits the cinemas.
pub(super) static TITLE: Rule = Rule {
    id: "title",
    sentence: "Words in marks that all have capitals and no point, with no words of saying in their sentence, are a title.",
    apply: |document, links| {
        links.retain_mut(|link| {
            let cue = link.cue.as_ref().map(|cue| document.sentence_of(cue.start));
            let told = |content: &Range<usize>| cue == Some(document.sentence_of(content.start));
            link.contents.retain(|content| told(content) || !is_title(document, content));
            !link.contents.is_empty()
        });
    },
    holds: &[(
        "[W “It rains,”] [S she] [C said]. [W “The Silver Rain”] opens on Monday.",
        "[W “It rains,”] [S she] [C said]. “The Silver Rain” opens on Monday.",
    )],
    fails: &["[W “The Long Rain”] is what [S she] [C said]. It rains.", "[W “It Rains.”]"],
};

fn is_title(document: &Document, content: &Range<usize>) -> bool {
    let Some(region) = document.quoted_at(content.start).map(|at| &document.quoted[at]) else { return false };
    let pointed = region.inner.of(document.text).trim_end().ends_with(['.', '!', '?']);
    let capital = |token| {
        document.is_capitalised(token)
            || document.is_on(List::FunctionWords, token)
            || document.tokens[token].kind == TokenKind::Number
    };
    let telling = |token: &usize| !document.is_on(List::FunctionWords, *token);
    let titled = words(document, content).all(capital) && words(document, content).filter(telling).count() > 1;
    region.closed && !pointed && all_marked(document, content) && titled
}

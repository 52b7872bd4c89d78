//! Negated reporting verbs. The tagger is trained to skip them, but a reader must see that somebody did not say or
//! denied the words.

use std::ops::Range;

use super::complement::{complement, subject};
use super::link::Link;
use super::links_by_sentence::LinksBySentence;
use super::polarity::{group, is_issuing_verb, is_plainly_saying};
use super::quotation_marks::{all_quoted, any_quoted};
use super::rule::Rule;
use super::verb_frame::VerbFrame;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Score of such a link.
const SCORE: f32 = 0.7;

/// Maximum length of an agent after "by", in tokens, plus one.
const MAX_AGENT_TOKENS: usize = 8;

/// Maximum distance of the verb after a quotation, in tokens: "is something that she never said".
const MAX_VERB_DISTANCE: usize = 16;

/// "did not call it “a storm”".
pub(super) static UNSAID: Rule = Rule {
    id: "unsaid",
    sentence: "A reporting verb that is negated, refused or denied is the cue of its complement.",
    apply: |document, links| {
        let mut near = LinksBySentence::of(document, links);
        for (number, sentence) in document.sentences.iter().enumerate() {
            let has_negation = sentence.clone().any(|token| may_negate(document, token));
            if !has_negation && !sentence.clone().any(|token| supposes(document.lower(token))) {
                continue;
            }
            for verb in sentence.clone().filter(|&token| is_verb(document, token)) {
                let words = group(document, sentence, verb);
                let known = near.within(number);
                let Some(negated_link) = attach_verb(document, links, &known, sentence, verb, &words) else { continue };
                near.add(document, links.len(), &negated_link);
                links.push(negated_link);
            }
        }
    },
    examples: &[
        ("Bo Lind did not call it “a storm”.", "[S Bo Lind] did not [C call] it “[W a storm]”."),
        ("[S Bo Lind] did not say [W “it rains”].", "[S Bo Lind] did not [C say] “[W it rains]”."),
        ("[S Bo Lind] [C denied] saying [W “it rains”].", "[S Bo Lind] denied [C saying] “[W it rains]”."),
        (
            "[S Bo Lind] [C declined] [W to say whether it rained].",
            "[S Bo Lind] declined to [C say] [W whether it rained].",
        ),
        (
            "[W “It rains today”] are words Bo Lind never spoke.",
            "[W “It rains today”] are words [S Bo Lind] never [C spoke].",
        ),
        ("[W “It rains today”] was never said by Bo Lind.", "[W “It rains today”] was never [C said] by [S Bo Lind]."),
        (
            "A clerk [C denied] [W that Bo Lind had said “it rains”].",
            "A clerk denied that [S Bo Lind] had [C said] “[W it rains]”.",
        ),
        (
            "[S A clerk] denied that Bo Lind had [C said] [W “it rains”].",
            "A clerk denied that [S Bo Lind] had [C said] [W “it rains”].",
        ),
        (
            "[S Bo Lind] [C insists] [W he never called her “a fool”].",
            "Bo Lind insists [S he] never [C called] her “[W a fool]”.",
        ),
    ],
    counterexamples: &[
        "[S Bo Lind] [C told] us [W that he wanted to write “a book of rain”, if it rained].",
        "That judges do not, as [S Bo Lind] once [C said], [W only call “balls and strikes”].",
        "[S Bo Lind] [C said] [W it did not rain].",
        "[S Bo Lind] [C admitted] [W he had not told them that it rained].",
        "[S Bo Lind] never [C said] [W “it rains”].",
        "Bo Lind did not speak of the rain.",
        "Bo Lind was not told that it rained.",
        "Bo Lind could not tell whether it rained.",
    ],
};

/// Whether `token` may negate the verb after it.
fn may_negate(document: &Document, token: usize) -> bool {
    let lists = [List::Negations, List::RestraintWords, List::DenialVerbs];
    let other = matches!(document.lower(token), "yet" | "rather" | "instead");
    other || lists.into_iter().any(|list| document.is_on(list, token))
}

/// Whether `lower` may make its sentence hypothetical, so that a quotation in it needs its verb for the polarity.
fn supposes(lower: &str) -> bool {
    matches!(lower, "if" | "unless" | "imagine" | "suppose" | "could" | "might" | "would" | "should" | "had" | "were")
}

/// Whether `token` may be a negated reporting verb.
fn is_verb(document: &Document, token: usize) -> bool {
    let lists = document.lists(token);
    let listed = lists.has(List::VerbsOfSaying) || lists.has(List::RareSayingForms);
    (listed && is_plainly_saying(document.lower(token)) || is_issuing_verb(document.lower(token)))
        && document.word(token).starts_with(char::is_lowercase)
        && document.quoted_at(token).is_none()
}

/// Gives the verb at `verb`, with the verb group `words`, its complement and its subject, unless one of the links at
/// `near` has the verb already. Returns the link if it is a new one.
fn attach_verb(
    document: &Document,
    links: &mut [Link],
    near: &[usize],
    sentence: &Range<usize>,
    verb: usize,
    words: &[usize],
) -> Option<Link> {
    let first = words.last().copied().unwrap_or(verb);
    if is_no_saying(document, verb) {
        return None;
    }
    if let Some(&at) = near.iter().find(|&&at| links[at].cue.as_ref().is_some_and(|cue| cue.contains(&verb))) {
        correct(document, &mut links[at], sentence, first);
        return None;
    }
    if is_passive(document, verb, words) {
        attach_to_quotation_before(document, links, near, first, agent(document, sentence, verb)?, verb);
        return None;
    }
    let source = subject(document, sentence, first);
    let content = complement(document, sentence, verb).filter(|_| !is_issuing_verb(document.lower(verb)));
    let Some(content) = content else {
        let source = source?;
        attach_to_quotation_before(document, links, near, source.start, source, verb);
        return None;
    };
    let meets = |part: &Range<usize>| part.start < content.end && content.start < part.end;
    let holder = near.iter().copied().find(|&at| links[at].contents.iter().any(meets));
    let reaches = words.iter().any(|&token| may_negate(document, token));
    let frame = VerbFrame { verb, group: words, content, source };
    match holder {
        // In a merely hypothetical sentence, only a quotation without a verb gets one.
        Some(at) if reaches || is_denial(document, &links[at]) || is_bare(document, &links[at], &frame.content) => {
            frame.correct(document, &mut links[at]);
        }
        None if reaches && frame.source.is_some() && frame.is_sufficient(document) => {
            return Some(frame.link(None));
        }
        _ => {}
    }
    None
}

/// "A clerk denied that Bo Lind had said": the source of `link` is the subject of the verb, whose group begins at
/// `first`, and not who denies.
fn correct(document: &Document, link: &mut Link, sentence: &Range<usize>, first: usize) {
    let Some(subject) = subject(document, sentence, first) else { return };
    let that = subject.start.checked_sub(1).filter(|&that| document.lower(that) == "that");
    let governor = that.unwrap_or(subject.start).checked_sub(1).filter(|&token| sentence.contains(&token));
    let denied = governor.is_some_and(|token| document.is_on(List::DenialVerbs, token));
    let elsewhere = link.source.as_ref().is_some_and(|source| source.end < subject.start);
    let named = document.is_capitalised(subject.end - 1);
    if denied && elsewhere && named {
        link.set_source(subject, SCORE);
    }
}

/// Whether the cue of `link` is a denial verb.
fn is_denial(document: &Document, link: &Link) -> bool {
    link.cue.clone().is_some_and(|mut cue| cue.any(|token| document.is_on(List::DenialVerbs, token)))
}

/// Whether `link` is a quotation without a verb.
fn is_bare(document: &Document, link: &Link, content: &Range<usize>) -> bool {
    link.cue.is_none() && any_quoted(document, content)
}

/// The agent after the "by" that follows the participle at `verb`.
fn agent(document: &Document, sentence: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let by = Some(verb + 1).filter(|&by| document.lower(by) == "by")?;
    let belongs = |&token: &usize| {
        let ends = matches!(document.lower(token), "on" | "in" | "at" | "who" | "and" | "as" | "but" | "when" | "or");
        document.tokens[token].kind != TokenKind::Punctuation && !ends
    };
    let end = (by + 1..sentence.end.min(by + MAX_AGENT_TOKENS)).take_while(belongs).last()? + 1;
    Some(by + 1..end)
}

/// "could not tell whether" is "did not know"; "did not argue with" is "agreed".
fn is_no_saying(document: &Document, verb: usize) -> bool {
    let agrees = document.lower(verb) == "argue" && document.lower(verb + 1) == "with";
    agrees
        || document.lower(verb) == "tell"
            && matches!(document.lower(verb + 1), "if" | "whether" | "how" | "what" | "why" | "which")
}

/// Whether the verb at `verb` is a passive participle: a form of "be" is in its group `words`.
pub(super) fn is_passive(document: &Document, verb: usize, words: &[usize]) -> bool {
    let lower = document.lower(verb);
    let participle = lower.ends_with("ed") || matches!(lower, "told" | "spoken" | "written" | "said" | "withdrawn");
    let adverb = |token: usize| {
        document.lower(token).ends_with("ly")
            || document.is_on(List::Negations, token)
            || matches!(document.lower(token), "ever" | "once" | "also" | "yet" | "even")
    };
    let nearest = words.iter().find(|&&token| !adverb(token));
    let being = |token: usize| matches!(document.lower(token), "was" | "were" | "been" | "is" | "are" | "being" | "be");
    participle && nearest.is_some_and(|&token| being(token))
}

/// "“It rains” is something Bo Lind never said": gives a quotation without a cue the verb after it, if only a predicate
/// is between the quotation and token `until`.
fn attach_to_quotation_before(
    document: &Document,
    links: &mut [Link],
    near: &[usize],
    until: usize,
    source: Range<usize>,
    verb: usize,
) {
    let sentence = document.sentence_of(verb);
    let leads = |last: &Range<usize>| {
        let mut between = (last.end..until).skip_while(|&token| document.tokens[token].kind == TokenKind::Punctuation);
        between.all(|token| PREDICATE.contains(&document.lower(token)))
    };
    let holds = |last: &Range<usize>| {
        document.sentence_of(last.start) == sentence
            && last.end <= until
            && until - last.end <= MAX_VERB_DISTANCE
            && leads(last)
            && all_quoted(document, last)
    };
    let fits = |at: &usize| links[*at].cue.is_none() && links[*at].contents.last().is_some_and(holds);
    if let Some(&at) = near.iter().find(|at| fits(at)) {
        links[at].cue = Some(verb..verb + 1);
        links[at].set_source(source, SCORE);
    }
}

/// Words of the predicate between a quotation and its negated verb.
const PREDICATE: [&str; 25] = [
    "is",
    "are",
    "was",
    "were",
    "be",
    "not",
    "n't",
    "n’t",
    "something",
    "words",
    "what",
    "that",
    "a",
    "the",
    "one",
    "thing",
    "phrase",
    "sentence",
    "line",
    "quote",
    "quotation",
    "remark",
    "which",
    "these",
    "anything",
];

//! Words of saying that the sentence takes back: the tagger was taught to leave them alone, but a reader must see them as what
//! they are, said by nobody or denied.

use std::ops::Range;

use super::by_sentence::BySentence;
use super::complement::{complement, subject};
use super::link::Link;
use super::marked::{all_marked, any_marked};
use super::polarity::{group, is_giving, is_plainly_saying};
use super::reading::Reading;
use super::rule::Rule;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// How sure such a reading is.
const CERTAINTY: f32 = 0.7;

/// Most tokens of a name behind "by", and one.
const NAME: usize = 8;

/// How far behind a quotation its verb stands: "is something that she never said".
const REACH: usize = 16;

/// "did not call it “a storm”".
pub(super) static UNSAID: Rule = Rule {
    id: "unsaid",
    sentence: "A verb of saying that a negation, a refusal or a denial takes back is the cue of what it takes.",
    apply: |document, links| {
        let mut near = BySentence::of(document, links);
        for (number, sentence) in document.sentences.iter().enumerate() {
            let taken_back = sentence.clone().any(|token| takes_back(document, token));
            if !taken_back && !sentence.clone().any(|token| supposes(document.lower(token))) {
                continue;
            }
            for verb in sentence.clone().filter(|&token| is_verb(document, token)) {
                let words = group(document, sentence, verb);
                let known = near.within(number);
                let Some(taken) = take(document, links, &known, sentence, verb, &words) else { continue };
                near.add(document, links.len(), &taken);
                links.push(taken);
            }
        }
    },
    holds: &[
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
    fails: &[
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

/// Whether `token` may take back the verb that it leads to.
fn takes_back(document: &Document, token: usize) -> bool {
    let lists = [List::Negations, List::RestraintWords, List::DenialVerbs];
    let other = matches!(document.lower(token), "yet" | "rather" | "instead");
    other || lists.into_iter().any(|list| document.is_on(list, token))
}

/// Whether `lower` may make a supposition of its sentence: a quotation in it needs its verb to be told so.
fn supposes(lower: &str) -> bool {
    matches!(lower, "if" | "unless" | "imagine" | "suppose" | "could" | "might" | "would" | "should" | "had" | "were")
}

/// Whether `token` may be a verb of saying that is taken back.
fn is_verb(document: &Document, token: usize) -> bool {
    (is_plainly_saying(document.lower(token)) || is_giving(document.lower(token)))
        && document.word(token).starts_with(char::is_lowercase)
        && document.quoted_at(token).is_none()
}

/// Gives the verb at `verb`, with `words` in its group, what it takes and who says it, unless one of the links at `near` has
/// it already. Gives the link that it makes where there is none.
fn take(
    document: &Document,
    links: &mut [Link],
    near: &[usize],
    sentence: &Range<usize>,
    verb: usize,
    words: &[usize],
) -> Option<Link> {
    let first = words.last().copied().unwrap_or(verb);
    if is_discerning(document, verb) {
        return None;
    }
    if let Some(&at) = near.iter().find(|&&at| links[at].cue.as_ref().is_some_and(|cue| cue.contains(&verb))) {
        correct(document, &mut links[at], sentence, first);
        return None;
    }
    if is_passive(document, verb, words) {
        take_before(document, links, near, first, doer(document, sentence, verb)?, verb);
        return None;
    }
    let source = subject(document, sentence, first);
    let content = complement(document, sentence, verb).filter(|_| !is_giving(document.lower(verb)));
    let Some(content) = content else {
        let source = source?;
        take_before(document, links, near, source.start, source, verb);
        return None;
    };
    let meets = |part: &Range<usize>| part.start < content.end && content.start < part.end;
    let holder = near.iter().copied().find(|&at| links[at].contents.iter().any(meets));
    let reaches = words.iter().any(|&token| takes_back(document, token));
    let reading = Reading { verb, group: words, content, source };
    match holder {
        // In a mere supposition only a quotation without a verb gets one.
        Some(at) if reaches || is_denial(document, &links[at]) || is_bare(document, &links[at], &reading.content) => {
            reading.mend(document, &mut links[at]);
        }
        None if reaches && reading.source.is_some() && reading.stands_alone(document) => {
            return Some(reading.link(None));
        }
        _ => {}
    }
    None
}

/// "A clerk denied that Bo Lind had said": the subject of the verb, whose group begins at `first`, is the source of `link`, and
/// not whoever denies.
fn correct(document: &Document, link: &mut Link, sentence: &Range<usize>, first: usize) {
    let Some(subject) = subject(document, sentence, first) else { return };
    let that = subject.start.checked_sub(1).filter(|&that| document.lower(that) == "that");
    let governor = that.unwrap_or(subject.start).checked_sub(1).filter(|&token| sentence.contains(&token));
    let denied = governor.is_some_and(|token| document.is_on(List::DenialVerbs, token));
    let elsewhere = link.source.as_ref().is_some_and(|source| source.end < subject.start);
    let named = document.is_capitalised(subject.end - 1);
    if denied && elsewhere && named {
        link.find_source(subject, CERTAINTY);
    }
}

/// Whether a verb of denial is the cue of `link`.
fn is_denial(document: &Document, link: &Link) -> bool {
    link.cue.clone().is_some_and(|mut cue| cue.any(|token| document.is_on(List::DenialVerbs, token)))
}

/// Whether `link` is a quotation without a verb.
fn is_bare(document: &Document, link: &Link, content: &Range<usize>) -> bool {
    link.cue.is_none() && any_marked(document, content)
}

/// Who stands behind the "by" that follows the participle at `verb`.
fn doer(document: &Document, sentence: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let by = Some(verb + 1).filter(|&by| document.lower(by) == "by")?;
    let belongs = |&token: &usize| {
        let ends = matches!(document.lower(token), "on" | "in" | "at" | "who" | "and" | "as" | "but" | "when" | "or");
        document.tokens[token].kind != TokenKind::Punctuation && !ends
    };
    let end = (by + 1..sentence.end.min(by + NAME)).take_while(belongs).last()? + 1;
    Some(by + 1..end)
}

/// "could not tell whether": did not know; "did not argue with": agreed.
fn is_discerning(document: &Document, verb: usize) -> bool {
    let agrees = document.lower(verb) == "argue" && document.lower(verb + 1) == "with";
    agrees
        || document.lower(verb) == "tell"
            && matches!(document.lower(verb + 1), "if" | "whether" | "how" | "what" | "why" | "which")
}

/// Whether the verb at `verb` is a participle behind a form of "be" in its group `words`.
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

/// "“It rains” is something Bo Lind never said": gives a quotation without a cue, with nothing but a predicate between its
/// marks and token `until`, the verb behind it.
fn take_before(
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
            && until - last.end <= REACH
            && leads(last)
            && all_marked(document, last)
    };
    let fits = |at: &usize| links[*at].cue.is_none() && links[*at].contents.last().is_some_and(holds);
    if let Some(&at) = near.iter().find(|at| fits(at)) {
        links[at].cue = Some(verb..verb + 1);
        links[at].find_source(source, CERTAINTY);
    }
}

/// Words between a quotation and whoever never said it.
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

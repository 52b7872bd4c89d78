//! Verbs whose subject is not the speaker: "was told that", "is accused of", "quoted her as saying".

use std::ops::Range;

use super::attribution_type::is_reporting_verb;
use super::link::Link;
use super::quotation_marks::{any_quoted, quotation_at};
use super::recover_source::name_or_pronoun;
use super::rule::Rule;
use crate::lexicon::LABELLING_VERBS;
use crate::text::{Document, TokenKind};

/// Maximum distance of "by" after the participle or after the content, in tokens.
const MAX_BY_DISTANCE: usize = 3;

/// Maximum length of such a source, in tokens.
const MAX_SOURCE_TOKENS: usize = 8;

/// Score of such a source.
const SCORE: f32 = 0.7;

/// "was described as “shameful” by the authority".
pub(super) static PASSIVE_BY: Rule = Rule {
    id: "passive-by",
    sentence: "The source of a passive reporting verb is the agent after “by”, not the subject.",
    apply: |document, links| {
        for link in links {
            let participle = participle(document, link).or_else(|| participle_by(document, link));
            if let Some(by) = participle.and_then(|at| agent(document, link, at)) {
                link.set_source(by, SCORE);
            }
        }
    },
    examples: &[
        (
            "[S The plan] was [C described as] [W “shameful”] by the parks authority.",
            "The plan was [C described as] [W “shameful”] by [S the parks authority].",
        ),
        (
            "The play, [S Bo Lind], [C described] by Ann Lee as [W “late rain”], closed.",
            "The play, Bo Lind, [C described] by [S Ann Lee] as [W “late rain”], closed.",
        ),
        (
            "[S Bo Lind] [C was told] by the judge [W that he must leave].",
            "Bo Lind [C was told] by [S the judge] [W that he must leave].",
        ),
    ],
    counterexamples: &[
        "[S Bo Lind] [C told] [W him to leave] by noon.",
        "[S The plan] was [C described as] [W “shameful”] on Monday.",
        "[S Bo Lind] was [C quoted as saying] [W it was over] by Monday.",
    ],
};

/// "Bo Lind, dubbed “late” by Ann Lee, left".
pub(super) static LABELLED_BY: Rule = Rule {
    id: "labelled-by",
    sentence: "Words in quotation marks between “dubbed” or “described as” and “by” belong to the agent after “by”.",
    apply: |document, links| {
        for link in links.iter_mut().filter(|link| link.cue.is_none() && link.contents.len() == 1) {
            if let Some((words, cue, agent)) = labelled_by(document, link) {
                link.contents = vec![words];
                link.cue = Some(cue);
                link.set_source(agent, SCORE);
            }
        }
    },
    examples: &[
        (
            "[S Bo Lind], dubbed [W “late rain” by Ann Lee, left].",
            "Bo Lind, [C dubbed] “[W late rain]” by [S Ann Lee], left.",
        ),
        (
            "The play was hailed as [W “late rain”] by the mayor.",
            "The play was [C hailed as] “[W late rain]” by [S the mayor].",
        ),
    ],
    counterexamples: &[
        "[S Bo Lind], dubbed [W “late rain”], left by train.",
        "A play called [W “Late Rain” by Ann Lee] opened.",
        "[S Bo Lind] [C called] it [W “late rain”] by mistake.",
    ],
};

/// The words in marks at the beginning of the content of `link`, the participle that labels with them, and the agent after
/// "by".
fn labelled_by(document: &Document, link: &Link) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
    let content = &link.contents[0];
    let region = quotation_at(document, content.start + usize::from(document.quoted_at(content.start).is_none()))?;
    let outer = document.tokens_in(region.outer);
    let before = outer.start.checked_sub(1).filter(|_| region.closed && document.lower(outer.end) == "by")?;
    let verb = if document.lower(before) == "as" { before.checked_sub(1)? } else { before };
    let labels =
        LABELLING_VERBS.has(document.lower(verb)) || matches!(document.lower(verb), "deemed" | "dubbed" | "termed");
    let words = document.tokens_in(region.inner);
    let agent = agent(document, &link.without_cue(vec![words.clone()]), verb).filter(|_| labels)?;
    Some((words, verb..before + 1, agent))
}

/// "was told that".
pub(super) static PASSIVE: Rule = Rule {
    id: "passive-subject",
    sentence: "The passive subject of telling, asking, accusing or describing is not the source; without quotation marks there is no content.",
    apply: |document, links| {
        links.retain_mut(|link| {
            let subject = |source: &Range<usize>| participle(document, link).is_some_and(|at| source.end <= at);
            if !link.source.as_ref().is_some_and(subject) {
                return true;
            }
            link.source = None;
            link.contents.iter().any(|content| any_quoted(document, content))
        });
    },
    examples: &[
        ("[S Bo Lind] [C was told] [W that the cup was lost].", "Bo Lind was told that the cup was lost."),
        ("[S Bo Lind, 40], is [C accused of] [W stealing the cup].", "Bo Lind, 40, is accused of stealing the cup."),
        ("[S Bo Lind] was [C asked]: [W “Where is the cup?”]", "Bo Lind was [C asked]: [W “Where is the cup?”]"),
        ("[S The cup] is [C said] to be [W “lost”].", "The cup is [C said] to be [W “lost”]."),
    ],
    counterexamples: &[
        "[S Bo Lind] [C told] [W her that the cup was lost].",
        "[S Bo Lind] was [C quoted as saying] [W it was lost].",
        "The cup, [S Bo Lind] [C was said to have told] them, [W was lost].",
        "[W “It is lost,”] Ann was [C told] by [S Bo Lind].",
        "[S Bo Lind] was late and [C asked] [W if it was lost].",
    ],
};

/// "“Where is it?” Bo Lind was asked."
pub(super) static ASKED: Rule = Rule {
    id: "asked-of-somebody",
    sentence: "A quotation directly before “was asked” or “was told” was said to the subject of that, not by it.",
    apply: |document, links| {
        for link in links.iter_mut() {
            let asked = link.contents.last().filter(|content| is_without_own_cue(document, link, content));
            if let Some(cue) = asked.and_then(|content| asked_behind(document, content)) {
                link.cue = Some(cue);
                link.source = None;
            }
        }
    },
    examples: &[
        ("[W “Where is the cup?”] Bo Lind was asked.", "[W “Where is the cup?”] Bo Lind was [C asked]."),
        (
            "[W ‘Where is the cup?’] Bo Lind was asked on Monday.",
            "[W ‘Where is the cup?’] Bo Lind was [C asked] on Monday.",
        ),
        ("[W “It is lost,”] the clerk was later told.", "[W “It is lost,”] the clerk was later [C told]."),
        (
            "[S The Times] [C reported] rain. [W “Where is the cup?”] Bo Lind was asked.",
            "The Times reported rain. [W “Where is the cup?”] Bo Lind was [C asked].",
        ),
    ],
    counterexamples: &[
        "[W “Where is the cup?”] [S Bo Lind] [C asked].",
        "[W “It is lost.”] Bo Lind was asked to leave.",
        "[W “Where is it?”] Bo Lind was asked if it was lost.",
        "[W “It is lost.”] Bo Lind was asked, too.",
        "[W “It is lost,”] Bo Lind thought when he was asked.",
    ],
};

/// Whether `link` has no cue, or has only this content and its cue in another sentence.
fn is_without_own_cue(document: &Document, link: &Link, content: &Range<usize>) -> bool {
    let elsewhere = |cue: &Range<usize>| document.sentence_of(cue.start) != document.sentence_of(content.start);
    link.cue.as_ref().is_none_or(|cue| elsewhere(cue) && link.contents.len() == 1)
}

/// "Asked if it rained, Bo Lind shrugged."
pub(super) static QUESTION: Rule = Rule {
    id: "asked-if",
    sentence: "Without a source, what follows “asked if”, “when asked why” or “was told that” is nobody’s words, unless it is in quotation marks.",
    apply: |document, links| {
        links.retain(|link| {
            let quoted = link.contents.iter().any(|content| any_quoted(document, content));
            let asked = link.cue.as_ref().is_some_and(|cue| cue.len() == 1 && is_asked(document, cue.start));
            quoted || link.source.is_some() || !asked
        });
    },
    examples: &[
        ("[C Asked] [W if it rained], Bo Lind shrugged.", "Asked if it rained, Bo Lind shrugged."),
        ("Bo Lind shrugged when [C asked] [W why it rained].", "Bo Lind shrugged when asked why it rained."),
        ("Bo Lind was [C told] [W it rained].", "Bo Lind was told it rained."),
    ],
    counterexamples: &[
        "[S Bo Lind] [C asked] [W if it rained].",
        "Bo Lind rose and [C asked] [W if it rained].",
        "[C Asked] [W if it was “over”], Bo Lind shrugged.",
    ],
};

/// Whether the word at `token` is a participle in the passive: "asked" at the beginning of its sentence, after "when" or
/// after a form of "be".
fn is_asked(document: &Document, token: usize) -> bool {
    let is_participle = matches!(document.lower(token), "asked" | "pressed" | "questioned" | "told");
    let opens = document.sentences[document.sentence_of(token)].start == token;
    let before = token.checked_sub(1).map_or("", |token| document.lower(token));
    let passive = matches!(before, "when" | "if" | "once" | "was" | "were" | "been" | "being" | "is" | "are");
    is_participle && (opens || passive)
}

/// Maximum number of words before "was asked".
const MAX_WORDS_BEFORE: usize = 7;

/// "asked" or "told", if its passive clause is directly behind the marks of `content` in the same sentence.
fn asked_behind(document: &Document, content: &Range<usize>) -> Option<Range<usize>> {
    let region = quotation_at(document, content.end - 1).filter(|region| region.closed)?;
    let start = document.tokens_in(region.outer).end;
    let near = start..(start + MAX_WORDS_BEFORE).min(document.tokens.len());
    let word = |&token: &usize| document.tokens[token].kind == TokenKind::Word && document.quoted_at(token).is_none();
    let being = near.take_while(word).find(|&token| matches!(document.lower(token), "was" | "were"))?;
    let subject = name_or_pronoun(document, start..being, false).is_some_and(|name| name.end == being)
        || document.lower(start) == "the" && being > start + 1;
    let adverb = usize::from(document.lower(being + 1).ends_with("ly") || document.lower(being + 1) == "later");
    let asked = being + 1 + adverb;
    let another = ["to", "if", "whether", "about", "that", "why", "how", "what", "who", "when", "where"];
    let is_asked = matches!(document.lower(asked), "asked" | "told") && !another.contains(&document.lower(asked + 1));
    let question = document.word(start.saturating_sub(2)) == "?";
    let together = question || document.sentence_of(asked) == document.sentence_of(content.end - 1);
    (subject && is_asked && together).then_some(asked..asked + 1)
}

/// "The agency quoted Bo Lind as saying".
pub(super) static CITED: Rule = Rule {
    id: "quoted-as-saying",
    sentence: "A person who is quoted or cited as saying something is the source, not the one who quotes.",
    apply: |document, links| links.iter_mut().for_each(|link| cite(document, link)),
    examples: &[
        (
            "[S The agency] [C cited] [W Bo Lind as saying that it was over].",
            "The agency cited [S Bo Lind] as [C saying] [W that it was over].",
        ),
        (
            "[S State radio] [C quoted] General Bo Lind as saying [W it was “over”].",
            "State radio quoted [S General Bo Lind] as [C saying] [W it was “over”].",
        ),
        (
            "[S The paper] had quoted its source as [C saying], [W “It is over.”]",
            "The paper had quoted [S its source] as [C saying], [W “It is over.”]",
        ),
    ],
    counterexamples: &[
        "[S Bo Lind] was quoted as [C saying] [W it was over].",
        "[S Bo Lind] was [C quoted as saying] [W it was over].",
        "[S Bo Lind] was quoted by the agency as [C saying] [W it was over].",
        "[S The agency] [C quoted] [W “the end”] as the headline.",
    ],
};

fn cite(document: &Document, link: &mut Link) {
    let Some(cue) = link.cue.clone() else { return };
    let quotes =
        |token| matches!(document.lower(token), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing");
    let sentence = document.sentences[document.sentence_of(cue.start)].clone();
    let Some(verb) = cue.clone().find(|&token| quotes(token)).or_else(|| {
        let as_saying = cue.start > sentence.start && document.lower(cue.start - 1) == "as";
        let mut before = (sentence.start..cue.start).rev().take(2 * MAX_SOURCE_TOKENS);
        before.find(|&token| quotes(token)).filter(|&verb| as_saying && is_active(document, verb))
    }) else {
        return;
    };
    let says = |&token: &usize| {
        document.lower(token) == "as"
            && document.lower(token + 1).ends_with("ing")
            && is_reporting_verb(document.lower(token + 1))
    };
    let Some(at) = (verb + 2..sentence.end.min(verb + 2 + 2 * MAX_SOURCE_TOKENS)).find(says) else { return };
    let in_marks = any_quoted(document, &(verb + 1..at));
    let start = at + 2;
    link.contents.retain_mut(|content| {
        content.start = if content.start <= at { start } else { content.start };
        content.start < content.end
    });
    if link.contents.is_empty() {
        let rest = start..sentence.end.max(start + 1).min(document.tokens.len());
        link.contents = vec![rest];
    }
    link.cue = Some(at + 1..start);
    // "was quoted by the agency as saying": the subject remains the source.
    if !in_marks && document.lower(verb + 1) != "by" {
        link.set_source(verb + 1..at, SCORE);
    }
}

/// Whether no form of "be" precedes the verb at `verb`, and no "by" follows.
fn is_active(document: &Document, verb: usize) -> bool {
    !is_after_being(document, verb) && !matches!(document.lower(verb + 1), "by" | "as")
}

/// The passive participle of a cue whose subject is not the speaker.
fn participle(document: &Document, link: &Link) -> Option<usize> {
    passive_participle(document, link.cue.as_ref()?)
}

/// The participle in `cue`, if it is passive and its subject is not the speaker: "was asked", "is said to be".
pub(crate) fn passive_participle(document: &Document, cue: &Range<usize>) -> Option<usize> {
    let passive = |&token: &usize| is_participle(document, token) || is_said_to_be(document, token);
    cue.clone().find(passive).filter(|&at| is_after_being(document, at))
}

/// Whether a form of "be" precedes the verb at `verb`, with nothing but adverbs between.
fn is_after_being(document: &Document, verb: usize) -> bool {
    let sentence = document.sentences[document.sentence_of(verb)].start;
    let is_being = |token: usize| {
        matches!(document.lower(token), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "gets" | "got")
    };
    let is_adverb = |token: usize| {
        let lower = document.lower(token);
        lower.ends_with("ly")
            || matches!(lower, "not" | "also" | "never" | "first" | "once" | "later" | "then" | "already" | "again")
    };
    let before = (verb.saturating_sub(MAX_BY_DISTANCE).max(sentence)..verb).rev();
    before.take_while(|&token| is_being(token) || is_adverb(token)).any(is_being)
}

/// The participle of a cue in "a rule, described by Ann Lee as".
fn participle_by(document: &Document, link: &Link) -> Option<usize> {
    link.cue.clone()?.find(|&token| is_participle(document, token)).filter(|&token| document.lower(token + 1) == "by")
}

/// Whether the word at `token` is on the list of participles.
fn is_participle(document: &Document, token: usize) -> bool {
    PARTICIPLES.binary_search(&document.lower(token)).is_ok()
}

/// "said" in "is said to be", but not in "is said to have told them".
fn is_said_to_be(document: &Document, token: usize) -> bool {
    let word = |ahead: usize| document.lower(token + ahead);
    let saying = word(2) == "have" && is_reporting_verb(word(3)) || is_reporting_verb(word(2)) && word(2) != "be";
    word(0) == "said" && word(1) == "to" && !saying
}

/// The agent after "by", directly after the participle or after a content.
fn agent(document: &Document, link: &Link, participle: usize) -> Option<Range<usize>> {
    let sentence = document.sentences[document.sentence_of(participle)].clone();
    let content_ends = link.contents.iter().map(|content| content.end);
    let from: Vec<usize> = std::iter::once(participle + 1).chain(content_ends).collect();
    let by = from.into_iter().filter(|&start| start <= sentence.end).find_map(|start| {
        (start..sentence.end.min(start + MAX_BY_DISTANCE))
            .take_while(|&token| {
                token == start || document.tokens[token].kind == TokenKind::Punctuation || document.lower(token) == "by"
            })
            .find(|&token| document.lower(token) == "by")
    })?;
    let ends = |&token: &usize| {
        document.tokens[token].kind == TokenKind::Punctuation
            || matches!(
                document.lower(token),
                "as" | "that"
                    | "to"
                    | "for"
                    | "in"
                    | "on"
                    | "at"
                    | "who"
                    | "which"
                    | "when"
                    | "during"
                    | "after"
                    | "and"
                    | "if"
                    | "how"
                    | "whether"
            )
            || link.contents.iter().any(|content| content.contains(&token))
    };
    let end = (by + 1..sentence.end).find(|token| ends(token)).unwrap_or(sentence.end);
    let time = |token: usize| {
        document.tokens[token].kind == TokenKind::Number
            || document.is_on(crate::lexicon::List::Calendar, token)
            || matches!(document.lower(token), "noon" | "midnight" | "then" | "now" | "next")
    };
    let who = by + 1..end;
    (!who.is_empty() && who.len() <= MAX_SOURCE_TOKENS && !time(who.start)).then_some(who)
}

/// Participles whose passive subject does not speak. Sorted.
const PARTICIPLES: [&str; 31] = [
    "accused",
    "advised",
    "alleged",
    "asked",
    "assured",
    "blamed",
    "branded",
    "called",
    "charged",
    "criticised",
    "criticized",
    "described",
    "dubbed",
    "hailed",
    "informed",
    "invited",
    "labeled",
    "labelled",
    "notified",
    "ordered",
    "praised",
    "promised",
    "questioned",
    "quizzed",
    "reminded",
    "summoned",
    "taught",
    "termed",
    "told",
    "urged",
    "warned",
];

#[cfg(test)]
mod tests {
    #[test]
    fn participles_are_sorted() {
        assert!(super::PARTICIPLES.is_sorted_by(|a, b| a < b));
    }
}

//! Sources that contain too much, such as another clause, a verb, another person or a day; and labels that are no
//! sources.

use std::ops::Range;

use super::complement::subject;
use super::complete_source_name::is_name;
use super::layout::is_slug;
use super::link::Link;
use super::quotation_marks::any_quoted;
use super::rule::Rule;
use super::verbs::{is_verb_of_saying, looks_like_participle};
use crate::lexicon::{List, PERSON_NOUNS};
use crate::text::{Document, TokenKind};

/// "said Ann Lee, but Bo Lind said".
pub(super) static OTHER_CLAUSE: Rule = Rule {
    id: "other-clause",
    sentence: "A source does not extend over “but”, “while” or “to which”, which begin another clause.",
    apply: |document, links| {
        for link in links {
            let (Some(source), Some(cue)) = (link.source.clone(), link.cue.clone()) else { continue };
            let Some(divider) = divider(document, &source) else { continue };
            let part = if cue.start >= source.end { divider.end..source.end } else { source.start..divider.start };
            if !part.is_empty() {
                link.source = Some(part);
            }
        }
    },
    examples: &[
        (
            "[W “Rain,”] [C said] [S Ann Lee, but her guest, Bo Lind], left.",
            "[W “Rain,”] [C said] [S Ann Lee], but her guest, Bo Lind, left.",
        ),
        (
            "“Rain,” said [S Ann Lee, to which Bo Lind] [C replied]: [W “Sun.”]",
            "“Rain,” said Ann Lee, to which [S Bo Lind] [C replied]: [W “Sun.”]",
        ),
    ],
    counterexamples: &["[S Ann Lee, who left,] [C said]: [W “Rain.”]"],
};

fn divider(document: &Document, source: &Range<usize>) -> Option<Range<usize>> {
    let comma = source.clone().find(|&token| {
        let next = document.lower(token + 1);
        matches!(document.word(token), "," | ";")
            && (matches!(next, "but" | "while" | "whereas" | "yet" | "though" | "although")
                || matches!(next, "to" | "after" | "upon") && document.lower(token + 2) == "which")
    })?;
    let words = if matches!(document.lower(comma + 1), "to" | "after" | "upon") { 2 } else { 1 };
    Some(comma..(comma + 1 + words).min(source.end))
}

/// "Sentencing Ann Lee, the judge said".
pub(super) static PARTICIPLE: Rule = Rule {
    id: "participle-clause",
    sentence: "A name in a participle clause (“sentencing Ann Lee, …”, “…, speaking after Ann Lee,”) is not the source: the subject of the sentence is.",
    apply: |document, links| {
        for link in links {
            let (Some(source), Some(cue)) = (link.source.clone(), link.cue.clone()) else { continue };
            if let Some(subject) = subject_beside_participle(document, &source, &cue) {
                link.source = Some(subject);
            }
        }
    },
    examples: &[
        (
            "[S Sentencing Ann Lee], the judge [C said]: [W “Rain.”]",
            "Sentencing Ann Lee, [S the judge] [C said]: [W “Rain.”]",
        ),
        (
            "[S Speaking to Ann Lee, Bo Lind] [C said]: [W “Rain.”]",
            "Speaking to Ann Lee, [S Bo Lind] [C said]: [W “Rain.”]",
        ),
        (
            "Bo Lind, speaking after [S Ann Lee], [C told] them: [W “Rain.”]",
            "[S Bo Lind], speaking after Ann Lee, [C told] them: [W “Rain.”]",
        ),
    ],
    counterexamples: &[
        "[S King Charles] [C said]: [W “Rain.”]",
        "[S Sterling Bank] [C said]: [W “Rain.”]",
        "In May, meeting rooms were shut, and [S Ann Lee], [C said]: [W “Rain.”]",
    ],
};

/// The subject of the sentence, if `source` is in a participle clause between it and the cue, or before it.
fn subject_beside_participle(document: &Document, source: &Range<usize>, cue: &Range<usize>) -> Option<Range<usize>> {
    let sentence = document.sentences[document.sentence_of(cue.start)].clone();
    if cue.start < source.end || source.start < sentence.start {
        return None;
    }
    let participle = |token: usize| looks_like_participle(document.lower(token));
    let last_comma = |tokens: Range<usize>| tokens.rev().find(|&token| document.word(token) == ",");
    if source.start == sentence.start && participle(source.start) {
        let comma = last_comma(source.start..cue.start)?;
        return subject(document, &(comma + 1..sentence.end), cue.start);
    }
    // "Bo Lind, speaking after Ann Lee, told them"
    let opening = last_comma(sentence.start..source.start).filter(|&comma| participle(comma + 1))?;
    let aside = document.word(source.end) == "," && source.end + 1 == cue.start;
    if aside { subject(document, &sentence, opening) } else { None }
}

/// "Flanked by Ann Lee, Bo Lind said".
pub(super) static ABSENT: Rule = Rule {
    id: "absent-person",
    sentence: "A person set apart at the beginning of a sentence (“unlike …”, “flanked by …”) is not its source; the next person is.",
    apply: |document, links| {
        for link in links {
            let Some(source) = link.source.clone() else { continue };
            if !is_set_apart(document, source.start) {
                continue;
            }
            let whole = with_next(document, link, &source);
            let comma = whole.clone().find(|&token| document.word(token) == ",");
            if let Some(comma) = comma.filter(|&comma| comma + 1 < whole.end) {
                link.source = Some(comma + 1..whole.end);
            }
        }
    },
    examples: &[
        (
            "Unlike [S Ann Lee, the mayor, Bo Lind], [C said] [W it rains].",
            "Unlike Ann Lee, [S the mayor, Bo Lind], [C said] [W it rains].",
        ),
        (
            "Flanked by [S Ann Lee, Bo Lind] [C said] [W it rains].",
            "Flanked by Ann Lee, [S Bo Lind] [C said] [W it rains].",
        ),
        (
            "Unlike [S Ann Lee], the mayor, Bo Lind, [C said] [W it rains].",
            "Unlike Ann Lee, [S the mayor, Bo Lind], [C said] [W it rains].",
        ),
    ],
    counterexamples: &["On Monday [S Ann Lee, the mayor], [C said] [W it rains]."],
};

/// `source` with the phrase between its comma and the cue: "Unlike | Ann Lee |, Bo Lind, said".
fn with_next(document: &Document, link: &Link, source: &Range<usize>) -> Range<usize> {
    let Some(cue) = link.cue.clone().filter(|_| document.word(source.end) == ",") else { return source.clone() };
    let end = cue.start - usize::from(cue.start > source.end && document.word(cue.start - 1) == ",");
    let next = source.end + 1..end;
    let is_phrase =
        !next.is_empty() && next.len() <= 10 && !any_quoted(document, &next) && is_name(document, next.end - 1);
    if is_phrase { source.start..next.end } else { source.clone() }
}

/// Whether the words before token `start`, at the beginning of its sentence, set the person after them apart.
fn is_set_apart(document: &Document, start: usize) -> bool {
    let first = document.sentences[document.sentence_of(start)].start;
    match start - first {
        1 => {
            matches!(document.lower(first), "unlike" | "like" | "alongside" | "besides" | "with" | "despite" | "beside")
        }
        2 | 3 => {
            let by = matches!(document.lower(start - 1), "by" | "with" | "from" | "to");
            by && (document.lower(first).ends_with("ed")
                || matches!(document.lower(first), "standing" | "sitting" | "speaking"))
        }
        _ => false,
    }
}

/// "Police arrested six men and said".
pub(super) static OTHER_VERB: Rule = Rule {
    id: "other-verb",
    sentence: "A source ends before a verb: other actions and addressees do not belong to it.",
    apply: |document, links| links.iter_mut().for_each(|link| cut_verb(document, link)),
    examples: &[
        (
            "[S Police arrested six men] and [C said] [W it was over].",
            "[S Police] arrested six men and [C said] [W it was over].",
        ),
        (
            "[S Mayor Ann Lee told residents][C :] [W “It rains.”]",
            "[S Mayor Ann Lee] [C told] residents: [W “It rains.”]",
        ),
        (
            "[S Ann Lee brought a card] and [C said] [W it was over].",
            "[S Ann Lee] brought a card and [C said] [W it was over].",
        ),
    ],
    counterexamples: &[
        "[S A man arrested on Monday] [C said] [W it was over].",
        "[S The United Nations] and others [C said] [W it was over].",
        "[S The injured man] and she [C said] [W it was over].",
    ],
};

fn cut_verb(document: &Document, link: &mut Link) {
    let (Some(source), Some(cue)) = (link.source.clone(), link.cue.clone()) else { return };
    let Some(after_first) = source.clone().nth(1) else { return };
    let lower = |token: usize| document.lower(token);
    let relative = |end: usize| {
        source
            .clone()
            .take_while(|&token| token < end)
            .any(|token| matches!(lower(token), "who" | "which" | "that" | ","))
    };
    let reporting_verb = (after_first..source.end)
        .find(|&token| is_verb_of_saying(lower(token)) && is_past(lower(token)) && !relative(token));
    if document.word(cue.start) == ":"
        && let Some(reporting_verb) = reporting_verb
    {
        link.source = Some(source.start..reporting_verb);
        link.cue = Some(reporting_verb..reporting_verb + 1);
        return;
    }
    let coordinated =
        matches!(lower(source.end), "and" | "but") && source.end + 3 >= cue.start && source.end < cue.start;
    let verb = |&token: &usize| {
        let before = lower(token - 1);
        let open = matches!(before, "the" | "a" | "an" | "his" | "her" | "their" | "its" | "of" | "and" | "by");
        is_past(lower(token)) && document.word(token).starts_with(char::is_lowercase) && !open && !relative(token)
    };
    let cut = (after_first..source.end - 1).find(verb).filter(|_| coordinated);
    if let Some(verb) = cut {
        link.source = Some(source.start..verb);
    }
}

/// Whether the word looks like a verb in the past.
pub(super) fn is_past(lower: &str) -> bool {
    lower.len() > 4 && lower.ends_with("ed") || IRREGULAR.binary_search(&lower).is_ok()
}

/// Irregular past forms. Sorted.
const IRREGULAR: [&str; 46] = [
    "began", "bought", "broke", "brought", "built", "came", "caught", "chose", "cut", "drew", "drove", "fell", "flew",
    "fought", "found", "gave", "got", "held", "hit", "kept", "knew", "led", "left", "lost", "made", "met", "paid",
    "put", "ran", "rose", "said", "sat", "saw", "sent", "shook", "shot", "sold", "spoke", "stood", "swore", "told",
    "took", "went", "won", "wore", "wrote",
];

/// "She withdrew her complaint, saying".
pub(super) static PRONOUN: Rule = Rule {
    id: "pronoun-source",
    sentence: "A source that begins with “he”, “she” or “they” is that word alone, unless another person is joined to it.",
    apply: |document, links| {
        for source in links.iter_mut().filter_map(|link| link.source.as_mut()) {
            let pronoun = matches!(document.lower(source.start), "he" | "she" | "they");
            let next = document.lower(source.start + 1);
            let joined = matches!(next, "and" | "or" | "who" | "himself" | "herself" | "themselves" | "both" | "all");
            let name = document.is_capitalised(source.start + 1);
            if pronoun && source.len() > 1 && !joined && !name {
                source.end = source.start + 1;
            }
        }
    },
    examples: &[
        (
            "[S She withdrew her plea], [C saying] [W it rained].",
            "[S She] withdrew her plea, [C saying] [W it rained].",
        ),
        ("[S He also] [C said] [W it rained].", "[S He] also [C said] [W it rained]."),
    ],
    counterexamples: &[
        "[S He and Ann Lee] [C said] [W it rained].",
        "[S They both] [C said] [W it rained].",
        "[S She] [C said] [W it rained].",
    ],
};

/// "a decision critics say will be late".
pub(super) static RELATIVE: Rule = Rule {
    id: "reduced-relative",
    sentence: "A plural after “a” and a noun (“a decision critics say”) is the subject of a clause of its own.",
    apply: |document, links| {
        for link in links {
            let (Some(source), Some(cue)) = (link.source.as_mut(), &link.cue) else { continue };
            let last = source.end.saturating_sub(1);
            let singular = matches!(document.lower(source.start), "a" | "an" | "one");
            let lower = document.lower(last);
            let plural = lower.ends_with('s')
                && (document.is_on(List::GroupNouns, last) || PERSON_NOUNS.has(lower.trim_end_matches('s')));
            let between = source.start + 1..last;
            let plain = between.clone().all(|token| document.tokens[token].kind == TokenKind::Word)
                && !between
                    .clone()
                    .any(|token| matches!(document.lower(token), "of" | "and" | "or" | "few" | "number"));
            if singular && plural && plain && !between.is_empty() && cue.start == source.end {
                source.start = last;
            }
        }
    },
    examples: &[(
        "It took [S a decision critics] [C say] [W will haunt them].",
        "It took a decision [S critics] [C say] [W will haunt them].",
    )],
    counterexamples: &[
        "[S A few critics] [C say] [W it rains].",
        "[S A group of critics] [C say] [W it rains].",
        "[S A critic] [C says] [W it rains].",
        "[S Local critics] [C say] [W it rains].",
    ],
};

/// "Ann Lee last night said".
pub(super) static ADVERBS: Rule = Rule {
    id: "time-in-source",
    sentence: "Days, times and adverbs next to a name are no part of the source.",
    apply: |document, links| {
        for link in links {
            let Some(source) = link.source.clone() else { continue };
            let trimmed = without_times(document, source.clone());
            if !trimmed.is_empty() {
                link.source = Some(trimmed);
            }
        }
    },
    examples: &[
        ("[S Ann Lee last night] [C said] [W it rains].", "[S Ann Lee] last night [C said] [W it rains]."),
        ("[S Hull Data today] [C said] [W it rains].", "[S Hull Data] today [C said] [W it rains]."),
        ("On [S Tuesday Ann Lee] [C said] [W it rains].", "On Tuesday [S Ann Lee] [C said] [W it rains]."),
        ("[W “Rain,”] [S Ann Lee quietly] [C said].", "[W “Rain,”] [S Ann Lee] quietly [C said]."),
    ],
    counterexamples: &["[S Ann Lee] [C said] [W it rains].", "[S The family] [C said] [W it rains]."],
};

fn without_times(document: &Document, mut source: Range<usize>) -> Range<usize> {
    let calendar =
        |token: usize| document.is_on(List::Calendar, token) && document.word(token).starts_with(char::is_uppercase);
    let named = |token: usize| document.word(token).starts_with(char::is_uppercase);
    while source.len() > 1 && calendar(source.start) && named(source.start + 1) {
        source.start += 1;
    }
    let adverb = |token: usize| {
        let lower = document.lower(token);
        let adverb = lower.ends_with("ly") && lower.len() > 5 && !NO_ADVERBS.contains(&lower);
        !named(token)
            && (adverb
                || matches!(lower, "today" | "yesterday" | "tonight" | "later" | "also" | "then" | "now" | "again"))
    };
    while source.len() > 1 {
        let last = source.end - 1;
        let two = source.len() > 2
            && matches!(document.lower(last - 1), "last" | "this" | "on" | "earlier" | "late")
            && (calendar(last)
                || matches!(
                    document.lower(last),
                    "night" | "week" | "month" | "year" | "morning" | "afternoon" | "evening"
                ));
        if two {
            source.end -= 2;
        } else if adverb(last) || calendar(last) && named(last - 1) && document.lower(last) != "may" {
            source.end -= 1;
        } else {
            break;
        }
    }
    source
}

/// Words in -ly that name or describe somebody.
const NO_ADVERBS: [&str; 8] = ["family", "assembly", "elderly", "monthly", "weekly", "quarterly", "ally", "butterfly"];

/// "READ MORE:".
pub(super) static SLUG: Rule = Rule {
    id: "slug",
    sentence: "Labels of page elements (“READ MORE:”, “WATCH:”, “Photo:”) are no sources.",
    apply: |document, links| {
        links.retain_mut(|link| {
            let label = |source: &Range<usize>| is_label(document, source) && is_slug(document, source);
            if !link.source.as_ref().is_some_and(label) {
                return true;
            }
            link.source = None;
            link.cue = None;
            link.contents.iter().any(|content| any_quoted(document, content))
        });
    },
    examples: &[
        ("[S READ MORE][C :] [W The cup is lost]", "READ MORE: The cup is lost"),
        ("[S WATCH][C :] [W “We have lost the cup”]", "WATCH: [W “We have lost the cup”]"),
    ],
    counterexamples: &["[S ANN LEE][C :] [W The cup is lost]", "[S The source] [C said] [W it rains]."],
};

/// Whether `source` begins its paragraph and a colon follows.
fn is_label(document: &Document, source: &Range<usize>) -> bool {
    let start = document.paragraphs[document.paragraph_of(source.start)].start;
    let bullets = (start..source.start).all(|token| document.tokens[token].kind == TokenKind::Punctuation);
    bullets && document.word(source.end) == ":"
}

#[cfg(test)]
mod tests {
    #[test]
    fn irregular_verbs_are_sorted() {
        assert!(super::IRREGULAR.is_sorted_by(|a, b| a < b));
    }
}

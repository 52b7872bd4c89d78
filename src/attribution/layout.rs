//! Attributions by layout, independent of wording: transcripts, interviews, signed quotations, quoting headlines.
//!
//! A rule reads one paragraph (and the next) and returns source, cue and content if it is certain. Spans that the
//! tagger found there are then ignored. In all other paragraphs the tagger decides.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::link::{Link, LinkScores};
use super::occupied::OccupiedTokens;
use super::quotation_marks::{all_quoted, words};
use super::rule::Rule;
use super::verbs::is_verb_of_saying;
use crate::lexicon::{DOCUMENT_NOUNS, GROUP_NOUNS, List, ORGANISATION_NOUNS, PERSON_NOUNS};
use crate::tag::{TaggedSpan, without_edge_punctuation};
use crate::text::{Document, TokenKind};

/// Maximum length of a name before a colon or after a dash, in tokens.
const MAX_NAME_TOKENS: usize = 6;

/// Maximum length of a label before a colon, with the role ("Ann Lee, chair of the board"), in tokens.
const MAX_LABEL_TOKENS: usize = 14;

/// Maximum length of a signature, with what follows the name ("a teacher from Leeds"), in tokens.
const MAX_SIGNATURE_TOKENS: usize = 14;

/// Score of a link found by layout.
pub(super) const LAYOUT_SCORE: f32 = 0.9;

/// `Q:` and `A:`.
pub(super) static INTERVIEW: Rule = Rule {
    id: "interview",
    sentence: "In lines that begin with Q and A, the text after A is said by the interviewee, and the text after Q is a question.",
    apply: |document, links| {
        let letter = |paragraph| turn(document, paragraph).filter(|turn| is_letter(document, &turn.source));
        let turns: Vec<Turn> = (0..document.paragraphs.len()).filter_map(letter).collect();
        let both = |letter| turns.iter().any(|turn| document.word(turn.source.start) == letter);
        if both("Q") && both("A") {
            turns.into_iter().for_each(|turn| add(document, links, turn));
        }
    },
    examples: &[(
        "Q: Did you win the cup?\nA: No, we did not.\nQ: Why?\nA: It rained all day.",
        "Q: Did you win the cup?\n[S A][C :] [W No, we did not].\nQ: Why?\n[S2 A][C2 :] [W2 It rained all day].",
    )],
    counterexamples: &["Plan A: We win the cup.\nA: It is a plan."],
};

/// `NAME: words`.
pub(super) static TRANSCRIPT: Rule = Rule {
    id: "transcript",
    sentence: "If several paragraphs begin with a name and a colon, the text after it is said by that person.",
    apply: |document, links| {
        let turns: Vec<Turn> = (0..document.paragraphs.len()).filter_map(|at| turn(document, at)).collect();
        let named: Vec<Turn> = turns.into_iter().filter(|turn| !is_letter(document, &turn.source)).collect();
        let named = without_datelines(document, named);
        let shouted = named.iter().filter(|turn| is_all_caps(document, &turn.source)).count();
        let full = named.iter().filter(|turn| is_full_name(document, &turn.source)).count();
        let repeated = !repeated_labels(document, &named).is_empty();
        if shouted > 1 || full > 1 || named.len() > 1 && (full == 1 || repeated) {
            named.into_iter().for_each(|turn| add(document, links, turn));
        }
    },
    examples: &[
        (
            "They met.\nSMITH: We won the cup.\nJONES (laughs): You did not.",
            "They met.\n[S SMITH][C :] [W We won the cup].\n[S2 JONES] (laughs)[C2 :] [W2 You did not].",
        ),
        (
            "REP. BO SMITH (R-OH): We won the cup.\nANN LEE, COACH: You did not.",
            "[S REP. BO SMITH] (R-OH)[C :] [W We won the cup].\n[S2 ANN LEE], COACH[C2 :] [W2 You did not].",
        ),
        (
            "Mr SMITH (Hull): We won the cup.\nMr JONES (Leeds): You did not.",
            "[S Mr SMITH] (Hull)[C :] [W We won the cup].\n[S2 Mr JONES] (Leeds)[C2 :] [W2 You did not].",
        ),
        (
            "Paper: Who won the cup?\nSmith: We won the cup.\nPaper: Where is it now?",
            "[S Paper][C :] [W Who won the cup]?\n[S2 Smith][C2 :] [W2 We won the cup].\n[S3 Paper][C3 :] [W3 Where is it now]?",
        ),
        (
            "Bo Smith: We won the cup.\nAnn Lee:\nYou did not.\nBo Smith: We did.",
            "[S Bo Smith][C :] [W We won the cup].\n[S2 Ann Lee][C2 :]\n[W2 You did not].\n[S3 Bo Smith][C3 :] [W3 We did].",
        ),
    ],
    counterexamples: &[
        "Note: the shop is closed.\nIt opens at six.",
        "Date: the third of May.\nPlace: the old town hall.",
        "Two things: “one” and “two”.",
        "READ MORE: How the cup was won.\nWATCH: The cup is won again.",
        "NORVAR: The shops closed. “We won,” Bo Smith said.\nVELBO: The port opened again.\nZARNIC: It snowed.",
    ],
};

/// `Ann Lee, chair: “Words.”`
pub(super) static ROLE: Rule = Rule {
    id: "labelled-quotation",
    sentence: "A paragraph of a full name, perhaps with a role, a colon and a quotation is said by that person.",
    apply: |document, links| {
        for paragraph in 0..document.paragraphs.len() {
            let Some(turn) = turn(document, paragraph) else { continue };
            if is_full_name(document, &turn.source) && all_quoted(document, &turn.content) {
                add(document, links, turn);
            }
        }
    },
    examples: &[
        (
            "Ann Lee, chair of the board: “We won the cup.”",
            "[S Ann Lee], chair of the board[C :] “[W We won the cup].”",
        ),
        ("Ann Lee: “We won the cup.”", "[S Ann Lee][C :] “[W We won the cup].”"),
    ],
    counterexamples: &["Ann Lee, who was told: “We won the cup.”", "Question: “Who won the cup?”"],
};

/// `“Words.” — Ann Lee`.
pub(super) static SIGNATURE: Rule = Rule {
    id: "signature",
    sentence: "A dash and a name after a paragraph that is a quotation are its signature.",
    apply: |document, links| {
        for paragraph in 0..document.paragraphs.len() {
            if let Some(turn) = signature(document, paragraph) {
                add(document, links, turn);
            }
        }
    },
    examples: &[
        ("“We have won the cup.” ― Ann Lee", "“[W We have won the cup].” [C ―] [S Ann Lee]"),
        ("• “We have won the cup.” – Ann Lee, Leeds", "• “[W We have won the cup].” [C –] [S Ann Lee], Leeds"),
        (
            "“We have won the cup.”\n— Ann Lee, a fan from Leeds",
            "“[W We have won the cup].”\n[C —] [S Ann Lee], a fan from Leeds",
        ),
    ],
    counterexamples: &["“We won the cup,” he said — Ann Lee was there."],
};

/// `Bank chief: ‘We got it wrong’`.
pub(super) static HEADLINE: Rule = Rule {
    id: "headline",
    sentence: "A first line of a name or an office, a colon and quoted words is said by that person.",
    apply: |document, links| {
        if let Some(turn) = headline(document) {
            add(document, links, turn);
        }
    },
    examples: &[("Bank chief: ‘We got it wrong’\nIt did.", "[S Bank chief][C :] ‘[W We got it wrong]’\nIt did.")],
    counterexamples: &[
        "Bank holiday: the roads are full\nThey are.",
        "NORVAR: The shops closed. “We won,” Bo Smith said.",
        "It rained.\nBank chief: ‘We got it wrong’",
    ],
};

/// A turn of a transcript, or the like: source, cue and content.
pub(super) struct Turn {
    pub source: Range<usize>,
    pub cue: Range<usize>,
    pub content: Range<usize>,
}

/// Without the turns that are reports with a dateline, "KARACHI: The port opened again": if one of them is a place or
/// reports what somebody said, all labels in capitals that occur once are datelines.
fn without_datelines(document: &Document, mut turns: Vec<Turn>) -> Vec<Turn> {
    let repeated = repeated_labels(document, &turns);
    let may_be = |turn: &Turn| {
        turn.source.len() <= 3
            && is_all_caps(document, &turn.source)
            && !repeated.contains(&document.normalized_text(turn.source.clone()))
    };
    let is_place = |turn: &Turn| turn.source.clone().all(|token| document.is_on(List::Places, token));
    if turns.iter().any(|turn| may_be(turn) && (is_place(turn) || reports(document, &turn.content))) {
        turns.retain(|turn| !may_be(turn));
    }
    turns
}

/// The labels that occur more than once.
fn repeated_labels<'d>(document: &Document<'d>, turns: &[Turn]) -> BTreeSet<Cow<'d, str>> {
    let mut labels = BTreeSet::new();
    let label = |turn: &Turn| document.normalized_text(turn.source.clone());
    turns.iter().map(label).filter(|label| !labels.insert(label.clone())).collect()
}

/// Whether there is a quotation with a verb of saying after it: "“We won,” Bo Smith said."
fn reports(document: &Document, content: &Range<usize>) -> bool {
    let ends = content.clone().filter(|&token| {
        document.quoted_at(token).is_some() && document.quoted_at(token + 1).is_none() && token + 1 < content.end
    });
    let mut said = ends.map(|end| end + 1..content.end.min(end + 1 + MAX_LABEL_TOKENS));
    said.any(|mut behind| behind.any(|token| is_verb_of_saying(document.lower(token))))
}

/// Adds `turn` to `links`. An interviewer's question has no content.
pub(super) fn add(document: &Document, links: &mut Vec<Link>, turn: Turn) {
    let asks = document.word(turn.source.start) == "Q" && turn.source.len() == 1;
    let (contents, cue) = match asks {
        true => (Vec::new(), turn.cue.start..turn.content.end),
        false => (vec![turn.content], turn.cue),
    };
    links.push(Link { contents, cue: Some(cue), source: Some(turn.source), scores: LinkScores::uniform(LAYOUT_SCORE) });
}

/// The first of `links` that overlap each other.
pub(super) fn without_overlaps(links: Vec<Link>) -> Vec<Link> {
    let mut taken = OccupiedTokens::default();
    let mut is_first = |link: &Link| {
        link.extent().is_some_and(|range| {
            let free = taken.is_free(&range);
            if free {
                taken.insert(&range);
            }
            free
        })
    };
    links.into_iter().filter(|link| is_first(link)).collect()
}

/// The `spans` outside of the words that the layout decided on, in `links`.
pub(super) fn outside_layout(links: &[Link], mut spans: Vec<TaggedSpan>) -> Vec<TaggedSpan> {
    let mut extent: Vec<Range<usize>> = links.iter().filter_map(Link::extent).collect();
    extent.sort_by_key(|range| range.start);
    spans.retain(|span| {
        let next = extent.partition_point(|range| range.end <= span.tokens.start);
        extent.get(next).is_none_or(|range| range.start >= span.tokens.end)
    });
    spans
}

/// A label, a colon and words; or a label on a line of its own, and words on the next line.
fn turn(document: &Document, paragraph: usize) -> Option<Turn> {
    let range = document.paragraphs[paragraph].clone();
    let start = range.start + usize::from(is_mark(document.word(range.start)));
    let colon = (start..range.end.min(start + MAX_LABEL_TOKENS)).find(|&token| document.word(token) == ":")?;
    let source = speaker(document, start..colon)?;
    let below = || document.paragraphs.get(paragraph + 1).cloned();
    let content = if colon + 1 < range.end { colon + 1..range.end } else { below()? };
    let content = trim_punctuation(document, content)?;
    let long_enough = words(document, &content).count() >= 2 || is_letter(document, &source);
    long_enough.then_some(Turn { source, cue: colon..colon + 1, content })
}

/// The name in a label: all of it, or the part before a bracket, or before a comma and a role.
fn speaker(document: &Document, label: Range<usize>) -> Option<Range<usize>> {
    let end = label.clone().find(|&token| matches!(document.word(token), "(" | "[" | ",")).unwrap_or(label.end);
    let name = label.start..end;
    let rest = end..label.end;
    let closes = rest.is_empty() || document.word(end) == "," || matches!(document.word(label.end - 1), ")" | "]");
    let says = rest.clone().any(|token| is_verb_of_saying(document.lower(token)) || document.lower(token) == "who");
    let fits = name.len() <= MAX_NAME_TOKENS && closes && !says && !is_slug(document, &name);
    (fits && (is_letter(document, &name) || is_name(document, &name))).then_some(name)
}

fn signature(document: &Document, paragraph: usize) -> Option<Turn> {
    let range = document.paragraphs[paragraph].clone();
    let bullet = matches!(document.word(range.start), "•" | "*" | "·" | "-" | "–" | "—" | "▪" | "●" | "◦");
    let first = range.start + usize::from(bullet);
    let region = document.quoted.get(document.quoted_at(first)?)?;
    let inside = document.tokens_in(region.inner);
    let after = document.tokens_in(region.outer).end;
    let content = trim_punctuation(document, inside)?;
    if document.tokens[first].span.start() != region.outer.start() || content.len() < 3 {
        return None;
    }
    let signed = if after < range.end { after..range.end } else { document.paragraphs.get(paragraph + 1)?.clone() };
    let dash = signed.start;
    let starts_with_dash = document.word(dash).starts_with(['-', '–', '—', '―', '~']);
    let end =
        (dash + 1..signed.end).find(|&token| matches!(document.word(token), "," | "(" | ".")).unwrap_or(signed.end);
    let name = dash + 1..end;
    let short = signed.len() <= MAX_SIGNATURE_TOKENS && name.len() <= MAX_NAME_TOKENS;
    (starts_with_dash && short && is_name(document, &name)).then_some(Turn {
        source: name,
        cue: dash..dash + 1,
        content,
    })
}

fn headline(document: &Document) -> Option<Turn> {
    let range = document.paragraphs.first()?.clone();
    let colon =
        (range.start..range.end.min(range.start + MAX_NAME_TOKENS)).find(|&token| document.word(token) == ":")?;
    let name = range.start..colon;
    let content = trim_punctuation(document, colon + 1..range.end)?;
    let quotes = content.clone().any(|token| document.quoted_at(token).is_some());
    let sentence = |token: usize| document.word(token) == "." && document.quoted_at(token).is_none();
    let is_title = range.len() <= 30 && !is_slug(document, &name) && !content.clone().any(sentence);
    (is_title && quotes && (is_name(document, &name) || is_office(document, &name))).then_some(Turn {
        source: name,
        cue: colon..colon + 1,
        content,
    })
}

/// The tokens without punctuation at both ends; `None` if no word remains.
pub(super) fn trim_punctuation(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    Some(without_edge_punctuation(document, tokens)).filter(|words| !words.is_empty())
}

fn is_mark(word: &str) -> bool {
    matches!(word, "“" | "\"" | "‘" | "``" | "«")
}

fn is_letter(document: &Document, tokens: &Range<usize>) -> bool {
    tokens.len() == 1 && matches!(document.word(tokens.start), "Q" | "A")
}

/// Whether all words are capitalised, except brackets and particles.
fn is_name(document: &Document, tokens: &Range<usize>) -> bool {
    let capital = |token: usize| document.word(token).starts_with(|c: char| c.is_uppercase());
    let fits = |token: usize| {
        let punctuation = document.tokens[token].kind == TokenKind::Punctuation;
        capital(token)
            || punctuation && matches!(document.word(token), "(" | ")" | "-" | "." | "@")
            || matches!(document.word(token), "de" | "van" | "von" | "der" | "of" | "the" | "and" | "al")
    };
    !tokens.is_empty() && capital(tokens.start) && tokens.clone().all(fits)
}

/// Whether it is a name of two words or more, or a title with a name.
fn is_full_name(document: &Document, tokens: &Range<usize>) -> bool {
    let capital = |&token: &usize| document.is_capitalised(token) && !document.is_on(List::FunctionWords, token);
    is_name(document, tokens) && tokens.clone().filter(capital).count() > 1 && !is_slug(document, tokens)
}

/// `READ MORE`, `PHOTOS`: labels of page elements.
pub(super) fn is_slug(document: &Document, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|token| SLUGS.binary_search(&document.lower(token)).is_ok())
}

/// Words in labels that name no speaker. Sorted.
const SLUGS: [&str; 62] = [
    "address",
    "also",
    "analysis",
    "background",
    "breaking",
    "caption",
    "contact",
    "correction",
    "cost",
    "credit",
    "date",
    "download",
    "email",
    "exclusive",
    "explainer",
    "fact",
    "file",
    "follow",
    "gallery",
    "image",
    "images",
    "in",
    "info",
    "interview",
    "key",
    "latest",
    "listen",
    "live",
    "location",
    "more",
    "note",
    "op-ed",
    "opinion",
    "photo",
    "photos",
    "picture",
    "pictured",
    "pictures",
    "place",
    "poll",
    "price",
    "profile",
    "published",
    "q&a",
    "read",
    "related",
    "review",
    "see",
    "source",
    "sources",
    "subscribe",
    "talk",
    "tel",
    "time",
    "topics",
    "update",
    "updated",
    "video",
    "watch",
    "where",
    "why",
    "write",
];

/// `Bank chief`, `Police`: a speaker by office or role.
fn is_office(document: &Document, tokens: &Range<usize>) -> bool {
    let last = tokens.clone().next_back().map(|token| document.lower(token)).unwrap_or_default();
    PERSON_NOUNS.has(last) || GROUP_NOUNS.has(last) || ORGANISATION_NOUNS.has(last) || DOCUMENT_NOUNS.has(last)
}

/// In capitals: `SMITH:`.
fn is_all_caps(document: &Document, tokens: &Range<usize>) -> bool {
    tokens.clone().all(|token| !document.word(token).contains(char::is_lowercase))
        && tokens.clone().any(|token| document.word(token).len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_sorted() {
        assert!(SLUGS.is_sorted_by(|a, b| a < b));
    }
}

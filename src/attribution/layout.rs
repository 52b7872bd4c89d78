//! What the layout of a page says plainly, whatever the words: transcripts, interviews, signed quotations, quoting
//! headlines.
//!
//! A rule looks at one paragraph (and the next) and gives source, cue and content when it is sure. What the tagger found
//! in these words then does not count. In all other paragraphs the tagger decides.

use std::collections::BTreeSet;
use std::ops::Range;

use super::link::Link;
use super::marked::{all_marked, words};
use super::rule::Rule;
use super::taken::Taken;
use super::verbs::is_verb_of_saying;
use crate::lexicon::{DOCUMENT_NOUNS, GROUP_NOUNS, List, ORGANISATION_NOUNS, PERSON_NOUNS};
use crate::tag::{TaggedSpan, without_edge_punctuation};
use crate::text::{Document, TokenKind};

/// Longest name before a colon or behind a dash, in tokens.
const LONGEST_NAME: usize = 6;

/// Longest label before a colon, with what the speaker is ("Ann Lee, chair of the board").
const LONGEST_LABEL: usize = 14;

/// Longest signature, with what follows the name ("a teacher from Leeds").
const LONGEST_SIGNATURE: usize = 14;

/// How sure the layout is.
pub(super) const CERTAIN: f32 = 0.9;

/// `Q:` and `A:`.
pub(super) static INTERVIEW: Rule = Rule {
    id: "interview",
    sentence: "In lines that begin with Q and A, what stands behind A was said by the person interviewed, and Q asks.",
    apply: |document, links| {
        let letter = |paragraph| turn(document, paragraph).filter(|turn| is_letter(document, &turn.source));
        let turns: Vec<Turn> = (0..document.paragraphs.len()).filter_map(letter).collect();
        let both = |letter| turns.iter().any(|turn| document.word(turn.source.start) == letter);
        if both("Q") && both("A") {
            turns.into_iter().for_each(|turn| add(document, links, turn));
        }
    },
    holds: &[(
        "Q: Did you win the cup?\nA: No, we did not.\nQ: Why?\nA: It rained all day.",
        "Q: Did you win the cup?\n[S A][C :] [W No, we did not].\nQ: Why?\n[S2 A][C2 :] [W2 It rained all day].",
    )],
    fails: &["Plan A: We win the cup.\nA: It is a plan."],
};

/// `NAME: words`.
pub(super) static TRANSCRIPT: Rule = Rule {
    id: "transcript",
    sentence: "Where several paragraphs begin with a name and a colon, what stands behind was said by that person.",
    apply: |document, links| {
        let turns: Vec<Turn> = (0..document.paragraphs.len()).filter_map(|at| turn(document, at)).collect();
        let named: Vec<Turn> = turns.into_iter().filter(|turn| !is_letter(document, &turn.source)).collect();
        let shouted = named.iter().filter(|turn| is_shouted(document, &turn.source)).count();
        let full = named.iter().filter(|turn| is_full_name(document, &turn.source)).count();
        let label = |turn: &Turn| document.normalized_text(turn.source.clone());
        let mut labels = BTreeSet::new();
        let repeated = named.iter().any(|turn| !labels.insert(label(turn)));
        if shouted > 1 || full > 1 || named.len() > 1 && (full == 1 || repeated) {
            named.into_iter().for_each(|turn| add(document, links, turn));
        }
    },
    holds: &[
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
    fails: &[
        "Note: the shop is closed.\nIt opens at six.",
        "Date: the third of May.\nPlace: the old town hall.",
        "Two things: “one” and “two”.",
        "READ MORE: How the cup was won.\nWATCH: The cup is won again.",
    ],
};

/// `Ann Lee, chair: “Words.”`
pub(super) static ROLE: Rule = Rule {
    id: "labelled-quotation",
    sentence: "A paragraph that is a full name, perhaps with a role, a colon and a quotation is said by that person.",
    apply: |document, links| {
        for paragraph in 0..document.paragraphs.len() {
            let Some(turn) = turn(document, paragraph) else { continue };
            if is_full_name(document, &turn.source) && all_marked(document, &turn.content) {
                add(document, links, turn);
            }
        }
    },
    holds: &[
        (
            "Ann Lee, chair of the board: “We won the cup.”",
            "[S Ann Lee], chair of the board[C :] “[W We won the cup].”",
        ),
        ("Ann Lee: “We won the cup.”", "[S Ann Lee][C :] “[W We won the cup].”"),
    ],
    fails: &["Ann Lee, who was told: “We won the cup.”", "Question: “Who won the cup?”"],
};

/// `“Words.” — Ann Lee`.
pub(super) static SIGNATURE: Rule = Rule {
    id: "signature",
    sentence: "A dash and a name behind a paragraph that is a quotation sign it.",
    apply: |document, links| {
        for paragraph in 0..document.paragraphs.len() {
            if let Some(turn) = signature(document, paragraph) {
                add(document, links, turn);
            }
        }
    },
    holds: &[
        ("“We have won the cup.” ― Ann Lee", "“[W We have won the cup].” [C ―] [S Ann Lee]"),
        ("• “We have won the cup.” – Ann Lee, Leeds", "• “[W We have won the cup].” [C –] [S Ann Lee], Leeds"),
        (
            "“We have won the cup.”\n— Ann Lee, a fan from Leeds",
            "“[W We have won the cup].”\n[C —] [S Ann Lee], a fan from Leeds",
        ),
    ],
    fails: &["“We won the cup,” he said — Ann Lee was there."],
};

/// `Bank chief: ‘We got it wrong’`.
pub(super) static HEADLINE: Rule = Rule {
    id: "headline",
    sentence: "A first line that is a name or an office, a colon and quoted words is said by whom it names.",
    apply: |document, links| {
        if let Some(turn) = headline(document) {
            add(document, links, turn);
        }
    },
    holds: &[("Bank chief: ‘We got it wrong’\nIt did.", "[S Bank chief][C :] ‘[W We got it wrong]’\nIt did.")],
    fails: &["Bank holiday: the roads are full\nThey are.", "It rained.\nBank chief: ‘We got it wrong’"],
};

/// The three parts that a rule finds.
pub(super) struct Turn {
    pub source: Range<usize>,
    pub cue: Range<usize>,
    pub content: Range<usize>,
}

/// Adds `turn` to `links`. A question of an interviewer has no content.
pub(super) fn add(document: &Document, links: &mut Vec<Link>, turn: Turn) {
    let asks = document.word(turn.source.start) == "Q" && turn.source.len() == 1;
    let (contents, cue) = match asks {
        true => (Vec::new(), turn.cue.start..turn.content.end),
        false => (vec![turn.content], turn.cue),
    };
    links.push(Link { contents, cue: Some(cue), source: Some(turn.source), certainty: [CERTAIN; 4] });
}

/// Of `links` that share words the first.
pub(super) fn first_only(links: Vec<Link>) -> Vec<Link> {
    let mut taken = Taken::default();
    let mut is_first = |link: &Link| {
        link.covered().is_some_and(|range| {
            let free = taken.is_free(&range);
            if free {
                taken.take(&range);
            }
            free
        })
    };
    links.into_iter().filter(|link| is_first(link)).collect()
}

/// `spans` without those in words of which the layout, in `links`, has decided.
pub(super) fn undecided(links: &[Link], mut spans: Vec<TaggedSpan>) -> Vec<TaggedSpan> {
    let mut covered: Vec<Range<usize>> = links.iter().filter_map(Link::covered).collect();
    covered.sort_by_key(|range| range.start);
    spans.retain(|span| {
        let next = covered.partition_point(|range| range.end <= span.tokens.start);
        covered.get(next).is_none_or(|range| range.start >= span.tokens.end)
    });
    spans
}

/// A label, a colon and words; or the label on a line of its own, and the words below.
fn turn(document: &Document, paragraph: usize) -> Option<Turn> {
    let range = document.paragraphs[paragraph].clone();
    let start = range.start + usize::from(is_mark(document.word(range.start)));
    let colon = (start..range.end.min(start + LONGEST_LABEL)).find(|&token| document.word(token) == ":")?;
    let source = speaker(document, start..colon)?;
    let below = || document.paragraphs.get(paragraph + 1).cloned();
    let content = if colon + 1 < range.end { colon + 1..range.end } else { below()? };
    let content = words_of(document, content)?;
    let long_enough = words(document, &content).count() >= 2 || is_letter(document, &source);
    long_enough.then_some(Turn { source, cue: colon..colon + 1, content })
}

/// The name in a label: all of it, or what stands before a bracket, or before a comma and a role.
fn speaker(document: &Document, label: Range<usize>) -> Option<Range<usize>> {
    let end = label.clone().find(|&token| matches!(document.word(token), "(" | "[" | ",")).unwrap_or(label.end);
    let name = label.start..end;
    let rest = end..label.end;
    let closes = rest.is_empty() || document.word(end) == "," || matches!(document.word(label.end - 1), ")" | "]");
    let says = rest.clone().any(|token| is_verb_of_saying(document.lower(token)) || document.lower(token) == "who");
    let fits = name.len() <= LONGEST_NAME && closes && !says && !is_slug(document, &name);
    (fits && (is_letter(document, &name) || is_name(document, &name))).then_some(name)
}

fn signature(document: &Document, paragraph: usize) -> Option<Turn> {
    let range = document.paragraphs[paragraph].clone();
    let bullet = matches!(document.word(range.start), "•" | "*" | "·" | "-" | "–" | "—" | "▪" | "●" | "◦");
    let first = range.start + usize::from(bullet);
    let region = document.quoted.get(document.quoted_at(first)?)?;
    let inside = document.tokens_in(region.inner);
    let after = document.tokens_in(region.outer).end;
    let content = words_of(document, inside)?;
    if document.tokens[first].span.start() != region.outer.start() || content.len() < 3 {
        return None;
    }
    let signed = if after < range.end { after..range.end } else { document.paragraphs.get(paragraph + 1)?.clone() };
    let dash = signed.start;
    let starts_with_dash = document.word(dash).starts_with(['-', '–', '—', '―', '~']);
    let end =
        (dash + 1..signed.end).find(|&token| matches!(document.word(token), "," | "(" | ".")).unwrap_or(signed.end);
    let name = dash + 1..end;
    let short = signed.len() <= LONGEST_SIGNATURE && name.len() <= LONGEST_NAME;
    (starts_with_dash && short && is_name(document, &name)).then_some(Turn {
        source: name,
        cue: dash..dash + 1,
        content,
    })
}

fn headline(document: &Document) -> Option<Turn> {
    let range = document.paragraphs.first()?.clone();
    let colon = (range.start..range.end.min(range.start + LONGEST_NAME)).find(|&token| document.word(token) == ":")?;
    let name = range.start..colon;
    let content = words_of(document, colon + 1..range.end)?;
    let quotes = content.clone().any(|token| document.quoted_at(token).is_some());
    let is_title = range.len() <= 30 && !is_slug(document, &name);
    (is_title && quotes && (is_name(document, &name) || is_office(document, &name))).then_some(Turn {
        source: name,
        cue: colon..colon + 1,
        content,
    })
}

/// The tokens without the punctuation and the marks at both ends, if any word is left.
pub(super) fn words_of(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    Some(without_edge_punctuation(document, tokens)).filter(|words| !words.is_empty())
}

fn is_mark(word: &str) -> bool {
    matches!(word, "“" | "\"" | "‘" | "``" | "«")
}

fn is_letter(document: &Document, tokens: &Range<usize>) -> bool {
    tokens.len() == 1 && matches!(document.word(tokens.start), "Q" | "A")
}

/// Words that all begin with a capital, brackets and particles aside.
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

/// Two names or more, or a title with one.
fn is_full_name(document: &Document, tokens: &Range<usize>) -> bool {
    let capital = |&token: &usize| document.is_capitalised(token) && !document.is_on(List::FunctionWords, token);
    is_name(document, tokens) && tokens.clone().filter(capital).count() > 1 && !is_slug(document, tokens)
}

/// `READ MORE`, `PHOTOS`: what a page calls its own parts.
pub(super) fn is_slug(document: &Document, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|token| SLUGS.binary_search(&document.lower(token)).is_ok())
}

/// Words of labels that name no speaker. Sorted.
const SLUGS: [&str; 58] = [
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
    "explainer",
    "fact",
    "file",
    "follow",
    "gallery",
    "image",
    "images",
    "in",
    "info",
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
    "published",
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

/// `Bank chief`, `Police`: somebody by what they do.
fn is_office(document: &Document, tokens: &Range<usize>) -> bool {
    let last = tokens.clone().next_back().map(|token| document.lower(token)).unwrap_or_default();
    PERSON_NOUNS.has(last) || GROUP_NOUNS.has(last) || ORGANISATION_NOUNS.has(last) || DOCUMENT_NOUNS.has(last)
}

/// All in capitals: `SMITH:`.
fn is_shouted(document: &Document, tokens: &Range<usize>) -> bool {
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

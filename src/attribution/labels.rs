//! Words in quotation marks by which somebody is labelled: "Ann Lee described the plan as “moronic”, Bo Lind called it a
//! “gift”."

use std::ops::Range;

use super::complement::{is_pronoun, subject};
use super::layout::trim_punctuation;
use super::link::{Link, LinkScores};
use super::negated_saying::is_passive;
use super::occupied::OccupiedTokens;
use super::polarity::group;
use super::quotation_marks::{any_quoted, is_title_case, words};
use super::rule::Rule;
use crate::lexicon::LABELLING_VERBS;
use crate::text::{Document, QuotedSpan, TokenKind};

/// Score of such a link.
const SCORE: f32 = 0.75;

/// Maximum number of tokens between the verb and "as", and of the object of "call".
const MAX_OBJECT_BEFORE_AS: usize = 14;
const MAX_OBJECT: usize = 7;

/// "described the plan as “moronic”", "called it a “gift”"
pub(super) static LABEL: Rule = Rule {
    id: "label",
    sentence: "A quotation by which the subject of its clause labels something (“called it”, “described it as”) belongs to that subject.",
    apply: |document, links| {
        let regions = document.quoted.iter().filter(|region| region.depth == 0 && region.closed);
        let mut found: Vec<Link> = regions.filter_map(|region| label(document, region)).collect();
        replace_noun_cues(links, &mut found);
        let taken: OccupiedTokens = links.iter().flat_map(|link| &link.contents).collect();
        let free = |link: &Link| taken.is_free(&link.contents[0]);
        let found: Vec<Link> = found.into_iter().filter(free).collect();
        links.extend(found);
    },
    examples: &[
        ("Bo Lind described the plan as “moronic”.", "[S Bo Lind] [C described] the plan as “[W moronic]”."),
        (
            "A nurse, who asked not to be named, called it a “gift”.",
            "[S A nurse], who asked not to be named, [C called] it a “[W gift]”.",
        ),
        (
            "On Monday Ann Lee branded the event a “shambles”.",
            "On Monday [S Ann Lee] [C branded] the event a “[W shambles]”.",
        ),
        (
            "Another, who asked not to be named, called it “robbery”.",
            "[S Another], who asked not to be named, [C called] it “[W robbery]”.",
        ),
        (
            "[S Bo Lind] dismissed the [C call] as “[W moronic]”.",
            "[S Bo Lind] [C dismissed] the call as “[W moronic]”.",
        ),
        ("The mayor, Hon. Ann Lee, called it a “gift”.", "[S The mayor, Hon. Ann Lee], [C called] it a “[W gift]”."),
        ("The firm has what it calls a “family plan”.", "The firm has what [S it] [C calls] a “[W family plan]”."),
        (
            "Ann Lee has referred to the clerk as her “best friend”.",
            "[S Ann Lee] has [C referred] to the clerk as her “[W best friend]”.",
        ),
    ],
    counterexamples: &[
        "The plan was described as “moronic”.",
        "The plan, described by Bo Lind as “moronic”, was late.",
        "Bo Lind wrote a play called “late rain”.",
        "Bo Lind called for a “pause”.",
        "Bo Lind called it “The Long Rain”.",
        "Nobody wants to call it a “gift”.",
        "[S Bo Lind] [C described] the plan as “[W moronic]”.",
    ],
};

/// Removes the links that have for their cue a noun that is labelled ("dismissed the call as"). Their label has their
/// source if that is before the verb.
fn replace_noun_cues(links: &mut Vec<Link>, labels: &mut [Link]) {
    links.retain_mut(|link| {
        let ([content], Some(cue)) = (&*link.contents, &link.cue) else { return true };
        // Regions are in order and apart, so at most one label has the words of a link.
        let number = labels.partition_point(|label| label.contents[0].end <= content.start);
        let Some(label) = labels.get_mut(number) else { return true };
        let (own, verb) = (&label.contents[0], label.cue.clone().unwrap_or(0..0));
        let is_object = own.start < content.end && verb.end <= cue.start && cue.end <= own.start;
        if is_object {
            label.source = link.source.take().filter(|source| source.end <= verb.start).or(label.source.take());
        }
        !is_object
    });
}

/// The link of a quotation that is a label.
pub(super) fn label(document: &Document, region: &QuotedSpan) -> Option<Link> {
    let outer = document.tokens_in(region.outer);
    let content = trim_punctuation(document, document.tokens_in(region.inner))?;
    let sentence = document.sentences[document.sentence_of(outer.start)].clone();
    let determined = outer.start.checked_sub(1).is_some_and(|token| is_determiner(document.lower(token)));
    let end = outer.start - usize::from(determined);
    let verb = labelling_verb(document, &sentence, end)?;
    let group = group(document, &sentence, verb);
    let before = verb.checked_sub(1).map_or("", |token| document.lower(token));
    let finite = before != "to" && document.lower(verb + 1) != "by" && !is_passive(document, verb, &group);
    let first = group.last().copied().unwrap_or(verb);
    let it = first.checked_sub(1).filter(|&token| token >= sentence.start && document.lower(token) == "it");
    let source = it.map(|token| token..token + 1).or_else(|| subject(document, &sentence, first))?;
    // "a play called “late rain”" has no object: only a pronoun is surely its subject.
    let object = verb + 1 < end;
    let certain = object || it.is_some() || source.len() == 1 && is_pronoun(document.lower(source.start));
    let titled = words(document, &content).count() > 1 && is_title_case(document, &content);
    (finite && certain && !titled && !any_quoted(document, &(verb..end))).then(|| Link {
        contents: vec![content],
        cue: Some(verb..verb + 1),
        source: Some(source),
        scores: LinkScores::uniform(SCORE),
    })
}

/// The verb of which the words before `end` are the object, "as" included.
fn labelling_verb(document: &Document, sentence: &Range<usize>, end: usize) -> Option<usize> {
    let plain = |token: &usize| document.tokens[*token].kind != TokenKind::Punctuation || document.word(*token) == ",";
    let back = |most: usize| (sentence.start..end).rev().take(most + 2).take_while(plain);
    if end > sentence.start && document.lower(end - 1) == "as" {
        return back(MAX_OBJECT_BEFORE_AS).find(|&token| LABELLING_VERBS.has(document.lower(token)));
    }
    let verb = back(MAX_OBJECT).find(|&token| CALLING_VERBS.contains(&document.lower(token)))?;
    let elsewhere = ["on", "for", "in", "at", "off", "out", "up", "to", "upon", "into", "from", "with", "after"];
    let comma = (verb..end).any(|token| document.word(token) == ",");
    (!comma && !elsewhere.contains(&document.lower(verb + 1))).then_some(verb)
}

/// Finite forms of verbs whose object is followed by the label itself.
const CALLING_VERBS: [&str; 12] = [
    "brand", "branded", "brands", "call", "called", "calls", "deemed", "dubbed", "labeled", "labelled", "labels",
    "termed",
];

pub(super) fn is_determiner(lower: &str) -> bool {
    matches!(lower, "a" | "an" | "the" | "his" | "her" | "its" | "their" | "my" | "our" | "your")
}

//! A sentence that describes how somebody spoke, followed by the quotation: "Ann Lee was blunter. “It is over.”"

use std::ops::Range;

use super::labels::is_determiner;
use super::layout::trim_punctuation;
use super::link::{Link, LinkScores};
use super::occupied::OccupiedTokens;
use super::quotation_marks::quotation_at;
use super::recover_source::name_or_pronoun;
use super::rule::Rule;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Score of such a link.
const SCORE: f32 = 0.75;

/// "Ann Lee was blunter. “It is over.”"
pub(super) static MANNER: Rule = Rule {
    id: "manner-of-speaking",
    sentence: "A quotation after a short sentence that describes how somebody spoke (“was blunter”, “disagreed”) belongs to that person.",
    apply: |document, links| {
        let taken: OccupiedTokens =
            links.iter().filter(|link| link.cue.is_some()).flat_map(|link| link.contents.iter()).collect();
        let found: Vec<Link> =
            document.sentences.iter().filter_map(|sentence| manner_quotation(document, sentence, &taken)).collect();
        for link in found {
            let content = link.contents[0].clone();
            let apart = |other: &Range<usize>| other.end <= content.start || content.end <= other.start;
            links.iter_mut().filter(|old| old.cue.is_none()).for_each(|old| old.contents.retain(apart));
            links.push(link);
        }
    },
    examples: &[
        (
            "Bo Lind was blunter. “It is over for them.”\nIt rained.",
            "[S Bo Lind] [C was blunter]. “[W It is over for them].”\nIt rained.",
        ),
        (
            "Bo Lind was more direct. [W “It is over for them.”]",
            "[S Bo Lind] [C was more direct]. “[W It is over for them].”",
        ),
        ("But Ann Lee disagreed: “It is late.”", "But [S Ann Lee] [C disagreed]: “[W It is late].”"),
        (
            "Her neighbour, the baker Bo Lind, was more sceptical: “It is late.”",
            "[S Her neighbour, the baker Bo Lind], [C was more sceptical]: “[W It is late].”",
        ),
    ],
    counterexamples: &[
        "Bo Lind was blunter. [W “It is over,”] [C said] [S Ann Lee].",
        "Bo Lind was late. “It is over for them.”",
        "Bo Lind was blunter. It rained. “It is over for them.”",
        "Bo Lind was blunter.\n“It is over for them.”",
        "When the rain came, Bo Lind, was calm: “It is late.”",
    ],
};

/// Maximum length of the sentence, of its subject, and of a subject with an apposition, in tokens.
const MAX_SENTENCE_TOKENS: usize = 16;
const MAX_SUBJECT_TOKENS: usize = 8;
const MAX_APPOSED_TOKENS: usize = 10;

fn manner_quotation(document: &Document, sentence: &Range<usize>, taken: &OccupiedTokens) -> Option<Link> {
    let joined = matches!(document.lower(sentence.start), "but" | "and" | "yet" | "still");
    let start = sentence.start + usize::from(joined);
    let end = (start..sentence.end).find(|&token| matches!(document.word(token), "." | ":" | "!"))?;
    if end - sentence.start > MAX_SENTENCE_TOKENS || document.quoted_at(start).is_some() {
        return None;
    }
    let (source, cue) = subject_and_manner(document, start..end)?;
    let region = quotation_at(document, end + 1).filter(|region| region.closed)?;
    let tokens = document.tokens_in(region.inner);
    let whole = document.tokens_in(region.outer);
    let paragraph = document.paragraph_of(end);
    let is_next = whole.start == end + 1 && document.paragraph_of(whole.end - 1) == paragraph;
    // A reporting clause after the quotation is better evidence for its source.
    let alone = whole.end >= document.paragraphs[paragraph].end
        || document.sentence_of(whole.end) != document.sentence_of(tokens.end.max(tokens.start + 1) - 1);
    let content = trim_punctuation(document, tokens)?;
    (is_next && alone && taken.is_free(&content)).then(|| Link {
        contents: vec![content],
        cue: Some(cue),
        source: Some(source),
        scores: LinkScores::uniform(SCORE),
    })
}

/// The subject and the manner, if `tokens` say nothing else.
fn subject_and_manner(document: &Document, tokens: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let manner = (tokens.start + 1..tokens.end).find(|&token| MANNERS.binary_search(&document.lower(token)).is_ok());
    let verb = (tokens.start + 1..tokens.end).find(|&token| VERBS.contains(&document.lower(token)));
    let cue = match (verb, manner) {
        (Some(verb), None) if verb + 3 >= tokens.end => verb..verb + 1,
        (_, Some(manner)) if manner + 4 >= tokens.end => {
            let linking = |&token: &usize| {
                matches!(document.lower(token), "was" | "were" | "is" | "are" | "remained" | "sounded")
            };
            (tokens.start + 1..manner).rev().take(4).find(linking)?..manner + 1
        }
        _ => return None,
    };
    let comma = usize::from(document.word(cue.start - 1) == ",");
    let source = tokens.start..cue.start - comma;
    let named = (source.clone()).find_map(|token| {
        name_or_pronoun(document, token..source.end, token == tokens.start && !joins(document, token))
    });
    let punctuation = |token: usize| document.tokens[token].kind == TokenKind::Punctuation;
    let plain = comma == 0 && !source.clone().any(punctuation);
    if plain {
        let known = named.is_some_and(|name| name.end == source.end) || document.lower(source.start) == "the";
        return (known && source.len() <= MAX_SUBJECT_TOKENS).then_some((source, cue));
    }
    (comma == 1 && is_apposed_subject(document, &source)).then_some((source, cue))
}

/// "Her neighbour, the baker Bo Lind": a description, and an apposition that ends in the name.
fn is_apposed_subject(document: &Document, source: &Range<usize>) -> bool {
    let punctuation = |&token: &usize| document.tokens[token].kind == TokenKind::Punctuation;
    let mut marks = source.clone().filter(punctuation);
    let (Some(comma), None) = (marks.next(), marks.next()) else { return false };
    let name = (comma + 1..source.end).find_map(|token| name_or_pronoun(document, token..source.end, false));
    let first = source.start;
    let begins = is_determiner(document.lower(first)) || !document.is_on(List::FunctionWords, first);
    let named = name.is_some_and(|name| name.end == source.end);
    begins && document.word(comma) == "," && named && source.len() <= MAX_APPOSED_TOKENS
}

/// Whether a word such as "But" precedes the token in its sentence.
fn joins(document: &Document, token: usize) -> bool {
    token > document.sentences[document.sentence_of(token)].start
}

/// Verbs that say that somebody spoke, and with which opinion.
const VERBS: [&str; 4] = ["agreed", "concurred", "disagreed", "demurred"];

/// Adjectives for somebody who speaks. Sorted.
const MANNERS: [&str; 34] = [
    "adamant",
    "apologetic",
    "blunt",
    "blunter",
    "brief",
    "bullish",
    "candid",
    "categorical",
    "cautious",
    "clear",
    "clearer",
    "contrite",
    "critical",
    "curt",
    "defiant",
    "direct",
    "dismissive",
    "effusive",
    "emphatic",
    "forthright",
    "frank",
    "franker",
    "furious",
    "harsher",
    "indignant",
    "philosophical",
    "scathing",
    "sceptical",
    "skeptical",
    "succinct",
    "terse",
    "unapologetic",
    "unequivocal",
    "unrepentant",
];

#[cfg(test)]
mod tests {
    #[test]
    fn manners_are_sorted() {
        assert!(super::MANNERS.is_sorted_by(|a, b| a < b));
    }
}

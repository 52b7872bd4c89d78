//! Splits the contents of a cue that are not pieces of one quotation.
//!
//! Each content chooses its cue independently, so a cue may get contents before it, after it and a paragraph away.
//! Pieces of one quotation are separated only by a reporting clause ("“We sail,” she said. “At dawn.”"), or are
//! paragraphs with open quotation marks. All others become attributions of their own, without a cue; the pieces nearest
//! to the cue keep it.

use std::ops::Range;

use super::link::Link;
use super::quotation_marks::{all_quoted, any_quoted, left_open, words};
use super::rule::Rule;
use crate::text::Document;

/// Maximum number of words between two pieces without a reporting clause.
const MAX_WORDS_BETWEEN: usize = 2;

/// Maximum distance between a cue and the content after it, in tokens.
const MAX_CUE_DISTANCE: usize = 4;

/// Pieces of one quotation.
pub(super) static PIECES: Rule = Rule {
    id: "pieces",
    sentence: "Contents of one cue are pieces of one quotation only if a reporting clause or open quotation marks join them.",
    apply: |document, links| *links = split_links(document, std::mem::take(links)),
    examples: &[(
        "[S She] [C said] [W it was late]. [W “We ran out of bread.”]",
        "[S She] [C said] [W it was late]. [W2 “We ran out of bread.”]",
    )],
    counterexamples: &["[W “We sail,”] [S she] [C said]. [W “At dawn.”]"],
};

/// The `links`, split where their contents are not pieces of one quotation. The parts without a cue follow the part
/// with it.
fn split_links(document: &Document, links: Vec<Link>) -> Vec<Link> {
    let mut cues: Vec<usize> = links.iter().filter_map(|link| link.cue.as_ref().map(|cue| cue.start)).collect();
    cues.sort_unstable();
    links.into_iter().flat_map(|link| split_link(document, &cues, link)).collect()
}

fn split_link(document: &Document, cues: &[usize], link: Link) -> Vec<Link> {
    if link.contents.len() < 2 || link.cue.is_none() {
        return vec![link];
    }
    let mut groups: Vec<Vec<Range<usize>>> = Vec::new();
    for piece in &link.contents {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| are_one_quotation(document, cues, &link, last, piece)) => {
                group.push(piece.clone());
            }
            _ => groups.push(vec![piece.clone()]),
        }
    }
    let nearest = nearest(document, &link, &groups);
    let mut parts = vec![Link { contents: groups.remove(nearest), ..link.clone() }];
    parts.extend(groups.into_iter().map(|contents| link.without_cue(contents)));
    parts
}

/// Whether `one` and `next`, adjacent contents of `link`, are pieces of one quotation.
fn are_one_quotation(
    document: &Document,
    cues: &[usize],
    link: &Link,
    one: &Range<usize>,
    next: &Range<usize>,
) -> bool {
    let gap = one.end..next.start.max(one.end);
    let reporting: Vec<usize> =
        [&link.cue, &link.source].into_iter().flatten().map(|span| span.start).filter(|at| gap.contains(at)).collect();
    let paragraphs = document.paragraph_of(next.start) - document.paragraph_of(one.end - 1);
    if paragraphs > 0 {
        return reporting.is_empty() && left_open(document, one.end - 1);
    }
    let sentences = document.sentence_of(next.start) - document.sentence_of(one.end - 1);
    // "She said it was late. “We ran out.”": the quotation has no reporting clause.
    if sentences > 0 && !(all_quoted(document, one) || any_quoted(document, one) && !reporting.is_empty()) {
        return false;
    }
    if reporting.is_empty() {
        return words(document, &gap).count() <= MAX_WORDS_BETWEEN;
    }
    let own = link.cue.as_ref().map(|cue| cue.start);
    let from = cues.partition_point(|&cue| cue < gap.start);
    let between = cues[from..].iter().take_while(|&&cue| cue < gap.end).filter(|&&cue| Some(cue) != own);
    // "“A,” she told Bo, calling for help. “B.”": another cue separates the pieces, unless it leads to the second one.
    let whole = all_quoted(document, one) && all_quoted(document, next);
    let others = between.into_iter().any(|&cue| !whole || next.start - cue <= MAX_CUE_DISTANCE);
    !others && !has_unrelated_sentence(document, &reporting, gap)
}

/// Whether a sentence within `gap`, or one that begins there and leads to the piece after it, has no part of the
/// reporting clause at `reporting`.
fn has_unrelated_sentence(document: &Document, reporting: &[usize], gap: Range<usize>) -> bool {
    let sentences = document.sentence_of(gap.start)..document.sentence_of(gap.end - 1) + 1;
    let begun = sentences.filter_map(|sentence| document.sentences.get(sentence)).filter(|it| it.start >= gap.start);
    let mut within = begun.map(|sentence| sentence.start..sentence.end.min(gap.end));
    within
        .any(|part| words(document, &part).count() > MAX_WORDS_BETWEEN && !reporting.iter().any(|at| part.contains(at)))
}

/// The group that is nearest to the cue of `link`, by paragraphs, sentences and tokens. The first one wins a tie.
fn nearest(document: &Document, link: &Link, groups: &[Vec<Range<usize>>]) -> usize {
    let Some(cue) = &link.cue else { return 0 };
    let distance = |piece: &Range<usize>| {
        let (end, start) = if piece.end <= cue.start { (piece.end - 1, cue.start) } else { (cue.end - 1, piece.start) };
        let paragraphs = document.paragraph_of(start).abs_diff(document.paragraph_of(end));
        let sentences = document.sentence_of(start).abs_diff(document.sentence_of(end));
        (paragraphs, sentences, start.saturating_sub(end))
    };
    (0..groups.len()).min_by_key(|&at| groups[at].iter().map(distance).min()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::link::LinkScores;
    use super::*;
    use crate::span::Span;

    /// The contents of each part, the one with the cue first.
    fn parts(text: &str, contents: &[&str], cue: &str, source: &str) -> Vec<Vec<String>> {
        let document = Document::new(text);
        let tokens = |words: &str| {
            let start = text.find(words).unwrap();
            document.tokens_in(Span::new(start, start + words.len()))
        };
        let link = Link {
            contents: contents.iter().map(|words| tokens(words)).collect(),
            cue: Some(tokens(cue)),
            source: Some(tokens(source)),
            scores: LinkScores::uniform(0.9),
        };
        let words = |tokens: &Range<usize>| document.span(tokens.clone()).of(text).to_owned();
        let parts = split_links(&document, vec![link]);
        assert!(parts.iter().skip(1).all(|part| part.cue.is_none()), "{text}");
        parts.iter().map(|part| part.contents.iter().map(words).collect()).collect()
    }

    #[test]
    fn only_words_of_saying_and_open_marks_join_pieces() {
        let (a, b) = ("We sail", "At dawn");
        for text in [
            "“We sail,” she said. “At dawn.”",
            "“We sail,” said she, who had waited in the rain for nine long hours. “At dawn.”",
            "“We sail,” Mr. Bo, she and her brother said. “At dawn.”",
            "“We sail,” she said, and urged all of them to come. “At dawn.”",
            "Then she said: “We sail.\n“At dawn.”",
        ] {
            assert_eq!(parts(text, &[a, b], "said", "she").len(), 1, "{text}");
        }
        for text in [
            "She said we sail. “At dawn.”",
            "“We sail,” she said.\n“At dawn.”",
            "“We sail,” she said. Her boat lay in the harbour. “At dawn.”",
            "She said: “We sail.” The harbour was full of boats. “At dawn.”",
            "“We sail,” she said. Her neighbour, Bo Lind, was calmer: “At dawn.”",
        ] {
            let text = text.replace("She", "she");
            let first = if text.contains("we") { "we sail" } else { a };
            assert_eq!(parts(&text, &[first, b], "said", "she"), [[first], [b]], "{text}");
        }
    }

    #[test]
    fn the_nearest_piece_keeps_the_cue() {
        let text = "“We sail.”\nAt noon “At dawn,” she said.";
        assert_eq!(parts(text, &["We sail", "At dawn"], "said", "she"), [["At dawn"], ["We sail"]]);
    }
}

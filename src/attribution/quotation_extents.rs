//! Corrects contents that take in too much next to a quotation, or that miss a part of one.

use std::ops::Range;

use super::link::Link;
use super::occupied::OccupiedTokens;
use super::quotation_marks::{all_quoted, any_quoted, left_open, quotation_at, words};
use super::rule::Rule;
use crate::lexicon::List;
use crate::text::Document;

/// "“No.” Asked whether he would resign".
pub(super) static NEW_SENTENCE: Rule = Rule {
    id: "new-sentence",
    sentence: "A content does not extend from a whole quotation into a sentence without quotation marks, or vice versa.",
    apply: |document, links| {
        for link in links {
            link.contents = link.contents.iter().flat_map(|content| split_by_sentences(document, content)).collect();
        }
    },
    examples: &[
        (
            "[S Bo] [C said]: [W “No.” Asked whether he would go], he did not say.",
            "[S Bo] [C said]: “[W No].” [W Asked whether he would go], he did not say.",
        ),
        ("[S Bo] [C said] [W it rained. “It rains.”]", "[S Bo] [C said] [W it rained]. “[W It rains].”"),
    ],
    counterexamples: &["[S Bo] [C said] [W “rain” was near]. It came.", "[S Bo] [C said] [W it rained. It stopped]."],
};

/// Splits `content` where a sentence in quotation marks is next to one without any.
fn split_by_sentences(document: &Document, content: &Range<usize>) -> Vec<Range<usize>> {
    let sentences = document.sentence_of(content.start)..document.sentence_of(content.end - 1) + 1;
    if sentences.len() < 2 {
        return vec![content.clone()];
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    for sentence in sentences.filter_map(|sentence| document.sentences.get(sentence)) {
        let part = sentence.start.max(content.start)..sentence.end.min(content.end);
        let differs = |last: &Range<usize>| {
            all_quoted(document, last) && !any_quoted(document, &part)
                || !any_quoted(document, last) && all_quoted(document, &part)
        };
        match parts.last_mut() {
            Some(last) if !differs(last) => last.end = part.end,
            _ if part.is_empty() => {}
            _ => parts.push(part),
        }
    }
    if parts.len() < 2 {
        return vec![content.clone()];
    }
    parts.into_iter().filter_map(|part| super::layout::trim_punctuation(document, part)).collect()
}

/// "Pressed further, he added: “…”".
pub(super) static ASIDE: Rule = Rule {
    id: "aside-before-colon",
    sentence: "If a colon introduces a quotation, the words before the source in that sentence are no content.",
    apply: |document, links| {
        for link in links {
            let (Some(cue), Some(last)) = (link.cue.clone(), link.contents.last().cloned()) else { continue };
            let colon =
                last.start.checked_sub(2).is_some_and(|at| (at..last.start).any(|token| document.word(token) == ":"));
            if !colon || !all_quoted(document, &last) || last.start < cue.end {
                continue;
            }
            let start = link.source.as_ref().map_or(cue.start, |source| source.start.min(cue.start));
            let sentence = document.sentence_of(cue.start);
            let aside = |content: &Range<usize>| {
                content.end <= start
                    && document.sentence_of(content.start) == sentence
                    && !any_quoted(document, content)
            };
            link.contents.retain(|content| !aside(content));
        }
    },
    examples: &[(
        "[W Pressed further], [S he] [C added]: “[W Ask my lawyer].”",
        "Pressed further, [S he] [C added]: “[W Ask my lawyer].”",
    )],
    counterexamples: &["[W It rains], [S he] [C said], “[W but not for long].”"],
};

/// Paragraphs that leave their quotation marks open, and quotations after "she said" that the tagger missed.
pub(super) static OPEN_MARKS: Rule = Rule {
    id: "open-marks",
    sentence: "A quotation continues after its reporting clause, and after paragraphs that leave its marks open.",
    apply: |document, links| {
        let mut taken: OccupiedTokens = links.iter().flat_map(|link| &link.contents).collect();
        for link in links.iter_mut().filter(|link| link.cue.is_some()) {
            while let Some(next) = quotation_after_cue(document, link).or_else(|| continued_below(document, link)) {
                if !taken.is_free(&next) {
                    break;
                }
                taken.insert(&next);
                link.contents.push(next);
            }
        }
    },
    examples: &[
        (
            "[W “It rains,”] [S she] [C said]. “It will not stop.”",
            "[W “It rains,”] [S she] [C said]. “[W It will not stop].”",
        ),
        (
            "[S She] [C said]: [W “It rains.]\n“It will not stop.”",
            "[S She] [C said]: [W “It rains.]\n“[W It will not stop].”",
        ),
        (
            "[W “It rains,”] [S she] [C said]. “It rained all\nADVERTISEMENT\nday and will not stop.”",
            "[W “It rains,”] [S she] [C said]. “[W It rained all]\nADVERTISEMENT\n[W day and will not stop].”",
        ),
    ],
    counterexamples: &[
        "[W “It rains,”] [S she] [C said].\n“It will not stop.”",
        "[W “It rains,”] [S she] [C said]. “Rain” was her word for it.",
        "[W “It rains,”] [S she] [C said]. “It will not,” said Bo.",
    ],
};

/// The quotation that makes up the sentence after the reporting clause of `link`.
fn quotation_after_cue(document: &Document, link: &Link) -> Option<Range<usize>> {
    let (cue, last) = (link.cue.as_ref()?, link.contents.last()?);
    let sentence = document.sentences.get(document.sentence_of(cue.start))?.clone();
    let next = document.sentences.get(document.sentence_of(cue.start) + 1)?.clone();
    let same_paragraph = document.paragraph_of(next.start) == document.paragraph_of(cue.start);
    let quoted_before = last.end <= cue.start && last.start >= sentence.start && all_quoted(document, last);
    let region = quotation_at(document, next.start).filter(|region| region.opened)?;
    let whole = document.tokens[next.start].span.start() == region.outer.start()
        && (all_quoted(document, &next) || left_open(document, next.start));
    let found = super::layout::trim_punctuation(document, document.tokens_in(region.inner))?;
    (same_paragraph && quoted_before && whole && words(document, &found).count() >= 3).then_some(found)
}

/// The quotation in the next paragraph (ignoring advertisements), if the last content leaves its marks open.
fn continued_below(document: &Document, link: &Link) -> Option<Range<usize>> {
    let last = link.contents.last()?.end - 1;
    if !left_open(document, last) {
        return None;
    }
    let below = document.paragraph_of(last) + 1;
    let next = (below..document.paragraphs.len()).find(|&paragraph| !is_advertisement(document, paragraph))?;
    let start = document.paragraphs[next].start;
    let region = quotation_at(document, start)?;
    // Without an opening mark, one paragraph was cut in two.
    let begins = region.opened || next > below;
    let found = super::layout::trim_punctuation(document, document.tokens_in(region.inner))?;
    (begins && document.tokens[start].span.start() == region.outer.start()).then_some(found)
}

/// "ADVERTISEMENT", "Story continues below".
fn is_advertisement(document: &Document, paragraph: usize) -> bool {
    let range = document.paragraphs[paragraph].clone();
    let is_ad_word = |token: usize| {
        matches!(document.lower(token), "advertisement" | "advertising" | "advert" | "sponsored" | "promoted")
    };
    let goes_on =
        document.lower(range.start + 1) == "continues" && range.clone().any(|token| document.lower(token) == "below");
    range.len() <= 8
        && (range.clone().any(is_ad_word) || goes_on)
        && !range.clone().any(|token| document.is_on(List::PersonNouns, token))
}

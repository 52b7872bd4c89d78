//! Stretches in marks, whole: what a content takes too much of beside one, and what of one it leaves out.

use std::ops::Range;

use super::link::Link;
use super::marked::{all_marked, any_marked, left_open, marks, words};
use super::rule::Rule;
use super::taken::Taken;
use crate::lexicon::List;
use crate::text::Document;

/// "“No.” Asked whether he would resign".
pub(super) static NEW_SENTENCE: Rule = Rule {
    id: "new-sentence",
    sentence: "A content does not run on from a whole quotation into another sentence without marks, nor the other way round.",
    apply: |document, links| {
        for link in links {
            link.contents = link.contents.iter().flat_map(|content| by_sentences(document, content)).collect();
        }
    },
    holds: &[
        (
            "[S Bo] [C said]: [W “No.” Asked whether he would go], he did not say.",
            "[S Bo] [C said]: “[W No].” [W Asked whether he would go], he did not say.",
        ),
        ("[S Bo] [C said] [W it rained. “It rains.”]", "[S Bo] [C said] [W it rained]. “[W It rains].”"),
    ],
    fails: &["[S Bo] [C said] [W “rain” was near]. It came.", "[S Bo] [C said] [W it rained. It stopped]."],
};

/// `content` cut where a sentence all in marks stands beside one with no marks at all.
fn by_sentences(document: &Document, content: &Range<usize>) -> Vec<Range<usize>> {
    let sentences = document.sentence_of(content.start)..document.sentence_of(content.end - 1) + 1;
    if sentences.len() < 2 {
        return vec![content.clone()];
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    for sentence in sentences.filter_map(|sentence| document.sentences.get(sentence)) {
        let part = sentence.start.max(content.start)..sentence.end.min(content.end);
        let differs = |last: &Range<usize>| {
            all_marked(document, last) && !any_marked(document, &part)
                || !any_marked(document, last) && all_marked(document, &part)
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
    parts.into_iter().filter_map(|part| super::layout::words_of(document, part)).collect()
}

/// "Pressed further, he added: “…”".
pub(super) static ASIDE: Rule = Rule {
    id: "aside-before-colon",
    sentence: "Where a colon introduces a quotation, what its sentence says before the source is not said by it.",
    apply: |document, links| {
        for link in links {
            let (Some(cue), Some(last)) = (link.cue.clone(), link.contents.last().cloned()) else { continue };
            let colon =
                last.start.checked_sub(2).is_some_and(|at| (at..last.start).any(|token| document.word(token) == ":"));
            if !colon || !all_marked(document, &last) || last.start < cue.end {
                continue;
            }
            let start = link.source.as_ref().map_or(cue.start, |source| source.start.min(cue.start));
            let sentence = document.sentence_of(cue.start);
            let aside = |content: &Range<usize>| {
                content.end <= start
                    && document.sentence_of(content.start) == sentence
                    && !any_marked(document, content)
            };
            link.contents.retain(|content| !aside(content));
        }
    },
    holds: &[(
        "[W Pressed further], [S he] [C added]: “[W Ask my lawyer].”",
        "Pressed further, [S he] [C added]: “[W Ask my lawyer].”",
    )],
    fails: &["[W It rains], [S he] [C said], “[W but not for long].”"],
};

/// Paragraphs whose marks stay open, and quotations behind "she said" that the tagger left out.
pub(super) static OPEN_MARKS: Rule = Rule {
    id: "open-marks",
    sentence: "A quotation goes on behind its words of saying and over the ends of paragraphs that leave its marks open.",
    apply: |document, links| {
        let mut taken: Taken = links.iter().flat_map(|link| &link.contents).collect();
        for link in links.iter_mut().filter(|link| link.cue.is_some()) {
            while let Some(next) = behind_saying(document, link).or_else(|| below(document, link)) {
                if !taken.is_free(&next) {
                    break;
                }
                taken.take(&next);
                link.contents.push(next);
            }
        }
    },
    holds: &[
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
    fails: &[
        "[W “It rains,”] [S she] [C said].\n“It will not stop.”",
        "[W “It rains,”] [S she] [C said]. “Rain” was her word for it.",
        "[W “It rains,”] [S she] [C said]. “It will not,” said Bo.",
    ],
};

/// The whole quotation that is the sentence behind the words of saying of `link`.
fn behind_saying(document: &Document, link: &Link) -> Option<Range<usize>> {
    let (cue, last) = (link.cue.as_ref()?, link.contents.last()?);
    let sentence = document.sentences.get(document.sentence_of(cue.start))?.clone();
    let next = document.sentences.get(document.sentence_of(cue.start) + 1)?.clone();
    let same_paragraph = document.paragraph_of(next.start) == document.paragraph_of(cue.start);
    let quoted_before = last.end <= cue.start && last.start >= sentence.start && all_marked(document, last);
    let region = marks(document, next.start).filter(|region| region.opened)?;
    let whole = document.tokens[next.start].span.start() == region.outer.start()
        && (all_marked(document, &next) || left_open(document, next.start));
    let found = super::layout::words_of(document, document.tokens_in(region.inner))?;
    (same_paragraph && quoted_before && whole && words(document, &found).count() >= 3).then_some(found)
}

/// The quotation of the next paragraph that is no advertisement, where that of the last content stays open.
fn below(document: &Document, link: &Link) -> Option<Range<usize>> {
    let last = link.contents.last()?.end - 1;
    if !left_open(document, last) {
        return None;
    }
    let below = document.paragraph_of(last) + 1;
    let next = (below..document.paragraphs.len()).find(|&paragraph| !is_advertisement(document, paragraph))?;
    let start = document.paragraphs[next].start;
    let region = marks(document, start)?;
    // Without an opening mark the paragraph before was cut in two.
    let begins = region.opened || next > below;
    let found = super::layout::words_of(document, document.tokens_in(region.inner))?;
    (begins && document.tokens[start].span.start() == region.outer.start()).then_some(found)
}

/// "ADVERTISEMENT", "Story continues below".
fn is_advertisement(document: &Document, paragraph: usize) -> bool {
    let range = document.paragraphs[paragraph].clone();
    let tells = |token: usize| {
        matches!(document.lower(token), "advertisement" | "advertising" | "advert" | "sponsored" | "promoted")
    };
    let goes_on =
        document.lower(range.start + 1) == "continues" && range.clone().any(|token| document.lower(token) == "below");
    range.len() <= 8
        && (range.clone().any(tells) || goes_on)
        && !range.clone().any(|token| document.is_on(List::PersonNouns, token))
}

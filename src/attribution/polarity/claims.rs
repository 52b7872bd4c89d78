//! The claims of a fact check: paragraphs that repeat what the article refutes.
//!
//! Such a paragraph begins with "The claim: …" or has "What was claimed" as its heading. It counts only if another
//! paragraph has a verdict ("Verdict: false"), and the verdict is negative.

use std::ops::Range;

use super::super::link::Link;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Maximum length of the label of a paragraph, in words: "What was claimed".
const MAX_LABEL_WORDS: usize = 4;

/// Number of words of a verdict that are read.
const MAX_VERDICT_WORDS: usize = 16;

/// The paragraphs that only repeat a claim, as ranges of tokens in order.
pub struct Claims(Vec<Range<usize>>);

impl Claims {
    /// The claims of `document`; none if no verdict is negative.
    pub fn of(document: &Document) -> Self {
        let labelled = |is_label: fn(&str) -> bool| {
            (0..document.paragraphs.len()).filter_map(move |at| labelled(document, at, is_label))
        };
        let claims: Vec<Range<usize>> = labelled(is_claim).collect();
        let refuted = !claims.is_empty() && labelled(is_verdict).any(|verdict| is_against(document, verdict));
        Self(if refuted { claims } else { Vec::new() })
    }

    /// Whether the content of `link` begins in one of them.
    pub fn contains(&self, link: &Link) -> bool {
        let start = link.contents.first().map_or(0, |content| content.start);
        let at = self.0.partition_point(|claim| claim.end <= start);
        self.0.get(at).is_some_and(|claim| claim.contains(&start))
    }
}

/// The text after a label such as "The claim:" in paragraph `at`, or the next paragraph if the label is a heading.
fn labelled(document: &Document, at: usize, is_label: fn(&str) -> bool) -> Option<Range<usize>> {
    let paragraph = document.paragraphs[at].clone();
    let is_word = |&token: &usize| document.tokens[token].kind != TokenKind::Punctuation;
    let label: Vec<usize> = paragraph.clone().take(MAX_LABEL_WORDS + 1).take_while(is_word).collect();
    let end = label.last()? + 1;
    let colon = matches!(document.word(end), ":" | "-" | "–" | "—") && end < paragraph.end;
    let alone = end == paragraph.end || end + 1 == paragraph.end;
    let names = label.len() <= MAX_LABEL_WORDS
        && is_label(document.lower(end - 1))
        && !document.is_on(List::Negations, label[0]);
    match () {
        () if names && colon && end + 1 < paragraph.end => Some(end + 1..paragraph.end),
        () if names && alone => document.paragraphs.get(at + 1).cloned(),
        () => None,
    }
}

/// "Claim", "The claim", "What was claimed".
fn is_claim(lower: &str) -> bool {
    matches!(lower, "claim" | "claims" | "claimed")
}

/// "Verdict", "Our ruling", "The facts".
fn is_verdict(lower: &str) -> bool {
    matches!(
        lower,
        "verdict" | "ruling" | "rating" | "assessment" | "conclusion" | "finding" | "facts" | "truth" | "result"
    )
}

/// Whether the first words of a verdict are negative.
fn is_against(document: &Document, verdict: Range<usize>) -> bool {
    verdict.take(MAX_VERDICT_WORDS).any(|token| {
        let lower = document.lower(token);
        document.is_on(List::FakeWords, token)
            || document.is_on(List::Negations, token)
            || matches!(
                lower,
                "altered" | "edited" | "context" | "never" | "pants" | "distorts" | "unproven" | "unsupported"
            )
    })
}

/// Minimum number of words of a repeated claim.
const MIN_WORDS: usize = 3;

/// Whether `words` repeat `claim`: at least four in five of them are in it.
pub fn repeats(claim: &str, words: &str) -> bool {
    let plain = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (claim, words) = (plain(claim), plain(words));
    let there = words.iter().filter(|word| claim.contains(word)).count();
    words.len() >= MIN_WORDS && 5 * there >= 4 * words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(text: &str) -> Vec<&str> {
        let document = Document::new(text);
        Claims::of(&document).0.into_iter().map(|tokens| document.span(tokens).of(text)).collect()
    }

    #[test]
    fn a_claim_is_repeated_in_nearly_its_words() {
        let claim = "A video shows Bo Lind saying “The rain will never end.”";
        assert!(repeats(claim, "The rain will never end."));
        assert!(!repeats(claim, "The rain will end in May, and then we sail."));
        assert!(!repeats(claim, "The rain"));
    }

    #[test]
    fn a_claim_counts_where_the_verdict_is_against_it() {
        assert_eq!(claims("The claim: Bo Lind said “it rains”.\nVerdict: False."), ["Bo Lind said “it rains”."]);
        assert_eq!(
            claims("What was claimed\nBo Lind said “it rains”.\nOur verdict\nThis is not true. He never did."),
            ["Bo Lind said “it rains”."]
        );
        assert_eq!(claims("CLAIM: It rains.\nTHE FACTS: No rain was measured."), ["It rains."]);
        for text in [
            "The claim: Bo Lind said “it rains”.\nVerdict: True.",
            "The claim: Bo Lind said “it rains”.\nHe left.",
            "Bo Lind denied the claim.\nVerdict: False.",
        ] {
            assert_eq!(claims(text), [""; 0], "{text}");
        }
    }
}

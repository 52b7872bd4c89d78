//! Forms of verbs: closed lists, for rules that read nothing else.
//!
//! `attribution_type` has the larger, learned list of reporting words.

use crate::lexicon::{IRREGULAR_PAST, VERBS_OF_SAYING};
use crate::text::Document;

/// Whether `lower` (lower case) is a reporting verb with its own subject.
pub(super) fn is_verb_of_saying(lower: &str) -> bool {
    VERBS_OF_SAYING.has(lower)
}

/// Whether the word at `token` is an auxiliary or a verb in the past.
pub(super) fn is_finite_verb(document: &Document, token: usize) -> bool {
    is_past(document, token) || AUXILIARIES.binary_search(&document.lower(token)).is_ok()
}

/// Whether the word at `token` looks like a verb in the past.
pub(crate) fn is_past(document: &Document, token: usize) -> bool {
    let lower = document.lower(token);
    lower.len() > 4 && lower.ends_with("ed") && !document.is_capitalised(token) || IRREGULAR_PAST.has(lower)
}

/// Whether `word` looks like a participle in the present: "citing", but not "King".
pub(crate) fn looks_like_participle(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ing")
}

/// Forms of auxiliaries. Sorted.
const AUXILIARIES: [&str; 15] =
    ["are", "can", "could", "did", "does", "had", "has", "have", "is", "may", "might", "should", "was", "were", "will"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finite_verbs_are_told_by_form_or_list() {
        assert!(AUXILIARIES.is_sorted());
        let document = Document::new("Ned lowered Red feed sold cars and may be");
        let tokens = 0..document.tokens.len();
        let found: Vec<&str> =
            tokens.filter(|&token| is_finite_verb(&document, token)).map(|token| document.word(token)).collect();
        assert_eq!(found, ["lowered", "sold", "may"]);
    }
}

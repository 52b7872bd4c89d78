//! Forms of reporting verbs next to quotations: a closed list, for rules that read nothing else.
//!
//! `attribution_type` has the larger, learned list of reporting words.

use crate::lexicon::VERBS_OF_SAYING;

/// Whether `lower` (lower case) is a reporting verb with its own subject.
pub(super) fn is_verb_of_saying(lower: &str) -> bool {
    VERBS_OF_SAYING.has(lower)
}

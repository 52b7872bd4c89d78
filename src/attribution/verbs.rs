//! Forms of reporting verbs next to quotations: a closed list, for rules that read nothing else.
//!
//! `attribution_type` has the larger, learned list of reporting words.

/// Whether `lower` (lower case) is a reporting verb with its own subject.
pub(super) fn is_verb_of_saying(lower: &str) -> bool {
    VERBS.binary_search(&lower).is_ok()
}

/// Sorted.
const VERBS: [&str; 81] = [
    "acknowledged",
    "added",
    "adds",
    "admits",
    "admitted",
    "advised",
    "agreed",
    "announced",
    "answered",
    "argued",
    "argues",
    "asked",
    "asks",
    "asserted",
    "boasted",
    "cautioned",
    "claimed",
    "claims",
    "commented",
    "complained",
    "conceded",
    "concluded",
    "confirmed",
    "continued",
    "continues",
    "countered",
    "cried",
    "declared",
    "demanded",
    "emphasised",
    "emphasized",
    "exclaimed",
    "explained",
    "explains",
    "insisted",
    "insists",
    "joked",
    "jokes",
    "lamented",
    "mused",
    "noted",
    "notes",
    "objected",
    "observed",
    "posted",
    "predicted",
    "promised",
    "protested",
    "quipped",
    "reads",
    "recalled",
    "recalls",
    "remarked",
    "remembered",
    "remembers",
    "repeated",
    "replied",
    "replies",
    "reported",
    "responded",
    "retorted",
    "said",
    "says",
    "shouted",
    "stated",
    "states",
    "stressed",
    "suggested",
    "tells",
    "told",
    "tweeted",
    "tweets",
    "urged",
    "vowed",
    "warned",
    "warns",
    "whispered",
    "wondered",
    "writes",
    "wrote",
    "yelled",
];

#[cfg(test)]
mod tests {
    #[test]
    fn verbs_are_sorted() {
        assert!(super::VERBS.is_sorted_by(|a, b| a < b));
    }
}

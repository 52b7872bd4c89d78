//! Verbs of saying in the forms that a quotation stands beside: a closed list, for rules that look at nothing else.
//!
//! What counts as saying where a learned model decides is told by `report`, which knows far more words.

/// Whether `lower`, in small letters, is a verb of saying with a subject of its own.
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

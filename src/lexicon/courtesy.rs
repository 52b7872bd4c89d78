//! Courtesy titles, which do not say what somebody is: all lists of them. [`TITLES`] has all titles.
//!
//! Which titles count depends on the question: whether a title tells people of one surname apart, whether it is a role,
//! or whether it names an office in a query.
//!
//! [`TITLES`]: super::TITLES

/// Titles that anybody may have. Sorted.
const ANYBODY: [&str; 7] = ["dr", "madame", "miss", "mme", "mr", "mrs", "ms"];

/// Titles that are not a role. Sorted.
const NO_ROLE: [&str; 35] = [
    "alhaja", "alhaji", "comrade", "dame", "datin", "dato", "datuk", "don", "dr", "engr", "haji", "hajia", "hajiya",
    "hon", "hrh", "hrm", "lady", "lord", "mallam", "miss", "mme", "monsieur", "mr", "mrs", "ms", "mzee", "otunba",
    "señor", "señora", "shri", "signor", "signora", "sir", "smt", "sri",
];

/// Titles that name no office in a query. Sorted.
const NO_OFFICE: [&str; 12] = ["dr", "hon", "lady", "lord", "madame", "miss", "mme", "mr", "mrs", "ms", "mx", "sir"];

/// Whether anybody may have the title (folded, without points), so that it does not tell people apart.
pub fn is_anybodys_title(title: &str) -> bool {
    ANYBODY.binary_search(&title).is_ok()
}

/// Whether the title (lower case, without points) is not a role.
pub fn is_no_role(title: &str) -> bool {
    NO_ROLE.binary_search(&title).is_ok()
}

/// Whether the title (folded, without points) names no office in a query.
pub fn is_no_office(title: &str) -> bool {
    NO_OFFICE.binary_search(&title).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [&ANYBODY[..], &NO_ROLE, &NO_OFFICE] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
    }
}

//! Splits a byline into names: "By Ann Smith and Bo Li; Cy Young" gives three.

/// The names in a byline. Commas do not separate names: "Ann Smith, Chief Reporter" is one person.
pub(super) fn names_in_byline(byline: &str) -> Vec<String> {
    let byline = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let byline = strip_by(&byline);
    let parts = byline.split([';', '|']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & "));
    parts.map(|name| strip_by(name.trim()).trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn strip_by(byline: &str) -> &str {
    let by = byline.get(..3).filter(|by| by.eq_ignore_ascii_case("by "));
    by.map_or(byline, |by| &byline[by.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_between_signs_and_words() {
        for (byline, expected) in [
            ("By Ann Smith and Bo Li; Cy Young", &["Ann Smith", "Bo Li", "Cy Young"][..]),
            ("BY ANN SMITH\n", &["ANN SMITH"]),
            ("Byron Ng, Chief Reporter", &["Byron Ng, Chief Reporter"]),
            ("Örjan | ", &["Örjan"]),
            (" ; ", &[]),
        ] {
            assert_eq!(names_in_byline(byline), expected, "{byline:?}");
        }
    }
}

//! Month names.

/// A regular expression for the prefixes of the English month names.
pub(in crate::read) const ENGLISH_MONTHS: &str = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

/// Prefixes of month names: English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish.
const MONTHS: [(&str, i8); 38] = [
    ("jan", 1),
    ("gen", 1),
    ("ene", 1),
    ("feb", 2),
    ("fev", 2),
    ("fév", 2),
    ("mar", 3),
    ("mär", 3),
    ("maer", 3),
    ("maa", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("maj", 5),
    ("mag", 5),
    ("mei", 5),
    ("juin", 6),
    ("jun", 6),
    ("giu", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("aug", 8),
    ("ago", 8),
    ("aoû", 8),
    ("aou", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("out", 10),
    ("ott", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
];

/// The number of a month, given its name or an abbreviation.
pub(super) fn month_number(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    MONTHS.iter().find(|(prefix, _)| name.starts_with(prefix)).map(|(_, month)| *month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_prefixes_are_the_twelve_months() {
        let numbers: Vec<_> = ENGLISH_MONTHS.split('|').map(month_number).collect();
        assert_eq!(numbers, (1..=12).map(Some).collect::<Vec<_>>());
        assert_eq!((month_number("December"), month_number("mayo"), month_number("05")), (Some(12), Some(5), None));
    }
}

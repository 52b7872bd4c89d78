//! Finds a date within a line, in the languages of the archives' user interfaces.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use regex::Regex;

use super::months::month_number;

/// `12 May 2024`, `12. Mai 2024`, `12 de mayo de 2024`, `1er mai 2024`.
static DAY_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(\d{1,2})(?:\.|er|st|nd|rd|th)? (?:de |of )?(\p{L}{3,12})\.?,? (?:de |del )?(\d{4})\b").ok()
});

/// `May 12, 2024`.
static MONTH_FIRST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b").ok());

/// `2024-05-12`.
static ISO: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b(\d{4})-(\d{2})-(\d{2})\b").ok());

/// `May 2024`, the date of a magazine.
static MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(\p{L}{3,12})\.?,? (\d{4})\b").ok());

/// The longest line that is a date and little else.
const MAX_LENGTH: usize = 90;

/// The date starts within this many bytes of such a line, after the day of the week.
const MAX_OFFSET: usize = 14;

/// The first date in the line.
pub(in crate::read) fn find_date(line: &str) -> Option<Date> {
    first_date(line).map(|(day, _)| day)
}

/// Whether the line is a date, possibly with a weekday, a time or an edition.
pub(in crate::read) fn is_date_line(line: &str) -> bool {
    let month_alone = || {
        let of_year = MONTH.as_ref()?.captures(line)?;
        month_number(&of_year[1])
    };
    line.len() <= MAX_LENGTH && (first_date(line).is_some_and(|(_, at)| at <= MAX_OFFSET) || month_alone().is_some())
}

/// The first date and its offset.
fn first_date(line: &str) -> Option<(Date, usize)> {
    let forms: [(&LazyLock<Option<Regex>>, [usize; 3]); 3] =
        [(&DAY_FIRST, [3, 2, 1]), (&MONTH_FIRST, [3, 1, 2]), (&ISO, [1, 2, 3])];
    let matches = forms.into_iter().filter_map(|(form, [year, month, day])| {
        let groups = form.as_ref()?.captures(line)?;
        Some((date_of(&groups[year], &groups[month], &groups[day])?, groups.get(0)?.start()))
    });
    matches.min_by_key(|(_, at)| *at)
}

fn date_of(year: &str, name: &str, day: &str) -> Option<Date> {
    let month = name.parse().ok().or_else(|| month_number(name))?;
    let (year, day): (i16, i8) = (year.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day))
        .then(|| date(year, month, 1).days_in_month() >= day)
        .filter(|fits| *fits)
        .map(|_| date(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_in_many_forms() {
        for line in [
            "May 12, 2024 Sunday",
            "May 12, 2024, Sunday, Late Edition - Final",
            "Sunday 12 May 2024 10:50 AM GMT",
            "12. Mai 2024 Sonntag",
            "12 mai 2024",
            "12 de mayo de 2024",
            "2024-05-12",
        ] {
            assert_eq!(find_date(line), Some(date(2024, 5, 12)), "{line}");
            assert!(is_date_line(line), "{line}");
        }
        assert_eq!(find_date("The Paper ; Hill [Hill]. 12 May 2024."), Some(date(2024, 5, 12)));
        assert_eq!(find_date("29 décembre 2011"), Some(date(2011, 12, 29)));
        assert!(is_date_line("May 2024") && find_date("May 2024").is_none());
        for line in ["February 30, 2024", "Room 12, 2024", "They met in the hall on May 12, 2024, he said.", ""] {
            assert!(!is_date_line(line), "{line}");
        }
    }
}

//! Date ranges as people write them: `2024`, `2024-05`, `2024-05-01`, `2024-01..2024-06`, `2024..`, `..2023`.

use jiff::civil::Date;

use super::error::QueryError;
use crate::span::Span;

/// A range of days, both ends included; open where there is no date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DateRange {
    pub since: Option<Date>,
    pub until: Option<Date>,
}

impl std::fmt::Display for DateRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        write!(f, "{}..{}", text(self.since), text(self.until))
    }
}

/// Parses a date range; `span` is its place in the query.
pub(crate) fn days(text: &str, span: Span) -> Result<DateRange, QueryError> {
    let read = |part: &str| if part.is_empty() { Some(None) } else { period(part).map(Some) };
    let range = match text.split_once("..") {
        Some((from, to)) => read(from).zip(read(to)).map(|(from, to)| DateRange {
            since: from.and_then(|period| period.since),
            until: to.and_then(|period| period.until),
        }),
        None => period(text),
    };
    range.ok_or_else(|| {
        let hint = "write date:2024, date:2024-05, date:2024-05-01 or date:2024-01..2024-06";
        QueryError::syntax(span, format!("`{text}` is not a date"), hint)
    })
}

/// The days of a year, a month or one day.
fn period(text: &str) -> Option<DateRange> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |at: usize| parts.get(at).map(|part| part.parse::<i16>().ok().filter(|&number| number > 0));
    let year = number(0)??;
    let (since, until) = match (number(1), number(2), parts.len()) {
        (None, None, 1) => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        (Some(month), None, 2) => {
            let first = Date::new(year, month?.try_into().ok()?, 1).ok()?;
            (first, first.last_of_month())
        }
        (Some(month), Some(day), 3) => {
            let day = Date::new(year, month?.try_into().ok()?, day?.try_into().ok()?).ok()?;
            (day, day)
        }
        _ => return None,
    };
    Some(DateRange { since: Some(since), until: Some(until) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_covers_the_whole_of_both_ends() {
        for (text, covered) in [
            ("2024", "2024-01-01..2024-12-31"),
            ("2024-02", "2024-02-01..2024-02-29"),
            ("2024-05-01", "2024-05-01..2024-05-01"),
            ("2024-01..2024-06", "2024-01-01..2024-06-30"),
            ("2024..", "2024-01-01.."),
            ("..2023", "..2023-12-31"),
        ] {
            assert_eq!(days(text, Span::new(0, 0)).unwrap().to_string(), covered, "{text}");
        }
        for text in ["", "May", "2024-13", "2024-02-30", "2024-1-1-1", "2024..May", "-5", "99999"] {
            assert!(text.is_empty() || days(text, Span::new(0, 0)).is_err(), "{text}");
        }
    }
}

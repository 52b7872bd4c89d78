//! Parses days, months and years into the date bounds of a search.

use jiff::civil::{Date, date};

use crate::read::parse_date;

/// The first day of the day, month or year.
pub(super) fn first(typed: &str) -> Result<Date, String> {
    bounds(typed).map(|(first, _)| first)
}

/// The last day of the day, month or year.
pub(super) fn last(typed: &str) -> Result<Date, String> {
    bounds(typed).map(|(_, last)| last)
}

/// The first and the last day of `2024`, `2024-05..2024-06`, `2024..` or `..2023`.
pub(super) fn range(typed: &str) -> Result<(Option<Date>, Option<Date>), String> {
    let Some((from, to)) = typed.split_once("..") else {
        return bounds(typed).map(|(from, to)| (Some(from), Some(to)));
    };
    let end = |typed: &str, bound: fn(&str) -> Result<Date, String>| match typed {
        "" => Ok(None),
        typed => bound(typed).map(Some),
    };
    Ok((end(from, first)?, end(to, last)?))
}

fn bounds(typed: &str) -> Result<(Date, Date), String> {
    let whole = || match typed.split_once('-') {
        None => year(typed),
        Some((year, month)) => month_of(year, month),
    };
    let found = whole().or_else(|| parse_date(typed).map(|day| (day, day)));
    found.ok_or_else(|| "must be a day, month or year, such as 2024-05-12, 2024-05 or 2024".to_owned())
}

fn year(typed: &str) -> Option<(Date, Date)> {
    let year = typed.parse().ok().filter(|_| typed.len() == 4)?;
    let first = Date::new(year, 1, 1).ok()?;
    Some((first, date(year, 12, 31)))
}

fn month_of(year: &str, month: &str) -> Option<(Date, Date)> {
    let first = Date::new(year.parse().ok().filter(|_| year.len() == 4)?, month.parse().ok()?, 1).ok()?;
    Some((first, first.last_of_month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_a_year_have_two_bounds() {
        assert_eq!(bounds("2024-02"), Ok((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(bounds("2024"), Ok((date(2024, 1, 1), date(2024, 12, 31))));
        assert_eq!(bounds("2024-02-03"), Ok((date(2024, 2, 3), date(2024, 2, 3))));
        assert_eq!(range("2024-02..2025"), Ok((Some(date(2024, 2, 1)), Some(date(2025, 12, 31)))));
        assert_eq!(range("..2024-02"), Ok((None, Some(date(2024, 2, 29)))));
        assert_eq!(range("2024"), Ok((Some(date(2024, 1, 1)), Some(date(2024, 12, 31)))));
        assert!(range("2024..soon").is_err());
        for wrong in ["", "24", "2024-13", "2024-02-30", "soon"] {
            assert!(bounds(wrong).is_err(), "{wrong}");
        }
    }
}

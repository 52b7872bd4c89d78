//! Parses unambiguous date formats of newspapers and feeds.

use jiff::civil::Date;
use jiff::fmt::{rfc2822, strtime};

/// Earlier years are misread shorter numbers.
const EARLIEST: i16 = 1000;

/// Formats, tried in order. None of them is ambiguous like 05/06/2024.
const FORMATS: [&str; 7] = ["%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"];

/// The day of an ISO 8601, RFC 3339, RFC 2822 or written-out date. With a time, the local day of the writer.
pub fn parse_date(date: &str) -> Option<Date> {
    let date = date.trim();
    iso_day(date)
        .or_else(|| compact_day(date))
        .or_else(|| rfc2822::parse(date).ok().map(|moment| moment.date()))
        .or_else(|| FORMATS.iter().find_map(|format| strtime::parse(format, date).ok()?.to_date().ok()))
        .filter(|day| day.year() >= EARLIEST)
}

/// `YYYY-MM-DD`, followed by any time.
fn iso_day(date: &str) -> Option<Date> {
    let day = date.get(..10)?;
    let rest = &date[10..];
    if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
        return None;
    }
    strtime::parse("%Y-%m-%d", day).ok()?.to_date().ok()
}

/// `YYYYMMDDTHHMMSS` followed by any time zone, as news agencies write it.
fn compact_day(date: &str) -> Option<Date> {
    let (day, time) = date.split_once('T')?;
    let timed = time.len() >= 4 && time.bytes().take(4).all(|byte| byte.is_ascii_digit());
    (timed && day.len() == 8).then(|| strtime::parse("%Y%m%d", day).ok()?.to_date().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_is_that_of_the_writer() {
        assert_eq!(parse_date("2024-05-12T00:30:00Z"), Some(date(2024, 5, 12)));
        assert_eq!(parse_date("2024-05-12 00:30"), Some(date(2024, 5, 12)));
        assert_eq!(parse_date("20240512"), Some(date(2024, 5, 12)));
        assert_eq!(parse_date("20240512T233000-0500"), Some(date(2024, 5, 12)));
        assert_eq!(parse_date("May 12, 2024"), Some(date(2024, 5, 12)));
        assert_eq!(parse_date("12 September 2024"), Some(date(2024, 9, 12)));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for no_date in ["", "yesterday", "2024-13-01", "2024-05-12x", "2024-05-1é", "99999999999"] {
            assert_eq!(parse_date(no_date), None, "{no_date}");
        }
    }
}

//! The day of publication, in the many ways pages state it.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, Zoned, tz::TimeZone};
use regex::Regex;

use crate::read::date::parse_date;

/// The longest text that is looked through for a date.
const LONGEST: usize = 200;

/// Before this no newspaper stands on the web, not even in an archive.
const EARLIEST: i16 = 1700;

/// What programs write when they know no date.
const NONSENSE: [(i16, i8, i8); 3] = [(1900, 1, 1), (1970, 1, 1), (1980, 1, 1)];

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{4})([-/.])(\d{1,2})[-/.](\d{1,2})(?:\D|$)"));
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b",
    )
});
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?[\s-]+(\d{4})\b",
    )
});
static IN_PATH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)/(\d{4})[/-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](\d{1,2})(?:[/-]|$)|[/-](\d{4})-?(\d{2})-?(\d{2})(?:[/.-]|$)",
    )
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of ours")
}

/// The day that a field of metadata or a line under a headline means.
pub(super) fn day_in(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    parse_date(text).or_else(|| since_1970(text)).or_else(|| written(text)).filter(|day| is_sensible(*day))
}

/// The day in the path of an address: `/2024/05/12/`, `/2024/may/12/`, `-2024-05-12`, `/20240512/`.
pub(super) fn day_in_path(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = &path[path.find('/')?..];
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let found = IN_PATH.captures_iter(path.get(..LONGEST * 2).unwrap_or(path)).find_map(|found| {
        let part = |at: usize| found.get(at).or(found.get(at + 3)).map_or("", |part| part.as_str());
        let month = month(part(2)).or_else(|| part(2).parse().ok())?;
        Date::new(part(1).parse().ok()?, month, part(3).parse().ok()?).ok()
    });
    found.filter(|day| is_sensible(*day) && day.year() > 1985)
}

/// Seconds or milliseconds.
fn since_1970(text: &str) -> Option<Date> {
    let seconds = match text.len() {
        10 => text.parse().ok()?,
        13 => text.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

fn written(text: &str) -> Option<Date> {
    if let Some(found) = YEAR_FIRST.captures(text) {
        return Date::new(found[1].parse().ok()?, found[3].parse().ok()?, found[4].parse().ok()?).ok();
    }
    if let Some(found) = MONTH_FIRST.captures(text) {
        return Date::new(found[3].parse().ok()?, month(&found[1])?, found[2].parse().ok()?).ok();
    }
    let found = DAY_FIRST.captures(text)?;
    Date::new(found[3].parse().ok()?, month(&found[2])?, found[1].parse().ok()?).ok()
}

fn month(name: &str) -> Option<i8> {
    let number = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(name))?;
    Some(number as i8 + 1)
}

/// Neither in the future (but for a day, for the other side of the earth) nor before there was print nor a zero.
fn is_sensible(day: Date) -> bool {
    let tomorrow = Zoned::now().with_time_zone(TimeZone::UTC).date().saturating_add(1.day());
    let is_nonsense = NONSENSE.contains(&(day.year(), day.month(), day.day()));
    day.year() >= EARLIEST && day <= tomorrow && !is_nonsense
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_found_however_it_is_written() {
        let day = Some(date(2019, 11, 19));
        for text in [
            "2019-11-19T23:59:00.000Z",
            "2019/11/19 08:38",
            "Nov 19, 2019 6:55 AM EST",
            "Updated: Tue., Nov. 19, 2019",
            "19th November 2019, 10:43",
            "November 19th, 2019",
            "1574168400",
            "1574168400000",
            "19-Nov-2019",
        ] {
            assert_eq!(day_in(text), day, "{text}");
        }
    }

    #[test]
    fn the_future_and_nonsense_are_no_dates() {
        for text in
            ["", "3019-11-19", "1970-01-01T00:00:00Z", "0001-01-01", "19/11/2019", "yesterday", "2019-13-40", "0"]
        {
            assert_eq!(day_in(text), None, "{text}");
        }
        assert_eq!(day_in(&"9".repeat(1 << 20)), None);
    }

    #[test]
    fn an_address_may_hold_the_day() {
        for url in [
            "https://a.org/2019/11/19/x",
            "https://a.org/news/2019/nov/19/x/",
            "https://a.org/x-2019-11-19",
            "https://a.org/x/20191119/y.html",
            "http://a.org/2019/11/19",
        ] {
            assert_eq!(day_in_path(url), Some(date(2019, 11, 19)), "{url}");
        }
        for url in [
            "https://a.org/x",
            "a",
            "https://a.org/article/10191119",
            "https://a.org/2019/11/x",
            "https://a.org/?d=/2019/11/19/",
        ] {
            assert_eq!(day_in_path(url), None, "{url}");
        }
    }
}

//! Parses the many date formats used in web pages, records and feeds.
//!
//! Days before 1700 or after tomorrow are rejected. Nothing is guessed: in `05/06/2024` the order of day and month must
//! follow from the date itself (`13/05/2024`) or from other dates of the same file ([`DateOrder::detect`]). The current
//! day is passed in, so the same input always gives the same result. Relative dates ("yesterday") are not parsed.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use regex::{Captures, Regex};

use super::formats::parse_date;
use super::months::{ENGLISH_MONTHS, month_number};

/// The longest text that is searched for a date.
const MAX_LENGTH: usize = 200;

/// There are no newspapers from before this year, not even in archives.
const EARLIEST: i16 = 1700;

/// Placeholder dates that programs write when the date is unknown.
const PLACEHOLDERS: [(i16, i8, i8); 3] = [(1900, 1, 1), (1970, 1, 1), (1980, 1, 1)];

/// Two-digit years up to this one belong to this century when the current day is unknown.
const PIVOT: i16 = 69;

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{4})([-/.])(\d{1,2})[-/.](\d{1,2})(?:\D|$)"));
static MONTH_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(MONTH)[a-z]{0,6}\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b"));
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?\.?[\s/-]+(MONTH)[a-z]{0,6}\.?,?[\s/-]+(\d{4}|\d{2}$)(?:\D|$)")
});
static MONTH_ONLY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:(\d{4})[-/.](\d{1,2})|(MONTH)[a-z]{0,6}\.?,?[\s-]+(\d{4}))$"));
/// Two numbers and a year, surrounded by white space or the ends of the text.
static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|\s)(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})(?:$|[\sT,])"));
/// The same as the whole value of a field (a CSV cell, a JSON string, the text of an element), possibly followed by a
/// time.
static NUMBERS_IN_FIELDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?m)(?:^|[",;\t>])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?:[",;\t<\r]|$| \d{1,2}:)"#)
});
static IN_PATH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)/(\d{4})[/-](\d{1,2}|MONTH)[/-](\d{1,2})(?:[/-]|$)|[/-](\d{4})-?(\d{2})-?(\d{2})(?:[/.-]|$)")
});

/// Compiles a pattern in which `MONTH` stands for the English months.
fn pattern(pattern: &str) -> Regex {
    Regex::new(&pattern.replace("MONTH", ENGLISH_MONTHS)).expect("a valid pattern")
}

/// The order of day and month in numeric dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum DateOrder {
    /// 13/05/2024
    DayFirst,
    /// 05/13/2024
    MonthFirst,
}

impl DateOrder {
    /// How much of a file is searched.
    pub(in crate::read) const SAMPLE: usize = 1 << 20;

    /// Detects the order in a file that starts with `head`: one date with a number above 12 decides; contradicting
    /// dates decide nothing.
    pub(in crate::read) fn detect(head: &str) -> Option<Self> {
        let orders = NUMBERS_IN_FIELDS.captures_iter(head).filter_map(|found| Self::from_numbers(&found[1], &found[2]));
        let (mut first, mut other) = (None, false);
        for order in orders {
            other |= *first.get_or_insert(order) != order;
        }
        first.filter(|_| !other)
    }

    fn from_numbers(first: &str, second: &str) -> Option<Self> {
        match (first.parse::<u8>().ok()?, second.parse::<u8>().ok()?) {
            (13..=31, 1..=12) => Some(DateOrder::DayFirst),
            (1..=12, 13..=31) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

/// A parsed date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum ParsedDate {
    /// A full date.
    Day(Date),
    /// A month without a day, as its first day.
    Month(Date),
}

/// Parses dates.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::read) struct DateParser {
    /// The current day; `None` accepts dates in the future.
    pub(in crate::read) today: Option<Date>,
    /// The order of day and month in the other dates of the file.
    pub(in crate::read) order: Option<DateOrder>,
}

impl DateParser {
    /// Parses `text` as a day or a month.
    pub(in crate::read) fn parse(&self, text: &str) -> Option<ParsedDate> {
        self.parse_day(text).map(ParsedDate::Day).or_else(|| self.parse_month(text.trim()).map(ParsedDate::Month))
    }

    /// Parses the day in a metadata field or in a line below a headline.
    pub(in crate::read) fn parse_day(&self, text: &str) -> Option<Date> {
        let text = text.trim();
        if text.len() > MAX_LENGTH {
            return None;
        }
        let found = parse_date(text).or_else(|| unix_timestamp(text)).or_else(|| self.parse_written(text));
        found.filter(|day| self.is_plausible(*day))
    }

    /// The day in the path of a URL: `/2024/05/12/`, `/2024/may/12/`, `-2024-05-12`, `/20240512/`.
    pub(in crate::read) fn day_in_url(&self, url: &str) -> Option<Date> {
        let path = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = &path[path.find('/')?..];
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let found = IN_PATH.captures_iter(path.get(..MAX_LENGTH * 2).unwrap_or(path)).find_map(|found| {
            let part = |at: usize| found.get(at).or(found.get(at + 3)).map_or("", |part| part.as_str());
            let month = month_number(part(2)).or_else(|| part(2).parse().ok())?;
            Date::new(part(1).parse().ok()?, month, part(3).parse().ok()?).ok()
        });
        found.filter(|day| self.is_plausible(*day) && day.year() > 1985)
    }

    fn parse_month(&self, text: &str) -> Option<Date> {
        let found = MONTH_ONLY.captures(text.get(..MAX_LENGTH).unwrap_or(text))?;
        let of = |at: usize| found.get(at).map(|part| part.as_str());
        let (year, month) = match (of(1), of(3)) {
            (Some(year), _) => (year, of(2)?.parse().ok()?),
            (_, name) => (of(4)?, month_number(name?)?),
        };
        Date::new(year.parse().ok()?, month, 1).ok().filter(|day| self.is_plausible(*day))
    }

    fn parse_written(&self, text: &str) -> Option<Date> {
        if let Some(found) = YEAR_FIRST.captures(text) {
            return Date::new(found[1].parse().ok()?, found[3].parse().ok()?, found[4].parse().ok()?).ok();
        }
        if let Some(found) = MONTH_FIRST.captures(text) {
            return Date::new(found[3].parse().ok()?, month_number(&found[1])?, found[2].parse().ok()?).ok();
        }
        if let Some(found) = DAY_FIRST.captures(text) {
            return Date::new(self.parse_year(&found[3])?, month_number(&found[2])?, found[1].parse().ok()?).ok();
        }
        self.parse_numbers(&NUMBERS.captures(text)?)
    }

    /// `13/05/2024`, `05/13/24`, `12.05.2024`: numbers separated by dots start with the day everywhere.
    fn parse_numbers(&self, found: &Captures<'_>) -> Option<Date> {
        let dotted = (&found[2] == ".").then_some(DateOrder::DayFirst);
        let same =
            (found[1].trim_start_matches('0') == found[3].trim_start_matches('0')).then_some(DateOrder::DayFirst);
        let order = DateOrder::from_numbers(&found[1], &found[3]).or(dotted).or(same).or(self.order)?;
        let (day, month) = if order == DateOrder::DayFirst { (1, 3) } else { (3, 1) };
        Date::new(self.parse_year(&found[4])?, found[month].parse().ok()?, found[day].parse().ok()?).ok()
    }

    /// A four-digit year. A two-digit year is the latest possible one that is not in the future.
    fn parse_year(&self, digits: &str) -> Option<i16> {
        let year: i16 = digits.parse().ok()?;
        if digits.len() > 2 {
            return Some(year);
        }
        let latest = self.latest().map_or(2000 + PIVOT, Date::year);
        Some(if 2000 + year <= latest { 2000 + year } else { 1900 + year })
    }

    fn latest(&self) -> Option<Date> {
        self.today.map(|today| today.saturating_add(1.day()))
    }

    fn is_plausible(&self, day: Date) -> bool {
        let is_placeholder = PLACEHOLDERS.contains(&(day.year(), day.month(), day.day()));
        day.year() >= EARLIEST && self.latest().is_none_or(|latest| day <= latest) && !is_placeholder
    }
}

/// A Unix timestamp in seconds or milliseconds, with an optional fraction.
fn unix_timestamp(text: &str) -> Option<Date> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = match whole.len() {
        10 => whole.parse().ok()?,
        13 => whole.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const NOW: DateParser = DateParser { today: Some(date(2026, 1, 31)), order: None };

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
            "1574168400.25",
            "19-Nov-2019",
            "19-Nov-19",
            "Sunday, 19 Nov 2019 08:00 GMT",
            "Nov. 19, 2019",
            "19/11/2019",
            "11/19/19 08:00",
            "19.11.2019",
        ] {
            assert_eq!(NOW.parse_day(text), day, "{text}");
        }
    }

    #[test]
    fn the_future_and_nonsense_are_no_dates() {
        for text in
            ["", "3019-11-19", "1970-01-01T00:00:00Z", "0001-01-01", "05/06/2019", "yesterday", "2019-13-40", "0"]
        {
            assert_eq!(NOW.parse_day(text), None, "{text}");
        }
        assert_eq!(NOW.parse_day(&"9".repeat(1 << 20)), None);
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
            assert_eq!(NOW.day_in_url(url), Some(date(2019, 11, 19)), "{url}");
        }
        for url in [
            "https://a.org/x",
            "a",
            "https://a.org/article/10191119",
            "https://a.org/2019/11/x",
            "https://a.org/?d=/2019/11/19/",
        ] {
            assert_eq!(NOW.day_in_url(url), None, "{url}");
        }
    }

    #[test]
    fn other_dates_of_the_file_tell_what_comes_first() {
        let of = |head: &str| DateOrder::detect(head);
        assert_eq!(of("text,date\n\"a\",05/06/2024\n\"b\",\"13/05/24\"\n"), Some(DateOrder::DayFirst));
        assert_eq!(of("{\"date\": \"05/06/2024\"}\n{\"date\": \"5/13/2024 08:00\"}"), Some(DateOrder::MonthFirst));
        assert_eq!(of("05/06/2024\n"), None);
        assert_eq!(of("13/05/2024\n05/13/2024\n"), None, "they contradict each other");
        assert_eq!(of("On 13/05/2024 he said so."), None, "a text is no date");
        let known = |order| DateParser { order: Some(order), ..NOW }.parse_day("05/06/24");
        assert_eq!(
            (known(DateOrder::DayFirst), known(DateOrder::MonthFirst)),
            (Some(date(2024, 6, 5)), Some(date(2024, 5, 6)))
        );
        assert_eq!(NOW.parse_day("05/06/24"), None);
        assert_eq!(NOW.parse_day("13/05/88"), Some(date(1988, 5, 13)), "not yet 2088");
    }

    #[test]
    fn a_month_is_no_day() {
        for text in ["2024-05", "May 2024", "2024/5"] {
            assert_eq!(NOW.parse(text), Some(ParsedDate::Month(date(2024, 5, 1))), "{text}");
        }
        assert_eq!(NOW.parse("2024-05-01"), Some(ParsedDate::Day(date(2024, 5, 1))));
        assert_eq!(NOW.parse("2024"), None);
        assert_eq!(NOW.parse("2027-05"), None);
    }
}

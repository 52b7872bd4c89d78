//! The date of an article that somebody hands over as text, without the file that it stood in.

use jiff::civil::Date;

use super::parser::{DateParser, ParsedDate};
use crate::article::DateSource;

/// The day that `text` states, in any notation, or the first day of the month if it states only that.
///
/// ```
/// use quotedex::DateSource;
/// use quotedex::read::stated_date;
///
/// let (day, source) = stated_date("Sept. 12, 2024").unwrap();
/// assert_eq!((day.to_string().as_str(), source), ("2024-09-12", DateSource::Stated));
/// assert_eq!(stated_date("2024-05").unwrap().1, DateSource::Month);
/// assert_eq!(stated_date("soon"), None);
/// ```
pub fn stated_date(text: &str) -> Option<(Date, DateSource)> {
    Some(match DateParser::default().parse(text)? {
        ParsedDate::Day(day) => (day, DateSource::Stated),
        ParsedDate::Month(first) => (first, DateSource::Month),
    })
}

//! Dates: the only place where days are parsed.
//!
//! `formats` parses unambiguous formats, `parser` all formats of pages, records and feeds, and `in_line` finds a date
//! within a line of an archive export. `months` is the only table of month names; `stated` is for articles that are not read from files.

mod formats;
mod in_line;
mod months;
mod parser;
mod stated;

pub use formats::parse_date;
pub(super) use in_line::{find_date, is_date_line};
pub(super) use months::ENGLISH_MONTHS;
pub(super) use parser::{DateOrder, DateParser, ParsedDate};
pub use stated::stated_date;

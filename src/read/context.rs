//! The context in which a file or stream is parsed.

use jiff::civil::Date;

use super::date::{DateOrder, DateParser, ParsedDate};
use super::extension::extension;
use super::fields::FieldMap;
use super::warning::{Warning, WarningLog};
use crate::article::{Article, DateSource};

/// The context of parsing: where articles come from, and the options that apply to them.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadContext {
    /// The name used in errors.
    pub(super) name: String,
    /// The file, as the user named it.
    pub(super) path: Option<String>,
    /// The id of the article, or the prefix of the ids of several; empty for a stream.
    pub(super) id: String,
    /// The day the file was last modified, if articles without a date should get it.
    pub(super) file_date: Option<Date>,
    /// Parses dates.
    pub(super) date_parser: DateParser,
    /// The field names given by the user.
    pub(super) fields: FieldMap,
    /// Collects warnings.
    pub(super) warnings: WarningLog,
}

/// Placeholders for an unknown date.
const NO_DATE: [&str; 10] = ["", "-", "?", "false", "n/a", "na", "nan", "none", "null", "unknown"];

impl ReadContext {
    /// The lower-case extension without a compression extension: `json` for `A.JSON.gz`.
    pub(super) fn extension(&self) -> Option<String> {
        extension(self.name.as_ref())
    }

    /// The id of record `number`, if it has none of its own.
    pub(super) fn record_id(&self, number: u64) -> String {
        if self.id.is_empty() { format!("line-{number}") } else { format!("{}:{number}", self.id) }
    }

    /// The same context with the date order detected in `head`.
    pub(super) fn with_date_order(&self, head: &str) -> Self {
        let mut end = head.len().min(DateOrder::SAMPLE);
        while !head.is_char_boundary(end) {
            end -= 1;
        }
        let order = DateOrder::detect(&head[..end]);
        Self { date_parser: DateParser { order, ..self.date_parser }, ..self.clone() }
    }

    /// Sets the date of the article to the first of `dates` that is a full date. An unparsable date is a warning.
    pub(super) fn set_date<'d>(&self, article: &mut Article, dates: impl IntoIterator<Item = &'d str>) {
        let is_date = |date: &&str| !NO_DATE.iter().any(|none| none.eq_ignore_ascii_case(date));
        let all: Vec<&str> = dates.into_iter().map(str::trim).filter(is_date).filter(|date| !is_zero(date)).collect();
        let stated: Vec<ParsedDate> = all.iter().filter_map(|date| self.date_parser.parse(date)).collect();
        let is_day = |stated: &&ParsedDate| matches!(stated, ParsedDate::Day(_));
        match stated.iter().find(is_day).or(stated.first()) {
            Some(ParsedDate::Day(day)) => (article.date, article.date_source) = (Some(*day), DateSource::Stated),
            Some(ParsedDate::Month(day)) => (article.date, article.date_source) = (Some(*day), DateSource::Month),
            None => all.first().into_iter().for_each(|written| self.warn_unknown_date(article, written)),
        }
    }

    fn warn_unknown_date(&self, article: &Article, written: &str) {
        let written = written.chars().take(40).collect();
        self.warnings.add(&self.name, Warning::UnknownDate { article: article.id.clone(), written });
    }
}

/// `0000-00-00 00:00:00`, which databases write for an unknown date.
fn is_zero(date: &str) -> bool {
    date.contains('0') && !date.contains(|c: char| c.is_alphabetic() || matches!(c, '1'..='9'))
}

//! How an index reads articles, as it remembers it: the people, the settings, and a stamp for both.

use super::args::PeopleArgs;
use super::context::Context;
use super::error::CliError;
use super::inputs::{people_or_stored, stored_settings};
use super::lazy_extractor::LazyExtractor;
use crate::index::Settings;
use crate::speakers::People;

/// How the index reads articles: the stamp, and an extractor without corrections.
pub(super) fn reading_of_index(context: &Context) -> Result<(String, LazyExtractor), CliError> {
    let settings = stored_settings(context, false)?;
    let (people, _) = people_or_stored(context, &PeopleArgs { people: None }, false)?;
    let stamp = stamp(&people, &settings);
    Ok((stamp, LazyExtractor::new(people, settings.lang, settings.min_confidence)))
}

/// A digest of all that decides what is extracted besides the article.
pub(super) fn stamp(people: &People, settings: &Settings) -> String {
    let map = if settings.map.is_empty() { String::new() } else { format!("\nmap {}", settings.map.join(",")) };
    let dates = if settings.file_dates { "\nfile dates" } else { "" };
    let lang = if settings.lang.is_auto() { String::new() } else { format!("\nlang {}", settings.lang.as_str()) };
    format!("{}{map}{dates}{lang}", people.digest())
}

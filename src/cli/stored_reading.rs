//! How an index reads articles, as it remembers it: the people, the settings, and a stamp for both.

use super::args::PeopleArgs;
use super::context::Context;
use super::error::CliError;
use super::inputs::{people_or_stored, stored_settings};
use super::lazy_extractor::LazyExtractor;
use crate::index::Settings;
use crate::speakers::People;

/// How the index reads articles.
pub(super) struct StoredReading {
    /// Stands for all that decides what is extracted besides the article.
    pub(super) stamp: String,
    /// Extracts, without corrections.
    pub(super) extractor: LazyExtractor,
    /// The people that it knows.
    pub(super) people: People,
    /// Quotes of less confidence are not indexed.
    pub(super) min_confidence: f32,
}

/// How the index reads articles.
pub(super) fn reading_of_index(context: &Context) -> Result<StoredReading, CliError> {
    let settings = stored_settings(context, false)?;
    let (people, _) = people_or_stored(context, &PeopleArgs { people: None }, false)?;
    let stamp = stamp(&people, &settings);
    let extractor = LazyExtractor::new(people.clone(), settings.lang);
    Ok(StoredReading { stamp, extractor, people, min_confidence: settings.min_confidence })
}

/// A digest of all that decides what is extracted besides the article.
pub(super) fn stamp(people: &People, settings: &Settings) -> String {
    let map = if settings.map.is_empty() { String::new() } else { format!("\nmap {}", settings.map.join(",")) };
    let dates = if settings.file_dates { "\nfile dates" } else { "" };
    let lang = if settings.lang.is_auto() { String::new() } else { format!("\nlang {}", settings.lang.as_str()) };
    format!("{}{map}{dates}{lang}", people.digest())
}

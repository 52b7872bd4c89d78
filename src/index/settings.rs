//! How articles are read and which quotes are kept, remembered with the data until something else is asked for.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::IndexError;
use super::{place, sealed};

/// What an index was made with, besides its articles and a table of people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Quotes less likely to be right than this stay out.
    #[serde(default)]
    pub min_confidence: f32,
    /// Names of the fields of records, `text=body`.
    #[serde(default)]
    pub map: Vec<String>,
    /// Articles without a day have that of their file.
    #[serde(default)]
    pub file_dates: bool,
    /// Hidden files are read.
    #[serde(default)]
    pub hidden: bool,
    /// Files that lists of exceptions name are read.
    #[serde(default)]
    pub no_ignore: bool,
}

impl Settings {
    /// What the index in `dir` remembers, whatever version wrote it; nothing special when there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn of(dir: &Path) -> Result<Self, IndexError> {
        let remembered = place::named(dir).map(|data| sealed::read(dir, &data, place::SETTINGS));
        Ok(remembered.transpose()?.flatten().unwrap_or_default())
    }

    /// Whether they ask for nothing special.
    pub fn are_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// Remembers `settings` in `data`.
pub(super) fn remember(dir: &Path, data: &Path, settings: &Settings) -> Result<(), IndexError> {
    let known = sealed::read::<Settings>(dir, data, place::SETTINGS);
    match known.is_ok_and(|known| known.unwrap_or_default() == *settings) {
        true => Ok(()),
        false => sealed::write(dir, data, place::SETTINGS, settings),
    }
}

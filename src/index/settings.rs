//! How articles are read and which quotes are kept: options that are stored with the index until others are given.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::IndexError;
use super::{atomic_file, data_dir};
use crate::language::LanguageChoice;

/// The stored options of an index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Settings {
    /// Quotes of less confidence are not indexed.
    #[serde(default)]
    pub min_confidence: f32,
    /// Names of the fields in JSON and tables: `text=body`.
    #[serde(default)]
    pub map: Vec<String>,
    /// Articles without a date get that of their file.
    #[serde(default)]
    pub file_dates: bool,
    /// Hidden files are read, too.
    #[serde(default)]
    pub hidden: bool,
    /// Files that ignore files exclude are read, too.
    #[serde(default)]
    pub no_ignore: bool,
    /// The language of the articles, or that it is detected.
    #[serde(default, skip_serializing_if = "LanguageChoice::is_auto")]
    pub lang: LanguageChoice,
}

impl Settings {
    /// The options that the index in `dir` stores, whatever version wrote it; the defaults when there is none.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn of(dir: &Path) -> Result<Self, IndexError> {
        let stored =
            data_dir::current_of_any_version(dir).map(|data| atomic_file::read(dir, &data, data_dir::SETTINGS));
        Ok(stored.transpose()?.flatten().unwrap_or_default())
    }

    /// Whether all options have their default values.
    pub fn are_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Stores `settings` in `data`.
pub(super) fn store(dir: &Path, data: &Path, settings: &Settings) -> Result<(), IndexError> {
    let known = atomic_file::read::<Settings>(dir, data, data_dir::SETTINGS);
    match known.is_ok_and(|known| known.unwrap_or_default() == *settings) {
        true => Ok(()),
        false => atomic_file::write(dir, data, data_dir::SETTINGS, settings),
    }
}

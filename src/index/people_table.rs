//! The user's own table of people, remembered with the data that was read with it, until another is given.
//!
//! It stands beside the engine's files and goes where they go: a rebuild that does not end leaves the old one. The table
//! is written before the articles that are read with it; should nothing else be written, the next run reads them anew.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::IndexError;
use super::{place, sealed};

/// A table of people as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleTable {
    /// The file that it was read from, as it was named.
    pub name: String,
    /// How many people it lists.
    pub people: usize,
    /// The table itself.
    pub table: String,
}

impl PeopleTable {
    /// The table that the index in `dir` remembers, whatever version wrote it.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn of(dir: &Path) -> Result<Option<Self>, IndexError> {
        place::named(dir).map_or(Ok(None), |data| sealed::read(dir, &data, place::PEOPLE))
    }
}

/// Remembers `table` in `data`, or none.
pub(super) fn remember(dir: &Path, data: &Path, table: Option<&PeopleTable>) -> Result<(), IndexError> {
    if sealed::read::<PeopleTable>(dir, data, place::PEOPLE).is_ok_and(|known| known.as_ref() == table) {
        return Ok(());
    }
    match table {
        Some(table) => sealed::write(dir, data, place::PEOPLE, table),
        None => {
            let path = data.join(place::PEOPLE);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(IndexError::io(&path, error)),
                _ => Ok(()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_remembered_until_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let known = || sealed::read::<PeopleTable>(dir, dir, place::PEOPLE);
        let table = PeopleTable { name: "p.csv".into(), people: 1, table: "name\nZoë Lee\n".into() };
        remember(dir, dir, Some(&table)).unwrap();
        assert_eq!(known().unwrap(), Some(table.clone()));
        fs::write(dir.join(place::PEOPLE), "{}").unwrap();
        assert!(known().is_err());
        remember(dir, dir, Some(&table)).unwrap();
        assert_eq!(known().unwrap(), Some(table));
        remember(dir, dir, None).unwrap();
        assert_eq!(known().unwrap(), None);
    }
}

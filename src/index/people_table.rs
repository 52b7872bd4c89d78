//! The user's own table of people, stored with the index until another one is given.
//!
//! It is stored beside the engine's files, so an unfinished rebuild leaves the old one. It is written before the
//! articles that are read with it: if the run ends in between, the next run reads them again.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::IndexError;
use super::{atomic_file, data_dir};

/// A table of people, as given by the user.
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
    /// The table that the index in `dir` stores, whatever version wrote it.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn of(dir: &Path) -> Result<Option<Self>, IndexError> {
        data_dir::current_of_any_version(dir).map_or(Ok(None), |data| atomic_file::read(dir, &data, data_dir::PEOPLE))
    }
}

/// Stores `table` in `data`; `None` deletes a stored one.
pub(super) fn store(dir: &Path, data: &Path, table: Option<&PeopleTable>) -> Result<(), IndexError> {
    if atomic_file::read::<PeopleTable>(dir, data, data_dir::PEOPLE).is_ok_and(|known| known.as_ref() == table) {
        return Ok(());
    }
    match table {
        Some(table) => atomic_file::write(dir, data, data_dir::PEOPLE, table),
        None => {
            let path = data.join(data_dir::PEOPLE);
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
    fn a_table_is_stored_until_it_is_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let known = || atomic_file::read::<PeopleTable>(dir, dir, data_dir::PEOPLE);
        let table = PeopleTable { name: "p.csv".into(), people: 1, table: "name\nZoë Lee\n".into() };
        store(dir, dir, Some(&table)).unwrap();
        assert_eq!(known().unwrap(), Some(table.clone()));
        fs::write(dir.join(data_dir::PEOPLE), "{}").unwrap();
        assert!(known().is_err());
        store(dir, dir, Some(&table)).unwrap();
        assert_eq!(known().unwrap(), Some(table));
        store(dir, dir, None).unwrap();
        assert_eq!(known().unwrap(), None);
    }
}

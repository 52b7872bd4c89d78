//! The user's own table of people, remembered with the data that was read with it, until another is given.
//!
//! It stands beside the engine's files and goes where they go: a rebuild that does not end leaves the old one. The table
//! is written before the articles that are read with it; should nothing else be written, the next run reads them anew.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::IndexError;
use super::place;

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

/// What the file holds: `check` finds every changed bit by the digest.
#[derive(Serialize, Deserialize)]
struct Sealed {
    digest: String,
    #[serde(flatten)]
    table: PeopleTable,
}

impl PeopleTable {
    /// The table that the index in `dir` remembers, whatever version wrote it.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn of(dir: &Path) -> Result<Option<Self>, IndexError> {
        place::named(dir).map_or(Ok(None), |data| Self::read(dir, &data))
    }

    fn read(dir: &Path, data: &Path) -> Result<Option<Self>, IndexError> {
        let path = data.join(place::PEOPLE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(IndexError::io(&path, error)),
        };
        let table = serde_json::from_slice::<Sealed>(&bytes).ok().map(|sealed| sealed.table);
        let table = table.filter(|table| table.sealed().is_ok_and(|sealed| sealed == bytes));
        let damaged =
            || IndexError::Damaged { dir: dir.to_owned(), detail: format!("`{}` cannot be read", place::PEOPLE) };
        table.map(Some).ok_or_else(damaged)
    }

    fn sealed(&self) -> serde_json::Result<Vec<u8>> {
        let mut hasher = blake3::Hasher::new();
        for part in [&self.name, &self.people.to_string(), &self.table] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        let mut bytes =
            serde_json::to_vec(&Sealed { digest: hasher.finalize().to_hex().to_string(), table: self.clone() })?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Whether the table in `data`, if there is one, is what was written.
pub(super) fn is_as_written(dir: &Path, data: &Path) -> bool {
    PeopleTable::read(dir, data).is_ok()
}

/// Remembers `table` in `data`, or none.
pub(super) fn remember(dir: &Path, data: &Path, table: Option<&PeopleTable>) -> Result<(), IndexError> {
    if PeopleTable::read(dir, data).is_ok_and(|known| known.as_ref() == table) {
        return Ok(());
    }
    let path = data.join(place::PEOPLE);
    let failed = |error| IndexError::io(&path, error);
    let Some(table) = table else {
        return match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        };
    };
    let bytes = table.sealed().map_err(|error| IndexError::unwritable(dir, &error))?;
    let draft = data.join(".tmp-people");
    let write = || -> io::Result<()> {
        let mut file = File::create(&draft)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&draft, &path)
    };
    write().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_remembered_comes_back_and_no_bit_may_change() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let table = PeopleTable { name: "p.csv".into(), people: 1, table: "name\nZoë Lee\n".into() };
        remember(dir, dir, Some(&table)).unwrap();
        assert_eq!(PeopleTable::read(dir, dir).unwrap(), Some(table.clone()));
        let bytes = fs::read(dir.join(place::PEOPLE)).unwrap();
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            fs::write(dir.join(place::PEOPLE), flipped).unwrap();
            assert!(!is_as_written(dir, dir), "byte {at}");
        }
        remember(dir, dir, Some(&table)).unwrap();
        assert!(is_as_written(dir, dir));
        remember(dir, dir, None).unwrap();
        assert_eq!(PeopleTable::read(dir, dir).unwrap(), None);
    }
}

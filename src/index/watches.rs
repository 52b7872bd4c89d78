//! Searches that are kept, with what they have told already.
//!
//! They are stored in the folder of the index, beside its data, so that a rebuild leaves them alone. What was told is
//! remembered by the keys of quotations (words, speaker, polarity and kind), which are the same in every index of a
//! version; so nothing is told again after a rebuild.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::atomic_file;
use super::data_dir::WATCHES;
use super::error::IndexError;
use super::lock::{self, Lock};

/// How many statements a watch remembers one by one, for feeds.
const MAX_RECENT: usize = 50;

/// A search that is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Watch {
    /// Its name.
    pub name: String,
    /// The query and the filters.
    pub search: WatchedSearch,
    /// When it was made.
    pub since: Timestamp,
    /// The statements told last, the latest first.
    #[serde(default)]
    pub recent: Vec<Told>,
    /// The keys of all quotations told, or there when the watch was made.
    #[serde(default)]
    told: BTreeSet<u64>,
}

/// A search as it is stored; the fields are those of `query::Search` and `query::Filters`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "as in `query`")]
pub struct WatchedSearch {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub query: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub polarities: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    pub min_confidence: f32,
    pub attitudes: bool,
}

/// A statement that was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Told {
    /// Id of the quote.
    pub quote: String,
    /// When it was told.
    pub at: Timestamp,
}

/// The contents of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Stored {
    watches: Vec<Watch>,
}

impl Watch {
    /// A watch that has told nothing.
    pub fn new(name: String, search: WatchedSearch, since: Timestamp) -> Self {
        Self { name, search, since, ..Self::default() }
    }

    /// Whether one of the quotations with these keys was told.
    pub fn has_told(&self, mut keys: impl Iterator<Item = u64>) -> bool {
        keys.any(|key| self.told.contains(&key))
    }

    /// Remembers quotations as told.
    pub fn add_told(&mut self, keys: impl IntoIterator<Item = u64>) {
        self.told.extend(keys);
    }

    /// Remembers statements as told last.
    pub fn add_recent(&mut self, quotes: impl DoubleEndedIterator<Item = String>, at: Timestamp) {
        let told = quotes.map(|quote| Told { quote, at });
        let told: Vec<Told> = told.collect();
        // None of the new ones is left out, and none stands there twice.
        let most = told.len().max(MAX_RECENT);
        self.recent.retain(|old| told.iter().all(|new| new.quote != old.quote));
        self.recent.splice(0..0, told);
        self.recent.truncate(most);
    }
}

/// The watches of an index, locked: nobody else tells of the same statements meanwhile.
pub struct Watches {
    dir: PathBuf,
    stored: Stored,
    _lock: Lock,
}

impl Watches {
    /// The watches of the index in `dir`, to be changed.
    ///
    /// # Errors
    /// [`IndexError::WatchesBusy`] while another process has them; when the file is damaged or cannot be read.
    pub fn lock(dir: &Path) -> Result<Self, IndexError> {
        let lock = Lock::acquire_named(dir, lock::WATCHES).map_err(|error| match error {
            IndexError::Busy { dir, holder } => IndexError::WatchesBusy { dir, holder },
            other => other,
        })?;
        Ok(Self { dir: dir.to_owned(), stored: load(dir)?, _lock: lock })
    }

    /// The watches of the index in `dir`, to be looked at.
    ///
    /// # Errors
    /// When the file is damaged or cannot be read.
    pub fn read(dir: &Path) -> Result<Vec<Watch>, IndexError> {
        Ok(load(dir)?.watches)
    }

    /// All of them, by name.
    pub fn all(&self) -> &[Watch] {
        &self.stored.watches
    }

    /// The watch with that name.
    pub fn get(&self, name: &str) -> Option<&Watch> {
        self.stored.watches.iter().find(|watch| watch.name == name)
    }

    /// Adds a watch, or replaces the one of that name.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put(&mut self, watch: Watch) -> Result<(), IndexError> {
        let mut stored = self.stored.clone();
        stored.watches.retain(|other| other.name != watch.name);
        stored.watches.push(watch);
        stored.watches.sort_by(|one, other| one.name.cmp(&other.name));
        self.store(stored)
    }

    /// Removes the watch of that name; false when there is none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove(&mut self, name: &str) -> Result<bool, IndexError> {
        let mut stored = self.stored.clone();
        stored.watches.retain(|watch| watch.name != name);
        let found = stored.watches.len() < self.stored.watches.len();
        self.store(stored)?;
        Ok(found)
    }

    fn store(&mut self, stored: Stored) -> Result<(), IndexError> {
        let path = self.dir.join(WATCHES);
        let bytes = atomic_file::to_bytes(&stored).map_err(|error| IndexError::unwritable(&self.dir, &error))?;
        atomic_file::replace_file(&path, &bytes)?;
        self.stored = stored;
        Ok(())
    }
}

fn load(dir: &Path) -> Result<Stored, IndexError> {
    let damaged = |error| match error {
        IndexError::Damaged { dir, .. } => IndexError::WatchesDamaged { path: dir.join(WATCHES) },
        other => other,
    };
    Ok(atomic_file::read::<Stored>(dir, dir, WATCHES).map_err(damaged)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn watches_are_kept_with_what_they_told() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let mut watches = Watches::lock(dir).unwrap();
        assert!(matches!(Watches::lock(dir), Err(IndexError::WatchesBusy { .. })));
        let search = WatchedSearch { query: "port".into(), ..WatchedSearch::default() };
        let mut watch = Watch::new("harbour".into(), search, Timestamp::UNIX_EPOCH);
        watch.add_told([7, 9]);
        watch.add_recent(["a".to_owned(), "b".to_owned()].into_iter(), Timestamp::UNIX_EPOCH);
        watch.add_recent((0..60).map(|number| number.to_string()), Timestamp::UNIX_EPOCH);
        watches.put(watch.clone()).unwrap();
        drop(watches);
        let mut watches = Watches::lock(dir).unwrap();
        assert_eq!(watches.get("harbour"), Some(&watch));
        assert!(watch.has_told([1, 9].into_iter()) && !watch.has_told([1, 2].into_iter()));
        assert_eq!((watch.recent.len(), watch.recent[0].quote.as_str()), (60, "0"));
        assert!(watches.remove("harbour").unwrap() && !watches.remove("harbour").unwrap());
        assert!(Watches::read(dir).unwrap().is_empty());
        drop(watches);
        std::fs::write(dir.join(WATCHES), "{}").unwrap();
        assert!(matches!(Watches::lock(dir), Err(IndexError::WatchesDamaged { .. })));
    }
}

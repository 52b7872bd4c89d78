//! The folder of an index: which part of it counts, and how another takes its place.
//!
//! ```text
//! index/
//!   README.md          whatever else stands there is left alone
//!   quotedex.json      names the folder that counts, and the versions it was written with
//!   data-1/            the engine's files
//!   .quotedex-lock     one writer at a time
//! ```
//!
//! Replacing `quotedex.json` is one rename: readers see the old data until that moment and the new from then on. A
//! data folder that `quotedex.json` does not name is the rest of a writer that did not finish.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, DirectoryLock, Lock, MmapDirectory};

use super::analyzer::ANALYZER_VERSION;
use super::error::IndexError;
use super::schema::SCHEMA_VERSION;
use crate::quote::RECORD_VERSION;

const POINTER: &str = "quotedex.json";
const LOCK: &str = ".quotedex-lock";
const DATA: &str = "data-";

/// The versions that must agree between program and index.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Versions {
    record: u32,
    analyzer: u32,
    schema: u32,
}

const OURS: Versions = Versions { record: RECORD_VERSION, analyzer: ANALYZER_VERSION, schema: SCHEMA_VERSION };

/// What `quotedex.json` holds.
#[derive(Serialize, Deserialize)]
struct Pointer {
    #[serde(flatten)]
    versions: Versions,
    data: String,
}

/// The data folder that counts; `None` when there is no index here.
pub(crate) fn current(dir: &Path) -> Result<Option<PathBuf>, IndexError> {
    let Some(bytes) = read_pointer(dir)? else { return Ok(None) };
    let damaged = || IndexError::Damaged { dir: dir.to_owned(), detail: format!("`{POINTER}` cannot be read") };
    let versions: Versions = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
    if versions != OURS {
        return Err(IndexError::Version { dir: dir.to_owned(), found: difference(&versions) });
    }
    let pointer: Pointer = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
    let number = data_number(&pointer.data).ok_or_else(damaged)?;
    Ok(Some(data_dir(dir, number)))
}

/// The data folder that `quotedex.json` names, whatever version wrote it.
pub(crate) fn named(dir: &Path) -> Option<PathBuf> {
    let pointer: serde_json::Value = serde_json::from_slice(&read_pointer(dir).ok()??).ok()?;
    Some(data_dir(dir, data_number(pointer.get("data")?.as_str()?)?))
}

fn read_pointer(dir: &Path) -> Result<Option<Vec<u8>>, IndexError> {
    let path = dir.join(POINTER);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(IndexError::io(&path, error)),
    }
}

fn difference(found: &Versions) -> String {
    let pairs = [
        ("records", found.record, OURS.record),
        ("words", found.analyzer, OURS.analyzer),
        ("fields", found.schema, OURS.schema),
    ];
    let differ = pairs.iter().filter(|(_, theirs, ours)| theirs != ours);
    differ.map(|(what, theirs, ours)| format!("{what} {theirs} instead of {ours}")).collect::<Vec<_>>().join(", ")
}

/// Makes `data` the folder that counts, in one step that survives a power cut.
pub(crate) fn point_to(dir: &Path, data: &Path) -> Result<(), IndexError> {
    let name = data.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = serde_json::json!({
        "record": OURS.record, "analyzer": OURS.analyzer, "schema": OURS.schema, "data": name,
    });
    let fresh = dir.join(format!(".{POINTER}.new"));
    let write = || -> io::Result<()> {
        let mut file = File::create(&fresh)?;
        writeln!(file, "{text}")?;
        file.sync_all()?;
        sync_dir(dir)?;
        fs::rename(&fresh, dir.join(POINTER))?;
        sync_dir(dir)
    };
    write().map_err(|error| IndexError::io(&dir.join(POINTER), error))
}

#[cfg(unix)]
fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

#[cfg(not(unix))]
fn sync_dir(_dir: &Path) -> io::Result<()> {
    Ok(())
}

/// Takes the folder for writing; freed when the guard is dropped, even by the end of the process.
pub(crate) fn lock(dir: &Path) -> Result<DirectoryLock, IndexError> {
    let busy = || IndexError::Busy { dir: dir.to_owned() };
    let directory = MmapDirectory::open(dir).map_err(|error| IndexError::engine(dir, error.into()))?;
    let lock = Lock { filepath: PathBuf::from(LOCK), is_blocking: false };
    directory.acquire_lock(&lock).map_err(|error| match error {
        LockError::LockBusy => busy(),
        LockError::IoError(error) => IndexError::io(&dir.join(LOCK), io::Error::new(error.kind(), error.to_string())),
    })
}

/// Makes the folder if need be; refuses one that holds somebody else's files.
pub(crate) fn prepare(dir: &Path) -> Result<(), IndexError> {
    fs::create_dir_all(dir).map_err(|error| IndexError::io(dir, error))?;
    let entries = fs::read_dir(dir).map_err(|error| IndexError::io(dir, error))?;
    let names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let is_index = names.iter().any(|name| name == POINTER);
    let ours = |name: &str| name.starts_with('.') || name.starts_with("README") || data_number(name).is_some();
    if is_index || names.iter().all(|name| ours(name)) {
        return Ok(());
    }
    Err(IndexError::NotAnIndex { dir: dir.to_owned() })
}

/// An empty data folder that no reader knows yet. To be called with the lock held.
pub(crate) fn fresh_data(dir: &Path) -> Result<PathBuf, IndexError> {
    let last = data_numbers(dir).into_iter().max().unwrap_or(0);
    let data = data_dir(dir, last.saturating_add(1));
    fs::create_dir(&data).map_err(|error| IndexError::io(&data, error))?;
    Ok(data)
}

/// Removes every data folder but `keep`. To be called with the lock held; what cannot be removed now is left for
/// the next writer.
pub(crate) fn sweep(dir: &Path, keep: Option<&Path>) {
    for data in data_numbers(dir).into_iter().map(|number| data_dir(dir, number)) {
        if keep != Some(&data) {
            let _ = fs::remove_dir_all(&data);
        }
    }
}

/// Data folders that do not count.
pub(crate) fn leftovers(dir: &Path, current: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = data_numbers(dir).into_iter().map(|number| data_dir(dir, number)).collect();
    found.retain(|data| data != current);
    found.sort();
    found
}

/// Lets whoever may read `quotedex.json` read the engine's lists too, which it writes for their owner alone.
pub(crate) fn share(dir: &Path, data: &Path) {
    let Ok(pointer) = fs::metadata(dir.join(POINTER)) else { return };
    for list in ["meta.json", ".managed.json"] {
        // Not worth failing for: the writer itself can read its index.
        let _ = fs::set_permissions(data.join(list), pointer.permissions());
    }
}

/// Bytes of all files in `data`.
pub(crate) fn bytes(data: &Path) -> u64 {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).filter(|meta| meta.is_file()).map(|meta| meta.len()).sum()
}

fn data_numbers(dir: &Path) -> Vec<u32> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries.filter_map(|entry| data_number(&entry.file_name().to_string_lossy())).collect()
}

fn data_number(name: &str) -> Option<u32> {
    name.strip_prefix(DATA)?.parse().ok()
}

fn data_dir(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("{DATA}{number}"))
}

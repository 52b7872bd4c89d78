//! The folder of an index: which part of it counts, and how another takes its place.
//!
//! ```text
//! index/
//!   README.md          whatever else stands there is left alone
//!   quotedex.json      names the folder that counts, and the versions it was written with
//!   data-1/            the engine's files, and the table of people that articles were read with
//!   .quotedex-lock     one writer at a time (see `lock`)
//!   .quotedex-writer   who that is
//! ```
//!
//! Replacing `quotedex.json` is one rename: readers see the old data until that moment and the new from then on. A
//! data folder that `quotedex.json` does not name is the rest of a writer that did not finish.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::analyzer::ANALYZER_VERSION;
use super::error::IndexError;
use super::schema::SCHEMA_VERSION;
use crate::quote::RECORD_VERSION;

const POINTER: &str = "quotedex.json";
const DATA: &str = "data-";
/// The table of people that is remembered, in the folder of the data.
pub(super) const PEOPLE: &str = "people.json";
/// Which spellings are one person's, in the folder of the data; decided anew where it is missing.
pub(super) const SPELLINGS: &str = "spellings.json";

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
        ("record format", found.record, OURS.record),
        ("word format", found.analyzer, OURS.analyzer),
        ("index format", found.schema, OURS.schema),
    ];
    let differ = pairs.iter().filter(|(_, theirs, ours)| theirs != ours);
    differ
        .map(|(what, theirs, ours)| format!("{what} {theirs}, this version needs {ours}"))
        .collect::<Vec<_>>()
        .join("; ")
}

/// Makes `data` the folder that counts, in one step that survives a power cut.
pub(crate) fn point_to(dir: &Path, data: &Path) -> Result<(), IndexError> {
    let text = pointer_text(data);
    let fresh = dir.join(format!(".{POINTER}.new"));
    let write = || -> io::Result<()> {
        let mut file = File::create(&fresh)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        sync_dir(dir)?;
        fs::rename(&fresh, dir.join(POINTER))?;
        sync_dir(dir)
    };
    write().map_err(|error| IndexError::io(&dir.join(POINTER), error))
}

fn pointer_text(data: &Path) -> String {
    let name = data.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let pointer = serde_json::json!({
        "record": OURS.record, "analyzer": OURS.analyzer, "schema": OURS.schema, "data": name,
    });
    format!("{pointer}\n")
}

/// Whether `quotedex.json` is, to the byte, what was written to make some data folder count.
pub(crate) fn is_as_written(dir: &Path) -> bool {
    let (bytes, data) = (read_pointer(dir), named(dir));
    bytes.ok().flatten().zip(data).is_some_and(|(bytes, data)| bytes == pointer_text(&data).as_bytes())
}

#[cfg(unix)]
fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

#[cfg(not(unix))]
fn sync_dir(_dir: &Path) -> io::Result<()> {
    Ok(())
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
    let entries = keep.and_then(|data| fs::read_dir(data).ok()).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_draft(&entry.file_name().to_string_lossy())) {
        let _ = fs::remove_file(entry.path());
    }
}

/// Whether a file of the engine is a list that was being written, and never took the place of the one that counts.
pub(crate) fn is_draft(name: &str) -> bool {
    name.starts_with(".tmp")
}

/// Lets whoever may read `quotedex.json` read the engine's lists too, which it writes for their owner alone.
pub(crate) fn share(dir: &Path, data: &Path) {
    let Ok(pointer) = fs::metadata(dir.join(POINTER)) else { return };
    for list in ["meta.json", ".managed.json", PEOPLE, SPELLINGS] {
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

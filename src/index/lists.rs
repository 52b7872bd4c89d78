//! Whether the small lists that say what belongs to the index are what was written.
//!
//! The engine's checksums cover what stands in its files, but neither the lists of files nor the words at the end of each
//! file that name its version. These are held against the files themselves.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use tantivy::{IndexSettings, TantivyError};

use super::clear;
use super::people_table::PeopleTable;
use super::persons::Persons;
use super::removed::Removed;
use super::settings::Settings;
use super::{place, sealed};

const META: &str = "meta.json";
const MANAGED: &str = ".managed.json";
/// More than the last words of a file take.
const END: u64 = 4096;

/// The files of an index, as they stand on disk.
pub(super) struct OnDisk<'a> {
    pub(super) dir: &'a Path,
    pub(super) data: &'a Path,
    pub(super) engine: &'a tantivy::Index,
}

impl OnDisk<'_> {
    /// One line for each file that is not what was written.
    pub(super) fn damaged(&self) -> Result<Vec<String>, TantivyError> {
        let mut damaged: Vec<PathBuf> = self.engine.validate_checksum()?.into_iter().collect();
        damaged.extend(self.odd_ends()?);
        damaged.sort();
        damaged.dedup();
        let mut damaged: Vec<PathBuf> = damaged.into_iter().map(|file| self.data.join(file)).collect();
        damaged.extend(place::misnamed(self.dir, self.data));
        if !self.meta_is_as_written()? {
            damaged.push(self.data.join(META));
        }
        damaged.extend(self.unsealed().map(|name| self.data.join(name)));
        if !self.managed_is_true() {
            damaged.push(self.data.join(MANAGED));
        }
        Ok(damaged.iter().map(|file| format!("`{}` is damaged", file.display())).collect())
    }

    /// The sealed files that are not what was written.
    fn unsealed(&self) -> impl Iterator<Item = &'static str> {
        let (dir, data) = (self.dir, self.data);
        let sound = [
            (place::PEOPLE, sealed::read::<PeopleTable>(dir, data, place::PEOPLE).is_ok()),
            (place::SETTINGS, sealed::read::<Settings>(dir, data, place::SETTINGS).is_ok()),
            (place::REMOVED, sealed::read::<Removed>(dir, data, place::REMOVED).is_ok()),
            (place::SPELLINGS, Persons::are_as_written(dir, data)),
        ];
        sound.into_iter().filter(|(_, sound)| !sound).map(|(name, _)| name)
    }

    /// Whether the list of segments is, to the byte, what is written for what it says.
    fn meta_is_as_written(&self) -> Result<bool, TantivyError> {
        // A writer may commit between two looks, but not every time.
        for _ in 0..3 {
            let bytes = fs::read(self.data.join(META)).unwrap_or_default();
            let metas = self.engine.load_metas()?;
            let numbered = metas.payload.as_ref().is_none_or(|number| *number == metas.opstamp.to_string());
            let written = serde_json::to_vec_pretty(&metas).is_ok_and(|written| is_line(&bytes, &written));
            if written && numbered && metas.index_settings == IndexSettings::default() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the list of the engine's files is written as it was read and names all files of the engine's that there are.
    fn managed_is_true(&self) -> bool {
        // The files before their list: what is written in between is in the list already.
        let names: Vec<PathBuf> =
            self.names().filter(|name| name == META || clear::segment_of(name).is_some()).map(PathBuf::from).collect();
        let Ok(bytes) = fs::read(self.data.join(MANAGED)) else { return false };
        let Ok(managed) = serde_json::from_slice::<Vec<PathBuf>>(&bytes) else { return false };
        serde_json::to_vec(&managed).is_ok_and(|written| is_line(&bytes, &written))
            && names.iter().all(|name| managed.contains(name))
    }

    /// Files that do not end as the others of their segment: each ends with the version that wrote it.
    fn odd_ends(&self) -> Result<Vec<PathBuf>, TantivyError> {
        let ours = serde_json::to_string(tantivy::version()).unwrap_or_default();
        let mut names: Vec<String> = self.names().collect();
        names.sort();
        let mut odd = Vec::new();
        let metas = self.engine.load_metas()?;
        // What else has the name of a segment was written by somebody who did not finish.
        let counts = metas.list_segment_files();
        names.retain(|name| counts.contains(Path::new(name)));
        for segment in &metas.segments {
            let id = segment.id().uuid_string();
            let files = names.iter().filter(|name| name.starts_with(&id));
            let ends: Vec<_> = files.map(|name| (name, version_at(&self.data.join(name)))).collect();
            // Deletions are written later than the rest, perhaps by a later version.
            let is_later = |name: &str| name.ends_with(".del");
            let mut versions: Vec<_> = ends.iter().filter(|(name, _)| !is_later(name)).map(|(_, end)| end).collect();
            versions.sort();
            let most = versions.get(versions.len() / 2).copied().cloned().flatten();
            let fits = |name: &str, end: &Option<String>| {
                end.is_some() && (*end == most || (is_later(name) && end.as_ref() == Some(&ours)))
            };
            odd.extend(ends.iter().filter(|(name, end)| !fits(name, end)).map(|(name, _)| PathBuf::from(name)));
        }
        Ok(odd)
    }

    fn names(&self) -> impl Iterator<Item = String> {
        let entries = fs::read_dir(self.data).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned())
    }
}

/// Whether `bytes` are `words` and the end of a line.
fn is_line(bytes: &[u8], words: &[u8]) -> bool {
    bytes.strip_suffix(b"\n") == Some(words)
}

/// The version in the last words of a file.
fn version_at(path: &Path) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(END))).ok()?;
    let mut end = Vec::new();
    file.read_to_end(&mut end).ok()?;
    version_in(&end)
}

/// The version in the last words of a file, when these are written as the engine writes them:
/// `{"version":{...},"crc":number}`, their length, and a number that is always the same.
fn version_in(bytes: &[u8]) -> Option<String> {
    let (rest, length) = bytes.split_last_chunk::<8>().map(|(rest, end)| (rest, &end[..4]))?;
    let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
    let words = str::from_utf8(rest.get(rest.len().checked_sub(length)?..)?).ok()?;
    let (version, crc) = words.strip_prefix("{\"version\":")?.split_once(",\"crc\":")?;
    crc.strip_suffix('}')?.parse::<u32>().ok()?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_of_a_file() {
        let ended = |words: &str| {
            let mut bytes = b"data".to_vec();
            bytes.extend(words.as_bytes());
            bytes.extend(u32::try_from(words.len()).unwrap().to_le_bytes());
            bytes.extend(1337u32.to_le_bytes());
            bytes
        };
        assert_eq!(version_in(&ended(r#"{"version":{"a":1},"crc":7}"#)).as_deref(), Some(r#"{"a":1}"#));
        for odd in [r#"{"version":{"a":1},"crc":x}"#, r#"{"version":{"a":1},"crc":7"#, r#"{"varsion":{},"crc":7}"#, ""]
        {
            assert_eq!(version_in(&ended(odd)), None, "{odd}");
        }
        assert_eq!(version_in(b"short"), None);
    }
}

//! Verifies all files of an index on disk: checksums, lists of files, footers, and our own JSON files.
//!
//! The engine's checksums cover the contents of its files, but neither its lists of files nor the footer of each file
//! with its version. These are compared with the files themselves.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use tantivy::{IndexSettings, TantivyError};

use super::cleanup;
use super::corrections::AppliedCorrections;
use super::merged_speakers::MergedSpeakers;
use super::open::lock_against_deletion;
use super::people_table::PeopleTable;
use super::removed_articles::RemovedArticles;
use super::settings::Settings;
use super::{atomic_file, data_dir};

const META: &str = "meta.json";
const MANAGED: &str = ".managed.json";
/// More bytes than the footer of a file takes.
const MAX_FOOTER: u64 = 4096;

/// The files of an index on disk, to be verified.
pub(super) struct IntegrityCheck<'a> {
    pub(super) dir: &'a Path,
    pub(super) data: &'a Path,
    pub(super) engine: &'a tantivy::Index,
}

impl IntegrityCheck<'_> {
    /// One line for each damaged file.
    pub(super) fn problems(&self) -> Result<Vec<String>, TantivyError> {
        let _lock = lock_against_deletion(self.engine)?;
        let mut damaged: Vec<PathBuf> = self.engine.validate_checksum()?.into_iter().collect();
        damaged.extend(self.damaged_footers()?);
        damaged.sort();
        damaged.dedup();
        let mut damaged: Vec<PathBuf> = damaged.into_iter().map(|file| self.data.join(file)).collect();
        damaged.extend(data_dir::damaged_pointers(self.dir, self.data));
        if !self.is_meta_valid()? {
            damaged.push(self.data.join(META));
        }
        damaged.extend(self.damaged_json_files().map(|name| self.data.join(name)));
        if !self.is_managed_list_valid() {
            damaged.push(self.data.join(MANAGED));
        }
        Ok(damaged.iter().map(|file| format!("`{}` is damaged", file.display())).collect())
    }

    /// Names of our own JSON files that are damaged.
    fn damaged_json_files(&self) -> impl Iterator<Item = &'static str> {
        let (dir, data) = (self.dir, self.data);
        let valid = [
            (data_dir::PEOPLE, atomic_file::read::<PeopleTable>(dir, data, data_dir::PEOPLE).is_ok()),
            (data_dir::SETTINGS, atomic_file::read::<Settings>(dir, data, data_dir::SETTINGS).is_ok()),
            (data_dir::REMOVED, atomic_file::read::<RemovedArticles>(dir, data, data_dir::REMOVED).is_ok()),
            (data_dir::CORRECTIONS, atomic_file::read::<AppliedCorrections>(dir, data, data_dir::CORRECTIONS).is_ok()),
            (data_dir::SPELLINGS, MergedSpeakers::is_file_valid(dir, data)),
        ];
        valid.into_iter().filter(|(_, valid)| !valid).map(|(name, _)| name)
    }

    /// Whether the list of segments is, byte for byte, what the engine writes for its contents.
    fn is_meta_valid(&self) -> Result<bool, TantivyError> {
        // A writer may commit between the two reads, but not three times in a row.
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

    /// Whether the engine's list of its files is written as the engine does and names all existing files of the engine.
    fn is_managed_list_valid(&self) -> bool {
        // The files are listed before the list is read: a file that is written in between is on the list.
        let names: Vec<PathBuf> = self
            .names()
            .filter(|name| name == META || cleanup::segment_of(name).is_some())
            .map(PathBuf::from)
            .collect();
        let Ok(bytes) = fs::read(self.data.join(MANAGED)) else { return false };
        let Ok(managed) = serde_json::from_slice::<Vec<PathBuf>>(&bytes) else { return false };
        serde_json::to_vec(&managed).is_ok_and(|written| is_line(&bytes, &written))
            && names.iter().all(|name| managed.contains(name))
    }

    /// Files whose footer differs from those of the other files of their segment: it names the version that wrote them.
    fn damaged_footers(&self) -> Result<Vec<PathBuf>, TantivyError> {
        let ours = serde_json::to_string(tantivy::version()).unwrap_or_default();
        let mut names: Vec<String> = self.names().collect();
        names.sort();
        let mut damaged = Vec::new();
        let metas = self.engine.load_metas()?;
        // Other files named like those of a segment belong to an unfinished writer.
        let committed = metas.list_segment_files();
        names.retain(|name| committed.contains(Path::new(name)));
        for segment in &metas.segments {
            let id = segment.id().uuid_string();
            let files = names.iter().filter(|name| name.starts_with(&id));
            let footers: Vec<_> = files.map(|name| (name, version_at(&self.data.join(name)))).collect();
            // Deletions are written after the other files, perhaps by a newer version.
            let is_deletions = |name: &str| name.ends_with(".del");
            let mut versions: Vec<_> =
                footers.iter().filter(|(name, _)| !is_deletions(name)).map(|(_, version)| version).collect();
            versions.sort();
            let usual = versions.get(versions.len() / 2).copied().cloned().flatten();
            let is_valid = |name: &str, version: &Option<String>| {
                version.is_some() && (*version == usual || (is_deletions(name) && version.as_ref() == Some(&ours)))
            };
            damaged.extend(
                footers.iter().filter(|(name, version)| !is_valid(name, version)).map(|(name, _)| PathBuf::from(name)),
            );
        }
        Ok(damaged)
    }

    fn names(&self) -> impl Iterator<Item = String> {
        let entries = fs::read_dir(self.data).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned())
    }
}

/// Whether `bytes` are `text` and a line break.
fn is_line(bytes: &[u8], text: &[u8]) -> bool {
    bytes.strip_suffix(b"\n") == Some(text)
}

/// The version in the footer of a file.
fn version_at(path: &Path) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(MAX_FOOTER))).ok()?;
    let mut end = Vec::new();
    file.read_to_end(&mut end).ok()?;
    version_in(&end)
}

/// The version in the footer at the end of `bytes`, if it has the form that the engine writes:
/// `{"version":{...},"crc":number}`, the length of that, and a constant.
fn version_in(bytes: &[u8]) -> Option<String> {
    let (rest, length) = bytes.split_last_chunk::<8>().map(|(rest, end)| (rest, &end[..4]))?;
    let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
    let footer = str::from_utf8(rest.get(rest.len().checked_sub(length)?..)?).ok()?;
    let (version, crc) = footer.strip_prefix("{\"version\":")?.split_once(",\"crc\":")?;
    crc.strip_suffix('}')?.parse::<u32>().ok()?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_in_a_footer() {
        let with_footer = |footer: &str| {
            let mut bytes = b"data".to_vec();
            bytes.extend(footer.as_bytes());
            bytes.extend(u32::try_from(footer.len()).unwrap().to_le_bytes());
            bytes.extend(1337u32.to_le_bytes());
            bytes
        };
        assert_eq!(version_in(&with_footer(r#"{"version":{"a":1},"crc":7}"#)).as_deref(), Some(r#"{"a":1}"#));
        for damaged in
            [r#"{"version":{"a":1},"crc":x}"#, r#"{"version":{"a":1},"crc":7"#, r#"{"varsion":{},"crc":7}"#, ""]
        {
            assert_eq!(version_in(&with_footer(damaged)), None, "{damaged}");
        }
        assert_eq!(version_in(b"short"), None);
    }
}

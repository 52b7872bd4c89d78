//! Removes what an interrupted writer left behind, and data folders that were replaced.
//!
//! Only data folders with a valid marker are touched, and in them only files with names that this program or the engine
//! gives. Links and subfolders are neither followed nor removed. A folder that is not empty afterwards stays.
//!
//! All functions require the write lock. What cannot be removed now is left for the next writer.

use std::fs;
use std::path::Path;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::atomic_file::{is_own_temp_file, is_temp_file};
use super::data_dir::OWN_FILES;
use super::marker::{MARKER, owned_data_dirs};

/// The engine's lists of segments and of files.
const ENGINE_LISTS: [&str; 2] = ["meta.json", ".managed.json"];

/// Removes all data folders of the index with this id except `keep`, and unfinished ones of any index.
pub(super) fn remove_stale_dirs(dir: &Path, keep: Option<&Path>, index: &str) {
    for (data, marker) in owned_data_dirs(dir) {
        if keep != Some(&data) && (marker.index == index || !marker.complete) {
            remove_dir(&data);
        }
    }
}

/// Removes our own files from a data folder, the marker last, and then the folder if it is empty.
pub(super) fn remove_dir(data: &Path) {
    let mut failed = false;
    for name in files(data) {
        if is_ours(&name) {
            failed |= name != MARKER && fs::remove_file(data.join(&name)).is_err();
        }
    }
    if !failed {
        let _ = fs::remove_file(data.join(MARKER));
        // Fails when the folder is not empty.
        let _ = fs::remove_dir(data);
    }
}

/// Removes temporary files of writes that were interrupted.
pub(super) fn remove_temp_files(data: &Path) {
    for name in files(data).into_iter().filter(|name| is_temp_file(name)) {
        let _ = fs::remove_file(data.join(name));
    }
}

/// Removes the files of segments in `data` that were written and never committed: they take disk space that a rebuild
/// may need.
pub(super) fn remove_uncommitted_segments(data: &Path) {
    #[derive(Deserialize)]
    struct Metas {
        segments: Vec<Segment>,
    }
    #[derive(Deserialize)]
    struct Segment {
        segment_id: String,
    }
    remove_temp_files(data);
    let Some(metas) =
        fs::read(data.join(ENGINE_LISTS[0])).ok().and_then(|bytes| serde_json::from_slice::<Metas>(&bytes).ok())
    else {
        return;
    };
    let committed: FxHashSet<String> =
        metas.segments.iter().map(|segment| segment.segment_id.replace('-', "")).collect();
    for name in files(data) {
        if segment_of(&name).is_some_and(|segment| !committed.contains(segment)) {
            let _ = fs::remove_file(data.join(&name));
        }
    }
}

/// Removes what killed writers of the files beside the data left in the folder of the index. Their names are ours alone.
pub(super) fn remove_own_temp_files(dir: &Path) {
    for name in files(dir).into_iter().filter(|name| is_own_temp_file(name)) {
        let _ = fs::remove_file(dir.join(name));
    }
}

/// Names of the regular files in `data`, without links and folders.
fn files(data: &Path) -> Vec<String> {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    files.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

fn is_ours(name: &str) -> bool {
    ENGINE_LISTS.contains(&name)
        || OWN_FILES.contains(&name)
        || is_temp_file(name)
        || (name.starts_with(".tantivy-") && name.ends_with(".lock"))
        || segment_of(name).is_some()
}

/// The segment that a file of the engine belongs to: the 32 hexadecimal digits before the first dot of its name.
pub(super) fn segment_of(name: &str) -> Option<&str> {
    let (segment, rest) = name.split_once('.')?;
    let digits = segment.len() == 32 && segment.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (digits && !rest.is_empty()).then_some(segment)
}

#[cfg(test)]
mod tests {
    use super::super::marker::{Marker, numbered_dir};
    use super::*;

    const SEGMENT: &str = "0123456789abcdef0123456789abcdef";

    fn folder(dir: &Path, number: u32, index: &str, complete: bool) -> std::path::PathBuf {
        let data = numbered_dir(dir, number);
        fs::create_dir(&data).unwrap();
        Marker::new(index, &data, complete).write(dir, &data).unwrap();
        for name in ["meta.json", ".managed.json", ".tmpx", ".tantivy-writer.lock", &format!("{SEGMENT}.fast")] {
            fs::write(data.join(name), "").unwrap();
        }
        data
    }

    #[test]
    fn only_our_own_files_and_folders_are_removed() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let keep = folder(dir, 1, "a", true);
        let old = folder(dir, 2, "a", true);
        let other = folder(dir, 3, "b", true);
        let unfinished = folder(dir, 4, "b", false);
        let shared = folder(dir, 5, "a", true);
        fs::write(shared.join("survey.csv"), "mine").unwrap();
        fs::create_dir(shared.join(format!("{SEGMENT}.store"))).unwrap();
        let plain = numbered_dir(dir, 6);
        fs::create_dir(&plain).unwrap();
        fs::write(plain.join(format!("{SEGMENT}.fast")), "mine").unwrap();
        remove_stale_dirs(dir, Some(&keep), "a");
        assert!(keep.exists() && other.exists() && !old.exists() && !unfinished.exists());
        let left: Vec<_> = fs::read_dir(&shared).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
        assert!(plain.join(format!("{SEGMENT}.fast")).exists());
    }

    #[test]
    fn only_uncommitted_segments_are_removed() {
        let dir = tempfile::tempdir().unwrap();
        let data = folder(dir.path(), 1, "a", true);
        let committed = "fedcba98-7654-3210-fedc-ba9876543210";
        let file = format!("{}.idx", committed.replace('-', ""));
        fs::write(data.join(&file), "").unwrap();
        remove_uncommitted_segments(&data);
        assert!(data.join(format!("{SEGMENT}.fast")).exists(), "without a readable list nothing is removed");
        let metas = serde_json::json!({ "segments": [{ "segment_id": committed, "max_doc": 1 }], "opstamp": 1 });
        fs::write(data.join("meta.json"), metas.to_string()).unwrap();
        remove_uncommitted_segments(&data);
        assert!(!data.join(format!("{SEGMENT}.fast")).exists());
        assert!(data.join(file).exists() && data.join(MARKER).exists() && data.join(".managed.json").exists());
    }

    #[test]
    fn names_of_segment_files() {
        assert_eq!(segment_of(&format!("{SEGMENT}.77.del")), Some(SEGMENT));
        for other in ["survey.csv", SEGMENT, "0123.fast", &format!("{SEGMENT}."), &SEGMENT.to_uppercase()] {
            assert_eq!(segment_of(other), None, "{other}");
        }
    }
}

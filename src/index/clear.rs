//! What is cleared away: what a writer left that did not finish, and data that another took the place of.
//!
//! Only folders that are proved to be ours are touched, and of those only files with names that this program or the engine
//! gives; links and folders are not followed. A folder that still holds anything after that stays, with what it holds.
//! To be called with the lock held. What cannot be removed now is left for the next writer.

use std::fs;
use std::path::Path;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::marker::{MARKER, proved};
use super::place::OWN;
use super::sealed::is_draft;

/// The engine's lists.
const LISTS: [&str; 2] = ["meta.json", ".managed.json"];

/// Removes every data folder of the index with this id but `keep`, and of other indexes those that never counted.
pub(super) fn sweep(dir: &Path, keep: Option<&Path>, index: &str) {
    for (data, marker) in proved(dir) {
        if keep != Some(&data) && (marker.index == index || !marker.whole) {
            remove(&data);
        }
    }
}

/// Removes a data folder that is ours, as far as what it holds is ours; the proof goes last.
pub(super) fn remove(data: &Path) {
    let mut stays = false;
    for name in files(data) {
        if is_ours(&name) {
            stays |= name != MARKER && fs::remove_file(data.join(&name)).is_err();
        }
    }
    if !stays {
        let _ = fs::remove_file(data.join(MARKER));
        // Does nothing when anything else is in it.
        let _ = fs::remove_dir(data);
    }
}

/// Removes drafts that never took the place of what counts.
pub(super) fn drafts(data: &Path) {
    for name in files(data).into_iter().filter(|name| is_draft(name)) {
        let _ = fs::remove_file(data.join(name));
    }
}

/// Removes, of the engine's files in `data`, those of segments that the list of segments does not name: what a writer wrote
/// and did not commit. They take room that the disk may not have.
pub(super) fn uncommitted(data: &Path) {
    #[derive(Deserialize)]
    struct Metas {
        segments: Vec<Segment>,
    }
    #[derive(Deserialize)]
    struct Segment {
        segment_id: String,
    }
    drafts(data);
    let Some(metas) = fs::read(data.join(LISTS[0])).ok().and_then(|bytes| serde_json::from_slice::<Metas>(&bytes).ok())
    else {
        return;
    };
    let counts: FxHashSet<String> = metas.segments.iter().map(|segment| segment.segment_id.replace('-', "")).collect();
    for name in files(data) {
        if segment_of(&name).is_some_and(|segment| !counts.contains(segment)) {
            let _ = fs::remove_file(data.join(&name));
        }
    }
}

/// Names of the files in `data`; links and folders are none.
fn files(data: &Path) -> Vec<String> {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    files.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

fn is_ours(name: &str) -> bool {
    LISTS.contains(&name)
        || OWN.contains(&name)
        || is_draft(name)
        || (name.starts_with(".tantivy-") && name.ends_with(".lock"))
        || segment_of(name).is_some()
}

/// The segment that a file of the engine belongs to: its name is 32 hexadecimal digits, then a dot and what it holds.
pub(super) fn segment_of(name: &str) -> Option<&str> {
    let (segment, rest) = name.split_once('.')?;
    let digits = segment.len() == 32 && segment.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (digits && !rest.is_empty()).then_some(segment)
}

#[cfg(test)]
mod tests {
    use super::super::marker::{Marker, data_dir};
    use super::*;

    const SEGMENT: &str = "0123456789abcdef0123456789abcdef";

    fn folder(dir: &Path, number: u32, index: &str, whole: bool) -> std::path::PathBuf {
        let data = data_dir(dir, number);
        fs::create_dir(&data).unwrap();
        Marker::new(index, &data, whole).write(dir, &data).unwrap();
        for name in ["meta.json", ".managed.json", ".tmpx", ".tantivy-writer.lock", &format!("{SEGMENT}.fast")] {
            fs::write(data.join(name), "").unwrap();
        }
        data
    }

    #[test]
    fn only_what_is_proved_to_be_ours_goes() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let keep = folder(dir, 1, "a", true);
        let old = folder(dir, 2, "a", true);
        let other = folder(dir, 3, "b", true);
        let unfinished = folder(dir, 4, "b", false);
        let shared = folder(dir, 5, "a", true);
        fs::write(shared.join("survey.csv"), "mine").unwrap();
        fs::create_dir(shared.join(format!("{SEGMENT}.store"))).unwrap();
        let plain = data_dir(dir, 6);
        fs::create_dir(&plain).unwrap();
        fs::write(plain.join(format!("{SEGMENT}.fast")), "mine").unwrap();
        sweep(dir, Some(&keep), "a");
        assert!(keep.exists() && other.exists() && !old.exists() && !unfinished.exists());
        let left: Vec<_> = fs::read_dir(&shared).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
        assert!(plain.join(format!("{SEGMENT}.fast")).exists());
    }

    #[test]
    fn what_was_not_committed_goes_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let data = folder(dir.path(), 1, "a", true);
        let counts = "fedcba98-7654-3210-fedc-ba9876543210";
        let file = format!("{}.idx", counts.replace('-', ""));
        fs::write(data.join(&file), "").unwrap();
        uncommitted(&data);
        assert!(data.join(format!("{SEGMENT}.fast")).exists(), "no list that can be read");
        let metas = serde_json::json!({ "segments": [{ "segment_id": counts, "max_doc": 1 }], "opstamp": 1 });
        fs::write(data.join("meta.json"), metas.to_string()).unwrap();
        uncommitted(&data);
        assert!(!data.join(format!("{SEGMENT}.fast")).exists());
        assert!(data.join(file).exists() && data.join(MARKER).exists() && data.join(".managed.json").exists());
    }

    #[test]
    fn names_of_the_engine() {
        assert_eq!(segment_of(&format!("{SEGMENT}.77.del")), Some(SEGMENT));
        for other in ["survey.csv", SEGMENT, "0123.fast", &format!("{SEGMENT}."), &SEGMENT.to_uppercase()] {
            assert_eq!(segment_of(other), None, "{other}");
        }
    }
}

//! Small files beside the engine's: written whole or not at all, and sealed with a digest.
//!
//! A file is made anew under a name that nobody has, then renamed: a link that stands under its name is replaced and never
//! followed, and a writer that is killed leaves a draft, which the next one clears. What is read back is, to the byte, what
//! was written.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::IndexError;

/// How the names of drafts begin; those of the engine begin so as well.
const DRAFT: &str = ".tmp";

/// What a file holds.
#[derive(Serialize, Deserialize)]
struct Sealed<T> {
    digest: String,
    #[serde(flatten)]
    value: T,
}

/// Whether a file has the name of a draft, the engine's or ours: it never took the place of what counts.
pub(super) fn is_draft(name: &str) -> bool {
    name.starts_with(DRAFT)
}

/// The value as the bytes of a file.
fn to_bytes<T: Serialize>(value: T) -> serde_json::Result<Vec<u8>> {
    let digest = blake3::hash(&serde_json::to_vec(&value)?).to_hex().to_string();
    let mut bytes = serde_json::to_vec(&Sealed { digest, value })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The value in these bytes, when they are to the byte what is written for it.
fn of_bytes<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let value = serde_json::from_slice::<Sealed<T>>(bytes).ok()?.value;
    to_bytes(&value).is_ok_and(|written| written == bytes).then_some(value)
}

/// The value in the file `name` of the folder `data`; none when there is no such file.
///
/// # Errors
/// When it cannot be read, or is not what was written. `dir` is the folder of the index.
pub(super) fn read<T: Serialize + DeserializeOwned>(
    dir: &Path,
    data: &Path,
    name: &str,
) -> Result<Option<T>, IndexError> {
    let path = data.join(name);
    match fs::read(&path) {
        Ok(bytes) => match of_bytes(&bytes) {
            Some(value) => Ok(Some(value)),
            None => Err(IndexError::Damaged { dir: dir.to_owned(), detail: format!("`{name}` cannot be read") }),
        },
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(IndexError::io(&path, error)),
    }
}

/// Writes the value into the file `name` of the folder `data`, in place of what it held.
pub(super) fn write<T: Serialize>(dir: &Path, data: &Path, name: &str, value: &T) -> Result<(), IndexError> {
    let bytes = to_bytes(value).map_err(|error| IndexError::unwritable(dir, &error))?;
    let path = data.join(name);
    replace(data, &path, &bytes).map_err(|error| IndexError::io(&path, error))
}

/// Puts a file that holds `bytes` in the place of `path`, in one step that survives a power cut. It is drafted in `drafts`.
pub(super) fn replace(drafts: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = draft(drafts)?;
    draft.write_all(bytes)?;
    draft.as_file().sync_all()?;
    draft.persist(path).map_err(|error| error.error)?;
    path.parent().map_or(Ok(()), sync_dir)
}

/// A new file that no link can stand for.
fn draft(drafts: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(DRAFT);
    // As any file of the user's: whoever may read the one may read the other.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(drafts)
}

#[cfg(unix)]
fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

#[cfg(not(unix))]
fn sync_dir(_dir: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Sample {
        name: String,
        part: f32,
        numbers: Vec<u64>,
    }

    fn sample() -> Sample {
        Sample { name: "Zoë".into(), part: 0.8, numbers: vec![3, u64::MAX] }
    }

    #[test]
    fn what_was_written_comes_back_and_no_bit_may_change() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        assert_eq!(read::<Sample>(dir, dir, "a.json").unwrap(), None);
        write(dir, dir, "a.json", &sample()).unwrap();
        assert_eq!(read(dir, dir, "a.json").unwrap(), Some(sample()));
        let bytes = fs::read(dir.join("a.json")).unwrap();
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert_eq!(of_bytes::<Sample>(&flipped), None, "byte {at}");
            assert_eq!(of_bytes::<Sample>(&bytes[..at]), None, "cut at {at}");
        }
        assert_eq!(fs::read_dir(dir).unwrap().count(), 1, "no draft is left");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_replaced_and_never_followed() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        fs::write(dir.join("victim"), "mine").unwrap();
        std::os::unix::fs::symlink("victim", dir.join("a.json")).unwrap();
        write(dir, dir, "a.json", &sample()).unwrap();
        assert_eq!(fs::read_to_string(dir.join("victim")).unwrap(), "mine");
        assert_eq!(read(dir, dir, "a.json").unwrap(), Some(sample()));
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(dir.join("a.json")).unwrap().permissions().mode();
        let other = fs::metadata(dir.join("victim")).unwrap().permissions().mode();
        assert_eq!(mode, other, "as readable as any other file");
    }
}

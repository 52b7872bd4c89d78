//! Small JSON files beside the engine's: written atomically, with a digest of their contents.
//!
//! A file is written under a temporary name and then renamed. A link under the final name is replaced and never
//! followed. A writer that is killed leaves a temporary file, which the next writer removes. Reading accepts only the
//! very bytes that were written.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::IndexError;

/// Prefix of the names of temporary files, ours and the engine's.
const TEMP_PREFIX: &str = ".tmp";

/// Prefix of the names of temporary files beside a file of the user's, or in the folder of the index.
const OWN_TEMP_PREFIX: &str = ".quotedex-tmp-";

/// The contents of a file.
#[derive(Serialize, Deserialize)]
struct WithDigest<T> {
    digest: String,
    #[serde(flatten)]
    value: T,
}

/// Whether a file has the name of a temporary file, the engine's or ours.
pub(super) fn is_temp_file(name: &str) -> bool {
    name.starts_with(TEMP_PREFIX)
}

/// Whether a file outside of a data folder has the name of one of our temporary files.
pub(super) fn is_own_temp_file(name: &str) -> bool {
    name.starts_with(OWN_TEMP_PREFIX)
}

/// The bytes of the file that holds `value`.
pub(super) fn to_bytes<T: Serialize>(value: T) -> serde_json::Result<Vec<u8>> {
    let digest = blake3::hash(&serde_json::to_vec(&value)?).to_hex().to_string();
    let mut bytes = serde_json::to_vec(&WithDigest { digest, value })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The value in these bytes, if they are exactly the bytes that are written for it.
fn from_bytes<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let value = serde_json::from_slice::<WithDigest<T>>(bytes).ok()?.value;
    to_bytes(&value).is_ok_and(|written| written == bytes).then_some(value)
}

/// The value in the file `name` of the folder `data`; `None` when there is no such file.
///
/// # Errors
/// When the file cannot be read or is damaged. `dir` is the folder of the index.
pub(super) fn read<T: Serialize + DeserializeOwned>(
    dir: &Path,
    data: &Path,
    name: &str,
) -> Result<Option<T>, IndexError> {
    let path = data.join(name);
    match fs::read(&path) {
        Ok(bytes) => match from_bytes(&bytes) {
            Some(value) => Ok(Some(value)),
            None => Err(IndexError::Damaged { dir: dir.to_owned(), detail: format!("`{name}` cannot be read") }),
        },
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(IndexError::io(&path, error)),
    }
}

/// Writes the value to the file `name` in the folder `data`, replacing an existing file.
pub(super) fn write<T: Serialize>(dir: &Path, data: &Path, name: &str, value: &T) -> Result<(), IndexError> {
    let bytes = to_bytes(value).map_err(|error| IndexError::unwritable(dir, &error))?;
    let path = data.join(name);
    replace(data, &path, &bytes).map_err(|error| IndexError::io(&path, error))
}

/// Replaces the file `path` by one with these bytes, in one step that survives a power cut. The temporary file is made
/// in the folder `temp_dir`.
pub(super) fn replace(temp_dir: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    put_in_place(temp_file(temp_dir, TEMP_PREFIX)?, path, bytes)
}

fn put_in_place(mut file: tempfile::NamedTempFile, path: &Path, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_dir(folder_of(path))
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Fails when there is a link at `path`: it might lead elsewhere.
pub(super) fn refuse_link(path: &Path) -> Result<(), IndexError> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_symlink() => Err(IndexError::Symlink { path: path.to_owned() }),
        _ => Ok(()),
    }
}

/// Replaces a file of the user's by one with these bytes, in one step. It keeps its permissions.
///
/// # Errors
/// When it is a link or read-only, or the file system refuses.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), IndexError> {
    refuse_link(path)?;
    let failed = |error| IndexError::io(path, error);
    let file = temp_file(folder_of(path), OWN_TEMP_PREFIX).map_err(failed)?;
    if let Ok(before) = fs::metadata(path) {
        if before.permissions().readonly() {
            return Err(failed(io::ErrorKind::PermissionDenied.into()));
        }
        file.as_file().set_permissions(before.permissions()).map_err(failed)?;
    }
    put_in_place(file, path, bytes).map_err(failed)
}

/// A new file under a name that did not exist, so that no link is followed.
fn temp_file(dir: &Path, prefix: &str) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    // The usual permissions, not the private ones of temporary files.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(dir)
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
    fn a_value_is_read_back_and_any_changed_bit_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        assert_eq!(read::<Sample>(dir, dir, "a.json").unwrap(), None);
        write(dir, dir, "a.json", &sample()).unwrap();
        assert_eq!(read(dir, dir, "a.json").unwrap(), Some(sample()));
        let bytes = fs::read(dir.join("a.json")).unwrap();
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert_eq!(from_bytes::<Sample>(&flipped), None, "byte {at}");
            assert_eq!(from_bytes::<Sample>(&bytes[..at]), None, "cut at {at}");
        }
        assert_eq!(fs::read_dir(dir).unwrap().count(), 1, "no temporary file is left");
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

//! One writer at a time.
//!
//! The lock is an advisory lock of the operating system on `.quotedex-lock`; watches have a lock of their own, so that
//! they can be run while articles are indexed. The system frees it when the process ends,
//! however that happens, so the file may stay: its existence means nothing. Which process holds the lock is written to
//! `.quotedex-writer`, only for the error message of a process that finds the index busy. Neither file is written
//! through a link, and a file of that name that this program did not write is left alone.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use serde::{Deserialize, Serialize};

use super::error::IndexError;

/// What is locked: the names of the lock file, and of the file that says who holds it.
#[derive(Clone, Copy)]
pub(super) struct LockName {
    lock: &'static str,
    holder: &'static str,
}

/// The articles and quotes.
pub(super) const WRITER: LockName = LockName { lock: ".quotedex-lock", holder: ".quotedex-writer" };
/// The watches.
pub(super) const WATCHES: LockName = LockName { lock: ".quotedex-watches-lock", holder: ".quotedex-watcher" };

/// The write lock of an index; released when dropped, and when the process ends.
pub(super) struct Lock {
    // Closing the file releases the lock.
    _file: File,
    holder_file: Option<PathBuf>,
}

/// The process that holds the lock.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holder {
    process: u32,
    since: jiff::Timestamp,
}

impl Lock {
    /// Takes the lock of the writer; an error names the process that holds it.
    pub(super) fn acquire(dir: &Path) -> Result<Lock, IndexError> {
        Self::acquire_named(dir, WRITER)
    }

    /// Takes a lock; an error names the process that holds it.
    pub(super) fn acquire_named(dir: &Path, name: LockName) -> Result<Lock, IndexError> {
        let path = dir.join(name.lock);
        let file = open(&path)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => {
                IndexError::Busy { dir: dir.to_owned(), holder: describe_holder(&dir.join(name.holder)) }
            }
            TryLockError::Error(error) => IndexError::io(&path, error),
        })?;
        Ok(Lock { _file: file, holder_file: write_holder(&dir.join(name.holder)) })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(path) = self.holder_file.as_deref().filter(|path| is_ours(path)) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Opens the lock file, or creates it. Nothing is ever written to it.
fn open(path: &Path) -> Result<File, IndexError> {
    let failed = |error| IndexError::io(path, error);
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => return made.map_err(failed),
    }
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() => open_options().open(path).map_err(failed),
        Ok(_) => Err(IndexError::Symlink { path: path.to_owned() }),
        Err(error) => Err(failed(error)),
    }
}

/// Opens for writing, so that only a user who may write to the index can lock it, and does not follow links.
fn open_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    options
}

/// Writes which process holds the lock. Failure is ignored: it only makes an error message less helpful.
fn write_holder(path: &Path) -> Option<PathBuf> {
    if is_ours(path) {
        let _ = fs::remove_file(path);
    }
    let ours = serde_json::to_vec(&Holder { process: process::id(), since: jiff::Timestamp::now() }).ok()?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).ok()?;
    file.write_all(&ours).ok().map(|()| path.to_owned())
}

/// Whether the file was written by this program, completely or in part.
fn is_ours(path: &Path) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() < 200);
    let is_truncated =
        |bytes: &[u8]| b"{\"process\":".starts_with(&bytes[..bytes.len().min(11)]) && !bytes.ends_with(b"}");
    is_file
        && fs::read(path).is_ok_and(|bytes| serde_json::from_slice::<Holder>(&bytes).is_ok() || is_truncated(&bytes))
}

/// Which process holds the lock, in words.
fn describe_holder(path: &Path) -> Option<String> {
    let Holder { process, since } = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    let since = since.to_zoned(jiff::tz::TimeZone::system());
    Some(format!("process {process}, since {}", since.strftime("%Y-%m-%d %H:%M:%S")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_file_under_our_name_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        for (text, ours) in
            [("", true), ("{\"proc", true), ("{\"process\":12,\"si", true), ("my notes", false), ("{}", false)]
        {
            fs::write(dir.join(WRITER.holder), text).unwrap();
            drop(Lock::acquire(dir).unwrap());
            assert_eq!(fs::read_to_string(dir.join(WRITER.holder)).ok().as_deref(), (!ours).then_some(text), "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        fs::write(dir.join("victim"), "mine").unwrap();
        symlink("victim", dir.join(WRITER.holder)).unwrap();
        drop(Lock::acquire(dir).unwrap());
        assert_eq!(fs::read_to_string(dir.join("victim")).unwrap(), "mine");
        assert!(dir.join(WRITER.holder).exists());
        fs::remove_file(dir.join(WRITER.lock)).unwrap();
        symlink("nowhere", dir.join(WRITER.lock)).unwrap();
        assert!(matches!(Lock::acquire(dir), Err(IndexError::Symlink { .. })));
        assert!(!dir.join("nowhere").exists());
    }
}

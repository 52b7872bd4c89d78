//! One writer at a time.
//!
//! The lock is the system's, on `.quotedex-lock`: it goes with the process that holds it, however that ends, so the file
//! may stay and says nothing. Who holds the lock is written beside it, for the one who has to wait to read; the lock
//! alone decides, so what an earlier writer left there can mislead nobody. Neither file is written through a link, and a
//! file of that name that no writer of ours left is left alone.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use serde::{Deserialize, Serialize};

use super::error::IndexError;

const LOCK: &str = ".quotedex-lock";
const HOLDER: &str = ".quotedex-writer";

/// The folder, taken for writing; freed when dropped, even by the end of the process.
pub(super) struct Lock {
    // Closed, it is free.
    _file: File,
    holder: Option<PathBuf>,
}

/// Who writes.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holder {
    process: u32,
    since: jiff::Timestamp,
}

impl Lock {
    /// Takes it, or says who has it.
    pub(super) fn take(dir: &Path) -> Result<Lock, IndexError> {
        let path = dir.join(LOCK);
        let file = open(&path)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => IndexError::Busy { dir: dir.to_owned(), holder: holder(dir) },
            TryLockError::Error(error) => IndexError::io(&path, error),
        })?;
        Ok(Lock { _file: file, holder: sign(&dir.join(HOLDER)) })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(holder) = self.holder.as_deref().filter(|holder| is_ours(holder)) {
            let _ = fs::remove_file(holder);
        }
    }
}

/// The file to be locked, made when it is not there. It is never written to.
fn open(path: &Path) -> Result<File, IndexError> {
    let failed = |error| IndexError::io(path, error);
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => return made.map_err(failed),
    }
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() => no_link().open(path).map_err(failed),
        Ok(_) => Err(IndexError::Link { path: path.to_owned() }),
        Err(error) => Err(failed(error)),
    }
}

/// For writing, where the name is no link: whoever may not write to the index is not to hold its lock.
fn no_link() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    options
}

/// Writes down who holds the lock. Only a courtesy to others: that it cannot be written is no reason not to go on.
fn sign(path: &Path) -> Option<PathBuf> {
    if is_ours(path) {
        let _ = fs::remove_file(path);
    }
    let ours = serde_json::to_vec(&Holder { process: process::id(), since: jiff::Timestamp::now() }).ok()?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).ok()?;
    file.write_all(&ours).ok().map(|()| path.to_owned())
}

/// Whether a writer of ours left the file, whole or not.
fn is_ours(path: &Path) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() < 200);
    let cut_short =
        |bytes: &[u8]| b"{\"process\":".starts_with(&bytes[..bytes.len().min(11)]) && !bytes.ends_with(b"}");
    is_file && fs::read(path).is_ok_and(|bytes| serde_json::from_slice::<Holder>(&bytes).is_ok() || cut_short(&bytes))
}

/// Who holds the lock, in words.
fn holder(dir: &Path) -> Option<String> {
    let Holder { process, since } = serde_json::from_slice(&fs::read(dir.join(HOLDER)).ok()?).ok()?;
    let since = since.to_zoned(jiff::tz::TimeZone::system());
    Some(format!("process {process}, since {}", since.strftime("%Y-%m-%d %H:%M:%S")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_else_put_under_our_names_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        for (words, ours) in
            [("", true), ("{\"proc", true), ("{\"process\":12,\"si", true), ("my notes", false), ("{}", false)]
        {
            fs::write(dir.join(HOLDER), words).unwrap();
            drop(Lock::take(dir).unwrap());
            assert_eq!(fs::read_to_string(dir.join(HOLDER)).ok().as_deref(), (!ours).then_some(words), "{words}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        fs::write(dir.join("victim"), "mine").unwrap();
        symlink("victim", dir.join(HOLDER)).unwrap();
        drop(Lock::take(dir).unwrap());
        assert_eq!(fs::read_to_string(dir.join("victim")).unwrap(), "mine");
        assert!(dir.join(HOLDER).exists());
        fs::remove_file(dir.join(LOCK)).unwrap();
        symlink("nowhere", dir.join(LOCK)).unwrap();
        assert!(matches!(Lock::take(dir), Err(IndexError::Link { .. })));
        assert!(!dir.join("nowhere").exists());
    }
}

//! One writer at a time.
//!
//! The lock is the system's, on `.quotedex-lock`: it goes with the process that holds it, however that ends, so the file
//! may stay and says nothing. Who holds the lock is written beside it, for the one who has to wait to read; the lock
//! alone decides, so what an earlier writer left there can mislead nobody.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::directory::{Directory, DirectoryLock, MmapDirectory};

use super::error::IndexError;

const LOCK: &str = ".quotedex-lock";
const HOLDER: &str = ".quotedex-writer";

/// The folder, taken for writing; freed when dropped, even by the end of the process.
pub(super) struct Lock {
    _lock: DirectoryLock,
    holder: PathBuf,
}

/// Who writes.
#[derive(Serialize, Deserialize)]
struct Holder {
    process: u32,
    since: jiff::Timestamp,
}

impl Lock {
    /// Takes it, or says who has it.
    pub(super) fn take(dir: &Path) -> Result<Lock, IndexError> {
        let directory = MmapDirectory::open(dir).map_err(|error| IndexError::engine(dir, error.into()))?;
        let lock = tantivy::directory::Lock { filepath: PathBuf::from(LOCK), is_blocking: false };
        let lock = directory.acquire_lock(&lock).map_err(|error| match error {
            LockError::LockBusy => IndexError::Busy { dir: dir.to_owned(), holder: holder(dir) },
            LockError::IoError(error) => {
                IndexError::io(&dir.join(LOCK), io::Error::new(error.kind(), error.to_string()))
            }
        })?;
        let ours = Holder { process: process::id(), since: jiff::Timestamp::now() };
        // Only a courtesy to others: that it cannot be written is no reason not to go on.
        let _ = serde_json::to_vec(&ours).map(|ours| fs::write(dir.join(HOLDER), ours));
        Ok(Lock { _lock: lock, holder: dir.join(HOLDER) })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.holder);
    }
}

/// Who holds the lock, in words.
fn holder(dir: &Path) -> Option<String> {
    let Holder { process, since } = serde_json::from_slice(&fs::read(dir.join(HOLDER)).ok()?).ok()?;
    let since = since.to_zoned(jiff::tz::TimeZone::system());
    Some(format!("process {process}, since {}", since.strftime("%Y-%m-%d %H:%M:%S")))
}

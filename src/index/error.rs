//! Errors of an index: what happened, in one line, and where possible a hint in another.
//!
//! Hints here name no command or option, because a library has none; those of the command line are in `cli/error.rs`.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

/// Why an index cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The folder contains no index.
    #[error("there is no index in `{}`", dir.display())]
    Missing {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder contains other files.
    #[error("`{}` is not a quotedex index (it contains `{holds}`)", dir.display())]
    NotAnIndex {
        /// The folder.
        dir: PathBuf,
        /// The name of one of them.
        holds: String,
    },
    /// `quotedex.json` is missing or unreadable, and the data folders belong to several indexes.
    #[error("`quotedex.json` in `{}` is missing or unreadable, and {} belong to different indexes", dir.display(), names_of(folders))]
    Ambiguous {
        /// The folder of the index.
        dir: PathBuf,
        /// The complete data folders in it.
        folders: Vec<PathBuf>,
    },
    /// A file or folder to be written to is a symbolic link.
    #[error("`{}` is a symbolic link, and quotedex does not write through links", path.display())]
    Symlink {
        /// The link.
        path: PathBuf,
    },
    /// A rebuilt index has less than half of the articles of the one that it would replace.
    #[error("{}; the index in `{}` was not changed", would_shrink(*had, *now), dir.display())]
    WouldShrink {
        /// The folder.
        dir: PathBuf,
        /// Articles in the existing index, if they can be counted.
        had: Option<usize>,
        /// Articles in the rebuilt index.
        now: usize,
    },
    /// Another process is writing to it.
    #[error("another quotedex{} is writing to the index in `{}`", holder.as_deref().map(|holder| format!(" ({holder})")).unwrap_or_default(), dir.display())]
    Busy {
        /// The folder.
        dir: PathBuf,
        /// Which process it is and since when, if it is known.
        holder: Option<String>,
    },
    /// Another process is running the watches.
    #[error("another quotedex{} is running the watches of the index in `{}`", holder.as_deref().map(|holder| format!(" ({holder})")).unwrap_or_default(), dir.display())]
    WatchesBusy {
        /// The folder.
        dir: PathBuf,
        /// Which process it is and since when, if it is known.
        holder: Option<String>,
    },
    /// The file of the watches is damaged.
    #[error("the watches in `{}` are damaged", path.display())]
    WatchesDamaged {
        /// The file.
        path: PathBuf,
    },
    /// It was written by a version with another format.
    #[error("the index in `{}` was written by another version of quotedex ({found})", dir.display())]
    Version {
        /// The folder.
        dir: PathBuf,
        /// What differs.
        found: String,
    },
    /// Its files are damaged.
    #[error("the index in `{}` is damaged: {detail}", dir.display())]
    Damaged {
        /// The folder.
        dir: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The list of removed articles is damaged.
    #[error("the list of removed articles in `{}` is damaged", dir.display())]
    RemovedListDamaged {
        /// The folder.
        dir: PathBuf,
    },
    /// The file system refuses.
    #[error("cannot use `{}`: {source}", path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The search engine failed.
    #[error("the index in `{}` cannot be used: {}", dir.display(), one_line(source.as_ref()))]
    Engine {
        /// The folder.
        dir: PathBuf,
        /// The error of the engine.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl IndexError {
    /// What to do about it, in one line, where that needs no other command or option.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            IndexError::Ambiguous { .. } => "move all of these folders but the right one elsewhere, then try again",
            IndexError::Busy { .. } | IndexError::WatchesBusy { .. } => "wait until it has finished, then try again",
            IndexError::WatchesDamaged { .. } => {
                "restore the file from a backup, or delete it and make the watches again"
            }
            IndexError::Io { source, .. } if is_full(source) => {
                "make room on the disk, then run the command again; what was committed before is whole"
            }
            IndexError::Io { .. } => {
                "check that the folder exists, that you may write to it and that the disk has room"
            }
            _ => return None,
        };
        Some(hint.to_owned())
    }

    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        IndexError::Io { path: path.to_owned(), source }
    }

    /// An update was used after it had failed.
    pub(crate) fn ended(dir: &Path) -> Self {
        IndexError::Damaged { dir: dir.to_owned(), detail: "the update has ended".to_owned() }
    }

    pub(crate) fn unwritable(dir: &Path, error: &serde_json::Error) -> Self {
        IndexError::Damaged { dir: dir.to_owned(), detail: format!("a record cannot be written: {error}") }
    }

    /// An error of the engine about the index in `dir`, by what can be done about it.
    pub(crate) fn engine(dir: &Path, source: TantivyError) -> Self {
        let dir = dir.to_owned();
        match source {
            TantivyError::IncompatibleIndex(_) => IndexError::Version { dir, found: one_line(&source) },
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
                IndexError::Io { path: dir.join(filepath), source: copied(&io_error) }
            }
            TantivyError::IoError(error) => IndexError::Io { source: copied(&error), path: dir },
            TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
                IndexError::Io { path: dir.join(filepath), source: copied(&io_error) }
            }
            TantivyError::InternalError(ref message)
            | TantivyError::ErrorInThread(ref message)
            | TantivyError::SystemError(ref message)
                if os_error(message).is_some() =>
            {
                IndexError::Io { path: dir, source: os_error(message).unwrap_or(io::ErrorKind::Other.into()) }
            }
            TantivyError::OpenReadError(_) | TantivyError::DataCorruption(_) => {
                IndexError::Damaged { dir, detail: one_line(&source) }
            }
            TantivyError::LockFailure(LockError::IoError(error), _) => {
                IndexError::Io { source: copied(&error), path: dir }
            }
            TantivyError::LockFailure(..) => IndexError::Busy { dir, holder: None },
            source => IndexError::Engine { dir, source: Box::new(source) },
        }
    }
}

/// What a rebuild would have left.
fn would_shrink(had: Option<usize>, now: usize) -> String {
    match (had, now) {
        (_, 0) => "the rebuilt index would hold no articles".to_owned(),
        (Some(had), _) => format!("the rebuilt index would hold {now} articles instead of {had}"),
        (None, _) => format!("the rebuilt index would hold {now} articles"),
    }
}

/// The names of the folders, for a sentence.
fn names_of(folders: &[PathBuf]) -> String {
    let names = folders.iter().filter_map(|folder| folder.file_name());
    let names: Vec<String> = names.map(|name| format!("`{}`", name.to_string_lossy())).collect();
    names.join(" and ")
}

/// The error of the system in a message that ends with `(os error 27)`.
fn os_error(message: &str) -> Option<io::Error> {
    let number = message.rsplit_once("(os error ")?.1.split(')').next()?;
    Some(io::Error::from_raw_os_error(number.parse().ok()?))
}

fn copied(error: &io::Error) -> io::Error {
    // A wrapped error has lost its kind, but its message still has the number of the system.
    let message = error.to_string();
    os_error(&message).unwrap_or_else(|| io::Error::new(error.kind(), message))
}

/// Whether there is no room on the disk.
fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

/// The message of the error without line breaks.
pub(crate) fn one_line(error: &dyn Error) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_one_line() {
        let dir = PathBuf::from("some/index");
        let engine = TantivyError::SystemError("two\nlines".into());
        for error in [
            IndexError::Missing { dir: dir.clone() },
            IndexError::Busy { dir: dir.clone(), holder: None },
            IndexError::engine(&dir, engine),
        ] {
            assert!(!error.to_string().contains('\n'));
            assert!(error.to_string().contains("some/index"));
        }
    }
}

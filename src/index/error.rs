//! What can go wrong with the folder of an index, in one line, with the cure in another.

use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

/// Why an index cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The folder holds no index.
    #[error("there is no index in `{}`", dir.display())]
    Missing {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder holds other things.
    #[error("`{}` is not a quotedex index (it contains `{holds}`)", dir.display())]
    NotAnIndex {
        /// The folder.
        dir: PathBuf,
        /// One of the things that it holds.
        holds: String,
    },
    /// `quotedex.json` is lost, and the folders of data are of several indexes.
    #[error("`quotedex.json` in `{}` is missing or unreadable, and {} belong to different indexes", dir.display(), names_of(folders))]
    Unclear {
        /// The folder of the index.
        dir: PathBuf,
        /// The folders of data in it, each of them whole.
        folders: Vec<PathBuf>,
    },
    /// Something that is to be written to is a link.
    #[error("`{}` is a symbolic link, and quotedex does not write through links", path.display())]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// What is to take the place of an index holds much less.
    #[error("{}; the index in `{}` was not changed", shrinks(*had, *now), dir.display())]
    Shrinks {
        /// The folder.
        dir: PathBuf,
        /// Articles in the index that stands, if they can be counted.
        had: Option<usize>,
        /// Articles in the one that was built.
        now: usize,
    },
    /// Another process writes to it.
    #[error("another quotedex{} is writing to the index in `{}`", holder.as_deref().map(|holder| format!(" ({holder})")).unwrap_or_default(), dir.display())]
    Busy {
        /// The folder.
        dir: PathBuf,
        /// Which process it is and since when, as far as it has said so.
        holder: Option<String>,
    },
    /// It was made by a version whose records or words are kept differently.
    #[error("the index in `{}` was written by another version of quotedex ({found})", dir.display())]
    Version {
        /// The folder.
        dir: PathBuf,
        /// What differs.
        found: String,
    },
    /// Its files are not what was written.
    #[error("the index in `{}` is damaged: {detail}", dir.display())]
    Damaged {
        /// The folder.
        dir: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The list of the articles that were taken out is damaged.
    #[error("the list of removed articles in `{}` is damaged", dir.display())]
    Forgotten {
        /// The folder.
        dir: PathBuf,
    },
    /// The file system refuses.
    #[error("cannot use `{}`: {source}", path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The engine refuses.
    #[error("the index in `{}` cannot be used: {}", dir.display(), one_line(source))]
    Engine {
        /// The folder.
        dir: PathBuf,
        /// What the engine says.
        source: Box<TantivyError>,
    },
}

impl IndexError {
    /// What to do about it, in one line.
    pub fn hint(&self) -> Option<String> {
        let cure = match self {
            IndexError::Missing { .. } => "run `quotedex index` first, or name the folder with `--index`",
            IndexError::NotAnIndex { .. } => "name an empty or new folder with `--index`",
            IndexError::Unclear { .. } => "move all of these folders but the right one elsewhere, then try again",
            IndexError::Link { .. } => "remove the link; `--index` may name a folder anywhere",
            IndexError::Shrinks { .. } => {
                "check the paths and that the disk with the articles is mounted; `--force` replaces the index anyway"
            }
            IndexError::Busy { .. } => "wait until it has finished, then try again",
            IndexError::Version { .. } | IndexError::Damaged { .. } => {
                "run `quotedex rebuild PATH...` with your articles"
            }
            IndexError::Forgotten { .. } => {
                "run `quotedex rebuild --again PATH...`; articles that you removed come in again, so remove them once more"
            }
            IndexError::Io { source, .. } if is_full(source) => {
                "make room on the disk, then run the command again; what was committed before is whole"
            }
            IndexError::Io { .. } => {
                "check that the folder exists, that you may write to it and that the disk has room"
            }
            IndexError::Engine { .. } => "run `quotedex check`; `quotedex rebuild PATH...` makes the index anew",
        };
        Some(cure.to_owned())
    }

    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        IndexError::Io { path: path.to_owned(), source }
    }

    /// An update that has failed is used again.
    pub(crate) fn ended(dir: &Path) -> Self {
        IndexError::Damaged { dir: dir.to_owned(), detail: "the update has ended".to_owned() }
    }

    pub(crate) fn unwritable(dir: &Path, error: &serde_json::Error) -> Self {
        IndexError::Damaged { dir: dir.to_owned(), detail: format!("a record cannot be written: {error}") }
    }

    /// The engine's error about the index in `dir`, sorted by its cure.
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
            TantivyError::InternalError(ref words)
            | TantivyError::ErrorInThread(ref words)
            | TantivyError::SystemError(ref words)
                if os_error(words).is_some() =>
            {
                IndexError::Io { path: dir, source: os_error(words).unwrap_or(io::ErrorKind::Other.into()) }
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
fn shrinks(had: Option<usize>, now: usize) -> String {
    match (had, now) {
        (_, 0) => "the rebuilt index would hold no articles".to_owned(),
        (Some(had), _) => format!("the rebuilt index would hold {now} articles instead of {had}"),
        (None, _) => format!("the rebuilt index would hold {now} articles"),
    }
}

/// The last parts of the paths, as words of a sentence.
fn names_of(folders: &[PathBuf]) -> String {
    let names = folders.iter().filter_map(|folder| folder.file_name());
    let names: Vec<String> = names.map(|name| format!("`{}`", name.to_string_lossy())).collect();
    names.join(" and ")
}

/// The system's error in words that end with `(os error 27)`.
fn os_error(words: &str) -> Option<io::Error> {
    let number = words.rsplit_once("(os error ")?.1.split(')').next()?;
    Some(io::Error::from_raw_os_error(number.parse().ok()?))
}

fn copied(error: &io::Error) -> io::Error {
    // Wrapped once more, an error has lost its kind and kept its words.
    let words = error.to_string();
    os_error(&words).unwrap_or_else(|| io::Error::new(error.kind(), words))
}

/// Whether there is no room for what is to be written.
fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

/// The error's words without line breaks.
pub(crate) fn one_line(error: &TantivyError) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_one_line_and_has_a_cure() {
        let dir = PathBuf::from("some/index");
        let engine = TantivyError::SystemError("two\nlines".into());
        for error in [
            IndexError::Missing { dir: dir.clone() },
            IndexError::Busy { dir: dir.clone(), holder: None },
            IndexError::engine(&dir, engine),
        ] {
            assert!(!error.to_string().contains('\n'));
            assert!(error.to_string().contains("some/index"));
            assert!(error.hint().is_some());
        }
    }
}

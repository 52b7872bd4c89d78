//! Which files that were read are no longer there.
//!
//! Careful, because what is pruned is lost: a file is gone only when the system says that there is none and the folder
//! that it stood in, or the nearest one above that still exists, can be listed. When anything cannot be looked at, nothing
//! is gone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::error::IndexError;
use super::files::{FileState, true_path};
use super::holdings::Holdings;

/// Files that are gone, and what goes with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    /// Their true paths, in order.
    pub files: Vec<PathBuf>,
    /// How many articles no other file holds.
    pub articles: usize,
}

impl Gone {
    /// Whether `path` names one of them.
    pub fn names(&self, path: &Path) -> bool {
        self.files.binary_search(&true_path(path)).is_ok()
    }
}

/// Why nothing is pruned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotPruned {
    /// A folder that was named is not there.
    #[error("nothing was removed: `{}` does not exist", path.display())]
    Absent {
        /// The folder.
        path: PathBuf,
    },
    /// A file or folder cannot be looked at.
    #[error("nothing was removed: `{}` cannot be listed ({source})", path.display())]
    Unlisted {
        /// The file or folder.
        path: PathBuf,
        /// What the system says of it.
        source: io::Error,
    },
    /// Most of what was read from a folder is gone.
    #[error("nothing was removed: {gone} of the {known} files read from `{}` are gone", path.display())]
    MostGone {
        /// The folder.
        path: PathBuf,
        /// Files that are gone.
        gone: usize,
        /// All files that were read from it.
        known: usize,
    },
}

impl NotPruned {
    /// What to do about it.
    pub fn hint(&self) -> String {
        let cure = match self {
            NotPruned::Absent { .. } => "name the folder above it, if it is gone for good",
            NotPruned::Unlisted { .. } => {
                "make it readable, or name other folders; articles that are gone stay until then"
            }
            NotPruned::MostGone { .. } => "check that the disk is mounted; `--force` removes their articles anyway",
        };
        cure.to_owned()
    }
}

impl Holdings {
    /// The files below `roots` (or named by them) that were read once and are gone. That most files of a folder are gone is
    /// believed only with `force`: a disk may not be mounted.
    ///
    /// # Errors
    /// The inner one when nothing is pruned, the outer one when the index cannot be read.
    pub fn gone(&self, roots: &[PathBuf], force: bool) -> Result<Result<Gone, NotPruned>, IndexError> {
        let files = self.all_files().map_err(|error| IndexError::engine(Path::new("index"), error))?;
        let mut listed = FxHashSet::default();
        let mut gone: Vec<(FileState, Vec<u64>)> = Vec::new();
        for root in roots.iter().map(|root| true_path(root)) {
            let (mut known, mut lost) = (0, 0);
            for file in files.iter().filter(|(file, _)| file.place.starts_with(&root)) {
                // A file that was named itself is meant.
                known += usize::from(file.0.place != root);
                match is_gone(&file.0.place, &root, &mut listed) {
                    Ok(true) => {
                        lost += usize::from(file.0.place != root);
                        gone.push(file.clone());
                    }
                    Ok(false) => {}
                    Err(error) => return Ok(Err(error)),
                }
            }
            if lost * 2 > known && !force {
                return Ok(Err(NotPruned::MostGone { path: root, gone: lost, known }));
            }
        }
        gone.sort_by(|one, other| one.0.place.cmp(&other.0.place));
        gone.dedup_by(|one, other| one.0.place == other.0.place);
        Ok(Ok(self.counted(gone)))
    }

    fn counted(&self, gone: Vec<(FileState, Vec<u64>)>) -> Gone {
        let files: FxHashSet<u64> = gone.iter().map(|(file, _)| file.key()).collect();
        let articles: FxHashSet<u64> = gone.iter().flat_map(|(_, articles)| articles).copied().collect();
        let lost = articles.iter().filter(|&&article| {
            self.article(article).is_some() && self.holders(article).all(|file| files.contains(&file))
        });
        let articles = lost.count();
        Gone { files: gone.into_iter().map(|(file, _)| file.place).collect(), articles }
    }
}

/// Whether the file at `place`, which `root` names or holds, is gone.
fn is_gone(place: &Path, root: &Path, listed: &mut FxHashSet<PathBuf>) -> Result<bool, NotPruned> {
    match fs::symlink_metadata(place) {
        Ok(_) => return Ok(false),
        Err(error) if is_missing(&error) => {}
        Err(error) => return Err(NotPruned::Unlisted { path: place.to_owned(), source: error }),
    }
    let above = place.ancestors().skip(1).find(|folder| fs::symlink_metadata(folder).is_ok());
    let above = above.unwrap_or(Path::new("/"));
    // A folder that was named and is gone may be a drive that is not there today.
    if place != root && !above.starts_with(root) {
        return Err(NotPruned::Absent { path: root.to_owned() });
    }
    if listed.contains(above) {
        return Ok(true);
    }
    match fs::read_dir(above).and_then(|mut entries| entries.next().transpose()) {
        Ok(_) => {
            listed.insert(above.to_owned());
            Ok(true)
        }
        Err(error) => Err(NotPruned::Unlisted { path: above.to_owned(), source: error }),
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_gone_only_from_a_folder_that_is_there() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("news/deep")).unwrap();
        fs::write(root.join("news/there.txt"), "").unwrap();
        let gone = |place: &str, named: &str| {
            is_gone(&root.join(place), &root.join(named), &mut FxHashSet::default()).map_err(|error| error.to_string())
        };
        assert_eq!(gone("news/there.txt", "news"), Ok(false));
        assert_eq!(gone("news/deep/gone.txt", "news"), Ok(true));
        assert_eq!(gone("news/deep/er/gone.txt", "news"), Ok(true));
        assert_eq!(
            gone("news/there.txt/gone.txt", "news/there.txt").map_err(|error| error.contains("listed")),
            Err(true)
        );
        assert_eq!(gone("news/gone.txt", "news/gone.txt"), Ok(true), "a file that was named itself");
        assert!(gone("drive/gone.txt", "drive").unwrap_err().contains("does not exist"));
        assert_eq!(true_path(&root.join("news/x/y.txt")), root.join("news/x/y.txt"));
        assert_eq!(true_path(&root.join("news/")), root.join("news"));
    }
}

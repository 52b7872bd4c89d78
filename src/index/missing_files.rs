//! Which files that were read no longer exist, so that `--prune` can remove their articles.
//!
//! This is careful, because what is pruned is lost. A file is missing only if the system says that it does not exist
//! and its folder, or the nearest existing folder above, can be listed. If anything cannot be examined, nothing is
//! pruned.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::error::IndexError;
use super::files::{FileState, canonical_path};
use super::snapshot::IndexSnapshot;

/// Files that no longer exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingFiles {
    /// Their canonical paths, in order.
    pub files: Vec<PathBuf>,
    /// How many articles are in no other file.
    pub articles: usize,
}

impl MissingFiles {
    /// Whether `path` is one of them.
    pub fn contains(&self, path: &Path) -> bool {
        self.files.binary_search(&canonical_path(path)).is_ok()
    }
}

/// Why nothing is pruned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PruneRefused {
    /// A given folder does not exist.
    #[error("nothing was removed: `{}` does not exist", path.display())]
    Absent {
        /// The folder.
        path: PathBuf,
    },
    /// A file or folder cannot be examined.
    #[error("nothing was removed: `{}` cannot be listed ({source})", path.display())]
    Unlisted {
        /// The file or folder.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// Most files that were read from a folder are missing.
    #[error("nothing was removed: {missing} of the {known} files read from `{}` are gone", path.display())]
    MostMissing {
        /// The folder.
        path: PathBuf,
        /// Files that are missing.
        missing: usize,
        /// All files that were read from it.
        known: usize,
    },
}

impl PruneRefused {
    /// What to do about it, in one line.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            PruneRefused::Absent { .. } => "name the folder above it, if it is gone for good",
            PruneRefused::Unlisted { .. } => {
                "make it readable, or name other folders; articles that are gone stay until then"
            }
            PruneRefused::MostMissing { .. } => "check that the disk is mounted",
        };
        Some(hint.to_owned())
    }
}

/// Why [`IndexSnapshot::missing_files`] gives none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MissingFilesError {
    /// It cannot be decided which files are missing.
    #[error(transparent)]
    Refused(#[from] PruneRefused),
    /// The index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl IndexSnapshot {
    /// The known files at or below `roots` that no longer exist. That most files of a folder are missing is believed
    /// only with `force`: its disk may not be mounted.
    ///
    /// # Errors
    /// [`MissingFilesError::Refused`] when it cannot be decided safely, so that nothing should be pruned;
    /// [`MissingFilesError::Index`] when the index cannot be read.
    pub fn missing_files(&self, roots: &[PathBuf], force: bool) -> Result<MissingFiles, MissingFilesError> {
        let files = self.all_files().map_err(|error| IndexError::engine(Path::new("index"), error))?;
        let mut listed = FxHashSet::default();
        let mut missing: Vec<(FileState, Vec<u64>)> = Vec::new();
        for root in roots.iter().map(|root| canonical_path(root)) {
            let (mut known, mut lost) = (0, 0);
            for file in files.iter().filter(|(file, _)| file.canonical_path.starts_with(&root)) {
                // A file that was named itself is meant to be pruned: it does not count against its folder.
                let in_folder = usize::from(file.0.canonical_path != root);
                known += in_folder;
                if is_missing(&file.0.canonical_path, &root, &mut listed)? {
                    lost += in_folder;
                    missing.push(file.clone());
                }
            }
            if lost * 2 > known && !force {
                return Err(PruneRefused::MostMissing { path: root, missing: lost, known }.into());
            }
        }
        missing.sort_by(|one, other| one.0.canonical_path.cmp(&other.0.canonical_path));
        missing.dedup_by(|one, other| one.0.canonical_path == other.0.canonical_path);
        Ok(self.with_article_count(missing))
    }

    fn with_article_count(&self, missing: Vec<(FileState, Vec<u64>)>) -> MissingFiles {
        let files: FxHashSet<u64> = missing.iter().map(|(file, _)| file.key()).collect();
        let articles: FxHashSet<u64> = missing.iter().flat_map(|(_, articles)| articles).copied().collect();
        let lost = articles.iter().filter(|&&article| {
            self.article(article).is_some() && self.files_with(article).all(|file| files.contains(&file))
        });
        let articles = lost.count();
        MissingFiles { files: missing.into_iter().map(|(file, _)| file.canonical_path).collect(), articles }
    }
}

/// Whether the file at `path`, which is `root` or below it, no longer exists. `listed` holds folders that could be
/// listed.
fn is_missing(path: &Path, root: &Path, listed: &mut FxHashSet<PathBuf>) -> Result<bool, PruneRefused> {
    match fs::symlink_metadata(path) {
        Ok(_) => return Ok(false),
        Err(error) if is_not_found(&error) => {}
        Err(error) => return Err(PruneRefused::Unlisted { path: path.to_owned(), source: error }),
    }
    let above = path.ancestors().skip(1).find(|folder| fs::symlink_metadata(folder).is_ok());
    let above = above.unwrap_or(Path::new("/"));
    // A given folder that does not exist may be on a drive that is not mounted.
    if path != root && !above.starts_with(root) {
        return Err(PruneRefused::Absent { path: root.to_owned() });
    }
    if listed.contains(above) {
        return Ok(true);
    }
    match fs::read_dir(above).and_then(|mut entries| entries.next().transpose()) {
        Ok(_) => {
            listed.insert(above.to_owned());
            Ok(true)
        }
        Err(error) => Err(PruneRefused::Unlisted { path: above.to_owned(), source: error }),
    }
}

fn is_not_found(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_missing_only_from_an_existing_folder() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("news/deep")).unwrap();
        fs::write(root.join("news/there.txt"), "").unwrap();
        let missing = |path: &str, named: &str| {
            let found = is_missing(&root.join(path), &root.join(named), &mut FxHashSet::default());
            found.map_err(|error| error.to_string())
        };
        assert_eq!(missing("news/there.txt", "news"), Ok(false));
        assert_eq!(missing("news/deep/gone.txt", "news"), Ok(true));
        assert_eq!(missing("news/deep/er/gone.txt", "news"), Ok(true));
        assert_eq!(
            missing("news/there.txt/gone.txt", "news/there.txt").map_err(|error| error.contains("listed")),
            Err(true)
        );
        assert_eq!(missing("news/gone.txt", "news/gone.txt"), Ok(true), "a file that was named itself");
        assert!(missing("drive/gone.txt", "drive").unwrap_err().contains("does not exist"));
        assert_eq!(canonical_path(&root.join("news/x/y.txt")), root.join("news/x/y.txt"));
        assert_eq!(canonical_path(&root.join("news/")), root.join("news"));
    }
}

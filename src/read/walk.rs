//! Inputs become files: which files of a folder are taken, in which order, and what they are called.
//!
//! Of a folder are taken files whose extension promises articles (see `extension`), and those without extension that hold
//! text. Passed over are hidden files, README files and files of other kinds. Files come sorted by path.
//! Links are followed; one that leads back to where it stands is passed over. `.gitignore` is not honoured: collections of
//! articles are often kept out of version control, and nobody expects them to be empty for it.

use std::path::{Path, PathBuf};

use ignore::{DirEntry, Error, WalkBuilder};

use super::error::{Problem, ReadError};
use super::extension::{is_known, stripped};
use super::source::Source;

/// The files of one folder.
pub(super) struct Walk {
    root: PathBuf,
    entries: ignore::Walk,
}

/// Starts at the folder `root`; the folder `skip` is passed over.
pub(super) fn folder(root: &Path, skip: Option<&Path>) -> Walk {
    let skip = skip.and_then(|skip| skip.canonicalize().ok());
    let is_skipped = move |entry: &DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        is_folder && skip.is_some() && entry.path().canonicalize().ok() == skip
    };
    let entries = WalkBuilder::new(root)
        .standard_filters(false)
        .filter_entry(move |entry| entry.depth() == 0 || !(is_hidden(entry) || is_skipped(entry)))
        .follow_links(true)
        .sort_by_file_path(Path::cmp)
        .build();
    Walk { root: root.to_owned(), entries }
}

impl Walk {
    /// The next file that may hold articles.
    pub(super) fn next(&mut self) -> Option<Result<Source, ReadError>> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) if is_loop(&error) => continue,
                Err(error) => return Some(Err(walk_error(&self.root, error))),
            };
            if !entry.file_type().is_some_and(|kind| kind.is_file()) || !may_hold_articles(entry.path()) {
                continue;
            }
            let path = entry.path();
            let below = path.strip_prefix(&self.root).unwrap_or(path);
            let guessed = path.extension().is_none();
            let source = Source::file(path, id_of(below));
            return Some(source.map(|source| source.guessed(guessed)));
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn may_hold_articles(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    !stem.eq_ignore_ascii_case("readme") && (path.extension().is_none() || is_known(path))
}

/// The id of a file that was named itself: its name without the extension.
pub(super) fn id_of_file(path: &Path) -> String {
    id_of(Path::new(path.file_name().unwrap_or(path.as_os_str())))
}

fn id_of(path: &Path) -> String {
    let path = stripped(path);
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/").replace(char::is_control, "-")
}

fn is_loop(error: &Error) -> bool {
    match error {
        Error::Loop { .. } => true,
        Error::WithPath { err, .. } | Error::WithDepth { err, .. } => is_loop(err),
        _ => false,
    }
}

fn walk_error(root: &Path, error: Error) -> ReadError {
    let name = path_in(&error).unwrap_or(root).display().to_string();
    let problem = match error.into_io_error() {
        Some(error) => Problem::from(error),
        None => Problem::Io(std::io::Error::other("the folder cannot be listed")),
    };
    ReadError::new(&name, problem)
}

fn path_in(error: &Error) -> Option<&Path> {
    match error {
        Error::WithPath { path, .. } => Some(path),
        Error::WithDepth { err, .. } => path_in(err),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_path_below_the_folder_without_extension() {
        assert_eq!(id_of_file(Path::new("/x/colombian-petro.txt")), "colombian-petro");
        assert_eq!(id_of(Path::new("reuters/U.S. economy")), "reuters/U.S. economy");
        assert_eq!(id_of(Path::new("a\u{1b}b.TXT")), "a-b");
    }

    #[test]
    fn a_folder_gives_what_looks_like_an_article() {
        for taken in ["a.txt", "b.MD", "c.jsonl", "letter"] {
            assert!(may_hold_articles(Path::new(taken)), "{taken}");
        }
        for passed in ["README.md", "readme", "photo.jpg", "a.txt.bak"] {
            assert!(!may_hold_articles(Path::new(passed)), "{passed}");
        }
    }
}

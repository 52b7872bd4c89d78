//! Walks a folder: which files are read, in which order, and what their ids are.
//!
//! Read are files with a known extension (see `extension`), and files without an extension if they contain text. Hidden
//! files, README files and files of other kinds are skipped; all but hidden ones are reported. Files are sorted by
//! path. Symbolic links are followed, except for those that form a loop. `.ignore` and `.quotedexignore` files in the
//! folder apply; those above it do not, and neither does `.gitignore`: collections of articles are often kept out of
//! version control, and users do not expect that to make them empty.

use std::path::{Component, Path, PathBuf};

use ignore::{DirEntry, Error, WalkBuilder};

use super::error::{Problem, ReadError};
use super::extension::{is_known, strip_extensions};
use super::input::Options;
use super::skipped_kind;
use super::source::Source;
use super::warning::{Warning, WarningLog};

/// The files of a folder.
pub(super) struct FolderWalk {
    root: PathBuf,
    entries: ignore::Walk,
    warnings: WarningLog,
}

/// The name of our ignore files, in `.gitignore` syntax.
const IGNORE: &str = ".quotedexignore";

/// Version control folders are skipped even when hidden files are read.
const VERSION_CONTROL: [&str; 4] = [".git", ".hg", ".svn", ".jj"];

/// Starts to walk the folder `root`.
pub(super) fn walk_folder(root: &Path, options: &Options) -> FolderWalk {
    let skip: Vec<PathBuf> = options.skip.iter().filter_map(|skip| skip.canonicalize().ok()).collect();
    let hidden = options.hidden;
    let is_skipped = move |entry: &DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        // Only what has the same name is worth asking the file system about.
        let is_named = |skip: &&PathBuf| skip.file_name() == Some(entry.file_name()) || is_folder;
        let is_named = skip.iter().filter(is_named).collect::<Vec<_>>();
        let is_ours = || entry.path().canonicalize().is_ok_and(|path| is_named.iter().any(|skip| **skip == path));
        is_folder && VERSION_CONTROL.iter().any(|name| entry.file_name() == *name) || !is_named.is_empty() && is_ours()
    };
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(false)
        .ignore(!options.no_ignore)
        .filter_entry(move |entry| entry.depth() == 0 || !(is_hidden(entry) && !hidden || is_skipped(entry)))
        .follow_links(true)
        .sort_by_file_path(Path::cmp);
    if !options.no_ignore {
        walk.add_custom_ignore_filename(IGNORE);
    }
    FolderWalk { root: root.to_owned(), entries: walk.build(), warnings: options.warnings.clone() }
}

impl FolderWalk {
    /// The next file that may contain articles.
    pub(super) fn next(&mut self) -> Option<Result<Source, ReadError>> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) if is_loop(&error) => continue,
                Err(error) => return Some(Err(walk_error(&self.root, error))),
            };
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let path = entry.path();
            if !may_contain_articles(path) {
                self.report_skipped(path);
                continue;
            }
            let below = path.strip_prefix(&self.root).unwrap_or(path);
            let speculative = path.extension().is_none();
            return Some(Ok(Source::file(path, id_of(below)).speculative(speculative)));
        }
    }
}

impl FolderWalk {
    /// Reports a skipped file, unless it is a hidden settings file.
    fn report_skipped(&self, path: &Path) {
        let kind = match is_readme(path) {
            true => "README".to_owned(),
            false if is_settings_file(path) => return,
            false => skipped_kind::kind_of(path),
        };
        self.warnings.add(&path.display().to_string(), Warning::Skipped { kind });
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn may_contain_articles(path: &Path) -> bool {
    !is_settings_file(path) && !is_readme(path) && (path.extension().is_none() || is_known(path))
}

fn is_readme(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

/// Whether the file is a settings file: hidden, without an extension.
fn is_settings_file(path: &Path) -> bool {
    path.extension().is_none() && path.file_stem().is_some_and(|stem| stem.as_encoded_bytes().starts_with(b"."))
}

/// The id of a file named by the user: its name without extension.
pub(super) fn id_of_file(path: &Path) -> String {
    id_of(Path::new(path.file_name().unwrap_or(path.as_os_str())))
}

/// The id of a file found in a folder or listed: its path without extension.
pub(super) fn id_of(path: &Path) -> String {
    let path = strip_extensions(path);
    let parts = path.components().filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
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
        None => Problem::Io(std::io::Error::other("the folder cannot be read")),
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
        assert_eq!(id_of(Path::new("./x/a.jsonl.gz")), "x/a");
        assert_eq!(id_of(Path::new("/x/../a.txt")), "x/../a");
    }

    #[test]
    fn a_folder_gives_what_looks_like_an_article() {
        for taken in ["a.txt", "b.MD", "c.jsonl", "letter"] {
            assert!(may_contain_articles(Path::new(taken)), "{taken}");
        }
        for passed in ["README.md", "readme", "photo.jpg", "a.txt.bak", ".ignore", ".quotedexignore"] {
            assert!(!may_contain_articles(Path::new(passed)), "{passed}");
        }
    }
}

//! File extensions: which files of a folder are read, and what is stripped from an id.
//!
//! A compressed file has an additional extension: `a.jsonl.gz`.

use std::path::{Path, PathBuf};

/// Extensions that are read in a folder and stripped from ids.
const KNOWN: [&str; 30] = [
    "txt", "text", "md", "markdown", "jsonl", "ndjson", "json", "html", "htm", "xhtml", "csv", "tsv", "tab", "xml",
    "rss", "atom", "nitf", "warc", "arc", "wet", "docx", "odt", "rtf", "pdf", "epub", "eml", "mbox", "mht", "mhtml",
    "docm",
];

/// Extensions of compressed files.
const COMPRESSED: [&str; 4] = ["gz", "gzip", "zst", "zstd"];

/// The extension in lower case, without a compression extension.
pub(super) fn extension(path: &Path) -> Option<String> {
    last_extension(&strip_compression(path))
}

/// Whether a file with this name is read in a folder.
pub(super) fn is_known(path: &Path) -> bool {
    extension(path).is_some_and(|extension| KNOWN.contains(&extension.as_str()))
}

/// The path without format and compression extensions.
pub(super) fn strip_extensions(path: &Path) -> PathBuf {
    let path = strip_compression(path);
    if is_known(&path) { path.with_extension("") } else { path }
}

/// Whether the name has a compression extension.
fn is_compressed(path: &Path) -> bool {
    last_extension(path).is_some_and(|extension| COMPRESSED.contains(&extension.as_str()))
}

fn strip_compression(path: &Path) -> PathBuf {
    if is_compressed(path) { path.with_extension("") } else { path.to_owned() }
}

fn last_extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_string_lossy().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compression_is_one_more_extension() {
        for (name, inner, known, id) in [
            ("x/a.jsonl", Some("jsonl"), true, "x/a"),
            ("x/A.JSONL.GZ", Some("jsonl"), true, "x/A"),
            ("a.b.txt.zst", Some("txt"), true, "a.b"),
            ("a.gz", None, false, "a"),
            ("a.tar.gz", Some("tar"), false, "a.tar"),
            ("a.photo.jpg", Some("jpg"), false, "a.photo.jpg"),
            (".gz", None, false, ".gz"),
            ("a", None, false, "a"),
        ] {
            let path = Path::new(name);
            assert_eq!((extension(path).as_deref(), is_known(path)), (inner, known), "{name}");
            assert_eq!(strip_extensions(path), Path::new(id), "{name}");
        }
    }
}

//! Names for files that contain no articles, by extension, for the report of skipped files.

use std::path::Path;

/// Kinds of files and their extensions.
const KINDS: [(&str, &[&str]); 8] = [
    ("image", &["avif", "bmp", "gif", "heic", "ico", "jpeg", "jpg", "png", "psd", "raw", "svg", "tif", "tiff", "webp"]),
    ("video", &["avi", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "webm", "wmv"]),
    ("sound", &["aac", "aif", "flac", "m4a", "mp3", "ogg", "opus", "wav", "wma"]),
    ("archive", &["7z", "bz2", "rar", "tar", "tbz", "tgz", "xz", "zip"]),
    (
        "program",
        &[
            "bat", "c", "cfg", "conf", "css", "dll", "exe", "ini", "js", "py", "rb", "rs", "sh", "so", "toml", "yaml",
            "yml",
        ],
    ),
    ("database", &["db", "mdb", "sql", "sqlite", "sqlite3"]),
    ("font", &["otf", "ttf", "woff", "woff2"]),
    ("backup", &["bak", "old", "orig", "swp", "tmp"]),
];

/// The kind of a skipped file: "image", or its extension in capitals ("DOCX").
pub(super) fn kind_of(path: &Path) -> String {
    let Some(extension) = path.extension() else { return "other".to_owned() };
    let extension = extension.to_string_lossy().to_lowercase();
    let known = KINDS.iter().find(|(_, extensions)| extensions.contains(&extension.as_str()));
    known.map_or_else(|| extension.to_uppercase(), |(kind, _)| (*kind).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_what_it_is() {
        for (name, expected) in [("a.JPG", "image"), ("b.mov", "video"), ("c.docx", "DOCX"), ("d", "other")] {
            assert_eq!(kind_of(Path::new(name)), expected);
        }
    }
}

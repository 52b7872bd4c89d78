//! Numbers and digests that stand for longer things: articles, files, texts.

use std::path::Path;

/// Fixed-length stand-in for an article's id, however long that is: of a million articles two have the same with a chance
/// of three in a hundred million.
pub(super) fn article_key(id: &str) -> u64 {
    number(&[id])
}

/// Stand-in for an article's id, its content and what else it was read with.
pub(super) fn current_key(id: &str, content_hash: &str, stamp: &str) -> u64 {
    number(&[id, content_hash, stamp])
}

/// Stand-in for a file, by its true path.
pub(super) fn file_key(place: &Path) -> u64 {
    beginning(&blake3::hash(place.as_os_str().as_encoded_bytes()))
}

/// One number for several texts.
pub(crate) fn number(parts: &[&str]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    beginning(&hasher.finalize())
}

/// The first bits of a digest.
fn beginning(digest: &blake3::Hash) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest.as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

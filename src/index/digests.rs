//! Short digests that stand for longer things: articles, files, texts.

use std::path::Path;

/// Digest of an article's id. Among a million articles two have the same one with a probability of 3 in 100 million.
pub(super) fn article_key(id: &str) -> u64 {
    digest64(&[id])
}

/// Digest of an article's id, its content and what else it was read with.
pub(super) fn version_key(id: &str, content_hash: &str, stamp: &str) -> u64 {
    digest64(&[id, content_hash, stamp])
}

/// Digest of a file's canonical path.
pub(super) fn file_key(canonical_path: &Path) -> u64 {
    first_u64(&blake3::hash(canonical_path.as_os_str().as_encoded_bytes()))
}

/// One number for several texts.
pub(crate) fn digest64(parts: &[&str]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    first_u64(&hasher.finalize())
}

/// The first eight bytes of a digest.
fn first_u64(digest: &blake3::Hash) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest.as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

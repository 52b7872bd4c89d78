//! Reads the parts of a ZIP-based document, within limits.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::read::decode;
use crate::read::error::Problem;

/// Total limit for the decompressed bytes of all parts.
const MAX_TOTAL: u64 = 64 << 20;

/// The longest manifest, in bytes.
const MAX_MANIFEST: u64 = 4 << 20;

/// The end of the central directory in ZIP64 archives, which are larger than any document.
const ZIP64: &[u8] = b"PK\x06\x07";

/// The central directory ends within this many bytes of the end of the file.
const MAX_DIRECTORY: usize = (64 << 10) + 64;

/// The name used in errors.
const NAME: &str = "document";

/// An open package.
pub(super) struct ZipPackage<'b> {
    parts: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be decompressed.
    remaining: u64,
}

impl<'b> ZipPackage<'b> {
    /// Opens the package.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        let tail = &bytes[bytes.len().saturating_sub(MAX_DIRECTORY)..];
        if memchr::memmem::find(tail, ZIP64).is_some() {
            return Err(Problem::Binary("a large ZIP archive"));
        }
        let parts = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::Damaged(NAME))?;
        Ok(Self { parts, remaining: MAX_TOTAL })
    }

    /// Whether the package has a part with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.index_for_name(name).is_some()
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.parts.file_names().flatten().map(Cow::into_owned)
    }

    /// The text of a part.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Problem> {
        self.text_within(name, MAX_TOTAL).map_err(|problem| match problem {
            Problem::TooManyParts(_) => Problem::TooLong { limit: MAX_TOTAL },
            problem => problem,
        })
    }

    /// The text of a part that lists other parts and is never long.
    pub(super) fn manifest(&mut self, name: &str) -> Result<String, Problem> {
        self.text_within(name, MAX_MANIFEST)
    }

    fn text_within(&mut self, name: &str, most: u64) -> Result<String, Problem> {
        let most = most.min(self.remaining);
        let part = self.parts.by_name(name).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Problem::Encrypted(NAME),
            _ => Problem::Damaged(NAME),
        })?;
        let mut bytes = Vec::new();
        let read = part.take(most + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            self.remaining = 0;
            return Err(Problem::TooManyParts(NAME));
        }
        read.map_err(|_| Problem::Damaged(NAME))?;
        self.remaining -= bytes.len() as u64;
        decode::decode(bytes).map_err(|_| Problem::Damaged(NAME))
    }
}

//! Opens a PDF within limits: a file that would need too much memory is refused before it is parsed.

use flate2::read::ZlibDecoder;
use lopdf::{Document, LoadOptions};
use memchr::memmem;
use std::io::Read;

use crate::read::error::Problem;

/// The name used in errors.
pub(super) const NAME: &str = "PDF";

/// Most values in the structure of a file. A newspaper of a hundred pages has some ten thousand.
const MAX_VALUES: usize = 1_500_000;

/// The longest compressed part of the structure.
const MAX_STRUCTURE: usize = 16 << 20;

/// Opens the document.
pub(super) fn open(bytes: &[u8]) -> Result<Document, Problem> {
    let start = memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").unwrap_or(0);
    let bytes = &bytes[start..];
    if estimate_values(bytes) > MAX_VALUES {
        return Err(Problem::TooManyParts(NAME));
    }
    let options = LoadOptions { max_decompressed_size: Some(MAX_STRUCTURE), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => Problem::Encrypted(NAME),
        _ => Problem::Damaged(NAME),
    })?;
    if document.is_encrypted() { Err(Problem::Encrypted(NAME)) } else { Ok(document) }
}

/// Estimates how many values a parser would keep, in the plain file and in compressed object streams.
fn estimate_values(bytes: &[u8]) -> usize {
    let (mut count, mut at) = (0, 0);
    while count <= MAX_VALUES {
        let Some(begins) = memmem::find(&bytes[at..], b"stream").map(|begins| at + begins) else { break };
        let head = &bytes[at..begins];
        count += count_tokens(head);
        let content = begins + 6;
        let ends = memmem::find(&bytes[content..], b"endstream").map_or(bytes.len(), |ends| content + ends);
        if memmem::rfind(&head[head.len().saturating_sub(512)..], b"/ObjStm").is_some() {
            count += count_compressed_tokens(&bytes[content..ends], MAX_VALUES - count.min(MAX_VALUES));
        }
        at = (ends + 9).min(bytes.len());
    }
    count + count_tokens(&bytes[at..])
}

/// The number of token starts.
fn count_tokens(bytes: &[u8]) -> usize {
    let ends = |byte: u8| byte.is_ascii_whitespace() || byte == 0;
    let sign = |byte: u8| matches!(byte, b'/' | b'[' | b'<' | b'(');
    let mut before = b' ';
    let mut count = 0;
    for &byte in bytes {
        count += usize::from(sign(byte) || (ends(before) && !ends(byte)));
        before = byte;
    }
    count
}

fn count_compressed_tokens(packed: &[u8], most: usize) -> usize {
    let start = packed.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let mut decoder = ZlibDecoder::new(&packed[start..]);
    let (mut count, mut buffer) = (0, vec![0; 1 << 16]);
    while count <= most {
        match decoder.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(length) => count += count_tokens(&buffer[..length]),
        }
    }
    count
}

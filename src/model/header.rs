//! The header of every weights file: kind, version and checksum.
//!
//! ```text
//! "QDXW"  kind: 4 bytes  version: u32  BLAKE3 of the rest: 16 bytes  the rest
//! ```
//!
//! Numbers are little-endian. A file that is foreign, of another version or damaged is rejected before a weight is
//! read.

use super::error::ModelError;

const MAGIC: &[u8; 4] = b"QDXW";
const HEADER_BYTES: usize = 28;

/// The header of one kind of weights, with the version that this program reads and writes.
#[derive(Clone, Copy, Debug)]
pub struct ModelHeader {
    /// Its tag in the file.
    pub kind: [u8; 4],
    /// Its version, which increases with every change of layout or features.
    pub version: u32,
}

impl ModelHeader {
    /// The bytes of a file with this header and `weights`.
    pub fn encode(self, weights: &[u8]) -> Vec<u8> {
        let mut file = Vec::with_capacity(HEADER_BYTES + weights.len());
        file.extend_from_slice(MAGIC);
        file.extend_from_slice(&self.kind);
        file.extend_from_slice(&self.version.to_le_bytes());
        file.extend_from_slice(&blake3::hash(weights).as_bytes()[..16]);
        file.extend_from_slice(weights);
        file
    }

    /// The weights in `file`, after checking the header.
    ///
    /// # Errors
    ///
    /// If the file is foreign, of another version, or damaged.
    pub fn decode(self, file: &[u8]) -> Result<&[u8], ModelError> {
        let (head, weights) = file.split_at_checked(HEADER_BYTES).ok_or(ModelError::Foreign)?;
        if &head[..4] != MAGIC || head[4..8] != self.kind {
            return Err(ModelError::Foreign);
        }
        let found = u32::from_le_bytes([head[8], head[9], head[10], head[11]]);
        if found != self.version {
            return Err(ModelError::Version { found, known: self.version });
        }
        if blake3::hash(weights).as_bytes()[..16] != head[12..] {
            return Err(ModelError::Checksum);
        }
        Ok(weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: ModelHeader = ModelHeader { kind: *b"TEST", version: 3 };

    #[test]
    fn a_file_is_known_by_its_head_and_its_checksum() {
        let file = HEADER.encode(b"weights");
        assert_eq!(HEADER.decode(&file), Ok(&b"weights"[..]));
        assert_eq!(HEADER.decode(&file[..10]), Err(ModelError::Foreign));
        assert_eq!(HEADER.decode(b"{\"json\": \"and nothing else at all\"}"), Err(ModelError::Foreign));
        let other = ModelHeader { version: 2, ..HEADER }.encode(b"weights");
        assert_eq!(HEADER.decode(&other), Err(ModelError::Version { found: 2, known: 3 }));
        for at in HEADER_BYTES - 16..file.len() {
            let mut bent = file.clone();
            bent[at] ^= 1;
            assert_eq!(HEADER.decode(&bent), Err(ModelError::Checksum));
        }
    }
}

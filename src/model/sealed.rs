//! The form of every file of weights: who it is, which version, a checksum, then the weights.
//!
//! ```text
//! "QDXW"  kind: 4 bytes  version: u32  BLAKE3 of the rest: 16 bytes  the rest
//! ```
//!
//! Numbers are little-endian. A file that is foreign, of another version or damaged is told apart before a single
//! weight is read.

use super::error::ModelError;

const MAGIC: &[u8; 4] = b"QDXW";
const HEAD: usize = 28;

/// A kind of weights, with the version that this program writes and reads.
#[derive(Clone, Copy, Debug)]
pub struct Seal {
    /// Its mark in the file.
    pub kind: [u8; 4],
    /// Its version; a change of layout or of features raises it.
    pub version: u32,
}

impl Seal {
    /// The bytes of a file that holds `weights`.
    pub fn close(self, weights: &[u8]) -> Vec<u8> {
        let mut file = Vec::with_capacity(HEAD + weights.len());
        file.extend_from_slice(MAGIC);
        file.extend_from_slice(&self.kind);
        file.extend_from_slice(&self.version.to_le_bytes());
        file.extend_from_slice(&blake3::hash(weights).as_bytes()[..16]);
        file.extend_from_slice(weights);
        file
    }

    /// The weights in `file`.
    ///
    /// # Errors
    ///
    /// When the file is foreign, of another version, or not what was written.
    pub fn open(self, file: &[u8]) -> Result<&[u8], ModelError> {
        let (head, weights) = file.split_at_checked(HEAD).ok_or(ModelError::Foreign)?;
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

    const SEAL: Seal = Seal { kind: *b"TEST", version: 3 };

    #[test]
    fn a_file_is_known_by_its_head_and_its_checksum() {
        let file = SEAL.close(b"weights");
        assert_eq!(SEAL.open(&file), Ok(&b"weights"[..]));
        assert_eq!(SEAL.open(&file[..10]), Err(ModelError::Foreign));
        assert_eq!(SEAL.open(b"{\"json\": \"and nothing else at all\"}"), Err(ModelError::Foreign));
        let other = Seal { version: 2, ..SEAL }.close(b"weights");
        assert_eq!(SEAL.open(&other), Err(ModelError::Version { found: 2, known: 3 }));
        for at in HEAD - 16..file.len() {
            let mut bent = file.clone();
            bent[at] ^= 1;
            assert_eq!(SEAL.open(&bent), Err(ModelError::Checksum));
        }
    }
}

//! Decompresses gzip and Zstandard streams, detected by their first bytes.
//!
//! Memory use does not depend on the size of the content. Concatenated gzip members or Zstandard frames are one file,
//! and the dictionary at the start of a `.warc.zst` is used. Damaged or truncated data is an error after everything
//! that could be decompressed. Data that expands excessively is refused as a decompression bomb. Only one layer of
//! compression is removed.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use flate2::bufread::GzDecoder;
use zstd::stream::read::Decoder;

use super::error::Problem;

/// A byte stream.
pub type Bytes = Box<dyn Read + Send>;

/// The maximum expansion ratio. Archives of articles expand by factors of 4 to 40.
const RATIO: u64 = 250;

/// Output up to this size is not checked for its ratio.
const FREE: u64 = 64 << 20;

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// The magic number of skippable frames. A `.warc.zst` starts with one that contains its dictionary.
const ZSTD_SKIPPED: &[u8] = b"\x2a\x4d\x18";
const ZSTD_DICTIONARY: &[u8] = b"\x5d\x2a\x4d\x18";

/// The longest dictionary; usual ones have about 100 KiB.
const DICTIONARY: u64 = 8 << 20;

/// Decompresses a gzip or Zstandard stream; other streams are returned unchanged.
///
/// # Errors
///
/// The first bytes cannot be read. Damage further on is an error of the returned stream.
pub fn unpacked(bytes: Bytes) -> io::Result<Bytes> {
    let (head, bytes) = peek::<4>(bytes)?;
    if head.starts_with(GZIP) {
        return Ok(Unpacking::of(bytes, |packed| Ok(Box::new(Members(Some(GzDecoder::new(packed)))))));
    }
    if head == ZSTD_DICTIONARY {
        return Ok(Unpacking::of(bytes, with_dictionary));
    }
    if head == ZSTD || head.get(1..) == Some(ZSTD_SKIPPED) && head[0] >> 4 == 5 {
        return Ok(Unpacking::of(bytes, |packed| Ok(Box::new(Decoder::with_buffer(packed)?))));
    }
    Ok(bytes)
}

/// The first bytes, at most `N`, and the whole stream.
pub(super) fn peek<const N: usize>(mut bytes: Bytes) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::with_capacity(N);
    (&mut bytes).take(N as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(bytes))))
}

/// The first bytes, at most `most`, and the whole stream. An I/O error occurs again when the stream is read up to it.
pub(super) fn ahead(mut bytes: Bytes, most: usize) -> (Vec<u8>, Bytes) {
    let mut head = Vec::new();
    let failed = (&mut bytes).take(most as u64).read_to_end(&mut head).err();
    let rest = Failing(failed).chain(bytes);
    (head.clone(), Box::new(Cursor::new(head).chain(rest)))
}

type Packed = BufReader<Counted>;

/// Decodes Zstandard data after the frame with its dictionary.
fn with_dictionary(mut packed: Packed) -> io::Result<Bytes> {
    let mut frame = [0; 8];
    packed.read_exact(&mut frame)?;
    let [_, _, _, _, length @ ..] = frame;
    let length = u64::from(u32::from_le_bytes(length));
    let mut dictionary = Vec::new();
    (&mut packed).take(length.min(DICTIONARY + 1)).read_to_end(&mut dictionary)?;
    if dictionary.starts_with(ZSTD) {
        let frame = Decoder::new(Cursor::new(std::mem::take(&mut dictionary)))?;
        frame.take(DICTIONARY + 1).read_to_end(&mut dictionary)?;
    }
    if dictionary.len() as u64 > DICTIONARY {
        return Err(io::Error::other(Problem::Packed("its dictionary is too long")));
    }
    Ok(Box::new(Decoder::with_dictionary(packed, &dictionary)?))
}

/// The members of a gzip file. Zero padding after them is ignored.
struct Members(Option<GzDecoder<Packed>>);

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.0 {
            let count = member.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            self.0 = self.0.take().map(GzDecoder::into_inner).map(next_member).transpose()?.flatten();
        }
        Ok(0)
    }
}

fn next_member(mut packed: Packed) -> io::Result<Option<GzDecoder<Packed>>> {
    loop {
        let bytes = packed.fill_buf()?;
        let (zeros, all) = (bytes.iter().take_while(|&&byte| byte == 0).count(), bytes.len());
        packed.consume(zeros);
        if all == 0 {
            return Ok(None);
        }
        if zeros < all {
            return Ok(Some(GzDecoder::new(packed)));
        }
    }
}

/// A decoder that checks the expansion ratio.
struct Unpacking {
    decoder: Bytes,
    source: Arc<Meter>,
    /// Bytes of output.
    given: u64,
}

/// Statistics of the compressed stream.
#[derive(Default)]
struct Meter {
    /// Bytes read.
    read: AtomicU64,
    /// Whether reading failed, which is then not a decompression error.
    failed: AtomicBool,
}

struct Counted {
    bytes: Bytes,
    meter: Arc<Meter>,
}

impl Unpacking {
    fn of(bytes: Bytes, decoder: impl FnOnce(Packed) -> io::Result<Bytes>) -> Bytes {
        let source = Arc::new(Meter::default());
        let packed = BufReader::with_capacity(1 << 16, Counted { bytes, meter: Arc::clone(&source) });
        // A decoder that cannot be created fails when it is read.
        let decoder = decoder(packed).unwrap_or_else(|error| Box::new(Failing(Some(error))));
        Box::new(Unpacking { decoder, source, given: 0 })
    }
}

impl Read for Unpacking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer).map_err(|error| {
            let told = error.get_ref().is_some_and(|inner| inner.is::<Problem>());
            if told || error.kind() == io::ErrorKind::Interrupted || self.source.failed.load(Relaxed) {
                return error;
            }
            let short = error.kind() == io::ErrorKind::UnexpectedEof;
            io::Error::other(Problem::Packed(if short { "it is cut short" } else { "it is damaged" }))
        })?;
        self.given += count as u64;
        if self.given > FREE && self.given / RATIO > self.source.read.load(Relaxed) {
            return Err(io::Error::other(Problem::Expands { limit: RATIO }));
        }
        Ok(count)
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer);
        match &read {
            Ok(count) => drop(self.meter.read.fetch_add(*count as u64, Relaxed)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => self.meter.failed.store(true, Relaxed),
        }
        read
    }
}

/// A reader that returns an error once.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(content).unwrap();
        packer.finish().unwrap()
    }

    fn read(packed: Vec<u8>) -> (Vec<u8>, Option<Problem>) {
        let mut content = Vec::new();
        let read = unpacked(Box::new(Cursor::new(packed))).and_then(|mut bytes| bytes.read_to_end(&mut content));
        (content, read.err().map(Problem::from))
    }

    #[test]
    fn members_and_frames_in_a_row_are_one_file() {
        let zstd = |content: &[u8]| zstd::encode_all(content, 3).unwrap();
        for packed in
            [[gzip(b"one "), gzip(b"two")].concat(), [zstd(b"one "), zstd(b"two")].concat(), b"one two".to_vec()]
        {
            assert!(matches!(read(packed), (content, None) if content == b"one two"));
        }
        assert!(matches!(read(Vec::new()), (content, None) if content.is_empty()));
        let padded = [gzip(b"one "), vec![0; 5], gzip(b"two"), vec![0; 1 << 17]].concat();
        assert!(matches!(read(padded), (content, None) if content == b"one two"));
    }

    #[test]
    fn the_dictionary_of_an_archive_is_used() {
        let dictionary = b"Ann Smith said on Monday that the city will be fine without her. ".repeat(9);
        let mut packer = zstd::stream::write::Encoder::with_dictionary(Vec::new(), 3, &dictionary).unwrap();
        packer.write_all(&dictionary[65..]).unwrap();
        let frame = packer.finish().unwrap();
        let stored = zstd::encode_all(&dictionary[..], 3).unwrap();
        let length = (stored.len() as u32).to_le_bytes();
        let packed = [ZSTD_DICTIONARY, &length, &stored, &frame, &frame].concat();
        assert!(matches!(read(packed), (content, None) if content == dictionary[65..].repeat(2)));
        let endless = [ZSTD_DICTIONARY, &u32::MAX.to_le_bytes(), &vec![0; 9 << 20]].concat();
        assert!(matches!(read(endless).1, Some(Problem::Packed(_))));
    }

    #[test]
    fn what_stands_before_a_fault_is_read() {
        let (whole, noise) = (gzip(b"whole "), gzip(&blake3::hash(b"").to_hex().as_bytes().repeat(99)));
        let cut = [&whole[..], &noise[..noise.len() - 9]].concat();
        let (content, problem) = read(cut);
        assert!(content.starts_with(b"whole ") && content.len() > 6);
        assert!(matches!(problem, Some(Problem::Packed("it is cut short"))), "{problem:?}");
        let mut bent = [&whole[..], &whole].concat();
        let end = bent.len() - 6;
        bent[end] ^= 1;
        let (content, problem) = read(bent);
        assert!(content.starts_with(b"whole "));
        assert!(matches!(problem, Some(Problem::Packed("it is damaged"))), "{problem:?}");
    }

    #[test]
    fn what_grows_beyond_measure_ends() {
        for packed in [gzip(&vec![b'\n'; 70 << 20]), zstd::encode_all(io::repeat(b'\n').take(70 << 20), 3).unwrap()] {
            let (content, problem) = read(packed);
            assert!(matches!(problem, Some(Problem::Expands { limit: RATIO })), "{problem:?}");
            assert!(content.len() as u64 <= FREE + (1 << 20));
        }
    }

    #[test]
    fn a_failing_device_is_no_damage() {
        struct Device;
        impl Read for Device {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::PermissionDenied.into())
            }
        }
        let bytes = unpacked(Box::new(Cursor::new(gzip(b"text")[..12].to_vec()).chain(Device)));
        let read = bytes.and_then(|mut bytes| bytes.read_to_end(&mut Vec::new()));
        assert!(matches!(Problem::from(read.unwrap_err()), Problem::Denied));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(kind in 0..3usize, bytes: Vec<u8>) {
            read([[GZIP, ZSTD, ZSTD_DICTIONARY][kind], &bytes].concat());
        }
    }
}

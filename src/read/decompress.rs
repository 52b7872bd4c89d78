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
pub type ByteStream = Box<dyn Read + Send>;

/// The maximum expansion ratio. Archives of articles expand by factors of 4 to 40.
const RATIO: u64 = 250;

/// Output up to this size is not checked for its ratio.
const UNCHECKED_OUTPUT: u64 = 64 << 20;

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
pub fn decompress(bytes: ByteStream) -> io::Result<ByteStream> {
    let (head, bytes) = peek::<4>(bytes)?;
    if head.starts_with(GZIP) {
        return Ok(CheckedDecoder::of(bytes, |input| Ok(Box::new(GzipMembers(Some(GzDecoder::new(input)))))));
    }
    if head == ZSTD_DICTIONARY {
        return Ok(CheckedDecoder::of(bytes, with_dictionary));
    }
    if head == ZSTD || head.get(1..) == Some(ZSTD_SKIPPED) && head[0] >> 4 == 5 {
        return Ok(CheckedDecoder::of(bytes, |input| Ok(Box::new(Decoder::with_buffer(input)?))));
    }
    Ok(bytes)
}

/// The first bytes, at most `N`, and the whole stream.
pub(super) fn peek<const N: usize>(mut bytes: ByteStream) -> io::Result<(Vec<u8>, ByteStream)> {
    let mut head = Vec::with_capacity(N);
    (&mut bytes).take(N as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(bytes))))
}

/// The first bytes, at most `most`, and the whole stream. An I/O error occurs again when the stream is read up to it.
pub(super) fn read_ahead(mut bytes: ByteStream, most: usize) -> (Vec<u8>, ByteStream) {
    let mut head = Vec::new();
    let failed = (&mut bytes).take(most as u64).read_to_end(&mut head).err();
    let rest = FailingReader(failed).chain(bytes);
    (head.clone(), Box::new(Cursor::new(head).chain(rest)))
}

type CompressedInput = BufReader<MeteredInput>;

/// Decodes Zstandard data after the frame with its dictionary.
fn with_dictionary(mut input: CompressedInput) -> io::Result<ByteStream> {
    let mut frame = [0; 8];
    input.read_exact(&mut frame)?;
    let [_, _, _, _, length @ ..] = frame;
    let length = u64::from(u32::from_le_bytes(length));
    let mut dictionary = Vec::new();
    (&mut input).take(length.min(DICTIONARY + 1)).read_to_end(&mut dictionary)?;
    if dictionary.starts_with(ZSTD) {
        let frame = Decoder::new(Cursor::new(std::mem::take(&mut dictionary)))?;
        frame.take(DICTIONARY + 1).read_to_end(&mut dictionary)?;
    }
    if dictionary.len() as u64 > DICTIONARY {
        return Err(io::Error::other(Problem::Decompression("its dictionary is too long")));
    }
    Ok(Box::new(Decoder::with_dictionary(input, &dictionary)?))
}

/// The members of a gzip file. Zero padding after them is ignored.
struct GzipMembers(Option<GzDecoder<CompressedInput>>);

impl Read for GzipMembers {
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

fn next_member(mut input: CompressedInput) -> io::Result<Option<GzDecoder<CompressedInput>>> {
    loop {
        let bytes = input.fill_buf()?;
        let (zeros, all) = (bytes.iter().take_while(|&&byte| byte == 0).count(), bytes.len());
        input.consume(zeros);
        if all == 0 {
            return Ok(None);
        }
        if zeros < all {
            return Ok(Some(GzDecoder::new(input)));
        }
    }
}

/// A decoder that checks the expansion ratio.
struct CheckedDecoder {
    decoder: ByteStream,
    meter: Arc<InputMeter>,
    /// Bytes of output.
    output: u64,
}

/// Statistics of the compressed stream.
#[derive(Default)]
struct InputMeter {
    /// Bytes read.
    read: AtomicU64,
    /// Whether reading failed, which is then not a decompression error.
    failed: AtomicBool,
}

struct MeteredInput {
    bytes: ByteStream,
    meter: Arc<InputMeter>,
}

impl CheckedDecoder {
    fn of(bytes: ByteStream, decoder: impl FnOnce(CompressedInput) -> io::Result<ByteStream>) -> ByteStream {
        let meter = Arc::new(InputMeter::default());
        let input = BufReader::with_capacity(1 << 16, MeteredInput { bytes, meter: Arc::clone(&meter) });
        // A decoder that cannot be created fails when it is read.
        let decoder = decoder(input).unwrap_or_else(|error| Box::new(FailingReader(Some(error))));
        Box::new(CheckedDecoder { decoder, meter, output: 0 })
    }
}

impl Read for CheckedDecoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer).map_err(|error| {
            let is_own_error = error.get_ref().is_some_and(|inner| inner.is::<Problem>());
            if is_own_error || error.kind() == io::ErrorKind::Interrupted || self.meter.failed.load(Relaxed) {
                return error;
            }
            let is_truncated = error.kind() == io::ErrorKind::UnexpectedEof;
            let what = if is_truncated { "the data is truncated" } else { "the data is damaged" };
            io::Error::other(Problem::Decompression(what))
        })?;
        self.output += count as u64;
        if self.output > UNCHECKED_OUTPUT && self.output / RATIO > self.meter.read.load(Relaxed) {
            return Err(io::Error::other(Problem::DecompressionBomb { limit: RATIO }));
        }
        Ok(count)
    }
}

impl Read for MeteredInput {
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
struct FailingReader(Option<io::Error>);

impl Read for FailingReader {
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

    fn read(input: Vec<u8>) -> (Vec<u8>, Option<Problem>) {
        let mut content = Vec::new();
        let read = decompress(Box::new(Cursor::new(input))).and_then(|mut bytes| bytes.read_to_end(&mut content));
        (content, read.err().map(Problem::from))
    }

    #[test]
    fn members_and_frames_in_a_row_are_one_file() {
        let zstd = |content: &[u8]| zstd::encode_all(content, 3).unwrap();
        for input in
            [[gzip(b"one "), gzip(b"two")].concat(), [zstd(b"one "), zstd(b"two")].concat(), b"one two".to_vec()]
        {
            assert!(matches!(read(input), (content, None) if content == b"one two"));
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
        let input = [ZSTD_DICTIONARY, &length, &stored, &frame, &frame].concat();
        assert!(matches!(read(input), (content, None) if content == dictionary[65..].repeat(2)));
        let endless = [ZSTD_DICTIONARY, &u32::MAX.to_le_bytes(), &vec![0; 9 << 20]].concat();
        assert!(matches!(read(endless).1, Some(Problem::Decompression(_))));
    }

    #[test]
    fn what_stands_before_a_fault_is_read() {
        let (whole, noise) = (gzip(b"whole "), gzip(&blake3::hash(b"").to_hex().as_bytes().repeat(99)));
        let cut = [&whole[..], &noise[..noise.len() - 9]].concat();
        let (content, problem) = read(cut);
        assert!(content.starts_with(b"whole ") && content.len() > 6);
        assert!(matches!(problem, Some(Problem::Decompression("the data is truncated"))), "{problem:?}");
        let mut bent = [&whole[..], &whole].concat();
        let end = bent.len() - 6;
        bent[end] ^= 1;
        let (content, problem) = read(bent);
        assert!(content.starts_with(b"whole "));
        assert!(matches!(problem, Some(Problem::Decompression("the data is damaged"))), "{problem:?}");
    }

    #[test]
    fn what_grows_beyond_measure_ends() {
        for input in [gzip(&vec![b'\n'; 70 << 20]), zstd::encode_all(io::repeat(b'\n').take(70 << 20), 3).unwrap()] {
            let (content, problem) = read(input);
            assert!(matches!(problem, Some(Problem::DecompressionBomb { limit: RATIO })), "{problem:?}");
            assert!(content.len() as u64 <= UNCHECKED_OUTPUT + (1 << 20));
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
        let bytes = decompress(Box::new(Cursor::new(gzip(b"text")[..12].to_vec()).chain(Device)));
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

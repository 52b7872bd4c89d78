//! A reader for archives of records whose stated lengths may be wrong.
//!
//! When another record starts inside the bytes just read, they can be put back and read again.

use std::io::{self, BufRead, BufReader, Read};

use super::decompress::ByteStream;

/// A byte stream with put-back.
pub(super) struct RecordReader {
    /// Bytes that were put back, and the position in them.
    back: Vec<u8>,
    at: usize,
    bytes: BufReader<ByteStream>,
    /// The longest record that is read.
    pub(super) limit: u64,
    /// The number of records so far.
    pub(super) number: u64,
}

/// The longest line that is read completely; header lines are short.
const MAX_LINE_LENGTH: u64 = 64 << 10;

impl RecordReader {
    pub(super) fn new(bytes: ByteStream, limit: u64) -> Self {
        Self { back: Vec::new(), at: 0, bytes: BufReader::with_capacity(1 << 16, bytes), limit, number: 0 }
    }

    /// Puts bytes back, to be read next.
    pub(super) fn put_back(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(&self.back[self.at..]);
        (self.back, self.at) = (bytes, 0);
    }

    /// The next line with its line end, possibly truncated; empty at the end of the file.
    pub(super) fn read_line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.take(MAX_LINE_LENGTH).read_until(b'\n', &mut line)?;
        Ok(line)
    }

    /// Skips to the next line that starts a record; returns whether there is one.
    pub(super) fn skip_to(&mut self, starts_record: impl Fn(&[u8]) -> bool) -> io::Result<bool> {
        let mut at_start = true;
        loop {
            let line = self.read_line()?;
            if line.is_empty() {
                return Ok(false);
            }
            if at_start && starts_record(&line) {
                self.put_back(line);
                return Ok(true);
            }
            at_start = line.ends_with(b"\n");
        }
    }

    /// Whether the record ends here: only blank lines before the next record or the end.
    pub(super) fn ends_record(&mut self, starts_record: impl Fn(&[u8]) -> bool) -> io::Result<bool> {
        let line = self.read_nonblank_line()?;
        let ends = line.is_empty() || starts_record(&line);
        self.put_back(line);
        Ok(ends)
    }

    /// The next non-blank line; empty at the end of the file.
    pub(super) fn read_nonblank_line(&mut self) -> io::Result<Vec<u8>> {
        loop {
            let line = self.read_line()?;
            if line.is_empty() || !line.trim_ascii().is_empty() {
                return Ok(line);
            }
        }
    }

    /// The next `length` bytes, or fewer at the end of the file.
    pub(super) fn read_block(&mut self, length: u64) -> io::Result<Vec<u8>> {
        let mut block = Vec::new();
        self.take(length).read_to_end(&mut block)?;
        Ok(block)
    }
}

impl Read for RecordReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for RecordReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.back.len() { Ok(&self.back[self.at..]) } else { self.bytes.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.back.len() {
            self.at += amount;
            if self.at >= self.back.len() {
                (self.back, self.at) = (Vec::new(), 0);
            }
        } else {
            self.bytes.consume(amount);
        }
    }
}

/// The offset in `block` of a line that starts another record.
pub(super) fn find_record_start(block: &[u8], starts_record: impl Fn(&[u8]) -> bool) -> Option<usize> {
    let starts = memchr::memchr_iter(b'\n', block).map(|at| at + 1);
    starts.into_iter().find(|&at| starts_record(&block[at..]))
}

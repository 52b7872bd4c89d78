//! The bytes of an archive of records, where each record says how long it is and may be wrong.
//!
//! Whoever reads a record and finds that another begins within it gives back what it took too much.

use std::io::{self, BufRead, BufReader, Read};

use super::unpack::Bytes;

/// Bytes read from the first to the last, but for those that are given back.
pub(super) struct Stream {
    /// What was given back, and how much of it was read again.
    back: Vec<u8>,
    at: usize,
    bytes: BufReader<Bytes>,
    /// The longest record that is read.
    pub(super) limit: u64,
    /// Records met so far.
    pub(super) number: u64,
}

/// The longest line that is read whole; heads have short ones.
const LONGEST: u64 = 64 << 10;

impl Stream {
    pub(super) fn new(bytes: Bytes, limit: u64) -> Self {
        Self { back: Vec::new(), at: 0, bytes: BufReader::with_capacity(1 << 16, bytes), limit, number: 0 }
    }

    /// Gives bytes back, to be read next.
    pub(super) fn give_back(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(&self.back[self.at..]);
        (self.back, self.at) = (bytes, 0);
    }

    /// The next line with its end, or as much of it as a line may have; nothing at the end.
    pub(super) fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.take(LONGEST).read_until(b'\n', &mut line)?;
        Ok(line)
    }

    /// Passes over all lines before one that begins a record; says whether there is one.
    pub(super) fn find(&mut self, begins: impl Fn(&[u8]) -> bool) -> io::Result<bool> {
        let mut at_start = true;
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(false);
            }
            if at_start && begins(&line) {
                self.give_back(line);
                return Ok(true);
            }
            at_start = line.ends_with(b"\n");
        }
    }

    /// Whether a record ends here: nothing but blank lines before the next one or the end.
    pub(super) fn ends_record(&mut self, begins: impl Fn(&[u8]) -> bool) -> io::Result<bool> {
        let line = self.filled_line()?;
        let ends = line.is_empty() || begins(&line);
        self.give_back(line);
        Ok(ends)
    }

    /// The next line that is not blank; nothing at the end.
    pub(super) fn filled_line(&mut self) -> io::Result<Vec<u8>> {
        loop {
            let line = self.line()?;
            if line.is_empty() || !line.trim_ascii().is_empty() {
                return Ok(line);
            }
        }
    }

    /// The next `length` bytes, or as many as there are.
    pub(super) fn block(&mut self, length: u64) -> io::Result<Vec<u8>> {
        let mut block = Vec::new();
        self.take(length).read_to_end(&mut block)?;
        Ok(block)
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Stream {
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

/// Where within `block` a line stands that begins another record.
pub(super) fn next_within(block: &[u8], begins: impl Fn(&[u8]) -> bool) -> Option<usize> {
    let starts = memchr::memchr_iter(b'\n', block).map(|at| at + 1);
    starts.into_iter().find(|&at| begins(&block[at..]))
}

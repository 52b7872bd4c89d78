//! Reads lines of bounded length, so that an endless line cannot exhaust memory.

use std::io::{self, BufRead, BufReader, Read};

use super::decompress::ByteStream;
use super::error::Problem;

/// A line including its line end.
pub(super) enum Line {
    /// The complete line.
    Complete(Vec<u8>),
    /// The beginning of a line that is too long.
    Truncated(Vec<u8>),
}

impl Line {
    fn bytes(&self) -> &[u8] {
        let (Line::Complete(bytes) | Line::Truncated(bytes)) = self;
        bytes
    }
}

/// A line reader that can put the first line back.
pub(super) struct LineReader {
    bytes: BufReader<ByteStream>,
    /// The first non-blank line, if it was put back, and the blank lines before it.
    returned: Option<Line>,
    leading: Vec<u8>,
    limit: u64,
    /// The number of lines returned so far.
    count: u64,
}

impl LineReader {
    /// Reads lines of at most `limit` bytes.
    pub(super) fn new(bytes: BufReader<ByteStream>, limit: u64) -> Self {
        Self { bytes, returned: None, leading: Vec::new(), limit, count: 0 }
    }

    /// Blank lines before the first word are kept up to this many bytes.
    const MAX_LEADING: usize = 1 << 16;

    /// The first non-blank line.
    pub(super) fn first_nonblank(&mut self) -> io::Result<Option<Line>> {
        while let Some(line) = self.read_line()? {
            let blank = line.bytes().trim_ascii().is_empty();
            if !blank || self.leading.len() > Self::MAX_LEADING {
                return Ok(Some(line));
            }
            self.leading.extend_from_slice(line.bytes());
        }
        Ok(None)
    }

    /// Puts back the line returned by [`first_nonblank`](Self::first_nonblank).
    pub(super) fn put_back(&mut self, line: Option<Line>) {
        self.returned = line;
    }

    /// The next line and its number. A line that is too long is an error, and reading continues after it.
    pub(super) fn next(&mut self) -> Option<(u64, Result<Vec<u8>, Problem>)> {
        self.count += self.leading.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.leading.clear();
        let line = match self.returned.take() {
            Some(line) => Ok(Some(line)),
            None => self.read_line(),
        };
        self.count += 1;
        match line {
            Ok(None) => None,
            Ok(Some(Line::Complete(bytes))) => Some((self.count, Ok(bytes))),
            Ok(Some(Line::Truncated(_))) => {
                let skipped = self.skip_line();
                Some((self.count, Err(skipped.err().map_or(Problem::TooLong { limit: self.limit }, Problem::from))))
            }
            Err(error) => Some((self.count, Err(error.into()))),
        }
    }

    /// All bytes from the start.
    pub(super) fn read_rest(mut self) -> Result<Vec<u8>, Problem> {
        let mut bytes = std::mem::take(&mut self.leading);
        if let Some(line) = self.returned.take() {
            bytes.extend_from_slice(line.bytes());
        }
        let room = (self.limit + 1).saturating_sub(bytes.len() as u64);
        self.bytes.take(room).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > self.limit {
            return Err(Problem::TooLong { limit: self.limit });
        }
        Ok(bytes)
    }

    /// All bytes from the start, as a stream.
    pub(super) fn into_bytes(mut self) -> ByteStream {
        let mut start = std::mem::take(&mut self.leading);
        if let Some(line) = self.returned.take() {
            start.extend_from_slice(line.bytes());
        }
        Box::new(io::Cursor::new(start).chain(self.bytes))
    }

    fn read_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        (&mut self.bytes).take(self.limit + 1).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let truncated = bytes.len() as u64 > self.limit;
        Ok(Some(if truncated { Line::Truncated(bytes) } else { Line::Complete(bytes) }))
    }

    /// Skips the rest of a line.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.bytes.fill_buf()?;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let length = end.map_or(buffer.len(), |end| end + 1);
            self.bytes.consume(length);
            if end.is_some() || length == 0 {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(content: &'static [u8], limit: u64) -> LineReader {
        LineReader::new(BufReader::new(Box::new(content)), limit)
    }

    #[test]
    fn a_line_too_long_does_not_stop_the_next() {
        let mut lines = lines(b"one\nfar too long\ntwo", 6);
        assert!(matches!(lines.next(), Some((1, Ok(line))) if line == b"one\n"));
        assert!(matches!(lines.next(), Some((2, Err(Problem::TooLong { limit: 6 })))));
        assert!(matches!(lines.next(), Some((3, Ok(line))) if line == b"two"));
        assert!(lines.next().is_none());
    }

    #[test]
    fn looking_at_the_first_line_loses_nothing() {
        let mut seen = lines(b"\r\n \n{}\nrest", 99);
        let first = seen.first_nonblank().unwrap();
        seen.put_back(first);
        assert_eq!(seen.read_rest().unwrap(), b"\r\n \n{}\nrest");
        let mut seen = lines(b"\n\n{}\n", 99);
        let first = seen.first_nonblank().unwrap();
        seen.put_back(first);
        assert!(matches!(seen.next(), Some((3, Ok(_)))));
    }
}

//! Lines of bytes, none longer than an article may be: a line without end cannot fill the memory.

use std::io::{self, BufRead, BufReader, Read};

use super::error::Problem;
use super::unpack::Bytes;

/// One line, with its line end.
pub(super) enum Line {
    /// All of it.
    Whole(Vec<u8>),
    /// The beginning of a line that is too long.
    Cut(Vec<u8>),
}

impl Line {
    fn bytes(&self) -> &[u8] {
        let (Line::Whole(bytes) | Line::Cut(bytes)) = self;
        bytes
    }
}

/// Reads lines, and can put the first ones back.
pub(super) struct Lines {
    bytes: BufReader<Bytes>,
    /// What was read and put back: blank lines at the beginning and the first line that is none.
    back: Option<Line>,
    leading: Vec<u8>,
    limit: u64,
    /// Lines given so far.
    count: u64,
}

impl Lines {
    /// Lines of at most `limit` bytes.
    pub(super) fn new(bytes: BufReader<Bytes>, limit: u64) -> Self {
        Self { bytes, back: None, leading: Vec::new(), limit, count: 0 }
    }

    /// Most that is kept of blank lines before the first word; more of them is no article's beginning.
    const LEADING: usize = 1 << 16;

    /// The first line that is not blank.
    pub(super) fn first_filled(&mut self) -> io::Result<Option<Line>> {
        while let Some(line) = self.read_line()? {
            let blank = line.bytes().trim_ascii().is_empty();
            if !blank || self.leading.len() > Self::LEADING {
                return Ok(Some(line));
            }
            self.leading.extend_from_slice(line.bytes());
        }
        Ok(None)
    }

    /// Puts back what [`first_filled`](Self::first_filled) gave.
    pub(super) fn unread(&mut self, line: Option<Line>) {
        self.back = line;
    }

    /// The next line and its number; too long a one is an error, and the next call goes on behind it.
    pub(super) fn next(&mut self) -> Option<(u64, Result<Vec<u8>, Problem>)> {
        self.count += self.leading.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.leading.clear();
        let line = match self.back.take() {
            Some(line) => Ok(Some(line)),
            None => self.read_line(),
        };
        self.count += 1;
        match line {
            Ok(None) => None,
            Ok(Some(Line::Whole(bytes))) => Some((self.count, Ok(bytes))),
            Ok(Some(Line::Cut(_))) => {
                let skipped = self.skip_line();
                Some((self.count, Err(skipped.err().map_or(Problem::TooLong { limit: self.limit }, Problem::from))))
            }
            Err(error) => Some((self.count, Err(error.into()))),
        }
    }

    /// Everything from the beginning on.
    pub(super) fn rest(mut self) -> Result<Vec<u8>, Problem> {
        let mut bytes = std::mem::take(&mut self.leading);
        if let Some(line) = self.back.take() {
            bytes.extend_from_slice(line.bytes());
        }
        let room = (self.limit + 1).saturating_sub(bytes.len() as u64);
        self.bytes.take(room).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > self.limit {
            return Err(Problem::TooLong { limit: self.limit });
        }
        Ok(bytes)
    }

    /// Everything from the beginning on, to be read by somebody else.
    pub(super) fn into_bytes(mut self) -> Bytes {
        let mut begun = std::mem::take(&mut self.leading);
        if let Some(line) = self.back.take() {
            begun.extend_from_slice(line.bytes());
        }
        Box::new(io::Cursor::new(begun).chain(self.bytes))
    }

    fn read_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        (&mut self.bytes).take(self.limit + 1).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let cut = bytes.len() as u64 > self.limit;
        Ok(Some(if cut { Line::Cut(bytes) } else { Line::Whole(bytes) }))
    }

    /// Passes over the rest of a line, without keeping it.
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

    fn lines(content: &'static [u8], limit: u64) -> Lines {
        Lines::new(BufReader::new(Box::new(content)), limit)
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
        let first = seen.first_filled().unwrap();
        seen.unread(first);
        assert_eq!(seen.rest().unwrap(), b"\r\n \n{}\nrest");
        let mut seen = lines(b"\n\n{}\n", 99);
        let first = seen.first_filled().unwrap();
        seen.unread(first);
        assert!(matches!(seen.next(), Some((3, Ok(_)))));
    }
}

//! A list of paths: one per line, or each followed by a NUL byte as `find -print0` writes them.
//!
//! The list is read incrementally.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;

use super::decompress::ByteStream;
use super::error::{Problem, ReadError};

/// The longest path; systems allow 4 KiB or less.
const MAX_PATH: u64 = 64 << 10;

/// An open list of paths.
pub(super) struct PathList {
    name: String,
    bytes: BufReader<ByteStream>,
    /// The byte after each path.
    terminator: u8,
    /// The number of paths and blank lines read.
    count: u64,
    finished: bool,
}

impl PathList {
    /// Starts at the first path.
    pub(super) fn new(name: String, bytes: ByteStream, null: bool) -> Self {
        Self { name, bytes: BufReader::new(bytes), terminator: if null { 0 } else { b'\n' }, count: 0, finished: false }
    }

    /// The next path. An invalid path ends the list after one error.
    pub(super) fn next(&mut self) -> Option<Result<PathBuf, ReadError>> {
        while !self.finished {
            let found = self.read_path();
            self.count += 1;
            match found.transpose()? {
                Ok(path) if path.is_empty() => {}
                Ok(path) => return Some(Ok(path_of(path))),
                Err(problem) => {
                    self.finished = true;
                    return Some(Err(ReadError::at(&self.name, self.count, problem)));
                }
            }
        }
        None
    }

    fn read_path(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        let mut path = Vec::new();
        (&mut self.bytes).take(MAX_PATH + 1).read_until(self.terminator, &mut path)?;
        if path.is_empty() {
            return Ok(None);
        }
        if path.len() as u64 > MAX_PATH {
            return Err(Problem::InvalidPath("it is too long"));
        }
        if path.last() == Some(&self.terminator) {
            path.pop();
        }
        if self.terminator == b'\n' {
            if path.contains(&0) {
                return Err(Problem::InvalidPath("it contains a NUL byte"));
            }
            if path.last() == Some(&b'\r') {
                path.pop();
            }
            if path.trim_ascii().is_empty() {
                path.clear();
            }
        }
        Ok(Some(path))
    }
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    OsString::from(String::from_utf8_lossy(&bytes).into_owned()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(list: &'static [u8], null: bool) -> Vec<Result<String, String>> {
        let mut list = PathList::new("list".to_owned(), Box::new(list), null);
        let paths = std::iter::from_fn(|| list.next());
        paths.map(|it| it.map(|it| it.display().to_string()).map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn one_path_a_line_or_a_zero_byte_behind_each() {
        assert_eq!(paths(b"a b.txt\r\n\n \n../c", false), [Ok("a b.txt".to_owned()), Ok("../c".to_owned())]);
        assert_eq!(paths(b"a\nb\0\0c\0", true), [Ok("a\nb".to_owned()), Ok("c".to_owned())]);
        assert!(paths(b"", false).is_empty());
    }

    #[test]
    fn what_is_no_list_is_said_to_be_none_once() {
        assert_eq!(
            paths(b"a\nb\0c\0\nd", false),
            [Ok("a".to_owned()), Err("list:2: not a path: it contains a NUL byte".to_owned())]
        );
        let endless: &'static [u8] = Box::leak(vec![b'x'; 99_999].into_boxed_slice());
        assert_eq!(paths(endless, true), [Err("list:1: not a path: it is too long".to_owned())]);
    }
}

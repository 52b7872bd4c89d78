//! What to read, as values.

use std::fmt;
use std::io::Read;
use std::path::PathBuf;

use super::fields::FieldMap;
use super::note::Notes;

/// One thing to read articles from.
pub enum Input {
    /// A file, which is always tried, or a folder, of which the files that look like articles are.
    Path(PathBuf),
    /// Bytes from elsewhere, such as standard input, with the name that errors give.
    Stream {
        /// What errors call it.
        name: String,
        /// The bytes.
        bytes: Box<dyn Read + Send>,
    },
}

impl Input {
    /// Bytes under a name.
    pub fn stream(name: impl Into<String>, bytes: impl Read + Send + 'static) -> Self {
        Input::Stream { name: name.into(), bytes: Box::new(bytes) }
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Path(path) => f.debug_tuple("Path").field(path).finish(),
            Input::Stream { name, .. } => f.debug_tuple("Stream").field(name).finish(),
        }
    }
}

/// How far reading goes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The longest article (text file, JSON file, line of JSON Lines) in bytes; a longer one is an error.
    pub max_bytes: u64,
    /// A folder that is passed over wherever it is met: an index beside its articles is none of them.
    pub skip: Option<PathBuf>,
    /// What the fields of records are called, where it is not what everybody calls them.
    pub fields: FieldMap,
    /// Where reading leaves word of what is no error.
    pub notes: Notes,
}

impl Default for Options {
    /// 64 MiB: hundreds of times the longest newspaper article, and still no burden on memory.
    fn default() -> Self {
        Self { max_bytes: 64 << 20, skip: None, fields: FieldMap::default(), notes: Notes::default() }
    }
}

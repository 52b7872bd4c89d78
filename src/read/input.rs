//! What to read, as values.

use std::fmt;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::fields::FieldMap;
use super::note::Notes;
use super::stamp::Memory;

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
    /// Files and folders that are listed somewhere, one path a line. Ids keep the folders as listed.
    List {
        /// What errors call the list.
        name: String,
        /// The list; it is read as it is needed.
        bytes: Box<dyn Read + Send>,
        /// Whether a zero byte stands behind each path instead of a line end.
        null: bool,
    },
}

impl Input {
    /// Bytes under a name.
    pub fn stream(name: impl Into<String>, bytes: impl Read + Send + 'static) -> Self {
        Input::Stream { name: name.into(), bytes: Box::new(bytes) }
    }

    /// A list of paths under a name.
    pub fn list(name: impl Into<String>, list: impl Read + Send + 'static, null: bool) -> Self {
        Input::List { name: name.into(), bytes: Box::new(list), null }
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Path(path) => f.debug_tuple("Path").field(path).finish(),
            Input::Stream { name, .. } => f.debug_tuple("Stream").field(name).finish(),
            Input::List { name, null, .. } => f.debug_struct("List").field("name", name).field("null", null).finish(),
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
    /// Who knows files from earlier, so that they need not be read again.
    pub memory: Option<Arc<dyn Memory>>,
    /// Whether hidden files and folders are read.
    pub hidden: bool,
    /// Whether `.ignore` and `.quotedexignore` files in a folder count for nothing.
    pub no_ignore: bool,
    /// Whether an article without a date gets the day its file was last changed, marked as
    /// [`DateSource::File`](crate::DateSource::File).
    ///
    /// Not unless it is asked for: a copy, a download or a fresh clone gives every file today's time, and a search by date
    /// would take that for the day of publication.
    pub file_dates: bool,
    /// The day on which all this is read: an article cannot state a day beyond tomorrow. None lets every day be.
    pub today: Option<Date>,
    /// What the fields of records are called, where it is not what everybody calls them.
    pub fields: FieldMap,
    /// Where reading leaves word of what is no error.
    pub notes: Notes,
}

impl Default for Options {
    /// 64 MiB: hundreds of times the longest newspaper article, and still no burden on memory.
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            skip: None,
            memory: None,
            hidden: false,
            no_ignore: false,
            file_dates: false,
            today: None,
            fields: FieldMap::default(),
            notes: Notes::default(),
        }
    }
}

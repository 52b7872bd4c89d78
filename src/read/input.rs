//! Inputs and options of reading.

use std::fmt;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::fields::FieldMap;
use super::file_stamp::SeenFiles;
use super::warning::WarningLog;

/// An input that contains articles.
pub enum Input {
    /// A file, which is always read, or a folder, of which files that may contain articles are read.
    Path(PathBuf),
    /// A byte stream such as standard input.
    Stream {
        /// The name used in errors.
        name: String,
        /// The bytes.
        bytes: Box<dyn Read + Send>,
    },
    /// A list of files and folders, one path per line. Ids keep the folders as listed.
    List {
        /// The name of the list used in errors.
        name: String,
        /// The list, which is read incrementally.
        bytes: Box<dyn Read + Send>,
        /// Whether paths end with a NUL byte instead of a line end.
        null: bool,
    },
}

impl Input {
    /// A named byte stream.
    pub fn stream(name: impl Into<String>, bytes: impl Read + Send + 'static) -> Self {
        Input::Stream { name: name.into(), bytes: Box::new(bytes) }
    }

    /// A named list of paths.
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

/// Options of reading.
#[derive(Clone, Debug)]
pub struct Options {
    /// The longest article (text file, JSON file, line of JSON Lines) in bytes; a longer one is an error.
    pub max_bytes: u64,
    /// Folders and files that are skipped wherever they are found, such as the index.
    pub skip: Vec<PathBuf>,
    /// The files read in earlier runs, which need not be read again.
    pub seen_files: Option<Arc<dyn SeenFiles>>,
    /// Whether hidden files and folders are read.
    pub hidden: bool,
    /// Whether to disregard `.ignore` and `.quotedexignore` files.
    pub no_ignore: bool,
    /// Whether an article without a date gets the modification date of its file, marked as
    /// [`DateSource::File`](crate::DateSource::File).
    ///
    /// Off by default: copying, downloading or cloning sets the time of every file to today, and a search by date would
    /// take that for the publication date.
    pub file_dates: bool,
    /// The current day. Later dates than tomorrow are rejected; `None` accepts all.
    pub today: Option<Date>,
    /// Field names of records that differ from the common ones.
    pub fields: FieldMap,
    /// Collects warnings.
    pub warnings: WarningLog,
}

impl Default for Options {
    /// 64 MiB is hundreds of times the longest newspaper article and still little memory.
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            skip: Vec::new(),
            seen_files: None,
            hidden: false,
            no_ignore: false,
            file_dates: false,
            today: None,
            fields: FieldMap::default(),
            warnings: WarningLog::default(),
        }
    }
}

//! What a failure of `export` says, and what to do about it; the others are in `error`.

use std::io;
use std::path::Path;

use super::error::CliError;

impl CliError {
    /// An engine gets all of an index: answers from a part would not be those of the whole.
    pub(super) fn engine_takes_all() -> Self {
        CliError::new("a search engine gets the whole index", "leave out query and filters, and ask with --remote")
    }

    /// The program was built without what writes this format.
    #[cfg(not(feature = "export"))]
    pub(super) fn format_not_built(format: &str) -> Self {
        let what = format!("this quotedex was built without {format}; it writes csv and jsonl");
        CliError::new(what, "build one that has it: cargo install --path . --features export")
    }

    /// There is something under the name of what is to be written.
    pub(super) fn export_exists(path: &Path) -> Self {
        let what = format!("{}: exists already, and export replaces nothing", path.display());
        CliError::new(what, "choose another name for --output, or remove it first")
    }

    /// The file system refuses.
    pub(super) fn export_not_written(path: &Path, error: &io::Error) -> Self {
        let what = format!("{}: cannot be written ({error})", path.display());
        CliError::new(what, "name a new file or folder in a folder that exists and may be written to")
    }

    /// Several tables do not fit into one stream.
    pub(super) fn one_table_to_stdout() -> Self {
        let hint = "name a new folder for all tables: --output tables; or one table: --table quotes";
        CliError::new("standard output takes one table", hint)
    }

    /// Nobody can read these bytes.
    pub(super) fn bytes_to_terminal() -> Self {
        CliError::new("this format is not for terminals", "name a new file: --output FILE; or pipe it on")
    }

    /// A database without some of its tables has views that do not work.
    #[cfg(feature = "export")]
    pub(super) fn sqlite_has_all_tables() -> Self {
        CliError::new("a database has all tables", "leave out --table")
    }

    /// A database is no stream.
    #[cfg(feature = "export")]
    pub(super) fn sqlite_needs_a_file() -> Self {
        CliError::new("a database cannot go to standard output", "name a new file: --output quotes.db")
    }
}

//! Errors in a list of people, with line and hint.

use std::io;

use thiserror::Error;

/// An error in a list of people.
#[derive(Debug, Error)]
#[error("{}{}: {problem}", .name, .line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct PeopleError {
    /// The file, as the user named it.
    pub name: String,
    /// The line of the file, counted from 1, if known.
    pub line: Option<u64>,
    /// What is wrong.
    #[source]
    pub problem: PeopleProblem,
}

/// What is wrong with a table of people.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PeopleProblem {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// No permission to read the file.
    #[error("no permission to read it")]
    Denied,
    /// Reading failed in another way.
    #[error("cannot be read ({0})")]
    Io(io::Error),
    /// The file is too long.
    #[error("longer than {} MiB, too long for a list of people", .limit >> 20)]
    FileTooLong {
        /// The limit in bytes.
        limit: u64,
    },
    /// A line is too long.
    #[error("longer than {} KiB", .limit >> 10)]
    LineTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Invalid UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// No row below the column names, or an empty file.
    #[error("lists no people")]
    Empty,
    /// An unknown column.
    #[error("unknown column `{written}`{}", suggestion(.written))]
    UnknownColumn {
        /// As written.
        written: String,
    },
    /// A duplicate column.
    #[error("column `{written}` appears twice")]
    ColumnTwice {
        /// As written.
        written: String,
    },
    /// The required column is missing.
    #[error("no column `name`")]
    NoNameColumn,
    /// More cells than columns.
    #[error("{found} cells under {columns} columns")]
    TooManyCells {
        /// Cells in the row.
        found: usize,
        /// Columns in the list.
        columns: usize,
    },
    /// A cell with a line break.
    #[error("the cell that starts with `{cell}` does not end on its line")]
    LineBreak {
        /// Its first line.
        cell: String,
    },
    /// A row without a name.
    #[error("a person without a name")]
    NoName,
    /// A name or alias without a letter.
    #[error("`{written}` is not a name")]
    NoWord {
        /// As written.
        written: String,
    },
    /// An invalid Wikidata id.
    #[error("`{written}` is not a Wikidata id")]
    Wikidata {
        /// As written.
        written: String,
    },
    /// An id with characters that would need quoting.
    #[error("`{written}` cannot be an id")]
    Id {
        /// As written.
        written: String,
    },
    /// A name or alias that two persons share.
    #[error("`{written}` is also a name of the person in line {other}")]
    SharedName {
        /// As written.
        written: String,
        /// The line of the other person.
        other: u64,
    },
    /// An id that two persons share.
    #[error("`{id}` is also the id of the person in line {other}")]
    SharedId {
        /// The id.
        id: String,
        /// The line of the other person.
        other: u64,
    },
}

impl PeopleError {
    /// How to fix it, in one line.
    pub fn hint(&self) -> Option<String> {
        use PeopleProblem::*;
        let hint = match &self.problem {
            NotFound => "check the spelling; paths are relative to the current folder",
            Denied => "change the permissions of the file",
            Io(_) => "name a CSV file",
            FileTooLong { .. } => "keep only people who are quoted in your articles",
            LineTooLong { .. } => "write one person per line; look for a double quote that is never closed",
            NotUtf8 => "save it as UTF-8; spreadsheets call that \"CSV UTF-8\"",
            Empty => "the first line is name,aliases,role,wikidata,id; then one person per line",
            UnknownColumn { written } if written.contains([';', '\t']) => "separate columns with commas",
            UnknownColumn { .. } | ColumnTwice { .. } => "the columns are name, aliases, role, wikidata, id",
            NoNameColumn => "the first line is name,aliases,role,wikidata,id; only name is needed",
            TooManyCells { .. } => "put double quotes around a cell that holds a comma; separate aliases with ;",
            LineBreak { .. } => "close its double quotes, or write it on one line",
            NoName => "fill in the name, or remove the line",
            NoWord { .. } => "write a name with letters, or remove it",
            Wikidata { .. } => "use the Q number from the address of the person's Wikidata page, such as Q42",
            Id { .. } => "use letters, digits and - _ . : / without spaces, such as ann-smith",
            SharedName { .. } => "remove it from one of the two lines; case, accents and titles are ignored",
            SharedId { .. } => "give each person a different id, or merge the two lines",
        };
        Some(hint.to_owned())
    }
}

/// `; did you mean `name`?` for a misspelled column.
fn suggestion(written: &str) -> String {
    let near = |column: &&&str| strsim::damerau_levenshtein(&written.to_lowercase(), column) <= 2;
    let column = ["name", "aliases", "role", "wikidata", "id"].iter().filter(|_| written.len() > 2).find(near);
    column.map_or(String::new(), |column| format!("; did you mean `{column}`?"))
}

impl From<io::Error> for PeopleProblem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => PeopleProblem::NotFound,
            io::ErrorKind::PermissionDenied => PeopleProblem::Denied,
            _ => PeopleProblem::Io(error),
        }
    }
}

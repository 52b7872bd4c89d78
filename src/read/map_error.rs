//! What can be wrong with the names that the user gives to fields: named, with its cure.

use thiserror::Error;

/// A mistake in `--map`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MapError {
    /// Nothing to the right: what was typed.
    #[error("--map {0}: no \"=\" followed by a name")]
    NoName(String),
    /// Nothing known to the left: what was typed, and its left side.
    #[error("--map {0}: unknown field {1:?}")]
    Unknown(String, String),
    /// One field by two names: the field, and both.
    #[error("--map: {0} is given twice: as {1} and as {2}")]
    Twice(&'static str, String, String),
    /// No record had it: what was typed, and the fields of one of them.
    #[error("--map {0}: no record has such a field")]
    Unseen(String, String),
}

impl MapError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            MapError::NoName(_) => {
                "write FIELD=NAME, with the name as it stands in the file: --map text=body".to_owned()
            }
            MapError::Unknown(..) => {
                "the fields are text, id, title, date, publisher, authors and url: --map text=body,date=pubDate"
                    .to_owned()
            }
            MapError::Twice(..) => {
                "give each field one name; files that differ are read one after the other".to_owned()
            }
            MapError::Unseen(_, fields) => format!("the fields of a record are: {fields}"),
        }
    }
}

//! Errors in the field names given by the user, with hints.

use thiserror::Error;

/// An error in `--map`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FieldMapError {
    /// No name after the `=`: the argument.
    #[error("--map {0}: no \"=\" followed by a name")]
    MissingName(String),
    /// No such field: the argument, and the unknown field.
    #[error("--map {0}: unknown field {1:?}")]
    UnknownField(String, String),
    /// Two names for one field: the field and both names.
    #[error("--map: {0} is given twice: as {1} and as {2}")]
    DuplicateField(&'static str, String, String),
    /// No record has the field: the argument, and the fields of one record.
    #[error("--map {0}: no record has this field")]
    UnusedName(String, String),
}

impl FieldMapError {
    /// How to fix it.
    pub fn hint(&self) -> String {
        match self {
            FieldMapError::MissingName(_) => {
                "write FIELD=NAME, with the name as it stands in the file: --map text=body".to_owned()
            }
            FieldMapError::UnknownField(..) => {
                "the fields are text, id, title, date, publisher, authors and url: --map text=body,date=pubDate"
                    .to_owned()
            }
            FieldMapError::DuplicateField(..) => {
                "give each field one name; files that differ are read one after the other".to_owned()
            }
            FieldMapError::UnusedName(_, fields) => format!("the fields of a record are: {fields}"),
        }
    }
}

//! Errors in the field names given by the user, with hints.

use thiserror::Error;

/// An error in a map of field names, such as `text=body`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FieldMapError {
    /// No name after the `=`: the argument.
    #[error("{0}: no \"=\" followed by a name")]
    MissingName(String),
    /// No such field: the argument, and the unknown field.
    #[error("{0}: unknown field {1:?}")]
    UnknownField(String, String),
    /// Two names for one field: the field and both names.
    #[error("{0} is given twice: as {1} and as {2}")]
    DuplicateField(&'static str, String, String),
    /// No record has the field: the argument, and the fields of one record.
    #[error("{0}: no record has this field")]
    UnusedName(String, String),
}

impl FieldMapError {
    /// How to fix it, in one line.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            FieldMapError::MissingName(_) => "write FIELD=NAME, with the name as it stands in the file".to_owned(),
            FieldMapError::UnknownField(..) => {
                "the fields are text, id, title, date, publisher, authors and url".to_owned()
            }
            FieldMapError::DuplicateField(..) => {
                "give each field one name; files that differ are read one after the other".to_owned()
            }
            FieldMapError::UnusedName(_, fields) => format!("the fields of a record are: {fields}"),
        })
    }
}

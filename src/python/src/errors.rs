//! Errors as exceptions: `quotedex.Error` and what derives from it, each with a message and, where there is one, the cure.

use pyo3::prelude::*;
use quotedex::read::{FieldMapError, PeopleError as BadPeople, ReadError as Unreadable};
use quotedex::{Clash, IndexError, ModelError, QueryError as BadQuery, UnknownLanguage};

use super::fault::Fault;

mod python {
    //! The exceptions, which are defined in Python.
    use pyo3::import_exception;

    import_exception!(quotedex._errors, ArticleError);
    import_exception!(quotedex._errors, Error);
    import_exception!(quotedex._errors, IndexUnusableError);
    import_exception!(quotedex._errors, PeopleError);
    import_exception!(quotedex._errors, QueryError);
    import_exception!(quotedex._errors, ReadError);
}

/// An error of the library that Python gets as an exception.
pub trait Raise {
    /// The exception.
    fn raise(self) -> PyErr;
}

impl Raise for Fault {
    fn raise(self) -> PyErr {
        let message = self.message();
        if self.from_file {
            return python::ReadError::new_err((message, self.hint));
        }
        python::ArticleError::new_err((message, self.hint))
    }
}

impl Raise for Unreadable {
    fn raise(self) -> PyErr {
        Fault::from(self).raise()
    }
}

impl Raise for FieldMapError {
    fn raise(self) -> PyErr {
        article_error(self.to_string(), "map fields to the names of your columns, such as {\"text\": \"body\"}")
    }
}

impl Raise for BadPeople {
    fn raise(self) -> PyErr {
        python::PeopleError::new_err((self.to_string(), self.hint()))
    }
}

impl Raise for Clash {
    fn raise(self) -> PyErr {
        let hint = match self {
            Clash::NoName { .. } => "write a name with letters, or remove it",
            Clash::SharedName { .. } => "remove it from one of the two; case, accents and titles are ignored",
            Clash::SharedId { .. } => "give each person a different id, or merge the two",
        };
        people_error(self.to_string(), hint)
    }
}

impl Raise for BadQuery {
    fn raise(self) -> PyErr {
        match self {
            BadQuery::Index(error) => error.raise(),
            BadQuery::Record { .. } | BadQuery::Engine { .. } => unusable(self.to_string(), self.hint()),
            _ => python::QueryError::new_err((self.to_string(), self.hint())),
        }
    }
}

impl Raise for IndexError {
    fn raise(self) -> PyErr {
        let hint = self.hint().or_else(|| match self {
            IndexError::Missing { .. } => {
                Some("check the path; the program `quotedex index` makes an index".to_owned())
            }
            IndexError::NotAnIndex { .. } => Some("name the folder of an index".to_owned()),
            IndexError::Version { .. } | IndexError::Damaged { .. } => {
                Some("make it anew from the articles, with the program `quotedex rebuild`".to_owned())
            }
            _ => None,
        });
        unusable(self.to_string(), hint)
    }
}

impl Raise for UnknownLanguage {
    fn raise(self) -> PyErr {
        python::Error::new_err((self.to_string(), None::<String>))
    }
}

impl Raise for ModelError {
    fn raise(self) -> PyErr {
        python::Error::new_err((self.to_string(), Some("install the package again")))
    }
}

/// Articles that were handed over are none.
pub fn article_error(message: impl Into<String>, hint: &str) -> PyErr {
    python::ArticleError::new_err((message.into(), Some(hint.to_owned())))
}

/// A list of people with a mistake.
pub fn people_error(message: impl Into<String>, hint: &str) -> PyErr {
    python::PeopleError::new_err((message.into(), Some(hint.to_owned())))
}

/// A query or filter that means nothing.
pub fn query_error(message: impl Into<String>, hint: &str) -> PyErr {
    python::QueryError::new_err((message.into(), Some(hint.to_owned())))
}

/// What must not happen.
pub fn internal_error(message: &str) -> PyErr {
    python::Error::new_err((format!("quotedex failed: {message}"), Some("please report it, with what it was given")))
}

fn unusable(message: String, hint: Option<String>) -> PyErr {
    python::IndexUnusableError::new_err((message, hint))
}

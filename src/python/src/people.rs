//! The user's own people, from a file or from Python.

use std::path::PathBuf;

use pyo3::prelude::*;
use quotedex::read::read_people;
use quotedex::{People, Person};

use super::errors::Raise;

/// What `people=` may be.
#[derive(FromPyObject)]
pub enum GivenPeople {
    /// The path of a CSV file.
    File(PathBuf),
    /// Each person: name, aliases, role, Wikidata id, own id.
    Rows(Vec<GivenPerson>),
}

type GivenPerson = (String, Vec<String>, Option<String>, Option<String>, Option<String>);

impl GivenPeople {
    /// The list.
    pub fn people(self) -> PyResult<People> {
        match self {
            GivenPeople::File(path) => Ok(read_people(&path).map_err(Raise::raise)?.0),
            GivenPeople::Rows(rows) => People::new(rows.into_iter().map(person).collect()).map_err(Raise::raise),
        }
    }
}

fn person((name, aliases, role, wikidata, id): GivenPerson) -> Person {
    Person { name, aliases, role, wikidata, id }
}

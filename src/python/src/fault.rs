//! Why an article was left out: data for the table of errors, and for an exception.

use quotedex::read::ReadError;

/// What is wrong with one article or file.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The file, or the id of the article, or its place among those that were given.
    pub article: String,
    /// The line of the file, if it is known.
    pub line: Option<u64>,
    /// What is wrong.
    pub error: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Whether it is about a file.
    pub from_file: bool,
}

/// A fault as Python gets it: article, line, error, hint.
pub type FaultRow = (String, Option<u64>, String, Option<String>);

impl Fault {
    /// A fault of an article that was handed over.
    pub fn of_article(article: impl Into<String>, error: impl Into<String>, hint: &str) -> Self {
        let hint = Some(hint.to_owned());
        Self { article: article.into(), line: None, error: error.into(), hint, from_file: false }
    }

    /// The fault as Python gets it.
    pub fn row(&self) -> FaultRow {
        (self.article.clone(), self.line, self.error.clone(), self.hint.clone())
    }

    /// The fault in one line.
    pub fn message(&self) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}{line}: {}", self.article, self.error)
    }
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        let hint = error.hint();
        Self { error: error.problem.to_string(), article: error.name, line: error.line, hint, from_file: true }
    }
}

//! Errors of reading, with their place and a hint how to fix them.

use std::io;

use thiserror::Error;

/// An error in an input or in one line of it.
#[derive(Debug, Error)]
#[error("{}{}: {problem}", .name, .line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct ReadError {
    /// The file or stream, as the user named it.
    pub name: String,
    /// The line of the file, counted from 1, if known.
    pub line: Option<u64>,
    /// What is wrong.
    #[source]
    pub problem: Problem,
}

/// What is wrong with an input.
#[derive(Debug, Error)]
pub enum Problem {
    /// There is no such file or folder.
    #[error("no such file or folder")]
    NotFound,
    /// No permission to read the file.
    #[error("no permission to read it")]
    Denied,
    /// Reading failed in another way.
    #[error("cannot be read ({0})")]
    Io(io::Error),
    /// A binary file.
    #[error("{0}, not text")]
    Binary(&'static str),
    /// More bytes than an article may have.
    #[error("longer than {} MiB, too long for one article", .limit >> 20)]
    TooLong {
        /// The limit in bytes.
        limit: u64,
    },
    /// An article or document that is too expensive to process.
    #[error("too large: {count} {what}, the limit is {most}")]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// How much there is.
        count: usize,
        /// The limit.
        most: usize,
    },
    /// Compressed data that cannot be decompressed.
    #[error("cannot be decompressed: {0}")]
    Decompression(&'static str),
    /// Compressed data that expands too much.
    #[error("expands to more than {limit} times its size")]
    DecompressionBomb {
        /// The maximum expansion ratio.
        limit: u64,
    },
    /// An invalid path in a list of files.
    #[error("not a path: {0}")]
    InvalidPath(&'static str),
    /// A broken record in a web archive.
    #[error("broken record: {0}")]
    BrokenRecord(&'static str),
    /// Invalid JSON.
    #[error("invalid JSON ({0})")]
    Json(String),
    /// One invalid entry in a JSON file whose other entries are valid.
    #[error("broken entry: invalid JSON ({0})")]
    BrokenEntry(String),
    /// Invalid XML, or XML that is nested too deep.
    #[error("invalid XML ({0})")]
    Xml(String),
    /// An invalid feed.
    #[error("invalid feed ({0})")]
    Feed(String),
    /// A row that does not fit its table.
    #[error("row does not fit the table: {0}")]
    BrokenRow(String),
    /// A record or table without a text field.
    #[error("no article: no field {wanted:?}; its fields are {fields}")]
    NoText {
        /// The name of the text field.
        wanted: String,
        /// The fields that are present.
        fields: String,
    },
    /// XML with an unknown root element.
    #[error("no article: XML with the unknown root <{0}>")]
    UnknownXml(String),
    /// A web page without text.
    #[error("no article: the page has no text")]
    EmptyPage,
    /// A web page that contains only a cookie consent request.
    #[error("no article: the page contains only a cookie consent request")]
    OnlyCookieConsent,
    /// A document, book or mail that cannot be parsed.
    #[error("the {0} is damaged")]
    Damaged(&'static str),
    /// A password-protected document.
    #[error("the {0} is password-protected")]
    Encrypted(&'static str),
    /// A document without text.
    #[error("no article: the document has no text")]
    EmptyDocument,
    /// A PDF whose pages are images.
    #[error("no text: {pages} scanned {}", if *.pages == 1 { "page" } else { "pages" })]
    ScannedPages {
        /// The number of pages.
        pages: usize,
    },
    /// A PDF whose fonts do not map glyphs to characters.
    #[error("no text: its fonts do not map glyphs to characters")]
    UnmappedGlyphs,
    /// A document with too many parts.
    #[error("the {0} has too many parts")]
    TooManyParts(&'static str),
    /// JSON or XML without an article.
    #[error("no article: {0}")]
    NoArticle(String),
}

impl ReadError {
    pub(super) fn new(name: &str, problem: Problem) -> Self {
        Self { name: name.to_owned(), line: None, problem }
    }

    pub(super) fn at(name: &str, line: u64, problem: Problem) -> Self {
        Self { name: name.to_owned(), line: Some(line), problem }
    }

    pub(super) fn in_record(name: &str, number: u64, problem: Problem) -> Self {
        Self::new(&format!("{name}, record {number}"), problem)
    }

    /// What to do about it, in one line, where the command line has no option for it.
    pub fn hint(&self) -> Option<String> {
        let hint = match &self.problem {
            Problem::NotFound => "check the spelling; paths are relative to the current folder",
            Problem::Denied => "change the permissions of the file, or leave it out",
            Problem::Io(_) | Problem::InvalidPath(_) | Problem::NoText { .. } => return None,
            Problem::Binary(_) => "convert it to plain text or JSON Lines first",
            Problem::TooLong { .. } | Problem::TooMuch { .. } => {
                "split it: one article per file, or JSON Lines with one article per line"
            }
            Problem::Decompression(_) => "download or copy the file again; everything before the damage was read",
            Problem::DecompressionBomb { .. } => {
                "if the file is genuine, decompress it yourself and name the decompressed file"
            }
            Problem::BrokenRecord(_) => "download or copy the file again; the other records were read",
            Problem::BrokenEntry(_) => {
                "fix the entry, or download the file again if it is truncated; the other entries were read"
            }
            Problem::Json(_) if self.line.is_some() => "each line must be a complete JSON object",
            Problem::Json(_) => "use one object, an array of objects, or JSON Lines",
            Problem::Xml(_) | Problem::Feed(_) | Problem::UnknownXml(_) => {
                "check that the file is complete, or leave it out; RSS, Atom, NewsML-G2 and NITF are supported"
            }
            Problem::BrokenRow(_) => {
                "give each row as many cells as the first; quote cells that contain a delimiter or a line break"
            }
            Problem::EmptyPage | Problem::OnlyCookieConsent => {
                "some pages load their text by script: save the page from a browser"
            }
            Problem::Damaged(_) => "open it in its program and save it again, or download it again",
            Problem::Encrypted(_) => "save a copy without the password",
            Problem::EmptyDocument => "check that it contains text and not only images, or leave it out",
            Problem::TooManyParts(_) => "split it, or print it to a new file",
            Problem::ScannedPages { .. } | Problem::UnmappedGlyphs => {
                "make a copy with recognised text (OCR), for instance with ocrmypdf"
            }
            Problem::NoArticle(_) => {
                r#"an article looks like {"id": "a1", "text": "...", "title": "...", "date": "2024-05-12"}"#
            }
        };
        Some(hint.to_owned())
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        // Our own readers pass their errors through `io::Error`.
        error.downcast().unwrap_or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Problem::NotFound,
            io::ErrorKind::PermissionDenied => Problem::Denied,
            _ => Problem::Io(error),
        })
    }
}

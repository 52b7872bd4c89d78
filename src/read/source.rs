//! One file or stream: opened, and what it holds told by its first bytes.
//!
//! Compressed files are unpacked, whatever they are called. A name ending in `.jsonl`, `.ndjson` or `.warc` is believed.
//! Everything else is looked at: `WARC/` begins a web archive, `filedesc://` an old one, `From ` with a time behind it a
//! mailbox; a first line that is a whole JSON object means JSON Lines, one of known names a table; and what is none of these
//! is read whole and told apart when it is understood (`unread`, `whole`).

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::archive::Archive;
use super::calendar::{Calendar, Order};
use super::error::ReadError;
use super::fields::FieldMap;
use super::input::Options;
use super::jsonl::JsonLines;
use super::lines::{Line, Lines};
use super::mail::{self, Mailbox};
use super::origin::Origin;
use super::sniff::{self, Holding};
use super::stamp::FileStamp;
use super::table::Table;
use super::unpack::{Bytes, ahead, peek, unpacked};
use super::unread::Unread;
use super::{arc, json_list, json_mend, warc};

/// Bytes from somewhere, not yet read.
pub(super) struct Source {
    name: String,
    path: Option<PathBuf>,
    id: String,
    /// Taken from a folder on the chance that it is text: if it is not, it is passed over without a word.
    guessed: bool,
    content: Content,
}

enum Content {
    Stream(Bytes),
    /// Not yet opened.
    File(PathBuf),
}

impl Source {
    /// A stream without a file.
    pub(super) fn stream(name: String, bytes: Bytes) -> Self {
        Self { name, path: None, id: String::new(), guessed: false, content: Content::Stream(bytes) }
    }

    /// A file, to be opened when it is read.
    pub(super) fn file(path: &Path, id: String) -> Self {
        let name = path.display().to_string();
        Self { name, path: Some(path.to_owned()), id, guessed: false, content: Content::File(path.to_owned()) }
    }

    /// Says whether the file was taken on the chance that it is text.
    pub(super) fn guessed(self, guessed: bool) -> Self {
        Self { guessed, ..self }
    }

    /// What errors call it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The id of the article in it, or the beginning of the ids of several; empty for a stream.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Gives it another id.
    pub(super) fn set_id(&mut self, id: String) {
        self.id = id;
    }

    /// The true path of the file, links resolved; none for a stream.
    pub(super) fn place(&self) -> Option<PathBuf> {
        let path = self.path.as_ref()?;
        Some(path.canonicalize().unwrap_or_else(|_| path.clone()))
    }

    /// What the file looks like from outside; none for a stream, and for what is no regular file.
    pub(super) fn stamp(&self) -> Option<FileStamp> {
        let (path, place) = (self.path.clone()?, self.place()?);
        let seen = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
        Some(FileStamp { path, place, id: self.id.clone(), size: seen.len(), modified: seen.modified().ok() })
    }

    fn origin(&self, options: &Options) -> Origin {
        Origin {
            name: self.name.clone(),
            path: self.path.as_ref().map(|_| self.name.clone()),
            id: self.id.clone(),
            changed: self.path.as_deref().filter(|_| options.file_dates).and_then(changed),
            calendar: Calendar { today: options.today, order: None },
            fields: options.fields.clone(),
            notes: options.notes.clone(),
        }
    }

    /// What the source holds.
    pub(super) fn records(self, options: &Options) -> Result<Records, ReadError> {
        let (origin, guessed) = (Arc::new(self.origin(options)), self.guessed);
        let fail = |problem| ReadError::new(&origin.name, problem);
        let bytes: Bytes = match self.content {
            Content::Stream(bytes) => bytes,
            Content::File(path) => Box::new(File::open(path).map_err(|error| fail(error.into()))?),
        };
        let bytes = unpacked(bytes).map_err(|error| fail(error.into()))?;
        let (head, bytes) = peek::<{ arc::MAGIC.len() }>(bytes).map_err(|error| fail(error.into()))?;
        let named = origin.extension();
        if head == arc::MAGIC {
            return Ok(Records::Archive(Archive::new(origin, bytes, options.max_bytes, arc::record)));
        }
        if head.starts_with(warc::MAGIC) || named.as_deref() == Some("warc") {
            return Ok(Records::Archive(Archive::new(origin, bytes, options.max_bytes, warc::record)));
        }
        let mut lines = Lines::new(BufReader::with_capacity(1 << 16, bytes), options.max_bytes);
        if matches!(named.as_deref(), Some("jsonl" | "ndjson")) {
            return Ok(json_lines(&origin, lines, options));
        }
        let first = lines.first_filled().map_err(|error| fail(error.into()))?;
        let mails = first.as_ref().is_some_and(|line| matches!(line, Line::Whole(line) if mail::is_mailbox(line)));
        let many = first.as_ref().is_some_and(|line| is_record(line, &origin.fields));
        let table = first.as_ref().filter(|_| !many).and_then(|line| delimiter(&origin, line));
        lines.unread(first);
        if mails {
            return Ok(Records::Mails(Mailbox::new(origin, lines, options.max_bytes)));
        }
        if many {
            return Ok(json_lines(&origin, lines, options));
        }
        if let Some(delimiter) = table {
            let (origin, bytes) = ordered(&origin, lines.into_bytes());
            let rows = Table::new(Arc::clone(&origin), bytes, delimiter, options.max_bytes);
            return Ok(Records::Table(origin, Box::new(rows)));
        }
        let bytes = lines.rest().map_err(fail)?;
        Ok(Records::Whole(Some(Unread::file(origin, bytes, guessed))))
    }
}

/// The day a file was last changed, by the clock of Greenwich, so that it is the same day everywhere.
fn changed(path: &Path) -> Option<Date> {
    let moment = Timestamp::try_from(path.metadata().ok()?.modified().ok()?).ok()?;
    Some(moment.to_zoned(TimeZone::UTC).date())
}

/// The origin, with what the first dates of its file tell of the others.
fn ordered(origin: &Origin, bytes: Bytes) -> (Arc<Origin>, Bytes) {
    let (head, bytes) = ahead(bytes, Order::HEAD);
    (Arc::new(origin.ordered(&String::from_utf8_lossy(&head))), bytes)
}

fn json_lines(origin: &Origin, lines: Lines, options: &Options) -> Records {
    let (origin, bytes) = ordered(origin, lines.into_bytes());
    let lines = Lines::new(BufReader::with_capacity(1 << 16, bytes), options.max_bytes);
    Records::Lines(JsonLines::new(origin, lines))
}

/// A line that is a whole JSON object, no list of them, and no article spread over several lines; or one that is too long for any
/// article, but looks like the first of many.
fn is_record(line: &Line, fields: &FieldMap) -> bool {
    let (bytes, whole) = match line {
        Line::Whole(bytes) => (bytes, true),
        Line::Cut(bytes) => (bytes, false),
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
    if !bytes.starts_with(b"{") || sniff::is_json_feed(&String::from_utf8_lossy(start(bytes))) {
        return false;
    }
    let value = || json_mend::value(std::str::from_utf8(bytes).ok()?).ok();
    !whole || matches!(value(), Some(Value::Object(object)) if !json_list::is_list(&object, fields))
}

/// What stands between the cells, when the line is the first of a table. One with zero bytes is in UTF-16, and read whole.
fn delimiter(origin: &Origin, line: &Line) -> Option<u8> {
    let (Line::Whole(bytes) | Line::Cut(bytes)) = line;
    let head = String::from_utf8_lossy(start(bytes));
    match sniff::holding(origin.extension().as_deref(), &head, &origin.fields) {
        Holding::Table(delimiter) if !head.contains('\0') => Some(delimiter),
        _ => None,
    }
}

fn start(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(sniff::HEAD)]
}

/// The pieces of one source.
pub(super) enum Records {
    /// Line by line, never the whole file.
    Lines(JsonLines),
    /// Record by record.
    Archive(Archive),
    /// Mail by mail.
    Mails(Mailbox),
    /// Row by row.
    Table(Arc<Origin>, Box<Table>),
    /// A file that must be read whole to be understood.
    Whole(Option<Unread>),
}

impl Records {
    /// The next piece, or why it cannot be read.
    pub(super) fn next(&mut self) -> Option<Result<Unread, ReadError>> {
        match self {
            Records::Lines(lines) => lines.next(),
            Records::Archive(archive) => archive.next(),
            Records::Mails(mails) => mails.next(),
            Records::Table(origin, rows) => rows.next().map(|row| Ok(Unread::row(Arc::clone(origin), row?))),
            Records::Whole(file) => file.take().map(Ok),
        }
    }
}

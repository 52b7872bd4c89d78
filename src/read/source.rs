//! A file or stream: opens it and detects its format from its first bytes.
//!
//! Compressed files are decompressed whatever their name is. The extensions `.jsonl`, `.ndjson` and `.warc` are
//! trusted. Otherwise `WARC/` starts a WARC file, `filedesc://` an ARC file, and `From ` with a time a mailbox; a first
//! line that is a complete JSON object means JSON Lines, and one of known field names a table. Everything else is read
//! whole and its format is detected when it is parsed (`raw_record`, `dispatch`).

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

/// A file or stream that has not been read yet.
pub(super) struct Source {
    name: String,
    path: Option<PathBuf>,
    id: String,
    /// Whether the file has no extension and was found in a folder: if it is binary, it is skipped without an error.
    guessed: bool,
    content: Content,
}

enum Content {
    Stream(Bytes),
    /// Not opened yet.
    File(PathBuf),
}

impl Source {
    /// A stream.
    pub(super) fn stream(name: String, bytes: Bytes) -> Self {
        Self { name, path: None, id: String::new(), guessed: false, content: Content::Stream(bytes) }
    }

    /// A file, opened when it is read.
    pub(super) fn file(path: &Path, id: String) -> Self {
        let name = path.display().to_string();
        Self { name, path: Some(path.to_owned()), id, guessed: false, content: Content::File(path.to_owned()) }
    }

    /// Sets whether a binary file is skipped without an error.
    pub(super) fn guessed(self, guessed: bool) -> Self {
        Self { guessed, ..self }
    }

    /// The name used in errors.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The id of the article, or the prefix of the ids of several; empty for a stream.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Changes the id.
    pub(super) fn set_id(&mut self, id: String) {
        self.id = id;
    }

    /// The canonical path of the file; `None` for a stream.
    pub(super) fn place(&self) -> Option<PathBuf> {
        let path = self.path.as_ref()?;
        Some(path.canonicalize().unwrap_or_else(|_| path.clone()))
    }

    /// The path, size and time of the file; `None` for a stream and for anything but a regular file.
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

    /// Opens the source and detects its format.
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

/// The day of the last modification in UTC, so that it does not depend on the local time zone.
fn changed(path: &Path) -> Option<Date> {
    let moment = Timestamp::try_from(path.metadata().ok()?.modified().ok()?).ok()?;
    Some(moment.to_zoned(TimeZone::UTC).date())
}

/// The context with the date order detected at the start of the file.
fn ordered(origin: &Origin, bytes: Bytes) -> (Arc<Origin>, Bytes) {
    let (head, bytes) = ahead(bytes, Order::HEAD);
    (Arc::new(origin.ordered(&String::from_utf8_lossy(&head))), bytes)
}

fn json_lines(origin: &Origin, lines: Lines, options: &Options) -> Records {
    let (origin, bytes) = ordered(origin, lines.into_bytes());
    let lines = Lines::new(BufReader::with_capacity(1 << 16, bytes), options.max_bytes);
    Records::Lines(JsonLines::new(origin, lines))
}

/// Whether the first line is a complete JSON object (but not a list in an object), or the truncated beginning of one.
/// Then the file is JSON Lines.
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

/// The delimiter, if the line is the header of a table. A line with zero bytes is UTF-16, which is read whole.
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

/// The raw records of one source.
pub(super) enum Records {
    /// Read line by line.
    Lines(JsonLines),
    /// Read record by record.
    Archive(Archive),
    /// Read mail by mail.
    Mails(Mailbox),
    /// Read row by row.
    Table(Arc<Origin>, Box<Table>),
    /// A file that must be read whole.
    Whole(Option<Unread>),
}

impl Records {
    /// The next raw record, or the reason why it cannot be read.
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

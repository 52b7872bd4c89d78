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

use super::context::ReadContext;
use super::csv_table::CsvTable;
use super::date::{DateOrder, DateParser};
use super::decompress::{ByteStream, decompress, peek, read_ahead};
use super::error::ReadError;
use super::fields::FieldMap;
use super::file_stamp::FileStamp;
use super::input::Options;
use super::jsonl::JsonLines;
use super::line_reader::{Line, LineReader};
use super::mail::{self, Mailbox};
use super::raw_record::RawRecord;
use super::sniff::{self, ContentKind};
use super::web_archive::WebArchive;
use super::{arc, json_records, json_repair, warc};

/// A file or stream that has not been read yet.
pub(super) struct Source {
    name: String,
    path: Option<PathBuf>,
    id: String,
    /// Whether the file has no extension and was found in a folder: if it is binary, it is skipped without an error.
    speculative: bool,
    data: SourceData,
}

enum SourceData {
    Stream(ByteStream),
    /// Not opened yet.
    File(PathBuf),
}

impl Source {
    /// A stream.
    pub(super) fn stream(name: String, bytes: ByteStream) -> Self {
        Self { name, path: None, id: String::new(), speculative: false, data: SourceData::Stream(bytes) }
    }

    /// A file, opened when it is read.
    pub(super) fn file(path: &Path, id: String) -> Self {
        let name = path.display().to_string();
        Self { name, path: Some(path.to_owned()), id, speculative: false, data: SourceData::File(path.to_owned()) }
    }

    /// Sets whether a binary file is skipped without an error.
    pub(super) fn speculative(self, speculative: bool) -> Self {
        Self { speculative, ..self }
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
    pub(super) fn canonical_path(&self) -> Option<PathBuf> {
        let path = self.path.as_ref()?;
        Some(path.canonicalize().unwrap_or_else(|_| path.clone()))
    }

    /// The path, size and time of the file; `None` for a stream and for anything but a regular file.
    pub(super) fn stamp(&self) -> Option<FileStamp> {
        let (path, canonical_path) = (self.path.clone()?, self.canonical_path()?);
        let seen = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
        Some(FileStamp { path, canonical_path, id: self.id.clone(), size: seen.len(), modified: seen.modified().ok() })
    }

    fn context(&self, options: &Options) -> ReadContext {
        ReadContext {
            name: self.name.clone(),
            path: self.path.as_ref().map(|_| self.name.clone()),
            id: self.id.clone(),
            file_date: self.path.as_deref().filter(|_| options.file_dates).and_then(modification_day),
            date_parser: DateParser { today: options.today, order: None },
            fields: options.fields.clone(),
            warnings: options.warnings.clone(),
        }
    }

    /// Opens the source and detects its format.
    pub(super) fn records(self, options: &Options) -> Result<SourceRecords, ReadError> {
        let (context, speculative) = (Arc::new(self.context(options)), self.speculative);
        let fail = |problem| ReadError::new(&context.name, problem);
        let bytes: ByteStream = match self.data {
            SourceData::Stream(bytes) => bytes,
            SourceData::File(path) => Box::new(File::open(path).map_err(|error| fail(error.into()))?),
        };
        let bytes = decompress(bytes).map_err(|error| fail(error.into()))?;
        let (head, bytes) = peek::<{ arc::MAGIC.len() }>(bytes).map_err(|error| fail(error.into()))?;
        let extension = context.extension();
        if head == arc::MAGIC {
            return Ok(SourceRecords::Archive(WebArchive::new(context, bytes, options.max_bytes, arc::read_record)));
        }
        if head.starts_with(warc::MAGIC) || extension.as_deref() == Some("warc") {
            return Ok(SourceRecords::Archive(WebArchive::new(context, bytes, options.max_bytes, warc::read_record)));
        }
        let mut lines = LineReader::new(BufReader::with_capacity(1 << 16, bytes), options.max_bytes);
        if matches!(extension.as_deref(), Some("jsonl" | "ndjson")) {
            return Ok(json_lines(&context, lines, options));
        }
        let first = lines.first_nonblank().map_err(|error| fail(error.into()))?;
        let is_mailbox =
            first.as_ref().is_some_and(|line| matches!(line, Line::Complete(line) if mail::is_mailbox(line)));
        let is_json_lines = first.as_ref().is_some_and(|line| is_json_record(line, &context.fields));
        let table = first.as_ref().filter(|_| !is_json_lines).and_then(|line| delimiter(&context, line));
        lines.put_back(first);
        if is_mailbox {
            return Ok(SourceRecords::Mails(Mailbox::new(context, lines, options.max_bytes)));
        }
        if is_json_lines {
            return Ok(json_lines(&context, lines, options));
        }
        if let Some(delimiter) = table {
            let (context, bytes) = with_detected_order(&context, lines.into_bytes());
            let rows = CsvTable::new(Arc::clone(&context), bytes, delimiter, options.max_bytes);
            return Ok(SourceRecords::Table(context, Box::new(rows)));
        }
        let bytes = lines.read_rest().map_err(fail)?;
        Ok(SourceRecords::Whole(Some(RawRecord::file(context, bytes, speculative))))
    }
}

/// The day of the last modification in UTC, so that it does not depend on the local time zone.
fn modification_day(path: &Path) -> Option<Date> {
    let moment = Timestamp::try_from(path.metadata().ok()?.modified().ok()?).ok()?;
    Some(moment.to_zoned(TimeZone::UTC).date())
}

/// The context with the date order detected at the start of the file.
fn with_detected_order(context: &ReadContext, bytes: ByteStream) -> (Arc<ReadContext>, ByteStream) {
    let (head, bytes) = read_ahead(bytes, DateOrder::SAMPLE);
    (Arc::new(context.with_date_order(&String::from_utf8_lossy(&head))), bytes)
}

fn json_lines(context: &ReadContext, lines: LineReader, options: &Options) -> SourceRecords {
    let (context, bytes) = with_detected_order(context, lines.into_bytes());
    let lines = LineReader::new(BufReader::with_capacity(1 << 16, bytes), options.max_bytes);
    SourceRecords::Lines(JsonLines::new(context, lines))
}

/// Whether the first line is a complete JSON object (but not a list in an object), or the truncated beginning of one.
/// Then the file is JSON Lines.
fn is_json_record(line: &Line, fields: &FieldMap) -> bool {
    let (bytes, whole) = match line {
        Line::Complete(bytes) => (bytes, true),
        Line::Truncated(bytes) => (bytes, false),
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
    if !bytes.starts_with(b"{") || sniff::is_json_feed(&String::from_utf8_lossy(head(bytes))) {
        return false;
    }
    let value = || json_repair::parse(std::str::from_utf8(bytes).ok()?).ok();
    !whole || matches!(value(), Some(Value::Object(object)) if !json_records::is_list(&object, fields))
}

/// The delimiter, if the line is the header of a table. A line with zero bytes is UTF-16, which is read whole.
fn delimiter(context: &ReadContext, line: &Line) -> Option<u8> {
    let (Line::Complete(bytes) | Line::Truncated(bytes)) = line;
    let head = String::from_utf8_lossy(head(bytes));
    match sniff::content_kind(context.extension().as_deref(), &head, &context.fields) {
        ContentKind::Table(delimiter) if !head.contains('\0') => Some(delimiter),
        _ => None,
    }
}

fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(sniff::HEAD)]
}

/// The raw records of one source.
pub(super) enum SourceRecords {
    /// Read line by line.
    Lines(JsonLines),
    /// Read record by record.
    Archive(WebArchive),
    /// Read mail by mail.
    Mails(Mailbox),
    /// Read row by row.
    Table(Arc<ReadContext>, Box<CsvTable>),
    /// A file that must be read whole.
    Whole(Option<RawRecord>),
}

impl SourceRecords {
    /// The next raw record, or the reason why it cannot be read.
    pub(super) fn next(&mut self) -> Option<Result<RawRecord, ReadError>> {
        match self {
            SourceRecords::Lines(lines) => lines.next(),
            SourceRecords::Archive(archive) => archive.next(),
            SourceRecords::Mails(mails) => mails.next(),
            SourceRecords::Table(context, rows) => rows.next().map(|row| Ok(RawRecord::row(Arc::clone(context), row?))),
            SourceRecords::Whole(file) => file.take().map(Ok),
        }
    }
}

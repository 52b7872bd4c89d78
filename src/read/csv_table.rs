//! CSV and TSV: one article per row below a header row.
//!
//! The delimiter (comma, semicolon, tab) is the one that yields the most known names in the header row. A row that does
//! not fit is an error with its line, and reading continues. A quotation mark that is never closed ends the table with
//! an error that gives its position. Empty rows are skipped.

use std::io::{self, Read};
use std::sync::Arc;

use csv::{ByteRecord, Reader, ReaderBuilder};
use serde_json::Value;

use super::context::ReadContext;
use super::decode;
use super::decompress::ByteStream;
use super::error::{Problem, ReadError};
use super::fields::{FIELDS, Field, FieldMap};
use super::record::{self, FieldValues};
use crate::article::Article;

/// The delimiters; of two equally good ones, the earlier is used.
const DELIMITERS: [u8; 3] = [b'\t', b',', b';'];

/// The longest column name, in characters; longer cells are sentences.
const MAX_COLUMN_NAME: usize = 64;

/// The delimiter of a table that starts with `head`; `None` when it is not a table.
///
/// A header row has no empty names and no spaces after commas. It contains a text and another field that is known or
/// named by the user. `named` says that the file has a table extension; then any names are accepted.
pub(super) fn delimiter(head: &str, has_table_extension: bool, fields: &FieldMap) -> Option<u8> {
    let head = head.trim_start_matches(['\u{feff}', '\r', '\n']);
    let row = head.split(['\n', '\r']).next().unwrap_or_default();
    let known = |delimiter: &u8| known_columns(row, *delimiter, fields, has_table_extension);
    // `max_by_key` returns the last of the best, which is the first in `DELIMITERS`.
    let best = DELIMITERS.into_iter().rev().max_by_key(known)?;
    (has_table_extension || known(&best).0 >= 2).then_some(best)
}

/// The number of columns with known names, and the number of columns.
fn known_columns(row: &str, delimiter: u8, fields: &FieldMap, has_table_extension: bool) -> (usize, usize) {
    let mut cells = ByteRecord::new();
    let mut reader = csv_reader(delimiter, row.as_bytes());
    if !reader.read_byte_record(&mut cells).unwrap_or(false) {
        return (0, 0);
    }
    let cells: Vec<&str> = cells.iter().map(|cell| std::str::from_utf8(cell).unwrap_or_default()).collect();
    let is_name = |cell: &&str| !cell.is_empty() && !cell.starts_with(' ') && cell.chars().count() <= MAX_COLUMN_NAME;
    if !has_table_extension && !cells.iter().all(is_name) {
        return (0, cells.len());
    }
    let field_columns = fields.find_columns(&cells);
    let known = field_columns.iter().filter(|column| column.is_some()).count();
    let text = field_columns[Field::Text as usize].is_some();
    // A text column alone, or names without a text column, could be any line of text.
    (if text || has_table_extension { known } else { 0 }, cells.len())
}

fn csv_reader<R: Read>(delimiter: u8, bytes: R) -> Reader<R> {
    ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes)
}

/// An extra row after the last one. If it turns up inside a cell, the quotation mark of that cell was never closed.
const END_MARKER: &[u8] = b"\n\x1eend of table\x1e\n";

/// A table that is read row by row.
pub(super) struct CsvTable {
    context: Arc<ReadContext>,
    rows: Reader<RowLimitedReader>,
    /// The columns, after the header row was read.
    columns: Option<Columns>,
    count: u64,
    ended: bool,
}

struct Columns {
    count: usize,
    /// The column of each field.
    field_columns: [Option<usize>; FIELDS],
    /// Whether the text column is called `text`.
    verbatim: bool,
}

/// A parsed row.
pub(super) struct CsvRow {
    values: FieldValues,
    verbatim: bool,
    /// The row number, counted from 1 below the header.
    number: u64,
    line: u64,
}

impl CsvRow {
    /// The size of its text in bytes.
    pub(super) fn size(&self) -> usize {
        self.values.iter().flatten().filter_map(Value::as_str).map(str::len).sum()
    }

    /// The article in the row.
    pub(super) fn article(self, context: &ReadContext) -> Result<Article, ReadError> {
        let article = record::article_from_fields(self.values, self.verbatim, context, context.record_id(self.number));
        article.map_err(|problem| ReadError::at(&context.name, self.line, problem))
    }
}

impl CsvTable {
    /// Starts at the header row. Rows longer than `limit` bytes are an error.
    pub(super) fn new(context: Arc<ReadContext>, bytes: ByteStream, delimiter: u8, limit: u64) -> Self {
        let bytes = RowLimitedReader { bytes: Box::new(bytes.chain(END_MARKER)), limit, left: limit };
        Self { context, rows: csv_reader(delimiter, bytes), columns: None, count: 0, ended: false }
    }

    /// The next non-empty row, or an error.
    pub(super) fn next(&mut self) -> Option<Result<CsvRow, ReadError>> {
        loop {
            let (line, row) = self.read_row()?;
            let row = match row {
                Ok(cells) if cells.iter().all(|cell| cell.trim().is_empty()) => continue,
                Ok(cells) => self.parse_row(line, cells),
                Err(problem) => Err(problem),
            };
            if let Some(row) = row.map_err(|problem| ReadError::at(&self.context.name, line, problem)).transpose() {
                return Some(row);
            }
        }
    }

    /// Parses a row; `None` for the header row.
    fn parse_row(&mut self, line: u64, cells: Vec<String>) -> Result<Option<CsvRow>, Problem> {
        let Some(columns) = &self.columns else {
            // Without a header, no row can be parsed.
            self.columns = Some(self.parse_header(cells).inspect_err(|_| self.ended = true)?);
            return Ok(None);
        };
        self.count += 1;
        let mut cells = check_cell_count(cells, columns.count)?;
        let mut values: FieldValues = columns.field_columns.map(|column| {
            let cell = std::mem::take(cells.get_mut(column?)?);
            (!cell.trim().is_empty()).then_some(Value::String(cell))
        });
        values[Field::Text as usize].get_or_insert_with(|| Value::String(String::new()));
        Ok(Some(CsvRow { values, verbatim: columns.verbatim, number: self.count, line }))
    }

    fn parse_header(&self, mut names: Vec<String>) -> Result<Columns, Problem> {
        if let Some(first) = names.first_mut() {
            *first = first.trim_start_matches('\u{feff}').to_owned();
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let field_columns = self.context.fields.columns(&names);
        if field_columns[Field::Text as usize].is_none() {
            return Err(record::no_text(&self.context, names.into_iter()));
        }
        let verbatim = record::is_text_verbatim(&self.context, |name| names.contains(&name));
        Ok(Columns { count: names.len(), field_columns, verbatim })
    }

    /// The line where the next row starts, and its cells; `None` at the end.
    fn read_row(&mut self) -> Option<(u64, Result<Vec<String>, Problem>)> {
        if self.ended {
            return None;
        }
        let mut row = ByteRecord::new();
        let bytes = self.rows.get_mut();
        bytes.left = bytes.limit;
        let start_line = self.rows.position().line();
        let read = self.rows.read_byte_record(&mut row);
        let line = row.position().map_or(start_line, csv::Position::line);
        let is_end = |cell: &[u8]| cell.trim_ascii_end().ends_with(END_MARKER.trim_ascii());
        self.ended = read.is_err() || row.iter().next_back().is_some_and(is_end);
        let cells = match read {
            Ok(true) if self.ended && row.as_slice() == END_MARKER.trim_ascii() => return None,
            Ok(true) if self.ended => {
                Err(Problem::BrokenRow("a quotation mark is never closed, so the rest cannot be parsed".to_owned()))
            }
            Ok(true) => decoded(&row),
            Ok(false) => return None,
            Err(error) => Err(row_error(error)),
        };
        Some((line, cells))
    }
}

/// Decodes the cells. The row is decoded as a whole, since a single name says little about the encoding.
fn decoded(row: &ByteRecord) -> Result<Vec<String>, Problem> {
    const SEPARATOR: u8 = 0x0b;
    let joined: Vec<&[u8]> = row.iter().collect();
    let text = decode::decode(joined.join(&SEPARATOR))?;
    let cells: Vec<String> = text.split(char::from(SEPARATOR)).map(str::to_owned).collect();
    if cells.len() == row.len() {
        return Ok(cells);
    }
    row.iter().map(|cell| decode::decode(cell.to_vec())).collect()
}

/// Checks the number of cells; drops additional empty cells, which spreadsheets leave behind.
fn check_cell_count(mut cells: Vec<String>, columns: usize) -> Result<Vec<String>, Problem> {
    let count = cells.len();
    while cells.len() > columns && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    if cells.len() == columns {
        return Ok(cells);
    }
    let plural = if count == 1 { "" } else { "s" };
    Err(Problem::BrokenRow(format!("it has {count} cell{plural}, the first row has {columns}")))
}

fn row_error(error: csv::Error) -> Problem {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Problem::BrokenRow(format!("{other:?}")),
    }
}

/// A reader that limits the bytes of each row, so that an endless row cannot exhaust memory.
struct RowLimitedReader {
    bytes: ByteStream,
    limit: u64,
    left: u64,
}

impl Read for RowLimitedReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        if most == 0 && !buffer.is_empty() {
            return Err(io::Error::other(Problem::TooLong { limit: self.limit }));
        }
        let count = self.bytes.read(&mut buffer[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> Vec<Result<Article, String>> {
        let context = ReadContext { name: "f.csv".into(), id: "f".into(), ..ReadContext::default() };
        let delimiter = delimiter(content, true, &FieldMap::default()).unwrap();
        let bytes = Box::new(io::Cursor::new(content.to_owned().into_bytes()));
        let context = Arc::new(context);
        let mut table = CsvTable::new(Arc::clone(&context), bytes, delimiter, 1 << 16);
        let articles = std::iter::from_fn(|| table.next()).map(|row| row?.article(&context));
        articles.map(|article| article.map_err(|error: ReadError| error.to_string())).collect()
    }

    #[test]
    fn a_first_row_of_known_names_begins_a_table() {
        let told = |head: &str| delimiter(head, false, &FieldMap::default());
        assert_eq!(told("\u{feff}id,title,text\n"), Some(b','));
        assert_eq!(told("Headline;Pub Date;Body"), Some(b';'));
        assert_eq!(told("url\ttext"), Some(b'\t'));
        assert_eq!(told("\"title\",\"section\",\"content\"\r\n\"a"), Some(b','));
        for prose in [
            "Text, title, and date of the letter",
            "Body, soul",
            "text",
            "title,date",
            "On Monday, the mayor said, nothing was lost.",
            "text,,title",
            "",
        ] {
            assert_eq!(told(prose), None, "{prose}");
        }
        assert_eq!(delimiter("a;b,c;d", true, &FieldMap::default()), Some(b';'));
        let map = FieldMap::parse("text=story,title=hed").unwrap();
        assert_eq!(delimiter("hed,story", false, &map), Some(b','));
    }

    #[test]
    fn rows_become_articles() {
        let rows =
            read("guid,Headline,pubDate,byline,body,source\r\n7,T,2024-05-12,By Ann and Bo,\"“A,\n\"\"b\"\"”\",P\r\n");
        let article = rows[0].as_ref().unwrap();
        assert_eq!((article.id.as_str(), article.text()), ("7", "“A,\n\"b\"”"));
        assert_eq!((article.title.as_deref(), article.publisher.as_deref()), (Some("T"), Some("P")));
        assert_eq!((article.date.unwrap().to_string(), article.authors.len()), ("2024-05-12".to_owned(), 2));
        assert_eq!(read("text\n\nx\n")[0].as_ref().unwrap().id, "f:1");
    }

    #[test]
    fn a_bad_row_does_not_stop_the_next() {
        let rows = read("title\ttext\na\tb\nonly one\n\t\t\nc\td\t\t\n");
        assert_eq!(rows.len(), 3);
        assert_eq!(
            rows[1].as_ref().unwrap_err(),
            "f.csv:3: row does not fit the table: it has 1 cell, the first row has 2"
        );
        assert_eq!(rows[2].as_ref().unwrap().text(), "d");
    }

    #[test]
    fn a_mark_that_is_never_closed_has_its_line() {
        let rows = read("title,text\na,b\n\"c,d\ne,f\n");
        assert_eq!(rows.len(), 2);
        assert!(
            rows[1].as_ref().unwrap_err().starts_with("f.csv:3: row does not fit the table: a quotation mark"),
            "{rows:?}"
        );
        let long = format!("title,text\na,\"{}\"\n", "b".repeat(1 << 17));
        assert!(read(&long)[0].as_ref().unwrap_err().contains("too long for one article"));
    }

    #[test]
    fn a_table_without_a_text_names_its_columns() {
        let error = read("id,story\n1,x\n")[0].as_ref().unwrap_err().clone();
        assert_eq!(error, "f.csv:1: no article: no field \"text\"; its fields are id, story");
    }

    proptest::proptest! {
        #[test]
        fn no_table_makes_it_panic(table in "[a,;\"\t\r\n\u{feff}]{0,60}") {
            let _ = read(&format!("title,text\n{table}"));
        }
    }
}

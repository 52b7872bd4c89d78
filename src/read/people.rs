//! The user's list of people, a CSV file: `name,aliases,role,wikidata,id`.
//!
//! Only `name` is required. Columns may be in any order, aliases are separated by `;`, and cells with a comma are
//! quoted. The list overrides automatic decisions, so it is validated strictly: the first mistake is an error with its
//! line.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use csv::ByteRecord;

use super::people_error::{PeopleError, PeopleProblem as Problem};
use crate::speakers::{Clash, People, Person};

/// The maximum size of the file: some hundred thousand persons.
const MAX_BYTES: u64 = 64 << 20;
/// The maximum length of a line.
const MAX_LINE_BYTES: usize = 64 << 10;

/// Reads the list at `path`; also returns its text.
///
/// # Errors
///
/// The file cannot be read, or contains a mistake.
pub fn read_people(path: &Path) -> Result<(People, String), PeopleError> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(|error: io::Error| PeopleError { name: name.clone(), line: None, problem: error.into() })?;
    Ok((parse_people(&name, &bytes)?, String::from_utf8_lossy(&bytes).into_owned()))
}

/// Parses a list that was read earlier from a file called `name`.
///
/// # Errors
///
/// The list contains a mistake.
pub fn parse_people(name: &str, bytes: &[u8]) -> Result<People, PeopleError> {
    parse_rows(bytes).map_err(|(line, problem)| PeopleError { name: name.to_owned(), line, problem })
}

/// A mistake and its line.
type Mistake = (Option<u64>, Problem);

fn parse_rows(bytes: &[u8]) -> Result<People, Mistake> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err((None, Problem::FileTooLong { limit: MAX_BYTES }));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    check_lines(bytes)?;
    let mut rows = Rows::new(bytes);
    let Some((line, header)) = rows.next() else { return Err((None, Problem::Empty)) };
    let columns = columns(&header).map_err(|problem| (Some(line), problem))?;
    let (mut persons, mut lines) = (Vec::new(), Vec::new());
    for (line, row) in rows {
        if row.iter().all(String::is_empty) {
            continue;
        }
        persons.push(person(&columns, &row).map_err(|problem| (Some(line), problem))?);
        lines.push(line);
    }
    if persons.is_empty() {
        return Err((None, Problem::Empty));
    }
    People::new(persons).map_err(|clash| mistake_of(clash, &lines))
}

/// Checks that every line is UTF-8 and not too long.
fn check_lines(bytes: &[u8]) -> Result<(), Mistake> {
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        if str::from_utf8(line).is_err() || line.contains(&0) {
            return Err((Some(number), Problem::NotUtf8));
        }
        if line.len() > MAX_LINE_BYTES {
            return Err((Some(number), Problem::LineTooLong { limit: MAX_LINE_BYTES }));
        }
    }
    Ok(())
}

/// The rows of the list with trimmed cells, each with the line where it starts.
struct Rows<'a> {
    bytes: &'a [u8],
    reader: csv::Reader<&'a [u8]>,
    /// The offset up to which line ends have been counted, and the current line number.
    counted: (usize, u64),
}

impl<'a> Rows<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        Self { bytes, reader, counted: (0, 1) }
    }

    /// The line number of the first byte from `at` on that is not a line end, since the CSV reader skips empty lines.
    fn line(&mut self, at: usize) -> u64 {
        let blank = self.bytes[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (from, line) = self.counted;
        let ends = self.bytes[from..at + blank].iter().filter(|&&byte| byte == b'\n').count();
        self.counted = (at + blank, line + ends as u64);
        self.counted.1
    }
}

impl Iterator for Rows<'_> {
    type Item = (u64, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        let at = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX).min(self.bytes.len());
        let mut record = ByteRecord::new();
        // Reading flexible rows from memory cannot fail.
        if !self.reader.read_byte_record(&mut record).unwrap_or(false) {
            return None;
        }
        let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        Some((self.line(at), cells))
    }
}

/// The columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Aliases,
    Role,
    Wikidata,
    Id,
}

fn columns(header: &[String]) -> Result<Vec<Column>, Problem> {
    let mut columns = Vec::new();
    for written in header {
        let column = match written.to_lowercase().as_str() {
            "name" => Column::Name,
            "aliases" => Column::Aliases,
            "role" => Column::Role,
            "wikidata" => Column::Wikidata,
            "id" => Column::Id,
            _ => return Err(Problem::UnknownColumn { written: written.clone() }),
        };
        if columns.contains(&column) {
            return Err(Problem::ColumnTwice { written: written.clone() });
        }
        columns.push(column);
    }
    if columns.contains(&Column::Name) { Ok(columns) } else { Err(Problem::NoNameColumn) }
}

fn person(columns: &[Column], row: &[String]) -> Result<Person, Problem> {
    if let Some(cell) = row.iter().find(|cell| cell.contains(['\n', '\r'])) {
        return Err(Problem::LineBreak { cell: cell.lines().next().unwrap_or_default().to_owned() });
    }
    if row.len() > columns.len() {
        return Err(Problem::TooManyCells { found: row.len(), columns: columns.len() });
    }
    let mut person = Person::default();
    for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
        match column {
            Column::Name => person.name.clone_from(cell),
            Column::Aliases => person.aliases = aliases(cell),
            Column::Role => person.role = Some(cell.clone()),
            Column::Wikidata => person.wikidata = Some(wikidata(cell)?),
            Column::Id => person.id = Some(id(cell)?),
        }
    }
    if person.name.is_empty() { Err(Problem::NoName) } else { Ok(person) }
}

fn aliases(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned).collect()
}

/// A Wikidata id: `Q` and a number.
fn wikidata(cell: &str) -> Result<String, Problem> {
    let number = cell.strip_prefix('Q').unwrap_or_default();
    let digits = (1..=12).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let valid = digits && !number.starts_with('0');
    if valid { Ok(cell.to_owned()) } else { Err(Problem::Wikidata { written: cell.to_owned() }) }
}

/// An id of letters, digits and punctuation that needs no quoting.
fn id(cell: &str) -> Result<String, Problem> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/');
    let valid = cell.starts_with(char::is_alphanumeric) && cell.chars().all(plain);
    if valid { Ok(cell.to_owned()) } else { Err(Problem::Id { written: cell.to_owned() }) }
}

fn mistake_of(clash: Clash, lines: &[u64]) -> Mistake {
    let line = |person: usize| lines.get(person).copied().unwrap_or_default();
    match clash {
        Clash::NoName { person, written } => (Some(line(person)), Problem::NoWord { written }),
        Clash::SharedName { first, second, written } => {
            (Some(line(second)), Problem::SharedName { written, other: line(first) })
        }
        Clash::SharedId { first, second, id } => (Some(line(second)), Problem::SharedId { id, other: line(first) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error for a list.
    fn mistake(content: &[u8]) -> String {
        let (line, problem) = parse_rows(content).expect_err("a mistake");
        let error = PeopleError { name: "p.csv".into(), line, problem };
        assert!(error.hint().is_some_and(|hint| !hint.contains('\n')), "{error}");
        error.to_string()
    }

    #[test]
    fn columns_in_any_order_quotes_and_blank_lines() {
        let content = "\u{feff}Role,name ,ALIASES\r\n\r\n\"mayor, of Leeds\",Ann Smith, Smith ;; A. Smith\r\n,,\r\n,Bob Jones\r\n";
        let ann = Person {
            name: "Ann Smith".into(),
            aliases: vec!["Smith".into(), "A. Smith".into()],
            role: Some("mayor, of Leeds".into()),
            ..Person::default()
        };
        let bob = Person { name: "Bob Jones".into(), ..Person::default() };
        assert_eq!(parse_rows(content.as_bytes()).unwrap(), People::new(vec![ann, bob]).unwrap());
    }

    #[test]
    fn mistakes_are_named_by_line() {
        for (content, told) in [
            ("", "p.csv: lists no people"),
            ("name,role\n\n", "p.csv: lists no people"),
            ("role,id\n", "p.csv:1: no column `name`"),
            ("name,nick\n", "p.csv:1: unknown column `nick`"),
            ("name;role\n", "p.csv:1: unknown column `name;role`"),
            ("\nname,role,name\n", "p.csv:2: column `name` appears twice"),
            ("name,role\nAnn,x\n\n,mayor\n", "p.csv:4: a person without a name"),
            ("name,role\nAnn,mayor, of Leeds\n", "p.csv:2: 3 cells under 2 columns"),
            (
                "name,role\n\"Ann,mayor\nBob,x\n",
                "p.csv:2: the cell that starts with `Ann,mayor` does not end on its line",
            ),
            ("name,wikidata\nAnn,42\n", "p.csv:2: `42` is not a Wikidata id"),
            ("name,wikidata\nAnn,Q0\n", "p.csv:2: `Q0` is not a Wikidata id"),
            ("name,id\nAnn,~a b\n", "p.csv:2: `~a b` cannot be an id"),
            ("name,aliases\nAnn,A;...\n", "p.csv:2: `...` is not a name"),
            (
                "name,aliases\nAnn Lee,Lee\r\n\r\nBo Lee,Mr. LEE\n",
                "p.csv:4: `Mr. LEE` is also a name of the person in line 2",
            ),
            ("name,wikidata\nAnn,Q7\nBo,Q7\n", "p.csv:3: `Q7` is also the id of the person in line 2"),
        ] {
            assert_eq!(mistake(content.as_bytes()), told, "{content:?}");
        }
        assert_eq!(mistake(b"name\nJos\xe9\n"), "p.csv:2: not UTF-8");
        assert_eq!(
            mistake("name".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>().as_slice()),
            "p.csv:1: not UTF-8"
        );
        let long = format!("name\nAnn\n{}\n", "x".repeat(MAX_LINE_BYTES + 1));
        assert_eq!(mistake(long.as_bytes()), "p.csv:3: longer than 64 KiB");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, cells in "[a,;\"\n\r ]{0,40}") {
            let _ = parse_rows(&bytes);
            let _ = parse_rows(format!("name,aliases\n{cells}").as_bytes());
        }
    }
}

//! The user's table of corrections as a CSV file.
//!
//! The file is the user's: it may have further columns, in any order, and comments in them. A new row is added at the
//! end and an old one cut out; all other bytes stay as they are. It is replaced in one step, never written through a
//! link.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::error::CliError;
use crate::index::{Correction, CorrectionAction, Corrections, replace_file};
use crate::quote::SpeakerKind;
use crate::speakers::speaker_id;

/// The columns of a new table, in the order in which people read them.
const COLUMNS: [&str; 14] = [
    "action",
    "words",
    "speaker",
    "other",
    "note",
    "day",
    "article",
    "url",
    "quote",
    "machine",
    "speaker_id",
    "other_id",
    "kind",
    "text",
];

/// A table, with where its rows stand.
pub(super) struct CorrectionsTable {
    path: PathBuf,
    text: String,
    columns: Vec<String>,
    rows: Vec<(Correction, Range<usize>)>,
}

impl CorrectionsTable {
    /// The table in the file; `None` when there is no such file.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, CliError> {
        let bytes = match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            bytes => bytes.map_err(|error| CliError::corrections_not_read(path, &error))?,
        };
        let text = String::from_utf8(bytes).map_err(|_| CliError::corrections_not_text(path))?;
        Self::parse(path, text).map(Some)
    }

    /// An empty table, not yet written.
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            text: format!("{}\n", COLUMNS.join(",")),
            columns: COLUMNS.map(str::to_owned).to_vec(),
            rows: Vec::new(),
        }
    }

    fn parse(path: &Path, text: String) -> Result<Self, CliError> {
        let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let failed = |line: u64, what: &str| CliError::corrections_row(path, line, what);
        let header = table.headers().map_err(|_| failed(1, "not a CSV table"))?.clone();
        let columns: Vec<String> =
            header.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_lowercase()).collect();
        if !columns.iter().any(|name| name == "action") {
            return Err(failed(1, "the first row must name the columns, `action` among them"));
        }
        let mut rows = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            let start = usize::try_from(table.position().byte()).unwrap_or(0);
            let line = table.position().line();
            match table.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(_) => return Err(failed(line, "not a row of CSV")),
            }
            let end = usize::try_from(table.position().byte()).unwrap_or(text.len());
            // Blank lines before the row stay when it goes; its own line end goes with it.
            let start = end - text[start..end].trim_start_matches(['\r', '\n']).len();
            let end = if text[..end].ends_with('\r') && text[end..].starts_with('\n') { end + 1 } else { end };
            let line = record.position().map_or(line, csv::Position::line);
            let row = parse_row(&columns, &record).map_err(|what| failed(line, &what))?;
            rows.extend(row.map(|row| (row, start..end)));
        }
        drop(table);
        Ok(Self { path: path.to_owned(), text, columns, rows })
    }

    /// The rows.
    pub(super) fn corrections(&self) -> Corrections {
        Corrections { rows: self.rows.iter().map(|(row, _)| row.clone()).collect() }
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a row at the end.
    pub(super) fn add(&mut self, row: Correction) -> Result<(), CliError> {
        let missing = COLUMNS.into_iter().find(|column| {
            let has = self.columns.iter().any(|known| known == column);
            let is_derived =
                matches!(*column, "day" | "url" | "speaker_id" | "other_id" | "text" | "quote" | "machine")
                    || *column == "kind" && cell(&row, "kind") == "person";
            !has && !is_derived && !cell(&row, column).is_empty()
        });
        if let Some(column) = missing {
            return Err(CliError::no_such_column(&self.path, column));
        }
        let line_end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut text = self.text.clone();
        if !text.ends_with('\n') {
            text += line_end;
        }
        let start = text.len();
        let cells = self.columns.iter().map(|column| cell(&row, column));
        let terminator = if line_end == "\n" { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
        let mut line = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
        line.write_record(cells).map_err(io::Error::other)?;
        let line = line.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        text += &String::from_utf8_lossy(&line);
        // An open quotation mark in the last row would swallow this one.
        let again = Self::parse(&self.path, text.clone())?;
        if again.rows.len() != self.rows.len() + 1 {
            return Err(CliError::open_mark(&self.path));
        }
        // The row before may have a line end now.
        let places: Vec<Range<usize>> = again.rows.into_iter().map(|(_, place)| place).collect();
        self.rows.push((row, start..text.len()));
        for ((_, place), now) in self.rows.iter_mut().zip(places) {
            *place = now;
        }
        self.text = text;
        Ok(())
    }

    /// Cuts out the last row that `is_it`; `None` when there is none.
    pub(super) fn take_last(&mut self, is_it: impl Fn(&Correction) -> bool) -> Option<Correction> {
        let at = self.rows.iter().rposition(|(row, _)| is_it(row))?;
        Some(self.take(at))
    }

    /// Cuts out the row at this position.
    pub(super) fn take(&mut self, at: usize) -> Correction {
        let (row, place) = self.rows.remove(at);
        self.text.replace_range(place.clone(), "");
        for (_, later) in &mut self.rows[at..] {
            *later = later.start - place.len()..later.end - place.len();
        }
        row
    }

    /// Writes the file.
    pub(super) fn write(&self) -> Result<(), CliError> {
        Ok(replace_file(&self.path, self.text.as_bytes())?)
    }
}

/// The correction in a row; `None` for an empty row.
fn parse_row(columns: &[String], record: &csv::StringRecord) -> Result<Option<Correction>, String> {
    if record.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(None);
    }
    let cell = |name: &str| {
        let at = columns.iter().position(|column| column == name)?;
        record.get(at).map(without_apostrophe).filter(|cell| !cell.is_empty()).map(str::to_owned)
    };
    let action = cell("action").unwrap_or_default().to_lowercase().replace(['-', ' '], "_");
    let known = CorrectionAction::ALL.into_iter().find(|known| known.name() == action);
    let action = known.ok_or_else(|| {
        let names = CorrectionAction::ALL.map(CorrectionAction::name).join(", ");
        format!("`{action}` is no action; they are {names}")
    })?;
    let day = cell("day").map(|day| day.parse().map_err(|_| format!("`{day}` is no day; write it as 2026-01-31")));
    let (speaker, other) = (cell("speaker"), cell("other"));
    let id_of = |column: &str, name: &Option<String>| cell(column).or_else(|| speaker_id(name.as_deref()?));
    let kind = cell("kind").map(|kind| kind.to_lowercase());
    if let Some(kind) = kind.as_deref().filter(|kind| SpeakerKind::ALL.iter().all(|known| known.name() != *kind)) {
        return Err(format!("`{kind}` is no kind; they are person, organisation, group and document"));
    }
    let row = Correction {
        action,
        words: cell("words").unwrap_or_default(),
        speaker_id: id_of("speaker_id", &speaker),
        other_id: if action == CorrectionAction::Rename { None } else { id_of("other_id", &other) },
        speaker,
        other,
        kind,
        note: cell("note"),
        day: day.transpose()?,
        article: cell("article"),
        url: cell("url"),
        text: cell("text"),
        quote: cell("quote"),
        machine: cell("machine"),
    };
    let missing = match action {
        CorrectionAction::Merge | CorrectionAction::Split | CorrectionAction::Rename => {
            (row.speaker.is_none() || row.other.is_none()).then_some("needs `speaker` and `other`")
        }
        _ if row.words.is_empty() => Some("needs the `words` of the quotation"),
        _ if row.article.is_none() && row.url.is_none() && row.text.is_none() => {
            Some("needs the id of the `article`, or its `url`")
        }
        CorrectionAction::Speaker if row.speaker.is_none() => Some("needs a `speaker`"),
        CorrectionAction::Speaker if row.speaker_id.is_none() => Some("needs a `speaker` with letters"),
        _ => None,
    };
    missing.map_or(Ok(Some(row)), |missing| Err(format!("{} {missing}", action.name())))
}

/// Spreadsheets get an apostrophe before what they would run as a formula.
fn without_apostrophe(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

fn cell(row: &Correction, column: &str) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let cell = match column {
        "action" => row.action.name().to_owned(),
        "words" => row.words.split_whitespace().collect::<Vec<_>>().join(" "),
        "speaker" => text(&row.speaker),
        "other" => text(&row.other),
        "note" => text(&row.note),
        "day" => row.day.map_or(String::new(), |day| day.to_string()),
        "article" => text(&row.article),
        "url" => text(&row.url),
        "quote" => text(&row.quote),
        "machine" => text(&row.machine),
        "speaker_id" => text(&row.speaker_id),
        "other_id" => text(&row.other_id),
        "kind" => text(&row.kind),
        "text" => text(&row.text),
        _ => String::new(),
    };
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<CorrectionsTable, CliError> {
        CorrectionsTable::parse(Path::new("c.csv"), text.to_owned())
    }

    fn row(words: &str) -> Correction {
        Correction {
            words: words.into(),
            speaker: Some("Ann \"Bo\" Lee".into()),
            speaker_id: Some("ann-bo-lee".into()),
            article: Some("a, b".into()),
            day: Some(jiff::civil::date(2026, 1, 31)),
            ..Correction::default()
        }
    }

    #[test]
    fn rows_come_and_go_and_all_else_stays() {
        let before =
            "Colour,WORDS,action,article,speaker\r\nred,“It rained”,Not-Said,a,\r\nblue,Gone,speaker,b,Ann Lee";
        let mut read = table(before).unwrap();
        let rows = read.corrections().rows;
        assert_eq!((rows[0].action, rows[0].words.as_str()), (CorrectionAction::NotSaid, "“It rained”"));
        assert_eq!((rows[1].speaker_id.as_deref(), rows.len()), (Some("ann-lee"), 2));
        read.add(row("=1+1, he said")).unwrap();
        assert_eq!(read.text, format!("{before}\r\n,\"'=1+1, he said\",speaker,\"a, b\",\"Ann \"\"Bo\"\" Lee\"\r\n"));
        let again = table(&read.text).unwrap().corrections();
        assert_eq!(again.rows[2].words, "=1+1, he said");
        assert_eq!(read.take_last(|row| row.words == "Gone").unwrap().article.as_deref(), Some("b"));
        assert_eq!(read.take_last(|row| row.words == "=1+1, he said").unwrap().words, "=1+1, he said");
        assert_eq!(read.text, before.split("blue").next().unwrap());
        assert!(read.take_last(|row| row.words == "Gone").is_none());
    }

    #[test]
    fn a_new_table_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.csv");
        let mut new = CorrectionsTable::new(&path);
        new.add(row("It rained.")).unwrap();
        new.write().unwrap();
        let read = CorrectionsTable::read(&path).unwrap().unwrap();
        assert_eq!(read.corrections().rows, [row("It rained.")]);
    }

    #[test]
    fn what_has_no_column_is_not_lost() {
        let told = |table: &mut CorrectionsTable, row: Correction| match table.add(row) {
            Err(CliError::Failure { what, .. }) => what,
            _ => String::new(),
        };
        let mut narrow = table("action,words,article\n").unwrap();
        assert!(told(&mut narrow, row("It rained.")).contains("no column `speaker`"));
        let mut open = table("action,words,article,speaker,note\nsaid,x,a,,\"never closed\n").unwrap();
        assert!(told(&mut open, row("It rained.")).contains("quotation mark"), "{}", open.text);
        // Blank lines and line ends of others stay.
        let before = "action,words,article,speaker\r\n\r\nsaid,x,a,\r\n\r\n";
        let mut read = table(before).unwrap();
        read.add(row("It rained.")).unwrap();
        read.take_last(|row| row.words == "It rained.").unwrap();
        assert_eq!(read.text, before);
        read.take_last(|row| row.words == "x").unwrap();
        assert_eq!(read.text, "action,words,article,speaker\r\n\r\n\r\n");
    }

    #[test]
    fn a_wrong_row_is_named() {
        for (text, what) in [
            ("", "line 1"),
            ("words\nx\n", "line 1"),
            ("action,words,article\n\nsaid,x,a\nsade,x,a\n", "line 4: `sade` is no action"),
            ("action,words,article\nsaid,,a\n", "line 2: said needs the `words`"),
            ("action,words,article\nspeaker,x,a\n", "line 2: speaker needs a `speaker`"),
            ("action,words,article,day\nsaid,x,a,May\n", "line 2: `May` is no day"),
            ("action,speaker\nmerge,Ann\n", "line 2: merge needs"),
        ] {
            let Err(CliError::Failure { what: told, .. }) = table(text) else { panic!("{text:?} is read") };
            assert!(told.contains(what), "{told}");
        }
    }
}

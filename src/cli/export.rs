//! `quotedex export`

use std::io;
use std::path::Path;

use super::args::{ExportArgs, TableArg};
use super::context::Context;
use super::error::{CliError, Outcome};
use super::export_files::ExportFiles;
use super::export_format::ExportFormat;
use super::inputs::join_words;
use super::interrupt::Interrupt;
use super::progress::Progress;
use crate::index::{Index, IndexError};
use crate::output::grouped;
use crate::query::{QueryError, Search, Selection, SpeakerDirectory};
use crate::tables::{ArticleRows, Cell, Table, occurrence_row, speaker_row};

/// Why the work stops before its end.
enum Stop {
    Interrupted,
    Failed(CliError),
}

/// Writes the tables.
pub(super) fn run(context: &mut Context, args: &ExportArgs) -> Result<Outcome, CliError> {
    let format = ExportFormat::of(context.shared.format, &args.output)?;
    let index = context.index()?;
    let search = Search { query: join_words(&args.query), filters: (&args.filters).into(), ..Search::default() };
    // Without a query and filters nothing is left out, attitudes neither.
    let search = Some(search).filter(|search| *search != Search::default());
    let typed = search.as_ref().map_or("", |search| &search.query);
    let selection = index.select(search.as_ref()).map_err(|error| CliError::in_query(typed, &error))?;
    if selection.articles() == 0 {
        return nothing_found(context, &index, &search.unwrap_or_default());
    }
    let mut files = ExportFiles::begin(format, args.table.map(Table::from), &args.output)?;
    let progress = Progress::start(context.shared.quiet);
    let interrupt = Interrupt::install_saying("Stopping; nothing is left behind. Press Ctrl-C again to stop now.");
    let mut export = Export { files: &mut files, progress, interrupt, texts: args.texts, rows: [0; 4] };
    match export.write(&selection) {
        Ok(()) => {}
        Err(Stop::Interrupted) => return Ok(Outcome::Interrupted),
        Err(Stop::Failed(error)) => return Err(error),
    }
    let Export { rows, progress, interrupt, .. } = export;
    let outcome = files.publish(&interrupt)?;
    let seconds = progress.seconds();
    drop(progress);
    if outcome == Outcome::Found && args.output != Path::new("-") {
        context.note(&report(rows, args.table.map(Table::from), &args.output, seconds));
    }
    Ok(outcome)
}

fn nothing_found(context: &Context, index: &Index, search: &Search) -> Result<Outcome, CliError> {
    let answer = index.search(&Search { limit: 0, ..search.clone() })?;
    context.nothing_found(&answer.suggestions, &answer.without);
    Ok(Outcome::Nothing)
}

/// `6 articles, 26 speakers, 64 quotes, 64 occurrences written to tables in 0.1 s.`
fn report(rows: [usize; 4], only: Option<Table>, output: &Path, seconds: f32) -> String {
    let written = Table::ALL.into_iter().filter(|table| only.is_none_or(|only| only == *table));
    let counts: Vec<String> =
        written.map(|table| format!("{} {}", grouped(rows[table as usize]), table.name())).collect();
    format!("{} written to {} in {seconds:.1} s.", counts.join(", "), output.display())
}

/// An export under way.
struct Export<'f> {
    files: &'f mut ExportFiles,
    progress: Progress,
    interrupt: Interrupt,
    texts: bool,
    /// How many rows each table has.
    rows: [usize; 4],
}

impl Export<'_> {
    fn write(&mut self, selection: &Selection<'_>) -> Result<(), Stop> {
        let speakers = self.write_speakers(selection)?;
        if [Table::Articles, Table::Quotes, Table::Occurrences].iter().any(|table| self.files.has(*table)) {
            self.write_articles(selection, &speakers)?;
        }
        Ok(())
    }

    /// Quotes have the names and ids that this finds out.
    fn write_speakers(&mut self, selection: &Selection<'_>) -> Result<SpeakerDirectory, Stop> {
        if !self.files.has(Table::Speakers) && !self.files.has(Table::Quotes) {
            return Ok(SpeakerDirectory::default());
        }
        selection.for_each_speaker(|speaker| {
            self.stop_if_interrupted()?;
            match speaker_row(speaker) {
                Some(row) => self.write_row(Table::Speakers, &row),
                None => Ok(()),
            }
        })
    }

    fn write_articles(&mut self, selection: &Selection<'_>, speakers: &SpeakerDirectory) -> Result<(), Stop> {
        selection.for_each_article(speakers, |article, quotes| {
            self.stop_if_interrupted()?;
            let rows = ArticleRows::new(article);
            self.write_row(Table::Articles, &rows.article(quotes.len(), self.texts))?;
            for selected in quotes {
                let quote = &selected.quote;
                self.write_row(Table::Quotes, &rows.quote(quote))?;
                let occurrence = occurrence_row(&selected.statement, &quote.id, &article.id, selected.number);
                self.write_row(Table::Occurrences, &occurrence)?;
            }
            self.progress.count_article(quotes.len());
            Ok(())
        })
    }

    fn write_row(&mut self, table: Table, row: &[Cell<'_>]) -> Result<(), Stop> {
        self.rows[table as usize] += 1;
        Ok(self.files.row(table, row)?)
    }

    fn stop_if_interrupted(&self) -> Result<(), Stop> {
        if self.interrupt.is_requested() { Err(Stop::Interrupted) } else { Ok(()) }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Failed(error.into())
    }
}

impl From<QueryError> for Stop {
    fn from(error: QueryError) -> Self {
        Stop::Failed(error.into())
    }
}

impl From<IndexError> for Stop {
    fn from(error: IndexError) -> Self {
        Stop::Failed(error.into())
    }
}

impl From<TableArg> for Table {
    fn from(table: TableArg) -> Self {
        match table {
            TableArg::Articles => Table::Articles,
            TableArg::Speakers => Table::Speakers,
            TableArg::Quotes => Table::Quotes,
            TableArg::Occurrences => Table::Occurrences,
        }
    }
}

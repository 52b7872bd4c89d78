//! What a failure says, what to do about it, and which exit code it gives.
//!
//! The errors of the library say what happened, and their hints name no command or option. Every hint that does is
//! here.

use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::index::{IndexError, MissingFilesError, PruneRefused};
use crate::model::ModelError;
use crate::query::{QueryError, Suggestion};
use crate::read::{FieldMapError, PeopleError, PeopleProblem, Problem, ReadError};

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Something was found or done.
    Found,
    /// Nothing was found.
    Nothing,
    /// Done, except for something that was reported on the way, such as a file that could not be read.
    Partly,
    /// Stopped by Ctrl-C, with everything left in order.
    Interrupted,
}

impl Outcome {
    /// `Found` if there is any result.
    pub(super) fn found(any: bool) -> Self {
        if any { Outcome::Found } else { Outcome::Nothing }
    }

    /// The exit code.
    pub(super) fn code(self) -> u8 {
        match self {
            Outcome::Found => 0,
            Outcome::Nothing => 1,
            Outcome::Partly => 2,
            Outcome::Interrupted => 130,
        }
    }
}

/// Whose fault a failure is: the pages of `serve` answer with another status for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailureCause {
    /// What was asked for cannot be done.
    Request,
    /// Another process is writing.
    Busy,
    /// The index or the disk fails.
    Storage,
}

/// Why a command failed.
#[derive(Debug)]
pub(super) enum CliError {
    /// The reader of standard output has closed it. This is not a failure of the program.
    PipeClosed,
    /// A failure to report.
    Failure {
        /// What happened, in one line.
        what: String,
        /// What to do about it, in one line.
        hint: Option<String>,
        /// Whose fault it is.
        cause: FailureCause,
    },
}

impl CliError {
    /// A failure with a hint.
    pub(super) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        CliError::Failure { what: what.into(), hint: Some(hint.into()), cause: FailureCause::Request }
    }

    fn of(error: &impl Display, hint: Option<String>) -> Self {
        CliError::Failure { what: error.to_string(), hint, cause: FailureCause::Request }
    }

    /// The same failure with another cause.
    fn caused_by(self, cause: FailureCause) -> Self {
        match self {
            CliError::Failure { what, hint, .. } => CliError::Failure { what, hint, cause },
            CliError::PipeClosed => CliError::PipeClosed,
        }
    }

    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        match self {
            CliError::PipeClosed => 0,
            CliError::Failure { .. } => 2,
        }
    }

    /// An error in `query`, with a caret under the position when it is known.
    pub(super) fn in_query(query: &str, error: &QueryError) -> Self {
        let is_shown = query.len() <= MAX_SHOWN_QUERY && !query.contains(char::is_control);
        let span = error.span().filter(|_| is_shown);
        let caret = span.map_or(String::new(), |span| {
            let before = query.get(..span.start()).map_or(0, |before| before.chars().count());
            let length = span.of(query).chars().count().max(1);
            format!("\n  {query}\n  {}{}", " ".repeat(before), "^".repeat(length))
        });
        CliError::of(&format!("{error}{caret}"), query_hint(error))
    }
}

impl CliError {
    /// Names the query of `--batch` that it is about.
    pub(super) fn in_line_of_batch(self, query: &str) -> Self {
        match self {
            CliError::Failure { what, hint, cause } => {
                CliError::Failure { what: format!("--batch, `{query}`: {what}"), hint, cause }
            }
            other => other,
        }
    }
}

/// What was typed cannot be done.
impl CliError {
    /// Another command has that format.
    pub(super) fn format_not_here(format: &str, formats: impl Iterator<Item = String>) -> Self {
        let formats = formats.collect::<Vec<_>>().join(", ");
        CliError::new(format!("this command does not print {format}"), format!("its formats are {formats}"))
    }

    /// Others could reach the pages without a token.
    #[cfg(feature = "serve")]
    pub(super) fn listen_needs_token() -> Self {
        let what = "whoever reaches this address could read the index and change it";
        CliError::new(what, "give --token TOKEN as well, with a long random text")
    }

    /// A token must stand in an address and in a cookie as it is.
    #[cfg(feature = "serve")]
    pub(super) fn token_not_plain() -> Self {
        CliError::new("the token has other characters than letters, digits and `-._~`", "make another one")
    }

    /// The port is taken, or the address is not of this computer.
    #[cfg(feature = "serve")]
    pub(super) fn cannot_listen(address: std::net::SocketAddr, error: &io::Error) -> Self {
        let what = format!("cannot listen on {address} ({error})");
        CliError::new(what, "choose another port: --port 8080; or any that is free: --port 0")
    }

    /// `--remote` needs a cargo feature.
    #[cfg(not(feature = "remote"))]
    pub(super) fn built_without_remote() -> Self {
        let what = "this quotedex was built without --remote";
        CliError::new(what, "build it with: cargo install --path . --features remote")
    }

    /// The file of `--batch` cannot be read.
    pub(super) fn batch_not_read(name: &str, error: &io::Error) -> Self {
        let hint =
            "--batch names a text file with one phrase or query a line; check the spelling, and that you may read it";
        CliError::new(format!("{name}: cannot be read ({error})"), hint)
    }

    /// The file of `--batch` is no text.
    pub(super) fn batch_not_text(name: &str, line: usize) -> Self {
        CliError::new(
            format!("{name}, line {line}: not UTF-8"),
            "save the file as UTF-8 text, one phrase or query a line",
        )
    }

    /// The file of `--batch` has no lines.
    pub(super) fn empty_batch(name: &str) -> Self {
        CliError::new(format!("{name}: no phrases or queries"), "put one on each line")
    }

    /// The table of corrections cannot be read.
    pub(super) fn corrections_not_read(path: &Path, error: &io::Error) -> Self {
        let what = format!("{}: cannot be read ({error})", path.display());
        CliError::new(what, "name the table of corrections: --corrections FILE")
    }

    /// There is no table of corrections where one was named.
    pub(super) fn no_corrections(path: &Path) -> Self {
        let what = format!(
            "{}: there is no table of corrections, and the index knows corrections from another",
            path.display()
        );
        CliError::new(what, "check the spelling; to move the table, copy it there first")
    }

    /// The table of corrections is no text.
    pub(super) fn corrections_not_text(path: &Path) -> Self {
        CliError::new(format!("{}: not UTF-8", path.display()), "save the table as CSV in UTF-8")
    }

    /// A row of the table of corrections is wrong.
    pub(super) fn corrections_row(path: &Path, line: u64, what: &str) -> Self {
        let hint = "mend the row, or remove it; nothing was changed";
        CliError::new(format!("{}, line {line}: {what}", path.display()), hint)
    }

    /// The table has no column for what is to be noted.
    pub(super) fn no_such_column(path: &Path, column: &str) -> Self {
        let what = format!("{}: there is no column `{column}` for this correction", path.display());
        CliError::new(what, format!("add `{column}` to the first row of the table; nothing was changed"))
    }

    /// The last row of the table is not closed.
    pub(super) fn open_mark(path: &Path) -> Self {
        let what = format!("{}: a quotation mark in the last row is never closed", path.display());
        CliError::new(what, "close it; nothing was changed")
    }

    /// What should be a name is none.
    pub(super) fn no_name(name: &str) -> Self {
        CliError::new(format!("`{name}` is no name"), "give a name with letters, such as \"Lena Ortiz\"")
    }

    /// Nobody in the index has that name.
    pub(super) fn no_such_speaker(name: &str, suggestions: &[Suggestion]) -> Self {
        let what = format!("no speaker in this index with an id is called {name}");
        let names: Vec<&str> = suggestions.iter().map(|one| one.instead.as_str()).collect();
        let hint = match names.is_empty() {
            true => "`quotedex speakers` lists them".to_owned(),
            false => format!("did you mean {}?", names.join(" or ")),
        };
        CliError::new(what, hint)
    }

    /// Several speakers have that name.
    pub(super) fn several_speakers(name: &str, count: usize, names: &str) -> Self {
        CliError::new(
            format!("{name} may be one of {count} speakers"),
            format!("give the id or the whole name: {names}"),
        )
    }

    /// Several quotes have ids that begin like this.
    pub(super) fn several_quotes(id: &str, ids: &[&String]) -> Self {
        let ids = ids.iter().take(5).map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
        CliError::new(
            format!("several corrected quotes have ids that begin with {id}"),
            format!("give more of it: {ids}"),
        )
    }

    /// The id of one of two people of one name, who have one id in the index.
    pub(super) fn one_of_two(id: &str) -> Self {
        let what = format!("{id} is one of two people of one name, whom quotedex tells apart by their roles alone");
        CliError::new(what, "correct their quotes one by one: quotedex correct ID --speaker NAME")
    }

    /// Two names are the same one.
    pub(super) fn one_name(one: &str, other: &str) -> Self {
        let what = format!("{one} and {other} are one speaker already, under one id");
        CliError::new(what, "`quotedex speakers` lists the speakers with their names")
    }

    /// There is no watch of that name.
    pub(super) fn no_such_watch(name: &str) -> Self {
        CliError::new(format!("there is no watch called {name}"), "`quotedex watch list` prints all of them")
    }

    /// There is a watch of that name already.
    pub(super) fn watch_exists(name: &str) -> Self {
        let what = format!("there is a watch called {name} already");
        CliError::new(what, format!("choose another name, or remove it first: quotedex watch remove {name}"))
    }

    /// The name of a watch is not one.
    pub(super) fn not_a_watch_name(name: &str) -> Self {
        let what = format!("{name:?} cannot be the name of a watch");
        CliError::new(what, "use letters, digits, - and _: quotedex watch add harbour '\"port closure\"'")
    }

    /// A feed is of one watch.
    pub(super) fn feed_needs_a_watch() -> Self {
        CliError::new("a feed is of one watch", "name it: quotedex watch run NAME --format atom")
    }

    /// `compare` was given `--speaker`.
    pub(super) fn compare_names_its_speakers() -> Self {
        CliError::new("compare takes two speakers, not --speaker", "name them: quotedex compare SPEAKER SPEAKER")
    }

    /// Nothing was named, and the default folder does not exist.
    pub(super) fn no_default_folder(folder: &str) -> Self {
        let what = format!("there is no folder {folder} here");
        CliError::new(what, "name files or folders of articles: quotedex index PATH...")
    }

    /// None of the named inputs exists.
    pub(super) fn no_such_input(path: &Path) -> Self {
        let what = format!("{}: no such file or folder", path.display());
        CliError::new(what, "check the spelling; paths are relative to the current folder")
    }

    /// Nothing was named, and standard input is a terminal.
    pub(super) fn nothing_to_extract() -> Self {
        CliError::new("there is nothing to read", "name files or folders, or pipe an article in: quotedex extract -")
    }

    /// Standard input was named for two purposes.
    pub(super) fn stdin_named_twice() -> Self {
        let what = "standard input cannot be both an article and the list of --files-from";
        CliError::new(what, "put one of the two in a file")
    }

    /// Standard input was named together with `--watch`.
    pub(super) fn stdin_cannot_be_watched() -> Self {
        CliError::new("standard input cannot be watched", "name files or folders, or leave out --watch")
    }

    /// The list of files cannot be opened.
    pub(super) fn list_not_opened(name: &str, error: &io::Error) -> Self {
        let hint = "--files-from names a file that lists paths; check the spelling, and that you may read it";
        CliError::new(format!("{name}: cannot be opened ({error})"), hint)
    }

    /// An input could not be read, under `--strict`.
    pub(super) fn strict_unreadable() -> Self {
        CliError::strict("stopped at the first unreadable input (--strict); the index was not changed", THE_INPUT)
    }

    /// An input could not be read, under `extract --strict`.
    pub(super) fn strict_unreadable_input() -> Self {
        CliError::strict("stopped at the first unreadable input (--strict)", THE_INPUT)
    }

    /// Something was skipped, under `extract --strict`.
    pub(super) fn strict_skipped_input(what: &str) -> Self {
        CliError::strict(format!("not everything was read (--strict): {what}"), WHAT_WAS_SKIPPED)
    }

    /// Something was skipped, under `--strict`.
    pub(super) fn strict_skipped(what: &str) -> Self {
        let what = format!("stopped, since not everything was read (--strict): {what} The index was not changed");
        CliError::strict(what, WHAT_WAS_SKIPPED)
    }

    fn strict(what: impl Into<String>, cause: &str) -> Self {
        CliError::new(what, format!("fix or leave out {cause}, or run without --strict"))
    }
}

/// A query of more bytes is not printed again.
const MAX_SHOWN_QUERY: usize = 1_000;
const THE_INPUT: &str = "the input named above";
const WHAT_WAS_SKIPPED: &str = "what is named above";

/// The form of a line of predictions.
pub(super) const PREDICTION_FORM: &str =
    "a line of predictions is {\"id\", \"attributions\": [...]}, as `quotedex extract --format jsonl` writes it";

const REBUILD: &str = "run `quotedex rebuild PATH...` with your articles";
const CHECK: &str = "run `quotedex check`; `quotedex rebuild PATH...` makes the index anew";

fn index_hint(error: &IndexError) -> Option<String> {
    let hint = match error {
        IndexError::Missing { .. } => "run `quotedex index` first, or name the folder with `--index`",
        IndexError::NotAnIndex { .. } => "name an empty or new folder with `--index`",
        IndexError::Symlink { .. } => "remove the link; `--index` may name a folder anywhere",
        IndexError::WouldShrink { .. } => {
            "check the paths and that the disk with the articles is mounted; `--force` replaces the index anyway"
        }
        IndexError::Version { .. } | IndexError::Damaged { .. } => REBUILD,
        IndexError::RemovedListDamaged { .. } => {
            "run `quotedex rebuild --again PATH...`; articles that you removed come in again, so remove them once more"
        }
        IndexError::Engine { .. } => CHECK,
        _ => return error.hint(),
    };
    Some(hint.to_owned())
}

fn prune_hint(error: &PruneRefused) -> Option<String> {
    match error {
        PruneRefused::MostMissing { .. } => {
            Some("check that the disk is mounted; `--force` removes their articles anyway".to_owned())
        }
        _ => error.hint(),
    }
}

fn query_hint(error: &QueryError) -> Option<String> {
    match error {
        QueryError::Index(error) => index_hint(error),
        QueryError::Record { .. } | QueryError::Engine { .. } => Some(CHECK.to_owned()),
        _ => error.hint(),
    }
}

/// What to do about an input that cannot be read.
pub(super) fn read_hint(error: &ReadError) -> Option<String> {
    let hint = match &error.problem {
        Problem::InvalidPath(_) => "write one path per line, or end each with a NUL byte and use --null",
        Problem::NoText { .. } => "name the field that contains the text: --map text=FIELD",
        _ => return error.hint(),
    };
    Some(hint.to_owned())
}

fn field_map_hint(error: &FieldMapError) -> Option<String> {
    let hint = match error {
        FieldMapError::MissingName(_) => "write FIELD=NAME, with the name as it stands in the file: --map text=body",
        FieldMapError::UnknownField(..) => {
            "the fields are text, id, title, date, publisher, authors and url: --map text=body,date=pubDate"
        }
        _ => return error.hint(),
    };
    Some(hint.to_owned())
}

fn people_hint(error: &PeopleError) -> Option<String> {
    match error.problem {
        PeopleProblem::Io(_) => Some("name a CSV file: --people people.csv".to_owned()),
        _ => error.hint(),
    }
}

fn model_hint(error: &ModelError) -> &'static str {
    match error {
        ModelError::Foreign => "give the file that `quotedex train` wrote, by default in seeds/model",
        ModelError::Version { .. } => "train again with `quotedex train`, or use the program the weights came with",
        ModelError::Truncated { .. } | ModelError::Checksum => {
            "copy the file again, restore it with `git checkout seeds/model`, or train again with `quotedex train`"
        }
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => CliError::PipeClosed,
            _ => CliError::new(
                format!("the results could not be written ({error})"),
                "check the disk or pipe they go to",
            )
            .caused_by(FailureCause::Storage),
        }
    }
}

impl From<ReadError> for CliError {
    fn from(error: ReadError) -> Self {
        CliError::of(&error, read_hint(&error))
    }
}

impl From<FieldMapError> for CliError {
    fn from(error: FieldMapError) -> Self {
        let hint = field_map_hint(&error);
        match error {
            FieldMapError::DuplicateField(..) => CliError::of(&format!("--map: {error}"), hint),
            _ => CliError::of(&format!("--map {error}"), hint),
        }
    }
}

impl From<PeopleError> for CliError {
    fn from(error: PeopleError) -> Self {
        CliError::of(&error, people_hint(&error))
    }
}

impl From<IndexError> for CliError {
    fn from(error: IndexError) -> Self {
        let is_busy = matches!(error, IndexError::Busy { .. } | IndexError::WatchesBusy { .. });
        let cause = if is_busy { FailureCause::Busy } else { FailureCause::Storage };
        CliError::of(&error, index_hint(&error)).caused_by(cause)
    }
}

impl From<PruneRefused> for CliError {
    fn from(error: PruneRefused) -> Self {
        CliError::of(&error, prune_hint(&error))
    }
}

impl From<MissingFilesError> for CliError {
    fn from(error: MissingFilesError) -> Self {
        match error {
            MissingFilesError::Refused(refused) => refused.into(),
            MissingFilesError::Index(error) => error.into(),
        }
    }
}

impl From<QueryError> for CliError {
    fn from(error: QueryError) -> Self {
        let cause = match error {
            QueryError::Index(error) => return error.into(),
            QueryError::Record { .. } | QueryError::Engine { .. } => FailureCause::Storage,
            _ => FailureCause::Request,
        };
        CliError::of(&error, query_hint(&error)).caused_by(cause)
    }
}

impl From<ModelError> for CliError {
    fn from(error: ModelError) -> Self {
        CliError::new(error.to_string(), model_hint(&error))
    }
}

#[cfg(feature = "remote")]
impl From<crate::remote::RemoteError> for CliError {
    fn from(error: crate::remote::RemoteError) -> Self {
        use crate::remote::RemoteError;

        let hint = match &error {
            RemoteError::Query(error) => return CliError::of(error, query_hint(error)),
            RemoteError::Address(_) => "give --remote an address such as https://search.example:9200",
            RemoteError::Name(_) => "give --remote-index the id of an index or an alias, in small letters",
            RemoteError::Key => "put the key into QUOTEDEX_REMOTE_KEY again, in one line",
            RemoteError::Unencrypted(_) => "use https://, or unset QUOTEDEX_REMOTE_KEY",
            RemoteError::Away { .. } => {
                "check the address of --remote and that the server runs; --remote-timeout waits longer"
            }
            RemoteError::Forbidden(..) => "put a key that may read the index into QUOTEDEX_REMOTE_KEY",
            RemoteError::NoIndex { .. } => {
                "name it with --remote-index; the address of Quickwit ends with /api/v1/_elastic"
            }
            RemoteError::Failed { .. } | RemoteError::InPart(_) => "try again later, or look at the server",
            RemoteError::Refused { .. } | RemoteError::NoAnswer { .. } => {
                "check that --remote is the address of Quickwit (with /api/v1/_elastic), Elasticsearch or OpenSearch"
            }
            RemoteError::TooLong { .. } | RemoteError::TooMany { .. } => {
                "ask for less: more words, a speaker, a topic or days; --remote-most raises the limit"
            }
            RemoteError::Foreign(_) => "name an index of `quotedex export --to` with --remote-index",
            RemoteError::Version(_) | RemoteError::Damaged(_) => {
                "export again with this version, under a new id: quotedex export --to"
            }
            RemoteError::Incomplete { .. } | RemoteError::Unfinished(_) => {
                "wait until all is sent, or export again under a new id: quotedex export --to"
            }
        };
        CliError::new(error.to_string(), hint)
    }
}

#[cfg(feature = "train")]
impl From<crate::train::TrainError> for CliError {
    fn from(error: crate::train::TrainError) -> Self {
        use crate::train::TrainError;

        let hint = match &error {
            TrainError::Read { .. } => "name the folder that holds polnear-train.jsonl.gz: --corpus DIR",
            TrainError::Model(_) => "restore them with `git checkout seeds/model`, and build again",
            TrainError::Record { .. } => "the file must be that of the corpus, whole and unchanged",
            TrainError::Write { .. } => "name a folder that exists and may be written to: --out DIR",
        };
        CliError::new(error.to_string(), hint)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_closed_pipe_is_not_a_failure() {
        let closed = CliError::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(closed.code(), 0);
        assert_eq!(CliError::from(io::Error::from(io::ErrorKind::StorageFull)).code(), 2);
    }

    #[test]
    fn every_index_error_has_a_hint() {
        let dir = || PathBuf::from("some/index");
        for error in [
            IndexError::Missing { dir: dir() },
            IndexError::NotAnIndex { dir: dir(), holds: "letter.txt".into() },
            IndexError::Ambiguous { dir: dir(), folders: vec![dir()] },
            IndexError::Symlink { path: dir() },
            IndexError::WouldShrink { dir: dir(), had: Some(9), now: 1 },
            IndexError::Busy { dir: dir(), holder: None },
            IndexError::Version { dir: dir(), found: String::new() },
            IndexError::Damaged { dir: dir(), detail: String::new() },
            IndexError::RemovedListDamaged { dir: dir() },
            IndexError::WatchesBusy { dir: dir(), holder: None },
            IndexError::WatchesDamaged { path: dir() },
            IndexError::Io { path: dir(), source: io::ErrorKind::StorageFull.into() },
            IndexError::Engine { dir: dir(), source: "failed".into() },
        ] {
            let CliError::Failure { what, hint, .. } = error.into() else { panic!("a failure") };
            assert!(hint.is_some_and(|hint| !hint.contains('\n')), "{what}");
        }
    }
}

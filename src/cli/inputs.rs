//! Turns arguments into values of the library: inputs, options, people and filters.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Zoned;

use super::args::{ByArg, FilterArgs, KindArg, PeopleArgs, PolarityArg, ReadArgs, ShapeArgs, SortArg};
use super::context::{Context, print_failure};
use super::error::CliError;
use crate::index::{PeopleTable, Settings};
use crate::output::Detail;
use crate::query::{Facet, Filters, Sort};
use crate::quote::{Kind, Polarity};
use crate::read::{self, FieldMap, Input, Options};
use crate::speakers::People;

/// What to read: the named paths, then those in the list of files. `-` is standard input.
pub(super) fn inputs(paths: &[PathBuf], args: &ReadArgs) -> Result<Vec<Input>, CliError> {
    let list = args.files_from.as_deref();
    if list.is_some_and(is_stdin) && paths.iter().any(|path| is_stdin(path)) {
        return Err(CliError::stdin_named_twice());
    }
    let named = paths.iter().map(|path| if is_stdin(path) { stdin() } else { Input::Path(path.clone()) });
    let listed = list.map(|path| listed(path, args.null)).transpose()?;
    Ok(named.chain(listed).collect())
}

fn listed(path: &Path, null: bool) -> Result<Input, CliError> {
    if is_stdin(path) {
        return Ok(Input::list("standard input", io::stdin(), null));
    }
    let name = path.display().to_string();
    let list = File::open(path).map_err(|error| CliError::list_not_opened(&name, &error))?;
    Ok(Input::list(name, list, null))
}

/// Whether the path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Standard input, to be read.
pub(super) fn stdin() -> Input {
    Input::stream("standard input", io::stdin())
}

/// How inputs are read. An index among the articles is skipped.
pub(super) fn read_options(context: &Context, settings: &Settings) -> Result<Options, CliError> {
    Ok(Options {
        skip: vec![context.shared.index.clone()],
        hidden: settings.hidden,
        no_ignore: settings.no_ignore,
        file_dates: settings.file_dates,
        today: Some(Zoned::now().date()),
        fields: FieldMap::parse(&settings.map.join(","))?,
        ..Options::default()
    })
}

/// The options that were typed, and for the others the `stored` ones.
pub(super) fn resolve_settings(args: &ReadArgs, min_confidence: Option<f32>, stored: Settings) -> Settings {
    let typed = |map: &Vec<String>| map.iter().filter(|part| !part.is_empty()).cloned().collect();
    Settings {
        min_confidence: min_confidence.unwrap_or(stored.min_confidence),
        map: if args.map.is_empty() { stored.map } else { typed(&args.map) },
        file_dates: args.file_dates.unwrap_or(stored.file_dates),
        hidden: args.hidden.unwrap_or(stored.hidden),
        no_ignore: args.no_ignore.unwrap_or(stored.no_ignore),
        lang: args.lang.unwrap_or(stored.lang),
    }
}

/// The options that the index stores. A rebuild does not need them to be readable.
pub(super) fn stored_settings(context: &Context, is_rebuild: bool) -> Result<Settings, CliError> {
    match Settings::of(&context.shared.index) {
        // A rebuild repairs a damaged index.
        Err(error) if is_rebuild => {
            context.note(&format!("{error}; give its options again"));
            Ok(Settings::default())
        }
        stored => Ok(stored?),
    }
}

/// Reports a name of a field that no record had; true when there is none.
pub(super) fn all_fields_seen(options: &Options) -> bool {
    match options.fields.unused() {
        Some(error) => {
            print_failure(&error.into());
            false
        }
        None => true,
    }
}

/// The people in the user's table, and the table; `None` when no file is named.
pub(super) fn people(args: &PeopleArgs) -> Result<Option<(People, PeopleTable)>, CliError> {
    let Some(path) = args.people.as_deref().filter(|path| !path.as_os_str().is_empty()) else { return Ok(None) };
    let (people, table) = read::read_people(path)?;
    let table = PeopleTable { name: path.display().to_string(), people: people.len(), table };
    Ok(Some((people, table)))
}

/// The same; when no file is named, from the table that the index stores. A rebuild does not need that to be readable.
pub(super) fn people_or_stored(
    context: &Context,
    args: &PeopleArgs,
    is_rebuild: bool,
) -> Result<(People, Option<PeopleTable>), CliError> {
    if let Some((people, table)) = people(args)? {
        return Ok((people, Some(table)));
    }
    match PeopleTable::of(&context.shared.index) {
        Ok(Some(table)) => Ok((read::parse_people(&table.name, table.table.as_bytes())?, Some(table))),
        Ok(None) => Ok((People::default(), None)),
        // A rebuild repairs a damaged index.
        Err(error) if is_rebuild => {
            context.note(&format!("{error}; name the table again with --people"));
            Ok((People::default(), None))
        }
        Err(error) => Err(error.into()),
    }
}

/// The arguments as one text.
pub(super) fn join_words(words: &[String]) -> String {
    words.join(" ")
}

impl From<&FilterArgs> for Filters {
    fn from(args: &FilterArgs) -> Self {
        let (since, until) = args.date.unwrap_or((args.since, args.until));
        Filters {
            speaker: args.speaker.clone(),
            topic: args.topic.clone(),
            publisher: args.publisher.clone(),
            title: args.title.clone(),
            kinds: args.kind.iter().copied().map(Kind::from).collect(),
            polarities: args.polarity.iter().copied().map(Polarity::from).collect(),
            since,
            until,
            min_confidence: args.sure.min_confidence,
            attitudes: args.sure.attitudes,
        }
    }
}

impl From<ShapeArgs> for Detail {
    fn from(args: ShapeArgs) -> Self {
        match (args.full, args.compact) {
            (true, _) => Detail::Full,
            (_, true) => Detail::Compact,
            _ => Detail::Excerpt,
        }
    }
}

impl From<KindArg> for Kind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Direct => Kind::Direct,
            KindArg::Mixed => Kind::Mixed,
            KindArg::Indirect => Kind::Indirect,
        }
    }
}

impl From<PolarityArg> for Polarity {
    fn from(polarity: PolarityArg) -> Self {
        match polarity {
            PolarityArg::Affirmed => Polarity::Affirmed,
            PolarityArg::Denied => Polarity::Denied,
            PolarityArg::NotSaid => Polarity::NotSaid,
            PolarityArg::Hypothetical => Polarity::Hypothetical,
            PolarityArg::Disputed => Polarity::Disputed,
        }
    }
}

impl From<SortArg> for Sort {
    fn from(sort: SortArg) -> Self {
        match sort {
            SortArg::Relevance => Sort::Relevance,
            SortArg::Newest => Sort::Newest,
            SortArg::Oldest => Sort::Oldest,
        }
    }
}

impl From<ByArg> for Facet {
    fn from(by: ByArg) -> Self {
        match by {
            ByArg::Speaker => Facet::Speaker,
            ByArg::Topic => Facet::Topic,
            ByArg::Publisher => Facet::Publisher,
            ByArg::Kind => Facet::Kind,
            ByArg::Polarity => Facet::Polarity,
            ByArg::Month => Facet::Month,
        }
    }
}

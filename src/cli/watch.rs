//! `quotedex watch`: searches that are kept, and what is new to them.

use std::io::Write;

use jiff::Timestamp;

use super::args::{FormatArg, WatchAddArgs, WatchArgs, WatchCommand, WatchRunArgs};
use super::context::Context;
use super::error::{CliError, Outcome};
use super::inputs::join_words;
use super::watched_search::{as_typed, search_of, watched};
use crate::index::{Index, Watch, Watches};
use crate::output::{self, FeedEntry, WatchLine, WatchNews, grouped};
use crate::query::{News, Search};

/// Runs one of the commands.
pub(super) fn run(context: &mut Context, args: &WatchArgs) -> Result<Outcome, CliError> {
    match &args.command {
        WatchCommand::Add(args) => add(context, args),
        WatchCommand::Run(args) => run_watches(context, args),
        WatchCommand::List => list(context),
        WatchCommand::Remove(args) => remove(context, &args.name),
    }
}

fn add(context: &mut Context, args: &WatchAddArgs) -> Result<Outcome, CliError> {
    let name = args.name.as_str();
    require_name(name)?;
    let index = context.index()?;
    let mut watches = Watches::lock(&context.shared.index)?;
    if watches.get(name).is_some() {
        return Err(CliError::watch_exists(name));
    }
    let search = Search { query: join_words(&args.query), filters: (&args.filters).into(), ..Search::default() };
    // A query that cannot be parsed fails here, and not at the first run.
    let answer = index.search(&Search { limit: 0, ..search.clone() });
    let matches = answer.map_err(|error| CliError::in_query(&search.query, &error))?.total;
    let mut watch = Watch::new(name.to_owned(), watched(&search), Timestamp::now());
    if !args.from_start {
        watch.add_told(index.news(&search, |_| true)?.keys);
    }
    watches.put(watch)?;
    let already =
        if matches == 1 { "1 statement matches".to_owned() } else { format!("{} statements match", grouped(matches)) };
    let next = if args.from_start { "prints them and what comes" } else { "prints what comes" };
    context.note(&format!("{already} already; `quotedex watch run {name}` {next}."));
    Ok(Outcome::Found)
}

/// Fails when `name` cannot be the name of a watch.
pub(super) fn require_name(name: &str) -> Result<(), CliError> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    match name.is_empty() || name.starts_with('-') || !name.chars().all(is_plain) {
        true => Err(CliError::not_a_watch_name(name)),
        false => Ok(()),
    }
}

fn run_watches(context: &mut Context, args: &WatchRunArgs) -> Result<Outcome, CliError> {
    let index = context.index()?;
    let mut watches = Watches::lock(&context.shared.index)?;
    let named: Vec<Watch> = match &args.name {
        Some(name) => vec![watches.get(name).cloned().ok_or_else(|| CliError::no_such_watch(name))?],
        None if context.shared.format == FormatArg::Atom => return Err(CliError::feed_needs_a_watch()),
        None => watches.all().to_vec(),
    };
    if named.is_empty() {
        context.note("There are no watches; `quotedex watch add NAME QUERY` keeps a search.");
    }
    let mut news = Vec::new();
    for watch in named {
        news.push(of_watch(&index, watch)?);
    }
    let found = news.iter().any(|(_, news)| !news.hits.is_empty());
    if context.shared.format == FormatArg::Atom {
        for (watch, _) in &news {
            feed(context, &index, watch)?;
        }
    } else {
        print(context, &news)?;
    }
    note_told(&mut watches, news)?;
    if !found {
        context.note("Nothing new.");
    }
    Ok(Outcome::found(found))
}

/// Prints what is new to all watches of the index, if anything is; nothing when another process does so.
pub(super) fn run_all(context: &mut Context) -> Result<(), CliError> {
    if Watches::read(&context.shared.index)?.is_empty() {
        return Ok(());
    }
    let index = context.index()?;
    let Ok(mut watches) = Watches::lock(&context.shared.index) else { return Ok(()) };
    let mut news = Vec::new();
    for watch in watches.all() {
        news.push(of_watch(&index, watch.clone())?);
    }
    if news.iter().any(|(_, news)| !news.hits.is_empty()) {
        print(context, &news)?;
    }
    note_told(&mut watches, news)
}

/// What is new to a watch, and the watch as it is once that is told.
pub(super) fn of_watch(index: &Index, mut watch: Watch) -> Result<(Watch, News), CliError> {
    let news = index.news(&search_of(&watch.search), |key| watch.has_told(std::iter::once(key)))?;
    watch.add_told(news.keys.iter().copied());
    watch.add_recent(news.hits.iter().rev().map(|hit| hit.quote.id.clone()), Timestamp::now());
    Ok((watch, news))
}

fn print(context: &mut Context, news: &[(Watch, News)]) -> Result<(), CliError> {
    let told = news.iter().map(|(watch, news)| WatchNews { watch: watch.name.clone(), hits: news.hits.clone() });
    let told: Vec<WatchNews> = told.collect();
    context.answer(|out, format, style| output::news(out, &told, format, style))
}

/// Prints what a watch has told last.
fn feed(context: &mut Context, index: &Index, watch: &Watch) -> Result<(), CliError> {
    write_feed(&mut context.out, index, watch, Vec::new())?;
    context.flush()
}

/// Writes `news`, and what a watch has told last. A statement that has left the index since is left out.
pub(super) fn write_feed(
    out: &mut dyn Write,
    index: &Index,
    watch: &Watch,
    news: Vec<FeedEntry>,
) -> Result<(), CliError> {
    let mut entries = news;
    for told in &watch.recent {
        entries.extend(index.show(&told.quote)?.map(|shown| FeedEntry { shown, told: told.at }));
    }
    Ok(output::atom(out, &watch.name, watch.since, &entries)?)
}

/// Notes what was told, once all of it is written.
fn note_told(watches: &mut Watches, news: Vec<(Watch, News)>) -> Result<(), CliError> {
    for (watch, _) in news {
        watches.put(watch)?;
    }
    Ok(())
}

fn list(context: &mut Context) -> Result<Outcome, CliError> {
    context.index()?;
    let watches = Watches::read(&context.shared.index)?;
    let line =
        |watch: &Watch| WatchLine { name: watch.name.clone(), search: as_typed(&watch.search), since: watch.since };
    let lines: Vec<WatchLine> = watches.iter().map(line).collect();
    context.answer(|out, format, style| output::watches(out, &lines, format, style))?;
    if lines.is_empty() {
        context.note("There are no watches; `quotedex watch add NAME QUERY` keeps a search.");
    }
    Ok(Outcome::found(!lines.is_empty()))
}

fn remove(context: &mut Context, name: &str) -> Result<Outcome, CliError> {
    match Watches::lock(&context.shared.index)?.remove(name)? {
        true => {
            context.note(&format!("The watch {name} is removed."));
            Ok(Outcome::Found)
        }
        false => Err(CliError::no_such_watch(name)),
    }
}

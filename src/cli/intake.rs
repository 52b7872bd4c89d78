//! One pass over the inputs: files are read by one thread, their articles extracted on all cores, and written by one
//! writer in the order in which they were read, so that the index is the same every time.
//!
//! At any moment a bounded number of articles is on its way, so memory stays flat. Now and then all that was done so far
//! is committed.

use std::sync::Arc;

use once_cell::sync::OnceCell;
use rayon::prelude::*;

use super::chunks::{are_many, portions, quotes_of_each};
use super::context::{Context, tell_input};
use super::error::CliError;
use super::interrupt::Interrupt;
use super::limits::affordable;
use super::memory::{Found, Remembered};
use super::passed::tell_notes;
use super::pipeline::{self, Feed, Results};
use super::progress::Progress;
use crate::article::Article;
use crate::extract::{Extractor, TOGETHER};
use crate::index::{FileState, Holdings, Prune, Put, Update};
use crate::model::ModelError;
use crate::output::IndexReport;
use crate::quote::Quote;
use crate::read::{Input, Options, RawRecord, RawRecords, ReadError, articles};
use crate::speakers::People;

/// Text after which all is committed, however few articles it makes.
const COMMIT_BYTES: usize = 24 << 20;

/// Quotes after which all is committed: as many as fit into the engine's buffer, with their articles. A few more, and it is
/// written twice.
const COMMIT_QUOTES: usize = 30_000;

/// How articles are taken in.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Quotes less likely to be right stay out.
    pub(super) least: f32,
    /// What becomes of articles that a file no longer holds.
    pub(super) prune: Prune,
    /// An input that cannot be read ends everything.
    pub(super) strict: bool,
    /// Articles after which all is committed.
    pub(super) commit_every: usize,
    /// Articles that were taken out come in again.
    pub(super) again: bool,
    /// The index may lose most of its articles.
    pub(super) force: bool,
}

/// What is needed to extract, made when the first new article comes: when nothing is new, no weights are loaded.
pub(super) struct Workshop {
    people: People,
    extractor: OnceCell<Extractor>,
    least: f32,
}

impl Workshop {
    pub(super) fn new(people: People, least: f32) -> Self {
        Self { people, extractor: OnceCell::new(), least }
    }

    /// The quotes of each article. A few are work for this core, for the others have their own.
    fn quotes(&self, articles: &[&Article]) -> Result<Vec<Vec<Quote>>, ModelError> {
        // Fallible, which the lazy cells of the standard library are not.
        let make = || Ok::<_, ModelError>(Extractor::new()?.with_people(self.people.clone()));
        let extractor = self.extractor.get_or_try_init(make)?;
        let mut quotes = match articles.len() {
            0..=TOGETHER => extractor.extract_each(articles),
            _ => quotes_of_each(extractor, articles),
        };
        quotes.iter_mut().for_each(|quotes| quotes.retain(|quote| quote.confidence >= self.least));
        Ok(quotes)
    }
}

/// What the reader sends on its way.
enum Piece {
    Begin(FileState),
    Touched(FileState),
    Unread(RawRecord),
    Failed(ReadError),
    End,
}

/// What comes of it.
pub(super) enum Done {
    Begin(FileState),
    Touched(FileState),
    Articles(Vec<Result<Taken, ReadError>>),
    /// So many of one file that their quotes are found when their turn comes, some at a time.
    Many(Vec<Result<Article, ReadError>>),
    End,
    /// The weights cannot be loaded.
    NoModel(ModelError),
    /// An end was asked for before its turn came.
    LeftOut,
}

/// An article; without quotes when it is in already.
pub(super) struct Taken {
    pub(super) article: Article,
    pub(super) quotes: Option<Vec<Quote>>,
}

/// Reads all inputs and puts what is new into `update`.
pub(super) struct Intake<'a> {
    pub(super) context: &'a Context,
    pub(super) workshop: &'a Arc<Workshop>,
    pub(super) interrupt: &'a Interrupt,
    pub(super) plan: &'a Plan,
}

impl Intake<'_> {
    /// One pass. What was put in since the last commit is left to the caller to commit.
    pub(super) fn run(
        &self,
        update: &mut Update,
        inputs: Vec<Input>,
        options: &Options,
        progress: &mut Progress,
        report: &mut IndexReport,
    ) -> Result<(), CliError> {
        let memory = Arc::new(Remembered::new(update.holdings()));
        update.begin_streams();
        let workshop = Some(Arc::clone(self.workshop));
        let results = stream(inputs, options.clone(), &memory, workshop, self.interrupt);
        let mut shelf = Shelf { intake: self, update, progress, report, failed: false, waiting: Waiting::default() };
        for done in results {
            let at_end = matches!(done, Done::End);
            if !shelf.take(done)? {
                break;
            }
            if at_end {
                shelf.progress.aside(|| tell_notes(&self.context.shared, self.plan.strict, options));
            }
        }
        shelf.progress.aside(|| tell_notes(&self.context.shared, self.plan.strict, options));
        let (files, articles) = memory.passed_over();
        report.skipped += files;
        report.unchanged += articles;
        Ok(())
    }
}

/// What all inputs hold, in order: with quotes when there is a workshop.
pub(super) fn stream(
    inputs: Vec<Input>,
    options: Options,
    memory: &Arc<Remembered>,
    workshop: Option<Arc<Workshop>>,
    interrupt: &Interrupt,
) -> Results<Done> {
    let pieces = articles(inputs, Options { seen_files: Some(Arc::clone(memory) as _), ..options }).raw_records();
    let (remembered, memory, asked) = (Arc::clone(memory), Arc::clone(memory), interrupt.clone());
    pipeline::run(
        move |feed| read(pieces, &remembered, feed),
        move |pieces| work(pieces, memory.holdings(), workshop.as_deref(), &asked),
        interrupt.clone(),
    )
}

/// Reads everything, file by file.
fn read(mut pieces: RawRecords, memory: &Remembered, feed: &Feed<Piece, Done>) {
    let mut open = false;
    let mut wanted = true;
    while wanted {
        let item = pieces.next();
        for found in memory.found() {
            match found {
                Found::Touched(file) => wanted &= feed.send(Piece::Touched(file), 0),
                Found::Opened(file) => {
                    wanted &= !std::mem::replace(&mut open, true) || feed.send(Piece::End, 0);
                    wanted &= feed.send(Piece::Begin(file), 0);
                }
            }
        }
        if open && (item.is_none() || pieces.file().is_none()) {
            open = false;
            wanted &= feed.send(Piece::End, 0);
        }
        wanted &= match item {
            None => return,
            Some(Ok(unread)) => {
                let size = unread.size();
                feed.send(Piece::Unread(unread), size)
            }
            Some(Err(error)) => feed.send(Piece::Failed(error), 0),
        };
    }
}

/// What is done with some pieces, on any core.
fn work(pieces: Vec<Piece>, holdings: &Holdings, workshop: Option<&Workshop>, interrupt: &Interrupt) -> Vec<Done> {
    let mut all: Vec<Done> = pieces.into_iter().map(|piece| understood(piece, holdings, interrupt)).collect();
    if let Err(error) = extract(&mut all, workshop) {
        let unfinished = all.iter_mut().filter(|done| matches!(done, Done::Articles(_)));
        unfinished.for_each(|done| *done = Done::NoModel(error.clone()));
    }
    all
}

/// The piece with its articles, those that are not in the index yet with room for their quotes.
fn understood(piece: Piece, holdings: &Holdings, interrupt: &Interrupt) -> Done {
    let unread = match piece {
        Piece::Begin(file) => return Done::Begin(file),
        Piece::Touched(file) => return Done::Touched(file),
        Piece::End => return Done::End,
        Piece::Failed(error) => return Done::Articles(vec![Err(error)]),
        Piece::Unread(_) if interrupt.asked() => return Done::LeftOut,
        Piece::Unread(unread) => unread,
    };
    let articles = unread.into_articles();
    match are_many(&articles) {
        true => Done::Many(articles),
        false => Done::Articles(looked_up(articles, holdings)),
    }
}

/// The articles, those that are not in the index yet with room for their quotes.
pub(super) fn looked_up(
    articles: Vec<Result<Article, ReadError>>,
    holdings: &Holdings,
) -> Vec<Result<Taken, ReadError>> {
    let take = |article: Article| {
        let is_current = holdings.is_current(&article.id, &article.content_hash());
        Taken { quotes: (!is_current).then(Vec::new), article }
    };
    articles.into_par_iter().map(|article| article.map(take)).collect()
}

/// Fills in the quotes of all articles that have room for them.
fn extract(all: &mut [Done], workshop: Option<&Workshop>) -> Result<(), ModelError> {
    let Some(workshop) = workshop else { return Ok(()) };
    let (articles, rooms): (Vec<&Article>, Vec<&mut Vec<Quote>>) = all
        .iter_mut()
        .filter_map(|done| if let Done::Articles(articles) = done { Some(articles) } else { None })
        .flatten()
        .filter_map(|taken| taken.as_mut().ok())
        .filter_map(|Taken { article, quotes }| Some((&*article, quotes.as_mut()?)))
        .unzip();
    if !articles.is_empty() {
        rooms.into_iter().zip(workshop.quotes(&articles)?).for_each(|(room, quotes)| *room = quotes);
    }
    let taken =
        all.iter_mut().filter_map(|done| if let Done::Articles(articles) = done { Some(articles) } else { None });
    for taken in taken.flatten() {
        if let Some(error) = taken.as_ref().ok().and_then(Taken::too_much) {
            *taken = Err(error);
        }
    }
    Ok(())
}

impl Taken {
    /// That it has too many quotes.
    fn too_much(&self) -> Option<ReadError> {
        affordable(&self.article, self.quotes.as_deref()?).err()
    }
}

/// Where everything is put, in order.
struct Shelf<'a, 'i> {
    intake: &'a Intake<'i>,
    update: &'a mut Update,
    progress: &'a mut Progress,
    report: &'a mut IndexReport,
    /// Something in the file at hand could not be read.
    failed: bool,
    /// What was put in since the last commit.
    waiting: Waiting,
}

impl Shelf<'_, '_> {
    /// False when the rest is left out.
    fn take(&mut self, done: Done) -> Result<bool, CliError> {
        match done {
            Done::Begin(file) => {
                self.failed = false;
                self.report.read += 1;
                self.update.begin_file(file);
            }
            Done::Touched(file) => self.update.touch_file(file)?,
            Done::End => {
                let left = self.update.end_file(!self.failed, self.intake.plan.prune)?;
                self.report.pruned += left.removed;
                self.report.kept += left.stay;
            }
            Done::NoModel(error) => return Err(error.into()),
            Done::LeftOut => return Ok(false),
            Done::Articles(articles) => self.put_all(articles)?,
            Done::Many(articles) => {
                for portion in portions(articles) {
                    if self.intake.interrupt.asked() {
                        return Ok(false);
                    }
                    let mut done = [Done::Articles(looked_up(portion, &self.update.holdings()))];
                    extract(&mut done, Some(self.intake.workshop))?;
                    let [Done::Articles(articles)] = done else { continue };
                    self.put_all(articles)?;
                }
            }
        }
        Ok(true)
    }

    fn put_all(&mut self, articles: Vec<Result<Taken, ReadError>>) -> Result<(), CliError> {
        for taken in articles {
            match taken {
                Ok(taken) => self.put(taken)?,
                Err(error) => self.fail(&error)?,
            }
        }
        Ok(())
    }

    fn detail(&self, text: &str) {
        if self.intake.context.shared.verbose {
            self.progress.aside(|| self.intake.context.detail(text));
        }
    }

    fn fail(&mut self, error: &ReadError) -> Result<(), CliError> {
        self.failed = true;
        self.report.failed += 1;
        self.progress.aside(|| tell_input(error));
        if !self.intake.plan.strict {
            return Ok(());
        }
        Err(CliError::new(
            "stopped at the first unreadable input (--strict); the index was not changed",
            "fix or leave out the input named above, or run without --strict",
        ))
    }

    fn put(&mut self, Taken { article, quotes }: Taken) -> Result<(), CliError> {
        let quotes = match quotes {
            // Asked again: an earlier article of this very run may have changed it.
            None if self.update.is_current(&article.id, &article.content_hash()) => {
                self.update.keep(&article.id);
                self.report.unchanged += 1;
                self.progress.article(0);
                return Ok(());
            }
            None => {
                let quotes = self.intake.workshop.quotes(&[&article])?.pop().unwrap_or_default();
                if let Err(error) = affordable(&article, &quotes) {
                    return self.fail(&error);
                }
                quotes
            }
            Some(quotes) => quotes,
        };
        let put = self.update.put(&article, &quotes)?;
        count_put(self.report, &put);
        match put {
            Put::Clash { id } => {
                self.detail(&format!("{}: another article has this id; this one is kept as {id}", article.id));
            }
            Put::LeftOut => {
                self.detail(&format!("{}: was removed before, and stays out", article.id));
                return Ok(());
            }
            Put::Empty => return Ok(()),
            _ => {}
        }
        self.report.quotes += quotes.len();
        self.progress.article(quotes.len());
        self.detail(&format!("{}: {} quotes", article.id, quotes.len()));
        let Waiting { articles, bytes, quotes: many } = &mut self.waiting;
        *articles += 1;
        *bytes += article.text().len();
        *many += quotes.len();
        let full = *articles >= self.intake.plan.commit_every || *bytes >= COMMIT_BYTES || *many >= COMMIT_QUOTES;
        if full && !self.intake.plan.strict {
            self.waiting = Waiting::default();
            self.update.commit()?;
        }
        Ok(())
    }
}

/// Counts what became of an article.
pub(super) fn count_put(report: &mut IndexReport, put: &Put) {
    match put {
        Put::Added => report.new += 1,
        Put::Replaced => report.changed += 1,
        Put::Same { .. } => report.same += 1,
        Put::Clash { .. } => {
            report.new += 1;
            report.clashes += 1;
        }
        Put::LeftOut => report.removed += 1,
        // What holds no text is counted where it is read.
        Put::Empty => {}
    }
}

/// What waits for a commit.
#[derive(Default)]
struct Waiting {
    articles: usize,
    bytes: usize,
    quotes: usize,
}

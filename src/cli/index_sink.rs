//! Puts extracted articles into an update, in order, and commits regularly.

use std::ops::ControlFlow;

use super::context::{Context, print_read_error};
use super::error::CliError;
use super::index_job::IndexJob;
use super::ingest::{Extracted, Ingested, extract, look_up};
use super::interrupt::Interrupt;
use super::progress::Progress;
use super::skipped::print_notes;
use crate::extract::ArticleQuotes;
use crate::index::{Put, Update};
use crate::output::{IndexReport, Unreadable};
use crate::read::{ReadError, batches, check_quote_count};

/// A commit follows so many bytes of text, however few articles they are.
const COMMIT_BYTES: usize = 24 << 20;

/// A commit follows so many quotes: as many as fit into the engine's buffer together with their articles. With a few
/// more, the engine would write twice.
const COMMIT_QUOTES: usize = 30_000;

/// So many unreadable inputs are kept in the report.
const MAX_UNREADABLE: usize = 20;

/// Where extracted articles go.
pub(super) struct IndexSink<'a> {
    context: &'a Context,
    job: &'a IndexJob,
    interrupt: &'a Interrupt,
    update: &'a mut Update,
    progress: &'a mut Progress,
    report: &'a mut IndexReport,
    /// An article of the current file could not be read.
    has_read_errors: bool,
    uncommitted: Uncommitted,
    /// Ids of articles that their publisher canceled: the reader is ahead, so such an article may still come.
    canceled: Vec<String>,
}

/// What was put in since the last commit.
#[derive(Default)]
struct Uncommitted {
    articles: usize,
    bytes: usize,
    quotes: usize,
}

impl<'a> IndexSink<'a> {
    pub(super) fn new(
        context: &'a Context,
        job: &'a IndexJob,
        interrupt: &'a Interrupt,
        update: &'a mut Update,
        progress: &'a mut Progress,
        report: &'a mut IndexReport,
    ) -> Self {
        let (has_read_errors, uncommitted, canceled) = (false, Uncommitted::default(), Vec::new());
        Self { context, job, interrupt, update, progress, report, has_read_errors, uncommitted, canceled }
    }

    /// Puts in everything, until an interrupt. What comes after the last commit is left for the caller to commit.
    pub(super) fn put_all(&mut self, ingested: impl Iterator<Item = Ingested>) -> Result<(), CliError> {
        self.update.begin_streams();
        for item in ingested {
            if self.put_item(item)?.is_break() {
                break;
            }
        }
        self.withdraw_canceled()?;
        // Articles that came after their cancellation was read.
        self.report.canceled += self.update.withdraw(&self.canceled)?;
        self.print_notes();
        Ok(())
    }

    fn put_item(&mut self, item: Ingested) -> Result<ControlFlow<()>, CliError> {
        match item {
            Ingested::BeginFile(file) => {
                self.has_read_errors = false;
                self.report.read += 1;
                self.update.begin_file(file);
            }
            Ingested::EndFile => {
                let counts = self.update.end_file(!self.has_read_errors, self.job.options.prune)?;
                self.report.pruned += counts.removed;
                self.report.kept += counts.kept;
                self.withdraw_canceled()?;
                self.print_notes();
            }
            Ingested::TouchedFile(file) => self.update.touch_file(file)?,
            Ingested::Articles(articles) => self.put_articles(articles)?,
            Ingested::ManyArticles(articles) => {
                for batch in batches(articles) {
                    if self.interrupt.is_requested() {
                        return Ok(ControlFlow::Break(()));
                    }
                    let mut batch = look_up(batch, &self.update.snapshot());
                    extract(batch.iter_mut().collect(), &self.job.extractor)?;
                    self.put_articles(batch)?;
                }
            }
            Ingested::NoModel(error) => return Err(error.into()),
            Ingested::Cancelled => return Ok(ControlFlow::Break(())),
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Removes articles whose cancellation was read since the last call.
    fn withdraw_canceled(&mut self) -> Result<(), CliError> {
        let canceled = self.job.read_options.warnings.take_canceled();
        self.report.canceled += self.update.withdraw(&canceled)?;
        self.canceled.extend(canceled);
        Ok(())
    }

    fn put_articles(&mut self, articles: Vec<Result<Extracted, ReadError>>) -> Result<(), CliError> {
        for article in articles {
            match article {
                Ok(extracted) => self.put(extracted)?,
                Err(error) => self.fail(&error)?,
            }
        }
        Ok(())
    }

    fn put(&mut self, Extracted { article, quotes }: Extracted) -> Result<(), CliError> {
        let ArticleQuotes { quotes, other_language } = match quotes {
            // Looked up again: an earlier article of the same run may have changed it.
            None if self.update.is_current(&article.id, &article.content_hash()) => {
                self.update.keep_article(&article.id);
                self.report.unchanged += 1;
                self.progress.count_article(0);
                return Ok(());
            }
            None => {
                let extracted = self.job.extractor.extract(&[&article])?.pop().unwrap_or_default();
                if let Err(error) = check_quote_count(&article, extracted.quotes.len()) {
                    return self.fail(&error);
                }
                extracted
            }
            Some(quotes) => quotes,
        };
        let quotes = self.update.corrected(&article, quotes, self.job.min_confidence());
        let put = self.update.put(&article, &quotes)?;
        count_put(self.report, &put);
        match put {
            Put::IdConflict { id } => {
                self.detail(&format!("{}: another article has this id; this one is kept as {id}", article.id));
            }
            Put::Excluded => {
                self.detail(&format!("{}: was removed before, and stays out", article.id));
                return Ok(());
            }
            Put::Empty => return Ok(()),
            _ => {}
        }
        self.report.quotes += quotes.len();
        other_language.into_iter().for_each(|code| *self.report.other_languages.entry(code).or_default() += 1);
        self.progress.count_article(quotes.len());
        self.detail(&format!("{}: {} quotes", article.id, quotes.len()));
        self.uncommitted.articles += 1;
        self.uncommitted.bytes += article.text().len();
        self.uncommitted.quotes += quotes.len();
        self.commit_when_due()
    }

    /// Commits after enough articles; under `--strict` only the caller commits, at the end.
    fn commit_when_due(&mut self) -> Result<(), CliError> {
        let Uncommitted { articles, bytes, quotes } = self.uncommitted;
        let is_due = articles >= self.job.options.commit_every || bytes >= COMMIT_BYTES || quotes >= COMMIT_QUOTES;
        if is_due && !self.job.options.strict {
            self.uncommitted = Uncommitted::default();
            self.update.commit()?;
        }
        Ok(())
    }

    fn fail(&mut self, error: &ReadError) -> Result<(), CliError> {
        self.has_read_errors = true;
        self.report.failed += 1;
        if self.report.unreadable.len() < MAX_UNREADABLE {
            let (name, problem) = (error.name.clone(), error.problem.to_string());
            self.report.unreadable.push(Unreadable { name, problem });
        }
        self.progress.suspend(|| print_read_error(error));
        if self.job.options.strict { Err(CliError::strict_unreadable()) } else { Ok(()) }
    }

    fn detail(&self, text: &str) {
        if self.context.shared.verbose {
            self.progress.suspend(|| self.context.detail(text));
        }
    }

    fn print_notes(&self) {
        let options = &self.job.read_options;
        self.progress.suspend(|| print_notes(&self.context.shared, self.job.options.strict, options));
    }
}

/// Counts what happened to an article.
pub(super) fn count_put(report: &mut IndexReport, put: &Put) {
    match put {
        Put::Added => report.new += 1,
        Put::Replaced => report.changed += 1,
        Put::Duplicate { .. } => report.same += 1,
        Put::IdConflict { .. } => {
            report.new += 1;
            report.clashes += 1;
        }
        Put::Excluded => report.removed += 1,
        // An article without text is counted by the reader.
        Put::Empty => {}
    }
}

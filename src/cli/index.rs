//! `quotedex index` and `quotedex rebuild`: articles in, one index out.
//!
//! Reading, extraction and writing take turns: a handful of articles is read, its new ones are extracted on all cores,
//! and their quotes are written in the order of the articles. So memory stays flat and the index is the same every time.
//! Nothing is visible to readers before the end; until then the old index answers.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::args::IndexArgs;
use super::chunks::next_chunk;
use super::context::{Context, tell_input};
use super::error::{CliError, Outcome};
use super::inputs::{all_fields_seen, inputs, people, reading, tell_notes};
use super::interrupt::Interrupt;
use super::progress::Progress;
use crate::article::Article;
use crate::extract::Extractor;
use crate::index::{Index, Put, Update};
use crate::output::{self, Report};
use crate::quote::Quote;
use crate::read::{Articles, Options, ReadError, articles};
use crate::speakers::People;

/// Read when nothing is named: the articles that come with the program.
const DEFAULT: &str = "seeds/articles";

/// Adds new and changed articles.
pub(super) fn index(context: &mut Context, args: &IndexArgs) -> Result<Outcome, CliError> {
    let options = reading(context, &args.read)?;
    let (articles, people) = (sources(&options, args)?, people(&args.people)?);
    let update = Update::begin(&context.shared.index)?;
    let mut run = Run::new(context, update, people, args.min_confidence, options)?;
    run.all(articles)?;
    let Run { update, report, interrupt, .. } = run;
    update.finish()?;
    if interrupt.asked() {
        context.note("Stopped. What was read so far is in the index; the same command goes on from there.");
    }
    finish(context, report, &interrupt)
}

/// Builds the index afresh; stopped half-way, it leaves the old one.
pub(super) fn rebuild(context: &mut Context, args: &IndexArgs) -> Result<Outcome, CliError> {
    let options = reading(context, &args.read)?;
    let (articles, people) = (sources(&options, args)?, people(&args.people)?);
    let update = Update::rebuild(&context.shared.index)?;
    let mut run = Run::new(context, update, people, args.min_confidence, options)?;
    run.all(articles)?;
    if run.interrupt.asked() {
        drop(run);
        context.note("Stopped. The index is as it was before.");
        return Ok(Outcome::Interrupted);
    }
    let Run { update, report, interrupt, .. } = run;
    update.finish()?;
    finish(context, report, &interrupt)
}

fn sources(options: &Options, args: &IndexArgs) -> Result<Articles, CliError> {
    if args.read.files_from.is_some() {
        return Ok(articles(inputs(&args.paths, &args.read)?, options.clone()));
    }
    let default = PathBuf::from(DEFAULT);
    if args.paths.is_empty() && !default.is_dir() {
        let what = format!("there is no folder {DEFAULT} here");
        return Err(CliError::new(what, "name files or folders of articles: quotedex index PATH..."));
    }
    let paths = if args.paths.is_empty() { vec![default] } else { args.paths.clone() };
    if paths.iter().all(|path| is_missing(path)) {
        let what = format!("{}: no such file or folder", paths[0].display());
        return Err(CliError::new(what, "check the spelling; a name is read from the folder you are in"));
    }
    Ok(articles(inputs(&paths, &args.read)?, options.clone()))
}

/// When all there is to read is missing, not even an empty index should be left behind.
fn is_missing(path: &Path) -> bool {
    path.as_os_str() != "-" && !path.exists()
}

/// Prints what was done.
fn finish(context: &mut Context, mut report: Report, interrupt: &Interrupt) -> Result<Outcome, CliError> {
    report.index = Index::open(&context.shared.index)?.stats()?;
    let (format, look) = (context.format(), context.look());
    output::report(&mut context.out, &report, format, look)?;
    Ok(match (interrupt.asked(), report.failed) {
        (true, _) => Outcome::Interrupted,
        (false, 0) => Outcome::Found,
        (false, _) => Outcome::Partly,
    })
}

/// Articles on their way into the index.
struct Run<'a> {
    context: &'a Context,
    /// Quotes less likely to be right stay out.
    least: f32,
    extractor: Extractor,
    update: Update,
    interrupt: Interrupt,
    progress: Progress,
    report: Report,
    options: Options,
}

/// An article as it comes out of extraction; no quotes for one that need not be extracted.
type Extracted = Result<(Article, Option<Vec<Quote>>), ReadError>;

impl<'a> Run<'a> {
    fn new(
        context: &'a Context,
        update: Update,
        people: People,
        least: f32,
        options: Options,
    ) -> Result<Self, CliError> {
        Ok(Self {
            context,
            least,
            // Read with other people, an article gives other quotes.
            update: update.read_with(people.digest()),
            extractor: Extractor::new()?.with_people(people),
            interrupt: Interrupt::watch(),
            progress: Progress::start(context.shared.quiet),
            report: Report::default(),
            options,
        })
    }

    /// Takes in all articles, or as many as there are before Ctrl-C.
    fn all(&mut self, mut articles: Articles) -> Result<(), CliError> {
        while let Some(chunk) = next_chunk(&mut articles).filter(|_| !self.interrupt.asked()) {
            for article in self.extracted(chunk) {
                self.put(article)?;
            }
            self.progress.aside(|| tell_notes(self.context.shared.quiet, &self.options));
        }
        self.report.failed += usize::from(!self.interrupt.asked() && !all_fields_seen(&self.options));
        self.report.seconds = self.progress.seconds();
        Ok(())
    }

    /// The chunk with the quotes of its new articles, in order. After Ctrl-C the rest of the chunk is left out.
    fn extracted(&self, chunk: Vec<Result<Article, ReadError>>) -> Vec<Extracted> {
        // Asked here, not on all cores: the writer need not be shared.
        let asked = chunk.into_iter().map(|article| {
            let current = |article: &Article| self.update.is_current(&article.id, &article.content_hash());
            article.map(|article| (current(&article), article))
        });
        let asked: Vec<_> = asked.collect();
        let (extractor, interrupt, least) = (&self.extractor, &self.interrupt, self.least);
        let extracted = asked.into_par_iter().map(|article| match article {
            Err(error) => Some(Err(error)),
            Ok((true, article)) => Some(Ok((article, None))),
            Ok(_) if interrupt.asked() => None,
            Ok((false, article)) => {
                let mut quotes = extractor.extract(&article);
                quotes.retain(|quote| quote.confidence >= least);
                Some(Ok((article, Some(quotes))))
            }
        });
        extracted.flatten_iter().collect()
    }

    fn put(&mut self, article: Extracted) -> Result<(), CliError> {
        match article {
            Err(error) => {
                self.report.failed += 1;
                self.progress.aside(|| tell_input(&error));
            }
            Ok((_, None)) => {
                self.report.unchanged += 1;
                self.progress.article(0);
            }
            Ok((article, Some(quotes))) => {
                match self.update.put(&article, &quotes)? {
                    Put::Added => self.report.new += 1,
                    Put::Replaced => self.report.changed += 1,
                }
                self.report.quotes += quotes.len();
                self.progress.article(quotes.len());
                let detail = format!("{}: {} quotes", article.id, quotes.len());
                self.progress.aside(|| self.context.detail(&detail));
            }
        }
        Ok(())
    }
}

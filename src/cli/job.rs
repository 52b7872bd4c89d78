//! What `index` and `rebuild` are to do, as it was typed, and one pass of doing it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{IndexArgs, ReadArgs};
use super::context::{Context, tell};
use super::error::CliError;
use super::inputs::{all_fields_seen, inputs, people_or_remembered, reading, remembered, settings};
use super::intake::{Intake, Plan, Workshop};
use super::interrupt::Interrupt;
use super::passed::{left_out, refuse};
use super::progress::Progress;
use crate::index::{Gone, Holdings, Index, PeopleTable, Prune, Settings, Update};
use crate::output::{self, IndexReport};
use crate::read::{Input, Options};
use crate::speakers::People;

/// Read when nothing is named: the articles that come with the program.
const DEFAULT: &str = "seeds/articles";

/// Writes the report, with what the index holds now.
pub(super) fn print(context: &mut Context, mut report: IndexReport) -> Result<(), CliError> {
    let index = Index::open(&context.shared.index)?;
    index.keep_spellings()?;
    report.index = index.stats()?;
    let (format, style) = (context.format(), context.style());
    Ok(output::report(&mut context.out, &report, format, style)?)
}

/// What is to be done, as it was typed.
pub(super) struct Job {
    pub(super) paths: Vec<PathBuf>,
    pub(super) plan: Plan,
    pub(super) workshop: Arc<Workshop>,
    /// The people whom the user lists, to be remembered.
    pub(super) table: Option<PeopleTable>,
    /// What else is to be remembered.
    pub(super) settings: Settings,
    pub(super) read: ReadArgs,
    /// How inputs are read.
    pub(super) options: Options,
    /// What else decides articles and quotes: with another, files are read anew.
    pub(super) stamp: String,
}

impl Job {
    /// To be done `afresh`, in place of an index that perhaps cannot be read, or not.
    pub(super) fn new(context: &Context, args: &IndexArgs, prune: bool, afresh: bool) -> Result<Self, CliError> {
        let default = args.paths.is_empty() && args.read.files_from.is_none();
        let paths = if default { vec![PathBuf::from(DEFAULT)] } else { args.paths.clone() };
        if default && !paths[0].is_dir() {
            let what = format!("there is no folder {DEFAULT} here");
            return Err(CliError::new(what, "name files or folders of articles: quotedex index PATH..."));
        }
        let settings = settings(&args.read, args.min_confidence, remembered(context, afresh)?);
        let prune = match (prune, args.force) {
            (false, _) => Prune::Never,
            (true, false) => Prune::Guarded,
            (true, true) => Prune::Always,
        };
        let plan = Plan {
            least: settings.min_confidence,
            prune,
            strict: args.strict,
            commit_every: args.commit_every,
            again: args.again,
            force: args.force,
        };
        let (people, table) = match args.no_people {
            true => (People::default(), None),
            false => people_or_remembered(context, &args.people, afresh)?,
        };
        let (options, stamp) = (reading(context, &settings)?, stamp(&people, &settings));
        let workshop = Arc::new(Workshop::new(people, plan.least));
        Ok(Self { paths, plan, workshop, table, settings, read: args.read.clone(), options, stamp })
    }

    /// When all there is to read is missing, not even an empty index should be left behind.
    pub(super) fn check(&self, context: &Context) -> Result<(), CliError> {
        if self.read.files_from.is_some() || !self.paths.iter().all(|path| is_missing(path)) {
            return Ok(());
        }
        // A file that is gone may be named to be pruned.
        if self.plan.prune != Prune::Never {
            let gone = self.gone(context, &Holdings::look(&context.shared.index)?)?;
            if gone.is_some_and(|gone| !gone.files.is_empty()) {
                return Ok(());
            }
        }
        let what = format!("{}: no such file or folder", self.paths[0].display());
        Err(CliError::new(what, "check the spelling; paths are relative to the current folder"))
    }

    /// One pass over all that was named: prunes if asked to, takes in what is new or changed, commits.
    pub(super) fn pass(&self, context: &Context, interrupt: &Interrupt) -> Result<IndexReport, CliError> {
        let mut update = self.ready(Update::begin(&context.shared.index)?)?;
        if update.was_lost() {
            context.note("`quotedex.json` was missing or unreadable; it was restored from the data.");
        }
        let gone = self.gone(context, &update.holdings())?;
        let not_pruned = usize::from(gone.is_none());
        let gone = gone.unwrap_or_default();
        let report = IndexReport { pruned: update.prune(&gone.files)?, not_pruned, ..IndexReport::default() };
        let (update, report) = self.take_in(context, update, interrupt, &gone, report)?;
        update.finish()?;
        Ok(report)
    }

    /// An update that reads as this job says.
    pub(super) fn ready(&self, update: Update) -> Result<Update, CliError> {
        let update = update.read_with(&self.stamp).again(self.plan.again).force(self.plan.force);
        Ok(update.remember(self.table.as_ref())?.settle(&self.settings)?)
    }

    /// Takes in all that was named.
    pub(super) fn take_in(
        &self,
        context: &Context,
        mut update: Update,
        interrupt: &Interrupt,
        gone: &Gone,
        mut report: IndexReport,
    ) -> Result<(Update, IndexReport), CliError> {
        let mut progress = Progress::start(context.shared.quiet);
        let intake = Intake { context, workshop: &self.workshop, interrupt, plan: &self.plan };
        intake.run(&mut update, self.inputs(gone)?, &self.options, &mut progress, &mut report)?;
        // What was passed over may have had the fields that nothing else had.
        let asked = !self.read.map.is_empty();
        if asked && report.skipped == 0 && !interrupt.asked() && !all_fields_seen(&self.options) {
            report.failed += 1;
        }
        report.seconds = progress.seconds();
        (report.named, report.left_out) = (self.named(), left_out(&self.options));
        report.listed = context.shared.verbose;
        if self.plan.strict {
            refuse(&report.left_out)?;
        }
        Ok((update, report))
    }

    /// What is to be read, as it was named.
    pub(super) fn named(&self) -> Vec<String> {
        let list = self.read.files_from.iter();
        let name = |path: &PathBuf| match path.as_os_str() == "-" {
            true => "standard input".to_owned(),
            false => path.display().to_string(),
        };
        self.paths.iter().chain(list).map(name).collect()
    }

    /// What to read; a file that was named and is pruned is no failure.
    pub(super) fn inputs(&self, gone: &Gone) -> Result<Vec<Input>, CliError> {
        let wanted = self.paths.iter().filter(|path| !gone.names(path));
        inputs(&wanted.cloned().collect::<Vec<_>>(), &self.read)
    }

    /// Files to be pruned: those that were read once and are gone. None when that cannot be believed, which is told.
    pub(super) fn gone(&self, context: &Context, holdings: &Holdings) -> Result<Option<Gone>, CliError> {
        if self.plan.prune == Prune::Never {
            return Ok(Some(Gone::default()));
        }
        let roots: Vec<PathBuf> = self.paths.iter().filter(|path| path.as_os_str() != "-").cloned().collect();
        match holdings.gone(&roots, self.plan.force)? {
            Ok(gone) => Ok(Some(gone)),
            Err(error) if self.plan.strict => Err(CliError::new(error.to_string(), error.hint())),
            Err(error) => {
                if !context.shared.quiet {
                    tell(&error.to_string(), Some(&error.hint()));
                }
                Ok(None)
            }
        }
    }
}

fn stamp(people: &People, settings: &Settings) -> String {
    let map = if settings.map.is_empty() { String::new() } else { format!("\nmap {}", settings.map.join(",")) };
    format!("{}{map}{}", people.digest(), if settings.file_dates { "\nfile dates" } else { "" })
}

fn is_missing(path: &Path) -> bool {
    path.as_os_str() != "-" && !path.exists()
}

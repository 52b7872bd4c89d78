//! What `index` and `rebuild` are to do: the arguments, resolved against the options that the index stores.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{CorrectionsArgs, IndexArgs, ReadArgs};
use super::context::{Context, print_failure};
use super::corrections_file::{apply_corrections, corrections_or_applied, table_path};
use super::error::CliError;
use super::inputs::{inputs, is_stdin, people_or_stored, read_options, resolve_settings, stored_settings};
use super::lazy_extractor::LazyExtractor;
use super::skipped::take_skipped;
use super::stored_reading::stamp;
use crate::index::{IndexSnapshot, MissingFiles, MissingFilesError, PeopleTable, Prune, Settings, Update};
use crate::output::IndexReport;
use crate::read::{Input, Options};
use crate::speakers::People;

/// Read when nothing is named: the articles that come with the program.
const DEFAULT_FOLDER: &str = "seeds/articles";

/// Whether an index is changed or replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// New and changed articles are added; with `prune`, those of missing files are removed.
    Update {
        /// `--prune`
        prune: bool,
    },
    /// The index is replaced. The existing one may be unreadable.
    Rebuild,
}

/// How articles are put into the index.
#[derive(Clone, Debug)]
pub(super) struct IndexOptions {
    /// What happens to articles that a file no longer contains.
    pub(super) prune: Prune,
    /// An input that cannot be read ends the run.
    pub(super) strict: bool,
    /// A commit follows so many articles.
    pub(super) commit_every: usize,
    /// Articles that the user removed are added again.
    pub(super) readmit_removed: bool,
    /// The index may lose most of its articles.
    pub(super) force: bool,
}

/// The resolved arguments.
pub(super) struct IndexJob {
    pub(super) paths: Vec<PathBuf>,
    pub(super) options: IndexOptions,
    pub(super) read_options: Options,
    pub(super) extractor: Arc<LazyExtractor>,
    /// Stands for everything besides the files that decides what is extracted: with another stamp, they are read again.
    pub(super) stamp: String,
    pub(super) read_args: ReadArgs,
    /// To be stored with the index.
    settings: Settings,
    /// To be stored with the index.
    people_table: Option<PeopleTable>,
    corrections_args: CorrectionsArgs,
    is_rebuild: bool,
}

impl IndexJob {
    pub(super) fn resolve(context: &Context, args: &IndexArgs, mode: Mode) -> Result<Self, CliError> {
        let paths = resolve_paths(args)?;
        let is_rebuild = mode == Mode::Rebuild;
        let settings = resolve_settings(&args.read, args.min_confidence, stored_settings(context, is_rebuild)?);
        let options = IndexOptions {
            prune: match (mode, args.force) {
                (Mode::Update { prune: false } | Mode::Rebuild, _) => Prune::Never,
                (Mode::Update { prune: true }, false) => Prune::Guarded,
                (Mode::Update { prune: true }, true) => Prune::Always,
            },
            strict: args.strict,
            commit_every: args.commit_every,
            readmit_removed: args.again,
            force: args.force,
        };
        let (people, people_table) = match args.no_people {
            true => (People::default(), None),
            false => people_or_stored(context, &args.people, is_rebuild)?,
        };
        let (mut read_options, stamp) = (read_options(context, &settings)?, stamp(&people, &settings));
        // The table may lie among the articles.
        read_options.skip.extend(table_path(context, &args.corrections, is_rebuild)?);
        let extractor = Arc::new(LazyExtractor::new(people, settings.lang));
        let (read_args, corrections_args) = (args.read.clone(), args.corrections.clone());
        Ok(Self {
            paths,
            options,
            read_options,
            extractor,
            stamp,
            read_args,
            settings,
            people_table,
            corrections_args,
            is_rebuild,
        })
    }

    /// Also reads what lies in the folder of the index.
    #[cfg(feature = "serve")]
    pub(super) fn including_index(mut self) -> Self {
        self.read_options.skip = Vec::new();
        self
    }

    /// Fails when none of the inputs exists, so that not even an empty index is created.
    pub(super) fn require_input(&self, context: &Context) -> Result<(), CliError> {
        if self.read_args.files_from.is_some() || !self.paths.iter().all(|path| is_absent(path)) {
            return Ok(());
        }
        // A missing file may be named to be pruned.
        if self.options.prune != Prune::Never {
            let missing = self.missing_files(context, &IndexSnapshot::open(&context.shared.index)?)?;
            if missing.is_some_and(|missing| !missing.files.is_empty()) {
                return Ok(());
            }
        }
        Err(CliError::no_such_input(&self.paths[0]))
    }

    /// Quotes of less confidence are not indexed.
    pub(super) fn min_confidence(&self) -> f32 {
        self.settings.min_confidence
    }

    /// Makes an update do what this job says. The table of corrections is read here, while nobody else can change it.
    pub(super) fn configure(&self, context: &Context, update: Update) -> Result<Update, CliError> {
        let update = update.with_stamp(&self.stamp).readmit_removed(self.options.readmit_removed);
        let update = update.force(self.options.force);
        let corrections = corrections_or_applied(context, &self.corrections_args, self.is_rebuild)?;
        let mut update = update.store_people(self.people_table.as_ref())?.store_settings(&self.settings)?;
        apply_corrections(&mut update, corrections, &self.extractor, self.min_confidence())?;
        Ok(update)
    }

    /// The files to be pruned: those that were read once and no longer exist. `None` when that cannot be decided
    /// safely, which is reported.
    pub(super) fn missing_files(
        &self,
        context: &Context,
        snapshot: &IndexSnapshot,
    ) -> Result<Option<MissingFiles>, CliError> {
        if self.options.prune == Prune::Never {
            return Ok(Some(MissingFiles::default()));
        }
        let roots: Vec<PathBuf> = self.paths.iter().filter(|path| !is_stdin(path)).cloned().collect();
        match snapshot.missing_files(&roots, self.options.force) {
            Ok(missing) => Ok(Some(missing)),
            Err(MissingFilesError::Refused(refused)) if !self.options.strict => {
                if !context.shared.quiet {
                    print_failure(&refused.into());
                }
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What to read. A named file that is pruned is not an error.
    pub(super) fn inputs(&self, missing: &MissingFiles) -> Result<Vec<Input>, CliError> {
        let existing = self.paths.iter().filter(|path| !missing.contains(path));
        inputs(&existing.cloned().collect::<Vec<_>>(), &self.read_args)
    }

    /// Adds to the report what was read and what was skipped.
    pub(super) fn describe_inputs(&self, context: &Context, report: &mut IndexReport) {
        let name = |path: &PathBuf| match is_stdin(path) {
            true => "standard input".to_owned(),
            false => path.display().to_string(),
        };
        report.named = self.paths.iter().chain(&self.read_args.files_from).map(name).collect();
        report.left_out = take_skipped(&self.read_options);
        report.listed = context.shared.verbose;
    }
}

fn resolve_paths(args: &IndexArgs) -> Result<Vec<PathBuf>, CliError> {
    if !args.paths.is_empty() || args.read.files_from.is_some() {
        return Ok(args.paths.clone());
    }
    let default = PathBuf::from(DEFAULT_FOLDER);
    if default.is_dir() { Ok(vec![default]) } else { Err(CliError::no_default_folder(DEFAULT_FOLDER)) }
}

fn is_absent(path: &Path) -> bool {
    !is_stdin(path) && !path.exists()
}

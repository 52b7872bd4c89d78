//! How an update begins: the current data is located, remains of interrupted writers are removed, the engine is opened.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexWriter, TantivyError};

use super::analyzer;
use super::cleanup;
use super::corrections::CorrectionLookup;
use super::data_dir::{self, CurrentData};
use super::error::IndexError;
use super::lock::Lock;
use super::marker::{self, Marker};
use super::merge_policy::BoundedMergePolicy;
use super::open::{open_engine, reader};
use super::removed_articles::RemovedArticles;
use super::schema::Fields;
use super::snapshot::IndexSnapshot;
use super::uncommitted::UncommittedView;
use super::update::Update;

/// Memory for documents that are not yet on disk; flushing may take about twice as much.
const MEMORY_BUDGET: usize = 36 << 20;

/// Loads the list of removed articles from a data folder.
type LoadRemoved = fn(&Path, &Path) -> Result<RemovedArticles, IndexError>;

impl Update {
    /// Begins to change the index in `dir`, or to create one when there is none. A lost `quotedex.json` is restored.
    ///
    /// # Errors
    /// [`IndexError::Busy`] while another writer is at work; when the folder contains other files, an index of another
    /// version, or cannot be written to.
    pub fn begin(dir: &Path) -> Result<Update, IndexError> {
        data_dir::prepare(dir)?;
        let lock = Lock::acquire(dir)?;
        match data_dir::locate_readable(dir)? {
            Some(current) => Self::change(dir, current, lock),
            None => Self::create(dir, None, lock, RemovedArticles::load),
        }
    }

    /// Begins a new index that replaces the one in `dir`, whatever version wrote that.
    ///
    /// # Errors
    /// [`IndexError::Busy`] while another writer is at work; when the folder contains other files or cannot be written
    /// to.
    pub fn rebuild(dir: &Path) -> Result<Update, IndexError> {
        Self::replace(dir, RemovedArticles::load)
    }

    /// Like [`rebuild`](Self::rebuild), but with [removed articles added again](Self::readmit_removed). The list of
    /// removed articles may be damaged.
    ///
    /// # Errors
    /// As those of `rebuild`.
    pub fn rebuild_with_removed(dir: &Path) -> Result<Update, IndexError> {
        Ok(Self::replace(dir, RemovedArticles::load_or_empty)?.readmit_removed(true))
    }

    fn replace(dir: &Path, load_removed: LoadRemoved) -> Result<Update, IndexError> {
        data_dir::prepare(dir)?;
        let lock = Lock::acquire(dir)?;
        let before = match data_dir::locate(dir) {
            // Data that cannot be identified or read is left where it is.
            Err(IndexError::Damaged { .. } | IndexError::Ambiguous { .. }) => None,
            before => before?,
        };
        let mut update = Self::create(dir, before, lock, load_removed)?;
        update.publish_at_end = true;
        Ok(update)
    }

    fn change(dir: &Path, current: CurrentData, lock: Lock) -> Result<Update, IndexError> {
        let CurrentData { data, id, pointer_lost, .. } = current;
        if let Some(path) = data_dir::link_in(&data) {
            return Err(IndexError::Symlink { path });
        }
        let id = id.unwrap_or_else(marker::new_id);
        if pointer_lost || !data_dir::damaged_pointers(dir, &data).is_empty() {
            data_dir::point_to(dir, &data, &id)?;
        }
        cleanup::remove_stale_dirs(dir, Some(&data), &id);
        cleanup::remove_temp_files(&data);
        cleanup::remove_own_temp_files(dir);
        let (engine, fields) = open_engine(&data).map_err(|error| IndexError::engine(dir, error))?;
        let mut update = Self::with_engine(dir, data, id, lock, &engine, fields)?;
        update.restored_pointer = pointer_lost;
        // A killed writer leaves files whose names the engine would use again, and then fail because they exist.
        let collected = update.writer()?.garbage_collect_files().wait();
        collected.map_err(|error| IndexError::engine(dir, error))?;
        update.view.removed = RemovedArticles::load(dir, &update.data)?;
        update.resume_removal()?;
        Ok(update)
    }

    fn create(
        dir: &Path,
        before: Option<CurrentData>,
        lock: Lock,
        load_removed: LoadRemoved,
    ) -> Result<Update, IndexError> {
        let id = before.as_ref().and_then(|before| before.id.clone()).unwrap_or_else(marker::new_id);
        if let Some(CurrentData { data, versions, .. }) = &before {
            // Old versions wrote no marker. The folder that `quotedex.json` names is ours, so it gets one now.
            if Marker::read(data).is_none_or(|marker| marker.index != id) && data_dir::link_in(data).is_none() {
                Marker::new(&id, data, true).with_versions(*versions).write(dir, data)?;
            }
            cleanup::remove_uncommitted_segments(data);
        }
        cleanup::remove_stale_dirs(dir, before.as_ref().map(|before| before.data.as_path()), &id);
        let removed = before.as_ref().map(|before| load_removed(dir, &before.data)).transpose()?.unwrap_or_default();
        let data = data_dir::create_data_dir(dir, &id)?;
        let engine = create_engine(&data).map_err(|error| IndexError::engine(dir, error));
        let update =
            engine.and_then(|(engine, fields)| Self::with_engine(dir, data.clone(), id, lock, &engine, fields));
        let mut update = update.inspect_err(|_| cleanup::remove_dir(&data))?;
        (update.is_unpublished, update.replaces, update.view.removed) = (true, before, removed);
        if update.view.removed.len() > 0 {
            update.view.removed.store(dir, &update.data)?;
        }
        Ok(update)
    }

    fn with_engine(
        dir: &Path,
        data: PathBuf,
        id: String,
        lock: Lock,
        engine: &tantivy::Index,
        fields: Fields,
    ) -> Result<Update, IndexError> {
        let failed = |error| IndexError::engine(dir, error);
        let reader = reader(engine).map_err(failed)?;
        Ok(Update {
            writer: Some(writer(engine, &data).map_err(failed)?),
            view: UncommittedView::new(IndexSnapshot::from_searcher(reader.searcher()).map_err(failed)?),
            reader: Some(reader),
            has_changes: false,
            fields,
            dir: dir.to_owned(),
            data,
            id,
            is_unpublished: false,
            publish_at_end: false,
            replaces: None,
            force: false,
            restored_pointer: false,
            has_readmitted: false,
            purges_deleted: false,
            corrections: CorrectionLookup::default(),
            fitted: BTreeSet::new(),
            _lock: lock,
        })
    }
}

fn create_engine(data: &Path) -> Result<(tantivy::Index, Fields), TantivyError> {
    let (schema, fields) = Fields::build();
    let engine = tantivy::Index::create(MmapDirectory::open(data)?, schema, tantivy::IndexSettings::default())?;
    analyzer::register_analyzers(engine.tokenizers());
    Ok((engine, fields))
}

/// One thread writes, so that documents keep their order and the same articles give the same segments. One thread
/// merges, so that two merges never use memory at the same time.
fn writer(engine: &tantivy::Index, data: &Path) -> Result<IndexWriter, TantivyError> {
    let options = IndexWriterOptions::builder();
    let options = options.num_worker_threads(1).memory_budget_per_thread(MEMORY_BUDGET).num_merge_threads(1).build();
    let writer = engine.writer_with_options(options)?;
    // A new writer (Tantivy 0.27) gives its first operation the number that the last commit has. A merge then takes
    // a deletion with this number for done in segments whose deletions were committed last, and brings the deleted
    // documents back. An empty operation uses the number up.
    writer.run([])?;
    writer.set_merge_policy(Box::new(BoundedMergePolicy::new(data.to_owned())));
    Ok(writer)
}

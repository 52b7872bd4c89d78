//! How a change to an index begins: what counts is found, what others left is cleared away, and the engine is opened.

use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexWriter, TantivyError};

use super::analyzer;
use super::clear;
use super::error::IndexError;
use super::holdings::Holdings;
use super::lock::Lock;
use super::marker::{self, Marker};
use super::merging::Merging;
use super::open::{open_engine, reader};
use super::place::{self, Counted};
use super::removed::Removed;
use super::schema::Fields;
use super::view::View;
use super::write::Update;

/// Memory for documents not yet on disk; flushing may take about twice as much.
const MEMORY: usize = 36 << 20;

/// How the articles that were taken out are read.
type ReadRemoved = fn(&Path, &Path) -> Result<Removed, IndexError>;

impl Update {
    /// Begins to change the index in `dir`, or to make one when there is none. A lost `quotedex.json` is made again.
    ///
    /// # Errors
    /// [`IndexError::Busy`] while another writer is at work; when the folder holds other things, an index of another
    /// version, or cannot be written to.
    pub fn begin(dir: &Path) -> Result<Update, IndexError> {
        place::prepare(dir)?;
        let lock = Lock::take(dir)?;
        match place::readable(dir)? {
            Some(counted) => Self::on(dir, counted, lock),
            None => Self::anew(dir, None, lock, Removed::of),
        }
    }

    /// Begins an index from nothing, in place of whatever version stands in `dir` now.
    ///
    /// # Errors
    /// [`IndexError::Busy`] while another writer is at work; when the folder holds other things or cannot be written to.
    pub fn rebuild(dir: &Path) -> Result<Update, IndexError> {
        Self::in_place(dir, Removed::of)
    }

    /// As [`rebuild`](Self::rebuild), to be used [again](Self::again): the list of articles that were taken out may be damaged.
    ///
    /// # Errors
    /// As those of `rebuild`.
    pub fn rebuild_again(dir: &Path) -> Result<Update, IndexError> {
        Ok(Self::in_place(dir, Removed::known)?.again(true))
    }

    fn in_place(dir: &Path, removed: ReadRemoved) -> Result<Update, IndexError> {
        place::prepare(dir)?;
        let lock = Lock::take(dir)?;
        let before = match place::counted(dir) {
            // What cannot be told apart or read stays where it is.
            Err(IndexError::Damaged { .. } | IndexError::Unclear { .. }) => None,
            before => before?,
        };
        let mut update = Self::anew(dir, before, lock, removed)?;
        update.at_end = true;
        Ok(update)
    }

    fn on(dir: &Path, counted: Counted, lock: Lock) -> Result<Update, IndexError> {
        let Counted { data, id, lost, .. } = counted;
        if let Some(path) = place::link_in(&data) {
            return Err(IndexError::Link { path });
        }
        let id = id.unwrap_or_else(marker::new_id);
        if !place::misnamed(dir, &data).is_empty() {
            place::point_to(dir, &data, &id)?;
        }
        clear::sweep(dir, Some(&data), &id);
        clear::drafts(&data);
        let (engine, fields) = open_engine(&data).map_err(|error| IndexError::engine(dir, error))?;
        let mut update = Self::with(dir, data, id, lock, &engine, fields)?;
        update.was_lost = lost;
        // A writer that was killed leaves files whose names the engine gives again, and finds taken.
        let cleared = update.writer()?.garbage_collect_files().wait();
        cleared.map_err(|error| IndexError::engine(dir, error))?;
        update.view.removed = Removed::of(dir, &update.data)?;
        update.take_out_again()?;
        Ok(update)
    }

    fn anew(dir: &Path, before: Option<Counted>, lock: Lock, removed: ReadRemoved) -> Result<Update, IndexError> {
        let id = before.as_ref().and_then(|before| before.id.clone()).unwrap_or_else(marker::new_id);
        if let Some(Counted { data, versions, .. }) = &before {
            // A version that left no proof: what `quotedex.json` names is ours.
            if Marker::of(data).is_none_or(|marker| marker.index != id) && place::link_in(data).is_none() {
                Marker::new(&id, data, true).of_versions(*versions).write(dir, data)?;
            }
            clear::uncommitted(data);
        }
        clear::sweep(dir, before.as_ref().map(|before| before.data.as_path()), &id);
        let removed = before.as_ref().map(|before| removed(dir, &before.data)).transpose()?.unwrap_or_default();
        let data = place::fresh_data(dir, &id)?;
        let made = create_engine(&data).map_err(|error| IndexError::engine(dir, error));
        let update = made.and_then(|(engine, fields)| Self::with(dir, data.clone(), id, lock, &engine, fields));
        let mut update = update.inspect_err(|_| clear::remove(&data))?;
        (update.fresh, update.in_place_of, update.view.removed) = (true, before, removed);
        if update.view.removed.len() > 0 {
            update.view.removed.keep(dir, &update.data)?;
        }
        Ok(update)
    }

    fn with(
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
            view: View::new(Holdings::of(reader.searcher()).map_err(failed)?),
            reader: Some(reader),
            changed: false,
            fields,
            dir: dir.to_owned(),
            data,
            id,
            fresh: false,
            at_end: false,
            in_place_of: None,
            force: false,
            was_lost: false,
            forgot: false,
            purge: false,
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

/// One thread writes: documents keep their order, and the same articles make the same segments. One merges, so that no two
/// merges hold memory at once.
fn writer(engine: &tantivy::Index, data: &Path) -> Result<IndexWriter, TantivyError> {
    let options = IndexWriterOptions::builder();
    let options = options.num_worker_threads(1).memory_budget_per_thread(MEMORY).num_merge_threads(1).build();
    let writer = engine.writer_with_options(options)?;
    writer.set_merge_policy(Box::new(Merging::of(data.to_owned())));
    Ok(writer)
}
